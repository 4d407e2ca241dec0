//! Which files a book has, and their texts. A file that nobody reads is named: a figure in it would be lost.

use std::borrow::Cow;
use std::sync::Arc;

use crate::book::area::Area;
use crate::book::period::Period;
use crate::diagnostic::Diagnostic;
use crate::parse::shape::fields;
use crate::parse::shape::kind::Kind;
use crate::parse::tree::value::{Notation, Value};
use crate::parse::tree::yaml;
use crate::parse::{conflict, garbled, rules, strange};
use crate::source::{FileId, Sources, Span};
use crate::text::signs::is_line_end;

/// The folder of one report.
#[derive(PartialEq, Eq)]
pub(crate) struct Folder {
    /// Its path, ending in `/`.
    pub(crate) path: String,
    /// Whose report it is.
    pub(crate) area: Arc<Area>,
    /// For which period.
    pub(crate) period: Period,
}

/// The most findings of one kind about the signs of a file: what follows them is most likely the same fault.
const MOST: usize = 20;

/// The text of a file, with findings for characters that nobody can see, for words that a wrong encoding spoilt, and for conflicts,
/// of which the first version stays.
pub(crate) fn text_of<'a>(sources: &'a Sources, file: FileId, findings: &mut Vec<Diagnostic>) -> Option<Cow<'a, str>> {
    let text = match sources.text(file) {
        Ok(text) => text,
        Err(at) => {
            findings.push(
                rules::NOT_UTF8
                    .at(Span::new(file, at..at + 1), "this file is not UTF-8 from here on")
                    .help("open it in an editor, choose “Save with encoding”, then UTF-8"),
            );
            return None;
        }
    };
    let words = garbled::words(text);
    let is_spoilt =
        |at| words.get(words.partition_point(|word| word.range.end <= at)).is_some_and(|word| word.range.start <= at);
    // In a section such a sign ends a line; other files have rules of their own for it.
    let is_section = sources.path(file).ends_with(".md");
    let is_read = |at, sign| (at, sign) == (0, '\u{feff}') || (is_section && is_line_end(sign)) || is_spoilt(at);
    let strange = strange::signs(text, is_read).take(MOST);
    findings.extend(strange.map(|range| strange::finding(&text[range.clone()], Span::new(file, range))));
    findings.extend(words.iter().take(MOST).map(|word| word.finding(text, Span::new(file, word.range.clone()))));
    Some(conflict::first_version(file, text, findings))
}

/// The YAML at `path`, if the file is there and can be read.
pub(crate) fn load(sources: &Sources, path: &str, findings: &mut Vec<Diagnostic>) -> Option<Value> {
    let file = sources.find(path)?;
    let text = text_of(sources, file, findings)?;
    yaml::parse(file, &text, 0, findings)
}

/// What the YAML file at `path` holds, if it is there and can be read.
pub(crate) fn read<T: 'static>(
    sources: &Sources,
    path: &str,
    kind: &Kind<'_, T>,
    findings: &mut Vec<Diagnostic>,
) -> Option<T> {
    fields::read(kind, &load(sources, path, findings)?, Notation::Yaml, findings)
}

/// The keys of the areas that have a folder, each with its first file. Files beside the folders are named.
pub(crate) fn areas<'a>(sources: &'a Sources, findings: &mut Vec<Diagnostic>) -> Vec<(&'a str, FileId)> {
    let mut areas: Vec<(&str, FileId)> = Vec::new();
    for (file, path) in sources.listed("areas/") {
        match path["areas/".len()..].split_once('/') {
            None => findings.push(misplaced(
                file,
                "a file stands between the folders of areas",
                "move it into the folder of its area, or delete it",
            )),
            Some((key, _)) if areas.last().is_none_or(|(last, _)| *last != key) => areas.push((key, file)),
            Some(_) => {}
        }
    }
    areas
}

/// The folders that hold reports, of areas and of the nation. Files that stand elsewhere are named.
pub(crate) fn folders(
    sources: &Sources,
    areas: &[Arc<Area>],
    nation: &Arc<Area>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Folder> {
    let shelves = areas.iter().map(|area| (format!("areas/{}/", area.key), area));
    let shelves = shelves.chain(std::iter::once(("content/national/".to_owned(), nation)));
    let mut folders: Vec<Folder> = Vec::new();
    let mut misnamed = String::new();
    for (shelf, area) in shelves {
        for (file, path) in sources.listed(&shelf) {
            let rest = &path[shelf.len()..];
            match rest.split_once('/') {
                None if rest == "area.yaml" => {}
                Some((_, name)) if !name.contains('/') && is_in_last(&folders, path, name) => {}
                Some((folder, name)) if !name.contains('/') => match folder.parse::<Period>() {
                    Ok(period) => {
                        let path = path[..path.len() - name.len()].to_owned();
                        folders.push(Folder { path, area: Arc::clone(area), period });
                    }
                    Err(_) if misnamed == format!("{shelf}{folder}") => {}
                    Err(_) => {
                        misnamed = format!("{shelf}{folder}");
                        let message = format!("the folder `{folder}` is not named after a reporting year");
                        findings.push(misplaced(
                            file,
                            &message,
                            "name it `2013-14`, as in 1 April 2013 to 31 March 2014",
                        ));
                    }
                },
                _ => findings.push(misplaced(
                    file,
                    "this file does not belong here",
                    "files of a report stand in the folder of its period: `2013-14/smb.md`",
                )),
            }
        }
    }
    folders
}

fn is_in_last(folders: &[Folder], path: &str, name: &str) -> bool {
    folders.last().is_some_and(|last| path.strip_suffix(name) == Some(last.path.as_str()))
}

/// The files of `content/` and `themes/` that the book knows by name.
const KNOWN: [&str; 5] = [
    "content/home.md",
    "content/measures.yaml",
    "content/populations.csv",
    "content/reading.md",
    "content/sections.yaml",
];

/// Names files of `content/` and `themes/` that nothing reads.
pub(crate) fn unread(sources: &Sources, findings: &mut Vec<Diagnostic>) {
    for file in sources.below("content/") {
        let path = sources.path(file);
        let one_below = |folder: &str, ending: &str| {
            path.strip_prefix(folder).is_some_and(|name| !name.contains('/') && name.ends_with(ending))
        };
        let known = KNOWN.contains(&path)
            || path.starts_with("content/national/")
            || one_below("content/forms/", ".yaml")
            || one_below("content/shared/", ".md");
        if !known {
            let near = crate::diagnostic::nearest(path, KNOWN);
            let help = near.map_or_else(
                || {
                    "forms stand in content/forms/, shared text in content/shared/; delete the file if it is not needed"
                        .to_owned()
                },
                |near| format!("did you mean `{near}`?"),
            );
            findings.push(misplaced(file, "nothing reads this file", &help));
        }
    }
    for file in sources.below("themes/") {
        let parts: Vec<_> = sources.path(file).split('/').collect();
        if !matches!(parts.as_slice(), ["themes", _, "templates" | "assets", _]) {
            findings.push(misplaced(
                file,
                "nothing reads this file",
                "templates stand in themes/NAME/templates/, styles and pictures in themes/NAME/assets/",
            ));
        }
    }
}

/// A finding about a file that does not stand where it should.
pub(crate) fn misplaced(file: FileId, message: &str, help: &str) -> Diagnostic {
    rules::MISPLACED.at(Span::new(file, 0..0), message).help(help)
}
