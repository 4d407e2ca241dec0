//! Small figures that are not held back, or not rounded.

use super::rules::SMALL;
use crate::book::path::CellPath;
use crate::book::returns::grid::Entry;
use crate::book::settings::Method;
use crate::check::context::ReportContext;
use crate::diagnostic::Diagnostic;
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::number;

/// The figures that were handed in and are too small, or not rounded. Of a total nothing more is said than of its cells.
pub(super) fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(rule) = context.book.settings.disclosure.filter(|rule| rule.holds_for(context.report)) else { return };
    for (_, grid) in context.report.figures.grids().filter(|(table, _)| table.is_counted()) {
        let handed = |(path, entry): (CellPath, &Entry)| {
            let (cell, span) = entry.handed.as_ref()?;
            Some((path, fault(rule.method, cell.value.ok()?.count()?, *span)?))
        };
        let (totals, cells): (Vec<_>, Vec<_>) = grid.cells().filter_map(handed).partition(|(path, _)| path.is_total());
        let is_said = |total: CellPath| cells.iter().any(|(path, _)| total.covers(*path));
        let totals: Vec<_> = totals.into_iter().filter(|(path, _)| !is_said(*path)).collect();
        let about = |(path, finding): (CellPath, Diagnostic)| finding.about(context.address(path));
        findings.extend(cells.into_iter().chain(totals).map(about));
    }
}

/// What is wrong with a count that is published.
fn fault(method: Method, count: u64, span: Span) -> Option<Diagnostic> {
    let now = number::count(count);
    match method {
        Method::Suppress { below, with_zero } => {
            let finding = || SMALL.at(span, format!("{now} is published, and figures below {below} are held back"));
            let help =
                "the next check says which other figures have to be held back with it, so that nobody can work it out";
            (count < below && (count > 0 || with_zero)).then(|| finding().label("write \"[c]\" here").help(help))
        }
        Method::Round { to } => {
            let rounded = Quantity::ratio(count.into(), to.into(), 0)?.times(to.into())?;
            let finding = SMALL.at(span, format!("{now} is not a multiple of {to}"));
            let finding = finding.label(format!("rounds to {}", number::written(rounded)));
            let help = "round the cells and leave out their totals: the build adds up what was rounded";
            (!count.is_multiple_of(to)).then(|| finding.help(help))
        }
    }
}
