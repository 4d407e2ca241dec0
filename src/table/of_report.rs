//! What a report says beside its form: what an earlier publication got wrong, and figures that are counted elsewhere.

use super::cell::{DataCell, Datum};
use super::model::{Body, Column, DataTable, Row, Style};
use super::text::Text;
use super::wording::capital;
use crate::book::cell::Cell;
use crate::book::report::{Correction, Report};
use crate::book::returns::LocalFigure;
use crate::link::anchor;

/// The corrections of a report; none where it has none.
pub(crate) fn corrections(report: &Report) -> Option<DataTable<'_>> {
    let rows: Vec<_> = report.corrections.iter().map(|one| Row::new(head(report, one), cells(report, one))).collect();
    (!rows.is_empty()).then(|| DataTable {
        id: anchor::of_table(anchor::CORRECTIONS),
        caption: "What the printed report got wrong".into(),
        corner: "Where".into(),
        columns: ["Printed", "Correct", "Why"].map(Column::words).into(),
        bodies: vec![Body::from(rows)],
        style: Style::Words,
        ..DataTable::default()
    })
}

/// The figures of a report that are counted elsewhere, with their sources; none where it has none.
pub(crate) fn local_figures(report: &Report) -> Option<DataTable<'_>> {
    let row = |figure: LocalFigure<'_>| {
        let cells = [Datum::figure(Some(&figure.entry.cell)), Datum::words(capital(figure.source))];
        Row::new(capital(figure.counts), cells.map(DataCell::from).into())
    };
    let rows: Vec<_> = report.figures.local_figures().map(row).collect();
    (!rows.is_empty()).then(|| DataTable {
        id: anchor::of_table(anchor::LOCAL_FIGURES),
        caption: "Other figures in this report, and where they were counted".into(),
        corner: "What was counted".into(),
        columns: vec![Column::figures("Number"), Column::words("Source")],
        bodies: vec![Body::from(rows)],
        style: Style::Words,
        ..DataTable::default()
    })
}

fn cells<'a>(report: &'a Report, correction: &'a Correction) -> Vec<DataCell<'a>> {
    let now = match &correction.cell {
        Some((address, _)) => {
            let now = report.figures.cell(address).and_then(|path| report.figures.number(path));
            now.map_or(Datum::Empty, |now| Datum::Figure(Cell::number(now)))
        }
        None => Datum::Phrase(&correction.now, report),
    };
    [Datum::words(&correction.printed), now, Datum::Phrase(&correction.reason, report)].map(DataCell::from).into()
}

/// What a correction is about; a cell by its table and its headings.
fn head<'a>(report: &'a Report, correction: &'a Correction) -> Text<'a> {
    let Some((address, _)) = &correction.cell else { return correction.about.as_deref().unwrap_or_default().into() };
    let path = report.figures.cell(address);
    if let Some(local) = report.figures.local_figures().find(|figure| Some(figure.path) == path) {
        return capital(local.counts).into();
    }
    let cell =
        path.and_then(|path| Some((path, report.figures.table(path)?, report.figures.grid(path.table_position())?)));
    let Some((path, table, grid)) = cell else { return address.to_string().into() };
    let axes = grid.axes.iter().enumerate();
    let mut headings: Vec<_> =
        axes.filter_map(|(at, axis)| Some(axis.member(path.position(at)?)?.short.as_str())).collect();
    // The total of all rows and columns is named once.
    headings.dedup();
    let headings = (!headings.is_empty()).then(|| format!(": {}", headings.join(", ")).into());
    Text::Several(std::iter::once(Text::Phrase(&table.title, report)).chain(headings).collect())
}
