//! Stacked bars: the parts of a whole, one after another, each named with its figure below the bar.

use super::bars::{Bar, Bars, Group};
use super::kind::Kind;
use crate::book::form::MOST_SERIES;
use crate::chart::data::Figure;
use crate::chart::description;
use crate::chart::draw::canvas::{Canvas, Frame, LINE, text_width, wrapped};
use crate::chart::draw::role::Role;

/// The height of a bar.
const BAR: f64 = 20.0;
/// The white space between parts of a bar, by which neighbours differ whatever their colours.
const SEAM: f64 = 1.5;
/// The least width of a part that is not zero.
const LEAST: f64 = 3.0;
/// Between bars.
const GAP: f64 = 14.0;
/// The mark before a part's name.
const MARK: f64 = 11.0;

/// Stacked bars. Parts beyond four are drawn as bars side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Stacked {
    /// What is counted.
    pub unit: String,
    /// The names of the parts, in the order of the palette.
    pub parts: Vec<String>,
    /// The bars, from top to bottom.
    pub bars: Vec<Stack>,
}

/// A bar and its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Stack {
    /// The label.
    pub label: String,
    /// The whole as it is published, where it is.
    pub total: Option<Figure>,
    /// A figure for each part of the chart, none below zero.
    pub parts: Vec<Figure>,
}

impl Kind for Stacked {
    fn describe(&self) -> String {
        let figures = description::figures(as_bars(self).named(), "");
        let labelled = self.bars.iter().filter(|bar| !bar.label.is_empty());
        let total = |bar: &Stack| Some(format!(" {}: {} in all.", bar.label, bar.total.as_ref()?.text));
        let totals: String = labelled.filter_map(total).collect();
        let bars = description::counted(self.bars.len(), "stacked bar");
        let made_of = description::list(&self.parts);
        format!("Bar chart with {bars} made of {made_of}, in {}.{totals}{figures}", self.unit)
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let mut values = self.bars.iter().flat_map(|bar| &bar.parts).filter_map(Figure::value);
        if self.parts.len() > MOST_SERIES || values.any(|value| value < 0.0) {
            return as_bars(self).draw(canvas);
        }
        let sum = |bar: &Stack| bar.parts.iter().filter_map(Figure::value).sum::<f64>();
        let most = self.bars.iter().map(sum).fold(0.0, f64::max);
        self.bars.iter().fold(-GAP, |y, bar| stack(self, bar, most, canvas, y + GAP))
    }
}

fn as_bars(chart: &Stacked) -> Bars {
    let bar = |(label, figure): (&String, &Figure)| Bar { label: label.clone(), figure: figure.clone() };
    let group = |stack: &Stack| Group {
        label: stack.label.clone(),
        bars: chart.parts.iter().zip(&stack.parts).map(bar).collect(),
    };
    Bars { unit: chart.unit.clone(), groups: chart.bars.iter().map(group).collect() }
}

/// Draws a bar and its key from a y downwards and gives the lower edge.
fn stack(chart: &Stacked, bar: &Stack, most: f64, canvas: &Canvas<'_>, mut y: f64) -> f64 {
    let total = bar.total.as_ref().map(|total| total.text.clone()).unwrap_or_default();
    let head = match bar.label.as_str() {
        "" => total,
        label if total.is_empty() => label.to_owned(),
        label => format!("{label}: {total}"),
    };
    if !head.is_empty() {
        y += canvas.paragraph(&head, y + 14.0, Role::Strong) + 2.0;
    }
    let mut left = 0.5;
    for (at, width) in shares(bar, most, canvas.width - left).into_iter().enumerate() {
        if width > 0.0 {
            canvas.rect(&Frame { left, top: y, right: left + width - SEAM, bottom: y + BAR }, Role::fill(at));
        }
        left += width;
    }
    canvas.line(&[(0.5, y - 1.0), (0.5, y + BAR + 1.0)], Role::Axis);
    key(chart, bar, canvas, y + BAR + 2.0)
}

/// The widths of the parts, each with its seam. A part that is not zero has a least width, for which the widest is narrowed.
fn shares(bar: &Stack, most: f64, width: f64) -> Vec<f64> {
    let unit = if most > 0.0 { width / most } else { 0.0 };
    let mut shares: Vec<_> = bar.parts.iter().map(|part| part.value().unwrap_or(0.0) * unit).collect();
    let mut taken = 0.0;
    for share in shares.iter_mut().filter(|share| **share > 0.0 && **share < LEAST) {
        taken += LEAST - *share;
        *share = LEAST;
    }
    let widest = shares.iter_mut().reduce(|widest, share| if *share > *widest { share } else { widest });
    if let Some(widest) = widest {
        *widest = (*widest - taken).max(widest.min(LEAST));
    }
    shares
}

/// The parts with their figures below the bar. Gives the lower edge.
fn key(chart: &Stacked, bar: &Stack, canvas: &Canvas<'_>, top: f64) -> f64 {
    let (mut x, mut y) = (0.0, top);
    for (at, (name, figure)) in chart.parts.iter().zip(&bar.parts).enumerate() {
        let text = format!("{name}: {}", figure.text);
        let role = if figure.value.is_ok() { Role::Label } else { Role::Quiet };
        let width = MARK + 4.0 + text_width(&text, role);
        if x > 0.0 && x + width > canvas.width {
            (x, y) = (0.0, y + LINE);
        }
        let fill = if figure.value.is_ok() { Role::fill(at) } else { Role::NoClass };
        canvas.rect(&Frame { left: x + 0.5, top: y + 4.0, right: x + MARK, bottom: y + 15.0 }, fill);
        let lines = wrapped(&text, canvas.width - MARK - 4.0, role);
        canvas.lines(&lines, (x + MARK + 4.0, y + 14.0), role);
        if lines.len() > 1 {
            (x, y) = (canvas.width, y + (lines.len() - 1) as f64 * LINE);
        } else {
            x += width + 14.0;
        }
    }
    y + LINE
}
