//! The figures of a book as its readers know them.

use std::collections::{BTreeMap, BTreeSet};

use super::ranges::Limits;
use super::system::{Exact, exact};
use crate::book::Book;
use crate::book::cell::Absence;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;

/// A figure of a book: the position of its report, and its cell there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Figure {
    pub(super) report: usize,
    /// The cell.
    pub path: CellPath,
}

/// What readers know of a figure by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Known {
    /// It is published.
    Number(Exact),
    /// The question cannot arise: it counts for nothing in a sum.
    Nothing,
    /// It is not published, for whatever reason.
    Unknown,
}

/// The figures of a book.
#[derive(Clone)]
pub(crate) struct Figures<'a> {
    pub(super) book: &'a Book,
    reports: Vec<&'a Report>,
    positions: BTreeMap<(&'a str, Period), usize>,
    /// Those that are taken to be held back besides, with what the build works out from them.
    pub(super) held_besides: BTreeSet<Figure>,
}

impl<'a> Figures<'a> {
    pub(super) fn new(book: &'a Book) -> Self {
        let reports: Vec<_> = book.all_reports().collect();
        let key = |report: &&'a Report| (report.area.key.as_str(), report.period);
        let positions = reports.iter().enumerate().map(|(at, report)| (key(report), at)).collect();
        Figures { book, reports, positions, held_besides: BTreeSet::new() }
    }

    /// The position of the report of an area, or of the nation, for a period.
    pub(super) fn position(&self, area: &str, period: Period) -> Option<usize> {
        self.positions.get(&(area, period)).copied()
    }

    pub(super) fn at(&self, report: usize) -> &'a Report {
        self.reports[report]
    }

    /// The report in which a figure stands.
    pub(crate) fn report(&self, figure: Figure) -> &'a Report {
        self.at(figure.report)
    }

    /// The figures that returns hold back.
    pub(super) fn held_back(&self) -> Vec<Figure> {
        let mut held = Vec::new();
        for (at, report) in self.reports.iter().enumerate() {
            let cells = report.figures.grids().flat_map(|(_, grid)| grid.cells());
            let cells = cells.filter(|(_, entry)| entry.is_held_back());
            held.extend(cells.map(|(path, _)| Figure { report: at, path }));
        }
        held
    }

    pub(super) fn known(&self, figure: Figure) -> Known {
        if self.held_besides.contains(&figure) {
            return Known::Unknown;
        }
        match self.report(figure).figures.entry(figure.path).map(|entry| entry.cell.value) {
            Some(Ok(number)) => Known::Number(exact(number)),
            Some(Err(Absence::NotApplicable)) => Known::Nothing,
            _ => Known::Unknown,
        }
    }

    /// What a figure can be at least and at most, whatever is published.
    pub(super) fn limits(&self, figure: Figure) -> Limits {
        let table = self.report(figure).figures.table(figure.path);
        let number = table.map(|table| table.number);
        Limits {
            least: number.map(|number| exact(number.at_least)),
            most: number.and_then(|number| number.at_most).map(exact),
            is_whole: self.is_counted(figure),
        }
    }

    /// Whether a figure counts people or things.
    pub(super) fn is_counted(&self, figure: Figure) -> bool {
        self.report(figure).figures.table(figure.path).is_some_and(crate::book::form::Table::is_counted)
    }
}
