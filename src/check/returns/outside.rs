//! Means, medians and other figures that are never added up against those of which they tell together.

use crate::book::cell::Absence;
use crate::book::form::number::{National, NumberKind, Total};
use crate::book::form::{Counts, Table};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::quantity::Quantity;
use crate::text::number;

rules! {
    OUTSIDE = "A115" "outside-its-parts" Warning:
        "A mean, median, rate or percentage of all lies outside those of its parts, and is not their sum: its cells, all areas, or all quarters of its year.";
        "What is typical of all lies between what is typical of its parts, and what is added up is their sum: one of the figures is wrong.";
        "A median of 20.6 days for all, where those of the cells run from 5.2 to 19.0.";
        "Check the figure and its parts against their source. Where it is right as it is, waive the finding with the reason."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks each figure of a report that is handed in and that no sum or mean of the return gives. One finding for a table, since another
/// unit makes all of its cells wrong.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    for (table, grid) in context.report.figures.grids().filter(|(table, _)| is_typical(table)) {
        let handed = grid.cells().filter(|(_, entry)| entry.handed.is_some() && !entry.spoiled);
        let numbers = handed.filter_map(|(path, entry)| Some((path, entry.cell.value.ok()?)));
        let outside = |(path, number)| Some((path, number, parts(context, table, path).find(|all| all.lacks(number))?));
        let outside: Vec<_> = numbers.filter_map(outside).collect();
        // Of what is wrong itself a total says nothing.
        let follows = |total: CellPath| outside.iter().any(|(path, ..)| *path != total && total.covers(*path));
        let mut first = outside.iter().filter(|(path, ..)| !follows(*path));
        if let Some((path, number, all)) = first.next() {
            let finding = all.finding(context, *path, *number);
            findings.push(match first.count() {
                0 => finding,
                1 => finding.help("one more figure of this table lies outside as well: is it in another unit?"),
                more => finding
                    .help(format!("{more} more figures of this table lie outside as well: is it in another unit?")),
            });
        }
    }
}

/// The parts of a figure, all known.
struct All {
    who: String,
    least: Quantity,
    most: Quantity,
    /// What a figure of all can be besides: their sum; or, of rates and percentages of the same people, less than that where somebody
    /// belongs to several parts.
    sum: Option<Quantity>,
    can_overlap: bool,
    /// By how much their sum can be off, since each is rounded.
    rounding: Quantity,
}

impl All {
    /// Those of several numbers.
    fn new(who: String, numbers: &[Quantity]) -> Option<All> {
        let (least, most) = (*numbers.iter().min()?, *numbers.iter().max()?);
        let places = numbers.iter().map(|number| number.places()).min()?;
        let rounding = rounding(Quantity::new(1, places), numbers.len())?;
        let sum = numbers.iter().copied().sum::<Option<Quantity>>();
        (numbers.len() > 1).then_some(All { who, least, most, sum, can_overlap: false, rounding })
    }

    /// Whether a number lies outside and is no sum, by more than what is rounded can.
    fn lacks(&self, number: Quantity) -> bool {
        let is_off = |nearest: Quantity, by: Quantity| number.distance(nearest).is_some_and(|distance| distance > by);
        let can_be = self.sum.is_some_and(|sum| {
            let is_less = self.can_overlap && number > self.most && number < sum;
            is_less || !is_off(sum, self.rounding)
        });
        !can_be && is_off(number.max(self.least).min(self.most), Quantity::new(1, number.places()))
    }

