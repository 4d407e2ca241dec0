//! Where a cell stands in a form: resolved once from the [`Address`] that somebody wrote, and from then on a look-up.

use std::sync::Arc;

use super::axis::Axis;
use crate::address::Address;

/// The most axes that a table of a form can have.
pub const MOST_AXES: usize = 6;
/// The step to the total of an axis, however many members a return gives it.
const TOTAL: u16 = u16::MAX;
/// The step of a [`CellPattern`] that stands for any.
const ANY: u16 = u16::MAX - 1;

/// A table of a form, a row or a cell of it: the table's position in the form, and a step along each axis so far.
///
/// A path that names a member which a return names itself is one of that return; any other is one of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellPath {
    table: u16,
    length: u8,
    steps: [u16; MOST_AXES],
}

impl CellPath {
    /// The position of a return's local figures, which stand in no table of its form.
    pub const LOCAL: usize = u16::MAX as usize;

    /// The whole of the table at a position in its form.
    pub fn table(position: usize) -> Self {
        CellPath { table: u16::try_from(position).unwrap_or(u16::MAX), length: 0, steps: [0; MOST_AXES] }
    }

    /// Resolves an address: `table` gives the position and the axes of the table with a key. None where the address names no
    /// table, row or cell.
    pub fn resolve<'a>(
        address: &Address,
        table: impl FnOnce(&str) -> Option<(usize, &'a [Arc<Axis>])>,
    ) -> Option<Self> {
        let mut parts = address.parts();
        let (at, axes) = table(parts.next()?)?;
        CellPath::in_table(at, axes, parts)
    }

    /// The row or cell with these keys in the table at a position in its form.
    pub fn in_table<'k>(table: usize, axes: &[Arc<Axis>], mut keys: impl Iterator<Item = &'k str>) -> Option<Self> {
        keys.try_fold(CellPath::table(table), |path, key| Some(path.with(path.step_of(axes, key)?)))
    }

    /// The step to the member or total with this key, along the axis after the last.
    fn step_of(self, axes: &[Arc<Axis>], key: &str) -> Option<usize> {
        axes.get(usize::from(self.length))?.position(key)
    }

    /// The path one step further: the position of a member of the next axis, or of its total ([`Axis::TOTAL`]).
    #[must_use]
    pub fn with(mut self, position: usize) -> Self {
        if let Some(step) = self.steps.get_mut(usize::from(self.length)) {
            *step = u16::try_from(position).unwrap_or(TOTAL);
            self.length += 1;
        }
        self
    }

    /// The position of the table in its form.
    pub fn table_position(self) -> usize {
        self.table.into()
    }

    /// How many steps it has: as many as the table has axes where it leads to a cell.
    pub fn length(self) -> usize {
        self.length.into()
    }

    /// The position on an axis: that of a member, or [`Axis::TOTAL`].
    pub fn position(self, axis: usize) -> Option<usize> {
        let step = self.steps.get(..self.length())?.get(axis)?;
        Some(if *step == TOTAL { Axis::TOTAL } else { usize::from(*step) })
    }

    /// The same with another position on one of its axes.
    #[must_use]
    pub fn at(mut self, axis: usize, position: usize) -> Self {
        if let Some(step) = self.steps.get_mut(axis) {
            *step = u16::try_from(position).unwrap_or(TOTAL);
        }
        self
    }

    /// Whether it is a total along an axis.
    pub fn is_total_along(self, axis: usize) -> bool {
        axis < self.length() && self.steps[axis] == TOTAL
    }

    /// Whether it is a total along any axis.
    pub fn is_total(self) -> bool {
        self.steps[..self.length()].contains(&TOTAL)
    }

    /// How many of its axes it is a total along.
    pub fn totals(self) -> usize {
        self.steps[..self.length()].iter().filter(|step| **step == TOTAL).count()
    }

    /// Whether this is `part`, or stands in the table or row that `part` is.
    pub fn is_within(self, part: CellPath) -> bool {
        self.table == part.table && self.steps[..self.length()].starts_with(&part.steps[..part.length()])
    }

    /// Whether `part` is this cell, or the row in which it stands: all of its steps but the one along the last axis.
    pub fn is_in_row(self, part: CellPath) -> bool {
        let least = if self.length > 1 { self.length - 1 } else { self.length };
        part.length >= least && self.is_within(part)
    }

    /// Whether another cell of the table is what this total stands for, wholly or in part: they differ in nothing but what
    /// the total sums up.
    pub fn covers(self, cell: CellPath) -> bool {
        self.table == cell.table
            && self.steps[..self.length()].iter().zip(cell.steps).all(|(total, step)| *total == TOTAL || *total == step)
    }

    /// The address of the table `key` and these axes: what a person reads and writes.
    pub fn address(self, key: &str, axes: &[Arc<Axis>]) -> Address {
        Address::of(std::iter::once(key).chain(self.keys(axes)))
    }

    /// The keys of its steps along these axes.
    pub fn keys(self, axes: &[Arc<Axis>]) -> impl Iterator<Item = &str> {
        (0..self.length()).map_while(move |axis| Some(axes.get(axis)?.member(self.position(axis)?)?.key.as_str()))
    }
}

