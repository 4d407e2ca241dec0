//! Figures to be taken away: which files there are, and each as bytes.

use std::collections::BTreeSet;

use super::columns::columns;
use super::write::Writer;
use super::{dictionary, figures};
use crate::book::Book;
use crate::diagnostic::nearest;
use crate::link::{DataFormat, Download, Scope};
use crate::query::comparisons::Comparisons;
use crate::source::Span;

/// The downloads of a book, in the order in which they are listed. None where it has no report.
pub(crate) fn all(book: &Book) -> Vec<Download<'_>> {
    let mut scopes = Vec::new();
    scopes.extend(book.all_reports().next().map(|_| Scope::Site));
    scopes.extend(book.areas_so_far().map(Scope::Area));
    scopes.extend(book.periods().into_iter().map(Scope::Period));
    for report in book.all_reports() {
        scopes.push(Scope::Report(report));
        let layouts = report.figures.grids().flat_map(|(table, _)| &table.layouts);
        // That two have one key is a finding of its own.
        let mut keys = BTreeSet::new();
        let layouts = layouts.filter(|layout| keys.insert(layout.key.as_str()));
        scopes.extend(layouts.map(|layout| Scope::Table(report, layout)));
    }
    let mut downloads: Vec<_> = scopes.into_iter().map(|of| Download { of, format: DataFormat::Csv }).collect();
    for measure in dictionary::measures(book) {
        let formats = [DataFormat::Csv, DataFormat::Json];
        downloads.extend(formats.map(|format| Download { of: Scope::Measure(measure), format }));
    }
    downloads
}

/// A download as a file.
pub(crate) fn file(book: &Book, comparisons: &Comparisons<'_>, download: Download<'_>) -> Vec<u8> {
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
        Scope::Site | Scope::Period(_) => None,
        Scope::Area(area) => Some((format!("`areas/{}`", area.key), area.span?)),
        Scope::Report(report) => Some((format!("`areas/{}`", report.area.key), report.area.span?)),
        Scope::Table(report, layout) => {
            let mut tables = report.figures.form.tables.iter();
            let table = tables.find(|table| table.layouts.iter().any(|one| one.key == layout.key))?;
            Some((format!("the table `{}`", layout.key), table.span))
        }
        Scope::Measure(measure) => Some((format!("the measure `{}`", measure.key), measure.cells.first()?.span)),
    }
}
