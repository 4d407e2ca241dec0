//! Days, periods and years that a sentence names.

use std::ops::Range;

use super::language::senses::Sense;
use super::language::words::{Gap, Words};
use super::numbers::cardinal;
use crate::book::form::Counts;
use crate::book::period::Period;

/// A time as a sentence names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Time {
    /// A day; without its year where it has none.
    Day {
        day: u64,
        month: u8,
        year: Option<u16>,
    },
    Month {
        month: u8,
        year: u16,
    },
    Period(Period),
    /// The whole of a period, told by its first and last day.
    Over(Period),
    /// A calendar year.
    Year(u16),
    /// Several reporting years.
    Periods,
    /// From the end of one reporting year to that of another.
    Between(Period, Period),
    LastYear,
    /// The report of so many years before.
    YearsAgo(u16),
    ThisYear,
    /// The day of the count.
    OnDay,
    /// The whole period.
    OverYear,
    /// More or less than a period.
    Long,
}

/// A time with its place in the sentence.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) tokens: Range<usize>,
    pub(crate) time: Time,
}

/// The reports and tables that a time leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct When {
    /// The periods that can be meant; none where there is no return of the time.
    pub(crate) periods: Vec<Period>,
    /// Whether a day or a whole period is meant.
    pub(crate) counts: Option<Counts>,
}

impl When {
    /// A period, whatever is counted.
    pub(crate) fn of(period: Period) -> Self {
        When { periods: vec![period], counts: None }
    }
}

impl Time {
    /// What a time means in the report of a period.
    pub(crate) fn when(self, own: Period) -> When {
        let when =
            |periods: &[Option<Period>], counts| When { periods: periods.iter().flatten().copied().collect(), counts };
        let ending = |year: u16| Period::starting(year.checked_sub(1)?);
        let snapshot = Some(Counts::Snapshot);
        match self {
            Time::Day { day: 31, month: 3, year } => when(&[year.map_or(Some(own), ending)], snapshot),
            Time::Month { month: 3, year } => when(&[ending(year)], snapshot),
            Time::Day { .. } | Time::Month { .. } | Time::Long | Time::Periods | Time::Between(..) => when(&[], None),
            Time::Period(period) => when(&[Some(period)], None),
            Time::Over(period) => when(&[Some(period)], Some(Counts::Flow)),
            Time::Year(year) => when(&[ending(year), Period::starting(year)], None),
            Time::LastYear => when(&[Some(own.previous())], None),
            Time::YearsAgo(years) => when(&[own.start_year().checked_sub(years).and_then(Period::starting)], None),
            Time::ThisYear => when(&[Some(own)], None),
            Time::OnDay => when(&[Some(own)], snapshot),
            Time::OverYear => when(&[Some(own)], Some(Counts::Flow)),
        }
    }

    /// Whether it is more exact than another, so that of the two it is meant.
    pub(crate) fn is_nearer_than(self, other: Time) -> bool {
        let rank = |time: Time| match time {
            Time::Day { .. } | Time::Month { .. } | Time::Over(_) => 3,
            Time::Period(_)
            | Time::Periods
            | Time::Between(..)
            | Time::Year(_)
            | Time::LastYear
            | Time::YearsAgo(_) => 2,
            Time::OnDay | Time::OverYear | Time::Long | Time::ThisYear => 1,
        };
        rank(self) > rank(other)
    }
}

/// The years in which reports are written.
const YEARS: Range<u64> = 1900..2100;

fn year(words: &Words<'_>, at: usize) -> Option<u16> {
    let text = words.get(at).filter(|text| words.is_digits(at) && text.len() == 4)?;
    text.parse::<u64>().ok().filter(|year| YEARS.contains(year)).and_then(|year| u16::try_from(year).ok())
}

fn month(words: &Words<'_>, at: usize) -> Option<u8> {
    words.senses(at).find_map(|(_, sense)| if let Sense::Month(month) = sense { Some(month) } else { None })
}

/// A day of a month, with the ending of an ordinal or without.
fn day(words: &Words<'_>, at: usize) -> Option<(usize, u64)> {
    let text = words.get(at).filter(|text| words.is_digits(at) && text.len() <= 2)?;
    let ending = usize::from(words.is(at + 1, Sense::Ordinal) && words.is_joined(at + 1));
    text.parse().ok().filter(|day| (1..=31).contains(day)).map(|day| (1 + ending, day))
}

