//! What charts are made of: figures, and where series break.

use crate::book::cell::{Absence, Cell, Marker, absence_sign, meaning};
use crate::quantity::unit::Unit;
use crate::query::series::Observation;
use crate::text::number;

/// One figure: its value on a scale, and how readers see it. The value is for drawing only.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The value, always finite, or why there is none.
    pub value: Result<f64, Absence>,
    /// The text: `1,239`, `1,239 [p]`, `−7`, `[x]`.
    pub text: String,
    /// What it is a number of, as scales write it.
    pub unit: Unit,
    /// Whether the figure is marked as one that does not compare with those before it.
    pub is_break: bool,
}

impl Figure {
    /// A figure with a text of its own. A value that is not finite is a figure that is not available.
    pub fn new(value: f64, text: impl Into<String>) -> Self {
        if value.is_finite() {
            Figure { value: Ok(value), text: text.into(), unit: Unit::Plain, is_break: false }
        } else {
            Figure::absent(Absence::NotAvailable)
        }
    }

    /// No figure, for this reason.
    pub fn absent(reason: Absence) -> Self {
        let text = format!("[{}]", absence_sign(reason));
        Figure { value: Err(reason), text, unit: Unit::Plain, is_break: false }
    }

    /// A cell of a return, with its markers; a figure that is not available where there is no cell.
    pub fn of<'a>(cell: impl Into<Option<&'a Cell>>) -> Self {
        let Some(cell) = cell.into() else { return Figure::absent(Absence::NotAvailable) };
        match cell.value {
            Ok(number) => {
                let signs: String = cell.signs().map(|sign| format!(" [{sign}]")).collect();
                let is_break = cell.markers.contains(&Marker::Break);
                let unit = number.unit();
                Figure { is_break, unit, ..Figure::new(number.float(), number::written(number) + &signs) }
            }
            Err(reason) => Figure::absent(reason),
        }
    }

    /// The value, where there is one.
    pub(crate) fn value(&self) -> Option<f64> {
        self.value.ok()
    }

    /// Of a figure that is missing, its sign and what that means, in a few words: `[x] not available`.
    pub(crate) fn gap(&self) -> Option<String> {
        let sign = absence_sign(self.value.err()?);
        let words = meaning(sign).unwrap_or_default().split([':', ',']).next().unwrap_or_default();
        Some(format!("[{sign}] {words}"))
    }
}

/// What figures on one scale are numbers of.
pub(crate) fn unit_of<'a>(figures: impl IntoIterator<Item = &'a Figure>) -> Unit {
    figures.into_iter().find(|figure| figure.value.is_ok()).map_or(Unit::Plain, |figure| figure.unit)
}

/// Figures over the periods of a chart, one a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The name; may be empty where the chart has one series only.
    pub label: String,
    /// A figure for each period, oldest first. Periods without one are absent, never left out.
    pub figures: Vec<Figure>,
}

/// Series over the same periods and in one unit: what lines, small multiples and sparklines draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Courses {
    /// What is counted.
    pub unit: String,
    /// The periods and breaks, the same for all series.
    pub span: Span,
    /// A line or panel each, in reading order.
    pub series: Vec<Series>,
}

impl Courses {
    /// Figures over the same periods, each with its label, broken where any of them is.
    pub fn of(unit: &str, lines: &[(String, &[Observation<'_>])]) -> Self {
        let points: Vec<_> = lines.iter().map(|(_, points)| *points).collect();
        let series = |(label, points): &(String, &[Observation<'_>])| Series {
            label: label.clone(),
            figures: points.iter().map(|point| Figure::of(point.cell)).collect(),
        };
        Courses { unit: unit.to_owned(), span: Span::of(&points), series: lines.iter().map(series).collect() }
    }

    /// What the figures are numbers of.
    pub(crate) fn written_in(&self) -> Unit {
        unit_of(self.series.iter().flat_map(|series| &series.figures))
    }

    /// Every value that there is.
    pub(crate) fn values(&self) -> impl Iterator<Item = f64> {
        self.series.iter().flat_map(|series| series.figures.iter().filter_map(Figure::value))
    }
}

/// The periods that series run over, and where they break.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Span {
    /// The periods, oldest first, as readers see them: `2013-14`, `Q2 2023`. Without gaps: a period for which nothing is known is
    /// there with absent figures.
    pub periods: Vec<String>,
    /// The breaks, in order.
    pub breaks: Vec<Break>,
}

/// A break: figures from a period on do not compare with those before. No line runs across it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Break {
    /// The index of the first period after it.
    pub at: usize,
    /// Why, in a sentence.
    pub reason: String,
}

impl Span {
    /// The periods of figures that run over the same ones, broken where any of them is: by the first reason that there is.
    pub fn of(lines: &[&[Observation<'_>]]) -> Self {
        let periods = lines.first().map_or(&[][..], |points| *points);
        let reason =
            |at: usize| lines.iter().find_map(|points| points[at].broken.as_ref().map(|broken| broken.reason.clone()));
        let breaks = (1..periods.len()).filter_map(|at| Some(Break { at, reason: reason(at)? })).collect();
        Span { periods: periods.iter().map(|point| point.period.short()).collect(), breaks }
    }

    /// The stretches of a series without a break or gap in them: for each figure the index of its period, and its value.
    pub(crate) fn stretches(&self, figures: &[Figure]) -> Vec<Vec<(usize, f64)>> {
        let mut stretches: Vec<Vec<(usize, f64)>> = Vec::new();
        let mut is_open = false;
        for (at, figure) in figures.iter().enumerate().take(self.periods.len()) {
            is_open &= !figure.is_break && !self.breaks.iter().any(|found| found.at == at);
            match (figure.value(), is_open, stretches.last_mut()) {
                (Some(value), true, Some(stretch)) => stretch.push((at, value)),
                (Some(value), ..) => stretches.push(vec![(at, value)]),
                (None, ..) => {}
            }
            is_open = figure.value().is_some();
        }
        stretches
    }

    /// The runs of periods in which a series has no figure for one reason.
    pub(crate) fn gaps(&self, figures: &[Figure]) -> Vec<Gap> {
        let mut gaps: Vec<Gap> = Vec::new();
        for at in 0..self.periods.len() {
            let sign = match figures.get(at) {
                Some(figure) if figure.value.is_ok() => continue,
                Some(figure) => figure.text.clone(),
                None => Figure::absent(Absence::NotAvailable).text,
            };
            match gaps.last_mut() {
                Some(gap) if gap.last + 1 == at && gap.sign == sign => gap.last = at,
                _ => gaps.push(Gap { first: at, last: at, sign }),
            }
        }
        gaps
    }
}

/// Periods in a row without a figure.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The index of the first period.
    pub(crate) first: usize,
    /// The index of the last period.
    pub(crate) last: usize,
    /// The sign that stands for a figure: `[x]`.
    pub(crate) sign: String,
}

/// A value that others are compared with, such as a national rate.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// What it is: `Testland`.
    pub label: String,
    /// The value.
    pub figure: Figure,
}

impl Level {
    /// `Testland: 104`.
    pub(crate) fn named(&self) -> String {
        format!("{}: {}", self.label, self.figure.text)
    }
}
