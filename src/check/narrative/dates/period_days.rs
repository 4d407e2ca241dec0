//! First and last days of periods, as they are typed.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Captures;

use crate::book::period::Period;
use crate::check::prose::passage::Passage;
use crate::check::prose::reading::ends::sentences;
use crate::check::prose::reading::language::wording::{EVENTS, REPORTED};
use crate::check::prose::unfilled::{near_end, near_start};
use crate::source::Span;
use crate::text::number::{self, MONTHS};
use crate::text::pattern::Pattern;

/// Which days of a period are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    First,
    Last,
    Both,
}

/// The first or the last day of a period, or both.
#[derive(Debug)]
pub(crate) struct PeriodDay {
    /// Where it stands in the text.
    pub(crate) range: Range<usize>,
    pub(crate) ends: Ends,
    pub(crate) period: Period,
}

static DAY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(&format!(
        r"(?xi)\b(?:
            (?P<first> {months} )\s+(?P<from> (?:19|20)\d\d )\s*(?:to|until|–|-)\s*(?P<last> {months} )\s+(?P<to> (?:19|20)\d\d )
            | (?: (?P<day> \d\d? )(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month> {months} ) | (?P<month_2> {months} )\s+(?P<day_2> \d\d? )(?:st|nd|rd|th)?
                | (?P<end> end\s+of | (?:year|quarter|months|period|month|half-year)\s+(?:to|ended|ending) )\s+(?P<month_3> {months} ) ) ,?\s+ (?P<year> (?:19|20)\d\d )
            | (?P<day_4> \d\d? )[./-](?P<month_4> \d\d? ) (?: [./-] (?P<year_4> (?:19|20)\d\d ) | / (?P<short> \d\d ) )
            )\b",
        months = MONTHS.join("|")
    ))
});

/// Words in front of a day, or behind it, that say what happened on it.
static EVENT_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(&format!(r"(?i)\b(?:{EVENTS})\b[^.;\d\u{{fffc}}]{{0,60}}$|\b(?:since|until|till)\s+$"))
});
static EVENT_BEHIND: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(&format!(r"(?i)^,?[^.,;\d\u{{fffc}}]{{0,60}}\b(?:{EVENTS})\b")));

/// What runs from one day to another, so that words such as “began” are about the time that is reported on.
static REPORTED_ON: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(&format!(r"(?i)\b(?:{REPORTED})\b")));

/// The first and last days that a text holds of periods such as these, whatever their year.
pub(crate) fn days(text: &str, like: &[Period]) -> impl Iterator<Item = PeriodDay> {
    DAY.captures_iter(text).filter_map(|day| {
        let (ends, period) = like.iter().find_map(|period| read(&day, *period))?;
        Some(PeriodDay { range: day.get_match().range(), ends, period })
    })
}

/// The same in a passage, with their places, without days on which something else happened.
pub(crate) fn days_of_periods(passage: &Passage, like: &[Period]) -> impl Iterator<Item = (Span, PeriodDay)> {
    days(&passage.text, like)
        .filter(|day| !is_of_an_event(&passage.text, day))
        .filter_map(|day| Some((passage.span(day.range.clone())?, day)))
}

/// Whether something else happened on a day: laws are amended on it, and offices set up.
pub(crate) fn is_of_an_event(text: &str, day: &PeriodDay) -> bool {
    let (before, behind) = around(text, &day.range);
    (EVENT_BEFORE.is_match(before) || EVENT_BEHIND.is_match(behind)) && !REPORTED_ON.is_match(before)
}

/// The day that is typed, if it is the first or last of a period as long as another.
fn read(day: &Captures<'_>, like: Period) -> Option<(Ends, Period)> {
    if let Some(first) = group(day, &["first"]).and_then(month) {
        let (from, to) = (group(day, &["from"]).and_then(year)?, group(day, &["to"]).and_then(year)?);
        let period = like.of_months((from, first), (to, group(day, &["last"]).and_then(month)?))?;
        return period.is_like(like).then_some((Ends::Both, period));
    }
    let (year, month, typed) = date(day)?;
    let last = Date::new(year.cast_signed(), month.cast_signed(), 1).ok()?.days_in_month();
    if typed.is_none_or(|day| day == last) {
        let ended = like.ending_in(year).filter(|period| period.last_day().month() == month.cast_signed());
        return Some((Ends::Last, ended?));
    }
    let began = like.beginning_with(year, month).filter(|began| began.first_day().month() == like.first_day().month());
    Some((Ends::First, began.filter(|_| typed == Some(1))?))
}

fn group<'t>(day: &Captures<'t>, names: &[&str]) -> Option<&'t str> {
    names.iter().find_map(|name| day.name(name)).map(|found| found.as_str())
}

fn year(text: &str) -> Option<u16> {
    text.parse::<u16>().ok().map(|year| if text.len() == 2 { 2000 + year } else { year })
}

fn month(text: &str) -> Option<u8> {
    number::month(text).or_else(|| text.parse().ok().filter(|month| (1..=12).contains(month)))
}

/// The year, the month and, where one is typed, the day.
fn date(found: &Captures<'_>) -> Option<(u16, u8, Option<i8>)> {
    let year = group(found, &["year", "year_4", "short"]).and_then(year)?;
    let month = group(found, &["month", "month_2", "month_3", "month_4"]).and_then(month)?;
    Some((year, month, group(found, &["day", "day_2", "day_4"]).map(|day| day.parse().unwrap_or_default())))
}

/// The days beside the first or last of a period, behind or before the other of these two: “1 April 2013 to 30 March 2014”.
pub(crate) fn days_beside(text: &str, own: Period) -> Vec<PeriodDay> {
    let days: Vec<_> = DAY.captures_iter(text).collect();
    let is_beside = |day: &Captures<'_>, right: Date| {
        let typed = date(day).and_then(|(year, month, day)| {
            Date::new(year.cast_signed(), month.cast_signed(), day?).ok()?.since(right).ok()
        });
        typed.is_some_and(|apart| apart.get_days().abs() == 1)
    };
    let pairs = days.iter().zip(days.iter().skip(1));
    pairs
        .filter_map(|(first, last)| {
            let joint = text[first.get_match().end()..last.get_match().start()].trim();
            ["to", "until", "till", "and", "-", "–"].contains(&joint).then_some(())?;
            let (day, ends) = match (read(first, own), read(last, own)) {
                (Some((Ends::First, period)), None) if period == own && is_beside(last, own.last_day()) => {
                    (last, Ends::Last)
                }
                (None, Some((Ends::Last, period))) if period == own && is_beside(first, own.first_day()) => {
                    (first, Ends::First)
                }
                _ => return None,
            };
            Some(PeriodDay { range: day.get_match().range(), ends, period: own })
        })
        .collect()
}

/// What stands in the sentence of a day before it and behind it.
pub(crate) fn around<'t>(text: &'t str, day: &Range<usize>) -> (&'t str, &'t str) {
    let sentence = sentence(text, day);
    (&text[sentence.start..day.start], &text[day.end..sentence.end])
}

/// The sentence of a day.
pub(crate) fn sentence(text: &str, day: &Range<usize>) -> Range<usize> {
    let (before, behind) = (near_end(&text[..day.start]), near_start(&text[day.end..]));
    let first = sentences(before).last().map_or(0, |last| before.len() - last.start);
    let last = sentences(behind).first().map_or(0, |first| first.end);
    day.start - first..day.end + last
}
