//! Charts that set areas side by side, each beside the table with the same figures.

use std::sync::Arc;

use super::of_report::{self, file_name};
use crate::book::Book;
use crate::book::area::Area;
use crate::book::period::Period;
use crate::book::series::Measure;
use crate::chart::data::{Courses, Figure, Level, Span};
use crate::chart::file;
use crate::chart::inline::{self, Chart};
use crate::chart::kinds::funnel::{Funnel, Limits, Point};
use crate::chart::kinds::intervals::{Interval, Intervals};
use crate::chart::kinds::lines::Lines;
use crate::chart::kinds::multiples::Multiples;
use crate::chart::kinds::spark::Spark;
use crate::chart::kinds::tiles::{Tile, Tiles};
use crate::chart::plot::Plot;
use crate::link::PageKey;
use crate::page::block::{Block, ChartBlock};
use crate::query::comparison::{AreaFigure, Benchmark, Comparison};
use crate::query::comparisons::Comparisons;
use crate::query::rate::Measured;
use crate::query::series::{self, Observation};
use crate::statistics::funnel::{self, Band};
use crate::statistics::interval::float;
use crate::table::cell::Course;
use crate::table::wording;
use crate::text::number;

/// How many points a funnel curve has.
const CURVE: u32 = 24;
/// Fewer areas make no picture.
const FEWEST: usize = 3;

/// A chart, and the anchor of the table with the same figures.
pub(crate) struct Shown {
    /// The chart.
    pub(crate) chart: Chart,
    /// The anchor.
    pub(crate) table: &'static str,
}

impl Shown {
    /// The chart on a page; `folder` leads from the page to the folder of its file.
    pub(crate) fn block<'a>(self, folder: &str) -> Block<'a> {
        let Shown { chart, table } = self;
        Block::Chart(Box::new(ChartBlock {
            number: None,
            title: chart.title.clone().into(),
            subtitle: chart.subtitle.clone().into(),
            table: table.into(),
            file: format!("{folder}{}", file_name(&chart.id)),
            chart,
        }))
    }
}

/// A chart of a measure that can stand in a file of its own.
#[derive(Clone, Copy)]
pub(crate) enum Filed {
    /// The nation over all periods.
    Nation,
    /// Each area over all periods.
    Areas,
    /// The map of a period.
    Map(Period),
    /// The rates of a period with their intervals.
    Intervals(Period),
    /// The funnel of a period.
    Funnel(Period),
}

const NATION: &str = "chart-nation";
const AREAS: &str = "chart-areas";
const MAP: &str = "chart-map";
const INTERVALS: &str = "chart-intervals";
const FUNNEL: &str = "chart-funnel";

/// Every chart that there may be of every measure. Whether there is enough to draw shows when it is drawn.
pub(crate) fn all<'a>(book: &'a Book, comparisons: &Comparisons<'_>) -> Vec<(&'a Measure, Filed)> {
    let mut all = Vec::new();
    for measure in book.measures.iter() {
        let of_period = |(period, _)| [Filed::Map(period), Filed::Intervals(period), Filed::Funnel(period)];
        let filed = [Filed::Nation, Filed::Areas].into_iter().chain(comparisons.periods(measure).flat_map(of_period));
        all.extend(filed.map(|filed| (measure, filed)));
    }
    all
}

/// Where the file of a chart stands.
pub(crate) fn path(measure: &Measure, filed: Filed) -> String {
    let (page, id) = match filed {
        Filed::Nation => (PageKey::Measure(measure), NATION),
        Filed::Areas => (PageKey::Measure(measure), AREAS),
        Filed::Map(period) => (PageKey::MeasurePeriod(measure, period), MAP),
        Filed::Intervals(period) => (PageKey::MeasurePeriod(measure, period), INTERVALS),
        Filed::Funnel(period) => (PageKey::MeasurePeriod(measure, period), FUNNEL),
    };
    format!("{}{}", page.folder(), file_name(id))
}

/// A chart of a measure as a file.
pub(crate) fn file(book: &Book, comparisons: &Comparisons<'_>, measure: &Measure, filed: Filed) -> Option<Vec<u8>> {
    let all = || comparisons.course(measure);
    let (shown, period) = match filed {
        Filed::Nation => (nation(book, &all()), None),
        Filed::Areas => (multiples(book, &all()), None),
        Filed::Map(period) => (tiles(book, comparisons.get(measure, period)?), Some(period)),
        Filed::Intervals(period) => (intervals(book, comparisons.get(measure, period)?), Some(period)),
        Filed::Funnel(period) => (funnel(book, comparisons.get(measure, period)?), Some(period)),
    };
    let of_period = period.map_or_else(String::new, |period| format!(" {period}"));
    let source = of_report::source(book, &format!("{}{of_period}", measure.title));
    shown.map(|shown| file::svg(&shown.chart, &source).into_bytes())
}

