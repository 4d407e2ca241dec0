//! Horizontal bars from zero, alone, in groups or in many rows, each with its value beside it.

use super::kind::Kind;
use crate::book::form::MOST_SERIES;
use crate::chart::data::Figure;
use crate::chart::description;
use crate::chart::draw::canvas::{Anchor, Canvas, Frame, LINE, text_width, widest};
use crate::chart::draw::role::Role;

/// The height of a bar.
const BAR: f64 = 18.0;
/// Between groups.
const GAP: f64 = 12.0;
/// Between a bar and the next, and between a bar and the text beside it.
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
    /// The label; empty for bars that are in no group.
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

    /// Each figure with the name of its group and bar.
    pub(super) fn named(&self) -> impl Iterator<Item = (String, &Figure)> {
        let name = |group: &Group, bar: &Bar| match group.label.as_str() {
            "" => bar.label.clone(),
            label => format!("{label}, {}", bar.label),
        };
        self.groups.iter().flat_map(move |group| group.bars.iter().map(move |bar| (name(group, bar), &bar.figure)))
    }
}

impl Kind for Bars {
    fn describe(&self) -> String {
        let bars = description::counted(self.bars().count(), "bar");
        format!("Bar chart with {bars}, in {}.{}", self.unit, description::figures(self.named(), ""))
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let rows = rows(self, canvas);
        // Half of the outline of the first bar is above it, half of that of the last bar below it.
        self.groups.iter().fold(1.0 - GAP, |y, group| rows.group(group, y + GAP)) + 1.0
    }
}

/// What all bars of a chart have in common.
struct Rows<'a, 'c> {
    canvas: &'a Canvas<'c>,
    /// Whether labels are beside the bars; else they are above.
    beside: bool,
    /// Where labels that are beside the bars end.
    label_end: f64,
    /// The left and right end of the scale in the drawing.
    left: f64,
    right: f64,
    low: f64,
    high: f64,
    /// Whether the bars of each group are the same few.
    has_series: bool,
}

/// Labels are beside the bars if that leaves these room enough.
fn rows<'a, 'c>(chart: &Bars, canvas: &'a Canvas<'c>) -> Rows<'a, 'c> {
    let width = canvas.width;
    let label = widest(chart.bars().map(|bar| &bar.label), Role::Label);
    let room = |is_before: bool| {
        let on_side = chart.bars().filter(|bar| bar.figure.value().is_some_and(|value| (value < 0.0) == is_before));
        let widest = widest(on_side.map(|bar| &bar.figure.text), Role::Label);
        if widest > 0.0 { widest + SPACE } else { 0.0 }
    };
    let (before, after) = (room(true), room(false));
    let beside = label <= width * 0.5 && width - label - SPACE - before - after >= width * 0.2;
    let label_end = if beside { label + SPACE + 2.0 } else { 1.0 };
    let left = label_end + before;
    let values = || chart.bars().filter_map(|bar| bar.figure.value());
    let (low, high) = (values().fold(0.0, f64::min), values().fold(0.0, f64::max));
    Rows {
        canvas,
        beside,
        label_end,
        left,
        right: (width - after).max(left + 1.0),
        low,
        high: if high > low { high } else { low + 1.0 },
        has_series: chart.has_series(),
    }
}

impl Rows<'_, '_> {
    /// Draws a group from a y downwards and gives its lower edge.
    fn group(&self, group: &Group, mut y: f64) -> f64 {
        if !group.label.is_empty() {
            y += self.canvas.paragraph(&group.label, y + 14.0, Role::Strong) + 4.0;
        }
        let top = y;
        for (at, bar) in group.bars.iter().enumerate() {
            let height = self.canvas.paragraph(&bar.label, y + 14.0, Role::Label);
            if !self.beside {
                y += height.max(LINE) + 2.0;
            }
            self.bar(bar, at, y);
            if !self.beside {
                self.axis(y, y + BAR);
            }
            y += BAR + SPACE;
        }
        let bottom = y - SPACE;
        if self.beside && !group.bars.is_empty() {
            self.axis(top, bottom);
        }
        bottom
    }

    fn x(&self, value: f64) -> f64 {
        let part = (value - self.low) / (self.high - self.low);
        self.left + part * (self.right - self.left)
    }

    fn axis(&self, top: f64, bottom: f64) {
        let zero = self.x(0.0);
        self.canvas.line(&[(zero, top), (zero, bottom)], Role::Axis);
    }

    fn bar(&self, bar: &Bar, at: usize, top: f64) {
        let (zero, base) = (self.x(0.0), top + 14.0);
        let Some(value) = bar.figure.value() else { return self.gap(bar, base) };
        let role = if self.has_series { Role::fill(at) } else { Role::Fill1 };
        let mut end = self.x(value);
        if value != 0.0 && (end - zero).abs() < 1.0 {
            end = zero + value.signum();
            self.canvas.rect(&Frame { left: zero, top, right: end, bottom: top + BAR }, role);
        } else if value != 0.0 {
            let frame = Frame { left: self.left, top, right: self.right, bottom: top + BAR };
            self.canvas.plane(self.low..self.high, 0.0..1.0, frame).rect((0.0, 0.0), (value, 1.0), role);
        }
        let (x, anchor) = if value < 0.0 { (end - SPACE, Anchor::Right) } else { (end + SPACE, Anchor::Left) };
        self.canvas.text(&bar.figure.text, (x, base), anchor, Role::Label);
    }

    /// Writes in place of a bar why there is no figure, or only its sign where there is no room.
    fn gap(&self, bar: &Bar, base: f64) {
        let (zero, sign) = (self.x(0.0), &bar.figure.text);
        let reason = bar.figure.gap().unwrap_or_default();
        let (after, before) = (self.canvas.width - zero, zero - self.label_end);
        let fits = |text: &str, room: f64| text_width(text, Role::Quiet) + SPACE <= room;
        let (text, is_after) = match () {
            () if fits(&reason, after) => (&reason, true),
            () if fits(&reason, before) => (&reason, false),
            () => (sign, fits(sign, after)),
        };
        let (x, anchor) = if is_after { (zero + SPACE, Anchor::Left) } else { (zero - SPACE, Anchor::Right) };
        self.canvas.text(text, (x, base), anchor, Role::Quiet);
    }
}
