//! The values that files are made of, as the readers in [`crate::parse`] take them.

use serde_json::{Map, Value, json};

use crate::book::cell::{ABSENCES, Absence, MARKERS, absence_sign, meaning};

/// A shared value by its name, with what makes it.
type Shared = (&'static str, fn() -> Value);

/// The values that schemas refer to by name.
pub const SHARED: [Shared; 4] =
    [(CELL, cell), (CELL_THAT_CANNOT_APPLY, cell_that_cannot_apply), (PERIOD, period), (DAY, day)];

/// A cell of a return.
pub const CELL: &str = "cell";
/// A cell for which the question cannot arise.
pub const CELL_THAT_CANNOT_APPLY: &str = "cell-that-cannot-apply";
/// A reporting year.
pub const PERIOD: &str = "period";
/// A calendar day.
pub const DAY: &str = "day";

/// The largest figure that a cell may hold, and the digits behind its first.
const MOST: (u64, u32) = (999_999_999_999, 11);

/// The address of a shared value inside a schema.
pub fn reference(name: &str) -> String {
    format!("#/$defs/{name}")
}

/// A shared value, with what it means where it stands.
pub fn shared(name: &str, title: &str, description: &str) -> Value {
    about(json!({ "$ref": reference(name) }), title, description)
}

/// A value with the words that an editor shows beside it; empty words are left out.
pub fn about(value: Value, title: &str, description: &str) -> Value {
    let mut all = Map::new();
    for (key, text) in [("title", title), ("description", description)] {
        if !text.is_empty() {
            all.insert(key.to_owned(), json!(text));
        }
    }
    if let Value::Object(value) = value {
        all.extend(value);
    }
    Value::Object(all)
}

/// Text. YAML takes some texts for numbers; the readers take numbers for text.
pub fn text(description: &str) -> Value {
    about(json!({ "type": ["string", "number"] }), "", description)
}

/// Text of one form, with what to write where it has another.
pub fn text_like(pattern: &str, instead: &str) -> Value {
    json!({ "type": "string", "pattern": pattern, "errorMessage": instead })
}

/// A list of texts; one text counts as a list of one.
pub fn texts(description: &str, item: Value) -> Value {
    about(json!({ "type": ["array", "string", "number"], "items": item }), "", description)
}

/// A list of mappings.
pub fn list(description: &str, item: Value) -> Value {
    about(json!({ "type": "array", "items": item }), "", description)
}

/// A whole number, within limits where there are any.
pub fn number(description: &str, least: Option<u64>, most: Option<u64>) -> Value {
    let mut number = about(json!({ "type": "integer" }), "", description);
    for (key, limit) in [("minimum", least), ("maximum", most)] {
        if let Some(limit) = limit {
            number[key] = json!(limit);
        }
    }
    number
}

/// `true` or `false`.
pub fn flag(description: &str) -> Value {
    about(json!({ "type": "boolean" }), "", description)
}

/// One of a few words, each with its meaning.
pub fn choice<W: AsRef<str>, M: AsRef<str>>(description: &str, words: impl IntoIterator<Item = (W, M)>) -> Value {
    let rows = words.into_iter().map(|(word, meaning)| (json!(word.as_ref()), json!(meaning.as_ref())));
    let (words, meanings): (Vec<_>, Vec<_>) = rows.unzip();
    about(json!({ "enum": words, "enumDescriptions": meanings }), "", description)
}

/// A mapping with entries that must and entries that may be there, and no others.
pub fn object<K: Into<String>>(
    need: impl IntoIterator<Item = (K, Value)>,
    may: impl IntoIterator<Item = (K, Value)>,
) -> Value {
    let mut properties: Map<_, _> = need.into_iter().map(|(key, value)| (key.into(), value)).collect();
    let required: Vec<_> = properties.keys().cloned().collect();
    properties.extend(may.into_iter().map(|(key, value)| (key.into(), value)));
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// The same mapping, or a text that stands for it.
pub fn or_text(mut object: Value) -> Value {
    object["type"] = json!(["string", "number", "object"]);
    object
}

/// A member of an axis: its label, or its label in full with a short one.
pub fn member() -> Value {
    let in_full = object(
        [("label", text("The label in full."))],
        [
            ("short", text("The label where space is short.")),
            ("also_called", texts("What narrative calls it besides.", text(""))),
        ],
    );
    about(or_text(in_full), "", "The label for readers.")
}

/// A mapping from names that the author chooses.
pub fn named(description: &str, value: Value) -> Value {
    about(json!({ "type": "object", "additionalProperties": value }), "", description)
}

/// A number, signs beside it, or a sign for why there is none. A list of one sign is what YAML makes of `[z]`; it is
/// described by `contains`, because editors that see `items` begin a list where a cell belongs.
fn cell() -> Value {
    let (most, digits) = MOST;
    let (absences, markers) = (signs(ABSENCES.iter().map(|row| row.0)), signs(MARKERS.iter().map(|row| row.0)));
    let marked = format!(r"(?:0|[1-9][0-9]{{0,{digits}}})(?:\s*\[{markers}\](?:\s+\[{markers}\])*)?");
    json!({
        "description": meanings(),
        "type": ["string", "integer", "array", "null"],
        "minimum": 0,
        "maximum": most,
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
    text_like(
        &format!("^(?:19|20|21)(?:{})$", pairs.join("|")),
        "Write a reporting year such as 2013-14: two years that follow each other.",
    )
}

fn day() -> Value {
    text_like("^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$", "Write year, month and day, as in 2014-10-30.")
}
