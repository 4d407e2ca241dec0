//! What stands in data: columns, statistics, signs, markers and measures, each with what it means.

use super::columns::{Field, columns};
use super::write::push_fields;
use crate::book::Book;
use crate::book::cell::{ABSENCES, MARKERS};
use crate::book::series::Measure;
use crate::table::wording::STATISTICS;

/// Where the dictionary stands, from the site's root.
pub(crate) const PATH: &str = "data/dictionary.csv";

/// The measures of which any report has a figure.
pub(crate) fn measures(book: &Book) -> impl Iterator<Item = &Measure> {
    book.measures.iter().filter(|measure| book.all_reports().any(|report| measure.cell(report).is_some()))
}

/// The dictionary as CSV.
pub(crate) fn file(book: &Book) -> Vec<u8> {
    let mut out = Vec::new();
    let mut row = |fields: [&str; 5]| push_fields(&mut out, fields.map(Field::Text));
    row(["what", "name", "title", "type", "meaning"]);
    for column in columns(book) {
        row(["column", &column.name, "", column.kind.name(), &column.about]);
    }
    for (key, _, about) in STATISTICS {
        row(["statistic", key, "", "", about]);
    }
    for (sign, _, meaning) in ABSENCES {
        row(["sign", &format!("[{sign}]"), "", "", meaning]);
    }
    for (sign, _, meaning) in MARKERS {
        row(["marker", &format!("[{sign}]"), "", "", meaning]);
    }
    for measure in measures(book) {
        row(["measure", &measure.key, &measure.title, &measure.unit, &measure.about]);
    }
    out
}
