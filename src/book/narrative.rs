//! What authors write, as a tree with places: neither Markdown nor HTML.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::ops::Deref;

use super::period::Period;
use crate::address::Address;
use crate::source::Span;

/// Blocks in the order of the page.
pub type Document = Vec<Block>;
/// Inline text in reading order.
pub type Phrase = Vec<Inline>;

/// Words that are published as they are typed: a name, a title, a unit. No reference and no Markdown is read in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    text: String,
    /// Where they stand.
    pub span: Span,
}

impl Words {
    /// Words that stand in a place.
    pub fn new(text: impl Into<String>, span: Span) -> Self {
        Words { text: text.into(), span }
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl From<&Words> for String {
    fn from(words: &Words) -> String {
        words.text.clone()
    }
}

impl<'a> From<&'a Words> for Cow<'a, str> {
    fn from(words: &'a Words) -> Self {
        Cow::Borrowed(&words.text)
    }
}

impl Display for Words {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.text)
    }
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 2 is the highest that an author can use.
    Heading {
        /// Depth as the author wrote it.
        level: u8,
        /// The anchor, made from the text unless the author gave one.
        id: String,
        /// The words.
        text: Phrase,
        /// Where it stands.
        span: Span,
    },
    /// A paragraph.
    Paragraph(Phrase),
    /// A list; `start` is the first number of an ordered one.
    List {
        /// First number, for an ordered list.
        start: Option<u64>,
        /// The items.
        items: Vec<Document>,
    },
    /// A part with a purpose of its own, or a plain quotation.
    Part {
        /// What it is.
        kind: PartKind,
        /// The words after the tag: a title, a speaker or a source.
        title: Phrase,
        /// What stands in it.
        body: Document,
    },
    /// A table of the author's own.
    Table {
        /// The alignments, one a column: whether it holds figures.
        figures: Vec<bool>,
        /// The heading row.
        head: Vec<Phrase>,
        /// The rows.
        rows: Vec<Vec<Phrase>>,
    },
    /// Terms with their meanings.
    Definitions(Vec<(Phrase, Vec<Document>)>),
    /// A change of subject.
    Rule,
    /// A footnote's text.
    Footnote {
        /// The label that marks share.
        label: String,
        /// The text.
        body: Document,
        /// Where it stands.
        span: Span,
    },
    /// A table or chart of the return, on a line of its own.
    Exhibit(Box<Reference>),
    /// An image, on a line of its own.
    Picture(Box<Picture>),
}

/// An image in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The name of its file.
    pub file: String,
    /// The words below it; none where there are none.
    pub caption: Phrase,
    /// What it shows, for those who cannot see it.
    pub alternative: Phrase,
    /// Where it stands.
    pub span: Span,
}

/// The parts of official documents that recur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// Words of somebody else, with or without a source.
    Quote,
    /// What somebody says of their own work, in the first person.
    Account,
    /// An example.
    CaseStudy,
    /// A list or summary in a box.
    Box,
    /// Something to know.
    Note,
    /// Something to beware of.
    Warning,
    /// Who belongs to a board or works with it: a list.
    Agencies,
    /// What a board means to do: a table of themes, actions and how far each has come.
    Plan,
    /// How to reach somebody: a table, or terms with their meanings.
    Contacts,
}

/// The tags by which authors ask for a part, `> [!ACCOUNT] …`.
pub const PART_TAGS: [(&str, PartKind); 9] = [
    ("ACCOUNT", PartKind::Account),
    ("AGENCIES", PartKind::Agencies),
    ("BOX", PartKind::Box),
    ("CASE-STUDY", PartKind::CaseStudy),
    ("CONTACTS", PartKind::Contacts),
    ("NOTE", PartKind::Note),
    ("PLAN", PartKind::Plan),
    ("QUOTE", PartKind::Quote),
    ("WARNING", PartKind::Warning),
];

/// A stretch of inline text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Text(String, Span),
    /// Emphasis.
    Emphasis(Phrase),
    /// Strong emphasis.
    Strong(Phrase),
    /// A link to an address that was found safe.
    Link {
        /// The address.
        to: String,
        /// The words.
        text: Phrase,
        /// Where it stands.
        span: Span,
    },
    /// A line break that the author asked for.
    Break,
    /// A mark that leads to a footnote.
    FootnoteMark(String, Span),
    /// A figure, date or name that comes from the report.
    Reference(Box<Reference>),
    /// An image within a line, where none can stand.
    Picture(Box<Picture>),
}

/// `{{ … }}` in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What it asks for.
    pub asks: Asks,
    /// Where it stands.
    pub span: Span,
}

