//! A chart as a file that stands alone: with its headline and source, and looks that need no style sheet.

use std::fmt::Write;

use super::draw::canvas::{Anchor, Canvas, LINE, wrapped};
use super::draw::role::{self, Role};
use super::draw::svg::Body;
use super::inline::Chart;
use crate::markup::escape;

/// White space around the drawing.
const MARGIN: f64 = 16.0;

/// The chart as an SVG file, as wide as it is drawn. `source` says in a sentence where the figures are from.
pub fn svg(chart: &Chart, source: &str) -> String {
    svg_of_width(chart, chart.plot.widths().last().copied().unwrap_or_default(), source)
}

/// The same for one of the widths for which the chart is drawn.
pub fn svg_of_width(chart: &Chart, width: f64, source: &str) -> String {
    let (body, height) = chart.plot.draw(width);
    let (mut head, mut foot) = (Body::default(), Body::default());
    let top = {
        let canvas = Canvas::new(&mut head, width);
        let title = wrapped(&chart.title, width, Role::Strong);
        let down = canvas.lines(&title, (0.0, 14.0), Anchor::Start, Role::Strong);
        let subtitle = wrapped(&chart.subtitle, width, Role::Quiet);
        down + canvas.lines(&subtitle, (0.0, 14.0 + down), Anchor::Start, Role::Quiet) + 10.0
    };
    let bottom = {
        let canvas = Canvas::new(&mut foot, width);
        let source = wrapped(source, width, Role::Quiet);
        canvas.lines(&source, (0.0, top + height + LINE + 8.0), Anchor::Start, Role::Quiet) + 12.0
    };
    let (wide, high) = (width + 2.0 * MARGIN, top + height + bottom + 2.0 * MARGIN);
    let mut file = String::new();
    let _ = writeln!(
        file,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\" \
         role=\"img\" aria-labelledby=\"title description\"><title id=\"title\">{}</title>\
         <desc id=\"description\">{}</desc><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\
         <g transform=\"translate({MARGIN} {MARGIN})\" font-family=\"Arial, Helvetica, sans-serif\" font-size=\"14\" \
         fill=\"#1a1a1a\">{}<g transform=\"translate(0 {top})\">{}</g>{}</g></svg>",
        escape(&chart.title),
        escape(&chart.plot.describe()),
        role::without_classes(&head.svg()),
        role::without_classes(&body),
        role::without_classes(&foot.svg()),
    );
    file
}
