//! Markdown → the book's own tree: the only code that knows the Markdown crate.
//!
//! References are masked before parsing, so that no sign inside `{{ … }}` can be taken for Markdown.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, CowStr, Event, OffsetIter, Options, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::anchor::{plain, slug};
use super::mask::{self, Masked, Stand, pieces};
use super::{part, rules};
use crate::book::narrative::{Asks, Block, Document, Inline, Phrase};
use crate::diagnostic::{Diagnostic, Rule};

const DEEPEST: usize = 24;
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_SMART_PUNCTUATION);

/// Parses a text with blocks.
pub fn document(text: &str, stand: Stand, findings: &mut Vec<Diagnostic>) -> Document {
    let (masked, references) = mask::mask(text, stand, findings);
    let events = TextMergeWithOffset::new(Parser::new_ext(&masked, OPTIONS).into_offset_iter());
    let mut reader = Reader { events, text, references, stand, depth: 0, ids: BTreeMap::new(), findings };
    reader.blocks(None)
}

/// Parses a text that should be one line: a title, a reason.
pub fn phrase(text: &str, stand: Stand, findings: &mut Vec<Diagnostic>) -> Phrase {
    let blocks = document(text, stand, findings);
    match <[Block; 1]>::try_from(blocks) {
        Ok([Block::Paragraph(phrase)]) => phrase,
        Ok([Block::Exhibit(reference)]) => vec![Inline::Reference(reference)],
        _ => {
            let finding =
                Diagnostic::new(&rules::WRONG_TYPE, stand.span(0..text.len()), "this should be one line of text");
            findings.push(finding.help(
                "it begins like a list, heading or quotation: write `1\\.`, `\\-`, `\\#` or `\\>` for the sign itself",
            ));
            Phrase::new()
        }
    }
}

struct Reader<'a, 'f> {
    events: TextMergeWithOffset<'a, OffsetIter<'a>>,
    text: &'a str,
    references: Masked,
    stand: Stand,
    depth: usize,
    ids: BTreeMap<String, usize>,
    findings: &'f mut Vec<Diagnostic>,
}

