//! One measure of one period over all areas: where each stands, and against what.

use std::sync::OnceLock;

use super::change::Change;
use super::pair::{self, Verdict};
use super::rate::{self, Measured};
use crate::book::Book;
use crate::book::cell::Cell;
use crate::book::form::{Counts, RESIDENTS, is_same_unit};
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::statistics::funnel::{self, Band};
use crate::statistics::interval::float;
use crate::statistics::spread::{self, Spread};

/// A measure of a period over all areas.
pub struct Comparison<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// The period.
    pub period: Period,
    /// The areas that have a figure, by name.
    pub areas: Vec<AreaFigure<'a>>,
    /// The nation's own figure, as it was published.
    pub nation: Option<AreaFigure<'a>>,
    /// The rate that areas are set against.
    pub benchmark: Option<Benchmark>,
    /// How much areas differ besides chance, where they do.
    pub spread: Option<Spread>,
    /// The verdict on each pair of areas, the first area's pairs first, each once it has been asked for.
    pairs: Vec<OnceLock<Verdict>>,
}

/// One area's figure.
pub struct AreaFigure<'a> {
    /// The report that it stands in.
    pub report: &'a Report,
    /// The figure.
    pub cell: &'a Cell,
    /// The figure as a rate.
    pub rate: Option<Measured>,
    /// Where the count lies between the limits of the funnel; none where it has none.
    pub band: Option<Band>,
    /// The change since the period before.
    pub change: Option<Change>,
}

impl AreaFigure<'_> {
    /// Whether this is a figure of the nation that was worked out from those of its areas.
    pub fn was_worked_out(&self, measure: &Measure) -> bool {
        let figures = &self.report.figures;
        let Some(path) = measure.path(&figures.form.key) else { return false };
        // A rate that nobody handed in is worked out from its count.
        let rate = figures.table(path).and_then(|table| table.rate.as_ref());
        let is_handed = figures.entry(path).is_some_and(|entry| entry.handed.is_some());
        figures.was_worked_out(path) || rate.is_some_and(|rate| !is_handed && figures.was_worked_out(rate.of))
    }
}

/// The rate that areas are set against.
#[derive(Debug, Clone)]
pub struct Benchmark {
    /// The rate.
    pub rate: Measured,
    /// How many areas it goes over, at least two; none for the published rate of the nation.
    pub areas: Option<usize>,
}

/// The figure of a measure in a report, without its limits. None where there is no number.
fn figure<'a>(book: &Book, measure: &Measure, report: &'a Report) -> Option<AreaFigure<'a>> {
    let cell = measure.cell(report).filter(|cell| cell.value.is_ok())?;
    let (rate, change) = (book.rate(measure, report), book.change(measure, report));
    Some(AreaFigure { report, cell, rate, band: None, change })
}

/// Compares the areas in a measure and period; `reports` are those of areas for the period, by the names of the areas.
pub fn compare<'a>(book: &'a Book, reports: &[&'a Report], measure: &'a Measure, period: Period) -> Comparison<'a> {
    let mut areas: Vec<_> = reports.iter().filter_map(|report| figure(book, measure, report)).collect();
    let national = book.report(&book.nation.key, period);
    let nation = national.and_then(|report| figure(book, measure, report));
    let benchmark = benchmark(nation.as_ref(), &areas);
    // A few areas taken together are no measure for one of them: it makes up too much of the sum itself.
    let target = benchmark.as_ref().filter(|benchmark| benchmark.areas.is_none_or(|areas| areas >= spread::FEWEST));
    let expected = |figure: &AreaFigure<'_>| expected(target?, figure.rate.as_ref()?);
    let counts: Vec<_> = areas.iter().filter_map(expected).collect();
    let spread = spread::spread(&counts);
    for figure in &mut areas {
        let band = expected(figure).and_then(|(count, expected)| {
            let limits = funnel::limits(expected, spread.as_ref())?;
            Some(limits.band(float(count)))
        });
        figure.band = band;
    }
    let pairs = (0..areas.len() * areas.len().saturating_sub(1) / 2).map(|_| OnceLock::new()).collect();
    Comparison { measure, period, areas, nation, benchmark, spread, pairs }
}

/// The nation's rate, or that of the areas together where it is not known.
fn benchmark(nation: Option<&AreaFigure<'_>>, areas: &[AreaFigure<'_>]) -> Option<Benchmark> {
    let national = nation.and_then(|nation| nation.rate.clone());
    // One area together is that area.
    let pooled =
        || rate::together(areas.iter().filter_map(|figure| figure.rate.as_ref())).filter(|(_, areas)| *areas > 1);
    national
        .map(|rate| Benchmark { rate, areas: None })
        .or_else(|| pooled().map(|(rate, areas)| Benchmark { rate, areas: Some(areas) }))
}

