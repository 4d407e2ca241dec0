//! The new site beside the old one, made so that it can be taken back.

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::list::{self, FRESH, Hashes, LIST, LISTS, UNFINISHED};
use super::written::{Unstaged, Written};
use crate::site::Files;

/// From so many files and folders on, the disk is waited for once instead of for each of them. What others wrote to it is
/// waited for as well, but each wait is one of the slowest things that a machine does.
const MANY: usize = 50;

/// What was made on the disk for a site that is not published yet. Dropped, it is taken back.
#[derive(Debug)]
pub(super) struct Made {
    staging: PathBuf,
    /// The folders in the order in which they were made, those above the staging folder first.
    folders: Mutex<Vec<PathBuf>>,
    /// The files that may be there, by their paths inside the staging folder.
    files: Vec<String>,
    /// The files that are links to those of the old site.
    linked: Hashes,
    /// The staging folder, opened before anything is written: the system tells of a fault to whoever was there before it.
    disk: Option<File>,
}

/// What became of one file.
struct Filed {
    path: String,
    hash: String,
    is_same: bool,
    is_linked: bool,
}

impl Made {
    /// Nothing yet.
    pub(super) fn new(staging: PathBuf) -> Self {
        Made { staging, folders: Mutex::default(), files: Vec::new(), linked: Hashes::new(), disk: None }
    }

