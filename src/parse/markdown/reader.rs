//! Markdown → the book's own tree: the only code that knows the Markdown crate.
//!
//! References are masked before parsing, so that no sign inside `{{ … }}` can be taken for Markdown.

use std::ops::Range;

use pulldown_cmark::{Alignment, CowStr, Event, LinkType, OffsetIter, Options, Parser, Tag, TagEnd};

use super::anchor::{self, Anchors};
use super::ledger::Ledger;
use super::mask::{self, Masks};
use super::place::{Stand, Text};
use super::words::{Words, paragraph};
use super::{address, part, picture, slips};
use crate::book::narrative::{Block, Document, Inline, Phrase, walk, walk_phrase};
use crate::diagnostic::{Diagnostic, Rule};
use crate::parse::rules;

const DEEPEST: usize = 24;
/// The most footnotes of a text, and marks for them.
const MOST_FOOTNOTES: usize = 2000;
/// Task lists and crossed-out words are read in order to be refused: as plain text their signs would be published.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_SMART_PUNCTUATION)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);
/// What stands before a phrase while it is parsed, so that its first signs cannot begin a list or a heading.
const GUARD: char = '(';

/// Parses a text with blocks, which may have footnotes: a section.
pub fn document(text: &str, stand: Stand, findings: &mut Vec<Diagnostic>) -> Document {
    blocks(text, stand, MOST_FOOTNOTES, findings)
}

/// Parses a text with blocks that is part of something else, and so has no place for footnotes: a note, a commentary.
pub fn note(text: &str, stand: Stand, findings: &mut Vec<Diagnostic>) -> Document {
    blocks(text, stand, 0, findings)
}

fn blocks(text: &str, stand: Stand, footnotes: usize, findings: &mut Vec<Diagnostic>) -> Document {
    let typed = Text::new(text, stand);
    let Some((masked, masks)) = mask::mask(&typed, findings) else { return Document::new() };
    let mut reader = Reader::new(&typed, &masked, masks, footnotes, findings);
    let blocks = reader.blocks(None);
    walk(&blocks, &mut |seen| part::misplaced(seen, reader.findings));
    slips::slips(&blocks, text, stand.start(), reader.findings);
    reader.close();
    blocks
}

/// Parses a text that is one line of words whatever it looks like: a title, a reason.
pub fn phrase(text: &str, stand: Stand, findings: &mut Vec<Diagnostic>) -> Phrase {
    let typed = Text::new(text, stand);
    let Some((masked, masks)) = mask::mask(&typed, findings) else { return Phrase::new() };
    let line = format!("{GUARD}{}", masked.replace('\n', " "));
    let mut reader = Reader::new(&typed, &line, masks, 0, findings);
    reader.next();
    let phrase = reader.phrase(TagEnd::Paragraph);
    walk_phrase(&phrase, &mut |seen| part::misplaced(seen, reader.findings));
    reader.close();
    phrase
}

struct Reader<'a, 'f> {
    events: OffsetIter<'a>,
    /// How much stands before the text in what is parsed.
    guard: usize,
    words: Words<'a>,
    ledger: Ledger<'a>,
    /// How many more footnotes the text may have.
    footnotes: usize,
    depth: usize,
    anchors: Anchors,
    findings: &'f mut Vec<Diagnostic>,
}

impl<'a, 'f> Reader<'a, 'f> {
    /// A reader of `line`: the text `typed` with masks, and perhaps with a guard in front.
    fn new(
        typed: &'a Text<'a>,
        line: &'a str,
        masks: Masks,
        footnotes: usize,
        findings: &'f mut Vec<Diagnostic>,
    ) -> Self {
        let guard = line.len() - typed.as_str().len();
        let masked = &line[guard..];
        Reader {
            events: Parser::new_ext(line, OPTIONS).into_offset_iter(),
            guard,
            words: Words { typed, masked, masks, footnotes: footnotes > 0 },
            ledger: Ledger::new(masked),
            footnotes,
            depth: 0,
            anchors: Anchors::default(),
            findings,
        }
    }

    fn close(self) {
        self.ledger.close(self.words.typed, self.findings);
    }

    fn finding(&mut self, rule: &'static Rule, range: Range<usize>, message: &str, help: &str) {
        self.findings.push(self.words.finding(rule, range, message, help));
    }

