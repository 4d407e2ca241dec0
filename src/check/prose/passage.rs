//! Narrative as passages of plain text with places: what every check of prose reads.

use std::ops::Range;
use std::slice;
use std::sync::Arc;

use regex::Captures;

use crate::book::narrative::{Asks, Block, Inline, PartKind, Phrase, Seen, walk};
use crate::book::report::Report;
use crate::diagnostic::Edit;
use crate::source::Span;
use crate::text::columns::{Columns, columns};
use crate::text::pattern::Pattern;
use crate::text::signs;
use crate::texts::Text;

/// What stands in a passage for a reference: a sign that no author can type.
pub(crate) const FIGURE: char = '\u{fffc}';

/// How long a sentence can be that leads to a list, and an item of it.
const MOST_OF_A_LEAD: usize = 300;

/// How many items before one are read with it.
const ITEMS_BEFORE: usize = 2;

/// What stands in a passage between two numbers that emphasis keeps apart: a sign that nobody sees.
const EDGE: &str = "\u{2063}";

/// How much of the words that head a row or column of a table is looked at.
const MOST_OF_A_HEADING: usize = 120;

/// A paragraph, heading, list item or cell of a table, without its markup.
#[derive(Debug, Clone, Default)]
pub(crate) struct Passage {
    /// The words in the form in which they are compared ([`signs::common`]). A reference is one [`FIGURE`].
    pub(crate) text: String,
    pub(crate) is_paragraph: bool,
    /// Whether it is published as it is typed, so that no reference can stand in it.
    pub(crate) is_plain: bool,
    pub(crate) is_item: bool,
    /// Whether it tells how somebody is reached: its numbers count nothing.
    pub(crate) is_contact: bool,
    /// Whether its lines were meant for a table, which is a finding by itself: what stands in them is read once they are one.
    pub(crate) has_columns: bool,
    /// The last line as it was typed, and what parts the one above it.
    line: String,
    above: Option<Columns>,
    /// Whether somebody's own words are quoted.
    pub(crate) is_quoted: bool,
    /// How many words there are; counted where it is of a report's own narrative.
    pub(crate) length: usize,
    /// The words in lower case, whatever the space between them: two passages that say the same have the same hash.
    pub(crate) words: [u8; 32],
    pub(crate) has_digit: bool,
    /// What stands for each [`FIGURE`], in their order.
    pub(crate) asks: Vec<Asks>,
    /// Where it stands, if it is the cell of a table behind the first of its row.
    pub(crate) cell: Option<InTable>,
    /// What stands before it and is read with it: for an item of a list the words that lead to the list, and the items before.
    pub(crate) lead: Vec<Arc<Passage>>,
    pieces: Vec<Piece>,
}

/// A place in a table of the author's own.
#[derive(Debug, Clone)]
pub(crate) struct InTable {
    pub(crate) table: Arc<TableText>,
    pub(crate) row: usize,
    pub(crate) column: usize,
}

/// The words of a table, as far as they can head its numbers.
#[derive(Debug)]
pub(crate) struct TableText {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
    /// Headings and lines beside it that are no sentences.
    pub(crate) captions: Vec<String>,
    /// The sentence before it.
    pub(crate) before: Option<String>,
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
    /// The passage once all of its words are added.
    fn measured(mut self) -> Self {
        self.end_line();
        self.has_digit = self.text.bytes().any(|byte| byte.is_ascii_digit());
        self
    }

