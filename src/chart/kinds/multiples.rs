//! Small multiples: one small line chart for each series, all to one scale, side by side.

use super::kind::Kind;
use crate::chart::data::{Figure, Series, Span};
use crate::chart::description;
use crate::chart::draw::canvas::{Anchor, Canvas, LINE, Plane, text_width, wrapped};
use crate::chart::draw::frame::Frame;
use crate::chart::draw::role::Role;
use crate::chart::draw::scale::{Scale, scale};

/// The least width of a panel.
const PANEL: f64 = 136.0;
/// The height of the plot of a panel.
const HEIGHT: f64 = 56.0;
/// Between panels.
const GAP: f64 = 16.0;

/// Small multiples. Every panel has the same scale, from zero, so that heights compare.
#[derive(Debug, Clone, PartialEq)]
pub struct Multiples {
    /// What is counted.
    pub unit: String,
    /// The periods and breaks, the same for all panels.
    pub span: Span,
    /// A panel each, in reading order.
    pub panels: Vec<Series>,
}

impl Kind for Multiples {
    fn is_empty(&self) -> bool {
        self.panels.is_empty() || self.span.periods.is_empty()
    }

    fn describe(&self) -> String {
        let (first, last) = (self.span.periods.first(), self.span.periods.last());
        let over = first.zip(last).map(|(first, last)| format!(" from {first} to {last}")).unwrap_or_default();
        let panels = description::counted(self.panels.len(), "small line chart");
        let latest: Vec<_> =
            self.panels.iter().filter_map(|panel| Some((panel.label.clone(), panel.figures.last()?))).collect();
        let when = last.map(|last| format!(" In {last}:")).unwrap_or_default();
        let (extremes, missing) = (description::extremes(&latest), description::missing(&latest));
        let has_gap = |panel: &&Series| panel.figures.iter().rev().skip(1).any(|figure| figure.at.is_err());
        let gaps: Vec<_> = self.panels.iter().filter(has_gap).map(|panel| panel.label.clone()).collect();
        let gaps =
            if gaps.is_empty() { String::new() } else { format!(" With gaps before: {}.", description::list(&gaps)) };
        let marked: Vec<_> = marked(self).map(|panel| panel.label.clone()).collect();
        let marked = if marked.is_empty() {
            String::new()
        } else {
            format!(" With a break of its own: {}.", description::list(&marked))
        };
        format!(
            "{panels}, in {}{over}.{when}{extremes}{missing}{gaps}{marked}{}",
            self.unit,
            description::breaks(&self.span)
        )
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let columns = (((canvas.width + GAP) / (PANEL + GAP)).floor() as usize).clamp(1, self.panels.len().max(1));
        let width = (canvas.width - GAP * (columns - 1) as f64) / columns as f64;
        let values = self.panels.iter().flat_map(|panel| panel.figures.iter().filter_map(Figure::value));
        let scale = scale(values, true, 4);
        let mut down = 0.0;
        for row in self.panels.chunks(columns) {
            let titles: Vec<_> = row.iter().map(|panel| wrapped(&panel.label, width, title_role(panel))).collect();
            let most = titles.iter().map(Vec::len).max().unwrap_or(1).max(1) as f64;
            let top = down + most * LINE;
            for ((at, panel), title) in row.iter().enumerate().zip(&titles) {
                let left = at as f64 * (width + GAP);
                let first = down + 14.0 + (most - title.len() as f64) * LINE;
                canvas.lines(title, (left, first), Anchor::Start, title_role(panel));
                let frame =
                    Frame { left: left + 4.0, top: top + 8.0, right: left + width - 4.0, bottom: top + 8.0 + HEIGHT };
                self::panel(&self.span, panel, canvas, &canvas.plane(across(&self.span), scale.low..scale.high, frame));
            }
            down = top + 8.0 + HEIGHT + 2.0 * LINE + GAP;
        }
        let key = wrapped(&key(self, &scale), canvas.width, Role::Quiet);
        down + canvas.lines(&key, (0.0, down + 6.0), Anchor::Start, Role::Quiet) - LINE + 12.0
    }
}

/// Panels with a figure that is itself marked as a break.
fn marked(chart: &Multiples) -> impl Iterator<Item = &Series> {
    chart.panels.iter().filter(|panel| panel.figures.iter().any(|figure| figure.is_break))
}

