//! *Shell.* What the system says of changes in the folder of a book.

use std::path::{Component, Path};

use anyhow::{Context, Result};
use notify::event::{AccessKind, AccessMode};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::shell::read::{FOLDERS, SETTINGS};

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// What is at this path inside the book, or below it.
    Path(String),
    /// Anything: the system lost count.
    Anything,
    /// The folder of the book, or one of those that it consists of, came or went: it has to be watched anew.
    Ground,
}

/// A watch on a book. It ends when it is dropped.
pub struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches the book in `folder`, an absolute path; where there is none, the way to it.
    ///
    /// # Errors
    ///
    /// The system watches no more folders.
    pub fn new(folder: &Path, tell: impl Fn(Sight) + Send + 'static) -> Result<Self> {
        let inside = folder.to_path_buf();
        let heed = move |event: notify::Result<Event>| sights(&inside, event).into_iter().for_each(&tell);
        let settings = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(heed, settings).context("cannot watch for changes")?;
        let parts = FOLDERS.map(|name| (folder.join(name), RecursiveMode::Recursive));
        let near = folder.ancestors().skip(1).find(|above| above.is_dir());
        let near = near.map(|above| (above.to_path_buf(), RecursiveMode::NonRecursive));
        let ground = near.into_iter().chain([(folder.to_path_buf(), RecursiveMode::NonRecursive)]);
        for (path, mode) in ground.chain(parts) {
            match watcher.watch(&path, mode) {
                Err(fault) if is_missing(&fault) => {}
                done => done.with_context(|| format!("cannot watch {} for changes", path.display()))?,
            }
        }
        Ok(Watch { _watcher: watcher })
    }
}

fn is_missing(fault: &notify::Error) -> bool {
    match &fault.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(fault) => fault.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn sights(folder: &Path, event: notify::Result<Event>) -> Vec<Sight> {
    let Ok(event) = event else { return vec![Sight::Anything] };
    let is_mere_reading = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => true,
        _ => false,
    };
    match event.need_rescan() {
        true => vec![Sight::Anything],
        false if is_mere_reading => Vec::new(),
        false => event.paths.iter().filter_map(|path| sight(folder, path)).collect(),
    }
}

/// What a change at `path` means for the book in `folder`; nothing where it is none of the book's.
fn sight(folder: &Path, path: &Path) -> Option<Sight> {
    let Ok(inside) = path.strip_prefix(folder) else { return folder.starts_with(path).then_some(Sight::Ground) };
    let mut parts = Vec::new();
    for part in inside.components() {
        let Component::Normal(part) = part else { return None };
        let Some(part) = part.to_str() else { return Some(Sight::Anything) };
        if part.starts_with('.') {
            return None;
        }
        parts.push(part);
    }
    match parts.as_slice() {
        [] => Some(Sight::Ground),
        [name] if FOLDERS.contains(name) => Some(Sight::Ground),
        [first, ..] => {
            let is_of_book = FOLDERS.contains(first) || parts == [SETTINGS];
            is_of_book.then(|| Sight::Path(parts.join("/")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_part_of_the_book_counts() {
        let sight = |path: &str| sight(Path::new("/home/book"), Path::new(path));
        let at = |path: &str| Some(Sight::Path(path.to_owned()));
        assert_eq!(sight("/home/book/areas/kent/2013-14/smb.md"), at("areas/kent/2013-14/smb.md"));
        assert_eq!(sight("/home/book/book.toml"), at("book.toml"));
        for ground in ["/home/book", "/home", "/", "/home/book/areas"] {
            assert_eq!(sight(ground), Some(Sight::Ground), "{ground}");
        }
        for other in ["/home/book/site/index.html", "/home/book/areas/.git/x", "/home/books", "/home/book/book.toml~"] {
            assert_eq!(sight(other), None, "{other}");
        }
    }
}
