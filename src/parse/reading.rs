//! A book as it was read, with what another reading can keep of it: reports of which nothing has changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::files::folders::Folder;
use super::files::forms::form;
use super::files::{areas, folders, measures, narrative, populations, reports, sections, settings};
use super::rules;
use crate::book::area::Area;
use crate::book::report::Report;
use crate::book::{Book, Settings};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources, Span};

/// What came of reading a book.
#[derive(Clone, Default)]
pub struct Reading {
    /// The book; none where `book.toml` cannot be read.
    pub book: Option<Book>,
    /// The findings.
    pub findings: Vec<Diagnostic>,
    frame: Option<Arc<Frame>>,
    /// The reports by their folders.
    reports: BTreeMap<String, Arc<Read>>,
}

/// The book without its reports.
struct Frame {
    book: Book,
    findings: Vec<Diagnostic>,
    /// The folders of areas that it was made of.
    areas: Vec<(String, FileId)>,
}

/// A report as it was read.
struct Read {
    /// Whose folder it stands in.
    area: Arc<Area>,
    /// The report; none where its return cannot be read.
    report: Option<Arc<Report>>,
    findings: Vec<Diagnostic>,
}

/// What is read anew without touching any report: no report is made of it.
const BESIDE_REPORTS: [&str; 4] = ["content/home.md", "content/reading.md", "content/shared/", "themes/"];

impl Reading {
    /// Reads sources of which only the files at the paths `changed` are others than in this reading; all of them where none
    /// are named. The result is that of reading everything.
    pub fn again(&self, sources: &Sources, changed: Option<&[&str]>) -> Reading {
        let frame = match self.frame.as_ref().filter(|frame| is_kept(frame, sources, changed)) {
            Some(frame) => Arc::clone(frame),
            None => match frame(sources) {
                Ok(frame) => Arc::new(frame),
                Err(findings) => return Reading { findings, ..Reading::default() },
            },
        };
        let (mut book, mut findings) = (frame.book.clone(), frame.findings.clone());
        let folders = folders::folders(sources, &book.areas, &book.nation, &mut findings);
        let keeps_any = changed.is_some_and(|changed| changed.iter().all(|path| is_beside_other_reports(path)));
        let read = |folder: &Folder| {
            let is_changed = |changed: &[&str]| changed.iter().any(|path| path.starts_with(&folder.path));
            let kept = self
                .reports
                .get(&folder.path)
                .filter(|kept| keeps_any && !changed.is_none_or(is_changed) && *kept.area == *folder.area);
            let read = kept.map_or_else(|| Arc::new(read(sources, &book, folder)), Arc::clone);
            (folder.path.clone(), read)
        };
        let read: BTreeMap<_, _> = folders.par_iter().map(read).collect();
        for folder in &folders {
            let Some(found) = read.get(&folder.path) else { continue };
            findings.extend(found.findings.iter().cloned());
            let shelf = if folder.area.key == book.nation.key { &mut book.national } else { &mut book.reports };
            match &found.report {
                Some(report) => shelf.push(Arc::clone(report)),
                None => book.unread.push((folder.area.key.clone(), folder.period)),
            }
        }
        book.reports.sort_by(|a, b| (&a.area.name, &a.area.key, a.period).cmp(&(&b.area.name, &b.area.key, b.period)));
        book.national.sort_by_key(|report| report.period);
        Reading { book: Some(book), findings, frame: Some(frame), reports: read }
    }

    /// Whether nothing but reports is other than in another reading.
    pub fn differs_in_reports_only(&self, other: &Reading) -> bool {
        self.frame.as_ref().zip(other.frame.as_ref()).is_some_and(|(one, other)| Arc::ptr_eq(one, other))
    }
}

/// Whether all that changed lies in the folders of reports, and the folders of areas are the same.
fn is_kept(frame: &Frame, sources: &Sources, changed: Option<&[&str]>) -> bool {
    let of_report = |path: &&str| {
        let of_area = path.strip_prefix("areas/").is_some_and(|rest| rest.matches('/').count() > 1);
        of_area || path.starts_with("content/national/")
    };
    let areas = folders::areas(sources, &mut Vec::new());
    changed.is_some_and(|changed| changed.iter().all(of_report))
        && areas
            .iter()
            .map(|(key, first)| (*key, *first))
            .eq(frame.areas.iter().map(|(key, first)| (key.as_str(), *first)))
}

/// Whether other reports than the one in whose folder a file stands, if it stands in one, are read as before when it changes.
fn is_beside_other_reports(path: &str) -> bool {
    path.starts_with("areas/")
        || path.starts_with("content/national/")
        || BESIDE_REPORTS.iter().any(|beside| path.starts_with(beside))
}

fn read(sources: &Sources, book: &Book, folder: &Folder) -> Read {
    let mut findings = Vec::new();
    let report = reports::report(sources, book, folder, &mut findings).map(Arc::new);
    Read { area: Arc::clone(&folder.area), report, findings }
}

/// Reads all but the reports; the findings where `book.toml` cannot be read.
fn frame(sources: &Sources) -> Result<Frame, Vec<Diagnostic>> {
    let mut findings = Vec::new();
    let Some((settings, nation)) = settings::book(sources, &mut findings) else { return Err(findings) };
    let areas =
        folders::areas(sources, &mut Vec::new()).into_iter().map(|(key, first)| (key.to_owned(), first)).collect();
    let book = without_reports(sources, (settings, nation), &mut findings);
    Ok(Frame { book, findings, areas })
}

fn without_reports(sources: &Sources, (settings, nation): (Settings, Area), findings: &mut Vec<Diagnostic>) -> Book {
    folders::unread(sources, findings);
    let (forms, shared) = ("content/forms/", "content/shared/");
    let areas = self::areas(sources, settings.span, findings);
    let read_forms: Vec<_> = sources.below(forms).filter_map(|file| form::form(sources, file, findings)).collect();
    let mut book = Book {
        nation: Arc::new(nation),
        areas,
        measures: measures::measures(sources, &read_forms, findings),
        forms: read_forms,
        canonical: sections::sections(sources, findings),
        populations: populations::populations(sources, findings),
        home: narrative::page(sources, "content/home.md", "the home page", findings),
        reading: narrative::page(sources, "content/reading.md", "this page", findings),
        shared: sources.below(shared).filter_map(|file| narrative::shared(sources, file, findings)).collect(),
        settings,
        reports: Vec::new(),
        national: Vec::new(),
        unread_forms: Vec::new(),
        unread: Vec::new(),
    };
    populations::unused(&book.areas, &book.nation, &book.populations, findings);
    let of_nation = populations::of_nation(&book.areas, &book.nation, &book.populations);
    book.populations.extend(of_nation);
    book.populations.sort_by(|one, other| one.key().cmp(&other.key()));
    let stems = sources.below(forms).map(|file| narrative::stem(sources.path(file)).to_owned());
    book.unread_forms = stems.filter(|key| book.form(key).is_none()).collect();
    book
}

/// The areas by name. A name that two areas share is a finding, and so is a book without areas.
fn areas(sources: &Sources, settings: Span, findings: &mut Vec<Diagnostic>) -> Vec<Arc<Area>> {
    let keys = folders::areas(sources, findings);
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
