//! The figures at the head of a report: the book's headline measures, each with its change since the year before.

use serde::Serialize;

use crate::book::Book;
use crate::book::cell::meaning;
use crate::book::form::Counts;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::number;
use crate::quantity::Quantity;
use crate::query::change::Change;

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

/// The number of a measure in a report, and what its signs say of it: `, provisional`.
fn value(measure: &Measure, report: &Report) -> Option<(Quantity, String)> {
    let cell = measure.cell(report)?;
    let meanings = cell.signs().filter_map(meaning);
    let words = meanings.filter_map(|meaning| meaning.split([':', ',']).next()).map(|word| format!(", {word}"));
    Some((cell.value.ok()?, words.collect()))
}

fn headline<'a>(book: &Book, measure: &'a Measure, report: &Report) -> Option<Headline<'a>> {
    let (now, said) = value(measure, report)?;
    // A series can be mixed where the form of this year is not.
    let table =
        measure.path(&report.figures.form.key).and_then(|path| report.figures.form.tables.get(path.table_position()));
    let counts = table.map_or(measure.counts, |table| table.counts);
    let when = match counts {
        Counts::Snapshot => format!("on {}", report.period.end()),
        Counts::Flow => format!("{} to {}", report.period.start(), report.period.end()),
        Counts::Mixed | Counts::Rate => report.period.to_string(),
    };
    let change = change(book, measure, report).unwrap_or_default();
    Some(Headline { label: &measure.title, value: number::written(now), when: when + &said, change })
}

/// What became of a figure since the year before, where both are known. Nothing is compared across a break.
fn change(book: &Book, measure: &Measure, report: &Report) -> Option<String> {
    let earlier = book.report(&report.area.key, report.period.previous())?;
    let (before, said) = value(measure, earlier)?;
    let year = earlier.period;
    let then =
        if said.is_empty() { number::written(before) } else { format!("{} ({})", number::written(before), &said[2..]) };
    Some(match book.change(measure, report)? {
        Change::Broken(_) => format!("not comparable with {then} in {year}: the series breaks"),
        Change::By { difference, .. } if difference.is_zero() => format!("the same as in {year}"),
        Change::By { difference, .. } => {
            let way = if difference.is_positive() { "up" } else { "down" };
            format!("{way} {} from {then} in {year}", number::written(difference.size()))
        }
    })
}
