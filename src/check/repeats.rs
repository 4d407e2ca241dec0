//! The same words or figures in two reports.

use super::survey::{Seen, Survey, Told};
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

/// Compares a report with those that stand before it: earlier periods first, then areas by name.
pub fn check(survey: &Survey<'_>, report: &Report, seen: &Seen, findings: &mut Vec<Diagnostic>) {
    for paragraph in seen.paragraphs.iter().filter(|_| !survey.paragraphs.is_empty()) {
        let Some(places) = survey.paragraphs.get(&paragraph.words) else { continue };
        let first =
            places.iter().filter(|told| stands_before(told.report, report)).min_by_key(|told| rank(told.report));
        if let Some(Told { report, span: other }) = first {
            findings.push(
                Diagnostic::new(
                    &REPEATED,
                    paragraph.span,
                    format!(
                        "this paragraph stands word for word in the report of {} {}",
                        report.area.name, report.period
                    ),
                )
                .related(*other, "the same words")
                .help("write what happened in this period; text that every area shares belongs in content/shared/"),
            );
        }
    }
    let same = seen.figures.and_then(|figures| survey.returns.get(&figures));
    let first = same.and_then(|reports| {
        reports.iter().filter(|other| stands_before(other, report)).min_by_key(|other| rank(other))
    });
    if let Some(first) = first {
        let start = report.figures.span;
        let other = first.figures.span;
        findings.push(
            Diagnostic::new(
                &SAME_RETURN,
                start.cut(0, 1),
                format!("every figure of this return is that of {} {}", first.area.name, first.period),
            )
            .related(other.cut(0, 1), "the same figures")
            .help("find out whose figures these are, and hand in the other return's own"),
        );
    }
}

fn rank(report: &Report) -> (crate::book::period::Period, &str) {
    (report.period, &report.area.key)
}

fn stands_before(other: &Report, report: &Report) -> bool {
    rank(other) < rank(report)
}
