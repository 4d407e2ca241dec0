//! Findings for another program, as JSON. The README lists the keys.

use serde::Serialize;

use super::extent::{Extent, extent};
use crate::diagnostic::{Diagnostic, Severity};
use crate::publish::publication::Publication;
use crate::source::Sources;

#[derive(Serialize)]
struct JsonFindings<'a> {
    version: u32,
    errors: usize,
    warnings: usize,
    notes: usize,
    waived: usize,
    findings: Vec<JsonFinding<'a>>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Extent,
    text: &'a str,
    label: &'a str,
    help: &'a [String],
    related: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Fix<'a> {
    #[serde(flatten)]
    place: Extent,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    label: &'a str,
    #[serde(flatten)]
    place: Extent,
}

/// Every finding as JSON, version 1 of a format that only ever gains keys.
///
/// # Errors
///
/// None that is known of: texts and numbers can always be written as JSON.
pub fn text(sources: &Sources, publication: &Publication) -> serde_json::Result<String> {
    let findings = JsonFindings {
        version: 1,
        errors: publication.count(Severity::Error),
        warnings: publication.count(Severity::Warning),
        notes: publication.count(Severity::Note),
        waived: publication.waived,
        findings: publication.findings.iter().map(|found| finding(sources, found)).collect(),
    };
    Ok(serde_json::to_string_pretty(&findings)? + "\n")
}

fn finding<'a>(sources: &'a Sources, finding: &'a Diagnostic) -> JsonFinding<'a> {
    let related = finding.related.iter().map(|(span, label)| Related { label, place: extent(sources, *span) });
    JsonFinding {
        code: finding.rule.code,
        name: finding.rule.name,
        severity: finding.severity.word(),
        message: &finding.message,
        place: extent(sources, finding.span),
        text: sources.slice(finding.span),
        label: &finding.label,
        help: &finding.help,
        related: related.collect(),
        fix: finding.fix.as_ref().map(|edit| Fix { place: extent(sources, edit.span), text: &edit.text }),
    }
}
