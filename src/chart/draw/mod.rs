//! Drawing: roles that decide looks, widths of texts, an SVG backend for plotters, a canvas, scales.

pub mod widths;
pub mod frame;
pub(crate) mod role;
pub(crate) mod svg;
pub(crate) mod canvas;
pub(crate) mod scale;
