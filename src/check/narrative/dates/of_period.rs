//! Dates in narrative against the period of the report.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::period_days::{self, Ends, PeriodDay, around, days_beside, is_of_an_event};
use super::years::{self, Slip};
use crate::book::period::Period;
use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::passage::Passage;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::wording::TO_COME;
use crate::check::prose::returns::Returns;
use crate::diagnostic::{Diagnostic, shown};
use crate::source::Span;
use crate::text::number::{self, MONTHS};
use crate::text::pattern::Pattern;

rules! {
    STALE = "P101" "stale-date" Error:
        "A first or last day of a reporting year is typed that is not the report's own, or the report, or “next year”, is called that of another.";
        "Text copied from an earlier report says that the figures are of another year than they are.";
        "“On 31 March 2011” in the report of 2013-14.";
        "Write {{ period.end }} or {{ period.start }}; for the year before {{ period.previous.end }}. They are right every year."
    LATER = "P103" "later-date" Warning:
        "A date lies more than a year after the end of the report's period, a year is told of that ends after it, or what is to come lies before its end.";
        "The report cannot know of it, or knows how it went: the date, or the folder, is of another year.";
        "“in May 2017”, “in 2013-15 the board met” and “will be held in June 2013” in the report of 2013-14.";
        "Correct the date, or move the text to the report of its year."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Words of what is still to come.
static LOOKS_AHEAD: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(&format!(r"(?i)\b(?:{TO_COME})\b")));

static MONTH: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(&format!(r"(?i)\b(?P<month>{})\s+(?P<year>(?:19|20)\d\d)\b", MONTHS.join("|"))));

/// A year that no month stands in front of.
static YEAR: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"\b(?:by|during|in) (?P<year>(?:19|20)\d\d)(?:[^\d/–-]|$)"));

/// What is known long before its time, in front of that: when something that began runs out, and before when nothing happens.
static RUNS_OUT: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\b(?:before|until|till|(?:ends?|expires?|finish(?:es)?|lapses?|lasts?|runs?)(?: out)? (?:in|on|by|to|at the end of)) (?:(?:early|late|mid|the end of)[ -])?(?:\d\d?(?:st|nd|rd|th)? )?$",
    )
});

/// What is said of something to come, in front of its time: “will be held in”.
static TAKES_PLACE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?xi)\b(?:will\ (?:(?:[a-z]+ly|also|next|then)\ )? (?:be\ (?:[a-z]+ly\ )?[a-z]+ | take\ place | come\ into\ [a-z]+ | go\ live | start\ the\ [a-z]+ | [a-z]+)
                | (?:hopes?|intends?|plans?|expects?)\ to\ [a-z]+(?:\ (?:an?|another|the|our|its|more|new|two|three))?(?:\ [a-z]+)? )
            (?:\ again|\ here|\ at\ the(?:\ [a-z]+){1,2})? \ (?:in|on|by|from|until|at)\ (?:the\ )?(?:(?:early|late|mid|end\ of|beginning\ of|start\ of)[\ -])? (?:\d\d?(?:st|nd|rd|th)?\ (?:of\ )?)? $",
    )
});

/// Words by which somebody said earlier what was to come.
static SAID_BEFORE: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?i)\b(?:[a-z]+ed|said|told|was|were)\b.*\bwill\b"));

/// Checks the dates of what a report says of its period.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let period = context.report.period;
    let own = [period];
    let read = LazyCell::new(|| Reading::new(context));
    for passage in context.of_period().filter(|passage| passage.has_digit) {
        let days: Vec<_> = period_days::days(&passage.text, &own).collect();
        let found = days.iter().filter_map(|day| {
            let finding = stale(period, passage, day)?;
            let is_alone = !is_of_an_event(&passage.text, day) && !is_set_against(period, passage, day, &days);
            is_alone.then(|| ((day.range.clone(), day.period), finding))
        });
        let (told, stale): (Vec<_>, Vec<_>) = found.unzip();
        let are_meant = if told.is_empty() { Vec::new() } else { read.are_meant(passage, &told) };
        findings.extend(stale.into_iter().zip(are_meant).filter(|(_, is_meant)| !is_meant).map(|(finding, _)| finding));
        // The last day of a reporting year is looked at as such.
        let is_of_a_day = |at| from(&days, at).first().is_some_and(|day| day.range.contains(&at));
        for (span, month) in passage.found(&MONTH) {
            if is_of_a_day(month.get_match().start()) {
                continue;
            }
            let year: u16 = month["year"].parse().unwrap_or_default();
            if year > period.end_year() + 1 {
                if RUNS_OUT.is_match(around(&passage.text, &month.get_match().range()).0) {
                    continue;
                }
                let finding = LATER.at(span, format!("this date lies long after {period}"));
                findings.push(finding.help("correct the date, or move the text to the report of its year"));
            } else if is_before(year, &month["month"], period) && is_to_come(passage, &month.get_match().range()) {
                findings.push(past(span, period));
            }
        }
        findings.extend(passage.found(&YEAR).filter_map(|(span, year)| {
            let range = year.name("year")?.range();
            let is_over = year["year"].parse().is_ok_and(|year: u16| year < period.start_year());
            (is_over && is_to_come(passage, &range)).then(|| past(span, period))
        }));
        findings.extend(reporting_years(period, passage));
    }
}

