//! The releases of a book, each after the one before.

use std::collections::{BTreeMap, BTreeSet};

use blake3::Hash;
use jiff::Timestamp;
use jiff::civil::Date;

use super::record::Record;
use super::rules::BROKEN_RELEASE;
use crate::diagnostic::Diagnostic;
use crate::parse::files::folders::report_folder;
use crate::source::{FileId, Sources, Span};

/// The folder of the releases.
pub(crate) const FOLDER: &str = "releases/";
const ENDING: &str = ".yaml";

/// One release.
#[derive(Debug, Clone)]
pub(crate) struct Release {
    /// The name of its record without the ending, and of its folder.
    pub(crate) name: String,
    pub(crate) record: Record,
    /// The digest of its record.
    digest: Hash,
    file: FileId,
}

/// A file as it was at a release.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    pub(crate) digest: Hash,
    /// Its copy, among the files of the book.
    pub(crate) copy: FileId,
}

/// The files of what is public by their paths.
pub(crate) type Files = BTreeMap<String, Kept>;

/// The releases that can be read, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chain {
    pub(crate) releases: Vec<Release>,
    /// The sources of what was public at the last of them.
    pub(crate) files: Files,
    /// The names of those that are recorded for a later time, in order.
    pub(crate) later: Vec<String>,
}

/// The digest of a file. Programs that keep versions of files may end lines of texts in another way: that is no change.
pub(crate) fn digest(sources: &Sources, file: FileId) -> Hash {
    match sources.text(file) {
        Ok(text) if text.contains("\r\n") => blake3::hash(text.replace("\r\n", "\n").as_bytes()),
        _ => sources.hash(file).into(),
    }
}

impl Chain {
    /// The releases of a book, and what is wrong with them.
    pub(crate) fn read(sources: &Sources) -> (Chain, Vec<Diagnostic>) {
        Chain::until(sources, Timestamp::MAX)
    }

    /// The releases that there have been at a time, and what is wrong with all. One can be recorded before its time: nothing that it
    /// releases is public until then.
    pub(crate) fn until(sources: &Sources, now: Timestamp) -> (Chain, Vec<Diagnostic>) {
        let mut reading =
            Reading { sources, copies: BTreeMap::new(), unreadable: BTreeSet::new(), findings: Vec::new() };
        let records = reading.records();
        let (mut chain, mut at_the_time): (Chain, Option<Chain>) = Default::default();
        for release in records {
            if release.record.time.instant > now {
                at_the_time.get_or_insert_with(|| chain.clone()).later.push(release.name.clone());
            }
            reading.follows(&chain, &release);
            reading.fold(&mut chain.files, &release);
            chain.releases.push(release);
        }
        reading.strays(&chain);
        (at_the_time.unwrap_or(chain), reading.findings)
    }

    /// The folders of the reports that are released, each with the day of the last release that recorded it.
    pub(crate) fn days(&self) -> BTreeMap<String, Date> {
        let records = self.releases.iter().map(|release| &release.record);
        let days = records.flat_map(|record| record.reports.iter().map(|folder| (folder.clone(), record.time.day())));
        let first = |folder: &str| self.files.range(format!("{folder}/")..).next();
        let has_files = |folder: &str| first(folder).is_some_and(|(path, _)| report_folder(path) == Some(folder));
        days.filter(|(folder, _)| has_files(folder)).collect()
    }

    /// The digest that the next record holds.
    pub(crate) fn last(&self) -> Option<Hash> {
        self.releases.last().map(|release| release.digest)
    }
}

/// Releases while they are read.
struct Reading<'a> {
    sources: &'a Sources,
    /// The files that were kept and belong to no record so far, by the names of the folders.
    copies: BTreeMap<&'a str, BTreeMap<&'a str, FileId>>,
    /// The names of the releases whose records cannot be read.
    unreadable: BTreeSet<&'a str>,
    findings: Vec<Diagnostic>,
}

impl<'a> Reading<'a> {
    fn find(&mut self, file: FileId, message: impl Into<String>) {
        let help = "bring the file back as it was, from the history of the book";
        self.findings.push(BROKEN_RELEASE.at(Span::new(file, 0..0), message).help(help));
    }

    /// The records that can be read, by their times.
    fn records(&mut self) -> Vec<Release> {
        let mut releases = Vec::new();
        for (file, path) in self.sources.listed(FOLDER) {
            let inside = &path[FOLDER.len()..];
            match inside.split_once('/') {
                _ if self.sources.why_unread(file).is_some() => {}
                Some((name, _)) => {
                    self.copies.entry(name).or_default().insert(path, file);
                }
                None => releases.extend(self.record(file, inside)),
            }
        }
        releases.sort_by_key(|release| release.record.time.instant);
        releases
    }

