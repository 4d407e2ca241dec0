//! One figure in several periods: the same across forms, with a gap where nothing is known and a break where it does not compare.

use crate::book::Book;
use crate::book::cell::{Cell, Marker};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::quantity::Quantity;

/// A figure in one period.
#[derive(Debug, Clone)]
pub struct Observation<'a> {
    /// The period.
    pub period: Period,
    /// The cell; none where there is no report, or no such figure in its form.
    pub cell: Option<&'a Cell>,
    /// Why the figure does not compare with the one of the period before: its series breaks here, or the cell is marked so.
    pub broken: Option<String>,
}

impl Observation<'_> {
    /// The number, if there is one.
    pub fn number(&self) -> Option<Quantity> {
        self.cell?.value.ok()
    }
}

/// A figure in the period before.
#[derive(Debug, Clone)]
pub enum Before<'a> {
    /// There is a number, and it compares.
    Number {
        /// The report of the period before.
        report: &'a Report,
        /// The cell, which holds a number.
        cell: &'a Cell,
        /// The number.
        number: Quantity,
    },
    /// The series breaks in between, for this reason: the two do not compare.
    Broken(String),
    /// The report of the period before is there and cannot be read.
    Unread,
    /// There is no report of the period before, or no number in it.
    Missing,
}

/// Why a figure of a later period, which stands in `cell`, does not compare with those of an earlier one: its series breaks in
/// between, or the cell is marked `[b]`. None where it compares.
pub fn broken(measure: Option<&Measure>, earlier: Period, later: Period, cell: Option<&Cell>) -> Option<String> {
    let breaks = measure.into_iter().flat_map(|measure| measure.breaks_between(earlier, later));
    let reasons: Vec<_> = breaks.map(|found| found.reason.as_str()).collect();
    let is_marked = cell.is_some_and(|cell| cell.markers.contains(&Marker::Break));
    match reasons.is_empty() {
        false => Some(reasons.join(" ")),
        true => is_marked.then(|| format!("The figure of {later} is marked as a break in the series.")),
    }
}

/// Every period from the first to the last.
pub fn periods(first: Period, last: Period) -> Vec<Period> {
    let mut periods: Vec<_> = std::iter::successors(Some(last), |period| Some(period.previous()))
        .take_while(|period| *period >= first)
        .collect();
    periods.reverse();
    periods
}

impl Measure {
    /// The cell that holds the measure in a report, if its form has one and the return gives it.
    pub fn cell<'a>(&self, report: &'a Report) -> Option<&'a Cell> {
        Some(&report.figures.entry(self.path(&report.figures.form.key)?)?.cell)
    }
}

impl Book {
    /// The cell of another report of the area that holds the same figure: the cell of the same name where both fill in one form,
    /// that of the same measure where their forms differ.
    pub fn same_figure(&self, report: &Report, path: CellPath, other: &Report) -> Option<CellPath> {
        let (form, there) = (&report.figures.form.key, &other.figures.form.key);
        if form == there {
            return other.figures.same_cell(&report.figures, path);
        }
        self.measure_at(form, path)?.path(there)
    }

    /// Why a cell of a report does not compare with the same figure of an earlier one. None where the two compare.
    pub fn break_at(&self, earlier: &Report, later: &Report, path: CellPath) -> Option<String> {
        let measure = self.measure_at(&later.figures.form.key, path);
        broken(measure, earlier.period, later.period, later.figures.entry(path).map(|entry| &entry.cell))
    }

    /// The figure of a cell in the period before: across forms, unless its series breaks in between.
    pub fn before<'a>(&'a self, report: &Report, path: CellPath) -> Before<'a> {
        let period = report.period.previous();
        if self.unread.iter().any(|(area, unread)| *unread == period && *area == report.area.key) {
            return Before::Unread;
        }
        let Some(earlier) = self.report(&report.area.key, period) else { return Before::Missing };
        if let Some(reason) = self.break_at(earlier, report, path) {
            return Before::Broken(reason);
        }
        let entry = self.same_figure(report, path, earlier).and_then(|path| earlier.figures.entry(path));
        match entry.map(|entry| (&entry.cell, entry.cell.value)) {
            Some((cell, Ok(number))) => Before::Number { report: earlier, cell, number },
            _ => Before::Missing,
        }
    }

    /// The figure of a cell of a report in each of these periods, oldest first.
    pub fn observations<'a>(&'a self, report: &Report, path: CellPath, periods: &[Period]) -> Vec<Observation<'a>> {
        let measure = self.measure_at(&report.figures.form.key, path);
        let cell = |period: Period| {
            let other = self.report(&report.area.key, period)?;
            Some(&other.figures.entry(self.same_figure(report, path, other)?)?.cell)
        };
        observations(measure, periods, cell)
    }

    /// A measure of an area, or of the nation, in each of these periods, oldest first.
    pub fn measured<'a>(&'a self, measure: &Measure, area: &str, periods: &[Period]) -> Vec<Observation<'a>> {
        observations(Some(measure), periods, |period| measure.cell(self.report(area, period)?))
    }

    /// A measure in the reports of an area up to a period, from the first period with a number to the last. Empty where fewer
    /// than two periods have one.
    pub fn series<'a>(&'a self, measure: &Measure, area: &str, until: Period) -> Vec<Observation<'a>> {
        let reports = self.reports_of(area).take_while(|report| report.period <= until);
        let known = reports.filter(|report| measure.cell(report).is_some_and(|cell| cell.value.is_ok()));
        let known: Vec<_> = known.map(|report| report.period).collect();
        match known.as_slice() {
            [first, .., last] => self.measured(measure, area, &periods(*first, *last)),
            _ => Vec::new(),
        }
    }
}

/// The breaks of a measure in each of these periods, without a figure.
pub fn of_no_area(measure: &Measure, periods: &[Period]) -> Vec<Observation<'static>> {
    observations(Some(measure), periods, |_| None)
}

fn observations<'a>(
    measure: Option<&Measure>,
    periods: &[Period],
    cell: impl Fn(Period) -> Option<&'a Cell>,
) -> Vec<Observation<'a>> {
    let observation = |period: &Period| {
        let cell = cell(*period);
        Observation { period: *period, cell, broken: broken(measure, period.previous(), *period, cell) }
    };
    periods.iter().map(observation).collect()
}
