//! What a report says beside its form: what an earlier publication got wrong, and figures that are counted elsewhere.

use std::borrow::Cow;

use super::cell::{DataCell, Datum};
use super::model::{Body, Column, DataTable, Row, Style};
use super::text::Text;
use super::wording::capital;
use crate::book::cell::{Absence, Cell};
use crate::book::narrative::Words;
use crate::book::report::{Correction, Report};
use crate::book::returns::LocalFigure;
use crate::link::anchor;
use crate::text::number;

/// What readers are told of what was published of a text.
pub(crate) fn told(was: &Words) -> &str {
    if was.is_held_back() { "words that are withdrawn" } else { was }
}

/// What is told of something that was wrong in print.
pub(crate) const PRINTED: [&str; 3] = ["Printed", "Correct", "Why"];
/// What is told of something that changed since it was published.
pub(crate) const CHANGED: [&str; 5] = ["Corrected on", "Was", "Is now", "Scale", "Why"];

/// What was wrong in print before the site had a report; none where nothing was.
pub(crate) fn corrections(report: &Report) -> Option<DataTable<'_>> {
    let printed = report.corrections.iter().filter(|one| one.made.is_none());
    let rows: Vec<_> = printed.map(|one| Row::new(head(report, one), cells(report, one).into())).collect();
    (!rows.is_empty()).then(|| DataTable {
        id: anchor::of_table(anchor::CORRECTIONS),
        caption: "What the printed report got wrong".into(),
        corner: "Where".into(),
        columns: PRINTED.map(Column::words).into(),
        bodies: vec![Body::from(rows)],
        style: Style::Words,
        ..DataTable::default()
    })
}

/// What changed in a report since the site published it, the last change first; none where nothing did.
pub(crate) fn changes(report: &Report) -> Option<DataTable<'_>> {
    let mut made: Vec<_> = report.corrections.iter().rev().collect();
    made.sort_by_key(|one| one.made.map(|(day, _)| std::cmp::Reverse(day)));
    let rows: Vec<_> = made.into_iter().filter_map(|one| change(report, one)).collect();
    (!rows.is_empty()).then(|| DataTable {
        id: anchor::of_table(anchor::CHANGES),
        caption: "What was corrected since this report was published here".into(),
        corner: "Where".into(),
        columns: CHANGED.map(Column::words).into(),
        bodies: vec![Body::from(rows)],
        style: Style::Words,
        ..DataTable::default()
    })
}

/// The row of something that changed since it was published; none of what was wrong in print.
pub(crate) fn change<'a>(report: &'a Report, one: &'a Correction) -> Option<Row<'a>> {
    let (day, scale) = one.made?;
    let [was, now, why] = cells(report, one);
    let (day, scale) = (Datum::words(number::day(day)), Datum::words(scale.word()));
    Some(Row::new(head(report, one), vec![day.into(), was, now, scale.into(), why]))
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

/// What stood there, what stood there from then on and why it was wrong.
fn cells<'a>(report: &'a Report, correction: &'a Correction) -> [DataCell<'a>; 3] {
    let cell = correction.cell.as_ref().and_then(|(address, _)| report.figures.cell(address));
    let value = cell.and_then(|path| report.figures.entry(path)).map(|entry| entry.cell.value);
    // Of a figure that is held back no correction tells what it was; that there was none may be told.
    let was = |was: &'a Words| match value {
        Some(Err(Absence::Confidential)) if !was.starts_with('[') || was.is_held_back() => Datum::words("a number"),
        Some(_) if correction.made.is_some() => Datum::words(grouped(was)),
        Some(_) => Datum::words(was.as_str()),
        None => Datum::words(told(was)),
    };
    let now = match (value, report.corrected_again(correction)) {
        _ if correction.cell.is_none() => Datum::Phrase(&correction.now, report),
        (_, Some(next)) => was(&next.was),
        (Some(Ok(number)), _) => Datum::Figure(Cell::number(number)),
        (Some(Err(why)), _) => Datum::Absent(why),
        (None, _) => Datum::Empty,
    };
    [was(&correction.was), now, Datum::Phrase(&correction.reason, report)].map(DataCell::from)
}

/// A figure as an author wrote it, with its digits grouped as those of all figures are.
fn grouped(figure: &str) -> Cow<'_, str> {
    let (whole, decimals) = figure.split_at(figure.find('.').unwrap_or(figure.len()));
    whole.parse().map_or(figure.into(), |whole| (number::count(whole) + decimals).into())
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
