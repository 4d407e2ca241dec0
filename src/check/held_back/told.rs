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
use crate::check::prose::read::Read;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::returns::{Candidate, Measured, Returns};
use crate::diagnostic::Diagnostic;
use crate::texts::Use;

/// Finds the sentences of a report that tell what it, or a report that it can speak of, holds back.
pub(super) fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let holds_back = |report: &Report| held_back(report).next().is_some();
    if !ENGLISH.is(&context.book.settings.language) || !context.book.all_reports().any(holds_back) {
        return;
    }
    let book = filled_in(context.book);
    let Some(report) = book.report(&context.report.area.key, context.report.period) else { return };
    let returns = Returns::new(&book, report, &ENGLISH);
    let beside = context.beside.iter().filter(|(its, _)| matches!(its, Use::Remark | Use::Correction));
    let own = context.passages.iter().filter(|passage| passage.is_counted());
    for passage in own.chain(beside.map(|(_, passage)| passage)) {
        returns.read(passage, &mut |read| {
            let told = meant(read).and_then(|candidate| told(context.book, candidate));
            if let Some(((held, cell), span)) = told.zip(passage.span(read.range.clone())) {
                let address = held.figures.address(cell);
                let is_own = held.period == context.report.period && held.area.key == context.report.area.key;
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
    let cells = report.figures.grids().flat_map(|(_, grid)| grid.cells());
    cells.filter(|(_, entry)| entry.is_held_back()).map(|(path, _)| path)
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
            let place = figures.place(path);
            figures.begin(path.table_position()).hand_in(path, Cell::number(1), place);
        }
        filled.figures = Arc::new(figures);
        Arc::new(filled)
    };
    let all = |reports: &[Arc<Report>]| reports.iter().map(fill).collect();
    book.with_reports(all(&book.reports), all(&book.national))
}

/// The one figure that a number of a sentence can mean.
fn meant<'r, 'a>(read: &'r Read<'_, 'a>) -> Option<&'r Candidate<'a>> {
    let Number::Claim(_, account) = &read.number else { return None };
    match account {
        Account::Held { held, is_sure: true } => held.first(),
        Account::Contradicts(candidate) | Account::WrongWay(candidate) => Some(candidate),
        Account::CutOff { candidate, is_sure: true } => Some(candidate),
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
