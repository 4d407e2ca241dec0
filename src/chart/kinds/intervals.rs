//! Dots with intervals: a rate and its 95% interval for each area, beside a reference value.

use super::kind::Kind;
use crate::chart::data::{Figure, Level};
use crate::chart::description;
use crate::chart::draw::canvas::{Anchor, Canvas, Frame, LINE, Plane, text_width, widest, wrapped};
use crate::chart::draw::role::Role;
use crate::chart::draw::scale::{Scale, finest};
use crate::quantity::unit::Unit;

/// Dots with intervals, one a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Intervals {
    /// What is shown: `per 100,000 people aged 10 and over`.
    pub unit: String,
    /// What the intervals are: `95% interval`.
    pub interval: String,
    /// The rows, from top to bottom.
    pub rows: Vec<Interval>,
    /// The value that the rows are compared with, if there is one.
    pub reference: Option<Level>,
}

/// A value with its interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Interval {
    /// The label.
    pub label: String,
    /// The value.
    pub figure: Figure,
    /// The ends of the interval, lower first, where it is known.
    pub ends: Option<(Figure, Figure)>,
}

impl Interval {
    fn ends(&self) -> Option<(f64, f64)> {
        let (low, high) = self.ends.as_ref()?;
        Some((low.value()?, high.value()?))
    }

    /// `96 (91 to 101)`.
    fn text(&self) -> String {
        match (&self.ends, self.figure.gap()) {
            (_, Some(gap)) => gap,
            (Some((low, high)), None) if self.ends().is_some() => {
                format!("{} ({} to {})", self.figure.text, low.text, high.text)
            }
            _ => self.figure.text.clone(),
        }
    }
}

impl Kind for Intervals {
    fn describe(&self) -> String {
        let figures = self.rows.iter().map(|row| (row.label.clone(), &row.figure));
        let (rows, figures) = (description::counted(self.rows.len(), "row"), description::figures(figures, ""));
        let mut text = format!("Dots with the {}, {rows}, {}.{figures}", self.interval, self.unit);
        let Some(level) = &self.reference else { return text };
        text.push_str(&format!(" {}.", level.named()));
        let Some(at) = level.figure.value() else { return text };
        let beyond = |is_beyond: &dyn Fn((f64, f64)) -> bool, side: &str| {
            let rows = self.rows.iter().filter(|row| row.ends().is_some_and(is_beyond));
            let names: Vec<_> = rows.map(|row| row.label.clone()).collect();
            description::listed(&format!("The whole interval is {side} that"), &names)
        };
        text + &beyond(&|(low, _)| low > at, "above") + &beyond(&|(_, high)| high < at, "below")
    }

    /// Label, dot and figures are on one line where there is room, else label and figures above the dot.
    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let width = canvas.width;
        let widest = |text: fn(&Interval) -> String| {
            self.rows.iter().map(|row| text_width(&text(row), Role::Label)).fold(0.0, f64::max)
        };
        let (label, figures) = (widest(|row| row.label.clone()), widest(Interval::text));
        let beside = width - label - figures - 32.0 >= width * 0.35;
        let level = self.reference.as_ref().and_then(|level| Some((level, level.figure.value()?)));
        let (left, right) = if beside { (label + 16.0, width - figures - 16.0) } else { (0.0, width) };
        let scale = finest(&self.values(), (false, Unit::Plain), 5, |scale| {
            (scale.widest() + 10.0) * scale.ticks.len() as f64 <= right - left
        });
        let margin = scale.widest() / 2.0;
        let top = level.map_or(0.0, |(level, _)| wrapped(&level.named(), width, Role::Quiet).len() as f64 * LINE + 6.0);
        let heights: Vec<_> = self.rows.iter().map(|row| height(row, beside, width)).collect();
        let bottom = top + heights.iter().sum::<f64>() + 4.0;
        let frame = Frame { left: left.max(margin), top, right: right.min(width - margin), bottom };
        let rows = Rows { beside, canvas };
        let plane = canvas.plane(scale.range(), 0.0..1.0, frame);
        rows.axis(&scale, &plane);
        if let Some((level, value)) = level {
            rows.reference(level, plane.x(value), frame);
        }
        let mut top = frame.top;
        for (row, height) in self.rows.iter().zip(heights) {
            let middle = if beside { top + height / 2.0 } else { top + height - 12.0 };
            rows.texts(row, top, middle);
            if let (false, Some((_, value))) = (beside, level) {
                let x = plane.x(value);
                canvas.line(&[(x, middle - 9.0), (x, middle + 9.0)], Role::Reference);
            }
            rows.interval(row, middle, &plane);
            top += height;
        }
        bottom + LINE + 4.0
    }
}

