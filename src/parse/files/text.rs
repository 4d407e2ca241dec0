//! Texts inside YAML files: titles, notes, reasons. They may hold references.

use crate::address::Address;
use crate::book::narrative::{Document, Phrase};
use crate::diagnostic::Diagnostic;
use crate::parse::markdown::mask::Stand;
use crate::parse::markdown::picture;
use crate::parse::markdown::reader;
use crate::parse::shape::text::{Reads, Text, TextAs, text_as};
use crate::parse::yaml::fields;
use crate::source::{Sources, Span};

/// A text that may hold references.
pub const PHRASE: TextAs<Reads<Phrase>> =
    text_as(|text, findings| Some(reader::phrase(text.text, stand(text), findings)));

/// The address of a table, a row or a cell.
pub const ADDRESS: TextAs<Reads<Address>> = text_as(|text, _| Some(Address::new(text.text)));

/// How the places of a text lie in its file.
fn stand(text: Text<'_>) -> Stand {
    if text.verbatim { Stand::Exact(text.span) } else { Stand::Within(text.span) }
}

/// A text of a YAML file that may hold references, with its place.
pub fn phrase(sources: &Sources, (text, span): (&str, Span), findings: &mut Vec<Diagnostic>) -> Phrase {
    let stand = within(sources, text, span);
    reader::phrase(text, stand, findings)
}

/// How the places of a scalar's text lie in its file.
fn within(sources: &Sources, text: &str, span: Span) -> Stand {
    if sources.slice(span) == text { Stand::Exact(span) } else { Stand::Within(span) }
}

/// A text with blocks, in a YAML file.
pub fn document(sources: &Sources, (text, span): fields::Text<'_>, findings: &mut Vec<Diagnostic>) -> Document {
    let body = reader::note(text, within(sources, text, span), findings);
    picture::none(&body, findings);
    body
}
