//! One figure in several periods: the same across forms, with a gap where nothing is known and a break where it does not compare.

use crate::book::Book;
use crate::book::cell::{Cell, Marker};
use crate::book::form::{Counts, Table};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::{Measure, MeasureCell};
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;

/// A figure in one period.
#[derive(Debug, Clone)]
pub struct Observation<'a> {
    /// The period.
    pub period: Period,
    /// The cell; none where there is no report, or no such figure in its form.
    pub cell: Option<&'a Cell>,
    /// The report in which it stands.
    pub report: Option<&'a Report>,
    /// Why the figure does not compare with the one before it: its series breaks, or the cell is marked so.
    pub broken: Option<Broken>,
}

/// A break before a figure.
#[derive(Debug, Clone)]
pub struct Broken {
    /// The first period of the new series.
    pub at: Period,
    /// Why.
    pub reason: String,
}

impl Observation<'_> {
    /// The number, if there is one.
    pub fn number(&self) -> Option<Quantity> {
        self.cell?.value.ok()
    }
}

/// A figure in an earlier period.
#[derive(Debug, Clone)]
pub enum Before<'a> {
    /// There is a number, and it compares.
    Number {
        /// The report of that period.
        report: &'a Report,
        /// The cell, which holds a number.
        path: CellPath,
        /// The number.
        number: Quantity,
    },
    /// The series breaks in between, for this reason: the two do not compare.
    Broken(String),
    /// The report of that period is there and cannot be read.
    Unread,
    /// There is no report of that period, or no number in it.
    Missing,
}

/// A cell of a report.
type Found<'a> = (&'a Report, CellPath);

/// Why series break between two periods; none where they do not.
fn declared<'m>(measures: impl Iterator<Item = &'m Measure>, earlier: Period, later: Period) -> Option<Broken> {
    let (mut reasons, mut at): (Vec<&str>, _) = (Vec::new(), earlier);
    for found in measures.flat_map(|measure| measure.breaks_between(earlier, later)) {
        at = at.max(found.at);
        if !reasons.contains(&found.reason.as_str()) {
            reasons.push(&found.reason);
        }
    }
    (!reasons.is_empty()).then(|| Broken { at, reason: reasons.join(" ") })
}

/// That a cell is marked `[b]`.
fn marked(cell: Option<&Cell>, at: Period) -> Option<Broken> {
    let is_marked = cell.is_some_and(|cell| cell.markers.contains(&Marker::Break));
    is_marked.then(|| Broken { at, reason: format!("The figure of {at} is marked as a break in the series.") })
}

/// Why a figure does not compare with the same figure of an earlier report because their forms count something else. None where
/// they count alike.
fn counted_otherwise((earlier, there): Found<'_>, (later, here): Found<'_>) -> Option<Broken> {
    let broken = |reason: String| Broken { at: later.period, reason };
    let word = later.period.word();
    let (then, now) = (earlier.figures.table(there)?, later.figures.table(here)?);
    if (then.number.kind, then.number.unit) != (now.number.kind, now.number.unit) {
        return Some(broken(format!("The figure was in {} and is in {}.", then.unit, now.unit)));
    }
    let reason = match (then.counts, now.counts) {
        (Counts::Rate, Counts::Rate) => {
            let is_same = match (&then.rate, &now.rate) {
                (Some(then), Some(now)) => (then.per, &then.population) == (now.per, &now.population),
                _ if then.unit == now.unit => true,
                _ => return Some(broken(format!("The figure was in {} and is in {}.", then.unit, now.unit))),
            };
            return (!is_same).then(|| broken(format!("The rate was {} and is {}.", then.unit, now.unit)));
        }
        (Counts::Rate, _) => "The figure was a rate and is a number.",
        (_, Counts::Rate) => "The figure was a number and is a rate.",
        (Counts::Snapshot, Counts::Flow) => {
            &format!("The figure was counted on one day and is counted over the {word}.")
        }
        (Counts::Flow, Counts::Snapshot) => {
            &format!("The figure was counted over the {word} and is counted on one day.")
        }
        (Counts::Mixed, _) | (_, Counts::Mixed) => return None,
        (Counts::Snapshot, Counts::Snapshot) | (Counts::Flow, Counts::Flow) => return None,
    };
    Some(broken(reason.to_owned()))
}

/// Every period from the first to the last.
pub fn periods(first: Period, last: Period) -> Vec<Period> {
    let mut periods: Vec<_> = last.and_before().take_while(|period| *period >= first).collect();
    periods.reverse();
    periods
}

