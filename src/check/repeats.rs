//! The same words or figures in two reports.

use super::survey::Survey;
use crate::book::report::Report;
use crate::diagnostic::Diagnostic;

rules! {
    REPEATED = "L201" "repeated-narrative" Warning:
        "A paragraph stands word for word in an earlier report of the area, or in another area's.";
        "A report that repeats last year's words says nothing about this year; what is true everywhere belongs to the national text.";
        "The lay adviser's account of 2012-13 once more in the report of 2013-14.";
        "Write what happened in this period. Text that every area shares belongs in content/shared/."
    SAME_RETURN = "P601" "same-return" Error:
        "Two returns hold the same figures throughout.";
        "One of them is a copy: one area's figures under another's name, or last year's handed in again.";
        "areas/kent/2013-14 with every figure of areas/kent/2012-13.";
        "Find out which of the two is right, and hand in the other one's own figures."
}

/// Compares reports with those that stand before them: earlier periods first, then areas by name.
pub fn check(survey: &Survey<'_>, findings: &mut Vec<Diagnostic>) {
    for places in survey.paragraphs.values() {
        let Some(first) = places.iter().min_by_key(|told| rank(told.report)) else { continue };
        findings.extend(places.iter().filter(|told| rank(first.report) < rank(told.report)).map(|told| {
            let Report { area, period, .. } = first.report;
            let message = format!("this paragraph stands word for word in the report of {} {period}", area.name);
            REPEATED
                .at(told.span, message)
                .related(first.span, "the same words")
                .help("write what happened in this period; text that every area shares belongs in content/shared/")
        }));
    }
    for reports in survey.returns.values() {
        let Some(first) = reports.iter().min_by_key(|report| rank(report)) else { continue };
        findings.extend(reports.iter().filter(|report| rank(first) < rank(report)).map(|report| {
            let message = format!("every figure of this return is that of {} {}", first.area.name, first.period);
            SAME_RETURN
                .at(report.figures.span.cut(0, 1), message)
                .related(first.figures.span.cut(0, 1), "the same figures")
                .help("find out whose figures these are, and hand in the other return's own")
        }));
    }
}

fn rank(report: &Report) -> (crate::book::period::Period, &str) {
    (report.period, &report.area.key)
}
