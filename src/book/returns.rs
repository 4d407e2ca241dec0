//! The return: the figures that an area hands in, with what follows from them.

use std::sync::Arc;

use super::axis::Axis;
use super::cell::{self, Absence, Cell, Marker};
use super::form::{Computed, Form, Formula, Table};
use super::narrative::{Document, Words};
use super::path::CellPath;
use crate::address::Address;
use crate::quantity::Quantity;
use crate::source::Span;

/// A return. `tables` runs in step with the form's tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Return {
    /// The form that it fills in.
    pub form: Arc<Form>,
    /// For each table of the form its grid, where the return has anything for it.
    pub tables: Vec<Option<Grid>>,
    /// Figures that are counted elsewhere than in the form.
    pub local: Option<Local>,
    /// Notes under tables, rows and cells.
    pub notes: Vec<Note>,
    /// What this return says of the period before.
    pub last_year: Vec<LastYear>,
    /// Where the return begins.
    pub span: Span,
}

/// Figures that are counted elsewhere than in the form, by the keys that the report gives them: a table with one axis, at
/// [`CellPath::LOCAL`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// The figures. What each counts is the label of its member.
    pub grid: Grid,
    /// Where each was counted, in the order of the members.
    pub sources: Vec<Words>,
}

/// A local figure.
#[derive(Debug, Clone, Copy)]
pub struct LocalFigure<'a> {
    /// Its cell.
    pub path: CellPath,
    /// The key that the report gives it.
    pub key: &'a str,
    /// What stands in it.
    pub entry: &'a Entry,
    /// What it counts.
    pub counts: &'a str,
    /// Where it was counted.
    pub source: &'a str,
}

impl Local {
    /// The key of the figures in a return, with which their addresses begin.
    pub const KEY: &str = "local";
}

/// A note of a return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The table, row or cell that it is about.
    pub about: CellPath,
    /// The text.
    pub text: Document,
    /// Where it stands.
    pub span: Span,
}

/// A figure of the period before as a return tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastYear {
    /// The cell.
    pub cell: CellPath,
    /// The number.
    pub number: Quantity,
    /// Where it stands.
    pub span: Span,
}

impl Return {
    /// What a return holds besides the tables of its form, by its keys. No table can have one of these.
    pub const OWN_KEYS: [&str; 6] = ["area", "period", "form", "notes", "last_year", Local::KEY];

    /// The grid of the table at a position in the form.
    pub fn grid(&self, table: usize) -> Option<&Grid> {
        if table == CellPath::LOCAL {
            return self.local.as_ref().map(|local| &local.grid);
        }
        self.tables.get(table)?.as_ref()
    }

    /// The grid of the table with this key.
    pub fn grid_of(&self, table: &str) -> Option<&Grid> {
        self.grid(self.form.table(table)?)
    }

    /// The tables for which the return has anything, each with its grid, in the order of the form.
    pub fn grids(&self) -> impl Iterator<Item = (&Table, &Grid)> {
        self.form.tables.iter().zip(&self.tables).filter_map(|(table, grid)| Some((table, grid.as_ref()?)))
    }