impl Measure {
    /// The table that holds the measure in the form of a report.
    pub fn table<'a>(&self, report: &'a Report) -> Option<&'a Table> {
        report.figures.table(self.path(&report.figures.form.key)?)
    }

    /// The cell that holds the measure in a report, if its form has one and the return gives it.
    pub fn cell<'a>(&self, report: &'a Report) -> Option<&'a Cell> {
        Some(&report.figures.entry(self.path(&report.figures.form.key)?)?.cell)
    }
}

impl Book {
    /// Whether a period is the first for which a measure has figures, of any area.
    pub(crate) fn is_first(&self, measure: &Measure, period: Period) -> bool {
        let mut earlier = self.all_reports().filter(|report| report.period < period && report.period.is_like(period));
        !earlier.any(|report| measure.cell(report).is_some_and(|cell| cell.value.is_ok()))
    }

    /// Whether every form that holds a measure counts people or things in it.
    pub fn is_counted(&self, measure: &Measure) -> bool {
        self.tables(measure).all(Table::is_counted) && measure.counts != Counts::Rate
    }

    /// Whether the figures of a measure can be added up.
    pub fn is_added(&self, measure: &Measure) -> bool {
        self.tables(measure).all(Table::is_added) && measure.counts != Counts::Rate
    }

    /// Whether the figures of a measure are written with what they are in: `£4,120.00`, `82.6%`, `9:02`.
    pub fn has_sign(&self, measure: &Measure) -> bool {
        self.tables(measure).all(|table| table.number.unit != Unit::Plain)
    }

    fn tables(&self, measure: &Measure) -> impl Iterator<Item = &Table> {
        measure.cells.iter().filter_map(|cell| self.table(cell))
    }

    /// The table that holds a measure in a form.
    pub fn table(&self, cell: &MeasureCell) -> Option<&Table> {
        self.form(&cell.form)?.tables.get(cell.path?.table_position())
    }

    /// The cell of another report of the area that holds the same figure: the cell of the same name where both fill in one form,
    /// or where it is in none; where their forms differ that of the same measure, and of what no measure names that of the same name,
    /// if one form is based on the other.
    pub fn same_figure(&self, report: &Report, path: CellPath, other: &Report) -> Option<CellPath> {
        let (form, there) = (&report.figures.form.key, &other.figures.form.key);
        if form == there || path.table_position() == CellPath::LOCAL {
            return other.figures.same_cell(&report.figures, path);
        }
        match self.measure_at(form, path) {
            Some(measure) => measure.path(there),
            None if self.is_based_on(form, there) || self.is_based_on(there, form) => {
                other.figures.cell(&report.figures.address(path))
            }
            None => None,
        }
    }

    /// The cell of the report of a part of a period that counts the same: that of the same measure, or else that of the same name.
    pub(crate) fn figure_of_part(&self, report: &Report, path: CellPath, part: &Report) -> Option<CellPath> {
        let of_measure = self.measure_at(&report.figures.form.key, path);
        let of_measure = of_measure.and_then(|measure| measure.path(&part.figures.form.key));
        of_measure.or_else(|| part.figures.alike(&report.figures, path))
    }

    /// Whether a form says only what is other than in another one, or than in one that is based on it.
    fn is_based_on(&self, form: &str, other: &str) -> bool {
        let base = |key: &&str| self.form(key)?.based_on.as_deref();
        std::iter::successors(base(&form), base).take(self.forms.len()).any(|base| base == other)
    }

    /// Why a cell of a report does not compare with the same figure of an earlier one. None where the two compare.
    pub fn break_at(&self, earlier: &Report, later: &Report, path: CellPath) -> Option<String> {
        self.broken_between(Some(earlier), earlier.period, (later, path)).map(|broken| broken.reason)
    }

    /// Why a figure does not compare with those up to the period `since`, or with the last number before it, which stands in the
    /// report `last`.
    fn broken_between(&self, last: Option<&Report>, since: Period, (report, path): Found<'_>) -> Option<Broken> {
        let measures = self.measures_at(&report.figures.form.key, path);
        let cell = report.figures.entry(path).map(|entry| &entry.cell);
        declared(measures, since, report.period).or_else(|| marked(cell, report.period)).or_else(|| {
            let last = last?;
            counted_otherwise((last, self.same_figure(report, path, last)?), (report, path))
        })
    }

