//! What the figures of a table are, and how one is typed.

use crate::book::form::Counts;
use crate::book::form::number::{NUMBER_KINDS, Number, NumberKind};
use crate::parse::rules;
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, Parsed, Placed, Text, choice, choice_of, flag, text, text_as, text_or, whole};
use crate::quantity::unit::{Sign, Unit};
use crate::quantity::{MOST_PLACES, Quantity};

/// The largest figure that a cell may hold.
pub(crate) const MOST: u64 = 999_999_999_999;
/// The most decimals that a table shows.
pub(crate) const SHOWN_PLACES: i64 = 6;
/// What is wrong with more.
pub(crate) const SO_MANY_DECIMALS: &str = "so many decimals cannot be shown";

/// A number in digits only, without leading zeros: anything else could have been meant otherwise.
pub(crate) fn plain(text: &str) -> Option<u64> {
    let padded = text.len() > 1 && text.starts_with('0');
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|&number| digits && !padded && number <= MOST)
}

/// The same with decimals, and with a minus sign in front where it is below zero.
pub(crate) fn any(text: &str) -> Option<Quantity> {
    signed(text, |size| {
        let (whole, decimals) = size.split_once('.').unwrap_or((size, "0"));
        let places = size.len().saturating_sub(whole.len() + 1);
        let is_decimal = !decimals.is_empty() && decimals.bytes().all(|byte| byte.is_ascii_digit());
        let places = u8::try_from(places).ok().filter(|places| is_decimal && *places <= MOST_PLACES)?;
        let scaled = i128::from(plain(whole)?) * 10_i128.pow(places.into()) + decimals.parse::<i128>().ok()?;
        Some(Quantity::new(scaled, places))
    })
}

/// Minutes and seconds, or hours, minutes and seconds, with a minus sign in front where they are below zero.
fn duration(text: &str) -> Option<Quantity> {
    signed(text, |size| {
        let mut parts = size.split(':');
        let mut seconds = i128::from(plain(parts.next()?)?);
        let mut count = 0;
        for part in parts {
            let is_written_out = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            seconds = seconds * 60 + part.parse().ok().filter(|sixtieths: &i128| is_written_out && *sixtieths < 60)?;
            count += 1;
        }
        (1..=2).contains(&count).then(|| Quantity::new(seconds, 0).in_unit(Unit::Duration))
    })
}

/// The signs of money that a number may be typed with where no form says its own.
const MONEY: [&str; 3] = ["£", "€", "$"];

/// A figure that no form describes: a number, alone or with the sign of money or of per cent, or a duration.
pub(crate) fn with_sign(text: &str) -> Option<Quantity> {
    if let Some(number) = text.strip_suffix('%') {
        return any(number.trim_end()).map(|number| number.in_unit(Unit::Percent));
    }
    let of_money = |size: &str| {
        let sign = MONEY.into_iter().find(|sign| size.starts_with(sign))?;
        Some(any(&size[sign.len()..])?.in_unit(Unit::Before(Sign::new(sign)?)))
    };
    any(text).or_else(|| duration(text)).or_else(|| signed(text, of_money))
}

fn signed(text: &str, read: impl FnOnce(&str) -> Option<Quantity>) -> Option<Quantity> {
    let size = text.strip_prefix(['-', '\u{2212}']).unwrap_or(text);
    let number = read(size)?;
    if size.len() == text.len() { Some(number) } else { Quantity::ZERO.in_unit(number.unit()).minus(number) }
}

/// A figure of this kind as it is typed, whatever its decimals and its size.
pub(crate) fn typed(text: &str, kind: NumberKind) -> Option<Quantity> {
    if kind == NumberKind::Duration { duration(text) } else { any(text) }
}

/// `number:` of a table, as a kind alone or with what else there is to say.
pub(crate) fn number(counts: Option<Counts>) -> Kind<'static, Number> {
    let alone = move |text: Text<'_>| {
        let kind = choice_of(text, &NUMBER_KINDS)?;
        let number = Number { unit: own_unit(kind), decimals: decimals(kind, counts), ..of(kind) };
        let refuse =
            || text.refuse("an amount of money needs its sign", "write `number: { kind: money, unit: \"£\" }`");
        (kind != NumberKind::Money).then_some(number).ok_or_else(refuse)
    };
    text_or(text_as(alone), record("`number`", move |fields| in_full(fields, counts)))
}

fn of(kind: NumberKind) -> Number {
    Number { kind, ..Number::default() }
}

/// What figures of a kind are written with that says nothing else.
fn own_unit(kind: NumberKind) -> Unit {
    match kind {
        NumberKind::Percentage => Unit::Percent,
        NumberKind::Duration => Unit::Duration,
        NumberKind::Count | NumberKind::Decimal | NumberKind::Money => Unit::Plain,
    }
}

/// How many decimals figures of a kind have that says nothing else. A rate has as many as its size needs.
fn decimals(kind: NumberKind, counts: Option<Counts>) -> Option<u8> {
    match kind {
        NumberKind::Count | NumberKind::Duration => None,
        NumberKind::Decimal if counts == Some(Counts::Rate) => None,
        NumberKind::Decimal | NumberKind::Percentage => Some(1),
        NumberKind::Money => Some(2),
    }
}

