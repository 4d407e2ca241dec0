//! The cells of one table of a return.

use std::sync::Arc;

use crate::address::Address;
use crate::book::axis::Axis;
use crate::book::cell::{self, Absence, Cell, Marker};
use crate::book::path::CellPath;
use crate::quantity::Quantity;
use crate::source::Span;

/// What stands in one place of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The value that is published.
    pub cell: Cell,
    /// What was handed in, with its place.
    pub handed: Option<(Cell, Span)>,
    /// What the build worked out, where it could.
    pub computed: Option<Cell>,
    /// Whether something was handed in that could not be read, which is a finding of its own.
    pub spoiled: bool,
    /// Where the cell stands in the return with nothing in it.
    pub blank: Option<Span>,
}

impl Entry {
    /// Whether the return holds the figure back.
    pub fn is_held_back(&self) -> bool {
        self.handed.as_ref().is_some_and(|(cell, _)| cell.is_held_back())
    }
}

/// The cells of one table, row by row, totals included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The position of the table in its form.
    table: usize,
    /// The axes, rows first.
    pub axes: Vec<Arc<Axis>>,
    /// Where the table stands in the return.
    pub span: Span,
    entries: Vec<Entry>,
}

impl Grid {
    /// An empty grid of the table at a position in its form: every cell is not available.
    pub fn new(table: usize, axes: Vec<Arc<Axis>>, span: Span) -> Self {
        let size = axes.iter().map(|axis| axis.len()).product();
        let cell = Cell::absent(Absence::NotAvailable);
        let empty = Entry { cell, handed: None, computed: None, spoiled: false, blank: None };
        Grid { table, axes, span, entries: vec![empty; size] }
    }

    /// The position of the table in its form.
    pub fn position(&self) -> usize {
        self.table
    }

    /// The entry of a cell.
    pub fn entry(&self, path: CellPath) -> Option<&Entry> {
        self.entries.get(self.index(path)?)
    }

    fn entry_mut(&mut self, path: CellPath) -> Option<&mut Entry> {
        let index = self.index(path)?;
        self.entries.get_mut(index)
    }

    /// The number in a cell, if there is one.
    pub fn number(&self, path: CellPath) -> Option<Quantity> {
        self.entry(path)?.cell.value.ok()
    }

    /// Puts a handed-in cell into its place.
    pub fn hand_in(&mut self, path: CellPath, cell: Cell, span: Span) {
        if let Some(entry) = self.entry_mut(path) {
            entry.cell = cell.clone();
            entry.handed = Some((cell, span));
        }
    }

    /// Puts a marker beside a figure, once.
    pub(super) fn mark(&mut self, path: CellPath, marker: Marker) {
        if let Some(entry) =
            self.entry_mut(path).filter(|entry| entry.cell.value.is_ok() && !entry.cell.markers.contains(&marker))
        {
            entry.cell.markers.push(marker);
            entry.cell.markers.sort_unstable();
        }
    }

    /// Notes where a cell stands with nothing in it.
    pub fn leave_blank(&mut self, path: CellPath, span: Span) {
        if let Some(entry) = self.entry_mut(path) {
            entry.blank = Some(span);
        }
    }

    /// Marks the cells of the table, a row or one cell as unreadable.
    pub fn spoil(&mut self, part: CellPath) {
        let below: usize = self.axes[part.length()..].iter().map(|axis| axis.len()).product();
        let first = self.index(part).unwrap_or(0) * below;
        self.entries.iter_mut().skip(first).take(below).for_each(|entry| entry.spoiled = true);
    }

    /// Declares a cell to be one for which the question cannot arise. A number that was handed in is a finding, and is
    /// left out of every sum.
    pub fn rule_out(&mut self, path: CellPath) {
        if let Some(entry) = self.entry_mut(path) {
            entry.cell = Cell::absent(Absence::NotApplicable);
        }
    }

    /// The cells in the order of the table, each with its entry.
    pub fn cells(&self) -> impl Iterator<Item = (CellPath, &Entry)> {
        self.paths().into_iter().zip(&self.entries)
    }

    /// The cells that hold a number, in the order of the table, each with its number.
    pub fn numbers(&self) -> impl Iterator<Item = (CellPath, Quantity)> {
        self.cells().filter_map(|(path, entry)| Some((path, entry.cell.value.ok()?)))
    }

    /// The paths of the cells in the order of the table.
    pub fn paths(&self) -> Vec<CellPath> {
        rows(CellPath::table(self.table), &self.axes)
    }

