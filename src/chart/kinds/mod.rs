//! The kinds of charts. Each file has the figures that one kind shows, its description in words, and its drawing.

pub(crate) mod kind;
pub mod bars;
pub mod stacked;
pub mod multiples;
pub mod lines;
pub mod intervals;
pub mod funnel;
pub mod tiles;
pub mod spark;