/// What a chart shows and when, and in what unit: the title of a rate says it already.
fn subtitle(book: &Book, measure: &Measure, period: Option<Period>, unit: &str) -> String {
    let mut parts = vec![measure.title.to_string()];
    parts.extend(period.map(|period| period.to_string()));
    parts.extend((!book.is_rate(measure)).then(|| unit.to_owned()));
    parts.join(", ")
}

fn rate_figure(rate: &Measured) -> Figure {
    Figure::new(rate.value(), Figure::of(&rate.cell()).text)
}

fn level(book: &Book, benchmark: &Benchmark) -> Level {
    let label = if benchmark.areas.is_none() { book.nation.name.to_string() } else { wording::ALL_AREAS.to_owned() };
    Level { label, figure: rate_figure(&benchmark.rate) }
}

/// Every area's rate with its interval. None where too few have one.
pub(crate) fn intervals(book: &Book, comparison: &Comparison<'_>) -> Option<Shown> {
    let benchmark = comparison.benchmark.as_ref()?;
    let row = |figure: &AreaFigure<'_>| {
        let rate = figure.rate.as_ref().filter(|rate| rate.compares(&benchmark.rate))?;
        let ends = rate.interval.map(|ends| {
            let places = wording::interval_places(ends);
            let end = |value: f64| Figure::new(value, number::decimal(value, places));
            (end(ends.lower), end(ends.upper))
        });
        Some(Interval { label: figure.report.name().to_string(), figure: rate_figure(rate), ends })
    };
    let rows: Vec<_> = comparison.areas.iter().filter_map(row).filter(|row| row.ends.is_some()).collect();
    (rows.len() >= FEWEST).then(|| {
        let plot = Plot::Intervals(Intervals {
            unit: benchmark.rate.unit.clone(),
            interval: "95% interval".to_owned(),
            rows,
            reference: Some(level(book, benchmark)),
        });
        let title = "Rates of areas with their 95% intervals".to_owned();
        let subtitle = subtitle(book, comparison.measure, Some(comparison.period), &benchmark.rate.unit);
        Shown { chart: Chart { id: INTERVALS.to_owned(), title, subtitle, plot }, table: "areas" }
    })
}

/// The funnel: rates by the size of areas, with the limits. None where too few areas have both.
pub(crate) fn funnel(book: &Book, comparison: &Comparison<'_>) -> Option<Shown> {
    let benchmark = comparison.benchmark.as_ref()?;
    let point = |figure: &AreaFigure<'_>| {
        let (rate, band) = (figure.rate.as_ref()?, figure.band?);
        Some(Point {
            label: figure.report.name().to_string(),
            size: float(rate.people?),
            figure: rate_figure(rate),
            is_named: matches!(band, Band::FarAbove | Band::FarBelow),
        })
    };
    let points: Vec<_> = comparison.areas.iter().filter_map(point).collect();
    if points.len() < FEWEST {
        return None;
    }
    let (smallest, largest) =
        points.iter().fold((f64::INFINITY, 0.0_f64), |(low, high), point| (low.min(point.size), high.max(point.size)));
    let (per, rate) = (float(benchmark.rate.per), benchmark.rate.value());
    let step = (largest * 1.05 - smallest * 0.8) / f64::from(CURVE);
    let limits = |people: f64| {
        let limits = funnel::limits(rate * people / per, comparison.spread.as_ref())?;
        Some((people, limits.0.map(|limit| limit * per / people)))
    };
    let limits: Vec<_> = (0..=CURVE).filter_map(|at| limits(smallest * 0.8 + step * f64::from(at))).collect();
    let curve = |at: usize| limits.iter().map(|(people, limits)| (*people, limits[at])).collect();
    let pair = |label: &str, low, high| Limits { label: label.to_owned(), lower: curve(low), upper: curve(high) };
    let plot = Plot::Funnel(Funnel {
        size: wording::capital(comparison.people()),
        unit: wording::capital(&benchmark.rate.unit),
        points,
        centre: level(book, benchmark),
        limits: vec![pair("95%", 1, 2), pair("99.8%", 0, 3)],
    });
    let title = "Funnel plot: rates of areas by their size, with the limits".to_owned();
    let widened =
        if comparison.spread.is_some() { "; limits widened by the usual differences between areas" } else { "" };
    let subtitle = format!("{}, {}{widened}", comparison.measure.title, comparison.period);
    Some(Shown { chart: Chart { id: FUNNEL.to_owned(), title, subtitle, plot }, table: "areas" })
}

