//! What the form says must hold between cells: a count on a day within the count of the year, parts within a whole.

use crate::book::form::Table;
use crate::book::path::CellPath;
use crate::book::returns::Return;
use crate::book::returns::grid::Grid;
use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::quantity::Quantity;
use crate::text::number;

rules! {
    AT_MOST = "A104" "more-than-possible" Error:
        "A figure, or the sum of several, is larger than another that includes it.";
        "The people counted in the smaller table are among those of the larger one, so one of the figures is wrong.";
        "24 people at Step 2 on 31 March, and 23 at Step 2 at any time in the year.";
        "Check both figures against your records and correct the one that is wrong."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks every relation that the form declares, and the shares that it shows.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let figures = &context.report.figures;
    let before = findings.len();
    for relation in &figures.form.relations {
        let bound = figures.bound(relation).into_iter();
        findings.extend(bound.filter_map(|(parts, whole)| at_most(figures, &parts, whole, &relation.reason)));
    }
    let has_finding = |table: &Table, known: &Diagnostic| {
        known.subject.as_ref().is_some_and(|address| address.parts().next() == Some(&table.key))
    };
    for (table, grid) in figures.grids() {
        if !findings[before..].iter().any(|known| has_finding(table, known)) {
            findings.extend(shares(figures, table, grid));
        }
    }
}

/// What is wrong with the cells of a table whose shares of a cell of another table are shown. Within a table the totals say what
/// is wrong, and of a cell that is too large its totals are so as well.
fn shares(figures: &Return, table: &Table, grid: &Grid) -> Vec<Diagnostic> {
    let reason = "the form shows the one as a share of the other, and a share is at most 100%";
    let shown = table.layouts.iter().filter_map(|layout| layout.share.map(|share| share.cell));
    let Some(whole) = shown.filter(|of| of.table_position() != grid.position()).min() else { return Vec::new() };
    let too_large = |path: CellPath| Some((path.totals(), at_most(figures, &[path], whole, reason)?));
    let found: Vec<_> = grid.numbers().filter_map(|(path, _)| too_large(path)).collect();
    let fewest = found.iter().map(|(totals, _)| *totals).min();
    found.into_iter().filter(|(totals, _)| Some(*totals) == fewest).map(|(_, finding)| finding).collect()
}

/// What is wrong where several cells together are more than another, and for this reason cannot be.
fn at_most(figures: &Return, parts: &[CellPath], whole: CellPath, reason: &str) -> Option<Diagnostic> {
    let most = figures.number(whole)?;
    let numbers = parts.iter().filter_map(|path| figures.number(*path));
    let sum = numbers.sum::<Option<Quantity>>()?;
    if sum <= most {
        return None;
    }
    let first = *parts.first()?;
    let names: Vec<_> = parts.iter().map(|path| format!("`{}`", figures.address(*path))).collect();
    let (sum, most) = (number::written(sum), number::written(most));
    let is = if names.len() == 1 { "is" } else { "add up to" };
    let message = format!("{} {is} {sum}, more than the {most} of `{}`", names.join(" + "), figures.address(whole));
    Some(
        AT_MOST
            .at(figures.place(first), message)
            .label(format!("can be at most {most}"))
            .related(figures.place(whole), "this is the most it can be")
            .help(reason)
            .help("check both figures against your records and correct the one that is wrong")
            .about(figures.address(first)),
    )
}
