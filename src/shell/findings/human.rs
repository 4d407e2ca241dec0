//! Findings for people, as rustc shows them.

use std::borrow::Cow;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::reports::{by_report, tally};
use crate::diagnostic::{Diagnostic, Severity};
use crate::publish::publication::Publication;
use crate::source::{Sources, Span};

/// How much is given to the renderer of what a finding is about, and of the line behind it, in bytes: far more than it shows.
const MOST_MARKED: usize = 20_000;
const MOST_AFTER: usize = 2000;

/// Every finding below the name of its report: the line it is about, the offending text underlined, and what to do.
/// Where several reports have findings, their numbers stand at the end.
pub fn text(sources: &Sources, publication: &Publication) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let reports = by_report(sources, publication.book.as_ref(), &publication.findings);
    let mut text = String::new();
    for report in &reports {
        text.push_str(&format!("\u{1b}[1m{}\u{1b}[0m\n\n", report.heading()));
        for finding in &report.findings {
            text.push_str(&renderer.render(&rendered(sources, finding)));
            text.push_str("\n\n");
        }
    }
    if reports.len() > 1 {
        let width = reports.iter().map(|report| report.name.chars().count()).max().unwrap_or_default();
        for report in &reports {
            text.push_str(&format!("{:width$}  {}\n", report.name, tally(report.findings.iter().copied())));
        }
        text.push('\n');
    }
    text
}

/// One line that says how many findings there are of each severity, and how many were waived.
pub fn summary(publication: &Publication) -> String {
    let found = tally(&publication.findings);
    if publication.waived > 0 { format!("{found}, {} waived", publication.waived) } else { found }
}

fn rendered<'a>(sources: &'a Sources, finding: &'a Diagnostic) -> Vec<Group<'a>> {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut group = level.primary_title(finding.message.as_str()).id(finding.rule.code).element(place(
        sources,
        finding,
        finding.span,
    ));
    let mut others: Vec<_> =
        finding.related.iter().map(|(span, _)| span.file).filter(|file| *file != finding.span.file).collect();
    others.sort_unstable();
    others.dedup();
    for file in others {
        group = group.element(place(sources, finding, Span { file, start: 0, end: 0 }));
    }
    for help in finding.advice() {
        group = group.element(Level::HELP.message(help));
    }
    vec![group]
}

/// The lines of one file that a finding is about. Of a whole file that is no text its name is all there is to show.
fn place<'a>(sources: &'a Sources, finding: &'a Diagnostic, of: Span) -> Element<'a> {
    let is_text = sources.text(of.file).is_ok() && sources.why_unread(of.file).is_none();
    if is_text || !of.range().is_empty() {
        return snippet(sources, finding, of).into();
    }
    Origin::path(sources.path(of.file)).into()
}

/// The part of one file that a finding is about, with its labels.
fn snippet<'a>(
    sources: &'a Sources,
    finding: &'a Diagnostic,
    of: Span,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    // To tell whether all of it is text takes far less time than to look for what is none.
    let text = sources.text(of.file).map_or_else(|_| String::from_utf8_lossy(sources.bytes(of.file)), Cow::Borrowed);
    // Bytes that are not UTF-8 became other text, so a span may end inside a character.
    let clamp = |span: Span| {
        let start = text.floor_char_boundary(span.range().start);
        start..text.ceil_char_boundary(span.range().end.clamp(start, start + MOST_MARKED))
    };
    let own = std::iter::once((finding.span, finding.label.as_str(), AnnotationKind::Primary));
    let related = finding.related.iter().map(|(span, label)| (*span, label.as_str(), AnnotationKind::Context));
    let places: Vec<_> = own
        .chain(related)
        .filter(|(span, ..)| span.file == of.file)
        .map(|(span, label, kind)| (clamp(span), label, kind))
        .collect();
    // The renderer reads all that it is given, for each finding: it is given no more than the lines in question.
    let first = places.iter().map(|(range, ..)| range.start).min().unwrap_or_default();
    let last = places.iter().map(|(range, ..)| range.end).max().unwrap_or_default();
    let from = text[..first].rfind('\n').map_or(0, |end| end + 1);
    let to = text[last..].find('\n').map_or(text.len(), |end| last + end + 1);
    let to = to.min(text.ceil_char_boundary(last + MOST_AFTER));
    let line = text[..from].bytes().filter(|&byte| byte == b'\n').count() + 1;
    let lines = Snippet::source(text[from..to].to_owned()).line_start(line).path(sources.path(of.file)).fold(true);
    places.into_iter().fold(lines, |lines, (range, label, kind)| {
        let annotation = kind.span(range.start - from..range.end - from);
        lines.annotation(if label.is_empty() { annotation } else { annotation.label(label) })
    })
}
