//! Figures to be taken away: which files there are, and each as bytes.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::columns::columns;
use super::write::Writer;
use super::{describe, dictionary, figures, ods};
use crate::book::Book;
use crate::diagnostic::nearest;
use crate::download::{DataFormat, Download, Scope};
use crate::query::comparisons::Comparisons;
use crate::source::Span;
use crate::text::number;

/// How large files are. Each is made once to know that.
#[derive(Default)]
pub(crate) struct Sizes(Mutex<BTreeMap<String, Size>>);

/// How large a file is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    bytes: usize,
    /// How many rows it has besides its head.
    rows: usize,
}

impl Size {
    fn of(bytes: &[u8], format: DataFormat) -> Size {
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        let around = if format == DataFormat::Csv { 1 } else { 2 };
        Size { bytes: bytes.len(), rows: lines.saturating_sub(around) }
    }

    /// The format and the size, in words: `CSV, 2 KB, 43 rows`.
    pub(crate) fn words(self, format: DataFormat, has_rows: bool) -> String {
        let has_rows = has_rows && format != DataFormat::Ods;
        let Size { bytes, rows } = self;
        let bytes = match bytes {
            0..1_000_000 => format!("{} KB", bytes.div_ceil(1000)),
            _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        };
        let rows =
            has_rows.then(|| format!(", {} row{}", number::count(rows as u64), if rows == 1 { "" } else { "s" }));
        format!("{}, {bytes}{}", format.name(), rows.unwrap_or_default())
    }
}

impl Sizes {
    /// A download as a file, of which the size is known from then on.
    pub(crate) fn file(&self, book: &Book, comparisons: &Comparisons<'_>, download: Download<'_>) -> Vec<u8> {
        let bytes = file(book, comparisons, download);
        self.known().insert(download.path(book), Size::of(&bytes, download.format));
        bytes
    }

    /// How large a download is.
    pub(crate) fn of(&self, book: &Book, comparisons: &Comparisons<'_>, download: Download<'_>) -> Size {
        let known = self.known().get(&download.path(book)).copied();
        known.unwrap_or_else(|| Size::of(&self.file(book, comparisons, download), download.format))
    }

    fn known(&self) -> MutexGuard<'_, BTreeMap<String, Size>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A download as a file.
pub(crate) fn file(book: &Book, comparisons: &Comparisons<'_>, download: Download<'_>) -> Vec<u8> {
    match download.of {
        Scope::Dictionary => return dictionary::file(book),
        Scope::Folder(page) => return describe::folder(book, page),
        Scope::WebSchema => return describe::web_schema(book),
        Scope::TableSchema => return describe::table_schema(book),
        Scope::Package => return describe::package(book),
        _ => {}
    }
    if download.format == DataFormat::Ods {
        return ods::workbook(book, comparisons, download.of);
    }
    let columns = columns(book);
    let mut writer = Writer::new(&columns, download.format);
    figures::each(book, comparisons, download.of, &mut |figure| writer.figure(figure));
    writer.finish()
}

/// Which figures are asked for by these names, of an area, a period and a measure.
pub(crate) fn asked<'a>(book: &'a Book, [area, period, measure]: [Option<&str>; 3]) -> Result<Scope<'a>, String> {
    let unknown = |what: &str, name: &str, known: &[&str]| {
        let near = nearest(name, known.iter().copied()).map(|near| format!("\ndid you mean `{near}`?"));
        format!("there is no {what} `{name}` with figures in this book{}", near.unwrap_or_default())
    };
    if let Some(name) = measure {
        let known: Vec<_> = book.measures.iter().map(|measure| measure.key.as_str()).collect();
        let found = book.measures.iter().find(|measure| measure.key == name);
        return found.map(Scope::Measure).ok_or_else(|| unknown("measure", name, &known));
    }
    let period = period.map(|name| {
        let periods = book.periods();
        let names: Vec<_> = periods.iter().map(|period| period.name()).collect();
        let found = periods.iter().find(|period| period.name() == name).copied();
        found.ok_or_else(|| unknown("period", name, &names.iter().map(String::as_str).collect::<Vec<_>>()))
    });
    let Some(name) = area else { return Ok(period.transpose()?.map_or(Scope::Site, Scope::Period)) };
    let known = || book.areas.iter().chain([&book.nation]).map(AsRef::as_ref);
    let area = known().find(|area| area.name.eq_ignore_ascii_case(name)).or_else(|| book.area_called(name));
    let keys: Vec<_> = known().map(|area| area.key.as_str()).collect();
    let area = area.ok_or_else(|| unknown("area", name, &keys))?;
    let Some(period) = period.transpose()? else { return Ok(Scope::Area(area)) };
    let found = book.report(&area.key, period).map(Scope::Report);
    found.ok_or_else(|| format!("{} has no figures for {period}", area.name))
}

/// What its address is made of, by the name that its author gave it, and where that is declared.
pub(crate) fn named(download: Download<'_>) -> Option<(String, Span)> {
    match download.of {
        Scope::Area(area) => Some((format!("`areas/{}`", area.key), area.span?)),
        Scope::Report(report) => Some((format!("`areas/{}`", report.area.key), report.area.span?)),
        Scope::Table(report, layout) => {
            let mut tables = report.figures.form.tables.iter();
            let table = tables.find(|table| table.layouts.iter().any(|one| one.key == layout.key))?;
            Some((format!("the table `{}`", layout.key), table.span))
        }
        Scope::Measure(measure) => Some((format!("the measure `{}`", measure.key), measure.cells.first()?.span)),
        _ => None,
    }
}
