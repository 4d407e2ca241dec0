//! The figures of a year against those of its halves, quarters and months.

use super::outside;
use crate::book::cell::Cell;
use crate::book::form::number::Total;
use crate::book::form::{Counts, Table};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::book::settings::Method;
use crate::check::context::{Found, ReportCheck, ReportContext};
use crate::check::returns::national::SUM;
use crate::diagnostic::{Diagnostic, Severity};
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::number;

rules! {
    PARTS = "A111" "parts-of-year" Error:
        "A figure of a year is not the sum or the weighted mean of its quarters', or on its last day another than that of the last quarter.";
        "Both are published: readers who add up the quarters, or compare the day, get another number.";
        "3,187 calls in 2024, where the four quarters add up to 3,178.";
        "Correct the figure that is wrong. If a quarter's was revised later, write the revised figure there and mark it [r]."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks the cells of a report against the reports of the parts of its period.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let (book, report) = (context.book, context.report);
    // What is wrong beside the areas' figures is found once.
    let told = Found::new(findings, &[&SUM]);
    for months in book.kinds_of_period().into_iter().map(Period::months) {
        let all: Vec<_> = report.period.parts(months).collect();
        let found: Vec<_> = all.iter().map(|part| book.report(&report.area.key, *part)).collect();
        if found.iter().all(Option::is_none) {
            continue;
        }
        for (table, grid) in report.figures.grids() {
            // What was worked out from the areas is wrong where theirs is.
            let cells = grid.numbers().filter(|(path, _)| !report.figures.was_worked_out(*path));
            let cells = cells.filter(|(path, _)| !told.is_around(context.place(*path)));
            let parts = |(path, number)| Parts { context, table, path, number, all: &all, found: &found };
            let faults: Vec<_> = cells.map(parts).filter_map(|parts| Some((parts.fault()?, parts))).collect();
            let is_over = |total: CellPath, path| total != path && total.covers(path);
            for (fault, parts) in &faults {
                let path = parts.path;
                // With a cell its totals are wrong as well: the finding for the cell stands for them.
                if !faults.iter().any(|(_, other)| is_over(path, other.path)) {
                    let mut totals = faults.iter().filter(|(_, other)| is_over(other.path, path));
                    let is_sure = parts.measure().is_some() || totals.any(|(_, total)| total.measure().is_some());
                    findings.push(parts.finding(fault, is_sure));
                }
            }
        }
    }
}

/// A cell of a report beside the reports of the parts of its period.
struct Parts<'p> {
    context: &'p ReportContext<'p>,
    table: &'p Table,
    path: CellPath,
    number: Quantity,
    all: &'p [Period],
    found: &'p [Option<&'p Report>],
}

/// What is wrong with a cell, and where the figure stands from which that follows.
struct Fault {
    said: String,
    other: Option<Span>,
}

/// The same cell in the report of a part.
struct Part<'p> {
    number: Quantity,
    cell: &'p Cell,
    weight: Option<&'p Cell>,
    span: Span,
}

impl<'p> Parts<'p> {
    fn fault(&self) -> Option<Fault> {
        match (self.table.counts, self.table.total) {
            (Counts::Flow, Total::Sum) => self.added(),
            (Counts::Flow, Total::Weighted) => self.weighted(),
            (Counts::Snapshot, _) => self.on_last_day(),
            _ => None,
        }
    }

