//! Funnel plot: rates of areas against their size, with the limits that chance alone would explain.

use super::kind::Kind;
use crate::chart::data::{Figure, Level};
use crate::chart::description;
use crate::chart::draw::canvas::{Anchor, Canvas, Frame, LINE, Plane, Position, text_width, widest};
use crate::chart::draw::role::Role;
use crate::chart::draw::scale::{Scale, finest, scale, without_overlap};
use crate::quantity::unit::Unit;

/// A funnel plot. Points outside the limits are labelled by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// The title of the horizontal axis: `Residents aged 10 and over`.
    pub size: String,
    /// The title of the vertical axis: `People per 100,000`.
    pub unit: String,
    /// The areas.
    pub points: Vec<Point>,
    /// The value around which the limits are.
    pub centre: Level,
    /// The limits, inner first: 95%, then 99.8%.
    pub limits: Vec<Limits>,
}

/// An area.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The name.
    pub label: String,
    /// The size, in the unit of the horizontal axis.
    pub size: f64,
    /// The value.
    pub figure: Figure,
    /// Whether it is labelled, as areas outside the limits are.
    pub is_named: bool,
}

/// A pair of limits, as curves.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// What they are: `95%`.
    pub label: String,
    /// The lower curve: size and value of each point, by size.
    pub lower: Vec<(f64, f64)>,
    /// The upper curve.
    pub upper: Vec<(f64, f64)>,
}

impl Kind for Funnel {
    fn describe(&self) -> String {
        let known = || self.points.iter().filter(|point| point.figure.value.is_ok());
        let points = description::counted(known().count(), "area");
        let named = known().filter(|point| point.is_named);
        let named: Vec<_> = named.map(|point| format!("{} ({})", point.label, point.figure.text)).collect();
        let figures = self.points.iter().map(|point| (point.label.clone(), &point.figure));
        let figures = description::figures(figures, &description::listed("Marked by name", &named));
        let limits: Vec<_> = self.limits.iter().map(|limits| limits.label.clone()).collect();
        let Level { label, figure } = &self.centre;
        let limits = match limits.as_slice() {
            [] => self.centre.named(),
            limits => format!("with limits of {} around {label}, {}", description::list(limits), figure.text),
        };
        format!("Funnel plot of {points}: {} against {}, {limits}.{figures}", lower(&self.unit), lower(&self.size))
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let width = canvas.width;
        let known: Vec<_> = self.points.iter().filter_map(|point| Some((point, point.figure.value()?))).collect();
        let least = known.iter().map(|(point, _)| point.size).fold(f64::INFINITY, f64::min) * 0.8;
        let curves = || self.limits.iter().flat_map(|limits| limits.lower.iter().chain(&limits.upper)).copied();
        let values = known.iter().map(|(_, value)| *value).chain(self.centre.figure.value());
        let near = curves().filter(|(size, _)| *size >= least).map(|(_, value)| value);
        let y = scale(values.chain(near), (false, Unit::Plain), 5);
        let top = canvas.paragraph(&self.unit, 14.0, Role::Quiet) + 12.0;
        let limit = widest(self.limits.iter().map(|limits| &limits.label), Role::Quiet);
        let right = width - limit.max(text_width(&self.centre.figure.text, Role::Label)) - 8.0;
        let height = if width < 480.0 { 280.0 } else { 360.0 };
        let frame = Frame { left: y.widest() + 8.0, top, right, bottom: top + height };
        let known_sizes: Vec<_> =
            known.iter().map(|(point, _)| point.size).chain(curves().map(|point| point.0)).collect();
        let x = size_scale(&known_sizes, &frame, width);
        let plane = canvas.plane(x.range(), y.range(), frame);
        y.grid(&plane, canvas, y.low, 6.0);
        sizes(&x, canvas, &plane);
        limits(self, &y, canvas, &plane);
        let dots: Vec<_> = known.iter().map(|(point, value)| (*point, plane.position((point.size, *value)))).collect();
        dots.iter().for_each(|(_, position)| canvas.circle(*position, 4.0, Role::Fill1));
        let unnamed = label_points(&dots, canvas, &frame);
        let bottom = frame.bottom + 2.0 * LINE;
        let dashes = self.limits.iter().zip(["Dashed", "Dotted"]);
        let dashes: String = dashes.map(|(limits, name)| format!(" {name}: {} limits.", limits.label)).collect();
        let key = format!("{}. Solid line: {}, {}.", self.size, self.centre.label, self.centre.figure.text)
            + &dashes
            + &description::listed("Not named for want of room", &unnamed);
        bottom + canvas.paragraph(&key, bottom + 4.0, Role::Quiet) - LINE + 8.0
    }
}

/// A text with a small first letter, for the middle of a sentence, unless it begins with an abbreviation.
fn lower(text: &str) -> String {
    let mut signs = text.chars();
    match (signs.next(), signs.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(signs).collect(),
        _ => text.to_owned(),
    }
}

/// A horizontal scale whose numbers have room.
fn size_scale(sizes: &[f64], frame: &Frame, width: f64) -> Scale {
    finest(sizes, (true, Unit::Plain), 6, |scale| {
        let widest = scale.widest();
        let step = (frame.right - frame.left) / (scale.ticks.len().max(2) - 1) as f64;
        widest + 8.0 <= step && widest / 2.0 <= width - frame.right && widest <= width - frame.left
    })
}

