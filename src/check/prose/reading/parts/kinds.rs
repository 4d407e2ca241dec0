//! Numbers that need no account, told by their form: dates, durations, money, ages, names that hold a number.

use super::measures::is_age_told;
use super::numbers::{cardinal, fold};
use super::times::year;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::tokens::Kind;
use crate::check::prose::reading::language::words::{Gap, Words};
use crate::quantity::Quantity;

/// What a number is that needs no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exempt {
    Time,
    Duration,
    Money,
    Measure,
    /// For how many a rate is told.
    Per,
    Frequency,
    Age,
    /// A section, table, level or another name with a number.
    Name,
    /// Such a name of a row or column that the return does not have.
    Missing,
    Telephone,
    Address,
    Ordinal,
}

impl Exempt {
    /// The kind in words.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Exempt::Time => "date or time",
            Exempt::Duration => "duration",
            Exempt::Money => "amount of money",
            Exempt::Measure => "measure",
            Exempt::Per => "for how many a rate is told",
            Exempt::Frequency => "how often",
            Exempt::Age => "age",
            Exempt::Name => "name or number of something",
            Exempt::Missing => "name of a row or column that the return does not have",
            Exempt::Telephone => "telephone number",
            Exempt::Address => "address",
            Exempt::Ordinal => "ordinal",
        }
    }

    /// Whether a number beside one of this kind can be of the same kind without saying so.
    pub(crate) fn carries_on(self) -> bool {
        matches!(self, Exempt::Duration | Exempt::Money | Exempt::Measure | Exempt::Age)
    }
}

/// A number that needs no account, and how many tokens it takes. `text` is the text as it was typed.
pub(crate) fn exempt(words: &Words<'_>, at: usize, text: &str) -> Option<(usize, Exempt)> {
    if fold(words, at).is_some() {
        return None;
    }
    let by_form = [numbering, product, clock, ordinal, telephone, money, age, joined, measured];
    if let Some(found) = by_form.iter().find_map(|form| form(words, at)) {
        return Some(found);
    }
    let (length, _) = cardinal(words, at)?;
    let behind = at + length;
    if let Some(found) = listed(words, behind) {
        return Some((length + found.0, found.1));
    }
    if is_label(words, at) || is_capitalised(words, at, behind, text) {
        return Some((length, Exempt::Name));
    }
    // “27–29 Church Road”.
    let dash = usize::from(words.is_sign(behind, &["–", "-"]));
    let joined = words.is_digits(behind + dash) && words.is_joined(behind + dash);
    let behind = if joined { behind + dash + 1 } else { behind };
    let length = behind - at;
    address(words, at, behind, text).map(|more| (length + more, Exempt::Address))
}

/// A number with the unit that it is measured in.
fn measured(words: &Words<'_>, at: usize) -> Option<(usize, Exempt)> {
    let (length, number) = cardinal(words, at)?;
    // “twenty-one (21) days”.
    let is_echo = words.is_sign(at + length, &["("])
        && words.is_sign(at + length + 2, &[")"])
        && cardinal(words, at + length + 1) == Some((1, number));
    let length = length + if is_echo { 3 } else { 0 };
    let units = [(Sense::Span, Exempt::Duration), (Sense::Measure, Exempt::Measure), (Sense::Times, Exempt::Frequency)];
    // “action was taken 1,295 times” counts actions.
    let is_count = |unit| unit == Sense::Times && number >= Quantity::from(MOST_TIMES);
    units
        .into_iter()
        .filter(|(unit, _)| !is_count(*unit))
        .find_map(|(unit, kind)| Some((length + words.find(at + length, |sense| sense == unit)?, kind)))
}

/// What happens so often is counted.
const MOST_TIMES: u64 = 100;

