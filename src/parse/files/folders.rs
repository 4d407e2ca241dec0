//! Which files a book has, and their texts. A file that nobody reads is named: a figure in it would be lost.

use std::borrow::Cow;
use std::sync::Arc;

use super::named::{self, Wanted, misplaced};
use crate::book::Book;
use crate::book::area::Area;
use crate::book::period::Period;
use crate::diagnostic::Diagnostic;
use crate::parse::shape::fields;
use crate::parse::shape::kind::Kind;
use crate::parse::tree::value::{Notation, Value};
use crate::parse::tree::yaml::document;
use crate::parse::{conflict, encoding, garbled, strange};
use crate::source::{FileId, Sources, Span, Unread};
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

/// A file as text; a finding where it is not UTF-8.
pub(crate) fn utf8<'a>(sources: &'a Sources, file: FileId, findings: &mut Vec<Diagnostic>) -> Option<&'a str> {
    if sources.why_unread(file).is_some() {
        return None;
    }
    let fault = encoding::fault(file, sources.path(file), sources.bytes(file));
    if fault.is_some() {
        findings.extend(fault);
        return None;
    }
    sources.text(file).ok()
}

/// A file of a theme as text, without the versions that a conflict left beside the first.
pub(crate) fn of_theme<'a>(sources: &'a Sources, file: FileId, findings: &mut Vec<Diagnostic>) -> Option<Cow<'a, str>> {
    utf8(sources, file, findings).map(|text| conflict::first_version(file, text, findings))
}

/// The text of a file, with findings for characters that nobody can see, for words that a wrong encoding spoilt, and for conflicts,
/// of which the first version stays.
pub(crate) fn text_of<'a>(sources: &'a Sources, file: FileId, findings: &mut Vec<Diagnostic>) -> Option<Cow<'a, str>> {
    let text = utf8(sources, file, findings)?;
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

/// The YAML of a file, if it can be read.
pub(crate) fn load(sources: &Sources, file: FileId, findings: &mut Vec<Diagnostic>) -> Option<Value> {
    let text = text_of(sources, file, findings)?;
    document::parse(file, &text, 0, findings)
}

/// What a YAML file holds, if it can be read.
pub(crate) fn read<T: 'static>(
    sources: &Sources,
    file: FileId,
    kind: &Kind<'_, T>,
    findings: &mut Vec<Diagnostic>,
) -> Option<T> {
    fields::read(kind, &load(sources, file, findings)?, Notation::Yaml, findings)
}

/// What can stand in the folder of an area, beside its reports.
pub(crate) const OF_AREA: Wanted<'_> = Wanted {
    names: &["area.yaml"],
    ending: "",
    images: false,
    help: "files of a report stand in the folder of its period: `2013-14/board.md`",
};
/// What can stand in `content/`, beside its folders.
pub(crate) const OF_CONTENT: Wanted<'_> = Wanted {
    names: &["corrections.yaml", "home.md", "measures.yaml", "populations.csv", "reading.md", "sections.yaml"],
    ending: "",
    images: false,
    help: "forms stand in `content/forms/`, shared text in `content/shared/`, other files beside `content/`",
};
/// What can stand in `content/forms/`.
pub(crate) const FORMS: Wanted<'_> = Wanted {
    names: &[],
    ending: ".yaml",
    images: false,
    help: "forms end in `.yaml`; other files stand in a folder beside `content/`",
};
/// What can stand in `content/periods/`.
pub(crate) const PERIODS: Wanted<'_> = Wanted {
    names: &[],
    ending: ".yaml",
    images: false,
    help: "what belongs to a period stands in a file of its name, as in `2013-14.yaml`; other files stand in a folder beside `content/`",
};
/// What can stand in `content/shared/`.
pub(crate) const SHARED: Wanted<'_> = Wanted {
    names: &[],
    ending: ".md",
    images: false,
    help: "shared text ends in `.md`; other files stand in a folder beside `content/`",
};

