//! The list in each site of what areabook wrote to it, and what of that still stands.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::place::find;
use crate::site;

/// The name of the list, which marks a folder as areabook's own.
pub(super) const LIST: &str = ".areabook";
/// The name of the list of files that are still being written. As long as it stands, the other one may be cut off.
pub(super) const UNFINISHED: &str = ".areabook-unfinished";
/// The name of the list of all files before it takes the place of the other.
pub(super) const FRESH: &str = ".areabook-fresh";
/// All three.
pub(super) const LISTS: [&str; 3] = [LIST, UNFINISHED, FRESH];

const HEAD: &str = "This folder is written by areabook. It lists its files with their BLAKE3 hashes.";

/// Hashes of files by their paths inside the site.
pub(super) type Hashes = BTreeMap<String, String>;

/// What areabook wrote to a folder.
#[derive(Default)]
pub(super) struct List {
    files: Hashes,
    /// Whether the files may be cut off, since the run that wrote them was stopped. Nobody sees such a folder.
    is_unfinished: bool,
}

/// Who wrote a file of a site.
#[derive(PartialEq, Eq)]
pub(super) enum Writer {
    Areabook,
    /// areabook first, then somebody else.
    Both,
    Somebody,
}

/// A list as text: the head, then a line for each file.
pub(super) fn text(files: &Hashes) -> String {
    files.iter().fold(format!("{HEAD}\n"), |text, (path, hash)| text + hash + "  " + path + "\n")
}

/// The files of a text that is a list, and a list only.
fn parse(text: &str) -> Option<Hashes> {
    let (head, lines) = text.split_once('\n')?;
    let file = |line: &str| {
        let (hash, path) = line.split_once("  ")?;
        site::is_safe(path).then(|| (path.to_owned(), hash.to_owned()))
    };
    if head == HEAD { lines.lines().map(file).collect() } else { None }
}

impl List {
    /// The list of a folder, empty where it has none; an error where it has one that areabook did not write.
    pub(super) fn of(folder: &Path) -> Result<List> {
        if let Ok(text) = fs::read_to_string(folder.join(UNFINISHED)) {
            // A list that is itself cut off was written before any file.
            return Ok(List { files: parse(&text).unwrap_or_default(), is_unfinished: true });
        }
        let path = folder.join(LIST);
        match fs::read_to_string(&path) {
            Ok(text) => {
                let Some(files) = parse(&text) else {
                    bail!(
                        "{} is not the list that areabook writes, so no file beside it counts as written by areabook\n\
                        choose another folder with --out, or move that folder elsewhere",
                        path.display()
                    );
                };
                Ok(List { files, is_unfinished: false })
            }
            Err(fault) if fault.kind() == ErrorKind::NotFound => Ok(List { is_unfinished: true, ..List::default() }),
            Err(fault) => Err(fault).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Who wrote a file of the folder.
    pub(super) fn writer(&self, entry: &DirEntry) -> Result<Writer> {
        let Some(written) = self.files.get(&name(entry)) else { return Ok(Writer::Somebody) };
        if !entry.file_type().is_file() {
            return Ok(Writer::Both);
        }
        let read = || fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()));
        let is_ours = self.is_unfinished || hash(&read()?) == *written;
        Ok(if is_ours { Writer::Areabook } else { Writer::Both })
    }
}

/// The hash of a file's bytes as lists hold it.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The path of a file inside the folder that is walked.
pub(super) fn name(entry: &DirEntry) -> String {
    let parts: Vec<_> = entry.path().iter().map(|part| part.to_string_lossy()).collect();
    parts[parts.len().saturating_sub(entry.depth())..].join("/")
}

/// The reason to refuse a site of which somebody changed a file.
pub(super) fn changed(file: &Path) -> anyhow::Error {
    anyhow!(
        "{} was changed after areabook wrote it, and the change would be lost\n\
        make the change in the book instead; then delete this file, or move it elsewhere, and build again",
        file.display()
    )
}

/// The files of the site that stands in `out`. Anything else in there is a reason to refuse.
pub(super) fn standing(out: &Path) -> Result<Hashes> {
    let mut files = Hashes::new();
    if find(out)?.is_none() {
        return Ok(files);
    }
    let mut list = List::of(out)?;
    if list.is_unfinished {
        list = List::default();
    }
    let mut entries = Vec::new();
    for entry in WalkDir::new(out).min_depth(1).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read the folder {}", out.display()))?;
        let is_list = || name(&entry) == LIST && entry.file_type().is_file();
        if !entry.file_type().is_dir() && !is_list() {
            entries.push(entry);
        }
    }
    let writers: Vec<_> = entries.par_iter().map(|entry| list.writer(entry)).collect();
    for (entry, writer) in entries.iter().zip(writers) {
        let path = name(entry);
        match writer? {
            Writer::Areabook => files.extend(list.files.remove_entry(&path)),
            Writer::Both => return Err(changed(entry.path())),
            Writer::Somebody => bail!(
                "{} holds `{path}`, which areabook did not write\n\
                choose another folder with --out, or move that file elsewhere",
                out.display()
            ),
        }
    }
    Ok(files)
}
