//! Amounts of money, durations and other measures in a sentence, where the return has figures in their unit.

use super::names::Names;
use super::numbers::cardinal;
use crate::book::form::number::NumberKind;
use crate::book::form::{Counts, Table};
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::tokens::stem;
use crate::check::prose::reading::language::words::Words;
use crate::quantity::unit::Unit;
use crate::quantity::{MOST_PLACES, Quantity};

/// What a duration is told in, with its seconds.
const SPANS: [(&str, i128); 10] = [
    ("second", 1),
    ("seconds", 1),
    ("secs", 1),
    ("minute", 60),
    ("minutes", 60),
    ("mins", 60),
    ("min", 60),
    ("hour", 3600),
    ("hours", 3600),
    ("hrs", 3600),
];

/// The stems of longer ones.
const LONGER_SPANS: [&str; 6] = ["day", "week", "fortnight", "month", "year", "night"];

/// How many tokens from an amount the word can stand that says on which side of zero it is.
const FARTHEST_SIDE: usize = 40;

/// How many tokens before “to” the “from” of two figures can stand.
const FARTHEST_FROM: usize = 7;

/// An amount in a unit in which the return has figures.
pub(crate) struct Measure {
    /// How many tokens it takes.
    pub(crate) length: usize,
    pub(crate) amount: Quantity,
    /// Whether it is told as the size of what stands below zero: “a deficit of £200”.
    pub(crate) is_deficit: bool,
}

/// An amount in a unit in which the return has figures. None where it is an end of a range.
pub(crate) fn measure(words: &Words<'_>, at: usize, names: &Names<'_>) -> Option<Measure> {
    const DASHES: [&str; 4] = ["\u{2212}", "–", "-", "—"];
    let minus = usize::from(words.is_sign(at, &DASHES) && words.is_joined(at + 1) || words.is(at, Sense::Minus));
    let tables = || {
        let tables = names.form.tables.iter();
        let is_rate = |table: &&Table| table.counts == Counts::Rate && table.number.unit == Unit::Plain;
        tables.filter(move |table| table.number.kind != NumberKind::Count && !is_rate(table))
    };
    let first = at + minus;
    let has_durations = tables().any(|table| table.number.unit == Unit::Duration);
    let duration = || clock(words, first).or_else(|| told(words, first)).filter(|_| has_durations);
    let has_negatives = tables().any(|table| table.number.at_least < Quantity::ZERO);
    let negative = || cardinal(words, first).filter(|_| minus == 1 && has_negatives);
    let measured = scaled(words, first, names)
        .or_else(|| tables().find_map(|table| signed(words, first, table)))
        .or_else(|| other_span(words, first, tables()));
    // “rose from 5.1 to 8.2 tonnes”.
    let before_unit = || {
        let (length, number) = cardinal(words, first)?;
        let second = first + length + 1;
        let is_course = words.is(second - 1, Sense::To) && words.before(first, |sense| sense == Sense::From).is_some();
        let (_, other) = tables().filter(|_| is_course).find_map(|table| signed(words, second, table))?;
        Some((length, number.in_unit(other.unit())))
    };
    let (length, number) = measured.or_else(before_unit).or_else(duration).or_else(negative)?;
    // “came to £5 million” is no range.
    let is_number = |at: usize| {
        let is_of_number = |sense| matches!(sense, Sense::Span | Sense::Measure | Sense::Scale(_) | Sense::Number(_));
        words.is_digits(at) || words.find(at, is_of_number).is_some()
    };
    // “rose from £5 to £8” tells two figures, “£5 to £8” a range.
    let is_from = |before: usize| (before.saturating_sub(FARTHEST_FROM)..before).any(|at| words.is(at, Sense::From));
    let is_upper =
        words.before(at, |sense| sense == Sense::To).is_some_and(|to| to > 0 && is_number(to - 1) && !is_from(to));
    let is_range = words.find(first + length, |sense| sense == Sense::To).is_some() && !is_from(at)
        || words.is_sign(first + length, &DASHES)
        || words.before(at, |sense| sense == Sense::Between).is_some()
        || is_upper
        || minus == 1 && at > 0 && words.is_joined(at);
    let number = if minus == 1 { Quantity::ZERO.in_unit(number.unit()).minus(number)? } else { number };
    let is_below = |table: &Table| table.number.unit == number.unit() && table.number.at_least < Quantity::ZERO;
    let is_deficit = minus == 0 && is_deficit(words, at) && tables().any(is_below);
    let amount = if is_deficit { Quantity::ZERO.in_unit(number.unit()).minus(number)? } else { number };
    (!is_range).then_some(Measure { length: minus + length, amount, is_deficit })
}

