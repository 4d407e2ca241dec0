//! The site as a value: paths and bytes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

/// For whom the files of a folder are: those of one kind never take the place of those of another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// For everybody.
    #[default]
    Public,
    /// For those who write and publish the reports.
    Internal,
    /// Pages about findings, for those who put them right.
    Findings,
}

/// The files of a site, each made when it is asked for, so that not all of them are there at once.
pub trait Files: Sync {
    /// Why a file cannot be made.
    type Fault: Send;

    /// For whom they are.
    fn kind(&self) -> Kind;

    /// The paths that there may be, in their order; none differs from another by case only, or is a folder of another.
    fn paths(&self) -> Vec<&str>;

    /// The bytes at one of these paths; nothing where there is no file after all.
    ///
    /// # Errors
    ///
    /// Why the file cannot be made.
    fn bytes(&self, path: &str) -> Result<Option<Cow<'_, [u8]>>, Self::Fault>;
}

/// A finished site. Paths are relative, with `/`, and differ by more than case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    kind: Kind,
    files: BTreeMap<String, Vec<u8>>,
    lower: BTreeSet<String>,
}

/// Why a path was not taken into the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The path, or one that differs from it by case only, is in the site already, as a file or as a folder.
    Taken(String),
    /// The path is absolute, leaves the site or holds a name that some web server or disk cannot hold.
    Unsafe(String),
}

impl Site {
    /// A site of a kind, without files.
    pub(crate) fn of(kind: Kind) -> Site {
        Site { kind, ..Site::default() }
    }

    /// Adds a file. A path that is taken or unsafe is refused, so that no page can hide another.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Refused> {
        if !is_safe(path) {
            return Err(Refused::Unsafe(path.to_owned()));
        }
        let lower = path.to_ascii_lowercase();
        let is_in_a_file = lower.match_indices('/').any(|(end, _)| self.lower.contains(&lower[..end]));
        let folder = format!("{lower}/");
        let is_a_folder = self.lower.range(folder.clone()..).next().is_some_and(|next| next.starts_with(&folder));
        if is_in_a_file || is_a_folder || self.lower.contains(&lower) {
            return Err(Refused::Taken(path.to_owned()));
        }
        self.insert(path, bytes);
        Ok(())
    }

    /// Adds a file whose path is known to be one that can be added.
    pub(crate) fn insert(&mut self, path: &str, bytes: Vec<u8>) {
        self.lower.insert(path.to_ascii_lowercase());
        self.files.insert(path.to_owned(), bytes);
    }

    /// The files in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The bytes at `path`.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }
}

impl Files for Site {
    type Fault = Infallible;

    fn kind(&self) -> Kind {
        self.kind
    }

    fn paths(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).collect()
    }

    fn bytes(&self, path: &str) -> Result<Option<Cow<'_, [u8]>>, Infallible> {
        Ok(self.get(path).map(Cow::Borrowed))
    }
}

/// Whether a path is relative, stays inside the site and can be held by every web server and disk. Only ASCII is taken,
/// so that no two names differ by their Unicode form alone.
pub(crate) fn is_safe(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !is_device(part)
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    path.split('/').all(plain)
}

/// Whether Windows takes a name for a device, whatever its ending: a folder with such a file can be neither copied nor unpacked.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    match stem.as_str() {
        "con" | "prn" | "aux" | "nul" => true,
        _ => matches!(stem.as_bytes(), [b'c', b'o', b'm', b'1'..=b'9'] | [b'l', b'p', b't', b'1'..=b'9']),
    }
}
