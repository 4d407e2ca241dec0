//! Sources → (Book, findings). Every fault is found in one go; what cannot be read is left out and named.

pub mod rules;
pub mod hidden;
pub mod yaml;
pub mod fields;
pub mod reference;
pub mod mask;
pub mod ledger;
pub mod names;
pub mod words;
pub mod picture;
pub mod anchor;
pub mod address;
pub mod html;
pub mod part;
pub mod slips;
pub mod markdown;
pub mod files;
pub mod text;
pub mod areas;
pub mod narrative;
pub mod axes;
pub mod charts;
pub mod tables;
pub mod forms;
pub mod populations;
pub mod publisher;
pub mod settings;
pub mod cells;
pub mod returns;
pub mod reports;

use std::sync::Arc;

use rayon::prelude::*;

use crate::book::Book;
use crate::book::area::Area;
use crate::book::report::Report;
use crate::diagnostic::Diagnostic;
use crate::source::{Sources, Span};

/// Reads the whole book. There is none where `book.toml` cannot be read.
pub fn parse(sources: &Sources) -> (Option<Book>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let Some((settings, nation)) = settings::book(sources, &mut findings) else { return (None, findings) };
    files::unread(sources, &mut findings);
    let (forms, shared) = ("content/forms/", "content/shared/");
    let mut book = Book {
        nation: Arc::new(nation),
        areas: areas(sources, settings.span, &mut findings),
        forms: sources.below(forms).filter_map(|file| forms::form(sources, file, &mut findings)).collect(),
        measures: settings::measures(sources, &mut findings),
        canonical: settings::sections(sources, &mut findings),
        populations: populations::populations(sources, &mut findings),
        home: narrative::page(sources, "content/home.md", "the home page", &mut findings),
        reading: narrative::page(sources, "content/reading.md", "this page", &mut findings),
        shared: sources.below(shared).filter_map(|file| narrative::shared(sources, file, &mut findings)).collect(),
        settings,
        reports: Vec::new(),
        national: Vec::new(),
        unread_forms: Vec::new(),
        unread: Vec::new(),
    };
    let of_nation = populations::of_nation(&book.areas, &book.nation, &book.populations);
    book.populations.extend(of_nation);
    let stems = sources.below(forms).map(|file| narrative::stem(sources.path(file)).to_owned());
    book.unread_forms = stems.filter(|key| book.form(key).is_none()).collect();
    let folders = files::folders(sources, &book.areas, &book.nation, &mut findings);
    let read = |folder| {
        let mut findings = Vec::new();
        (reports::report(sources, &book, folder, &mut findings), findings)
    };
    let read: Vec<_> = folders.par_iter().map(read).collect();
    for (folder, (report, found)) in folders.iter().zip(read) {
        findings.extend(found);
        let shelf = if folder.area.key == book.nation.key { &mut book.national } else { &mut book.reports };
        match report {
            Some(report) => shelf.push(report),
            None => book.unread.push((folder.area.key.clone(), folder.period)),
        }
    }
    let order = |a: &Report, b: &Report| (&a.area.name, a.period).cmp(&(&b.area.name, b.period));
    book.reports.sort_by(order);
    book.national.sort_by(order);
    (Some(book), findings)
}

/// The areas by name. A name that two areas share is a finding, and so is a book without areas.
fn areas(sources: &Sources, settings: Span, findings: &mut Vec<Diagnostic>) -> Vec<Arc<Area>> {
    let keys = files::areas(sources, findings);
    let mut areas: Vec<_> =
        keys.into_iter().filter_map(|(key, first)| areas::area(sources, key, first, findings).map(Arc::new)).collect();
    areas.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
    if areas.is_empty() {
        let finding = Diagnostic::new(&rules::MISSING_FILE, settings, "the book has no areas");
        findings.push(finding.help("each area has a folder in `areas/` with an area.yaml"));
    }
    for pair in areas.windows(2).filter(|pair| pair[0].name == pair[1].name) {
        let finding = Diagnostic::new(
            &rules::BAD_VALUE,
            pair[1].span.unwrap_or(settings),
            format!("two areas are called {}", pair[1].name),
        );
        let other = pair[0].span.unwrap_or(settings);
        findings.push(finding.related(other, "the other one").help("give each area a name of its own"));
    }
    areas
}
