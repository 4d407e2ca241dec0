//! A figure as a rate: the count, the people among whom it was counted, the rate and its interval.

use std::sync::Arc;

use crate::book::Book;
use crate::book::cell::{Cell, Marker, all_markers};
use crate::book::form::number::Number;
use crate::book::form::{Counts, Rate, Table};
use crate::book::narrative::Words;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::returns::Return;
use crate::book::series::Measure;
use crate::quantity::unit::Unit;
use crate::quantity::{Quantity, Ratio};
use crate::statistics::interval::{self, Interval, float};
use crate::text::number;

/// A rate, `per × count ÷ people`.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The rate, not rounded where it could be worked out; as it was published where not.
    pub ratio: Ratio,
    /// Per how many people.
    pub per: u64,
    /// The count, where it is known.
    pub count: Option<u64>,
    /// The people among whom it was counted; where their number is not known, that which count and published rate imply.
    pub people: Option<u64>,
    /// Whether the number of people is an estimate of residents, and not what count and rate imply.
    pub has_residents: bool,
    /// Who the people are: the basis of the population.
    pub basis: String,
    /// What they are called above a column.
    pub called: Option<Words>,
    /// Per whom the rate is, in words.
    pub unit: String,
    /// With how many decimals it is written, where its form says so.
    pub decimals: Option<u8>,
    /// The sign that it is written with.
    pub sign: Unit,
    /// The 95% interval of the rate, where the count is known.
    pub interval: Option<Interval>,
    /// What stands beside the rate and the counts that it is made of, in the order of the markers, each once.
    pub markers: Vec<Marker>,
}

impl Measured {
    /// The rate as statistics and scales take it.
    pub fn value(&self) -> f64 {
        self.ratio.float()
    }

    /// The rate as a cell shows it.
    pub fn cell(&self) -> Cell {
        Cell { value: Ok(self.written()), markers: self.markers.clone() }
    }

    /// The rate as it is written.
    pub fn written(&self) -> Quantity {
        self.ratio.to_places(self.places()).unwrap_or_default().in_unit(self.sign)
    }

    fn places(&self) -> u8 {
        self.decimals.unwrap_or_else(|| Rate::places(self.ratio))
    }

    /// How much higher this rate is than another, rounded once, as finely as the coarser of the two is written. None where they
    /// do not compare.
    pub fn difference(&self, other: &Measured) -> Option<Quantity> {
        let difference = self.ratio.minus(other.ratio).filter(|_| self.compares(other))?;
        Some(difference.to_places(self.places().min(other.places()))?.in_unit(self.sign))
    }

    /// Whether two rates are per as many of the same people, so that one can be set against the other.
    pub fn compares(&self, other: &Measured) -> bool {
        self.basis == other.basis && self.per == other.per
    }
}

impl Book {
    /// The quotient behind a rate of a return of an area and period, where count and residents are known.
    pub fn quotient(&self, area: &str, period: Period, figures: &Return, rate: &Rate) -> Option<Ratio> {
        let people = self.population(area, period.mid_year(), &rate.population)?.people;
        rate.ratio(figures.number(rate.of)?, people)
    }

    /// Works out the rates of a return of an area and period for which count and population are known. One that is not, while estimates
    /// cannot be read, is missed nowhere.
    pub fn work_out_rates(&self, area: &str, period: Period, figures: &mut Return) {
        let form = Arc::clone(&figures.form);
        for (at, table) in form.tables.iter().enumerate() {
            let Some(rate) = table.rate.as_ref().filter(|_| table.axes.is_empty()) else { continue };
            let quotient = self.quotient(area, period, figures, rate);
            if let Some(value) = quotient.and_then(|rate| rate.to_places(table.places(rate))) {
                let markers = |path| figures.entry(path).map(|entry| entry.cell.markers.clone()).unwrap_or_default();
                let own: Vec<Marker> = markers(CellPath::table(at));
                let mut markers: Vec<Marker> = markers(rate.of);
                // A rate can have been corrected itself, because an estimate was another one.
                let is_revised = own.contains(&Marker::Revised) && !markers.contains(&Marker::Revised);
                markers.extend(is_revised.then_some(Marker::Revised));
                markers.sort_unstable();
                figures
                    .begin(at)
                    .work_out(CellPath::table(at), Cell { value: Ok(value.in_unit(table.number.unit)), markers });
            } else if self.unread_populations && figures.grid(at).is_none() {
                figures.begin(at).spoil(CellPath::table(at));
            }
        }
    }

    /// Whether a measure is a rate of something that its forms count. Other figures that are never added, such as a median, are not.
    pub fn is_rate(&self, measure: &Measure) -> bool {
        let mut tables = measure.cells.iter().filter_map(|cell| self.table(cell));
        measure.counts == Counts::Rate && tables.any(|table| table.rate.is_some())
    }

