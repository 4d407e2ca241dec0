//! *Shell.* Site → disk, all or nothing.
//!
//! [`stage`] writes the site whole into a folder beside its place, [`Staged::publish`] exchanges it with the old one in
//! one step, so that a reader, or a machine that loses power, sees the old site or the new one and never a mixture. On
//! Linux and macOS the step is an exchanging rename; where a file system has none the old site is moved aside first,
//! and a later run puts it back if the machine stops between. Two builds into one place wait for each other.
//!
//! Nobody's file is ever deleted: a folder that holds a file which areabook did not write, or which somebody changed
//! since, is refused, and such a file that turns up while the site is being written is kept beside it. What a system leaves in
//! folders by itself moves on into the new site. Folders without a file hold nothing to lose and go with the old site.
#![expect(clippy::disallowed_methods, reason = "this is the one place that writes and removes")]

pub mod written;
mod paths;
mod manifest;
mod leftovers;
mod interruption;
mod staging;
pub mod files;

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;

use interruption::Interruption;
use staging::Staging;
use written::{Unstaged, Written};

use crate::site::{Files, Kind, Site};

/// Puts a site in place of what areabook wrote to `out` before. `book` is the book's folder, which `out` must not
/// endanger. An error names its path and says what to do; the old site then stands as it was.
///
/// # Errors
///
/// What the disk says, or what stands in the way.
pub fn site(site: &Site, out: &Path, book: &Path) -> Result<Written> {
    match stage(site, out, book) {
        Ok(staged) => staged.publish(),
        Err(Unstaged::Disk(fault)) => Err(fault),
        Err(Unstaged::Files(..)) => bail!("a file of the site could not be made"),
    }
}

/// A site that stands whole on the disk beside its place. Dropped before [`Staged::publish`] it leaves nothing behind.
#[must_use = "a staged site is not published"]
#[derive(Debug)]
pub struct Staged {
    staging: Staging,
    out: PathBuf,
    /// The folder that `out` is in, locked for as long as this value lives.
    parent: File,
    written: Written,
    /// The last to go, once everything is taken back.
    interruption: Interruption,
}

/// The first half of [`site`]: everything that may fail for want of room or rights, beside the old site. Files are made as
/// they are written, on all cores.
///
/// # Errors
///
/// Everything that can be found out before the old site is touched.
pub fn stage<F: Files>(files: &F, out: &Path, book: &Path) -> Result<Staged, Unstaged<F::Fault>> {
    let mut warnings = Vec::new();
    let staged = paths::output_folder(out, book).map_err(Unstaged::Disk);
    staged.and_then(|out| stage_at(files, out, &mut warnings)).map_err(|unstaged| match unstaged {
        Unstaged::Disk(fault) => Unstaged::Disk(advise(&fault, &warnings)),
        Unstaged::Files(faults, _) => Unstaged::Files(faults, warnings),
    })
}

fn stage_at<F: Files>(files: &F, out: PathBuf, warnings: &mut Vec<String>) -> Result<Staged, Unstaged<F::Fault>> {
    let (staging, parent, old) = prepare(&out, files.kind(), warnings).map_err(Unstaged::Disk)?;
    // Whole before anything can fail: what was made is taken back before another build is let in.
    let mut staged = Staged { staging, out, parent, written: Written::default(), interruption: Interruption::hold() };
    let Staged { staging, out, interruption, .. } = &mut staged;
    staged.written = Written { warnings: warnings.clone(), ..staging.fill(files, out, &old, interruption)? };
    Ok(staged)
}

/// The staging folder, the folder around it, locked, and the files of the site in `out`.
fn prepare(out: &Path, kind: Kind, warnings: &mut Vec<String>) -> Result<(Staging, File, manifest::Hashes)> {
    let folder = out.parent().context("the root of the disk cannot be the output folder")?;
    let staging = Staging::new(paths::staging(out));
    staging.create_folder(folder)?;
    let parent = File::open(folder).with_context(|| format!("cannot open the folder {}", folder.display()))?;
    parent.lock().with_context(|| format!("cannot lock the folder {}", folder.display()))?;
    leftovers::recover(out, warnings)?;
    let old = manifest::current_files(out, kind)?;
    Ok((staging, parent, old))
}

impl Staged {
    /// The second half of [`site`]: the one step, and the removal of the old site.
    ///
    /// # Errors
    ///
    /// What keeps the new site from its place; the old one stands as it was.
    pub fn publish(mut self) -> Result<Written> {
        let confirmed = self.staging.confirm(&self.out).and_then(|()| self.interruption.check());
        let published = confirmed.and_then(|()| exchange(&self.out));
        published.map_err(|fault| advise(&fault, &self.written.warnings))?;
        self.staging.disarm();
        let mut warn = |warning: String| self.written.warnings.push(warning);
        if let Err(fault) = self.parent.sync_all() {
            warn(format!("the new site is in place, but the disk does not promise to keep it: {fault}"));
        }
        for left in [paths::staging(&self.out), paths::aside(&self.out)] {
            match leftovers::clear(&left, &self.out) {
                Ok(kept) => kept.into_iter().for_each(&mut warn),
                Err(fault) => warn(format!("the new site is in place, but the old one is not cleared away: {fault:#}")),
            }
        }
        Ok(self.written)
    }
}

/// The one step that makes the staged site the site. The old one is then in the staging folder or aside.
fn exchange(out: &Path) -> Result<()> {
    let (staging, aside) = (paths::staging(out), paths::aside(out));
    let fault = || format!("cannot put the new site in place of {}", out.display());
    if paths::find(out)?.is_none() {
        return fs::rename(staging, out).with_context(fault);
    }
    match renameat_with(CWD, &staging, CWD, out, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => {
            fs::rename(out, &aside).with_context(fault)?;
            let Err(found) = fs::rename(staging, out) else { return Ok(()) };
            if fs::rename(&aside, out).is_err() {
                bail!("{}: {found}\nthe old site is in {}: build again to put it back", fault(), aside.display());
            }
            Err(found).with_context(fault)
        }
        Err(errno) => Err(io::Error::from(errno)).with_context(fault),
    }
}

/// A fault with what to do about it where it is one of the machine, and with what was found out before.
fn advise(fault: &anyhow::Error, warnings: &[String]) -> anyhow::Error {
    let mut text = format!("{fault:#}");
    if let Some(found) = fault.chain().find_map(|cause| cause.downcast_ref::<io::Error>()) {
        let advice = advice(found);
        text += &format!("\n{advice}\nnothing was published; a site that was there stands as it was");
    }
    anyhow!(warnings.iter().fold(text, |text, warning| text + "\n" + warning))
}

fn advice(fault: &io::Error) -> &'static str {
    let too_many = [Errno::MFILE, Errno::NFILE].map(|errno| Some(errno.raw_os_error()));
    match fault.kind() {
        ErrorKind::PermissionDenied => "ask for the right to read and write there, or choose another folder with --out",
        ErrorKind::ReadOnlyFilesystem => "that disk can only be read: choose a folder on another disk with --out",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "there is no room left: make room, or choose a folder on another disk with --out"
        }
        ErrorKind::ResourceBusy | ErrorKind::CrossesDevices => {
            "the folder is a disk of its own or in use: choose a folder inside it with --out"
        }
        _ if too_many.contains(&fault.raw_os_error()) => {
            "too many files are open: close other programs and build again"
        }
        _ => "choose another folder with --out, or show this message to whoever looks after the machine",
    }
}
