//! Sparkline: the course of one series in the height of a line of text, for a cell of a table.

use super::multiples;
use crate::chart::data::{Figure, Series, Span};
use crate::chart::description;
use crate::chart::draw::canvas::Canvas;
use crate::chart::draw::frame::Frame;
use crate::chart::draw::role::Role;

/// The height.
pub(crate) const HEIGHT: f64 = 24.0;
/// The width.
pub(crate) const WIDTH: f64 = 96.0;

/// A sparkline. Its scale goes from the lowest to the highest figure: it shows the course, not the size.
#[derive(Debug, Clone, PartialEq)]
pub struct Spark {
    /// What is counted.
    pub unit: String,
    /// The periods and breaks.
    pub span: Span,
    /// The series.
    pub series: Series,
}

/// The series in words.
pub(crate) fn describe(chart: &Spark) -> String {
    let course = description::course(&chart.span, &chart.series);
    format!("Small line, in {}.{course}{}", chart.unit, description::breaks(&chart.span))
}

/// Draws the line and gives the height.
pub(crate) fn draw(chart: &Spark, canvas: &Canvas<'_>) -> f64 {
    let values = || chart.series.figures.iter().filter_map(Figure::value);
    let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let frame = Frame { left: 4.0, top: 4.0, right: canvas.width - 4.0, bottom: HEIGHT - 4.0 };
    let up = if low < high { low..high } else { low - 1.0..low + 1.0 };
    let plane = canvas.plane(multiples::across(&chart.span), up, frame);
    multiples::breaks(&chart.span, canvas, &plane);
    multiples::stretches(&chart.span, &chart.series.figures, canvas, &plane, Role::Line1);
    for (first, last, _) in chart.span.gaps(&chart.series.figures) {
        multiples::gap(canvas, &plane, (first, last));
    }
    let last = chart.series.figures.last().and_then(Figure::value);
    if let (Some(value), Some(at)) = (last, chart.span.periods.len().checked_sub(1)) {
        canvas.dot(plane.place((at as f64, value)), 3.5, Role::Fill1);
    }
    HEIGHT
}
