//! The findings of each report's own checks, and which of them hold for the next state of the book.
//!
//! The checks of a report are handed a book that holds only what they may look at. Their findings hold as long as that book is
//! equal.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::checks;
use super::context::ReportContext;
use super::narrative::links::{self, PageLink};
use super::prose::passage::{self, Passage};
use super::prose::reading::language::english::ENGLISH;
use super::prose::reading::parts::places::NamedAreas;
use super::prose::returns::FormNames;
use super::repeats::{self, Fingerprint};
use crate::book::Book;
use crate::book::report::Report;
use crate::diagnostic::Diagnostic;
use crate::source::FileId;

/// The reports of a book as they were checked.
#[derive(Clone, Default)]
pub(crate) struct Checked {
    /// The reports by the files of their returns.
    reports: BTreeMap<FileId, Arc<CheckedReport>>,
}

/// One report with what its own checks found.
struct CheckedReport {
    report: Arc<Report>,
    /// What the checks of other reports see of it.
    record: Arc<Report>,
    /// What its own checks see.
    book: Book,
    /// The keys of the areas that it names.
    areas: Vec<String>,
    fingerprint: Fingerprint,
    links: Vec<PageLink>,
    findings: Vec<Diagnostic>,
}

impl Checked {
    /// Checks the reports of the next state of the book, each in order. The findings are those of checking all anew.
    pub(crate) fn update(&self, book: &Book) -> (Checked, Vec<Diagnostic>) {
        let kept = |report: &Report| self.reports.get(&report.figures.span.file);
        let record = |report: &Arc<Report>| match kept(report) {
            Some(kept) if Arc::ptr_eq(&kept.report, report) => Arc::clone(&kept.record),
            kept => {
                let record = Arc::new(report.without_narrative());
                kept.map(|kept| &kept.record).filter(|kept| **kept == record).map_or(record, Arc::clone)
            }
        };
        let all = |reports: &[Arc<Report>]| reports.iter().map(record).collect();
        let mut records = book.with_reports(all(&book.reports), all(&book.national));
        (records.home, records.reading) = (Arc::default(), Arc::default());
        let areas = NamedAreas::new(book);
        let of_forms = ENGLISH.is(&book.settings.language).then(|| FormNames::new(book, &ENGLISH));
        let pairs = book.reports.par_iter().chain(&book.national);
        let pairs = pairs.zip(records.reports.par_iter().chain(&records.national));
        let checked: Vec<_> = pairs
            .map(|(report, record)| {
                let kept = kept(report);
                let has_same_text =
                    |kept: &&Arc<CheckedReport>| Arc::ptr_eq(&kept.report, report) && kept.book.areas == records.areas;
                let text = match kept.filter(has_same_text) {
                    Some(kept) => Text { passages: None, areas: kept.areas.clone() },
                    None => Text::new(report, &areas),
                };
                let book = visible(&records, report, &text.areas);
                match kept.filter(|kept| kept.book == book) {
                    Some(kept) => Arc::clone(kept),
                    None => Arc::new(CheckedReport::new(report, record, book, text, of_forms.as_ref())),
                }
            })
            .collect();
        let mut findings: Vec<_> = checked.iter().flat_map(|checked| checked.findings.iter().cloned()).collect();
        let prints: Vec<_> = checked.iter().map(|checked| (&*checked.report, &checked.fingerprint)).collect();
        repeats::check(&prints, &mut findings);
        let linked: Vec<_> = checked.iter().map(|checked| (&*checked.report, checked.links.as_slice())).collect();
        links::check(book, &linked, &mut findings);
        let reports = checked.into_iter().map(|checked| (checked.report.figures.span.file, checked)).collect();
        (Checked { reports }, findings)
    }
}

/// The narrative of a report.
struct Text {
    /// Its passages; none where they were not needed yet.
    passages: Option<Vec<Passage>>,
    /// The keys of the areas that it names.
    areas: Vec<String>,
}

impl Text {
    fn new(report: &Report, areas: &NamedAreas) -> Self {
        let passages = passage::own(report);
        Text { areas: areas.of(&passages), passages: Some(passages) }
    }
}

/// The part of the book that the checks of a report see: the report, and without narrative the area's earlier reports, those of other
/// areas that it names and the nation's up to the period; for the nation's report those of all areas for the period.
fn visible(records: &Book, report: &Arc<Report>, named: &[String]) -> Book {
    let area = report.area.key.as_str();
    let earlier = |area: &str| records.shelf(area).iter().take_while(|other| other.period < report.period);
    let is_of_period = |other: &&Arc<Report>| other.period == report.period;
    let own = earlier(area).chain([report]).cloned();
    let mut book = if area == records.nation.key {
        records.with_reports(records.reports.iter().filter(is_of_period).cloned().collect(), own.collect())
    } else {
        let others = named.iter().filter(|named| *named != area);
        let others =
            others.flat_map(|named| records.shelf(named).iter().take_while(|other| other.period <= report.period));
        let mut reports: Vec<_> = own.chain(others.cloned()).collect();
        reports.sort_by(|one, other| one.order().cmp(&other.order()));
        let nation = &records.nation.key;
        let national = earlier(nation).chain(records.shelf(nation).iter().filter(is_of_period));
        records.with_reports(reports, national.cloned().collect())
    };
    book.unread.retain(|(unread, _)| unread == area || *unread == records.nation.key);
    book
}

impl CheckedReport {
    fn new(
        report: &Arc<Report>,
        record: &Arc<Report>,
        book: Book,
        text: Text,
        of_forms: Option<&FormNames<'_>>,
    ) -> Self {
        let Text { passages, areas } = text;
        let passages = passages.unwrap_or_else(|| passage::own(report));
        let fingerprint = Fingerprint::new(report, &passages, book.settings.checks.repeated_words);
        let context = ReportContext { of_forms, ..ReportContext::new(&book, report, &passages, &areas) };
        let mut findings = Vec::new();
        for check in checks::OF_REPORT {
            (check.run)(&context, &mut findings);
        }
        let (report, record, links) = (Arc::clone(report), Arc::clone(record), links::within_page(report));
        CheckedReport { report, record, book, areas, fingerprint, links, findings }
    }
}
