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
        let (mut items, mut above) = (Vec::new(), None);
        self.parts(until, |reader, item, range| {
            let before = reader.findings.len();
            above = reader.number(range.start, above);
            let body = reader.blocks(Some(item.to_end()));
            if body.is_empty() && reader.findings.len() == before {
                let help = "write its words, or delete the line";
                reader.finding(&rules::EMPTY_PART, range, "this item of the list has no words", help);
            }
            items.push(body);
        });
        items
    }

    /// The number of an item of a list, below one of the number `above`. A year that only happens to begin a line makes an item of the rest of
    /// its sentence, and in a list that has gaps readers would see other years.
    fn number(&mut self, start: usize, above: Option<u32>) -> Option<u32> {
        let text = &self.words.masked;
        let start = start + text[start..].len() - text[start..].trim_start_matches(' ').len();
        let digits = text[start..].bytes().take_while(u8::is_ascii_digit).count();
        let number = text[start..start + digits].parse().ok()?;
        let mut lines = text[..start].rsplit('\n').skip(1).map(|line| line.trim_matches([' ', '>', '\t', '\r']));
        let is_below_words = || lines.next().is_some_and(|line| !line.is_empty() && !line.starts_with('#'));
        if digits == 4 && above.map_or_else(is_below_words, |above| above + 1 != number) {
            let message = "this number at the head of a line begins an item of a list";
            let help = "if it ends the sentence above it, join the two lines; in a list of years write `- 2015: …`";
            self.finding(&rules::UNREAD_MARKUP, start..start + digits + 1, message, help);
        }
        Some(number)
    }

    pub(super) fn rows(&mut self, until: TagEnd) -> Vec<Vec<Phrase>> {
        let (mut rows, mut line) = (Vec::<Vec<Phrase>>::new(), 0..0);
        self.parts(until, |reader, part, range| match (part, rows.last_mut()) {
            (Tag::TableCell, Some(row)) => {
                let typed = reader.words.masked[line.clone()].trim_end();
                // Cells that are missing stand behind the last sign of their row.
                if range.is_empty() && range.start >= line.start + typed.len() && typed.contains('|') && !row.is_empty()
                {
                    let help =
                        "write every cell of it between two `|`; one that holds nothing stays empty: `| Red |  |`";
                    let message = "this row has fewer cells than the table has columns";
                    reader.finding(&rules::UNREAD_MARKUP, std::mem::take(&mut line), message, help);
                }
                row.push(reader.phrase(TagEnd::TableCell));
            }
            _ => {
                line = range.clone();
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