/// Whether the word for which side of zero is meant that stands nearest to an amount, before it or else behind it, is one for less.
/// “Surplus or deficit” says neither.
fn is_deficit(words: &Words<'_>, at: usize) -> bool {
    let is = |at: usize, side: Sense| words.find(at, |sense| sense == side).is_some();
    let side = |at: &usize| is(*at, Sense::Deficit) || is(*at, Sense::Surplus);
    let Some(found) = (at.saturating_sub(FARTHEST_SIDE)..at)
        .rev()
        .find(side)
        .or_else(|| (at..words.len().min(at + FARTHEST_SIDE)).find(side))
    else {
        return false;
    };
    let is_either = [found.wrapping_sub(2), found + 2].into_iter().any(|other| other < words.len() && side(&other));
    is(found, Sense::Deficit) && !is_either
}

/// A number with the sign of a table's figures, or with a word of its unit.
fn signed(words: &Words<'_>, at: usize, table: &Table) -> Option<(usize, Quantity)> {
    let unit = table.number.unit;
    if let Unit::Before(sign) = unit {
        let (length, number) = cardinal(words, at + 1).filter(|_| words.get(at) == Some(sign.as_str()))?;
        return Some((1 + length, number.in_unit(unit)));
    }
    let (length, number) = cardinal(words, at)?;
    let word = words.get(at + length).filter(|_| words.is_word(at + length))?;
    let is_word = || {
        let is_measure = words.find(at + length, |sense| matches!(sense, Sense::Span | Sense::Measure)).is_some();
        is_measure
            && table.unit.to_lowercase().split(|sign: char| !sign.is_alphanumeric()).any(|of_unit| of_unit == word)
    };
    let is_unit = match unit {
        Unit::After(sign) => sign.as_str().to_lowercase() == word || is_word(),
        Unit::Plain => is_word(),
        _ => false,
    };
    // A reference prints the sign of its figure, and no word of the unit.
    let sign = usize::from(unit != Unit::Plain);
    is_unit.then(|| (length + sign, number.in_unit(unit)))
}

/// A number as one of the figures of a table whose unit says how many each stands for: “107.1 thousand tonnes”, “107,100 tonnes”. None
/// where two such tables would take it for different figures.
fn scaled(words: &Words<'_>, at: usize, names: &Names<'_>) -> Option<(usize, Quantity)> {
    let tables = names.form.tables.iter().zip(&names.tables);
    let mut found = tables.filter_map(|(table, of_table)| {
        let by = of_table.scale?;
        let is_signed = matches!(table.number.unit, Unit::Before(_) | Unit::After(_));
        let (length, number) = match is_signed {
            true => signed(words, at, table)?,
            false => cardinal(words, at)?,
        };
        let is_scaled = length > 1 && words.find(at + length - 1, |sense| matches!(sense, Sense::Scale(_))).is_some();
        let is_unit = words.is_word(at + length) && of_table.unit.contains(stem(words.text(at + length)));
        let ends = at + length >= words.len() || words.is_sign(at + length, &[".", ",", ";", ")"]);
        if !(is_signed || is_unit || is_scaled && ends) {
            return None;
        }
        let places = number.places() + u8::try_from(by.ilog10()).ok()?;
        let (mut digits, mut left) = (number.digits(), places);
        while left > table.number.places() && digits % 10 == 0 {
            (digits, left) = (digits / 10, left - 1);
        }
        (places <= MOST_PLACES).then(|| (length, Quantity::new(digits, left).in_unit(number.unit())))
    });
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// A number with a word of another unit than that of any table, told as exactly as the figures of one that has such a unit: 14.5 hours
/// where it has days.
fn other_span<'t>(
    words: &Words<'_>,
    at: usize,
    mut tables: impl Iterator<Item = &'t Table>,
) -> Option<(usize, Quantity)> {
    let (length, number) = cardinal(words, at).filter(|(_, number)| number.places() > 0)?;
    let is_span = words.find(at + length, |sense| sense == Sense::Span).is_some();
    let has_span = |table: &'t Table| {
        let mut of_unit = table.unit.to_lowercase();
        of_unit.retain(|sign| sign.is_alphanumeric() || sign == ' ');
        let is_plain = table.number.unit == Unit::Plain && table.number.places() == number.places();
        is_plain && of_unit.split(' ').any(is_span_word)
    };
    (is_span && tables.any(has_span)).then_some((length, number))
}

/// Whether a word is one that stretches of time are told in.
fn is_span_word(word: &str) -> bool {
    SPANS.iter().any(|(span, _)| *span == word) || LONGER_SPANS.contains(&stem(word))
}

