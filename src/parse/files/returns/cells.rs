//! A cell as it was typed: `606`, `"[z]"`, `[z]`, `44 [p]`, `"44 [p] [e]"`.

use crate::book::cell::{ABSENCES, Cell, MARKERS, Marker};
use crate::book::form::Table;
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::tree::value::{Node, Value};
use crate::parse::{rules, strange};
use crate::quantity::{MOST_PLACES, Quantity};

/// The largest figure that a cell may hold.
pub(crate) const MOST: u64 = 999_999_999_999;

/// Which numbers can stand in a cell.
#[derive(Clone, Copy)]
pub(crate) enum Numbers {
    /// Those of a form: from zero on, whole where it counts, with so many decimals at most where it says so.
    OfForm(u8),
    /// Decimals and numbers below zero too.
    Any,
}

impl Numbers {
    /// Those that can stand in a table.
    pub(crate) fn of(table: &Table) -> Self {
        Numbers::OfForm(table.decimals.unwrap_or_default())
    }

    fn read(self, text: &str) -> Option<Quantity> {
        any_number(text).filter(|number| match self {
            Numbers::OfForm(decimals) => {
                number.places() <= decimals && text.starts_with(|sign: char| sign.is_ascii_digit())
            }
            Numbers::Any => true,
        })
    }
}

/// The cell, or a finding that says what to write instead.
pub(crate) fn cell(value: &Value, numbers: Numbers, findings: &mut Vec<Diagnostic>) -> Option<Cell> {
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
type Fault = (String, String);

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

fn read(written: &str, numbers: Numbers) -> Result<Cell, Fault> {
    if written.contains(['“', '”', '„', '‘', '’']) {
        return fault(
            format!("`{}`", shown(written)),
            "it holds curly quotation marks: write straight ones, \" \", or none around a number",
        );
    }
    if written.is_empty() || matches!(written, "-" | "–" | "—" | "~" | "null" | "n/a" | "N/A") {
        return fault(
            if written.is_empty() { "an empty cell".to_owned() } else { format!("`{written}`") },
            match numbers {
                Numbers::OfForm(_) => {
                    "look it up on your form: write \"[z]\" if the question cannot arise (a dash on the form), \"[x]\" if the figure is not known, 0 only if there were none"
                }
                Numbers::Any => "write the number, \"[x]\" if it cannot be had, 0 only if there were none",
            },
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
    match numbers.read(number) {
        Some(value) => Ok(Cell { value: Ok(value), markers }),
        None => fault(format!("`{}`", shown(written)), instead(number, numbers)),
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

/// The same with decimals, and with a minus sign in front where it is below zero.
fn any_number(text: &str) -> Option<Quantity> {
    let size = text.strip_prefix(['-', '\u{2212}']).unwrap_or(text);
    let (whole, decimals) = size.split_once('.').unwrap_or((size, "0"));
    let places = size.len().saturating_sub(whole.len() + 1);
    let is_decimal = !decimals.is_empty() && decimals.bytes().all(|byte| byte.is_ascii_digit());
    let places = u8::try_from(places).ok().filter(|places| is_decimal && *places <= MOST_PLACES)?;
    let scaled = i128::from(plain_number(whole)?) * 10_i128.pow(places.into()) + decimals.parse::<i128>().ok()?;
    Some(Quantity::new(if size.len() == text.len() { scaled } else { -scaled }, places))
}

/// What to write instead of a number with separators or zeros in front.
fn instead(number: &str, numbers: Numbers) -> String {
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
    if let Some((number, sign)) = number.strip_suffix(')').and_then(|number| number.split_once('('))
        && MARKERS.iter().any(|row| row.0 == sign)
    {
        return format!("write the sign in square brackets: `{} [{sign}]`", number.trim());
    }
    if let Some(number) = number.strip_suffix('%').filter(|_| matches!(numbers, Numbers::OfForm(_))) {
        return format!("write the number alone, without the %: `{}`", number.trim());
    }
    match digits.trim_start_matches('0') {
        _ if !separated => match numbers {
            Numbers::OfForm(0) => "write a whole number, such as `1239`".to_owned(),
            Numbers::OfForm(1) => "write a number with one decimal, such as `8.5`".to_owned(),
            Numbers::OfForm(most) => format!("write a number with {most} decimals at most, such as `8.5`"),
            Numbers::Any => {
                "write the number alone, as in `1239`, `8.5` or `-7`; a £ or % stands in the sentence".to_owned()
            }
        },
        "" => "write `0`".to_owned(),
        digits if plain_number(digits).is_none() => {
            format!("it is too large: a figure is at most {MOST}; look for a digit too many")
        }
        digits if number.contains(',') => format!("write `{digits}` without the comma"),
        digits => format!("write `{digits}`"),
    }
}
