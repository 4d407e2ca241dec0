//! What the checks of each report came to, so that a later run need not repeat those of reports that stayed as they were.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::survey::{Dossier, Seen, Survey};
use super::{repeats, rule};
use crate::book::Book;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::diagnostic::Diagnostic;

/// The reports of a book as they were checked.
#[derive(Clone, Default)]
pub struct Checked {
    reports: BTreeMap<(String, Period), Arc<Kept>>,
}

/// One report with what its own checks found.
struct Kept {
    basis: Basis,
    seen: Arc<Seen>,
    findings: Vec<Diagnostic>,
}

/// All reports that the checks of a report look at; of the others they see what the YAML files say, of which this keeps hashes.
struct Basis {
    report: Arc<Report>,
    /// The area's earlier reports and the nation's of the same period; for one of the nation all those of areas as well.
    others: Vec<[u8; 32]>,
    is_earlier_unread: bool,
}

/// The reports of a book by what asks for them.
struct Shelves<'a> {
    book: &'a Book,
    by_area: BTreeMap<(&'a str, Period), &'a Arc<Report>>,
    by_period: BTreeMap<Period, Vec<&'a Arc<Report>>>,
}

impl<'a> Shelves<'a> {
    fn new(book: &'a Book) -> Self {
        let mut by_period: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for report in &book.reports {
            by_period.entry(report.period).or_default().push(report);
        }
        let all = book.reports.iter().chain(&book.national);
        let by_area = all.map(|report| ((report.area.key.as_str(), report.period), report)).collect();
        Shelves { book, by_area, by_period }
    }

    fn basis(&self, report: &Arc<Report>) -> Basis {
        let (area, nation) = (report.area.key.as_str(), self.book.nation.key.as_str());
        let before = report.period.previous();
        let all = self.by_area.range(..=(area, before)).rev();
        let all = all.take_while(|((key, _), _)| *key == area).map(|(_, report)| *report);
        let near = all.chain(self.by_area.get(&(nation, report.period)).copied());
        let summed = self.by_period.get(&report.period).filter(|_| area == nation).into_iter().flatten().copied();
        Basis {
            report: Arc::clone(report),
            others: near.chain(summed).map(|report| report.data).collect(),
            is_earlier_unread: self.book.unread.iter().any(|(unread, period)| unread == area && *period == before),
        }
    }
}

impl Basis {
    fn is_same(&self, other: &Basis) -> bool {
        Arc::ptr_eq(&self.report, &other.report)
            && self.others == other.others
            && self.is_earlier_unread == other.is_earlier_unread
    }
}

impl Checked {
    /// Checks the reports of a book, each in order. Where `keeps`, nothing of the book but its reports is other than it was,
    /// and what was found in reports that stayed as they were stands.
    pub fn again(&self, book: &Book, keeps: bool) -> (Checked, Vec<Diagnostic>) {
        let shelves = Shelves::new(book);
        let key = |report: &Report| (report.area.key.clone(), report.period);
        let reports = book.reports.par_iter().chain(&book.national);
        let checked: Vec<_> = reports
            .map(|report| {
                let before = self.reports.get(&key(report)).filter(|_| keeps);
                let basis = shelves.basis(report);
                if let Some(kept) = before.filter(|kept| kept.basis.is_same(&basis)) {
                    return Arc::clone(kept);
                }
                let same = before.filter(|kept| Arc::ptr_eq(&kept.basis.report, report));
                let seen = same.map_or_else(|| Arc::new(Seen::new(book, report)), |kept| Arc::clone(&kept.seen));
                let findings = check(book, report, &seen);
                Arc::new(Kept { basis, seen, findings })
            })
            .collect();
        let findings = all(checked.iter().map(|kept| (&*kept.basis.report, &*kept.seen, kept.findings.as_slice())));
        let reports = checked.iter().map(|kept| (key(&kept.basis.report), Arc::clone(kept))).collect();
        (Checked { reports }, findings)
    }
}

/// Checks the reports of a book, each in order, and keeps nothing.
pub fn once(book: &Book) -> Vec<Diagnostic> {
    let reports = book.reports.par_iter().chain(&book.national);
    let checked: Vec<_> = reports
        .map(|report| {
            let mut seen = Seen::new(book, report);
            let findings = check(book, report, &seen);
            seen.passages = Vec::new();
            (report, seen, findings)
        })
        .collect();
    all(checked.iter().map(|(report, seen, findings)| (&***report, seen, findings.as_slice())))
}

/// What was found in each report by itself, with what only all reports together show.
fn all<'a>(checked: impl Iterator<Item = (&'a Report, &'a Seen, &'a [Diagnostic])>) -> Vec<Diagnostic> {
    let (mut reports, mut findings) = (Vec::new(), Vec::new());
    for (report, seen, found) in checked {
        reports.push((report, seen));
        findings.extend_from_slice(found);
    }
    repeats::check(&Survey::new(&reports), &mut findings);
    findings
}

fn check(book: &Book, report: &Report, seen: &Seen) -> Vec<Diagnostic> {
    let dossier = Dossier::new(book, report, &seen.passages);
    let mut findings = Vec::new();
    for check in rule::CHECKS {
        check(&dossier, &mut findings);
    }
    findings
}
