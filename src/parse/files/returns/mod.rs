//! `statistics.yaml`: returns.

pub mod cells;
pub mod described;
pub mod figures;
