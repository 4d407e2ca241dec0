//! A cell as it was typed: `606`, `"[z]"`, `[z]`, `44 [p]`, `"44 [p] [e]"`.

use crate::book::cell::{ABSENCES, Cell, MARKERS, Marker};
use crate::book::form::Table;
use crate::book::form::number::{Number, NumberKind};
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::files::forms::number::{self as typed_number, MOST, example};
use crate::parse::tree::value::{Node, Value};
use crate::parse::{rules, strange};
use crate::quantity::Quantity;
use crate::quantity::unit::{Sign, Unit};
use crate::text::number;
use crate::text::signs::CURLY;

/// Which numbers can stand in a cell.
#[derive(Clone, Copy)]
pub(crate) enum Numbers<'a> {
    /// Those of a table of a form.
    Of(&'a Table),
    /// Decimals, numbers below zero, money, percentages and durations too.
    Any,
}

impl Numbers<'_> {
    /// The number that a text is; what is wrong with it, where that is all.
    fn read(self, text: &str) -> Result<Quantity, Option<String>> {
        let Numbers::Of(table) = self else { return typed_number::with_sign(text).ok_or(None) };
        let Number { kind, at_least, at_most, unit, .. } = table.number;
        let value = typed_number::typed(text, kind).ok_or(None)?;
        let (places, written) = (table.number.places(), |limit: Quantity| number::written(limit.in_unit(unit)));
        if value.places() > places && kind != NumberKind::Count {
            let less = value.to_places(places);
            let instead = if less == value { format!("write `{less}`") } else { format!("round it to `{less}`") };
            return Err(Some(format!("a figure of this table has {}: {instead}", decimals(places))));
        }
        if value < at_least && (kind != NumberKind::Count || at_least.is_positive()) {
            let below = format!("no figure of this table is below {}", written(at_least));
            return Err(Some(if value.digits() < 0 && at_least.digits() >= 0 {
                format!("{below}: write `{}` if the minus is a slip", value.size())
            } else {
                format!("{below}: look for a slip")
            }));
        }
        if let Some(most) = at_most.filter(|most| value > *most) {
            return Err(Some(format!("no figure of this table is above {}: look for a slip", written(most))));
        }
        let is_whole = value.places() <= places && value >= at_least;
        is_whole.then(|| table.figure(value)).ok_or(None)
    }

    /// The sign that figures are written with.
    fn sign(self) -> Option<Sign> {
        let Numbers::Of(table) = self else { return None };
        match table.number.unit {
            Unit::Before(sign) | Unit::After(sign) => Some(sign),
            _ => None,
        }
    }

    /// What kind of figure stands there, and with how many decimals; none where any number can.
    fn of_form(self) -> Option<(NumberKind, u8)> {
        if let Numbers::Of(table) = self { Some((table.number.kind, table.number.places())) } else { None }
    }
}

/// `no decimals`, `one decimal`, `2 decimals`
fn decimals(places: u8) -> String {
    match places {
        0 => "no decimals".to_owned(),
        1 => "one decimal".to_owned(),
        places => format!("{places} decimals at most"),
    }
}

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

fn read(written: &str, numbers: Numbers<'_>) -> Result<Cell, Fault> {
    if written.contains(CURLY) {
        return fault(
            format!("`{}`", shown(written)),
            "it holds curly quotation marks: write straight ones, \" \", or none around a number",
        );
    }
    if written.is_empty() || matches!(written, "-" | "–" | "—" | "~" | "null" | "n/a" | "N/A") {
        return fault(
            if written.is_empty() { "an empty cell".to_owned() } else { format!("`{written}`") },
            match numbers {
                Numbers::Of(table) if !table.is_counted() => {
                    "look it up on your form: write \"[z]\" if the question cannot arise (a dash on the form), \"[x]\" if the figure is not known"
                }
                Numbers::Of(_) => {
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
    numbers
        .read(number)
        .map(|value| Cell { value: Ok(value), markers })
        .map_err(|help| (format!("`{}`", shown(written)), help.unwrap_or_else(|| instead(number, numbers))))
}

fn marker(sign: &str) -> Option<Marker> {
    let name = sign.strip_prefix('[')?.strip_suffix(']')?;
    MARKERS.iter().find(|row| row.0 == name).map(|row| row.1)
}

/// What to write instead of a number with separators or zeros in front.
fn instead(number: &str, numbers: Numbers<'_>) -> String {
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
    if let Some(instead) = numbers.of_form().and_then(|_| alone(number, numbers)) {
        return instead;
    }
    let digits = digits.trim_start_matches('0');
    match numbers.of_form() {
        Some((NumberKind::Duration, _)) => {
            "write minutes and seconds, such as `9:02`, or hours, minutes and seconds, such as `1:09:02`; no minute has more than 59 seconds"
                .to_owned()
        }
        Some((_, 0)) if !separated => "write a whole number, such as `1239`".to_owned(),
        Some((kind, places)) if !separated => {
            let decimals = if places == 1 { "one decimal".to_owned() } else { decimals(places) };
            format!("write a number with {decimals}, such as `{}`", example(kind, places))
        }
        None if !separated => {
            "write the number alone, as in `1239`, `8.5`, `-7`, `£1200.50`, `45%` or `9:02`".to_owned()
        }
        _ if digits.is_empty() => "write `0`".to_owned(),
        _ if typed_number::plain(digits).is_none() => {
            format!("it is too large: a figure is at most {MOST}; look for a digit too many")
        }
        _ if number.contains(',') => format!("write `{digits}` without the comma"),
        _ => format!("write `{digits}`"),
    }
}

/// Words beside a number that make it another one.
const MULTIPLES: [&str; 6] = ["k", "m", "bn", "thousand", "million", "billion"];

/// What to write where the number alone would do: without the sign or the words beside it, and without commas.
fn alone(number: &str, numbers: Numbers<'_>) -> Option<String> {
    let (minus, size) = number.strip_prefix(['-', '\u{2212}']).map_or(("", number), |size| ("-", size));
    let bare = size.trim_matches(|sign: char| sign.is_alphabetic() || sign.is_whitespace() || "£$€%+".contains(sign));
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let has_commas = bare.split('.').next()?.split(',').skip(1).all(is_group) && bare.contains(',');
    let plain = format!("{minus}{}", if has_commas { bare.replace(',', "") } else { bare.to_owned() });
    numbers.read(&plain).ok()?;
    let (before, behind) = size.split_once(bare)?;
    match [before, behind].map(str::trim).concat().as_str() {
        "" => Some(format!("write `{plain}` without the comma")),
        beside if numbers.sign().is_some_and(|sign| sign.as_str() == beside) => {
            Some(format!("write the number alone, without the {beside}: `{plain}`"))
        }
        beside if MULTIPLES.contains(&beside.to_lowercase().as_str()) => {
            Some(format!("write all digits of the number, without the {beside}"))
        }
        beside => Some(format!("write the number alone, without the {beside}: `{plain}`")),
    }
}
