//! What there is of which period and of which area.

use super::cell::{DataCell, Datum};
use super::model::{Body, Column, DataTable, Row, Style};
use super::wording;
use crate::book::Book;
use crate::book::area::Area;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::link::PageKey;

/// How many areas have what, a row a period, newest first.
pub(crate) fn periods(book: &Book) -> DataTable<'_> {
    let has_drafts = has_drafts(book);
    let row = |period: Period| {
        Row::new(period.to_string(), of_period(book, period, has_drafts)).leading_to(PageKey::Overview(period))
    };
    let drafts = has_drafts.then_some("Draft");
    let counts = ["Whole report", "Some figures"].into_iter().chain(drafts).chain(["Nothing", "Figures of areas"]);
    let mut all: Vec<_> = book.periods().into_iter().map(|period| book.areas_in(period).count()).collect();
    all.sort_unstable();
    let of = match (all.first(), all.last()) {
        (Some(fewest), Some(most)) if fewest < most => format!("{fewest} to {most}, as there were in the period"),
        (Some(all), _) => all.to_string(),
        (None, _) => book.areas_so_far().count().to_string(),
    };
    DataTable {
        id: "periods".to_owned(),
        caption: "What there is of each period".into(),
        counts: format!("Areas, of {of}"),
        corner: "Period".into(),
        columns: counts
            .map(Column::figures)
            .chain([Column::words(format!("Figures of {}", wording::nation(book)))])
            .collect(),
        bodies: vec![book.periods().into_iter().map(row).collect::<Vec<_>>().into()],
        ..DataTable::default()
    }
}

/// Whether any report is a draft. The public site has none.
pub(crate) fn has_drafts(book: &Book) -> bool {
    book.all_reports().any(Report::is_draft)
}

fn of_period<'a>(book: &Book, period: Period, has_drafts: bool) -> Vec<DataCell<'a>> {
    let reports: Vec<_> = book.reports_for(period).collect();
    let ready = |partial| reports.iter().filter(|report| !report.is_draft() && report.is_partial() == partial).count();
    let drafts = reports.iter().filter(|report| report.is_draft()).count();
    let without = book.areas_in(period).count().saturating_sub(reports.len());
    let handed_in = reports.iter().map(|report| figures(report)).sum();
    let counts =
        [ready(false), ready(true)].into_iter().chain(has_drafts.then_some(drafts)).chain([without, handed_in]);
    let has_national = book.report(&book.nation.key, period).is_some();
    let national = Datum::words(if has_national { "Yes" } else { "No" });
    counts.map(Datum::count).chain([national]).map(DataCell::from).collect()
}

/// How many numbers a report hands in.
fn figures(report: &Report) -> usize {
    let entries = report.figures.grids().flat_map(|(_, grid)| grid.cells()).map(|(_, entry)| entry);
    entries.filter(|entry| entry.handed.as_ref().is_some_and(|(cell, _)| cell.value.is_ok())).count()
}

/// What there is of each area, a column a period, newest first.
pub(crate) fn areas(book: &Book) -> DataTable<'_> {
    let periods = book.periods();
    let cell = |area: &Area, period| match book.report(&area.key, period) {
        None if !area.exists_in(period) => Datum::NOT_APPLICABLE.into(),
        report => Datum::Report(report).into(),
    };
    let cells = |area: &Area| periods.iter().map(|period| cell(area, *period)).collect();
    let rows =
        book.areas_so_far().map(|area| Row::new(area.name.as_str(), cells(area)).leading_to(PageKey::Area(area)));
    DataTable {
        id: "areas".to_owned(),
        caption: "What there is of each area".into(),
        corner: "Area".into(),
        columns: periods.iter().map(|period| Column::marks(period.to_string())).collect(),
        bodies: vec![Body::from(rows.collect::<Vec<_>>())],
        style: Style::Marks,
        ..DataTable::default()
    }
}
