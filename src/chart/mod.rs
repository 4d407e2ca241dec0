//! Charts: figures → SVG text, drawn with plotters. One file a kind of chart.
//!
//! Whoever wants a chart makes a [`page::Chart`] of one of the kinds of [`plot::Plot`] and draws it with [`page::svg`]
//! for a page and [`alone::file`] for a file of its own.

pub mod looks;
pub mod widths;
pub mod svg;
pub mod canvas;
pub mod scale;
pub mod data;
pub mod words;
pub mod bars;
pub mod stacked;
pub mod multiples;
pub mod lines;
pub mod intervals;
pub mod funnel;
pub mod tiles;
pub mod spark;
pub mod plot;
pub mod page;
pub mod alone;
pub mod asked;
