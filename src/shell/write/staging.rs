//! The new site beside the old one, made so that it can be taken back.

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use rayon::prelude::*;

use super::interruption::Interruption;
use super::manifest::{self, FRESH, Hashes, MANIFEST, NAMES, UNFINISHED};
use super::written::{Unstaged, Written};
use crate::site::{Files, Kind};

/// From this number of files and folders on, one call syncs the whole disk instead of one call for each of them. It also waits
/// for what other programs wrote, but each call is slow.
const MANY: usize = 50;

/// What was written for a site that is not published yet. Dropping it removes that again.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
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
struct StagedFile {
    path: String,
    hash: String,
    is_same: bool,
    is_linked: bool,
}

impl Staging {
    /// Nothing yet.
    pub(super) fn new(folder: PathBuf) -> Self {
        Staging { folder, folders: Mutex::default(), files: Vec::new(), linked: Hashes::new(), disk: None }
    }

    /// Makes a folder, and those above it, so that a web server can read them whatever the umask of the person who builds.
    pub(super) fn create_folder(&self, path: &Path) -> Result<()> {
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

    /// Writes the whole site into the staging folder, and all of it to the disk. `old` are the files of the site in `out`.
    pub(super) fn fill<F: Files>(
        &mut self,
        files: &F,
        out: &Path,
        old: &Hashes,
        interruption: &Interruption,
    ) -> Result<Written, Unstaged<F::Fault>> {
        let paths = files.paths();
        self.files = paths.iter().map(|path| (*path).to_owned()).collect();
        self.mark(files.kind()).map_err(Unstaged::Disk)?;
        let file = |path: &&str| {
            interruption.check().map_err(Unstaged::Disk)?;
            match files.bytes(path) {
                Err(fault) => Err(Unstaged::Files(vec![fault], Vec::new())),
                Ok(bytes) => bytes.map(|bytes| self.file(path, &bytes, out, old)).transpose().map_err(Unstaged::Disk),
            }
        };
        let staged: Vec<_> = paths.par_iter().map(file).collect();
        let staged = together(staged)?;
        let new: Hashes = staged.iter().map(|file| (file.path.clone(), file.hash.clone())).collect();
        self.finish(&staged, &manifest::text(files.kind(), &new)).map_err(Unstaged::Disk)?;
        let unchanged = staged.iter().filter(|file| file.is_same).count();
        let removed = old.keys().filter(|path| !new.contains_key(*path)).count();
        let written = Written { changed: staged.len() - unchanged, unchanged, removed, warnings: Vec::new() };
        self.linked = staged.into_iter().filter(|file| file.is_linked).map(|file| (file.path, file.hash)).collect();
        Ok(written)
    }

    /// Marks the staging folder, so that what is left if the run is stopped is known as areabook's own.
    fn mark(&mut self, kind: Kind) -> Result<()> {
        self.create_folder(&self.folder)?;
        let disk = File::open(&self.folder);
        self.disk = Some(disk.with_context(|| format!("cannot read the folder {}", self.folder.display()))?);
        let unfinished = self.folder.join(UNFINISHED);
        let files = self.files.iter().map(|path| (path.clone(), String::new())).collect();
        write(&unfinished, manifest::text(kind, &files).as_bytes())?;
        sync(&unfinished)?;
        sync(&self.folder)
    }

    /// Writes a file, or links it to that of the old site if it is the same.
    fn file(&self, path: &str, bytes: &[u8], out: &Path, old: &Hashes) -> Result<StagedFile> {
        let target = self.folder.join(path);
        let folder = target.parent().unwrap_or(&self.folder);
        if !folder.is_dir() {
            self.create_folder(folder)?;
        }
        let hash = manifest::hash(bytes);
        let is_same = old.get(path) == Some(&hash);
        let is_linked = is_same && link(&out.join(path), &target);
        if !is_linked {
            write(&target, bytes)?;
        }
        Ok(StagedFile { path: path.to_owned(), hash, is_same, is_linked })
    }

    /// Waits until all is on the disk, and puts the manifest in place.
    fn finish(&self, staged: &[StagedFile], text: &str) -> Result<()> {
        self.sync_files(staged)?;
        let [fresh, unfinished, manifest] = [FRESH, UNFINISHED, MANIFEST].map(|name| self.folder.join(name));
        write(&fresh, text.as_bytes())?;
        sync(&fresh)?;
        // At no moment is there a manifest that is cut off, or none.
        for (from, to) in [(&fresh, &unfinished), (&unfinished, &manifest)] {
            fs::rename(from, to).with_context(|| format!("cannot write {}", to.display()))?;
        }
        let folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        folders.iter().rev().filter(|folder| self.folder.starts_with(folder)).try_for_each(|folder| sync(folder))?;
        folders.first().and_then(|first| first.parent()).map_or(Ok(()), sync)
    }

    /// Waits until files and the folders that they are in are on the disk.
    fn sync_files(&self, staged: &[StagedFile]) -> Result<()> {
        let files: Vec<_> = staged.iter().filter(|file| !file.is_linked).collect();
        let folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(disk) = self.disk.as_ref().filter(|_| files.len() + folders.len() >= MANY)
            && sync_disk(disk).with_context(|| format!("cannot write {} to disk", self.folder.display()))?
        {
            return Ok(());
        }
        // All files have been handed to the system by now: it writes them together.
        let files = files.par_iter().map(|file| sync(&self.folder.join(&file.path)));
        files.collect::<Vec<_>>().into_iter().collect::<Result<()>>()?;
        folders.iter().rev().filter(|folder| **folder != self.folder).try_for_each(|folder| sync(folder))
    }

    /// Refuses a site with a file that somebody changed through the old one since it was linked.
    pub(super) fn confirm(&self, out: &Path) -> Result<()> {
        let confirm = |(path, hash): (&String, &String)| {
            let file = self.folder.join(path);
            let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            if manifest::hash(&bytes) == *hash { Ok(()) } else { Err(manifest::changed(&out.join(path))) }
        };
        self.linked.par_iter().map(confirm).collect::<Vec<_>>().into_iter().collect()
    }

    /// Takes nothing back from here on: the old site stands where the new one was staged.
    pub(super) fn disarm(&mut self) {
        self.folders.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Drop for Staging {
    /// Takes back what was made, by name: to look for it would mean to open files, and too many may be open already.
    fn drop(&mut self) {
        let folders = self.folders.get_mut().unwrap_or_else(PoisonError::into_inner);
        if folders.contains(&self.folder) {
            for path in self.files.iter().map(String::as_str).chain(NAMES) {
                let _ = fs::remove_file(self.folder.join(path));
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
fn together<F>(staged: Vec<Result<Option<StagedFile>, Unstaged<F>>>) -> Result<Vec<StagedFile>, Unstaged<F>> {
    let (mut done, mut faults) = (Vec::new(), Vec::new());
    for staged in staged {
        match staged {
            Ok(staged) => done.extend(staged),
            Err(Unstaged::Files(found, _)) => faults.extend(found),
            Err(fault) => return Err(fault),
        }
    }
    if faults.is_empty() { Ok(done) } else { Err(Unstaged::Files(faults, Vec::new())) }
}
