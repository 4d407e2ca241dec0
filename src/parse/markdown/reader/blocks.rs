//! Paragraphs, headings and whatever else stands below one another.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Tag, TagEnd};

use super::splits;
use super::state::{DEEPEST, Reader, label};
use crate::book::narrative::{Block, Document, Phrase};
use crate::parse::markdown::slips::lines::TABLE;
use crate::parse::markdown::words::paragraph;
use crate::parse::markdown::{anchor, part};
use crate::parse::rules;

impl<'a> Reader<'a, '_> {
    pub(super) fn blocks(&mut self, until: Option<TagEnd>) -> Document {
        let (mut blocks, mut loose, mut open) = (Vec::new(), Loose::default(), None);
        // How far in the list stands that was read last.
        let mut column = 0;
        self.depth += 1;
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(end) if Some(end) == until => break,
                Event::Start(tag) if is_block(&tag) => {
                    self.flush(&mut loose, &mut blocks);
                    if until.is_none() {
                        self.follows(&mut open, &tag, &range);
                    }
                    if self.depth > DEEPEST {
                        self.too_deep(tag.to_end(), range);
                    } else {
                        if matches!(tag, Tag::List(_)) {
                            let above = std::mem::replace(&mut column, self.spaces(&range));
                            self.beside(blocks.last(), above, column, &range);
                        }
                        let start = range.start;
                        if let Some(block) = self.block(tag, range) {
                            let is_in_item = until == Some(TagEnd::Item);
                            self.findings.extend(splits::splits(&self.words, blocks.last(), &block, start, is_in_item));
                            blocks.push(block);
                        }
                    }
                }
                Event::Rule => {
                    self.flush(&mut loose, &mut blocks);
                    self.ruled_table(range);
                    blocks.push(Block::Rule);
                }
                Event::End(_) => {}
                event => {
                    loose.range = if loose.words.is_empty() { range.clone() } else { loose.range.start..range.end };
                    self.inline(event, range, &mut loose.words);
                }
            }
        }
        self.depth -= 1;
        self.flush(&mut loose, &mut blocks);
        self.lacks(open);
        blocks.shrink_to_fit();
        blocks
    }

    /// Notes what a block leaves open, after it closed what the block above it left. Comments and footnotes stand elsewhere, or nowhere.
    fn follows(&mut self, open: &mut Option<Open>, tag: &Tag<'a>, range: &Range<usize>) {
        let words = &self.words.masked[range.clone()];
        match tag {
            Tag::FootnoteDefinition(_) => {}
            Tag::HtmlBlock if words.trim_start().starts_with("<!--") => {}
            // A line below it made a heading of a paragraph, and is a finding by itself.
            Tag::Heading { level, .. } if words.starts_with('#') => {
                let level = *level as u8;
                let is_part = matches!(open, Some(Open::Heading(above, _)) if *above < level);
                let above = open.replace(Open::Heading(level, range.clone()));
                self.lacks(above.filter(|_| !is_part));
            }
            Tag::Paragraph if words.trim_end().trim_end_matches(['*', '_']).ends_with(':') => {
                *open = Some(Open::Sentence(range.clone()));
            }
            _ => *open = None,
        }
    }

    /// Names what was left open.
    fn lacks(&mut self, open: Option<Open>) {
        match open {
            None => {}
            Some(Open::Heading(_, range)) => {
                let help = "write what belongs below it, or delete it";
                self.finding(&rules::EMPTY_PART, range, "nothing stands below this heading", help);
            }
            Some(Open::Sentence(range)) => {
                let words = self.words.masked[range.clone()].trim_end();
                let last = range.start + words.rfind('\n').map_or(0, |end| end + 1)..range.start + words.len();
                let help = "write what it announces, or end it with a full stop";
                self.finding(&rules::EMPTY_PART, last, "nothing follows the colon of this sentence", help);
            }
        }
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>) -> Option<Block> {
        let end = tag.to_end();
        Some(match tag {
            Tag::Paragraph => {
                self.paragraph_at(range);
                return paragraph(self.phrase(end));
            }
            Tag::Heading { .. } if !self.words.masked[range.clone()].starts_with('#') => {
                return self.underlined(end, range);
            }
            Tag::Heading { level, id, .. } => self.heading(level as u8, id, end, range),
            Tag::BlockQuote(_) => {
                let before = self.findings.len();
                let body = self.blocks(Some(end));
                let is_whole = self.findings.len() == before;
                part::from_quote(body, self.words.line(range), is_whole, self.findings)
            }
            Tag::List(start) => Block::List { start, items: self.items(end) },
            Tag::CodeBlock(kind) => return self.code_block(&kind, end, range),
            Tag::Table(alignments) => {
                let figures = alignments.iter().map(|&alignment| alignment == Alignment::Right).collect();
                let mut rows = self.rows(end);
                if rows.iter().skip(1).flatten().all(Phrase::is_empty) {
                    let help = "write its rows, each on a line below the line of dashes, or delete it";
                    self.finding(&rules::EMPTY_PART, range, "nothing stands in this table", help);
                }
                let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
                Block::Table { figures, head, rows }
            }
            Tag::DefinitionList => Block::Definitions(self.definitions(end)),
            Tag::FootnoteDefinition(label) => {
                self.count_footnote(&range);
                // A mark in a footnote would be all that leads to another, or to the footnote itself.
                let footnotes = std::mem::take(&mut self.footnotes);
                let body = self.blocks(Some(end));
                self.footnotes = footnotes;
                Block::Footnote { label: self::label(&label), body, span: self.words.line(range) }
            }
            Tag::HtmlBlock => {
                let html = self.raw(end);
                self.html(html.trim(), range, None);
                return None;
            }
            _ => {
                self.ledger.lose(range);
                self.skip(end);
                return None;
            }
        })
    }

    /// Ends a paragraph that stands in an item of a list without an empty line around it.
    fn flush(&mut self, loose: &mut Loose, blocks: &mut Document) {
        let Loose { words, range } = std::mem::take(loose);
        if !words.is_empty() {
            self.paragraph_at(range);
            blocks.extend(paragraph(words));
        }
    }

    fn paragraph_at(&mut self, range: Range<usize>) {
        self.is_in_ruled_table &= self.words.masked[range.clone()].contains("  ");
        self.words.printed.paragraphs.push(range);
    }

    /// Names a line of dashes with gaps: other programs rule a table with it.
    fn ruled_table(&mut self, range: Range<usize>) {
        let is_column = |dashes: &str| dashes.len() > 1 && dashes.bytes().all(|byte| byte == b'-');
        let columns: Vec<_> = self.words.masked[range.clone()].split_whitespace().collect();
        if columns.len() < 2
            || !columns.into_iter().all(is_column)
            || std::mem::replace(&mut self.is_in_ruled_table, true)
        {
            return;
        }
        let message = "this line of dashes rules a table of pandoc, and makes none here";
        self.finding(&rules::UNREAD_MARKUP, range, message, TABLE);
    }

    /// Names a list that is set in below a list, but not far enough to stand in it.
    fn beside(&mut self, before: Option<&Block>, above: usize, column: usize, range: &Range<usize>) {
        if matches!(before, Some(Block::List { .. })) && column > above {
            let help = "set it in so far that it begins below the first letter of the item: three spaces below `1. `, two below `- `; or not at all, if it is a list of its own";
            self.finding(
                &rules::UNREAD_MARKUP,
                range.clone(),
                "this list stands beside the list above it, not in its item",
                help,
            );
        }
    }

    fn heading(&mut self, level: u8, id: Option<CowStr<'a>>, end: TagEnd, range: Range<usize>) -> Block {
        if level == 1 {
            let help = "add one `#`: the section's own title is the heading above it";
            self.finding(&rules::BAD_HEADING, range.clone(), "a heading in a section begins with `##`", help);
        }
        let text = self.phrase(end);
        if text.is_empty() {
            let help = "write its words behind the `##`, or delete the line";
            self.finding(&rules::EMPTY_PART, range.clone(), "this heading has no words", help);
        }
        let id = id.filter(|id| {
            self.ledger.pass_over(&format!("{{#{id}"), range.end);
            let is_plain = anchor::is_plain(id);
            if !is_plain {
                let help = "write letters, digits and hyphens: `{#the-name}`";
                self.finding(&rules::BAD_VALUE, range.clone(), "the anchor of this heading is no plain name", help);
            }
            is_plain
        });
        let id = self.anchors.take(id.map_or_else(|| anchor::slug(&text), CowStr::into_string));
        Block::Heading { level: level.max(2), id, text, span: self.words.line(range) }
    }

    /// Words above a line of `-` or `=`, which Markdown takes for a heading. Hardly anybody means one.
    fn underlined(&mut self, end: TagEnd, range: Range<usize>) -> Option<Block> {
        self.words.printed.paragraphs.push(range.clone());
        let text = self.phrase(end);
        let above = self.words.masked[range.clone()].trim_end();
        let line = above.rfind('\n').map_or(0, |newline| newline + 1);
        let line = line + above[line..].len() - above[line..].trim_start_matches(['>', ' ']).len();
        let help = "delete it; for a heading write `## ` before its words, for a line across the page put an empty line above it and write `---`";
        let place = range.start + line..range.start + above.len();
        if !std::mem::take(&mut self.is_in_ruled_table) {
            self.finding(&rules::UNREAD_MARKUP, place, "this line makes a heading of all the words above it", help);
        }
        paragraph(text)
    }

    /// A paragraph right above a place that is nothing but a few words: other programs set in below it what they mean.
    fn term_above(&self, place: usize) -> Option<&'a str> {
        const MOST_WORDS: usize = 5;
        let range = self.words.printed.paragraphs.last()?;
        let (term, gap) = (self.words.masked.get(range.clone())?.trim(), self.words.masked.get(range.end..place)?);
        let is_term = term.split(' ').count() <= MOST_WORDS
            && !term.contains('\n')
            && term.ends_with(|sign: char| sign.is_alphanumeric() || sign == ')');
        (is_term && gap.trim().is_empty()).then_some(term)
    }

    /// Words that Markdown takes for code. A report has none, so that they are read as a paragraph.
    fn code_block(&mut self, kind: &CodeBlockKind<'a>, end: TagEnd, range: Range<usize>) -> Option<Block> {
        let first = self.words.line_of(range.clone());
        let (place, message, help) = match kind {
            CodeBlockKind::Indented => {
                let words = self.words.masked[first.clone()].trim_start();
                let spaces = self.words.masked[..first.start].trim_end_matches([' ', '\t']).len();
                let help = match self.term_above(spaces).filter(|_| self.depth == 1) {
                    Some(term) => format!(
                        "delete them; if the line says what “{term}” means, write it right below that line, behind `: `"
                    ),
                    None => "delete them; a line that goes on with an item of a list begins below the first letter of the item".to_owned(),
                };
                (spaces..first.end - words.len(), "the spaces at the head of this line make code of its words", help)
            }
            CodeBlockKind::Fenced(_) => {
                self.ledger.pass(first.end);
                let help = "delete this row of signs, and the one below the words".to_owned();
                (first, "this row of signs makes code of the words below it", help)
            }
        };
        self.finding(&rules::UNREAD_MARKUP, place, message, &help);
        let mut phrase = Phrase::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(end_of) if end_of == end => break,
                _ => self.words.pieces(range, &mut phrase),
            }
        }
        paragraph(phrase)
    }
}

/// What something has to follow, with its range.
enum Open {
    /// A heading of a level.
    Heading(u8, Range<usize>),
    /// A sentence that ends with a colon.
    Sentence(Range<usize>),
}

/// Words outside a paragraph, as they stand in an item of a list.
#[derive(Default)]
struct Loose {
    words: Phrase,
    range: Range<usize>,
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}
