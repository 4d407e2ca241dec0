//! Book → comparisons: each measure of each period over all areas, worked out once and read by every page.

pub mod rate;
pub mod change;
pub mod pair;
pub mod standing;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::book::Book;
use crate::book::period::Period;
use crate::book::series::Measure;
use standing::Comparison;

/// Every comparison of a book.
pub struct Comparisons<'a> {
    by_measure: BTreeMap<&'a str, BTreeMap<Period, Comparison<'a>>>,
}

impl<'a> Comparisons<'a> {
    /// Compares the areas of a book in every measure and period for which there is any figure.
    pub fn new(book: &'a Book) -> Self {
        let periods: BTreeSet<_> = book.reports.iter().chain(&book.national).map(|report| report.period).collect();
        let finder = standing::Finder::new(book);
        let compare = |measure: &'a Measure| {
            let found = periods.iter().filter_map(|period| standing::compare(&finder, measure, *period));
            (measure.key.as_str(), found.map(|comparison| (comparison.period, comparison)).collect())
        };
        Comparisons { by_measure: book.measures.par_iter().map(compare).collect() }
    }

    /// The comparison of a measure in a period, if any area or the nation has a figure.
    pub fn get(&self, measure: &Measure, period: Period) -> Option<&Comparison<'a>> {
        self.by_measure.get(measure.key.as_str())?.get(&period)
    }

    /// The comparisons of a measure, oldest first.
    pub fn of_measure(&self, measure: &Measure) -> impl DoubleEndedIterator<Item = &Comparison<'a>> {
        self.by_measure.get(measure.key.as_str()).into_iter().flat_map(BTreeMap::values)
    }

    /// The comparisons of a period, in the order of the measures.
    pub fn of_period(&self, book: &'a Book, period: Period) -> impl Iterator<Item = &Comparison<'a>> {
        book.measures.iter().filter_map(move |measure| self.get(measure, period))
    }
}
