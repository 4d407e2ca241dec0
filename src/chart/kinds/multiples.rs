//! Small multiples: one small line chart for each series, all to one scale, side by side.

use super::kind::Kind;
use super::timeline::Timeline;
use crate::chart::data::{Courses, Series, Span};
use crate::chart::description;
use crate::chart::draw::canvas::{Anchor, Canvas, Frame, LINE, text_width, wrapped};
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
pub struct Multiples(pub Courses);

impl Kind for Multiples {
    fn describe(&self) -> String {
        let Courses { unit, span, series } = &self.0;
        let (first, last) = (span.periods.first(), span.periods.last());
        let over = first.zip(last).map(|(first, last)| format!(" from {first} to {last}")).unwrap_or_default();
        let panels = description::counted(series.len(), "small line chart");
        let latest = series.iter().filter_map(|panel| Some((panel.label.clone(), panel.figures.last()?)));
        let when = last.map(|last| format!(" In {last}:")).unwrap_or_default();
        let has_gap = |panel: &&Series| panel.figures.iter().rev().skip(1).any(|figure| figure.value.is_err());
        let gaps: Vec<_> = series.iter().filter(has_gap).map(|panel| panel.label.clone()).collect();
        let marked: Vec<_> = marked(series).map(|panel| panel.label.clone()).collect();
        format!("{panels}, in {unit}{over}.{when}")
            + &description::figures(latest, "")
            + &description::listed("With gaps before", &gaps)
            + &description::listed("With a break of its own", &marked)
            + &description::breaks(span)
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let Courses { span, series, .. } = &self.0;
        let columns = (((canvas.width + GAP) / (PANEL + GAP)).floor() as usize).clamp(1, series.len().max(1));
        let width = (canvas.width - GAP * (columns - 1) as f64) / columns as f64;
        let scale = scale(self.0.values(), (true, self.0.written_in()), 4);
        let mut y = 0.0;
        for row in series.chunks(columns) {
            let titles: Vec<_> = row.iter().map(|panel| wrapped(&panel.label, width, Role::Label)).collect();
            let most = titles.iter().map(Vec::len).max().unwrap_or(1).max(1) as f64;
            let top = y + most * LINE;
            for ((at, panel), title) in row.iter().enumerate().zip(&titles) {
                let left = at as f64 * (width + GAP);
                let first = y + 14.0 + (most - title.len() as f64) * LINE;
                canvas.lines(title, (left, first), Role::Label);
                let frame =
                    Frame { left: left + 4.0, top: top + 8.0, right: left + width - 4.0, bottom: top + 8.0 + HEIGHT };
                draw_panel(&Timeline::new(canvas, span, scale.range(), frame), span, panel);
            }
            y = top + 8.0 + HEIGHT + 2.0 * LINE + GAP;
        }
        y + canvas.paragraph(&key(&self.0, &scale), y + 6.0, Role::Quiet) - LINE + 12.0
    }
}

/// Panels with a figure that is itself marked as a break.
fn marked(panels: &[Series]) -> impl Iterator<Item = &Series> {
    panels.iter().filter(|panel| panel.figures.iter().any(|figure| figure.is_break))
}

/// The text below the panels: the scale and what the marks mean.
fn key(Courses { span, series, .. }: &Courses, scale: &Scale) -> String {
    let ends = scale.ticks.first().zip(scale.ticks.last());
    let mut text = ends.map(|((_, low), (_, high))| format!("All go from {low} to {high}.")).unwrap_or_default();
    let breaks: Vec<_> = span.breaks.iter().filter_map(|found| span.periods.get(found.at).cloned()).collect();
    if !breaks.is_empty() {
        text.push_str(&format!(" Dashed: break at {}.", description::list(&breaks)));
    }
    if series.iter().any(|panel| !span.gaps(&panel.figures).is_empty()) {
        text.push_str(" Dotted: no figure.");
    }
    if marked(series).next().is_some() {
        text.push_str(" A line also stops before a figure that is marked as a break.");
    }
    text
}

/// One panel: its line, and below it the first and last period with their figures.
fn draw_panel(timeline: &Timeline<'_, '_>, span: &Span, panel: &Series) {
    let frame = timeline.frame;
    timeline.canvas.line(&[(frame.left, frame.bottom), (frame.right, frame.bottom)], Role::Axis);
    timeline.course(&panel.figures);
    let ends = [(0, Anchor::Left, frame.left), (span.periods.len().saturating_sub(1), Anchor::Right, frame.right)];
    let figure = |at: usize| panel.figures.get(at).map_or("", |figure| &figure.text);
    let period = |at: usize| span.periods.get(at).map_or("", String::as_str);
    let y = frame.bottom + 15.0;
    for (texts, y, role) in
        [(ends.map(|end| figure(end.0)), y, Role::Label), (ends.map(|end| period(end.0)), y + LINE, Role::Quiet)]
    {
        let fits = text_width(texts[0], role) + text_width(texts[1], role) + 8.0 <= frame.right - frame.left;
        let shown = texts.iter().zip(ends).skip(usize::from(!fits || span.periods.len() < 2));
        shown.for_each(|(text, (_, anchor, x))| timeline.canvas.text(text, (x, y), anchor, role));
    }
}
