//! What a release writes down, and whether those that were written hold.

use std::collections::BTreeSet;

use super::publication::Publication;
use super::released::{self, Occasion, Readers};
use crate::book::Book;
use crate::book::plan::Now;
use crate::diagnostic::{self, Diagnostic};
use crate::parse;
use crate::parse::parsed::ParsedBook;
use crate::release::chain::{self, Chain};
use crate::release::public::Delta;
use crate::release::record::{Record, Time};
use crate::source::{FileId, Sources};

/// A release that is to be written.
#[derive(Debug)]
pub struct NewRelease {
    /// The name of its record without the ending, and of its folder.
    pub name: String,
    /// The text of its record.
    pub record: String,
    /// The files that are kept with it, each with its path.
    pub files: Vec<(String, FileId)>,
    /// The folders of the reports that it publishes for the first time, or changes.
    pub reports: Vec<String>,
}

/// Files of the whole book that stay as they were released, because a report shows them that is written or approved again.
#[derive(Debug)]
pub struct Waiting {
    /// Their paths.
    pub files: Vec<String>,
    /// The report, or the first of several, as a sentence names it.
    pub report: String,
}

/// What comes of a book that is to be released.
#[derive(Debug)]
pub enum Release {
    /// It has errors, or a file of corrections has some that wait for a report, and others.
    Refused,
    /// Everything that is public was released before, as it is.
    Unchanged,
    /// The last release is not before this one: its name.
    Late(String),
    /// What is to be written.
    New(NewRelease),
}

/// The record of what is public in a book at a time, and what waits meanwhile. `publication` is what comes of its sources then.
pub fn release(sources: &Sources, publication: &Publication, now: Now) -> (Release, Option<Waiting>) {
    let parsed = ParsedBook::default().update(sources);
    let Some(book) = parsed.book.as_ref().filter(|_| !publication.has_errors()) else {
        return (Release::Refused, None);
    };
    let (standing, _) = released::standing(sources, &parsed, book, Occasion::new(now, Readers::Public));
    let Some(waits) = standing.waits(sources, book) else {
        return (recorded(sources, &parsed, book, (&BTreeSet::new(), now)), None);
    };
    if waits.mixed.is_some() {
        return (Release::Refused, None);
    }
    let files = waits.files.iter().map(|file| (*file).to_owned()).collect();
    (recorded(sources, &parsed, book, (&waits.files, now)), Some(Waiting { files, report: waits.report }))
}

/// The record without files that stay as they were released.
fn recorded(sources: &Sources, parsed: &ParsedBook, book: &Book, (left, now): (&BTreeSet<&str>, Now)) -> Release {
    let (chain, _) = Chain::read(sources);
    let (public, _) = released::released(book, &parsed.handed, now.instant(&book.settings.zone));
    let mut delta = Delta::new(sources, (book, &parsed.faulty), &public, &chain);
    delta.changed.retain(|(path, ..)| !left.contains(path.as_ref()));
    delta.removed.retain(|path| !left.contains(path));
    let is_same = delta.is_empty();
    let zone = &book.settings.zone;
    let time = Time::from(now.instant(zone).to_zoned(zone.clone()));
    let name = time.name();
    let is_late = |last: &&chain::Release| match is_same {
        true => last.record.time.instant > time.instant && last.name != name,
        false => last.record.time.instant >= time.instant || last.name == name,
    };
    if let Some(last) = chain.releases.last().filter(is_late) {
        let last = last.name.clone();
        return Release::Late(last);
    }
    if is_same {
        return Release::Unchanged;
    }
    let reports = delta.changed.iter().map(|(path, ..)| path.as_ref()).chain(delta.removed.iter().copied());
    let mut reports: Vec<_> = reports.filter_map(parse::files::folders::report_folder).map(str::to_owned).collect();
    reports.sort();
    reports.dedup();
    let record = Record {
        time,
        program: concat!("areabook ", env!("CARGO_PKG_VERSION")).to_owned(),
        before: chain.last(),
        reports: reports.clone(),
        removed: delta.removed.iter().map(|path| (*path).to_owned()).collect(),
        files: delta.changed.iter().map(|(path, _, digest)| (path.to_string(), *digest)).collect(),
    };
    let files = delta.changed.iter().map(|(path, file, _)| (path.to_string(), *file)).collect();
    Release::New(NewRelease { name, record: record.text(), files, reports })
}

/// What is known of a release that was written.
#[derive(Debug)]
pub struct Recorded {
    /// The name of its record without the ending.
    pub name: String,
    /// How many reports it published for the first time, or changed.
    pub reports: usize,
    /// How many files are kept with it.
    pub files: usize,
    /// Whether it is as it was written.
    pub holds: bool,
}

/// The releases of a book, and what is wrong with them.
pub fn verify(sources: &Sources) -> (Vec<Recorded>, Vec<Diagnostic>) {
    let (chain, mut findings) = Chain::read(sources);
    diagnostic::settle(&mut findings);
    let faulty = chain::faulty(sources, &findings);
    let recorded = |release: &chain::Release| Recorded {
        name: release.name.clone(),
        reports: release.record.reports.len(),
        files: release.record.files.len(),
        holds: !faulty.contains(release.name.as_str()),
    };
    (chain.releases.iter().map(recorded).collect(), findings)
}
