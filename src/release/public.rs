//! The files of which what is public is made, and which of them are other ones than at the last release.

use std::collections::BTreeSet;

use super::chain::{Chain, digest};
use crate::book::Book;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::parse::parsed::report_folder;
use crate::source::{FileId, Sources};

/// The folder of a report, without a `/` at its end.
pub(crate) fn folder(book: &Book, report: &Report) -> String {
    folder_of(book, &report.area.key, report.period)
}

/// The folder of the report of an area, or of the nation, for a period, without a `/` at its end.
pub(crate) fn folder_of(book: &Book, key: &str, period: Period) -> String {
    match key == book.nation.key {
        true => format!("content/national/{}", period.name()),
        false => format!("areas/{key}/{}", period.name()),
    }
}

/// What of the files of a book is other than at the last release.
#[derive(Debug, Default)]
pub(crate) struct Delta<'a> {
    /// The files that are new or other ones, each with its digest.
    pub(crate) changed: Vec<(&'a str, FileId, blake3::Hash)>,
    /// The paths of those that are gone.
    pub(crate) removed: Vec<&'a str>,
    /// The folders of reports that were released and stay as they were: what the book has of them now is not public.
    pub(crate) left: BTreeSet<&'a str>,
}

impl<'a> Delta<'a> {
    /// Compares the files of what is public with those of the last release. A report that was public, and that the book still
    /// has though it is not public now, stays as it was.
    pub(crate) fn new(sources: &'a Sources, book: &Book, public: &Book, chain: &'a Chain) -> Self {
        let folders =
            |book: &Book| -> BTreeSet<String> { book.all_reports().map(|report| folder(book, report)).collect() };
        let (all, public) = (folders(book), folders(public));
        let is_public = |path: &str| report_folder(path).is_none_or(|folder| public.contains(folder));
        let mut delta = Delta::default();
        for (file, path) in sources.listed("").filter(|(_, path)| is_recorded(path) && is_public(path)) {
            let digest = digest(sources, file);
            if chain.files.get(path).is_none_or(|kept| kept.digest != digest) {
                delta.changed.push((path, file, digest));
            }
        }
        let released = chain.files.keys().filter_map(|path| report_folder(path));
        delta.left = released.filter(|folder| all.contains(*folder) && !public.contains(*folder)).collect();
        let is_left = |path: &str| report_folder(path).is_some_and(|folder| delta.left.contains(folder));
        let gone = chain.files.keys().filter(|path| sources.find(path).is_none() && !is_left(path));
        delta.removed = gone.map(String::as_str).collect();
        delta
    }

    /// Whether nothing is other than at the last release.
    pub(crate) fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Whether a file is one of those that a release records: themes are none of them.
fn is_recorded(path: &str) -> bool {
    path == "book.toml" || path.starts_with("areas/") || path.starts_with("content/")
}
