//! What must hold of intervals, limits and tests of change for any numbers, not for chosen ones only.

use areabook::statistics::funnel::{self, Band};
use areabook::statistics::{change, interval, spread};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn an_interval_holds_its_count_and_grows_with_it(count in 0..5_000_000_u64) {
        let (now, next) = (interval::of_count(count), interval::of_count(count + 1));
        prop_assert!(now.lower >= 0.0 && now.lower <= interval::float(count) && interval::float(count) < now.upper);
        prop_assert!(now.lower < next.lower && now.upper < next.upper);
    }

    #[test]
    fn limits_lie_in_order_around_the_expected_count(expected in 0.01..20_000.0_f64, more in 1.0..500.0_f64) {
        let [far_below, below, above, far_above] = funnel::limits(expected, None).unwrap().0;
        prop_assert!(0.0 <= far_below && far_below <= below && below <= above && above <= far_above);
        prop_assert!(below <= expected && expected <= far_above);
        let wider = funnel::limits(expected + more, None).unwrap().0;
        prop_assert!(wider.iter().zip([far_below, below, above, far_above]).all(|(wider, limit)| *wider >= limit - 1e-9));
    }

    #[test]
    fn a_larger_spread_never_narrows(expected in 1.0..20_000.0_f64, between in 0.0..0.5_f64, more in 0.0..0.5_f64) {
        let limits = |between| funnel::limits(expected, Some(&spread::Spread { ratio: 2.0, between })).unwrap().0;
        let (narrow, wide) = (limits(between), limits(between + more));
        prop_assert!(wide[0] <= narrow[0] && wide[1] <= narrow[1] && narrow[2] <= wide[2] && narrow[3] <= wide[3]);
    }

    #[test]
    fn a_higher_count_never_lies_lower(expected in 0.5..5_000.0_f64, count in 0..6_000_u32, more in 0..500_u32) {
        let limits = funnel::limits(expected, None).unwrap();
        prop_assert!(limits.band(f64::from(count)) <= limits.band(f64::from(count + more)));
        prop_assert_eq!(limits.band(expected), Band::Within);
    }

    #[test]
    fn a_test_of_change_is_a_probability_and_knows_no_order(
        before in 0..50_000_u64, now in 0..50_000_u64, people in 1..10_000_000_u64, others in 1..10_000_000_u64,
    ) {
        let found = change::of_difference((before, people), (now, others));
        prop_assert!((0.0..=1.0).contains(&found));
        prop_assert!((found - change::of_difference((now, others), (before, people))).abs() < 1e-9);
    }

    #[test]
    fn the_order_of_areas_does_not_matter(mut areas in prop::collection::vec((0..9_000_u64, 1.0..9_000.0_f64), 0..50)) {
        let found = spread::spread(&areas);
        areas.reverse();
        let again = spread::spread(&areas);
        prop_assert_eq!(found.is_some(), again.is_some());
        if let (Some(found), Some(again)) = (found, again) {
            prop_assert!((found.ratio - again.ratio).abs() < 1e-9 && (found.between - again.between).abs() < 1e-9);
            prop_assert!(found.ratio > spread::threshold(areas.len()) && found.between >= 0.0);
        }
    }
}
