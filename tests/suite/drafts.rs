//! A draft says the same as a build of the same files, whatever it kept of the states before: findings and pages, byte for byte.
//!
//! `DRAFTS=0..200 cargo test drafts` makes as many series of edits as you have time for.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use areabook::publish::draft::Draft;
use areabook::publish::publication::Publication;
use areabook::publish::publish;
use areabook::shell::findings::json;
use areabook::site::Files as _;
use areabook::source::{SourceFile, Sources};

use crate::mutate::{Files, files, mutate, sources};
use crate::synthetic::random::Random;
use crate::{TODAY, golden, sites, synthetic};

const SERIES: Range<u64> = 0..9;
/// How many states of a book a series goes through: in the suite, and before a release.
const EDITS: usize = 10;
const ALL_EDITS: usize = 40;

/// Books of every sort: small ones, with a theme of their own, with a held report, with the real forms.
const BOOKS: [&str; 9] = [
    "clean",
    "template-ok",
    "parts-of-documents",
    "unused-waiver-ok",
    "last-year-ok",
    "repeated-narrative",
    "national-sum",
    "waits-for-others",
    "synthetic",
];

/// Two areas of a synthetic book with two periods, or a mini-site.
fn book(name: &str) -> Files {
    if name != "synthetic" {
        return files(&sites::sources(name));
    }
    let mut files = files(&synthetic::sources(2));
    let areas: Vec<_> = files.keys().filter_map(|path| path.strip_prefix("areas/")?.split_once('/')).collect();
    let mut areas: Vec<_> = areas.into_iter().map(|(area, _)| format!("areas/{area}/")).collect();
    areas.dedup();
    files.retain(|path, _| !path.starts_with("areas/") || areas[..2].iter().any(|area| path.starts_with(area)));
    files
}

/// The sources after these ones: only what changed is handed over, or everything.
fn next(before: &Sources, files: &Files, random: &mut Random) -> Sources {
    let file = |(path, bytes): (&String, &Vec<u8>)| SourceFile { path: path.clone(), bytes: bytes.clone() };
    // To hand over the file without a name, which no disk holds, is to hand over the whole book.
    if random.below(4) == 0 || files.contains_key("") || before.find("").is_some() {
        return before.with(&[String::new()], files.iter().map(file).collect());
    }
    let now = sources(files);
    let changes: Vec<_> = now
        .below("")
        .map(|file| now.path(file))
        .filter(|path| before.find(path).is_none_or(|old| before.bytes(old) != files[*path]))
        .chain(before.below("").map(|file| before.path(file)).filter(|path| !files.contains_key(*path)))
        .map(str::to_owned)
        .collect();
    let fresh = changes.iter().filter_map(|path| files.get_key_value(path)).map(file).collect();
    before.with(&changes, fresh)
}

/// What is published of a draft: each file that can be made.
fn site(draft: &Draft) -> BTreeMap<String, Vec<u8>> {
    let Some(edition) = draft.edition(&Arc::default()) else { return BTreeMap::new() };
    let file = |address: &str| Some((address.to_owned(), edition.bytes(address).ok()??.into_owned()));
    edition.addresses.iter().filter_map(file).collect()
}

fn same(draft: &Draft, clean: &Sources, case: &str) {
    let publication = publish(clean, TODAY);
    let mut found = draft.publication.clone();
    found.findings = draft.all_findings(&|| true).unwrap();
    let text = |sources: &Sources, publication: &Publication| json::text(sources, publication).unwrap();
    let (found, expected) = (text(&draft.sources, &found), text(clean, &publication));
    assert!(found == expected, "{case}:\n{}", golden::difference("findings", &expected, &found));
    let expected: BTreeMap<_, _> = publication.site.iter().flat_map(|site| site.files()).collect();
    let site = site(draft);
    let paths = (site.keys().map(String::as_str).collect::<Vec<_>>(), expected.keys().copied().collect::<Vec<_>>());
    assert_eq!(paths.0, paths.1, "{case}: the addresses differ");
    for (path, bytes) in &site {
        let expected = expected[path.as_str()];
        let difference =
            || golden::difference(path, &String::from_utf8_lossy(expected), &String::from_utf8_lossy(bytes));
        assert!(bytes == expected, "{case}:\n{}", difference());
    }
}

#[test]
fn a_draft_is_what_a_build_makes_of_the_same_files() {
    match std::env::var("DRAFTS").ok().as_deref().and_then(|asked| asked.split_once("..")) {
        Some((from, to)) => edit(from.parse().unwrap()..to.parse().unwrap(), ALL_EDITS),
        None => edit(SERIES, EDITS),
    }
}

#[test]
#[ignore = "takes a quarter of a minute: run it before a release"]
fn a_draft_of_many_edits_is_what_a_build_makes_of_the_same_files() {
    edit(SERIES, ALL_EDITS);
}

fn edit(series: Range<u64>, edits: usize) {
    for seed in series {
        let name = BOOKS[seed as usize % BOOKS.len()];
        let whole = book(name);
        let mut random = Random::new(&[seed, 11]);
        let (mut draft, mut files) = (Draft::default(), whole.clone());
        for edit in 0..edits {
            if edit % 3 == 0 {
                files.clone_from(&whole);
            }
            if edit % 6 != 0 {
                mutate(&mut files, &mut random);
            }
            draft = draft.update(next(&draft.sources, &files, &mut random), TODAY);
            same(&draft, &sources(&files), &format!("{name}, series {seed}, edit {edit}"));
        }
    }
}

/// A name that an area is given makes its report one that a text about it is compared with, though that text stays the same.
#[test]
fn a_new_name_of_an_area_is_seen_in_texts_that_stay_the_same() {
    let mut files = book("national-sum");
    let text = "On 31 March 2020 there were 47 people in Southshire.\n";
    files.insert("areas/north/2019-20/foreword.md".to_owned(), text.into());
    let before = Draft::default().update(sources(&files), TODAY);
    same(&before, &sources(&files), "without the name");
    files.get_mut("areas/south/area.yaml").unwrap().extend(b"other_names: [Southshire]\n");
    let named = before.update(sources(&files), TODAY);
    let messages =
        |draft: &Draft| draft.publication.findings.iter().map(|found| found.message.clone()).collect::<Vec<_>>();
    assert_ne!(messages(&before), messages(&named));
    same(&named, &sources(&files), "with the name");
}

#[test]
fn what_rests_on_a_changed_cell_changes_with_it() {
    edit_cells(8);
}

#[test]
#[ignore = "takes some seconds: run it before a release"]
fn what_rests_on_many_changed_cells_changes_with_them() {
    edit_cells(30);
}

/// Cells of one report after another are edited in a book in which reports of several years and of the nation rest on them.
fn edit_cells(edits: usize) {
    let mut files = book("synthetic");
    let returns: Vec<_> = files.keys().filter(|path| path.ends_with("/statistics.yaml")).cloned().collect();
    let mut random = Random::new(&[3]);
    let mut draft = Draft::default();
    for edit in 0..edits {
        let path = &returns[random.below(returns.len())];
        let text = String::from_utf8(files[path].clone()).unwrap();
        let digits: Vec<_> = text.match_indices(|sign: char| sign.is_ascii_digit()).map(|(at, _)| at).collect();
        let at = digits[random.below(digits.len())];
        let edited = format!("{}{}{}", &text[..at], random.below(10), &text[at + 1..]);
        files.insert(path.clone(), edited.into_bytes());
        draft = draft.update(next(&draft.sources, &files, &mut random), TODAY);
        same(&draft, &sources(&files), &format!("edit {edit} of {path}"));
    }
}
