//! How many people there can be where no estimate says it: what other estimates of the area allow.
//!
//! Estimates of the same people in other years, those of everybody, since no group is larger, and for everybody those of any
//! group. Areas and groups grow and shrink, and estimates are revised: each is taken to be wrong by up to 10%, and by as much again
//! for each year that lies between.

use crate::book::{Book, Population};

/// How many people there are at least or at most, and the estimate from which that follows.
#[derive(Debug, Clone, Copy)]
pub struct Bound<'a> {
    /// How many.
    pub people: u64,
    /// The estimate.
    pub estimate: &'a Population,
}

/// An estimate of a year further away says nothing.
const MOST_YEARS: u16 = 20;

/// What an estimate says of another year.
fn bound(estimate: &Population, year: u16, up: bool) -> Option<Bound<'_>> {
    let people = moved(estimate.people, estimate.mid_year.abs_diff(year) + 1, up)?;
    Some(Bound { people, estimate })
}

/// Whether two estimates of one area can both be right.
pub fn go_together(one: &Population, other: &Population) -> bool {
    if one.mid_year.abs_diff(other.mid_year) > MOST_YEARS {
        return true;
    }
    let within = |up| bound(one, other.mid_year, up).map(|bound| bound.people);
    within(false).is_none_or(|least| least <= other.people) && within(true).is_none_or(|most| other.people <= most)
}

/// A number made so many times larger by 10%, or smaller; none where it is too large.
fn moved(people: u64, times: u16, up: bool) -> Option<u64> {
    let power = |base: u128| base.checked_pow(times.into());
    let (by, over) = if up { (power(11)?, power(10)?) } else { (power(10)?, power(11)?) };
    u64::try_from(u128::from(people).checked_mul(by)? / over).ok()
}

impl Book {
    /// How many people of a basis there are at least in an area in the middle of a year, and how many at most.
    pub fn people_between(&self, area: &str, year: u16, basis: &str) -> (Option<Bound<'_>>, Option<Bound<'_>>) {
        let near = || self.populations_of(area).iter().filter(|found| found.mid_year.abs_diff(year) <= MOST_YEARS);
        let is_within = |found: &&Population| found.basis == basis || basis == Population::EVERYBODY;
        let is_around = |found: &&Population| found.basis == basis || found.basis == Population::EVERYBODY;
        let least = near().filter(is_within).filter_map(|found| bound(found, year, false));
        let most = near().filter(is_around).filter_map(|found| bound(found, year, true));
        (least.max_by_key(|bound| bound.people), most.min_by_key(|bound| bound.people))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_taken_to_be_wrong_by_a_tenth_and_as_much_for_each_year() {
        let moved = |times, up| moved(1000, times, up);
        assert_eq!([moved(1, true), moved(1, false)], [Some(1100), Some(909)]);
        assert_eq!([moved(3, true), moved(3, false)], [Some(1331), Some(751)]);
        assert_eq!(super::moved(u64::MAX, MOST_YEARS + 1, true), None);
    }
}
