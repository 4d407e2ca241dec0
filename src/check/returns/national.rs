//! The nation's published figures against the sums of its areas.

use crate::book::form::Table;
use crate::book::form::number::National;
use crate::book::path::CellPath;
use crate::book::returns::grid::Grid;
use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::quantity::Quantity;
use crate::query::nation::OfAreas;
use crate::text::number;

rules! {
    SUM = "A108" "national-sum" Error:
        "A figure of the nation is not the sum of its areas' figures, or less than the sum of those that are known.";
        "Readers who add up the areas get another number than the one that is published for the nation.";
        "61,000 for the nation, where the 42 areas add up to 61,035.";
        "Find the area whose figure was revised or left out. If the nation's figure was published so, keep it and waive the finding with the reason."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks the nation's report of a period against the areas' reports of the same period.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    if !context.is_of_nation() {
        return;
    }
    findings.extend(lacks(context));
    let (book, figures) = (context.book, &context.report.figures);
    for measure in book.measures.iter().filter(|measure| book.is_added(measure)) {
        let is_from_areas = |path: &CellPath| figures.table(*path).is_some_and(Table::is_from_areas);
        let Some(path) = measure.path(&figures.form.key).filter(|path| !is_from_areas(path)) else { continue };
        let known: Vec<_> =
            book.reports_for(context.report.period).filter_map(|other| measure.cell(other)?.value.ok()).collect();
        let sum = known.iter().copied().sum::<Option<Quantity>>();
        let areas = sum.map(|sum| Areas { number: sum, known: known.len() });
        findings.extend(areas.and_then(|areas| differs(context, path, &measure.title, areas)));
    }
    for (table, grid) in figures.grids().filter(|(table, _)| table.is_from_areas()) {
        let handed = grid.cells().filter(|(_, entry)| entry.handed.is_some()).map(|(path, _)| path);
        let fault = |path: CellPath| {
            let OfAreas { cell, known } = book.of_areas(context.report, path);
            let areas = Areas { number: cell?.value.ok()?, known };
            Some((path.totals(), differs(context, path, &format!("`{}`", grid.address(&table.key, path)), areas)?))
        };
        let found: Vec<_> = handed.filter_map(fault).collect();
        // With a cell its totals are wrong as well.
        let fewest = found.iter().map(|(totals, _)| *totals).min();
        findings.extend(found.into_iter().filter(|(totals, _)| Some(*totals) == fewest).map(|(_, finding)| finding));
    }
}

/// The finding for a row or column that areas fill in and the nation's form lacks below a total that is made of the others.
fn lacks(context: &ReportContext<'_>) -> Option<Diagnostic> {
    let form = &context.report.figures.form;
    let reports = || context.book.reports_for(context.report.period);
    form.tables.iter().filter(|table| table.is_from_areas()).find_map(|table| {
        let summed = table.axes.iter().filter(|axis| axis.total.is_some() && axis.named_by.is_none());
        summed.into_iter().find_map(|axis| {
            reports().find_map(|report| {
                let (at, theirs) = (report.figures.form.table(&table.key)?, &report.figures.form);
                let (position, other) = theirs.tables[at].axes.iter().enumerate().find(|(_, other)| other.key == axis.key)?;
                let is_filled = |member: usize| {
                    let mut cells = report.figures.grid(at).into_iter().flat_map(Grid::cells);
                    cells.any(|(path, entry)| path.position(position) == Some(member) && entry.cell.value.is_ok())
                };
                let lost = other.members.iter().enumerate().find(|(at, own)| axis.position(&own.key).is_none() && is_filled(*at));
                let (key, lost) = (&table.key, &lost?.1.key);
                let message = format!("areas fill in `{lost}` of `{key}` for {}, and this form of the nation has none: its totals lack it", context.report.period);
                let finding = SUM.at(form.periods, message).related(theirs.periods, "the areas' form");
                let help = format!("add `{lost}` to the members of `{}`; or, from the period of that form on, take a form of the nation with `based_on: {}`", axis.key, theirs.key);
                Some(finding.help(help))
            })
        })
    })
}

/// What the areas give for a figure of the nation, and how many they are.
struct Areas {
    number: Quantity,
    known: usize,
}

/// The finding for a figure of the nation that is not what the areas give.
fn differs(context: &ReportContext<'_>, path: CellPath, what: &str, areas: Areas) -> Option<Diagnostic> {
    let (book, period) = (context.book, context.report.period);
    let published = context.report.figures.number(path)?;
    let table = context.report.figures.table(path)?;
    let is_mean = table.national == National::Weighted;
    // The mean of figures that are rounded can be off by as much as one of them.
    let least = if is_mean { Quantity::new(1, table.places(areas.number.into())) } else { Quantity::ZERO };
    let is_same = published.distance(areas.number).is_none_or(|distance| distance <= least);
    let is_whole = book.are_all(context.report.period, areas.known);
    let can_grow = is_mean || table.number.at_least < Quantity::ZERO || areas.number < published;
    if is_same || (!is_whole && can_grow) {
        return None;
    }
    let (number, nation, all) =
        (number::written(areas.number), number::written(published), book.areas_in(period).count());
    let who = if is_whole { format!("the {all} areas") } else { format!("{} of {all} areas", areas.known) };
    let give = if is_mean { "come to a mean of" } else { "add up to" };
    let finding = SUM
        .at(context.place(path), format!("{what}: {nation} here, and {who} {give} {number}"))
        .label(format!("{who} {give} {number}"))
        .help(format!("look for an area whose figure of {period} was revised, left out or counted twice"))
        .help("if the nation's figure was published so, waive the finding in report.yaml with the reason");
    Some(finding.about(context.address(path)))
}
