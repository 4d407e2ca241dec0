//! Days, periods and years that a sentence names.

use std::ops::Range;

use jiff::civil::Date;

use crate::book::form::Counts;
use crate::book::period::{Length, Period};
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::words::{Gap, Words};

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
    /// The period before.
    Before,
    /// The same period of the year before.
    LastYear,
    /// The year that ends with the day that was told before, or else the year before.
    YearUpTo,
    /// The report of so many years before.
    YearsAgo(u16),
    /// The report of so many years after a time that was told.
    YearsOn(u16),
    ThisYear,
    /// The day of the count.
    OnDay,
    /// The whole year.
    OverYear,
    /// The whole period, which is a part of a year.
    OverPart,
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
        let when = |period: Option<Period>, counts| When { periods: period.into_iter().collect(), counts };
        let snapshot = Some(Counts::Snapshot);
        match self {
            Time::Day { day, month, year } => when(ended_on(own, day, month, year), snapshot),
            Time::Month { month, year } => {
                when(own.ending_with(year, month), snapshot.filter(|_| own.length() != Length::Month))
            }
            Time::Long | Time::Periods | Time::Between(..) => when(None, None),
            Time::Period(period) => when(Some(period), None),
            Time::Over(period) => when(Some(period), Some(Counts::Flow)),
            Time::Year(year) => {
                let (ending, beginning) = (own.year().ending_in(year), own.year().of_year(year));
                let beginning = beginning.filter(|beginning| Some(*beginning) != ending);
                When { periods: ending.into_iter().chain(beginning).collect(), counts: None }
            }
            Time::Before => when(Some(own.previous()), None),
            Time::LastYear | Time::YearUpTo => when(Some(own.year_before()), None),
            Time::YearsAgo(years) => {
                when(own.year().start_year().checked_sub(years).and_then(|year| own.of_year(year)), None)
            }
            Time::ThisYear | Time::YearsOn(_) => when(Some(own), None),
            Time::OnDay => when(Some(own), snapshot),
            Time::OverYear => when(Some(own.year()), Some(Counts::Flow)),
            Time::OverPart => when(Some(own), Some(Counts::Flow)),
        }
    }

    /// The same where it is seen from a time that the sentence told before: “719 in 2010, 749 a year later”.
    pub(crate) fn seen_from(self, told: Option<Time>, own: Period) -> Time {
        let years = match self {
            // In “12 (15 a year earlier) and 20 (22 a year earlier)” it is the same year.
            Time::LastYear if told == Some(Time::LastYear) => return self,
            // “Nobody on 31 March 2014, though there had been 13 in the twelve months before”.
            Time::YearUpTo if matches!(told, Some(Time::Day { .. } | Time::Month { .. })) => {
                let ended = told.map(|told| told.when(own).periods);
                return ended.and_then(|ended| ended.first().copied()).map_or(Time::LastYear, Time::Over);
            }
            Time::LastYear | Time::YearUpTo => -1,
            Time::YearsAgo(years) => -i32::from(years),
            Time::YearsOn(years) => i32::from(years),
            _ => return self,
        };
        let from = told.map(|told| told.when(own).periods);
        let Some([from]) = from.as_deref() else { return self };
        let year = i32::from(from.year().start_year()) + years;
        let period = u16::try_from(year).ok().and_then(|year| from.of_year(year)).filter(|_| *from != own);
        period.map_or(self, Time::Period)
    }

    /// The periods from the end of one to that of another, where it is such a stretch.
    pub(crate) fn between(self) -> Vec<Period> {
        let Time::Between(first, last) = self else { return Vec::new() };
        let mut periods: Vec<_> = last.and_before().take_while(|period| *period > first).collect();
        periods.push(first);
        periods
    }

    /// Whether it tells a day or a stretch of a year, and not of which.
    pub(crate) fn is_of_any_year(self) -> bool {
        matches!(self, Time::Day { year: None, .. } | Time::OnDay | Time::OverYear | Time::OverPart)
    }

    /// Whether it is more exact than another, so that of the two it is meant.
    pub(crate) fn is_nearer_than(self, other: Time) -> bool {
        let rank = |time: Time| match time {
            // “on 31 March” is that of the year that is named besides.
            Time::Day { year: None, .. } => 1,
            Time::Day { .. } | Time::Month { .. } | Time::Over(_) => 3,
            Time::Period(_)
            | Time::Periods
            | Time::Between(..)
            | Time::Year(_)
            | Time::Before
            | Time::LastYear
            | Time::YearUpTo
            | Time::YearsAgo(_)
            | Time::YearsOn(_) => 2,
            Time::OnDay | Time::OverYear | Time::OverPart | Time::Long | Time::ThisYear => 1,
        };
        rank(self) > rank(other)
    }
}

