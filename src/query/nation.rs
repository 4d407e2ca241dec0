//! The nation's figures as sums or means of those of its areas.

use std::sync::Arc;

use crate::book::Book;
use crate::book::cell::{self, Absence, Cell};
use crate::book::form::Table;
use crate::book::form::number::{National, Total};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::returns::Return;
use crate::book::returns::grid;

/// A figure of the nation as its areas give it.
pub struct OfAreas {
    /// The sum or the mean over the areas of which it is known. None where no area has it, or where it cannot be worked out.
    pub cell: Option<Cell>,
    /// How many areas have it.
    pub known: usize,
}

impl Book {
    /// What the areas' figures of its period give for a cell of the nation's return.
    pub fn of_areas(&self, nation: &Report, path: CellPath) -> OfAreas {
        let Some(table) = nation.figures.table(path) else { return OfAreas { cell: None, known: 0 } };
        let cells = self.areas_cells(nation, table, path);
        let cell = match table.national {
            _ if cells.is_empty() => None,
            National::Weighted => table.mean(cells.iter().copied()),
            National::Sum | National::HandedIn => cell::sum(cells.iter().map(|(cell, _)| *cell)),
        };
        OfAreas { cell, known: cells.len() }
    }

    /// The areas' cells of which one of the nation's consists, each with that by which it is weighted.
    fn areas_cells(&self, nation: &Report, table: &Table, path: CellPath) -> Vec<(&Cell, Option<&Cell>)> {
        let figures = &nation.figures;
        let weights = figures.weight(path).map(|weight| figures.address(weight));
        let is_known = |cell: &&Cell| cell.value.is_ok() || cell.value == Err(Absence::NotApplicable);
        let mut cells = Vec::new();
        for report in self.reports_for(nation.period) {
            let entry = report
                .figures
                .alike(figures, path)
                .and_then(|path| report.figures.entry(path))
                .map(|entry| &entry.cell);
            let weight = weights.as_ref().and_then(|address| report.figures.entry(report.figures.cell(address)?));
            let weight = weight.map(|entry| &entry.cell);
            let has_weight = table.national != National::Weighted || weight.as_ref().is_some_and(is_known);
            cells.extend(entry.filter(is_known).filter(|_| has_weight).map(|cell| (cell, weight)));
        }
        cells
    }

    /// The totals of a table of the nation that are means, worked out from the cells of all areas: means of means that were rounded
    /// would be others.
    fn weigh(&self, nation: &Report, at: usize, figures: &mut Return) {
        let form = &nation.figures.form;
        let table = &form.tables[at];
        let (totals, cells): (Vec<_>, Vec<_>) =
            grid::rows(CellPath::table(at), &table.axes).into_iter().partition(|path| path.is_total());
        for total in totals {
            let is_worked_out =
                figures.entry(total).is_some_and(|entry| entry.handed.is_none() && entry.cell.value.is_ok());
            let covered = || cells.iter().filter(|path| total.covers(**path));
            let is_of_areas = covered().all(|path| figures.entry(*path).is_none_or(|entry| entry.handed.is_none()));
            if is_worked_out && is_of_areas {
                let parts: Vec<_> = covered().flat_map(|path| self.areas_cells(nation, table, *path)).collect();
                if let Some(mean) = table.mean(parts) {
                    figures.begin(at).work_out(total, mean);
                }
            }
        }
    }

    /// Whether the figures of areas from which one of the nation would be worked out are there and could not be read.
    fn is_unread(&self, nation: &Report, path: CellPath) -> bool {
        let cell = |report: &Report| report.figures.alike(&nation.figures, path);
        let is_spoiled = |report: &Report| cell(report).is_some_and(|cell| report.figures.is_spoiled(cell));
        !self.unread_areas.is_empty()
            || self.unread.iter().any(|(_, period)| *period == nation.period)
            || self.reports_for(nation.period).any(is_spoiled)
    }

    /// Whether so many areas are all that exist in a period. One that is excused exists: without its figures a sum is not the nation's.
    pub fn are_all(&self, period: Period, areas: usize) -> bool {
        areas == self.areas_in(period).count() && self.unread_areas.is_empty()
    }

    /// The nation's return with what its form takes from the areas: a figure that was handed in stays, and one that not all areas
    /// have is not known. None where the form takes nothing from them.
    fn with_areas(&self, nation: &Report) -> Option<Return> {
        let form = &nation.figures.form;
        let from_areas = || form.tables.iter().enumerate().filter(|(_, table)| table.is_from_areas());
        from_areas().next()?;
        let mut figures = Return::clone(&nation.figures);
        for (at, table) in from_areas() {
            figures.begin(at);
            for path in grid::rows(CellPath::table(at), &table.axes) {
                let is_given = figures.entry(path).is_some_and(|entry| entry.handed.is_some() || entry.spoiled);
                let cannot_apply = table.cannot_apply(path);
                if cannot_apply && !is_given {
                    figures.begin(at).rule_out(path);
                }
                if is_given || cannot_apply {
                    continue;
                }
                let OfAreas { cell, known } = self.of_areas(nation, path);
                match cell.filter(|_| self.are_all(nation.period, known)) {
                    Some(cell) => figures.begin(at).work_out(path, cell),
                    None if self.is_unread(nation, path) => figures.begin(at).spoil(path),
                    None => {}
                }
            }
        }
        figures.settle();
        for (at, table) in from_areas() {
            if table.national == National::Weighted && table.total == Total::Weighted {
                self.weigh(nation, at, &mut figures);
            }
        }
        self.work_out_rates(&nation.area.key, nation.period, &mut figures);
        Some(figures)
    }

    /// A report of the nation with the sums over areas that its form asks for.
    pub(crate) fn added_up(&self, nation: &Arc<Report>) -> Arc<Report> {
        match self.with_areas(nation) {
            Some(figures) => Arc::new(Report { figures: Arc::new(figures), ..Report::clone(nation) }),
            None => Arc::clone(nation),
        }
    }
}
