//! What stands in data: columns, statistics, signs, markers and measures, each with what it means.

use super::columns::{Field, columns};
use super::write::push_fields;
use crate::book::Book;
use crate::book::cell::{ABSENCES, MARKERS};
use crate::download::measures;
use crate::table::wording::STATISTICS;

/// Its columns.
pub(super) const COLUMNS: [&str; 5] = ["what", "name", "title", "type", "meaning"];

/// The dictionary as CSV.
pub(crate) fn file(book: &Book) -> Vec<u8> {
    let mut out = Vec::new();
    let mut row = |fields: [&str; 5]| push_fields(&mut out, fields.map(Field::Text));
    row(COLUMNS);
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
