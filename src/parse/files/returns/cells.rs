//! A cell as it was typed: `606`, `"[z]"`, `[z]`, `44 [p]`, `"44 [p] [e]"`.

use crate::book::cell::{ABSENCES, Cell, MARKERS, Marker};
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::rules;
use crate::parse::shape::describe::Holds;
use crate::parse::shape::kind::Kind;
use crate::parse::tree::value::{Node, Value};

/// The largest figure that a cell may hold.
pub(crate) const MOST: u64 = 999_999_999_999;

/// A cell of a return.
pub(crate) fn kind() -> Kind<'static, Cell> {
    Kind::new(|value, _, findings| cell(value, findings), |_| Holds::Cell.into())
}

/// The cell, or a finding that says what to write instead.
pub(crate) fn cell(value: &Value, findings: &mut Vec<Diagnostic>) -> Option<Cell> {
    match typed(value).and_then(|written| read(&written)) {
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
type Fault = (String, String);

fn fault<T>(what: impl Into<String>, help: impl Into<String>) -> Result<T, Fault> {
    Err((what.into(), help.into()))
}

/// The text of a cell. A list of one sign is what YAML makes of a sign without quotes.
fn typed(value: &Value) -> Result<String, Fault> {
    match &value.node {
        Node::Scalar { text, .. } => Ok(text.trim().to_owned()),
        Node::List(items) => match items.as_slice() {
            [Value { node: Node::Scalar { text, .. }, .. }] => Ok(format!("[{}]", text.trim())),
            _ => fault("this list", "write one number without separators: `1472`, not `[1,472]`"),
        },
        Node::Map(_) => fault("this", "write one number here: no further headings follow"),
    }
}

fn read(written: &str) -> Result<Cell, Fault> {
    if written.contains(['“', '”', '„', '‘', '’']) {
        return fault(
            format!("`{}`", shown(written)),
            "it holds curly quotation marks: write straight ones, \" \", or none around a number",
        );
    }
    if written.is_empty() || matches!(written, "-" | "–" | "—" | "~" | "null" | "n/a" | "N/A") {
        return fault(
            if written.is_empty() { "an empty cell".to_owned() } else { format!("`{written}`") },
            "look it up on your form: write \"[z]\" if the question cannot arise (a dash on the form), \"[x]\" if the figure is not known, 0 only if there were none",
        );
    }
    let (number, signs) = match written.find('[') {
        Some(at) => (written[..at].trim(), &written[at..]),
        None => (written, ""),
    };
    if number.is_empty() {
        let absence = ABSENCES.iter().find(|row| signs == format!("[{}]", row.0));
        return match absence {
            Some(row) => Ok(Cell::absent(row.1)),
            None => fault(
                format!("`{}`", shown(written)),
                "the signs for a missing number are \"[z]\", \"[x]\", \"[c]\", \"[low]\", \"[u]\"",
            ),
        };
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
    match plain_number(number) {
        Some(value) => Ok(Cell { value: Ok(value.into()), markers }),
        None => fault(format!("`{}`", shown(written)), instead(number)),
    }
}

fn marker(sign: &str) -> Option<Marker> {
    let name = sign.strip_prefix('[')?.strip_suffix(']')?;
    MARKERS.iter().find(|row| row.0 == name).map(|row| row.1)
}

/// A number in digits only, without leading zeros: anything else could have been meant otherwise.
fn plain_number(text: &str) -> Option<u64> {
    let padded = text.len() > 1 && text.starts_with('0');
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|&number| digits && !padded && number <= MOST)
}

/// What to write instead of a number with separators or zeros in front.
fn instead(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let mut groups = number.split([',', '_', ' ', '\u{a0}', '\'']);
    let first = groups.next().unwrap_or_default();
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let separated = first.bytes().all(|byte| byte.is_ascii_digit()) && groups.all(is_group);
    let is_slip = |sign: char| "OoIlS".contains(sign);
    let is_number = number.chars().all(|sign| sign.is_ascii_digit() || sign == ',' || is_slip(sign));
    if let Some(letter) = number.chars().find(|sign| is_slip(*sign)).filter(|_| is_number) {
        return format!("it holds the letter {letter}: write digits only, as in `1239`");
    }
    match digits.trim_start_matches('0') {
        _ if !separated => "write a whole number, such as `1239`".to_owned(),
        "" => "write `0`".to_owned(),
        digits if plain_number(digits).is_none() => {
            format!("it is too large: a figure is at most {MOST}; look for a digit too many")
        }
        digits if number.contains(',') => format!("write `{digits}` without the comma"),
        digits => format!("write `{digits}`"),
    }
}
