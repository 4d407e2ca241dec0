//! What stands beside the site when it is published or when a run was stopped, and how it is cleared away.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use walkdir::{DirEntry, WalkDir};

use super::manifest::{Manifest, NAMES, Origin, is_of_system, name};
use super::paths::{aside, beside, find, staging};

/// Clears what a run left that was stopped before its end. `warnings` say what was kept, also where the rest fails.
pub(super) fn recover(out: &Path, warnings: &mut Vec<String>) -> Result<()> {
    let (aside, staging) = (aside(out), staging(out));
    for left in [&aside, &staging] {
        let Some(found) = find(left)? else { continue };
        let is_marked = || NAMES.iter().any(|manifest| left.join(manifest).is_file());
        let is_empty = || fs::read_dir(left).is_ok_and(|mut entries| entries.next().is_none());
        if !found.is_dir() || !(is_marked() || is_empty()) {
            bail!("{} is in the way and was not written by areabook: move it elsewhere", left.display());
        }
    }
    if find(&aside)?.is_some() && find(out)?.is_none() {
        fs::rename(&aside, out).with_context(|| format!("cannot put {} back", out.display()))?;
    }
    for left in [&aside, &staging] {
        warnings.extend(clear(left, out)?);
    }
    Ok(())
}

/// Clears what is left of another site. What somebody else wrote, or what is write-protected, cannot be removed: it is moved out
/// of the way, so that no later build stumbles over it.
pub(super) fn clear(folder: &Path, out: &Path) -> Result<Option<String>> {
    let fault = match remove(folder, out) {
        Err(fault) if is_denied(&fault) => fault,
        removed => return removed,
    };
    let kept = keep(folder, out).with_context(|| {
        format!("{} was left by somebody else: ask them to delete that folder, and build again", folder.display())
    })?;
    Ok(Some(format!(
        "an older site was written by somebody else, or is write-protected, and is kept in {}: {fault:#}\n\
        ask whoever wrote it to delete that folder",
        kept.display()
    )))
}

fn is_denied(fault: &anyhow::Error) -> bool {
    fault
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == ErrorKind::PermissionDenied)
}

/// Moves what a system left in the old site to the same place in the site, and gives whether it could: the folder may be gone.
fn moved(entry: &DirEntry, out: &Path) -> Result<bool> {
    let to = out.join(name(entry));
    let has_place = to.parent().is_some_and(Path::is_dir) && find(&to)?.is_none();
    Ok(has_place && fs::rename(entry.path(), &to).is_ok())
}

/// Removes what areabook wrote to a folder that is not the site, its manifest last, so that one half removed is still known
/// as its own. What somebody else put there is kept beside the site; the message says where.
fn remove(folder: &Path, out: &Path) -> Result<Option<String>> {
    let Some(found) = find(folder)? else { return Ok(None) };
    if !found.is_dir() {
        let kept = keep(folder, out)?;
        return Ok(Some(format!("{} was not written by areabook: it is kept as {}", out.display(), kept.display())));
    }
    let fault = |path: &Path| format!("cannot remove {}", path.display());
    let manifest = Manifest::of(folder)?;
    let mut foreign = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1).contents_first(true).sort_by_file_name() {
        let entry = entry.with_context(|| fault(folder))?;
        let path = entry.path();
        if entry.file_type().is_dir() {
            match fs::remove_dir(path) {
                Err(found) if found.kind() == ErrorKind::DirectoryNotEmpty => {}
                removed => removed.with_context(|| fault(path))?,
            }
        } else if manifest.origin(&entry)? == Origin::Written {
            fs::remove_file(path).with_context(|| fault(path))?;
        } else if !(NAMES.contains(&name(&entry).as_str()) || is_of_system(&entry) && moved(&entry, out)?) {
            foreign.push(name(&entry));
        }
    }
    if foreign.is_empty() {
        for manifest in NAMES.map(|name| folder.join(name)) {
            if find(&manifest)?.is_some() {
                fs::remove_file(&manifest).with_context(|| fault(&manifest))?;
            }
        }
        fs::remove_dir(folder).with_context(|| fault(folder))?;
        return Ok(None);
    }
    let kept = keep(folder, out)?;
    // A manifest that is left claims nothing: its files are gone.
    NAMES.iter().for_each(|manifest| drop(fs::remove_file(kept.join(manifest))));
    Ok(Some(format!(
        "{} held files that areabook did not write, or that somebody changed while the new site was written: {}\n\
        they are kept in {}",
        out.display(),
        foreign.join(", "),
        kept.display()
    )))
}

/// Moves what is not areabook's to a name that people see, and says which.
fn keep(folder: &Path, out: &Path) -> Result<PathBuf> {
    let mut kept = beside(out, "", "-kept");
    let mut number = 2;
    while find(&kept)?.is_some() {
        kept = beside(out, "", &format!("-kept-{number}"));
        number += 1;
    }
    fs::rename(folder, &kept).with_context(|| format!("cannot move {} to {}", folder.display(), kept.display()))?;
    Ok(kept)
}
