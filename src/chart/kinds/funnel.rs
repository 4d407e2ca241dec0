//! Funnel plot: rates of areas against their size, with the limits that chance alone would explain.

use super::kind::Kind;
use crate::chart::data::{Figure, Level};
use crate::chart::description;
use crate::chart::draw::canvas::{Anchor, Canvas, LINE, Place, Plane, text_width, wrapped};
use crate::chart::draw::frame::Frame;
use crate::chart::draw::role::Role;
use crate::chart::draw::scale::{Scale, scale, spread};

/// A funnel plot. Points outside the limits, and those that the chart is about, are labelled by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// What stands along the bottom: `Residents aged 10 and over`.
    pub size: String,
    /// What stands upwards: `Registered sexual offenders per 100,000`.
    pub unit: String,
    /// A point each.
    pub points: Vec<Point>,
    /// The value around which the limits lie.
    pub centre: Level,
    /// The limits, inner first: 95%, then 99.8%.
    pub limits: Vec<Limits>,
}

/// An area.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its name.
    pub label: String,
    /// How large it is, in the unit of the bottom scale.
    pub size: f64,
    /// Its value.
    pub figure: Figure,
    /// Whether it is named in the plot, as what lies outside the limits is.
    pub is_named: bool,
    /// Whether the chart is about this one.
    pub is_own: bool,
}

/// A pair of limits, as curves.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// What they are: `95%`.
    pub label: String,
    /// Points of the lower curve: size and value, by size.
    pub lower: Vec<(f64, f64)>,
    /// Points of the upper curve.
    pub upper: Vec<(f64, f64)>,
}

impl Kind for Funnel {
    fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    fn describe(&self) -> String {
        let figures: Vec<_> = self.points.iter().map(|point| (point.label.clone(), &point.figure)).collect();
        let limits: Vec<_> = self.limits.iter().map(|limits| limits.label.clone()).collect();
        let points = description::counted(figures.iter().filter(|(_, figure)| figure.at.is_ok()).count(), "area");
        let (extremes, missing) = (description::extremes(&figures), description::missing(&figures));
        let marked = self.points.iter().filter(|point| point.is_named && !point.is_own && point.figure.at.is_ok());
        let named: Vec<_> = marked.map(|point| format!("{} ({})", point.label, point.figure.text)).collect();
        let own = self.points.iter().filter(|point| point.is_own);
        let own: String = own.map(|point| format!(" {}: {}.", point.label, point.figure.text)).collect();
        let named =
            if named.is_empty() { String::new() } else { format!(" Marked by name: {}.", description::list(&named)) };
        let (centre, level) = (&self.centre.label, &self.centre.figure.text);
        let limits = match limits.as_slice() {
            [] => format!("{centre}: {level}"),
            limits => format!("with limits of {} around {centre}, {level}", description::list(limits)),
        };
        format!(
            "Funnel plot of {points}: {} against {}, {limits}.{extremes}{own}{named}{missing}",
            lower(&self.unit),
            lower(&self.size)
        )
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let width = canvas.width;
        let known: Vec<_> = self.points.iter().filter_map(|point| Some((point, point.figure.value()?))).collect();
        let least = known.iter().map(|(point, _)| point.size).fold(f64::INFINITY, f64::min) * 0.8;
        let curves = || self.limits.iter().flat_map(|limits| limits.lower.iter().chain(&limits.upper)).copied();
        let values = known.iter().map(|(_, value)| *value).chain(self.centre.figure.value());
        let near = curves().filter(|(size, _)| *size >= least).map(|(_, value)| value);
        let up = scale(values.chain(near), false, 5);
        let unit = wrapped(&self.unit, width, Role::Quiet);
        let mut top = canvas.lines(&unit, (0.0, 14.0), Anchor::Start, Role::Quiet) + 10.0;
        let left = up.ticks.iter().map(|(_, text)| text_width(text, Role::Quiet)).fold(0.0, f64::max) + 8.0;
        let ends = self.limits.iter().map(|limits| text_width(&limits.label, Role::Quiet));
        let right = width - ends.chain([text_width(&self.centre.figure.text, Role::Label)]).fold(0.0, f64::max) - 8.0;
        top += 2.0;
        let height = if width < 480.0 { 280.0 } else { 360.0 };
        let frame = Frame { left, top, right, bottom: top + height };
        let sizes: Vec<_> = known.iter().map(|(point, _)| point.size).chain(curves().map(|point| point.0)).collect();
        let across = sizes_scale(&sizes, &frame, width);
        let plane = canvas.plane(across.low..across.high, up.low..up.high, frame);
        axes(&across, &up, canvas, &plane);
        limits(self, &up, canvas, &plane);
        let focused = known.iter().any(|(point, _)| point.is_own);
        let mut dots = Vec::new();
        for own in [false, true] {
            for (point, value) in known.iter().filter(|(point, _)| point.is_own == own) {
                let place = plane.place((point.size, *value));
                let role = if focused && !own { Role::Other } else { Role::Fill1 };
                canvas.dot(place, if own { 6.0 } else { 4.0 }, role);
                dots.push((*point, place));
            }
        }
        let unnamed = name(&dots, canvas, &frame);
        let down = frame.bottom + 2.0 * LINE;
        let mut key =
            format!("{}. Solid line: {}, {}.{}", self.size, self.centre.label, self.centre.figure.text, dashes(self));
        if !unnamed.is_empty() {
            key.push_str(&format!(" Not named for want of room: {}.", description::list(&unnamed)));
        }
        let lines = wrapped(&key, width, Role::Quiet);
        down + canvas.lines(&lines, (0.0, down + 4.0), Anchor::Start, Role::Quiet) - LINE + 8.0
    }
}

