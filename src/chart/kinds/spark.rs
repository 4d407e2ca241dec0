//! Sparkline: one series in the height of a line of text, for a cell of a table.

use super::kind::Kind;
use super::timeline::Timeline;
use crate::chart::data::{Courses, Figure};
use crate::chart::description;
use crate::chart::draw::canvas::{Canvas, Frame};
use crate::chart::draw::role::Role;

/// The height.
const HEIGHT: f64 = 24.0;
/// The width.
pub(crate) const WIDTH: f64 = 96.0;

/// A sparkline. Its scale goes from the lowest to the highest figure: it shows changes, not sizes.
#[derive(Debug, Clone, PartialEq)]
pub struct Spark(pub Courses);

impl Kind for Spark {
    fn describe(&self) -> String {
        format!("Small line, in {}.{}", self.0.unit, description::courses(&self.0))
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let Courses { span, series, .. } = &self.0;
        let low = self.0.values().fold(f64::INFINITY, f64::min);
        let high = self.0.values().fold(f64::NEG_INFINITY, f64::max);
        let values = if low < high { low..high } else { low - 1.0..low + 1.0 };
        let frame = Frame { left: 4.0, top: 4.0, right: canvas.width - 4.0, bottom: HEIGHT - 4.0 };
        let timeline = Timeline::new(canvas, span, values, frame);
        for series in series {
            timeline.course(&series.figures);
            let last = series.figures.last().and_then(Figure::value);
            if let (Some(value), Some(at)) = (last, span.periods.len().checked_sub(1)) {
                canvas.circle(timeline.position((at, value)), 3.5, Role::Fill1);
            }
        }
        HEIGHT
    }
}
