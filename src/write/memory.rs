//! What the last build of a site came to, in a cache folder of the person who builds, so that a build of the same files by
//! the same program need not make the same site again.
//!
//! It never decides what a site holds: only where the site that stands there is, file by file, the one that is remembered
//! does a build end early. What is lost or cannot be read is as if there had been no build.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::list;
use super::place;
use crate::source::Sources;

const HEAD: &str = "What areabook said of its last build of a site. It can be deleted at any time.";
/// So many sites are remembered; with one more all are forgotten.
const MOST_SITES: usize = 64;

/// The place of a memory, and what it must be of.
pub struct Memory {
    path: PathBuf,
    key: String,
}

/// What a build said.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// The hash of the list of the site's files.
    pub site: String,
    /// How many files the site has.
    pub files: usize,
    /// How many findings there were, in a line.
    pub summary: String,
    /// The findings as they were printed.
    pub findings: String,
}

impl Memory {
    /// The memory of a build into `out`, in the folder `cache`. `asked` is everything besides the sources that the output
    /// depends on. None where the path of the site or the program itself cannot be told.
    pub fn new(cache: &Path, out: &Path, sources: &Sources, asked: &str) -> Option<Self> {
        let out = std::path::absolute(out).ok()?;
        let program = std::env::current_exe().and_then(fs::metadata).ok()?;
        let program = (program.len(), program.mtime(), program.mtime_nsec());
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("{} {program:?} {asked}\n", env!("CARGO_PKG_VERSION")).as_bytes());
        for (file, path) in sources.listed("") {
            hasher.update(blake3::hash(path.as_bytes()).as_bytes());
            hasher.update(blake3::hash(sources.bytes(file)).as_bytes());
        }
        let name = list::hash(out.as_os_str().as_encoded_bytes());
        Some(Memory { path: cache.join(&name[..32]), key: hasher.finalize().to_hex().to_string() })
    }

    /// What the build of these sources said, if its site still stands in `out`. `book` is the book's folder.
    pub fn recall(&self, out: &Path, book: &Path) -> Option<Said> {
        let text = fs::read_to_string(&self.path).ok()?;
        let mut parts = text.splitn(6, '\n');
        let is_same = parts.next() == Some(HEAD) && parts.next() == Some(&self.key);
        let [site, files, summary, findings] = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
        let files = files.parse().ok()?;
        if !is_same || standing(out, book)? != (site.to_owned(), files) {
            return None;
        }
        let [site, summary, findings] = [site, summary, findings].map(str::to_owned);
        Some(Said { site, files, summary, findings })
    }

    /// Remembers what a build said. Where that cannot be written, the next build makes its site anew.
    pub fn keep(&self, said: &Said) {
        let Said { site, files, summary, findings } = said;
        let text = format!("{HEAD}\n{}\n{site}\n{files}\n{summary}\n{findings}", self.key);
        drop(self.write(&text));
    }

    /// Findings can quote what is not published yet: nobody else may read them.
    fn write(&self, text: &str) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("/"));
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let known: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
        if known.len() >= MOST_SITES {
            known.iter().try_for_each(|entry| fs::remove_file(entry.path()))?;
        }
        let fresh = place::beside(&self.path, "", &format!("-{}", std::process::id()));
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh)?;
        file.write_all(text.as_bytes())?;
        fs::rename(&fresh, &self.path)
    }
}

/// The site that stands whole in `out`: the hash of the list of its files, and how many they are. None where it is not
/// certain that there is one, as areabook wrote it, and nothing beside it that a build would clear away.
fn standing(out: &Path, book: &Path) -> Option<(String, usize)> {
    let out = place::place(out, book).ok()?;
    let is_free = |path: &Path| place::find(path).is_ok_and(|found| found.is_none());
    let files = list::standing(&out).ok().filter(|_| is_free(&place::staging(&out)) && is_free(&place::aside(&out)))?;
    Some((list::hash(list::text(&files).as_bytes()), files.len()))
}