fn in_full(fields: &mut Fields<'_>, counts: Option<Counts>) -> Option<Number> {
    let about = "What a figure is: `decimal` unless you say otherwise.";
    let kind = fields.may("kind", choice(&NUMBER_KINDS).attempted(), about);
    let is_unread = kind.is_some_and(|kind| kind.is_none()) || fields.has_like(&["kind"]);
    let kind = kind.flatten().unwrap_or(NumberKind::Decimal);
    let about = "Decimals, at most: 1 for a decimal or a percentage, 2 for money unless you say otherwise. A rate that says nothing has as many as its \
                 size needs, and one that is handed in none.";
    let places = fields.may("decimals", whole(0..=SHOWN_PLACES, SO_MANY_DECIMALS).placed(), about);
    let limit = || text_as(move |text| limit(text, kind)).placed();
    let at_least = fields.may("at_least", limit(), "The least that a figure can be: 0 unless you say otherwise.");
    let at_most = fields.may("at_most", limit(), "The most that a figure can be.");
    let about = "`true` where durations are given in hours, minutes and seconds: each is typed and printed with its hours, `0:48:00`, so that none \
                 is taken for one in minutes and seconds.";
    let hours = fields.may("hours", flag().placed(), about);
    let unit = sign(fields, kind);
    if is_unread {
        return None;
    }
    let mut find =
        |span, message: &str, help: &str| fields.findings.push(rules::BAD_VALUE.at(span, message).help(help));
    let is_whole = match kind {
        NumberKind::Count => Some(("a count has no decimals", "delete it, or write `kind: decimal`")),
        NumberKind::Duration => Some(("a duration has no decimals", "delete it: durations are given to the second")),
        NumberKind::Decimal | NumberKind::Money | NumberKind::Percentage => None,
    };
    if let (Some(places), Some((message, help))) = (&places, is_whole) {
        find(places.span, message, help);
    }
    if let Some(hours) = hours.as_ref().filter(|_| kind != NumberKind::Duration) {
        find(hours.span, "only a duration has hours", "delete it, or write `kind: duration`");
    }
    if let Some(least) = at_least.as_ref().filter(|least| kind == NumberKind::Count && least.value < Quantity::ZERO) {
        let help = "write `kind: decimal` and `decimals: 0` for whole numbers that can be";
        find(least.span, "a count is not below zero", help);
    }
    let least = at_least.map_or(Quantity::ZERO, |least| least.value);
    if let Some(most) = at_most.as_ref().filter(|most| most.value < least) {
        let message = format!("no figure is at least {least} and at most {}", most.value);
        find(most.span, &message, "correct the one that is wrong; `at_least` is 0 where it is left out");
    }
    Some(Number {
        decimals: places.map(|places| places.value).filter(|_| is_whole.is_none()).or_else(|| decimals(kind, counts)),
        at_least: least,
        at_most: at_most.map(|most| most.value),
        unit,
        has_hours: hours.is_some_and(|hours| hours.value) && kind == NumberKind::Duration,
        ..of(kind)
    })
}

/// What figures are written with.
fn sign(fields: &mut Fields<'_>, kind: NumberKind) -> Unit {
    let before = fields.may("unit", text().placed(), "A sign in front of each figure, such as `£`.");
    let about = "A sign behind each figure, such as `km`. What a table counts stands in its `unit:` and need not be said again.";
    let after = fields.may("unit_after", text().placed(), about);
    let mut find = |span, message, help| fields.findings.push(rules::BAD_VALUE.at(span, message).help(help));
    if !matches!(kind, NumberKind::Decimal | NumberKind::Money) {
        for sign in before.iter().chain(&after) {
            find(sign.span, "such a figure has a sign of its own, or none", "delete it");
        }
        return own_unit(kind);
    }
    if let (Some(_), Some(after)) = (&before, &after) {
        let help = "keep `unit:` for a sign in front of it, or `unit_after:` for one behind it";
        find(after.span, "a figure has one sign", help);
    }
    let read = |sign: Placed<String>, unit: fn(Sign) -> Unit| (sign.span, Sign::new(&sign.value).map(unit));
    let sign = before.map(|sign| read(sign, Unit::Before)).or_else(|| after.map(|sign| read(sign, Unit::After)));
    if let Some((span, None)) = sign {
        let help = "shorten it: it stands in each cell; the table's own `unit:` can say it in full";
        find(span, "this is too long for a sign", help);
    }
    if let Some(place) = fields.span().filter(|_| kind == NumberKind::Money && sign.is_none()) {
        let finding = rules::MISSING_KEY.at(place.cut(0, 1), "`unit` is missing here");
        fields.findings.push(finding.help("add the sign of the money, as in `unit: \"£\"`"));
    }
    sign.and_then(|(_, unit)| unit).unwrap_or_else(|| own_unit(kind))
}

/// The least or the most that a figure can be.
fn limit(text: Text<'_>, kind: NumberKind) -> Parsed<Quantity> {
    let example = example(kind, 0);
    let refuse = || {
        text.refuse(
            format!("`{}` is no figure of this kind", text.text),
            format!("write one as a cell holds it, such as `{example}`"),
        )
    };
    typed(text.text, kind).ok_or_else(refuse)
}

/// A figure of a kind as an example, with so many decimals.
pub(crate) fn example(kind: NumberKind, places: u8) -> String {
    match (kind, places) {
        (NumberKind::Duration, _) => "9:02".to_owned(),
        (NumberKind::Percentage, 0) => "45".to_owned(),
        (_, 0) => "1239".to_owned(),
        (NumberKind::Money, places) => Quantity::new(12_345, 1).with_places(places).to_string(),
        (_, _) => "8.5".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_typed_with_colons() {
        let seconds = |text| duration(text).map(Quantity::digits);
        assert_eq!(
            ["9:02", "0:59", "75:30", "1:09:02", "-0:30", "10:00"].map(seconds),
            [542, 59, 4530, 4142, -30, 600].map(Some)
        );
        assert_eq!(
            ["9:75", "9:2", "9", "9:", ":30", "1:60:00", "1:2:3:4", "9:0x", "09:02", "9:+2"].map(seconds),
            [None; 10]
        );
    }
}
