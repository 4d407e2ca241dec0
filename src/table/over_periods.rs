//! Figures over periods: of one report's area, of the nation, of each area.

use super::cell::{ChangeCells, DataCell, Datum};
use super::model::{Body, Column, DataTable, Row, Style};
use super::text::Text;
use super::wording;
use crate::book::Book;
use crate::book::area::Area;
use crate::book::cell::Marker;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::link::{PageKey, anchor};
use crate::query::comparison::Comparison;
use crate::query::series::{self, Broken, Observation};

/// A figure with all its signs, and `[b]` with a note where it does not compare with the one before. `series` stands before the
/// note where a table holds several.
fn figure<'a>(point: &Observation<'_>, series: Option<&str>) -> DataCell<'a> {
    let note = point.broken.as_ref().map(|Broken { at, reason }| match series {
        Some(series) => format!("{series}: the series breaks at {at}. {reason}").into(),
        None => format!("The series breaks at {at}. {reason}").into(),
    });
    DataCell { datum: marked(point), note }
}

/// A figure with all its signs, and `[b]` where it does not compare with the one before.
fn marked<'a>(point: &Observation<'_>) -> Datum<'a> {
    let mut datum = Datum::figure(point.cell);
    if let Datum::Figure(cell) = &mut datum
        && point.broken.is_some()
        && cell.value.is_ok()
        && !cell.markers.contains(&Marker::Break)
    {
        cell.markers.push(Marker::Break);
    }
    datum
}

/// The figures of a measure in the reports of an area up to this one, a row a period: what its chart draws.
pub(crate) fn of_report<'a>(book: &'a Book, report: &'a Report, measure: &'a Measure) -> DataTable<'a> {
    let points = series::breaks_after_gaps(book.series(measure, &report.area.key, report.period));
    let row = |point: &Observation<'_>| Row::new(point.period.to_string(), vec![figure(point, None)]);
    let rows = points.iter().filter(|point| point.cell.is_some()).map(row);
    let remarks = series::carried(&report.area.key, &points).into_iter().map(Text::from).collect();
    DataTable {
        remarks,
        id: anchor::of_course(&measure.key),
        caption: format!("{} by period, {}", measure.title, report.name()).into(),
        counts: wording::capital(&measure.unit),
        corner: "Period".into(),
        columns: vec![Column::figures(&measure.short)],
        bodies: vec![rows.collect::<Vec<_>>().into()],
        ..DataTable::default()
    }
}

/// The figures of all measures in the reports of an area: for each kind of period, the longest first, a table with a column a period,
/// oldest first.
pub(crate) fn area<'a>(book: &'a Book, reports: &[&'a Report]) -> Vec<DataTable<'a>> {
    let mut kinds: Vec<(Period, Vec<Period>)> = Vec::new();
    for period in reports.iter().map(|report| report.period) {
        match kinds.iter_mut().find(|(kind, _)| kind.is_like(period)) {
            Some((_, periods)) => periods.push(period),
            None => kinds.push((period, vec![period])),
        }
    }
    kinds.sort_by_key(|(kind, _)| std::cmp::Reverse(kind.months()));
    let has_several = kinds.len() > 1;
    let of_kind = |(at, (kind, periods)): (usize, (Period, Vec<Period>))| {
        let mut table = of_area(book, &reports.first()?.area.key, &periods)?;
        if has_several {
            table.caption = format!("Main figures by {}", kind.word()).into();
        }
        if at > 0 {
            table.id = format!("{}-by-{}", table.id, kind.word());
        }
        Some(table)
    };
    kinds.into_iter().enumerate().filter_map(of_kind).collect()
}

fn of_area<'a>(book: &'a Book, area: &str, periods: &[Period]) -> Option<DataTable<'a>> {
    let row = |measure: &'a Measure| {
        let points = series::breaks_after_gaps(book.measured(measure, area, periods));
        let is_known = points.iter().any(|point| point.number().is_some());
        let row = || {
            Row::new(
                wording::titled(book, &measure.title, measure),
                points.iter().map(|point| figure(point, Some(&measure.title))).collect(),
            )
        };
        is_known.then(row)
    };
    let rows: Vec<_> = book.measures.iter().filter_map(row).collect();
    (!rows.is_empty()).then(|| DataTable {
        id: "measures".to_owned(),
        caption: "Main figures by period".into(),
        corner: "Measure".into(),
        columns: periods.iter().map(|period| Column::figures(period.to_string())).collect(),
        bodies: vec![Body::from(rows)],
        style: Style::Form,
        ..DataTable::default()
    })
}