/// The time that is named from a token on; how many tokens it takes.
pub(crate) fn time(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    let dated = date(words, at).or_else(|| numeric(words, at)).or_else(|| period(words, at));
    let Some((length, first)) = dated else { return relative(words, at) };
    if let Time::Period(period) = first
        && words.before(at, |sense| sense == Sense::During).is_some()
    {
        return Some((length, Time::Over(period)));
    }
    // “since 1 April 2013”.
    if let Time::Day { day: 1, month: 4, year: Some(year) } = first
        && words.before(at, |sense| sense == Sense::Since).is_some()
    {
        return Some((length, Period::starting(year).map_or(first, Time::Over)));
    }
    // “1 April 2013 to 31 March 2014”, “2010-11 to 2013-14”.
    let behind = at + length;
    let is_to = words
        .find(behind, |sense| matches!(sense, Sense::To | Sense::And))
        .filter(|_| at > 0 || words.is(behind, Sense::To));
    let is_dash = words.is_sign(behind, &["–", "—", "-"]).then_some(1);
    let is_between = at > 0 && words.before(at, |sense| matches!(sense, Sense::Between | Sense::From)).is_some();
    if let Some(more) = is_to.filter(|_| is_between || words.is(behind, Sense::To)).or(is_dash)
        && let Some((other, second)) = date(words, behind + more).or_else(|| period(words, behind + more))
    {
        return Some((length + more + other, from_to(first, second)));
    }
    Some((length, first))
}

/// A stretch of time from one to another.
fn from_to(first: Time, second: Time) -> Time {
    let ending = |year: u16| year.checked_sub(1).and_then(Period::starting);
    match (first, second) {
        (Time::Day { day: 1, month: 4, year: from }, Time::Day { day: 31, month: 3, year: to })
            if from.zip(to).is_none_or(|(from, to)| from + 1 == to) =>
        {
            let of_second = to.and_then(ending);
            of_second.or_else(|| from.and_then(Period::starting)).map_or(Time::OverYear, Time::Over)
        }
        (Time::Month { month: 4, year: from }, Time::Month { month: 3, year: to }) if from + 1 == to => {
            Period::starting(from).map_or(Time::Periods, Time::Over)
        }
        (Time::Year(from), Time::Year(to)) if from + 1 == to => {
            Period::starting(from).map_or(Time::Periods, Time::Period)
        }
        _ => match (ended_by(first), ended_by(second)) {
            (Some(first), Some(last)) if first < last => Time::Between(first, last),
            _ => Time::Periods,
        },
    }
}

/// The last reporting year that is over at a time.
fn ended_by(time: Time) -> Option<Period> {
    match time {
        Time::Day { day: 31, month: 3, year: Some(year) }
        | Time::Day { day: 1, month: 4, year: Some(year) }
        | Time::Month { month: 3 | 4, year }
        | Time::Year(year) => Period::starting(year.checked_sub(1)?),
        Time::Period(period) | Time::Over(period) => Some(period),
        _ => None,
    }
}

/// “31 March 2014”, “March 31st, 2014”, “March 2014”.
fn date(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    if let Some((length, day)) = day(words, at) {
        let of = usize::from(words.is(at + length, Sense::Of));
        let month = month(words, at + length + of)?;
        let behind = at + length + of + 1;
        let comma = usize::from(words.is_sign(behind, &[","]));
        return Some(match year(words, behind + comma) {
            Some(year) => (behind + comma + 1 - at, Time::Day { day, month, year: Some(year) }),
            None => (behind - at, Time::Day { day, month, year: None }),
        });
    }
    let month = month(words, at)?;
    if let Some((length, day)) = day(words, at + 1) {
        let comma = usize::from(words.is_sign(at + 1 + length, &[","]));
        let year = year(words, at + 1 + length + comma);
        let more = if year.is_some() { comma + 1 } else { 0 };
        return Some((1 + length + more, Time::Day { day, month, year }));
    }
    year(words, at + 1).map(|year| (2, Time::Month { month, year }))
}

