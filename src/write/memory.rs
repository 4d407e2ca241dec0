//! What the last build of a site came to, in a cache folder of the person who builds, so that a build of the same files by
//! the same program need not make the same site again.
//!
//! It never decides what a site holds: only where the site that stands there is, file by file, the one that is remembered
//! does a build end early. What is lost or cannot be read is as if there had been no build.

use std::collections::BTreeSet;
use std::fs::{self, DirBuilder, DirEntry, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::list;
use super::place;
use crate::source::Sources;

const HEAD: &str = "What areabook said of its last build of a site. It can be deleted at any time.";
/// So many sites are remembered; with one more all are forgotten.
const MOST_SITES: usize = 64;
/// How long the name of a memory is.
const NAME: usize = 32;

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
        // Times of making can be fixed by whoever packs a program; the place and time of the file cannot.
        let times = [program.mtime(), program.mtime_nsec(), program.ctime(), program.ctime_nsec()];
        let program = (program.len(), program.dev(), program.ino(), times);
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("{} {program:?} {asked}\n", env!("CARGO_PKG_VERSION")).as_bytes());
        for (file, path) in sources.listed("") {
            hasher.update(blake3::hash(path.as_bytes()).as_bytes());
            hasher.update(blake3::hash(sources.bytes(file)).as_bytes());
        }
        let name = list::hash(out.as_os_str().as_encoded_bytes());
        Some(Memory { path: cache.join("builds").join(&name[..NAME]), key: hasher.finalize().to_hex().to_string() })
    }

    /// What the build of these sources said, if its site still stands in `out`. `book` is the book's folder.
    pub fn recall(&self, out: &Path, book: &Path) -> Option<Said> {
        let text = fs::read_to_string(&self.path).ok()?;
        let (sum, text) = text.strip_prefix(HEAD)?.strip_prefix('\n')?.split_once('\n')?;
        let mut parts = text.splitn(5, '\n');
        let is_same = sum == list::hash(text.as_bytes()) && parts.next() == Some(&self.key);
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
        let text = format!("{}\n{site}\n{files}\n{summary}\n{findings}", self.key);
        drop(self.write(&format!("{HEAD}\n{}\n{text}", list::hash(text.as_bytes()))));
    }

    /// Findings can quote what is not published yet: nobody else may read them.
    fn write(&self, text: &str) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("/"));
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
        let others: Vec<_> =
            entries.iter().map(DirEntry::path).filter(|path| is_memory(path) && *path != self.path).collect();
        if others.len() >= MOST_SITES {
            others.iter().for_each(|path| drop(fs::remove_file(path)));
        }
        let fresh = place::beside(&self.path, "", &format!("-{}", std::process::id()));
        drop(fs::remove_file(&fresh));
        let put = || {
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
            file.write_all(text.as_bytes())?;
            file.sync_data()?;
            fs::rename(&fresh, &self.path)
        };
        put().inspect_err(|_| drop(fs::remove_file(&fresh)))
    }
}

/// Whether a file has a name that builds are remembered under, or one that a build that was stopped left.
fn is_memory(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let (name, process) = name.split_once('-').unwrap_or((name, ""));
    name.len() == NAME
        && name.bytes().all(|byte| byte.is_ascii_hexdigit())
        && process.bytes().all(|byte| byte.is_ascii_digit())
}

/// The site that stands whole in `out`: the hash of the list of its files, and how many they are. None where it is not
/// certain that there is one, just as areabook makes it, and nothing beside it that a build would clear away.
fn standing(out: &Path, book: &Path) -> Option<(String, usize)> {
    let out = place::place(out, book).ok()?;
    let is_free = |path: &Path| place::find(path).is_ok_and(|found| found.is_none());
    let files = list::standing(&out).ok().filter(|_| is_free(&place::staging(&out)) && is_free(&place::aside(&out)))?;
    let found = WalkDir::new(&out).into_iter().collect::<Result<Vec<_>, _>>().ok()?;
    let is_kept = |entry: &walkdir::DirEntry| {
        let mode = if entry.file_type().is_dir() { 0o755 } else { 0o644 };
        entry.metadata().is_ok_and(|found| found.permissions().mode() & 0o7777 == mode)
    };
    let folders: BTreeSet<_> = files.keys().flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
    let is_whole = found.iter().all(is_kept) && found.len() == files.len() + folders.len() + 1;
    is_whole.then(|| (list::hash(list::text(&files).as_bytes()), files.len()))
}
