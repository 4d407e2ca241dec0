//! Which figures can be taken away, where each file stands and what it is called.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::book::Book;
use crate::book::area::Area;
use crate::book::form::Layout;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::link::{PageKey, anchor};

/// A file to be taken away.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Download<'a> {
    /// What stands in it.
    pub(crate) of: Scope<'a>,
    /// How it is written.
    pub(crate) format: DataFormat,
}

/// What is taken away together.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// All figures of the site.
    Site,
    /// Those of an area.
    Area(&'a Area),
    /// Those of a period: of all areas and of the nation.
    Period(Period),
    /// Those of a report.
    Report(&'a Report),
    /// Those that stand in a table of a report's page.
    Table(&'a Report, &'a Layout),
    /// Those of a measure, with its rates and changes.
    Measure(&'a Measure),
    /// What columns, statistics, signs, markers and measures mean.
    Dictionary,
    /// What a page's folder has of these, by CSV on the Web.
    Folder(PageKey<'a>),
    /// The columns, by CSV on the Web.
    WebSchema,
    /// The columns, by Frictionless Data.
    TableSchema,
    /// The files of the site but for those of single reports, by Frictionless Data.
    Package,
}

/// How data can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataFormat {
    /// A line for each figure, its fields parted by commas.
    Csv,
    /// An object for each figure.
    Json,
    /// A workbook in OpenDocument format, with a sheet for each table.
    Ods,
}

impl DataFormat {
    /// How the names of its files end.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            DataFormat::Csv => "csv",
            DataFormat::Json => "json",
            DataFormat::Ods => "ods",
        }
    }

    /// The name of the format for readers.
    pub(crate) fn name(self) -> &'static str {
        match self {
            DataFormat::Csv => "CSV",
            DataFormat::Json => "JSON",
            DataFormat::Ods => "ODS",
        }
    }

    /// Its media type.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            DataFormat::Csv => "text/csv",
            DataFormat::Json => "application/json",
            DataFormat::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        }
    }
}

impl<'a> Download<'a> {
    /// Something as CSV.
    pub(crate) fn csv(of: Scope<'a>) -> Self {
        Download { of, format: DataFormat::Csv }
    }

    /// Something as JSON.
    pub(crate) fn json(of: Scope<'a>) -> Self {
        Download { of, format: DataFormat::Json }
    }

    /// Where the file stands, from the site's root: beside the page that shows the figures.
    pub(crate) fn path(self, book: &Book) -> String {
        let beside = |page: PageKey<'_>, name: &str| format!("{}{name}.{}", page.folder(), self.format.ending());
        match self.of {
            Scope::Site => beside(PageKey::Data, "figures"),
            Scope::Area(area) => beside(PageKey::Area(area), "figures"),
            Scope::Period(period) => beside(PageKey::Overview(period), "figures"),
            Scope::Report(report) => match PageKey::of_report(book, report) {
                page @ PageKey::Overview(_) => beside(page, "nation"),
                page => beside(page, "figures"),
            },
            Scope::Table(report, layout) => {
                beside(PageKey::of_report(book, report), &anchor::of_table(&layout.key).replace('_', "-"))
            }
            Scope::Measure(measure) => beside(PageKey::Measure(measure), "figures"),
            Scope::Dictionary => beside(PageKey::Data, "dictionary"),
            Scope::Folder(page) => beside(page, "csv-metadata"),
            Scope::WebSchema => beside(PageKey::Data, "csvw-schema"),
            Scope::TableSchema => beside(PageKey::Data, "table-schema"),
            Scope::Package => beside(PageKey::Home, "datapackage"),
        }
    }

    /// What stands in it, in words for readers.
    pub(crate) fn title(self) -> String {
        match self.of {
            Scope::Site => "All figures".to_owned(),
            Scope::Area(area) => area.name.to_string(),
            Scope::Period(period) => format!("All figures for {period}"),
            Scope::Report(report) => format!("{} {}", report.name(), report.period),
            Scope::Table(report, layout) => format!("{} {}, table `{}`", report.name(), report.period, layout.key),
            Scope::Measure(measure) => measure.title.to_string(),
            Scope::Dictionary => "What the columns, signs and measures mean".to_owned(),
            Scope::Folder(_) => "The columns of these files, by CSV on the Web".to_owned(),
            Scope::WebSchema => "The columns, by CSV on the Web".to_owned(),
            Scope::TableSchema => "The columns, by Frictionless Data".to_owned(),
            Scope::Package => "The files, by Frictionless Data".to_owned(),
        }
    }
}

