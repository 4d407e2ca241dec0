//! The charts of a report: as its page shows them, and as files beside it.

use std::collections::BTreeMap;

use super::frame;
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
        id: id(table),
        title: markdown::plain(context, &spec.title),
        subtitle: markdown::plain(context, &spec.subtitle),
        plot: asked::plot(context.book, report, table, spec, grid),
    })
}

fn id(table: &Table) -> String {
    format!("chart-{}", table.key)
}

/// The address of a report's page, without its file.
fn folder(book: &Book, report: &Report) -> String {
    let path = match report.area.key == book.nation.key {
        true => frame::overview_path(report.period),
        false => frame::report_path(report),
    };
    path.trim_end_matches("index.html").to_owned()
}

/// The name of a chart's file, in the folder of its page.
pub fn file_name(id: &str) -> String {
    format!("{}.svg", id.replace('_', "-"))
}

/// Every chart of every report.
pub fn all(book: &Book) -> Vec<(&Report, &Table)> {
    fn of_report(report: &Report) -> Vec<(&Report, &Table)> {
        let has = |table: &&Table| table.chart.is_some() && report.figures.grid(&table.key).is_some();
        report.figures.form.tables.iter().filter(has).map(|table| (report, table)).collect()
    }
    book.reports.iter().chain(&book.national).flat_map(of_report).collect()
}

/// Where the file of a chart stands.
pub fn path(book: &Book, report: &Report, table: &Table) -> String {
    format!("{}{}", folder(book, report), file_name(&id(table)))
}

/// The chart of a table of a report, as a file; empty where there is none.
pub fn file(book: &Book, report: &Report, table: &Table) -> Vec<u8> {
    let (none, numbers) = (BTreeMap::new(), Numbers::default());
    let context = Context { book, report: Some(report), exhibits: &none, numbers: &numbers, section: STATISTICS };
    let source = source(book, &format!("{} {}", report.area.name, report.period));
    chart(&context, report, table).map(|chart| alone::file(&chart, &source).into_bytes()).unwrap_or_default()
}

/// Where the figures of a file are from; `what` they are.
pub fn source(book: &Book, what: &str) -> String {
    format!("Source: {}, {what}. {}", book.settings.title, book.settings.licence)
}
