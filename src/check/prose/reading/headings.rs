//! The words that head the numbers of a table.

use std::sync::Arc;

use super::language::senses::{Sense, Way};
use super::roles::way_at;
use super::scopes::Scope;
use super::scopes::all;
use super::sentence::{Cased, Reader, Sentence};
use crate::check::prose::passage::TableText;

/// The words of a row, of a column, or of what stands beside a table.
#[derive(Default)]
pub(crate) struct Heading<'a> {
    pub(crate) scope: Scope<'a>,
    /// Whether all of its words are understood.
    pub(crate) is_read: bool,
    /// Whether it says nothing but what neither the form nor the language knows.
    pub(crate) is_strange: bool,
    /// Whether it heads figures as they are: no changes and no percentages.
    pub(crate) is_level: bool,
    /// Which way figures went of which it heads the changes.
    pub(crate) way: Option<Way>,
}

/// A table whose headings are read.
pub(crate) struct ReadTable<'a> {
    pub(crate) text: Arc<TableText>,
    pub(crate) columns: Vec<Heading<'a>>,
    pub(crate) rows: Vec<Heading<'a>>,
    /// What stands at the corner and beside the table, without what its rows or columns tell apart.
    pub(crate) beside: Heading<'a>,
    /// The key of the table of the form that it repeats.
    pub(crate) repeats: Option<&'a str>,
}

impl<'a> Heading<'a> {
    pub(crate) fn new(reader: &Reader<'_, 'a>, heading: &str) -> Self {
        let lower = heading.to_ascii_lowercase();
        let text = Cased { typed: heading, lower: &lower, printed: &[] };
        let sentence = Sentence::read(*reader, &text, 0..lower.len());
        let words = &sentence.words;
        let is_other = |sense| {
            matches!(
                sense,
                Sense::Way(_) | Sense::Growth | Sense::Percent | Sense::Points | Sense::Per | Sense::Narrows
            )
        };
        let own = |at: &usize| !sentence.is_taken(*at);
        let scope = all(&sentence);
        let is_empty = scope.is_empty() && scope.times.is_empty() && scope.places.is_empty();
        Heading {
            scope,
            is_strange: is_empty && (0..words.len()).any(|at| !sentence.is_known(at)),
            is_read: (0..words.len()).all(|at| sentence.is_read(at)),
            is_level: !(0..words.len()).filter(own).any(|at| words.find(at, is_other).is_some()),
            way: (0..words.len())
                .filter(own)
                .find_map(|at| way_at(&sentence, at).filter(|_| words.is(at, Sense::Growth))),
        }
    }
}
