//! Horizontal bars from zero, alone, in groups or in many rows, each with its value beside it.

use super::kind::Kind;
use crate::book::form::MOST_SERIES;
use crate::chart::data::Figure;
use crate::chart::description;
use crate::chart::draw::canvas::{Anchor, Canvas, LINE, text_width, wrapped};
use crate::chart::draw::frame::Frame;
use crate::chart::draw::role::Role;

/// The height of a bar.
const BAR: f64 = 18.0;
/// From one bar to the next.
const STEP: f64 = 24.0;
/// Between groups.
const GAP: f64 = 12.0;
/// Between a bar and the text beside it.
const SPACE: f64 = 6.0;

/// Groups of bars. Bars that recur in every group, at most four, have the colours of the palette in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// What is counted: `people`, `per 100,000 people aged 10 and over`.
    pub unit: String,
    /// The groups, from top to bottom.
    pub groups: Vec<Group>,
}

/// A group of bars.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The label; empty for bars that stand by themselves.
    pub label: String,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The label.
    pub label: String,
    /// What it shows; a negative value goes to the left of zero.
    pub figure: Figure,
    /// Whether the chart is about this one. Where any bar is marked so, the others are outlined only.
    pub is_own: bool,
}

impl Bars {
    fn bars(&self) -> impl Iterator<Item = &Bar> {
        self.groups.iter().flat_map(|group| &group.bars)
    }

    /// Whether the bars of each group are the same few, so that colours tell them apart.
    fn has_series(&self) -> bool {
        let labels = |group: &Group| group.bars.iter().map(|bar| bar.label.clone()).collect::<Vec<_>>();
        let first = self.groups.first().map(labels).unwrap_or_default();
        self.groups.len() > 1
            && (2..=MOST_SERIES).contains(&first.len())
            && self.groups.iter().all(|group| labels(group) == first)
    }
}

impl Kind for Bars {
    fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.bars.is_empty())
    }

    fn describe(&self) -> String {
        let name = |group: &Group, bar: &Bar| match group.label.as_str() {
            "" => bar.label.clone(),
            label => format!("{label}, {}", bar.label),
        };
        let named = |group| move |bar| (name(group, bar), &bar.figure);
        let figures: Vec<_> = self.groups.iter().flat_map(|group| group.bars.iter().map(named(group))).collect();
        let bars = description::counted(figures.len(), "bar");
        format!(
            "Bar chart with {bars}, in {}.{}{}",
            self.unit,
            description::extremes(&figures),
            description::missing(&figures)
        )
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let layout = layout(self, canvas.width);
        // Half of the outline of the first bar lies above it, half of that of the last bar below it.
        let mut down = 1.0;
        for (at, group) in self.groups.iter().enumerate() {
            if at > 0 {
                down += GAP;
            }
            down = layout.group(canvas, group, down);
        }
        down + 1.0
    }
}

/// What is the same for every bar of a chart.
struct Layout {
    /// Where labels that stand beside end; 0 where they stand above.
    left: f64,
    beside: bool,
    plot: Frame,
    low: f64,
    high: f64,
    series: bool,
    focused: bool,
}

fn layout(chart: &Bars, width: f64) -> Layout {
    let widest = |texts: &mut dyn Iterator<Item = (&str, Role)>| {
        texts.map(|(text, role)| text_width(text, role)).fold(0.0, f64::max)
    };
    let label = widest(&mut chart.bars().map(|bar| (bar.label.as_str(), label_role(bar))));
    let values = |negative: bool| {
        let on_side = chart.bars().filter(move |bar| bar.figure.value().is_some_and(|at| (at < 0.0) == negative));
        let texts = &mut on_side.map(|bar| (bar.figure.text.as_str(), Role::Label));
        let widest = widest(texts);
        if widest > 0.0 { widest + SPACE } else { 0.0 }
    };
    let (before, after) = (values(true), values(false));
    let beside = label <= width * 0.5 && width - label - SPACE - before - after >= width * 0.2;
    let left = if beside { label + SPACE + 2.0 } else { 1.0 };
    let at = || chart.bars().filter_map(|bar| bar.figure.value());
    let (low, high) = (at().fold(0.0, f64::min), at().fold(0.0, f64::max));
    let right = (width - after).max(left + before + 1.0);
    Layout {
        left,
        beside,
        plot: Frame { left: left + before, top: 0.0, right, bottom: 1.0 },
        low,
        high: if high > low { high } else { low + 1.0 },
        series: chart.has_series(),
        focused: chart.bars().any(|bar| bar.is_own),
    }
}

