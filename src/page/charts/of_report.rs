//! The charts of a report: as its page shows them, and as files beside it.

use crate::book::Book;
use crate::book::form::Table;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::chart::asked;
use crate::chart::file;
use crate::chart::inline::Chart;
use crate::link::{PageKey, anchor};
use crate::page::outline::Outline;
use crate::page::words::Subject;
use crate::query::{reference, series};
use crate::table::wording;

/// The chart of a table, if its form asks for one and the return has anything for it.
pub(crate) fn of_table(subject: Subject<'_>, report: &Report, table: &Table) -> Option<Chart> {
    let (spec, grid) = (table.chart.as_ref()?, report.figures.grid_of(&table.key)?);
    Some(Chart {
        id: Drawn::Table(table).id(),
        title: subject.plain(&spec.title),
        subtitle: subject.plain(&spec.subtitle),
        plot: asked::plot(subject.book, report, table, spec, grid),
    })
}

/// The chart of a measure in the reports of an area up to this one.
pub(crate) fn of_measure(book: &Book, report: &Report, measure: &Measure) -> Chart {
    let points = book.series(measure, &report.area.key, report.period);
    let others = series::carried(&report.area.key, &points).map(|told| format!(". {}", told.trim_end_matches('.')));
    let ends = points.first().zip(points.last());
    let ends = ends.map(|(first, last)| format!(", {} to {}", first.period.short(), last.period.short()));
    Chart {
        id: Drawn::Measure(measure).id(),
        title: measure.title.to_string(),
        subtitle: format!(
            "{}, {}{}{}",
            wording::capital(&measure.unit),
            report.name(),
            ends.unwrap_or_default(),
            others.unwrap_or_default()
        ),
        plot: asked::course(measure, &points),
    }
}

/// What a report draws.
#[derive(Clone, Copy)]
pub(crate) enum Drawn<'a> {
    /// A table of its form.
    Table(&'a Table),
    /// A measure, where the narrative asks for it.
    Measure(&'a Measure),
}

impl Drawn<'_> {
    fn id(self) -> String {
        match self {
            Drawn::Table(table) => anchor::of_chart(&table.key),
            Drawn::Measure(measure) => anchor::of_chart(&measure.key),
        }
    }
}

/// The name of a chart's file, in the folder of its page.
pub(crate) fn file_name(id: &str) -> String {
    format!("{}.svg", id.replace('_', "-"))
}

/// Every chart of a report.
pub(crate) fn all<'a>(book: &'a Book, report: &'a Report) -> Vec<Drawn<'a>> {
    let has = |table: &&Table| table.chart.is_some() && report.figures.grid_of(&table.key).is_some();
    let tables = report.figures.form.tables.iter().filter(has).map(Drawn::Table);
    tables.chain(reference::placed_measures(book, report).into_iter().map(Drawn::Measure)).collect()
}

/// Where the file of a chart stands that is on `page`.
pub(crate) fn path(page: PageKey<'_>, drawn: Drawn<'_>) -> String {
    format!("{}{}", page.folder(), file_name(&drawn.id()))
}

/// A chart of a report, as a file.
pub(crate) fn file(book: &Book, report: &Report, drawn: Drawn<'_>) -> Option<Vec<u8>> {
    let source = source(book, &format!("{} {}", report.name(), report.period));
    let outline = Outline::new(book, report);
    let chart = match drawn {
        Drawn::Table(table) => of_table(Subject::new(book, Some(report), &outline), report, table),
        Drawn::Measure(measure) => Some(of_measure(book, report, measure)),
    };
    chart.map(|chart| file::svg(&chart, &source).into_bytes())
}

/// Where the figures of a file are from; `what` they are.
pub(crate) fn source(book: &Book, what: &str) -> String {
    format!("Source: {}, {what}. {}", book.settings.title, book.settings.licence)
}