/// The further numbers of a list that ends with a unit: “12 to 16 weeks”, “5, 7 or 10 years”, “2-3 hours”; how many tokens they take.
fn listed(words: &Words<'_>, behind: usize) -> Option<(usize, Exempt)> {
    const LONGEST: usize = 6;
    let mut at = behind;
    for _ in 0..LONGEST {
        let comma = usize::from(words.is_sign(at, &[","]));
        let joint = words.joint(at + comma).filter(|joint| comma == 0 || *joint > 0);
        let next = at + comma + joint.or((comma > 0).then_some(0))?;
        if let Some((length, kind)) = measured(words, next) {
            return Some((next + length - behind, kind));
        }
        at = next + cardinal(words, next)?.0;
    }
    None
}

/// The number of a row or an entry: “1: red people”, “2) blue people”.
fn numbering(words: &Words<'_>, at: usize) -> Option<(usize, Exempt)> {
    let opens = at == 0 || (at == 1 && words.is_sign(0, &["("]));
    let is_short = words.is_digits(at) && words.text(at).len() <= 2;
    (opens && is_short && words.is_sign(at + 1, &[":", ")"]) && words.is_word(at + 2)).then_some((1, Exempt::Name))
}

/// The numbers of a product: “3 x 4 = 12”.
fn product(words: &Words<'_>, at: usize) -> Option<(usize, Exempt)> {
    let is_times = |at: usize| words.get(at) == Some("x") || words.is_sign(at, &["×"]);
    words.is_digits(at).then_some(())?;
    let mut end = at + 1;
    while is_times(end) && words.is_digits(end + 1) {
        end += 2;
    }
    if end > at + 1 && words.is_sign(end, &["="]) && words.is_digits(end + 1) {
        end += 2;
    }
    (end > at + 1).then_some((end - at, Exempt::Measure))
}

fn clock(words: &Words<'_>, at: usize) -> Option<(usize, Exempt)> {
    let typed = words.get(at).filter(|_| words.is_digits(at))?;
    let is_half_day = |at| words.find(at, |sense| sense == Sense::HalfDay).is_some();
    let is_hours = |typed: &str| typed.parse::<u8>().is_ok_and(|hours| hours < 24);
    let is_minutes = |typed: &str| typed.len() == 2 && typed.parse::<u8>().is_ok_and(|minutes| minutes < 60);
    if is_half_day(at + 1) {
        return Some((2, Exempt::Time));
    }
    let is_part = |at: usize| {
        let is_joined = words.is_sign(at, &[":"]) && words.is_joined(at) && words.is_joined(at + 1);
        is_joined && words.get(at + 1).is_some_and(is_minutes)
    };
    if is_part(at + 1) {
        let length = if is_part(at + 3) { 5 } else { 3 };
        return is_hours(typed).then_some((length, Exempt::Time));
    }
    if let Some(length) = opening(words, at) {
        return Some((length, Exempt::Time));
    }
    let is_clock = |at: usize| {
        let typed = words.get(at).filter(|_| words.is_digits(at)).and_then(|typed| typed.split_once('.'));
        typed.is_some_and(|(hours, minutes)| is_hours(hours) && is_minutes(minutes))
    };
    let last = at.checked_sub(1)?;
    let is_told = words.is(last, Sense::At) || words.is(last, Sense::Until);
    // “from 9.30 to 11.00”, “9.30–11.00”, where nothing rose or fell.
    let is_joint = |at: usize| {
        words.find(at, |sense| matches!(sense, Sense::To | Sense::And)).is_some() || words.is_sign(at, &["–", "-"])
    };
    let opens = |at: usize| {
        at > 0
            && words.find(at - 1, |sense| matches!(sense, Sense::From | Sense::Between | Sense::Preposition)).is_some()
    };
    let is_pair = |first: usize| {
        let joint = first + 1;
        let is_led = words.is_joined(joint) || opens(first);
        is_clock(first) && is_joint(joint) && is_clock(joint + 1) && is_led
    };
    let is_told = is_told || is_pair(at) || last.checked_sub(1).is_some_and(is_pair);
    let is_way = |at: usize| words.find(at, |sense| matches!(sense, Sense::Way(_) | Sense::Rate)).is_some();
    let is_course = !words.is(last, Sense::At) && (at.saturating_sub(6)..at).any(is_way);
    let is_unit = words
        .find(at + 1, |sense| matches!(sense, Sense::Percent | Sense::Points | Sense::Per | Sense::Scale(_)))
        .is_some();
    (is_clock(at) && is_told && !is_course && !is_unit).then_some((1, Exempt::Time))
}

