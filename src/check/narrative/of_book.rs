//! The texts of a book that belong to no report. Some stand in the reports of many periods, so that nothing in them may belong to
//! one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::dates::{calendar, period_days};
use super::{doubled, language, placeholders, structure};
use crate::address::Address;
use crate::book::form::Form;
use crate::book::period::Period;
use crate::book::{Book, SharedSection};
use crate::check::context::BookCheck;
use crate::check::prose::passage::{self, Passage};
use crate::check::returns::completeness;
use crate::diagnostic::Diagnostic;
use crate::quantity::unit::Unit;
use crate::source::Span;
use crate::text::pattern::Pattern;
use crate::texts::{Text, Use};

rules! {
    DATED = "P104" "dated-shared-text" Error:
        "National text or a form holds a typed first or last day of a reporting year, or a title of a form its name.";
        "The text stands in the reports of many years, and is wrong in all but one of them.";
        "“The tables count people on 31 March 2014” in content/shared/.";
        "Write {{ period.end }}, {{ period.start }} or {{ period.name }}: each report shows its own."
    BOTH_HOLD = "C113" "texts-of-one-time" Error:
        "Two national texts of one section hold on the same day.";
        "Both would stand one below the other in each report of that time.";
        "A new text with `valid_from: 2026-04-01`, and an old one without `valid_to`.";
        "Say in the old text when its last day is."
    NONE_HOLDS = "C114" "time-without-text" Warning:
        "Between the times of two national texts of a section lies a period in which neither holds.";
        "Its reports would be without the section, and nobody would miss it.";
        "A text until 31 March 2025, the next from 1 April 2026, and reports for 2025-26.";
        "Let the new text begin on the day after the old one's last, or the old one end on the day before."
}

/// What can name a period, and whether a word before it says that the figures are of more than that.
static NAME_OF_PERIOD: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?ix) (?P<bound> \b (?: since | from | until | till | to | before | after | than | between | and | [-–] ) \s+ (?:the\ end\ of\s+)? )?
            \b (?P<name> (?:19|20)\d\d (?: [-–/] [\da-z]+ )* ) \b",
    )
});

pub(crate) const CHECK: BookCheck = BookCheck { rules: RULES, run: check };

/// Checks every text once, whatever pages it stands on.
fn check(book: &Book, findings: &mut Vec<Diagnostic>) {
    for shared in book.shared.iter() {
        findings.extend(completeness::without_text(&shared.section, true));
    }
    times_of_texts(book, findings);
    let like = book.kinds_of_period();
    let mut passages = Vec::new();
    book.texts(|its, text| {
        if let Text::Document(document) = text {
            structure::check(document, findings);
        }
        let first = passages.len();
        passages.extend(passage::of(text).into_iter().map(|passage| (its, passage)));
        for (_, passage) in &passages[first..] {
            findings.extend(placeholders::in_passage(passage, None));
            language::terms(book, passage, findings);
            language::typing::typing(passage, findings);
            calendar::impossible(passage, findings);
            let unit = |of: &Address| {
                let mut units = book.forms.iter().map(|form| doubled::unit_in(form, of));
                units.find(|unit| *unit != Unit::Plain).unwrap_or_default()
            };
            findings.extend(doubled::signs_twice(passage, unit));
            let days =
                period_days::days_of_periods(passage, &like).filter(|_| matches!(its, Use::National | Use::Form));
            findings.extend(days.map(|(span, _)| {
                let finding = DATED.at(span, "this date is right in the reports of one year only");
                finding.help(match passage.is_plain {
                    true => "write the words without the date",
                    false => "write `{{ period.end }}` or `{{ period.start }}`, which each report shows as its own",
                })
            }));
            if let (Use::Form, Text::Phrase(_)) = (its, text) {
                findings.extend(named(book, passage).map(|span| {
                    let finding = DATED.at(span, "this title is right in the reports of one period only");
                    finding.help("write `{{ period.name }}`, which each report shows as its own")
                }));
            }
        }
    });
    // What a form says is explained, or not, on the page of each report.
    let said = passages.iter().filter(|(its, _)| !matches!(its, Use::Name | Use::Form)).map(|(_, passage)| passage);
    language::abbreviations::abbreviations(
        book,
        said,
        passages.iter().map(|(_, passage)| passage.text.as_str()),
        findings,
    );
}

/// Whether at each time exactly one of the national texts of a section holds.
fn times_of_texts(book: &Book, findings: &mut Vec<Diagnostic>) {
    let mut sections: BTreeMap<&str, Vec<&SharedSection>> = BTreeMap::new();
    book.shared.iter().for_each(|shared| sections.entry(&shared.section.key).or_default().push(shared));
    let periods: BTreeSet<_> = book.reports.iter().map(|report| report.period).collect();
    for (section, mut texts) in sections {
        texts.sort_by_key(|text| text.valid_from);
        for (before, next) in texts.iter().zip(&texts[1..]) {
            let first = next.valid_from;
            if before.valid_to.is_none_or(|last| first <= last) {
                let finding = BOTH_HOLD.at(next.since, format!("two texts of `{section}` hold on {first}"));
                let finding = finding.related(before.since, "the other one");
                findings.push(finding.help(match first.yesterday() {
                    Ok(last) if before.valid_from < first => {
                        format!("write `valid_to: {last}` at the head of the other one, or another day at the head of this one")
                    }
                    _ => "write the days in which each of them holds, or delete one of them".to_owned(),
                }));
            } else if let Some(period) = periods.iter().find(|period| {
                let day = period.last_day();
                before.valid_to < Some(day) && day < first && !texts.iter().any(|text| text.holds_in(**period))
            }) {
                let message = format!("no text of `{section}` holds at the end of {period}");
                let finding = NONE_HOLDS.at(next.since, message).related(before.since, "the text before this one");
                findings.push(
                    finding.help("let this one begin, or the other one end, so that one of them holds on that day"),
                );
            }
        }
    }
}

/// Where a title of a form names a period as that of which the figures are, without being one that only this period has.
fn named<'p>(book: &'p Book, passage: &'p Passage) -> impl Iterator<Item = Span> + 'p {
    let is_of = |form: &Form, period: Period| form.from == period && form.to == Some(period);
    passage.found(&NAME_OF_PERIOD).filter_map(move |(_, found)| {
        let name = found.name("name")?;
        let period = book.period(&name.as_str().replace(['–', '/'], "-"))?;
        let span = passage.span(name.range()).filter(|_| !belongs_to_name(&passage.text, name.start()))?;
        let is_right = book.forms.iter().any(|form| form.span.file == span.file && is_of(form, period));
        (found.name("bound").is_none() && !is_right).then_some(span)
    })
}

/// Whether the year that begins here ends a name within a title: “Visits under the Library Act 2023”. In a title that has capitals throughout
/// they tell nothing.
fn belongs_to_name(title: &str, year: usize) -> bool {
    const FEWEST_LETTERS: usize = 4;
    let begins_small = |word: &str| word.starts_with(char::is_lowercase) && word.len() >= FEWEST_LETTERS;
    let mut before = title[..year].split_whitespace().rev();
    let is_in_name =
        before.next().is_some_and(|word| word.starts_with(char::is_uppercase) && word.ends_with(char::is_alphanumeric));
    is_in_name && before.next().is_some() && title.split_whitespace().any(begins_small)
}
