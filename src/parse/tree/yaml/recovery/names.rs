//! Where an entry has its name and its value.

use std::ops::Range;

use crate::parse::tree::yaml::signs::{is_name, is_odd_colon, is_odd_space};

/// Where the name of an entry stands, and where its value begins.
pub(super) struct Named {
    pub(super) name: Range<usize>,
    pub(super) value: usize,
}

/// The name and the value of an entry that is written as one should be: `name: value`.
pub(super) fn named(text: &str, range: &Range<usize>) -> Option<Named> {
    let line = text[range.clone()].lines().next()?;
    let quote = line.chars().next().filter(|sign| matches!(sign, '"' | '\''));
    let colon = match quote {
        Some(quote) => {
            let end = 1 + line[1..].find(quote)? + 1;
            let colon = end + line[end..].find(|sign| sign != ' ')?;
            line[colon..].starts_with(':').then_some(colon)?
        }
        None => line.match_indices(':').map(|(at, _)| at).find(|at| {
            let behind = &line[at + 1..];
            behind.is_empty() || behind.starts_with([' ', '\t'])
        })?,
    };
    let name = line[..colon].trim_end();
    let value = colon + 1 + line[colon + 1..].len() - line[colon + 1..].trim_start_matches([' ', '\t']).len();
    let is_name = !name.is_empty() && (quote.is_some() || !name.contains(['{', '[', '}', ']', ',', '"']));
    is_name.then(|| Named { name: range.start..range.start + name.len(), value: range.start + value })
}

/// The name that an entry begins with, if a value may follow it: words that follow are no value, but text that goes on.
pub(super) fn name(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let entry = &text[range.clone()];
    let end = entry.find(|sign: char| !(sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '/' | '.')));
    let (word, behind) = entry.split_at(end.unwrap_or(entry.len()));
    let behind = behind.trim_start_matches(|sign| sign == ' ' || sign == '\t' || is_odd_space(sign));
    let may_follow = |sign: char| {
        sign.is_ascii_digit()
            || is_odd_colon(sign)
            || matches!(sign, ':' | '=' | ';' | '{' | '[' | '"' | '\'' | '“' | '-' | '\r' | '\n')
    };
    let is_followed = behind.chars().next().is_none_or(may_follow);
    (is_name(word) && is_followed).then(|| range.start..range.start + word.len())
}

/// The names in a stretch of an entry, as far as they can be told.
pub(super) fn names<'a>(text: &'a str, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + 'a {
    let start = range.start;
    let words = text[range.clone()].split_inclusive([' ', ',', ';', '\t', '\n']).scan(start, |at, word| {
        *at += word.len();
        Some((*at - word.len(), word))
    });
    words.filter_map(|(at, word)| {
        let word = word.trim_end_matches([' ', ',', ';', '\t', '\n']);
        let end = word.find(|sign| sign == ':' || is_odd_colon(sign))?;
        is_name(&word[..end]).then_some(at..at + end)
    })
}

/// Where the quotation mark stands that closes the one at the head of a text.
pub(super) fn closing(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mark = *bytes.first()?;
    let mut at = 1;
    loop {
        at += bytes[at..].iter().position(|byte| *byte == mark || *byte == b'\\' && mark == b'"')?;
        match bytes[at] {
            b'\\' => at += 2,
            b'\'' if bytes.get(at + 1) == Some(&b'\'') => at += 2,
            _ => return Some(at),
        }
        if at >= bytes.len() {
            return None;
        }
    }
}
