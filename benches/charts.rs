//! Time and bytes of charts by kind: `cargo bench --bench charts`.
#![allow(clippy::unwrap_used, reason = "a benchmark that panics has failed")]
#![allow(clippy::print_stdout, reason = "a benchmark prints what it found")]
#![allow(missing_docs, reason = "divan's entry points are not part of the library")]

#[path = "../tests/charts/samples.rs"]
mod samples;

use areabook::chart::inline::Chart;
use areabook::chart::{file, inline};
use divan::Bencher;
use samples::samples;

/// Reports of 42 areas over 20 periods, with five charts each.
const REPORTS: usize = 840;
/// The charts of a report, by the names of samples.
const OF_A_REPORT: [&str; 5] = ["bars-grouped", "stacked", "lines", "lines-trend", "intervals"];

fn main() {
    println!("bytes: {:<18} {:>8} {:>8}", "sample", "on page", "as file");
    for sample in samples().iter().filter(|sample| !sample.is_extreme) {
        let (page, file) = (inline::svg(&sample.chart), file::svg(&sample.chart, ""));
        println!("       {:<18} {:>8} {:>8}", sample.name, page.len(), file.len());
    }
    divan::main();
}

fn names() -> Vec<&'static str> {
    samples().iter().filter(|sample| !sample.is_extreme).map(|sample| sample.name).collect()
}

fn chart(name: &str) -> Chart {
    samples().into_iter().find(|sample| sample.name == name).unwrap().chart
}

#[divan::bench(args = names())]
fn on_a_page(bencher: Bencher<'_, '_>, name: &str) {
    let chart = chart(name);
    bencher.bench(|| inline::svg(&chart));
}

#[divan::bench(args = names())]
fn as_a_file(bencher: Bencher<'_, '_>, name: &str) {
    let chart = chart(name);
    bencher.bench(|| file::svg(&chart, "Source: made up for tests"));
}

/// Every chart of 840 reports on its page and as a file, on one thread.
#[divan::bench(sample_count = 5)]
fn of_840_reports(bencher: Bencher<'_, '_>) {
    let charts = OF_A_REPORT.map(chart);
    bencher.bench(|| {
        let drawn = |chart: &Chart| inline::svg(chart).len() + file::svg(chart, "Source: made up for tests").len();
        (0..REPORTS).map(|_| charts.iter().map(drawn).sum::<usize>()).sum::<usize>()
    });
}
