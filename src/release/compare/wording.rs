//! Texts as readers read them, so that what says the same is equal however it was typed: without places, ends of lines and comments.

use std::borrow::Cow;
use std::fmt::Write;

use crate::book::Book;
use crate::book::narrative::{Asks, Block, Document, Inline, Phrase, Picture};
use crate::book::report::{HELD_BACK, Report};
use crate::query::reference;

/// What stands around a sign that is none of the words.
pub(super) const MARKS: [char; 2] = ['\u{1}', '\u{2}'];
/// What stands before a reference, between it and what it stands for, and behind that.
pub(super) const REFERENCE: [char; 3] = ['\u{3}', '\u{4}', '\u{5}'];

/// A text: its words, what is none of them between [`MARKS`], and its references with what they stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Wording(String);

impl From<String> for Wording {
    fn from(text: String) -> Wording {
        Wording(spaced(&text))
    }
}

impl From<&str> for Wording {
    fn from(text: &str) -> Wording {
        text.to_owned().into()
    }
}

impl std::fmt::Display for Wording {
    fn fmt(&self, into: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        into.write_str(&self.0)
    }
}

impl Wording {
    /// The text as it was marked.
    pub(super) fn marked(&self) -> &str {
        &self.0
    }

    /// With what its references stand for.
    pub(crate) fn read(&self) -> Cow<'_, str> {
        self.with_references(|_, read| read.to_owned())
    }

    /// With its references as they were written.
    pub(super) fn written(&self) -> Cow<'_, str> {
        self.with_references(|written, _| unspoken(written))
    }

    /// With its references as they were written, and what of them is held back as readers see it.
    pub(super) fn held_back(&self) -> Cow<'_, str> {
        self.with_references(|written, read| if read == HELD_BACK { read.to_owned() } else { unspoken(written) })
    }

    fn with_references(&self, text: impl Fn(&str, &str) -> String) -> Cow<'_, str> {
        let [open, between, close] = REFERENCE;
        let mut parts = self.0.split(open);
        let first = parts.next().unwrap_or_default();
        parts.fold(Cow::Borrowed(first), |before, part| {
            let (reference, behind) = part.split_once(close).unwrap_or((part, ""));
            let (written, read) = reference.split_once(between).unwrap_or((reference, ""));
            (before.into_owned() + &text(written, read) + behind).into()
        })
    }

    /// Whether a reader of one reads something else in the other, and not because of a change elsewhere: where references are written as
    /// they were, what else differs follows from other changes.
    pub(super) fn differs(&self, other: &Wording) -> bool {
        self.0 != other.0 && self.read() != other.read() && self.written() != other.written()
    }
}

/// A text in which ends of lines, and spaces that keep words together, are spaces.
pub(super) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What references of a text are about.
#[derive(Clone, Copy, Default)]
pub(super) struct Subject<'a> {
    /// A report of a book, or nothing.
    pub(super) of: Option<(&'a Book, &'a Report)>,
    /// The same with figures held back that are so since: nothing is told of what it could not tell then.
    pub(super) held: Option<(&'a Book, &'a Report)>,
}

impl Subject<'_> {
    /// Blocks.
    pub(super) fn document(self, document: &Document) -> Wording {
        let mut writer = Writer { subject: self, text: String::new() };
        writer.blocks(document);
        writer.text.into()
    }

    /// A line of words.
    pub(super) fn phrase(self, phrase: &Phrase) -> Wording {
        let mut writer = Writer { subject: self, text: String::new() };
        writer.phrase(phrase);
        writer.text.into()
    }

    /// What a reference stands for; none where that is nothing.
    fn read(self, asks: &Asks) -> Option<String> {
        let (book, report) = self.of?;
        let text = reference::text(book, report, asks).ok().filter(|text| !text.is_empty())?;
        let is_told = |(book, report): (&Book, &Report)| reference::text(book, report, asks).is_ok();
        Some(if self.held.is_none_or(is_told) { text } else { HELD_BACK.to_owned() })
    }
}

struct Writer<'a> {
    subject: Subject<'a>,
    text: String,
}

impl Writer<'_> {
    fn mark(&mut self, mark: impl std::fmt::Display) {
        self.text += &unspoken(mark);
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
        let drawing = self.subject.of.and_then(|(_, report)| report.drawings.get(file));
        self.mark(format_args!("picture {}", drawing.map_or(file, |drawing| &drawing.name)));
        self.phrase(alternative);
        self.marked("caption", caption);
    }

    fn phrase(&mut self, phrase: &[Inline]) {
        for inline in phrase {
            match inline {
                Inline::Text(text, _) => self.text += text,
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
        let [open, between, close] = REFERENCE;
        match self.subject.read(asks) {
            Some(text) => drop(write!(self.text, "{open}{asks:?}{between}{text}{close}")),
            None => self.mark(format_args!("{asks:?}")),
        }
    }
}

/// A text that is none of the words, so that two of which it differs are the same words in another form.
pub(super) fn unspoken(text: impl std::fmt::Display) -> String {
    let [open, close] = MARKS;
    format!("{open}{text}{close}")
}
