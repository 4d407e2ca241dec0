//! What stands in a cell of a sheet → a cell of a return. What could be meant otherwise is refused.

use super::sheets::sheet::{Content, Kind};
use crate::book::cell::Cell;
use crate::book::form::Table;
use crate::book::form::number::NumberKind;
use crate::parse::files::returns::cells;
use crate::parse::files::returns::numbers::Numbers;
use crate::parse::strange;
use crate::quantity::unit::Unit;

/// What a cell of a sheet comes to.
pub(super) struct Value {
    /// The cell of the return.
    pub(super) cell: Cell,
    /// How it was read, where that is not as it stands there.
    pub(super) read_as: Option<&'static str>,
}

/// What is wrong with it, and what to do.
pub(super) type Fault = (String, String);

fn fault<T>(content: &Content, what: &str, help: impl Into<String>) -> Result<T, Fault> {
    Err((format!("`{}` {what}", crate::diagnostic::shown(&content.text)), help.into()))
}

/// The cell for a figure of a table, with the signs beside it that stand in a cell of their own.
pub(super) fn value(content: &Content, signs: &str, table: &Table, has_decimal_comma: bool) -> Result<Value, Fault> {
    let is_percentage = table.number.kind == NumberKind::Percentage;
    match content.kind {
        Kind::Day => {
            return fault(
                content,
                "is a day or a time, not a figure",
                "a spreadsheet may have made it of what was typed: look the number up in its source, set the cell to text and type it again",
            );
        }
        Kind::NoResult => {
            return fault(
                content,
                "is a formula, and its result is not in the file",
                "open the file in a spreadsheet program and save it again, or type the number",
            );
        }
        Kind::Percent if !is_percentage => {
            return fault(
                &Content { text: format!("{}%", content.text), ..*content },
                "is shown as a percentage, and this table holds none",
                "type the number, in a cell that is shown as a number",
            );
        }
        Kind::Number if is_percentage && content.text.trim_start_matches('-').starts_with("0.") => {
            return fault(
                content,
                "may be less than one per cent or a part of 1",
                "show the cell as a percentage; a figure below one per cent is read where it is typed as text",
            );
        }
        Kind::Number | Kind::Percent | Kind::Text => {}
    }
    let seen = strange::seen(&content.text).replace(is_space, " ");
    let (number, own_signs) = seen
        .split_once('[')
        .map_or((seen.trim(), String::new()), |(number, signs)| (number.trim(), format!("[{signs}")));
    let (number, read_as) = match content.kind {
        Kind::Text => plain(number, table, has_decimal_comma)?,
        _ => (number.to_owned(), None),
    };
    let beside = signs.split([' ', ',', ';']).map(|sign| sign.trim_matches(['[', ']'])).filter(|sign| !sign.is_empty());
    let beside: Vec<_> = own_signs
        .split_whitespace()
        .map(str::to_owned)
        .chain(beside.map(|sign| format!("[{}]", sign.to_lowercase())))
        .collect();
    let written = format!("{number} {}", beside.join(" "));
    let read = cells::read(written.trim(), Numbers::Of(table));
    let cell =
        read.map_err(|(what, help)| (format!("{what} is not a figure"), help.replace("put it in quotes", "")))?;
    Ok(Value { cell, read_as })
}

/// Whether a text says of a cell to which the question cannot arise what is so.
pub(super) fn is_dash(text: &str) -> bool {
    let text = strange::seen(text).to_lowercase();
    ["-", "–", "—", "n/a", "na", "[z]", "z", "not applicable"].contains(&text.as_str())
}

fn is_space(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}')
}

/// A number that was typed as text, without what parts its thousands and without the sign of its table; and how it was read.
fn plain(number: &str, table: &Table, has_decimal_comma: bool) -> Result<(String, Option<&'static str>), Fault> {
    let (minus, size) = number.strip_prefix(['-', '\u{2212}']).map_or(("", number), |size| ("-", size));
    let size = match table.number.unit {
        Unit::Percent => size.strip_suffix('%').unwrap_or(size),
        Unit::Before(sign) => size.strip_prefix(sign.as_str()).unwrap_or(size),
        Unit::After(sign) => size.strip_suffix(sign.as_str()).unwrap_or(size),
        _ => size,
    };
    let size = size.trim();
    let point = if has_decimal_comma { [".", ","] } else { [".", "."] };
    // Three digits may be thousands.
    let is_nothing = |behind: &str| matches!(behind, "0" | "00") && table.number.kind == NumberKind::Count;
    let whole = point.iter().find_map(|sign| size.rsplit_once(sign)).filter(|(_, behind)| is_nothing(behind));
    if let Some((whole, _)) = whole {
        return Ok((
            plain(&format!("{minus}{whole}"), table, has_decimal_comma)?.0,
            Some("without the zeros behind its point"),
        ));
    }
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let groups = |sign: char| {
        let (whole, behind) = size.split_once('.').map_or((size, None), |(whole, behind)| (whole, Some(behind)));
        let mut parts = whole.split(sign);
        let first = parts.next().is_some_and(|first| is_digits(first) && first.len() <= 3 && first != "0");
        let rest: Vec<_> = parts.collect();
        let fits = first && !rest.is_empty() && rest.iter().all(|part| part.len() == 3 && is_digits(part));
        fits && behind.is_none_or(is_digits)
    };
    if let Some(sign) = [' ', '\'', '’'].into_iter().find(|sign| groups(*sign)) {
        return Ok((format!("{minus}{}", size.replace(sign, "")), Some("without what parts its thousands")));
    }
    let may_be_decimal = table.number.places() > 2 || has_decimal_comma && table.number.places() > 0;
    if groups(',') {
        if may_be_decimal && size.matches(',').count() == 1 && !size.contains('.') {
            let help = "type it without a comma, or with decimals behind a point";
            return Err((
                format!("`{number}` may be a number of thousands, or have decimals behind its comma"),
                help.to_owned(),
            ));
        }
        return Ok((format!("{minus}{}", size.replace(',', "")), Some("without what parts its thousands")));
    }
    if let Some((whole, behind)) =
        size.split_once(',').filter(|(whole, behind)| has_decimal_comma && is_digits(whole) && is_digits(behind))
    {
        return Ok((format!("{minus}{whole}.{behind}"), Some("with its decimals behind a point")));
    }
    let is_other = size.len() + minus.len() != number.len();
    Ok((format!("{minus}{size}"), is_other.then_some("without the sign beside it")))
}