/// Cells of a table by their steps, where `*` stands for any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellPattern(CellPath);

impl CellPattern {
    /// The cells that an address with stars names in a table. None where it names none.
    pub fn resolve<'k>(table: usize, axes: &[Arc<Axis>], keys: impl Iterator<Item = &'k str>) -> Option<Self> {
        let mut path = CellPath::table(table);
        for key in keys {
            path = if key == "*" && path.length() < axes.len() {
                path.with(ANY.into())
            } else {
                path.with(path.step_of(axes, key)?)
            };
        }
        (path.length() == axes.len()).then_some(CellPattern(path))
    }

    /// Whether the pattern covers a cell.
    pub fn covers(self, cell: CellPath) -> bool {
        let CellPattern(pattern) = self;
        let mut steps = pattern.steps.iter().zip(cell.steps).take(pattern.length());
        pattern.table == cell.table
            && pattern.length == cell.length
            && steps.all(|(pattern, step)| *pattern == ANY || *pattern == step)
    }

    /// The position of its table in the form.
    pub fn table_position(self) -> usize {
        self.0.table_position()
    }

    /// The axes on which it stands for any.
    pub fn stars(self) -> impl Iterator<Item = usize> {
        (0..self.0.length()).filter(move |axis| self.0.steps[*axis] == ANY)
    }

    /// The cell in which each star stands for the member or total with the key at its place. None where an axis has no such key.
    pub fn bound(self, axes: &[Arc<Axis>], keys: &[&str]) -> Option<CellPath> {
        let mut path = self.0;
        for (axis, key) in self.stars().zip(keys) {
            path = path.at(axis, axes.get(axis)?.position(key)?);
        }
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::axis::Member;
    use crate::book::narrative::Words;
    use crate::source::{SourceFile, Sources, Span};

    fn words(text: &str) -> Words {
        let sources = Sources::new([SourceFile { path: "form.yaml".to_owned(), bytes: Vec::new() }]);
        let Some(file) = sources.find("form.yaml") else { unreachable!("the file was just handed in") };
        Words::new(text, Span::new(file, 0..0))
    }

    fn axis(members: &[&str], total: Option<&str>) -> Arc<Axis> {
        let member = |key: &str| Member::new(key, words(key));
        let members = members.iter().map(|key| member(key)).collect();
        Arc::new(Axis { key: "a".into(), label: words("A"), members, total: total.map(member), named_by: None })
    }

    fn cell(table: usize, axes: &[Arc<Axis>], keys: &[&str]) -> CellPath {
        CellPath::in_table(table, axes, keys.iter().copied()).unwrap_or(CellPath::table(99))
    }

    #[test]
    fn a_path_reads_as_it_was_written() {
        let axes = [axis(&["x", "y"], Some("total")), axis(&["1", "2"], None)];
        let path = cell(3, &axes, &["total", "2"]);
        assert_eq!(path.address("t", &axes).as_str(), "t/total/2");
        assert_eq!((path.table_position(), path.length(), path.totals()), (3, 2, 1));
        assert!(path.is_within(cell(3, &axes, &["total"])) && path.is_within(CellPath::table(3)));
        assert!(!path.is_within(cell(3, &axes, &["x"])) && !path.is_within(CellPath::table(2)));
        assert!(path.covers(cell(3, &axes, &["y", "2"])) && !path.covers(cell(3, &axes, &["y", "1"])));
    }

    #[test]
    fn a_star_stands_for_the_same_key_in_every_table() {
        let (one, other) = ([axis(&["x", "y"], Some("total"))], [axis(&["y", "z", "x"], Some("total"))]);
        let pattern = |table, axes| CellPattern::resolve(table, axes, ["*"].into_iter());
        let covers = |cell| pattern(0, &one).is_some_and(|pattern| pattern.covers(cell));
        assert!(covers(cell(0, &one, &["total"])) && !covers(cell(1, &one, &["y"])));
        let bound =
            |pattern: Option<CellPattern>, axes: &[_], key| pattern.and_then(|pattern| pattern.bound(axes, &[key]));
        assert_eq!(bound(pattern(1, &other), &other, "x"), Some(cell(1, &other, &["x"])));
        assert_eq!(bound(pattern(0, &one), &one, "z"), None);
        assert_eq!(CellPattern::resolve(0, &one, ["x", "*"].into_iter()), None);
    }
}
