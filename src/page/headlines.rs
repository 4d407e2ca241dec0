//! The figures at the head of a report: the book's headline measures, each with its change since the year before.

use serde::Serialize;

use crate::book::Book;
use crate::book::cell::{Cell, meaning};
use crate::book::form::{Counts, is_same_unit};
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::quantity::unit::Unit;
use crate::query::change::Change;
use crate::text::number;

/// A figure at the head of a report.
#[derive(Debug, Serialize)]
pub(crate) struct Headline<'a> {
    /// What is counted.
    pub(crate) label: &'a str,
    /// The figure.
    pub(crate) value: String,
    /// The day or the period.
    pub(crate) when: String,
    /// What became of it since the year before; empty where that is not known.
    pub(crate) change: String,
}

/// The headline measures for which the report has a number.
pub(crate) fn headlines<'a>(book: &'a Book, report: &Report) -> Vec<Headline<'a>> {
    let measures = book.measures.iter().filter(|measure| measure.headline);
    measures.filter_map(|measure| headline(book, measure, report)).collect()
}

/// What the signs of a cell say of it in a word each: `provisional`.
fn remarks(cell: &Cell) -> Vec<&'static str> {
    cell.signs().filter_map(meaning).filter_map(|meaning| meaning.split([':', ',']).next()).collect()
}

fn headline<'a>(book: &Book, measure: &'a Measure, report: &Report) -> Option<Headline<'a>> {
    let cell = measure.cell(report)?;
    let now = cell.value.ok()?;
    // A series can be mixed where the form of this year is not.
    let counts = measure.table(report).map_or(measure.counts, |table| table.counts);
    let when = match counts {
        Counts::Snapshot => format!("on {}", report.period.end()),
        Counts::Flow => format!("{} to {}", report.period.start(), report.period.end()),
        Counts::Mixed | Counts::Rate => report.period.to_string(),
    };
    // What stands beside a number says what it is in, unless the title or its sign does.
    let unit = measure.table(report).filter(|table| !table.is_counted() && !is_same_unit(&measure.title, &table.unit));
    let unit =
        unit.filter(|table| matches!(table.number.unit, Unit::Plain | Unit::Duration)).map(|table| table.unit.as_str());
    let when = unit.into_iter().chain([when.as_str()]).chain(remarks(cell)).collect::<Vec<_>>().join(", ");
    let change = change(book, measure, report).unwrap_or_default();
    Some(Headline { label: &measure.title, value: number::written(now), when, change })
}

/// What became of a figure since the year before, where both are known. Nothing is compared across a break.
fn change(book: &Book, measure: &Measure, report: &Report) -> Option<String> {
    let earlier = book.report(&report.area.key, report.period.previous())?;
    let cell = measure.cell(earlier)?;
    let (year, before, remarks) = (earlier.period, number::written(cell.value.ok()?), remarks(cell));
    let then = if remarks.is_empty() { before } else { format!("{before} ({})", remarks.join(", ")) };
    Some(match book.change(measure, report)? {
        Change::Broken(_) => format!("not comparable with {then} in {year}: the series breaks"),
        Change::By { difference, .. } if difference.is_zero() => format!("the same as in {year}"),
        Change::By { difference, .. } => {
            let way = if difference.is_positive() { "up" } else { "down" };
            format!("{way} {} from {then} in {year}", number::written(difference.size()))
        }
    })
}
