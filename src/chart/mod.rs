//! Charts: figures → SVG text, drawn with plotters.
//!
//! Whoever wants a chart makes an [`inline::Chart`] of one of the kinds of [`plot::Plot`] and draws it with [`inline::svg`]
//! for a page and [`file::svg`] for a file of its own. `draw/` knows no kind of chart; `kinds/` has a file for each.

pub mod draw;
pub mod data;
pub(crate) mod description;
pub mod kinds;
pub mod plot;
pub mod inline;
pub mod file;
pub mod asked;
