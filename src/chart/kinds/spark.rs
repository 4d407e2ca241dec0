//! Sparkline: one series in the height of a line of text, for a cell of a table.

use super::kind::Kind;
use super::timeline::Timeline;
use crate::chart::data::{Figure, Series, Span};
use crate::chart::description;
use crate::chart::draw::canvas::{Canvas, Frame};
use crate::chart::draw::role::Role;

/// The height.
const HEIGHT: f64 = 24.0;
/// The width.
pub(crate) const WIDTH: f64 = 96.0;

/// A sparkline. Its scale goes from the lowest to the highest figure: it shows changes, not sizes.
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
    fn describe(&self) -> String {
        let changes = description::series(&self.span, &self.series);
        format!("Small line, in {}.{changes}{}", self.unit, description::breaks(&self.span))
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let values = || self.series.figures.iter().filter_map(Figure::value);
        let (low, high) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
        let frame = Frame { left: 4.0, top: 4.0, right: canvas.width - 4.0, bottom: HEIGHT - 4.0 };
        let values = if low < high { low..high } else { low - 1.0..low + 1.0 };
        let timeline = Timeline::new(canvas, &self.span, values, frame);
        timeline.breaks();
        timeline.line(&self.series.figures, Role::Line1);
        self.span.gaps(&self.series.figures).iter().for_each(|gap| timeline.gap(gap));
        let last = self.series.figures.last().and_then(Figure::value);
        if let (Some(value), Some(at)) = (last, self.span.periods.len().checked_sub(1)) {
            canvas.circle(timeline.position((at, value)), 3.5, Role::Fill1);
        }
        HEIGHT
    }
}
