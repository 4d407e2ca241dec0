//! Lines over periods, with breaks and gaps, each labelled where it ends.

use super::kind::Kind;
use super::multiples::Multiples;
use super::timeline::Timeline;
use crate::book::form::MOST_SERIES;
use crate::chart::data::{Courses, Series, Span};
use crate::chart::description;
use crate::chart::draw::canvas::{Anchor, Canvas, Frame, LINE, Position, text_width, widest, wrapped};
use crate::chart::draw::role::Role;
use crate::chart::draw::scale::{rows, scale, without_overlap};

/// The space between the end of a line and its label.
const LEAD: f64 = 14.0;
/// The width of the mark before a label.
const MARK: f64 = 12.0;

/// Lines over periods, at most four; more are drawn as small multiples.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines(pub Courses);

impl Lines {
    fn as_panels(&self) -> Option<Multiples> {
        (self.0.series.len() > MOST_SERIES).then(|| Multiples(self.0.clone()))
    }
}

impl Kind for Lines {
    fn describe(&self) -> String {
        if let Some(panels) = self.as_panels() {
            return panels.describe();
        }
        let over = description::counted(self.0.span.periods.len(), "period");
        let lines = description::counted(self.0.series.len(), "line");
        format!("Line chart with {lines} over {over}, in {}.{}", self.0.unit, description::courses(&self.0))
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        if let Some(panels) = self.as_panels() {
            return panels.draw(canvas);
        }
        let Courses { span, series, .. } = &self.0;
        let width = canvas.width;
        let scale = scale(self.0.values(), (true, self.0.written_in()), 4);
        let ends: Vec<_> = series.iter().map(|series| end(series, width * 0.4)).collect();
        let label = widest(ends.iter().flat_map(|end| &end.lines), Role::Label);
        let half = |period: Option<&String>| period.map_or(0.0, |text| text_width(text, Role::Quiet) / 2.0);
        let top = span.breaks.len() as f64 * LINE + 8.0;
        let least = if width < 480.0 { 190.0 } else { 240.0 };
        let labels: f64 = ends.iter().map(End::height).sum();
        let frame = Frame {
            left: (scale.widest() + 8.0).max(half(span.periods.first())),
            top,
            right: width - (LEAD + MARK + label).max(half(span.periods.last())),
            bottom: top + labels.max(least),
        };
        let timeline = Timeline::new(canvas, span, scale.range(), frame);
        scale.grid(&timeline.plane, canvas, 0.0, 8.0);
        timeline.breaks();
        for (at, series) in series.iter().enumerate() {
            timeline.line(&series.figures, Role::line(at));
            for point in span.stretches(&series.figures).concat() {
                mark(canvas, timeline.position(point), at);
            }
        }
        label_breaks(span, &timeline);
        label_ends(&ends, span.periods.len(), &timeline);
        let bottom = gaps(&self.0, &timeline);
        periods(span, &timeline, bottom + 20.0);
        bottom + LINE + 8.0
    }
}

/// The label at the end of a line.
struct End {
    lines: Vec<String>,
    /// The index of the last period with a figure, and the value.
    last: Option<(usize, f64)>,
}

impl End {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * LINE
    }
}

fn end(series: &Series, most: f64) -> End {
    let text = series.figures.last().map(|figure| figure.text.clone()).unwrap_or_default();
    let label = if series.label.is_empty() { text } else { format!("{}: {text}", series.label) };
    let mut known = series.figures.iter().enumerate().filter_map(|(at, figure)| Some((at, figure.value()?)));
    End { lines: wrapped(&label, most - LEAD - MARK, Role::Label), last: known.next_back() }
}

/// A mark at a figure: circle, square, diamond or triangle, so that lines differ in more than colour.
fn mark(canvas: &Canvas<'_>, (x, y): Position, series: usize) {
    let role = Role::fill(series);
    let corners: &[Position] = match series % MOST_SERIES {
        0 => return canvas.circle((x, y), 3.5, role),
        1 => &[(-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)],
        2 => &[(0.0, -4.6), (4.6, 0.0), (0.0, 4.6), (-4.6, 0.0)],
        _ => &[(0.0, -4.6), (4.6, 3.6), (-4.6, 3.6)],
    };
    let corners: Vec<_> = corners.iter().map(|(dx, dy)| (x + dx, y + dy)).collect();
    canvas.polygon(&corners, role);
}

