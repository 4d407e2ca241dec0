//! The return: the figures that an area hands in, with what follows from them.

use std::sync::Arc;

use super::cell::{self, Absence, Cell, Marker};
use super::form::{Axis, Form, Formula};
use super::narrative::Document;
use crate::source::Span;

/// A return. `tables` runs in step with the form's tables.
#[derive(Debug, Clone)]
pub struct Return {
    /// The form that it fills in.
    pub form: Arc<Form>,
    /// For each table of the form its grid, where the return has anything for it.
    pub tables: Vec<Option<Grid>>,
    /// Notes: the path of what each is about, table first, and the text.
    pub notes: Vec<(Vec<String>, Document, Span)>,
    /// What this return says of the period before: the path, the number and its place.
    pub last_year: Vec<(Vec<String>, u64, Span)>,
    /// Where the return begins.
    pub span: Span,
}

impl Return {
    /// The grid of a table.
    pub fn grid(&self, table: &str) -> Option<&Grid> {
        self.form.table(table).and_then(|at| self.tables.get(at)?.as_ref())
    }

    /// The entry at a path, table first.
    pub fn entry(&self, path: &[String]) -> Option<&Entry> {
        let (table, keys) = path.split_first()?;
        let grid = self.grid(table)?;
        let mut index = (keys.len() == grid.axes.len()).then_some(0)?;
        for (axis, key) in grid.axes.iter().zip(keys) {
            index = index * axis.len() + axis.position(key)?;
        }
        grid.entries.get(index)
    }

    /// The number at a path, if there is one.
    pub fn number(&self, path: &[String]) -> Option<u64> {
        self.entry(path)?.cell.value.ok()
    }

    /// Works out totals and computed cells, table after table, so that each formula finds what it needs above it.
    pub fn settle(&mut self) {
        let form = Arc::clone(&self.form);
        for (at, table) in form.tables.iter().enumerate() {
            for (keys, formula) in &table.computed {
                let value = self.evaluate(formula);
                if value.is_none() && self.tables[at].is_none() {
                    continue;
                }
                let grid = self.tables[at].get_or_insert_with(|| Grid::new(table.axes.clone(), self.span));
                grid.compute(keys, value);
            }
            if let Some(grid) = &mut self.tables[at] {
                grid.settle();
            }
        }
    }

    /// Sets the rate of a table, given by its place in the form, to what count and population give. What is said of the
    /// count is true of the rate.
    pub fn set_rate(&mut self, table: usize, rate: u64, markers: Vec<Marker>) {
        let grid = self.tables[table].get_or_insert_with(|| Grid::new(Vec::new(), self.span));
        grid.compute(&[], Some(Cell { value: Ok(rate), markers }));
    }

    fn evaluate(&self, formula: &Formula) -> Option<Cell> {
        let mut total = 0_i128;
        let mut markers = Vec::new();
        for (minus, path) in &formula.terms {
            let cell = &self.entry(path)?.cell;
            let number = i128::from(cell.value.ok()?);
            total += if *minus { -number } else { number };
            markers.extend(cell.markers.iter().copied());
        }
        Some(Cell { value: Ok(u64::try_from(total).ok()?), markers })
    }
}

/// What stands in one place of a grid.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
pub struct Grid {
    /// The axes, rows first.
    pub axes: Vec<Arc<Axis>>,
    /// Where the table stands in the return.
    pub span: Span,
    entries: Vec<Entry>,
}

impl Grid {
    /// An empty grid: every cell is not available.
    pub fn new(axes: Vec<Arc<Axis>>, span: Span) -> Self {
        let size = axes.iter().map(|axis| axis.len()).product();
        let cell = Cell::absent(Absence::NotAvailable);
        let empty = Entry { cell, handed: None, computed: None, spoiled: false, blank: None };
        Grid { axes, span, entries: vec![empty; size] }
    }

    /// The coordinates of a cell by its keys, one for each axis.
    pub fn position(&self, keys: &[String]) -> Option<Vec<usize>> {
        if keys.len() != self.axes.len() {
            return None;
        }
        self.axes.iter().zip(keys).map(|(axis, key)| axis.position(key)).collect()
    }

    /// The entry at coordinates, one for each axis.
    pub fn at(&self, coordinates: &[usize]) -> Option<&Entry> {
        self.entries.get(self.index(coordinates))
    }

    /// Puts a handed-in cell into its place.
    pub fn hand_in(&mut self, coordinates: &[usize], cell: Cell, span: Span) {
        let index = self.index(coordinates);
        if let Some(entry) = self.entries.get_mut(index) {
            entry.cell = cell.clone();
            entry.handed = Some((cell, span));
        }
    }

    /// Notes where a cell stands with nothing in it.
    pub fn leave_blank(&mut self, coordinates: &[usize], span: Span) {
        let index = self.index(coordinates);
        if let Some(entry) = self.entries.get_mut(index) {
            entry.blank = Some(span);
        }
    }

