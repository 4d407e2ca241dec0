//! Figures over periods as tables: the nation's, and those of each area.

use super::compared::{Gathered, figures};
use super::comparison_views::{ComparedCell, ComparedRow, ComparedView};
use super::{frame, measures, wording};
use crate::book::Book;
use crate::book::cell::{Absence, Cell, Marker};
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::markup::escape;
use crate::query::comparison::Comparison;
use crate::query::series::{self, Observation};

/// The nation's cell of a measure in a period, with or without a number; none where nothing was published.
pub fn of_nation<'a>(book: &'a Book, measure: &Measure, period: Period) -> Option<&'a Cell> {
    measures::cell(measure, book.report(&book.nation.key, period)?)
}

/// A figure of a period with all its signs, and `[b]` with a note where it does not compare with those before. `series`
/// stands before the note where a table holds several.
pub fn figure(
    measure: &Measure,
    period: Period,
    cell: Option<&Cell>,
    series: Option<&str>,
    gathered: &mut Gathered,
) -> ComparedCell {
    let missing = Cell::absent(Absence::NotAvailable);
    let mut shown = cell.unwrap_or(&missing).clone();
    let broken = series::broken(Some(measure), period.previous(), period, cell);
    if broken.is_some() && shown.value.is_ok() && !shown.markers.contains(&Marker::Break) {
        shown.markers.push(Marker::Break);
    }
    let note = broken.map(|reason| {
        let reason = escape(&reason);
        gathered.note(match series {
            Some(series) => format!("{}: the series breaks at {period}. {reason}", escape(series)),
            None => format!("The series breaks at {period}. {reason}"),
        })
    });
    let text = measures::text(&shown);
    gathered.read(&text);
    ComparedCell { text, note, ..ComparedCell::default() }
}

/// The figures of a measure in the reports of an area up to this one, a row a period: what its chart draws.
pub fn of_report(book: &Book, report: &Report, measure: &Measure) -> ComparedView {
    let mut gathered = Gathered::default();
    let row = |point: Observation<'_>| ComparedRow {
        head: point.period.to_string(),
        to: String::new(),
        cells: vec![figure(measure, point.period, point.cell, None, &mut gathered)],
    };
    let points = book.series(measure, &report.area.key, report.period);
    let rows = points.into_iter().filter(|point| point.cell.is_some()).map(row).collect();
    ComparedView {
        id: format!("course-{}", measure.key),
        caption: format!("{} by period, {}", measure.title, report.area.name),
        counts: wording::capital(&measure.unit),
        corner: "Period".to_owned(),
        columns: vec![figures(&measure.short)],
        rows,
        notes: gathered.notes,
        shorthand: measures::shorthand(&gathered.signs),
        ..ComparedView::default()
    }
}

/// Each area's figures over the periods, a column a period: what small charts draw. `all` are the comparisons of a measure, oldest
/// first. None where no area has figures of two periods.
pub fn areas_by_period(book: &Book, all: &[&Comparison<'_>], root: &str) -> Option<ComparedView> {
    let periods: Vec<_> = all.iter().filter(|comparison| !comparison.areas.is_empty()).collect();
    let measure = periods.first()?.measure;
    let mut gathered = Gathered::default();
    let mut rows = Vec::new();
    for area in &book.areas {
        let known = periods.iter().filter(|comparison| comparison.of_area(&area.key).is_some()).count();
        if known < 2 {
            continue;
        }
        let cell = |comparison: &&&Comparison<'_>| {
            let report = comparison.of_area(&area.key).map(|standing| standing.report);
            let report = report.or_else(|| book.report(&area.key, comparison.period));
            figure_of_area(
                measure,
                comparison.period,
                report.and_then(|report| measures::cell(measure, report)),
                &mut gathered,
            )
        };
        let cells = periods.iter().map(cell).collect();
        rows.push(ComparedRow { head: area.name.clone(), to: format!("{root}{}", frame::area_path(area)), cells });
    }
    let breaks = measure.breaks.iter().filter(|at| periods.iter().any(|comparison| comparison.period == at.at));
    let remarks = breaks.map(|at| {
        format!(
            "The series breaks at {}: figures before it do not compare with those from then on. {}",
            at.at,
            escape(&at.reason)
        )
    });
    let remarks = remarks.collect();
    (!rows.is_empty()).then(|| ComparedView {
        id: "areas-by-period".to_owned(),
        caption: format!("{} by area and period", measure.title),
        counts: format!("{}; areas with figures of two periods or more", wording::capital(&measure.unit)),
        corner: "Area".to_owned(),
        columns: periods.iter().map(|comparison| figures(&comparison.period.to_string())).collect(),
        rows,
        notes: gathered.notes,
        remarks,
        shorthand: measures::shorthand(&gathered.signs),
        ..ComparedView::default()
    })
}

/// The same without a note: that the series breaks for all areas is said once, below the table.
fn figure_of_area(measure: &Measure, period: Period, cell: Option<&Cell>, gathered: &mut Gathered) -> ComparedCell {
    let found = figure(measure, period, cell, None, &mut Gathered::default());
    gathered.read(&found.text);
    ComparedCell { note: None, ..found }
}
