//! The rows of a table in a sheet: which members of its axes the names in front of them, and above them, say.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::layout::Page;
use crate::book::axis::Axis;
use crate::import::sheets::sheet::At;

/// Rows below the heads of a table.
#[derive(Default)]
pub(super) struct Rows {
    /// Those whose names say all that the heads do not: each axis with the position on it.
    pub(super) named: Vec<(usize, Vec<(usize, usize)>)>,
    /// Those with figures whose names do not. Behind an empty row below the last of the others begins something else.
    pub(super) strange: Vec<usize>,
}

impl Page<'_> {
    /// The rows of a range. `stubs` are the columns that name them, each with its axis; `columns` are those with figures. None where a
    /// row is that of another table with such heads.
    pub(super) fn rows(
        &self,
        axes: &[Arc<Axis>],
        stubs: &[(usize, usize)],
        columns: &[usize],
        range: Range<usize>,
    ) -> Option<Rows> {
        let inner = stubs.last()?.0;
        let is_filled = |row: usize| self.has_figures(row, columns.iter().copied());
        let name = |row: usize, (column, axis): (usize, usize)| self.named(At::new(row, column), &axes[axis]);
        let beside = |own: (usize, usize)| stubs.iter().copied().filter(move |stub| stub.0 == own.0 && stub.1 != own.1);
        let is_shared = |row: usize, own| beside(own).any(|stub| name(row, stub).flatten().is_some());
        // A name that stands in rows of its own, without figures, holds for those below it.
        let is_band = |own: &(usize, usize)| {
            let mut rows = range.clone().filter(|row| name(*row, *own).flatten().is_some() && !is_shared(*row, *own));
            beside(*own).next().is_some() && rows.clone().next().is_some() && rows.all(|row| !is_filled(row))
        };
        let bands: BTreeSet<_> = stubs.iter().copied().filter(is_band).collect();
        let (mut rows, mut seen) = (Rows::default(), BTreeMap::new());
        for row in range {
            for stub in stubs {
                let (column, axis) = *stub;
                match name(row, *stub) {
                    Some(None) => return None,
                    Some(Some(_)) if bands.contains(stub) && is_filled(row) => {}
                    Some(Some(position)) => {
                        if bands.contains(stub) {
                            for (_, other) in beside(*stub) {
                                seen.remove(&other);
                            }
                        }
                        seen.insert(axis, position);
                    }
                    None if is_shared(row, *stub) => {}
                    None if column == inner || !self.sheet.text(At::new(row, column)).is_empty() => {
                        seen.remove(&axis);
                    }
                    None => {}
                }
            }
            if seen.len() == stubs.len() {
                rows.named.push((row, seen.iter().map(|(axis, at)| (*axis, *at)).collect()));
            } else if is_filled(row) {
                rows.strange.push(row);
            }
        }
        let last = rows.named.last().map_or(0, |(row, _)| *row);
        let is_empty = |row: usize| self.sheet.row(row).next().is_none();
        rows.strange.retain(|row| !(last..*row).any(is_empty));
        Some(rows)
    }
}
