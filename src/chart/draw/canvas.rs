//! What a chart is drawn on: a page in units of the drawing, and planes on it that have scales.

use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{Cartesian2d, Circle, DrawingArea, IntoDrawingArea, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontFamily, IntoFont, ShapeStyle, TextStyle};

use super::frame::Frame;
use super::role::Role;
use super::svg::{Body, FINE, Svg};
use super::widths;

/// A place in units of the drawing: across, down.
pub(crate) type Place = (f64, f64);

/// Where a text stands in relation to its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// How wide a text is, in units of the drawing, with a tenth for the rounding of its place.
pub(crate) fn text_width(text: &str, role: Role) -> f64 {
    (widths::width(text, role.size(), role.is_bold()) * 10.0).ceil() / 10.0 + 0.1
}

/// A text in lines of at most `width`. A word that is wider by itself is cut.
pub(crate) fn wrapped(text: &str, width: f64, role: Role) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if let Some(line) = lines.last_mut() {
            let length = line.len();
            line.push(' ');
            line.push_str(word);
            if text_width(line, role) <= width {
                continue;
            }
            line.truncate(length);
        }
        if text_width(word, role) <= width {
            lines.push(word.to_owned());
            continue;
        }
        lines.push(String::new());
        for sign in word.chars() {
            let full =
                lines.last().is_some_and(|line| !line.is_empty() && text_width(&format!("{line}{sign}"), role) > width);
            if full {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push(sign);
            }
        }
    }
    lines
}

/// The page.
pub(crate) struct Canvas<'a> {
    page: DrawingArea<Svg<'a>, Shift>,
    /// The width of the drawing.
    pub(crate) width: f64,
}

impl<'a> Canvas<'a> {
    /// An empty page of a width.
    pub(crate) fn new(body: &'a mut Body, width: f64) -> Self {
        Canvas { page: Svg { body }.into_drawing_area(), width }
    }

    /// A line of text; `place` is on its base line.
    pub(crate) fn text(&self, text: &str, place: Place, anchor: Anchor, role: Role) {
        let across = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let style: TextStyle<'_> = (FontFamily::SansSerif, role.size()).into_font().into();
        let colour = role.colour();
        let style = style.color(&colour).pos(Pos::new(across, VPos::Bottom));
        done(self.page.draw(&Text::new(text, fine(place), style)));
    }

    /// A text in lines below each other, the base line of the first at `place`. Gives the height of a line times their number.
    pub(crate) fn lines(&self, lines: &[String], place: Place, anchor: Anchor, role: Role) -> f64 {
        let mut down = place.1;
        for line in lines {
            self.text(line, (place.0, down), anchor, role);
            down += LINE;
        }
        down - place.1
    }

    /// A filled rectangle.
    pub(crate) fn rect(&self, frame: &Frame, role: Role) {
        let corners = [fine((frame.left, frame.top)), fine((frame.right, frame.bottom))];
        done(self.page.draw(&Rectangle::new(corners, looks(role))));
    }

    /// A line through places.
    pub(crate) fn line(&self, places: &[Place], role: Role) {
        let places: Vec<_> = places.iter().copied().map(fine).collect();
        done(self.page.draw(&PathElement::new(places, looks(role))));
    }

    /// A filled shape.
    pub(crate) fn shape(&self, corners: &[Place], role: Role) {
        let corners: Vec<_> = corners.iter().copied().map(fine).collect();
        done(self.page.draw(&Polygon::new(corners, looks(role))));
    }

    /// A filled circle.
    pub(crate) fn dot(&self, middle: Place, radius: f64, role: Role) {
        done(self.page.draw(&Circle::new(fine(middle), fine((radius, 0.0)).0, looks(role))));
    }

    /// A part of the page with scales: `across` from left to right, `up` from the bottom upwards.
    pub(crate) fn plane(&self, across: Range<f64>, up: Range<f64>, frame: Frame) -> Plane<'a> {
        let (left, top) = fine((frame.left, frame.top));
        let (right, bottom) = fine((frame.right, frame.bottom));
        let limits = (left..right.max(left + 1), bottom..top.min(bottom - 1));
        let scales = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(widened(across), widened(up), limits);
        Plane { area: self.page.clone().apply_coord_spec(scales), frame }
    }
}

/// The height of a line of text.
pub(crate) const LINE: f64 = 18.0;

/// A part of the page with scales.
pub(crate) struct Plane<'a> {
    area: DrawingArea<Svg<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
    /// Where it lies.
    pub(crate) frame: Frame,
}

impl Plane<'_> {
    /// Where a point of the scales lies on the page.
    pub(crate) fn place(&self, point: (f64, f64)) -> Place {
        let (across, down) = self.area.map_coordinate(&point);
        (f64::from(across) / f64::from(FINE), f64::from(down) / f64::from(FINE))
    }

    /// A line through points of the scales.
    pub(crate) fn line(&self, points: &[(f64, f64)], role: Role) {
        done(self.area.draw(&PathElement::new(points.to_vec(), looks(role))));
    }

    /// A filled rectangle between two points of the scales.
    pub(crate) fn rect(&self, from: (f64, f64), to: (f64, f64), role: Role) {
        done(self.area.draw(&Rectangle::new([from, to], looks(role))));
    }
}

/// Plotters hangs on a scale without length or end.
fn widened(range: Range<f64>) -> Range<f64> {
    let is_sound = range.start.is_finite() && range.end.is_finite() && range.start < range.end;
    if is_sound { range } else { 0.0..1.0 }
}

fn fine((across, down): Place) -> (i32, i32) {
    let fine = |length: f64| (length * f64::from(FINE)).round() as i32;
    (fine(across), fine(down))
}

fn looks(role: Role) -> ShapeStyle {
    ShapeStyle { color: role.colour().into(), filled: true, stroke_width: 1 }
}

/// Shapes are written into memory, which cannot fail, and no font is ever loaded.
fn done<E>(drawn: Result<(), E>) {
    debug_assert!(drawn.is_ok(), "a shape could not be written into memory");
}