    /// The figures that are counted elsewhere, in the order of the file.
    pub fn local_figures(&self) -> impl Iterator<Item = LocalFigure<'_>> {
        self.local.iter().flat_map(|local| {
            let members = local.grid.axes.iter().flat_map(|axis| &axis.members).zip(&local.sources);
            let cells = local.grid.cells().zip(members);
            cells.map(|((path, entry), (member, source))| LocalFigure {
                path,
                key: &member.key,
                entry,
                counts: &member.label,
                source,
            })
        })
    }

    /// The table, row or cell at an address.
    pub fn part(&self, address: &Address) -> Option<CellPath> {
        CellPath::resolve(address, |key| {
            let at = if key == Local::KEY { CellPath::LOCAL } else { self.form.table(key)? };
            Some((at, self.grid(at)?.axes.as_slice()))
        })
    }

    /// The cell at an address.
    pub fn cell(&self, address: &Address) -> Option<CellPath> {
        let path = self.part(address)?;
        (path.length() == self.grid(path.table_position())?.axes.len()).then_some(path)
    }

    /// The cell of this return that stands where one of another return of the same form does: members that returns name
    /// themselves are told by their keys.
    pub fn same_cell(&self, other: &Return, path: CellPath) -> Option<CellPath> {
        let (there, here) = (other.grid(path.table_position())?, self.grid(path.table_position())?);
        let mut same = path;
        for (at, axis) in there.axes.iter().enumerate().filter(|(_, axis)| axis.named_by.is_some()) {
            let key = &axis.member(path.position(at)?)?.key;
            same = same.at(at, here.axes.get(at)?.position(key)?);
        }
        Some(same)
    }

    /// What an author writes for a table, row or cell.
    pub fn address(&self, path: CellPath) -> Address {
        let table = self.form.tables.get(path.table_position());
        let axes = self.grid(path.table_position()).map(|grid| &grid.axes);
        let axes = axes.or(table.map(|table| &table.axes)).map_or(&[][..], Vec::as_slice);
        path.address(table.map_or(Local::KEY, |table| &table.key), axes)
    }

    /// The entry of a cell.
    pub fn entry(&self, path: CellPath) -> Option<&Entry> {
        self.grid(path.table_position())?.entry(path)
    }

    /// The number in a cell, if there is one.
    pub fn number(&self, path: CellPath) -> Option<Quantity> {
        self.entry(path)?.cell.value.ok()
    }

    /// Where a cell was handed in; where it was not, its table, or the return.
    pub fn place(&self, path: CellPath) -> Span {
        let handed = self.entry(path).and_then(|entry| entry.handed.as_ref()).map(|(_, span)| *span);
        handed.or_else(|| Some(self.grid(path.table_position())?.span)).unwrap_or(self.span)
    }

    /// Works out totals and computed cells, table after table, so that each formula finds what it needs above it.
    pub fn settle(&mut self) {
        let form = Arc::clone(&self.form);
        for (at, table) in form.tables.iter().enumerate() {
            for Computed { cell, formula } in &table.computed {
                let value = self.evaluate(formula);
                if value.is_none() && self.tables[at].is_none() {
                    continue;
                }
                let grid = self.tables[at].get_or_insert_with(|| Grid::new(at, table.axes.clone(), self.span));
                if let Some(value) = value {
                    grid.work_out(*cell, value);
                }
            }
            if let Some(grid) = &mut self.tables[at] {
                grid.settle();
            }
        }
    }

    /// Sets the rate of a table, given by its position in the form, to what count and population give. What is said of the
    /// count is true of the rate.
    pub fn set_rate(&mut self, table: usize, rate: Quantity, markers: Vec<Marker>) {
        let grid = self.tables[table].get_or_insert_with(|| Grid::new(table, Vec::new(), self.span));
        grid.work_out(CellPath::table(table), Cell { value: Ok(rate), markers });
    }

    fn evaluate(&self, formula: &Formula) -> Option<Cell> {
        let mut total = Quantity::ZERO;
        let mut markers = Vec::new();
        for term in &formula.terms {
            let cell = &self.entry(term.cell)?.cell;
            let number = cell.value.ok()?;
            total = if term.is_minus { total.minus(number)? } else { total.plus(number)? };
            markers.extend(cell.markers.iter().copied());
        }
        (total >= Quantity::ZERO).then_some(Cell { value: Ok(total), markers })
    }
}

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

    /// Works out totals: those along one axis first, then those of totals. What cannot be worked out stands as handed in.
    fn settle(&mut self) {
        let mut totals: Vec<_> = self.paths().into_iter().filter(|path| path.is_total()).collect();
        totals.sort_by_key(|path| path.totals());
        for total in totals {
            let known = self.lines(total).find_map(|line| line.sum());
            if let Some(cell) = known {
                self.work_out(total, cell);
            }
        }
    }

    /// Sets what the build worked out. Markers that were handed in stay beside those that it inherits.
    fn work_out(&mut self, path: CellPath, computed: Cell) {
        let Some(entry) = self.entry_mut(path) else { return };
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
