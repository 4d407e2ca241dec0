//! What a report says beside its form: what an earlier publication got wrong, and figures that are counted elsewhere.

use jiff::civil::Date;

use super::cell::{DataCell, Datum};
use super::model::{Body, Column, DataTable, Row, Style};
use super::text::Text;
use super::wording::capital;
use crate::book::cell::Cell;
use crate::book::report::{Correction, Report, Scale};
use crate::book::returns::LocalFigure;
use crate::link::anchor;
use crate::text::number;

/// What was wrong in print before the site had a report; none where nothing was.
pub(crate) fn corrections(report: &Report) -> Option<DataTable<'_>> {
    let printed = report.corrections.iter().filter(|one| one.made.is_none());
    let rows: Vec<_> = printed.map(|one| Row::new(head(report, one), cells(report, one).into())).collect();
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

/// What changed in a report since the site published it, the last change first; none where nothing did.
pub(crate) fn changes(report: &Report) -> Option<DataTable<'_>> {
    let mut made: Vec<_> = report.corrections.iter().filter_map(|one| Some((one.made?, one))).collect();
    made.sort_by_key(|((day, _), _)| std::cmp::Reverse(*day));
    let row = |((day, scale), one): ((Date, Scale), _)| {
        let [was, now, why] = cells(report, one);
        let (day, scale) = (Datum::words(number::day(day)), Datum::words(scale.word()));
        Row::new(head(report, one), vec![day.into(), was, now, scale.into(), why])
    };
    let rows: Vec<_> = made.into_iter().map(row).collect();
    (!rows.is_empty()).then(|| DataTable {
        id: anchor::of_table(anchor::CHANGES),
        caption: "What was corrected since this report was published here".into(),
        corner: "Where".into(),
        columns: ["Corrected on", "Was", "Is now", "Scale", "Why"].map(Column::words).into(),
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

/// What stood there, what stands there now and why it was wrong.
fn cells<'a>(report: &'a Report, correction: &'a Correction) -> [DataCell<'a>; 3] {
    let now = match &correction.cell {
        Some((address, _)) => {
            let now = report.figures.cell(address).and_then(|path| report.figures.number(path));
            now.map_or(Datum::Empty, |now| Datum::Figure(Cell::number(now)))
        }
        None => Datum::Phrase(&correction.now, report),
    };
    [Datum::words(&correction.was), now, Datum::Phrase(&correction.reason, report)].map(DataCell::from)
}

/// What a correction is about; a cell by its table and its headings.
fn head<'a>(report: &'a Report, correction: &'a Correction) -> Text<'a> {
    let section = correction.section.as_ref().map(|(key, _)| key.as_str());
    let section =
        section.map(|key| report.sections.iter().find(|section| section.key == key).map_or(key, |its| &its.title));
    let Some((address, _)) = &correction.cell else {
        return section.or(correction.about.as_deref()).unwrap_or_default().into();
    };
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
