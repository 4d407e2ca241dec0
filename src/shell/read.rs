//! *Shell.* Disk → [`Sources`]. What a book cannot hold is among them as unread, and a finding of its area; only a disk that
//! fails ends the run: a lost file is a wrong total.
#![expect(clippy::disallowed_methods, reason = "this is the one place that reads a book from disk")]

use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use serde_json::Value;
use walkdir::WalkDir;

use crate::parse::files::named::original;
use crate::render::hosting::CHANGES;
use crate::source::{Entry, Sources, Unread};

/// The largest file that a book may hold, in bytes.
const MOST_BYTES: u64 = 16 << 20;
/// The file that makes a folder a book.
pub(crate) const SETTINGS: &str = "book.toml";
/// What is read of a book besides `book.toml`; an output folder is none of it and lies in none of it.
pub const FOLDERS: [&str; 4] = ["areas", "content", "releases", "themes"];

/// What systems leave in folders by themselves, whatever its capitals.
const OF_SYSTEMS: [&str; 16] = [
    ".DS_Store",
    "desktop.ini",
    "ehthumbs.db",
    "ehthumbs_vista.db",
    "Icon\r",
    "Thumbs.db",
    "@eaDir",
    "@Recycle",
    "#recycle",
    "__MACOSX",
    "lost+found",
    "Network Trash Folder",
    "RECYCLER",
    "sync.ffs_db",
    "System Volume Information",
    "Temporary Items",
];
/// How the names end of what editors, and programs that merge, leave beside a file.
const OF_EDITORS: [&str; 15] = [
    "~",
    ".asd",
    ".bak",
    ".crdownload",
    ".crswap",
    ".kate-swp",
    ".orig",
    ".part",
    ".swo",
    ".swp",
    ".tmp",
    ".wbk",
    "___jb_old___",
    "___jb_tmp___",
    "@SynoEAStream",
];

/// Whether a file or folder of this name is none of the book's: what systems and editors leave, owner files of office programs
/// and whatever begins with a dot. The README and the page for authors list them.
pub(crate) fn is_passed_over(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || name.starts_with('~')
        || name.len() > 1 && name.starts_with('#') && name.ends_with('#')
        || OF_EDITORS.iter().any(|ending| lower.ends_with(&ending.to_ascii_lowercase()))
        || is_of_system(name)
}

/// Whether a system leaves files of this name in folders by itself.
pub(crate) fn is_of_system(name: &str) -> bool {
    name.starts_with('$') || name.starts_with("._") || OF_SYSTEMS.iter().any(|left| name.eq_ignore_ascii_case(left))
}

/// Reads every file of the book in `folder`, but for what is passed over by its name. Links are not followed.
///
/// # Errors
///
/// A folder that is no book, and what the disk says, with its path.
pub fn book(folder: &Path) -> Result<Sources> {
    everything(folder).map(Sources::new)
}

/// The files of [`book`].
///
/// # Errors
///
/// Those of [`book`].
pub(crate) fn everything(folder: &Path) -> Result<Vec<Entry>> {
    let mut read =
        files(folder, &[SETTINGS].iter().chain(&FOLDERS).map(|name| (*name).to_owned()).collect::<Vec<_>>())?;
    read.extend(beside(folder));
    Ok(read)
}

/// What stands beside what is read and is called nearly so: in other capitals, or as a copy that a program made. Where the system makes
/// no difference between capitals, it is what is read.
fn beside(folder: &Path) -> Vec<Entry> {
    let there = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut names: Vec<_> =
        there.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path().is_dir()))).collect();
    names.sort();
    let is_there = |read: &str| names.iter().any(|(name, _)| name == read);
    let near = |(name, is_folder): &(String, bool)| {
        let read = match is_folder {
            true => {
                FOLDERS.into_iter().find(|read| name.eq_ignore_ascii_case(read)).or_else(|| original(name, FOLDERS))
            }
            false => {
                let stem = name.to_ascii_lowercase().ends_with(".toml").then(|| &name[..name.len() - ".toml".len()]);
                let is_near =
                    stem.is_some_and(|stem| stem.eq_ignore_ascii_case("book") || original(stem, ["book"]).is_some());
                is_near.then_some(SETTINGS)
            }
        };
        read.filter(|read| name != read && !is_passed_over(name) && (is_there(read) || !folder.join(read).exists()))
    };
    names.iter().filter_map(|name| Some(Entry::new(name.0.clone(), Err(Unread::Beside(near(name)?))))).collect()
}

/// The files at and below `paths` inside the book, as [`book`] would read them. A path at which there is nothing has none.
///
/// # Errors
///
/// Those of [`book`].
pub(crate) fn files(folder: &Path, paths: &[String]) -> Result<Vec<Entry>> {
    let mut found = Vec::new();
    for path in paths.iter().filter(|path| !path.split('/').any(is_passed_over)) {
        if path == SETTINGS {
            found.push(settings(folder)?);
        } else {
            below(&folder.join(path), &mut found)?;
        }
    }
    found.into_par_iter().map(|found| entry(folder, found)).collect()
}

