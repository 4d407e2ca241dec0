//! Dots with intervals: a rate and its 95% interval for each area, beside a value to compare with.

use super::kind::Kind;
use crate::chart::data::{Figure, Level};
use crate::chart::description;
use crate::chart::draw::canvas::{Anchor, Canvas, LINE, Plane, text_width, wrapped};
use crate::chart::draw::frame::Frame;
use crate::chart::draw::role::Role;
use crate::chart::draw::scale::{Scale, scale};

/// Dots with intervals, one a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Intervals {
    /// What is shown: `per 100,000 people aged 10 and over`.
    pub unit: String,
    /// What the intervals are: `95% interval`.
    pub interval: String,
    /// The rows, from top to bottom.
    pub rows: Vec<Interval>,
    /// What the rows are compared with, if anything.
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
    /// Whether the chart is about this row.
    pub is_own: bool,
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

    fn role(&self) -> Role {
        if self.is_own { Role::Strong } else { Role::Label }
    }
}

impl Kind for Intervals {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn describe(&self) -> String {
        let figures: Vec<_> = self.rows.iter().map(|row| (row.label.clone(), &row.figure)).collect();
        let rows = description::counted(self.rows.len(), "row");
        let (extremes, missing) = (description::extremes(&figures), description::missing(&figures));
        let mut text = format!("Dots with the {}, {rows}, {}.{extremes}{missing}", self.interval, self.unit);
        for row in self.rows.iter().filter(|row| row.is_own && row.figure.at.is_ok()) {
            text.push_str(&format!(" {}: {}.", row.label, row.text()));
        }
        let Some(level) = &self.reference else { return text };
        text.push_str(&format!(" {}: {}.", level.label, level.figure.text));
        let Some(at) = level.figure.value() else { return text };
        let beyond = |is: fn((f64, f64), f64) -> bool| -> Vec<String> {
            let rows = self.rows.iter().filter(|row| row.ends().is_some_and(|ends| is(ends, at)));
            rows.map(|row| row.label.clone()).collect()
        };
        let above = beyond(|(low, _), at| low > at);
        let below = beyond(|(_, high), at| high < at);
        for (names, side) in [(above, "above"), (below, "below")] {
            if !names.is_empty() {
                text.push_str(&format!(" The whole interval is {side} that: {}.", description::list(&names)));
            }
        }
        text
    }

    /// On a wide page label, dot and figures stand in one line, else label and
    /// figures above the dot.
    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let width = canvas.width;
        let widest = |text: fn(&Interval) -> String| {
            self.rows.iter().map(|row| text_width(&text(row), row.role())).fold(0.0, f64::max)
        };
        let (label, figures) = (widest(|row| row.label.clone()), widest(Interval::text));
        let beside = width - label - figures - 32.0 >= width * 0.35;
        let places = self.rows.iter().flat_map(|row| {
            let ends = row.ends().map(|(low, high)| [low, high]);
            row.figure.value().into_iter().chain(ends.into_iter().flatten())
        });
        let level = self.reference.as_ref().and_then(|level| Some((level, level.figure.value()?)));
        let places = places.chain(level.map(|(_, at)| at));
        let (left, right) = if beside { (label + 16.0, width - figures - 16.0) } else { (0.0, width) };
        let (scale, margin) = ticks(&places.collect::<Vec<_>>(), right - left);
        let mut frame = Frame { left: left.max(margin), top: 0.0, right: right.min(width - margin), bottom: 0.0 };
        if let Some((level, _)) = level {
            let text = format!("{}: {}", level.label, level.figure.text);
            frame.top = wrapped(&text, width, Role::Quiet).len() as f64 * LINE + 6.0;
        }
        let heights: Vec<_> = self.rows.iter().map(|row| height(row, beside, width)).collect();
        frame.bottom = frame.top + heights.iter().sum::<f64>() + 4.0;
        let plane = canvas.plane(scale.low..scale.high, 0.0..1.0, frame);
        axis(&scale, beside, canvas, &plane);
        if let Some((level, at)) = level {
            reference(level, at, beside, canvas, &plane);
        }
        let focused = self.rows.iter().any(|row| row.is_own);
        let mut down = frame.top;
        for (row, height) in self.rows.iter().zip(heights) {
            let middle = if beside { down + height / 2.0 } else { down + height - 12.0 };
            texts(row, beside, down, middle, canvas);
            if let (false, Some((_, at))) = (beside, level) {
                let (across, _) = plane.place((at, 0.0));
                canvas.line(&[(across, middle - 9.0), (across, middle + 9.0)], Role::Reference);
            }
            interval(row, focused, middle, canvas, &plane);
            down += height;
        }
        frame.bottom + LINE + 4.0
    }
}