/// With a small first letter, for the middle of a sentence, unless an abbreviation begins it.
fn lower(text: &str) -> String {
    let mut signs = text.chars();
    match (signs.next(), signs.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(signs).collect(),
        _ => text.to_owned(),
    }
}

fn dashes(chart: &Funnel) -> String {
    let names = ["Dashed", "Dotted"];
    let named = chart.limits.iter().zip(names).map(|(limits, name)| format!(" {name}: {} limits.", limits.label));
    named.collect()
}

/// A scale along the bottom whose numbers have room.
fn sizes_scale(sizes: &[f64], frame: &Frame, width: f64) -> Scale {
    let room = width - frame.left;
    let fits = |scale: &Scale| {
        let widest = scale.ticks.iter().map(|(_, text)| text_width(text, Role::Quiet)).fold(0.0, f64::max);
        let step = (frame.right - frame.left) / (scale.ticks.len().max(2) - 1) as f64;
        widest + 8.0 <= step && widest / 2.0 <= width - frame.right && widest <= room
    };
    let scales = (1..7).rev().map(|count| scale(sizes.iter().copied(), true, count));
    let mut last = scale(sizes.iter().copied(), true, 1);
    for scale in scales {
        if fits(&scale) {
            return scale;
        }
        last = scale;
    }
    last
}

fn axes(across: &Scale, up: &Scale, canvas: &Canvas<'_>, plane: &Plane<'_>) {
    let frame = plane.frame;
    for (value, text) in &up.ticks {
        let (_, down) = plane.place((across.low, *value));
        let role = if *value == up.low { Role::Axis } else { Role::Grid };
        canvas.line(&[(frame.left, down), (frame.right, down)], role);
        canvas.text(text, (frame.left - 6.0, down + 5.0), Anchor::End, Role::Quiet);
    }
    let mut edge = f64::NEG_INFINITY;
    for (value, text) in &across.ticks {
        let (place, _) = plane.place((*value, up.low));
        canvas.line(&[(place, frame.bottom), (place, frame.bottom + 4.0)], Role::Axis);
        let wide = text_width(text, Role::Quiet);
        let left = (place - wide / 2.0).min(canvas.width - wide).max(0.0);
        if left >= edge {
            canvas.text(text, (left, frame.bottom + 18.0), Anchor::Start, Role::Quiet);
            edge = left + wide + 8.0;
        }
    }
}

