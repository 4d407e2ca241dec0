//! What an approval is bound to: everything that a report publishes, file by file.
//!
//! An approval keeps a seal of each file: the digest of its content, and a mark for each line, by which the first line is found
//! that is another one now; of estimates of populations it keeps those that its rates are worked out of. How far the report has come,
//! when it is released and in which other periods a national text holds are no part of what is approved. It is a record and no
//! cryptography: the history of the files, and who may write them, protect it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::iter;

use crate::book::Book;
use crate::book::form::Form;
use crate::book::report::{Approval, Report, Void};
use crate::source::{FileId, Sources, Span};

/// The name of the file that holds approvals, in the folder of a report.
pub const FILE: &str = "approvals.yaml";
/// The keys of `report.yaml`, or at the head of a national text, that are no part of what is approved.
fn free(path: &str) -> &'static [&'static str] {
    match path {
        _ if path.starts_with("content/shared/") => &["valid_from", "valid_to"],
        _ if path.ends_with("/report.yaml") => &["status", "release"],
        _ => &[],
    }
}
/// The file of estimates. An approval is bound to those alone of which the rates of its report are worked out.
const POPULATIONS: &str = "content/populations.csv";
/// The most lines that have marks: a longer file is most likely no text.
const MOST_LINES: usize = 5000;

/// The files of what a report publishes by their paths, each with its seal: those of its folder, its form with those that it is based
/// on, and the national text of its time.
pub fn seals(sources: &Sources, book: &Book, report: &Report) -> BTreeMap<String, String> {
    seals_as(sources, book, report, &report.area.key)
}

/// The same, with the name in the report's own files that the folder of its area had when it was approved.
pub(crate) fn seals_as(sources: &Sources, book: &Book, report: &Report, key: &str) -> BTreeMap<String, String> {
    let folder = folder(sources, report);
    let own = sources.below(folder).filter(|file| sources.path(*file)[folder.len()..] != *FILE);
    let form = |key: &str| book.form(key).map(|form| &**form);
    let forms = iter::successors(Some(&*report.figures.form), |own| form(own.based_on.as_deref()?));
    let forms = forms.take(book.forms.len() + 1).map(|form: &Form| form.span.file);
    let shared = book.national_text(report).map(|shared| shared.span.file);
    let files: BTreeSet<FileId> = own.chain(forms).chain(shared).collect();
    let renamed = |path: &str| (path.starts_with(folder) && report.area.key != key).then_some((&*report.area.key, key));
    let sealed = |file| {
        let path = sources.path(file);
        (path.to_owned(), seal(sources, file, renamed(path)))
    };
    let estimates = estimates(book, report).map(|text| (POPULATIONS.to_owned(), text));
    files.into_iter().map(sealed).chain(estimates).collect()
}

/// The estimates of which the rates of a report are worked out, as text: `total 48200, adults 37150`; none where it has no rates.
fn estimates(book: &Book, report: &Report) -> Option<String> {
    let rates = report.figures.form.tables.iter().filter_map(|table| table.rate.as_ref());
    let bases: BTreeSet<_> = rates.map(|rate| rate.population.as_str()).collect();
    let people = |basis| book.population(&report.area.key, report.period.mid_year(), basis);
    let told: Vec<_> = bases.iter().filter_map(|basis| Some(format!("{basis} {}", people(basis)?.people))).collect();
    (!bases.is_empty()).then(|| told.join(", "))
}

/// The folder of a report, ending in `/`.
pub fn folder<'s>(sources: &'s Sources, report: &Report) -> &'s str {
    let path = sources.path(report.figures.span.file);
    &path[..path.rfind('/').map_or(0, |slash| slash + 1)]
}

/// Where the head of a text ends, the lines between two of `---`.
fn head(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    match lines.next().is_some_and(|first| first.trim_end() == "---") {
        true => text.len() - lines.skip_while(|line| line.trim_end() != "---").map(str::len).sum::<usize>(),
        false => 0,
    }
}

/// Whether a line of YAML is about a key of the whole file, in quotation marks or without.
fn is_of_key(line: &str, key: &str) -> bool {
    let quote = line.chars().next().filter(|sign| matches!(sign, '"' | '\''));
    let rest = line.trim_start_matches(quote.as_slice()).strip_prefix(key);
    rest.is_some_and(|rest| rest.trim_start_matches(quote.as_slice()).trim_start().starts_with(':'))
}

