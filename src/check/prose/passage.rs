//! Narrative as passages of plain text with places: what every check of prose reads.

use std::ops::Range;

use regex::Captures;

use crate::book::axis::Member;
use crate::book::narrative::{Block, Inline, Seen, walk};
use crate::book::report::Report;
use crate::diagnostic::Edit;
use crate::source::Span;
use crate::text::pattern::Pattern;
use crate::text::signs;
use crate::texts::Text;

/// What stands in a passage for a reference: a sign that no author can type.
pub(crate) const FIGURE: char = '\u{fffc}';

/// How far a sentence reaches to each side of a word in it, in bytes; one that goes on is a list of words that nobody parted.
const LONGEST_SENTENCE: usize = 2000;

/// A paragraph, heading, list item or cell of a table, without its markup.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    /// The words in the form in which they are compared ([`signs::common`]). A reference is one [`FIGURE`].
    pub(crate) text: String,
    pub(crate) is_paragraph: bool,
    /// Whether it is published as it is typed, so that no reference can stand in it.
    pub(crate) is_plain: bool,
    /// How many words there are; counted where it is of a report's own narrative.
    pub(crate) length: usize,
    /// The words in lower case, whatever the space between them: two passages that say the same have the same hash.
    pub(crate) words: [u8; 32],
    pub(crate) has_digit: bool,
    pieces: Vec<Piece>,
}

/// A part of a passage's text that was typed in one place.
#[derive(Debug, Clone)]
struct Piece {
    /// Where it stands in the text.
    range: Range<usize>,
    /// Where it was typed. It is longer than the text where signs were escaped.
    span: Span,
}

/// A sentence around some words, with what stands in it before and behind them.
#[derive(Clone, Copy)]
pub(crate) struct Sentence<'a> {
    pub(crate) text: &'a str,
    pub(crate) before: &'a str,
    pub(crate) behind: &'a str,
}

impl Passage {
    fn new(is_paragraph: bool) -> Self {
        Passage {
            text: String::new(),
            is_paragraph,
            is_plain: false,
            length: 0,
            words: [0; 32],
            has_digit: false,
            pieces: Vec::new(),
        }
    }

    /// The passage once all of its words are added.
    fn measured(mut self) -> Self {
        self.has_digit = self.text.bytes().any(|byte| byte.is_ascii_digit());
        self
    }

    /// Adds words in the form in which they are compared.
    fn add(&mut self, text: &str, span: Span) {
        let is_exact = text.len() == span.range().len();
        let place = |range: Range<usize>| if is_exact { span.cut(range.start, range.end) } else { span };
        let mut from = 0;
        for (at, sign) in text.char_indices() {
            let is_second = || if from < at { text[..at].ends_with(' ') } else { self.text.ends_with(' ') };
            let common = signs::common(sign).filter(|common| *common != ' ' || !is_second());
            if common == Some(sign) {
                continue;
            }
            let next = at + sign.len_utf8();
            self.push(&text[from..at], place(from..at));
            if let Some(common) = common {
                self.push(common.encode_utf8(&mut [0; 4]), place(at..next));
            }
            from = next;
        }
        self.push(&text[from..], place(from..text.len()));
    }

    fn push(&mut self, text: &str, span: Span) {
        let start = self.text.len();
        if !text.is_empty() {
            self.pieces.push(Piece { range: start..start + text.len(), span });
            self.text.push_str(text);
        }
    }

    /// Where a range of the text was typed.
    pub(crate) fn span(&self, range: Range<usize>) -> Option<Span> {
        let at = |wanted: usize| {
            let before = self.pieces.partition_point(|piece| piece.range.start <= wanted);
            let Piece { range, span } = self.pieces.get(before.checked_sub(1)?)?;
            let typed = span.range();
            let is_exact = range.len() == typed.len();
            let sign = typed.start + wanted - range.start;
            Some((span.file, if is_exact { sign..sign + 1 } else { typed }))
        };
        let ((file, first), (_, last)) = (at(range.start)?, at(range.end.saturating_sub(1))?);
        Some(Span::new(file, first.start..last.end.max(first.start)))
    }

    /// The edit that puts a text in place of a range, where that was typed in one piece of a paragraph.
    pub(crate) fn edit(&self, range: Range<usize>, text: String) -> Option<Edit> {
        let span = self.span(range.clone())?;
        let typed = self.text[range].to_owned();
        (self.is_paragraph && span.range().len() == typed.len()).then_some(Edit { span, typed, text })
    }