/// The sizes below the plot, as many as there is room for.
fn sizes(scale: &Scale, canvas: &Canvas<'_>, plane: &Plane<'_>) {
    let mut edge = f64::NEG_INFINITY;
    for (value, text) in &scale.ticks {
        let (x, bottom) = (plane.x(*value), plane.frame.bottom);
        canvas.line(&[(x, bottom), (x, bottom + 4.0)], Role::Axis);
        let width = text_width(text, Role::Quiet);
        let left = canvas.left_around(x, width);
        if left >= edge {
            canvas.text(text, (left, bottom + 18.0), Anchor::Left, Role::Quiet);
            edge = left + width + 8.0;
        }
    }
}

/// The label of a curve at its right end.
struct CurveLabel<'a> {
    /// Its rank from top to bottom, so that labels keep this order where curves end in one point.
    rank: usize,
    y: f64,
    text: &'a str,
    role: Role,
}

/// The curves of the limits and the line of the centre, each labelled at its right end.
fn limits(chart: &Funnel, y: &Scale, canvas: &Canvas<'_>, plane: &Plane<'_>) {
    let frame = plane.frame;
    let mut labels = Vec::new();
    for (at, (limits, role)) in chart.limits.iter().zip([Role::Inner, Role::Outer]).enumerate() {
        for (rank, curve) in [(3 + at, &limits.lower), (1 - at, &limits.upper)] {
            let inside: Vec<_> = curve.iter().copied().filter(|(_, value)| (y.low..=y.high).contains(value)).collect();
            if inside.len() > 1 {
                plane.line(&inside, role);
            }
            let end = curve.last();
            let label =
                |(_, y): &(f64, f64)| CurveLabel { rank, y: plane.y(*y), text: &limits.label, role: Role::Quiet };
            labels.extend(end.map(label));
        }
    }
    if let Some(centre) = chart.centre.figure.value() {
        let y = plane.y(centre);
        canvas.line(&[(frame.left, y), (frame.right, y)], Role::Reference);
        labels.push(CurveLabel { rank: 2, y, text: &chart.centre.figure.text, role: Role::Label });
    }
    labels.sort_by_key(|label| label.rank);
    let boxes: Vec<_> = labels.iter().map(|label| (label.y, LINE - 2.0)).collect();
    for (label, middle) in labels.iter().zip(without_overlap(&boxes, frame.top - 8.0, frame.bottom + 2.0)) {
        canvas.text(label.text, (frame.right + 6.0, middle + 5.0), Anchor::Left, label.role);
    }
}

/// Where the name of a point could be.
struct Candidate {
    frame: Frame,
    /// The line from the point, where the name is further off.
    leader: Option<(Position, Position)>,
}

/// Names points: each name beside its point where it overlaps neither a point nor another name nor a line, with a line to it
/// where it is further off. Gives the names for which there is no room.
fn label_points(dots: &[(&Point, Position)], canvas: &Canvas<'_>, frame: &Frame) -> Vec<String> {
    let points: Vec<Frame> = dots.iter().map(|(_, position)| around(*position, 5.0)).collect();
    let mut names: Vec<Frame> = Vec::new();
    let mut leaders: Vec<(Position, Position)> = Vec::new();
    let mut unnamed = Vec::new();
    for (point, position) in dots.iter().filter(|(point, _)| point.is_named) {
        let is_free = |candidate: &Candidate| {
            let name = candidate.frame;
            frame.holds(&name)
                && !points.iter().chain(&names).any(|other| other.overlaps(&name))
                && !leaders.iter().any(|leader| crosses(*leader, &name))
                && !candidate.leader.is_some_and(|leader| names.iter().any(|name| crosses(leader, name)))
        };
        let Some(free) = candidates(*position, text_width(&point.label, Role::Name)).find(is_free) else {
            unnamed.push(point.label.clone());
            continue;
        };
        if let Some(leader) = free.leader {
            canvas.line(&[leader.0, leader.1], Role::Axis);
            leaders.push(leader);
        }
        canvas.text(&point.label, (free.frame.left, free.frame.bottom - 4.0), Anchor::Left, Role::Name);
        names.push(free.frame);
    }
    unnamed
}

/// Whether a line runs through a rectangle, edges left out.
fn crosses((from, to): (Position, Position), frame: &Frame) -> bool {
    let steps = 32;
    (1..steps).any(|step| {
        let part = f64::from(step) / f64::from(steps);
        around((from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part), 0.5).overlaps(frame)
    })
}

fn around((x, y): Position, size: f64) -> Frame {
    Frame { left: x - size, top: y - size, right: x + size, bottom: y + size }
}

/// Where the name of a point could be, the best first: on eight sides of it, nearer and then further off.
fn candidates((x, y): Position, width: f64) -> impl Iterator<Item = Candidate> {
    let height = 16.0;
    (0..6).flat_map(move |ring| {
        let off = 7.0 + f64::from(ring) * 14.0;
        let (right, left) = (x + off, x - off - width);
        let (beside, above, below) = (y - height / 2.0, y - off - height, y + off);
        let corners = [
            (right, beside),
            (left, beside),
            (x - width / 2.0, above),
            (x - width / 2.0, below),
            (right, y - off - height / 2.0),
            (left, y - off - height / 2.0),
            (right, y + off - height / 2.0),
            (left, y + off - height / 2.0),
        ];
        corners.map(|(left, top)| {
            let frame = Frame { left, top, right: left + width, bottom: top + height };
            let end = (x.clamp(frame.left, frame.right), y.clamp(frame.top, frame.bottom));
            Candidate { frame, leader: (ring > 0).then_some(((x, y), end)) }
        })
    })
}