/// The nation's figures of all measures, with the breaks marked. None where there are none. Each period leads to its page but
/// the current one.
pub(crate) fn nation(book: &Book, current: Period) -> Option<DataTable<'_>> {
    let has_nation = |measure: &&Measure| {
        let mut reports = book.national.iter().filter(|report| report.period.is_like(current));
        reports.any(|report| measure.cell(report).is_some_and(|cell| cell.value.is_ok()))
    };
    let shown: Vec<_> = book.measures.iter().filter(has_nation).collect();
    let periods = book.national.iter().map(|report| report.period).filter(|period| period.is_like(current));
    let periods: Vec<_> = periods.collect();
    let columns: Vec<_> = shown.iter().map(|measure| book.measured(measure, &book.nation.key, &periods)).collect();
    let is_sum = |report: &Report, measure: &Measure| {
        measure.path(&report.figures.form.key).is_some_and(|path| report.figures.was_worked_out(path))
    };
    let has_sums = book.national.iter().any(|report| shown.iter().any(|measure| is_sum(report, measure)));
    let row = |(at, period): (usize, &Period)| {
        let cells = shown.iter().zip(&columns).map(|(measure, points)| figure(&points[at], Some(&measure.title)));
        let row = Row::new(period.to_string(), cells.collect());
        if *period == current { row } else { row.leading_to(PageKey::Overview(*period)) }
    };
    let rows: Vec<_> = periods.iter().enumerate().map(row).collect();
    (!rows.is_empty() && !shown.is_empty()).then(|| DataTable {
        id: anchor::TRENDS_TABLE.to_owned(),
        caption: format!("{} over all periods", book.nation.name).into(),
        counts: format!(
            "{}. A figure marked [b] does not compare with those above it",
            wording::capital(&wording::of_nation(book, has_sums))
        ),
        corner: "Period".into(),
        columns: shown.iter().map(|measure| Column::figures(wording::titled(book, &measure.short, measure))).collect(),
        bodies: vec![Body::from(rows)],
        ..DataTable::default()
    })
}

/// The nation's figures of one measure, with its changes and how many areas have a figure. `all` are the comparisons of the
/// measure, oldest first. None where there are none.
pub(crate) fn nation_in<'a>(book: &'a Book, all: &[&'a Comparison<'_>]) -> Option<DataTable<'a>> {
    let measure = all.iter().find(|comparison| comparison.nation.is_some())?.measure;
    let periods: Vec<_> = all.iter().map(|comparison| comparison.period).collect();
    let points = book.measured(measure, &book.nation.key, &periods);
    let row = |(comparison, point): (&&'a Comparison<'_>, &Observation<'_>)| {
        let change = comparison.nation.as_ref().and_then(|nation| nation.change.as_ref());
        let change = ChangeCells::new(change, || book.is_first(measure, point.period));
        let cells = vec![
            figure(point, None),
            change.difference,
            change.percent.into(),
            Datum::Coverage { known: comparison.areas.len(), all: book.areas_in(point.period).count() }.into(),
        ];
        Row::new(point.period.to_string(), cells).leading_to(PageKey::Overview(point.period))
    };
    let nations = all.iter().filter_map(|comparison| comparison.nation.as_ref());
    let has_sums = nations.into_iter().any(|nation| nation.was_worked_out(measure));
    let columns = [&book.nation.name, wording::change_heading(book, measure), "Change in %", "Areas here"];
    Some(DataTable {
        id: "periods-of-the-nation".to_owned(),
        caption: format!("{} over all periods, {}", measure.title, wording::nation(book)).into(),
        counts: format!("{}; {}", wording::capital(&measure.unit), wording::of_nation(book, has_sums)),
        corner: "Period".into(),
        columns: columns.map(Column::figures).into(),
        bodies: vec![all.iter().zip(&points).map(row).collect::<Vec<_>>().into()],
        ..DataTable::default()
    })
}

/// The areas that have figures of two periods or more of a measure. `all` are its comparisons, oldest first.
pub(crate) fn areas_of_several<'a>(book: &'a Book, all: &[&Comparison<'_>]) -> impl Iterator<Item = &'a Area> {
    let has_several = |area: &&Area| all.iter().filter(|found| found.of_area(&area.key).is_some()).nth(1).is_some();
    book.areas.iter().map(AsRef::as_ref).filter(has_several)
}

/// Each area's figures, a column a period: what small charts draw. `all` are the comparisons of a measure, oldest first. None
/// where no area has figures of two periods.
pub(crate) fn areas<'a>(book: &'a Book, all: &[&'a Comparison<'_>]) -> Option<DataTable<'a>> {
    let all: Vec<_> = all.iter().filter(|comparison| !comparison.areas.is_empty()).copied().collect();
    let measure = all.first()?.measure;
    let periods: Vec<_> = all.iter().map(|comparison| comparison.period).collect();
    let row = |area: &'a Area| {
        // That the series breaks for all areas is said once, below the table.
        let points = series::breaks_after_gaps(book.measured(measure, &area.key, &periods));
        let cell = |point: &Observation<'_>| match point.cell {
            None if !area.exists_in(point.period) => Datum::NOT_APPLICABLE.into(),
            _ => marked(point).into(),
        };
        let cells = points.iter().map(cell).collect();
        Row::new(area.name.as_str(), cells).leading_to(PageKey::Area(area))
    };
    let rows: Vec<_> = areas_of_several(book, &all).map(row).collect();
    let of_others = areas_of_several(book, &all).filter_map(|area| {
        let points = book.measured(measure, &area.key, &periods);
        Some(format!("{}: {}", area.name, series::carried(&area.key, &points)?))
    });
    let of_others: Vec<_> = of_others.map(Text::from).collect();
    let breaks = measure.breaks.iter().filter(|at| periods.contains(&at.at));
    let remark = |at: &crate::book::series::Break| {
        format!(
            "The series breaks at {}: figures before it do not compare with those from then on. {}",
            at.at, at.reason
        )
    };
    (!rows.is_empty()).then(|| DataTable {
        id: anchor::AREAS_BY_PERIOD.to_owned(),
        caption: format!("{} by area and period", measure.title).into(),
        counts: format!("{}; areas with figures of two periods or more", wording::capital(&measure.unit)),
        corner: "Area".into(),
        columns: periods.iter().map(|period| Column::figures(period.to_string())).collect(),
        bodies: vec![Body::from(rows)],
        remarks: breaks.map(|at| remark(at).into()).chain(of_others).collect(),
        ..DataTable::default()
    })
}
