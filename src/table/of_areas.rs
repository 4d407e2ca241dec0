//! The areas of a comparison side by side, and its regions.

use super::cell::{ChangeCells, Course, DataCell, Datum};
use super::model::{Body, Column, DataTable, Row, Style};
use super::over_periods::areas_of_several;
use super::text::Text;
use super::wording;
use crate::book::Book;
use crate::book::area::Area;
use crate::book::cell::Cell;
use crate::book::form::{Counts, Table};
use crate::book::period::Period;
use crate::book::series::Measure;
use crate::link::{Destination, PageKey, anchor};
use crate::query::comparison::{AreaFigure, Comparison};
use crate::query::rate::Measured;
use crate::query::series;

/// The count behind a figure: of a rate the cell from which it is made, of anything else its own.
pub(crate) fn count<'a>(measure: &Measure, figure: &AreaFigure<'_>) -> Datum<'a> {
    if measure.counts != Counts::Rate {
        return Datum::figure(Some(figure.cell));
    }
    let of = measure.table(figure.report).and_then(|table| Some(table.rate.as_ref()?.of));
    Datum::figure(of.and_then(|of| figure.report.figures.entry(of)).map(|entry| &entry.cell))
}

/// Where a figure lies in the funnel, as a cell.
pub(crate) fn band<'a>(figure: &AreaFigure<'_>) -> Datum<'a> {
    figure.band.map_or(Datum::UNKNOWN, |band| Datum::words(wording::band(band)))
}

/// What the columns of a table of areas are.
struct Areas<'a> {
    book: &'a Book,
    comparison: &'a Comparison<'a>,
    is_rate: bool,
    with_rates: bool,
    has_funnel: bool,
}

/// All areas of a comparison, by name. Where comparisons of all periods are given, oldest first, and areas have figures of
/// several, the last column is the course of each.
pub(crate) fn areas<'a>(book: &'a Book, comparison: &'a Comparison<'_>, all: &[&'a Comparison<'_>]) -> DataTable<'a> {
    let is_rate = comparison.measure.counts == Counts::Rate;
    let is_of_count = |figure: &AreaFigure<'_>| {
        let of = comparison.measure.table(figure.report).and_then(|table| Some(table.rate.as_ref()?.of));
        let is_counted = of.and_then(|of| figure.report.figures.table(of)).is_some_and(Table::is_counted);
        figure.rate.is_some() && is_counted
    };
    let asked = Areas {
        book,
        comparison,
        is_rate,
        with_rates: comparison.has_rates() || (is_rate && comparison.areas.iter().any(is_of_count)),
        has_funnel: comparison.areas.iter().any(|figure| figure.band.is_some()),
    };
    let mut columns = asked.columns();
    let row = |figure: &'a AreaFigure<'a>| {
        let row = Row::new(figure.report.name().as_str(), asked.cells(figure));
        row.leading_to(PageKey::Report(figure.report))
    };
    let mut rows: Vec<_> = comparison.areas.iter().map(row).collect();
    let mut below: Vec<_> = comparison.nation.iter().map(|nation| asked.nation(nation)).collect();
    let mut remarks = asked.remarks();
    if areas_of_several(book, all).next().is_some() {
        columns.push(Column::drawings("All periods"));
        for (row, figure) in rows.iter_mut().zip(&comparison.areas) {
            row.cells.push(course(book, all, &figure.report.area).map_or(Datum::Empty, Datum::Course).into());
        }
        below.iter_mut().for_each(|row| row.cells.push(Datum::Empty.into()));
        remarks.push(Text::Several(vec![
            "The small lines show the course of each area, not its size; ".into(),
            Text::link("their figures", Destination::here(anchor::AREAS_BY_PERIOD)),
            " stand further down.".into(),
        ]));
    }
    let mut bodies = vec![Body::from(rows)];
    bodies.extend((!below.is_empty()).then(|| Body { below: true, ..Body::from(below) }));
    DataTable {
        id: anchor::AREAS_TABLE.to_owned(),
        caption: format!("{}, {}, by area", comparison.measure.title, comparison.period).into(),
        counts: wording::counts(comparison),
        corner: "Area".into(),
        columns,
        bodies,
        remarks,
        style: if comparison.areas.len() > 1 { Style::Sortable } else { Style::Compared },
        ..DataTable::default()
    }
}

