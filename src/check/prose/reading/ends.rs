//! Where the sentences of a text end.

use std::ops::Range;

/// The longest sentence in bytes, and the most numbers in one: what goes on for longer is read in parts, so that reading takes as
/// long as the text is.
const LONGEST: usize = 1000;
const MOST_NUMBERS: usize = 40;

/// The sentences of a text.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut numbers, mut is_in_number) = (0, 0, false);
    let bytes = text.as_bytes();
    for (at, sign) in text.char_indices() {
        let end = at + sign.len_utf8();
        numbers += usize::from(sign.is_ascii_digit() && !is_in_number);
        is_in_number = sign.is_ascii_digit();
        let is_end = matches!(sign, '.' | '!' | '?') && ends(text, at, end);
        let is_longer = |times: usize| end - start > times * LONGEST || numbers > times * MOST_NUMBERS;
        // A text without spaces is cut as well.
        let is_gap = || bytes.get(end) == Some(&b' ') || (!sign.is_alphanumeric() && is_longer(2));
        if is_end || (is_longer(1) && is_gap()) {
            found.push(start..end);
            (start, numbers) = (end, 0);
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// The same with those that go on with what the one before says taken as one with it.
pub(crate) fn joined(sentences: Vec<Range<usize>>, goes_on: impl Fn(Range<usize>) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        match found.last_mut().filter(|last| last.len() <= LONGEST) {
            Some(last) if goes_on(sentence.clone()) => last.end = sentence.end,
            _ => found.push(sentence),
        }
    }
    found
}

/// Whether a sentence ends with a sign: a space follows, and then no small letter, and it is not the point of an abbreviation.
fn ends(text: &str, at: usize, end: usize) -> bool {
    let mut rest = text[end..].trim_start_matches(['”', '’', '"', ')']).chars();
    if !rest.next().is_none_or(char::is_whitespace) {
        return false;
    }
    let next = rest.find(|sign| !sign.is_whitespace());
    let word = text[..at].rsplit(|sign: char| sign.is_whitespace() || sign == '(').next().unwrap_or_default();
    let is_short =
        word.len() <= 2 && word.chars().all(char::is_alphabetic) && next.is_some_and(|next| next.is_ascii_digit());
    !next.is_some_and(char::is_lowercase) && !is_short
}
