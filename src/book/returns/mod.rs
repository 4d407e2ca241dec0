//! The return: the figures that an area hands in, with what follows from them.

pub mod grid;

use std::sync::Arc;

use grid::{Entry, Grid};

use super::axis::Axis;
use super::cell::{Cell, Marker};
use super::form::number::Total;
use super::form::{Computed, Form, Formula, Relation, Table};
use super::narrative::{Document, Words};
use super::path::{CellPath, CellPattern};
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

    /// The cell that an example can name: the first total with a number, or else the first number.
    pub fn example(&self) -> Option<Address> {
        let numbers = || self.grids().flat_map(|(_, grid)| grid.numbers());
        let total = numbers().find(|(path, _)| path.totals() == path.length());
        total.or_else(|| numbers().next()).map(|(path, _)| self.address(path))
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

    /// The cells of all tables, local figures included, each with its entry.
    pub fn entries(&self) -> impl Iterator<Item = (CellPath, &Entry)> {
        let grids = self.tables.iter().flatten().chain(self.local.as_ref().map(|local| &local.grid));
        grids.flat_map(Grid::cells)
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

    /// The cell of this return that has the same name as one of a return of another form, where both tables count the same.
    pub fn alike(&self, other: &Return, path: CellPath) -> Option<CellPath> {
        let there = self.cell(&other.address(path))?;
        let asks = |table: &Table| (table.counts, table.number.kind, table.number.unit);
        (asks(self.table(there)?) == asks(other.table(path)?)).then_some(there)
    }

    /// What an author writes for a table, row or cell.
    pub fn address(&self, path: CellPath) -> Address {
        let key = self.table(path).map_or(Local::KEY, |table| &table.key);
        path.address(key, self.axes(path.table_position()))
    }

    /// The axes of the table at a position in the form, with the members that the return gives them.
    fn axes(&self, table: usize) -> &[Arc<Axis>] {
        let of_form = || self.form.tables.get(table).map(|table| &table.axes);
        self.grid(table).map(|grid| &grid.axes).or_else(of_form).map_or(&[], Vec::as_slice)
    }

    /// The cell that weights another one in means.
    pub fn weight(&self, path: CellPath) -> Option<CellPath> {
        let weights = self.table(path)?.weighted_by?;
        let (own, there) = (self.axes(path.table_position()), self.axes(weights.table_position()));
        let key = |star: usize| {
            let at = own.iter().position(|axis| axis.key == there[star].key)?;
            Some(own[at].member(path.position(at)?)?.key.as_str())
        };
        let keys: Option<Vec<_>> = weights.stars().map(key).collect();
        weights.bound(there, &keys?)
    }

    /// The table in which a cell stands. A local figure stands in none.
    pub fn table(&self, path: CellPath) -> Option<&Table> {
        self.form.tables.get(path.table_position())
    }

    /// The cells of each relation that the form declares as one: those that are added up, and the one that they cannot exceed. A `*`
    /// stands for each key of the first cell's axis.
    pub fn bound(&self, relation: &Relation) -> Vec<(Vec<CellPath>, CellPath)> {
        let Some(first) = relation.sum.first() else { return Vec::new() };
        let Some(grid) = self.grid(first.table_position()) else { return Vec::new() };
        let mut bindings: Vec<Vec<&str>> = vec![Vec::new()];
        for axis in first.stars() {
            let with = |bound: Vec<_>| {
                grid.axes[axis].all().map(move |member| [bound.as_slice(), &[member.key.as_str()]].concat())
            };
            bindings = bindings.into_iter().flat_map(with).collect();
        }
        let cell =
            |pattern: &CellPattern, keys: &[&str]| pattern.bound(&self.grid(pattern.table_position())?.axes, keys);
        let bound = bindings.iter().filter_map(|keys| {
            let parts = relation.sum.iter().filter_map(|pattern| cell(pattern, keys)).collect();
            Some((parts, cell(&relation.at_most, keys)?))
        });
        bound.collect()
    }

    /// Whether a figure can be below zero, as a balance can.
    pub fn can_be_below_zero(&self, path: CellPath) -> bool {
        self.table(path).is_some_and(|table| table.number.at_least < Quantity::ZERO)
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

    /// Whether there is no number in a cell because something that it is worked out from could not be read, which is a finding already.
    pub fn is_spoiled(&self, path: CellPath) -> bool {
        let is_unread = |cell: CellPath| self.entry(cell).is_some_and(|entry| entry.spoiled);
        let rests_on = |cell: CellPath| is_unread(cell) || self.weight(cell).is_some_and(is_unread);
        let grid = self.grid(path.table_position());
        let mut parts = grid.into_iter().flat_map(Grid::paths).filter(|part| path.covers(*part));
        let table = self.table(path);
        let formula = table.and_then(|table| table.computed.iter().find(|computed| computed.cell == path));
        let mut terms = formula.into_iter().flat_map(|computed| &computed.formula.terms);
        let rate = table.and_then(|table| table.rate.as_ref());
        self.number(path).is_none()
            && (parts.any(rests_on)
                || terms.any(|term| self.is_spoiled(term.cell))
                || rate.is_some_and(|rate| self.is_spoiled(rate.of)))
    }

    /// Works out totals and computed cells, table after table, so that each formula finds what it needs above it.
    pub fn settle(&mut self) {
        let form = Arc::clone(&self.form);
        for (at, table) in form.tables.iter().enumerate() {
            for Computed { cell, formula } in &table.computed {
                let value = self.evaluate(formula, table);
                if value.is_none() && self.tables[at].is_none() {
                    continue;
                }
                let grid = self.tables[at].get_or_insert_with(|| Grid::new(at, table.axes.clone(), self.span));
                if let Some(value) = value {
                    grid.work_out(*cell, value);
                }
            }
            match table.total {
                Total::Sum => self.tables[at].iter_mut().for_each(Grid::settle),
                Total::Weighted => self.weigh(at, table),
                Total::None | Total::HandedIn => {}
            }
        }
    }

    /// Marks cells as revised since they were published, and with them what is worked out from them.
    pub fn revise(&mut self, cells: &[CellPath]) {
        for settles in [true, false] {
            for path in cells {
                self.grid_mut(path.table_position()).into_iter().for_each(|grid| grid.mark(*path, Marker::Revised));
            }
            if settles {
                self.settle();
            }
        }
    }

    fn grid_mut(&mut self, table: usize) -> Option<&mut Grid> {
        if table == CellPath::LOCAL {
            return self.local.as_mut().map(|local| &mut local.grid);
        }
        self.tables.get_mut(table)?.as_mut()
    }

    /// Puts something else into a cell, as if it had been handed in so.
    pub(crate) fn put(&mut self, path: CellPath, cell: &Cell) {
        let place = self.place(path);
        self.grid_mut(path.table_position()).into_iter().for_each(|grid| grid.hand_in(path, cell.clone(), place));
    }

    /// The grid of the table at a position in the form; an empty one where nothing was handed in for it.
    pub fn begin(&mut self, table: usize) -> &mut Grid {
        let new = || Grid::new(table, self.form.tables[table].axes.clone(), self.span);
        self.tables[table].get_or_insert_with(new)
    }

    /// Whether a figure of the nation was worked out from those of its areas.
    pub fn was_worked_out(&self, path: CellPath) -> bool {
        let is_worked_out = |entry: &Entry| entry.handed.is_none() && entry.cell.value.is_ok();
        self.table(path).is_some_and(Table::is_from_areas) && self.entry(path).is_some_and(is_worked_out)
    }

    /// Works out the totals of a table that are means of its cells, weighted by another table.
    fn weigh(&mut self, at: usize, table: &Table) {
        let Some(grid) = &self.tables[at] else { return };
        let cells = || grid.cells().filter(|(path, _)| !path.is_total());
        let totals = grid.paths().into_iter().filter(|path| path.is_total());
        let weight = |path: CellPath| Some(&self.entry(self.weight(path)?)?.cell);
        let mean = |total: CellPath| {
            let covered = cells().filter(|(path, _)| total.covers(*path));
            Some((total, table.mean(covered.map(|(path, entry)| (&entry.cell, weight(path))))?))
        };
        let known: Vec<_> = totals.filter_map(mean).collect();
        for (total, mean) in known {
            self.tables[at].iter_mut().for_each(|grid| grid.work_out(total, mean.clone()));
        }
    }

    fn evaluate(&self, formula: &Formula, table: &Table) -> Option<Cell> {
        let mut total = Quantity::ZERO;
        let mut markers = Vec::new();
        for term in &formula.terms {
            let cell = &self.entry(term.cell)?.cell;
            let number = cell.value.ok()?;
            total = if term.is_minus { total.minus(number)? } else { total.plus(number)? };
            markers.extend(cell.markers.iter().copied());
        }
        (total >= table.number.at_least).then(|| Cell { value: Ok(table.figure(total)), markers })
    }
}