/// What a reference asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// A date or name.
    Name(Name),
    /// A figure.
    Figure {
        /// The cell.
        of: Address,
        /// What is made of it.
        reading: Reading,
        /// Whether one to nine are written as words.
        in_words: bool,
    },
    /// A table, by its key or the key of a layout.
    Table(String),
    /// A chart, by its table's key.
    Chart(String),
    /// Where something else of the page stands: its number or title, as a link.
    See(Target, String),
}

/// What a reader can be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A table, by its key or the key of a layout.
    Table,
    /// A chart, by its table's key.
    Chart,
    /// A section or appendix, by its key.
    Section,
    /// The nation's report of the same period, on a page of its own. It needs no key.
    Nation,
}

/// The words behind `see`.
pub const TARGETS: [(&str, Target); 3] =
    [("table", Target::Table), ("chart", Target::Chart), ("section", Target::Section)];

/// What is made of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The number as it is.
    Number,
    /// The number without its sign, where the sentence says it: “a deficit of”.
    Size,
    /// The number of an earlier period.
    Before(Since),
    /// The nation's number of the same measure and period.
    Nation,
    /// Its share of the nation's number, in per cent with so many decimals.
    ShareOfNation(u8),
    /// Its share of another cell, in per cent with so many decimals.
    Share(Address, u8),
    /// The size of the change since an earlier period.
    Change(Direction, Since),
    /// The same in per cent with so many decimals.
    PercentChange(Direction, Since, u8),
}

/// Which earlier period is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The period before.
    PeriodBefore,
    /// The same period of the year before. Of a year it is the one before.
    YearBefore,
}

impl Since {
    /// The period that is meant in the report of another.
    pub fn of(self, period: Period) -> Period {
        match self {
            Since::PeriodBefore => period.previous(),
            Since::YearBefore => period.year_before(),
        }
    }
}

/// Which way a sentence says that a figure went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// It says only how much it changed.
    Either,
    /// It says that it rose.
    Rise,
    /// It says that it fell.
    Fall,
}

/// Dates and names of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// The area's name.
    Area,
    /// The nation's name.
    Nation,
    /// `2013-14`.
    Period,
    /// `1 April 2013`.
    PeriodStart,
    /// `31 March 2014`.
    PeriodEnd,
    /// `2013`.
    StartYear,
    /// `2014`.
    EndYear,
    /// `2012-13`.
    Previous,
    /// `1 April 2012`.
    PreviousStart,
    /// `31 March 2013`.
    PreviousEnd,
    /// The same period of the year before.
    YearBefore,
    /// Its first day.
    YearBeforeStart,
    /// Its last day.
    YearBeforeEnd,
}

/// The names that references can use.
pub const NAMES: [(&str, Name); 13] = [
    ("area.name", Name::Area),
    ("nation.name", Name::Nation),
    ("period.end", Name::PeriodEnd),
    ("period.end_year", Name::EndYear),
    ("period.name", Name::Period),
    ("period.previous.end", Name::PreviousEnd),
    ("period.previous.name", Name::Previous),
    ("period.previous.start", Name::PreviousStart),
    ("period.start", Name::PeriodStart),
    ("period.start_year", Name::StartYear),
    ("period.year_before.end", Name::YearBeforeEnd),
    ("period.year_before.name", Name::YearBefore),
    ("period.year_before.start", Name::YearBeforeStart),
];

/// What a walk through a text comes by.
#[derive(Debug, Clone, Copy)]
pub enum Seen<'a> {
    /// A block, before what stands in it.
    Block(&'a Block),
    /// Inline text, before what stands in it.
    Inline(&'a Inline),
}

/// Calls `visit` with every block and every stretch of inline text, in reading order.
pub fn walk<'a>(blocks: &'a [Block], visit: &mut impl FnMut(Seen<'a>)) {
    for block in blocks {
        visit(Seen::Block(block));
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => walk_phrase(text, visit),
            Block::List { items, .. } => items.iter().for_each(|item| walk(item, visit)),
            Block::Part { title, body, .. } => {
                walk_phrase(title, visit);
                walk(body, visit);
            }
            Block::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| walk_phrase(cell, visit));
            }
            Block::Definitions(entries) => {
                for (term, meanings) in entries {
                    walk_phrase(term, visit);
                    meanings.iter().for_each(|meaning| walk(meaning, visit));
                }
            }
            Block::Footnote { body, .. } => walk(body, visit),
            Block::Picture(picture) => {
                walk_phrase(&picture.alternative, visit);
                walk_phrase(&picture.caption, visit);
            }
            Block::Exhibit(_) | Block::Rule => {}
        }
    }
}

/// Calls `visit` with every stretch of inline text, in reading order.
pub fn walk_phrase<'a>(phrase: &'a [Inline], visit: &mut impl FnMut(Seen<'a>)) {
    for inline in phrase {
        visit(Seen::Inline(inline));
        if let Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } = inline {
            walk_phrase(inner, visit);
        }
    }
}
