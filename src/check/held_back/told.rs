//! Sentences that tell a figure that is held back.
//!
//! A held back figure has no number with which a sentence could be compared. So sentences are read once more with the number one in its
//! place: one that can mean nothing else, whatever number it gives, tells it, as a number, a change or a share.

use std::sync::Arc;

use super::rules::EXPOSED;
use crate::book::Book;
use crate::book::cell::Cell;
use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::check::context::ReportContext;
use crate::check::prose::accounts::{Account, Number};
use crate::check::prose::passage::{self, Passage};
use crate::check::prose::read::Read;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::returns::{Candidate, Measured, Returns};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::texts::Use;

/// Finds the sentences of a report that tell what it, or a report that it can speak of, holds back.
pub(super) fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    if !is_asked(context.book) {
        return;
    }
    let beside = context.beside.iter().filter(|(its, _)| matches!(its, Use::Remark | Use::Correction));
    let own = context.passages.iter().filter(|passage| passage.is_counted());
    let passages = own.chain(beside.map(|(_, passage)| passage));
    in_passages(&Held { book: context.book, filled: &filled_in(context.book) }, context.report, passages, findings);
}

/// Finds the sentences in the texts of the book that do: on the home page, in national text, in what measures and forms say. They are
/// read as the nation's last report would be, and the other findings of `findings` at their numbers follow from that.
pub(crate) fn of_book(book: &Book, findings: &mut Vec<Diagnostic>) {
    let Some(last) = book.national.last().or(book.reports.last()).filter(|_| is_asked(book)) else { return };
    let mut passages = Vec::new();
    book.texts(|its, text| {
        if matches!(its, Use::Remark | Use::National | Use::Form) {
            passages.extend(passage::of(text));
        }
    });
    let passages = passages.iter().filter(|passage| !passage.is_contact);
    in_passages(&Held { book, filled: &filled_in(book) }, last, passages, findings);
}

/// The places at which texts of a book tell what it holds back.
pub(crate) fn places(book: &Book) -> Vec<Span> {
    let mut findings = Vec::new();
    if is_asked(book) {
        let held = Held { book, filled: &filled_in(book) };
        for report in book.all_reports() {
            let mut beside = Vec::new();
            report.texts(|its, text| {
                if matches!(its, Use::Remark | Use::Correction) {
                    beside.extend(passage::of(text));
                }
            });
            let own = passage::own(report);
            let passages = own.iter().filter(|passage| passage.is_counted()).chain(&beside);
            in_passages(&held, report, passages, &mut findings);
        }
        of_book(book, &mut findings);
    }
    findings.into_iter().map(|finding| finding.span).collect()
}

/// Whether a book that can be read holds back anything.
fn is_asked(book: &Book) -> bool {
    ENGLISH.is(&book.settings.language) && book.all_reports().any(|report| held_back(report).next().is_some())
}

/// A book that holds back figures, and the same with a number in place of each.
struct Held<'a> {
    book: &'a Book,
    filled: &'a Book,
}

/// Finds the sentences in passages of a report that tell what is held back.
fn in_passages<'p>(
    held: &Held<'_>,
    report: &Report,
    passages: impl Iterator<Item = &'p Passage>,
    findings: &mut Vec<Diagnostic>,
) {
    let (area, period) = (&report.area, report.period);
    let Some(report) = held.filled.report(&area.key, period) else { return };
    let returns = Returns::new(held.filled, report, &ENGLISH);
    for passage in passages {
        returns.read(passage, &mut |read| {
            let told = meant(read).and_then(|candidate| told(held.book, candidate));
            if let Some(((held, cell), span)) = told.zip(passage.span(read.range.clone())) {
                let address = held.figures.address(cell);
                let is_own = held.period == period && held.area.key == area.key;
                let of = if is_own { String::new() } else { format!(" of {}, {}", held.area.name, held.period) };
                let finding = EXPOSED.at(span, format!("this sentence tells `{address}`{of}, which is held back"));
                let finding = finding.label("whoever reads it has the figure, or nearly").about(address);
                let finding = finding.related(held.figures.place(cell), "held back here");
                // What the return says to such a number follows from that.
                findings.retain(|known| known.span != span);
                findings.push(finding.help("leave the number out of the sentence, or say it without one"));
            }
        });
    }
}

/// The cells of a report that are held back.
fn held_back(report: &Report) -> impl Iterator<Item = CellPath> {
    report.figures.entries().filter(|(_, entry)| entry.is_held_back()).map(|(path, _)| path)
}

/// The book with a number in each cell that is held back.
fn filled_in(book: &Book) -> Book {
    let fill = |report: &Arc<Report>| {
        if held_back(report).next().is_none() {
            return Arc::clone(report);
        }
        let mut filled = Report::clone(report);
        let mut figures = filled.figures.as_ref().clone();
        for path in held_back(report) {
            figures.put(path, &Cell::number(1));
        }
        filled.figures = Arc::new(figures);
        Arc::new(filled)
    };
    let all = |reports: &[Arc<Report>]| reports.iter().map(fill).collect();
    book.with_reports(all(&book.reports), all(&book.national))
}

/// The one figure that a number of a sentence can mean.
fn meant<'r, 'a>(read: &'r Read<'_, 'a>) -> Option<&'r Candidate<'a>> {
    let Number::Claim(claim, account) = &read.number else { return None };
    match account {
        Account::Held { held, is_sure: true } => held.first(),
        Account::Contradicts(candidate) | Account::WrongWay(candidate) => Some(candidate),
        Account::CutOff { candidate, is_sure: true } => Some(candidate),
        // Its words leave one figure, of which it may tell a part, or what it is above.
        Account::Unaccounted(considered) if claim.is_counted => match considered.as_slice() {
            [candidate] => Some(candidate),
            _ => None,
        },
        _ => None,
    }
}

/// The held back figure that a sentence tells with what it means, as it stands in the book.
fn told<'b>(book: &'b Book, candidate: &Candidate<'_>) -> Option<(&'b Report, CellPath)> {
    let at = |report: &Report, path: Option<CellPath>| {
        let report = book.report(&report.area.key, report.period)?;
        let path = path.filter(|path| report.figures.entry(*path).is_some_and(|entry| entry.is_held_back()))?;
        Some((report, path))
    };
    let cell = candidate.cell()?;
    at(candidate.report, Some(cell)).or_else(|| match &candidate.measured {
        Measured::Change { since, than: None, .. } => at(since, book.same_figure(candidate.report, cell, since)),
        Measured::Share { of, report, .. } => match of.cells.as_slice() {
            [whole] => at(report, Some(*whole)),
            _ => None,
        },
        _ => None,
    })
}
