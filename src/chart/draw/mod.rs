//! Drawing without regard to the kind of chart: styles, widths of texts, SVG, a canvas, scales.

pub mod widths;
pub(crate) mod role;
pub(crate) mod svg;
pub(crate) mod canvas;
pub(crate) mod scale;
