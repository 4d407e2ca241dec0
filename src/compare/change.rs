//! How a figure changed since the period before.

use super::rate::Measured;
use crate::book::Book;
use crate::book::form::Counts;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::statistics::change;

/// What became of a figure since the period before.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The series breaks in between, for this reason: the two do not compare.
    Broken(String),
    /// The figure before, how much larger this one is, and the probability with which chance alone makes such a change; none
    /// for a rate whose counts are not known.
    By {
        /// The figure before.
        before: u64,
        /// The figure now less the one before.
        difference: i64,
        /// The probability with which chance alone makes a change as large.
        probability: Option<f64>,
    },
}

/// The change of a measure from an earlier report to a later one; none where either has no number.
pub fn between(
    book: &Book,
    measure: &Measure,
    (earlier, before): (&Report, Option<&Measured>),
    (later, now): (&Report, Option<&Measured>),
) -> Option<Change> {
    let number = |report: &Report| measure.path(&report.figures.form.key).and_then(|path| report.figures.number(path));
    let (old, new) = (number(earlier)?, number(later)?);
    let path = measure.path(&later.figures.form.key)?;
    if let Some(reason) = book.break_at(earlier, later, path) {
        return Some(Change::Broken(reason));
    }
    let is_rate = measure.counts == Counts::Rate;
    if let Some((before, now)) = before.zip(now).filter(|(before, now)| is_rate && !before.compares(now)) {
        return Some(Change::Broken(format!("The rate was {} and is {}.", before.unit, now.unit)));
    }
    let difference = i64::try_from(i128::from(new) - i128::from(old)).ok()?;
    let probability = match measure.counts {
        Counts::Rate => {
            let both = |rate: Option<&Measured>| rate.and_then(|rate| Some((rate.count?, rate.people?)));
            both(before).zip(both(now)).map(|(before, now)| change::of_difference(before, now))
        }
        _ => Some(change::probability(old, new)),
    };
    Some(Change::By { before: old, difference, probability })
}
