//! What lists, tables and definitions are made of.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::state::Reader;
use crate::book::narrative::{Block, Document, Phrase};
use crate::parse::markdown::slips;
use crate::parse::markdown::words::Words;
use crate::parse::rules;

impl<'a> Reader<'a, '_> {
    /// Calls `part` at each part of a list or table that begins before its end.
    fn parts(&mut self, until: TagEnd, mut part: impl FnMut(&mut Self, Tag<'a>, Range<usize>)) {
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(end) if end == until => break,
                Event::Start(tag) => part(self, tag, range),
                _ => {}
            }
        }
    }

    pub(super) fn items(&mut self, until: TagEnd) -> Vec<Document> {
        let mut items = Vec::new();
        self.parts(until, |reader, item, _| items.push(reader.blocks(Some(item.to_end()))));
        items
    }

    pub(super) fn rows(&mut self, until: TagEnd) -> Vec<Vec<Phrase>> {
        let mut rows = Vec::new();
        self.parts(until, |reader, part, range| match (part, rows.last_mut()) {
            (Tag::TableCell, Some(row)) => Vec::push(row, reader.phrase(TagEnd::TableCell)),
            _ => {
                reader.no_row(range);
                rows.push(Vec::new());
            }
        });
        rows
    }

    pub(super) fn definitions(&mut self, until: TagEnd) -> Vec<(Phrase, Vec<Document>)> {
        let mut entries: Vec<(Phrase, Vec<Document>)> = Vec::new();
        let mut above = None;
        self.parts(until, |reader, part, _| match (part, entries.last_mut()) {
            (Tag::DefinitionListDefinition, Some((_, meanings))) => {
                if let (Some(above), Some(Block::Paragraph(_))) =
                    (above.take(), meanings.last().and_then(|body| body.last()))
                {
                    let Words { typed, masked, .. } = &reader.words;
                    reader.findings.extend(slips::swallowed(typed, masked, above));
                }
                meanings.push(reader.blocks(Some(TagEnd::DefinitionListDefinition)));
                above = reader.words.printed.paragraphs.last().cloned();
            }
            (part, _) => entries.push((reader.phrase(part.to_end()), Vec::new())),
        });
        entries
    }

    /// Names a line that is a row of the table above it, though it has none of a row's signs.
    fn no_row(&mut self, range: Range<usize>) {
        if !self.words.masked[range.clone()].contains('|') {
            let help = "put an empty line above it; a row of the table has `|` between its cells";
            self.finding(&rules::UNREAD_MARKUP, range, "this line would become a row of the table above it", help);
        }
    }
}
