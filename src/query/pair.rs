//! Two areas side by side: whether their rates differ by more than chance.

use super::rate::Measured;
use crate::statistics::change;

/// What the figures say of the difference between two rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// One of the two has no rate that could be compared.
    Unknown,
    /// Chance alone makes a difference as large in one of 20 cases or more.
    Chance,
    /// Chance alone makes one as large in fewer than one of 20 cases, and in one of 500 or more.
    Unlikely,
    /// Chance alone makes one as large in fewer than one of 500 cases: beyond 99.8%.
    BeyondChance,
}

/// Below this probability a difference is unlikely to be chance.
const UNLIKELY: f64 = 0.05;
/// Below this one it is beyond chance: 99.8%, the outer limits of a funnel.
const BEYOND: f64 = 0.002;

/// The verdict on two rates, by the exact test of their counts.
pub fn verdict(first: &Measured, second: &Measured) -> Verdict {
    let both = |rate: &Measured| rate.count.zip(rate.people);
    let (Some(one), Some(other)) = (both(first), both(second)) else { return Verdict::Unknown };
    if !first.compares(second) {
        return Verdict::Unknown;
    }
    of_probability(change::of_difference(one, other), BEYOND)
}

/// The verdict on two figures which chance alone makes differ as much with this probability. Below `beyond` they differ
/// beyond chance.
pub fn of_probability(probability: f64, beyond: f64) -> Verdict {
    match probability {
        probability if probability < beyond => Verdict::BeyondChance,
        probability if probability < UNLIKELY => Verdict::Unlikely,
        _ => Verdict::Chance,
    }
}
