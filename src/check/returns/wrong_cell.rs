//! One wrong cell makes every total over it wrong by as much. This finds the cell, so that it is named and not the totals.

use crate::book::form::Table;
use crate::book::form::number::Total;
use crate::book::path::CellPath;
use crate::book::returns::grid::{Entry, Grid};
use crate::quantity::Quantity;
use crate::source::Span;

/// A total that was handed in and is not the sum of its cells.
pub(crate) struct WrongTotal {
    pub(crate) path: CellPath,
    pub(crate) span: Span,
    /// By how much the sum of the cells is too large.
    pub(crate) excess: Quantity,
}

/// The cell that explains every wrong total of a table.
pub(crate) struct WrongCell {
    pub(crate) path: CellPath,
    pub(crate) span: Span,
    pub(crate) value: Quantity,
    /// The number with which every total would be right.
    pub(crate) right: Quantity,
}

/// The totals of a table that were handed in as numbers and are not the sums of the cells.
pub(crate) fn wrong_totals(table: &Table, grid: &Grid) -> Vec<WrongTotal> {
    let wrong = |(path, entry): (CellPath, &Entry)| {
        let (handed, span) = entry.handed.as_ref().filter(|_| path.is_total() && table.total == Total::Sum)?;
        let (handed, computed) = (handed.value.ok()?, entry.computed.as_ref()?.value.ok()?);
        let excess = computed.minus(handed)?;
        (!excess.is_zero()).then_some(WrongTotal { span: *span, path, excess })
    };
    grid.cells().filter_map(wrong).collect()
}

/// The one cell that, set right, sets every wrong total right: all are wrong by the same number, and they are all the
/// totals over that cell that were handed in. There is none where two cells would do, or where a single total is wrong:
/// then the total itself is as likely to be the fault.
pub(crate) fn likeliest(table: &Table, grid: &Grid, wrong: &[WrongTotal]) -> Option<WrongCell> {
    let excess = wrong.first()?.excess;
    if wrong.len() < 2 || wrong.iter().any(|total| total.excess != excess) {
        return None;
    }
    let handed = grid.cells().filter(|(path, entry)| path.is_total() && entry.handed.is_some());
    let handed_totals: Vec<_> = handed.map(|(path, _)| path).collect();
    let explains = |(cell, _): &(CellPath, &Entry)| {
        let over = handed_totals.iter().filter(|total| total.covers(*cell));
        !cell.is_total() && over.eq(wrong.iter().map(|total| &total.path))
    };
    let mut cells = grid.cells().filter(explains).filter_map(|(path, entry)| {
        // What the form rules out or works out itself is not what the sums were made of.
        let (_, span) = entry.handed.as_ref().filter(|_| entry.computed.is_none())?;
        let value = entry.cell.value.ok()?;
        let right = value.minus(excess).filter(|right| *right >= table.number.at_least)?;
        Some(WrongCell { span: *span, path, value, right })
    });
    cells.next().filter(|_| cells.next().is_none())
}
