//! Totals that were handed in against those that the cells add up to.

use super::wrong_cell::{self, WrongCell, WrongTotal};
use super::years;
use crate::address::Address;
use crate::book::cell::{Absence, Cell, absence_sign};
use crate::book::form::Table;
use crate::book::form::number::Total;
use crate::book::path::CellPath;
use crate::book::returns::grid::Grid;
use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::number;

rules! {
    TOTAL = "A101" "total" Error:
        "A row, column or grand total is not the sum of its cells.";
        "Either the total or one of the cells is wrong, and readers who add up the table will find out.";
        "A table prints 884, and its cells add up to 844.";
        "Check the cells and the total against your records and correct the one that is wrong. Totals may be left out: the build works them out."
    COMPUTED = "A102" "computed-cell" Error:
        "A figure that the form works out from other figures was handed in with another value.";
        "Two figures in one report would contradict each other.";
        "The return says 33,871 at Step 1, and all people less those at Steps 2 and 3 are 33,870.";
        "Correct the figures that it is worked out from, or leave the cell out."
    RULED_OUT = "A103" "cell-cannot-apply" Error:
        "A number stands in a cell for which the form says that the question cannot arise.";
        "Whoever is counted where the form says that nobody can be was counted in the wrong cell.";
        "A number under Step 2 and Blue, where the form has a dash.";
        "Move the number to the cell where it belongs, or write \"[z]\"."
    CAN_APPLY = "A117" "cell-can-apply" Warning:
        "\"[z]\" stands in a cell for which the form does not say that the question cannot arise.";
        "Readers take “not applicable” for a question that nobody could answer, where there were none, or nobody knows.";
        "`step_1: { red: \"[z]\" }`, of which a spreadsheet has a dash that stands for none.";
        "Write 0 if there were none, \"[x]\" if the figure is not known. Where the question cannot arise in this area, a note on the cell says why; where it can in none, the form names the cell under `not_applicable:`."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks every table of a report.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    for (table, grid) in context.report.figures.grids() {
        let wrong = wrong_cell::wrong_totals(table, grid);
        let wrong_cell = wrong_cell::likeliest(table, grid, &wrong);
        findings.extend(wrong_cell.as_ref().map(|cell| one_cell(&table.key, grid, cell, &wrong)));
        for (path, entry) in grid.cells() {
            let is_explained = wrong_cell.is_some() && wrong.iter().any(|total| total.path == path);
            if path.is_total() && table.total == Total::Sum && !is_explained {
                margins(table, grid, path, findings);
            }
            let is_ruled_out = table.cannot_apply(path);
            findings.extend(match &entry.handed {
                Some((Cell { value: Ok(number), .. }, span)) if is_ruled_out => Some(ruled_out(*number, *span)),
                Some((Cell { value: Err(Absence::NotApplicable), .. }, span))
                    if !is_ruled_out && table.is_counted() && !path.is_total() =>
                {
                    (!years::is_explained(context.report, path))
                        .then(|| can_apply(&grid.address(&table.key, path), *span))
                }
                Some((handed, span)) if path.is_total() && !is_explained => {
                    let finding = match table.total {
                        Total::Sum => total(grid, path, handed, (*span, table.is_from_areas())),
                        Total::Weighted => mean(context, table, entry.computed.as_ref(), (handed, *span)),
                        Total::None | Total::HandedIn => None,
                    };
                    finding.map(|finding| finding.about(grid.address(&table.key, path)))
                }
                Some((handed, span)) if !path.is_total() && table.rate.is_none() => {
                    let computed = entry.computed.as_ref().filter(|computed| computed.value != handed.value);
                    computed.map(|computed| follows_from_others(computed, *span))
                }
                _ => None,
            });
        }
    }
}

fn ruled_out(number: Quantity, span: Span) -> Diagnostic {
    RULED_OUT
        .at(span, format!("{} stands in a cell that cannot apply", number::written(number)))
        .label("write \"[z]\" here")
        .help("if these people exist they were counted in the wrong cell: move the number to where it belongs")
}

fn can_apply(address: &Address, span: Span) -> Diagnostic {
    CAN_APPLY
        .at(span, "\"[z]\" says that the question cannot arise, and the form does not say so of this cell")
        .help(format!("write 0 if there were none, \"[x]\" if the figure is not known; if the question cannot arise in this area, say why in a note on `{address}`"))
}

fn follows_from_others(computed: &Cell, span: Span) -> Diagnostic {
    COMPUTED
        .at(span, format!("this figure follows from others and should be {}", written(computed)))
        .label(format!("works out as {}", written(computed)))
        .help("correct the figures that it is worked out from, or delete this one: the build works it out")
}

/// The finding for a cell that alone explains every total that is wrong.
fn one_cell(table: &str, grid: &Grid, wrong_cell: &WrongCell, wrong: &[WrongTotal]) -> Diagnostic {
    let (now, right) = (number::written(wrong_cell.value), number::written(wrong_cell.right));
    let subject = grid.address(table, wrong_cell.path);
    let message = format!(
        "with {now} here {} totals are wrong; with {right} they would all be right",
        number::words((wrong.len() as u64).into())
    );
    let finding = TOTAL
        .at(wrong_cell.span, message)
        .label(format!("seems to be {right}"))
        .help(format!("if your records say {right}, correct this cell"))
        .help(format!("if they say {now}, correct the totals in its row and its column, or leave them out"))
        .about(subject);
    match wrong.first() {
        Some(total) => finding.related(total.span, "the first of the totals"),
        None => finding,
    }
}