/// A label around an x.
struct Label {
    x: f64,
    text: String,
}

/// Draws labels, which are in the order of their x, in as few rows as keep them apart: `y` of the first row, and from one row
/// to the next. Gives the number of rows.
fn draw_in_rows(labels: &[Label], canvas: &Canvas<'_>, y: f64, step: f64) -> usize {
    let span = |label: &Label| {
        let width = text_width(&label.text, Role::Quiet);
        let left = canvas.left_around(label.x, width);
        (left, left + width + 6.0)
    };
    let spans: Vec<_> = labels.iter().map(span).collect();
    let rows = rows(&spans);
    for ((label, (left, _)), row) in labels.iter().zip(spans).zip(&rows) {
        canvas.text(&label.text, (left, y + *row as f64 * step), Anchor::Left, Role::Quiet);
    }
    rows.iter().max().map_or(0, |last| last + 1)
}

/// Names the breaks above the plot.
fn label_breaks(span: &Span, timeline: &Timeline<'_, '_>) {
    let labels = span.breaks.iter().filter_map(|found| {
        let text = format!("Break: {}", span.periods.get(found.at)?);
        Some(Label { x: timeline.plane.x(found.at as f64 - 0.5), text })
    });
    draw_in_rows(&labels.collect::<Vec<_>>(), timeline.canvas, timeline.frame.top - 12.0, -LINE);
}

fn label_ends(ends: &[End], periods: usize, timeline: &Timeline<'_, '_>) {
    let Timeline { canvas, frame, .. } = timeline;
    let position = |end: &End| end.last.map_or((frame.right, frame.bottom), |point| timeline.position(point));
    let boxes: Vec<_> = ends.iter().map(|end| (position(end).1, end.height())).collect();
    let middles = without_overlap(&boxes, frame.top - LINE / 2.0, frame.bottom + 5.0);
    for (at, (end, middle)) in ends.iter().zip(middles).enumerate() {
        let ((x, y), left) = (position(end), frame.right + LEAD);
        if end.last.is_some_and(|(last, _)| last + 1 == periods) && (y - middle).abs() > 6.0 {
            canvas.line(&[(x + 5.0, y), (left - 2.0, middle)], Role::Grid);
        }
        let first = middle - end.height() / 2.0 + 14.0;
        if ends.len() > 1 {
            mark(canvas, (left + 4.0, first - 5.0), at);
        }
        let left = if ends.len() > 1 { left + MARK } else { frame.right + 8.0 };
        canvas.lines(&end.lines, (left, first), Role::Label);
    }
}

/// Marks where lines have no figure and says why below the plot. Gives the lower edge of that.
fn gaps(courses: &Courses, timeline: &Timeline<'_, '_>) -> f64 {
    let of = |series: &Series| courses.span.gaps(&series.figures);
    let first = courses.series.first().map(of).unwrap_or_default();
    let is_same = courses.series.iter().all(|series| of(series) == first);
    let mut labels = Vec::new();
    for series in courses.series.iter().take(if is_same { 1 } else { MOST_SERIES }) {
        for gap in of(series) {
            timeline.gap(&gap);
            let text = if is_same { gap.sign } else { format!("{} {}", gap.sign, series.label) };
            labels.push(Label { x: timeline.plane.x((gap.first + gap.last) as f64 / 2.0), text });
        }
    }
    labels.sort_by(|a, b| a.x.total_cmp(&b.x));
    let bottom = timeline.frame.bottom;
    bottom + draw_in_rows(&labels, timeline.canvas, bottom + 20.0, LINE) as f64 * LINE
}

/// As many periods as there is room for, the last always among them.
fn periods(span: &Span, timeline: &Timeline<'_, '_>, y: f64) {
    let widest = widest(span.periods.iter(), Role::Quiet).max(1.0) + 8.0;
    let step = timeline.plane.x(1.0) - timeline.plane.x(0.0);
    let every = if step > 0.0 { (widest / step).ceil().max(1.0) as usize } else { usize::MAX };
    for (at, period) in span.periods.iter().enumerate().rev().step_by(every) {
        let (x, bottom) = (timeline.plane.x(at as f64), timeline.frame.bottom);
        timeline.canvas.line(&[(x, bottom), (x, bottom + 4.0)], Role::Axis);
        timeline.canvas.text(period, (x, y), Anchor::Center, Role::Quiet);
    }
}
