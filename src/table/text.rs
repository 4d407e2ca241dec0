//! Words of a table that are no cell: plain, or narrative in the context of its report, and where links in them lead.

use std::borrow::Cow;

use crate::book::area::Area;
use crate::book::narrative::{Document, Phrase};
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;

/// Where a link leads.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target<'a> {
    /// The page of an area.
    Area(&'a Area),
    /// The page of a report.
    Report(&'a Report),
    /// The page of the nation for a period.
    Overview(Period),
    /// The page of a measure.
    Measure(&'a Measure),
    /// An anchor of the same page.
    Anchor(&'static str),
}

/// Words of a table that are no cell: a caption, a head, a note.
#[derive(Debug)]
pub(crate) enum Text<'a> {
    /// Words as they stand.
    Plain(Cow<'a, str>),
    /// A word that stands out.
    Strong(&'static str),
    /// A link.
    Link(&'static str, Target<'a>),
    /// Narrative within a line, whose references are about a report.
    Phrase(&'a Phrase, &'a Report),
    /// Narrative of one paragraph or more, whose references are about a report.
    Blocks(&'a Document, &'a Report),
    /// Several of these, one behind the other.
    Several(Vec<Text<'a>>),
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

impl From<String> for Text<'_> {
    fn from(words: String) -> Self {
        Text::Plain(words.into())
    }
}
