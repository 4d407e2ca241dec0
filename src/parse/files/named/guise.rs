//! What a file that is not named as the book looks for it was meant to be, by its name alone.

use std::collections::HashMap;

use crate::diagnostic::nearest;

/// Files of other programs by their endings, and what people call them.
const DOCUMENTS: [(&str, &[&str]); 14] = [
    ("Word documents", &["doc", "docm", "docx", "dot", "dotx"]),
    ("OpenDocument texts", &["odt", "fodt"]),
    ("RTF documents", &["rtf"]),
    ("Pages documents", &["pages"]),
    ("PDF files", &["pdf"]),
    ("Excel workbooks", &["xls", "xlsb", "xlsm", "xlsx"]),
    ("OpenDocument spreadsheets", &["ods", "fods"]),
    ("Numbers spreadsheets", &["numbers"]),
    ("presentations", &["odp", "ppt", "pptx"]),
    ("web pages", &["htm", "html"]),
    ("e-mails", &["eml", "msg"]),
    ("archives", &["7z", "rar", "zip"]),
    ("Google documents", &["gdoc", "gsheet", "gslides"]),
    ("pictures but PNG and JPEG", &["bmp", "gif", "heic", "svg", "tif", "tiff", "webp"]),
];
/// Endings of texts, each with the one that the book looks for; none for a text of any kind.
const TEXTS: [(&str, Option<&str>); 10] = [
    ("md", Some("md")),
    ("markdown", Some("md")),
    ("mdown", Some("md")),
    ("mkd", Some("md")),
    ("yaml", Some("yaml")),
    ("yml", Some("yaml")),
    ("csv", Some("csv")),
    ("txt", None),
    ("text", None),
    ("", None),
];
/// Words that programs put into the name of a copy, and names that machines begin with.
const OF_COPIES: [&str; 5] = ["copy", "conflict", "conflicted", "copie", "kopie"];
const MACHINES: [&str; 3] = ["DESKTOP", "LAPTOP", "MacBook"];
/// Words that authors put behind the name of a text that is not to be published.
const OF_VERSIONS: [&str; 14] = [
    "amended",
    "backup",
    "bak",
    "draft",
    "edited",
    "final",
    "old",
    "orig",
    "rev",
    "superseded",
    "temp",
    "tmp",
    "version",
    "wip",
];

/// What a file is by the endings of its name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text for the files with this ending, or for any.
    Text(Option<&'static str>),
    /// A file of another program.
    Document(&'static str),
    /// Anything else.
    Other,
}

/// The name without the endings that say its kind, and the kind: `report.yaml.txt` is a `report` for `.yaml`.
pub(super) fn kind(name: &str) -> (&str, Kind) {
    let (mut stem, mut kind) = (name.trim(), Kind::Other);
    loop {
        let (rest, ending) = stem.rsplit_once('.').unwrap_or((stem, ""));
        let ending = ending.to_ascii_lowercase();
        let text = TEXTS.iter().find(|(known, _)| *known == ending).map(|(_, meant)| *meant);
        let document = DOCUMENTS.iter().find(|(_, endings)| endings.contains(&ending.as_str())).map(|(what, _)| *what);
        kind = match (kind, text, document) {
            (Kind::Other, _, Some(what)) => Kind::Document(what),
            (Kind::Other | Kind::Text(None), Some(meant), _) => Kind::Text(meant),
            (Kind::Document(what), Some(_), _) => Kind::Document(what),
            _ => return (stem.trim(), kind),
        };
        if rest.len() == stem.len() {
            return (stem.trim(), kind);
        }
        stem = rest;
    }
}

/// A name in which what people mistake for each other is the same; every byte keeps its place.
pub(super) fn plain(stem: &str) -> String {
    stem.to_ascii_lowercase().replace([' ', '_'], "-")
}

/// Names of files that the book looks for, by their stems.
#[derive(Default)]
pub(super) struct Originals<'a> {
    by_stem: HashMap<String, Vec<&'a str>>,
}

impl<'a> Originals<'a> {
    /// One more name.
    pub(super) fn insert(&mut self, name: &'a str) {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        self.by_stem.entry(plain(stem)).or_default().push(name);
    }