/// The years in which reports are written.
const YEARS: Range<u64> = 1900..2100;
/// Those of which reports tell how something began.
const EARLIER: Range<u16> = 1500..1900;

pub(crate) fn year(words: &Words<'_>, at: usize) -> Option<u16> {
    let text = words.get(at).filter(|text| words.is_digits(at) && text.len() == 4)?;
    let number = text.parse().ok()?;
    (YEARS.contains(&u64::from(number)) || EARLIER.contains(&number) && is_told_as_year(words, at)).then_some(number)
}

/// Whether words tell that a number is a year: “since 1874”, “on 3 May 1874”, and nothing is counted.
fn is_told_as_year(words: &Words<'_>, at: usize) -> bool {
    let leads = |sense| matches!(sense, Sense::In | Sense::Since | Sense::Until | Sense::From | Sense::Month(_));
    let goes_on = |sense| {
        matches!(
            sense,
            Sense::Article
                | Sense::And
                | Sense::But
                | Sense::Verb
                | Sense::Pronoun
                | Sense::Subject
                | Sense::Preposition
        )
    };
    let before = at.checked_sub(1).is_some_and(|before| words.find(before, leads).is_some());
    // “Since 1874 there has been one”, but “since 1600 of them came”.
    let is_since = at > 0 && words.is(at - 1, Sense::Since) && !words.is(at + 1, Sense::Of);
    is_since || before && (!words.is_word(at + 1) || words.find(at + 1, goes_on).is_some())
}

pub(crate) fn month(words: &Words<'_>, at: usize) -> Option<u8> {
    words.senses(at).find_map(|(_, sense)| if let Sense::Month(month) = sense { Some(month) } else { None })
}

/// A day of a month, with the ending of an ordinal or without.
fn day(words: &Words<'_>, at: usize) -> Option<(usize, u64)> {
    let text = words.get(at).filter(|text| words.is_digits(at) && text.len() <= 2)?;
    let ending = usize::from(words.is(at + 1, Sense::Ordinal) && words.is_joined(at + 1));
    text.parse().ok().filter(|day| (1..=31).contains(day)).map(|day| (1 + ending, day))
}

/// The period as long as a report's own of which a day is the last. Without a year it is the own one.
pub(crate) fn ended_on(own: Period, day: u64, month: u8, year: Option<u16>) -> Option<Period> {
    let found = match year {
        Some(year) => own.ending_with(year, month),
        None => own.ending_with(own.end_year(), month).filter(|period| *period == own),
    };
    found.filter(|_| is_last_day(day, month, year))
}

/// Whether a day is the last of its month; of February, without its year, either of two.
pub(crate) fn is_last_day(day: u64, month: u8, year: Option<u16>) -> bool {
    let last = |year: u16| {
        let first = Date::new(year.cast_signed(), month.cast_signed(), 1);
        first.is_ok_and(|first| first.days_in_month().cast_unsigned() == u8::try_from(day).unwrap_or_default())
    };
    year.map_or_else(|| last(2000) || last(2001), last)
}

