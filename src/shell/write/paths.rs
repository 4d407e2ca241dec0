//! Where a site may be written, and the names beside it that areabook takes for itself.

use std::ffi::OsString;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::shell::read;

/// The absolute path of the output folder, refused where writing there could cost somebody a file.
pub(super) fn output_folder(out: &Path, book: &Path) -> Result<PathBuf> {
    let shown = out.display();
    let path = resolve(out)?;
    let book = book.canonicalize().with_context(|| format!("cannot read {}", book.display()))?;
    if book.starts_with(&path) {
        bail!("{shown} holds the book itself: choose another output folder");
    }
    let home = std::env::home_dir().and_then(|home| home.canonicalize().ok());
    if home.is_some_and(|home| home.starts_with(&path)) {
        bail!("{shown} holds your home folder: choose another output folder");
    }
    // Some disks take `Areas` and `areas` for one folder.
    let inside = path.strip_prefix(&book).ok().and_then(|inside| inside.iter().next());
    let is_source = |source: &&&str| inside.is_some_and(|name| name.eq_ignore_ascii_case(source));
    if let Some(source) = read::FOLDERS.iter().find(is_source) {
        bail!("{shown} is inside the book's folder `{source}`: choose another output folder");
    }
    Ok(path)
}

/// The absolute path without links; its last folders need not be there yet.
fn resolve(out: &Path) -> Result<PathBuf> {
    let shown = out.display();
    let absolute = std::path::absolute(out).with_context(|| format!("`{shown}` is no path"))?;
    if find(&absolute)?.is_some_and(|found| found.is_symlink()) {
        bail!("{shown} is a link; name the folder that it leads to");
    }
    let known = absolute.ancestors().find(|path| path.exists()).unwrap_or(Path::new("/"));
    if !known.is_dir() {
        bail!("{} is a file, and the site needs a folder: choose another name with --out", known.display());
    }
    let rest = absolute.strip_prefix(known).unwrap_or(Path::new(""));
    if rest.components().any(|part| part == Component::ParentDir) {
        bail!("{shown} leads through a folder that is not there: write the path without `..`");
    }
    let mut path = known.canonicalize().with_context(|| format!("cannot read {}", known.display()))?;
    path.extend(rest);
    Ok(path)
}

/// A path in the same folder as `out`, with its name between `before` and `after`.
pub(super) fn beside(out: &Path, before: &str, after: &str) -> PathBuf {
    let mut name = OsString::from(before);
    name.push(out.file_name().unwrap_or_default());
    name.push(after);
    out.with_file_name(name)
}

/// Where a site is staged, and where the old one stands after the exchange.
pub(super) fn staging(out: &Path) -> PathBuf {
    beside(out, ".", ".areabook-new")
}

/// Where the old site waits on a file system that cannot exchange two folders.
pub(super) fn aside(out: &Path) -> PathBuf {
    beside(out, ".", ".areabook-old")
}

/// What has this name, be it a link that leads nowhere. Not to know it is an error: it would pass for a free name.
pub(super) fn find(path: &Path) -> Result<Option<Metadata>> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(fault) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&fault.kind()) => Ok(None),
        Err(fault) => Err(fault).with_context(|| format!("cannot read {}", path.display())),
    }
}
