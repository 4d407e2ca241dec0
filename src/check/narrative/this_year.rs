//! Numbers beside the words “this year”, which are true for one year only.

use std::sync::LazyLock;

use regex::Captures;

use super::figures::rules::{STOCK_AND_FLOW, UNACCOUNTED};
use crate::book::period::Period;
use crate::check::context::{Found, ReportCheck, ReportContext};
use crate::check::prose::passage::Passage;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::words::Words;
use crate::check::prose::reading::parts::numbers::parse;
use crate::check::prose::unfilled::near_end;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::text::number::{self, MONTHS};
use crate::text::pattern::Pattern;

rules! {
    THIS_YEAR = "P102" "this-year" Warning:
        "A number is typed beside the words “this year”.";
        "Both are true for one year only, and next year somebody will forget to change them.";
        "“the majority, 665 this year, are managed at Level 1.”";
        "Write a reference in place of the number, and {{ period.name }} in place of “this year”."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

static NUMBER_THIS_YEAR: LazyLock<Pattern> = LazyLock::new(|| {
    let number = r"\d(?:[\d,.]*\d)?";
    let months = MONTHS.join("|");
    Pattern::new(&format!(
        r"(?xi) (?P<number> {number} ) (?:st|nd|rd|th)? \s* (?P<percent> % | per\s?cent )? [\s,]+
            (?: (?P<month> {months} ) \s+ | [a-z]+\s+ )? this\ year\b
        | \bthis\ year[\s,]+ (?:\w+\s+){{0,3}} (?P<number_2> {number} ) (?:st|nd|rd|th)? (?: \s*(?P<percent_2> % | per\s?cent\b ) | \s+(?P<month_2> {months} )\b )?"
    ))
});

fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    // To write a reference is what these findings say.
    let in_no_return = Found::new(findings, &[&UNACCOUNTED, &STOCK_AND_FLOW]);
    for passage in context.of_period().filter(|passage| passage.has_digit) {
        let numbers = passage.found(&NUMBER_THIS_YEAR).filter(|(span, _)| !in_no_return.is_in(*span));
        let numbers = numbers.filter(|(_, found)| !is_as_said(passage, found));
        findings.extend(numbers.filter_map(|(span, found)| this_year(context, span, &found)));
    }
}

/// Whether a number is one that stays as it is: in words of somebody who is quoted, or in a name such as “Step 2”.
fn is_as_said(passage: &Passage, found: &Captures<'_>) -> bool {
    let Some(number) = found.name("number").or(found.name("number_2")) else { return false };
    let before = near_end(&passage.text[..number.start()]).trim_end();
    let is_in_quotation = before.rfind('“').is_some_and(|mark| !before[mark..].contains('”'));
    let word = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_name = Words::new(&word, 0..word.len(), &ENGLISH).is(0, Sense::Label);
    passage.is_quoted || is_in_quotation || is_name
}

/// The finding for a number beside “this year”, with what stands there in its place.
fn this_year(context: &ReportContext<'_>, span: Span, found: &Captures<'_>) -> Option<Diagnostic> {
    let group = |name: &str, other: &str| found.name(name).or(found.name(other)).map(|group| group.as_str());
    let typed_number = group("number", "number_2").unwrap_or_default();
    let typed = |what: &str| THIS_YEAR.at(span, format!("a {what} is typed beside “this year”"));
    if let Some(month) = group("month", "month_2") {
        return Some(typed("date").help(match period_day(context.report.period, typed_number, month) {
            Some(name) => {
                format!(
                    "write `{{{{ {name} }}}}` in place of the date and “this year”, or the year if another is meant"
                )
            }
            None => {
                let period = context.report.period;
                let first = period.first_day().month().cast_unsigned();
                let is_before = number::month(month).is_some_and(|month| month < first);
                let year = if is_before { period.end_year() } else { period.start_year() };
                format!("write the year in place of “this year”: {year} if the day lies in {period}")
            }
        }));
    }
    // The number of a year counts nothing.
    if typed_number.parse().is_ok_and(|year: u16| (1900..2100).contains(&year)) {
        return None;
    }
    let (finding, reference) = match group("percent", "percent_2") {
        Some(_) => (typed("percentage"), context.example_share()),
        None => {
            let cell = parse(typed_number).and_then(|count| context.with_number(count));
            let path = cell.map(|cell| context.address(cell)).or_else(|| context.example());
            (typed("number"), path.map(|path| path.to_string()))
        }
    };
    let example = reference.map(|path| format!(", as in `{{{{ {path} }}}}`")).unwrap_or_default();
    let finding = finding.help(format!("write a reference in its place{example}"));
    let period = context.report.period;
    Some(finding.help(match period.months() {
        12 => "write `{{ period.name }}` in place of “this year”".to_owned(),
        _ => format!("write the year in place of “this year”: {} if it is the one that holds {period}", period.year()),
    }))
}

/// The reference to a day of the month that is the first or last of a period.
fn period_day(own: Period, day: &str, month: &str) -> Option<&'static str> {
    let typed = format!("{day}\u{a0}{month}").to_lowercase();
    let found = own.days().into_iter().position(|day| day.to_lowercase() == typed)?;
    Some(["period.start", "period.end"][found])
}