/// The hours behind days of the week: “Monday to Friday, 10 to 4”, “weekdays 9–5”.
fn opening(words: &Words<'_>, at: usize) -> Option<usize> {
    const HOURS: u64 = 24;
    let is_hour = |at: usize| {
        words.is_digits(at) && cardinal(words, at).and_then(|(_, hour)| hour.count()).is_some_and(|hour| hour <= HOURS)
    };
    let joint = at + 1 + words.joint(at + 1)?;
    let from = usize::from(at > 0 && words.is(at - 1, Sense::From));
    let before = at.checked_sub(1 + from)?;
    let day = before.checked_sub(usize::from(words.is_sign(before, &[",", ":"])))?;
    let is_end =
        !words.is_word(joint + 1) || words.find(joint + 1, |sense| matches!(sense, Sense::And | Sense::But)).is_some();
    (is_hour(at) && is_hour(joint) && words.is(day, Sense::Weekday) && is_end).then_some(joint + 1 - at)
}

fn ordinal(words: &Words<'_>, at: usize) -> Option<(usize, Exempt)> {
    (words.is_digits(at) && words.is(at + 1, Sense::Ordinal) && words.is_joined(at + 1)).then_some((2, Exempt::Ordinal))
}

/// A telephone number without gaps has at least so many digits.
const LEAST_DIGITS: usize = 8;

fn telephone(words: &Words<'_>, at: usize) -> Option<(usize, Exempt)> {
    let is_plus = words.is_sign(at, &["+"]);
    let first = at + usize::from(is_plus);
    let typed = words.get(first).filter(|_| words.is_digits(first))?;
    let is_called = words.before(at, |sense| sense == Sense::Call).is_some()
        || (at > 1 && words.before(at - 1, |sense| sense == Sense::Call).is_some());
    let has_zero = typed.starts_with('0') && typed.len() > 2 && !typed.contains('.');
    if !is_plus && !has_zero && !is_called {
        return None;
    }
    let mut end = first + 1;
    while words.is_digits(end) || (words.is_sign(end, &["(", ")"]) && words.is_digits(end + 1)) {
        end += 1;
    }
    // “+12” by itself tells a change.
    let is_alone = end == first + 1 && typed.len() < LEAST_DIGITS && !has_zero && !is_called;
    (!is_alone).then_some((end - at, Exempt::Telephone))
}

fn money(words: &Words<'_>, at: usize) -> Option<(usize, Exempt)> {
    let sign = words.find(at, |sense| sense == Sense::Money)?;
    let (length, _) = cardinal(words, at + sign)?;
    Some((sign + length, Exempt::Money))
}

