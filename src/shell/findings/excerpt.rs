//! The lines of a source that a finding is about, cut to what a page has room for.

use serde::Serialize;

use crate::source::{Sources, Span};

/// The most lines that are shown of a span.
const MOST_LINES: usize = 5;
/// The most characters that are shown of a line before, in and after the span; a paragraph is often a single line.
const MOST_BEFORE: usize = 120;
const MOST_MARKED: usize = 400;
const MOST_AFTER: usize = 80;

/// The lines that a span covers.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// The lines; none where a finding is about a whole file, which it shows by an empty span or the file's first byte.
    pub lines: Vec<ExcerptLine>,
    /// How many further lines the span covers.
    pub more: usize,
}

/// One line, in three pieces.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct ExcerptLine {
    /// Its number, from 1.
    pub number: usize,
    /// What stands before the offending text.
    pub before: String,
    /// The offending text.
    pub marked: String,
    /// What stands behind it.
    pub after: String,
}

/// The excerpt of a span.
pub fn excerpt(sources: &Sources, span: Span) -> Excerpt {
    // Bytes that are not UTF-8 became other text, so a span may end inside a character.
    let text = String::from_utf8_lossy(sources.bytes(span.file));
    let start = text.floor_char_boundary(span.range().start);
    let end = text.ceil_char_boundary(span.range().end.max(start));
    let mut excerpt = Excerpt::default();
    if span.end <= 1 {
        return excerpt;
    }
    let mut at = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let first = sources.place(span).line;
    for (number, line) in text[at..].split_inclusive('\n').enumerate() {
        if at >= end {
            break;
        }
        let words = line.trim_end_matches(['\n', '\r']);
        let cut = |place: usize| place.clamp(at, at + words.len()) - at;
        let (from, to) = (cut(start), cut(end));
        if number < MOST_LINES {
            excerpt.lines.push(ExcerptLine {
                number: first + number,
                before: last(&words[..from], MOST_BEFORE),
                marked: self::first(&words[from..to], MOST_MARKED),
                after: self::first(&words[to..], MOST_AFTER),
            });
        } else {
            excerpt.more += 1;
        }
        at += line.len();
    }
    excerpt
}

fn first(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", visible(&text[..at])),
        None => visible(text),
    }
}

fn last(text: &str, most: usize) -> String {
    match text.char_indices().rev().nth(most) {
        Some((at, sign)) => format!("…{}", visible(&text[at + sign.len_utf8()..])),
        None => visible(text),
    }
}

/// Text in which characters that nobody can see, or that turn text around, show as the sign for an unknown character.
fn visible(text: &str) -> String {
    let hidden = |sign: char| {
        sign != '\t' && sign.is_control()
            || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    text.replace(hidden, "\u{fffd}")
}
