//! The figures of one period: the nation's with their changes, and those of its areas.

use super::cell::{ChangeCells, DataCell, Datum};
use super::model::{Body, Column, DataTable, Row, Style};
use crate::book::Book;
use crate::book::cell::sum;
use crate::book::form::Counts;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::link::{PageKey, anchor};
use crate::query::comparisons::Comparisons;

/// The nation's main figures with their changes. None where there are none.
pub(crate) fn nation<'a>(book: &'a Book, comparisons: &'a Comparisons<'_>, period: Period) -> Option<DataTable<'a>> {
    let mut rows = Vec::new();
    for comparison in comparisons.of_period(period) {
        let Some(nation) = &comparison.nation else { continue };
        let change = ChangeCells::new(nation.change.as_ref(), book.settings.checks.percent_from);
        let cells = vec![
            Datum::figure(Some(nation.cell)).into(),
            change.difference,
            change.percent.into(),
            Datum::Coverage { known: comparison.areas.len(), all: book.areas.len() }.into(),
        ];
        let measure = comparison.measure;
        rows.push(Row::new(measure.title.as_str(), cells).leading_to(PageKey::Measure(measure)));
    }
    (!rows.is_empty()).then(|| DataTable {
        id: anchor::MAIN_TABLE.to_owned(),
        caption: format!("Main figures of {}, {period}", book.nation.name).into(),
        counts: format!("Published figures of the nation, with the change since {}", period.previous()),
        corner: "Measure".into(),
        columns: ["Figure", "Change", "Change in %", "Areas with a figure here"].map(Column::figures).into(),
        bodies: vec![Body::from(rows)],
        ..DataTable::default()
    })
}

/// The areas, a column a measure, with sums that say over how many areas they go.
pub(crate) fn areas(book: &Book, period: Period) -> Option<DataTable<'_>> {
    let reports: Vec<_> = book.reports_for(period).collect();
    let is_number = |measure: &Measure, report: &Report| measure.cell(report).is_some_and(|cell| cell.value.is_ok());
    let is_known = |measure: &&Measure| reports.iter().any(|report| is_number(measure, report));
    let measures: Vec<_> = book.measures.iter().filter(is_known).collect();
    if measures.is_empty() {
        return None;
    }
    let cells = |report| measures.iter().map(|measure| Datum::figure(measure.cell(report)).into()).collect();
    let rows = reports
        .iter()
        .map(|&report| Row::new(report.area.name.as_str(), cells(report)).leading_to(PageKey::Report(report)));
    let mut rows: Vec<_> = rows.collect();
    rows.extend(sums(book, &measures, &reports));
    Some(DataTable {
        id: anchor::AREAS_TABLE.to_owned(),
        caption: format!("Main figures by area, {period}").into(),
        corner: "Area".into(),
        columns: measures.iter().map(|measure| Column::figures(&measure.short)).collect(),
        bodies: vec![Body::from(rows)],
        remarks: vec![
            "A sum goes over the areas that have a figure here, and says how many these are. It is a national figure only where it goes over all areas. Rates are never added.".into(),
        ],
        style: Style::Form,
        ..DataTable::default()
    })
}

/// The sums with the number of areas that each goes over: never a silent partial sum. Rates are never added.
fn sums<'a>(book: &Book, measures: &[&Measure], reports: &[&Report]) -> [Row<'a>; 2] {
    let known = |measure: &Measure| {
        let cells = reports.iter().filter_map(|report| measure.cell(report));
        cells.filter(|cell| cell.value.is_ok()).collect::<Vec<_>>()
    };
    let (mut totals, mut counts): (Vec<DataCell<'a>>, Vec<DataCell<'a>>) = (Vec::new(), Vec::new());
    for measure in measures {
        let known = known(measure);
        let total = if measure.counts == Counts::Rate { None } else { sum(known.iter().copied()) };
        let is_rate = measure.counts == Counts::Rate;
        totals.push(total.map_or(Datum::NOT_APPLICABLE, Datum::Figure).into());
        let coverage = Datum::Coverage { known: known.len(), all: book.areas.len() };
        counts.push(if is_rate { Datum::NOT_APPLICABLE } else { coverage }.into());
    }
    [("Sum", totals), ("Areas in the sum", counts)].map(|(head, cells)| Row { total: true, ..Row::new(head, cells) })
}
