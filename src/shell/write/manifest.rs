//! The manifest in each site: the files that areabook wrote to it, with their hashes.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::paths::find;
use crate::shell::read;
use crate::site::{self, Kind};

/// The name of the manifest, which marks a folder as areabook's own.
pub(super) const MANIFEST: &str = ".areabook";
/// The name of the manifest of files that are still being written. As long as it is there, the other one may be cut off.
pub(super) const UNFINISHED: &str = ".areabook-unfinished";
/// The name of the manifest of all files before it replaces the other.
pub(super) const FRESH: &str = ".areabook-fresh";
pub(super) const NAMES: [&str; 3] = [MANIFEST, UNFINISHED, FRESH];

const HEAD: &str = "This folder is written by areabook. It lists its files with their BLAKE3 hashes.";

/// What the line below the head says of files that are not for everybody.
const KINDS: [(Kind, &str); 2] = [
    (Kind::Internal, "It holds drafts and what is not released: do not publish it."),
    (Kind::Findings, "It holds pages about findings."),
];

/// Hashes of files by their paths inside the site.
pub(super) type Hashes = BTreeMap<String, String>;

/// The files that areabook wrote to a folder.
#[derive(Default)]
pub(super) struct Manifest {
    files: Hashes,
    kind: Kind,
    /// Whether the files may be cut off, since the run that wrote them was stopped. Nobody sees such a folder.
    is_unfinished: bool,
}

/// Where a file of a site comes from.
#[derive(PartialEq, Eq)]
pub(super) enum Origin {
    /// As areabook wrote it.
    Written,
    /// Written by areabook, then changed by somebody else.
    Changed,
    Foreign,
}

/// A manifest as text: the head, for whom the files are, then a line for each.
pub(super) fn text(kind: Kind, files: &Hashes) -> String {
    let kind = KINDS.iter().find(|(known, _)| *known == kind).map(|(_, line)| format!("{line}\n"));
    let head = format!("{HEAD}\n{}", kind.unwrap_or_default());
    files.iter().fold(head, |text, (path, hash)| text + hash + "  " + path + "\n")
}

/// The files of a manifest, and for whom they are; none where the text is not one.
fn parse(text: &str) -> Option<(Kind, Hashes)> {
    let (head, lines) = text.split_once('\n')?;
    let kind = KINDS.iter().find_map(|(kind, line)| Some((*kind, lines.strip_prefix(line)?.strip_prefix('\n')?)));
    let (kind, lines) = kind.unwrap_or((Kind::Public, lines));
    let file = |line: &str| {
        let (hash, path) = line.split_once("  ")?;
        site::is_safe(path).then(|| (path.to_owned(), hash.to_owned()))
    };
    let files: Option<_> = lines.lines().map(file).collect();
    files.filter(|_| head == HEAD).map(|files| (kind, files))
}

impl Manifest {
    /// The manifest of a folder, empty where it has none; an error where it has one that areabook did not write.
    pub(super) fn of(folder: &Path) -> Result<Manifest> {
        if let Ok(text) = fs::read_to_string(folder.join(UNFINISHED)) {
            // A manifest that is itself cut off was written before any file.
            let (kind, files) = parse(&text).unwrap_or_default();
            return Ok(Manifest { files, kind, is_unfinished: true });
        }
        let path = folder.join(MANIFEST);
        match fs::read_to_string(&path) {
            Ok(text) => {
                let Some((kind, files)) = parse(&text) else {
                    bail!(
                        "{} is not the list that areabook writes, so no file beside it counts as written by areabook\n\
                        choose another folder with --out, or move that folder elsewhere",
                        path.display()
                    );
                };
                Ok(Manifest { files, kind, is_unfinished: false })
            }
            Err(fault) if fault.kind() == ErrorKind::NotFound => {
                Ok(Manifest { is_unfinished: true, ..Manifest::default() })
            }
            Err(fault) => Err(fault).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Where a file of the folder comes from.
    pub(super) fn origin(&self, entry: &DirEntry) -> Result<Origin> {
        let Some(written) = self.files.get(&name(entry)) else { return Ok(Origin::Foreign) };
        if !entry.file_type().is_file() {
            return Ok(Origin::Changed);
        }
        let read = || fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()));
        let is_ours = self.is_unfinished || hash(&read()?) == *written;
        Ok(if is_ours { Origin::Written } else { Origin::Changed })
    }
}

/// The hash of a file's bytes as manifests hold it.
pub(super) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Whether a file is one that systems leave in folders by themselves.
pub(super) fn is_of_system(entry: &DirEntry) -> bool {
    entry.file_type().is_file() && read::is_of_system(&entry.file_name().to_string_lossy())
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

/// The files of the site in `out`, in whose place come those of a kind. Anything else in there is an error.
pub(super) fn current_files(out: &Path, kind: Kind) -> Result<Hashes> {
    let mut files = Hashes::new();
    if find(out)?.is_none() {
        return Ok(files);
    }
    let mut manifest = Manifest::of(out)?;
    if manifest.is_unfinished {
        manifest = Manifest::default();
    } else if manifest.kind != kind {
        let words = |kind| match kind {
            Kind::Public => "the public site",
            Kind::Internal => "a site with drafts",
            Kind::Findings => "pages about findings",
        };
        bail!(
            "{} holds {}, and {} must not take its place\nchoose another folder with --out, or delete that one first",
            out.display(),
            words(manifest.kind),
            words(kind)
        );
    }
    let mut entries = Vec::new();
    for entry in WalkDir::new(out).min_depth(1).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read the folder {}", out.display()))?;
        let is_manifest = || name(&entry) == MANIFEST && entry.file_type().is_file();
        if !entry.file_type().is_dir() && !is_manifest() && !is_of_system(&entry) {
            entries.push(entry);
        }
    }
    let origins: Vec<_> = entries.par_iter().map(|entry| manifest.origin(entry)).collect();
    for (entry, origin) in entries.iter().zip(origins) {
        let path = name(entry);
        match origin? {
            Origin::Written => files.extend(manifest.files.remove_entry(&path)),
            Origin::Changed => return Err(changed(entry.path())),
            Origin::Foreign => bail!(
                "{} holds `{path}`, which areabook did not write\n\
                choose another folder with --out, or move that file elsewhere",
                out.display()
            ),
        }
    }
    Ok(files)
}
