//! The site as a value: paths and bytes, complete before anything is written.

use std::collections::{BTreeMap, BTreeSet};

/// A finished site. Paths are relative, with `/`, and differ by more than case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    files: BTreeMap<String, Vec<u8>>,
    lower: BTreeSet<String>,
}

/// Why a path was not taken into the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The path, or one that differs from it by case only, is in the site already.
    Taken(String),
    /// The path is absolute, leaves the site or holds a character that some web server or disk cannot hold.
    Unsafe(String),
}

impl Site {
    /// Adds a file. A path that is taken or unsafe is refused, so that no page can hide another.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Refused> {
        if !is_safe(path) {
            return Err(Refused::Unsafe(path.to_owned()));
        }
        if !self.lower.insert(path.to_ascii_lowercase()) {
            return Err(Refused::Taken(path.to_owned()));
        }
        self.files.insert(path.to_owned(), bytes);
        Ok(())
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

fn is_safe(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    path.split('/').all(plain)
}
