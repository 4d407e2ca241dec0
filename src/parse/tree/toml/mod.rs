//! TOML as a tree of values.

mod slip;
pub(crate) mod document;