    /// Whatever a pattern finds, with the place where it was typed.
    pub(crate) fn found<'a>(&'a self, pattern: &Pattern) -> impl Iterator<Item = (Span, Captures<'a>)> {
        pattern.captures_iter(&self.text).filter_map(|found| Some((self.span(found.get_match().range())?, found)))
    }

    /// The sentence around a range of the text, as far as one can reach.
    pub(crate) fn sentence(&self, range: &Range<usize>) -> Sentence<'_> {
        let ends = |(index, sign): &(usize, char)| {
            matches!(sign, '.' | '!' | '?' | ';') && self.text[index + sign.len_utf8()..].starts_with(' ')
        };
        let at = range.start;
        let first = self.text.ceil_char_boundary(at.saturating_sub(LONGEST_SENTENCE));
        let last = self.text.floor_char_boundary(range.end + LONGEST_SENTENCE);
        let mut before = self.text[first..at].char_indices().map(|(index, sign)| (first + index, sign));
        let mut behind = self.text[at..last].char_indices().map(|(index, sign)| (at + index, sign));
        let start = before.rfind(ends).map_or(first, |(index, _)| index + 1);
        let end = behind.find(ends).map_or(last, |(index, _)| index).max(start);
        Sentence {
            text: &self.text[start..end],
            before: &self.text[start..at],
            behind: &self.text[range.end..end.max(range.end)],
        }
    }
}

/// The passages of a text, in reading order.
pub(crate) fn of(text: Text<'_>) -> Vec<Passage> {
    match text {
        Text::Words(words) => {
            let mut passage = Passage { is_plain: true, ..Passage::new(false) };
            passage.add(words, words.span);
            vec![passage.measured()]
        }
        Text::Phrase(phrase) => vec![of_phrase(phrase)],
        Text::Document(body) => passages(body),
    }
}

/// The passage of a line of words.
pub(crate) fn of_phrase(phrase: &[Inline]) -> Passage {
    passage(phrase, false)
}

/// The passages of a text with blocks, in reading order.
pub(crate) fn passages(body: &[Block]) -> Vec<Passage> {
    let mut passages = Vec::new();
    walk(body, &mut |seen| match seen {
        Seen::Block(Block::Paragraph(phrase)) => passages.push(passage(phrase, true)),
        Seen::Block(Block::Heading { text, .. }) => passages.push(passage(text, false)),
        Seen::Block(Block::Part { title, .. }) => passages.push(passage(title, false)),
        Seen::Block(Block::Picture(picture)) => {
            passages.extend([&picture.alternative, &picture.caption].map(|words| passage(words, false)));
        }
        Seen::Block(Block::Table { head, rows, .. }) => {
            passages.extend(head.iter().chain(rows.iter().flatten()).map(|cell| passage(cell, false)));
        }
        Seen::Block(Block::Definitions(entries)) => {
            passages.extend(entries.iter().map(|(term, _)| passage(term, false)))
        }
        _ => {}
    });
    passages.retain(|passage| !passage.text.trim().is_empty());
    passages
}

/// The passages of all of a report's own sections.
pub(crate) fn own(report: &Report) -> Vec<Passage> {
    let mut passages: Vec<_> = report.sections.iter().flat_map(|section| passages(&section.body)).collect();
    for passage in &mut passages {
        (passage.length, passage.words) = words(&passage.text);
    }
    passages
}

fn passage(phrase: &[Inline], is_paragraph: bool) -> Passage {
    let mut passage = Passage::new(is_paragraph);
    collect(phrase, &mut passage);
    passage.measured()
}

/// How many words there are, and the hash of them. Capitals outside ASCII stay as they are.
fn words(text: &str) -> (usize, [u8; 32]) {
    let mut words = String::with_capacity(text.len() + 1);
    let mut length = 0;
    for word in text.split_ascii_whitespace() {
        words.push_str(word);
        words.push(' ');
        length += 1;
    }
    words.make_ascii_lowercase();
    (length, *blake3::hash(words.as_bytes()).as_bytes())
}

fn collect(phrase: &[Inline], passage: &mut Passage) {
    for inline in phrase {
        match inline {
            Inline::Text(text, span) => passage.add(text, *span),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
                collect(inner, passage)
            }
            Inline::Reference(reference) => passage.add(FIGURE.encode_utf8(&mut [0; 4]), reference.span),
            Inline::Break if passage.text.ends_with(' ') => {}
            Inline::Break => passage.text.push(' '),
            Inline::FootnoteMark(..) | Inline::Picture(_) => {}
        }
    }
}

/// The names by which narrative can mean a member: its labels, what stands behind a colon in them, and what the form adds.
pub(crate) fn names(member: &Member) -> Vec<String> {
    let mut names = vec![member.label.to_string(), member.short.to_string()];
    names.extend(member.label.split_once(": ").into_iter().flat_map(|(head, tail)| [head.to_owned(), tail.to_owned()]));
    names.extend(member.also_called.iter().cloned());
    names.iter_mut().for_each(|name| *name = signs::compared(name).to_lowercase());
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether `words` (in lower case) stand in `text` (in lower case) as whole words; a plural s may follow.
pub(crate) fn mentions(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let behind = &text[at + words.len()..];
        let behind = behind.strip_prefix('s').unwrap_or(behind);
        !text[..at].ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
    })
}
