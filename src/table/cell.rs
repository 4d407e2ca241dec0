//! What stands in a cell of a table, typed, and the one way in which readers see it.

use std::borrow::Cow;

use super::text::Text;
use super::wording;
use crate::book::cell::{Absence, Cell, Marker, absence_sign, marker_sign};
use crate::book::narrative::Phrase;
use crate::book::report::{Coverage, Report};
use crate::book::series::Measure;
use crate::quantity::{Quantity, Ratio};
use crate::query::change::Change;
use crate::query::rate::Measured;
use crate::query::series::Observation;
use crate::statistics::interval::Interval;
use crate::text::number;

/// A cell of a table.
#[derive(Debug)]
pub(crate) struct DataCell<'a> {
    /// What stands in it.
    pub(crate) datum: Datum<'a>,
    /// The note that explains it. Writers number notes; those that read the same have one number.
    pub(crate) note: Option<Text<'a>>,
}

impl<'a> From<Datum<'a>> for DataCell<'a> {
    fn from(datum: Datum<'a>) -> Self {
        DataCell { datum, note: None }
    }
}

/// What stands in a cell.
#[derive(Debug)]
pub(crate) enum Datum<'a> {
    /// Nothing, on purpose: the column says nothing of this row.
    Empty,
    /// A figure of a return, with its signs.
    Figure(Cell),
    /// No figure, for this reason.
    Absent(Absence),
    /// No change, because the series breaks: `[b]`.
    Broken,
    /// A difference, of numbers, of rates or in per cent, which is written with its sign: `+447`.
    Difference(Quantity),
    /// The rate of several areas together.
    PooledRate {
        /// The rate.
        rate: Cell,
        /// Over how many areas it goes.
        areas: usize,
        /// Of how many.
        of: usize,
    },
    /// The 95% interval of a rate.
    Interval(Interval),
    /// The people among whom something was counted.
    People {
        /// How many.
        number: u64,
        /// Whether count and published rate imply them; they are then given in thousands and marked `[e]`.
        is_implied: bool,
    },
    /// For how many areas, of how many, there is something.
    Coverage {
        /// For how many.
        known: usize,
        /// Of how many.
        all: usize,
    },
    /// Words.
    Words(Cow<'a, str>),
    /// A phrase of a report, of which a writer gives the plain words.
    Phrase(&'a Phrase, &'a Report),
    /// What there is of an area and period.
    Report(Option<&'a Report>),
    /// The course of a series, which a writer can draw.
    Course(Course<'a>),
}

/// Figures of an area over periods.
#[derive(Debug)]
pub(crate) struct Course<'a> {
    /// The series.
    pub(crate) measure: &'a Measure,
    /// The key of the area.
    pub(crate) key: &'a str,
    /// Its name.
    pub(crate) name: &'a str,
    /// Its figures, oldest first, without a period left out.
    pub(crate) points: Vec<Observation<'a>>,
}

impl<'a> Datum<'a> {
    /// What stands where a figure is not known.
    pub(crate) const UNKNOWN: Datum<'static> = Datum::Absent(Absence::NotAvailable);
    /// What stands where there can be no figure.
    pub(crate) const NOT_APPLICABLE: Datum<'static> = Datum::Absent(Absence::NotApplicable);

    /// A figure of a return; `[x]` where it has none.
    pub(crate) fn figure(cell: Option<&Cell>) -> Self {
        cell.map_or(Datum::UNKNOWN, |cell| Datum::Figure(cell.clone()))
    }

    /// A count that was worked out.
    pub(crate) fn count(count: usize) -> Self {
        Datum::Figure(Cell::number(count as u64))
    }

    /// Words.
    pub(crate) fn words(words: impl Into<Cow<'a, str>>) -> Self {
        Datum::Words(words.into())
    }

    /// A change as a part of the number before, in per cent; `[z]` where that is zero.
    pub(crate) fn percent_change(relative: Option<Ratio>, places: u8) -> Self {
        relative.and_then(|relative| relative.percent(places)).map_or(Datum::NOT_APPLICABLE, Datum::Difference)
    }

    /// A rate that is known, or `[x]`.
    pub(crate) fn rate(rate: Option<&Measured>) -> Self {
        rate.map_or(Datum::UNKNOWN, |rate| Datum::Figure(rate.cell()))
    }

    /// The interval of a rate.
    pub(crate) fn interval(rate: Option<&Measured>) -> Self {
        rate.and_then(|rate| rate.interval).map_or(Datum::UNKNOWN, Datum::Interval)
    }

    /// The people of a rate.
    pub(crate) fn people(rate: Option<&Measured>) -> Self {
        let people = rate.and_then(|rate| Some((rate.people?, !rate.has_residents)));
        people.map_or(Datum::UNKNOWN, |(number, is_implied)| Datum::People { number, is_implied })
    }

    /// How much higher the first of two rates is than the second; `[z]` where they are not among the same people.
    pub(crate) fn rate_difference(first: &Measured, second: &Measured) -> Self {
        first.difference(second).map_or(Datum::NOT_APPLICABLE, Datum::Difference)
    }

    /// The number in it; none where signs or words stand in it, or more than one number.
    pub(crate) fn number(&self) -> Option<Quantity> {
        match self {
            Datum::Figure(cell) | Datum::PooledRate { rate: cell, .. } => cell.value.ok(),
            Datum::Difference(difference) => Some(*difference),
            Datum::People { number, is_implied: true } => Some(((number + 500) / 1000 * 1000).into()),
            Datum::People { number, is_implied: false } => Some((*number).into()),
            _ => None,
        }
    }

    /// What stands in it without its signs; nothing where signs stand in the place of a number.
    fn value(&self) -> Cow<'_, str> {
        match self {
            Datum::Empty | Datum::Absent(_) | Datum::Broken | Datum::Phrase(..) | Datum::Course(_) => "".into(),
            Datum::Figure(_) | Datum::PooledRate { .. } | Datum::People { .. } => {
                self.number().map(number::written).unwrap_or_default().into()
            }
            Datum::Difference(difference) => number::signed(*difference).into(),
            Datum::Interval(ends) => wording::interval(*ends).into(),
            Datum::Coverage { known, all } => format!("{known} of {all}").into(),
            Datum::Words(words) => words.as_ref().into(),
            Datum::Report(report) => report.map_or("–", |report| status(report)).into(),
        }
    }

    /// Why there is no number in it, and what stands beside the one that there is.
    pub(crate) fn marks(&self) -> (Option<Absence>, &[Marker]) {
        match self {
            Datum::Figure(cell) | Datum::PooledRate { rate: cell, .. } => (cell.value.err(), &cell.markers),
            Datum::Absent(absence) => (Some(*absence), &[]),
            Datum::Broken => (None, &[Marker::Break]),
            Datum::People { is_implied: true, .. } => (None, &[Marker::Estimated]),
            _ => (None, &[]),
        }
    }

    /// The signs in it, without brackets, in the order in which readers see them.
    pub(crate) fn signs(&self) -> impl Iterator<Item = &'static str> {
        let (absence, markers) = self.marks();
        absence.map(absence_sign).into_iter().chain(markers.iter().map(|marker| marker_sign(*marker)))
    }

    /// What stands in it as readers see it: `1,239 [p]`, the signs held to the number by spaces that do not break.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        let mut text = self.value();
        for sign in self.signs() {
            let text = text.to_mut();
            if !text.is_empty() {
                text.push('\u{a0}');
            }
            text.extend(["[", sign, "]"]);
        }
        if let Datum::PooledRate { areas, of, .. } = self {
            text.to_mut().push_str(&format!(" ({areas} of {})", wording::areas(*of)));
        }
        text
    }
}

