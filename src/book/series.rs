//! Measures: series that live across forms, with the places where they break.

use super::form::Counts;
use super::narrative::Words;
use super::path::CellPath;
use super::period::Period;
use crate::address::Address;
use crate::source::Span;

/// A series, from `content/measures.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// Its key.
    pub key: String,
    /// The title for readers.
    pub title: Words,
    /// The title where space is short.
    pub short: Words,
    /// What it counts, in a sentence.
    pub about: Words,
    /// What it counts.
    pub counts: Counts,
    /// What is counted: people, orders, …
    pub unit: Words,
    /// Whether it stands at the head of every report.
    pub headline: bool,
    /// Whether areas are set against each other by how many there are for so many residents.
    pub has_rates: bool,
    /// The cell of each form that holds it.
    pub cells: Vec<MeasureCell>,
    /// Where the series breaks.
    pub breaks: Vec<Break>,
    /// The first periods of forms that ask for more or fewer members of what a total holds, where it compares with those before all
    /// the same.
    pub goes_on: Vec<Period>,
}

/// The cell that holds a measure in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureCell {
    /// The form's key.
    pub form: String,
    /// The cell as it is written.
    pub address: Address,
    /// The cell; none where the book has no such form or the form no such cell, which is a finding.
    pub path: Option<CellPath>,
    /// Where this is said.
    pub span: Span,
}

/// A break: figures from `at` on do not compare with those before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The first period of the new series.
    pub at: Period,
    /// Why.
    pub reason: Words,
}

impl Measure {
    /// The measure's cell in a form.
    pub fn path(&self, form: &str) -> Option<CellPath> {
        self.cells.iter().find(|cell| cell.form == form)?.path
    }

    /// The breaks that lie between two periods.
    pub fn breaks_between(&self, from: Period, to: Period) -> impl Iterator<Item = &Break> {
        self.breaks.iter().filter(move |at| from < at.at && at.at <= to)
    }
}
