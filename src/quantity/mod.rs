//! An exact decimal number: what carries every figure from the file that it was typed in to the page.
//!
//! No float does. Statistics turn a quantity into a float at their own door, with [`Quantity::float`], and what they work out
//! comes back through [`Quantity::rounded`].

pub mod unit;

use std::cmp::Ordering;
use std::fmt;
use std::iter;

use unit::Unit;

/// A number with so many decimals: `digits ÷ 10^places`. Two are equal where their values are, however many decimals each has.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quantity {
    digits: i128,
    places: u8,
    unit: Unit,
    /// Whether a duration is written with hours also where it has none.
    has_hours: bool,
}

/// The most decimals of a number.
pub const MOST_PLACES: u8 = 9;

impl Quantity {
    /// Zero.
    pub const ZERO: Quantity = Quantity { digits: 0, places: 0, unit: Unit::Plain, has_hours: false };

    /// The number `digits ÷ 10^places`, with nine decimals at most.
    pub fn new(digits: i128, places: u8) -> Self {
        Quantity { digits, places: places.min(MOST_PLACES), ..Quantity::ZERO }
    }

    /// `numerator ÷ denominator`, rounded half away from zero to so many decimals. None where that is no number, or too large.
    pub fn ratio(numerator: i128, denominator: i128, places: u8) -> Option<Self> {
        let places = places.min(MOST_PLACES);
        let scaled = numerator.checked_mul(10_i128.pow(places.into()))?;
        let doubled = scaled.checked_mul(2)?.checked_add(scaled.signum().checked_mul(denominator)?)?;
        Some(Quantity::new(doubled.checked_div(denominator.checked_mul(2)?)?, places))
    }

    /// `100 × part ÷ whole` in per cent, rounded half away from zero. None where the whole is not above
    /// zero.
    pub fn percent(part: Quantity, whole: Quantity, places: u8) -> Option<Self> {
        Ratio::from(part).over(whole.into())?.percent(places)
    }

    /// The same cut off after so many decimals instead of rounded.
    pub fn percent_cut_off(part: Quantity, whole: Quantity, places: u8) -> Option<Self> {
        let (part, whole, _) = part.aligned(whole)?;
        let digits = part.checked_mul(100 * 10_i128.pow(places.min(MOST_PLACES).into()))?.checked_div(whole)?;
        Some(Quantity { unit: Unit::Percent, ..Quantity::new(digits, places) })
    }

    /// A number that statistics worked out, rounded half away from zero. None where it is no number, or too large.
    #[expect(clippy::cast_possible_truncation, reason = "bounded far below 2^127 before the cast")]
    pub fn rounded(value: f64, places: u8) -> Option<Self> {
        let places = places.min(MOST_PLACES);
        let scaled = (value * 10_f64.powi(places.into())).round();
        (scaled.abs() < 1e18).then(|| Quantity::new(scaled as i128, places))
    }

    /// How many decimals it has.
    pub fn places(self) -> u8 {
        self.places
    }

    /// What it is a number of.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The same number of something else.
    #[must_use]
    pub fn in_unit(self, unit: Unit) -> Self {
        Quantity { unit, ..self }
    }

    /// The same number, as a duration with hours where that is asked for also where it has none.
    #[must_use]
    pub fn with_hours(self, has_hours: bool) -> Self {
        Quantity { has_hours, ..self }
    }

    /// The same number with so many decimals at least. As it is where it is too large for that.
    #[must_use]
    pub fn with_places(self, places: u8) -> Self {
        let more = places.min(MOST_PLACES).saturating_sub(self.places);
        let digits = self.digits.checked_mul(10_i128.pow(more.into()));
        digits.map_or(self, |digits| Quantity { digits, places: self.places + more, ..self })
    }

    /// The digits without the decimal point, below zero with a minus.
    pub fn digits(self) -> i128 {
        self.digits
    }

    /// The number rounded half away from zero to so many decimals; as it is where it has no more.
    #[must_use]
    pub fn to_places(self, places: u8) -> Self {
        let more = self.places.saturating_sub(places);
        let rounded = Quantity::ratio(self.digits, 10_i128.pow(more.into()), 0);
        match rounded {
            Some(rounded) if more > 0 => Quantity { digits: rounded.digits, places, ..self },
            _ => self,
        }
    }

    /// The number as a count of people or things. None where it is below zero or not whole.
    pub fn count(self) -> Option<u64> {
        let scale = 10_i128.pow(self.places.into());
        (self.digits % scale == 0).then(|| u64::try_from(self.digits / scale).ok()).flatten()
    }

    /// The number as statistics take it.
    #[expect(clippy::cast_precision_loss, reason = "figures have fewer digits than a float holds")]
    pub fn float(self) -> f64 {
        self.digits as f64 / 10_f64.powi(self.places.into())
    }

