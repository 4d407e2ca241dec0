//! Texts inside YAML files: titles, notes, reasons. They may hold references.

use crate::book::narrative::{Document, Phrase};
use crate::diagnostic::Diagnostic;
use crate::parse::markdown::mask::Stand;
use crate::parse::markdown::picture;
use crate::parse::markdown::reader;
use crate::parse::yaml::fields::Text;
use crate::source::{Sources, Span};

/// A text of a YAML file that may hold references, with its place.
pub fn phrase(sources: &Sources, (text, span): (&str, Span), findings: &mut Vec<Diagnostic>) -> Phrase {
    let stand = stand(sources, text, span);
    reader::phrase(text, stand, findings)
}

/// How the places of a scalar's text lie in its file.
fn stand(sources: &Sources, text: &str, span: Span) -> Stand {
    if sources.slice(span) == text { Stand::Exact(span) } else { Stand::Within(span) }
}

/// A text with blocks, in a YAML file.
pub fn document(sources: &Sources, (text, span): Text<'_>, findings: &mut Vec<Diagnostic>) -> Document {
    let body = reader::note(text, stand(sources, text, span), findings);
    picture::none(&body, findings);
    body
}