/// What there is of an area and period, in a word that stands by itself.
fn status(report: &Report) -> &'static str {
    match (report.is_draft(), report.coverage) {
        (true, _) => "Draft",
        (false, Coverage::Whole) => "Report",
        (false, Coverage::Partial) => "Some",
    }
}

/// A change as two cells: the difference, with a note where the series breaks, and the percentage.
pub(crate) struct ChangeCells<'a> {
    /// The difference.
    pub(crate) difference: DataCell<'a>,
    /// The percentage of the number before.
    pub(crate) percent: Datum<'a>,
}

impl<'a> ChangeCells<'a> {
    /// A change since the period before, where it is known. In the first period there is none.
    pub(crate) fn new(change: Option<&'a Change>, is_first: impl FnOnce() -> bool) -> Self {
        match change {
            None if is_first() => {
                ChangeCells { difference: Datum::NOT_APPLICABLE.into(), percent: Datum::NOT_APPLICABLE }
            }
            None => ChangeCells { difference: Datum::UNKNOWN.into(), percent: Datum::UNKNOWN },
            Some(Change::Broken(reason)) => {
                let note = Some(format!("The series breaks here, so no change is shown. {reason}").into());
                ChangeCells { difference: DataCell { datum: Datum::Broken, note }, percent: Datum::Broken }
            }
            Some(Change::By { difference, relative, .. }) => {
                let percent = Datum::percent_change(*relative, 1);
                ChangeCells { difference: Datum::Difference(*difference).into(), percent }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::unit::Unit;

    fn per(hundredths: i128, basis: &str) -> Measured {
        Measured {
            ratio: Quantity::new(hundredths, 2).into(),
            per: 100_000,
            count: None,
            people: None,
            has_residents: false,
            basis: basis.to_owned(),
            called: None,
            unit: String::new(),
            decimals: None,
            sign: Unit::Plain,
            interval: None,
            markers: vec![Marker::Revised],
        }
    }

    #[test]
    fn a_difference_of_rates_is_rounded_once() {
        let difference =
            |one: i128, other: i128| Datum::rate_difference(&per(one, "all"), &per(other, "all")).text().into_owned();
        // Rounded first these would give +2 and 0.
        assert_eq!(difference(10750, 10640), "+1");
        assert_eq!(difference(9640, 9560), "+1");
        assert_eq!([difference(9600, 10700), difference(9620, 9600)], ["\u{2212}11", "0"]);
        assert_eq!([difference(704, 700), difference(700, 825)], ["0.0", "\u{2212}1.3"]);
        assert_eq!(Datum::rate_difference(&per(9600, "all"), &per(9600, "aged_10_plus")).text(), "[z]");
    }

    #[test]
    fn signs_stand_behind_a_number_or_in_its_place() {
        let markers = vec![Marker::Provisional, Marker::Estimated];
        assert_eq!(Datum::Figure(Cell { value: Ok(1239.into()), markers }).text(), "1,239\u{a0}[p]\u{a0}[e]");
        assert_eq!(
            Datum::Figure(Cell { value: Err(Absence::Low), markers: vec![Marker::Revised] }).text(),
            "[low]\u{a0}[r]"
        );
        assert_eq!([Datum::UNKNOWN.text(), Datum::Broken.text(), Datum::Empty.text()], ["[x]", "[b]", ""]);
        assert_eq!(Datum::People { number: 913_084, is_implied: true }.text(), "913,000\u{a0}[e]");
        let rate = per(700, "all");
        assert_eq!(Datum::rate(Some(&rate)).text(), "7.0\u{a0}[r]");
        assert_eq!(Datum::PooledRate { rate: rate.cell(), areas: 1, of: 2 }.text(), "7.0\u{a0}[r] (1 of 2 areas)");
    }

    #[test]
    fn a_change_is_written_with_its_sign_and_of_nothing_not_at_all() {
        let relative = |before: i128, difference| Ratio::new(difference, before);
        let change = |before, difference| Datum::percent_change(relative(before, difference), 1).text().into_owned();
        assert_eq!(
            [change(8, 1), change(8, -1), change(8, 0), change(0, 8)],
            ["+12.5%", "\u{2212}12.5%", "0.0%", "[z]"]
        );
    }
}