/// The curves, each named where it ends on the right.
fn limits(chart: &Funnel, up: &Scale, canvas: &Canvas<'_>, plane: &Plane<'_>) {
    let frame = plane.frame;
    // From top to bottom, so that names keep this order where all curves end in one place.
    let mut ends: Vec<(usize, f64, String, Role)> = Vec::new();
    for (at, (limits, role)) in chart.limits.iter().zip([Role::Inner, Role::Outer]).enumerate() {
        for (rank, curve) in [(3 + at, &limits.lower), (1 - at, &limits.upper)] {
            let inside: Vec<_> = curve.iter().copied().filter(|(_, at)| (up.low..=up.high).contains(at)).collect();
            if inside.len() > 1 {
                plane.line(&inside, role);
            }
            ends.extend(curve.last().map(|end| (rank, plane.place(*end).1, limits.label.clone(), Role::Quiet)));
        }
    }
    if let Some(centre) = chart.centre.figure.value() {
        let (_, down) = plane.place((0.0, centre));
        canvas.line(&[(frame.left, down), (frame.right, down)], Role::Reference);
        ends.push((2, down, chart.centre.figure.text.clone(), Role::Label));
    }
    ends.sort_by_key(|(rank, ..)| *rank);
    let wanted: Vec<_> = ends.iter().map(|(_, down, ..)| (*down, LINE - 2.0)).collect();
    for ((_, _, text, role), middle) in ends.iter().zip(spread(&wanted, frame.top - 8.0, frame.bottom + 2.0)) {
        canvas.text(text, (frame.right + 6.0, middle + 5.0), Anchor::Start, *role);
    }
}

/// Names points: each name on a side of its point where it covers neither a point nor another name, with a line to it
/// where it stands further off. Gives the names for which there is no room.
fn name(dots: &[(&Point, Place)], canvas: &Canvas<'_>, frame: &Frame) -> Vec<String> {
    let mut taken: Vec<Frame> = dots.iter().map(|(_, place)| around(*place, 5.0)).collect();
    let mut leads: Vec<(Place, Place)> = Vec::new();
    let mut unnamed = Vec::new();
    for own in [true, false] {
        for (point, place) in dots.iter().filter(|(point, _)| point.is_own == own && (point.is_named || own)) {
            let role = if own { Role::Strong } else { Role::Name };
            let free = |found: &(Frame, bool)| {
                let (label, lead) = (found.0, lead(*place, found));
                let is_crossed = || leads.iter().any(|other| crosses(*other, &label));
                let texts = &taken[dots.len()..];
                frame.holds(&label)
                    && !taken.iter().any(|other| other.overlaps(&label))
                    && !is_crossed()
                    && !lead.is_some_and(|lead| texts.iter().any(|text| crosses(lead, text)))
            };
            let Some(found) = candidates(*place, text_width(&point.label, role)).into_iter().find(free) else {
                unnamed.push(point.label.clone());
                continue;
            };
            if let Some((from, to)) = lead(*place, &found) {
                canvas.line(&[from, to], Role::Axis);
                leads.push((from, to));
            }
            canvas.text(&point.label, (found.0.left, found.0.bottom - 4.0), Anchor::Start, role);
            taken.push(found.0);
        }
    }
    unnamed
}

/// The line from a point to a name that stands further off.
fn lead(place: Place, (label, is_far): &(Frame, bool)) -> Option<(Place, Place)> {
    let end = (place.0.clamp(label.left, label.right), place.1.clamp(label.top, label.bottom));
    is_far.then_some((place, end))
}

/// Whether a line runs through a rectangle, edges left out.
fn crosses((from, to): (Place, Place), frame: &Frame) -> bool {
    let steps = 32;
    (1..steps).any(|step| {
        let part = f64::from(step) / f64::from(steps);
        let place = (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        around(place, 0.5).overlaps(frame)
    })
}

fn around((across, down): Place, size: f64) -> Frame {
    Frame { left: across - size, top: down - size, right: across + size, bottom: down + size }
}

/// Where a name might stand, the best first, and whether it needs a line to its point.
fn candidates((across, down): Place, wide: f64) -> Vec<(Frame, bool)> {
    let high = 16.0;
    let mut found = Vec::new();
    for ring in 0..6 {
        let off = 7.0 + f64::from(ring) * 14.0;
        let places = [
            (across + off, down - high / 2.0),
            (across - off - wide, down - high / 2.0),
            (across - wide / 2.0, down - off - high),
            (across - wide / 2.0, down + off),
            (across + off, down - off - high / 2.0),
            (across - off - wide, down - off - high / 2.0),
            (across + off, down + off - high / 2.0),
            (across - off - wide, down + off - high / 2.0),
        ];
        let frame = |(left, top): Place| Frame { left, top, right: left + wide, bottom: top + high };
        found.extend(places.map(|place| (frame(place), ring > 0)));
    }
    found
}