    /// Marks the cells at coordinates, or everything below them where they are fewer than the axes, as unreadable.
    pub fn spoil(&mut self, coordinates: &[usize]) {
        let below: usize = self.axes[coordinates.len()..].iter().map(|axis| axis.len()).product();
        let first = self.index(coordinates) * below;
        self.entries.iter_mut().skip(first).take(below).for_each(|entry| entry.spoiled = true);
    }

    /// Declares a cell to be one for which the question cannot arise. A number that was handed in is a finding, and is
    /// left out of every sum.
    pub fn rule_out(&mut self, coordinates: &[usize]) {
        let index = self.index(coordinates);
        if let Some(entry) = self.entries.get_mut(index) {
            entry.cell = Cell::absent(Absence::NotApplicable);
        }
    }

    /// All coordinates in the order of the table.
    pub fn coordinates(&self) -> impl Iterator<Item = Vec<usize>> + '_ {
        (0..self.entries.len()).map(|index| {
            let mut rest = index;
            let mut place: Vec<_> = self
                .axes
                .iter()
                .rev()
                .map(|axis| {
                    let at = rest % axis.len();
                    rest /= axis.len();
                    at
                })
                .collect();
            place.reverse();
            place
        })
    }

    /// The keys of a cell.
    pub fn keys<'a>(&'a self, coordinates: &'a [usize]) -> impl Iterator<Item = &'a str> + Clone + 'a {
        let key = |(axis, &at): (&'a Arc<Axis>, &usize)| axis.all().nth(at).map_or("", |member| member.key.as_str());
        self.axes.iter().zip(coordinates).map(key)
    }

    /// The path of a cell as authors write it, the table first: `eligible/level_1/total`.
    pub fn path(&self, table: &str, coordinates: &[usize]) -> String {
        std::iter::once(table).chain(self.keys(coordinates)).collect::<Vec<_>>().join("/")
    }

    /// Whether a cell is what a total stands for, wholly or in part: they differ in nothing but what the total sums up.
    pub fn covers(&self, total: &[usize], cell: &[usize]) -> bool {
        let sums_up = |(axis, (total, at)): (&Arc<Axis>, (&usize, &usize))| axis.is_total(*total) || total == at;
        self.axes.iter().zip(total.iter().zip(cell)).all(sums_up)
    }

    /// Whether any coordinate is a total.
    pub fn is_total(&self, coordinates: &[usize]) -> bool {
        self.axes.iter().zip(coordinates).any(|(axis, &at)| axis.is_total(at))
    }

    /// For a total: along each axis on which it is one, the cells that should add up to it.
    pub fn lines(&self, coordinates: &[usize]) -> Vec<Vec<&Entry>> {
        let total_axes = (0..self.axes.len()).filter(|&axis| self.axes[axis].is_total(coordinates[axis]));
        total_axes
            .map(|axis| {
                let member = |at| {
                    let mut place = coordinates.to_vec();
                    place[axis] = at;
                    self.at(&place)
                };
                (0..self.axes[axis].members.len()).filter_map(member).collect()
            })
            .collect()
    }

    fn index(&self, coordinates: &[usize]) -> usize {
        self.axes.iter().zip(coordinates).fold(0, |index, (axis, at)| index * axis.len() + at)
    }

    fn compute(&mut self, keys: &[String], value: Option<Cell>) {
        if let (Some(place), Some(cell)) = (self.position(keys), value) {
            self.work_out(&place, cell);
        }
    }

    /// Works out totals: those along one axis first, then those of totals. What cannot be worked out stands as handed in.
    fn settle(&mut self) {
        let mut totals: Vec<_> = self.coordinates().filter(|place| self.is_total(place)).collect();
        let depth = |place: &[usize]| self.axes.iter().zip(place).filter(|(axis, at)| axis.is_total(**at)).count();
        totals.sort_by_key(|place| depth(place));
        for place in totals {
            let known =
                self.lines(&place).into_iter().find_map(|line| cell::sum(line.into_iter().map(|entry| &entry.cell)));
            if let Some(cell) = known {
                self.work_out(&place, cell);
            }
        }
    }

    /// Sets what the build worked out. Markers that were handed in stay beside those that it inherits.
    fn work_out(&mut self, place: &[usize], computed: Cell) {
        let index = self.index(place);
        let Some(entry) = self.entries.get_mut(index) else { return };
        let handed = entry.handed.iter().flat_map(|(cell, _)| cell.markers.iter().copied());
        let mut markers: Vec<_> = computed.markers.iter().copied().chain(handed).collect();
        markers.sort_unstable();
        markers.dedup();
        entry.cell = Cell { value: computed.value, markers };
        entry.computed = Some(computed);
    }
}
