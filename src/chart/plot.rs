//! The kinds of chart, as one table.

use super::draw::canvas::{Anchor, Canvas};
use super::draw::role::Role;
use super::draw::svg::Body;
use super::kinds::bars::{self, Bars};
use super::kinds::funnel::{self, Funnel};
use super::kinds::intervals::{self, Intervals};
use super::kinds::lines::{self, Lines};
use super::kinds::multiples::{self, Multiples};
use super::kinds::spark::{self, Spark};
use super::kinds::stacked::{self, Stacked};
use super::kinds::tiles::{self, Tiles};

/// What a chart draws.
#[derive(Debug, Clone, PartialEq)]
pub enum Plot {
    /// Horizontal bars: alone, in groups, or in many rows.
    Bars(Bars),
    /// Bars made of parts.
    Stacked(Stacked),
    /// Lines over periods.
    Lines(Lines),
    /// Many small line charts.
    Multiples(Multiples),
    /// Dots with intervals.
    Intervals(Intervals),
    /// A funnel plot.
    Funnel(Funnel),
    /// A tile-grid map.
    Tiles(Tiles),
    /// A sparkline for a table.
    Spark(Spark),
}

/// A width that a chart is drawn for, in units of the drawing.
const NARROW: f64 = 320.0;
/// The width for wide screens and paper.
const WIDE: f64 = 640.0;

impl Plot {
    /// The name of the kind.
    pub fn kind(&self) -> &'static str {
        match self {
            Plot::Bars(_) => "bars",
            Plot::Stacked(_) => "stacked-bars",
            Plot::Lines(_) => "lines",
            Plot::Multiples(_) => "small-multiples",
            Plot::Intervals(_) => "intervals",
            Plot::Funnel(_) => "funnel",
            Plot::Tiles(_) => "tiles",
            Plot::Spark(_) => "spark",
        }
    }

    /// The widths for which the chart is drawn, narrow first.
    pub fn widths(&self) -> &'static [f64] {
        match self {
            Plot::Spark(_) => &[spark::WIDTH],
            _ => &[NARROW, WIDE],
        }
    }

    /// The chart in words: the highest, the lowest, how it changed, what is missing.
    pub fn describe(&self) -> String {
        match self {
            Plot::Bars(chart) => bars::describe(chart),
            Plot::Stacked(chart) => stacked::describe(chart),
            Plot::Lines(chart) => lines::describe(chart),
            Plot::Multiples(chart) => multiples::describe(chart),
            Plot::Intervals(chart) => intervals::describe(chart),
            Plot::Funnel(chart) => funnel::describe(chart),
            Plot::Tiles(chart) => tiles::describe(chart),
            Plot::Spark(chart) => spark::describe(chart),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Plot::Bars(chart) => chart.groups.iter().all(|group| group.bars.is_empty()),
            Plot::Stacked(chart) => chart.bars.is_empty() || chart.parts.is_empty(),
            Plot::Lines(chart) => chart.series.is_empty() || chart.span.periods.is_empty(),
            Plot::Multiples(chart) => chart.panels.is_empty() || chart.span.periods.is_empty(),
            Plot::Intervals(chart) => chart.rows.is_empty(),
            Plot::Funnel(chart) => chart.points.is_empty(),
            Plot::Tiles(chart) => chart.tiles.is_empty(),
            Plot::Spark(chart) => chart.span.periods.is_empty(),
        }
    }

    /// The shapes and texts for a width, and the height. A chart of nothing says so.
    pub fn draw(&self, width: f64) -> (String, f64) {
        let mut body = Body::default();
        let canvas = Canvas::new(&mut body, width);
        let height = match self {
            _ if self.is_empty() => {
                canvas.lines(&["No figures".to_owned()], (0.0, 15.0), Anchor::Start, Role::Quiet) + 4.0
            }
            Plot::Bars(chart) => bars::draw(chart, &canvas),
            Plot::Stacked(chart) => stacked::draw(chart, &canvas),
            Plot::Lines(chart) => lines::draw(chart, &canvas),
            Plot::Multiples(chart) => multiples::draw(chart, &canvas),
            Plot::Intervals(chart) => intervals::draw(chart, &canvas),
            Plot::Funnel(chart) => funnel::draw(chart, &canvas),
            Plot::Tiles(chart) => tiles::draw(chart, &canvas),
            Plot::Spark(chart) => spark::draw(chart, &canvas),
        };
        drop(canvas);
        (body.svg(), height.ceil())
    }
}