impl<'a> Areas<'a> {
    fn columns(&self) -> Vec<Column<'a>> {
        let mut columns = vec![Column::words("Region"), Column::figures(self.number_head())];
        if self.with_rates {
            let people = wording::capital(self.comparison.people());
            columns.extend([people, "Rate".to_owned(), "95% interval".to_owned()].map(Column::figures));
        }
        columns.push(Column::figures(wording::change_heading(self.book, self.comparison.measure)));
        columns.extend((!self.is_rate).then(|| Column::figures("Change in %")));
        columns.extend(self.has_funnel.then(|| Column::words("Funnel")));
        columns
    }

    /// What stands above the figures themselves: of a rate that is worked out, the counts behind it.
    fn number_head(&self) -> &'static str {
        match (self.is_rate, self.with_rates) {
            (true, true) => "Count",
            (true, false) => "Figure",
            (false, _) if self.book.is_counted(self.comparison.measure) => "Number",
            (false, _) => "Figure",
        }
    }

    fn cells(&self, figure: &'a AreaFigure<'a>) -> Vec<DataCell<'a>> {
        let region = figure.report.area.region.as_deref().unwrap_or_default();
        let is_handed_in = self.is_rate && !self.with_rates;
        let number =
            if is_handed_in { Datum::figure(Some(figure.cell)) } else { count(self.comparison.measure, figure) };
        let note = self
            .comparison
            .other_unit(figure)
            .filter(|_| !self.is_rate || is_handed_in)
            .map(|units| wording::other_unit(units).into());
        let mut cells = vec![Datum::words(region).into(), DataCell { datum: number, note }];
        if self.with_rates {
            let rate = figure.rate.as_ref();
            cells.push(Datum::people(rate).into());
            let note = self.comparison.other_people(figure).map(|units| wording::other_unit(units).into());
            // A rate that is handed in and cannot be worked out is still the figure of the measure.
            let is_shown = self.is_rate && rate.is_none();
            let rate_cell = if is_shown { Datum::figure(Some(figure.cell)) } else { Datum::rate(rate) };
            cells.push(DataCell { datum: rate_cell, note });
            cells.push(Datum::interval(rate).into());
        }
        let is_first = || self.book.is_first(self.comparison.measure, self.comparison.period);
        let change = ChangeCells::new(figure.change.as_ref(), is_first);
        cells.push(change.difference);
        cells.extend((!self.is_rate).then(|| change.percent.into()));
        cells.extend(self.has_funnel.then(|| band(figure).into()));
        cells
    }

    /// The nation's own row. No funnel says where it lies, since the nation is what areas are set against.
    fn nation(&self, nation: &'a AreaFigure<'a>) -> Row<'a> {
        let mut cells = self.cells(nation);
        if let Some(last) = cells.last_mut().filter(|_| self.has_funnel) {
            last.datum = Datum::Empty;
        }
        let was_worked_out = nation.was_worked_out(self.comparison.measure);
        let source = if was_worked_out { "all areas together" } else { "as published" };
        let head = format!("{}, {source}", self.book.nation.name);
        Row { total: true, ..Row::new(head, cells).leading_to(PageKey::Overview(self.comparison.period)) }
    }

    fn remarks(&self) -> Vec<Text<'a>> {
        let areas = &self.comparison.areas;
        let is_implied = |rate: &Measured| !rate.has_residents && rate.people.is_some();
        let mut remarks = Vec::new();
        if areas.iter().any(|figure| figure.rate.as_ref().is_some_and(is_implied)) {
            remarks.push(
                format!(
                    "{} marked [e] are not known here. They are what the count and the published rate imply, to the nearest thousand, and the \
                     rate could not be checked.",
                    wording::capital(self.comparison.people())
                )
                .into(),
            );
        }
        if areas.iter().any(|figure| wording::is_small(self.book, self.comparison.measure, figure)) {
            remarks.push(
                format!(
                    "Some numbers are below 10. Such small numbers change much from {word} to {word} by chance alone.",
                    word = self.comparison.period.word()
                )
                .into(),
            );
        }
        let mut forms: Vec<_> = areas.iter().map(|figure| figure.report.figures.form.title.as_str()).collect();
        forms.sort_unstable();
        forms.dedup();
        if forms.len() > 1 {
            let forms = forms.join("; ");
            remarks.push(format!("The figures come from different forms, whose questions may differ: {forms}.").into());
        }
        remarks
    }
}

/// The figures of an area from the first period of which it has one to the last. None where these are fewer than two.
fn course<'a>(book: &'a Book, all: &[&'a Comparison<'_>], area: &'a Area) -> Option<Course<'a>> {
    let known: Vec<_> = all.iter().filter(|found| found.of_area(&area.key).is_some()).collect();
    let [first, .., last] = known.as_slice() else { return None };
    let points = book.measured(first.measure, &area.key, &series::periods(first.period, last.period));
    Some(Course { measure: first.measure, key: &area.key, name: &area.name, points })
}

/// Regions side by side: their areas taken together, each with how many it goes over. None where there are no rates.
pub(crate) fn regions<'a>(book: &'a Book, comparison: &'a Comparison<'_>) -> Option<DataTable<'a>> {
    let mut regions: Vec<_> = book.areas_in(comparison.period).filter_map(|area| area.region.as_deref()).collect();
    regions.sort_unstable();
    regions.dedup();
    // Whether a rate is among the same people as the one that areas are set against.
    let compares =
        |rate: &Measured| comparison.benchmark.as_ref().is_none_or(|benchmark| rate.compares(&benchmark.rate));
    let row = |region: &&'a str| {
        let (rate, known) = comparison.of_region(region).filter(|(rate, _)| compares(rate))?;
        let all = areas_of(book, region, comparison.period);
        let cells = vec![
            Datum::Coverage { known, all }.into(),
            rate.count
                .map_or(Datum::UNKNOWN, |count| Datum::Figure(Cell { value: Ok(count.into()), ..rate.cell() }))
                .into(),
            Datum::people(Some(&rate)).into(),
            Datum::rate(Some(&rate)).into(),
            Datum::interval(Some(&rate)).into(),
        ];
        Some(Row::new(*region, cells))
    };
    let rows: Vec<_> = regions.iter().filter(|_| regions.len() > 1).filter_map(row).collect();
    let people = wording::capital(comparison.people());
    let columns = ["Areas in the sum", "Count", &people, "Rate", "95% interval"].map(str::to_owned);
    (!rows.is_empty()).then(|| DataTable {
        id: "regions".to_owned(),
        caption: format!("{}, {}, by region", comparison.measure.title, comparison.period).into(),
        counts: wording::counts(comparison),
        corner: "Region".into(),
        columns: columns.map(Column::figures).into(),
        bodies: vec![Body::from(rows)],
        remarks: vec![
            "A region goes over those of its areas whose count and residents are known here. A region without any is left out."
                .into(),
        ],
        ..DataTable::default()
    })
}

/// How many areas a region has in a period.
pub(crate) fn areas_of(book: &Book, region: &str, period: Period) -> usize {
    book.areas_in(period).filter(|area| area.region.as_deref() == Some(region)).count()
}