    fn measure(&self) -> Option<&'p Measure> {
        self.context.book.measure_at(&self.context.report.figures.form.key, self.path)
    }

    fn part(&self, part: Option<&'p Report>) -> Option<Part<'p>> {
        let figures = &part?.figures;
        let path = self.context.book.figure_of_part(self.context.report, self.path, part?)?;
        let asks = |table: &Table| (table.counts, table.total, table.number.kind, table.number.unit);
        let there = figures.table(path)?;
        if asks(there) != asks(self.table) || there.unit.as_str() != self.table.unit.as_str() {
            return None;
        }
        let cell = |path| Some(&figures.entry(path)?.cell);
        let weight = figures.weight(path).and_then(cell);
        Some(Part { number: figures.number(path)?, cell: cell(path)?, weight, span: figures.place(path) })
    }

    fn known(&self) -> Vec<Part<'p>> {
        self.found.iter().filter_map(|part| self.part(*part)).collect()
    }

    /// The finding where the parts do not add up, or where some alone are more than the whole.
    fn added(&self) -> Option<Fault> {
        let known = self.known();
        let sum = known.iter().map(|part| part.number).sum::<Option<Quantity>>()?;
        let is_whole = known.len() == self.all.len();
        let can_fall = known.iter().map(|part| part.number).chain([self.number]).any(|number| number < Quantity::ZERO);
        let is_near = sum.distance(self.number).is_some_and(|distance| distance <= self.rounding(known.len()));
        if known.is_empty() || is_near || (!is_whole && (sum < self.number || can_fall)) {
            return None;
        }
        let (word, all) = (self.all.first()?.word(), self.all.len());
        let said = match known.len() {
            known if known == all => format!("the {all} {word}s add up to"),
            1 => format!("1 of the {all} {word}s alone has"),
            known => format!("{known} of the {all} {word}s add up to"),
        };
        let said = format!("{said} {}", number::written(sum));
        Some(Fault { said, other: known.first().map(|part| part.span) })
    }

    /// How far so many figures together can be from the sum of what they were rounded from, and the whole as well.
    fn rounding(&self, parts: usize) -> Quantity {
        let step = match self.context.book.settings.disclosure.map(|rule| rule.method) {
            Some(Method::Round { to }) => Quantity::from(to),
            _ if self.number.places() > 0 => Quantity::new(1, self.number.places()),
            _ => Quantity::ZERO,
        };
        outside::rounding(step, parts).unwrap_or_default()
    }

    /// The finding where the parts come to another mean. Means of figures that are rounded can be off by as much as one of them.
    fn weighted(&self) -> Option<Fault> {
        let known = self.known();
        let mean = self.table.mean(known.iter().map(|part| (part.cell, part.weight)))?.value.ok()?;
        let step = Quantity::new(1, self.table.places(mean.into()));
        if known.len() < self.all.len() || mean.distance(self.number)? <= step {
            return None;
        }
        let (word, all) = (self.all.first()?.word(), self.all.len());
        let said = format!("the {all} {word}s come to a mean of {}", number::written(mean));
        Some(Fault { said, other: known.first().map(|part| part.span) })
    }

    /// The finding where the last part ends with another figure.
    fn on_last_day(&self) -> Option<Fault> {
        let part = self.part(self.found.last().copied().flatten()).filter(|part| part.number != self.number)?;
        let said = format!("{} says {}", self.all.last()?, number::written(part.number));
        Some(Fault { said, other: Some(part.span) })
    }

    /// The finding for a fault. It is sure where a measure says that the figure, or a total over it that is wrong as well, counts the same
    /// in both forms: of other cells only the names are the same.
    fn finding(&self, Fault { said, other }: &Fault, is_sure: bool) -> Diagnostic {
        let name = self.context.address(self.path);
        let what = self.measure().map_or_else(|| format!("`{name}`"), |measure| measure.title.to_string());
        let mut finding = PARTS
            .at(self.context.place(self.path), format!("{what}: {} here, and {said}", number::written(self.number)))
            .label(said)
            .help("correct the figure that is wrong; one that was revised is marked [r]")
            .about(name);
        let is_added = self.table.counts == Counts::Flow;
        if !is_sure {
            let why = if is_added {
                "if the parts cannot be added up, because some are counted in several"
            } else {
                "if the two count something else"
            };
            finding =
                Diagnostic { severity: Severity::Warning, ..finding }.help(format!("{why}, waive this in report.yaml"));
        }
        let label = if is_added { "one of those figures" } else { "the other figure" };
        other.iter().fold(finding, |finding, other| finding.related(*other, label))
    }
}
