//! Random edits of a book that was released: each ends in a site that readers cannot tell from the one before, in a refused
//! build that names what changed, or, with the lines that it offers, in a recorded correction. None passes silently, and nothing is
//! refused that no reader sees.

use std::collections::BTreeMap;

use areabook::publish::publication::Publication;
use areabook::publish::publish;
use areabook::shell::findings::human;
use areabook::source::Sources;

use crate::mutate::{Files, files, sources};
use crate::releases::{corrected, released};
use crate::synthetic::random::Random;
use crate::{TODAY, loose, sites};

const BOOKS: [&str; 6] = [
    "clean",
    "parts-of-documents",
    "the-nation-is-added-up",
    "one-line-of-text",
    "notes-of-a-cell",
    "figures-of-every-kind",
];

/// The pages as readers read them: however words are spaced and lines end.
fn read(publication: &Publication) -> BTreeMap<String, String> {
    let files = publication.site.iter().flat_map(areabook::site::Site::files);
    let plain = |bytes| loose(bytes).split_whitespace().collect::<Vec<_>>().join(" ");
    files.map(|(path, bytes)| (path.to_owned(), plain(bytes))).collect()
}

/// One edit of one file, as somebody would make it by hand or by accident.
fn edit(files: &mut Files, random: &mut Random) -> String {
    let is_edited =
        |path: &&String| !path.starts_with("releases/") && !path.starts_with("themes/") && !path.ends_with(".png");
    let paths: Vec<_> = files.keys().filter(is_edited).cloned().collect();
    let path = paths[random.below(paths.len())].clone();
    let text = String::from_utf8(files[&path].clone()).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = random.below(lines.len());
    let other = random.below(lines.len());
    let what = random.below(10);
    match what {
        0 => lines.insert(at, if path.ends_with(".md") { String::new() } else { "# A comment.".to_owned() }),
        1 => drop(lines.remove(at)),
        2 => lines.swap(at, other),
        3 => lines.insert(other, lines[at].clone()),
        4 => lines[at] += " ",
        5 | 6 => lines[at] = digits(&lines[at], random),
        _ => lines[at] = words(&lines[at], random),
    }
    files.insert(path.clone(), (lines.join("\n") + "\n").into_bytes());
    format!("{path}:{} ({what})", at + 1)
}

fn digits(line: &str, random: &mut Random) -> String {
    let places: Vec<_> = line.match_indices(|sign: char| sign.is_ascii_digit()).map(|(at, _)| at).collect();
    if places.is_empty() {
        return words(line, random);
    }
    let at = places[random.below(places.len())];
    format!("{}{}{}", &line[..at], random.below(10), &line[at + 1..])
}

fn words(line: &str, random: &mut Random) -> String {
    let places: Vec<_> = line.match_indices(' ').map(|(at, _)| at).collect();
    if places.is_empty() {
        return format!("{line}x");
    }
    let at = places[random.below(places.len())];
    match random.below(4) {
        0 => format!("{}x{}", &line[..at], &line[at..]),
        1 => format!("{} {}", &line[..at], &line[at..]),
        2 => format!("{} Other words{}", &line[..at], &line[at..]),
        _ => line[..at].to_owned(),
    }
}

/// What is found once the lines that findings offer were copied, if that is an error or no reader sees the change; none where no lines
/// are offered.
fn uncorrected(sources: &Sources, after: &Publication, before: &BTreeMap<String, String>) -> Option<Option<String>> {
    let sources = corrected(sources, &after.findings)?;
    let corrected = publish(&sources, TODAY);
    let is_shown = read(&corrected) != *before;
    Some((!is_shown || corrected.has_errors()).then(|| human::text(&sources, &corrected)))
}

fn edits(seeds: std::ops::Range<u64>) {
    let mut faults = Vec::new();
    let mut came = [0; 4];
    let books = BOOKS.map(|name| {
        let book: Sources = released(&sites::sources(name), 0).unwrap().0;
        let before = publish(&book, TODAY);
        assert!(!before.has_errors(), "{name}");
        (name, files(&book), read(&before))
    });
    for seed in seeds {
        let mut random = Random::new(&[seed]);
        let (name, files, before) = &books[random.below(books.len())];
        let mut edited = files.clone();
        let what = edit(&mut edited, &mut random);
        let sources = sources(&edited);
        let after = publish(&sources, TODAY);
        let findings = anstream::adapter::strip_str(&human::text(&sources, &after)).to_string();
        let errors = || after.findings.iter().filter(|found| found.severity == areabook::diagnostic::Severity::Error);
        let is_other = read(&after) != *before;
        let is_ours = errors().all(|found| found.rule.code.starts_with('R'));
        let differ = || {
            let now = read(&after);
            let other = now.iter().find(|(path, text)| before.get(*path) != Some(text));
            other.map(|(path, text)| {
                let old = before.get(path).cloned().unwrap_or_default();
                let at = text.bytes().zip(old.bytes()).take_while(|(one, other)| one == other).count();
                let cut = |text: &str| {
                    String::from_utf8_lossy(
                        &text.as_bytes()[at.saturating_sub(60).min(text.len())..(at + 80).min(text.len())],
                    )
                    .into_owned()
                };
                format!("{path}\n  was {}\n  is  {}", cut(&old), cut(text))
            })
        };
        match (errors().count() > 0, is_other) {
            (false, true) => {
                faults.push(format!("{seed} {name} {what}: passed silently\n{}", differ().unwrap_or_default()))
            }
            (true, false) if is_ours => {
                faults.push(format!("{seed} {name} {what}: refused, and nothing is to be seen\n{findings}"))
            }
            (false, false) => came[0] += 1,
            (true, true) if errors().all(|found| found.rule.code == "R102") => {
                match uncorrected(&sources, &after, before) {
                    Some(None) => came[3] += 1,
                    left => faults.push(format!(
                        "{seed} {name} {what}: the lines that are offered do not pass\n{findings}\n{}",
                        anstream::adapter::strip_str(&left.flatten().unwrap_or_default())
                    )),
                }
            }
            (true, _) if is_ours => came[1] += 1,
            (true, _) => came[2] += 1,
        }
    }
    assert!(faults.is_empty(), "{}\n{} faults, {came:?}", faults.join("\n"), faults.len());
    assert!(came.iter().all(|count| *count > 0), "{came:?}");
}

#[test]
fn forty_edits_of_a_released_book() {
    edits(0..40);
}

#[test]
#[ignore = "a long test: five hundred edits"]
fn five_hundred_edits_of_a_released_book() {
    edits(0..500);
}