/// The map: a tile for each area, with its rate, or its number where there are no rates. None where no area says where it stands.
pub(crate) fn tiles(book: &Book, comparison: &Comparison<'_>) -> Option<Shown> {
    let shown = comparison.shown_rate();
    let compares = |rate: &Measured| shown.is_some_and(|shown| rate.compares(shown));
    let with_rates = comparison.areas.iter().any(|figure| figure.rate.as_ref().is_some_and(compares));
    // A tile belongs to the class of the number that stands in it.
    let written = |rate: &Measured| Figure::of(&rate.cell());
    let figure = |figure: Option<&AreaFigure<'_>>| match figure {
        Some(figure) if with_rates => figure.rate.as_ref().filter(|rate| compares(rate)).map(written),
        Some(figure) => Some(Figure::of(figure.cell)),
        None => None,
    };
    let absent = |area: &Area| {
        let cell = book.report(&area.key, comparison.period).and_then(|report| comparison.measure.cell(report));
        Figure::of(cell.filter(|cell| cell.value.is_err()))
    };
    let tile = |area: &Area| {
        let map = area.map.as_ref()?;
        let figure = figure(comparison.of_area(&area.key)).unwrap_or_else(|| absent(area));
        let (label, short) = (area.name_in(comparison.period).to_string(), map.short.to_string());
        Some(Tile { label, short, column: map.column, row: map.row, figure })
    };
    let tiles: Vec<_> = book.areas_in(comparison.period).filter_map(tile).collect();
    if tiles.len() < FEWEST || comparison.areas.len() < FEWEST {
        return None;
    }
    let unit = shown.filter(|_| with_rates).map_or(comparison.measure.unit.as_str(), |rate| &rate.unit).to_owned();
    let title = "Every area at a glance".to_owned();
    let subtitle = subtitle(book, comparison.measure, Some(comparison.period), &unit);
    Some(Shown {
        chart: Chart { id: MAP.to_owned(), title, subtitle, plot: Plot::Tiles(Tiles { unit, tiles }) },
        table: "areas",
    })
}

/// The periods from the first of these comparisons to the last, without a gap.
fn periods(comparisons: &[&Comparison<'_>]) -> Vec<Period> {
    let ends = comparisons.first().zip(comparisons.last());
    ends.map_or_else(Vec::new, |(first, last)| series::periods(first.period, last.period))
}

fn known(points: &[Observation<'_>]) -> usize {
    points.iter().filter(|point| point.number().is_some()).count()
}

/// The nation over all periods, broken where the series breaks. None where too little is known.
pub(crate) fn nation(book: &Book, comparisons: &[&Comparison<'_>]) -> Option<Shown> {
    let with_nation: Vec<_> = comparisons.iter().filter(|found| found.nation.is_some()).copied().collect();
    let measure = with_nation.first()?.measure;
    let points = book.measured(measure, &book.nation.key, &periods(&with_nation));
    (known(&points) >= FEWEST).then(|| {
        let plot = Plot::Lines(Lines(Courses::of(&measure.unit, &[(book.nation.name.to_string(), &points)])));
        let title = format!("{} over all periods", book.nation.name);
        let subtitle = subtitle(book, measure, None, &measure.unit);
        Shown { chart: Chart { id: NATION.to_owned(), title, subtitle, plot }, table: "periods-of-the-nation" }
    })
}

/// Each area that has figures of several periods, in a panel of its own. None where too few have.
pub(crate) fn multiples(book: &Book, comparisons: &[&Comparison<'_>]) -> Option<Shown> {
    let with_areas: Vec<_> = comparisons.iter().filter(|found| !found.areas.is_empty()).copied().collect();
    let measure = with_areas.first()?.measure;
    let periods = periods(&with_areas);
    let of_area = |area: &Arc<Area>| (area.name.clone(), book.measured(measure, &area.key, &periods));
    let areas: Vec<_> = book.areas.iter().map(of_area).filter(|(_, points)| known(points) >= FEWEST).collect();
    (areas.len() >= FEWEST).then(|| {
        let lines: Vec<_> = areas.iter().map(|(name, points)| (name.to_string(), points.as_slice())).collect();
        // A break that one area marks is its own; those of the measure are of every panel.
        let span = Span::of(&[&series::of_no_area(measure, &periods)]);
        let plot = Plot::Multiples(Multiples(Courses { span, ..Courses::of(&measure.unit, &lines) }));
        let title = format!("Areas with figures of {FEWEST} periods or more, each by itself");
        let subtitle = subtitle(book, measure, None, &measure.unit);
        Shown { chart: Chart { id: AREAS.to_owned(), title, subtitle, plot }, table: "areas-by-period" }
    })
}

/// A course that stands in a cell of a table.
pub(crate) fn spark(course: &Course<'_>) -> String {
    let courses = Courses::of(&course.measure.unit, &[(course.name.to_owned(), &course.points)]);
    let (id, title) = (format!("spark-{}", course.key), course.name.to_owned());
    inline::svg(&Chart { id, title, subtitle: String::new(), plot: Plot::Spark(Spark(courses)) })
}