/// “31 March 2014”, “March 31st, 2014”, “March 2014”.
pub(crate) fn date(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    if let Some((length, _)) = day(words, at) {
        return day_of_month(words, at).or_else(|| {
            // “25 and 26 December”, “24–26 December”.
            let second = at + length + words.joint(at + length)?;
            let (more, last) = day_of_month(words, second)?;
            Some((second + more - at, last))
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

/// “31 March 2014”, “31st of March”.
fn day_of_month(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    let (length, day) = day(words, at)?;
    let of = usize::from(words.is(at + length, Sense::Of));
    let month = month(words, at + length + of)?;
    let behind = at + length + of + 1;
    let comma = usize::from(words.is_sign(behind, &[","]));
    Some(match year(words, behind + comma) {
        Some(year) => (behind + comma + 1 - at, Time::Day { day, month, year: Some(year) }),
        None => (behind - at, Time::Day { day, month, year: None }),
    })
}

/// The first month of “April to June 2023”.
pub(crate) fn months(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    let first = month(words, at)?;
    let joint = words.joint(at + 1)?;
    let last = month(words, at + 1 + joint)?;
    let year = year(words, at + 2 + joint)?;
    Some((1, Time::Month { month: first, year: if first > last { year - 1 } else { year } }))
}

/// “31/03/2014”, “31.3.14”, “2014-03-31”.
pub(crate) fn numeric(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    // Three numbers and what stands between them.
    const MOST_TOKENS: usize = 5;
    let mut end = at;
    let is_joint = |end: usize| words.is_sign(end, &["/", "."]) && words.is_joined(end) && words.is_joined(end + 1);
    let is_next = |end: usize| words.is_digits(end) && (end == at || words.is_joined(end));
    while is_next(end) || (end > at && is_joint(end) && words.is_digits(end + 1)) {
        end += 1;
        if end - at > MOST_TOKENS {
            return None;
        }
    }
    let mut parts = words.typed(&(at..end)).split(['/', '.', '-']);
    let (Some(mut day), Some(month), Some(mut year), None) = (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    if day.len() == 4 {
        std::mem::swap(&mut day, &mut year);
    }
    let (day, month, year): (u64, u8, u16) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
    let year = if year < 100 { 2000 + year } else { year };
    ((1..=31).contains(&day) && (1..=12).contains(&month) && YEARS.contains(&year.into()))
        .then_some((end - at, Time::Day { day, month, year: Some(year) }))
}

/// “2013-14”, “2013/14”, “2013 to 2014”, “2014”.
pub(crate) fn period(words: &Words<'_>, at: usize, own: Period) -> Option<(usize, Time)> {
    let first = year(words, at)?;
    let is_sign = words.is_sign(at + 1, &["/", "–", "-", "—"]);
    let is_hyphen = words.tokens.get(at + 1).is_some_and(|token| token.gap == Gap::Hyphen);
    let second = if is_hyphen { Some(at + 1) } else { is_sign.then_some(at + 2) };
    // “2023-Q2”.
    if is_hyphen
        && let Some((length, Sense::PartOfYear(months, place))) =
            words.senses(at + 1).find(|(_, sense)| matches!(sense, Sense::PartOfYear(..)))
    {
        let part = own.year().of_year(first).and_then(|year| year.part(months, place));
        return Some((1 + length, part.map_or(Time::Periods, Time::Period)));
    }
    if let Some(second) = second.filter(|second| words.is_digits(*second))
        && let Some(text) = words.get(second)
    {
        let end = text.parse::<u16>().ok().filter(|_| matches!(text.len(), 2 | 4))?;
        let follows = if text.len() == 4 { end == first + 1 } else { end == (first + 1) % 100 };
        let year = own.year().of_year(first).filter(|year| follows && year.end_year() > first);
        let period = year.map_or(Time::Periods, Time::Period);
        return Some((second + 1 - at, period));
    }
    // “Public Libraries Act 1964”.
    if at > 0 && words.is(at - 1, Sense::Label) {
        return None;
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
