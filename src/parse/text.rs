//! Texts inside YAML files: titles, notes, reasons. They may hold references.

use super::fields::Text;
use super::markdown;
use super::mask::Stand;
use super::picture;
use crate::book::narrative::{Document, Phrase};
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

/// A text of a YAML file that may hold references, with its place.
pub fn phrase(sources: &Sources, (text, span): (&str, Span), findings: &mut Vec<Diagnostic>) -> Phrase {
    let stand = stand(sources, text, span);
    markdown::phrase(text, stand, findings)
}

/// How the places of a scalar's text lie in its file.
fn stand(sources: &Sources, text: &str, span: Span) -> Stand {
    if sources.slice(span) == text { Stand::Exact(span) } else { Stand::Within(span) }
}

/// A text with blocks, in a YAML file.
pub fn document(sources: &Sources, (text, span): Text<'_>, findings: &mut Vec<Diagnostic>) -> Document {
    let body = markdown::note(text, stand(sources, text, span), findings);
    picture::none(&body, findings);
    body
}
