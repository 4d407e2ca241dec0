//! Lines over periods, with breaks and gaps, each labelled where it ends.

use super::kind::Kind;
use super::multiples::{self, Multiples};
use crate::book::form::MOST_SERIES;
use crate::chart::data::{Figure, Series, Span};
use crate::chart::description;
use crate::chart::draw::canvas::{Anchor, Canvas, LINE, Place, Plane, text_width, wrapped};
use crate::chart::draw::frame::Frame;
use crate::chart::draw::role::Role;
use crate::chart::draw::scale::{Scale, rows, scale, spread};

/// Between a line's end and its label.
const LEAD: f64 = 14.0;
/// Room for the mark before a label.
const MARK: f64 = 12.0;

/// Lines over periods, at most four; more are drawn as small multiples.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    /// What is counted.
    pub unit: String,
    /// The periods and breaks.
    pub span: Span,
    /// A line each.
    pub series: Vec<Series>,
}

impl Kind for Lines {
    fn is_empty(&self) -> bool {
        self.series.is_empty() || self.span.periods.is_empty()
    }

    fn describe(&self) -> String {
        if self.series.len() > MOST_SERIES {
            return panels(self).describe();
        }
        let courses: String = self.series.iter().map(|series| description::course(&self.span, series)).collect();
        let over = description::counted(self.span.periods.len(), "period");
        let lines = description::counted(self.series.len(), "line");
        format!("Line chart with {lines} over {over}, in {}.{courses}{}", self.unit, description::breaks(&self.span))
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        if self.series.len() > MOST_SERIES {
            return panels(self).draw(canvas);
        }
        let width = canvas.width;
        let values = self.series.iter().flat_map(|series| series.figures.iter().filter_map(Figure::value));
        let scale = scale(values, true, 4);
        let ends: Vec<_> = self.series.iter().map(|series| end(series, width * 0.4)).collect();
        let label =
            ends.iter().flat_map(|end| &end.lines).map(|line| text_width(line, Role::Label)).fold(0.0, f64::max);
        let tick = scale.ticks.iter().map(|(_, text)| text_width(text, Role::Quiet)).fold(0.0, f64::max);
        let half = |at: Option<&String>| at.map_or(0.0, |text| text_width(text, Role::Quiet) / 2.0);
        let breaks = break_labels(&self.span);
        let lanes = lanes_of(&breaks, width);
        let top = lanes.iter().map(|(_, row, _)| row + 1).max().unwrap_or(0) as f64 * LINE + 8.0;
        let least = if width < 480.0 { 190.0 } else { 240.0 };
        let labels: f64 = ends.iter().map(|end| end.lines.len() as f64 * LINE).sum();
        let frame = Frame {
            left: (tick + 8.0).max(half(self.span.periods.first())),
            top,
            right: width - (LEAD + MARK + label).max(half(self.span.periods.last())),
            bottom: top + labels.max(least),
        };
        let plane = canvas.plane(multiples::across(&self.span), scale.low..scale.high, frame);
        grid(&scale, canvas, &plane);
        multiples::breaks(&self.span, canvas, &plane);
        for (at, series) in self.series.iter().enumerate() {
            multiples::stretches(&self.span, &series.figures, canvas, &plane, Role::line(at));
            for (period, value) in self.span.stretches(&series.figures).concat() {
                mark(canvas, plane.place((period as f64, value)), at);
            }
        }
        for (across, row, text) in lanes_of(&placed(&breaks, &plane), width) {
            let down = frame.top - 8.0 - row as f64 * LINE - 4.0;
            canvas.text(text, (across, down), Anchor::Start, Role::Quiet);
        }
        label_ends(&ends, self.span.periods.len(), canvas, &plane);
        let down = gaps(self, canvas, &plane);
        periods(&self.span, canvas, &plane, down + 20.0);
        down + LINE + 8.0
    }
}

fn panels(chart: &Lines) -> Multiples {
    Multiples { unit: chart.unit.clone(), span: chart.span.clone(), panels: chart.series.clone() }
}

/// What a line is called at its end.
struct End {
    lines: Vec<String>,
    /// The last period with a figure, and the figure.
    last: Option<(usize, f64)>,
}

fn end(series: &Series, most: f64) -> End {
    let text = series.figures.last().map(|figure| figure.text.clone()).unwrap_or_default();
    let label = if series.label.is_empty() { text } else { format!("{}: {text}", series.label) };
    let mut known = series.figures.iter().enumerate().filter_map(|(at, figure)| Some((at, figure.value()?)));
    End { lines: wrapped(&label, most - LEAD - MARK, Role::Label), last: known.next_back() }
}

fn grid(scale: &Scale, canvas: &Canvas<'_>, plane: &Plane<'_>) {
    let frame = plane.frame;
    for (value, text) in &scale.ticks {
        let (_, down) = plane.place((0.0, *value));
        let role = if *value == 0.0 { Role::Axis } else { Role::Grid };
        canvas.line(&[(frame.left, down), (frame.right, down)], role);
        canvas.text(text, (frame.left - 8.0, down + 5.0), Anchor::End, Role::Quiet);
    }
}

