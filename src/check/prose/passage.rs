//! Narrative as passages of plain text with places: what every check of prose reads.

use std::ops::Range;
use std::slice;

use regex::Captures;

use crate::book::narrative::{Asks, Block, Inline, PartKind, Phrase, Seen, walk};
use crate::book::report::Report;
use crate::diagnostic::Edit;
use crate::source::Span;
use crate::text::pattern::Pattern;
use crate::text::signs;
use crate::texts::Text;

/// What stands in a passage for a reference: a sign that no author can type.
pub(crate) const FIGURE: char = '\u{fffc}';

/// How much of the words that head a row or column of a table is looked at.
const MOST_OF_A_HEADING: usize = 120;

/// A paragraph, heading, list item or cell of a table, without its markup.
#[derive(Debug, Clone)]
pub(crate) struct Passage {
    /// The words in the form in which they are compared ([`signs::common`]). A reference is one [`FIGURE`].
    pub(crate) text: String,
    pub(crate) is_paragraph: bool,
    /// Whether it is published as it is typed, so that no reference can stand in it.
    pub(crate) is_plain: bool,
    /// Whether it tells how somebody is reached: its numbers count nothing.
    pub(crate) is_contact: bool,
    /// How many words there are; counted where it is of a report's own narrative.
    pub(crate) length: usize,
    /// The words in lower case, whatever the space between them: two passages that say the same have the same hash.
    pub(crate) words: [u8; 32],
    pub(crate) has_digit: bool,
    /// What stands for each [`FIGURE`], in their order.
    pub(crate) asks: Vec<Asks>,
    /// What heads it, for the cell of a table: the words of the row, of the column, of the column of rows and of what stands beside the
    /// table.
    pub(crate) headings: Vec<String>,
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

impl Passage {
    fn new(is_paragraph: bool) -> Self {
        Passage {
            text: String::new(),
            is_paragraph,
            is_plain: false,
            is_contact: false,
            length: 0,
            words: [0; 32],
            has_digit: false,
            asks: Vec::new(),
            headings: Vec::new(),
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

    /// Whether its numbers are read as facts: those of a report's own narrative that do not tell how somebody is reached.
    pub(crate) fn is_counted(&self) -> bool {
        self.length > 0 && !self.is_contact
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
    for (at, block) in body.iter().enumerate() {
        let before = passages.len();
        walk(slice::from_ref(block), &mut |seen| add_block(seen, &mut passages));
        if matches!(block, Block::Table { .. }) {
            let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|beside| body.get(beside));
            let captions: Vec<_> = beside.filter_map(caption).collect();
            let cells = passages[before..].iter_mut().filter(|cell| !cell.headings.is_empty());
            cells.for_each(|cell| cell.headings.extend(captions.iter().cloned()));
        }
        if matches!(block, Block::Part { kind: PartKind::Contacts, .. }) {
            passages[before..].iter_mut().for_each(|passage| passage.is_contact = true);
        }
    }
    passages.retain(|passage| !passage.text.trim().is_empty());
    passages
}

/// A heading or line that says what the table beside it shows: no sentence that ends.
fn caption(block: &Block) -> Option<String> {
    let text = match block {
        Block::Paragraph(phrase) | Block::Heading { text: phrase, .. } => passage(phrase, false).text,
        _ => return None,
    };
    (text.len() <= MOST_OF_A_HEADING && !text.ends_with(['.', '!', '?'])).then_some(text)
}

fn add_block(seen: Seen<'_>, passages: &mut Vec<Passage>) {
    match seen {
        Seen::Block(Block::Paragraph(phrase)) => passages.push(passage(phrase, true)),
        Seen::Block(Block::Heading { text, .. }) => passages.push(passage(text, false)),
        Seen::Block(Block::Part { title, .. }) => passages.push(passage(title, false)),
        Seen::Block(Block::Picture(picture)) => {
            passages.extend([&picture.alternative, &picture.caption].map(|words| passage(words, false)));
        }
        Seen::Block(Block::Table { head, rows, .. }) => {
            passages.extend(head.iter().map(|cell| passage(cell, false)));
            passages.extend(rows.iter().flat_map(|row| cells(head, row)));
        }
        Seen::Block(Block::Definitions(entries)) => {
            passages.extend(entries.iter().map(|(term, _)| passage(term, false)))
        }
        _ => {}
    }
}

/// The passages of all of a report's own sections.
pub(crate) fn own(report: &Report) -> Vec<Passage> {
    let mut passages: Vec<_> = report.sections.iter().flat_map(|section| passages(&section.body)).collect();
    for passage in &mut passages {
        (passage.length, passage.words) = words(&passage.text);
    }
    passages
}

/// The cells of a row of a table, each with what heads it.
fn cells(head: &[Phrase], row: &[Phrase]) -> Vec<Passage> {
    let mut cells: Vec<_> = row.iter().map(|cell| passage(cell, false)).collect();
    let Some((first, others)) = cells.split_first_mut() else { return cells };
    // A heading is a few words: what goes on for longer says nothing of a number, and would be kept once for each cell.
    let short = |text: &str| text.chars().take(MOST_OF_A_HEADING).collect::<String>();
    let row = short(&first.text);
    let corner = head.first().map(|head| short(&passage(head, false).text)).unwrap_or_default();
    let short_cells =
        others.iter_mut().zip(head.iter().skip(1)).filter(|(cell, _)| cell.text.len() <= MOST_OF_A_HEADING);
    for (cell, head) in short_cells {
        cell.headings = vec![row.clone(), short(&passage(head, false).text), corner.clone()];
    }
    cells
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
            Inline::Reference(reference) => {
                passage.add(FIGURE.encode_utf8(&mut [0; 4]), reference.span);
                passage.asks.push(reference.asks.clone());
            }
            Inline::Break if passage.text.ends_with(' ') => {}
            Inline::Break => passage.text.push(' '),
            Inline::FootnoteMark(..) | Inline::Picture(_) => {}
        }
    }
}
