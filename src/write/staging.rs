//! The new site beside the old one, made so that it can be taken back.

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, anyhow};

use super::list::{self, Hashes, LIST, UNFINISHED};
use super::written::Written;
use crate::site::Site;

/// What was made on the disk for a site that is not published yet. Dropped, it is taken back.
pub(super) struct Made<'a> {
    site: &'a Site,
    staging: PathBuf,
    /// The folders in the order in which they were made, those above the staging folder first.
    folders: Vec<PathBuf>,
    /// The files that are links to those of the old site.
    linked: Hashes,
}

impl<'a> Made<'a> {
    /// Nothing yet.
    pub(super) fn new(site: &'a Site, staging: PathBuf) -> Self {
        Made { site, staging, folders: Vec::new(), linked: Hashes::new() }
    }

    /// Makes a folder, and those above it, so that a web server can read them whatever the umask of the person who builds.
    pub(super) fn folder(&mut self, path: &Path) -> Result<()> {
        let missing: Vec<_> = path.ancestors().take_while(|folder| !folder.is_dir()).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
            self.folders.push(folder.to_path_buf());
            fs::set_permissions(folder, Permissions::from_mode(0o755))
                .with_context(|| format!("cannot make the folder {} readable", folder.display()))?;
        }
        Ok(())
    }

    /// Writes the whole site into the staging folder, and all of it to the disk. `old` is what stands in `out`.
    pub(super) fn fill(&mut self, out: &Path, old: &Hashes) -> Result<Written> {
        let (site, staging) = (self.site, self.staging.clone());
        let new: Hashes = site.files().map(|(path, bytes)| (path.to_owned(), list::hash(bytes))).collect();
        let mut written = Written::default();
        self.folder(&staging)?;
        write(&staging.join(UNFINISHED), list::text(&new).as_bytes())?;
        sync(&staging.join(UNFINISHED))?;
        sync(&staging)?;
        let mut files = Vec::new();
        // Both are in the order of their paths.
        for ((path, bytes), hash) in site.files().zip(new.values()) {
            let target = staging.join(path);
            self.folder(target.parent().unwrap_or(&staging))?;
            let is_same = old.get(path) == Some(hash);
            if is_same {
                written.unchanged += 1;
            } else {
                written.changed += 1;
            }
            if is_same && link(&out.join(path), &target) {
                self.linked.insert(path.to_owned(), hash.clone());
            } else {
                files.push((target, bytes));
            }
        }
        // All files are handed to the system before the disk is waited for: it then writes them together.
        side_by_side(&files, |(target, bytes)| write(target, bytes))?;
        side_by_side(&files, |(target, _)| sync(target))?;
        written.removed = old.keys().filter(|path| !new.contains_key(*path)).count();
        let list = staging.join(LIST);
        fs::rename(staging.join(UNFINISHED), &list).with_context(|| format!("cannot write {}", list.display()))?;
        self.folders.iter().rev().try_for_each(|folder| sync(folder))?;
        self.folders.first().and_then(|first| first.parent()).map_or(Ok(()), sync)?;
        Ok(written)
    }

    /// Refuses a site with a file that somebody changed through the old one since it was linked.
    pub(super) fn confirm(&self, out: &Path) -> Result<()> {
        for (path, hash) in &self.linked {
            let file = self.staging.join(path);
            let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            if list::hash(&bytes) != *hash {
                return Err(list::changed(&out.join(path)));
            }
        }
        Ok(())
    }

    /// From here on the old site stands where the new one was staged: nothing is taken back.
    pub(super) fn is_published(&mut self) {
        self.folders.clear();
    }
}

impl Drop for Made<'_> {
    /// Takes back what was made, by name: to look for it would mean to open files, and too many may be open already.
    fn drop(&mut self) {
        if self.folders.contains(&self.staging) {
            for path in self.site.files().map(|(path, _)| path).chain([LIST, UNFINISHED]) {
                let _ = fs::remove_file(self.staging.join(path));
            }
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Links a file of the old site into the new one, if a web server can read it and the file system has links.
fn link(old: &Path, new: &Path) -> bool {
    fs::symlink_metadata(old).is_ok_and(|found| found.permissions().mode() & 0o7777 == 0o644)
        && fs::hard_link(old, new).is_ok()
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.set_permissions(Permissions::from_mode(0o644))
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

/// Waits until a file or folder is on the disk.
fn sync(path: &Path) -> Result<()> {
    let sync = File::open(path).and_then(|found| found.sync_all());
    sync.with_context(|| format!("cannot write {} to disk", path.display()))
}

/// Does something for each item, on as many threads as there are cores; a thread that cannot be had is done without.
fn side_by_side<T: Sync>(items: &[T], act: impl Fn(&T) -> Result<()> + Sync) -> Result<()> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let all = |part: &[T]| part.iter().try_for_each(&act);
    thread::scope(|scope| {
        let mut parts = items.chunks(items.len().div_ceil(threads).max(1));
        let first = parts.next().unwrap_or_default();
        let others: Vec<_> =
            parts.map(|part| (part, thread::Builder::new().spawn_scoped(scope, || all(part)))).collect();
        let mut done = vec![all(first)];
        for (part, thread) in others {
            done.push(match thread {
                Ok(thread) => thread.join().unwrap_or_else(|_| Err(anyhow!("a thread that wrote files broke off"))),
                Err(_) => all(part),
            });
        }
        done.into_iter().collect()
    })
}
