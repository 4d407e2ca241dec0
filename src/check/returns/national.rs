//! The nation's published figures against the sums of its areas.

use crate::book::axis::Axis;
use crate::book::form::Table;
use crate::book::form::number::National;
use crate::book::path::CellPath;
use crate::book::returns::Return;
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
    let (form, period) = (&context.report.figures.form, context.report.period);
    let from_areas = form.tables.iter().filter(|table| table.is_from_areas());
    let summed = from_areas.flat_map(|table| table.axes.iter().map(move |axis| (&table.key, axis)));
    let mut summed = summed.filter(|(_, axis)| axis.total.is_some() && axis.named_by.is_none());
    summed.find_map(|(key, axis)| {
        let mut reports = context.book.reports_for(period);
        let (theirs, lost) =
            reports.find_map(|report| Some((&report.figures.form, filled_beyond(axis, key, &report.figures)?)))?;
        let message = format!(
            "areas fill in `{lost}` of `{key}` for {period}, and this form of the nation has none: its totals lack it"
        );
        let finding = SUM.at(form.periods, message).related(theirs.periods, "the areas' form");
        Some(finding.help(format!(
            "add `{lost}` to the members of `{}`; or, from the period of that form on, take a form of the nation with `based_on: {}`",
            axis.key, theirs.key
        )))
    })
}

/// A row or column of a table that a return fills in, and that an axis of its name in another form has not. Nothing is lost with zeros.
fn filled_beyond<'r>(axis: &Axis, table: &str, figures: &'r Return) -> Option<&'r str> {
    let at = figures.form.table(table)?;
    let (position, own) = figures.form.tables[at].axes.iter().enumerate().find(|(_, own)| own.key == axis.key)?;
    let mut cells =
        figures.grid(at)?.cells().filter(|(_, entry)| entry.cell.value.is_ok_and(|number| number != Quantity::ZERO));
    cells.find_map(|(path, _)| {
        let member = &own.members.get(path.position(position)?)?.key;
        axis.position(member).is_none().then_some(member.as_str())
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
