//! What can be wrong with numbers that are figures of the return or go with others.

pub(crate) mod misfit;
pub(crate) mod disagreement;