    fn finding(&self, context: &ReportContext<'_>, path: CellPath, number: Quantity) -> Diagnostic {
        let All { who, least, most, sum, .. } = self;
        let (written, from, to) = (number::written(number), number::written(*least), number::written(*most));
        let (said, label) = match least == most {
            true => (format!("those of {who} are {from}"), format!("not {from}")),
            false => (format!("those of {who} run from {from} to {to}"), format!("not between {from} and {to}")),
        };
        let name = context.address(path);
        let finding = OUTSIDE.at(context.place(path), format!("`{name}`: {written} here, and {said}"));
        let finding = finding
            .label(label)
            .help("check all of them: a digit may be lost or doubled, or the decimal point stand in another place");
        // What is near their sum may be meant for one.
        let can_be_sum = context.report.figures.table(path).is_some_and(|table| table.total != Total::HandedIn);
        let is_near =
            |sum: &Quantity| number > *most && sum > most && sum.plus(*sum).is_some_and(|twice| number < twice);
        let sum = sum.filter(|sum| can_be_sum && is_near(sum));
        let told = sum.map(|sum| format!("if they are added up, they come to {}", number::written(sum)));
        told.into_iter().fold(finding, Diagnostic::help).about(name)
    }
}

/// By how much the sum of so many figures can be off from what is handed in for it, all of them rounded to such a step.
pub(super) fn rounding(step: Quantity, parts: usize) -> Option<Quantity> {
    let figures = Quantity::from(u64::try_from(parts + 1).ok()?);
    step.times(figures)?.times(Quantity::new(5, 1))
}

/// Whether the figures of a table tell what is typical, so that one of all lies between those of its parts.
fn is_typical(table: &Table) -> bool {
    let is_measured = matches!(table.number.kind, NumberKind::Decimal | NumberKind::Duration | NumberKind::Percentage);
    !table.is_added() && (is_measured || table.counts == Counts::Rate)
}

/// The parts of a figure that are all known.
fn parts<'c>(context: &'c ReportContext<'_>, table: &'c Table, path: CellPath) -> impl Iterator<Item = All> {
    let (book, report) = (context.book, context.report);
    let is_share = table.counts == Counts::Rate || table.number.kind == NumberKind::Percentage;
    let cells = report.figures.grid(path.table_position()).filter(|_| table.total == Total::HandedIn);
    let cells = cells.into_iter().flat_map(move |grid| grid.lines(path)).filter_map(move |line| {
        let known = line.entries.iter().filter(|entry| entry.cell.value != Err(Absence::NotApplicable));
        let known: Option<Vec<_>> = known.map(|entry| entry.cell.value.ok()).collect();
        let all = All::new(format!("its cells by {}", line.axis.label.to_lowercase()), &known?)?;
        Some(All { can_overlap: is_share, ..all })
    });
    let there = move |other: &Report| other.figures.number(same(context, path, other)?);
    let is_national = context.is_of_nation() && table.national == National::HandedIn;
    let areas = is_national.then(|| {
        let known: Vec<_> = book.reports_for(report.period).filter_map(there).collect();
        let are_all = book.are_all(report.period, known.len());
        All::new(format!("the {} areas", known.len()), &known).filter(|_| are_all)
    });
    // A rate over the year is about as many times that of a quarter as the year has quarters.
    let lengths = book.kinds_of_period().into_iter().map(Period::months);
    let lengths = lengths.filter(|_| table.counts == Counts::Flow && table.total != Total::Weighted);
    let periods = lengths.filter_map(move |months| {
        let all: Vec<_> = report.period.parts(months).collect();
        let known = all.iter().map(|part| there(book.report(&report.area.key, *part)?)).collect::<Option<Vec<_>>>();
        All::new(format!("its {} {}s", all.len(), all.first()?.word()), &known?)
    });
    cells.chain(areas.flatten()).chain(periods)
}

/// The cell of another report that holds the same: that of the same measure, or else that of the same name.
fn same(context: &ReportContext<'_>, path: CellPath, other: &Report) -> Option<CellPath> {
    let own = &context.report.figures;
    let measure = context.book.measure_at(&own.form.key, path);
    let of_measure = measure.and_then(|measure| measure.path(&other.figures.form.key));
    of_measure.or_else(|| other.figures.alike(own, path))
}
