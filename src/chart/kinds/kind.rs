//! What every kind of chart can do. A new kind is a file with these functions, and a row in `plot.rs`.

use crate::chart::draw::canvas::Canvas;

/// A kind of chart.
pub(crate) trait Kind {
    /// The figures in words: the highest, the lowest, how they changed, which are missing.
    fn describe(&self) -> String;

    /// Draws the chart over the width of the canvas and gives the height that it took.
    fn draw(&self, canvas: &Canvas<'_>) -> f64;
}
