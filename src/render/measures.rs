//! Tables of measures: an area over its periods, and the areas of a period side by side.

use super::markdown::Context;
use super::views::{BodyView, CellView, NoteView, RowView, TableView};
use crate::book::Book;
use crate::book::cell::{Absence, Cell, meaning, sum};
use crate::book::form::Counts;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::markup::escape;
use crate::number;

/// The cell that holds a measure in a report, if its form has it and the return gives it.
pub fn cell<'a>(measure: &Measure, report: &'a Report) -> Option<&'a Cell> {
    measure.path(&report.figures.form.key).and_then(|path| report.figures.entry(path)).map(|entry| &entry.cell)
}

/// The measures of one area, a column a period, oldest first. None where there is nothing to show.
pub fn of_area(context: &Context<'_>, reports: &[&Report]) -> Option<TableView> {
    let mut signs = Vec::new();
    let mut notes: Vec<NoteView> = Vec::new();
    let mut rows = Vec::new();
    for measure in &context.book.measures {
        if reports.iter().all(|report| cell(measure, report).is_none_or(|cell| cell.value.is_err())) {
            continue;
        }
        let cells = reports.iter().map(|report| view(cell(measure, report), false, &mut signs)).collect();
        let periods = reports.first().zip(reports.last());
        let head = escape(&measure.title);
        for at in periods.iter().flat_map(|(first, last)| measure.breaks_between(first.period, last.period)) {
            let html = format!(
                "{head}: the series breaks at {}, so figures before and after it do not compare. {}",
                at.at,
                escape(&at.reason)
            );
            notes.push(NoteView { number: None, html });
        }
        rows.push(RowView { head, total: false, cells });
    }
    if rows.is_empty() {
        return None;
    }
    Some(TableView {
        id: "measures".to_owned(),
        number: None,
        caption: "Main figures by period".to_owned(),
        counts: String::new(),
        corner: "Measure".to_owned(),
        groups: Vec::new(),
        columns: reports.iter().map(|report| report.period.to_string()).collect(),
        shortened: Vec::new(),
        by_row: false,
        bodies: vec![BodyView { label: None, rows }],
        notes,
        shorthand: shorthand(&signs),
    })
}

/// The areas of one period, a column a measure, with sums that say over how many areas they go.
pub fn of_period(book: &Book, period: Period) -> Option<TableView> {
    let reports: Vec<_> = book.reports_for(period).collect();
    let measures: Vec<_> = book
        .measures
        .iter()
        .filter(|measure| reports.iter().any(|report| cell(measure, report).is_some_and(|cell| cell.value.is_ok())))
        .collect();
    if measures.is_empty() {
        return None;
    }
    let mut signs = Vec::new();
    let mut rows: Vec<_> = reports
        .iter()
        .map(|report| RowView {
            head: format!(
                "<a href=\"../../areas/{}/{period}/index.html\">{}</a>",
                escape(&report.area.key),
                escape(&report.area.name)
            ),
            total: false,
            cells: measures.iter().map(|measure| view(cell(measure, report), false, &mut signs)).collect(),
        })
        .collect();
    rows.extend(sums(book, &measures, &reports, &mut signs));
    Some(TableView {
        id: "areas".to_owned(),
        number: None,
        caption: format!("Main figures by area, {period}"),
        counts: String::new(),
        corner: "Area".to_owned(),
        groups: Vec::new(),
        columns: measures.iter().map(|measure| measure.short.clone()).collect(),
        shortened: Vec::new(),
        by_row: false,
        bodies: vec![BodyView { label: None, rows }],
        notes: vec![NoteView {
            number: None,
            html: "A sum goes over the areas that have a figure here, and says how many these are. It is a national figure only where it goes over all areas. Rates are never added.".to_owned(),
        }],
        shorthand: shorthand(&signs),
    })
}

/// The sums with the number of areas that each goes over: never a silent partial sum. Rates are never added.
fn sums(book: &Book, measures: &[&Measure], reports: &[&Report], signs: &mut Vec<&'static str>) -> [RowView; 2] {
    let (mut totals, mut counts) = (Vec::new(), Vec::new());
    for measure in measures {
        let known = || reports.iter().filter_map(|report| cell(measure, report)).filter(|cell| cell.value.is_ok());
        let rate = measure.counts == Counts::Rate;
        let total = if rate { None } else { sum(known()) };
        totals.push(view(Some(&total.unwrap_or_else(|| Cell::absent(Absence::NotApplicable))), true, signs));
        let count = if rate { "[z]".to_owned() } else { format!("{} of {}", known().count(), book.areas.len()) };
        counts.push(CellView { text: count, total: true, note: None });
    }
    [("Sum", totals), ("Areas in the sum", counts)].map(|(head, cells)| RowView {
        head: head.to_owned(),
        total: true,
        cells,
    })
}

/// A cell as readers see it; its signs are added to those of the table.
pub fn view(cell: Option<&Cell>, total: bool, signs: &mut Vec<&'static str>) -> CellView {
    let missing = Cell::absent(Absence::NotAvailable);
    let cell = cell.unwrap_or(&missing);
    let found: Vec<_> = cell.signs().collect();
    signs.extend(found.iter().filter(|sign| !signs.contains(sign)).copied().collect::<Vec<_>>());
    CellView { text: text(cell), total, note: None }
}

/// A cell as readers see it: its number and its signs.
pub fn text(cell: &Cell) -> String {
    let number = cell.value.ok().map(number::count);
    number.into_iter().chain(cell.signs().map(|sign| format!("[{sign}]"))).collect::<Vec<_>>().join("\u{a0}")
}

/// Signs with what each means.
pub fn shorthand(signs: &[&'static str]) -> Vec<(String, String)> {
    signs.iter().map(|sign| (format!("[{sign}]"), meaning(sign).unwrap_or_default().to_owned())).collect()
}
