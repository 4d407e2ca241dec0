//! How a figure changed since the period before.

use super::series::Before;
use crate::book::Book;
use crate::book::form::Counts;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::quantity::unit::Unit;
use crate::quantity::{Quantity, Ratio};
use crate::statistics::change;

/// What became of a figure since an earlier period.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// The series breaks in between, for this reason: the two do not compare.
    Broken(String),
    /// The figure before, how much larger this one is, and the probability with which chance alone makes such a change; none
    /// for anything but counts, and rates whose counts are known.
    By {
        /// The figure before.
        before: Quantity,
        /// The figure now less the one before.
        difference: Quantity,
        /// The same as a part of the figure before; of rates from the quotients behind them. None where that is zero, or where a
        /// change is not told in per cent.
        relative: Option<Ratio>,
        /// The probability with which chance alone makes a change as large.
        probability: Option<f64>,
    },
}

impl Book {
    /// The change of a measure since the report of the period before. None where either has no number.
    pub fn change(&self, measure: &Measure, report: &Report) -> Option<Change> {
        self.change_since(measure, report, report.period.previous())
    }

    /// The change of a measure since the report of an earlier period. None where either has no number.
    pub fn change_since(&self, measure: &Measure, report: &Report, since: Period) -> Option<Change> {
        let path = measure.path(&report.figures.form.key)?;
        let now = report.figures.number(path)?;
        let (earlier, before) = match self.earlier(report, path, since) {
            Before::Number { report, number, .. } => (report, number),
            Before::Broken(reason) => {
                return self.has_number_in(measure, report, since).then_some(Change::Broken(reason));
            }
            Before::Unread | Before::Missing => return None,
        };
        let probability = if measure.counts == Counts::Rate {
            let rates = self.rate(measure, earlier).zip(self.rate(measure, report));
            let counted = rates.and_then(|(then, now)| then.count.zip(then.people).zip(now.count.zip(now.people)));
            counted.map(|(then, now)| change::of_difference(then, now))
        } else {
            let counts = before.count().zip(now.count()).filter(|_| self.is_counted(measure));
            counts.map(|(before, now)| change::probability(before, now))
        };
        let relative = self.relative_change(report, path, earlier).filter(|_| self.tells_percent(measure, before));
        let difference = now.minus(before)?;
        Some(Change::By { before, difference, relative, probability })
    }

    /// The change of a cell since an earlier report as a part of what it was; of rates from the quotients behind them. None where
    /// that is zero, where either has no number, and where such a figure can be below zero.
    pub fn relative_change(&self, report: &Report, path: CellPath, earlier: &Report) -> Option<Ratio> {
        if report.figures.can_be_below_zero(path) {
            return None;
        }
        let before = self.exact(earlier, self.same_figure(report, path, earlier)?)?;
        self.exact(report, path)?.minus(before)?.over(before)
    }

    /// Whether a change from a number can be told in per cent: not where few were counted, and not of a percentage, whose
    /// change is told in percentage points.
    fn tells_percent(&self, measure: &Measure, before: Quantity) -> bool {
        let is_measured = !self.is_counted(measure) && measure.counts != Counts::Rate;
        before.unit() != Unit::Percent && (is_measured || before >= self.settings.checks.percent_from)
    }

    fn has_number_in(&self, measure: &Measure, report: &Report, period: Period) -> bool {
        let earlier = self.report(&report.area.key, period);
        earlier.and_then(|earlier| measure.cell(earlier)).is_some_and(|cell| cell.value.is_ok())
    }
}
