//! What readers were shown when, from the releases: when each report was published, when readers saw it change, and what it was before.
//!
//! All of it follows from the files that were kept with the releases, so that an edition which others stand in place of never changes.
//! Only a report of which files changed is read as it was. With it stand the files of the whole book and the figures that its page shows
//! beside its own: those of its area, of the nation, and of the other areas of its time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::chain::{Chain, FOLDER, Release};
use super::compare::facts;
use super::public::is_recorded;
use super::record::Time;
use super::times;
use crate::book::area::{Area, called};
use crate::book::history::{self, History, ReportHistory, ReportName, Superseded};
use crate::book::period::{Period, Years};
use crate::book::report::{Correction, Drawings, Report};
use crate::book::{Book, BookCorrection};
use crate::parse::files::folders::report_folder;
use crate::parse::parsed::ParsedBook;
use crate::source::{SourceFile, Sources};

/// What superseded editions are made of, by the reports and the names of the editions: a book, and the key that the area had in it.
pub(crate) type Archive = BTreeMap<(ReportName, String), (Arc<Book>, String)>;

/// A history, with all that it was made of.
#[derive(Clone)]
pub(crate) struct KeptHistory {
    files: Sources,
    releases: usize,
    names: (Years, String, Arc<Vec<Arc<Area>>>),
    own: times::Own,
    pub(crate) history: Arc<History>,
    /// What superseded editions are made of. One is missing that this program cannot read any more.
    pub(crate) archive: Arc<Archive>,
}

impl KeptHistory {
    /// What readers were shown when. `before` is kept where it is the same. `book` says what its reports are named by, and `public`, what of
    /// it is public, the times of these; what is as it was is not parsed again if `present`, what came of parsing these sources, has it.
    /// Images that were drawn are not drawn again.
    pub(crate) fn new(
        sources: &Sources,
        chain: &Chain,
        (book, public, present): (&Book, &Book, &ParsedBook),
        (before, drawn): (Option<&KeptHistory>, &mut Arc<Drawings>),
    ) -> KeptHistory {
        let files = sources.within(FOLDER);
        let releases = chain.releases.len();
        let names = (book.settings.years, book.nation.key.clone(), Arc::clone(&book.areas));
        let own = times::own(public);
        let is_same = |kept: &&KeptHistory| {
            (&kept.files, kept.releases, &kept.names, &kept.own) == (&files, releases, &names, &own)
        };
        if let Some(kept) = before.filter(is_same) {
            return kept.clone();
        }
        let states = States {
            sources,
            book,
            present,
            releases: &chain.releases,
            read: BTreeMap::new(),
            archive: Archive::new(),
        };
        let (history, archive) = history(states, &own, drawn);
        KeptHistory { files, releases, names, own, history: Arc::new(history), archive: Arc::new(archive) }
    }
}

fn history(mut states: States<'_>, own: &times::Own, drawn: &mut Arc<Drawings>) -> (History, Archive) {
    let States { sources, book, releases, .. } = states;
    let planned = times::planned(sources, releases);
    let mut versions: BTreeMap<ReportName, Vec<usize>> = BTreeMap::new();
    for (at, release) in releases.iter().enumerate() {
        // A report whose area has another name from then on is the same.
        let reports: BTreeSet<_> = release.record.reports.iter().filter_map(|folder| name(book, folder)).collect();
        let periods: BTreeSet<_> = reports.iter().map(|(_, period)| *period).collect();
        reports.into_iter().for_each(|name| versions.entry(name).or_default().push(at));
        // What the nation's report has of the areas changes with theirs.
        for period in periods {
            let nation = versions.get_mut(&(book.nation.key.clone(), period));
            if let Some(nation) = nation.filter(|nation| nation.last() != Some(&at)) {
                nation.push(at);
            }
        }
    }
    states.read(&versions, drawn);
    let mut history = History { releases: releases.iter().map(empty).collect(), reports: BTreeMap::new() };
    for (name, versions) in versions {
        let Some(mut found) = states.of_report(&name, &versions, &mut history.releases) else { continue };
        let at = versions[0];
        found.released = times::told((&releases[at], at), (planned[at].get(&name.1), own.get(&name)), book);
        history.reports.insert(name, found);
    }
    (history, states.archive)
}