/// The finding for a time before the end of a period of which a text tells as still to come.
fn past(span: Span, period: Period) -> Diagnostic {
    let finding = LATER.at(span, format!("what is told as still to come lies before the end of {period}"));
    finding.help("correct the date, or say what happened")
}

/// Whether a month is over when a period ends.
fn is_before(year: u16, month: &str, period: Period) -> bool {
    number::month(month)
        .is_some_and(|month| (year, month) < (period.end_year(), period.last_day().month().cast_unsigned()))
}

/// Whether something is said to take place at a time.
fn is_to_come(passage: &Passage, time: &Range<usize>) -> bool {
    let (before, _) = around(&passage.text, time);
    TAKES_PLACE.is_match(before) && !SAID_BEFORE.is_match(before)
}

/// What is wrong with the years that a passage names, and with the days that a year is said to run from and to.
fn reporting_years(own: Period, passage: &Passage) -> impl Iterator<Item = Diagnostic> {
    let beside = days_beside(&passage.text, own).into_iter().filter_map(move |day| {
        let (what, right) = if day.ends == Ends::First { ("begins", own.start()) } else { ("ends", own.end()) };
        let finding = STALE.at(passage.span(day.range.clone())?, format!("{own} {what} on another day"));
        let name = in_references(day.ends, &passage.text[day.range], "period");
        Some(finding.label(format!("it {what} on {right}")).help(format!("write `{name}`, which is right every year")))
    });
    let slips = years::slips(&passage.text, own).into_iter().filter_map(move |(range, slip)| {
        let typed = shown(&passage.text[range.clone()]);
        let span = passage.span(range)?;
        let name = "write `{{ period.name }}`, which is right every year";
        let name = if own.months() == 12 { name.to_owned() } else { format!("write {}", own.year()) };
        Some(match slip {
            Slip::OfAnotherReport => STALE.at(span, format!("this is the report for {own}")).help(name),
            Slip::Relative => STALE
                .at(span, format!("in the report for {own} the words beside this year mean another"))
                .help("correct the year, or the words"),
            Slip::EndsLater => LATER
                .at(span, format!("`{typed}` ends after {own}"))
                .help(name)
                .help("where several years are meant, say what they are: “the plan for …”"),
        })
    });
    beside.chain(slips)
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
            for heading in cell.headings() {
                let below = cells.entry(heading).or_default();
                if below.len() < MOST_CELLS {
                    below.push(cell);
                }
            }
        }
        Reading { returns: is_english.then(|| context.returns(&ENGLISH)), cells }
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
}

/// How many cells below a heading are looked at.
const MOST_CELLS: usize = 20;

/// Whether the sentence of a day names the same day of the report's own period: it tells of both.
fn is_set_against(own: Period, passage: &Passage, day: &PeriodDay, days: &[PeriodDay]) -> bool {
    let sentence = period_days::sentence(&passage.text, &day.range);
    let mut beside = from(days, sentence.start).iter().take_while(|other| other.range.end <= sentence.end);
    beside.any(|other| other.period == own && other.ends == day.ends)
}

/// Those of the days of a text that do not end before a place.
fn from(days: &[PeriodDay], at: usize) -> &[PeriodDay] {
    &days[days.partition_point(|day| day.range.end <= at)..]
}

/// What is wrong with the first or last day of a period that is not the report's own.
fn stale(own: Period, passage: &Passage, day: &PeriodDay) -> Option<Diagnostic> {
    let ahead = i32::from(day.period.start_year()) - i32::from(own.start_year());
    // The day after the last one belongs to what a report can tell of; the year that it begins does where the words look ahead.
    let looks_ahead = || {
        let (before, behind) = around(&passage.text, &day.range);
        LOOKS_AHEAD.is_match(before) || LOOKS_AHEAD.is_match(behind)
    };
    let is_next = day.period > own && ahead <= 1 && (day.ends == Ends::First || looks_ahead());
    if day.period == own || ahead < -FARTHEST || is_next {
        return None;
    }
    let right = if day.ends == Ends::First { own.start() } else { own.end() };
    let typed = &passage.text[day.range.clone()];
    let finding = STALE
        .at(passage.span(day.range.clone())?, format!("this date is not one of {own}"))
        .label(format!("the period's own is {right}"))
        .help(format!("write `{}`, which is right every year", in_references(day.ends, typed, "period")));
    let earlier = [
        ("period before", "period.previous", own.previous()),
        ("year before", "period.year_before", own.year_before()),
    ];
    let earlier = earlier.into_iter().find(|(.., period)| *period == day.period);
    Some(match earlier {
        Some((what, name, _)) => {
            let what = if own.months() == 12 { "year before" } else { what };
            finding.help(format!("if the {what} is meant, write `{}`", in_references(day.ends, typed, name)))
        }
        None => finding,
    })
}

/// How many years back a day may lie to be taken for one that was copied.
const FARTHEST: i32 = 6;

/// What stands in place of a day that is typed, of a period by its name in references.
fn in_references(ends: Ends, typed: &str, period: &str) -> String {
    match ends {
        Ends::Both => format!("{{{{ {period}.start }}}} to {{{{ {period}.end }}}}"),
        Ends::First => format!("{{{{ {period}.start }}}}"),
        Ends::Last => {
            let words = ["to", "ended", "ending"]
                .iter()
                .find_map(|word| Some(typed.find(&format!(" {word} "))? + word.len() + 2));
            format!("{}{{{{ {period}.end }}}}", words.map_or("", |end| &typed[..end]))
        }
    }
}
