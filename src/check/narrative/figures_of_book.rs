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
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::texts::{Text, Use};

/// Checks each text once: with the nation's last figures that `released` has and the text can be about.
pub(crate) fn check(book: &Book, released: &Book, findings: &mut Vec<Diagnostic>) {
    if !ENGLISH.is(&book.settings.language) {
        return;
    }
    let mut texts: BTreeMap<Option<Period>, Vec<(References, Text<'_>)>> = BTreeMap::new();
    let periods: Vec<_> = released.national.iter().map(|report| report.period).collect();
    book.texts(|its, text| {
        let references = match its {
            Use::National | Use::Form => References::OfNation,
            Use::Remark => References::None,
            Use::Narrative | Use::Name | Use::Correction | Use::Waiver | Use::Printed => return,
        };
        let holds = |period: &&Period| file(text).is_none_or(|file| stands_in(book, file, **period));
        texts.entry(periods.iter().filter(holds).max().copied()).or_default().push((references, text));
    });
    for (period, texts) in texts {
        if let Some(report) = period.and_then(|period| book.report(&book.nation.key, period)) {
            let context = ReportContext::new(book, report, &[]);
            let returns = Returns::new(book, report, &ENGLISH);
            for (references, text) in texts {
                in_text(&context, &returns, references, text, findings);
            }
        }
    }
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
    findings: &mut Vec<Diagnostic>,
) {
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
}

/// Whether a number that is no figure belongs to what is told about the subject: “half of all”, “the Act has 14 parts”. A text of the book
/// has no figures of its own, which could be declared.
fn is_explanation(claim: &Claim<'_, '_>, account: &Account<'_>) -> bool {
    let Account::Unaccounted(considered) = account else { return false };
    let is_counted = claim.head == Head::Known || considered.iter().any(|candidate| candidate.fit.is_specific);
    claim.mention.is_in_words || !is_counted
}
