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
use crate::check::narrative::figures::unread;
use crate::check::prose::accounts::{Account, Number};
use crate::check::prose::passage::{self, Passage};
use crate::check::prose::read::Read;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::returns::{Candidate, Measured, Returns};
use crate::diagnostic::Diagnostic;
use crate::parse::rules::TOO_LARGE;
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
    let held = Held { book: context.book, filled: &filled_in(context.book), public: None };
    in_passages(&held, context.report, passages, findings);
}

/// Finds the sentences in the texts of the book that do: on the home page, in national text, in what measures and forms say. They are
/// read as the nation's last report would be, and the other findings of `findings` at their numbers follow from that.
pub(crate) fn of_book(book: &Book, findings: &mut Vec<Diagnostic>) {
    let Some(last) = book.national.last().or(book.reports.last()).filter(|_| is_asked(book)) else { return };
    in_passages(&Held { book, filled: &filled_in(book), public: None }, last, &passages_of_book(book), findings);
}

/// Finds the sentences in what is public that tell a figure of a report that is not: those that name its area, and any in the reports of
/// its own area.
pub(crate) fn unreleased(book: &Book, public: &Book, findings: &mut Vec<Diagnostic>) {
    let hidden = book.all_reports().filter(|report| public.report(&report.area.key, report.period).is_none());
    let hidden: Vec<_> = hidden.collect();
    if hidden.is_empty() || !ENGLISH.is(&book.settings.language) {
        return;
    }
    let held = Held { book, filled: book, public: Some(public) };
    let names = |passage: &Passage, own: Option<&Report>| {
        let is_own = |report: &Report| own.is_some_and(|own| own.area.key == report.area.key);
        hidden.iter().any(|report| is_own(report) || passage.text.contains(report.name().as_str()))
    };
    for report in public.all_reports() {
        let passages = passages_of(report);
        in_passages(&held, report, passages.iter().filter(|passage| names(passage, Some(report))), findings);
    }
    if let Some(last) = public.national.last().or(public.reports.last()) {
        in_passages(&held, last, passages_of_book(book).iter().filter(|passage| names(passage, None)), findings);
    }
}

fn passages_of_book(book: &Book) -> Vec<Passage> {
    let mut passages = Vec::new();
    book.texts(|its, text| {
        if matches!(its, Use::Remark | Use::National | Use::Form) {
            passages.extend(passage::of(text));
        }
    });
    passages.retain(|passage| !passage.is_contact);
    passages
}

/// The passages of a report and of what is said beside it.
fn passages_of(report: &Report) -> Vec<Passage> {
    let mut passages = passage::own(report);
    passages.retain(Passage::is_counted);
    report.texts(|its, text| {
        if matches!(its, Use::Remark | Use::Correction) {
            passages.extend(passage::of(text));
        }
    });
    passages
}

/// The places at which texts of a book tell what it holds back.
pub(crate) fn places(book: &Book) -> Vec<Span> {
    let mut findings = Vec::new();
    if is_asked(book) {
        let held = Held { book, filled: &filled_in(book), public: None };
        for report in book.all_reports() {
            in_passages(&held, report, &passages_of(report), &mut findings);
        }
        of_book(book, &mut findings);
    }
    findings.into_iter().filter(|finding| finding.rule.code == EXPOSED.code).map(|finding| finding.span).collect()
}

/// Whether a book that can be read holds back anything.
fn is_asked(book: &Book) -> bool {
    ENGLISH.is(&book.settings.language) && book.all_reports().any(|report| held_back(report).next().is_some())
}

/// A book that holds back figures, and the same with a number in place of each; or one of which reports are not public, as it is.
struct Held<'a> {
    book: &'a Book,
    filled: &'a Book,
    public: Option<&'a Book>,
}

impl Held<'_> {
    fn hides(&self, report: &Report, path: CellPath) -> bool {
        match self.public {
            Some(public) => public.report(&report.area.key, report.period).is_none(),
            None => report.figures.entry(path).is_some_and(|entry| entry.is_held_back()),
        }
    }

    /// The finding at a sentence that tells a figure.
    fn finding(&self, span: Span, figure: &str) -> Diagnostic {
        match self.public {
            Some(_) => EXPOSED
                .at(span, format!("this sentence tells {figure}, which is not public yet"))
                .label("whoever reads it has the figure before its time")
                .help("leave the number out of the sentence until the report is public"),
            None => EXPOSED
                .at(span, format!("this sentence tells {figure}, which is held back"))
                .label("whoever reads it has the figure, or nearly")
                .help("leave the number out of the sentence, or say it without one"),
        }
    }
}

/// Finds the sentences in passages of a report that tell what is held back.
fn in_passages<'p>(
    held: &Held<'_>,
    report: &Report,
    passages: impl IntoIterator<Item = &'p Passage>,
    findings: &mut Vec<Diagnostic>,
) {
    let (area, period) = (&report.area, report.period);
    let Some(report) = held.filled.report(&area.key, period) else { return };
    let returns = Returns::new(held.filled, report, &ENGLISH);
    for passage in passages {
        returns.read(passage, &mut |read| {
            if let Some(span) = passage.span(read.range.clone()).filter(|_| matches!(read.number, Number::Unread)) {
                let is_known = findings.iter().any(|known| known.span == span && known.rule.code == TOO_LARGE.code);
                findings.extend((!is_known).then(|| unread(span)));
            }
            let told = meant(read, held).and_then(|candidate| told(held, candidate));
            if let Some(((of, cell), span)) = told.zip(passage.span(read.range.clone())) {
                let address = of.figures.address(cell);
                let is_own = of.period == period && of.area.key == area.key;
                let whose = if is_own { String::new() } else { format!(" of {}, {}", of.area.name, of.period) };
                let finding = held.finding(span, &format!("`{address}`{whose}")).about(address);
                let place = if held.public.is_some() { "it stands here" } else { "held back here" };
                // What the return says to such a number follows from that.
                findings.retain(|known| known.span != span);
                findings.push(finding.related(of.figures.place(cell), place));
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

/// The one figure that a number of a sentence can mean. Where the figures are known it has to be that number, and that of no public one.
fn meant<'r, 'a>(read: &'r Read<'_, 'a>, of: &Held<'_>) -> Option<&'r Candidate<'a>> {
    let Number::Claim(claim, account) = &read.number else { return None };
    match account {
        // A number that is known is hardly that of something else, if it is not too small.
        Account::Held { held, is_sure } if of.public.is_some() => {
            let is_hidden = held.iter().all(|candidate| told(of, candidate).is_some());
            held.first().filter(|_| is_hidden && (*is_sure || read.range.len() > 1))
        }
        Account::Held { held, is_sure: true } => held.first(),
        Account::CutOff { candidate, is_sure: true } => Some(candidate),
        _ if of.public.is_some() => None,
        Account::Contradicts(candidate) | Account::WrongWay(candidate) => Some(candidate),
        // Its words leave one figure, of which it may tell a part, or what it is above.
        Account::Unaccounted(considered) if claim.is_counted => match considered.as_slice() {
            [candidate] => Some(candidate),
            _ => None,
        },
        _ => None,
    }
}

/// The held back figure that a sentence tells with what it means, as it stands in the book.
fn told<'b>(held: &Held<'b>, candidate: &Candidate<'_>) -> Option<(&'b Report, CellPath)> {
    let book = held.book;
    let at = |report: &Report, path: Option<CellPath>| {
        let report = book.report(&report.area.key, report.period)?;
        let path = path.filter(|path| held.hides(report, *path))?;
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