fn age(words: &Words<'_>, at: usize) -> Option<(usize, Exempt)> {
    const FARTHEST: usize = 4;
    let (length, _) = cardinal(words, at)?;
    let behind = at + length;
    let dash = usize::from(words.is_sign(behind, &["–", "-"]));
    let joined = (words.is_digits(behind + dash) && words.is_joined(behind + dash)).then_some(dash + 1);
    // “The oldest 12 people” counts them.
    let is_noun = || words.is_word(behind) && words.senses(behind).all(|(_, sense)| sense == Sense::Plain);
    let is_ranked = |aged: usize| aged > 0 && words.is(aged - 1, Sense::Article) && is_noun();
    if words.before(at, |sense| sense == Sense::Aged).is_some_and(|aged| !is_ranked(aged))
        || (at > 1 && !words.is(at - 1, Sense::Article) && words.before(at - 1, |sense| sense == Sense::Aged).is_some())
    {
        let to = words.find(behind, |sense| matches!(sense, Sense::To | Sense::And));
        let other = to.and_then(|to| Some(to + cardinal(words, behind + to)?.0));
        return Some((length + other.or(joined).unwrap_or(0), Exempt::Age));
    }
    if is_age_told(words, at, behind) {
        return Some((length, Exempt::Age));
    }
    // “the 11–16 age group”.
    let end = behind + joined.unwrap_or_default();
    if joined.is_some() && words.find(end, |sense| sense == Sense::Aged).is_some() {
        return Some((end - at, Exempt::Age));
    }
    if words.is(behind, Sense::Span) && words.is(behind + 1, Sense::Old) {
        return Some((length + 2, Exempt::Age));
    }
    // “18–24s”, “the 50+ group”.
    let is_plural = |at: usize| words.text(at - 1).len() <= 2 && words.get(at) == Some("s") && words.is_joined(at);
    if joined.is_some() && is_plural(end) {
        return Some((end + 1 - at, Exempt::Age));
    }
    let is_open = words.is_sign(behind, &["+"]) && words.is_joined(behind);
    let is_counted = words.is_word(behind + 1) && words.senses(behind + 1).all(|(_, sense)| sense == Sense::Plain);
    if is_open && words.text(at).len() <= 2 && (!is_counted || words.is(behind + 1, Sense::Old)) {
        return Some((length + 1, Exempt::Age));
    }
    // “Ms B, 52, a teacher”.
    let is_apposed = at > 1 && words.is_sign(at - 1, &[","]) && words.is_sign(behind, &[",", "."]);
    if is_apposed && (at.saturating_sub(FARTHEST)..at - 1).any(|at| words.is(at, Sense::Title)) {
        return Some((length, Exempt::Age));
    }
    let more = words.find(behind, |sense| sense == Sense::OrOlder)?;
    (!words.is_digits(behind + more)).then_some((length + more, Exempt::Age))
}

/// A number that is part of a longer name: “327B”, “A12”, “24/7”, “office2@example.org”.
fn joined(words: &Words<'_>, at: usize) -> Option<(usize, Exempt)> {
    words.is_digits(at).then_some(())?;
    let is_close = |at: usize| words.tokens.get(at).is_some_and(|token| token.gap == Gap::None);
    let is_point = |at: usize| words.is_sign(at, &["."]) && is_close(at) && is_close(at + 1) && words.is_digits(at + 1);
    let is_part = |at: usize| {
        is_point(at)
            || is_close(at)
                && (words.is_word(at)
                    || words.is_digits(at)
                    || words.is_sign(at, &["/", "@", "_", "\\", "#", "=", "&"]))
    };
    let before = at.checked_sub(1).filter(|_| is_close(at));
    let has_before = before.is_some_and(|before| {
        words.is_word(before) || words.is_digits(before) || words.is_sign(before, &["/", "@", "_", "#", "=", "&"])
    });
    let is_scaled = words.senses(at + 1).any(|(_, sense)| {
        matches!(
            sense,
            Sense::Scale(_) | Sense::Percent | Sense::Points | Sense::Span | Sense::Measure | Sense::Ordinal
        )
    });
    let has_hyphen = at > 0
        && words.tokens[at].gap == Gap::Hyphen
        && words.is_word(at - 1)
        && !words
            .senses(at - 1)
            .any(|(_, sense)| matches!(sense, Sense::Bound(_) | Sense::Month(_) | Sense::Number(_)));
    if !has_before && !has_hyphen && (!is_part(at + 1) || is_scaled) {
        return None;
    }
    let mut end = at + 1;
    while is_part(end) {
        end += 1;
    }
    Some((end - at, Exempt::Name))
}