    /// The cell that is a total along every axis. None where an axis has no total.
    pub fn grand_total(&self) -> Option<CellPath> {
        let has_total = self.axes.iter().all(|axis| axis.total.is_some());
        has_total.then(|| self.axes.iter().fold(CellPath::table(self.table), |path, _| path.with(Axis::TOTAL)))
    }

    /// The address of a cell of the table with this key.
    pub fn address(&self, key: &str, path: CellPath) -> Address {
        path.address(key, &self.axes)
    }

    /// For a total: along each axis on which it is one, that axis and the cells that should add up to it.
    pub fn lines(&self, total: CellPath) -> impl Iterator<Item = Line<'_>> {
        (0..self.axes.len()).filter(move |axis| total.is_total_along(*axis)).map(move |axis| {
            let members = 0..self.axes[axis].members.len();
            Line { axis: &self.axes[axis], entries: members.filter_map(|at| self.entry(total.at(axis, at))).collect() }
        })
    }

    /// The index of a cell among the entries; of a row, its index among the rows.
    fn index(&self, path: CellPath) -> Option<usize> {
        (0..path.length()).try_fold(0, |index, at| {
            let axis = self.axes.get(at)?;
            let position = path.position(at)?.min(axis.members.len());
            (position < axis.len()).then_some(index * axis.len() + position)
        })
    }

    /// Works out totals: those along one axis first, then those of totals. What cannot be worked out stands as handed in, and a
    /// total that was left out is held back with the cells of which no more is missing.
    pub(super) fn settle(&mut self) {
        let mut totals: Vec<_> = self.paths().into_iter().filter(|path| path.is_total()).collect();
        totals.sort_by_key(|path| path.totals());
        for total in totals {
            let known = self.lines(total).find_map(|line| line.sum());
            if let Some(cell) = known {
                self.work_out(total, cell);
            } else if self.lines(total).any(|line| line.lacks_held_back_cells()) {
                self.hold_back(total);
            }
        }
    }

    /// Holds back a total that was left out.
    fn hold_back(&mut self, total: CellPath) {
        let left_out = self.entry_mut(total).filter(|entry| entry.handed.is_none() && !entry.spoiled);
        if let Some(entry) = left_out {
            entry.cell = Cell::absent(Absence::Confidential);
        }
    }

    /// Sets what the build worked out; not in a cell that was handed in as held back. Markers that were handed in stay beside those
    /// that it inherits.
    pub fn work_out(&mut self, path: CellPath, computed: Cell) {
        let Some(entry) = self.entry_mut(path) else { return };
        if entry.is_held_back() {
            return;
        }
        let handed = entry.handed.iter().flat_map(|(cell, _)| cell.markers.iter().copied());
        let mut markers: Vec<_> = computed.markers.iter().copied().chain(handed).collect();
        markers.sort_unstable();
        markers.dedup();
        entry.cell = Cell { value: computed.value, markers };
        entry.computed = Some(computed);
    }
}

/// The cells along one axis that a total sums up.
pub struct Line<'a> {
    /// The axis.
    pub axis: &'a Axis,
    /// The cells, without the total.
    pub entries: Vec<&'a Entry>,
}

impl Line<'_> {
    /// The sum of the cells; none where one of them is not known.
    pub fn sum(&self) -> Option<Cell> {
        cell::sum(self.entries.iter().map(|entry| &entry.cell))
    }

    /// Whether some of the cells are held back, and nothing else keeps their sum from being known.
    fn lacks_held_back_cells(&self) -> bool {
        let is_held_back = |entry: &&Entry| entry.cell.is_held_back();
        let is_known = |entry: &Entry| entry.cell.value.is_ok() || entry.cell.value == Err(Absence::NotApplicable);
        self.entries.iter().any(is_held_back) && self.entries.iter().all(|entry| is_held_back(entry) || is_known(entry))
    }

    /// The numbers in the cells.
    pub fn numbers(&self) -> impl Iterator<Item = Quantity> {
        self.entries.iter().filter_map(|entry| entry.cell.value.ok())
    }
}

/// Every path from `part` on along the axes that follow: `part` itself where none do, else the rows or cells in it, in order.
pub fn rows(part: CellPath, axes: &[Arc<Axis>]) -> Vec<CellPath> {
    let further = |paths: Vec<CellPath>, axis: &Arc<Axis>| {
        paths.into_iter().flat_map(|path| axis.positions().map(move |at| path.with(at))).collect()
    };
    axes[part.length().min(axes.len())..].iter().fold(vec![part], further)
}