impl<'a> Reader<'a, '_> {
    fn finding(&mut self, rule: &'static Rule, range: Range<usize>, message: &str, help: &str) {
        let text = &self.text[range.clone()];
        let length = text.lines().next().unwrap_or_default().len();
        let span = self.stand.span(range.start..range.start + length);
        self.findings.push(Diagnostic::new(rule, span, message).help(help));
    }

    fn blocks(&mut self, until: Option<TagEnd>) -> Document {
        let (mut blocks, mut loose) = (Vec::new(), Vec::new());
        self.depth += 1;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(end) if Some(end) == until => break,
                Event::Start(tag) if is_block(&tag) => {
                    flush(&mut loose, &mut blocks);
                    if self.depth > DEEPEST {
                        self.finding(
                            &rules::TOO_LARGE,
                            range,
                            "text is nested too deeply here",
                            "use fewer `>` and lists inside lists",
                        );
                        self.skip(tag.to_end());
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
        blocks
    }

    fn block(&mut self, tag: Tag<'a>, range: Range<usize>) -> Option<Block> {
        let end = tag.to_end();
        Some(match tag {
            Tag::Paragraph => return paragraph(self.phrase(end)),
            Tag::Heading { level, id, classes, attrs } => {
                if !classes.is_empty() || !attrs.is_empty() {
                    self.finding(
                        &rules::BAD_HEADING,
                        range.clone(),
                        "what stands in braces here would be lost",
                        "write it without braces; only an anchor stands in braces, as in `{#members}`",
                    );
                }
                self.heading(level as u8, id, end, range)
            }
            Tag::BlockQuote(_) => part::from_quote(self.blocks(Some(end)), self.findings),
            Tag::List(start) => {
                let items = self.children(end, TagEnd::Item);
                Block::List { start, items }
            }
            Tag::CodeBlock(_) => {
                let code = self.raw(end);
                Block::Code(code)
            }
            Tag::Table(alignments) => {
                let figures = alignments.iter().map(|&alignment| alignment == Alignment::Right).collect();
                let mut rows = self.rows(end);
                let head = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
                Block::Table { figures, head, rows }
            }
            Tag::DefinitionList => Block::Definitions(self.definitions(end)),
            Tag::FootnoteDefinition(label) => {
                let body = self.blocks(Some(end));
                Block::Footnote { label: label.into_string(), body, span: self.stand.span(range) }
            }
            Tag::HtmlBlock => {
                let html = self.raw(end);
                self.html(&html, range);
                return None;
            }
            _ => {
                self.skip(end);
                return None;
            }
        })
    }

    fn heading(&mut self, level: u8, id: Option<CowStr<'a>>, end: TagEnd, range: Range<usize>) -> Block {
        if level == 1 {
            self.finding(
                &rules::BAD_HEADING,
                range.clone(),
                "a heading in a section begins with `##`",
                "add one `#`: the section's own title is the heading above it",
            );
        }
        let text = self.phrase(end);
        let wanted = id.map_or_else(|| slug(&plain(&text)), |id| slug(&id));
        let copies = self.ids.entry(wanted.clone()).and_modify(|copies| *copies += 1).or_insert(1);
        let id = if *copies == 1 { wanted } else { format!("{wanted}-copy-{copies}") };
        Block::Heading { level: level.max(2), id, text, span: self.stand.span(range) }
    }

    fn children(&mut self, until: TagEnd, child: TagEnd) -> Vec<Document> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(end) if end == until => break,
                Event::Start(tag) if tag.to_end() == child => items.push(self.blocks(Some(child))),
                _ => {}
            }
        }
        items
    }

    fn rows(&mut self, until: TagEnd) -> Vec<Vec<Phrase>> {
        let mut rows = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(end) if end == until => break,
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.phrase(TagEnd::TableCell);
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                _ => {}
            }
        }
        rows
    }

    fn definitions(&mut self, until: TagEnd) -> Vec<(Phrase, Vec<Document>)> {
        let mut entries: Vec<(Phrase, Vec<Document>)> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::End(end) if end == until => break,
                Event::Start(Tag::DefinitionListTitle) => {
                    let term = self.phrase(TagEnd::DefinitionListTitle);
                    entries.push((term, Vec::new()));
                }
                Event::Start(Tag::DefinitionListDefinition) => {
                    let meaning = self.blocks(Some(TagEnd::DefinitionListDefinition));
                    if let Some((_, meanings)) = entries.last_mut() {
                        meanings.push(meaning);
                    }
                }
                _ => {}
            }
        }
        entries
    }

    fn phrase(&mut self, until: TagEnd) -> Phrase {
        let mut phrase = Vec::new();
        self.depth += 1;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(end) if end == until => break,
                event => self.inline(event, range, &mut phrase),
            }
        }
        self.depth -= 1;
        phrase
    }

    fn inline(&mut self, event: Event<'a>, range: Range<usize>, phrase: &mut Phrase) {
        match event {
            Event::Text(text) => self.unmask(&text, range, phrase),
            Event::SoftBreak => phrase.push(Inline::Text("\n".to_owned(), self.stand.span(range))),
            Event::HardBreak => phrase.push(Inline::Break),
            Event::Code(_) => {
                let typed = self.text[range].trim_matches('`').trim();
                phrase.push(Inline::Code(typed.to_owned()));
            }
            Event::FootnoteReference(label) => {
                phrase.push(Inline::FootnoteMark(label.into_string(), self.stand.span(range)));
            }
            Event::InlineHtml(html) | Event::Html(html) => self.html(&html, range),
            Event::Start(tag) if self.depth > DEEPEST => {
                self.finding(
                    &rules::TOO_LARGE,
                    range,
                    "text is nested too deeply here",
                    "use fewer `*`, `>` and lists inside lists",
                );
                self.skip(tag.to_end());
            }
            Event::Start(Tag::Emphasis) => phrase.push(Inline::Emphasis(self.phrase(TagEnd::Emphasis))),
            Event::Start(Tag::Strong) => phrase.push(Inline::Strong(self.phrase(TagEnd::Strong))),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let text = self.phrase(TagEnd::Link);
                phrase.extend(self.link(&dest_url, text, range));
            }
            Event::Start(Tag::Image { .. }) => {
                self.finding(
                    &rules::NO_IMAGES,
                    range,
                    "an image cannot be published yet",
                    "say in words what it shows",
                );
                phrase.extend(self.phrase(TagEnd::Image));
            }
            Event::Start(tag) => phrase.extend(self.phrase(tag.to_end())),
            _ => {}
        }
    }

    fn link(&mut self, to: &str, text: Phrase, range: Range<usize>) -> Phrase {
        const SCHEMES: [&str; 4] = ["https://", "http://", "mailto:", "tel:"];
        let lower = to.to_ascii_lowercase();
        if to.starts_with('#') || SCHEMES.iter().any(|scheme| lower.starts_with(scheme)) && !to.contains(mask::is_mask)
        {
            return vec![Inline::Link { to: to.to_owned(), text, span: self.stand.span(range) }];
        }
        self.finding(
            &rules::BAD_LINK,
            range,
            &format!("`{}` is not an address that can be published", mask::without_masks(to)),
            "write the whole address, beginning with https://, mailto: or tel:",
        );
        text
    }

    fn html(&mut self, html: &str, range: Range<usize>) {
        let html = html.trim();
        let is_comment = html
            .strip_prefix("<!--")
            .and_then(|rest| rest.find("-->").map(|end| rest[end + 3..].is_empty()))
            .unwrap_or(false);
        if !html.is_empty() && !is_comment {
            self.finding(
                &rules::RAW_HTML,
                range,
                "HTML cannot stand in narrative",
                "write it in Markdown; a sign < in text is written &lt;",
            );
        }
    }

    fn unmask(&mut self, text: &str, range: Range<usize>, phrase: &mut Phrase) {
        for (piece, typed) in pieces(text, &self.text[range.clone()]) {
            let typed = range.start + typed.start..range.start + typed.end;
            self.unmask_piece(&text[piece], typed, phrase);
        }
    }

    /// A piece of text and where it was typed.
    fn unmask_piece(&mut self, text: &str, range: Range<usize>, phrase: &mut Phrase) {
        let exact = text.len() == range.len();
        let span = |from: usize, to: usize| if exact { range.start + from..range.start + to } else { range.clone() };
        let mut from = 0;
        while let Some(at) = text[from..].find(mask::is_mask).map(|at| from + at) {
            let masked = self.references.get(&(range.start + at)).filter(|_| exact).cloned();
            if at > from {
                phrase.push(Inline::Text(text[from..at].to_owned(), self.stand.span(span(from, at))));
            }
            from = match masked {
                Some((typed, reference)) => {
                    phrase.extend(reference.map(Inline::Reference));
                    (at + typed.len()).min(text.len())
                }
                None => at + mask::WIDTH,
            };
        }
        if from < text.len() {
            phrase.push(Inline::Text(text[from..].to_owned(), self.stand.span(span(from, text.len()))));
        }
    }

    fn raw(&mut self, until: TagEnd) -> String {
        let mut text = String::new();
        for (event, range) in self.events.by_ref() {
            match event {
                Event::End(end) if end == until => break,
                _ => text.push_str(&self.text[range]),
            }
        }
        text
    }

    fn skip(&mut self, until: TagEnd) {
        let mut open = 1;
        for (event, _) in self.events.by_ref() {
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
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn flush(loose: &mut Phrase, blocks: &mut Document) {
    if !loose.is_empty() {
        blocks.extend(paragraph(std::mem::take(loose)));
    }
}

/// A paragraph; a table or chart that stands alone in one is an exhibit.
fn paragraph(phrase: Phrase) -> Option<Block> {
    match phrase.as_slice() {
        [] => None,
        [Inline::Reference(reference)] if matches!(reference.asks, Asks::Table(_) | Asks::Chart(_)) => {
            Some(Block::Exhibit(reference.clone()))
        }
        _ => Some(Block::Paragraph(phrase)),
    }
}
