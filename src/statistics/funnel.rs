//! Funnel limits: how far a count may lie from the expected one by chance.

use statrs::distribution::{ContinuousCDF, Discrete, DiscreteCDF, Normal, Poisson};

use super::interval::float;
use super::spread::Spread;

/// The tails of a funnel: 99.8% and 95% of counts lie between the outer and the inner ones.
pub const TAILS: [f64; 4] = [0.001, 0.025, 0.975, 0.999];

/// The standard normal quantiles of [`TAILS`], for limits that are widened.
const QUANTILES: [f64; 4] =
    [-3.090_232_306_167_813_5, -1.959_963_984_540_054, 1.959_963_984_540_054, 3.090_232_306_167_813_5];

/// The limits of one area, in counts, in the order of [`TAILS`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits(pub [f64; 4]);

/// Where a count lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Below the 99.8% limits.
    FarBelow,
    /// Below the 95% limits, within the 99.8% ones.
    Below,
    /// Within the 95% limits.
    Within,
    /// Above the 95% limits, within the 99.8% ones.
    Above,
    /// Above the 99.8% limits.
    FarAbove,
}

/// Above this expected count no count is looked at by itself any more.
const COUNTABLE: f64 = 1e6;

/// The limit on a count at one tail: the Poisson quantile at mean `expected`, moved to where the tail is exactly `tail`.
///
/// r is the smallest count with F(r) ≥ p, α = (F(r) − p) ÷ (F(r) − F(r − 1)), the limit r − α. It can be negative, which
/// stands for 0. Source: Spiegelhalter, Statistics in Medicine 24:1185, 2005, appendix A.1. Above a million it is an approximation,
/// λ + z√λ + (z² − 1) ÷ 6 − ½, which is then less than a thousandth off. NaN for an expected count that is not above 0.
pub fn limit(expected: f64, tail: f64) -> f64 {
    let Ok(poisson) = Poisson::new(expected) else { return f64::NAN };
    let near = near(expected, Normal::standard().inverse_cdf(tail));
    if expected > COUNTABLE {
        return near - 0.5;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count from which to look further")]
    let mut count = near.max(0.0) as u64;
    let (mut at, mut own) = (poisson.cdf(count), poisson.pmf(count));
    // Each count's share follows from that of its neighbour; F by itself takes a thousand times as long.
    while at < tail && own > 0.0 {
        count += 1;
        own *= expected / float(count);
        at += own;
    }
    while count > 0 && at - own >= tail {
        at -= own;
        own *= float(count) / expected;
        count -= 1;
    }
    float(count) - if own > 0.0 { (at - tail) / own } else { 0.0 }
}

/// Where the Poisson distribution function, halfway between counts, reaches the normal quantile `z`, to the term of skewness:
/// λ + z√λ + (z² − 1) ÷ 6. Source: Cornish and Fisher, Revue de l'Institut International de Statistique 5:307, 1938.
fn near(expected: f64, z: f64) -> f64 {
    expected + z * expected.sqrt() + (z * z - 1.0) / 6.0
}

/// The limits for an expected count above 0, of chance alone or, with a `spread`, of chance and the differences between
/// areas together. None where nothing is expected.
///
/// With a spread, limits are those of the square root of the ratio O ÷ E, which varies by 1/(4E) by chance and by τ²
/// between areas: E(1 + z√(1/(4E) + τ²))². Source: Spiegelhalter, Quality and Safety in Health Care 14:347, 2005. Where
/// few events are expected the square root varies by less than 1/(4E); a limit never lies inside that of chance alone.
pub fn limits(expected: f64, spread: Option<&Spread>) -> Option<Limits> {
    if !(expected.is_finite() && expected > 0.0) {
        return None;
    }
    let [far_below, below, above, far_above] = TAILS.map(|tail| limit(expected, tail).max(0.0));
    let Some(spread) = spread else { return Some(Limits([far_below, below, above, far_above])) };
    let error = (0.25 / expected + spread.between).sqrt();
    let wide = QUANTILES.map(|z| expected * (1.0 + z * error).max(0.0).powi(2));
    Some(Limits([wide[0].min(far_below), wide[1].min(below), wide[2].max(above), wide[3].max(far_above)]))
}

impl Limits {
    /// Where a count lies.
    pub fn band(&self, count: f64) -> Band {
        let [far_below, below, above, far_above] = self.0;
        match count {
            count if count < far_below => Band::FarBelow,
            count if count < below => Band::Below,
            count if count > far_above => Band::FarAbove,
            count if count > above => Band::Above,
            _ => Band::Within,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(expected: f64, spread: Option<&Spread>) -> [f64; 4] {
        limits(expected, spread).map_or([f64::NAN; 4], |limits| limits.0)
    }

    #[test]
    fn published_limits_come_out() {
        let printed = |expected: f64| TAILS.map(|tail| format!("{:.3}", limit(expected, tail)));
        assert_eq!(printed(5.0), ["-0.852", "0.542", "9.377", "12.771"]);
        assert_eq!(printed(100.0), ["70.065", "80.366", "119.581", "131.805"]);
        assert_eq!(all(5.0, None)[0], 0.0);
        assert_eq!(printed(0.01), ["-0.999", "-0.975", "-0.015", "0.904"]);
        assert_eq!(limits(0.0, None), None);
        assert_eq!(limits(f64::NAN, None), None);
    }

    #[test]
    fn limits_lie_in_order_and_grow_with_the_expected_count() {
        let mut before = [0.0; 4];
        for step in 1..400 {
            let now = all(f64::from(step) * 7.3, None);
            assert!(now.windows(2).all(|pair| pair[0] <= pair[1]), "{step}");
            assert!(now.iter().zip(&before).all(|(now, before)| now >= before), "{step}");
            before = now;
        }
    }

    #[test]
    fn the_approximation_takes_over_where_it_makes_no_difference() {
        for tail in TAILS {
            let counted = limit(COUNTABLE, tail);
            let approximated = near(COUNTABLE, Normal::standard().inverse_cdf(tail)) - 0.5;
            assert!((counted - approximated).abs() < 1e-3, "{tail}: {counted} and {approximated}");
        }
        assert!(all(1e18, None).windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn a_spread_widens_the_limits() {
        for expected in [20.0, 300.0, 4000.0] {
            let chance = all(expected, None);
            let wide = all(expected, Some(&Spread { ratio: 8.0, between: 0.01 }));
            assert!(wide[0] < chance[0] && wide[1] < chance[1] && chance[2] < wide[2] && chance[3] < wide[3]);
        }
    }

    #[test]
    fn widened_limits_never_lie_inside_those_of_chance() {
        for step in 1..=40 {
            let expected = f64::from(step) / 2.0;
            let chance = all(expected, None);
            let wide = all(expected, Some(&Spread { ratio: 2.0, between: 1e-4 }));
            assert!(wide[0] <= chance[0] && wide[1] <= chance[1], "{expected}");
            assert!(chance[2] <= wide[2] && chance[3] <= wide[3], "{expected}");
        }
    }

    #[test]
    fn bands_are_named_from_below_to_above() {
        let limits = Limits(all(100.0, None));
        let bands = [70.0, 75.0, 100.0, 125.0, 132.0].map(|count| limits.band(count));
        assert_eq!(bands, [Band::FarBelow, Band::Below, Band::Within, Band::Above, Band::FarAbove]);
    }
}
