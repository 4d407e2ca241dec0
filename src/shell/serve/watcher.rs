//! *Shell.* Changes in the folder of a book, as the operating system reports them.

use std::path::{Component, Path};

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::shell::read::{self, FOLDERS, SETTINGS};

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FileChange {
    /// What is at this path inside the book, or below it.
    Path(String),
    /// Anything: the system dropped reports.
    Unknown,
    /// The folder of the book, or one of those that it consists of, came or went: it has to be watched anew.
    Root,
}

/// Watches a book until it is dropped.
pub(super) struct Watcher {
    _watcher: RecommendedWatcher,
}

impl Watcher {
    /// Watches the book in `folder`, an absolute path; where there is none, the way to it.
    ///
    /// # Errors
    ///
    /// The system watches no more folders.
    pub(super) fn new(folder: &Path, report: impl Fn(FileChange) + Send + 'static) -> Result<Self> {
        let inside = folder.to_path_buf();
        let handle = move |event: notify::Result<Event>| changes(&inside, event).into_iter().for_each(&report);
        let settings = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(handle, settings).context("cannot watch for changes")?;
        let parts = FOLDERS.map(|name| (folder.join(name), RecursiveMode::Recursive));
        let near = folder.ancestors().skip(1).find(|above| above.is_dir());
        let near = near.map(|above| (above.to_path_buf(), RecursiveMode::NonRecursive));
        let roots = near.into_iter().chain([(folder.to_path_buf(), RecursiveMode::NonRecursive)]);
        for (path, mode) in roots.chain(parts) {
            match watcher.watch(&path, mode) {
                Err(fault) if is_missing(&fault) => {}
                done => done.with_context(|| format!("cannot watch {} for changes", path.display()))?,
            }
        }
        Ok(Watcher { _watcher: watcher })
    }
}

fn is_missing(fault: &notify::Error) -> bool {
    match &fault.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(fault) => fault.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn changes(folder: &Path, event: notify::Result<Event>) -> Vec<FileChange> {
    let Ok(event) = event else { return vec![FileChange::Unknown] };
    let is_mere_reading = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    };
    match event.need_rescan() {
        true => vec![FileChange::Unknown],
        false if is_mere_reading => Vec::new(),
        false => event.paths.iter().filter_map(|path| change(folder, path)).collect(),
    }
}

/// What a change at `path` means for the book in `folder`; nothing where it is none of the book's.
fn change(folder: &Path, path: &Path) -> Option<FileChange> {
    let Ok(inside) = path.strip_prefix(folder) else { return folder.starts_with(path).then_some(FileChange::Root) };
    let mut parts = Vec::new();
    for part in inside.components() {
        let Component::Normal(part) = part else { return None };
        // What is read of a name with other signs is not the name.
        let part = part.to_str().filter(|part| !part.contains(char::is_control));
        let Some(part) = part else { return Some(FileChange::Unknown) };
        if read::is_passed_over(part) {
            return None;
        }
        parts.push(part);
    }
    match parts.as_slice() {
        [] => Some(FileChange::Root),
        [name] if FOLDERS.contains(name) => Some(FileChange::Root),
        [first, ..] => {
            let is_of_book = FOLDERS.contains(first) || parts == [SETTINGS];
            is_of_book.then(|| FileChange::Path(parts.join("/")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_part_of_the_book_counts() {
        let change = |path: &str| change(Path::new("/home/book"), Path::new(path));
        let at = |path: &str| Some(FileChange::Path(path.to_owned()));
        assert_eq!(change("/home/book/areas/north/2013-14/board.md"), at("areas/north/2013-14/board.md"));
        assert_eq!(change("/home/book/book.toml"), at("book.toml"));
        for root in ["/home/book", "/home", "/", "/home/book/areas"] {
            assert_eq!(change(root), Some(FileChange::Root), "{root}");
        }
        for other in [
            "/home/book/site/index.html",
            "/home/book/areas/.git/x",
            "/home/books",
            "/home/book/areas/north/board.md~",
            "/home/book/book.toml~",
        ] {
            assert_eq!(change(other), None, "{other}");
        }
    }
}