fn empty(release: &Release) -> history::Release {
    let Time { instant, clock, .. } = release.record.time;
    let (published, changed) = (Vec::new(), Vec::new());
    history::Release { name: release.name.clone(), time: instant, clock, published, changed }
}

/// What a report is named by whose folder this is: its area by the name that it has now.
fn name(book: &Book, folder: &str) -> Option<ReportName> {
    let (of, period) = folder.rsplit_once('/')?;
    let area = if of == "content/national" { &book.nation.key } else { of.strip_prefix("areas/")? };
    let area = called(book.areas.iter().map(AsRef::as_ref), area).map_or(area, |area| &area.key);
    Some((area.to_owned(), book.settings.years.period(period)?))
}

/// The book as it was at some releases, each with no more of it than is asked for.
struct States<'a> {
    sources: &'a Sources,
    book: &'a Book,
    /// What came of parsing the book as it is.
    present: &'a ParsedBook,
    releases: &'a [Release],
    read: BTreeMap<usize, Arc<Book>>,
    archive: Archive,
}

impl States<'_> {
    /// Reads what is to be compared: each report that has several versions, at the releases of these.
    fn read(&mut self, versions: &BTreeMap<ReportName, Vec<usize>>, drawn: &mut Arc<Drawings>) {
        let mut wanted: BTreeMap<usize, Wanted<'_>> = BTreeMap::new();
        for ((area, period), versions) in versions.iter().filter(|(_, versions)| versions.len() > 1) {
            for at in versions {
                wanted.entry(*at).or_default().add(area, *period);
            }
        }
        // A file keeps its id in all states, the present one among them, so that what is made of it is made once. For the same reason a
        // report of which versions are compared is read as a whole in each, and so are all while the files of the book are those of now.
        let of_book = |files: &Sources| files.filtered(|path| is_recorded(path) && report_folder(path).is_none());
        let compared: BTreeSet<_> =
            versions.iter().filter(|(_, versions)| versions.len() > 1).map(|(name, _)| name).collect();
        let mut there: BTreeSet<&str> = BTreeSet::new();
        let mut names: BTreeMap<&str, Option<ReportName>> = BTreeMap::new();
        let (mut files, mut parsed) =
            (self.sources.filtered(|path| !path.starts_with(FOLDER)), ParsedBook::clone(self.present));
        let of_present = of_book(&files);
        for (at, release) in self.releases.iter().enumerate() {
            for path in &release.record.removed {
                there.remove(path.as_str());
            }
            let copy = |path: &String| {
                let copy = self.sources.find(&format!("{FOLDER}{}/{path}", release.name))?;
                Some(SourceFile { path: path.clone(), bytes: self.sources.bytes(copy).to_vec() })
            };
            let changed: Vec<_> = release.record.files.keys().filter_map(copy).collect();
            there.extend(release.record.files.keys().map(String::as_str));
            for folder in &release.record.reports {
                names.entry(folder).or_insert_with(|| name(self.book, folder));
            }
            files = files.with(&[], changed);
            let Some(wanted) = wanted.get(&at) else { continue };
            let state = files.filtered(|path| there.contains(path));
            let is_of_present = of_book(&state) == of_present;
            let is_wanted = |folder: &str, path: &str| {
                let of = names.get(folder).and_then(Option::as_ref);
                let is_whole = |of| is_of_present || compared.contains(of);
                of.is_some_and(|of| wanted.has(&self.book.nation.key, (of, is_whole(of)), path))
            };
            let state = state.filtered(|path| report_folder(path).is_none_or(|folder| is_wanted(folder, path)));
            parsed = parsed.update(&state).recalling(&parsed);
            self.read.extend(parsed.book.take().map(|book| (at, Arc::new(book))));
        }
        *drawn = parsed.drawn;
    }

    /// What became of a report of which there are these versions; none where there are none.
    fn of_report(
        &mut self,
        name: &ReportName,
        versions: &[usize],
        releases: &mut [history::Release],
    ) -> Option<ReportHistory> {
        let (mut current, later) = versions.split_first().map(|(first, later)| (*first, later))?;
        let published = releases[current].clock.date();
        releases[current].published.push(name.clone());
        let area = self.book.areas.iter().find(|area| area.key == name.0);
        let keys = area.map_or_else(|| vec![name.0.as_str()], |area| area.keys_in(name.1));
        let mut found = ReportHistory { published, released: None, updated: published, superseded: Vec::new() };
        for at in later {
            let states = self.read.get(&current).zip(self.read.get(at));
            if states.is_some_and(|(before, now)| reads_alike((before, now), &keys, name.1)) {
                continue;
            }
            let (published, replaced) = (releases[current].clock, releases[*at].clock.date());
            let is_first = found.superseded.iter().all(|other| other.published.date() != published.date());
            let edition = if is_first { published.date().to_string() } else { releases[current].name.clone() };
            if let Some(book) = self.read.get(&current)
                && let Some(report) = find(book, &keys, name.1)
            {
                let (book, key) = (Arc::clone(book), report.area.key.clone());
                self.archive.insert((name.clone(), edition.clone()), (book, key));
            }
            found.superseded.push(Superseded {
                of: name.clone(),
                formerly: keys[1..].iter().map(|key| (*key).to_owned()).collect(),
                is_national: name.0 == self.book.nation.key,
                name: edition,
                published,
                replaced,
            });
            found.updated = replaced;
            releases[*at].changed.push(name.clone());
            current = *at;
        }
        Some(found)
    }
}

