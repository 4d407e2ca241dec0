//! One measure of one period over all areas: where each stands, and against what.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::change::{self, Change};
use super::pair::{self, Verdict};
use super::rate::{self, Measured, Populations};
use crate::book::Book;
use crate::book::cell::Cell;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::statistics::funnel::{self, Limits, Place};
use crate::statistics::interval::float;
use crate::statistics::spread::{self, Spread};

/// A measure of a period over all areas.
pub struct Comparison<'a> {
    /// The measure.
    pub measure: &'a Measure,
    /// The period.
    pub period: Period,
    /// The areas that have a figure, by name.
    pub areas: Vec<Standing<'a>>,
    /// The nation's own figure, as it was published.
    pub nation: Option<Standing<'a>>,
    /// The rate that areas are set against.
    pub benchmark: Option<Benchmark>,
    /// How much areas differ besides chance, where they do.
    pub spread: Option<Spread>,
    /// The verdict on each pair of areas, the first area's pairs first, each once it has been asked for.
    pairs: Vec<OnceLock<Verdict>>,
}

/// One area's figure.
pub struct Standing<'a> {
    /// The report that it stands in.
    pub report: &'a Report,
    /// The figure.
    pub cell: &'a Cell,
    /// The figure as a rate.
    pub rate: Option<Measured>,
    /// Funnel limits of the count, and where it lies between them.
    pub place: Option<(Limits, Place)>,
    /// The change since the period before.
    pub change: Option<Change>,
}

/// The rate that areas are set against.
#[derive(Debug, Clone)]
pub struct Benchmark {
    /// The rate.
    pub rate: Measured,
    /// How many areas it goes over; none for the published rate of the nation.
    pub areas: Option<usize>,
}

/// Reports and populations by what asks for them, so that nothing is searched through twice.
pub struct Finder<'a> {
    book: &'a Book,
    reports: BTreeMap<(&'a str, Period), &'a Report>,
    by_period: BTreeMap<Period, Vec<&'a Report>>,
    populations: Populations<'a>,
}

impl<'a> Finder<'a> {
    /// Looks over a book.
    pub fn new(book: &'a Book) -> Self {
        let mut by_period: BTreeMap<Period, Vec<&Report>> = BTreeMap::new();
        for report in &book.reports {
            by_period.entry(report.period).or_default().push(report);
        }
        let reports = book.all_reports().map(|report| ((report.area.key.as_str(), report.period), report)).collect();
        Finder { book, reports, by_period, populations: Populations::new(book) }
    }

    /// The reports of areas that have a figure of a measure in a period, by the names of the areas.
    pub fn areas(&self, measure: &Measure, period: Period) -> impl Iterator<Item = &'a Report> {
        let reports = self.by_period.get(&period).map(Vec::as_slice).unwrap_or_default();
        reports.iter().copied().filter(move |report| figure(measure, report).is_some())
    }

    /// The cell of a measure for an area or the nation in a period, where there is a number in it.
    pub fn cell(&self, measure: &Measure, area: &str, period: Period) -> Option<&'a Cell> {
        figure(measure, self.reports.get(&(area, period))?)
    }

    /// The measure of a report as a rate.
    pub fn rate(&self, measure: &Measure, report: &Report) -> Option<Measured> {
        rate::of(&self.populations, measure, report)
    }

    fn standing(&self, measure: &Measure, report: &'a Report) -> Option<Standing<'a>> {
        let cell = figure(measure, report)?;
        let rate = rate::of(&self.populations, measure, report);
        let earlier = self.reports.get(&(report.area.key.as_str(), report.period.previous())).copied();
        let change = earlier.and_then(|earlier| {
            let before = rate::of(&self.populations, measure, earlier);
            change::between(self.book, measure, (earlier, before.as_ref()), (report, rate.as_ref()))
        });
        Some(Standing { report, cell, rate, place: None, change })
    }
}

