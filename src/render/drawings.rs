//! The charts of a report: as its page shows them, and as files beside it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::markdown::{self, Context};
use super::numbers::Numbers;
use crate::book::Book;
use crate::book::form::Table;
use crate::book::report::Report;
use crate::chart::alone;
use crate::chart::asked;
use crate::chart::page::Chart;
use crate::figure::STATISTICS;

/// The chart of a table, if its form asks for one and the return has anything for it.
pub fn chart(context: &Context<'_>, report: &Report, table: &Table) -> Option<Chart> {
    let (spec, grid) = (table.chart.as_ref()?, report.figures.grid(&table.key)?);
    Some(Chart {
        id: format!("chart-{}", table.key),
        title: markdown::plain(context, &spec.title),
        subtitle: markdown::plain(context, &spec.subtitle),
        plot: asked::plot(context.book, report, table, spec, grid),
    })
}

/// The name of a chart's file, in the folder of its page.
pub fn file_name(chart: &Chart) -> String {
    format!("{}.svg", chart.id.replace('_', "-"))
}

/// Every chart of every report as a file.
pub fn files(book: &Book) -> Vec<(String, Vec<u8>)> {
    let reports: Vec<_> = book.reports.iter().chain(&book.national).collect();
    reports.par_iter().flat_map_iter(|report| of_report(book, report)).collect()
}

fn of_report(book: &Book, report: &Report) -> Vec<(String, Vec<u8>)> {
    let (none, numbers) = (BTreeMap::new(), Numbers::default());
    let context = Context { book, report: Some(report), exhibits: &none, numbers: &numbers, section: STATISTICS };
    let period = report.period;
    let folder = match report.area.key == book.nation.key {
        true => format!("national/{period}"),
        false => format!("areas/{}/{period}", report.area.key),
    };
    let settings = &book.settings;
    let source = format!("Source: {}, {} {period}. {}", settings.title, report.area.name, settings.licence);
    let charts = report.figures.form.tables.iter().filter_map(|table| chart(&context, report, table));
    charts.map(|chart| (format!("{folder}/{}", file_name(&chart)), alone::file(&chart, &source).into_bytes())).collect()
}
