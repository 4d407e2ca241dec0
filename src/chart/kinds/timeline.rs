//! What charts over periods have in common: the scale of periods, lines that stop at breaks and gaps, and marks for both.

use std::ops::Range;

use crate::chart::data::{Figure, Gap, Span};
use crate::chart::draw::canvas::{Canvas, Frame, Plane, Position};
use crate::chart::draw::role::Role;

/// A plane with periods from left to right.
pub(crate) struct Timeline<'a, 'c> {
    pub(crate) canvas: &'a Canvas<'c>,
    pub(crate) frame: Frame,
    span: &'a Span,
    /// Its horizontal scale holds the indexes of the periods.
    pub(crate) plane: Plane<'c>,
}

impl<'a, 'c> Timeline<'a, 'c> {
    /// Periods over the width of the frame, and values in a range over its height.
    pub(crate) fn new(canvas: &'a Canvas<'c>, span: &'a Span, values: Range<f64>, frame: Frame) -> Self {
        let periods = match span.periods.len() {
            0 | 1 => -0.5..0.5,
            count => 0.0..(count - 1) as f64,
        };
        Timeline { canvas, frame, span, plane: canvas.plane(periods, values, frame) }
    }

    /// The position of the value of a period, given by its index.
    pub(crate) fn position(&self, (period, value): (usize, f64)) -> Position {
        self.plane.position((period as f64, value))
    }

    /// The line of a series, without its breaks and gaps. A figure with neither neighbour is a dash.
    pub(crate) fn line(&self, figures: &[Figure], role: Role) {
        for stretch in self.span.stretches(figures) {
            if let [only] = stretch.as_slice() {
                let (x, y) = self.position(*only);
                self.canvas.line(&[(x - 2.0, y), (x + 2.0, y)], role);
            } else {
                let points: Vec<_> = stretch.iter().map(|(at, value)| (*at as f64, *value)).collect();
                self.plane.line(&points, role);
            }
        }
    }

    /// A series alone: its line, its gaps and the breaks.
    pub(crate) fn course(&self, figures: &[Figure]) {
        self.breaks();
        self.line(figures, Role::Line1);
        self.span.gaps(figures).iter().for_each(|gap| self.gap(gap));
    }

    /// A vertical line before each period at which series break.
    pub(crate) fn breaks(&self) {
        for found in &self.span.breaks {
            let x = self.plane.x(found.at as f64 - 0.5);
            self.canvas.line(&[(x, self.frame.top), (x, self.frame.bottom)], Role::Break);
        }
    }

    /// A line at the bottom below periods without a figure.
    pub(crate) fn gap(&self, gap: &Gap) {
        let (left, right) = (self.plane.x(gap.first as f64 - 0.4), self.plane.x(gap.last as f64 + 0.4));
        let y = self.frame.bottom - 3.0;
        self.canvas.line(&[(left.max(self.frame.left), y), (right.min(self.frame.right), y)], Role::Gap);
    }
}
