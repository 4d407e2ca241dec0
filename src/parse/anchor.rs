//! Anchors of headings, made from their words.

use crate::book::narrative::Inline;

/// The words of a phrase without their markup; references leave nothing behind.
pub fn plain(phrase: &[Inline]) -> String {
    phrase
        .iter()
        .map(|inline| match inline {
            Inline::Text(text, _) | Inline::Code(text) => text.clone(),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => plain(inner),
            Inline::Break => " ".to_owned(),
            Inline::FootnoteMark(..) | Inline::Reference(_) => String::new(),
        })
        .collect()
}

/// An anchor made from words: letters and digits, with hyphens between.
pub fn slug(words: &str) -> String {
    let lower = words.to_lowercase();
    let parts: Vec<_> = lower.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "section".to_owned() } else { parts.join("-") }
}