    /// The next event with its range of the text; the guard is left out.
    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let (mut event, range) = self.events.next()?;
        if let Event::Text(text) = &mut event
            && range.start < self.guard
        {
            *text = text.strip_prefix(GUARD).unwrap_or(text).to_owned().into();
        }
        let range = range.start.saturating_sub(self.guard)..range.end.saturating_sub(self.guard);
        match &event {
            Event::Start(Tag::Item) => {
                let number = self.words.masked[range.start..].bytes().take_while(u8::is_ascii_digit).count();
                self.ledger.read(&(range.start..range.start + number));
            }
            Event::Start(Tag::FootnoteDefinition(_)) => {
                let label = self.words.masked[range.clone()].find("]:").map_or(0, |end| end + 2);
                self.ledger.read(&(range.start..range.start + label));
            }
            Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) => {
                if let Some(address) = self.events.reference_definitions().get(id) {
                    self.ledger.address(address.span.clone());
                }
            }
            Event::Start(_) | Event::End(_) | Event::SoftBreak | Event::HardBreak => {}
            _ => self.ledger.read(&range),
        }
        Some((event, range))
    }

    fn blocks(&mut self, until: Option<TagEnd>) -> Document {
        let (mut blocks, mut loose) = (Vec::new(), Vec::new());
        self.depth += 1;
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(end) if Some(end) == until => break,
                Event::Start(tag) if is_block(&tag) => {
                    flush(&mut loose, &mut blocks);
                    if self.depth > DEEPEST {
                        self.too_deep(tag.to_end(), range);
                    } else {
                        blocks.extend(self.block(tag, range));
                    }
                }
                Event::Rule => {
                    flush(&mut loose, &mut blocks);
                    blocks.push(Block::Rule);
                }
                Event::End(_) => {}
                event => self.inline(event, range, &mut loose),
            }
        }
        self.depth -= 1;
        flush(&mut loose, &mut blocks);
        blocks.shrink_to_fit();
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>) -> Option<Block> {
        let end = tag.to_end();
        Some(match tag {
            Tag::Paragraph => return paragraph(self.phrase(end)),
            Tag::Heading { level, id, .. } => self.heading(level as u8, id, end, range),
            Tag::BlockQuote(_) => {
                let before = self.findings.len();
                let body = self.blocks(Some(end));
                let is_whole = self.findings.len() == before;
                part::from_quote(body, self.words.line(range), is_whole, self.findings)
            }
            Tag::List(start) => Block::List { start, items: self.items(end) },
            Tag::CodeBlock(_) => {
                self.findings.extend(self.words.masks_in_code(&range));
                Block::Code(self.raw(end))
            }
            Tag::Table(alignments) => {
                let figures = alignments.iter().map(|&alignment| alignment == Alignment::Right).collect();
                let mut rows = self.rows(end);
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
                Block::Footnote { label: label.into_string(), body, span: self.words.typed.span(range) }
            }
            Tag::HtmlBlock => {
                let html = self.raw(end);
                self.html(&html, range);
                return None;
            }
            _ => {
                self.ledger.lose(range);
                self.skip(end);
                return None;
            }
        })
    }

    fn heading(&mut self, level: u8, id: Option<CowStr<'a>>, end: TagEnd, range: Range<usize>) -> Block {
        if level == 1 {
            let help = "add one `#`: the section's own title is the heading above it";
            self.finding(&rules::BAD_HEADING, range.clone(), "a heading in a section begins with `##`", help);
        }
        let text = self.phrase(end);
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
        Block::Heading { level: level.max(2), id, text, span: self.words.typed.span(range) }
    }

    /// Calls `part` at each part of a list or table that begins before its end.
    fn parts(&mut self, until: TagEnd, mut part: impl FnMut(&mut Self, Tag<'a>)) {
        while let Some((event, _)) = self.next() {
            match event {
                Event::End(end) if end == until => break,
                Event::Start(tag) => part(self, tag),
                _ => {}
            }
        }
    }

    fn items(&mut self, until: TagEnd) -> Vec<Document> {
        let mut items = Vec::new();
        self.parts(until, |reader, item| items.push(reader.blocks(Some(item.to_end()))));
        items
    }

    fn rows(&mut self, until: TagEnd) -> Vec<Vec<Phrase>> {
        let mut rows = Vec::new();
        self.parts(until, |reader, part| match (part, rows.last_mut()) {
            (Tag::TableCell, Some(row)) => Vec::push(row, reader.phrase(TagEnd::TableCell)),
            _ => rows.push(Vec::new()),
        });
        rows
    }

    fn definitions(&mut self, until: TagEnd) -> Vec<(Phrase, Vec<Document>)> {
        let mut entries: Vec<(Phrase, Vec<Document>)> = Vec::new();
        self.parts(until, |reader, part| match (part, entries.last_mut()) {
            (Tag::DefinitionListDefinition, Some((_, meanings))) => {
                meanings.push(reader.blocks(Some(TagEnd::DefinitionListDefinition)));
            }
            (part, _) => entries.push((reader.phrase(part.to_end()), Vec::new())),
        });
        entries
    }

    fn phrase(&mut self, until: TagEnd) -> Phrase {
        let mut phrase = Vec::new();
        self.depth += 1;
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(end) if end == until => break,
                event => self.inline(event, range, &mut phrase),
            }
        }
        self.depth -= 1;
        // A book keeps all of its text until the end: what a list has grown beyond its need adds up.
        phrase.shrink_to_fit();
        phrase
    }

    fn inline(&mut self, event: Event<'a>, range: Range<usize>, phrase: &mut Phrase) {
        match event {
            Event::Text(text) => self.words.add(&text, range, phrase, self.findings),
            Event::SoftBreak => phrase.push(Inline::Text("\n".to_owned(), self.words.typed.span(range))),
            Event::HardBreak => phrase.push(Inline::Break),
            Event::Code(code) => {
                self.findings.extend(self.words.masks_in_code(&range));
                phrase.push(Inline::Code(self.words.code(code.into_string(), &range)));
            }
            Event::FootnoteReference(label) => {
                self.count_footnote(&range);
                phrase.push(Inline::FootnoteMark(label.into_string(), self.words.typed.span(range)));
            }
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, range),
            Event::TaskListMarker(_) => {
                let help = "delete the box, and say in words what is done; to print brackets write \\[ \\]";
                self.finding(&rules::UNREAD_MARKUP, range, "boxes to tick cannot be published", help);
            }
            Event::Start(tag) if self.depth > DEEPEST => self.too_deep(tag.to_end(), range),
            Event::Start(Tag::Emphasis) => phrase.push(Inline::Emphasis(self.phrase(TagEnd::Emphasis))),
            Event::Start(Tag::Strong) => phrase.push(Inline::Strong(self.phrase(TagEnd::Strong))),
            Event::Start(Tag::Strikethrough) => {
                let help = "delete them; to print a ~ write \\~";
                self.finding(&rules::UNREAD_MARKUP, range, "crossed-out words cannot be published", help);
                phrase.extend(self.phrase(TagEnd::Strikethrough));
            }
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                let text = self.phrase(TagEnd::Link);
                let to =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                phrase.extend(self.link(to, &title, text, range));
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                let alternative = self.phrase(TagEnd::Image);
                self.ledger.pass(range.end);
                phrase.push(picture::inline(&self.words, (&dest_url, &title), alternative, range, self.findings));
            }
            Event::Start(tag) => phrase.extend(self.phrase(tag.to_end())),
            _ => {}
        }
    }

    fn link(&mut self, to: String, title: &str, text: Phrase, range: Range<usize>) -> Phrase {
        self.ledger.pass(range.end);
        let span = self.words.typed.span(range.clone());
        match address::fault(&to) {
            Some((message, help)) => {
                self.finding(&rules::BAD_LINK, range, &message, help);
                return text;
            }
            None if text.is_empty() => {
                let help = "write what it leads to between [ and ]";
                self.finding(&rules::BAD_LINK, range, "this link has no words", help);
            }
            None if !title.is_empty() => {
                let help = "delete the words in quotes behind the address, or write them as text";
                self.finding(&rules::LOST_TEXT, range, "the title of this link would not be published", help);
            }
            None => {}
        }
        vec![Inline::Link { to, text, span }]
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        if let Some((rule, message, help)) = slips::html_fault(html) {
            self.finding(rule, range, message, help);
        }
    }

    fn count_footnote(&mut self, range: &Range<usize>) {
        if self.footnotes == 0 {
            self.findings.push(self.words.no_footnote(range.clone()));
        }
        self.footnotes = self.footnotes.saturating_sub(1);
    }

    fn too_deep(&mut self, end: TagEnd, range: Range<usize>) {
        let help = "use fewer `>`, lists inside lists and `*` inside `*`";
        self.finding(&rules::TOO_LARGE, range, "text is nested too deeply here", help);
        self.skip(end);
    }

    fn raw(&mut self, until: TagEnd) -> String {
        let mut text = String::new();
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(end) if end == until => break,
                _ => text.push_str(&self.words.typed.as_str()[range]),
            }
        }
        text
    }

    fn skip(&mut self, until: TagEnd) {
        let mut open = 1;
        while let Some((event, _)) = self.next() {
            match event {
                Event::Start(tag) if tag.to_end() == until => open += 1,
                Event::End(end) if end == until => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn flush(loose: &mut Phrase, blocks: &mut Document) {
    if !loose.is_empty() {
        blocks.extend(paragraph(std::mem::take(loose)));
    }
}
