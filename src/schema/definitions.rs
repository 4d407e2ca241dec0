//! The values that schemas refer to by name, as the readers in [`crate::parse`] take them.

use serde_json::{Value, json};

use crate::book::cell::{ABSENCES, Absence, MARKERS, absence_sign, meaning};
use crate::book::form::number::{Number, NumberKind};
use crate::parse::files::forms::number::{MOST, example};
use crate::quantity::{MOST_PLACES, Quantity};

/// A value by its name, with what makes it.
type Definition = (&'static str, fn() -> Value);

/// The values that schemas refer to.
pub(crate) const DEFINITIONS: [Definition; 6] = [
    ("cell", cell),
    ("any-number", any_number),
    ("cell-that-cannot-apply", cell_that_cannot_apply),
    ("period", period),
    ("day", day),
    ("time", time),
];

/// A whole number, with signs beside it, or a sign for why there is none.
fn cell() -> Value {
    let whole = json!({ "minimum": 0, "maximum": MOST });
    typed("whole number", "1239", &whole_part(), Some(("integer", whole)))
}

/// The same where the number can have decimals and a sign, be below zero, or be a duration.
fn any_number() -> Value {
    let least = -i64::try_from(MOST).unwrap_or_default();
    let number = format!("-?[£€$]?{}{}%?", whole_part(), decimals(MOST_PLACES));
    let pattern = format!("(?:{number}|-?{})", duration(1));
    typed("number", "8.5", &pattern, Some(("number", json!({ "minimum": least, "maximum": MOST }))))
}

/// A cell of a table whose figures are these.
pub(super) fn figure(number: &Number) -> Value {
    let Number { kind, at_least, at_most, .. } = number;
    let (places, minus) = (number.places(), if at_least.digits() < 0 { "-?" } else { "" });
    let example = example(*kind, places);
    if *kind == NumberKind::Duration {
        let (example, least) = if number.has_hours { ("1:09:02", 2) } else { (example.as_str(), 1) };
        return typed("duration", example, &format!("{minus}{}", duration(least)), None);
    }
    let limit = |number: Quantity| serde_json::from_str(&number.to_string()).unwrap_or(Value::Null);
    let most = at_most.unwrap_or_else(|| MOST.into());
    let limits = json!({ "minimum": limit(*at_least), "maximum": limit(most) });
    let what = if places == 0 { "whole number" } else { "number" };
    let pattern = format!("{minus}{}{}", whole_part(), decimals(places));
    typed(what, &example, &pattern, Some((if places == 0 { "integer" } else { "number" }, limits)))
}

/// A duration with so many colons at least.
fn duration(least: u8) -> String {
    format!("(?:0|[1-9][0-9]*)(?::[0-5][0-9]){{{least},2}}")
}

fn whole_part() -> String {
    format!("(?:0|[1-9][0-9]{{0,{}}})", MOST.ilog10())
}

fn decimals(most: u8) -> String {
    if most == 0 { String::new() } else { format!(r"(?:\.[0-9]{{1,{most}}})?") }
}

/// A figure as it is typed, by the pattern of its number; where YAML reads the number as one, its type and its limits. A list of
/// one sign is what YAML makes of `[z]`; it is described by `contains`, because editors that see `items` begin a list where a
/// cell belongs.
fn typed(what: &str, example: &str, pattern: &str, number: Option<(&str, Value)>) -> Value {
    let (absences, markers) = (signs(ABSENCES.iter().map(|row| row.0)), signs(MARKERS.iter().map(|row| row.0)));
    let marked = format!(r"{pattern}(?:\s*\[{markers}\](?:\s+\[{markers}\])*)?");
    let (kind, limits) = number.unzip();
    let kinds: Vec<_> = ["string"].into_iter().chain(kind).chain(["array", "null"]).collect();
    let mut figure = json!({
        "description": meanings(what),
        "type": kinds,
        "pattern": format!(r"^\s*(?:\[{absences}\]|{marked})\s*$"),
        "errorMessage": format!("Write a {what} without separators, such as {example}, with \"{example} [p]\" for a sign beside it, or a sign such as \"[z]\" by itself."),
        "contains": { "enum": ABSENCES.map(|row| row.0) },
        "maxItems": 1,
        "defaultSnippets": ABSENCES.map(|row| offer(row.0, row.2)),
    });
    if let (Some(figure), Some(Value::Object(limits))) = (figure.as_object_mut(), limits) {
        figure.extend(limits);
    }
    figure
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

/// `2013-14`: two years that follow each other; one year by itself; a half, quarter or month of one. A year by itself may be typed
/// without quotes.
fn period() -> Value {
    let pairs: Vec<_> = (0..100).map(|year| format!("{year:02}-{:02}", (year + 1) % 100)).collect();
    let year = format!("(?:19|20|21)(?:{}|[0-9]{{2}})", pairs.join("|"));
    json!({
        "type": ["string", "integer"],
        "pattern": format!("^(?:{year}(?:-(?:H[12]|Q[1-4]))?|(?:19|20|21)[0-9]{{2}}-M(?:0[1-9]|1[0-2]))$"),
        "minimum": 1900,
        "maximum": 2199,
        "errorMessage": "Write a period as its folder is named, such as 2013-14, 2023, 2023-Q2 or 2023-M04.",
    })
}

fn time() -> Value {
    json!({
        "type": "string",
        "pattern": "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]$",
        "errorMessage": "Write the day and the hour in 24 hours, as in 2014-10-30T09:30.",
    })
}

fn day() -> Value {
    json!({
        "type": "string",
        "pattern": "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$",
        "errorMessage": "Write year, month and day, as in 2014-10-30.",
    })
}