/// The digest of a file's content, and after a space the marks of its lines. What a file says of its area it says by another name where
/// the area was `renamed`.
fn seal(sources: &Sources, file: FileId, renamed: Option<(&str, &str)>) -> String {
    let Ok(text) = sources.text(file) else { return blake3::hash(sources.bytes(file)).to_hex().to_string() };
    // Programs that keep versions of files may end lines in another way.
    let text = if text.contains("\r\n") { Cow::Owned(text.replace("\r\n", "\n")) } else { Cow::Borrowed(text) };
    let text = match renamed.filter(|_| sources.path(file).ends_with(".yaml")) {
        Some((now, then)) => {
            let line = |line: &str| if is_of_key(line, "area") { line.replacen(now, then, 1) } else { line.to_owned() };
            text.split_inclusive('\n').map(line).collect::<String>().into()
        }
        None => text,
    };
    let path = sources.path(file);
    // Below the head of a text such a line is one of its words.
    let head = if path.ends_with(".md") { head(&text) } else { text.len() };
    let is_free = |line: &&str| free(path).iter().any(|key| is_of_key(line, key));
    let content: String = text[..head].split_inclusive('\n').filter(|line| !is_free(line)).collect();
    let mut seal = blake3::hash((content + &text[head..]).as_bytes()).to_hex().to_string();
    let marks = text.lines().take(MOST_LINES).map(|line| blake3::hash(line.as_bytes()).to_hex()[..4].to_owned());
    seal.push(' ');
    seal.extend(marks);
    seal
}

/// Why an approval holds no more; none where everything is as it was approved. Files of the report itself come first.
pub(crate) fn void(
    approval: &Approval,
    now: &BTreeMap<String, String>,
    (sources, book, report): (&Sources, &Book, &Report),
) -> Option<Void> {
    let folder = folder(sources, report);
    // An approval can be older than the rule that estimates belong to it.
    let is_bound = |path: &&String| *path != POPULATIONS || approval.files.contains_key(POPULATIONS);
    let paths: BTreeSet<_> = approval.files.keys().chain(now.keys()).filter(is_bound).collect();
    let digest = |seal: &String| seal.split(' ').next().map(str::to_owned);
    let is_changed = |path: &&&String| match [approval.files.get(**path), now.get(**path)] {
        estimates if path.as_str() == POPULATIONS => estimates[0] != estimates[1],
        seals => seals[0].map(digest) != seals[1].map(digest),
    };
    let changed: Vec<_> = paths.iter().filter(is_changed).copied().collect();
    let path = changed.iter().find(|path| path.starts_with(folder)).or(changed.first()).copied()?;
    Some(match (approval.files.get(path), now.get(path)) {
        (Some(before), Some(now)) if path == POPULATIONS => other_estimate((book, report), before, now),
        (Some(before), Some(now)) => changed_line(sources, path, before, now),
        (None, _) => {
            Void { what: format!("`{path}` was added, and the report is another one"), place: place(sources, path, 0) }
        }
        (_, None) => Void { what: format!("`{path}` is gone, and the report is another one"), place: None },
    })
}

/// The first estimate that is another one now.
fn other_estimate((book, report): (&Book, &Report), before: &str, now: &str) -> Void {
    let mut now = now.split(", ").filter(|now| before.split(", ").all(|before| before != *now));
    let (area, year) = (&report.area, report.period.mid_year());
    let other = now.next().and_then(|now| {
        let (basis, people) = now.split_once(' ')?;
        let was = before.split(", ").find_map(|before| before.strip_prefix(basis)?.strip_prefix(' '));
        let was = was.map(|was| format!(", and not {was},")).unwrap_or_default();
        let what = format!("the estimate `{basis}` of {} for {year}, {people}{was} is another one", area.name);
        Some(Void { what, place: Some(book.population(&area.key, year, basis)?.span) })
    });
    other.unwrap_or_else(|| Void {
        what: format!("an estimate of {} for {year} is gone, another state", area.name),
        place: None,
    })
}

/// The first line of a file that is another one now.
fn changed_line(sources: &Sources, path: &str, before: &str, now: &str) -> Void {
    let marks = |seal: &str| {
        let marks = seal.split_once(' ').map(|(_, marks)| marks.to_owned()).unwrap_or_default();
        marks.as_bytes().chunks(4).map(<[u8]>::to_vec).collect::<Vec<_>>()
    };
    let (before, now) = (marks(before), marks(now));
    let same = before.iter().zip(&now).take_while(|(one, other)| one == other).count();
    let what = match same < before.len().max(now.len()) {
        true => format!("line {} of `{path}` is another one", same + 1),
        false => format!("`{path}` is another one"),
    };
    Void { what, place: place(sources, path, same) }
}

/// Where a line of a file stands; its last where there are not so many.
fn place(sources: &Sources, path: &str, line: usize) -> Option<Span> {
    let file = sources.find(path)?;
    let text = sources.text(file).unwrap_or_default();
    let mut at = 0;
    let found = text.split_inclusive('\n').map(|text| {
        let begin = at;
        at += text.len();
        begin..begin + text.trim_end().len()
    });
    Some(Span::new(file, found.take(line + 1).last().unwrap_or(0..0)))
}

/// The text of the file that holds these approvals.
pub fn text(approvals: &[Approval]) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let mut text = "# Written by `areabook sign`: who has approved the report, and exactly what. Sign again instead of changing this.\n\
         approvals:\n"
        .to_owned();
    for Approval { authority, office, date, files, .. } in approvals {
        let (authority, office) = (quoted(authority), quoted(office));
        text += &format!("  - authority: {authority}\n    office: {office}\n    date: {date}\n    files:\n");
        text.extend(files.iter().map(|(path, seal)| format!("      {}: {}\n", quoted(path), quoted(seal))));
    }
    text
}