/// Whether two words tell one unit.
pub(crate) fn is_same_span(one: &str, other: &str) -> bool {
    let seconds = |word: &str| SPANS.iter().find(|(span, _)| *span == word).map(|(_, seconds)| *seconds);
    stem(one) == stem(other) || (seconds(one).is_some() && seconds(one) == seconds(other))
}

/// `9:02` or `1:09:02`, if it is not told as a time of day.
fn clock(words: &Words<'_>, at: usize) -> Option<(usize, Quantity)> {
    let mut seconds: i128 = words.get(at).filter(|_| words.is_digits(at))?.parse().ok()?;
    let mut end = at + 1;
    let is_part = |end: usize| {
        let is_joined = words.is_sign(end, &[":"]) && words.is_joined(end) && words.is_joined(end + 1);
        is_joined && words.is_digits(end + 1) && words.text(end + 1).len() == 2
    };
    while is_part(end) && end < at + 5 {
        seconds = seconds * 60 + words.text(end + 1).parse::<i128>().ok().filter(|part| *part < 60)?;
        end += 2;
    }
    let is_time = at > 0 && words.is(at - 1, Sense::At) || words.find(end, |sense| sense == Sense::HalfDay).is_some();
    (end > at + 1 && !is_time).then(|| (end - at, Quantity::new(seconds, 0).in_unit(Unit::Duration)))
}

/// “9 minutes 2 seconds”, “8.5 minutes”, “an hour and 20 minutes”.
fn told(words: &Words<'_>, start: usize) -> Option<(usize, Quantity)> {
    let mut total: Option<Quantity> = None;
    let (mut at, mut end, mut finest) = (start, start, i128::MAX);
    let article = |at: usize| words.is(at, Sense::An).then(|| (1, Quantity::from(1)));
    while let Some((length, number)) = cardinal(words, at).or_else(|| article(at)) {
        let word = words.get(at + length).unwrap_or_default();
        let Some((_, seconds)) = SPANS.iter().find(|(span, seconds)| *span == word && *seconds < finest) else { break };
        let part = number.times(Quantity::new(*seconds, 0))?;
        total = Some(total.unwrap_or_default().plus(part)?);
        (end, finest) = (at + length + 1, *seconds);
        at = end + usize::from(words.is(end, Sense::Link) || words.is_sign(end, &[","]));
    }
    total.map(|total| (end - start, total.in_unit(Unit::Duration)))
}

/// Whether a number is told as the age of what is named before it, or of somebody: “the mean age of the reds was 41”, “the youngest red was
/// 16”, “I am 66”, “at 71 she is”.
pub(super) fn is_age_told(words: &Words<'_>, at: usize, behind: usize) -> bool {
    let goes_on =
        |sense| matches!(sense, Sense::Preposition | Sense::In | Sense::And | Sense::But | Sense::Verb | Sense::Span);
    let mut start = at;
    while let Some(before) = words.before(start, |sense| matches!(sense, Sense::Bound(_) | Sense::Only)) {
        start = before;
    }
    let begins = |at: usize| at == 0 || !words.is_word(at - 1);
    let follows = behind + usize::from(words.is_sign(behind, &[","]));
    if start > 0 && words.is(start - 1, Sense::At) && begins(start - 1) && words.is(follows, Sense::Somebody) {
        return true;
    }
    let is_bare = !words.is_word(behind) || words.find(behind, goes_on).is_some();
    // “I am 66”, “a neighbour, who is 58”.
    let is_somebody = |at: usize| {
        words.is(at + 1, Sense::Verb) && words.is(at, Sense::Somebody)
            || words.is(at + 1, Sense::Present) && words.is(at, Sense::Subject)
    };
    if start > 1 && is_somebody(start - 2) {
        return is_bare;
    }
    let Some(verb) = start.checked_sub(1).filter(|verb| words.is(*verb, Sense::Copula)) else { return false };
    let is_end = |at: &usize| words.is_sign(*at, &[",", ";", ":", "–", "—", "("]) || words.is(*at, Sense::But);
    let first = (0..verb).rev().find(is_end).map_or(0, |end| end + 1);
    let Some(aged) = (first..verb).find(|at| words.is(*at, Sense::Aged)) else { return false };
    // “The number of people of that age was 41” counts them.
    let leads = |sense| matches!(sense, Sense::Of | Sense::Preposition | Sense::In | Sense::At | Sense::TheNumber);
    let is_subject = !(first..aged).any(|at| words.find(at, leads).is_some());
    let is_verb = |at: usize| words.is(at, Sense::Copula);
    is_subject && is_bare && !(aged..verb).any(is_verb)
}
