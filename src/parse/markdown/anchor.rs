//! Anchors: the names by which links reach a place on a page.

use std::collections::{HashMap, HashSet};

use crate::book::narrative::Inline;

/// The anchors of one text.
#[derive(Default)]
pub struct Anchors {
    taken: HashSet<String>,
    copies: HashMap<String, usize>,
}

impl Anchors {
    /// The anchor itself, or with a number behind it where it is taken.
    pub fn take(&mut self, wanted: String) -> String {
        let copies = self.copies.entry(wanted.clone()).or_insert(1);
        let mut anchor = wanted.clone();
        while !self.taken.insert(anchor.clone()) {
            *copies += 1;
            anchor = format!("{wanted}-{copies}");
        }
        anchor
    }
}

/// An anchor made from the words of a heading: letters and digits, with hyphens between.
pub fn slug(heading: &[Inline]) -> String {
    let lower = plain(heading).to_lowercase();
    let parts: Vec<_> = lower.split(|sign: char| !sign.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "section".to_owned() } else { parts.join("-") }
}

/// The words of a phrase without their markup; references leave nothing behind.
pub fn plain(phrase: &[Inline]) -> String {
    let words = |inline: &Inline| match inline {
        Inline::Text(text, _) => text.clone(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => plain(inner),
        Inline::Break => " ".to_owned(),
        Inline::FootnoteMark(..) | Inline::Reference(_) | Inline::Picture(_) => String::new(),
    };
    phrase.iter().map(words).collect()
}

/// Whether a name can be an anchor as it is: letters, digits and hyphens.
pub fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|sign| sign.is_alphanumeric() || sign == '-')
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn an_anchor_stands_for_one_place() {
        let mut anchors = Anchors::default();
        let found = ["a", "a-2", "a", "a", "b", "a-2"].map(|wanted| anchors.take(wanted.to_owned()));
        assert_eq!(found, ["a", "a-2", "a-3", "a-4", "b", "a-2-2"]);
    }
}
