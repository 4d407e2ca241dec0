//! Sums of a count of one day and a count of the whole year, which mean nothing.

use crate::book::form::Counts;
use crate::book::path::CellPath;
use crate::check::context::ReportContext;
use crate::quantity::Quantity;

/// A sum of people on a day and people over the year.
pub(crate) struct MixedSum<'a> {
    pub(crate) sum: Quantity,
    /// What its tables count.
    pub(crate) unit: &'a str,
    pub(crate) snapshot: CellPath,
    pub(crate) flows: Vec<CellPath>,
}

/// The sums of one figure of a day and one or two of the year, of whole tables. A table that the form itself declares to
/// be mixed says so on its page and is none of them.
pub(crate) fn mixed_sums<'a>(context: &ReportContext<'a>) -> Vec<MixedSum<'a>> {
    let (snapshots, flows) = (whole_figures(context, Counts::Snapshot), whole_figures(context, Counts::Flow));
    let mut sums = Vec::new();
    for WholeFigure { path: snapshot, number, unit } in snapshots {
        let mut add = |sum: Option<Quantity>, flows: &[CellPath]| {
            sums.extend(sum.map(|sum| MixedSum { sum, unit, snapshot, flows: flows.to_vec() }));
        };
        let flows: Vec<_> = flows.iter().filter(|flow| flow.unit == unit).collect();
        for (at, flow) in flows.iter().enumerate() {
            let Some(sum) = number.plus(flow.number) else { continue };
            add(Some(sum), &[flow.path]);
            flows[at + 1..].iter().for_each(|other| add(sum.plus(other.number), &[flow.path, other.path]));
        }
    }
    sums
}

/// A figure of a whole table.
struct WholeFigure<'a> {
    path: CellPath,
    number: Quantity,
    /// What the table counts.
    unit: &'a str,
}

/// The grand total of each table, or its single cells where it has none. Small numbers add up to anything and are left out.
fn whole_figures<'a>(context: &ReportContext<'a>, counts: Counts) -> Vec<WholeFigure<'a>> {
    let mut whole = Vec::new();
    for (table, grid) in context.report.figures.grids().filter(|(table, _)| table.counts == counts) {
        let is_whole = |path: CellPath| {
            grid.axes.iter().enumerate().all(|(at, axis)| axis.total.is_none() || path.is_total_along(at))
        };
        let numbers = grid.numbers().filter(|(path, number)| is_whole(*path) && *number >= 50);
        whole.extend(numbers.map(|(path, number)| WholeFigure { path, number, unit: &table.unit }));
    }
    whole
}