fn label_role(bar: &Bar) -> Role {
    if bar.is_own { Role::Strong } else { Role::Label }
}

impl Layout {
    fn group(&self, canvas: &Canvas<'_>, group: &Group, mut down: f64) -> f64 {
        if !group.label.is_empty() {
            let lines = wrapped(&group.label, canvas.width, Role::Strong);
            down += canvas.lines(&lines, (0.0, down + 14.0), Anchor::Start, Role::Strong) + 4.0;
        }
        let mut axis = (down, down);
        for (at, bar) in group.bars.iter().enumerate() {
            let lines = wrapped(&bar.label, canvas.width, label_role(bar));
            let height = lines.len().max(1) as f64 * LINE;
            canvas.lines(&lines, (0.0, down + 14.0), Anchor::Start, label_role(bar));
            if !self.beside {
                down += height + 2.0;
                axis.0 = down;
            }
            self.bar(canvas, bar, at, down);
            axis.1 = down + BAR;
            if !self.beside {
                self.axis(canvas, axis);
            }
            down += if self.beside { STEP } else { BAR + SPACE };
        }
        if self.beside && axis.1 > axis.0 {
            self.axis(canvas, axis);
        }
        down - if self.beside { STEP - BAR } else { SPACE }
    }

    fn across(&self, value: f64) -> f64 {
        let part = (value - self.low) / (self.high - self.low);
        self.plot.left + part * (self.plot.right - self.plot.left)
    }

    fn axis(&self, canvas: &Canvas<'_>, (top, bottom): (f64, f64)) {
        let zero = self.across(0.0);
        canvas.line(&[(zero, top), (zero, bottom)], Role::Axis);
    }

    fn bar(&self, canvas: &Canvas<'_>, bar: &Bar, at: usize, top: f64) {
        let zero = self.across(0.0);
        let base = top + 14.0;
        let Some(value) = bar.figure.value() else { return self.gap(canvas, bar, base) };
        let plane = canvas.plane(
            self.low..self.high,
            0.0..1.0,
            Frame { left: self.plot.left, top, right: self.plot.right, bottom: top + BAR },
        );
        let role = match (self.focused, bar.is_own, self.series) {
            (true, false, _) => Role::Other,
            (true, true, _) | (false, _, false) => Role::Fill1,
            (false, _, true) => Role::fill(at),
        };
        let mut end = self.across(value);
        if value != 0.0 && (end - zero).abs() < 1.0 {
            end = zero + value.signum();
            canvas.rect(&Frame { left: zero, top, right: end, bottom: top + BAR }, role);
        } else if value != 0.0 {
            plane.rect((0.0, 0.0), (value, 1.0), role);
        }
        if value < 0.0 {
            canvas.text(&bar.figure.text, (end - SPACE, base), Anchor::End, Role::Label);
        } else {
            canvas.text(&bar.figure.text, (end + SPACE, base), Anchor::Start, Role::Label);
        }
    }

    /// A gap says why it is one, as far as there is room.
    fn gap(&self, canvas: &Canvas<'_>, bar: &Bar, base: f64) {
        let zero = self.across(0.0);
        let words = bar.figure.gap().unwrap_or_default();
        let is_wide = |room: f64| text_width(&words, Role::Quiet) + SPACE <= room;
        if is_wide(canvas.width - zero) {
            canvas.text(&words, (zero + SPACE, base), Anchor::Start, Role::Quiet);
        } else if is_wide(zero - self.left) {
            canvas.text(&words, (zero - SPACE, base), Anchor::End, Role::Quiet);
        } else if text_width(&bar.figure.text, Role::Quiet) + SPACE <= canvas.width - zero {
            canvas.text(&bar.figure.text, (zero + SPACE, base), Anchor::Start, Role::Quiet);
        } else {
            canvas.text(&bar.figure.text, (zero - SPACE, base), Anchor::End, Role::Quiet);
        }
    }
}