    fn record(&mut self, file: FileId, name: &'a str) -> Option<Release> {
        let Some(name) = name.strip_suffix(ENDING) else {
            let finding = BROKEN_RELEASE.at(Span::new(file, 0..0), "this file is no record of a release");
            self.findings.push(finding.help("move it to a folder beside `releases/`"));
            return None;
        };
        let text = self.sources.text(file).unwrap_or_default().replace("\r\n", "\n");
        match Record::parse(&text) {
            Ok(record) if record.time.name() == name => {
                return Some(Release { name: name.to_owned(), record, digest: digest(self.sources, file), file });
            }
            Ok(record) => self.find(file, format!("this is the record of the release `{}`", record.time.name())),
            Err((at, fault)) => {
                self.find(file, fault);
                self.findings.iter_mut().rev().take(1).for_each(|finding| finding.span = Span::new(file, at..at));
            }
        }
        self.unreadable.insert(name);
        None
    }

    /// Names the folders that belong to no record, and the files that stand in the folder of a release and are none of it.
    fn strays(&mut self, chain: &Chain) {
        for (name, files) in std::mem::take(&mut self.copies) {
            let Some((path, file)) = files.first_key_value().filter(|_| !self.unreadable.contains(name)) else {
                continue;
            };
            let (message, help) = match chain.releases.iter().any(|release| release.name == name) {
                true => (
                    "no release has a record of this file".to_owned(),
                    "delete the file: what is kept with a release stays as it is".to_owned(),
                ),
                false => (
                    format!("the release `{name}` has no record"),
                    format!(
                        "bring back `{FOLDER}{name}{ENDING}`; if `areabook release` was broken off, and there never was one, \
                         delete the folder `{FOLDER}{name}`"
                    ),
                ),
            };
            let more = if files.len() > 1 { format!(" ({path}, and {} more)", files.len() - 1) } else { String::new() };
            let finding = BROKEN_RELEASE.at(Span::new(*file, 0..0), message + &more);
            self.findings.push(finding.help(help));
        }
    }

    /// Whether a release is the one after those of the chain.
    fn follows(&mut self, chain: &Chain, release: &Release) {
        let is_whole = self.findings.is_empty() && self.copies.keys().all(|name| self.has_record(name));
        let is_whole = is_whole && self.unreadable.is_empty();
        if !is_whole || release.record.before == chain.last() {
            return;
        }
        match chain.releases.last() {
            Some(before) => {
                let message = format!("this release was recorded after another state of `{}{ENDING}`", before.name);
                let finding = BROKEN_RELEASE.at(Span::new(release.file, 0..0), message);
                let finding = finding
                    .related(Span::new(before.file, 0..0), "changed since, or a record between the two is missing");
                self.findings.push(finding.help("bring the records back as they were, from the history of the book"));
            }
            None => self.find(release.file, "the release before this one has no record any more"),
        }
    }

    fn has_record(&self, name: &str) -> bool {
        self.sources.find(&format!("{FOLDER}{name}{ENDING}")).is_some()
    }

    /// Puts the files of a release over those of the releases before it.
    fn fold(&mut self, files: &mut Files, release: &Release) {
        let Release { name, record, file, .. } = release;
        for path in &record.removed {
            files.remove(path);
        }
        let mut copies = self.copies.remove(name.as_str()).unwrap_or_default();
        let mut missing = Vec::new();
        for (path, digest) in &record.files {
            let there = format!("{FOLDER}{name}/{path}");
            copies.remove(there.as_str());
            match self.sources.find(&there) {
                Some(copy) if self::digest(self.sources, copy) == *digest => {
                    files.insert(path.clone(), Kept { digest: *digest, copy });
                }
                Some(copy) => self.find(copy, "this file is not the one that was released"),
                None => missing.push(there),
            }
        }
        if let Some(first) = missing.first() {
            let more = if missing.len() > 1 { format!(" and {} more", missing.len() - 1) } else { String::new() };
            self.find(*file, format!("`{first}`{more} is missing"));
        }
        if !copies.is_empty() {
            self.copies.insert(self.sources.path(*file)[FOLDER.len()..].trim_end_matches(ENDING), copies);
        }
    }
}

/// The names of the releases in a chain that findings are about.
pub(crate) fn faulty<'a>(sources: &'a Sources, findings: &[Diagnostic]) -> BTreeSet<&'a str> {
    let inside = findings.iter().filter_map(|finding| sources.path(finding.span.file).strip_prefix(FOLDER));
    inside.filter_map(|inside| inside.split(['/', '.']).next()).collect()
}