/// Whether a word before a number makes it a name: “section 325”, “sections 325 to 327B”, “No. 4”.
fn is_label(words: &Words<'_>, at: usize) -> bool {
    const LONGEST_LIST: usize = 12;
    let is_label = |at: usize| words.is(at, Sense::Label);
    let Some(before) = at.checked_sub(1) else { return false };
    // “no 12” is a number of nothing, “No. 12” a name.
    let is_negated = words.text(before) == "no";
    if !words.is_digits(at) {
        let is_small = words.senses(at).any(|(_, sense)| matches!(sense, Sense::Number(number) if number < 20));
        return is_label(before) && is_small && !is_negated;
    }
    let is_dotted =
        before > 0 && words.is_sign(before, &["."]) && is_label(before - 1) && words.text(before - 1).len() <= 4;
    if is_dotted || (is_label(before) && !is_negated) {
        return true;
    }
    // Further numbers of a list of names. Behind a comma the list has to go on: in “Levels 2 and 3, 42 were” it does not.
    let goes_on = words.is_digits(at + 2) && (words.is_sign(at + 1, &[","]) || words.is(at + 1, Sense::And));
    if words.is_sign(before, &[","]) && !goes_on {
        return false;
    }
    let mut first = before;
    while first > 0
        && at - first < LONGEST_LIST
        && (words.is_digits(first)
            || words.is_sign(first, &[",", "–", "/", "&"])
            || words.is(first, Sense::And)
            || words.is(first, Sense::To)
            || (words.is_word(first) && words.tokens[first].gap == Gap::None && words.is_digits(first - 1)))
    {
        first -= 1;
    }
    // “at Levels 2 and 3, and 13 of the others”.
    let ends = |at: usize| words.find(at, |sense| sense == Sense::And).is_some();
    let is_other = ends(before) && (first..before).any(ends);
    !is_other && first < before && is_label(first) && words.text(first).ends_with('s') && words.is_digits(first + 1)
}

/// Whether a number belongs to the name before it: “Operation 42”, “Windows 10”.
fn is_capitalised(words: &Words<'_>, at: usize, behind: usize, text: &str) -> bool {
    const MOST_DIGITS: usize = 3;
    // “the ABC 2003”, “A Better Code (ABC) 2003”.
    let bracket = usize::from(at > 2 && words.is_sign(at - 1, &[")"]));
    let is_acronym = |at: usize| {
        let typed = text.get(words.tokens[at].range.clone()).unwrap_or_default();
        typed.len() > 1 && typed.chars().all(char::is_uppercase)
    };
    if at > bracket && year(words, at).is_some() && words.is_word(at - 1 - bracket) && is_acronym(at - 1 - bracket) {
        return true;
    }
    // The first word of a sentence has a capital whatever it is.
    if at < 2 {
        return false;
    }
    let before = at - 1;
    let starts_name = |at: usize| {
        let typed = text.get(words.tokens[at].range.clone()).unwrap_or_default();
        typed.starts_with(char::is_uppercase) && typed.chars().skip(1).all(char::is_lowercase) && typed.len() > 2
    };
    let is_followed = words.find(behind, |sense| matches!(sense, Sense::Verb | Sense::Of)).is_some()
        || words.is_word(behind) && !words.senses(behind).any(|_| true);
    words.is_digits(at)
        && words.text(at).len() <= MOST_DIGITS
        && words.is_word(before)
        && starts_name(before)
        && !words.senses(before).any(|_| true)
        && !is_followed
}

/// The number of a house: “12 High Street”.
fn address(words: &Words<'_>, at: usize, behind: usize, text: &str) -> Option<usize> {
    let is_name = |at: usize| {
        words.tokens.get(at).is_some_and(|token| {
            token.kind == Kind::Word
                && text.get(token.range.clone()).is_some_and(|typed| typed.starts_with(char::is_uppercase))
        })
    };
    words.is_digits(at).then_some(())?;
    (1..=3)
        .find(|more| (0..=*more).all(|word| is_name(behind + word)) && words.is(behind + more, Sense::Street))
        .map(|more| more + 1)
}
