//! A text in tokens, and the stems of words.

use std::ops::Range;

use crate::check::prose::passage::FIGURE;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters.
    Word,
    /// Digits, with separators and decimals.
    Digits,
    /// A reference.
    Figure,
    Sign,
}

/// The tokens of a text without their places in sentences.
pub(crate) fn pieces(text: &str) -> impl Iterator<Item = (Range<usize>, Kind)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = &text[from..];
        let skipped = rest.find(|sign: char| !sign.is_whitespace())?;
        let start = from + skipped;
        let (length, kind) = piece(&text[start..]);
        from = start + length;
        Some((start..from, kind))
    })
}

/// How long the first token of a text is, and what it is.
fn piece(text: &str) -> (usize, Kind) {
    let Some(first) = text.chars().next() else { return (0, Kind::Sign) };
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    if first.is_ascii_digit() {
        let mut end = 0;
        while is_digit(end) {
            end += 1;
            let is_group =
                bytes.get(end) == Some(&b',') && (1..=3).all(|more| is_digit(end + more)) && !is_digit(end + 4);
            end += usize::from(is_group && end <= 15);
        }
        if bytes.get(end) == Some(&b'.') && is_digit(end + 1) {
            end += 1;
            while is_digit(end) {
                end += 1;
            }
        }
        return (end, Kind::Digits);
    }
    if first.is_alphabetic() {
        let goes_on = |(at, sign): &(usize, char)| {
            let is_apostrophe = matches!(sign, '\'' | '’');
            let follows = || text[at + sign.len_utf8()..].starts_with(char::is_alphabetic);
            sign.is_alphabetic() || (is_apostrophe && follows())
        };
        let end = text.char_indices().find(|found| !goes_on(found)).map_or(text.len(), |(at, _)| at);
        return (end, Kind::Word);
    }
    (first.len_utf8(), if first == FIGURE { Kind::Figure } else { Kind::Sign })
}

const PAST: [&str; 2] = ["ed", "ing"];

/// Whether a word has an ending of the past or of what goes on, not of the present.
pub(crate) fn is_past(word: &str) -> bool {
    PAST.iter().any(|ending| word.ends_with(ending))
}

/// Endings that words of one stem have.
const ENDINGS: [&str; 12] = ["’s", "'s", "ings", "ing", "ies", "ied", "es", "ed", "s", "y", "e", "’"];
/// A stem has at least so many letters.
const SHORTEST: usize = 3;

/// A word without the ending that it has in another number or tense.
pub(crate) fn stem(word: &str) -> &str {
    // The last letters of the endings.
    if !word.ends_with(['s', 'g', 'd', 'y', 'e', '’']) {
        return word;
    }
    let strip = |word: &'_ str, ending: &str| -> Option<usize> {
        let stem = word.strip_suffix(ending)?;
        (stem.chars().count() >= SHORTEST && !(ending.ends_with('s') && stem.ends_with('s') && ending.len() == 1))
            .then_some(stem.len())
    };
    let mut stemmed = word;
    if let Some(length) = ["’s", "'s"].iter().find_map(|ending| strip(stemmed, ending)) {
        stemmed = &stemmed[..length];
    }
    if let Some(length) = ENDINGS.iter().find_map(|ending| strip(stemmed, ending)) {
        stemmed = &stemmed[..length];
    }
    // “order” and “orders”, but also “refuse”, “refused” and “refusal”; “stopped” and “stop”.
    let mut last = stemmed.chars().rev();
    match (last.next(), last.next()) {
        (Some(one), Some(other))
            if one == other
                && !matches!(one, 's' | 'l' | 'e' | 'o')
                && stemmed.len() > 4
                && stemmed.len() < word.len() =>
        {
            &stemmed[..stemmed.len() - one.len_utf8()]
        }
        _ => stemmed,
    }
}
