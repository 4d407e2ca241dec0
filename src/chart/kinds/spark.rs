//! Sparkline: the course of one series in the height of a line of text, for a cell of a table.

use super::kind::Kind;
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

impl Kind for Spark {
    fn is_empty(&self) -> bool {
        self.span.periods.is_empty()
    }

    fn describe(&self) -> String {
        let course = description::course(&self.span, &self.series);
        format!("Small line, in {}.{course}{}", self.unit, description::breaks(&self.span))
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let values = || self.series.figures.iter().filter_map(Figure::value);
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let frame = Frame { left: 4.0, top: 4.0, right: canvas.width - 4.0, bottom: HEIGHT - 4.0 };
        let up = if low < high { low..high } else { low - 1.0..low + 1.0 };
        let plane = canvas.plane(multiples::across(&self.span), up, frame);
        multiples::breaks(&self.span, canvas, &plane);
        multiples::stretches(&self.span, &self.series.figures, canvas, &plane, Role::Line1);
        for (first, last, _) in self.span.gaps(&self.series.figures) {
            multiples::gap(canvas, &plane, (first, last));
        }
        let last = self.series.figures.last().and_then(Figure::value);
        if let (Some(value), Some(at)) = (last, self.span.periods.len().checked_sub(1)) {
            canvas.dot(plane.place((at as f64, value)), 3.5, Role::Fill1);
        }
        HEIGHT
    }
}
