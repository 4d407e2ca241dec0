//! A chart as an SVG file of its own: with its title and source, and attributes in place of a style sheet.

use std::fmt::Write;

use super::draw::canvas::{Canvas, LINE};
use super::draw::role::Role;
use super::draw::svg::Body;
use super::inline::Chart;
use crate::text::markup::escape;

/// White space around the drawing.
const MARGIN: f64 = 16.0;

/// The chart as an SVG file, in the widest of its widths. `source` says in a sentence where the figures are from.
pub fn svg(chart: &Chart, source: &str) -> String {
    svg_of_width(chart, chart.plot.widths().last().copied().unwrap_or_default(), source)
}

/// The chart as an SVG file in one of its widths.
pub fn svg_of_width(chart: &Chart, width: f64, source: &str) -> String {
    let (body, height) = chart.plot.draw(width);
    let (mut head, mut foot) = (Body::default(), Body::default());
    let top = {
        let canvas = Canvas::new(&mut head, width);
        let below = canvas.paragraph(&chart.title, 14.0, Role::Strong);
        below + canvas.paragraph(&chart.subtitle, 14.0 + below, Role::Quiet) + 10.0
    };
    let bottom = Canvas::new(&mut foot, width).paragraph(source, top + height + LINE + 8.0, Role::Quiet) + 12.0;
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
        head.svg(Role::by_attributes),
        body.svg(Role::by_attributes),
        foot.svg(Role::by_attributes),
    );
    file
}
