//! What stands above the page for authors in a book of their own: how its figures, tables and sections are asked for there.

use std::fmt::Write;
use std::sync::Arc;

use crate::book::Book;
use crate::book::form::Table;
use crate::book::narrative::{Asks, Reading};
use crate::book::report::Report;
use crate::book::returns::grid::Grid;
use crate::page::outline::Outline;
use crate::page::words::Subject;
use crate::parse;
use crate::query::reference::{self, STATISTICS};
use crate::source::Sources;
use crate::text::number;

/// The examples of a book, of the last whole report of an area; none where the book cannot be read or has no such report.
pub fn of_book(sources: &Sources) -> Option<String> {
    let (Some(book), _) = parse::parse(sources) else { return None };
    let whole = book.reports.iter().filter(|report| !report.is_partial());
    let has_number = |report: &&Arc<Report>| report.figures.grids().any(|(_, grid)| grid.numbers().next().is_some());
    let report = whole.filter(has_number).max_by_key(|report| report.period)?;
    Some(examples(&book, report))
}

fn examples(book: &Book, report: &Report) -> String {
    let mut page = format!(
        "# {}\n\nThe page below, “Writing a report”, takes its examples from the book that comes with areabook, which may be about another subject: \
         copy from it how things are written, and take the names from here. What stands here is made from this book: from the report of {} for {}.\n\n\
         What a reference in a sentence prints:\n\n",
        book.settings.title,
        report.name(),
        report.period
    );
    let subject = Subject::new(book, Some(report), Outline::NONE);
    for (table, grid) in report.figures.grids() {
        let title = subject.plain(&table.title);
        for (address, printed) in of_table(book, report, grid) {
            let _ = writeln!(page, "- {title}: `{{{{ {address} }}}}` prints {printed}");
        }
    }
    let mut lists = vec![
        ("Tables, each on a line of its own", keys(report, |_| true, "table")),
        ("Charts", keys(report, |table| table.chart.is_some(), "chart")),
    ];
    let sections = book
        .canonical
        .iter()
        .filter(|section| section.key != STATISTICS)
        .map(|section| format!("`{}.md` ({})", section.key, section.title));
    lists.push(("Sections that reports have", sections.collect()));
    let authorities = book.signing(report).map(|authority| format!("`{}` ({})", authority.key, authority.name));
    lists.push(("Authorities that sign", authorities.collect()));
    for (what, keys) in lists.iter().filter(|(_, keys)| !keys.is_empty()) {
        let _ = write!(page, "\n{what}: {}.\n", keys.join(", "));
    }
    page.push('\n');
    page
}

/// How the figures of a table are asked for, each with what it prints: the one of everything, one of a part, and the share of that.
fn of_table(book: &Book, report: &Report, grid: &Grid) -> Vec<(String, String)> {
    let whole = grid.grand_total().and_then(|whole| Some((whole, grid.number(whole)?)));
    let part = grid.numbers().find(|(path, _)| whole.is_none_or(|(whole, _)| whole != *path) && !path.is_total());
    let figures = [whole, part].into_iter().flatten();
    let mut found: Vec<_> =
        figures.map(|(path, figure)| (report.figures.address(path).to_string(), number::written(figure))).collect();
    if let (Some((whole, _)), Some((part, _))) = (whole, part) {
        let [of, whole] = [part, whole].map(|path| report.figures.address(path));
        let address = format!("{of} | share of {whole}, 1");
        let asks = Asks::Figure { of, reading: Reading::Share(whole, 1), in_words: false };
        found.extend(reference::text(book, report, &asks).ok().map(|share| (address, share)));
    }
    found
}

/// What asks for the tables of a report, or for some of them.
fn keys(report: &Report, is_wanted: impl Fn(&Table) -> bool, word: &str) -> Vec<String> {
    let tables = report.figures.grids().map(|(table, _)| table).filter(|table| is_wanted(table));
    tables.map(|table| format!("`{{{{ {word} {} }}}}`", table.key)).collect()
}
