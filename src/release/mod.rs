//! What was released, and what has changed since.
//!
//! A release is the sources of what is public. `releases/` holds for each a record and a folder of its name with the files that
//! were new or other ones than at the release before. Put over each other in order they give the sources of the public site at
//! any release: [`chain::Chain`]. What is public now ([`standing::Standing`]) is compared with what was at the last release part by
//! part ([`compare::Comparison`]): every part that readers see is the same, or a correction tells what of it changed.

pub(crate) mod rules;
pub(crate) mod record;
pub(crate) mod chain;
pub(crate) mod public;
mod compare;
pub(crate) mod standing;
mod times;
pub(crate) mod history;