/// The days on which readers first saw what a page tells of, and on which it changed last; none where nobody knows.
pub(crate) fn days(book: &Book, page: PageKey<'_>) -> Option<[Date; 2]> {
    let reports = || {
        let of_period = |period| book.reports_for(period).chain(book.report(&book.nation.key, period));
        let (one, all) = match page {
            PageKey::Report(report) => (Some(report), None),
            PageKey::Overview(period) => (None, Some(of_period(period))),
            _ => (None, None),
        };
        one.into_iter().chain(all.into_iter().flatten())
    };
    let known = book.history.of_all(reports()).map(|(published, updated)| [published, updated]);
    let set =
        || reports().filter_map(|report| book.release_of(report)).min().map(|time| [book.on_clocks(time).date(); 2]);
    known.or_else(set)
}

/// The measures of which any report has a figure.
pub(crate) fn measures(book: &Book) -> impl Iterator<Item = &Measure> {
    book.measures.iter().filter(|measure| book.all_reports().any(|report| measure.cell(report).is_some()))
}

/// The files of figures that stand beside a page.
pub(crate) fn beside<'a>(book: &'a Book, page: PageKey<'a>) -> Vec<Download<'a>> {
    let of_report = |report: &'a Report| {
        let layouts = report.figures.grids().flat_map(|(table, _)| &table.layouts);
        // That two have one key is a finding of its own.
        let mut keys = BTreeSet::new();
        let layouts = layouts.filter(move |layout| keys.insert(layout.key.as_str()));
        std::iter::once(Scope::Report(report)).chain(layouts.map(move |layout| Scope::Table(report, layout)))
    };
    let scopes: Vec<_> = match page {
        PageKey::Data => vec![Scope::Site, Scope::Dictionary],
        PageKey::Area(area) => vec![Scope::Area(area)],
        PageKey::Overview(period) => {
            let nation = book.report(&book.nation.key, period);
            std::iter::once(Scope::Period(period)).chain(nation.into_iter().flat_map(of_report)).collect()
        }
        PageKey::Report(report) => of_report(report).collect(),
        PageKey::Measure(measure) => vec![Scope::Measure(measure)],
        _ => Vec::new(),
    };
    scopes.into_iter().map(Download::csv).collect()
}

/// The pages beside which there are files of figures.
pub(crate) fn pages(book: &Book) -> impl Iterator<Item = PageKey<'_>> {
    let all = book.areas_so_far().map(PageKey::Area).chain(book.periods().into_iter().map(PageKey::Overview));
    let all = all.chain(book.reports.iter().map(|report| PageKey::Report(report)));
    std::iter::once(PageKey::Data).chain(all).chain(measures(book).map(PageKey::Measure))
}

/// The workbook of the tables of a page; only those of reports and periods have one.
fn workbook(page: PageKey<'_>) -> Option<Download<'_>> {
    let of = match page {
        PageKey::Report(report) => Scope::Report(report),
        PageKey::Overview(period) => Scope::Period(period),
        _ => return None,
    };
    Some(Download { of, format: DataFormat::Ods })
}

/// Every file to be taken away.
pub(crate) fn all(book: &Book) -> Vec<Download<'_>> {
    let mut all = Vec::new();
    for page in pages(book) {
        all.extend(beside(book, page));
        all.push(Download::json(Scope::Folder(page)));
    }
    all.extend(pages(book).filter_map(workbook));
    all.extend(measures(book).map(|measure| Download::json(Scope::Measure(measure))));
    all.extend([Scope::WebSchema, Scope::TableSchema, Scope::Package].map(Download::json));
    all
}

/// The files that a page offers as a whole: those of its tables stand below these.
pub(crate) fn offered<'a>(book: &'a Book, page: PageKey<'a>) -> Vec<Download<'a>> {
    let mut offered = beside(book, page);
    offered.retain(|download| !matches!(download.of, Scope::Table(..) | Scope::Dictionary));
    offered.extend(workbook(page));
    if let PageKey::Measure(measure) = page {
        offered.push(Download::json(Scope::Measure(measure)));
    }
    offered
}
