//! Times the stages on the sample book: `cargo bench`.
#![allow(clippy::unwrap_used, reason = "a benchmark that panics has failed")]
#![allow(missing_docs, reason = "divan's entry points are not part of the library")]

use std::path::Path;

use areabook::render::edition::Edition;
use areabook::shell::read;
use areabook::{check, parse, publish, render, theme};
use divan::Bencher;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 1, 1);

fn main() {
    divan::main();
}

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[divan::bench]
fn a_read(bencher: Bencher<'_, '_>) {
    bencher.bench(|| read::book(folder()).unwrap());
}

#[divan::bench]
fn b_parse(bencher: Bencher<'_, '_>) {
    let sources = read::book(folder()).unwrap();
    bencher.bench(|| parse::parse(&sources));
}

#[divan::bench]
fn c_check(bencher: Bencher<'_, '_>) {
    let book = parse::parse(&read::book(folder()).unwrap()).0.unwrap();
    bencher.bench(|| check::check(&book, &book, TODAY, Vec::new()));
}

#[divan::bench]
fn d_theme(bencher: Bencher<'_, '_>) {
    let sources = read::book(folder()).unwrap();
    let book = parse::parse(&sources).0.unwrap();
    bencher.bench(|| theme::theme(&sources, &book.settings, &mut Vec::new()));
}

#[divan::bench]
fn e_render(bencher: Bencher<'_, '_>) {
    let sources = read::book(folder()).unwrap();
    let book = parse::parse(&sources).0.unwrap();
    let theme = theme::theme(&sources, &book.settings, &mut Vec::new()).unwrap();
    bencher.bench(|| render::render(&sources, &Edition::of(&book, &theme)));
}

#[divan::bench]
fn f_publish_the_whole_book(bencher: Bencher<'_, '_>) {
    let sources = read::book(folder()).unwrap();
    bencher.bench(|| publish::publish(&sources, TODAY));
}
