//! Dates in narrative against the period of the report.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Captures;

use crate::book::period::Period;
use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::accounts::Account;
use crate::check::prose::passage::Passage;
use crate::check::prose::read::{Number, sentences};
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::returns::Returns;
use crate::check::prose::unfilled::{near_end, near_start};
use crate::diagnostic::Diagnostic;
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::number::MONTHS;
use crate::text::pattern::Pattern;

rules! {
    STALE = "P101" "stale-date" Error:
        "A first or last day of a reporting year is typed that is not the report's own.";
        "Text copied from an earlier report says that the figures are of another year than they are.";
        "“On 31 March 2011” in the report of 2013-14.";
        "Write {{ period.end }} or {{ period.start }}; for the year before {{ period.previous.end }}. They are right every year."
    THIS_YEAR = "P102" "this-year" Warning:
        "A number is typed beside the words “this year”.";
        "Both are true for one year only, and next year somebody will forget to change them.";
        "“the majority, 665 this year, are managed at Level 1.”";
        "Write a reference in place of the number, and {{ period.name }} in place of “this year”."
    LATER = "P103" "later-date" Warning:
        "A date lies more than a year after the end of the report's period.";
        "The report cannot know of it: the date, or the folder, is of another year.";
        "“in May 2017” in the report of 2013-14.";
        "Correct the date, or move the text to the report of its year."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

static DAY: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?xi)\b(?:
            April\s+(?P<from> (?:19|20)\d\d )\s*(?:to|until|–|-)\s*March\s+(?P<to> (?:19|20)\d\d )
            | (?: (?P<march> 31(?:st)?\s+(?:of\s+)?March | March\s+31(?:st)? | end\s+of\s+March | year\s+(?:to|ended|ending)\s+March ) | 1(?:st)?\s+(?:of\s+)?April | April\s+1(?:st)? ) ,?\s+ (?P<year> (?:19|20)\d\d )
            | (?: (?P<march_3> 31[./-]0?3 ) | 0?1[./-]0?4 ) (?: [./-] (?P<year_3> (?:19|20)\d\d ) | / (?P<short> \d\d ) )
            )\b",
    )
});

/// What happens on a day, whatever reports count on it.
const EVENTS: &str = "abolished|adopted|agreed|amended|appointed|approved|began|begun|brought in|ceased|closed|commenced|created|disbanded|dissolved|elected|enacted|ended|established|existed|expired|finished|formed|founded|implemented|inaugurated|in (?:effect|operation|place|use)|(?:came|come|comes|brought|put|taken) into|introduced|joined|lasted|launched|left|merged|moved|opened|outsourced|passed|privatised|published|renamed|reorganised|repealed|replaced|retired|revised|set up|signed|split|started|superseded|taken over|took (?:effect|office|over|up)|transferred|went live";

/// Words in front of a day, or behind it, that say what happened on it.
static EVENT_BEFORE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(&format!(r"(?i)\b(?:{EVENTS})\b[^.;\d\u{{fffc}}]{{0,60}}$|\b(?:since|until|till)\s+$"))
});
static EVENT_BEHIND: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(&format!(r"(?i)^,?[^.,;\d\u{{fffc}}]{{0,60}}\b(?:{EVENTS})\b")));

/// What runs from one day to another, so that words such as “began” are about the time that is reported on.
static REPORTED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"(?i)\b(?:years?|periods?|months|reports?|reporting|figures|numbers|statistics|data)\b")
});

/// Words of what is still to come.
static TO_COME: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\b(?:will|shall|next|plan(?:s|ned)?|aims?|intends?|expect(?:s|ed)?|due|forthcoming|coming|future)\b",
    )
});

