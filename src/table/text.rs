//! Words that are no cell of a table and no narrative of a section: plain, with links, or narrative in the context of a report.

use std::borrow::Cow;

use crate::book::narrative::{Document, Phrase, Words};
use crate::book::report::Report;
use crate::link::Destination;

/// A caption, a head, a note, a paragraph that is made from figures.
#[derive(Debug)]
pub(crate) enum Text<'a> {
    /// Words as they stand.
    Plain(Cow<'a, str>),
    /// A word that stands out.
    Strong(Cow<'a, str>),
    /// A link.
    Link(Cow<'a, str>, Destination<'a>),
    /// Narrative within a line, whose references are about a report.
    Phrase(&'a Phrase, &'a Report),
    /// Narrative of one paragraph or more, whose references are about a report.
    Blocks(&'a Document, &'a Report),
    /// Several of these, one behind the other.
    Several(Vec<Text<'a>>),
}

impl<'a> Text<'a> {
    /// A link.
    pub(crate) fn link(words: impl Into<Cow<'a, str>>, to: impl Into<Destination<'a>>) -> Self {
        Text::Link(words.into(), to.into())
    }
}

impl Default for Text<'_> {
    fn default() -> Self {
        Text::Plain(Cow::default())
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(words: &'a str) -> Self {
        Text::Plain(words.into())
    }
}

impl<'a> From<&'a Words> for Text<'a> {
    fn from(words: &'a Words) -> Self {
        words.as_str().into()
    }
}

impl<'a> From<Cow<'a, str>> for Text<'a> {
    fn from(words: Cow<'a, str>) -> Self {
        Text::Plain(words)
    }
}

impl From<String> for Text<'_> {
    fn from(words: String) -> Self {
        Text::Plain(words.into())
    }
}
