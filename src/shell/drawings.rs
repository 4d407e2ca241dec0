//! *Shell.* Images as they were drawn, kept from one run to the next: a photograph takes longer than the rest of a report.
//!
//! A file of the cache is named by what the image is drawn from, holds a hash of itself, and is passed over where that is
//! wrong: whatever happens to it, an image is what drawing it again would make. All of it can be deleted at any time.
#![expect(clippy::disallowed_methods, reason = "how long an image was not asked for is a question of time and disk")]

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use crate::book::report::{Drawing, Drawings};
use crate::parse::drawing::DRAWN_BY;
use crate::parse::markdown::names;
use crate::source::Sources;

/// An image that no run asked for in so long a time is dropped.
const UNUSED: Duration = Duration::from_secs(60 * 60 * 24 * 90);
/// How old the mark of the last use may become before it is set anew.
const FRESH: Duration = Duration::from_secs(60 * 60 * 24);
const ENDING: &str = ".drawing";

/// The images that were drawn before, in a folder of the person who runs areabook; none where there is no such folder.
#[derive(Debug, Clone)]
pub struct DrawingCache {
    folder: Option<PathBuf>,
}

impl DrawingCache {
    /// The cache in a folder, which need not be there yet.
    pub fn new(folder: Option<PathBuf>) -> Self {
        DrawingCache { folder }
    }

    /// The images of these files that were drawn before.
    pub fn load(&self, sources: &Sources) -> Drawings {
        let Some(folder) = self.folder.as_deref().filter(|folder| folder.is_dir()) else { return Drawings::new() };
        let images: Vec<_> =
            sources.listed("").filter(|(_, path)| names::is_image(path)).map(|(file, _)| file).collect();
        let load = |file| {
            let hash = sources.hash(file);
            Some((hash, Arc::new(read(folder, key(&hash))?)))
        };
        images.into_par_iter().filter_map(load).collect()
    }

    /// Keeps the images of a run that it did not know before. What cannot be kept is drawn again the next time.
    pub fn keep(&self, known: &Drawings, drawn: &Drawings) {
        let Some(folder) = &self.folder else { return };
        let new: Vec<_> = drawn.iter().filter(|(hash, _)| !known.contains_key(*hash)).collect();
        if new.is_empty() || DirBuilder::new().recursive(true).mode(0o700).create(folder).is_err() {
            return;
        }
        new.into_par_iter().for_each(|(hash, drawing)| drop(write(folder, key(hash), drawing)));
        drop_unused(folder);
    }
}

/// By what the cache knows an image: the hash of the file that it is drawn from, and the code that draws it.
fn key(hash: &[u8; 32]) -> Hash {
    let mut hasher = Hasher::new();
    for part in DRAWN_BY {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    hasher.update(hash).finalize()
}

fn path(folder: &Path, key: Hash) -> PathBuf {
    folder.join(format!("{}{ENDING}", key.to_hex()))
}

/// The image that a file of the cache holds: a hash of its key and of what follows, a line with its ending, width and height, its
/// bytes.
fn read(folder: &Path, key: Hash) -> Option<Drawing> {
    let path = path(folder, key);
    let file = fs::read(&path).ok()?;
    let (hash, rest) = file.split_first_chunk::<32>()?;
    if blake3::keyed_hash(key.as_bytes(), rest) != *hash {
        return None;
    }
    let end = rest.iter().position(|byte| *byte == b'\n')?;
    let (head, bytes) = (std::str::from_utf8(&rest[..end]).ok()?, &rest[end + 1..]);
    let [ending, width, height] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
    let now = SystemTime::now();
    let is_fresh = |used: SystemTime| now.duration_since(used).is_ok_and(|age| age < FRESH);
    if !fs::metadata(&path).and_then(|found| found.modified()).is_ok_and(is_fresh) {
        drop(File::open(&path).and_then(|file| file.set_modified(now)));
    }
    Some(Drawing::new(bytes.to_owned(), ending, (width.parse().ok()?, height.parse().ok()?)))
}

fn write(folder: &Path, key: Hash, drawing: &Drawing) -> io::Result<()> {
    let Drawing { name, bytes, width, height } = drawing;
    let ending = name.rsplit('.').next().unwrap_or_default();
    let rest = [format!("{ending} {width} {height}\n").as_bytes(), bytes].concat();
    let path = path(folder, key);
    // Another run may write the same image at the same moment; whoever reads sees one of the two, whole.
    let staging = path.with_extension(format!("{}{ENDING}", std::process::id()));
    let written = File::create(&staging).and_then(|mut file| {
        file.write_all(blake3::keyed_hash(key.as_bytes(), &rest).as_bytes())?;
        file.write_all(&rest)
    });
    written.and_then(|()| fs::rename(&staging, path)).inspect_err(|_| drop(fs::remove_file(&staging)))
}

/// Drops what no run has asked for in a long time. Files that areabook did not write are left alone.
fn drop_unused(folder: &Path) {
    let now = SystemTime::now();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_str().is_some_and(|name| name.ends_with(ENDING));
        let used = entry.metadata().and_then(|found| found.modified());
        if is_ours && used.is_ok_and(|used| now.duration_since(used).is_ok_and(|age| age > UNUSED)) {
            drop(fs::remove_file(entry.path()));
        }
    }
}
