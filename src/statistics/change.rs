//! Whether two counts differ by more than chance.

use statrs::distribution::{Binomial, DiscreteCDF};

use super::interval::float;

/// The probability with which chance alone makes two counts differ as much as these or more, where both were counted
/// over the same time and among as many people.
pub fn probability(before: u64, now: u64) -> f64 {
    of_difference((before, 1), (now, 1))
}

/// The probability with which chance alone makes two rates differ as much as these or more; each is a count and the
/// number of people among whom it was counted.
///
/// The exact conditional test of two Poisson counts: of all events each falls to the first with the probability of its
/// share of the people, so the first count is binomial. Two-sided: twice the smaller tail, at most 1. Source: Przyborowski
/// and Wilenski, Biometrika 31:313, 1940. Gives 1 where there are no events or nobody to count.
pub fn of_difference(first: (u64, u64), second: (u64, u64)) -> f64 {
    let people = float(first.1) + float(second.1);
    let events = first.0.saturating_add(second.0);
    if first.1 == 0 || second.1 == 0 || events == 0 {
        return 1.0;
    }
    let Ok(binomial) = Binomial::new(float(first.1) / people, events) else { return 1.0 };
    let at_most = binomial.cdf(first.0);
    let at_least = first.0.checked_sub(1).map_or(1.0, |below| binomial.sf(below));
    (2.0 * at_most.min(at_least)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_counts_are_not_flagged_and_large_changes_are() {
        assert!(probability(2, 6) > 0.1);
        assert!(probability(60, 120) < 0.002);
        assert!((probability(5, 5) - 1.0).abs() < 1e-12);
        // 1 of 11: 2 × (1 + 11) ÷ 2048.
        assert!((probability(1, 10) - 24.0 / 2048.0).abs() < 1e-12);
        assert_eq!(probability(0, 0), 1.0);
    }

    #[test]
    fn the_order_of_the_two_does_not_matter() {
        for (before, now) in [(0, 3), (7, 19), (100, 131), (5000, 5400)] {
            assert!((probability(before, now) - probability(now, before)).abs() < 1e-12, "{before} {now}");
        }
    }

    #[test]
    fn people_count() {
        // Twice the events among twice the people is no difference; among as many people it is.
        assert!(of_difference((100, 1000), (200, 2000)) > 0.9);
        assert!(of_difference((100, 1000), (200, 1000)) < 1e-6);
        assert_eq!(of_difference((1, 0), (2, 1000)), 1.0);
    }

    #[test]
    fn a_larger_change_is_less_likely() {
        let probabilities: Vec<_> = (100..200).map(|now| probability(100, now)).collect();
        assert!(probabilities.windows(2).all(|pair| pair[1] <= pair[0]));
    }
}
