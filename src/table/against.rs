//! One area beside its region and the nation, and beside each other area.

use super::cell::Datum;
use super::model::{Body, Column, DataTable, Row, Style};
use super::of_areas::{areas_of, band, count};
use super::text::Text;
use super::wording;
use crate::book::Book;
use crate::book::area::Area;
use crate::link::anchor;
use crate::query::comparison::{AreaFigure, Benchmark, Comparison};
use crate::query::pair::Verdict;
use crate::query::rate::Measured;
use crate::text::number;

/// One area beside its region and the nation, a row a measure that can be compared. None where nothing can.
pub(crate) fn nation<'a>(book: &'a Book, comparisons: &[&'a Comparison<'_>], area: &'a Area) -> Option<DataTable<'a>> {
    let known = |comparison: &&'a Comparison<'_>| {
        let figure = comparison.of_area(&area.key)?;
        let rate = figure.rate.as_ref().filter(|rate| rate.interval.is_some())?;
        Some((*comparison, figure, rate))
    };
    let known: Vec<_> = comparisons.iter().filter_map(known).collect();
    let (first, _, own) = known.first()?;
    let has_funnel = known.iter().any(|(_, figure, _)| figure.band.is_some());
    // Where there are no regions the nation is that of every area.
    let region = area.region.as_deref().filter(|region| **region != *book.nation.name);
    let against = Against::new(comparisons);
    let is_same = known.iter().all(|(.., rate)| rate.compares(own) && rate.unit == own.unit);
    let row = |(comparison, figure, rate): &(&'a Comparison<'_>, &'a AreaFigure<'_>, &'a Measured)| {
        let mut cells = vec![
            count(comparison.measure, figure).into(),
            Datum::rate(Some(rate)).into(),
            Datum::interval(Some(rate)).into(),
        ];
        cells.extend(region.map(|region| of_region(book, comparison, region, rate).into()));
        cells.extend(against.columns().map(|is_nation| of_benchmark(book, comparison, rate, is_nation).into()));
        cells.extend(has_funnel.then(|| band(figure).into()));
        let title = comparison.measure.title.as_str();
        let head = if is_same { Text::from(title) } else { format!("{title}, {}", rate.unit).into() };
        Row::new(head, cells)
    };
    let mut columns: Vec<_> = ["Count", "Rate", "95% interval"].map(Column::figures).into();
    columns.extend(region.map(Column::figures));
    let names =
        against.columns().map(|is_nation| if is_nation { book.nation.name.as_str() } else { wording::ALL_AREAS });
    columns.extend(names.map(Column::figures));
    columns.extend(has_funnel.then(|| Column::words("Funnel")));
    Some(DataTable {
        id: anchor::BESIDE_TABLE.to_owned(),
        caption: format!(
            "{} beside {}{}, {}",
            area.name_in(first.period),
            if region.is_some() { "its region and " } else { "" },
            against.name(book),
            first.period
        )
        .into(),
        counts: if is_same { wording::capital(&own.unit) } else { String::new() },
        corner: "Measure".into(),
        columns,
        bodies: vec![known.iter().map(row).collect::<Vec<_>>().into()],
        ..DataTable::default()
    })
}

/// The rate of an area's region, and over how many areas it goes; `[z]` where it is among other people than the area's.
fn of_region<'a>(book: &Book, comparison: &Comparison<'_>, region: &str, own: &Measured) -> Datum<'a> {
    match comparison.of_region(region) {
        None => Datum::UNKNOWN,
        Some((rate, _)) if !rate.compares(own) => Datum::NOT_APPLICABLE,
        Some((rate, areas)) => {
            Datum::PooledRate { rate: rate.cell(), areas, of: areas_of(book, region, comparison.period) }
        }
    }
}

