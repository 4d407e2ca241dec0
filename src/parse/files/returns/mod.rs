//! `statistics.yaml`: returns.

pub(crate) mod numbers;
mod instead;
pub(crate) mod cells;
pub(crate) mod described;
mod local;
pub(crate) mod figures;
