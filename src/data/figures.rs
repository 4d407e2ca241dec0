//! The figures of a scope, one after the other.

use super::columns::{Field, headings};
use crate::book::Book;
use crate::book::cell::{Absence, Cell, Marker, absence_sign, marker_sign, meaning};
use crate::book::form::{Counts, Layout, Table};
use crate::book::path::CellPath;
use crate::book::report::{Coverage, Report, Status};
use crate::book::returns::grid::Grid;
use crate::book::returns::{Local, LocalFigure};
use crate::book::series::Measure;
use crate::download::{self, Scope};
use crate::link::PageKey;
use crate::page::outline::Outline;
use crate::page::words::Subject;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;
use crate::query::comparison::{AreaFigure, Comparison};
use crate::query::comparisons::Comparisons;
use crate::table::cell::{ChangeCells, Datum};
use crate::table::of_areas;
use crate::table::of_form::FormTable;
use crate::table::wording::{self, Statistic};

/// A figure, or what is said of one.
pub(crate) struct Figure<'f> {
    place: &'f Place<'f>,
    /// What it says of the figure.
    statistic: Statistic,
    /// The number.
    value: Option<Quantity>,
    /// Why there is none.
    absence: Option<Absence>,
    markers: &'f [Marker],
    unit: &'f str,
}

/// The cell of a report of which a figure tells.
struct Place<'f> {
    report: &'f OfReport<'f>,
    table: &'f OfTable<'f>,
    path: CellPath,
    source: &'f str,
}

/// What the figures of a report have in common.
struct OfReport<'a> {
    book: &'a Book,
    report: &'a Report,
    codes: String,
    /// How many headings a row has.
    headings: usize,
    period: [String; 3],
    released: [String; 2],
    /// The measures of its form, each with its cell.
    measures: Vec<(CellPath, &'a Measure)>,
}

impl<'a> OfReport<'a> {
    fn new(book: &'a Book, report: &'a Report) -> Self {
        let (period, form) = (report.period, &report.figures.form.key);
        let days = download::days(book, PageKey::Report(report));
        OfReport {
            book,
            report,
            codes: report.area.codes.join(" "),
            headings: headings(book),
            period: [period.name(), period.first_day().to_string(), period.last_day().to_string()],
            released: days.map(|days| days.map(|day| day.to_string())).unwrap_or_default(),
            measures: book.measures.iter().filter_map(|measure| Some((measure.path(form)?, measure))).collect(),
        }
    }

    /// The table at a position of its form; none where the return has nothing for it.
    fn table(&self, position: usize) -> Option<OfTable<'a>> {
        let report = self.report;
        let grid = report.figures.grid(position)?;
        let table = report.figures.form.tables.get(position);
        let subject = Subject::new(self.book, Some(report), Outline::NONE);
        let title = table.map(|table| subject.plain(&table.title).replace('\u{a0}', " "));
        Some(OfTable { table, grid, title: title.unwrap_or_default() })
    }
}

/// What the figures of a table have in common.
struct OfTable<'a> {
    /// The table; none of local figures.
    table: Option<&'a Table>,
    grid: &'a Grid,
    title: String,
}