    /// The figure of a cell in the period before: across forms, unless its series breaks in between.
    pub fn before<'a>(&'a self, report: &Report, path: CellPath) -> Before<'a> {
        self.earlier(report, path, report.period.previous())
    }

    /// The figure of a cell in an earlier period: across forms, unless its series breaks in between.
    pub fn earlier<'a>(&'a self, report: &Report, path: CellPath, period: Period) -> Before<'a> {
        if self.unread.iter().any(|(area, unread)| *unread == period && *area == report.area.key) {
            return Before::Unread;
        }
        let Some(earlier) = self.report_in_series(&report.area.key, period) else { return Before::Missing };
        if let Some(reason) = self.break_at(earlier, report, path) {
            return Before::Broken(reason);
        }
        let found = self.same_figure(report, path, earlier);
        let found = found.and_then(|path| Some((path, earlier.figures.number(path)?)));
        found.map_or(Before::Missing, |(path, number)| Before::Number { report: earlier, path, number })
    }

    /// The figure of a cell of a report in each of these periods, oldest first.
    pub fn observations<'a>(&'a self, report: &Report, path: CellPath, periods: &[Period]) -> Vec<Observation<'a>> {
        let measure = self.measure_at(&report.figures.form.key, path);
        self.observed(measure, periods, |period| {
            let other = self.report_in_series(&report.area.key, period)?;
            Some((other, self.same_figure(report, path, other)?))
        })
    }

    /// A measure of an area, or of the nation, in each of these periods, oldest first.
    pub fn measured<'a>(&'a self, measure: &Measure, area: &str, periods: &[Period]) -> Vec<Observation<'a>> {
        self.observed(Some(measure), periods, |period| {
            let report = self.report_in_series(area, period)?;
            Some((report, measure.path(&report.figures.form.key)?))
        })
    }

    /// What is found in each of these periods, oldest first. A break is told where it falls, be it in a gap; whether forms count
    /// alike is judged against the last number before.
    fn observed<'a>(
        &'a self,
        measure: Option<&Measure>,
        periods: &[Period],
        found: impl Fn(Period) -> Option<Found<'a>>,
    ) -> Vec<Observation<'a>> {
        let (mut last, mut before): (Option<&Report>, Option<Period>) = (None, None);
        let mut observe = |period: &Period| {
            let found = found(*period);
            let cell = found.and_then(|(report, path)| report.figures.entry(path)).map(|entry| &entry.cell);
            let since = before.replace(*period).unwrap_or_else(|| period.previous());
            let of_cell = found.and_then(|found| self.broken_between(last, since, found));
            let broken = of_cell.or_else(|| declared(measure.into_iter(), since, *period));
            if cell.is_some_and(|cell| cell.value.is_ok()) {
                last = found.map(|(report, _)| report);
            }
            Observation { period: *period, cell, report: found.map(|(report, _)| report), broken }
        };
        periods.iter().map(&mut observe).collect()
    }

    /// A measure in the reports of an area up to a period, from the first period with a number to the last. Empty where fewer
    /// than two periods have one.
    pub fn series<'a>(&'a self, measure: &Measure, area: &str, until: Period) -> Vec<Observation<'a>> {
        let mut areas = vec![area];
        while let Some(before) = areas.last().and_then(|area| self.goes_on_from(self.area_called(area)?)) {
            // Areas that lead to each other are a finding.
            if areas.len() > self.areas.len() {
                break;
            }
            areas.push(&before.key);
        }
        let reports = areas.iter().rev().flat_map(|area| self.reports_of(area));
        let is_carried = |report: &&Report| {
            let carried = self.report_in_series(area, report.period);
            report.area.key == area || carried.is_some_and(|carried| std::ptr::eq(carried, *report))
        };
        let reports =
            reports.filter(is_carried).filter(|report| report.period <= until && report.period.is_like(until));
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
    let broken = |period: &Period| declared(std::iter::once(measure), period.previous(), *period);
    periods
        .iter()
        .map(|period| Observation { period: *period, cell: None, report: None, broken: broken(period) })
        .collect()
}

/// That figures of an area are those of one that ended, with which they compare; nothing where all are its own.
pub fn carried<'p>(area: &str, points: impl IntoIterator<Item = &'p Observation<'p>>) -> Option<String> {
    let mut last: Vec<(&str, Period)> = Vec::new();
    for point in points {
        let Some(report) = point.report.filter(|report| report.area.key != area && point.cell.is_some()) else {
            continue;
        };
        match last.iter_mut().find(|(name, _)| *name == report.name().as_str()) {
            Some((_, period)) => *period = (*period).max(report.period),
            None => last.push((report.name(), report.period)),
        }
    }
    let told: Vec<_> = last.iter().map(|(name, period)| format!("up to {period} those of {name}")).collect();
    (!told.is_empty()).then(|| format!("Figures are {}.", told.join(", ")))
}

/// The same observations where a break that falls into a gap is told of the first number after it: where gaps are not shown.
pub fn breaks_after_gaps(mut points: Vec<Observation<'_>>) -> Vec<Observation<'_>> {
    let (mut in_gap, mut has_number) = (None, false);
    for point in &mut points {
        if point.number().is_some() {
            point.broken = in_gap.take().filter(|_| has_number).or_else(|| point.broken.take());
            has_number = true;
        } else {
            in_gap = in_gap.or_else(|| point.broken.clone());
        }
    }
    points
}
