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

/// All reports that the checks of a report look at. Those of the nation look at every area and are never kept.
struct Basis {
    report: Arc<Report>,
    earlier: Option<Arc<Report>>,
    nation: Option<Arc<Report>>,
    is_earlier_unread: bool,
    is_of_nation: bool,
}

impl Basis {
    fn new(book: &Book, report: &Arc<Report>) -> Self {
        let (area, before) = (&report.area.key, report.period.previous());
        let is_of_nation = *area == book.nation.key;
        let own = if is_of_nation { &book.national } else { &book.reports };
        let at = |reports: &[Arc<Report>], area: &str, period| {
            reports.iter().find(|other| other.period == period && other.area.key == area).map(Arc::clone)
        };
        Basis {
            report: Arc::clone(report),
            earlier: at(own, area, before),
            nation: at(&book.national, &book.nation.key, report.period),
            is_earlier_unread: book.unread.iter().any(|(unread, period)| unread == area && *period == before),
            is_of_nation,
        }
    }

    fn is_same(&self, other: &Basis) -> bool {
        let same = |one: &Option<Arc<Report>>, other: &Option<Arc<Report>>| {
            one.as_ref().map(Arc::as_ptr) == other.as_ref().map(Arc::as_ptr)
        };
        Arc::ptr_eq(&self.report, &other.report)
            && same(&self.earlier, &other.earlier)
            && same(&self.nation, &other.nation)
            && self.is_earlier_unread == other.is_earlier_unread
            && !self.is_of_nation
    }
}

impl Checked {
    /// Checks the reports of a book, each in order. Where `keeps`, nothing of the book but its reports is other than it was,
    /// and what was found in reports that stayed as they were stands.
    pub fn again(&self, book: &Book, keeps: bool) -> (Checked, Vec<Diagnostic>) {
        let reports: Vec<_> = book.reports.iter().chain(&book.national).collect();
        let key = |report: &Report| (report.area.key.clone(), report.period);
        let checked: Vec<_> = reports
            .par_iter()
            .map(|report| {
                let before = self.reports.get(&key(report)).filter(|_| keeps);
                let basis = Basis::new(book, report);
                match before {
                    Some(kept) if kept.basis.is_same(&basis) => Arc::clone(kept),
                    _ => {
                        let same = before.filter(|kept| Arc::ptr_eq(&kept.basis.report, report));
                        Arc::new(check(book, basis, same.map(|kept| Arc::clone(&kept.seen))))
                    }
                }
            })
            .collect();
        let survey = Survey::new(book, checked.iter().map(|kept| (&*kept.basis.report, &*kept.seen)));
        let across = |kept: &Arc<Kept>| {
            let mut findings = kept.findings.clone();
            repeats::check(&survey, &kept.basis.report, &kept.seen.passages, &mut findings);
            findings
        };
        let findings: Vec<_> = checked.par_iter().flat_map_iter(across).collect();
        let reports = checked.iter().map(|kept| (key(&kept.basis.report), Arc::clone(kept))).collect();
        (Checked { reports }, findings)
    }
}

fn check(book: &Book, basis: Basis, seen: Option<Arc<Seen>>) -> Kept {
    let seen = seen.unwrap_or_else(|| Arc::new(Seen::new(&basis.report)));
    let dossier = Dossier::new(book, &basis.report, &seen.passages);
    let mut findings = Vec::new();
    for check in rule::CHECKS {
        check(&dossier, &mut findings);
    }
    Kept { basis, seen, findings }
}