    /// Adds words in the form in which they are compared.
    fn add(&mut self, text: &str, span: Span) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.end_line();
            }
            self.line.push_str(line);
        }
        let is_exact = text.len() == span.range().len();
        let place = |range: Range<usize>| if is_exact { span.cut(range.start, range.end) } else { span };
        let mut from = 0;
        for (at, sign) in text.char_indices().filter(|(_, sign)| !sign.is_ascii_graphic()) {
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

    /// Ends a line. Two that are parted alike are rows, as is one by itself with two gaps.
    fn end_line(&mut self) {
        let line = columns(&std::mem::take(&mut self.line));
        let is_row = line.is_some_and(|line| line.is_row() || self.above == Some(line));
        self.has_columns |= is_row;
        self.above = line;
    }

    fn push(&mut self, text: &str, span: Span) {
        let start = self.text.len();
        if !text.is_empty() {
            self.pieces.push(Piece { range: start..start + text.len(), span });
            self.text.push_str(text);
        }
    }

    /// Whether its numbers are read as facts: those of a report's own narrative that do not tell how somebody is reached, and stand in
    /// no lines that were meant for a table and in no column without a heading, which are findings by themselves.
    pub(crate) fn is_counted(&self) -> bool {
        let is_headed = |InTable { table, column, .. }: &InTable| {
            table.head.get(*column).is_some_and(|head| !head.trim().is_empty())
        };
        self.length > 0 && !self.is_contact && !self.has_columns && self.cell.as_ref().is_none_or(is_headed)
    }

    /// What heads it, if it is the cell of a table: the words of the row, of the column, of the column of rows and of what stands beside.
    pub(crate) fn headings(&self) -> impl Iterator<Item = &str> {
        self.cell.iter().flat_map(|InTable { table, row, column }| {
            let TableText { head, rows, captions, .. } = &**table;
            let row = rows.get(*row).and_then(|row| row.first());
            row.into_iter().chain(head.get(*column)).chain(head.first()).chain(captions).map(String::as_str)
        })
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
            let mut passage = Passage { is_plain: true, ..Passage::default() };
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
        let start = passages.len();
        walk(slice::from_ref(block), &mut |seen| add_block(seen, &mut passages));
        if let Block::Table { head, rows, .. } = block {
            let (before, behind) = (at.checked_sub(1).and_then(|before| body.get(before)), body.get(at + 1));
            let captions = [before, behind].into_iter().flatten().filter_map(caption).collect();
            let table = TableText { captions, before: before.and_then(last_sentence), ..table_text(head, rows) };
            passages.truncate(start + head.len());
            passages.extend(cells(rows, Arc::new(table)));
        }
        let is_list = matches!(block, Block::List { .. });
        passages[start..].iter_mut().for_each(|passage| passage.is_item = is_list);
        if let Some(lead) = at.checked_sub(1).and_then(|before| lead(&body[before], is_list)) {
            follow(&lead, &mut passages[start..]);
        }
        if let Block::Part { kind, .. } = block {
            for passage in &mut passages[start..] {
                passage.is_contact = *kind == PartKind::Contacts;
                passage.is_quoted = *kind == PartKind::Quote;
            }
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
    (text.len() <= MOST_OF_A_HEADING && !ends(&text) && !text.contains(". ")).then_some(text)
}

fn ends(text: &str) -> bool {
    text.ends_with(['.', '!', '?'])
}

/// The sentence with which a paragraph ends.
fn last_sentence(block: &Block) -> Option<String> {
    let Block::Paragraph(phrase) = block else { return None };
    let text = passage(phrase, false).text;
    let last = text.trim_end_matches(['.', '!', '?']).rsplit(". ").next()?;
    (ends(&text) || text.len() > MOST_OF_A_HEADING).then(|| short(last))
}

/// Words that lead to what stands below them: a heading, a question, and to a list what ends with a colon or is no sentence.
fn lead(block: &Block, is_list: bool) -> Option<Arc<Passage>> {
    let (Block::Paragraph(phrase) | Block::Heading { text: phrase, .. }) = block else { return None };
    let lead = passage(phrase, true);
    // “In short. People at Step 2, by colour”: what ends with no sentence heads a list.
    let is_open =
        || !ends(&lead.text) && lead.text.rsplit(". ").next().is_some_and(|last| last.len() <= MOST_OF_A_HEADING);
    let is_titled =
        if is_list { is_open() } else { matches!(block, Block::Heading { .. }) && caption(block).is_some() };
    let leads = lead.text.ends_with('?') || is_list && lead.text.ends_with(':') || is_titled;
    (lead.text.len() <= MOST_OF_A_LEAD && leads).then(|| Arc::new(lead))
}

/// Tells the items of a list what leads to them.
fn follow(lead: &Arc<Passage>, items: &mut [Passage]) {
    let mut before: Vec<Arc<Passage>> = Vec::new();
    for item in items.iter_mut().filter(|item| item.is_paragraph && item.text.len() <= MOST_OF_A_LEAD) {
        let last = before.iter().rev().take(ITEMS_BEFORE).rev().cloned();
        let earlier = before.first().map(|_| Arc::clone(lead)).into_iter().chain(last);
        let leads = earlier.chain([Arc::clone(lead)]).collect();
        before.push(Arc::new(item.clone()));
        item.lead = leads;
    }
}

/// A heading is a few words: what goes on for longer says nothing of a number, and would be kept once for each cell.
fn short(text: &str) -> String {
    text.chars().take(MOST_OF_A_HEADING).collect()
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
            passages.extend(cells(rows, Arc::new(table_text(head, rows))));
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

fn table_text(head: &[Phrase], rows: &[Vec<Phrase>]) -> TableText {
    let text = |cell: &Phrase| short(&passage(cell, false).text);
    TableText {
        head: head.iter().map(text).collect(),
        rows: rows.iter().map(|row| row.iter().map(text).collect()).collect(),
        captions: Vec::new(),
        before: None,
    }
}

/// The cells of a table.
fn cells(rows: &[Vec<Phrase>], table: Arc<TableText>) -> Vec<Passage> {
    let mut passages = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let mut cell = passage(cell, false);
            let is_headed = column > 0 && column < table.head.len() && cell.text.len() <= MOST_OF_A_HEADING;
            cell.cell = is_headed.then(|| InTable { table: Arc::clone(&table), row, column });
            passages.push(cell);
        }
    }
    passages
}

fn passage(phrase: &[Inline], is_paragraph: bool) -> Passage {
    let mut passage = Passage { is_paragraph, ..Passage::default() };
    collect(phrase, &mut passage, &mut false);
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

/// Adds the words of a phrase; `is_edge` where emphasis has begun or ended right before.
fn collect(phrase: &[Inline], passage: &mut Passage, is_edge: &mut bool) {
    for inline in phrase {
        match inline {
            Inline::Text(text, span) => {
                // In “**12** **345**” there are two numbers, not one with a space between its thousands.
                let is_digit = |sign: char| sign.is_ascii_digit();
                let is_apart = passage.text.ends_with(' ') || text.starts_with(' ');
                let (before, behind) = (passage.text.trim_end(), text.trim_start());
                if *is_edge && is_apart && before.ends_with(is_digit) && behind.starts_with(is_digit) {
                    passage.push(EDGE, span.cut(0, 0));
                }
                *is_edge &= text.trim().is_empty();
                passage.add(text, *span);
            }
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
                *is_edge = true;
                collect(inner, passage, is_edge);
                *is_edge = true;
            }
            Inline::Reference(reference) => {
                passage.add(FIGURE.encode_utf8(&mut [0; 4]), reference.span);
                passage.asks.push(reference.asks.clone());
            }
            Inline::Break => {
                passage.end_line();
                if !passage.text.ends_with(' ') {
                    passage.text.push(' ');
                }
            }
            Inline::FootnoteMark(..) | Inline::Picture(_) => {}
        }
    }
}
