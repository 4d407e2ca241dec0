//! The same words or figures in two reports.

use super::survey::Survey;
use crate::book::report::Report;
use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rules of this file.
pub const RULES: &[&Rule] = &[&REPEATED, &SAME_RETURN];

/// A paragraph that stands word for word in another report.
pub const REPEATED: Rule = Rule {
    code: "L201",
    name: "repeated-narrative",
    severity: Severity::Warning,
    what: "A paragraph stands word for word in an earlier report of the area, or in another area's.",
    why: "A report that repeats last year's words says nothing about this year; what is true everywhere belongs to the national text.",
    example: "The lay adviser's account of 2012-13 once more in the report of 2013-14.",
    fix: "Write what happened in this period. Text that every area shares belongs in content/shared/.",
};

/// Two returns with the same figures.
pub const SAME_RETURN: Rule = Rule {
    code: "P601",
    name: "same-return",
    severity: Severity::Error,
    what: "Two returns hold the same figures throughout.",
    why: "One of them is a copy: one area's figures under another's name, or last year's handed in again.",
    example: "areas/kent/2013-14 with every figure of areas/kent/2012-13.",
    fix: "Find out which of the two is right, and hand in the other one's own figures.",
};

/// Compares reports with those that stand before them: earlier periods first, then areas by name.
pub fn check(survey: &Survey<'_>, findings: &mut Vec<Diagnostic>) {
    for places in survey.paragraphs.values() {
        let Some(first) = places.iter().min_by_key(|told| rank(told.report)) else { continue };
        findings.extend(places.iter().filter(|told| rank(first.report) < rank(told.report)).map(|told| {
            let Report { area, period, .. } = first.report;
            let message = format!("this paragraph stands word for word in the report of {} {period}", area.name);
            Diagnostic::new(&REPEATED, told.span, message)
                .related(first.span, "the same words")
                .help("write what happened in this period; text that every area shares belongs in content/shared/")
        }));
    }
    for reports in survey.returns.values() {
        let Some(first) = reports.iter().min_by_key(|report| rank(report)) else { continue };
        findings.extend(reports.iter().filter(|report| rank(first) < rank(report)).map(|report| {
            let message = format!("every figure of this return is that of {} {}", first.area.name, first.period);
            Diagnostic::new(&SAME_RETURN, report.figures.span.cut(0, 1), message)
                .related(first.figures.span.cut(0, 1), "the same figures")
                .help("find out whose figures these are, and hand in the other return's own")
        }));
    }
}

fn rank(report: &Report) -> (crate::book::period::Period, &str) {
    (report.period, &report.area.key)
}
