//! Texts inside YAML files: titles, notes, reasons. They may hold references.

use crate::address::Address;
use crate::book::narrative::{Document, Phrase};
use crate::diagnostic::Diagnostic;
use crate::parse::markdown::place::Stand;
use crate::parse::markdown::{picture, reader};
use crate::parse::rules;
use crate::parse::shape::kind::{Kind, Text, text_as, text_with};

/// A text that may hold references.
pub(crate) fn phrase() -> Kind<'static, Phrase> {
    text_with(|text, findings| {
        let before = findings.len();
        let words = reader::phrase(text.text, stand(text), findings);
        says_something(text, words.is_empty() && findings.len() == before, findings);
        Some(words)
    })
}

/// A text with blocks.
pub(crate) fn document() -> Kind<'static, Document> {
    text_with(|text, findings| {
        let before = findings.len();
        let body = reader::note(text.text, stand(text), findings);
        says_something(text, body.is_empty() && findings.len() == before, findings);
        picture::none(&body, findings);
        Some(body)
    })
}

/// Finds a text of which readers would see nothing: a comment alone.
fn says_something(text: Text<'_>, is_empty: bool, findings: &mut Vec<Diagnostic>) {
    if is_empty {
        let finding = rules::WRONG_TYPE.at(text.span, format!("`{}` says nothing to readers", text.key.text));
        findings.push(finding.help("write the text, or delete the line"));
    }
}

/// The address of a table, a row or a cell.
pub(crate) fn address() -> Kind<'static, Address> {
    text_as(|text| Ok(Address::new(text.text)))
}

/// How the places of a text lie in its file.
fn stand(text: Text<'_>) -> Stand {
    if text.verbatim { Stand::Exact(text.span) } else { Stand::Within(text.span) }
}
