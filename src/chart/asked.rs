//! The chart that a form asks for, made of the cells of a return and, for lines, of those of the returns before it.

use super::data::{Break, Figure, Series, Span};
use super::kinds::bars::{Bar, Bars, Group};
use super::kinds::lines::Lines;
use super::kinds::multiples::Multiples;
use super::kinds::stacked::{Stack, Stacked};
use super::plot::Plot;
use crate::book::Book;
use crate::book::axis::Axis;
use crate::book::cell::{Absence, Cell, Marker};
use crate::book::form::{ChartKind, ChartSpec, Table};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::returns::Grid;
use crate::book::series::Measure;

/// What the chart of a table draws. Axes that it does not name stand at their total. Lines over a single period say no
/// more than bars, and are drawn as bars.
pub fn plot(book: &Book, report: &Report, table: &Table, spec: &ChartSpec, grid: &Grid) -> Plot {
    let cells =
        Cells { table, grid, drawn: axis(grid, spec.drawn.as_deref()), groups: axis(grid, spec.groups.as_deref()) };
    let unit = table.unit.clone();
    match spec.kind {
        ChartKind::Bars | ChartKind::GroupedBars => Plot::Bars(Bars { unit, groups: cells.groups() }),
        ChartKind::StackedBars => Plot::Stacked(cells.stacked()),
        ChartKind::Lines | ChartKind::SmallMultiples => {
            let (span, series) = cells.courses(book, report, spec.periods);
            match spec.kind {
                _ if span.periods.len() < 2 && cells.drawn.is_some() => {
                    Plot::Bars(Bars { unit, groups: cells.groups() })
                }
                _ if span.periods.len() < 2 => {
                    let bar =
                        Bar { label: report.period.to_string(), figure: cells.figure(cells.total()), is_own: false };
                    Plot::Bars(Bars { unit, groups: vec![Group { label: String::new(), bars: vec![bar] }] })
                }
                ChartKind::SmallMultiples => Plot::Multiples(Multiples { unit, span, panels: series }),
                _ => Plot::Lines(Lines { unit, span, series }),
            }
        }
    }
}

/// The course of a measure: a line from the first to the last of its cells, which stops where the series breaks.
pub fn course(measure: &Measure, cells: &[(Period, &Cell)]) -> Plot {
    let cell = |period: &Period| cells.iter().find(|(at, _)| at == period).map(|(_, cell)| *cell);
    let mut periods: Vec<_> = cells.last().map(|(last, _)| *last).into_iter().collect();
    while let (Some(earliest), Some((first, _))) = (periods.last().copied(), cells.first())
        && earliest > *first
    {
        periods.push(earliest.previous());
    }
    periods.reverse();
    let breaks = periods.iter().enumerate().skip(1);
    let breaks =
        breaks.filter_map(|(at, period)| Some(Break { at, reason: measure.break_into(*period, cell(period))? }));
    let span = Span { periods: periods.iter().map(ToString::to_string).collect(), breaks: breaks.collect() };
    let figure = |period| cell(period).map_or_else(|| Figure::absent(Absence::NotAvailable), Figure::of);
    let series = Series { label: String::new(), figures: periods.iter().map(figure).collect(), is_own: false };
    Plot::Lines(Lines { unit: measure.unit.clone(), span, series: vec![series] })
}

fn axis(grid: &Grid, key: Option<&str>) -> Option<usize> {
    let key = key?;
    grid.axes.iter().position(|axis| axis.key == key)
}

/// The cells of a table as a chart looks at them.
struct Cells<'a> {
    table: &'a Table,
    grid: &'a Grid,
    /// The place of the axis whose members are drawn.
    drawn: Option<usize>,
    /// The place of the axis of groups.
    groups: Option<usize>,
}

