//! What the checks of the book say of returns that were filled in from a sheet: at the cells of the sheet.

use super::finding::Finding;
use super::outcome::{Filled, Imported};
use crate::book::Book;
use crate::diagnostic::Severity;
use crate::publish::examine;
use crate::publish::released::Occasion;
use crate::source::{SourceFile, Sources};

/// Adds what the checks find about the figures that were imported. What they find elsewhere they find without them as well.
pub(super) fn check(
    sources: &Sources,
    book: &Book,
    returns: &mut [Filled],
    occasion: Occasion,
    findings: &mut Vec<Finding>,
) {
    let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() };
    let new = returns.iter().flat_map(|(Imported { target, text, .. }, _)| {
        let beside = target.beside.iter().map(|(path, text)| file(path, text));
        beside.chain([file(&target.path, text)])
    });
    let sources = sources.with(&[], new.collect());
    let publication = examine(&sources, occasion);
    for (Imported { target, text, .. }, places) in returns {
        let (Some(file), Ok(figures)) = (sources.find(&target.path), target.with(book, text)) else { continue };
        for finding in
            publication.findings.iter().filter(|finding| finding.span.file == file && finding.severity > Severity::Note)
        {
            let is_at = |path| {
                let span = figures.entry(path).and_then(|entry| entry.handed.as_ref()).map(|(_, span)| span.range());
                span.is_some_and(|range| range.contains(&finding.span.range().start))
            };
            let Some((_, place)) = places.iter().find(|(path, _)| is_at(*path)) else { continue };
            let message = format!("{} ({})", finding.message, finding.rule.code);
            findings.push(Finding::new(finding.severity, Some(place.clone()), message, finding.help.join("\n")));
        }
    }
}
