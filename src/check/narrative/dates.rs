//! Dates in narrative against the period of the report.

use std::sync::LazyLock;

use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::passage::Passage;
use crate::diagnostic::Diagnostic;
use crate::pattern::Pattern;
use crate::source::Span;

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

static PATTERNS: LazyLock<[Pattern; 3]> = LazyLock::new(|| {
    [
        r"(?xi)\b(?:
            (?: (?P<march> 31(?:st)?\s+March | March\s+31(?:st)? ) | 1(?:st)?\s+April | April\s+1(?:st)? ) ,?\s+ (?P<year> (?:19|20)\d\d )
            | (?: (?P<march_3> 31[./-]0?3 ) | 0?1[./-]0?4 ) (?: [./-] (?P<year_3> (?:19|20)\d\d ) | / (?P<short> \d\d ) )
            )\b",
        r"(?i)(?:\d(?:[\d,.]*\d)?\s*(?:%|per cent)?[\s,]+(?:[a-z]+\s+)?this year\b|\bthis year[\s,]+(?:\w+\s+){0,3}\d(?:[\d,.]*\d)?)",
        r"(?i)\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+((?:19|20)\d\d)\b",
    ]
    .map(Pattern::new)
});

/// Checks the dates of a report's own narrative.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in context.passages.iter().filter(|passage| passage.has_digit) {
        stale(context, passage, findings);
        this_year(passage, findings);
        later(context, passage, findings);
    }
}

/// The first and last days of reporting years that a text holds.
pub(crate) fn days_of_a_year(text: &str) -> Vec<std::ops::Range<usize>> {
    PATTERNS[0].find_iter(text).map(|found| found.range()).collect()
}

fn place(
    passage: &Passage,
    range: std::ops::Range<usize>,
    findings: &mut Vec<Diagnostic>,
    make: impl FnOnce(Span) -> Diagnostic,
) {
    if let Some(span) = passage.span(range) {
        findings.push(make(span));
    }
}

fn stale(context: &ReportContext<'_>, passage: &Passage, findings: &mut Vec<Diagnostic>) {
    let period = context.report.period;
    for found in PATTERNS[0].captures_iter(&passage.text) {
        let written = found.name("year").or_else(|| found.name("year_3")).or_else(|| found.name("short"));
        let (Some(whole), Some(written)) = (found.get(0), written) else { continue };
        let is_end = found.name("march").or_else(|| found.name("march_3")).is_some();
        let Ok(year) = written.as_str().parse::<u16>() else { continue };
        let year = if written.len() == 2 { 2000 + year } else { year };
        let (own, name) = if is_end { (period.end_year(), "end") } else { (period.start_year(), "start") };
        if year == own || year + 6 < own {
            continue;
        }
        place(passage, whole.range(), findings, |span| {
            let right = if is_end { period.end() } else { period.start() };
            let finding = STALE.at(span, format!("this date is not one of {period}"));
            let finding = finding
                .label(format!("the period's own is {right}"))
                .help(format!("write `{{{{ period.{name} }}}}`, which is right every year"));
            if year + 1 == own {
                finding.help(format!("if the year before is meant, write `{{{{ period.previous.{name} }}}}`"))
            } else {
                finding
            }
        });
    }
}

fn this_year(passage: &Passage, findings: &mut Vec<Diagnostic>) {
    for found in PATTERNS[1].find_iter(&passage.text) {
        place(passage, found.range(), findings, |span| {
            THIS_YEAR
                .at(span, "a number is typed beside “this year”")
                .help("write a reference in place of the number, as in `{{ eligible/level_1/total }}`")
                .help("write `{{ period.name }}` in place of “this year”")
        });
    }
}

fn later(context: &ReportContext<'_>, passage: &Passage, findings: &mut Vec<Diagnostic>) {
    let last = context.report.period.end_year() + 1;
    for found in PATTERNS[2].captures_iter(&passage.text) {
        let (Some(whole), Some(year)) = (found.get(0), found.get(1)) else { continue };
        // The last day of a reporting year is looked at as such.
        let is_of_a_day = || PATTERNS[0].find_iter(&passage.text).any(|day| day.range().contains(&whole.start()));
        if year.as_str().parse::<u16>().is_ok_and(|year| year > last) && !is_of_a_day() {
            place(passage, whole.range(), findings, |span| {
                LATER
                    .at(span, format!("this date lies long after {}", context.report.period))
                    .help("correct the date, or move the text to the report of its year")
            });
        }
    }
}