/// The count of an area with the one that the benchmark's rate would give; none where they do not compare.
pub fn expected(benchmark: &Benchmark, rate: &Measured) -> Option<(u64, f64)> {
    let compares = rate.compares(&benchmark.rate);
    let (count, people) = (rate.count?, rate.people?);
    compares.then(|| (count, benchmark.rate.value() * float(people) / float(rate.per)))
}

impl<'a> Comparison<'a> {
    /// Where an area stands.
    pub fn of_area(&self, area: &str) -> Option<&AreaFigure<'a>> {
        self.areas.iter().find(|figure| figure.report.area.key == area)
    }

    /// The rate whose unit and residents the shown rates have: the benchmark, or else the first that an area has.
    pub fn shown_rate(&self) -> Option<&Measured> {
        let first = || self.areas.iter().find_map(|figure| figure.rate.as_ref());
        self.benchmark.as_ref().map(|benchmark| &benchmark.rate).or_else(first)
    }

    /// What those are called among whom the shown rates are.
    pub fn people(&self) -> &str {
        self.shown_rate().and_then(|rate| rate.called.as_deref()).unwrap_or(RESIDENTS)
    }

    /// What the figures count: as their forms say, mixed where these differ.
    pub fn counts(&self) -> Counts {
        let figures = self.areas.iter().chain(&self.nation);
        let mut counts = figures.filter_map(|figure| Some(self.measure.table(figure.report)?.counts));
        let first = counts.next().unwrap_or(self.measure.counts);
        if counts.all(|counts| counts == first) { first } else { Counts::Mixed }
    }

    /// What the rate of a figure is per, and what most others are, where the two do not compare.
    pub fn other_people<'s>(&'s self, figure: &'s AreaFigure<'_>) -> Option<(&'s str, &'s str)> {
        let (own, others) = figure.rate.as_ref().zip(self.shown_rate())?;
        (!own.compares(others)).then_some((&own.unit, &others.unit))
    }

    /// What a figure itself is in, and what most others are, where the two do not compare.
    pub fn other_unit<'s>(&'s self, figure: &'s AreaFigure<'_>) -> Option<(&'s str, &'s str)> {
        if self.measure.counts == Counts::Rate && figure.rate.is_some() {
            return self.other_people(figure);
        }
        let unit = |figure: &'s AreaFigure<'_>| Some(self.measure.table(figure.report)?.unit.as_str());
        let (own, others) = (unit(figure)?, unit(self.areas.first()?)?);
        (!is_same_unit(own, others)).then_some((own, others))
    }

    /// What the figures say of the difference between two areas, by their places in the list.
    pub fn verdict(&self, one: usize, other: usize) -> Verdict {
        let (low, high) = (one.min(other), one.max(other));
        let before = low * self.areas.len() - (low * (low + 1)) / 2;
        let at = high.checked_sub(low + 1).map(|after| before + after);
        let rate = |at: usize| self.areas.get(at)?.rate.as_ref();
        let both = || rate(low).zip(rate(high)).map_or(Verdict::Unknown, |(low, high)| pair::verdict(low, high));
        at.and_then(|at| self.pairs.get(at)).map_or(Verdict::Unknown, |pair| *pair.get_or_init(both))
    }

    /// The areas of a region taken together, and over how many the sum goes.
    pub fn of_region(&self, region: &str) -> Option<(Measured, usize)> {
        let inside = |figure: &&AreaFigure<'_>| figure.report.area.region.as_deref() == Some(region);
        rate::together(self.areas.iter().filter(inside).filter_map(|figure| figure.rate.as_ref()))
    }

    /// Whether any area has a rate that can be set against others.
    pub fn has_rates(&self) -> bool {
        self.areas.iter().any(|figure| figure.rate.as_ref().is_some_and(|rate| rate.interval.is_some()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Quantity;
    use crate::quantity::unit::Unit;

    fn rate(basis: &str, per: u64) -> Measured {
        let (ratio, basis, unit) = (Quantity::from(per / 100).into(), basis.to_owned(), String::new());
        let (count, people) = (Some(10), Some(1000));
        Measured {
            ratio,
            per,
            count,
            people,
            has_residents: true,
            basis,
            called: None,
            unit,
            decimals: None,
            sign: Unit::Plain,
            interval: None,
            markers: Vec::new(),
        }
    }

    #[test]
    fn an_area_is_set_against_a_rate_of_the_same_people_only() {
        let benchmark = Benchmark { rate: rate("total", 1000), areas: None };
        assert_eq!(expected(&benchmark, &rate("total", 1000)), Some((10, 10.0)));
        assert_eq!(expected(&benchmark, &rate("aged_10_plus", 1000)), None);
        assert_eq!(expected(&benchmark, &rate("total", 100_000)), None);
    }
}
