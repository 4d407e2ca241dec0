//! What a book's own files say, thing by thing.

use std::collections::{BTreeMap, BTreeSet};

use super::wording::Wording;
use crate::source::Span;

/// Something that a book says.
#[derive(Debug)]
pub(super) struct Fact {
    pub(super) says: Wording,
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) of: Of,
}

impl Fact {
    /// Whether readers of one read something else in the other.
    pub(super) fn differs(&self, other: &Fact) -> bool {
        let kept = |fact: &Fact, other: &Fact| {
            let others: BTreeSet<_> = other.says.marked().split(", ").collect();
            fact.says.marked().split(", ").filter(|key| others.contains(key)).map(str::to_owned).collect::<Vec<_>>()
        };
        match self.kind {
            Kind::Order => kept(self, other) != kept(other, self),
            Kind::Text | Kind::Name | Kind::Page => self.says.differs(&other.says),
        }
    }
}

/// What something that a book says is part of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// Of every page, or of pages that are no report's.
    Site,
    /// Of an area, by its key.
    Area(String),
    /// Of a measure, by its key.
    Measure(String),
    /// Of a table, by the keys of its form and of it.
    Table(String),
    /// Of what else reports show: titles of forms, and the texts that they share.
    Reports,
}

/// What it is to readers of what was released that there is something, or is not any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// They see that it came or went.
    Text,
    /// Something new is none of theirs.
    Name,
    /// It has an address, which may not vanish; a new one is none of theirs.
    Page,
    /// A list of keys: they see in which order those stand that are still there.
    Order,
}

/// What a book says, by what it is, in words for people.
pub(super) type Facts = BTreeMap<String, Fact>;
