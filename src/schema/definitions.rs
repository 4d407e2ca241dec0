//! The values that schemas refer to by name, as the readers in [`crate::parse`] take them.

use serde_json::{Value, json};

use crate::book::cell::{ABSENCES, Absence, MARKERS, absence_sign, meaning};
use crate::parse::files::returns::cells::MOST;
use crate::quantity::MOST_PLACES;

/// A value by its name, with what makes it.
type Definition = (&'static str, fn() -> Value);

/// The values that schemas refer to.
pub(crate) const DEFINITIONS: [Definition; 6] = [
    ("cell", cell),
    ("decimal-cell", decimal_cell),
    ("any-number", any_number),
    ("cell-that-cannot-apply", cell_that_cannot_apply),
    ("period", period),
    ("day", day),
];

/// A whole number, with signs beside it, or a sign for why there is none.
fn cell() -> Value {
    let kind = NumberKind { what: "whole number", example: "1239", json: "integer", minus: "", decimals: "" };
    figure(&kind, 0)
}

/// The same where the number can have decimals.
fn decimal_cell() -> Value {
    let decimals = decimals();
    figure(&NumberKind { what: "number", example: "8.5", json: "number", minus: "", decimals: &decimals }, 0)
}

/// The same where it can be below zero too.
fn any_number() -> Value {
    let decimals = decimals();
    let least = -i64::try_from(MOST).unwrap_or_default();
    figure(&NumberKind { what: "number", example: "8.5", json: "number", minus: "-?", decimals: &decimals }, least)
}

fn decimals() -> String {
    format!(r"(?:\.[0-9]{{1,{MOST_PLACES}}})?")
}

/// What the number in a figure can be.
struct NumberKind<'a> {
    what: &'a str,
    example: &'a str,
    json: &'a str,
    minus: &'a str,
    decimals: &'a str,
}

/// A list of one sign is what YAML makes of `[z]`; it is described by `contains`, because editors that see `items` begin a list
/// where a cell belongs.
fn figure(kind: &NumberKind<'_>, least: i64) -> Value {
    let NumberKind { what, example, json, minus, decimals } = kind;
    let (absences, markers) = (signs(ABSENCES.iter().map(|row| row.0)), signs(MARKERS.iter().map(|row| row.0)));
    let digits = MOST.ilog10();
    let marked = format!(r"{minus}(?:0|[1-9][0-9]{{0,{digits}}}){decimals}(?:\s*\[{markers}\](?:\s+\[{markers}\])*)?");
    json!({
        "description": meanings(what),
        "type": ["string", json, "array", "null"],
        "minimum": least,
        "maximum": MOST,
        "pattern": format!(r"^\s*(?:\[{absences}\]|{marked})\s*$"),
        "errorMessage": format!("Write a {what} without separators, such as {example}, with \"{example} [p]\" for a sign beside it, or a sign such as \"[z]\" by itself."),
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
fn meanings(what: &str) -> String {
    let row = |(sign, meaning): (&str, &str)| format!("\"[{sign}]\" {meaning}");
    let absences: Vec<_> = ABSENCES.iter().map(|entry| row((entry.0, entry.2))).collect();
    let markers: Vec<_> = MARKERS.iter().map(|entry| row((entry.0, entry.2))).collect();
    format!(
        "A {what} without separators. Instead of a number: {}. Beside a number, as in \"44 [p]\": {}.",
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