/// The names of the releases that the site in a folder tells of; none where no site of areabook's is there.
pub fn releases_of_site(folder: &Path) -> Vec<String> {
    let changes = fs::read(folder.join(CHANGES)).ok();
    let changes: Option<Value> = changes.and_then(|text| serde_json::from_slice(&text).ok());
    let releases = changes.as_ref().and_then(|changes| changes["releases"].as_array());
    let names = releases.into_iter().flatten().filter_map(|release| release["name"].as_str());
    names.map(str::to_owned).collect()
}

/// The most bytes of a file that is imported.
const MOST_IMPORTED: u64 = 32 * 1024 * 1024;

/// A file that is none of the book.
///
/// # Errors
///
/// What the disk says, with its path; a file that is too large.
pub fn other(path: &Path) -> Result<Vec<u8>> {
    let fault = || format!("cannot read {}", path.display());
    if fs::metadata(path).with_context(fault)?.len() > MOST_IMPORTED {
        bail!("{} has more than 32 MiB: a return has a few thousand figures at most", path.display());
    }
    fs::read(path).with_context(fault)
}

/// The folder of the book in which `folder` lies: itself, or the nearest above that holds a `book.toml` and areas, for other
/// programs have a `book.toml`, too. Where there is none it is `folder`, of which [`book`] then says so.
pub fn root(folder: &Path) -> PathBuf {
    if folder.join(SETTINGS).is_file() {
        return folder.to_path_buf();
    }
    let above = fs::canonicalize(folder).ok();
    let is_book = |above: &&Path| above.join(SETTINGS).is_file() && above.join(FOLDERS[0]).is_dir();
    let above = above.as_deref().into_iter().flat_map(Path::ancestors).find(is_book);
    above.unwrap_or(folder).to_path_buf()
}

/// What stands at a path of the disk: a file of so many bytes, or why it is not to be read.
type Found = (PathBuf, Result<u64, Unread>);

fn settings(folder: &Path) -> Result<Found> {
    let settings = folder.join(SETTINGS);
    if let Some(found) = fs::metadata(&settings).ok().filter(Metadata::is_file) {
        return Ok((settings, Ok(found.len())));
    }
    let names = fs::read_dir(folder).into_iter().flatten();
    let names = names.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let near = names.filter(|name| name.to_ascii_lowercase().starts_with("book.") && !is_passed_over(name)).min();
    let near = near.map_or_else(String::new, |near| format!("\nif `{near}` is meant, rename it to `{SETTINGS}`"));
    bail!(
        "{} is no book: neither it nor a folder above it holds a book.toml\n\
        run the command in the folder of the book, or name that folder behind it{near}",
        folder.display()
    )
}

fn below(start: &Path, found: &mut Vec<Found>) -> Result<()> {
    let fault = || format!("cannot read the folder {}", start.display());
    match fs::symlink_metadata(start) {
        Err(fault) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&fault.kind()) => return Ok(()),
        there => there.with_context(fault)?,
    };
    let mut walk = WalkDir::new(start).follow_root_links(false).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Err(fault) if is_denied(&fault) => {
                found.extend(fault.path().map(|path| (path.to_path_buf(), Err(Unread::Denied))));
                continue;
            }
            entry => entry.with_context(fault)?,
        };
        let (kind, is_left) = (entry.file_type(), is_passed_over(&entry.file_name().to_string_lossy()));
        let why = match kind {
            _ if is_left => None,
            kind if kind.is_symlink() => Some(Unread::Link),
            _ if entry.file_name().to_str().is_none_or(|name| name.contains(char::is_control)) => Some(Unread::Name),
            kind => (!kind.is_file() && !kind.is_dir()).then_some(Unread::Special),
        };
        if kind.is_dir() && (is_left || why.is_some()) {
            walk.skip_current_dir();
        }
        match why {
            Some(why) => found.push((entry.into_path(), Err(why))),
            None if kind.is_file() && !is_left => {
                let length = entry.metadata().with_context(fault)?.len();
                found.push((entry.into_path(), Ok(length)));
            }
            None => {}
        }
    }
    Ok(())
}

fn is_denied(fault: &walkdir::Error) -> bool {
    fault.io_error().is_some_and(|fault| fault.kind() == ErrorKind::PermissionDenied)
}

fn entry(folder: &Path, (path, found): Found) -> Result<Entry> {
    let content = match found {
        Err(why) => Err(why),
        Ok(length) if length > MOST_BYTES => Err(Unread::TooLarge(length)),
        Ok(_) => match fs::read(&path) {
            Err(fault) if fault.kind() == ErrorKind::PermissionDenied => Err(Unread::Denied),
            bytes => Ok(bytes.with_context(|| format!("cannot read {}", path.display()))?),
        },
    };
    let inside = path.strip_prefix(folder).unwrap_or(&path);
    let inside: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    Ok(Entry::new(inside.join("/").replace(char::is_control, "\u{fffd}"), content))
}
