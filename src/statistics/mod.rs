//! Arithmetic for fair comparison: intervals, funnel limits, overdispersion, tests of change. Counts in, numbers out.
//!
//! Quantiles and distribution functions come from a library; every formula names its source. Nothing is rounded here:
//! [`crate::text::number`] does that, once, where a figure is written.

pub mod interval;
pub mod change;
pub mod spread;
pub mod funnel;
