//! Single files beside others: schemas for editors, and the files of a new report.

use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::paths::{self, beside, output_folder};
use crate::diagnostic::Edit;
use crate::fix;
use crate::schema;
use crate::source::{FileId, SourceFile, Sources};

/// Writes schemas into the folder `out`, beside what else stands there: all of them, or none where one would replace a
/// file that areabook did not write. `book` is the book's folder.
pub fn schemas(schemas: &[(String, String)], out: &Path, book: &Path) -> Result<()> {
    let out = output_folder(out, book)?;
    for (name, _) in schemas {
        let path = out.join(name);
        if paths::find(&path)?.is_some() && !fs::read_to_string(&path).is_ok_and(|text| schema::is_ours(&text)) {
            bail!(
                "{} was not written by areabook\nchoose another folder with --out, or move that file elsewhere",
                path.display()
            );
        }
    }
    fs::create_dir_all(&out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    for (name, text) in schemas {
        replace(&out.join(name), text.as_bytes(), None)?;
    }
    Ok(())
}

/// Makes edits in the files of a book that `sources` were read from. Each file is exchanged as a whole, and its other bytes stay
/// as they are on the disk. Where one of them has changed meanwhile nothing is written.
pub fn edit(edits: &BTreeMap<FileId, Vec<&Edit>>, sources: &Sources, book: &Path) -> Result<()> {
    let mut edited = Vec::new();
    for (file, edits) in edits {
        let path = book.join(sources.path(*file));
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let read = Sources::new([SourceFile { path: sources.path(*file).to_owned(), bytes: bytes.clone() }]);
        if read.listed("").any(|(now, _)| read.bytes(now) != sources.bytes(*file)) {
            bail!("{} has changed since it was read: nothing was written\nrun the command again", path.display());
        }
        let permissions = fs::metadata(&path).map(|found| found.permissions());
        edited.push((fix::edited(&bytes, edits), permissions.ok(), path));
    }
    edited.into_iter().try_for_each(|(bytes, permissions, path)| replace(&path, &bytes, permissions))
}

/// Writes another text into a file of a book, as long as it holds what was read.
pub fn changed(path: &str, before: &str, text: &str, book: &Path) -> Result<()> {
    let target = book.join(path);
    let bytes = fs::read(&target).with_context(|| format!("cannot read {}", target.display()))?;
    let read = Sources::new([SourceFile { path: path.to_owned(), bytes }]);
    if read.find(path).is_none_or(|now| read.bytes(now) != before.as_bytes()) {
        bail!("{} has changed since it was read: it was not written\nrun the command again", target.display());
    }
    let permissions = fs::metadata(&target).map(|found| found.permissions());
    replace(&target, text.as_bytes(), permissions.ok())
}

/// Writes a file of a book as a whole, in place of the one that is there.
pub fn whole(path: &str, text: &str, book: &Path) -> Result<()> {
    replace(&book.join(path), text.as_bytes(), None)
}

/// Puts a file in place of another, if there is one, in one step.
fn replace(path: &Path, bytes: &[u8], permissions: Option<Permissions>) -> Result<()> {
    let staging = beside(path, ".", ".areabook-new");
    let exchange = || {
        write(File::create(&staging), &staging, bytes)?;
        permissions.map_or(Ok(()), |permissions| fs::set_permissions(&staging, permissions))?;
        fs::rename(&staging, path).with_context(|| format!("cannot write {}", path.display()))
    };
    exchange().inspect_err(|_| drop(fs::remove_file(&staging)))
}

/// Writes new files into a book. Where one of them is there already nothing is written.
pub fn new_files(files: &[(String, String)], book: &Path) -> Result<()> {
    for (path, _) in files {
        if paths::find(&book.join(path))?.is_some() {
            bail!("{} is there already: nothing was written", book.join(path).display());
        }
    }
    for (path, text) in files {
        let target = book.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        // Somebody may make a file of that name at the same moment: theirs stands.
        write(File::create_new(&target), &target, text.as_bytes())?;
    }
    Ok(())
}

/// Writes a new file. One that is there already stays.
pub fn new_file(path: &Path, bytes: &[u8]) -> Result<()> {
    if paths::find(path)?.is_some() {
        bail!("{} is there already: nothing was written", path.display());
    }
    write(File::create_new(path), path, bytes)
}

/// Writes the record of a release into a book, with the files that are kept with it: all of it, or nothing. A release of that name
/// that is there already stands.
pub fn release(name: &str, record: &str, sources: &Sources, files: &[(String, FileId)], book: &Path) -> Result<()> {
    let folder = book.join("releases");
    let (record_path, kept) = (folder.join(format!("{name}.yaml")), folder.join(name));
    for path in [&record_path, &kept] {
        if paths::find(path)?.is_some() {
            bail!("{} is there already: nothing was written", path.display());
        }
    }
    let [staging, staged_record] = [&kept, &record_path].map(|path| beside(path, ".", ".areabook-new"));
    let stage = || {
        for (path, file) in files {
            let path = staging.join(path);
            let parent = path.parent().unwrap_or(&staging);
            fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
            write(File::create_new(&path), &path, sources.bytes(*file))?;
        }
        write(File::create_new(&staged_record), &staged_record, record.as_bytes())?;
        // Where files are only gone nothing is kept.
        if !files.is_empty() {
            fs::rename(&staging, &kept).with_context(|| format!("cannot write {}", kept.display()))?;
        }
        // The record comes last: without it the folder is that of no release.
        let written = fs::rename(&staged_record, &record_path);
        written
            .with_context(|| format!("cannot write {}", record_path.display()))
            .inspect_err(|_| drop(fs::remove_dir_all(&kept)))
    };
    clear(&staging, &staged_record)?;
    stage().inspect_err(|_| drop(clear(&staging, &staged_record)))
}

/// Takes away what a release that was broken off has left of its own.
fn clear(folder: &Path, record: &Path) -> Result<()> {
    for (path, removed) in [(folder, fs::remove_dir_all(folder)), (record, fs::remove_file(record))] {
        match removed {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => {
                return Err(fault).with_context(|| format!("cannot remove {}", path.display()));
            }
            _ => {}
        }
    }
    Ok(())
}

fn write(file: io::Result<File>, path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || {
        let mut file = file?;
        file.write_all(bytes)?;
        file.sync_data()
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}
