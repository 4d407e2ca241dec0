//! What a report's waivers make of the findings.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::severities;
use crate::book::Book;
use crate::book::report::{Report, Waiver};
use crate::diagnostic::Diagnostic;

rules! {
    UNUSED = "W101" "unused-waiver" Warning:
        "A waiver is about a finding that is not there.";
        "What it excuses was put right, or it never excused anything: the next fault would slip through it.";
        "A waiver of P702 in a report without a notable change.";
        "Delete the waiver, or correct its code or place."
    EXPIRED = "W102" "expired-waiver" Error:
        "The last day of a waiver has passed.";
        "Somebody promised to look at the finding by then.";
        "`until: 2014-12-31` on 1 January 2015.";
        "Put the finding right and delete the waiver, or let the office that answers for it set a new day."
}

/// What the checks of a book came to.
pub struct Outcome {
    /// The findings that are left once settings and waivers have been applied.
    pub findings: Vec<Diagnostic>,
    /// How many findings were waived.
    pub waived: usize,
}

/// A waiver with the report that it is about.
struct Applied<'a> {
    report: &'a Report,
    waiver: &'a Waiver,
    is_used: bool,
}

/// Drops the findings that waivers cover, and adds findings about the waivers. A report that is published as it was released, and not
/// as it stands in the book, has its waivers of then.
pub(crate) fn apply((book, released): (&Book, &Book), today: Date, mut findings: Vec<Diagnostic>) -> Outcome {
    let of_report = |report| move |waiver| Applied { report, waiver, is_used: false };
    let mut waivers: Vec<_> =
        book.all_reports().flat_map(|report| report.waivers.iter().map(of_report(report))).collect();
    let files: BTreeSet<_> = book.all_reports().map(|report| report.span.file).collect();
    let then = released.all_reports().filter(|report| !files.contains(&report.span.file));
    let own = waivers.len();
    waivers.extend(then.flat_map(|report| report.waivers.iter().map(of_report(report))));
    let found = findings.len();
    findings.retain(|finding| {
        let mut is_waived = false;
        for applied in waivers.iter_mut().filter(|applied| applied.covers(finding)) {
            applied.is_used = true;
            is_waived |= applied.waiver.until >= today;
        }
        !is_waived
    });
    let waived = found - findings.len();
    findings.extend(waivers[..own].iter().filter_map(|applied| applied.fault(today)));
    Outcome { findings, waived }
}

impl Applied<'_> {
    fn covers(&self, finding: &Diagnostic) -> bool {
        let Applied { report, waiver, .. } = self;
        if finding.rule.code != waiver.code || severities::is_fixed(&waiver.code) {
            return false;
        }
        let section = report.sections.iter().find(|section| section.span.file == finding.span.file);
        let in_return = finding.span.file == report.figures.span.file || finding.span.file == report.span.file;
        match (&waiver.at, section) {
            (None, _) => in_return || section.is_some(),
            (Some(at), Some(section)) => section.key == at.as_str(),
            (Some(at), None) => in_return && finding.subject.as_ref().is_some_and(|subject| subject.is_within(at)),
        }
    }

    fn fault(&self, today: Date) -> Option<Diagnostic> {
        let Waiver { code, span, until, by, .. } = self.waiver;
        let unused = |message: String| UNUSED.at(*span, message);
        if severities::is_fixed(code) {
            let finding = unused(format!("findings of {code} cannot be waived"));
            return Some(finding.help("put the fault right; the file cannot be read or trusted otherwise"));
        }
        if !self.is_used {
            let finding = unused(format!("there is no finding of {code} for this waiver"));
            return Some(finding.help("delete the waiver, or correct its code or what stands behind `at:`"));
        }
        (*until < today).then(|| {
            EXPIRED
                .at(*span, format!("this waiver ended on {until}"))
                .help(format!("put the finding right and delete the waiver, or ask {by} to set a new day"))
        })
    }
}
