//! Sources → (Book, findings). Every fault is found in one go; what cannot be read is left out and named.

pub mod rules;
pub mod yaml;
pub mod fields;
pub mod reference;
pub mod mask;
pub mod part;
pub mod markdown;
pub mod text;
pub mod areas;
pub mod narrative;
pub mod axes;
pub mod tables;
pub mod forms;
pub mod populations;
pub mod settings;
pub mod cells;
pub mod returns;
pub mod reports;

use std::sync::Arc;

use rayon::prelude::*;

use crate::book::Book;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::diagnostic::{Diagnostic, nearest};
use crate::source::{FileId, Sources, Span};

/// Reads the whole book. There is none where `book.toml` cannot be read.
pub fn parse(sources: &Sources) -> (Option<Book>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let Some((settings, nation)) = settings::book(sources, &mut findings) else { return (None, findings) };
    let canonical = settings::sections(sources, &mut findings);
    let forms: Vec<_> =
        sources.below("content/forms/").filter_map(|file| forms::form(sources, file, &mut findings)).collect();
    let measures = settings::measures(sources, &mut findings);
    let shared =
        sources.below("content/shared/").filter_map(|file| narrative::shared(sources, file, &mut findings)).collect();
    for (measure, spans) in &measures {
        for ((form, _), span) in measure.cells.iter().zip(spans) {
            if !forms.iter().any(|known| known.key == *form) {
                let near = nearest(form, forms.iter().map(|known| known.key.as_str()));
                let finding = Diagnostic::new(&rules::BAD_VALUE, *span, format!("there is no form `{form}`"));
                findings.push(finding.help(near.map_or_else(
                    || "add the form to `content/forms/`, or delete the line".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                )));
            }
        }
    }
    let mut book = Book {
        settings,
        nation: Arc::new(nation),
        areas: areas(sources, &mut findings),
        forms,
        measures: measures.into_iter().map(|(measure, _)| measure).collect(),
        canonical,
        populations: populations::populations(sources, &mut findings),
        home: narrative::home(sources, &mut findings),
        shared,
        reports: Vec::new(),
        national: Vec::new(),
    };
    let folders = folders(sources, &book, &mut findings);
    let read: Vec<_> = folders
        .par_iter()
        .map(|folder| {
            let mut findings = Vec::new();
            (reports::report(sources, &book, folder, &mut findings), findings)
        })
        .collect();
    for (report, found) in read {
        findings.extend(found);
        if let Some(report) = report {
            let shelf = if report.area.key == book.nation.key { &mut book.national } else { &mut book.reports };
            shelf.push(report);
        }
    }
    let order = |a: &Report, b: &Report| (&a.area.name, a.period).cmp(&(&b.area.name, b.period));
    book.reports.sort_by(order);
    book.national.sort_by(order);
    (Some(book), findings)
}

fn areas(sources: &Sources, findings: &mut Vec<Diagnostic>) -> Vec<Arc<crate::book::area::Area>> {
    let mut areas = Vec::new();
    let mut seen = String::new();
    for file in sources.below("areas/") {
        let Some((key, _)) = sources.path(file)["areas/".len()..].split_once('/') else {
            findings.push(misplaced(
                file,
                "a file stands between the folders of areas",
                "move it into the folder of its area, or delete it",
            ));
            continue;
        };
        if key != seen {
            seen = key.to_owned();
            areas.extend(areas::area(sources, key, file, findings).map(Arc::new));
        }
    }
    areas.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
    areas
}

/// The folder of one report.
pub struct Folder {
    /// Its path, ending in `/`.
    pub path: String,
    /// Whose report it is.
    pub area: Arc<crate::book::area::Area>,
    /// For which period.
    pub period: Period,
}

/// The folders that hold reports, of areas and of the nation. Files that stand elsewhere are named.
fn folders(sources: &Sources, book: &Book, findings: &mut Vec<Diagnostic>) -> Vec<Folder> {
    let shelves = book.areas.iter().map(|area| (format!("areas/{}/", area.key), area));
    let shelves = shelves.chain(std::iter::once(("content/national/".to_owned(), &book.nation)));
    let mut folders: Vec<Folder> = Vec::new();
    for (shelf, area) in shelves {
        for file in sources.below(&shelf) {
            let rest = &sources.path(file)[shelf.len()..];
            match rest.split_once('/') {
                None if rest == "area.yaml" => {}
                Some((folder, name)) if !name.contains('/') => match folder.parse::<Period>() {
                    Ok(period) => {
                        let path = format!("{shelf}{folder}/");
                        if folders.last().is_none_or(|last| last.path != path) {
                            folders.push(Folder { path, area: Arc::clone(area), period });
                        }
                    }
                    Err(_) => findings.push(misplaced(
                        file,
                        "the folder is not named after a reporting year",
                        "name it `2013-14`, as in 1 April 2013 to 31 March 2014",
                    )),
                },
                _ => findings.push(misplaced(
                    file,
                    "this file does not belong here",
                    "files of a report stand in the folder of its period: `2013-14/smb.md`",
                )),
            }
        }
    }
    folders
}

fn misplaced(file: FileId, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(&rules::MISPLACED, Span::new(file, 0..0), message).help(help)
}

/// The text of a file, free of characters that nobody can see.
pub fn text_of<'a>(sources: &'a Sources, file: FileId, findings: &mut Vec<Diagnostic>) -> Option<&'a str> {
    let text = match sources.text(file) {
        Ok(text) => text,
        Err(at) => {
            findings.push(
                Diagnostic::new(&rules::NOT_UTF8, Span::new(file, at..at + 1), "this file is not UTF-8 from here on")
                    .help("open it in an editor, choose “Save with encoding”, then UTF-8"),
            );
            return None;
        }
    };
    let hidden = |(at, sign): &(usize, char)| match sign {
        '\n' | '\r' | '\t' => false,
        '\u{feff}' => *at > 0,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{e000}'..='\u{f8ff}' => true,
        sign => sign.is_control(),
    };
    for (at, sign) in text.char_indices().filter(hidden).take(20) {
        let name = format!("an invisible character (U+{:04X}) stands here", u32::from(sign));
        let span = Span::new(file, at..at + sign.len_utf8());
        findings.push(
            Diagnostic::new(&rules::BAD_CHARACTER, span, name).help("delete it and type the words around it again"),
        );
    }
    Some(text)
}

/// The YAML at `path`, if the file is there and can be read.
fn load(sources: &Sources, path: &str, findings: &mut Vec<Diagnostic>) -> Option<yaml::Yaml> {
    let file = sources.find(path)?;
    let text = text_of(sources, file, findings)?;
    yaml::parse(file, text, 0, findings)
}
