//! A cell as it was typed: `606`, `"[z]"`, `[z]`, `44 [p]`, `"44 [p] [e]"`.

use super::instead;
use super::numbers::Numbers;
use crate::book::cell::{ABSENCES, Cell, MARKERS, Marker};
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::tree::value::{Node, Value};
use crate::parse::{rules, strange};
use crate::text::signs::CURLY;

/// The cell, or a finding that says what to write instead.
pub(crate) fn cell(value: &Value, numbers: Numbers<'_>, findings: &mut Vec<Diagnostic>) -> Option<Cell> {
    if !value.is_whole() {
        return None;
    }
    match typed(value).and_then(|written| read(&written, numbers)) {
        Ok(cell) => Some(cell),
        Err((what, help)) => {
            findings.push(rules::BAD_CELL.at(value.span, format!("{what} is not a figure")).help(help));
            None
        }
    }
}

/// Whether nothing stands where a cell belongs, or one of the words that YAML has for it.
pub(crate) fn is_empty(value: &Value) -> bool {
    matches!(&value.node, Node::Scalar { text, plain: true, .. } if matches!(text.as_str(), "" | "~" | "null"))
}

/// What is wrong, and what to write instead.
pub(crate) type Fault = (String, String);

fn fault<T>(what: impl Into<String>, help: impl Into<String>) -> Result<T, Fault> {
    Err((what.into(), help.into()))
}

/// The text of a cell. A list of one sign is what YAML makes of a sign without quotes.
fn typed(value: &Value) -> Result<String, Fault> {
    match &value.node {
        Node::Scalar { text, .. } => Ok(strange::seen(text)),
        Node::List(items) => match items.as_slice() {
            [Value { node: Node::Scalar { text, .. }, .. }] => Ok(format!("[{}]", strange::seen(text))),
            _ => fault("this list", "write one number without separators: `1472`, not `[1,472]`"),
        },
        Node::Map(_) | Node::Unread => fault("this", "write one number here: no further headings follow"),
    }
}

pub(crate) fn read(written: &str, numbers: Numbers<'_>) -> Result<Cell, Fault> {
    if written.contains(CURLY) {
        return fault(
            format!("`{}`", shown(written)),
            "it holds curly quotation marks: write straight ones, \" \", or none around a number",
        );
    }
    if written.is_empty() {
        return fault("an empty cell", instead::of_nothing(numbers));
    }
    let (number, signs) = match written.find('[') {
        Some(at) => (written[..at].trim(), &written[at..]),
        None => (written, ""),
    };
    if number.is_empty() {
        let absence = ABSENCES.iter().find(|row| signs == format!("[{}]", row.0));
        let absent = absence.map(|row| Cell::absent(row.1));
        return absent.ok_or_else(|| (format!("`{}`", shown(written)), instead::of_sign(signs)));
    }
    let markers = signs.split_whitespace().map(marker).collect::<Option<Vec<_>>>();
    let Some(mut markers) = markers else {
        return fault(
            format!("`{}`", shown(written)),
            "the signs beside a number are [p] provisional, [r] revised, [e] estimated, [b] break",
        );
    };
    markers.sort_unstable();
    markers.dedup();
    numbers
        .read(number)
        .map(|value| Cell { value: Ok(value), markers })
        .map_err(|help| (format!("`{}`", shown(written)), help.unwrap_or_else(|| instead::of(number, numbers))))
}

fn marker(sign: &str) -> Option<Marker> {
    let name = sign.strip_prefix('[')?.strip_suffix(']')?;
    MARKERS.iter().find(|row| row.0 == name).map(|row| row.1)
}