/// A finding for everything that could not be read because of what it is. Nothing else is said of such a file.
pub(crate) fn unread(sources: &Sources, findings: &mut Vec<Diagnostic>) {
    for (file, path) in sources.listed("") {
        let Some(why) = sources.why_unread(file) else { continue };
        let (message, help) = match why {
            Unread::Beside(read) => {
                let is_there =
                    sources.listed(read).any(|(_, path)| path[read.len()..].starts_with('/') || path == read);
                let help = match is_there {
                    true => format!("compare it with `{read}`, put into that what it lacks, and delete this"),
                    false => format!("rename it to `{read}`"),
                };
                let message = format!("the book looks for `{read}`, and nothing reads what is called `{path}`");
                let finding = misplaced(file, &message, &help);
                findings.push(finding.help("what is no part of the book can stand here under another name"));
                continue;
            }
            Unread::Link => (
                "this is a link, and links are not followed out of a book",
                "put a copy of what it leads to in its place",
            ),
            Unread::Special => {
                ("this is no file but a pipe, a socket or a device", "move it out of the folders of the book")
            }
            Unread::Name => (
                "the name of this file or folder is not UTF-8, or holds signs that nobody can see",
                "rename it in letters, digits and hyphens",
            ),
            Unread::Denied => {
                ("the system does not let this be read", "ask whoever looks after the machine for the right to read it")
            }
            Unread::TooLarge(_) => (
                "this file is larger than the 16 MiB that a file of a book can have",
                "make it smaller, or keep it in a folder beside `areas/`, such as `papers/`, where nothing is read",
            ),
        };
        findings.push(misplaced(file, message, help));
    }
}

/// The keys of the areas that have a folder, each with its first file. Files beside the folders are named, and so are folders
/// that are copies of others.
pub(crate) fn areas<'a>(sources: &'a Sources, findings: &mut Vec<Diagnostic>) -> Vec<(&'a str, FileId)> {
    let mut areas: Vec<(&str, FileId)> = Vec::new();
    for (file, path) in sources.listed("areas/") {
        match path["areas/".len()..].split_once('/') {
            None if sources.why_unread(file).is_some() => {}
            None => findings.push(misplaced(
                file,
                "a file stands between the folders of areas",
                "move it into the folder of its area, or to a folder beside `areas/`",
            )),
            Some((key, _)) if areas.last().is_none_or(|(last, _)| *last != key) => areas.push((key, file)),
            Some(_) => {}
        }
    }
    let keys: Vec<_> = areas.iter().map(|(key, _)| *key).collect();
    areas.retain(|(key, first)| {
        // An area can be called `north-new`, and its file says so.
        let is_named = || {
            let file = sources.find(&format!("areas/{key}/area.yaml")).and_then(|file| sources.text(file).ok());
            file.is_some_and(|text| text.lines().any(|line| line.trim_end() == format!("area: {key}")))
        };
        let version = || named::version_of(key, keys.iter().copied()).filter(|_| !is_named());
        let original = named::original(key, keys.iter().copied()).or_else(version);
        findings.extend(original.map(|original| copied(sources, *first, (key, original), "areas/")));
        original.is_none()
    });
    areas
}

/// The folders of areas that could not be read as a whole, by their names; `areas/` itself has none.
pub(crate) fn unread_areas(sources: &Sources) -> impl Iterator<Item = &str> {
    let unread = sources.listed("areas").filter(|(file, _)| sources.why_unread(*file).is_some());
    let inside = unread.filter_map(|(_, path)| if path == "areas" { Some("") } else { path.strip_prefix("areas/") });
    inside.filter(|inside| !inside.contains('/'))
}

/// The finding for a folder that is a copy of another in the folder `above`. `first` is its first file.
fn copied(sources: &Sources, first: FileId, (folder, original): (&str, &str), above: &str) -> Diagnostic {
    let message = format!("the folder `{folder}` looks like a copy of `{original}`, and nothing in it is read");
    let help = named::with_copy(sources, (folder, original), above);
    misplaced(first, &message, &help)
}