    /// The number in a cell as it is known best: the quotient behind a rate that was worked out, any other as it was handed in.
    /// Rates are rounded to be written; what is worked out from one is worked out from this.
    pub fn exact(&self, report: &Report, path: CellPath) -> Option<Ratio> {
        let (figures, number) = (&report.figures, report.figures.number(path)?);
        let quotient = figures
            .table(path)
            .and_then(|table| table.rate.as_ref())
            .and_then(|rate| self.quotient(&report.area.key, report.period, figures, rate));
        Some(quotient.unwrap_or_else(|| number.into()))
    }

    /// A measure of a report as a rate. None where its form has no rate, or where there is too little to work one out.
    ///
    /// A measure that is a rate itself uses its own table. Any other is set against the residents that the form's first
    /// rate of a count uses; where these are not known, only the count from which a published rate was made has a rate.
    pub fn rate(&self, measure: &Measure, report: &Report) -> Option<Measured> {
        let form = &report.figures.form;
        let path = measure.path(&form.key)?;
        let is_rate = measure.counts == Counts::Rate;
        if !is_rate && !measure.has_rates {
            return None;
        }
        let is_of_count = |table: &Table| {
            let of = table.rate.as_ref().and_then(|rate| form.tables.get(rate.of.table_position()));
            of.is_some_and(Table::is_counted)
        };
        let tables = form.tables.iter().enumerate();
        let mut with_rate = tables.filter(|(_, table)| table.rate.is_some() && table.axes.is_empty());
        let is_own = |at, table| if is_rate { path.table_position() == at } else { is_of_count(table) };
        let (at, table) = with_rate.find(|(at, table)| is_own(*at, table))?;
        let rate = table.rate.as_ref()?;
        let is_published = is_rate || rate.of == path;
        if !is_published && (self.populations.is_empty() || !self.is_counted(measure)) {
            return None;
        }
        let of = if is_rate { rate.of } else { path };
        let number = report.figures.number(of);
        // Chance makes counts vary in a known way, and no amounts.
        let is_counted = report.figures.table(of).is_some_and(Table::is_counted);
        let count = number.and_then(Quantity::count).filter(|_| is_counted);
        let residents = self.population(&report.area.key, report.period.mid_year(), &rate.population);
        let residents = residents.map(|found| found.people);
        let own_rate = is_published.then(|| report.figures.number(CellPath::table(at))).flatten();
        let exact = number.zip(residents).and_then(|(number, people)| rate.ratio(number, people));
        let found = measured(rate, count, residents, own_rate)?;
        let ratio = exact.unwrap_or(found.ratio);
        let cells = [Some(of), is_published.then(|| CellPath::table(at))].into_iter().flatten();
        let entries = cells.filter_map(|path| report.figures.entry(path));
        let found = Measured { markers: all_markers(entries.map(|entry| &entry.cell.markers)), ..found };
        Some(match is_published {
            true => {
                let Number { decimals, unit: sign, .. } = table.number;
                Measured { ratio, unit: table.unit.to_string(), decimals, sign, ..found }
            }
            false => Measured { ratio, unit: unit_of(&measure.unit, rate.per, &table.unit), ..found },
        })
    }
}

/// Per whom a rate of other figures is than the form's own, in the words of that one: “admissions per 1,000 residents” makes “beds per
/// 1,000 residents”, and “per 1,000 residents” names no figure.
fn unit_of(counted: &str, per: u64, rate: &str) -> String {
    match rate.to_ascii_lowercase().find("per ") {
        Some(0) => rate.to_owned(),
        Some(at) if rate[..at].ends_with(' ') => format!("{counted} {}", &rate[at..]),
        _ => format!("{counted} per {}", number::count(per)),
    }
}

fn measured(rate: &Rate, count: Option<u64>, residents: Option<u64>, published: Option<Quantity>) -> Option<Measured> {
    let per = rate.per;
    let worked_out = count.zip(residents).and_then(|(count, people)| rate.ratio(count.into(), people));
    let (ratio, people) = match (worked_out, count, residents, published) {
        (Some(ratio), _, people, _) => (ratio, people),
        (None, _, Some(people), Some(published)) => (published.into(), Some(people)),
        (None, Some(count), None, Some(published)) => (published.into(), implied(count, per, published)),
        (None, None, None, Some(published)) => (published.into(), None),
        _ => return None,
    };
    let interval = count.and_then(|count| {
        let factor = match (count, published) {
            (0, _) => float(per) / float(people?),
            // A rate that was rounded to zero says nothing of how far it reaches.
            (_, Some(published)) if residents.is_none() && published.is_zero() => return None,
            (count, _) => ratio.float() / float(count),
        };
        Some(interval::of_count(count).times(factor))
    });
    let (basis, called) = (rate.population.clone(), rate.called.clone());
    Some(Measured {
        ratio,
        per,
        count,
        people,
        has_residents: residents.is_some(),
        basis,
        called,
        unit: String::new(),
        decimals: None,
        sign: Unit::Plain,
        interval,
        markers: Vec::new(),
    })
}

