//! `statistics.yaml`: returns.

pub(crate) mod cells;
pub(crate) mod described;
mod local;
pub(crate) mod figures;