/// The cell of a measure in a report, where there is a number in it.
fn figure<'a>(measure: &Measure, report: &'a Report) -> Option<&'a Cell> {
    let path = measure.path(&report.figures.form.key)?;
    Some(&report.figures.entry(path)?.cell).filter(|cell| cell.value.is_ok())
}

/// Compares the areas in a measure and period.
pub fn compare<'a>(finder: &Finder<'a>, measure: &'a Measure, period: Period) -> Comparison<'a> {
    let mut areas: Vec<_> =
        finder.areas(measure, period).filter_map(|report| finder.standing(measure, report)).collect();
    let national = finder.reports.get(&(finder.book.nation.key.as_str(), period));
    let nation = national.and_then(|report| finder.standing(measure, report));
    let benchmark = benchmark(nation.as_ref(), &areas);
    // A few areas taken together are no measure for one of them: it makes up too much of the sum itself.
    let target = benchmark.as_ref().filter(|benchmark| benchmark.areas.is_none_or(|areas| areas >= spread::FEWEST));
    let expected = |standing: &Standing<'_>| expected(target?, standing.rate.as_ref()?);
    let counts: Vec<_> = areas.iter().filter_map(expected).collect();
    let spread = spread::spread(&counts);
    for standing in &mut areas {
        let place = expected(standing).and_then(|(count, expected)| {
            let limits = funnel::limits(expected, spread.as_ref())?;
            Some((limits, limits.place(float(count))))
        });
        standing.place = place;
    }
    let pairs = (0..areas.len() * areas.len().saturating_sub(1) / 2).map(|_| OnceLock::new()).collect();
    Comparison { measure, period, areas, nation, benchmark, spread, pairs }
}

/// The nation's rate, or that of the areas together where it is not known.
fn benchmark(nation: Option<&Standing<'_>>, areas: &[Standing<'_>]) -> Option<Benchmark> {
    let national = nation.and_then(|nation| nation.rate.clone());
    let pooled = || rate::together(areas.iter().filter_map(|standing| standing.rate.as_ref()));
    national
        .map(|rate| Benchmark { rate, areas: None })
        .or_else(|| pooled().map(|(rate, areas)| Benchmark { rate, areas: Some(areas) }))
}

/// The count of an area with the one that the benchmark's rate would give; none where they do not compare.
pub fn expected(benchmark: &Benchmark, rate: &Measured) -> Option<(u64, f64)> {
    let compares = rate.compares(&benchmark.rate);
    let (count, people) = (rate.count?, rate.people?);
    compares.then(|| (count, benchmark.rate.value * float(people) / float(rate.per)))
}

impl<'a> Comparison<'a> {
    /// Where an area stands.
    pub fn of_area(&self, area: &str) -> Option<&Standing<'a>> {
        self.areas.iter().find(|standing| standing.report.area.key == area)
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
        let inside = |standing: &&Standing<'_>| standing.report.area.region.as_deref() == Some(region);
        rate::together(self.areas.iter().filter(inside).filter_map(|standing| standing.rate.as_ref()))
    }

    /// Whether any area has a rate that can be set against others.
    pub fn has_rates(&self) -> bool {
        self.areas.iter().any(|standing| standing.rate.as_ref().is_some_and(|rate| rate.interval.is_some()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(basis: &str, per: u64) -> Measured {
        let (value, basis, unit) = (float(per) / 100.0, basis.to_owned(), String::new());
        let (count, people) = (Some(10), Some(1000));
        Measured { value, per, count, people, has_residents: true, basis, unit, interval: None }
    }

    #[test]
    fn an_area_is_set_against_a_rate_of_the_same_people_only() {
        let benchmark = Benchmark { rate: rate("total", 1000), areas: None };
        assert_eq!(expected(&benchmark, &rate("total", 1000)), Some((10, 10.0)));
        assert_eq!(expected(&benchmark, &rate("aged_10_plus", 1000)), None);
        assert_eq!(expected(&benchmark, &rate("total", 100_000)), None);
    }
}
