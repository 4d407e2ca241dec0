//! The files of a folder, each under the name by which the book looks for it. One that is named otherwise is read all the same
//! where its text can be, so that its name is the only fault; of two versions of a file one is read, and the other named.

mod guise;
mod versions;

use std::collections::BTreeMap;
use std::sync::Arc;

use guise::{Kind, Originals};

use crate::book::area::Area;
use crate::diagnostic::Diagnostic;
use crate::parse::markdown::names;
use crate::parse::rules;
use crate::source::{FileId, Sources, Span};

/// What can stand in a folder.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// The names that the book looks for.
    pub(crate) names: &'a [&'a str],
    /// The ending of further files that are read whatever their names; empty where there are none.
    pub(crate) ending: &'a str,
    /// Whether images stand there.
    pub(crate) images: bool,
    /// What to do with a file that nothing reads.
    pub(crate) help: &'a str,
}

/// A file that the book looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The name by which it does.
    pub(crate) name: String,
    /// The file.
    pub(crate) file: FileId,
    /// Whether its text can be read.
    pub(crate) is_read: bool,
}

/// The files of a folder that is being looked through.
struct Folder<'a, 'f> {
    sources: &'a Sources,
    wanted: Wanted<'a>,
    originals: Originals<'a>,
    named: BTreeMap<String, Named>,
    findings: &'f mut Vec<Diagnostic>,
}

impl Wanted<'_> {
    /// The file that the book looks for under one of these names in a folder, be it misnamed.
    pub(crate) fn find(self, sources: &Sources, folder: &str, name: &str) -> Option<FileId> {
        let exact = sources.find(&format!("{folder}{name}"));
        exact.or_else(|| {
            let named = named(sources, folder, self, &mut Vec::new());
            named.into_iter().find(|named| named.is_read && named.name == name).map(|named| named.file)
        })
    }
}

/// The folder among `others` of which a folder is a copy, if its name is that of one.
pub(crate) fn original<'a>(folder: &str, others: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut originals = Originals::default();
    // One that is named as folders are is no copy itself.
    let (plain, others): (Vec<_>, Vec<_>) = others.into_iter().partition(|other| guise::plain(other) == **other);
    plain.into_iter().chain(others).for_each(|other| originals.insert(other));
    originals.of_copy(folder, true)
}

/// The folder among `others` of which a folder says by its name that it is another version: `north_old`, `2013-14 v2`.
pub(crate) fn version_of<'a>(folder: &str, others: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let others: Vec<_> = others.into_iter().filter(|other| *other != folder).collect();
    let mut originals = Originals::default();
    others.iter().for_each(|other| originals.insert(other));
    let version = originals.versions(folder).find(|(_, says_so)| *says_so).map(|(original, _)| original);
    version.or_else(|| same_letters(folder, &others))
}

/// The folder among `others` that has the name of a folder without its capitals and spaces, and without the number that systems put
/// behind the second of a name.
fn same_letters<'a>(folder: &str, others: &[&'a str]) -> Option<&'a str> {
    let is_key =
        |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let lower = folder.trim().to_lowercase();
    let number = lower.rsplit_once(' ').filter(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
    let is_same = |other: &str| other == lower || number.is_some_and(|(bare, _)| bare == other);
    others.iter().copied().find(|other| !is_key(folder) && is_key(other) && is_same(other))
}

