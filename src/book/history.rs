//! What readers were shown when: the releases of a book, and its reports as they were before they were corrected.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use super::period::Period;
use super::report::Report;

/// The key of an area, or of the nation, and a period: what names a report.
pub type ReportName = (String, Period);

/// What readers were shown when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The releases, oldest first.
    pub releases: Vec<Release>,
    /// The reports that were released.
    pub reports: BTreeMap<ReportName, ReportHistory>,
}

/// One release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Its name, which no other has: `2014-10-30T0930`.
    pub name: String,
    /// When it was.
    pub time: Timestamp,
    /// The same on the clocks of the publisher.
    pub clock: DateTime,
    /// The reports that it published for the first time.
    pub published: Vec<ReportName>,
    /// The reports of which it showed readers something else than before.
    pub changed: Vec<ReportName>,
}

/// What became of a report since it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportHistory {
    /// The day on which it was published.
    pub published: Date,
    /// When it was released, on the clocks of the publisher; none where no time was set for it.
    pub released: Option<DateTime>,
    /// The day on which readers saw it change last; that on which it was published if they never did.
    pub updated: Date,
    /// The editions that others stand in place of, oldest first.
    pub superseded: Vec<Superseded>,
}

/// An edition of a report that another one stands in place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    /// The report.
    pub of: ReportName,
    /// The names that the folder of its area had before.
    pub formerly: Vec<String>,
    /// Whether it is one of the nation.
    pub is_national: bool,
    /// What names it in its address: the day of its release, with the hour where an earlier one was of that day.
    pub name: String,
    /// When it was published, on the clocks of the publisher.
    pub published: DateTime,
    /// The day on which the next one was.
    pub replaced: Date,
}

impl History {
    /// What became of a report; none of one that was not released.
    pub fn of(&self, report: &Report) -> Option<&ReportHistory> {
        self.reports.get(&(report.area.key.clone(), report.period))
    }

    /// The editions that others stand in place of, by their reports, oldest first.
    pub fn superseded(&self) -> impl Iterator<Item = &Superseded> {
        self.reports.values().flat_map(|report| &report.superseded)
    }

    /// When the first of some reports was published, and when readers saw one of them change last; none where none was released.
    pub fn of_all<'r>(&self, reports: impl IntoIterator<Item = &'r Report>) -> Option<(Date, Date)> {
        let known = reports.into_iter().filter_map(|report| self.of(report));
        known
            .map(|known| (known.published, known.updated))
            .reduce(|(first, last), (published, updated)| (first.min(published), last.max(updated)))
    }
}
