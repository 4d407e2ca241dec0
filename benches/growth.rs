//! Times synthetic books of 42 areas, and the stages on the largest: `cargo bench --bench growth`.
#![allow(clippy::unwrap_used, reason = "a benchmark that panics has failed")]
#![allow(missing_docs, reason = "divan's entry points are not part of the library")]

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use std::sync::LazyLock;

use areabook::book::Book;
use areabook::render::edition::Edition;
use areabook::source::Sources;
use areabook::{check, parse, publish, render, theme};
use divan::Bencher;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 1, 1);
/// How many periods the stages are timed on.
const PERIODS: usize = 20;

static SOURCES: LazyLock<Sources> = LazyLock::new(|| synthetic::sources(PERIODS));
static BOOK: LazyLock<Book> = LazyLock::new(|| parse::parse(&SOURCES).0.unwrap());

fn main() {
    divan::main();
}

#[divan::bench(args = [1, 5, 20], sample_count = 10)]
fn publish_the_whole_book(bencher: Bencher<'_, '_>, periods: usize) {
    let sources = synthetic::sources(periods);
    bencher.bench(|| publish::publish(&sources, TODAY));
}

#[divan::bench(sample_count = 10)]
fn stage_1_parse(bencher: Bencher<'_, '_>) {
    LazyLock::force(&SOURCES);
    bencher.bench(|| parse::parse(&SOURCES));
}

#[divan::bench(sample_count = 10)]
fn stage_2_check(bencher: Bencher<'_, '_>) {
    LazyLock::force(&BOOK);
    bencher.bench(|| check::check(&BOOK, &BOOK, TODAY, Vec::new()));
}

#[divan::bench(sample_count = 10)]
fn stage_3_render(bencher: Bencher<'_, '_>) {
    let theme = theme::theme(&SOURCES, &BOOK.settings, &mut Vec::new()).unwrap();
    bencher.bench(|| render::render(&SOURCES, &Edition::of(&BOOK, &theme)));
}