/// The files of a folder, by their names; folders in it are left out. Those that are not named as they should be, and those that
/// nothing reads, are findings.
pub(crate) fn named(sources: &Sources, path: &str, wanted: Wanted<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Named> {
    let mut files: Vec<_> = sources.listed(path).map(|(file, its)| (file, &its[path.len()..])).collect();
    files.retain(|(_, name)| !name.contains('/'));
    // An original comes before its copies, whose names are longer, and before what is misnamed; a document after every text that may be
    // there already.
    files.sort_by_key(|(_, name)| {
        let (stem, kind) = guise::kind(name);
        let is_misnamed = !name.ends_with(wanted.ending) || guise::plain(stem) != stem;
        (!wanted.names.contains(name), matches!(kind, Kind::Document(_)), stem.len(), is_misnamed, *name)
    });
    let mut originals = Originals::default();
    wanted.names.iter().for_each(|name| originals.insert(name));
    let mut folder = Folder { sources, wanted, originals, named: BTreeMap::new(), findings };
    let left: Vec<_> = files.into_iter().filter(|(file, name)| !folder.takes(*file, name)).collect();
    left.into_iter().for_each(|(file, name)| folder.settle(file, name));
    folder.below(path);
    folder.named.into_values().collect()
}

impl<'a> Folder<'a, '_> {
    /// Takes in a file whose name says what it is. Gives whether it does.
    fn takes(&mut self, file: FileId, name: &'a str) -> bool {
        let kind = guise::kind(name).1;
        // A text with a head says itself what it is called, and a form is called as its author likes.
        let has_head = self.sources.bytes(file).starts_with(b"---");
        let is_own = match kind {
            Kind::Text(Some("yaml")) => self.wanted.ending == ".yaml",
            Kind::Text(Some("md") | None) => self.wanted.ending == ".md" && has_head,
            _ => false,
        };
        let original = match self.wanted.names.iter().find(|wanted| **wanted == name) {
            Some(name) => Some(*name),
            None => self.originals.of(name, is_own).or_else(|| self.version(file, name)),
        };
        match original {
            Some(original) => self.take(original, file, name),
            None if matches!(kind, Kind::Document(_)) => self.document(file, kind, None),
            None if self.wanted.images && names::is_image(name) => {
                self.named.insert(name.to_owned(), Named { name: name.to_owned(), file, is_read: true });
            }
            None if is_own => self.take_own(file, name),
            None => return false,
        }
        true
    }

    /// The section of which a text in the folder of a report is another version, as its name or its words say.
    fn version(&self, file: FileId, name: &str) -> Option<&'a str> {
        let is_section = name.ends_with(".md") && self.wanted.images;
        let mut originals = self.originals.versions(name).filter(|_| is_section);
        let found = originals.find(|(original, says_so)| {
            let bytes = |other: &Named| self.sources.bytes(other.file);
            let other = self.named.get(*original).filter(|other| other.is_read).map(bytes);
            other.is_some_and(|other| *says_so || versions::are_versions(self.sources.bytes(file), other))
        });
        found.map(|(original, _)| original)
    }

    /// Takes in a file that has a name of its own.
    fn take_own(&mut self, file: FileId, name: &'a str) {
        if name.ends_with(self.wanted.ending) {
            self.originals.insert(name);
            self.take(name, file, name);
        } else {
            let own = format!("{}{}", guise::plain(guise::kind(name).0), self.wanted.ending);
            self.take(&own, file, name);
        }
    }

    /// Takes in a file under the name that it was meant to have, unless another has it.
    fn take(&mut self, original: &str, file: FileId, name: &str) {
        let kind = guise::kind(name).1;
        if let Some(other) = self.named.get(original).filter(|_| !matches!(kind, Kind::Document(_))) {
            let read = self.sources.path(other.file).rsplit('/').next().unwrap_or(original);
            let (message, help) = match versions::differ(self.sources.bytes(file), self.sources.bytes(other.file))
                .as_str()
            {
                "" => (format!("this is a copy of `{read}`, and the same throughout"), "delete this file".to_owned()),
                from => (
                    format!("this looks like a copy of `{read}`, and only one of the two can be read"),
                    format!("compare the two{from}, put into `{read}` what it lacks, and delete this file"),
                ),
            };
            let mut finding = misplaced(file, &message, &help);
            // The name alone is that of no copy.
            if name.ends_with(".md") && self.originals.of(name, true).is_none() {
                finding = finding
                    .help("if it is another section, give the file another name, and the section a title of its own");
            }
            self.report(file, finding.related(Span::new(other.file, 0..0), "the file that is read"));
            return;
        }
        let is_read = !matches!(kind, Kind::Document(_));
        if !is_read {
            self.document(file, kind, Some(original).filter(|original| !self.named.contains_key(*original)));
        } else if original != name {
            let message = format!("the book looks for `{original}`, not for `{name}`");
            let mut finding = misplaced(file, &message, &format!("rename the file to `{original}`"));
            finding = finding.meant(guise::kind(name).0, guise::kind(original).0);
            if name.to_ascii_lowercase().ends_with(".txt") {
                finding = finding
                    .help("Windows hides the ending `.txt`: View, Show, File name extensions brings it to light");
            }
            if self.originals.of(name, false).is_none() && self.originals.versions(name).next().is_some() {
                finding =
                    finding.help("if it is another section, begin it with lines `---`, `title:`, `order:` and `---`");
            }
            self.report(file, finding);
        }
        let named = || Named { name: original.to_owned(), file, is_read };
        self.named.entry(original.to_owned()).or_insert_with(named);
    }

    /// Takes in a file whose name is near one that is missing, or has a name of its own, or names it as one that nothing reads.
    fn settle(&mut self, file: FileId, name: &'a str) {
        let ending = match guise::kind(name).1 {
            Kind::Text(Some(ending)) => ending,
            _ => "",
        };
        let is_free = |near: &str| !self.named.contains_key(near);
        // Where no file has a name of its own, one that is near another is a version of it.
        let is_version = self.wanted.ending != ".yaml" && ["csv", "yaml"].contains(&ending);
        let near = self.originals.near(name, |near| is_version || is_free(near));
        // A section that is missing may stand in a file with more than its name.
        let is_section = ending == "md" && self.wanted.images;
        let longer = || self.originals.versions(name).map(|(near, _)| near).find(|near| is_section && is_free(near));
        match near.or_else(longer) {
            Some(near) => self.take(near, file, name),
            None if !ending.is_empty() && self.wanted.ending.ends_with(ending) => self.take_own(file, name),
            None if ending == "csv" && self.wanted.names.contains(&"statistics.yaml") => {
                self.document(file, Kind::Document("returns from CSV files"), None);
            }
            None => self.report(file, misplaced(file, "nothing reads this file", self.wanted.help)),
        }
    }

    /// Takes in a file of a report that stands in a folder within its own, and is found there, as one that is not read.
    fn below(&mut self, path: &str) {
        for (file, its) in self.sources.listed(path).filter(|_| self.wanted.images) {
            let Some((_, name)) = its[path.len()..].rsplit_once('/') else { continue };
            if let Some(original) = self.originals.of(name, true) {
                let named = || Named { name: original.to_owned(), file, is_read: false };
                self.named.entry(original.to_owned()).or_insert_with(named);
            }
        }
    }

    /// Names a file of another program, which stands in the place of `missing`.
    fn document(&mut self, file: FileId, kind: Kind, missing: Option<&str>) {
        let Kind::Document(what) = kind else { return };
        let is_of_figures = ["workbooks", "spreadsheets", "CSV files"].iter().any(|word| what.ends_with(word));
        let name = self.sources.path(file).rsplit('/').next().unwrap_or_default();
        let is_of_words = [".docx", ".odt", ".rtf"].iter().any(|ending| name.to_lowercase().ends_with(ending));
        let pandoc = |section: &str| {
            format!(
                "make a section of it with pandoc, `pandoc \"{name}\" -t gfm --wrap=none -o {section}`: plain text loses its headings, quotations and pictures"
            )
        };
        let help = match missing {
            Some(missing) if missing.ends_with(".md") && is_of_words => pandoc(missing),
            Some(missing) if missing.ends_with(".md") => {
                format!("open it and save its text as `{missing}`: as plain text, with the encoding UTF-8")
            }
            Some(missing) => format!("write what it says into `{missing}`"),
            None if self.wanted.images && what.starts_with("pictures") => {
                "save it as PNG or JPEG to show it".to_owned()
            }
            None if is_of_figures && self.wanted.names.contains(&"statistics.yaml") => {
                "`areabook import` writes its figures into `statistics.yaml`; what is to be read of it belongs into a section".to_owned()
            }
            None if self.wanted.ending == ".md" && is_of_words => pandoc("the-section.md"),
            None if self.wanted.ending == ".md" => {
                "save a section of it as plain text, with the encoding UTF-8, in a file that ends in `.md`".to_owned()
            }
            None => self.wanted.help.to_owned(),
        };
        let finding = misplaced(file, &format!("areabook reads no {what}"), &help);
        let help = "keep the file itself in a folder beside `areas/`, such as `papers/`, where nothing is read";
        self.report(file, finding.help(help));
    }

    /// A finding about the name of a file; none about one that cannot be read, which is a finding already.
    fn report(&mut self, file: FileId, finding: Diagnostic) {
        if self.sources.why_unread(file).is_none() {
            self.findings.push(finding);
        }
    }
}

