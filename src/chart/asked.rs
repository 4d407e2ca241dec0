//! The chart that a form asks for, made of the cells of a return and, for lines, of those of the returns before it.

use super::data::{Courses, Figure};
use super::kinds::bars::{Bar, Bars, Group};
use super::kinds::lines::Lines;
use super::kinds::multiples::Multiples;
use super::kinds::stacked::{Stack, Stacked};
use super::plot::Plot;
use crate::book::Book;
use crate::book::axis::{Axis, Member};
use crate::book::form::{ChartKind, ChartSpec, Table};
use crate::book::narrative::Words;
use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::book::returns::grid::Grid;
use crate::book::series::Measure;
use crate::query::series::{self, Observation};

/// What the chart of a table draws. Axes that it does not name stand at their total. Lines over a single period say no
/// more than bars, and are drawn as bars.
pub fn plot(book: &Book, report: &Report, table: &Table, spec: &ChartSpec, grid: &Grid) -> Plot {
    let cells =
        Cells { table, grid, drawn: axis(grid, spec.drawn.as_deref()), groups: axis(grid, spec.groups.as_deref()) };
    let unit = table.unit.to_string();
    match spec.kind {
        ChartKind::Bars | ChartKind::GroupedBars => Plot::Bars(Bars { unit, groups: cells.groups() }),
        ChartKind::StackedBars => Plot::Stacked(cells.stacked()),
        ChartKind::Lines | ChartKind::SmallMultiples => match cells.courses(book, report, spec.periods) {
            courses if courses.span.periods.len() < 2 => {
                let mut groups = cells.groups();
                for bar in groups.iter_mut().flat_map(|group| &mut group.bars).filter(|bar| bar.label.is_empty()) {
                    bar.label = report.period.to_string();
                }
                Plot::Bars(Bars { unit, groups })
            }
            courses if spec.kind == ChartKind::SmallMultiples => Plot::Multiples(Multiples(courses)),
            courses => Plot::Lines(Lines(courses)),
        },
    }
}

/// A measure over periods: one line, which stops where the series breaks.
pub fn course(measure: &Measure, points: &[Observation<'_>]) -> Plot {
    Plot::Lines(Lines(Courses::of(&measure.unit, &[(String::new(), points)])))
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
        Figure::of(self.grid.entry(path).map(|entry| &entry.cell))
    }

    /// For a cell, those along an axis with their labels, without the total; the cell itself where no axis is drawn.
    fn along(&self, axis: Option<usize>, path: CellPath, label: fn(&Member) -> &Words) -> Vec<(String, CellPath)> {
        let Some(axis) = axis else { return vec![(String::new(), path)] };
        let members = self.grid.axes[axis].members.iter().enumerate();
        members.map(|(at, member)| (label(member).to_string(), path.at(axis, at))).collect()
    }

    fn bars(&self, path: CellPath) -> Vec<(String, CellPath)> {
        self.along(self.drawn, path, |member| &member.short)
    }

    /// What `of` makes of each group, given its label and its cell.
    fn by_group<T>(&self, of: impl Fn((String, CellPath)) -> T) -> Vec<T> {
        self.along(self.groups, self.total(), |member| &member.label).into_iter().map(of).collect()
    }

    fn groups(&self) -> Vec<Group> {
        let bar = |(label, path)| Bar { label, figure: self.figure(path) };
        self.by_group(|(label, path)| Group { label, bars: self.bars(path).into_iter().map(bar).collect() })
    }

    fn stacked(&self) -> Stacked {
        let has_total = self.drawn.is_some_and(|axis| self.grid.axes[axis].total.is_some());
        let bars = self.by_group(|(label, path)| Stack {
            label,
            total: has_total.then(|| self.figure(path)),
            parts: self.bars(path).into_iter().map(|(_, path)| self.figure(path)).collect(),
        });
        let parts = self.bars(self.total()).into_iter().map(|(label, _)| label).collect();
        Stacked { unit: self.table.unit.to_string(), parts, bars }
    }

    /// The members over the periods up to the report's own, from the first for which there is a figure.
    fn courses(&self, book: &Book, report: &Report, most: usize) -> Courses {
        let back = report.period.and_before().take(most);
        let all = series::periods(back.last().unwrap_or(report.period), report.period);
        let lines = self.bars(self.total()).into_iter();
        let lines: Vec<_> = lines.map(|(label, path)| (label, book.observations(report, path, &all))).collect();
        let is_known = |at: &usize| lines.iter().any(|(_, points)| points[*at].number().is_some());
        let first = (0..all.len()).find(is_known).unwrap_or(all.len() - 1);
        let lines: Vec<_> = lines.iter().map(|(label, points)| (label.clone(), &points[first..])).collect();
        Courses::of(&self.table.unit, &lines)
    }
}