/// “31/03/2014”, “31.3.14”.
fn numeric(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    let mut end = at;
    let mut typed = String::new();
    while words.is_digits(end) || (end > at && words.is_sign(end, &["/", "."]) && words.is_joined(end)) {
        if end > at && !words.is_joined(end) {
            break;
        }
        if end > at && words.tokens[end].gap == Gap::Hyphen {
            typed.push('/');
        }
        typed.push_str(words.text(end));
        end += 1;
    }
    let parts: Vec<_> = typed.split(['/', '.']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    let (day, month, year): (u64, u8, u16) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
    let year = if year < 100 { 2000 + year } else { year };
    ((1..=31).contains(&day) && (1..=12).contains(&month) && YEARS.contains(&year.into()))
        .then_some((end - at, Time::Day { day, month, year: Some(year) }))
}

/// “2013-14”, “2013/14”, “2013 to 2014”, “2014”.
fn period(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    let first = year(words, at)?;
    let is_sign = words.is_sign(at + 1, &["/", "–", "-", "—"]);
    let is_hyphen = words.tokens.get(at + 1).is_some_and(|token| token.gap == Gap::Hyphen);
    let second = if is_hyphen { Some(at + 1) } else { is_sign.then_some(at + 2) };
    if let Some(second) = second.filter(|second| words.is_digits(*second))
        && let Some(text) = words.get(second)
    {
        let end = text.parse::<u16>().ok().filter(|_| matches!(text.len(), 2 | 4))?;
        let follows = if text.len() == 4 { end == first + 1 } else { end == (first + 1) % 100 };
        let period = Period::starting(first).filter(|_| follows).map_or(Time::Periods, Time::Period);
        return Some((second + 1 - at, period));
    }
    // A year by itself needs a word before it, or nothing counted behind it.
    const BEFORE: [Sense; 7] =
        [Sense::Preposition, Sense::From, Sense::To, Sense::In, Sense::Between, Sense::Of, Sense::But];
    let has_word = at > 0
        && (words.senses(at - 1).any(|(_, sense)| {
            BEFORE.contains(&sense) || matches!(sense, Sense::LongTime | Sense::Plain | Sense::Span)
        }) || words.is_sign(at - 1, &["(", ",", "–", "—", "[", ":"]));
    let is_followed = words.is_word(at + 1) && !words.senses(at + 1).any(|_| true);
    (has_word || !is_followed).then_some((1, Time::Year(first)))
}

fn relative(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    let longest = |is: fn(Sense) -> bool| words.find(at, is);
    let ago = |sense| if let Sense::YearsAgo(years) = sense { Some(years) } else { None };
    let found = [
        (longest(|sense| sense == Sense::LastYear), Time::LastYear),
        (longest(|sense| sense == Sense::OverYear), Time::OverYear),
        (longest(|sense| sense == Sense::OnDay), Time::OnDay),
        (longest(|sense| sense == Sense::ThisYear), Time::ThisYear),
        (longest(|sense| sense == Sense::LongTime), Time::Long),
    ];
    let phrases = found.into_iter().filter_map(|(length, time)| Some((length?, time)));
    let phrases =
        phrases.chain(words.senses(at).filter_map(|(length, sense)| Some((length, Time::YearsAgo(ago(sense)?)))));
    let longest = phrases.chain(years_away(words, at)).reduce(|one, other| if other.0 > one.0 { other } else { one });
    let (length, time) = longest?;
    if time != Time::OverYear {
        return Some((length, time));
    }
    // “in the twelve months before”, “in the year to 31 March 2014”.
    if let Some(more) = words.find(at + length, |sense| sense == Sense::Earlier) {
        return Some((length + more, Time::LastYear));
    }
    match date(words, at + length) {
        Some((more, Time::Day { day: 31, month: 3, year: Some(year) })) => {
            let period = year.checked_sub(1).and_then(Period::starting)?;
            Some((length + more, Time::Over(period)))
        }
        _ => Some((length, time)),
    }
}

/// “seven years earlier”, “eight years on”.
fn years_away(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    let (length, years) = cardinal(words, at)?;
    let span = words.find(at + length, |sense| sense == Sense::Year)?;
    let behind = at + length + span;
    let away = |is: Sense| words.find(behind, |sense| sense == is);
    if let Some(more) = away(Sense::Earlier) {
        return Some((length + span + more, Time::YearsAgo(u16::try_from(years.count()?).ok()?)));
    }
    away(Sense::Later).map(|more| (length + span + more, Time::ThisYear))
}