/// The number of people among whom a count gives a rate.
fn implied(count: u64, per: u64, rate: Quantity) -> Option<u64> {
    let scale = 10_i128.pow(rate.places().into());
    let of = i128::from(count).checked_mul(per.into())?.checked_mul(scale)?;
    Ratio::new(of, rate.digits())?.to_places(0)?.count().filter(|people| *people > 0)
}

/// Several areas taken together: the counts and people of those that have both. None where the sums are too large.
pub fn together<'a>(rates: impl Iterator<Item = &'a Measured>) -> Option<(Measured, usize)> {
    let known: Vec<_> = rates.filter_map(|rate| Some((rate, rate.count?, rate.people?))).collect();
    let (first, ..) = known.first()?;
    let same = || known.iter().filter(|(rate, ..)| rate.compares(first));
    let (count, people) = same().try_fold((0_u64, 0_u64), |(counts, people), (_, count, residents)| {
        Some((counts.checked_add(*count)?, people.checked_add(*residents)?))
    })?;
    let (population, per, called) = (first.basis.clone(), first.per, first.called.clone());
    let pooled = Rate { of: CellPath::table(0), population, span: None, per, called };
    let has_residents = same().all(|(rate, ..)| rate.has_residents);
    let found = measured(&pooled, Some(count), Some(people), None)?;
    let found = Measured {
        has_residents,
        unit: first.unit.clone(),
        decimals: first.decimals,
        sign: first.sign,
        markers: all_markers(same().map(|(rate, ..)| &rate.markers)),
        ..found
    };
    Some((found, same().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate() -> Rate {
        Rate { of: CellPath::table(0), population: "aged_10_plus".to_owned(), span: None, per: 100_000, called: None }
    }

    #[test]
    fn a_published_rate_implies_its_people() {
        let published = measured(&rate(), Some(977), None, Some(107.into()));
        assert_eq!(published.as_ref().and_then(|found| found.people), Some(913_084));
        let ends = published.and_then(|found| found.interval).map(|ends| (ends.lower, ends.upper));
        assert!(ends.is_some_and(|(lower, upper)| (lower - 100.395).abs() < 0.001 && (upper - 113.926).abs() < 0.001));
    }

    #[test]
    fn without_count_there_is_no_interval_and_without_rate_nothing() {
        assert!(measured(&rate(), None, Some(1000), Some(92.into())).is_some_and(|found| found.interval.is_none()));
        assert!(measured(&rate(), Some(5), None, None).is_none());
        assert!(measured(&rate(), Some(0), None, Some(Quantity::ZERO)).is_some_and(|found| found.people.is_none()));
        assert!(measured(&rate(), Some(3), None, Some(Quantity::ZERO)).is_some_and(|found| found.interval.is_none()));
        assert!(
            measured(&rate(), Some(3), Some(1000), Some(Quantity::ZERO)).is_some_and(|found| found.interval.is_some())
        );
    }

    #[test]
    fn a_rate_of_other_figures_names_them() {
        let units = ["admissions per 1,000 residents", "Per 1,000 residents", "admissions for every 1,000 residents"]
            .map(|rate| unit_of("beds", 1000, rate));
        assert_eq!(units, ["beds per 1,000 residents", "Per 1,000 residents", "beds per 1,000"]);
    }

    #[test]
    fn areas_together_are_sums_of_counts_and_people() {
        let areas = [(10, 1000), (30, 1000)].map(|(count, people)| measured(&rate(), Some(count), Some(people), None));
        let found = together(areas.iter().flatten());
        assert!(found.is_some_and(|(found, areas)| (found.value() - 2000.0).abs() < 1e-9 && areas == 2));
    }

    #[test]
    fn rates_of_other_people_or_per_other_numbers_are_not_added_up() {
        let young = Rate { population: "aged_10_to_17".to_owned(), ..rate() };
        let per_thousand = Rate { per: 1000, ..rate() };
        let areas = [rate(), young, per_thousand].map(|rate| measured(&rate, Some(10), Some(1000), None));
        assert!(together(areas.iter().flatten()).is_some_and(|(found, areas)| found.count == Some(10) && areas == 1));
    }

    #[test]
    fn people_that_a_rate_implies_are_no_residents() {
        let [estimated, implied] =
            [(Some(1000), None), (None, Some(100))].map(|(residents, published): (_, Option<u64>)| {
                measured(&rate(), Some(10), residents, published.map(Quantity::from))
            });
        let has_residents =
            |areas: [&Option<Measured>; 2]| together(areas.into_iter().flatten()).map(|(found, _)| found.has_residents);
        assert_eq!(has_residents([&estimated, &estimated]), Some(true));
        assert_eq!(has_residents([&estimated, &implied]), Some(false));
    }
}
