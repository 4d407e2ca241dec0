//! A report as its checks see it, and what a check is.

use std::collections::BTreeMap;

use super::prose::named;
use super::prose::passage::{self, Passage};
use crate::address::Address;
use crate::book::Book;
use crate::book::narrative::Direction;
use crate::book::path::CellPath;
use crate::book::report::{Report, Status};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::quantity::Quantity;
use crate::query::series::Before;
use crate::source::Span;
use crate::texts::Use;

/// A check with its rules.
pub(crate) struct Check<Run: 'static> {
    /// What it can find.
    pub(crate) rules: &'static [&'static Rule],
    /// Adds what it finds to the findings.
    pub(crate) run: Run,
}

/// A check of one report, with the part of the book that it may look at.
pub(crate) type ReportCheck = Check<fn(&ReportContext<'_>, &mut Vec<Diagnostic>)>;

/// A check of the book as a whole.
pub(crate) type BookCheck = Check<fn(&Book, &mut Vec<Diagnostic>)>;

/// A report with what several checks need of it.
pub(crate) struct ReportContext<'a> {
    /// The part of the book that the checks of the report may look at.
    pub(crate) book: &'a Book,
    pub(crate) report: &'a Report,
    /// The passages of its own narrative.
    pub(crate) passages: &'a [Passage],
    /// Those of its other texts, each with what it is to readers.
    pub(crate) beside: Vec<(Use, Passage)>,
    /// Its cells by their values, those with totals first.
    pub(crate) cells: BTreeMap<Quantity, Vec<CellPath>>,
    /// Its changes since the period before, by the values of the cells.
    pub(crate) changes: Vec<Change>,
}

/// The change of a cell since the period before, where no break of its series lies in between.
pub(crate) struct Change {
    pub(crate) cell: CellPath,
    pub(crate) before: Quantity,
    pub(crate) now: Quantity,
}

impl Change {
    /// What a reference says of the change where a sentence says that way: `rise` or `fall`. None where it says neither, both or
    /// the other.
    pub(crate) fn told(&self, sentence: &str) -> Option<&'static str> {
        match named::direction(sentence)? {
            Direction::Rise if self.now > self.before => Some("rise"),
            Direction::Fall if self.now < self.before => Some("fall"),
            _ => None,
        }
    }
}

impl<'a> ReportContext<'a> {
    /// Gathers what checks need of a report.
    pub(crate) fn new(book: &'a Book, report: &'a Report, passages: &'a [Passage]) -> Self {
        let mut cells: BTreeMap<Quantity, Vec<CellPath>> = BTreeMap::new();
        for (path, number) in report.figures.grids().flat_map(|(_, grid)| grid.numbers()) {
            cells.entry(number).or_default().push(path);
        }
        cells.values_mut().for_each(|paths| paths.sort_by_key(|path| path.length() - path.totals()));
        let all = cells.iter().flat_map(|(now, paths)| paths.iter().map(|path| (*path, *now)));
        let change = |(cell, now)| match book.before(report, cell) {
            Before::Number { number: before, .. } => Some(Change { cell, before, now }),
            _ => None,
        };
        let changes = all.filter_map(change).collect();
        let mut beside = Vec::new();
        report.texts(|its, text| {
            if its != Use::Narrative {
                beside.extend(passage::of(text).into_iter().map(|passage| (its, passage)));
            }
        });
        ReportContext { book, report, passages, beside, cells, changes }
    }

    pub(crate) fn is_of_nation(&self) -> bool {
        self.report.area.key == self.book.nation.key
    }

    /// What an author writes for a cell of the return.
    pub(crate) fn address(&self, path: CellPath) -> Address {
        self.report.figures.address(path)
    }

    /// The place of a cell in the return, or of its table where it was not handed in.
    pub(crate) fn place(&self, path: CellPath) -> Span {
        self.report.figures.place(path)
    }

    /// The passages of all of its texts but for those that it prints as somebody else wrote them.
    pub(crate) fn written(&self) -> impl Iterator<Item = &Passage> {
        let beside = self.beside.iter().filter(|(its, _)| *its != Use::Printed);
        self.passages.iter().chain(beside.map(|(_, passage)| passage))
    }

    /// The passages that speak of its period: its narrative, and what is said beside it.
    pub(crate) fn of_period(&self) -> impl Iterator<Item = &Passage> {
        let beside = self.beside.iter().filter(|(its, _)| *its == Use::Remark);
        self.passages.iter().chain(beside.map(|(_, passage)| passage))
    }

    /// The cell that an example can name: the first total with a number, or else the first number.
    pub(crate) fn example(&self) -> Option<Address> {
        let numbers = || self.report.figures.grids().flat_map(|(_, grid)| grid.numbers());
        let total = numbers().find(|(path, _)| path.totals() == path.length());
        total.or_else(|| numbers().next()).map(|(path, _)| self.address(path))
    }

    /// The same of a share: the first number of a table, of its total.
    pub(crate) fn example_share(&self) -> Option<String> {
        self.report.figures.grids().find_map(|(_, grid)| {
            let whole = grid.grand_total().filter(|whole| grid.number(*whole).is_some())?;
            let part = grid.numbers().map(|(path, _)| path).find(|path| *path != whole)?;
            Some(format!("{} | share of {}", self.address(part), self.address(whole)))
        })
    }

    /// The passages of its own narrative that can hold a number.
    pub(crate) fn passages_with_digits(&self) -> impl Iterator<Item = &'a Passage> {
        self.passages.iter().filter(|passage| passage.has_digit)
    }
}

/// Makes errors of a draft warnings: it may have gaps.
pub(crate) fn excuse_draft<'a>(report: &Report, findings: impl IntoIterator<Item = &'a mut Diagnostic>) {
    if report.status == Status::Draft {
        findings.into_iter().for_each(|finding| finding.severity = finding.severity.min(Severity::Warning));
    }
}