/// Hands the figures of a scope to `take`, in order.
pub(crate) fn each(book: &Book, comparisons: &Comparisons<'_>, scope: Scope<'_>, take: &mut dyn FnMut(&Figure<'_>)) {
    match scope {
        Scope::Site => book.all_reports().for_each(|report| of_report(book, report, take)),
        Scope::Area(area) => book.reports_of(&area.key).for_each(|report| of_report(book, report, take)),
        Scope::Period(period) => {
            let nation = book.report(&book.nation.key, period);
            book.reports_for(period).chain(nation).for_each(|report| of_report(book, report, take));
        }
        Scope::Report(report) => of_report(book, report, take),
        Scope::Table(report, layout) => of_table(book, report, layout, take),
        Scope::Measure(measure) => {
            let mut reports: Vec<_> = book.all_reports().collect();
            reports.sort_by_key(|report| report.period);
            reports.into_iter().for_each(|report| of_measure(book, comparisons, (measure, report), take));
        }
        Scope::Dictionary | Scope::Folder(_) | Scope::WebSchema | Scope::TableSchema | Scope::Package => {}
    }
}

fn of_report(book: &Book, report: &Report, take: &mut dyn FnMut(&Figure<'_>)) {
    let own = OfReport::new(book, report);
    for position in 0..report.figures.tables.len() {
        let Some(table) = own.table(position) else { continue };
        for (path, entry) in table.grid.cells() {
            own.place(&table, path).take(Statistic::Figure, &Datum::figure(Some(&entry.cell)), take);
        }
    }
    let Some(table) = own.table(CellPath::LOCAL).filter(|_| book.settings.lists_local_figures) else { return };
    for LocalFigure { path, entry, source, .. } in report.figures.local_figures() {
        let place = Place { source, ..own.place(&table, path) };
        place.take(Statistic::Figure, &Datum::figure(Some(&entry.cell)), take);
    }
}

/// What stands in a table of a page, period by period.
fn of_table(book: &Book, report: &Report, layout: &Layout, take: &mut dyn FnMut(&Figure<'_>)) {
    let is_its = |table: &&Table| table.layouts.iter().any(|one| std::ptr::eq(one, layout));
    let Some(table) = report.figures.form.tables.iter().find(is_its) else { return };
    let mut placed: Vec<_> = FormTable { book, report, table, layout }.cells().collect();
    placed.sort_by_key(|placed| placed.report.period);
    for of_period in placed.chunk_by(|one, other| one.report.period == other.report.period) {
        let Some(own) = of_period.first().map(|first| OfReport::new(book, first.report)) else { continue };
        let positions = of_period.iter().filter_map(|placed| placed.path);
        let Some(table) = positions.map(CellPath::table_position).next().and_then(|at| own.table(at)) else { continue };
        for placed in of_period {
            let Some(path) = placed.path.filter(|path| path.table_position() == table.grid.position()) else {
                continue;
            };
            own.place(&table, path).take(placed.statistic, &placed.cell.datum, take);
        }
    }
}

/// The figure of a measure in a report, with its rate and its change as the page of the measure shows them.
fn of_measure(
    book: &Book,
    comparisons: &Comparisons<'_>,
    (measure, report): (&Measure, &Report),
    take: &mut dyn FnMut(&Figure<'_>),
) {
    let own = OfReport::new(book, report);
    let Some(path) = measure.path(&report.figures.form.key) else { return };
    let Some(table) = own.table(path.table_position()) else { return };
    let place = own.place(&table, path);
    place.take(Statistic::Figure, &Datum::figure(measure.cell(report)), take);
    let Some(comparison) = comparisons.get(measure, report.period) else { return };
    let nation = comparison.nation.as_ref().filter(|nation| nation.report.area.key == report.area.key);
    if let Some(figure) = nation.or_else(|| comparison.of_area(&report.area.key)) {
        place.around(book, comparison, figure, take);
    }
}

impl<'a> OfReport<'a> {
    fn place<'f>(&'f self, table: &'f OfTable<'f>, path: CellPath) -> Place<'f> {
        Place { report: self, table, path, source: self.report.source.as_deref().unwrap_or_default() }
    }
}

impl<'f> Place<'f> {
    fn unit(&self) -> &'f str {
        self.table.table.map_or("", |table| table.unit.as_str())
    }

    fn take(&self, statistic: Statistic, datum: &Datum<'_>, take: &mut dyn FnMut(&Figure<'_>)) {
        self.take_in(self.unit(), statistic, datum, take);
    }

    fn take_in(&self, unit: &str, statistic: Statistic, datum: &Datum<'_>, take: &mut dyn FnMut(&Figure<'_>)) {
        let (absence, markers) = datum.marks();
        let unit = if matches!(statistic, Statistic::PercentChange | Statistic::Share) { "per cent" } else { unit };
        take(&Figure { place: self, statistic, value: datum.number(), absence, markers, unit });
    }

    /// The rate of a figure with what it is made from, and its change, as far as they are known.
    fn around(
        &self,
        book: &Book,
        comparison: &Comparison<'_>,
        figure: &AreaFigure<'_>,
        take: &mut dyn FnMut(&Figure<'_>),
    ) {
        let measure = comparison.measure;
        let mut known = |unit: &str, statistic, datum: &Datum<'_>| {
            if datum.number().is_some() || matches!(datum, Datum::Broken) {
                self.take_in(unit, statistic, datum, take);
            }
        };
        if let Some(rate) = &figure.rate {
            if book.is_rate(measure) {
                let of = self.table.table.and_then(|table| self.report.report.figures.table(table.rate.as_ref()?.of));
                let unit = of.map_or("", |of| of.unit.as_str());
                known(unit, Statistic::Count, &of_areas::count(measure, figure));
            }
            let people = rate.called.as_deref().unwrap_or(comparison.people());
            known(people, Statistic::People, &Datum::people(Some(rate)));
            known(&rate.unit, Statistic::Rate, &Datum::rate(Some(rate)));
            for (statistic, end) in rate.interval.into_iter().flat_map(wording::interval_ends) {
                known(&rate.unit, statistic, &Datum::Figure(Cell::number(end)));
            }
        }
        let change = ChangeCells::new(figure.change.as_ref(), || book.is_first(measure, comparison.period));
        known(self.unit(), Statistic::Change, &change.difference.datum);
        if measure.counts != Counts::Rate {
            known(self.unit(), Statistic::PercentChange, &change.percent);
        }
    }
}

