//! 95% intervals of counts and rates.

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// The two-sided 95% point of the normal distribution, to the six decimals that published methods use.
pub const Z95: f64 = 1.959_964;

/// Byar's method is used from this count on; below it the interval is exact.
const BYAR_FROM: u64 = 10;

/// The values that data such as these are compatible with, lower end first. In the unit of what was counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end, never below 0.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

impl Interval {
    /// The interval of a multiple of what was counted: of a rate, say, as `per ÷ population` times a count.
    pub fn times(self, factor: f64) -> Interval {
        Interval { lower: self.lower * factor, upper: self.upper * factor }
    }
}

/// The 95% interval of the mean of a Poisson count.
///
/// From 10 on by Byar's method, O(1 − 1/(9O) − z/(3√O))³ to (O+1)(1 − 1/(9(O+1)) + z/(3√(O+1)))³; below 10 exactly,
/// χ²(0.025; 2O)/2 to χ²(0.975; 2O+2)/2, with 0 as the lower end of a count of 0. Source: Office for Health Improvement
/// and Disparities, Fingertips technical guidance; Breslow and Day, Statistical Methods in Cancer Research II, 1987.
pub fn of_count(count: u64) -> Interval {
    let observed = float(count);
    if count >= BYAR_FROM {
        let byar = |mean: f64, z: f64| mean * (1.0 - 1.0 / (9.0 * mean) + z / (3.0 * mean.sqrt())).powi(3);
        return Interval { lower: byar(observed, -Z95), upper: byar(observed + 1.0, Z95) };
    }
    let half_quantile =
        |freedom: f64, tail: f64| ChiSquared::new(freedom).map_or(0.0, |chi| chi.inverse_cdf(tail) / 2.0);
    let lower = if count == 0 { 0.0 } else { half_quantile(2.0 * observed, 0.025) };
    Interval { lower, upper: half_quantile(2.0 * observed + 2.0, 0.975) }
}

/// A count as a float. Counts of people are far below 2⁵³, up to which this is exact.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^53")]
pub fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(interval: Interval, decimals: usize) -> (String, String) {
        (format!("{:.decimals$}", interval.lower), format!("{:.decimals$}", interval.upper))
    }

    #[test]
    fn published_intervals_come_out() {
        let pair = |lower: &str, upper: &str| (lower.to_owned(), upper.to_owned());
        assert_eq!(of_count(0).lower, 0.0);
        assert_eq!(printed(of_count(0), 4).1, "3.6889");
        assert_eq!(printed(of_count(2), 4), pair("0.2422", "7.2247"));
        assert_eq!(printed(of_count(10), 3), pair("4.787", "18.391"));
        assert_eq!(printed(of_count(327), 3), pair("292.513", "364.435"));
        assert_eq!(printed(of_count(977), 3), pair("916.689", "1040.236"));
    }

    #[test]
    fn rates_have_the_interval_of_their_count() {
        // An area with 1,489 people and a published rate of 96, another with 977 and 107.
        let printed_rate = |count: u64, rate: f64| printed(of_count(count).times(rate / float(count)), 1);
        assert_eq!(printed_rate(1489, 96.0), ("91.2".to_owned(), "101.0".to_owned()));
        assert_eq!(printed_rate(977, 107.0), ("100.4".to_owned(), "113.9".to_owned()));
        // 842 people among 567,896 residents.
        let small = of_count(842).times(100_000.0 / 567_896.0);
        assert_eq!(printed(small, 1), ("138.4".to_owned(), "158.6".to_owned()));
    }

    #[test]
    fn intervals_grow_with_the_count_and_hold_it() {
        let mut before = of_count(0);
        for count in 1..5000 {
            let now = of_count(count);
            assert!(now.lower > before.lower && now.upper > before.upper, "{count}");
            assert!(now.lower < float(count) && float(count) < now.upper, "{count}");
            before = now;
        }
    }
}
