//! The comparisons of a book: each measure of each period over all areas, worked out when it is first asked for.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::comparison::{self, Comparison};
use crate::book::Book;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;

/// Every comparison of a book.
pub struct Comparisons<'a> {
    book: &'a Book,
    /// The reports of areas by period, by the names of the areas.
    reports: BTreeMap<Period, Vec<&'a Report>>,
    by_measure: BTreeMap<&'a str, BTreeMap<Period, Slot<'a>>>,
}

/// What is known of a comparison before it is made, and the comparison once it is.
struct Slot<'a> {
    measure: &'a Measure,
    /// Number of areas with a figure, capped at 2.
    areas: usize,
    has_nation: bool,
    made: OnceLock<Comparison<'a>>,
}

impl<'a> Comparisons<'a> {
    /// The comparisons of a book's areas in every measure and period for which there is any figure.
    pub fn new(book: &'a Book) -> Self {
        let mut reports: BTreeMap<Period, Vec<&Report>> = BTreeMap::new();
        for report in &book.national {
            reports.entry(report.period).or_default();
        }
        for report in &book.reports {
            reports.entry(report.period).or_default().push(report);
        }
        for of_period in reports.values_mut() {
            of_period.sort_by(|one, other| one.name().as_str().cmp(other.name()));
        }
        let has_number =
            |measure: &Measure, report: &Report| measure.cell(report).is_some_and(|cell| cell.value.is_ok());
        let slots = |measure: &'a Measure| {
            let slot = |(period, reports): (&Period, &Vec<&Report>)| {
                let areas = reports.iter().filter(|report| has_number(measure, report)).take(2).count();
                let nation = book.report(&book.nation.key, *period);
                let has_nation = nation.is_some_and(|report| has_number(measure, report));
                let slot = Slot { measure, areas, has_nation, made: OnceLock::new() };
                (areas > 0 || has_nation).then_some((*period, slot))
            };
            (measure.key.as_str(), reports.iter().filter_map(slot).collect())
        };
        let by_measure = book.measures.par_iter().map(slots).collect();
        Comparisons { book, reports, by_measure }
    }

    fn reports(&self, period: Period) -> &[&'a Report] {
        self.reports.get(&period).map_or(&[], Vec::as_slice)
    }

    fn slot(&self, measure: &Measure, period: Period) -> Option<&Slot<'a>> {
        self.by_measure.get(measure.key.as_str())?.get(&period)
    }

    fn made<'s>(&'s self, (period, slot): (&Period, &'s Slot<'a>)) -> &'s Comparison<'a> {
        let compare = || comparison::compare(self.book, self.reports(*period), slot.measure, *period);
        slot.made.get_or_init(compare)
    }

    /// The comparison of a measure in a period, if any area or the nation has a figure.
    pub fn get(&self, measure: &Measure, period: Period) -> Option<&Comparison<'a>> {
        self.slot(measure, period).map(|slot| self.made((&period, slot)))
    }

    /// The comparisons of a measure, oldest first.
    pub fn of_measure(&self, measure: &Measure) -> impl DoubleEndedIterator<Item = &Comparison<'a>> {
        let slots = self.by_measure.get(measure.key.as_str());
        slots.into_iter().flatten().map(|slot| self.made(slot))
    }

    /// The comparisons of a measure over time, oldest first: those of the longest periods that it has, such as years beside quarters.
    pub fn course(&self, measure: &Measure) -> Vec<&Comparison<'a>> {
        let longest = self.periods(measure).map(|(period, _)| period).max_by_key(|period| (period.months(), *period));
        let is_in_course = |found: &&Comparison<'_>| longest.is_some_and(|longest| found.period.is_like(longest));
        self.of_measure(measure).filter(is_in_course).collect()
    }

    /// The comparisons of a period, in the order of the measures.
    pub fn of_period(&self, period: Period) -> impl Iterator<Item = &Comparison<'a>> {
        self.book.measures.iter().filter_map(move |measure| self.get(measure, period))
    }

    /// The periods in which any area or the nation has a figure of a measure, each with whether an area has, oldest first.
    pub fn periods(&self, measure: &Measure) -> impl Iterator<Item = (Period, bool)> {
        let slots = self.by_measure.get(measure.key.as_str());
        slots.into_iter().flatten().map(|(period, slot)| (*period, slot.areas > 0))
    }

    /// Whether an area with a figure of a measure has anything to be set against: the nation, or another area.
    pub fn is_against(&self, measure: &Measure, period: Period) -> bool {
        self.slot(measure, period).is_some_and(|slot| slot.areas > 1 || slot.has_nation)
    }

    /// Whether two areas have rates of a measure in a period.
    pub fn has_pairs(&self, measure: &Measure, period: Period) -> bool {
        let reports =
            self.reports(period).iter().filter(|report| measure.cell(report).is_some_and(|cell| cell.value.is_ok()));
        reports.filter(|report| self.book.rate(measure, report).is_some()).nth(1).is_some()
    }
}