    /// The one of these names that a file was meant to have, or of which it is a copy. Of a file that may well have a name of
    /// its own, only what programs write into names makes a copy.
    pub(super) fn of(&self, name: &str, is_own: bool) -> Option<&'a str> {
        let (stem, kind) = kind(name);
        self.fitting(&plain(stem), kind).or_else(|| self.of_copy(name, is_own))
    }

    /// The one of these names of which a file is a copy.
    pub(super) fn of_copy(&self, name: &str, is_own: bool) -> Option<&'a str> {
        let (stem, kind) = kind(name);
        let lower = plain(stem);
        copy_of(&lower).and_then(|stem| self.fitting(stem, kind)).or_else(|| {
            let ends = lower.char_indices().rev().filter(|(at, sign)| *at > 0 && !sign.is_alphabetic());
            let of_copy = |&(at, _): &(usize, char)| is_of_copy(&stem[at..], kind, is_own);
            ends.filter(of_copy).find_map(|(at, _)| self.fitting(&lower[..at], kind))
        })
    }

    /// Those of these names of which a text may be another version, as it has something before or behind one of them; each with
    /// whether that says so.
    pub(super) fn versions(&self, name: &str) -> impl Iterator<Item = (&'a str, bool)> {
        let (stem, kind) = kind(name);
        let lower = plain(stem);
        let is_within_number = |at: usize| {
            let is_digit = |sign: char| sign.is_ascii_digit();
            lower[..at].ends_with(is_digit) && lower[at..].starts_with(is_digit)
        };
        let parts = lower.char_indices().filter(|(at, sign)| *at > 0 && !sign.is_alphabetic());
        let parts = parts.filter(|(at, _)| !is_within_number(*at)).flat_map(|(at, sign)| {
            let behind = &lower[at + sign.len_utf8()..];
            [(&lower[..at], is_of_version(&lower[at..])), (behind, false)]
        });
        let found = parts.filter_map(|(part, says_so)| Some((self.fitting(part, kind)?, says_so)));
        found.collect::<Vec<_>>().into_iter()
    }

    /// The one of these names to which a misspelt one comes near, if it is wanted.
    pub(super) fn near(&self, name: &str, is_wanted: impl Fn(&str) -> bool) -> Option<&'a str> {
        let (stem, kind) = kind(name);
        let wanted = self.by_stem.iter().filter(|(_, names)| names.iter().any(|name| is_wanted(name)));
        let near = nearest(&plain(stem), wanted.map(|(stem, _)| stem.as_str()))?;
        self.fitting(near, kind).filter(|name| is_wanted(name))
    }

    fn fitting(&self, stem: &str, kind: Kind) -> Option<&'a str> {
        let fits = |name: &&&str| match kind {
            Kind::Text(Some(ending)) => name.rsplit_once('.').is_some_and(|(_, own)| own == ending),
            Kind::Text(None) | Kind::Document(_) => true,
            Kind::Other => false,
        };
        self.by_stem.get(stem)?.iter().find(fits).copied()
    }
}

/// What stands behind `Copy of ` or `Copy (2) of `.
fn copy_of(lower: &str) -> Option<&str> {
    let rest = OF_COPIES.iter().find_map(|word| lower.strip_prefix(word)?.strip_prefix('-'))?;
    let rest = rest.strip_prefix('(').map_or(rest, |rest| rest.split_once(")-").map_or(rest, |(_, rest)| rest));
    ["of-", "von-", "de-"].iter().find_map(|of| rest.strip_prefix(of))
}

/// Whether a name ends as that of a copy does: ` (1)`, ` - Copy`, `-DESKTOP-AB12`, ` (conflicted copy 2014-06-01)`. Where no file
/// has a name of its own, whatever stands behind the name makes a copy of figures, and of text what no author writes there.
fn is_of_copy(end: &str, kind: Kind, is_own: bool) -> bool {
    let mut words = end.split(|sign: char| !sign.is_alphanumeric());
    let is_usual = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    end.contains('(')
        || words.any(|word| OF_COPIES.contains(&word.to_ascii_lowercase().as_str()) || MACHINES.contains(&word))
        || !is_own && (kind != Kind::Text(Some("md")) || !end.chars().all(is_usual))
}

/// Whether the end of a name says that a text is a version of another: `-old`, `-v2`.
fn is_of_version(end: &str) -> bool {
    end.rsplit(|sign: char| !sign.is_alphanumeric()).next().is_some_and(|word| {
        let number = word.trim_start_matches("version").trim_start_matches("rev").trim_start_matches('v');
        let is_numbered = number.len() < word.len() && number.parse::<u32>().is_ok();
        is_numbered || OF_VERSIONS.contains(&word)
    })
}