static NUMBER_THIS_YEAR: LazyLock<Pattern> = LazyLock::new(|| {
    let number = r"\d(?:[\d,.]*\d)?";
    let months = MONTHS.join("|");
    Pattern::new(&format!(
        r"(?xi) (?P<number> {number} ) (?:st|nd|rd|th)? \s* (?P<percent> % | per\s?cent )? [\s,]+
            (?: (?P<month> {months} ) \s+ | [a-z]+\s+ )? this\ year\b
        | \bthis\ year[\s,]+ (?:\w+\s+){{0,3}} (?P<number_2> {number} ) (?:st|nd|rd|th)? (?: \s*(?P<percent_2> % | per\s?cent\b ) | \s+(?P<month_2> {months} )\b )?"
    ))
});

static MONTH: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(&format!(r"(?i)\b(?:{})\s+((?:19|20)\d\d)\b", MONTHS.join("|"))));

/// Checks the dates of what a report says of its period.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let period = context.report.period;
    let read = LazyCell::new(|| Reading::new(context));
    for passage in context.of_period().filter(|passage| passage.has_digit) {
        let alone = days_of_a_year(passage).filter(|(_, day)| !is_set_against(period, passage, day));
        let found = alone.filter_map(|(span, day)| {
            let (of, finding) = stale(period, passage, span, &day)?;
            Some(((day.get_match().range(), of), finding))
        });
        let (days, stale): (Vec<_>, Vec<_>) = found.unzip();
        let are_meant = if days.is_empty() { Vec::new() } else { read.are_meant(passage, &days) };
        findings.extend(stale.into_iter().zip(are_meant).filter(|(_, is_meant)| !is_meant).map(|(finding, _)| finding));
        let numbers: Vec<_> = passage.found(&NUMBER_THIS_YEAR).collect();
        let is_read = !numbers.is_empty() && passage.is_counted();
        let unaccounted = if is_read { read.unaccounted(passage) } else { Vec::new() };
        let is_unaccounted = |found: &Captures<'_>| {
            let Range { start, end } = found.get_match().range();
            unaccounted.get(unaccounted.partition_point(|at| *at < start)).is_some_and(|at| *at < end)
        };
        let numbers = numbers.into_iter().filter(|(_, found)| !is_unaccounted(found));
        findings.extend(numbers.filter_map(|(span, found)| this_year(context, span, &found)));
        // The last day of a reporting year is looked at as such.
        let days = LazyCell::new(|| DAY.find_iter(&passage.text).map(|day| day.range()).collect::<Vec<_>>());
        let is_of_a_day = |at| days.get(days.partition_point(|day| day.end <= at)).is_some_and(|day| day.contains(&at));
        let is_later = |month: &Captures<'_>| month[1].parse().is_ok_and(|year: u16| year > period.end_year() + 1);
        let months = passage.found(&MONTH);
        let later = months.filter(|(_, month)| is_later(month) && !is_of_a_day(month.get_match().start()));
        findings.extend(later.map(|(span, _)| {
            LATER
                .at(span, format!("this date lies long after {period}"))
                .help("correct the date, or move the text to the report of its year")
        }));
    }
}

/// The finding for a number beside “this year”, with what stands there in its place.
fn this_year(context: &ReportContext<'_>, span: Span, found: &Captures<'_>) -> Option<Diagnostic> {
    let group = |name: &str, other: &str| found.name(name).or(found.name(other)).map(|group| group.as_str());
    let number = group("number", "number_2").unwrap_or_default();
    let typed = |what: &str| THIS_YEAR.at(span, format!("a {what} is typed beside “this year”"));
    if let Some(month) = group("month", "month_2") {
        return Some(
            typed("date").help(match (number, month.to_lowercase().as_str()) {
                ("31", "march") => {
                    "write `{{ period.end }}` in place of the date and “this year”, or the year if another is meant"
                        .to_owned()
                }
                ("1", "april") => {
                    "write `{{ period.start }}` in place of the date and “this year”, or the year if another is meant"
                        .to_owned()
                }
                (_, month) => {
                    let is_first_half = MONTHS.iter().take(3).any(|first| first.eq_ignore_ascii_case(month));
                    let period = context.report.period;
                    let year = if is_first_half { period.end_year() } else { period.start_year() };
                    format!("write the year in place of “this year”: {year} if the day lies in {period}")
                }
            }),
        );
    }
    // The number of a year counts nothing.
    if number.parse().is_ok_and(|year: u16| (1900..2100).contains(&year)) {
        return None;
    }
    let (finding, reference) = match group("percent", "percent_2") {
        Some(_) => (typed("percentage"), context.example_share()),
        None => {
            let count = number.replace(',', "").parse::<u64>().ok().map(Quantity::from);
            let cell = count.and_then(|count| context.with_number(count));
            let path = cell.map(|cell| context.address(cell)).or_else(|| context.example());
            (typed("number"), path.map(|path| path.to_string()))
        }
    };
    let example = reference.map(|path| format!(", as in `{{{{ {path} }}}}`")).unwrap_or_default();
    let finding = finding.help(format!("write a reference in its place{example}"));
    Some(finding.help("write `{{ period.name }}` in place of “this year”"))
}

