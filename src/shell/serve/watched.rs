//! *Shell.* A book whose files are read again when they change: only those that changed, once the changes have ended.
#![expect(clippy::disallowed_methods, reason = "whether changes have come to rest is a question of time")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::watcher::{FileChange, Watcher};
use crate::shell::read;
use crate::source::{Entry, Sources};

/// Files are read once nothing more has changed for as long as this: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(4);
/// They are read at last when changes have gone on for as long as this.
const MOST: Duration = Duration::from_millis(40);
/// How soon what could not be read is tried again, doubled each time: most often it is being replaced.
const RETRY: Duration = Duration::from_millis(20);
/// How often it is tried again before the next change.
const TRIES: u32 = 5;
/// How long after folders have come or gone the whole book is read once more: the system watches a new folder a little
/// after it is there, and says nothing of files that came meanwhile.
const REREAD: Duration = Duration::from_millis(150);
/// More paths than these are not looked at one by one.
const MOST_PATHS: usize = 200;

/// What may make the sources other ones.
pub(super) enum FolderEvent {
    /// Something may have changed.
    Change(FileChange),
    /// The whole book was read on another thread.
    Reread {
        /// The number of changes that had been reported before.
        after: u64,
        /// All files.
        files: Result<Vec<Entry>>,
    },
}

/// Passes events on to the thread that owns the [`WatchedBook`].
pub(super) type Notify = Arc<dyn Fn(FolderEvent) + Send + Sync>;

/// The book in a folder.
pub(super) struct WatchedBook {
    path: PathBuf,
    /// The files as they were read last.
    pub(super) sources: Sources,
    /// Why they cannot be read now.
    pub(super) fault: Option<String>,
    report: Notify,
    watcher: Option<Watcher>,
    pending: Pending,
    /// The number of changes that were reported.
    changes: u64,
    tries: u32,
    retry_at: Option<Instant>,
    reread_at: Option<Instant>,
}

/// What may have changed since the book was read.
#[derive(Default)]
struct Pending {
    paths: BTreeSet<String>,
    unknown: bool,
    root: bool,
    first_and_last: Option<(Instant, Instant)>,
}

impl WatchedBook {
    /// Reads and watches the book in a folder.
    ///
    /// # Errors
    ///
    /// A folder that is no book, or whose book cannot be read or watched.
    pub(super) fn open(path: &Path, report: Notify) -> Result<Self> {
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let mut book = WatchedBook {
            sources: read::book(&path)?,
            path,
            fault: None,
            report,
            watcher: None,
            pending: Pending::default(),
            changes: 0,
            tries: 0,
            retry_at: None,
            reread_at: None,
        };
        // Once more: what changed before the watch began was not reported.
        book.watch()?;
        book.sources = read::book(&book.path)?;
        Ok(book)
    }

    fn watch(&mut self) -> Result<()> {
        let report = Arc::clone(&self.report);
        self.watcher = None;
        self.watcher = Some(Watcher::new(&self.path, move |change| report(FolderEvent::Change(change)))?);
        Ok(())
    }

    /// Takes in an event. Gives whether the sources are other ones now.
    pub(super) fn receive(&mut self, event: FolderEvent) -> bool {
        match event {
            FolderEvent::Change(change) => {
                let now = Instant::now();
                let first = self.pending.first_and_last.map_or(now, |(first, _)| first);
                self.pending.first_and_last = Some((first, now));
                self.changes += 1;
                match change {
                    FileChange::Path(path) => drop(self.pending.paths.insert(path)),
                    FileChange::Unknown => self.pending.unknown = true,
                    FileChange::Root => self.pending.root = true,
                }
                false
            }
            FolderEvent::Reread { after, files } if after == self.changes => self.replace(&[String::new()], files),
            FolderEvent::Reread { .. } => {
                self.reread_at = Some(Instant::now() + REREAD);
                false
            }
        }
    }

    /// How long to wait for events before [`WatchedBook::read_changes`].
    pub(super) fn wait(&self) -> Option<Duration> {
        let rest = self.pending.first_and_last.map(|(first, last)| (last + QUIET).min(first + MOST));
        let due = [rest, self.retry_at, self.reread_at].into_iter().flatten().min();
        due.map(|due| due.saturating_duration_since(Instant::now()))
    }

    /// Reads what may have changed, if it is time. Gives whether the sources or their fault are other ones now.
    pub(super) fn read_changes(&mut self) -> bool {
        let now = Instant::now();
        if self.reread_at.is_some_and(|due| due <= now) {
            self.reread_at = None;
            let (path, report, after) = (self.path.clone(), Arc::clone(&self.report), self.changes);
            std::thread::spawn(move || report(FolderEvent::Reread { after, files: read::everything(&path) }));
        }
        let is_due = self.retry_at.is_some_and(|due| due <= now)
            || self.pending.first_and_last.is_some_and(|(first, last)| last + QUIET <= now || first + MOST <= now);
        if !is_due {
            return false;
        }
        let pending = std::mem::take(&mut self.pending);
        if pending.first_and_last.is_some() {
            self.tries = 0;
        }
        let is_retry = self.retry_at.take().is_some();
        if pending.root {
            self.reread_at = Some(now + REREAD);
            if let Err(fault) = self.watch() {
                return self.fail(&fault);
            }
        }
        if pending.unknown || pending.root || is_retry || self.fault.is_some() || pending.paths.len() > MOST_PATHS {
            let everything = read::everything(&self.path);
            return self.replace(&[String::new()], everything);
        }
        let paths: Vec<_> = pending.paths.into_iter().collect();
        let is_folder =
            |path: &String| self.path.join(path).is_dir() || self.sources.below(&format!("{path}/")).next().is_some();
        if paths.iter().any(is_folder) {
            self.reread_at = Some(now + REREAD);
        }
        let files = read::files(&self.path, &paths);
        self.replace(&paths, files)
    }

    fn replace(&mut self, paths: &[String], files: Result<Vec<Entry>>) -> bool {
        match files {
            Ok(files) => {
                let sources = self.sources.with(paths, files);
                let is_other = !sources.changes(&self.sources).is_empty() || self.fault.is_some();
                (self.sources, self.fault, self.tries) = (sources, None, 0);
                is_other
            }
            Err(fault) => self.fail(&fault),
        }
    }

    /// What cannot be read is tried again before anything is said of it.
    fn fail(&mut self, fault: &anyhow::Error) -> bool {
        self.tries += 1;
        self.retry_at = (self.tries < TRIES).then(|| Instant::now() + RETRY * 2_u32.pow(self.tries));
        let said = match self.path.is_dir() {
            true => format!("{fault:#}"),
            false => format!("the folder {} is gone", self.path.display()),
        };
        if self.tries < 2 || self.fault.as_ref() == Some(&said) {
            return false;
        }
        self.fault = Some(said);
        true
    }
}
