//! Whether numbers are those of a row or column read out, or how a figure changed from year to year.

use crate::book::path::CellPath;
use crate::check::prose::accounts::holds;
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::returns::{Candidate, Measured};
use crate::quantity::Quantity;

/// Whether all figures of a row with a total, other than those that are none, are told.
pub(super) fn is_whole_row(family: &[Candidate<'_>], claim: &Claim<'_, '_>, near: &[&Claim<'_, '_>]) -> bool {
    const FEWEST: usize = 3;
    let has_total = family.iter().any(|figure| figure.cell().is_some_and(CellPath::is_total));
    let is_row = family.iter().any(|figure| matches!(figure.measured, Measured::Share { .. }));
    let levels = family.iter().filter_map(|figure| match figure.measured {
        Measured::Level(Some(value)) if !value.is_zero() => Some(value),
        _ => None,
    });
    let levels: Vec<_> = levels.collect();
    let numbers: Vec<_> = [claim].into_iter().chain(near.iter().copied()).collect();
    let is_told = |value: &Quantity| numbers.iter().any(|claim| claim.mention.number() == Some(*value));
    has_total && is_row && levels.len() > FEWEST && levels.iter().all(is_told)
}

/// Whether three or more numbers are all figures of a row but its total, in their order: “six, 12 and five”.
pub(super) fn is_in_order(
    family: &[Candidate<'_>],
    axis: usize,
    claim: &Claim<'_, '_>,
    near: &[&Claim<'_, '_>],
) -> bool {
    const FEWEST: usize = 3;
    let mut numbers: Vec<_> = [claim].into_iter().chain(near.iter().copied()).collect();
    numbers.sort_by_key(|claim| claim.segment);
    let numbers: Vec<_> = numbers.iter().map(|claim| claim.mention.number()).collect();
    let row = family.iter().filter_map(|figure| match figure.measured {
        Measured::Level(value) if figure.cell().is_some_and(|cell| !cell.is_total_along(axis)) => Some(value),
        _ => None,
    });
    let row: Vec<_> = row.filter(Option::is_some).collect();
    row.len() >= FEWEST && numbers.windows(row.len()).any(|told| told == row)
}

/// Whether three or more numbers are how a figure changed in years that follow each other: “by 12, 15 and nine”.
pub(super) fn is_course(family: &[Candidate<'_>], claim: &Claim<'_, '_>, near: &[&Claim<'_, '_>]) -> bool {
    const FEWEST: usize = 3;
    let mut told: Vec<_> = [claim].into_iter().chain(near.iter().copied()).collect();
    told.sort_by_key(|claim| claim.segment);
    let is_change = |(told, figure): (&&Claim<'_, '_>, &Candidate<'_>)| {
        matches!((told.role, &figure.measured), (Role::Change(_), Measured::Change { .. }))
            && holds(told, told.role, figure)
    };
    let is_told = |told: &[&Claim<'_, '_>]| family.windows(FEWEST).any(|years| told.iter().zip(years).all(is_change));
    told.windows(FEWEST).any(is_told)
}
