//! A parsed book, and what the next state of it can keep.
//!
//! Each part is parsed from the files and the definitions that it is handed, and sees no others: it is kept as long as these are
//! equal.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::drawing::Gallery;
use super::files::folders::Folder;
use super::files::forms::based;
use super::files::{
    areas, corrections, folders, measures, named, narrative, plans, populations, reports, sections, settings,
};
use super::{misnamed, rules};
use crate::book::area::Area;
use crate::book::form::Form;
use crate::book::report::{Drawings, Report};
use crate::book::settings::Settings;
use crate::book::{Book, Population};
use crate::diagnostic::Diagnostic;
use crate::query::seals;
use crate::source::{FileId, Sources};

/// What came of parsing a book.
#[derive(Clone, Default)]
pub(crate) struct ParsedBook {
    /// The book; none where `book.toml` cannot be read.
    pub(crate) book: Option<Book>,
    /// The nation's reports as they were handed in, without sums over areas.
    pub(crate) handed: Vec<Arc<Report>>,
    /// The findings.
    pub(crate) findings: Vec<Diagnostic>,
    /// The folders of the reports of which something cannot be read.
    pub(crate) faulty: BTreeSet<String>,
    /// All images that were ever drawn for the book.
    pub(crate) drawn: Arc<Drawings>,
    base: Option<Arc<Base>>,
    /// The reports by their folders.
    reports: BTreeMap<String, Arc<ParsedReport>>,
}

/// The book without its reports.
struct Base {
    /// The files that it was parsed from: all but those of reports and of releases.
    sources: Sources,
    /// The keys of the areas that have a folder, each with its file, or with the first of its folder where it has none.
    areas: Vec<(String, FileId)>,
    book: Book,
    /// What of it reports are parsed with.
    definitions: Book,
    findings: Vec<Diagnostic>,
}

/// A report with what it was parsed from, besides the definitions.
struct ParsedReport {
    folder: Folder,
    sources: Sources,
    /// The report; none where its return cannot be read.
    report: Option<Arc<Report>>,
    drawn: Drawings,
    findings: Vec<Diagnostic>,
}

impl ParsedBook {
    /// Nothing yet, but for images that were drawn before.
    pub(crate) fn knowing(drawn: Drawings) -> Self {
        ParsedBook { drawn: Arc::new(drawn), ..ParsedBook::default() }
    }

    /// Parses the next state of the book. The result is that of parsing it anew.
    pub(crate) fn update(&self, sources: &Sources) -> ParsedBook {
        let base = match self.next_base(sources) {
            Ok(base) => base,
            Err(mut findings) => {
                folders::unread(sources, &mut findings);
                return ParsedBook { findings, drawn: Arc::clone(&self.drawn), ..ParsedBook::default() };
            }
        };
        let (mut book, mut findings) = (base.book.clone(), base.findings.clone());
        folders::unread(sources, &mut findings);
        let folders = folders::folders(sources, &book, &mut findings);
        book.unread = folders.unread;
        // All reports of a state were parsed with the definitions of its base.
        let keeps = self.base.as_ref().is_some_and(|before| before.definitions == base.definitions);
        let parsed: Vec<_> = folders
            .read
            .into_par_iter()
            .map(|folder| {
                let sources = sources.within(&folder.path);
                let kept = self.reports.get(&folder.path).filter(|_| keeps);
                match kept.filter(|kept| kept.sources == sources && kept.folder == folder) {
                    Some(kept) => Arc::clone(kept),
                    None => Arc::new(ParsedReport::new(sources, &base.definitions, folder, &self.drawn)),
                }
            })
            .collect();
        for ParsedReport { folder, report, findings: found, .. } in parsed.iter().map(Arc::as_ref) {
            findings.extend(found.iter().cloned());
            let shelf = if folder.area.key == book.nation.key { &mut book.national } else { &mut book.reports };
            match report {
                Some(report) => shelf.push(Arc::clone(report)),
                None => book.unread.push((folder.area.key.clone(), folder.period)),
            }
        }
        let sealed = |report: Arc<Report>| with_approvals(sources, &book, report);
        let [areas, nation] =
            [&book.reports, &book.national].map(|reports| reports.iter().cloned().map(sealed).collect());
        (book.reports, book.national) = (areas, nation);
        book.reports.sort_by(|a, b| a.order().cmp(&b.order()));
        book.national.sort_by_key(|report| report.period);
        let handed = std::mem::take(&mut book.national);
        book.national = handed.iter().map(|report| book.added_up(report)).collect();
        let mut drawn = Arc::clone(&self.drawn);
        for (hash, drawing) in parsed.iter().flat_map(|parsed| &parsed.drawn) {
            if !drawn.contains_key(hash) {
                Arc::make_mut(&mut drawn).insert(*hash, Arc::clone(drawing));
            }
        }
        misnamed::renamed(sources, &mut findings);
        misnamed::out_of_period(&book, &mut findings);
        // Where something else is wrong in book.toml the authorities may be there.
        if !findings.iter().any(|finding| finding.span.file == book.settings.span.file) {
            findings.extend(reports::undeclared_authorities(&book));
        }
        let reports = parsed.into_iter().map(|parsed| (parsed.folder.path.clone(), parsed)).collect();
        let faulty = findings.iter().filter(|finding| finding.is_unread());
        let faulty =
            faulty.filter_map(|finding| folders::report_folder(sources.path(finding.span.file))).map(str::to_owned);
        let faulty = faulty.collect();
        ParsedBook { book: Some(book), handed, findings, faulty, drawn, base: Some(base), reports }
    }