/// A finding about a file that does not stand where it should.
pub(crate) fn misplaced(file: FileId, message: &str, help: &str) -> Diagnostic {
    rules::MISPLACED.at(Span::new(file, 0..0), message).help(help)
}

/// What to do with a folder that looks like a copy of another in the folder `above`. A report's file says of which area it is.
pub(crate) fn with_copy(sources: &Sources, (folder, original): (&str, &str), above: &str) -> String {
    let own = above.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let report = sources.find(&format!("{above}{folder}/report.yaml")).and_then(|file| sources.text(file).ok());
    let area = report.and_then(|text| text.lines().find_map(|line| line.strip_prefix("area:")));
    let is_other = |area: &&str| *area != own && sources.find(&format!("areas/{area}/area.yaml")).is_some();
    match area.map(str::trim).filter(is_other).filter(|_| above != "areas/") {
        Some(area) => format!(
            "its files say that they are those of `{area}`: move to `areas/{area}/` what is lacking there, and delete this folder"
        ),
        None => format!("compare the two, put into `{above}{original}/` what it lacks, and delete this folder"),
    }
}

/// What to do about a file in a folder within a report: another of its name may stand in the report already, or in another such folder,
/// and the folder of another area holds that one's texts, which would take the place of this area's. `path` is the file's below `shelf`.
pub(crate) fn within_a_report(
    sources: &Sources,
    areas: &[Arc<Area>],
    own: &Area,
    folder: &str,
    (shelf, path): (&str, &str),
) -> String {
    if let Some(other) = areas.iter().find(|area| area.key == folder && area.key != own.key) {
        return format!(
            "what {} reports stands in `areas/{folder}/`: move there what it lacks, and delete the folder `{folder}` here",
            other.name
        );
    }
    let place = "files of a report stand in the folder of its period";
    let period = path[shelf.len()..].split('/').next().unwrap_or_default();
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let report = format!("{shelf}{period}/");
    let alike = sources.listed(&report).map(|(_, other)| other).filter(|other| name(other) == name(path));
    let is_named_so = |other: &str| other == format!("{report}{}", path.rsplit('/').next().unwrap_or_default());
    match alike.min_by_key(|other| (!is_named_so(other), other.matches('/').count())).filter(|first| *first != path) {
        Some(first) => {
            let first = &first[shelf.len()..];
            format!("{place}: compare it with `{first}`, put into that what it lacks, and delete this file")
        }
        None => format!("{place}: `{period}/{}`", path.rsplit('/').next().unwrap_or_default()),
    }
}