    /// The sum. None where it is too large.
    pub fn plus(self, other: Quantity) -> Option<Self> {
        let (one, two, places) = self.aligned(other)?;
        // A sum begins with a zero of nothing.
        let unit = if self.unit == Unit::Plain { other.unit } else { self.unit };
        let has_hours = self.has_hours || other.has_hours;
        Some(Quantity { digits: one.checked_add(two)?, places, unit, has_hours })
    }

    /// The difference. None where it is too large.
    pub fn minus(self, other: Quantity) -> Option<Self> {
        let difference = self.plus(Quantity { digits: other.digits.checked_neg()?, ..other })?;
        Some(difference.in_unit(difference.unit.of_difference()))
    }

    /// The product, a number of nothing in particular. None where it is too large.
    pub fn times(self, other: Quantity) -> Option<Self> {
        let places = self.places.checked_add(other.places).filter(|places| *places <= 2 * MOST_PLACES)?;
        Some(Quantity { digits: self.digits.checked_mul(other.digits)?, places, ..Quantity::ZERO })
    }

    /// How far apart two numbers are.
    pub fn distance(self, other: Quantity) -> Option<Self> {
        self.minus(other).map(Quantity::size)
    }

    /// The number without its sign.
    #[must_use]
    pub fn size(self) -> Self {
        Quantity { digits: self.digits.abs(), ..self }
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// Whether it is above zero.
    pub fn is_positive(self) -> bool {
        self.digits > 0
    }

    /// The digits of both with as many decimals as the finer has. None where they are too large for that.
    fn aligned(self, other: Quantity) -> Option<(i128, i128, u8)> {
        let places = self.places.max(other.places);
        let scaled = |one: Quantity| one.digits.checked_mul(10_i128.pow(u32::from(places - one.places)));
        Some((scaled(self)?, scaled(other)?, places))
    }
}

/// An exact fraction: what rates are until they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// `numerator ÷ denominator`. None where the denominator is not above zero.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator > 0).then_some(Ratio { numerator, denominator })
    }

    /// The fraction rounded half away from zero to so many decimals. None where it is too large.
    pub fn to_places(self, places: u8) -> Option<Quantity> {
        Quantity::ratio(self.numerator, self.denominator, places)
    }

    /// The fraction as statistics and scales take it.
    #[expect(clippy::cast_precision_loss, reason = "statistics work with floats")]
    pub fn float(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// The difference. None where it is too large.
    pub fn minus(self, other: Ratio) -> Option<Self> {
        let one = self.numerator.checked_mul(other.denominator)?;
        let two = other.numerator.checked_mul(self.denominator)?;
        Ratio::new(one.checked_sub(two)?, self.denominator.checked_mul(other.denominator)?)
    }

    /// The quotient. None where the other is not above zero, or where it is too large.
    pub fn over(self, other: Ratio) -> Option<Self> {
        let one = self.numerator.checked_mul(other.denominator)?;
        Ratio::new(one, self.denominator.checked_mul(other.numerator)?)
    }

    /// The fraction in per cent, rounded half away from zero to so many decimals. None where it is too large.
    pub fn percent(self, places: u8) -> Option<Quantity> {
        let percent = Quantity::ratio(self.numerator.checked_mul(100)?, self.denominator, places)?;
        Some(Quantity { unit: Unit::Percent, ..percent })
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// Whether it is more than one.
    pub fn is_above_one(self) -> bool {
        self.numerator > self.denominator
    }

    /// Whether it is less than 1 ÷ 10^`places`.
    pub fn is_below_tenth_power(self, places: u8) -> bool {
        let scaled = 10_i128.checked_pow(places.into()).and_then(|scale| self.numerator.checked_mul(scale));
        scaled.is_some_and(|scaled| scaled < self.denominator)
    }

    /// Whether it is less than a whole number.
    pub fn is_below(self, whole: u64) -> bool {
        i128::from(whole).checked_mul(self.denominator).is_none_or(|whole| self.numerator < whole)
    }
}

impl From<Quantity> for Ratio {
    fn from(number: Quantity) -> Self {
        Ratio { numerator: number.digits, denominator: 10_i128.pow(number.places.into()) }
    }
}

impl From<u64> for Quantity {
    fn from(count: u64) -> Self {
        Quantity::new(count.into(), 0)
    }
}

/// The sum of numbers. None where it is too large.
impl iter::Sum<Quantity> for Option<Quantity> {
    fn sum<I: Iterator<Item = Quantity>>(mut numbers: I) -> Self {
        numbers.try_fold(Quantity::ZERO, Quantity::plus)
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.aligned(*other) {
            Some((one, two, _)) => one.cmp(&two),
            // Too large to be given the other's decimals: the whole parts differ.
            None => {
                (self.digits / 10_i128.pow(self.places.into())).cmp(&(other.digits / 10_i128.pow(other.places.into())))
            }
        }
    }
}

impl PartialEq<u64> for Quantity {
    fn eq(&self, other: &u64) -> bool {
        *self == Quantity::from(*other)
    }
}

impl PartialOrd<u64> for Quantity {
    fn partial_cmp(&self, other: &u64) -> Option<Ordering> {
        Some(self.cmp(&Quantity::from(*other)))
    }
}

/// The number as a file holds it: `1239`, `8.5`, `-7`, `9:02`.
impl fmt::Display for Quantity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = 10_u128.pow(self.places.into());
        let size = self.digits.unsigned_abs();
        if self.digits < 0 {
            out.write_str("-")?;
        }
        if self.unit == Unit::Duration {
            let (minutes, seconds) = (size / scale / 60, size / scale % 60);
            return match minutes / 60 {
                0 if !self.has_hours => write!(out, "{minutes}:{seconds:02}"),
                hours => write!(out, "{hours}:{:02}:{seconds:02}", minutes % 60),
            };
        }
        write!(out, "{}", size / scale)?;
        match self.places.into() {
            0 => Ok(()),
            width => write!(out, ".{:0width$}", size % scale),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_by_their_values() {
        let [one, same, less] = [Quantity::new(85, 1), Quantity::new(850, 2), Quantity::new(77, 1)];
        assert!(one == same && less < one && one > 8 && Quantity::from(9) == 9);
        assert_eq!(one.minus(less).map(|difference| difference.to_string()).as_deref(), Some("0.8"));
        assert_eq!(less.minus(one).map(|difference| difference.to_string()).as_deref(), Some("-0.8"));
        assert_eq!([one.count(), Quantity::new(80, 1).count(), Quantity::new(-3, 0).count()], [None, Some(8), None]);
    }

    #[test]
    fn ratios_are_rounded_half_away_from_zero() {
        let ratio = |one, other, places| Quantity::ratio(one, other, places).map(|ratio| ratio.to_string());
        assert_eq!(ratio(1, 8, 2).as_deref(), Some("0.13"));
        assert_eq!(ratio(-1, 8, 2).as_deref(), Some("-0.13"));
        assert_eq!([ratio(5, 2, 0), ratio(-5, 2, 0)].map(Option::unwrap_or_default), ["3", "-3"]);
        assert_eq!(ratio(1, 0, 2), None);
        // National overview 2005-06: 3615 → 4280 and 547 → 506, printed truncated as 18.39 and -7.49.
        let percent = |part: i128, whole| Quantity::percent(Quantity::new(part, 0), Quantity::from(whole), 2);
        assert_eq!(percent(4280 - 3615, 3615), Some(Quantity::new(1840, 2)));
        assert_eq!(percent(506 - 547, 547), Some(Quantity::new(-750, 2)));
        assert_eq!(percent(1, 0), None);
    }

    #[test]
    fn what_statistics_work_out_is_rounded_once() {
        let rounded: Vec<_> = [91.25, 1234.0, -0.04, -0.25, 113.949].map(|value| Quantity::rounded(value, 1)).into();
        let written: Vec<_> = rounded.into_iter().map(|value| value.unwrap_or_default().to_string()).collect();
        assert_eq!(written, ["91.3", "1234.0", "0.0", "-0.3", "113.9"]);
        assert_eq!([Quantity::rounded(f64::NAN, 1), Quantity::rounded(f64::INFINITY, 1)], [None, None]);
        assert_eq!(Quantity::new(1849, 2).to_places(1), Quantity::new(185, 1));
    }

    #[test]
    fn a_number_keeps_its_unit() {
        let seconds = |digits| Quantity::new(digits, 0).in_unit(Unit::Duration);
        assert_eq!(
            [542, 59, -3_600, 37_805].map(|digits| seconds(digits).to_string()),
            ["9:02", "0:59", "-1:00:00", "10:30:05"]
        );
        let [long, short] = [seconds(542).with_hours(true), seconds(41)];
        assert_eq!(long.minus(short).map(|less| less.to_string()).as_deref(), Some("0:08:21"));
        let sum: Option<Quantity> = [seconds(30), seconds(45)].into_iter().sum();
        assert_eq!(sum.map(|sum| sum.to_string()).as_deref(), Some("1:15"));
        let percent = Quantity::new(45, 1).in_unit(Unit::Percent);
        assert_eq!(percent.minus(percent).map(Quantity::unit), Some(Unit::Points));
        assert_eq!(Quantity::from(8).with_places(2).to_string(), "8.00");
    }

    #[test]
    fn sums_are_exact_and_never_overflow() {
        let sum: Option<Quantity> = [Quantity::new(1, 1), Quantity::new(2, 1), Quantity::from(3)].into_iter().sum();
        assert_eq!(sum, Some(Quantity::new(33, 1)));
        assert_eq!(Quantity::new(i128::MAX, 0).plus(Quantity::from(1)), None);
        assert!(Quantity::new(i128::MAX, 0) > Quantity::new(5, 9));
    }
}
