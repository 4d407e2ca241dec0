//! Scales with round numbers on them, and places that leave each other room.

use crate::number;
use crate::quantity::Quantity;

/// A scale from one round number to another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    /// The lowest number.
    pub(crate) low: f64,
    /// The highest number.
    pub(crate) high: f64,
    /// The numbers in between, both ends included, as values and as text.
    pub(crate) ticks: Vec<(f64, String)>,
}

/// A scale that holds all values in about `count` steps of 1, 2, 2.5 or 5 times a power of ten. With `from_zero` it
/// holds zero too. Between whole numbers all steps are whole. Values that are not finite are left out.
pub(crate) fn scale(values: impl Iterator<Item = f64>, from_zero: bool, count: u32) -> Scale {
    let mut is_whole = true;
    let (mut low, mut high) = if from_zero { (0.0, 0.0) } else { (f64::INFINITY, f64::NEG_INFINITY) };
    for value in values.filter(|value| value.is_finite()) {
        (low, high) = (value.min(low), value.max(high));
        is_whole &= value.fract() == 0.0;
    }
    if low > high {
        (low, high) = (0.0, 1.0);
    } else if low == high {
        (low, high) = if low < 0.0 { (low * 1.5, 0.0) } else { (0.0, if low == 0.0 { 1.0 } else { high * 1.5 }) };
    }
    let (times, power) = match round_step((high - low) / f64::from(count.max(1))) {
        (_, power) if is_whole && power < 0 => (1, 0),
        step => step,
    };
    let step = f64::from(times) * 10_f64.powi(power);
    let (first, last) = ((low / step).floor() as i64, (high / step).ceil() as i64);
    let tick = |at: i64| (at as f64 * step, written(at * i64::from(times), power));
    Scale { low: first as f64 * step, high: last as f64 * step, ticks: (first..=last).map(tick).collect() }
}

/// The next round step from a rough one on: digits and a power of ten.
fn round_step(rough: f64) -> (i32, i32) {
    let power = rough.log10().floor() as i32;
    match rough / 10_f64.powi(power) {
        part if part <= 1.0 => (1, power),
        part if part <= 2.0 => (2, power),
        part if part <= 2.5 => (25, power - 1),
        part if part <= 5.0 => (5, power),
        _ => (1, power + 1),
    }
}

/// `digits × 10^power` as readers see it.
fn written(digits: i64, power: i32) -> String {
    let size = 10_i128.checked_pow(u32::try_from(power).unwrap_or(0)).unwrap_or(i128::MAX);
    let places = u8::try_from(power.min(0).unsigned_abs()).unwrap_or(u8::MAX);
    number::written(Quantity::new(i128::from(digits).saturating_mul(size), places))
}

/// Moves places, each the middle of something with a height, apart so that none overlaps another and all lie
/// between `top` and `bottom`, as near as can be to where they were. The order stays.
pub(crate) fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].0.total_cmp(&wanted[b].0));
    let mut places = vec![0.0; wanted.len()];
    let mut edge = top;
    for &at in &order {
        let (middle, height) = wanted[at];
        places[at] = middle.max(edge + height / 2.0);
        edge = places[at] + height / 2.0;
    }
    let mut edge = bottom;
    for &at in order.iter().rev() {
        let height = wanted[at].1;
        places[at] = places[at].min(edge - height / 2.0);
        edge = places[at] - height / 2.0;
    }
    places
}

/// For stretches that begin and end somewhere, in order of their beginnings: the row of each, so that in no row two overlap.
pub(crate) fn rows(stretches: &[(f64, f64)]) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    let mut rows = Vec::new();
    for &(from, to) in stretches {
        let row = ends.iter().position(|end| *end <= from).unwrap_or(ends.len());
        match ends.get_mut(row) {
            Some(end) => *end = to,
            None => ends.push(to),
        }
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(values: &[f64], from_zero: bool) -> Vec<String> {
        scale(values.iter().copied(), from_zero, 4).ticks.into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn scales_have_round_numbers() {
        assert_eq!(texts(&[606.0], true), ["0", "200", "400", "600", "800"]);
        assert_eq!(texts(&[0.0], true), ["0", "1"]);
        assert_eq!(texts(&[0.7], true), ["0.0", "0.2", "0.4", "0.6", "0.8"]);
        assert_eq!(texts(&[3.0], true), ["0", "1", "2", "3"]);
        assert_eq!(texts(&[98.0], true), ["0", "25", "50", "75", "100"]);
        assert_eq!(texts(&[96.0, 113.9], false), ["95", "100", "105", "110", "115"]);
        assert_eq!(texts(&[-46.0, 30.0], true), ["\u{2212}60", "\u{2212}40", "\u{2212}20", "0", "20", "40"]);
        assert_eq!(texts(&[f64::NAN], true), ["0", "1"]);
        assert_eq!(texts(&[1e19], true).last().map(String::as_str), Some("10,000,000,000,000,000,000"));
    }

    #[test]
    fn places_are_moved_apart_and_kept_inside() {
        assert_eq!(spread(&[(10.0, 10.0), (12.0, 10.0)], 0.0, 100.0), [10.0, 20.0]);
        assert_eq!(spread(&[(95.0, 10.0), (99.0, 10.0)], 0.0, 100.0), [85.0, 95.0]);
        assert_eq!(rows(&[(0.0, 5.0), (4.0, 8.0), (5.0, 9.0)]), [0, 1, 0]);
    }
}