/// The first and last days of reporting years that a passage holds, without those on which something else happened: laws are
/// amended on them, and offices set up.
pub(crate) fn days_of_a_year(passage: &Passage) -> impl Iterator<Item = (Span, Captures<'_>)> {
    passage.found(&DAY).filter(|(_, day)| {
        let (before, behind) = around(passage, day);
        let is_of_an_event = EVENT_BEFORE.is_match(before) || EVENT_BEHIND.is_match(behind);
        !is_of_an_event || REPORTED.is_match(before)
    })
}

/// What stands in the sentence of a day before it and behind it.
fn around<'p>(passage: &'p Passage, day: &Captures<'_>) -> (&'p str, &'p str) {
    let Range { start, end } = day.get_match().range();
    let (before, behind) = (near_end(&passage.text[..start]), near_start(&passage.text[end..]));
    let first = sentences(before).last().map_or(0, |last| last.start);
    let last = sentences(behind).first().map_or(0, |first| first.end);
    (&before[first..], &behind[..last])
}

/// How the numbers of a report's texts are read. Where the book's language has no list of words none is.
struct Reading<'c> {
    returns: Option<Returns<'c>>,
    /// The cells of tables by what heads them.
    cells: BTreeMap<&'c str, Vec<&'c Passage>>,
}

impl<'c> Reading<'c> {
    fn new(context: &'c ReportContext<'_>) -> Self {
        let is_english = ENGLISH.is(&context.book.settings.language);
        let mut cells: BTreeMap<&str, Vec<&Passage>> = BTreeMap::new();
        for cell in context.of_period() {
            for heading in &cell.headings {
                let below = cells.entry(heading).or_default();
                if below.len() < MOST_CELLS {
                    below.push(cell);
                }
            }
        }
        Reading { returns: is_english.then(|| Returns::new(context.book, context.report, &ENGLISH)), cells }
    }

    /// Whether earlier periods are meant by days of theirs: something is set against one, or the passage gives a figure as the return
    /// of that period has it; for the heading of a table, a cell below does.
    fn are_meant(&self, passage: &Passage, days: &[(Range<usize>, Period)]) -> Vec<bool> {
        let mut are_meant = vec![false; days.len()];
        let Some(returns) = &self.returns else { return are_meant };
        let periods: BTreeSet<Period> = days.iter().map(|(_, period)| *period).collect();
        let mut told: BTreeSet<Period> = BTreeSet::new();
        returns.read(passage, &mut |read| {
            told.extend(periods.iter().filter(|period| read.is_of(**period)));
            if read.is_set_against {
                let first = days.partition_point(|(day, _)| day.end <= read.range.start);
                let count = days[first..].iter().take_while(|(day, _)| day.start < read.range.end).count();
                are_meant[first..first + count].fill(true);
            }
        });
        let below = self.cells.get(passage.text.as_str()).filter(|_| !passage.is_paragraph);
        for cell in below.into_iter().flatten() {
            returns.read(cell, &mut |read| told.extend(periods.iter().filter(|period| read.is_of(**period))));
        }
        are_meant.iter_mut().zip(days).for_each(|(is_meant, (_, period))| *is_meant |= told.contains(period));
        are_meant
    }

