//! Scales with round numbers, and texts moved so that none overlaps another.

use std::ops::Range;

use super::canvas::{Anchor, Canvas, Frame, Plane, widest};
use super::role::Role;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;
use crate::text::number;

/// A scale from one round number to another.
pub(crate) struct Scale {
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// The numbers on it, both ends among them, as values and as texts.
    pub(crate) ticks: Vec<(f64, String)>,
}

impl Scale {
    pub(crate) fn range(&self) -> Range<f64> {
        self.low..self.high
    }

    /// The width of the widest number.
    pub(crate) fn widest(&self) -> f64 {
        widest(self.ticks.iter().map(|(_, text)| text), Role::Quiet)
    }

    /// Draws a line across at each number, that at `base` as an axis, and the number `space` to the left of it.
    pub(crate) fn grid(&self, plane: &Plane<'_>, canvas: &Canvas<'_>, base: f64, space: f64) {
        let Frame { left, right, .. } = plane.frame;
        for (value, text) in &self.ticks {
            let y = plane.y(*value);
            canvas.line(&[(left, y), (right, y)], if *value == base { Role::Axis } else { Role::Grid });
            canvas.text(text, (left - space, y + 5.0), Anchor::Right, Role::Quiet);
        }
    }
}

/// The finest scale of at most `most` steps that fits; one of a single step where none does.
pub(crate) fn finest(
    values: &[f64],
    (from_zero, unit): (bool, Unit),
    most: u32,
    fits: impl Fn(&Scale) -> bool,
) -> Scale {
    let of = |count| scale(values.iter().copied(), (from_zero, unit), count);
    (1..=most).rev().map(of).find(fits).unwrap_or_else(|| of(1))
}

/// A scale over all values in about `count` steps of 1, 2, 2.5 or 5 times a power of ten, and over zero with `from_zero`. The
/// steps are whole where all values are, and those of durations parts of minutes, hours or days. Values that are not finite are
/// ignored.
pub(crate) fn scale(values: impl Iterator<Item = f64>, (from_zero, unit): (bool, Unit), count: u32) -> Scale {
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
    let rough = (high - low) / f64::from(count.max(1));
    let clock = CLOCK_STEPS.into_iter().find(|seconds| f64::from(*seconds) >= rough).filter(|_| unit == Unit::Duration);
    let (times, power) = match clock.map_or_else(|| round_step(rough), |seconds| (seconds, 0)) {
        (_, power) if is_whole && power < 0 => (1, 0),
        step => step,
    };
    let step = f64::from(times) * 10_f64.powi(power);
    let (first, last) = ((low / step).floor() as i64, (high / step).ceil() as i64);
    // Where one number of a clock has hours all have.
    let has_hours = low.abs().max(high.abs()) >= 3600.0;
    let text =
        |at: i64| number::written(round_number(at * i64::from(times), power).in_unit(unit).with_hours(has_hours));
    let tick = |at: i64| (at as f64 * step, text(at));
    Scale { low: first as f64 * step, high: last as f64 * step, ticks: (first..=last).map(tick).collect() }
}

/// The least round step that is not below a rough one, as digits and a power of ten.
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

/// Seconds from one number of a clock to the next.
const CLOCK_STEPS: [i32; 15] = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600];

/// `digits × 10^power`.
fn round_number(digits: i64, power: i32) -> Quantity {
    let size = 10_i128.checked_pow(u32::try_from(power).unwrap_or(0)).unwrap_or(i128::MAX);
    let places = u8::try_from(power.min(0).unsigned_abs()).unwrap_or(u8::MAX);
    Quantity::new(i128::from(digits).saturating_mul(size), places)
}

/// Moves boxes, given as middle and height, up or down by as little as can be so that none overlaps another and all are
/// between `top` and `bottom`. The order stays. Gives the new middles.
pub(crate) fn without_overlap(boxes: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..boxes.len()).collect();
    order.sort_by(|&a, &b| boxes[a].0.total_cmp(&boxes[b].0));
    let mut middles = vec![0.0; boxes.len()];
    let mut edge = top;
    for &at in &order {
        let (middle, height) = boxes[at];
        middles[at] = middle.max(edge + height / 2.0);
        edge = middles[at] + height / 2.0;
    }
    let mut edge = bottom;
    for &at in order.iter().rev() {
        let height = boxes[at].1;
        middles[at] = middles[at].min(edge - height / 2.0);
        edge = middles[at] - height / 2.0;
    }
    middles
}

/// Sorts spans, given as start and end in the order of their starts, into rows in which none overlaps another.
pub(crate) fn rows(spans: &[(f64, f64)]) -> Vec<usize> {
    let mut ends: Vec<f64> = Vec::new();
    let mut rows = Vec::new();
    for &(from, to) in spans {
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
        scale(values.iter().copied(), (from_zero, Unit::Plain), 4).ticks.into_iter().map(|(_, text)| text).collect()
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
        let seconds = |values: [f64; 2]| {
            scale(values.into_iter(), (true, Unit::Duration), 4).ticks.into_iter().map(|(_, text)| text)
        };
        assert_eq!(seconds([542.0, 765.0]).collect::<Vec<_>>(), ["0:00", "5:00", "10:00", "15:00"]);
        assert_eq!(
            seconds([-30.0, 5400.0]).collect::<Vec<_>>(),
            ["\u{2212}0:30:00", "0:00:00", "0:30:00", "1:00:00", "1:30:00"]
        );
        assert_eq!(texts(&[1e19], true).last().map(String::as_str), Some("10,000,000,000,000,000,000"));
    }

    #[test]
    fn boxes_are_moved_apart_and_kept_inside() {
        assert_eq!(without_overlap(&[(10.0, 10.0), (12.0, 10.0)], 0.0, 100.0), [10.0, 20.0]);
        assert_eq!(without_overlap(&[(95.0, 10.0), (99.0, 10.0)], 0.0, 100.0), [85.0, 95.0]);
        assert_eq!(rows(&[(0.0, 5.0), (4.0, 8.0), (5.0, 9.0)]), [0, 1, 0]);
    }
}