    /// The same state, which knows of reports that it does not have what an earlier one knew.
    pub(crate) fn recalling(mut self, earlier: &ParsedBook) -> ParsedBook {
        if let (Some(now), Some(then)) = (&self.base, &earlier.base)
            && (Arc::ptr_eq(now, then) || now.definitions == then.definitions)
        {
            for (folder, report) in &earlier.reports {
                self.reports.entry(folder.clone()).or_insert_with(|| Arc::clone(report));
            }
        }
        self
    }

    /// The base of the next state; the findings where `book.toml` cannot be read.
    fn next_base(&self, sources: &Sources) -> Result<Arc<Base>, Vec<Diagnostic>> {
        let mut findings = Vec::new();
        let own = |key: &str| sources.find(&format!("areas/{key}/area.yaml"));
        let areas = folders::areas(sources, &mut findings).into_iter();
        let areas: Vec<_> = areas.map(|(key, first)| (key.to_owned(), own(key).unwrap_or(first))).collect();
        let sources = sources.filtered(|path| folders::report_folder(path).is_none() && !path.starts_with("releases/"));
        if let Some(kept) = self.base.as_ref().filter(|base| base.sources == sources && base.areas == areas) {
            return Ok(Arc::clone(kept));
        }
        let mut faults = Vec::new();
        let Some(settings) = settings::book(&sources, &mut faults) else { return Err(faults) };
        findings.extend(faults);
        let mut book = without_reports(&sources, &areas, settings, &mut findings);
        if let Some(before) = &self.base {
            book.share_equal(&before.book);
        }
        let definitions = Book {
            areas: Arc::default(),
            measures: Arc::default(),
            home: Arc::default(),
            reading: Arc::default(),
            shared: Arc::default(),
            corrections: Arc::default(),
            ..book.clone()
        };
        Ok(Arc::new(Base { sources, areas, book, definitions, findings }))
    }
}

impl ParsedReport {
    fn new(sources: Sources, definitions: &Book, folder: Folder, known: &Drawings) -> Self {
        let (mut gallery, mut findings) = (Gallery::new(known), Vec::new());
        let report = reports::report(&sources, definitions, &folder, &mut gallery, &mut findings).map(Arc::new);
        let drawn = gallery.drawn;
        ParsedReport { folder, sources, report, drawn, findings }
    }
}

/// A report whose approvals say whether they hold.
fn with_approvals(sources: &Sources, book: &Book, report: Arc<Report>) -> Arc<Report> {
    if report.approvals.is_empty() {
        return report;
    }
    let (now, folder) = (seals::seals(sources, book, &report), seals::folder(sources, &report));
    let mut approvals = report.approvals.clone();
    // The folder may have had another name when the report was approved, and its files may have said so.
    let inside = folder.splitn(3, '/').last().unwrap_or_default();
    let former: Vec<_> = report.area.former_keys().map(|(key, _)| (key, format!("areas/{key}/{inside}"))).collect();
    for approval in &mut approvals {
        let is_in = |folder: &str| approval.files.keys().any(|path| path.starts_with(folder));
        approval.void = match former.iter().find(|(_, then)| is_in(then)) {
            Some((key, then)) => {
                let moved = |(path, seal): (String, String)| match path.strip_prefix(then) {
                    Some(inside) => (format!("{folder}{inside}"), seal),
                    None => (path, seal),
                };
                approval.files = std::mem::take(&mut approval.files).into_iter().map(moved).collect();
                seals::void(approval, &seals::seals_as(sources, book, &report, key), (sources, book, &report))
            }
            None => seals::void(approval, &now, (sources, book, &report)),
        };
    }
    let report = Report { approvals, ..Report::clone(&report) };
    Arc::new(report)
}