/// A mark at a figure: circle, square, diamond or triangle, so that lines differ in more than colour.
fn mark(canvas: &Canvas<'_>, (across, down): Place, series: usize) {
    let role = Role::fill(series);
    let corners: &[Place] = match series % MOST_SERIES {
        0 => return canvas.dot((across, down), 3.5, role),
        1 => &[(-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)],
        2 => &[(0.0, -4.6), (4.6, 0.0), (0.0, 4.6), (-4.6, 0.0)],
        _ => &[(0.0, -4.6), (4.6, 3.6), (-4.6, 3.6)],
    };
    let corners: Vec<_> = corners.iter().map(|(right, below)| (across + right, down + below)).collect();
    canvas.shape(&corners, role);
}

/// The labels of breaks with the places between periods at which they stand.
fn break_labels(span: &Span) -> Vec<(f64, String)> {
    let named = |at: usize| span.periods.get(at).map(|period| format!("Break: {period}"));
    span.breaks.iter().filter_map(|found| Some((found.at as f64 - 0.5, named(found.at)?))).collect()
}

fn placed(labels: &[(f64, String)], plane: &Plane<'_>) -> Vec<(f64, String)> {
    labels.iter().map(|(at, text)| (plane.place((*at, 0.0)).0, text.clone())).collect()
}

/// For labels around places, in their order: where each begins, and its row.
fn lanes_of(labels: &[(f64, String)], width: f64) -> Vec<(f64, usize, &str)> {
    let left = |(middle, text): &(f64, String)| {
        let wide = text_width(text, Role::Quiet);
        (middle - wide / 2.0).min(width - wide).max(0.0)
    };
    let stretches: Vec<_> =
        labels.iter().map(|label| (left(label), left(label) + text_width(&label.1, Role::Quiet) + 6.0)).collect();
    let rows = rows(&stretches);
    stretches.iter().zip(rows).zip(labels).map(|(((from, _), row), (_, text))| (*from, row, text.as_str())).collect()
}

fn label_ends(ends: &[End], periods: usize, canvas: &Canvas<'_>, plane: &Plane<'_>) {
    let frame = plane.frame;
    let place = |end: &End| end.last.map_or((frame.right, frame.bottom), |(at, value)| plane.place((at as f64, value)));
    let wanted: Vec<_> = ends.iter().map(|end| (place(end).1, end.lines.len() as f64 * LINE)).collect();
    let middles = spread(&wanted, frame.top - LINE / 2.0, frame.bottom + 5.0);
    for (at, (end, middle)) in ends.iter().zip(middles).enumerate() {
        let ((across, down), label) = (place(end), frame.right + LEAD);
        if end.last.is_some_and(|(last, _)| last + 1 == periods) && (down - middle).abs() > 6.0 {
            canvas.line(&[(across + 5.0, down), (label - 2.0, middle)], Role::Grid);
        }
        let first = middle - end.lines.len() as f64 * LINE / 2.0 + 14.0;
        if ends.len() > 1 {
            mark(canvas, (label + 4.0, first - 5.0), at);
        }
        let start = if ends.len() > 1 { label + MARK } else { frame.right + 8.0 };
        canvas.lines(&end.lines, (start, first), Anchor::Start, Role::Label);
    }
}

/// Says below the plot where a line has no figure; gives the lower edge of what it said.
fn gaps(chart: &Lines, canvas: &Canvas<'_>, plane: &Plane<'_>) -> f64 {
    let of = |series: &Series| chart.span.gaps(&series.figures);
    let first = chart.series.first().map(of).unwrap_or_default();
    let is_same = chart.series.iter().all(|series| of(series) == first);
    let mut labels: Vec<(f64, String)> = Vec::new();
    for series in chart.series.iter().take(if is_same { 1 } else { MOST_SERIES }) {
        for (first, last, sign) in of(series) {
            multiples::gap(canvas, plane, (first, last));
            let name = if is_same { String::new() } else { format!(" {}", series.label) };
            let (middle, _) = plane.place(((first + last) as f64 / 2.0, 0.0));
            labels.push((middle, sign + &name));
        }
    }
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lowest = plane.frame.bottom;
    for (across, row, text) in lanes_of(&labels, canvas.width) {
        let down = plane.frame.bottom + 20.0 + row as f64 * LINE;
        canvas.text(text, (across, down), Anchor::Start, Role::Quiet);
        lowest = lowest.max(down - 2.0);
    }
    lowest
}

/// As many periods as there is room for, the last always among them.
fn periods(span: &Span, canvas: &Canvas<'_>, plane: &Plane<'_>, down: f64) {
    let widest = span.periods.iter().map(|period| text_width(period, Role::Quiet)).fold(1.0, f64::max) + 8.0;
    let step = plane.place((1.0, 0.0)).0 - plane.place((0.0, 0.0)).0;
    let every = if step > 0.0 { (widest / step).ceil().max(1.0) as usize } else { usize::MAX };
    for (at, period) in span.periods.iter().enumerate().rev().step_by(every) {
        let (across, _) = plane.place((at as f64, 0.0));
        canvas.line(&[(across, plane.frame.bottom), (across, plane.frame.bottom + 4.0)], Role::Axis);
        canvas.text(period, (across, down), Anchor::Middle, Role::Quiet);
    }
}
