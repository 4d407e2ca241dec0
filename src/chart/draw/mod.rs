//! Drawing: roles that decide looks, widths of texts, an SVG backend for plotters, a canvas, scales.

pub mod role;
pub mod widths;
pub mod svg;
pub mod canvas;
pub mod scale;
