//! *Shell.* The folder of a book as it is on disk now: only what changed is read again.
#![expect(clippy::disallowed_methods, reason = "whether changes have come to rest is a question of time")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;

use super::watch::{Sight, Watch};
use crate::shell::read;
use crate::source::{SourceFile, Sources};

/// Files are read once nothing more has changed for as long as this: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(4);
/// They are read at last when changes have gone on for as long as this.
const MOST: Duration = Duration::from_millis(40);
/// How soon what could not be read is tried again, doubled each time: most often it is being replaced.
const AGAIN: Duration = Duration::from_millis(20);
/// How often it is tried again before the next change.
const TRIES: u32 = 5;
/// How long after folders have come or gone the whole book is read once more: the system watches a new folder a little
/// after it is there, and says nothing of files that came meanwhile.
const LOOK_BACK: Duration = Duration::from_millis(150);
/// More paths than these are not looked at one by one.
const MOST_PATHS: usize = 200;

/// What a folder hears of itself.
pub enum News {
    /// Something may have changed.
    Sight(Sight),
    /// The whole book as it was read beside everything else, and how many sights there had been before.
    Whole(u64, Result<Vec<SourceFile>>),
}

/// Where news go.
pub type Tell = Arc<dyn Fn(News) + Send + Sync>;

/// A book's folder.
pub struct Folder {
    path: PathBuf,
    /// The files as they were read last.
    pub sources: Sources,
    /// Why they cannot be read now.
    pub fault: Option<String>,
    tell: Tell,
    watch: Option<Watch>,
    pending: Pending,
    /// How many sights there were.
    seen: u64,
    tries: u32,
    again: Option<Instant>,
    look_back: Option<Instant>,
}

/// What may have changed since the book was read.
#[derive(Default)]
struct Pending {
    paths: BTreeSet<String>,
    anything: bool,
    ground: bool,
    first_and_last: Option<(Instant, Instant)>,
}

impl Folder {
    /// Reads and watches the book in a folder.
    ///
    /// # Errors
    ///
    /// A folder that is no book, or whose book cannot be read or watched.
    pub fn open(path: &Path, tell: Tell) -> Result<Self> {
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let mut folder = Folder {
            sources: read::book(&path)?,
            path,
            fault: None,
            tell,
            watch: None,
            pending: Pending::default(),
            seen: 0,
            tries: 0,
            again: None,
            look_back: None,
        };
        // Once more, now that nothing goes unseen.
        folder.watch()?;
        folder.sources = read::book(&folder.path)?;
        Ok(folder)
    }

    fn watch(&mut self) -> Result<()> {
        let tell = Arc::clone(&self.tell);
        self.watch = None;
        self.watch = Some(Watch::new(&self.path, move |sight| tell(News::Sight(sight)))?);
        Ok(())
    }

    /// Takes in news. Gives whether the sources are other ones now.
    pub fn hear(&mut self, news: News) -> bool {
        match news {
            News::Sight(sight) => {
                let now = Instant::now();
                let first = self.pending.first_and_last.map_or(now, |(first, _)| first);
                self.pending.first_and_last = Some((first, now));
                self.seen += 1;
                match sight {
                    Sight::Path(path) => drop(self.pending.paths.insert(path)),
                    Sight::Anything => self.pending.anything = true,
                    Sight::Ground => self.pending.ground = true,
                }
                false
            }
            News::Whole(seen, files) if seen == self.seen => self.take(&[String::new()], files),
            News::Whole(..) => {
                self.look_back = Some(Instant::now() + LOOK_BACK);
                false
            }
        }
    }

    /// How long to wait for news before [`Folder::read`].
    pub fn wait(&self) -> Option<Duration> {
        let rest = self.pending.first_and_last.map(|(first, last)| (last + QUIET).min(first + MOST));
        let due = [rest, self.again, self.look_back].into_iter().flatten().min();
        due.map(|due| due.saturating_duration_since(Instant::now()))
    }

    /// Reads what may have changed, if it is time. Gives whether the sources or their fault are other ones now.
    pub fn read(&mut self) -> bool {
        let now = Instant::now();
        if self.look_back.is_some_and(|due| due <= now) {
            self.look_back = None;
            let (path, tell, seen) = (self.path.clone(), Arc::clone(&self.tell), self.seen);
            std::thread::spawn(move || tell(News::Whole(seen, read::everything(&path))));
        }
        let is_due = self.again.is_some_and(|due| due <= now)
            || self.pending.first_and_last.is_some_and(|(first, last)| last + QUIET <= now || first + MOST <= now);
        if !is_due {
            return false;
        }
        let pending = std::mem::take(&mut self.pending);
        if pending.first_and_last.is_some() {
            self.tries = 0;
        }
        let is_retry = self.again.take().is_some();
        if pending.ground {
            self.look_back = Some(now + LOOK_BACK);
            if let Err(fault) = self.watch() {
                return self.fail(&fault);
            }
        }
        if pending.anything || pending.ground || is_retry || self.fault.is_some() || pending.paths.len() > MOST_PATHS {
            let everything = read::everything(&self.path);
            return self.take(&[String::new()], everything);
        }
        let paths: Vec<_> = pending.paths.into_iter().collect();
        let is_folder =
            |path: &String| self.path.join(path).is_dir() || self.sources.below(&format!("{path}/")).next().is_some();
        if paths.iter().any(is_folder) {
            self.look_back = Some(now + LOOK_BACK);
        }
        let files = read::files(&self.path, &paths);
        self.take(&paths, files)
    }

    fn take(&mut self, paths: &[String], files: Result<Vec<SourceFile>>) -> bool {
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
        self.again = (self.tries < TRIES).then(|| Instant::now() + AGAIN * 2_u32.pow(self.tries));
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
