//! `statistics.yaml`: returns.

pub(crate) mod cells;
pub(crate) mod described;
pub(crate) mod figures;
