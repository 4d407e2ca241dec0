//! Charts: a table of a return → SVG text, drawn with plotters. One file a kind of chart.

pub mod data;
pub mod svg;
pub mod bars;

use crate::book::form::{ChartSpec, Table};
use crate::book::returns::Grid;
use crate::markup::escape;

/// A finished chart.
#[derive(Debug, Clone)]
pub struct Chart {
    /// The whole SVG element, with a title and a description made from the data.
    pub svg: String,
}

/// Draws the chart that a form asks for, of one grid. `id` is unique on the page; `title` names what is drawn.
pub fn chart(table: &Table, spec: &ChartSpec, grid: &Grid, id: &str, title: &str) -> Chart {
    let groups = data::groups(spec, grid);
    let description = data::describe(&groups, &table.unit);
    let (body, (width, height)) = bars::draw(&groups);
    let title = escape(title);
    let svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-description\">\
         <title id=\"{id}-title\">{title}</title><desc id=\"{id}-description\">{}</desc>{body}</svg>",
        escape(&description)
    );
    Chart { svg }
}
