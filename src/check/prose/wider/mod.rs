//! Readings of a number that go beyond its own words, looked for before it is called unaccounted for.

pub(crate) mod compatible;
pub(crate) mod confirmed;
pub(crate) mod elsewhere;
pub(crate) mod follows;
mod parts;
pub(crate) mod terms;
pub(crate) mod worked_out;