/// The rate that areas are set against: that of the nation in its own column, that of several areas together in another, so that
/// no column with the nation's name holds a few areas.
fn of_benchmark<'a>(book: &Book, comparison: &Comparison<'_>, own: &Measured, is_nation: bool) -> Datum<'a> {
    let benchmark = comparison.benchmark.as_ref().filter(|benchmark| benchmark.areas.is_none() == is_nation);
    match benchmark {
        None => Datum::UNKNOWN,
        Some(benchmark) if !benchmark.rate.compares(own) => Datum::NOT_APPLICABLE,
        Some(Benchmark { rate, areas: None }) => Datum::rate(Some(rate)),
        Some(Benchmark { rate, areas: Some(areas) }) => {
            Datum::PooledRate { rate: rate.cell(), areas: *areas, of: book.areas_in(comparison.period).count() }
        }
    }
}

/// What the rates of an area are set against in several comparisons.
#[derive(Clone, Copy)]
pub(crate) struct Against {
    has_nation: bool,
    has_areas: bool,
}

impl Against {
    pub(crate) fn new(comparisons: &[&Comparison<'_>]) -> Self {
        let benchmarks = || comparisons.iter().filter_map(|comparison| comparison.benchmark.as_ref());
        Against {
            has_nation: benchmarks().any(|benchmark| benchmark.areas.is_none()),
            has_areas: benchmarks().any(|benchmark| benchmark.areas.is_some()),
        }
    }

    /// For each column whether it is the nation's.
    fn columns(self) -> impl Iterator<Item = bool> {
        self.has_nation.then_some(true).into_iter().chain(self.has_areas.then_some(false))
    }

    /// What the area is set against, in words.
    pub(crate) fn name(self, book: &Book) -> String {
        let areas = wording::ALL_AREAS.to_lowercase();
        match self {
            Against { has_nation: true, has_areas: true } => format!("{} or {areas}", wording::nation(book)),
            Against { has_nation: false, has_areas: true } => areas,
            Against { has_areas: false, .. } => wording::nation(book),
        }
    }
}

/// One area beside each other area of a comparison, with what the figures say of the difference.
pub(crate) fn areas<'a>(comparison: &'a Comparison<'_>, area: &'a Area) -> Option<DataTable<'a>> {
    let own_at = comparison.areas.iter().position(|figure| figure.report.area.key == area.key)?;
    let own = comparison.areas[own_at].rate.as_ref()?;
    let others = comparison.areas.iter().enumerate().filter(|(at, _)| *at != own_at);
    let row = |(at, figure): (usize, &'a AreaFigure<'_>)| {
        let rate = figure.rate.as_ref()?;
        let verdict = wording::short_verdict(comparison.verdict(own_at, at));
        let cells = vec![
            Datum::rate(Some(rate)).into(),
            Datum::interval(Some(rate)).into(),
            Datum::rate_difference(own, rate).into(),
            Datum::words(verdict).into(),
        ];
        Some(Row::new(figure.report.name().as_str(), cells))
    };
    let rows: Vec<_> = others.filter_map(row).collect();
    let name = area.name_in(comparison.period);
    let interval = own.interval.map(|ends| format!(" (95% interval {})", wording::interval(ends))).unwrap_or_default();
    (!rows.is_empty()).then(|| DataTable {
        id: "beside-areas".to_owned(),
        caption: format!("{name} beside each other area, {}: {}", comparison.period, comparison.measure.title).into(),
        counts: format!("{name} has {}{interval}, {}", number::written(own.written()), own.unit),
        corner: "Area".into(),
        columns: vec![
            Column::figures("Rate"),
            Column::figures("95% interval"),
            Column::figures(format!("Difference: {name} minus the other area")),
            Column::words("What the figures say"),
        ],
        bodies: vec![Body::from(rows)],
        remarks: vec![
            verdicts(),
            "A difference is worked out before rounding, so that it can differ by one from that of the rates as they stand here.".into(),
        ],
        style: Style::Sortable,
        ..DataTable::default()
    })
}

/// What the short verdicts mean.
fn verdicts<'a>() -> Text<'a> {
    let told = [Verdict::Chance, Verdict::Unlikely, Verdict::BeyondChance, Verdict::Unknown];
    let meaning = |(at, one): (usize, Verdict)| {
        let space = if at == 0 { "" } else { " " };
        let meaning = format!(": {}", wording::verdict(one));
        [space.into(), Text::Strong(wording::short_verdict(one).into()), meaning.into()]
    };
    Text::Several(told.into_iter().enumerate().flat_map(meaning).collect())
}