/// The folders that hold reports, of areas and of the nation.
#[derive(Default)]
pub(crate) struct Folders {
    /// Those whose files are known.
    pub(crate) read: Vec<Folder>,
    /// Those of which nothing could be read, by their areas and periods.
    pub(crate) unread: Vec<(String, Period)>,
}

/// The folders that hold reports. Files that stand elsewhere are named.
pub(crate) fn folders(sources: &Sources, book: &Book, findings: &mut Vec<Diagnostic>) -> Folders {
    let mut folders = Folders::default();
    for area in &*book.areas {
        let shelf = Shelf { book, area, path: &format!("areas/{}/", area.key) };
        named::named(sources, shelf.path, OF_AREA, findings);
        shelf.folders(sources, &mut folders, findings);
    }
    let shelf = Shelf { book, area: &book.nation, path: "content/national/" };
    named::named(sources, shelf.path, Wanted { names: &[], ..OF_AREA }, findings);
    shelf.folders(sources, &mut folders, findings);
    folders
}

/// Where the reports of an area, or of the nation, stand.
#[derive(Clone, Copy)]
struct Shelf<'s> {
    /// The book without its reports.
    book: &'s Book,
    area: &'s Arc<Area>,
    /// Its path, ending in `/`.
    path: &'s str,
}

impl Shelf<'_> {
    fn folders(self, sources: &Sources, folders: &mut Folders, findings: &mut Vec<Diagnostic>) {
        let Shelf { book, area, path: shelf } = self;
        let mut last = "";
        for (file, path) in sources.listed(shelf) {
            let rest = &path[shelf.len()..];
            let Some((folder, name)) = rest.split_once('/') else {
                let period = book.period(rest).filter(|_| sources.why_unread(file).is_some());
                folders.unread.extend(period.map(|period| (area.key.clone(), period)));
                continue;
            };
            if let Some((inner, _)) = name.split_once('/') {
                if sources.why_unread(file).is_none() {
                    let help = named::within_a_report(sources, &book.areas, area, inner, (shelf, path));
                    findings.push(misplaced(file, "this file does not belong here", &help));
                }
            } else if last != folder {
                last = folder;
                match book.period(folder) {
                    Some(period) => {
                        folders.read.push(Folder { path: format!("{shelf}{folder}/"), area: Arc::clone(area), period });
                    }
                    None => findings.push(self.not_a_period(sources, file, folder)),
                }
            }
        }
    }

    /// The finding for a folder in an area's that is not one of a report.
    fn not_a_period(self, sources: &Sources, first: FileId, folder: &str) -> Diagnostic {
        let Shelf { book, path: shelf, .. } = self;
        let others = sources.listed(shelf).filter_map(|(_, path)| Some(path[shelf.len()..].split_once('/')?.0));
        let others: Vec<_> = others.filter(|other| book.period(other).is_some()).collect();
        let version = || named::version_of(folder, others.iter().copied());
        match named::original(folder, others.iter().copied()).or_else(version) {
            Some(original) => copied(sources, first, (folder, original), shelf),
            None => {
                let message = format!("the folder `{folder}` is not named after a period of this book");
                match period_in(folder, book) {
                    Some(Ok(period)) => {
                        let name = period.name();
                        let finding = misplaced(first, &message, &format!("name it `{name}`"));
                        let letters = |text: &str| text.chars().filter(|sign| sign.is_alphabetic()).count();
                        match letters(folder) > letters(&name) {
                            true => finding.help("that a report is a draft stands in its report.yaml: `status: draft`"),
                            false => finding,
                        }
                    }
                    Some(Err([first_part, last_part])) => {
                        let [from, to] = [first_part, last_part].map(Period::name);
                        misplaced(first, &message, &format!("name it as one of `{from}` to `{to}`"))
                    }
                    None => {
                        let example = book.example_period();
                        let (name, start, end) = (example.name(), example.start(), example.end());
                        let help = format!("name it as in `{name}`, which is {start} to {end}");
                        misplaced(first, &message, &help)
                    }
                }
            }
        }
    }
}

