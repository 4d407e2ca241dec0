//! What words are compared by, whatever their form.

use std::collections::BTreeSet;

use super::senses::{Language, Sense};
use super::tokens::{Kind, stem};
use super::words::Words;
use crate::text::signs;

/// The numbers that names hold.
pub(crate) const NUMERALS: [&str; 21] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
];

/// What tokens are compared by: the stem, and a number in words as digits.
pub(crate) fn key<'t>(words: &Words<'t>, at: usize) -> &'t str {
    let number = words.senses(at).find_map(|(_, sense)| match sense {
        Sense::Number(number) => NUMERALS.get(usize::try_from(number).ok()?).copied(),
        _ => None,
    });
    number.unwrap_or_else(|| stem(words.text(at)))
}

/// Whether a token says nothing in a name.
fn is_filler(words: &Words<'_>, at: usize) -> bool {
    words.tokens[at].kind == Kind::Sign || words.is(at, Sense::Article)
}

pub(crate) fn stems(text: &str, language: &Language) -> Vec<String> {
    let lower = signs::compared(text).to_ascii_lowercase();
    let words = Words::new(&lower, 0..lower.len(), language);
    (0..words.len()).filter(|at| !is_filler(&words, *at)).map(|at| key(&words, at).to_owned()).collect()
}

/// Stems that tell something: no words of the language's own.
pub(crate) fn telling(text: &str, language: &Language) -> BTreeSet<String> {
    let lower = signs::compared(text).to_ascii_lowercase();
    let words = Words::new(&lower, 0..lower.len(), language);
    let tells = |at: &usize| words.is_word(*at) && !is_plain(&words, *at);
    (0..words.len()).filter(tells).map(|at| stem(words.text(at)).to_owned()).collect()
}

/// Whether a word belongs to the language and not to what is counted.
pub(crate) fn is_plain(words: &Words<'_>, at: usize) -> bool {
    const PLAIN: [Sense; 9] = [
        Sense::Plain,
        Sense::Article,
        Sense::Preposition,
        Sense::Of,
        Sense::And,
        Sense::But,
        Sense::Verb,
        Sense::Modal,
        Sense::Only,
    ];
    words.senses(at).any(|(length, sense)| length == 1 && PLAIN.contains(&sense))
}
