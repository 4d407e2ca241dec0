//! *Shell.* Disk → [`Sources`]. A file that cannot be read ends the run: a lost file is a wrong total.
#![expect(clippy::disallowed_methods, reason = "this is the one place that reads a book from disk")]

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::source::{SourceFile, Sources};

/// The largest file that a book may hold, in bytes.
const MOST_BYTES: u64 = 16 << 20;
/// The file that makes a folder a book.
pub(crate) const SETTINGS: &str = "book.toml";
/// What is read of a book besides `book.toml`; an output folder is none of it and lies in none of it.
pub const FOLDERS: [&str; 3] = ["areas", "content", "themes"];

/// Reads every file of the book in `folder`. Links are not followed; files that begin with a dot are not read.
///
/// # Errors
///
/// A folder that is no book, and whatever in it cannot be read, with its path.
pub fn book(folder: &Path) -> Result<Sources> {
    everything(folder).map(Sources::new)
}

/// The files of [`book`].
///
/// # Errors
///
/// Those of [`book`].
pub(crate) fn everything(folder: &Path) -> Result<Vec<SourceFile>> {
    files(folder, &[SETTINGS].iter().chain(&FOLDERS).map(|name| (*name).to_owned()).collect::<Vec<_>>())
}

/// The files at and below `paths` inside the book, as [`book`] would read them. A path at which there is nothing has none.
///
/// # Errors
///
/// Those of [`book`].
pub(crate) fn files(folder: &Path, paths: &[String]) -> Result<Vec<SourceFile>> {
    let mut found = Vec::new();
    for path in paths {
        if path == SETTINGS {
            found.push(settings(folder)?);
        } else {
            below(&folder.join(path), &mut found)?;
        }
    }
    found.par_iter().map(|path| file(folder, path)).collect()
}

/// The folder of the book in which `folder` lies: itself, or the nearest above that holds a `book.toml`. Where there is none
/// it is `folder`, of which [`book`] then says so.
pub fn root(folder: &Path) -> PathBuf {
    if folder.join(SETTINGS).is_file() {
        return folder.to_path_buf();
    }
    let above = fs::canonicalize(folder).ok();
    let above = above.as_deref().into_iter().flat_map(Path::ancestors).find(|above| above.join(SETTINGS).is_file());
    above.unwrap_or(folder).to_path_buf()
}

fn settings(folder: &Path) -> Result<PathBuf> {
    let settings = folder.join(SETTINGS);
    if !settings.is_file() {
        bail!(
            "{} is no book: neither it nor a folder above it holds a book.toml\n\
            run the command in the folder of the book, or name that folder behind it",
            folder.display()
        );
    }
    Ok(settings)
}

fn below(start: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    match fs::symlink_metadata(start) {
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(()),
        there => there.with_context(|| format!("cannot read the folder {}", start.display()))?,
    };
    let walk = WalkDir::new(start).follow_root_links(false).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
        let entry = entry.with_context(|| format!("cannot read the folder {}", start.display()))?;
        if entry.path_is_symlink() {
            bail!(
                "{} is a link, and links are not followed out of a book\ncopy the file or folder to this place instead",
                entry.path().display()
            );
        }
        if entry.file_type().is_file() {
            found.push(entry.into_path());
        }
    }
    Ok(())
}

fn file(folder: &Path, path: &Path) -> Result<SourceFile> {
    let length = fs::metadata(path).with_context(|| format!("cannot read {}", path.display()))?.len();
    if length > MOST_BYTES {
        bail!("{} has {length} bytes; the largest file a book may hold has {MOST_BYTES}", path.display());
    }
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts: Option<Vec<_>> = inside.iter().map(|part| part.to_str()).collect();
    let Some(parts) = parts else {
        bail!("the name of {} is not UTF-8: rename the file", path.display());
    };
    Ok(SourceFile { path: parts.join("/"), bytes })
}
