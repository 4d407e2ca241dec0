//! The figures of one period: the nation's with their changes, and those of its areas.

use super::cell::{ChangeCells, DataCell, Datum};
use super::model::{Body, Column, DataTable, Row, Style};
use super::text::Text;
use super::wording;
use crate::book::Book;
use crate::book::cell::sum;
use crate::book::form::Counts;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::link::{PageKey, anchor};
use crate::query::comparison::Comparison;
use crate::query::comparisons::Comparisons;

/// The nation's main figures with their changes. None where there are none.
pub(crate) fn nation<'a>(book: &'a Book, comparisons: &'a Comparisons<'_>, period: Period) -> Option<DataTable<'a>> {
    let (mut rows, mut has_sums) = (Vec::new(), false);
    for comparison in comparisons.of_period(period) {
        let Some(nation) = &comparison.nation else { continue };
        let change = ChangeCells::new(nation.change.as_ref(), || book.is_first(comparison.measure, period));
        let cells = vec![
            Datum::figure(Some(nation.cell)).into(),
            change.difference,
            change.percent.into(),
            Datum::Coverage { known: comparison.areas.len(), all: book.areas_in(comparison.period).count() }.into(),
        ];
        let measure = comparison.measure;
        has_sums |= nation.was_worked_out(measure);
        rows.push(
            Row::new(wording::titled(book, &measure.title, measure), cells).leading_to(PageKey::Measure(measure)),
        );
    }
    (!rows.is_empty()).then(|| DataTable {
        id: anchor::MAIN_TABLE.to_owned(),
        caption: format!("Main figures of {}, {period}", wording::nation(book)).into(),
        counts: format!(
            "{}, with the change since {}",
            wording::capital(&wording::of_nation(book, has_sums)),
            period.previous()
        ),
        corner: "Measure".into(),
        columns: ["Figure", "Change", "Change in %", "Areas here"].map(Column::figures).into(),
        bodies: vec![Body::from(rows)],
        ..DataTable::default()
    })
}

/// The areas, a column a measure, with sums that say over how many areas they go.
pub(crate) fn areas<'a>(book: &'a Book, comparisons: &'a Comparisons<'_>, period: Period) -> Option<DataTable<'a>> {
    let reports: Vec<_> = book.reports_for(period).collect();
    let known: Vec<_> = comparisons.of_period(period).filter(|comparison| !comparison.areas.is_empty()).collect();
    if known.is_empty() {
        return None;
    }
    let cell = |comparison: &Comparison<'_>, report: &Report| DataCell {
        datum: Datum::figure(comparison.measure.cell(report)),
        note: comparison
            .of_area(&report.area.key)
            .and_then(|figure| comparison.other_unit(figure))
            .map(|units| wording::other_unit(units).into()),
    };
    let row = |report: &'a Report| {
        let cells = known.iter().map(|comparison| cell(comparison, report)).collect();
        Row::new(report.name().as_str(), cells).leading_to(PageKey::Report(report))
    };
    let is_measured = |measure: &Measure| measure.counts != Counts::Rate && !book.is_added(measure);
    let never_added = known.iter().any(|comparison| is_measured(comparison.measure));
    let mut rows: Vec<_> = reports.into_iter().map(row).collect();
    rows.extend(sums(book, &known));
    Some(DataTable {
        id: anchor::AREAS_TABLE.to_owned(),
        caption: format!("Main figures by area, {period}").into(),
        corner: "Area".into(),
        columns: known
            .iter()
            .map(|comparison| Column::figures(wording::titled(book, &comparison.measure.short, comparison.measure)))
            .collect(),
        bodies: vec![Body::from(rows)],
        remarks: std::iter::once(format!(
            "A sum goes over the areas that have a figure here, and says how many these are. It is the figure of {} only where it goes over all areas. Rates are never added.",
            wording::nation(book)
        ))
        .chain(never_added.then(|| {
            "Medians, percentages and other figures that do not add up are not added either.".to_owned()
        }))
        .map(Text::from)
        .collect(),
        style: Style::Form,
        ..DataTable::default()
    })
}

/// The sums with the number of areas that each goes over: never a silent partial sum. Rates are never added, and neither are
/// figures in different units.
fn sums<'a>(book: &Book, known: &[&Comparison<'_>]) -> [Row<'a>; 2] {
    let (mut totals, mut counts): (Vec<DataCell<'a>>, Vec<DataCell<'a>>) = (Vec::new(), Vec::new());
    for comparison in known {
        let is_added = book.is_added(comparison.measure)
            && comparison.areas.iter().all(|figure| comparison.other_unit(figure).is_none());
        let total = sum(comparison.areas.iter().map(|figure| figure.cell)).filter(|_| is_added);
        totals.push(total.map_or(Datum::NOT_APPLICABLE, Datum::Figure).into());
        let coverage = Datum::Coverage { known: comparison.areas.len(), all: book.areas_in(comparison.period).count() };
        counts.push(if is_added { coverage } else { Datum::NOT_APPLICABLE }.into());
    }
    [("Sum", totals), ("Areas in the sum", counts)].map(|(head, cells)| Row { total: true, ..Row::new(head, cells) })
}