    /// Where the numbers of a passage stand that are said to be in no return: to write a reference is what that says.
    fn unaccounted(&self, passage: &Passage) -> Vec<usize> {
        let mut found = Vec::new();
        if let Some(returns) = &self.returns {
            returns.read(passage, &mut |read| {
                let is_unaccounted = matches!(read.number, Number::Claim(_, Account::Unaccounted(_)));
                found.extend(Some(read.range.start).filter(|_| is_unaccounted));
            });
        }
        found
    }
}

/// How many cells below a heading are looked at.
const MOST_CELLS: usize = 20;

/// Whether the sentence of a day names the same day of the report's own period: it tells of both.
fn is_set_against(period: Period, passage: &Passage, day: &Captures<'_>) -> bool {
    let (before, behind) = around(passage, day);
    let is_own = |other: &Captures<'_>| {
        let own = if is_last_day(other) { period.end_year() } else { period.start_year() };
        is_last_day(other) == is_last_day(day) && year(other) == Some(own)
    };
    DAY.captures_iter(before).chain(DAY.captures_iter(behind)).any(|other| is_own(&other))
}

/// Whether the last day of a reporting year is typed, and not the first.
fn is_last_day(day: &Captures<'_>) -> bool {
    ["to", "march", "march_3"].iter().any(|name| day.name(name).is_some())
}

/// The year of a day that is typed.
fn year(day: &Captures<'_>) -> Option<u16> {
    let written = ["to", "year", "year_3", "short"].iter().find_map(|name| day.name(name))?;
    let year: u16 = written.as_str().parse().ok()?;
    Some(if written.len() == 2 { 2000 + year } else { year })
}

/// What is wrong with the first or last day of a reporting year, with the period to which it belongs.
fn stale(period: Period, passage: &Passage, span: Span, day: &Captures<'_>) -> Option<(Period, Diagnostic)> {
    let year = year(day)?;
    let whole = day.name("from").map(|from| from.as_str().parse());
    if whole.as_ref().is_some_and(|from| *from != Ok(year.saturating_sub(1))) {
        return None;
    }
    let (own, right, name) = match is_last_day(day) {
        true => (period.end_year(), period.end(), "end"),
        false => (period.start_year(), period.start(), "start"),
    };
    // The day after the last one belongs to what a report can tell of; the year that it begins does where the words look ahead.
    let looks_ahead = || {
        let (before, behind) = around(passage, day);
        TO_COME.is_match(before) || TO_COME.is_match(behind)
    };
    let is_next = year == own + 1 && (name == "start" || looks_ahead());
    if year == own || year + 6 < own || is_next {
        return None;
    }
    let of = Period::starting(if name == "end" { year.checked_sub(1)? } else { year })?;
    let finding = STALE
        .at(span, format!("this date is not one of {period}"))
        .label(format!("the period's own is {right}"))
        .help(format!("write `{}`, which is right every year", in_references(day, name, "period")));
    let finding = match year + 1 == own {
        true => finding
            .help(format!("if the year before is meant, write `{}`", in_references(day, name, "period.previous"))),
        false => finding,
    };
    Some((of, finding))
}

/// What stands in place of a day that is typed, of a period by its name in references.
fn in_references(day: &Captures<'_>, name: &str, period: &str) -> String {
    let typed = day.get_match().as_str().to_lowercase();
    if day.name("from").is_some() {
        format!("{{{{ {period}.start }}}} to {{{{ {period}.end }}}}")
    } else if let Some(word) = ["to", "ended", "ending"].iter().find(|word| typed.starts_with(&format!("year {word}")))
    {
        format!("year {word} {{{{ {period}.end }}}}")
    } else {
        format!("{{{{ {period}.{name} }}}}")
    }
}
