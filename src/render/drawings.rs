//! The charts of a report: as its page shows them, and as files beside it.

use std::collections::BTreeMap;

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

/// The name of the file of a table's chart, in the folder of its page.
pub fn file_name(table: &str) -> String {
    format!("chart-{}.svg", table.replace('_', "-"))
}

/// The tables of a report that have charts.
pub fn charted(report: &Report) -> impl Iterator<Item = &Table> {
    let tables = report.figures.form.tables.iter();
    tables.filter(|table| table.chart.is_some() && report.figures.grid(&table.key).is_some())
}

/// Where the chart of a table stands as a file: in the folder of its report's page.
pub fn path(book: &Book, report: &Report, table: &Table) -> String {
    let name = file_name(&table.key);
    match report.area.key == book.nation.key {
        true => format!("national/{}/{name}", report.period),
        false => format!("areas/{}/{}/{name}", report.area.key, report.period),
    }
}

/// The chart of a table as a file.
pub fn file(book: &Book, report: &Report, table: &Table) -> Option<Vec<u8>> {
    let (none, numbers) = (BTreeMap::new(), Numbers::default());
    let context = Context { book, report: Some(report), exhibits: &none, numbers: &numbers, section: STATISTICS };
    let settings = &book.settings;
    let source = format!("Source: {}, {} {}. {}", settings.title, report.area.name, report.period, settings.licence);
    chart(&context, report, table).map(|chart| alone::file(&chart, &source).into_bytes())
}
