//! Readings of a number that go beyond its own words, looked for before it is called unaccounted for.

mod lines;
pub(crate) mod compatible;
pub(crate) mod confirmed;
pub(crate) mod elsewhere;
pub(crate) mod follows;
mod parts;
pub(crate) mod terms;
pub(crate) mod worked_out;

use super::accounts::{Account, Number};
use super::reading::claims::Claim;

/// Whether a number that its own words do not give can be another. One that belongs to its own of as many names is that one's alone.
pub(crate) fn is_open(claim: &Claim<'_, '_>, account: &Account<'_>) -> bool {
    matches!(account, Account::Unaccounted(considered) if considered.is_empty() || !claim.is_paired)
}

pub(crate) fn is_unaccounted(number: &Number<'_, '_>) -> bool {
    matches!(number, Number::Claim(_, Account::Unaccounted(_)))
}
