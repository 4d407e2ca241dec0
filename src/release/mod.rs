//! What was released, and what has changed since.
//!
//! A release is the sources of what is public. `releases/` holds for each a record and a folder of its name with the files that
//! were new or other ones than at the release before. Put over each other in order they give the sources of the public site at
//! any release: [`chain::Chain`].

pub(crate) mod record;
pub(crate) mod chain;
pub(crate) mod public;
