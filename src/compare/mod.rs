//! Book → comparisons: each measure of each period over all areas, worked out when it is first asked for and read by every page.

pub mod rate;
pub mod change;
pub mod pair;
pub mod standing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::book::Book;
use crate::book::cell::Cell;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use rate::Measured;
use standing::{Comparison, Finder};

/// Every comparison of a book.
pub struct Comparisons<'a> {
    finder: Finder<'a>,
    by_measure: BTreeMap<&'a str, BTreeMap<Period, Slot<'a>>>,
}

/// What is known of a comparison before it is made, and the comparison once it is.
struct Slot<'a> {
    measure: &'a Measure,
    /// How many areas have a figure; two stands for any more.
    areas: usize,
    has_nation: bool,
    made: OnceLock<Comparison<'a>>,
}

impl<'a> Comparisons<'a> {
    /// The comparisons of a book's areas in every measure and period for which there is any figure.
    pub fn new(book: &'a Book) -> Self {
        let periods: BTreeSet<_> = book.all_reports().map(|report| report.period).collect();
        let finder = Finder::new(book);
        let nation = book.nation.key.as_str();
        let slots = |measure: &'a Measure| {
            let slot = |period: &Period| {
                let areas = finder.areas(measure, *period).take(2).count();
                let has_nation = finder.cell(measure, nation, *period).is_some();
                let slot = Slot { measure, areas, has_nation, made: OnceLock::new() };
                (areas > 0 || has_nation).then_some((*period, slot))
            };
            (measure.key.as_str(), periods.iter().filter_map(slot).collect())
        };
        let by_measure = book.measures.par_iter().map(slots).collect();
        Comparisons { finder, by_measure }
    }

    fn slot(&self, measure: &Measure, period: Period) -> Option<&Slot<'a>> {
        self.by_measure.get(measure.key.as_str())?.get(&period)
    }

    fn made<'s>(&'s self, (period, slot): (&Period, &'s Slot<'a>)) -> &'s Comparison<'a> {
        slot.made.get_or_init(|| standing::compare(&self.finder, slot.measure, *period))
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

    /// The comparisons of a period, in the order of the measures.
    pub fn of_period(&self, book: &Book, period: Period) -> impl Iterator<Item = &Comparison<'a>> {
        book.measures.iter().filter_map(move |measure| self.get(measure, period))
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
        self.finder.areas(measure, period).filter(|report| self.rate(measure, report).is_some()).nth(1).is_some()
    }

    /// The cell of a measure for an area or the nation in a period, where there is a number in it.
    pub fn cell(&self, measure: &Measure, area: &str, period: Period) -> Option<&'a Cell> {
        self.finder.cell(measure, area, period)
    }

    /// The measure of a report as a rate.
    pub fn rate(&self, measure: &Measure, report: &Report) -> Option<Measured> {
        self.finder.rate(measure, report)
    }
}