/// A scale whose numbers have room, and half the width of the widest of them.
fn ticks(places: &[f64], room: f64) -> (Scale, f64) {
    for count in (1..6).rev() {
        let scale = scale(places.iter().copied(), false, count);
        let widest = scale.ticks.iter().map(|(_, text)| text_width(text, Role::Quiet)).fold(0.0, f64::max);
        if (widest + 10.0) * scale.ticks.len() as f64 <= room || count == 1 {
            return (scale, widest / 2.0);
        }
    }
    (scale(places.iter().copied(), false, 1), 0.0)
}

fn height(row: &Interval, beside: bool, width: f64) -> f64 {
    if beside { 24.0 } else { above(row, width).0.len() as f64 * LINE + 24.0 }
}

/// The lines above a dot, and whether the figures stand at the end of the last.
fn above(row: &Interval, width: f64) -> (Vec<String>, bool) {
    let mut lines = wrapped(&row.label, width, row.role());
    let (last, text) = (lines.last().map_or(0.0, |line| text_width(line, row.role())), row.text());
    let shared = last + text_width(&text, row.role()) + 12.0 <= width;
    if !shared {
        lines.extend(wrapped(&text, width, row.role()));
    }
    (lines, shared)
}

fn texts(row: &Interval, beside: bool, top: f64, middle: f64, canvas: &Canvas<'_>) {
    let role = row.role();
    if beside {
        canvas.text(&row.label, (0.0, middle + 5.0), Anchor::Start, role);
        canvas.text(&row.text(), (canvas.width, middle + 5.0), Anchor::End, role);
        return;
    }
    let (lines, shared) = above(row, canvas.width);
    let end = canvas.lines(&lines, (0.0, top + 14.0), Anchor::Start, role);
    if shared {
        canvas.text(&row.text(), (canvas.width, top + end - LINE + 14.0), Anchor::End, role);
    }
}

fn interval(row: &Interval, focused: bool, middle: f64, canvas: &Canvas<'_>, plane: &Plane<'_>) {
    let Some(value) = row.figure.value() else { return };
    let across = |value: f64| plane.place((value, 0.0)).0;
    if let Some((low, high)) = row.ends() {
        let (low, high) = (across(low), across(high));
        canvas.line(&[(low, middle), (high, middle)], Role::Whisker);
        for end in [low, high] {
            canvas.line(&[(end, middle - 4.0), (end, middle + 4.0)], Role::Whisker);
        }
    }
    let role = if focused && !row.is_own { Role::Other } else { Role::Fill1 };
    canvas.dot((across(value), middle), if row.is_own { 6.0 } else { 5.0 }, role);
}

fn axis(scale: &Scale, beside: bool, canvas: &Canvas<'_>, plane: &Plane<'_>) {
    let frame = plane.frame;
    canvas.line(&[(frame.left, frame.bottom), (frame.right, frame.bottom)], Role::Axis);
    for (value, text) in &scale.ticks {
        let (across, _) = plane.place((*value, 0.0));
        let top = if beside { frame.top } else { frame.bottom - 4.0 };
        canvas.line(&[(across, top), (across, frame.bottom)], Role::Grid);
        canvas.text(text, (across, frame.bottom + 16.0), Anchor::Middle, Role::Quiet);
    }
}

fn reference(level: &Level, at: f64, beside: bool, canvas: &Canvas<'_>, plane: &Plane<'_>) {
    let (across, _) = plane.place((at, 0.0));
    let lines = wrapped(&format!("{}: {}", level.label, level.figure.text), canvas.width, Role::Quiet);
    let widest = lines.iter().map(|line| text_width(line, Role::Quiet)).fold(0.0, f64::max);
    let left = (across - widest / 2.0).min(canvas.width - widest).max(0.0);
    canvas.lines(&lines, (left, 13.0), Anchor::Start, Role::Quiet);
    if beside {
        canvas.line(&[(across, plane.frame.top - 2.0), (across, plane.frame.bottom)], Role::Reference);
    }
}