/// The finding for a total that was handed in and is not the sum of its cells, which may be sums over areas themselves.
fn total(grid: &Grid, path: CellPath, handed: &Cell, (span, is_from_areas): (Span, bool)) -> Option<Diagnostic> {
    if handed.is_held_back() {
        return None;
    }
    let is_wrong = |computed: &Cell| {
        let nothing_applies = computed.value == Err(Absence::NotApplicable) && handed.value == Ok(Quantity::ZERO);
        computed.value != handed.value && !nothing_applies
    };
    let mut sums = grid.lines(path).filter_map(|line| Some((line.sum()?, line)));
    let (computed, line) = sums.find(|(computed, _)| is_wrong(computed))?;
    let adds_up_to = written(&computed);
    let parts: Vec<_> = line.numbers().map(number::written).collect();
    let axis = line.axis.label.to_lowercase();
    let mut finding = TOTAL
        .at(span, format!("the total is {}, and its cells add up to {adds_up_to}", written(handed)))
        .label(format!("adds up to {adds_up_to}"))
        .help(format!("added up by {axis}: {} = {adds_up_to}", parts.join(" + ")));
    if let (Ok(total), Ok(sum)) = (handed.value, computed.value) {
        let off = total.distance(sum).map(number::written).unwrap_or_default();
        finding = finding.help(match swapped(total, sum) {
            _ if is_from_areas => format!("the cells are the sums of what areas handed in: leave the total out, or look for what is wrong in their returns; it is off by {off}"),
            true => format!("two digits seem to be swapped: write {sum} if the cells are right"),
            false => format!("if the cells are right, write {sum} or leave the total out; if the total is right, a cell is off by {off}"),
        });
    }
    let first = line.entries.iter().find_map(|entry| entry.handed.as_ref());
    finding.related.extend(first.map(|(_, span)| (*span, "the first of its cells".to_owned())));
    Some(finding)
}

/// The finding for a total that was handed in and is not the mean of its cells. The mean of cells that are rounded can be off by as much
/// as one of them.
fn mean(
    context: &ReportContext<'_>,
    table: &Table,
    computed: Option<&Cell>,
    (handed, span): (&Cell, Span),
) -> Option<Diagnostic> {
    let (total, mean) = (handed.value.ok()?, computed?.value.ok()?);
    let weights = &context.report.figures.form.tables.get(table.weighted_by?.table_position())?.key;
    if total.distance(mean)? <= Quantity::new(1, table.places(mean.into())) {
        return None;
    }
    let (total, right) = (number::written(total), number::written(mean));
    let finding =
        TOTAL.at(span, format!("the total is {total}, and its cells weighted by `{weights}` come to {right}"));
    let finding = finding.label(format!("comes to {right}"));
    Some(finding.help(format!("if the cells are right, write {mean} or leave the total out; if the total is right, correct a cell or its weight")))
}

/// A total of totals can be reached along several axes; where they lead to different numbers one margin is wrong.
/// A total that is smaller than what is known of its cells is wrong too, even where some cells are not known.
fn margins(table: &Table, grid: &Grid, path: CellPath, findings: &mut Vec<Diagnostic>) {
    let handed = grid.entry(path).and_then(|entry| entry.handed.as_ref());
    let span = handed.map_or(grid.span, |(_, span)| *span);
    let address = || grid.address(&table.key, path);
    let lines: Vec<_> = grid.lines(path).collect();
    let sums: Vec<_> = lines.iter().filter_map(|line| Some((line.sum()?.value.ok()?, line.axis))).collect();
    if let [(first, one), (second, two), ..] = sums.as_slice()
        && first != second
    {
        let (one, two) = (one.label.to_lowercase(), two.label.to_lowercase());
        let (first, second) = (number::written(*first), number::written(*second));
        findings.push(
            TOTAL
                .at(span, format!("`{}` is {first} added up by {one}, and {second} added up by {two}", address()))
                .help("the totals of rows and of columns contradict each other: correct the one that is wrong")
                .about(address()),
        );
    }
    let Some(Ok(total)) = handed.map(|(cell, _)| cell.value) else { return };
    let incomplete = lines.iter().filter(|line| line.sum().is_none());
    let known = incomplete.filter_map(|line| line.numbers().sum::<Option<Quantity>>()).find(|known| *known > total);
    findings.extend(known.map(|known| {
        let (total, known) = (number::written(total), number::written(known));
        TOTAL
            .at(span, format!("the total is {total}, and what is known of its cells is {known} already"))
            .help("check the total and the cells: one of them is wrong")
            .about(address())
    }));
}

/// Whether two numbers hold the same digits with two of them exchanged.
fn swapped(a: Quantity, b: Quantity) -> bool {
    let (a, b) = (a.to_string(), b.to_string());
    let differing: Vec<_> = a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).collect();
    a.len() == b.len() && matches!(differing.as_slice(), [first, second] if first.0 == second.1 && first.1 == second.0)
}

fn written(cell: &Cell) -> String {
    match cell.value {
        Ok(number) => number::written(number),
        Err(absence) => format!("[{}]", absence_sign(absence)),
    }
}
