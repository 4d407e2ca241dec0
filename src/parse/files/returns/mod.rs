//! `statistics.yaml`: returns.

pub mod cells;
pub mod figures;
