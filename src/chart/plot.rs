//! The kinds of chart, as one table.

use super::draw::canvas::Canvas;
use super::draw::role::Role;
use super::draw::svg::Body;
use super::kinds::bars::Bars;
use super::kinds::funnel::Funnel;
use super::kinds::intervals::Intervals;
use super::kinds::kind::Kind;
use super::kinds::lines::Lines;
use super::kinds::multiples::Multiples;
use super::kinds::spark::{self, Spark};
use super::kinds::stacked::Stacked;
use super::kinds::tiles::Tiles;

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
    fn kind(&self) -> &dyn Kind {
        match self {
            Plot::Bars(chart) => chart,
            Plot::Stacked(chart) => chart,
            Plot::Lines(chart) => chart,
            Plot::Multiples(chart) => chart,
            Plot::Intervals(chart) => chart,
            Plot::Funnel(chart) => chart,
            Plot::Tiles(chart) => chart,
            Plot::Spark(chart) => chart,
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Plot::Bars(chart) => chart.groups.iter().all(|group| group.bars.is_empty()),
            Plot::Stacked(chart) => chart.bars.is_empty() || chart.parts.is_empty(),
            Plot::Lines(Lines(courses)) | Plot::Multiples(Multiples(courses)) | Plot::Spark(Spark(courses)) => {
                courses.series.is_empty() || courses.span.periods.is_empty()
            }
            Plot::Intervals(chart) => chart.rows.is_empty(),
            Plot::Funnel(chart) => chart.points.is_empty(),
            Plot::Tiles(chart) => chart.tiles.is_empty(),
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
        self.kind().describe()
    }

    /// The shapes and texts for a width, and the height. A chart of nothing says so.
    pub(crate) fn draw(&self, width: f64) -> (Body, f64) {
        let mut body = Body::default();
        let canvas = Canvas::new(&mut body, width);
        let height = match self.is_empty() {
            true => canvas.paragraph("No figures", 15.0, Role::Quiet) + 4.0,
            false => self.kind().draw(&canvas),
        };
        drop(canvas);
        (body, height.ceil())
    }
}
