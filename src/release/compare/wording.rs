//! Texts as readers read them, so that what says the same is equal however it was typed: without places, ends of lines and comments.

use std::fmt::Write;

use crate::book::Book;
use crate::book::narrative::{Asks, Block, Document, Inline, Phrase, Picture};
use crate::book::report::Report;
use crate::query::reference;

/// What stands around a sign that is none of the words.
const MARKS: [char; 2] = ['\u{1}', '\u{2}'];

/// A text in the two ways in which it can be another one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wording {
    /// With what its references stand for.
    pub(crate) read: String,
    /// With its references as they were written: where these are equal, what else differs follows from other changes.
    pub(super) written: String,
}

impl From<String> for Wording {
    fn from(text: String) -> Wording {
        let text = spaced(&text);
        Wording { written: text.clone(), read: text }
    }
}

impl From<&str> for Wording {
    fn from(text: &str) -> Wording {
        text.to_owned().into()
    }
}

impl Wording {
    /// Whether a reader of one reads something else in the other, and not because of a change elsewhere.
    pub(super) fn differs(&self, other: &Wording) -> bool {
        self.read != other.read && self.written != other.written
    }

    /// The words alone.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        for (at, part) in self.read.split(MARKS).enumerate() {
            words += if at % 2 == 0 { part } else { " " };
        }
        // A mark that ends before a sign leaves none between the two.
        let words = spaced(&words);
        [",", ".", ";", ":", "?", "!", ")", "”"]
            .iter()
            .fold(words, |words, sign| words.replace(&format!(" {sign}"), sign))
    }
}

/// A text in which ends of lines, and spaces that keep words together, are spaces.
pub(super) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What references of a text are about: a report of a book, or nothing.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a>(pub(super) Option<(&'a Book, &'a Report)>);

impl Subject<'_> {
    /// Blocks.
    pub(super) fn document(self, document: &Document) -> Wording {
        let mut writer = Writer { subject: self, wording: Wording::default() };
        writer.blocks(document);
        writer.done()
    }

    /// A line of words.
    pub(super) fn phrase(self, phrase: &Phrase) -> Wording {
        let mut writer = Writer { subject: self, wording: Wording::default() };
        writer.phrase(phrase);
        writer.done()
    }
}

struct Writer<'a> {
    subject: Subject<'a>,
    wording: Wording,
}

impl Writer<'_> {
    fn done(self) -> Wording {
        Wording { read: spaced(&self.wording.read), written: spaced(&self.wording.written) }
    }

    fn text(&mut self, text: &str) {
        self.wording.read += text;
        self.wording.written += text;
    }

    fn mark(&mut self, mark: impl std::fmt::Display) {
        let [open, close] = MARKS;
        self.text(&format!("{open}{mark}{close}"));
    }

    fn marked(&mut self, mark: &str, inner: &Phrase) {
        self.mark(mark);
        self.phrase(inner);
        self.mark("/");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, id, text, span: _ } => self.marked(&format!("h{level} {id}"), text),
            Block::Paragraph(text) => self.marked("p", text),
            Block::List { start, items } => {
                self.mark(format_args!("list {start:?}"));
                for item in items {
                    self.mark("item");
                    self.blocks(item);
                }
            }
            Block::Part { kind, title, body } => {
                self.marked(&format!("{kind:?}"), title);
                self.blocks(body);
            }
            Block::Table { figures, head, rows } => {
                self.mark(format_args!("table {figures:?}"));
                for row in [head].into_iter().chain(rows) {
                    self.mark("row");
                    row.iter().for_each(|cell| self.marked("cell", cell));
                }
            }
            Block::Definitions(entries) => {
                for (term, meanings) in entries {
                    self.marked("term", term);
                    for meaning in meanings {
                        self.mark("meaning");
                        self.blocks(meaning);
                    }
                }
            }
            Block::Rule => self.mark("rule"),
            Block::Footnote { label, body, span: _ } => {
                self.mark(format_args!("note {label}"));
                self.blocks(body);
            }
            Block::Exhibit(reference) => self.mark(format_args!("{:?}", reference.asks)),
            Block::Picture(picture) => self.picture(picture),
        }
        self.mark("end");
    }

    fn picture(&mut self, Picture { file, caption, alternative, span: _ }: &Picture) {
        let drawing = self.subject.0.and_then(|(_, report)| report.drawings.get(file));
        self.mark(format_args!("picture {}", drawing.map_or(file, |drawing| &drawing.name)));
        self.phrase(alternative);
        self.marked("caption", caption);
    }

    fn phrase(&mut self, phrase: &[Inline]) {
        for inline in phrase {
            match inline {
                Inline::Text(text, _) => self.text(text),
                Inline::Emphasis(inner) => self.marked("em", inner),
                Inline::Strong(inner) => self.marked("strong", inner),
                Inline::Link { to, text, span: _ } => self.marked(&format!("to {to}"), text),
                Inline::Break => self.mark("break"),
                Inline::FootnoteMark(label, _) => self.mark(format_args!("note {label}")),
                Inline::Picture(picture) => self.picture(picture),
                Inline::Reference(reference) => self.reference(&reference.asks),
            }
        }
    }

    fn reference(&mut self, asks: &Asks) {
        let [open, close] = MARKS;
        let _ = write!(self.wording.written, "{open}{asks:?}{close}");
        let text = self.subject.0.map(|(book, report)| reference::text(book, report, asks).unwrap_or_default());
        match text.filter(|text| !text.is_empty()) {
            Some(text) => self.wording.read += &text,
            None => drop(write!(self.wording.read, "{open}{asks:?}{close}")),
        }
    }
}

/// A text that is none of the words, so that two of which it differs are the same words in another form.
pub(super) fn unspoken(text: impl std::fmt::Display) -> String {
    let [open, close] = MARKS;
    format!("{open}{text}{close}")
}