/// What is the same in all panels, below them.
fn key(chart: &Multiples, scale: &Scale) -> String {
    let ends = scale.ticks.first().zip(scale.ticks.last());
    let mut text = ends.map(|((_, low), (_, high))| format!("All go from {low} to {high}.")).unwrap_or_default();
    let breaks: Vec<_> =
        chart.span.breaks.iter().filter_map(|found| chart.span.periods.get(found.at).cloned()).collect();
    if !breaks.is_empty() {
        text.push_str(&format!(" Dashed: break at {}.", description::list(&breaks)));
    }
    if chart.panels.iter().any(|panel| !chart.span.gaps(&panel.figures).is_empty()) {
        text.push_str(" Dotted: no figure.");
    }
    if marked(chart).next().is_some() {
        text.push_str(" A line also stops before a figure that is marked as a break.");
    }
    text
}

fn title_role(panel: &Series) -> Role {
    if panel.is_own { Role::Strong } else { Role::Label }
}

/// The scale along which periods stand.
pub(crate) fn across(span: &Span) -> std::ops::Range<f64> {
    match span.periods.len() {
        0 | 1 => -0.5..0.5,
        count => 0.0..(count - 1) as f64,
    }
}

/// One panel: its line, and below it the first and last period with their figures.
fn panel(span: &Span, panel: &Series, canvas: &Canvas<'_>, plane: &Plane<'_>) {
    let frame = plane.frame;
    canvas.line(&[(frame.left, frame.bottom), (frame.right, frame.bottom)], Role::Axis);
    breaks(span, canvas, plane);
    stretches(span, &panel.figures, canvas, plane, Role::Line1);
    for (first, last, _) in span.gaps(&panel.figures) {
        gap(canvas, plane, (first, last));
    }
    let width = frame.right - frame.left;
    let ends = [(0, Anchor::Start, frame.left), (span.periods.len().saturating_sub(1), Anchor::End, frame.right)];
    for (row, down) in [(0, frame.bottom + 15.0), (1, frame.bottom + 15.0 + LINE)] {
        let text = |at: usize| match row {
            0 => panel.figures.get(at).map(|figure| figure.text.clone()).unwrap_or_default(),
            _ => span.periods.get(at).cloned().unwrap_or_default(),
        };
        let role = if row == 0 { Role::Label } else { Role::Quiet };
        let fits = text_width(&text(0), role) + text_width(&text(ends[1].0), role) + 8.0 <= width;
        for (at, anchor, place) in ends.into_iter().skip(usize::from(!fits || span.periods.len() < 2)) {
            canvas.text(&text(at), (place, down), anchor, role);
        }
    }
}

/// The line of a series: stretches that nothing interrupts, and dots for figures that stand alone.
pub(crate) fn stretches(span: &Span, figures: &[Figure], canvas: &Canvas<'_>, plane: &Plane<'_>, role: Role) {
    for stretch in span.stretches(figures) {
        let points: Vec<_> = stretch.iter().map(|(at, value)| (*at as f64, *value)).collect();
        if points.len() > 1 {
            plane.line(&points, role);
        } else if let Some(point) = points.first() {
            let (across, down) = plane.place(*point);
            canvas.line(&[(across - 2.0, down), (across + 2.0, down)], role);
        }
    }
}

/// Where series break.
pub(crate) fn breaks(span: &Span, canvas: &Canvas<'_>, plane: &Plane<'_>) {
    for found in &span.breaks {
        let (across, _) = plane.place((found.at as f64 - 0.5, 0.0));
        canvas.line(&[(across, plane.frame.top), (across, plane.frame.bottom)], Role::Break);
    }
}

/// A run of periods without a figure, as a mark on the edge of the plot.
pub(crate) fn gap(canvas: &Canvas<'_>, plane: &Plane<'_>, (first, last): (usize, usize)) {
    let frame = plane.frame;
    let (left, _) = plane.place((first as f64 - 0.4, 0.0));
    let (right, _) = plane.place((last as f64 + 0.4, 0.0));
    let down = frame.bottom - 3.0;
    canvas.line(&[(left.max(frame.left), down), (right.min(frame.right), down)], Role::Gap);
}
