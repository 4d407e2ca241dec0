//! Years that are named after two calendar years, as they are typed: `2013-14`, `2013/14`, `2013-2014`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Captures;

use super::period_days::around;
use crate::book::period::{Length, Period};
use crate::check::prose::reading::language::wording::{PLANS, TO_COME};
use crate::text::pattern::Pattern;

/// The two calendar years of a year.
pub(crate) const PAIR: &str = r"(?P<from>(?:19|20)\d\d)\ ?[-–/]\ ?(?P<to>(?:19|20)\d\d|\d\d)\b";

/// A year by itself or as such a pair, without names for its parts.
macro_rules! year {
    () => {
        r"(?:19|20)\d\d (?:\ ?[-–/]\ ?(?:(?:19|20)\d\d|\d\d)\b)?"
    };
}

/// What is wrong with a year that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slip {
    /// The report is called that of another year.
    OfAnotherReport,
    /// A year beside “last year”, “this year” or “next year” is none that these words can mean.
    Relative,
    /// Something happened in years of which the report cannot know the last.
    EndsLater,
}

/// What calls a report the one that is read, and the year behind it or within.
static THIS_REPORT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(concat!(
        r"(?xi)\b(?: this | welcome\ to | introduc(?:e|ing) ) (?:\ is)? (?:\ (?:the|our|this|an?))?
            (?: (?P<between> (?:\ [\w’'&-]+){0,4}? ) \ report (?:\ of\ (?:the\ )?[\w’-]+(?:\ [\w’-]+){0,2}?)? (?:\ (?:for|of|on|about|covers|covering|is\ for|is\ about|relates\ to))?
                    (?:\ the)? (?:\ (?:reporting|financial))? (?:\ (?:years?|period))? \ \(? (?P<year>",
        year!(),
        r")
                | \ (?P<year_2>",
        year!(),
        r") (?:\ (?:annual|final|full|public|quarterly))* \ report\b )
            | \b(?:the|our) (?:\ annual)? \ report \ (?:for|of)\ (?P<year_3>",
        year!(),
        r") \ (?:covers|presents|sets\ out|looks\ back)\b",
    ))
});

/// Words by which what stands between “this” and “report” is no name of the report: “this follows the report for 2012-13”.
static OF_ANOTHER: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i) (?:the|our|an?|its|their|last|previous|earlier|former|year[’']s|in|on|of|from|with|since|to|that|than|report)\b",
    )
});

/// More years behind a year: “covers 2012-13 to 2013-14”.
static GOES_ON: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?i)^(?:,? (?:and|or|to|until) |,? ?\d| ?[-–/]|[’']s)"));

/// A year in which something happened.
static IN_A_YEAR: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(&format!(
        r"(?xi)\b(?:in|during|throughout)\ (?:the\ (?:(?:reporting|financial)\ )?year\ )?(?P<year>{PAIR})"
    ))
});

/// A year that is told by what it is to the writer, and its name.
static RELATIVE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(concat!(
        r"(?xi)\b(?: (?P<last> last ) | (?P<this> this|current ) | (?P<next> next|coming ) )\ (?:(?:reporting|financial)\ )?year (?: ,?\ (?:in\ )? | \ \( | \ [–-]\ )
            (?P<year>",
        year!(),
        ")",
    ))
});

/// Words of what is still to come, or holds for some years.
static AHEAD: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(&format!(r"(?i)\b(?:{TO_COME}|(?:{PLANS})\w*)\b")));

/// The years in the text of a report that cannot be meant, with their places.
pub(crate) fn slips(text: &str, own: Period) -> Vec<(Range<usize>, Slip)> {
    let own = own.year();
    let report = THIS_REPORT.captures_iter(text).filter_map(|found| {
        let year = ["year", "year_2", "year_3"].into_iter().find_map(|name| found.name(name))?;
        let is_other = found.name("between").is_some_and(|words| OF_ANOTHER.is_match(words.as_str()));
        let goes_on = found.name("year").is_some() && GOES_ON.is_match(&text[year.end()..]);
        // A report can be called after the year in which it is published.
        let is_of_next = |year: Period| found.name("year_2").is_some() && year.previous() == own;
        let is_another = read(year.as_str(), own).is_some_and(|year| year != own && !is_of_next(year));
        (is_another && !is_other && !goes_on).then_some((year.range(), Slip::OfAnotherReport))
    });
    let has_pairs = own.start_year() != own.end_year();
    let later = IN_A_YEAR.captures_iter(text).filter(|_| has_pairs).filter_map(|found| {
        let range = found.name("year")?.range();
        let (from, years) = length(&found)?;
        // Longer stretches are mostly those of plans, buildings and laws.
        let is_later = years == 2 && from <= own.end_year() && from + years > own.end_year();
        let (before, behind) = around(text, &range);
        let is_ahead = AHEAD.is_match(before) || AHEAD.is_match(behind) || GOES_ON.is_match(behind);
        (is_later && !is_ahead).then_some((range, Slip::EndsLater))
    });
    let relative = RELATIVE.captures_iter(text).filter_map(|found| {
        let year = found.name("year").filter(|year| !GOES_ON.is_match(&text[year.end()..]))?;
        let ahead = i32::from(read(year.as_str(), own)?.start_year()) - i32::from(own.start_year());
        // A report is written in the year after the one that it is about.
        let meant = ["last", "this", "next"].into_iter().zip(-1..).find(|(name, _)| found.name(name).is_some())?.1;
        (ahead < meant || ahead > meant + 1).then_some((year.range(), Slip::Relative))
    });
    report.chain(later).chain(relative).collect()
}

/// The year of this name, if years of that kind are reported on.
fn read(name: &str, like: Period) -> Option<Period> {
    let (from, to) = name.split_at_checked(4)?;
    let year = like.of_year(from.parse().ok()?).filter(|year| year.length() == Length::Year)?;
    let to = to.trim_start_matches([' ', '-', '–', '/']);
    let is_its_end = match to {
        "" => year.start_year() == year.end_year(),
        to => year.start_year() != year.end_year() && year.end_year().to_string().ends_with(to),
    };
    is_its_end.then_some(year)
}

/// The first of the calendar years of a pair, and how many years on the second is; none where the second is before the first.
pub(crate) fn length(pair: &Captures<'_>) -> Option<(u16, u16)> {
    let (from, to) = (pair.name("from")?.as_str(), pair.name("to")?.as_str());
    let (first, last): (u16, u16) = (from.parse().ok()?, to.parse().ok()?);
    let last = if to.len() == 4 { last } else { first / 100 * 100 + last + if last < first % 100 { 100 } else { 0 } };
    Some((first, last.checked_sub(first).filter(|years| *years < 70)?))
}