impl Intervals {
    /// Every value that is drawn.
    fn values(&self) -> Vec<f64> {
        let ends = self.rows.iter().filter_map(Interval::ends).flat_map(|(low, high)| [low, high]);
        let figures = self.rows.iter().map(|row| &row.figure).chain(self.reference.as_ref().map(|level| &level.figure));
        figures.filter_map(Figure::value).chain(ends).collect()
    }
}

fn height(row: &Interval, beside: bool, width: f64) -> f64 {
    if beside { 24.0 } else { lines_above(row, width).0.len() as f64 * LINE + 24.0 }
}

/// The lines above a dot, and whether there is room for the figures at the end of the last.
fn lines_above(row: &Interval, width: f64) -> (Vec<String>, bool) {
    let mut lines = wrapped(&row.label, width, Role::Label);
    let (last, text) = (lines.last().map_or(0.0, |line| text_width(line, Role::Label)), row.text());
    let has_room = last + text_width(&text, Role::Label) + 12.0 <= width;
    if !has_room {
        lines.extend(wrapped(&text, width, Role::Label));
    }
    (lines, has_room)
}

/// What all rows of a chart have in common.
struct Rows<'a, 'c> {
    /// Whether label and figures are beside the dot.
    beside: bool,
    canvas: &'a Canvas<'c>,
}

impl Rows<'_, '_> {
    fn axis(&self, scale: &Scale, plane: &Plane<'_>) {
        let frame = plane.frame;
        self.canvas.line(&[(frame.left, frame.bottom), (frame.right, frame.bottom)], Role::Axis);
        for (value, text) in &scale.ticks {
            let x = plane.x(*value);
            let top = if self.beside { frame.top } else { frame.bottom - 4.0 };
            self.canvas.line(&[(x, top), (x, frame.bottom)], Role::Grid);
            self.canvas.text(text, (x, frame.bottom + 16.0), Anchor::Center, Role::Quiet);
        }
    }

    fn reference(&self, level: &Level, x: f64, frame: Frame) {
        let lines = wrapped(&level.named(), self.canvas.width, Role::Quiet);
        let widest = widest(lines.iter(), Role::Quiet);
        self.canvas.lines(&lines, (self.canvas.left_around(x, widest), 13.0), Role::Quiet);
        if self.beside {
            self.canvas.line(&[(x, frame.top - 2.0), (x, frame.bottom)], Role::Reference);
        }
    }

    fn texts(&self, row: &Interval, top: f64, middle: f64) {
        let (right, role) = (self.canvas.width, Role::Label);
        if self.beside {
            self.canvas.text(&row.label, (0.0, middle + 5.0), Anchor::Left, role);
            self.canvas.text(&row.text(), (right, middle + 5.0), Anchor::Right, role);
            return;
        }
        let (lines, has_room) = lines_above(row, right);
        let height = self.canvas.lines(&lines, (0.0, top + 14.0), role);
        if has_room {
            self.canvas.text(&row.text(), (right, top + height - LINE + 14.0), Anchor::Right, role);
        }
    }

    fn interval(&self, row: &Interval, middle: f64, plane: &Plane<'_>) {
        let Some(value) = row.figure.value() else { return };
        if let Some((low, high)) = row.ends() {
            let (low, high) = (plane.x(low), plane.x(high));
            self.canvas.line(&[(low, middle), (high, middle)], Role::Whisker);
            for end in [low, high] {
                self.canvas.line(&[(end, middle - 4.0), (end, middle + 4.0)], Role::Whisker);
            }
        }
        self.canvas.circle((plane.x(value), middle), 5.0, Role::Fill1);
    }
}
