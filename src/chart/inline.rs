//! A chart on a page: SVG elements without style of their own, with a title and a description made from the data.

use std::fmt::Write;

use super::draw::role::Role;
use super::plot::Plot;
use crate::text::markup::escape;

/// A chart with what it says of itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The anchor, unique on the page.
    pub id: String,
    /// The headline as plain text.
    pub title: String,
    /// What is counted, when and where, as plain text.
    pub subtitle: String,
    /// What it draws.
    pub plot: Plot,
}

/// The chart for a page: one element, or a narrow and a wide one of which the style sheet shows one.
pub fn svg(chart: &Chart) -> String {
    let widths = chart.plot.widths();
    let description = escape(&chart.plot.describe());
    let title = escape(&chart.title);
    let mut text = String::new();
    for (at, width) in widths.iter().enumerate() {
        let class = match (&chart.plot, at) {
            (Plot::Spark(_), ..) => "chart spark",
            (_, 0) => "chart narrow",
            _ => "chart wide",
        };
        let id = if at == 0 { chart.id.clone() } else { format!("{}-wide", chart.id) };
        let (body, height) = chart.plot.draw(*width);
        let body = body.svg(Role::by_class);
        let _ = write!(
            text,
            "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-description\"><title id=\"{id}-title\">{title}</title>\
             <desc id=\"{id}-description\">{description}</desc>{body}</svg>"
        );
    }
    text
}