/// What of a state is read.
#[derive(Default)]
struct Wanted<'a> {
    /// Areas of which all figures are wanted.
    areas: BTreeSet<&'a str>,
    /// Periods of which the figures of all areas are.
    periods: BTreeSet<Period>,
}

impl<'a> Wanted<'a> {
    fn add(&mut self, area: &'a str, period: Period) {
        self.areas.insert(area);
        self.periods.extend([period, period.previous(), period.year_before()]);
    }

    /// Whether a file in the folder of a report is wanted: all of one that is read as a whole, else its figures.
    fn has(&self, nation: &str, ((area, period), is_whole): (&ReportName, bool), path: &str) -> bool {
        let has_figures = area == nation || self.areas.contains(area.as_str()) || self.periods.contains(period);
        has_figures && (is_whole || path.ends_with(".yaml"))
    }
}

/// The report of an area that has one of these keys.
fn find<'b>(book: &'b Book, keys: &[&str], period: Period) -> Option<&'b Report> {
    keys.iter().find_map(|key| book.report(key, period))
}

/// Whether readers of a report read the same in two states of the book. Its corrections are part of what they read.
fn reads_alike((before, now): (&Book, &Book), keys: &[&str], period: Period) -> bool {
    let read = |book: &Book, report: &Report| {
        let parts = facts::facts(book, report).into_iter().map(|(part, fact)| (part, fact.says.read().into_owned()));
        let corrections: Vec<_> = report.corrections.iter().map(facts::correction).collect();
        (parts.collect::<BTreeMap<_, _>>(), corrections)
    };
    match (find(before, keys, period), find(now, keys, period)) {
        (Some(one), Some(other)) => read(before, one) == read(now, other),
        (None, None) => true,
        _ => false,
    }
}

/// Whether an edition of a report is older than a correction of it, or of what reports share, which says of something that it is not told
/// again.
pub(crate) fn is_withdrawn((then, earlier): (&Book, &Report), now: &Book) -> bool {
    let report = now.area_called(&earlier.area.key).and_then(|area| now.report(&area.key, earlier.period));
    let of_report = report.into_iter().flat_map(|report| &report.corrections).filter(|one| one.is_withdrawal());
    let is_new =
        |one: &Correction| earlier.corrections.iter().all(|other| facts::correction(other) != facts::correction(one));
    // Of these files no edition shows anything.
    let is_shown = |one: &&BookCorrection| !["content/home.md", "content/reading.md"].contains(&one.file.as_str());
    let mut of_book = now.corrections.iter().filter(|one| one.was.is_held_back()).filter(is_shown);
    of_report.into_iter().any(is_new) || of_book.any(|one| !then.corrections.iter().any(|other| other.is_like(one)))
}
