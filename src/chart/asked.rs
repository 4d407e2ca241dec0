//! The chart that a form asks for, made of the cells of a return and, for lines, of those of the returns before it.

use super::data::{Figure, Series, Span};
use super::kinds::bars::{Bar, Bars, Group};
use super::kinds::lines::Lines;
use super::kinds::multiples::Multiples;
use super::kinds::stacked::{Stack, Stacked};
use super::plot::Plot;
use crate::book::Book;
use crate::book::axis::Axis;
use crate::book::cell::Absence;
use crate::book::form::{ChartKind, ChartSpec, Table};
use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::book::returns::Grid;
use crate::book::series::Measure;
use crate::query::series::{self, Observation};

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

/// A measure over periods: one line, which stops where the series breaks.
pub fn course(measure: &Measure, points: &[Observation<'_>]) -> Plot {
    let series = vec![Series::of(String::new(), points)];
    Plot::Lines(Lines { unit: measure.unit.clone(), span: Span::of(&[points]), series })
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
        let back = std::iter::successors(Some(report.period), |period| Some(period.previous())).take(most);
        let first = back.last().unwrap_or(report.period);
        let all = series::periods(first, report.period);
        let lines = self.along(self.drawn, self.total(), short).into_iter();
        let lines: Vec<_> = lines.map(|(label, path)| (label, book.observations(report, path, &all))).collect();
        let is_known = |at: &usize| lines.iter().any(|(_, points)| points[*at].number().is_some());
        let first = (0..all.len()).find(is_known).unwrap_or(all.len() - 1);
        let points: Vec<_> = lines.iter().map(|(_, points)| &points[first..]).collect();
        let series = lines.iter().map(|(label, points)| Series::of(label.clone(), &points[first..])).collect();
        (Span::of(&points), series)
    }
}

fn short(axis: &Axis, at: usize) -> String {
    axis.members.get(at).map(|member| member.short.clone()).unwrap_or_default()
}

fn full(axis: &Axis, at: usize) -> String {
    axis.members.get(at).map(|member| member.label.clone()).unwrap_or_default()
}
