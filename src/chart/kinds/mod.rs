//! The kinds of chart: in each file the figures that a kind shows, their description, and the drawing.

pub(crate) mod kind;
pub(crate) mod timeline;
pub mod bars;
pub mod stacked;
pub mod multiples;
pub mod lines;
pub mod intervals;
pub mod funnel;
pub mod tiles;
pub mod spark;
