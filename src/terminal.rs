//! Findings for people and as JSON. Nothing here decides anything.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Severity};
use crate::publish::Publication;
use crate::source::{Sources, Span};

/// Every finding with the line it is about, the offending text underlined, and what to do.
pub fn human(sources: &Sources, publication: &Publication) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let mut text = String::new();
    for finding in &publication.findings {
        text.push_str(&renderer.render(&report(sources, finding)));
        text.push_str("\n\n");
    }
    text
}

/// One line that says how many findings there are of each severity.
pub fn summary(publication: &Publication) -> String {
    let counts =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| (severity, publication.count(severity)));
    let found: Vec<_> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| format!("{count} {}{}", severity.word(), if *count == 1 { "" } else { "s" }))
        .collect();
    if found.is_empty() { "no findings".to_owned() } else { found.join(", ") }
}

fn report<'a>(sources: &'a Sources, finding: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level.primary_title(finding.message.as_str()).id(finding.rule.code).element(snippet(
        sources,
        finding,
        finding.span,
    ));
    let mut others: Vec<_> =
        finding.related.iter().map(|(span, _)| span.file).filter(|file| *file != finding.span.file).collect();
    others.dedup();
    for file in others {
        group = group.element(snippet(sources, finding, Span { file, start: 0, end: 0 }));
    }
    for help in &finding.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    vec![group]
}

/// The part of one file that a finding is about, with its labels.
fn snippet<'a>(
    sources: &'a Sources,
    finding: &'a Diagnostic,
    of: Span,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = String::from_utf8_lossy(sources.bytes(of.file));
    // Bytes that are not UTF-8 became other text, so a span may end inside a character.
    let clamp = |span: Span| {
        let start = text.floor_char_boundary(span.range().start);
        start..text.ceil_char_boundary(span.range().end.max(start))
    };
    let mut snippet = Snippet::source(text.clone()).path(sources.path(of.file)).fold(true);
    if finding.span.file == of.file {
        let annotation = AnnotationKind::Primary.span(clamp(finding.span));
        snippet = snippet.annotation(if finding.label.is_empty() {
            annotation
        } else {
            annotation.label(finding.label.as_str())
        });
    }
    for (span, label) in finding.related.iter().filter(|(span, _)| span.file == of.file) {
        snippet = snippet.annotation(AnnotationKind::Context.span(clamp(*span)).label(label.as_str()));
    }
    snippet
}

#[derive(Serialize)]
struct Json<'a> {
    version: u32,
    errors: usize,
    warnings: usize,
    notes: usize,
    findings: Vec<JsonFinding<'a>>,
}

#[derive(Serialize)]
struct JsonFinding<'a> {
    code: &'a str,
    name: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: JsonPlace,
    text: &'a str,
    label: &'a str,
    help: &'a [String],
    related: Vec<JsonRelated<'a>>,
}

#[derive(Serialize)]
struct JsonPlace {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct JsonRelated<'a> {
    label: &'a str,
    #[serde(flatten)]
    place: JsonPlace,
}

/// Every finding as JSON, version 1 of a format that only ever gains keys.
pub fn json(sources: &Sources, publication: &Publication) -> String {
    let json = Json {
        version: 1,
        errors: publication.count(Severity::Error),
        warnings: publication.count(Severity::Warning),
        notes: publication.count(Severity::Note),
        findings: publication.findings.iter().map(|finding| json_finding(sources, finding)).collect(),
    };
    serde_json::to_string_pretty(&json).unwrap_or_default()
}

fn json_finding<'a>(sources: &'a Sources, finding: &'a Diagnostic) -> JsonFinding<'a> {
    let related = finding.related.iter().map(|(span, label)| JsonRelated { label, place: json_place(sources, *span) });
    JsonFinding {
        code: finding.rule.code,
        name: finding.rule.name,
        severity: finding.severity.word(),
        message: &finding.message,
        place: json_place(sources, finding.span),
        text: sources.slice(finding.span),
        label: &finding.label,
        help: &finding.help,
        related: related.collect(),
    }
}

fn json_place(sources: &Sources, span: Span) -> JsonPlace {
    let start = sources.place(span);
    let end = sources.place(Span { start: span.end, ..span });
    JsonPlace { file: start.path, line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}
