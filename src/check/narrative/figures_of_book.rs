//! Numbers in the texts of the book that belong to no report: the home page, national text, what measures and forms say. They are held
//! against the figures of the nation.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::figures::Finder;
use super::figures::described::{Describer, References};
use crate::book::Book;
use crate::book::period::Period;
use crate::check::context::ReportContext;
use crate::check::prose::accounts::{Account, Number};
use crate::check::prose::passage;
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::reading::counted::Head;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::returns::Returns;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::FileId;
use crate::texts::{Text, Use};

/// The texts, each with the last periods of which `released` has figures of the nation and the text can be about, one of each kind.
fn texts_of<'b>(book: &'b Book, released: &Book) -> Vec<(References, Text<'b>, Vec<Period>)> {
    let mut texts = Vec::new();
    let periods: Vec<_> = released.national.iter().map(|report| report.period).collect();
    book.texts(|its, text| {
        let references = match its {
            Use::National | Use::Form => References::OfNation,
            Use::Remark => References::None,
            Use::Narrative | Use::Name | Use::Correction | Use::Waiver | Use::Printed => return,
        };
        let holds = |period: &&Period| file(text).is_none_or(|file| stands_in(book, file, **period));
        let mut last: Vec<Period> = Vec::new();
        for period in periods.iter().rev().filter(holds) {
            last.extend(Some(*period).filter(|period| last.iter().all(|known| !known.is_like(*period))));
        }
        texts.push((references, text, last));
    });
    texts
}

/// Checks each text of a book of which `released` is public. Where the nation has figures for periods of several kinds a number is wrong
/// only if it is for all of them.
pub(crate) fn check(book: &Book, released: &Book, findings: &mut Vec<Diagnostic>) {
    // What cannot be read may hold the figure.
    if !ENGLISH.is(&book.settings.language) || !book.unread_forms.is_empty() || !book.unread.is_empty() {
        return;
    }
    let mut read: BTreeMap<Period, (ReportContext<'_>, Returns<'_>)> = BTreeMap::new();
    for (references, text, periods) in texts_of(book, released) {
        let mut told: Option<Vec<Diagnostic>> = None;
        for report in periods.iter().filter_map(|period| book.report(&book.nation.key, *period)) {
            let (context, returns) = read
                .entry(report.period)
                .or_insert_with(|| (ReportContext::new(book, report, &[]), Returns::new(book, report, &ENGLISH)));
            let found = in_text(context, returns, references, text);
            told = Some(match told {
                Some(told) => told.iter().filter_map(|finding| joint(finding, &found)).collect(),
                None => found,
            });
        }
        findings.extend(told.into_iter().flatten());
    }
}

/// What a finding and those of another reading say of a number together; none where the other reading says nothing. For one of them it
/// may be a figure, as a note says; else the gravest knows best what is meant.
fn joint(finding: &Diagnostic, found: &[Diagnostic]) -> Option<Diagnostic> {
    let other = found.iter().find(|other| other.span == finding.span)?;
    let is_note = [finding, other].iter().any(|said| said.severity == Severity::Note);
    Some(if (other.severity < finding.severity) == is_note { other } else { finding }.clone())
}

/// The file of a text.
fn file(text: Text<'_>) -> Option<FileId> {
    let passage = passage::of(text).into_iter().next()?;
    Some(passage.span(0..1)?.file)
}

/// Whether a text of a file stands in the reports of a period: other than national text and forms, none is kept to some.
fn stands_in(book: &Book, file: FileId, period: Period) -> bool {
    let shared = book.shared.iter().find(|shared| shared.span.file == file);
    let form = book.forms.iter().find(|form| form.span.file == file);
    shared.is_none_or(|shared| shared.holds_in(period)) && form.is_none_or(|form| form.covers(period))
}

fn in_text<'a>(
    context: &ReportContext<'a>,
    returns: &Returns<'a>,
    references: References,
    text: Text<'_>,
) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let describer = Describer { book: context.book, report: context.report, references };
    let finder = Finder { context, describer, sums: OnceCell::new() };
    for passage in passage::of(text).iter().filter(|passage| !passage.is_contact) {
        returns.read(passage, &mut |read| {
            let Number::Claim(claim, account) = &read.number else { return };
            if !is_explanation(claim, account) {
                findings.extend(finder.finding(passage, read));
            }
        });
    }
    findings
}

/// Whether a number that is no figure belongs to what is told about the subject: “half of all”, “the Act has 14 parts”. A text of the book
/// has no figures of its own, which could be declared.
fn is_explanation(claim: &Claim<'_, '_>, account: &Account<'_>) -> bool {
    let Account::Unaccounted(considered) = account else { return false };
    let is_counted = claim.head == Head::Known || considered.iter().any(|candidate| candidate.fit.is_specific);
    claim.mention.is_in_words || !is_counted
}
