//! The values that schemas refer to by name, as the readers in [`crate::parse`] take them.

use serde_json::{Value, json};

use crate::book::cell::{ABSENCES, Absence, MARKERS, absence_sign, meaning};
use crate::parse::files::returns::cells::MOST;

/// A value by its name, with what makes it.
type Definition = (&'static str, fn() -> Value);

/// The values that schemas refer to.
pub(crate) const DEFINITIONS: [Definition; 4] =
    [("cell", cell), ("cell-that-cannot-apply", cell_that_cannot_apply), ("period", period), ("day", day)];

/// A number, signs beside it, or a sign for why there is none. A list of one sign is what YAML makes of `[z]`; it is
/// described by `contains`, because editors that see `items` begin a list where a cell belongs.
fn cell() -> Value {
    let (absences, markers) = (signs(ABSENCES.iter().map(|row| row.0)), signs(MARKERS.iter().map(|row| row.0)));
    let digits = MOST.ilog10();
    let marked = format!(r"(?:0|[1-9][0-9]{{0,{digits}}})(?:\s*\[{markers}\](?:\s+\[{markers}\])*)?");
    json!({
        "description": meanings(),
        "type": ["string", "integer", "array", "null"],
        "minimum": 0,
        "maximum": MOST,
        "pattern": format!(r"^\s*(?:\[{absences}\]|{marked})\s*$"),
        "errorMessage": "Write a whole number without separators, such as 1239, with \"1239 [p]\" for a sign beside it, or a sign such as \"[z]\" by itself.",
        "contains": { "enum": ABSENCES.map(|row| row.0) },
        "maxItems": 1,
        "defaultSnippets": ABSENCES.map(|row| offer(row.0, row.2)),
    })
}

/// A sign for why there is no number, and never a number.
fn cell_that_cannot_apply() -> Value {
    let absences = signs(ABSENCES.iter().map(|row| row.0));
    let sign = absence_sign(Absence::NotApplicable);
    let instead = format!("Write \"[{sign}]\" or leave the cell out.");
    json!({
        "description": format!("The question cannot arise here. {instead}"),
        "type": ["string", "array"],
        "pattern": format!(r"^\s*\[{absences}\]\s*$"),
        "errorMessage": format!("No number can stand here: the question cannot arise. {instead}"),
        "contains": { "enum": ABSENCES.map(|row| row.0) },
        "maxItems": 1,
        "defaultSnippets": [offer(sign, meaning(sign).unwrap_or_default())],
    })
}

/// A sign that an editor offers to write, in quotes.
fn offer(sign: &str, meaning: &str) -> Value {
    json!({ "label": format!("[{sign}]"), "description": meaning, "body": format!("\"[{sign}]\"") })
}

fn signs<'a>(signs: impl Iterator<Item = &'a str>) -> String {
    format!("(?:{})", signs.collect::<Vec<_>>().join("|"))
}

/// Every sign with its meaning.
fn meanings() -> String {
    let row = |(sign, meaning): (&str, &str)| format!("\"[{sign}]\" {meaning}");
    let absences: Vec<_> = ABSENCES.iter().map(|entry| row((entry.0, entry.2))).collect();
    let markers: Vec<_> = MARKERS.iter().map(|entry| row((entry.0, entry.2))).collect();
    format!(
        "A whole number without separators. Instead of a number: {}. Beside a number, as in \"44 [p]\": {}.",
        absences.join("; "),
        markers.join("; ")
    )
}

/// `2013-14`: two years that follow each other.
fn period() -> Value {
    let pairs: Vec<_> = (0..100).map(|year| format!("{year:02}-{:02}", (year + 1) % 100)).collect();
    json!({
        "type": "string",
        "pattern": format!("^(?:19|20|21)(?:{})$", pairs.join("|")),
        "errorMessage": "Write a reporting year such as 2013-14: two years that follow each other.",
    })
}

fn day() -> Value {
    json!({
        "type": "string",
        "pattern": "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$",
        "errorMessage": "Write year, month and day, as in 2014-10-30.",
    })
}