    /// Makes a folder, and those above it, so that a web server can read them whatever the umask of the person who builds.
    pub(super) fn folder(&self, path: &Path) -> Result<()> {
        let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        let missing: Vec<_> = path.ancestors().take_while(|folder| !folder.is_dir()).collect();
        for folder in missing.into_iter().rev() {
            fs::create_dir(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
            folders.push(folder.to_path_buf());
            fs::set_permissions(folder, Permissions::from_mode(0o755))
                .with_context(|| format!("cannot make the folder {} readable", folder.display()))?;
        }
        Ok(())
    }

    /// Writes the whole site into the staging folder, and all of it to the disk. `old` is what stands in `out`.
    pub(super) fn fill<F: Files>(
        &mut self,
        files: &F,
        out: &Path,
        old: &Hashes,
    ) -> Result<Written, Unstaged<F::Fault>> {
        let paths = files.paths();
        self.files = paths.iter().map(|path| (*path).to_owned()).collect();
        self.begin().map_err(Unstaged::Disk)?;
        let file = |path: &&str| match files.bytes(path) {
            Err(fault) => Err(Unstaged::Files(vec![fault], Vec::new())),
            Ok(bytes) => bytes.map(|bytes| self.file(path, &bytes, out, old)).transpose().map_err(Unstaged::Disk),
        };
        let filed: Vec<_> = paths.par_iter().map(file).collect();
        let filed = together(filed)?;
        let new: Hashes = filed.iter().map(|file| (file.path.clone(), file.hash.clone())).collect();
        self.end(&filed, &list::text(&new)).map_err(Unstaged::Disk)?;
        let unchanged = filed.iter().filter(|file| file.is_same).count();
        let removed = old.keys().filter(|path| !new.contains_key(*path)).count();
        let written = Written { changed: filed.len() - unchanged, unchanged, removed, warnings: Vec::new() };
        self.linked = filed.into_iter().filter(|file| file.is_linked).map(|file| (file.path, file.hash)).collect();
        Ok(written)
    }

    /// Marks the staging folder, so that what is left if the run is stopped is known as areabook's own.
    fn begin(&mut self) -> Result<()> {
        self.folder(&self.staging)?;
        let disk = File::open(&self.staging);
        self.disk = Some(disk.with_context(|| format!("cannot read the folder {}", self.staging.display()))?);
        let unfinished = self.staging.join(UNFINISHED);
        let files = self.files.iter().map(|path| (path.clone(), String::new())).collect();
        write(&unfinished, list::text(&files).as_bytes())?;
        sync(&unfinished)?;
        sync(&self.staging)
    }

    /// Writes a file, or links it to that of the old site if it is the same.
    fn file(&self, path: &str, bytes: &[u8], out: &Path, old: &Hashes) -> Result<Filed> {
        let target = self.staging.join(path);
        let folder = target.parent().unwrap_or(&self.staging);
        if !folder.is_dir() {
            self.folder(folder)?;
        }
        let hash = list::hash(bytes);
        let is_same = old.get(path) == Some(&hash);
        let is_linked = is_same && link(&out.join(path), &target);
        if !is_linked {
            write(&target, bytes)?;
        }
        Ok(Filed { path: path.to_owned(), hash, is_same, is_linked })
    }

    /// Waits until all is on the disk, and puts the list in its place.
    fn end(&self, filed: &[Filed], text: &str) -> Result<()> {
        self.sync_files(filed)?;
        let [fresh, unfinished, list] = [FRESH, UNFINISHED, LIST].map(|name| self.staging.join(name));
        write(&fresh, text.as_bytes())?;
        sync(&fresh)?;
        // At no moment is there a list that is cut off, or none.
        for (from, to) in [(&fresh, &unfinished), (&unfinished, &list)] {
            fs::rename(from, to).with_context(|| format!("cannot write {}", to.display()))?;
        }
        let folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.iter().rev().filter(|folder| self.staging.starts_with(folder)).try_for_each(|folder| sync(folder))?;
        folders.first().and_then(|first| first.parent()).map_or(Ok(()), sync)
    }

    /// Waits until files and the folders that they are in are on the disk.
    fn sync_files(&self, filed: &[Filed]) -> Result<()> {
        let files: Vec<_> = filed.iter().filter(|file| !file.is_linked).collect();
        let folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(disk) = self.disk.as_ref().filter(|_| files.len() + folders.len() >= MANY)
            && sync_disk(disk).with_context(|| format!("cannot write {} to disk", self.staging.display()))?
        {
            return Ok(());
        }
        // All files have been handed to the system by now: it writes them together.
        let files = files.par_iter().map(|file| sync(&self.staging.join(&file.path)));
        files.collect::<Vec<_>>().into_iter().collect::<Result<()>>()?;
        folders.iter().rev().filter(|folder| **folder != self.staging).try_for_each(|folder| sync(folder))
    }

    /// Refuses a site with a file that somebody changed through the old one since it was linked.
    pub(super) fn confirm(&self, out: &Path) -> Result<()> {
        let confirm = |(path, hash): (&String, &String)| {
            let file = self.staging.join(path);
            let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            if list::hash(&bytes) == *hash { Ok(()) } else { Err(list::changed(&out.join(path))) }
        };
        self.linked.par_iter().map(confirm).collect::<Vec<_>>().into_iter().collect()
    }

    /// From here on the old site stands where the new one was staged: nothing is taken back.
    pub(super) fn is_published(&mut self) {
        self.folders.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Drop for Made {
    /// Takes back what was made, by name: to look for it would mean to open files, and too many may be open already.
    fn drop(&mut self) {
        let folders = self.folders.get_mut().unwrap_or_else(PoisonError::into_inner);
        if folders.contains(&self.staging) {
            for path in self.files.iter().map(String::as_str).chain(LISTS) {
                let _ = fs::remove_file(self.staging.join(path));
            }
        }
        for folder in folders.iter().rev() {
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

/// Waits until everything on the disk of a folder is written, where the system can do that; gives whether it can. Linux
/// before 5.8 does so without telling of a fault.
#[cfg(target_os = "linux")]
fn sync_disk(folder: &File) -> Result<bool, rustix::io::Errno> {
    match rustix::fs::syncfs(folder) {
        Err(rustix::io::Errno::NOSYS) => Ok(false),
        synced => synced.map(|()| true),
    }
}

#[cfg(not(target_os = "linux"))]
fn sync_disk(_: &File) -> Result<bool, rustix::io::Errno> {
    Ok(false)
}

/// What became of all files, or everything that is wrong: faults of the disk before those of files.
fn together<F>(filed: Vec<Result<Option<Filed>, Unstaged<F>>>) -> Result<Vec<Filed>, Unstaged<F>> {
    let (mut done, mut faults) = (Vec::new(), Vec::new());
    for filed in filed {
        match filed {
            Ok(filed) => done.extend(filed),
            Err(Unstaged::Files(found, _)) => faults.extend(found),
            Err(fault) => return Err(fault),
        }
    }
    if faults.is_empty() { Ok(done) } else { Err(Unstaged::Files(faults, Vec::new())) }
}