impl Figure<'_> {
    /// The fields of its row, in the order of [`columns`](super::columns::columns).
    pub(crate) fn fields(&self, take: &mut dyn FnMut(Field<'_>)) {
        let Place { report: of, table, path, source } = *self.place;
        let OfReport { report, codes, period: [period, start, end], released: [released, updated], .. } = of;
        let key = table.table.map_or(Local::KEY, |table| table.key.as_str());
        let counts = table.table.map_or("", |table| table.counts.key());
        let form = &report.figures.form.key;
        let cell = path.address(key, &table.grid.axes);
        let measures = of.measures.iter().filter(|(there, _)| *there == path).map(|(_, measure)| measure.key.as_str());
        let measures = measures.collect::<Vec<_>>().join(" ");
        let mut text = |text: &str| take(Field::Text(text));
        [
            report.area.key.as_str(),
            report.name().as_str(),
            codes,
            period,
            start,
            end,
            form,
            key,
            &table.title,
            counts,
            &measures,
            cell.as_str(),
        ]
        .into_iter()
        .for_each(&mut text);
        for at in 0..of.headings {
            let axis = table.grid.axes.get(at);
            let member = axis.zip(path.position(at)).and_then(|(axis, position)| axis.member(position));
            text(axis.map_or("", |axis| axis.label.as_str()));
            text(member.map_or("", |member| member.label.as_str()));
        }
        text(self.statistic.key());
        take(Field::Number(self.value));
        self.behind(source, [released, updated], take);
    }

    fn behind(&self, source: &str, [released, updated]: [&str; 2], take: &mut dyn FnMut(Field<'_>)) {
        let sign = self.absence.map(|absence| format!("[{}]", absence_sign(absence))).unwrap_or_default();
        let reason = self.absence.and_then(|absence| meaning(absence_sign(absence))).unwrap_or_default();
        let markers: Vec<_> = self.markers.iter().map(|marker| format!("[{}]", marker_sign(*marker))).collect();
        let unit = self.value.map(Quantity::unit);
        let symbol = unit.as_ref().map_or("", Unit::symbol);
        let report = self.place.report.report;
        let coverage = match report.coverage {
            Coverage::Whole => "whole",
            Coverage::Partial => "partial",
        };
        let status = match report.status {
            Status::Draft | Status::Unknown => "draft",
            Status::Final => "final",
            Status::Signed => "signed",
        };
        let texts =
            [sign.as_str(), reason, &markers.join(" "), self.unit, symbol, coverage, status, source, released, updated];
        texts.into_iter().for_each(|text| take(Field::Text(text)));
    }
}
