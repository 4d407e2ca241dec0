//! A canvas on which a chart is drawn, in units of the drawing, and planes on it that have scales.

use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{Cartesian2d, Circle, DrawingArea, IntoDrawingArea, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontFamily, IntoFont, ShapeStyle, TextStyle};

use super::role::Role;
use super::svg::{Body, STEPS};
use super::widths;

/// The height of a line of text.
pub(crate) const LINE: f64 = 18.0;

/// A point of the drawing: x, and y downwards from the top.
pub(crate) type Position = (f64, f64);

/// A rectangle in units of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Frame {
    /// Whether two rectangles have more than an edge in common.
    pub(crate) fn overlaps(&self, other: &Frame) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether another rectangle lies within this one.
    pub(crate) fn holds(&self, other: &Frame) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }
}

/// Which end of a text is at its position.
pub(crate) type Anchor = HPos;

/// The width of a text, with a tenth more for the rounding of its position.
pub(crate) fn text_width(text: &str, role: Role) -> f64 {
    (widths::width(text, role.size(), role.is_bold()) * 10.0).ceil() / 10.0 + 0.1
}

/// The width of the widest of texts.
pub(crate) fn widest(texts: impl Iterator<Item = impl AsRef<str>>, role: Role) -> f64 {
    texts.map(|text| text_width(text.as_ref(), role)).fold(0.0, f64::max)
}

/// A text in lines of at most `width`. A word that is wider by itself is cut.
pub(crate) fn wrapped(text: &str, width: f64, role: Role) -> Vec<String> {
    let fits = |line: &str| text_width(line, role) <= width;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = lines.last().map(|line| format!("{line} {word}")).filter(|longer| fits(longer));
        if let (Some(longer), Some(line)) = (longer, lines.last_mut()) {
            *line = longer;
            continue;
        }
        let mut line = String::new();
        for sign in word.chars() {
            line.push(sign);
            if !fits(&line) && line.len() > sign.len_utf8() {
                line.pop();
                lines.push(std::mem::replace(&mut line, sign.into()));
            }
        }
        lines.push(line);
    }
    lines
}

/// A drawing.
pub(crate) struct Canvas<'a> {
    area: DrawingArea<&'a mut Body, Shift>,
    /// The width of the drawing.
    pub(crate) width: f64,
}

impl<'a> Canvas<'a> {
    /// An empty drawing.
    pub(crate) fn new(body: &'a mut Body, width: f64) -> Self {
        Canvas { area: body.into_drawing_area(), width }
    }

    /// A line of text, with its base line at a position.
    pub(crate) fn text(&self, text: &str, position: Position, anchor: Anchor, role: Role) {
        let style: TextStyle<'_> = (FontFamily::SansSerif, role.size()).into_font().into();
        let colour = role.colour();
        let style = style.color(&colour).pos(Pos::new(anchor, VPos::Bottom));
        written(self.area.draw(&Text::new(text, steps(position), style)));
    }

    /// The left end of a text of a width around an x, moved as little as keeps it within the drawing.
    pub(crate) fn left_around(&self, x: f64, width: f64) -> f64 {
        (x - width / 2.0).min(self.width - width).max(0.0)
    }

    /// Lines of text below each other, the base line of the first at a position. Gives the height of all.
    pub(crate) fn lines(&self, lines: &[String], (x, y): Position, role: Role) -> f64 {
        for (line, at) in lines.iter().zip(0..) {
            self.text(line, (x, y + f64::from(at) * LINE), Anchor::Left, role);
        }
        lines.len() as f64 * LINE
    }

    /// A text from the left edge on, in as many lines as it needs. Gives their height.
    pub(crate) fn paragraph(&self, text: &str, y: f64, role: Role) -> f64 {
        self.lines(&wrapped(text, self.width, role), (0.0, y), role)
    }

    /// A filled rectangle.
    pub(crate) fn rect(&self, frame: &Frame, role: Role) {
        let corners = [steps((frame.left, frame.top)), steps((frame.right, frame.bottom))];
        written(self.area.draw(&Rectangle::new(corners, filled(role))));
    }

    /// A line through points.
    pub(crate) fn line(&self, points: &[Position], role: Role) {
        let points: Vec<_> = points.iter().copied().map(steps).collect();
        written(self.area.draw(&PathElement::new(points, filled(role))));
    }

    /// A filled polygon.
    pub(crate) fn polygon(&self, corners: &[Position], role: Role) {
        let corners: Vec<_> = corners.iter().copied().map(steps).collect();
        written(self.area.draw(&Polygon::new(corners, filled(role))));
    }

    /// A filled circle.
    pub(crate) fn circle(&self, middle: Position, radius: f64, role: Role) {
        written(self.area.draw(&Circle::new(steps(middle), steps((radius, 0.0)).0, filled(role))));
    }

    /// A part of the drawing with scales: `x` from left to right, `y` from the bottom upwards.
    pub(crate) fn plane(&self, x: Range<f64>, y: Range<f64>, frame: Frame) -> Plane<'a> {
        let (left, top) = steps((frame.left, frame.top));
        let (right, bottom) = steps((frame.right, frame.bottom));
        let limits = (left..right.max(left + 1), bottom..top.min(bottom - 1));
        let scales = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(sound(x), sound(y), limits);
        Plane { area: self.area.clone().apply_coord_spec(scales), frame }
    }
}

/// A part of the drawing with scales.
pub(crate) struct Plane<'a> {
    area: DrawingArea<&'a mut Body, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    /// The part of the drawing that it fills.
    pub(crate) frame: Frame,
}

impl Plane<'_> {
    /// The position in the drawing of a value on each scale.
    pub(crate) fn position(&self, values: (f64, f64)) -> Position {
        let (x, y) = self.area.map_coordinate(&values);
        (f64::from(x) / f64::from(STEPS), f64::from(y) / f64::from(STEPS))
    }

    /// The x of a value in the drawing.
    pub(crate) fn x(&self, value: f64) -> f64 {
        self.position((value, 0.0)).0
    }

    /// The y of a value in the drawing.
    pub(crate) fn y(&self, value: f64) -> f64 {
        self.position((0.0, value)).1
    }

    /// A line through values on the scales.
    pub(crate) fn line(&self, values: &[(f64, f64)], role: Role) {
        written(self.area.draw(&PathElement::new(values.to_vec(), filled(role))));
    }

    /// A filled rectangle between values on the scales.
    pub(crate) fn rect(&self, from: (f64, f64), to: (f64, f64), role: Role) {
        written(self.area.draw(&Rectangle::new([from, to], filled(role))));
    }
}

/// A range with a length and ends, without which plotters never returns.
fn sound(range: Range<f64>) -> Range<f64> {
    let is_sound = range.start.is_finite() && range.end.is_finite() && range.start < range.end;
    if is_sound { range } else { 0.0..1.0 }
}

fn steps((x, y): Position) -> (i32, i32) {
    let steps = |length: f64| (length * f64::from(STEPS)).round() as i32;
    (steps(x), steps(y))
}

fn filled(role: Role) -> ShapeStyle {
    ShapeStyle { color: role.colour().into(), filled: true, stroke_width: 1 }
}

/// Shapes are written into memory, which cannot fail, and no font is loaded.
fn written<E>(result: Result<(), E>) {
    debug_assert!(result.is_ok(), "a shape could not be written into memory");
}
