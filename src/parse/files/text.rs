//! Texts inside YAML files: titles, notes, reasons. They may hold references.

use crate::address::Address;
use crate::book::narrative::{Document, Phrase};
use crate::parse::markdown::place::Stand;
use crate::parse::markdown::{picture, reader};
use crate::parse::shape::kind::{Kind, Text, text_as, text_with};

/// A text that may hold references.
pub(crate) fn phrase() -> Kind<'static, Phrase> {
    text_with(|text, findings| Some(reader::phrase(text.text, stand(text), findings)))
}

/// A text with blocks.
pub(crate) fn document() -> Kind<'static, Document> {
    text_with(|text, findings| {
        let body = reader::note(text.text, stand(text), findings);
        picture::none(&body, findings);
        Some(body)
    })
}

/// The address of a table, a row or a cell.
pub(crate) fn address() -> Kind<'static, Address> {
    text_as(|text| Ok(Address::new(text.text)))
}

/// How the places of a text lie in its file.
fn stand(text: Text<'_>) -> Stand {
    if text.verbatim { Stand::Exact(text.span) } else { Stand::Within(text.span) }
}
