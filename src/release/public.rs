//! The files of which what is public is made, and which of them are other ones than at the last release.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::chain::{Chain, Files, digest};
use crate::book::Book;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::parse::files::folders::report_folder;
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

/// The path that a file has now which had another one before its area was called otherwise.
pub(super) fn path_now<'p>(book: &Book, path: &'p str) -> Cow<'p, str> {
    let now = || {
        let (key, rest) = path.strip_prefix("areas/")?.split_once('/')?;
        let area = book.area_called(key).filter(|area| area.key != key)?;
        Some(format!("areas/{}/{rest}", area.key))
    };
    now().map_or(Cow::Borrowed(path), Cow::Owned)
}

/// What of the files of a book is other than at the last release.
#[derive(Debug, Default)]
pub(crate) struct Delta<'a> {
    /// The files that are new or other ones, each with what it holds and the digest of that.
    pub(crate) changed: Vec<(Cow<'a, str>, FileId, blake3::Hash)>,
    /// The paths of those that are gone.
    pub(crate) removed: Vec<&'a str>,
    /// The reports that were released and stay as they were: what the book has of them now is not public.
    pub(crate) left: Left<'a>,
}

/// Reports that stay as they were released.
#[derive(Debug, Default)]
pub(crate) struct Left<'a> {
    /// Their folders.
    pub(crate) folders: BTreeSet<String>,
    /// The copies of their files by the paths that these have now, each with the path that it was released under.
    pub(crate) files: BTreeMap<Cow<'a, str>, &'a str>,
}

impl<'a> Left<'a> {
    fn new(book: &Book, public: &BTreeSet<String>, files: &'a Files) -> Self {
        // Of one that cannot be read now nothing else is known.
        let unread = book.unread.iter().map(|(key, period)| folder_of(book, key, *period));
        let all: BTreeSet<_> = folders(book).into_iter().chain(unread).collect();
        let mut left = Left::default();
        for path in files.keys() {
            let now = path_now(book, path);
            if let Some(folder) =
                report_folder(&now).filter(|folder| all.contains(*folder) && !public.contains(*folder))
            {
                left.folders.insert(folder.to_owned());
                left.files.insert(now, path);
            }
        }
        left
    }
}

fn folders(book: &Book) -> BTreeSet<String> {
    book.all_reports().map(|report| folder(book, report)).collect()
}

impl<'a> Delta<'a> {
    /// Compares the files of what is public with those of the last release. A report that was public, and that the book still
    /// has though it is not public now, stays as it was: if its area is called otherwise, under the new path. So does one of which
    /// something cannot be read, as `faulty` says.
    pub(crate) fn new(
        sources: &'a Sources,
        (book, faulty): (&Book, &BTreeSet<String>),
        public: &Book,
        chain: &'a Chain,
    ) -> Self {
        let mut public = folders(public);
        let released = chain.files.keys().map(|path| path_now(book, path));
        for path in released {
            report_folder(&path).filter(|folder| faulty.contains(*folder)).map(|folder| public.remove(folder));
        }
        let is_public = |path: &str| report_folder(path).is_none_or(|folder| public.contains(folder));
        let mut delta = Delta { left: Left::new(book, &public, &chain.files), ..Delta::default() };
        for (file, path) in sources.listed("").filter(|(_, path)| is_recorded(path) && is_public(path)) {
            let digest = digest(sources, file);
            if chain.files.get(path).is_none_or(|kept| kept.digest != digest) {
                delta.changed.push((path.into(), file, digest));
            }
        }
        for (now, path) in delta.left.files.iter().filter(|(now, path)| now != *path) {
            let kept = chain.files[*path];
            delta.changed.push((now.clone(), kept.copy, kept.digest));
        }
        let is_gone = |path: &&String| {
            let is_left = delta.left.files.get(path.as_str()).is_some_and(|then| then == path);
            !is_left && sources.find(path).is_none()
        };
        delta.removed = chain.files.keys().filter(is_gone).map(String::as_str).collect();
        delta
    }

    /// Whether nothing is other than at the last release.
    pub(crate) fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Whether a file is one of those that a release records: themes are none of them.
pub(crate) fn is_recorded(path: &str) -> bool {
    path == "book.toml" || path.starts_with("areas/") || path.starts_with("content/")
}
