//! Whether a figure is a number by how exact the number is meant: as it stands, rounded, a bound, a share in words.

use super::reading::language::senses::Bound;
use super::reading::parts::numbers::Mention;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;

/// Whether an amount in a unit is a figure, or the figure rounded to as many digits.
pub(super) fn is_measure(mention: &Mention, amount: Quantity, value: Quantity) -> bool {
    match mention.bound {
        Bound::Exact => is_rounded(amount, value),
        _ => fits(mention, amount, value),
    }
}

/// Whether a figure is what a number that is meant to be so exact says.
pub(super) fn fits(mention: &Mention, number: Quantity, value: Quantity) -> bool {
    if let Some(until) = mention.until {
        return number <= value && value <= until;
    }
    match mention.bound {
        Bound::Exact => number == value,
        Bound::AtLeast => value >= number,
        Bound::AtMost => value <= number,
        Bound::Above => value > number,
        Bound::JustAbove => value > number && is_near(number, value),
        Bound::Below => value < number && is_near(number, value),
        Bound::About => is_near(number, value),
    }
}

/// Whether a number can be another one rounded: by as much as its last digit that is not zero counts, or half of that where it is
/// the only one or a five.
pub(super) fn is_near(number: Quantity, value: Quantity) -> bool {
    if number.unit() == Unit::Duration {
        return number.distance(value).is_some_and(|off| off.digits() <= step(number));
    }
    let digits = number.digits().unsigned_abs().to_string();
    let told = digits.trim_end_matches('0');
    let zeros = u32::try_from(digits.len() - told.len()).unwrap_or(0);
    let unit = Quantity::new(10_i128.checked_pow(zeros).unwrap_or(1), number.places());
    let is_five = told.ends_with('5') && told.len() > 1;
    let (times, by) = if is_five {
        (5, 2)
    } else if told.len() <= 1 {
        (1, 2)
    } else {
        (1, 1)
    };
    let scaled = |number: Quantity, times: i128| Quantity::new(number.digits().saturating_mul(times), number.places());
    number.distance(value).is_some_and(|off| scaled(off, by) <= scaled(unit, times))
}

/// Whether an amount is another one rounded to its last digit that is not zero.
fn is_rounded(amount: Quantity, value: Quantity) -> bool {
    let off = amount.distance(value).and_then(|off| off.times(2.into()));
    amount == value || off.is_some_and(|off| off <= Quantity::new(step(amount), amount.places()))
}

/// The step in which an amount is told, in units of its last place: that of its last digit that is not zero; of a duration an hour, a
/// minute or a second.
fn step(amount: Quantity) -> i128 {
    let digits = amount.digits();
    if amount.unit() == Unit::Duration {
        return [3600, 60].into_iter().find(|span| digits % span == 0).unwrap_or(1);
    }
    let digits = digits.unsigned_abs().to_string();
    let zeros = u32::try_from(digits.len() - digits.trim_end_matches('0').len()).unwrap_or(0);
    10_i128.checked_pow(zeros).unwrap_or(1)
}

/// Whether `100 × part ÷ whole` is the percentage of a claim.
pub(super) fn is_percent(mention: &Mention, percent: Quantity, part: Quantity, whole: Quantity) -> bool {
    let exact = mention.bound == Bound::Exact && mention.until.is_none();
    let places = if exact { percent.places() } else { EXACT };
    Quantity::percent(part, whole, places).is_some_and(|right| fits(mention, percent, right))
}

/// Decimals that tell a percentage from any other.
const EXACT: u8 = 4;

/// How far a share in words can be from what the figures give, in millionths.
const ROUGHLY: i128 = 25_000;

/// Whether a share in words, “two thirds”, is that of a part in a whole: within two and a half points, and a sixth of a small one. Told as a rough
/// one it can be off by twice that, and at most by a quarter; as a little more or less by three times that, on its side.
pub(super) fn is_share(mention: &Mention, (of, so_many): (u64, u64), part: Quantity, whole: Quantity) -> bool {
    let millionths =
        |part: i128, whole: i128| Quantity::ratio(part.saturating_mul(1_000_000), whole, 0).map(Quantity::digits);
    let places = part.places().max(whole.places());
    let aligned = |one: Quantity| one.digits() * 10_i128.pow((places - one.places()).into());
    let Some((said, right)) = millionths(of.into(), so_many.into()).zip(millionths(aligned(part), aligned(whole)))
    else {
        return false;
    };
    let roughly = ROUGHLY.min(said / 6);
    match mention.bound {
        Bound::Exact => (said - right).abs() <= roughly,
        Bound::About => (said - right).abs() <= 2 * roughly.min(said / 8),
        Bound::JustAbove => right >= said && right - said <= 2 * roughly,
        Bound::Above | Bound::AtLeast => right >= said,
        Bound::AtMost => right <= said,
        Bound::Below => right < said && said - right <= 3 * roughly,
    }
}

/// Whether a figure is so many times what it was: to within a tenth of it.
pub(super) fn is_factor(mention: &Mention, (times, by): (u64, u64), before: Quantity, now: Quantity) -> bool {
    let scaled =
        |number: Quantity, factor: u64| Quantity::new(number.digits().saturating_mul(factor.into()), number.places());
    let (said, is) = (scaled(before, times), scaled(now, by));
    let is_near = said.distance(is).is_some_and(|off| scaled(off, 10) <= said);
    match mention.bound {
        Bound::Exact | Bound::About => is_near,
        Bound::Above | Bound::AtLeast => is > said,
        Bound::JustAbove => is > said && said.distance(is).is_some_and(|off| scaled(off, 5) <= said),
        Bound::Below | Bound::AtMost => is < said && said.distance(is).is_some_and(|off| scaled(off, 5) <= said),
    }
}