impl Cells<'_> {
    /// The cell with all axes at their total.
    fn total(&self) -> CellPath {
        let last = |axis: &Axis| axis.positions().last().unwrap_or_default();
        self.grid.axes.iter().fold(CellPath::table(self.grid.position()), |path, axis| path.with(last(axis)))
    }

    fn figure(&self, path: CellPath) -> Figure {
        let entry = self.grid.entry(path);
        entry.map_or_else(|| Figure::absent(Absence::NotAvailable), |entry| Figure::of(&entry.cell))
    }

    /// For a cell, those along an axis with their labels, without the total; the cell itself where no axis is drawn.
    fn along(&self, axis: Option<usize>, path: CellPath, label: fn(&Axis, usize) -> String) -> Vec<(String, CellPath)> {
        let Some(axis) = axis else { return vec![(String::new(), path)] };
        let member = |at: usize| (label(&self.grid.axes[axis], at), path.at(axis, at));
        (0..self.grid.axes[axis].members.len()).map(member).collect()
    }

    fn groups(&self) -> Vec<Group> {
        let bar = |(label, path): (String, CellPath)| Bar { label, figure: self.figure(path), is_own: false };
        let group = |(label, path): (String, CellPath)| Group {
            label,
            bars: self.along(self.drawn, path, short).into_iter().map(bar).collect(),
        };
        self.along(self.groups, self.total(), full).into_iter().map(group).collect()
    }

    fn stacked(&self) -> Stacked {
        let parts = self.along(self.drawn, self.total(), short).into_iter().map(|(label, _)| label).collect();
        let has_total = self.drawn.is_some_and(|axis| self.grid.axes[axis].total.is_some());
        let stack = |(label, path): (String, CellPath)| Stack {
            total: has_total.then(|| self.figure(path)),
            parts: self.along(self.drawn, path, short).iter().map(|(_, path)| self.figure(*path)).collect(),
            label,
        };
        let bars = self.along(self.groups, self.total(), full).into_iter().map(stack).collect();
        Stacked { unit: self.table.unit.clone(), parts, bars }
    }

    /// The members over the periods up to the report's own, from the first for which there is a figure.
    fn courses(&self, book: &Book, report: &Report, most: usize) -> (Span, Vec<Series>) {
        let mut periods = vec![report.period];
        while periods.len() < most {
            periods.push(periods[periods.len() - 1].previous());
        }
        periods.reverse();
        let lines: Vec<_> = self.along(self.drawn, self.total(), short).into_iter().collect();
        let form = &report.figures.form.key;
        let cell = |path: CellPath, period| {
            let earlier = book.report(&report.area.key, period)?;
            let path = match earlier.figures.form.key == *form {
                true => earlier.figures.same_cell(&report.figures, path)?,
                false => book.measure_at(form, path)?.path(&earlier.figures.form.key)?,
            };
            earlier.figures.entry(path).map(|entry| &entry.cell)
        };
        let is_known =
            |period| lines.iter().any(|(_, path)| cell(*path, period).is_some_and(|cell| cell.value.is_ok()));
        let first = periods.iter().position(|period| is_known(*period)).unwrap_or(periods.len() - 1);
        let periods = &periods[first..];
        let mut breaks: Vec<Break> = Vec::new();
        for (at, pair) in periods.windows(2).enumerate() {
            for (_, path) in &lines {
                let measure = book.measure_at(form, *path);
                let told = measure.into_iter().flat_map(|measure| measure.breaks_between(pair[0], pair[1]));
                let told = told.map(|found| found.reason.clone());
                let is_marked = cell(*path, pair[1]).is_some_and(|cell| cell.markers.contains(&Marker::Break));
                let marked = is_marked.then(|| format!("The figure of {} is marked as a break", pair[1]));
                for reason in told.chain(marked) {
                    if !breaks.iter().any(|found| found.at == at + 1) {
                        breaks.push(Break { at: at + 1, reason });
                    }
                }
            }
        }
        let figure = |path: CellPath, period| {
            cell(path, period).map_or_else(|| Figure::absent(Absence::NotAvailable), Figure::of)
        };
        let series = lines.iter().map(|(label, path)| Series {
            label: label.clone(),
            figures: periods.iter().map(|period| figure(*path, *period)).collect(),
            is_own: false,
        });
        let series = series.collect();
        (Span { periods: periods.iter().map(ToString::to_string).collect(), breaks }, series)
    }
}

fn short(axis: &Axis, at: usize) -> String {
    axis.members.get(at).map(|member| member.short.clone()).unwrap_or_default()
}

fn full(axis: &Axis, at: usize) -> String {
    axis.members.get(at).map(|member| member.label.clone()).unwrap_or_default()
}
