//! What a report's waivers make of the findings.

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

/// Drops the findings that waivers cover, and adds findings about the waivers.
pub(crate) fn apply(book: &Book, today: Date, findings: Vec<Diagnostic>) -> Outcome {
    let reports: Vec<&Report> = book.all_reports().collect();
    let mut used: Vec<Vec<bool>> = reports.iter().map(|report| vec![false; report.waivers.len()]).collect();
    let mut left = Vec::new();
    let mut waived = 0;
    for finding in findings {
        let mut is_waived = false;
        for (report, used) in reports.iter().zip(&mut used) {
            for (waiver, used) in report.waivers.iter().zip(used) {
                if covers(report, waiver, &finding) {
                    *used = true;
                    is_waived |= waiver.until >= today;
                }
            }
        }
        if is_waived {
            waived += 1;
        } else {
            left.push(finding);
        }
    }
    for (report, used) in reports.iter().zip(&used) {
        for (waiver, used) in report.waivers.iter().zip(used) {
            left.extend(about(waiver, *used, today));
        }
    }
    Outcome { findings: left, waived }
}

fn covers(report: &Report, waiver: &Waiver, finding: &Diagnostic) -> bool {
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

fn about(waiver: &Waiver, used: bool, today: Date) -> Option<Diagnostic> {
    if severities::is_fixed(&waiver.code) {
        let finding = UNUSED.at(waiver.span, format!("findings of {} cannot be waived", waiver.code));
        return Some(finding.help("put the fault right; the file cannot be read or trusted otherwise"));
    }
    if !used {
        let finding = UNUSED.at(waiver.span, format!("there is no finding of {} for this waiver", waiver.code));
        return Some(finding.help("delete the waiver, or correct its code or what stands behind `at:`"));
    }
    (waiver.until < today).then(|| {
        EXPIRED
            .at(waiver.span, format!("this waiver ended on {}", waiver.until))
            .help(format!("put the finding right and delete the waiver, or ask {} to set a new day", waiver.by))
    })
}
