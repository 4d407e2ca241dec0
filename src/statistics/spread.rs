//! Overdispersion: whether areas differ from each other by more than chance, and by how much.

use super::interval::float;

/// Fewer areas tell nothing about how areas differ: the tenth at either end, which is drawn in, would be nobody.
const FEWEST: usize = 10;

/// The share of areas at either end whose distance counts no more than that of the next one.
const WINSORISED: f64 = 0.1;

/// How much areas differ besides chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// φ: the mean squared distance in units of what chance makes; 1 where there is nothing but chance.
    pub ratio: f64,
    /// τ²: the variance between areas of the square root of observed ÷ expected.
    pub between: f64,
}

/// The spread of areas by their observed and expected counts. None where there are too few areas to tell, or where
/// chance explains the differences, that is φ ≤ 1 + 2√(2/I) for I areas.
///
/// The distances z = 2(√O − √E) are winsorised at 10% at either end; φ = Σz²/I; τ² by the method of DerSimonian and
/// Laird. Source: Spiegelhalter, Statistics in Medicine 24:1185, 2005, section 5, and Quality and Safety in Health Care
/// 14:347, 2005.
pub fn spread(areas: &[(u64, f64)]) -> Option<Spread> {
    let areas: Vec<_> = areas.iter().filter(|(_, expected)| expected.is_finite() && *expected > 0.0).collect();
    if areas.len() < FEWEST {
        return None;
    }
    let distances =
        winsorised(areas.iter().map(|(observed, expected)| 2.0 * (float(*observed).sqrt() - expected.sqrt())));
    let squares: f64 = distances.iter().map(|distance| distance * distance).sum();
    let number = distances.iter().map(|_| 1.0).sum::<f64>();
    let ratio = squares / number;
    if ratio <= threshold(areas.len()) {
        return None;
    }
    let precisions: Vec<_> = areas.iter().map(|(_, expected)| 4.0 * expected).collect();
    Some(Spread { ratio, between: between_variance(squares, &precisions) })
}

/// The φ that chance alone hardly exceeds among so many areas: 1 + 2√(2/I).
pub fn threshold(areas: usize) -> f64 {
    1.0 + 2.0 * (2.0 / float(areas as u64)).sqrt()
}

/// τ² by the method of moments: (Q − (I − 1)) ÷ (Σw − Σw²/Σw), at least 0, of Q = Σw(y − target)² and the precisions w.
/// Source: DerSimonian and Laird, Controlled Clinical Trials 7:177, 1986.
fn between_variance(squares: f64, precisions: &[f64]) -> f64 {
    let sum: f64 = precisions.iter().sum();
    let sum_of_squares: f64 = precisions.iter().map(|precision| precision * precision).sum();
    let freedom = precisions.iter().map(|_| 1.0).sum::<f64>() - 1.0;
    ((squares - freedom) / (sum - sum_of_squares / sum)).max(0.0)
}

/// The values with those beyond the 10% and 90% quantiles drawn in to them.
fn winsorised(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<_> = values.collect();
    let mut sorted = values.clone();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (quantile(&sorted, WINSORISED), quantile(&sorted, 1.0 - WINSORISED));
    values.iter_mut().for_each(|value| *value = value.clamp(low, high));
    values
}

/// The quantile of sorted values, between two of them in proportion. Source: Hyndman and Fan, American Statistician
/// 50:361, 1996, definition 7.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the values")]
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * float(sorted.len().saturating_sub(1) as u64);
    let below = sorted.get(place.floor() as usize).copied().unwrap_or_default();
    let above = sorted.get(place.ceil() as usize).copied().unwrap_or_default();
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_for_42_areas_comes_out() {
        assert_eq!(format!("{:.3}", threshold(42)), "1.436");
    }

    /// The thirteen trials of the BCG vaccine (Colditz and others, Journal of the American Medical Association 271:698, 1994):
    /// cases and others among the vaccinated, cases and others among the rest. The log risk ratios give Q = 152.2330 and
    /// τ² = 0.3088, as the documentation of the R package metafor prints.
    #[test]
    fn the_published_example_of_the_method_of_moments_comes_out() {
        const TRIALS: [[f64; 4]; 13] = [
            [4.0, 119.0, 11.0, 128.0],
            [6.0, 300.0, 29.0, 274.0],
            [3.0, 228.0, 11.0, 209.0],
            [62.0, 13536.0, 248.0, 12619.0],
            [33.0, 5036.0, 47.0, 5761.0],
            [180.0, 1361.0, 372.0, 1079.0],
            [8.0, 2537.0, 10.0, 619.0],
            [505.0, 87886.0, 499.0, 87892.0],
            [29.0, 7470.0, 45.0, 7232.0],
            [17.0, 1699.0, 65.0, 1600.0],
            [186.0, 50448.0, 141.0, 27197.0],
            [5.0, 2493.0, 3.0, 2338.0],
            [27.0, 16886.0, 29.0, 17825.0],
        ];
        let effects = TRIALS.map(|[a, b, c, d]| {
            let precision = 1.0 / (1.0 / a - 1.0 / (a + b) + 1.0 / c - 1.0 / (c + d));
            ((a / (a + b) / (c / (c + d))).ln(), precision)
        });
        let precisions = effects.map(|(_, precision)| precision);
        let mean =
            effects.iter().map(|(effect, precision)| effect * precision).sum::<f64>() / precisions.iter().sum::<f64>();
        let squares = effects.iter().map(|(effect, precision)| precision * (effect - mean).powi(2)).sum::<f64>();
        assert_eq!(format!("{squares:.4}"), "152.2330");
        assert_eq!(format!("{:.4}", between_variance(squares, &precisions)), "0.3088");
    }

    #[test]
    fn chance_alone_is_no_spread_and_few_areas_tell_nothing() {
        let even: Vec<_> = (0..42).map(|at| (1000 + at % 3 * 20, 1020.0)).collect();
        assert_eq!(spread(&even), None);
        let uneven: Vec<_> = (0..42).map(|at| (700 + at * 15, 1000.0)).collect();
        assert!(spread(&uneven).is_some_and(|found| found.ratio > threshold(42) && found.between > 0.0));
        assert_eq!(spread(&uneven[..9]), None);
    }

    #[test]
    fn one_area_far_out_does_not_make_a_spread() {
        let mut areas: Vec<_> = (0..42).map(|at| (1000 + at % 3 * 20, 1020.0)).collect();
        areas[7].0 = 9000;
        assert_eq!(spread(&areas), None);
    }

    #[test]
    fn quantiles_lie_between_values_in_proportion() {
        let sorted = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
        assert!((quantile(&sorted, 0.1) - 1.9).abs() < 1e-12);
        assert!((quantile(&sorted, 0.9) - 9.1).abs() < 1e-12);
    }
}