fn without_reports(
    sources: &Sources,
    areas: &[(String, FileId)],
    (settings, nation): (Settings, Area),
    findings: &mut Vec<Diagnostic>,
) -> Book {
    folders::unused(sources, findings);
    let keys = areas;
    let areas = self::areas(sources, keys, (&settings, &nation), findings);
    let unread_areas = keys.iter().map(|(key, _)| key.as_str()).chain(folders::unread_areas(sources));
    let unread_areas = unread_areas.filter(|key| areas.iter().all(|area| area.key != *key));
    let unread_areas: Vec<_> = unread_areas.map(str::to_owned).collect();
    areas::follow(&areas, &unread_areas, findings);
    areas::regions(&areas, findings);
    let named = named::named(sources, "content/forms/", folders::FORMS, findings);
    let readable = || named.iter().filter(|named| named.is_read);
    let stems: Vec<_> = named.iter().map(|named| narrative::stem(&named.name).to_owned()).collect();
    let forms = based::forms(sources, (&readable().collect::<Vec<_>>(), &stems), settings.years, findings);
    let unread_forms: Vec<_> = stems.into_iter().filter(|stem| forms.iter().all(|form| form.key != *stem)).collect();
    let asking = unread_forms.is_empty().then_some(forms.as_slice());
    let (populations, unread_populations) = populations(sources, &areas, &unread_areas, (&nation, asking), findings);
    let named = named::named(sources, "content/shared/", folders::SHARED, findings);
    let shared = named.iter().filter(|named| named.is_read);
    let shared: Vec<_> = shared.filter_map(|named| narrative::shared(sources, named.file, findings)).collect();
    let canonical = sections::sections(sources, findings);
    let plans = plans::plans(sources, &settings, (&areas, &unread_areas), findings);
    let (measures, unread_measures) = measures::measures(sources, &forms, settings.years, findings);
    Book {
        nation: Arc::new(nation),
        areas: areas.into(),
        measures: measures.into(),
        unread_measures,
        unread_populations,
        forms: forms.into(),
        canonical: canonical.sections.into(),
        unread_sections: canonical.may_lack,
        populations: populations.into(),
        home: narrative::page(sources, "home.md", "the home page", findings).into(),
        reading: narrative::page(sources, "reading.md", "this page", findings).into(),
        shared: shared.into(),
        plans: plans.into(),
        corrections: corrections::corrections(sources, findings).into(),
        settings: Arc::new(settings),
        reports: Vec::new(),
        national: Vec::new(),
        unread_areas: unread_areas.into(),
        unread_forms: unread_forms.into(),
        unread: Vec::new(),
        history: Arc::default(),
    }
}

/// The estimates of areas and of the nation, and whether there may be more: what is wrong with one may be why another is missed. Of an area that could not be read they are not in vain, and without it there is no
/// sum of all areas.
fn populations(
    sources: &Sources,
    areas: &[Arc<Area>],
    unread_areas: &[String],
    (nation, forms): (&Area, Option<&[Arc<Form>]>),
    findings: &mut Vec<Diagnostic>,
) -> (Vec<Population>, bool) {
    let before = findings.len();
    let mut estimates = populations::populations(sources, findings);
    estimates.retain(|estimate| !unread_areas.contains(&estimate.population.area));
    for Population { area, .. } in estimates.iter_mut().map(|estimate| &mut estimate.population) {
        *area = areas::now(areas, area).to_owned();
    }
    populations::unused(areas, nation, forms, &estimates, findings);
    let are_unread = findings.len() > before;
    let mut populations: Vec<_> = estimates.into_iter().map(|estimate| estimate.population).collect();
    if unread_areas.is_empty() {
        populations.extend(populations::of_nation(areas, nation, &populations));
    }
    populations.sort_by(|one, other| one.key().cmp(&other.key()));
    (populations, are_unread)
}

/// The areas by name. A book without areas is a finding.
fn areas(
    sources: &Sources,
    keys: &[(String, FileId)],
    (settings, nation): (&Settings, &Area),
    findings: &mut Vec<Diagnostic>,
) -> Vec<Arc<Area>> {
    let area = |(key, first): &(String, FileId)| {
        areas::area(sources, key, *first, (&settings.fields_of_areas, settings.years), findings)
    };
    let declared: Vec<_> = keys.iter().map(area).collect();
    if declared.is_empty() && folders::unread_areas(sources).next().is_none() {
        let finding = rules::MISSING_FILE.at(settings.span, "the book has no areas");
        findings.push(finding.help("each area has a folder in `areas/` with an area.yaml"));
    }
    areas::tell_apart(&declared, nation, findings);
    let mut areas: Vec<_> = declared.into_iter().map(|declared| declared.area).collect();
    areas.sort_by(|a, b| (&*a.name, &a.key).cmp(&(&*b.name, &b.key)));
    areas
}