/// The period that the name of a folder holds, however its parts are joined and whatever stands around them: `2013_14`,
/// `Report 2013-2014 draft`, `2023 q2`. Of a single year in a book whose years have two nobody can tell which of them is meant, and of
/// a fifth quarter only that it is one from the first to the last.
fn period_in(folder: &str, book: &Book) -> Option<Result<Period, [Period; 2]>> {
    let pieces = folder.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|piece| !piece.is_empty());
    let is_number = |piece: &str| piece.bytes().all(|byte| byte.is_ascii_digit());
    let mut pieces = pieces.skip_while(|piece| piece.len() != 4 || !is_number(piece));
    let mut name = pieces.next()?.to_owned();
    for piece in pieces {
        let piece = if piece.len() == 4 && is_number(piece) { &piece[2..] } else { piece };
        // “2013-14v2” is of 2013-14.
        let digits = piece.len() - piece.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        let found = [piece, &piece[..digits]].into_iter().filter(|piece| !piece.is_empty()).find_map(|piece| {
            let longer = format!("{name}-{}", piece.to_ascii_uppercase());
            book.settings.years.period(&longer).map(|_| longer)
        });
        let Some(longer) = found else {
            let others = parts_like(&piece.to_ascii_uppercase())
                .find_map(|part| book.settings.years.period(&format!("{name}-{part}")));
            let all = others.map(|part| part.year().parts(part.months()).collect::<Vec<_>>());
            if let Some([from, .., to]) = all.as_deref() {
                return Some(Err([*from, *to]));
            }
            break;
        };
        name = longer;
    }
    book.period(&name).map(Ok)
}

/// The first parts of a year of the kind of a piece such as `Q5`, as names have them.
fn parts_like(piece: &str) -> impl Iterator<Item = String> {
    let digits = piece.trim_start_matches(|sign: char| sign.is_ascii_alphabetic());
    let kind = &piece[..piece.len() - digits.len()];
    let is_part = kind.len() == 1 && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    [1, 2].into_iter().filter(move |_| is_part).map({
        let kind = kind.to_owned();
        move |width| format!("{kind}{:0width$}", 1)
    })
}

/// Names files of `content/` and `themes/` that nothing reads; those of forms and of shared text are named with what is read.
pub(crate) fn unused(sources: &Sources, findings: &mut Vec<Diagnostic>) {
    named::named(sources, "content/", OF_CONTENT, findings);
    let mut stray = |file, help| {
        if sources.why_unread(file).is_none() {
            findings.push(misplaced(file, "nothing reads this file", help));
        }
    };
    for (file, path) in sources.listed("content/") {
        match path.split('/').collect::<Vec<_>>().as_slice() {
            [_, _] | [_, "forms" | "periods" | "shared", _] | [_, "national", ..] => {}
            _ => stray(file, OF_CONTENT.help),
        }
    }
    for (file, path) in sources.listed("themes/") {
        if !matches!(path.split('/').collect::<Vec<_>>().as_slice(), [_, _, "templates" | "assets", _]) {
            stray(file, "templates stand in themes/NAME/templates/, styles and pictures in themes/NAME/assets/");
        }
    }
}

/// The message for a file that says another name than that of its folder.
pub(crate) fn mismatch(said: &str, folder: &str) -> String {
    format!("this file says `{said}` and stands in the folder of `{folder}`")
}

/// The message for what is said of an area that the book has not.
pub(crate) fn no_area(area: &str) -> String {
    format!("there is no area `{area}`")
}

/// The folder of the report to which a file belongs, without a `/` at its end.
pub(crate) fn report_folder(path: &str) -> Option<&str> {
    let area = path.strip_prefix("areas/").and_then(|rest| rest.split_once('/'));
    let inside = area.map(|(_, inside)| inside).or_else(|| path.strip_prefix("content/national/"))?;
    let (_, file) = inside.split_once('/')?;
    path.get(..path.len() - file.len() - 1)
}
