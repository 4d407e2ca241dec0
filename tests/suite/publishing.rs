//! The guide for publishing teams: everything that stands on it is done, in its order, to one book.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::writing::{Example, examples, words};
use crate::{cli, disk};

/// The commands that can be told the time.
const TIMED: [&str; 6] = ["build", "check", "release", "sign", "status", "verify"];

/// Runs the commands of an example at its time. One that is to be refused ends with exit code 1 and names the rule.
fn run(book: &Path, example: &Example, time: &str, refused: Option<&str>) {
    for line in example.text.lines() {
        let mut arguments = words(line.strip_prefix("$ areabook ").unwrap());
        if TIMED.contains(&arguments[0].as_str()) && !arguments.iter().any(|argument| argument == "--now") {
            arguments.extend(["--now".to_owned(), time.to_owned()]);
        }
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let said = cli::transcript(book, &arguments);
        let code = if refused.is_some() { 1 } else { 0 };
        let pages = refused.is_some_and(|rule| said.contains(rule) || names(&book.join("findings"), rule));
        let is_right = said.ends_with(&format!("exit code {code}\n")) && (refused.is_none() || pages);
        assert!(is_right, "docs/publishing.md:{}: {said}", example.line);
    }
}

/// Whether a page for an area names a rule.
fn names(folder: &Path, rule: &str) -> bool {
    disk::files(folder).values().any(|page| String::from_utf8_lossy(page).contains(rule))
}

/// Writes what an edit shows: lines with `-` give way to those with `+`. Where there are none with `-` the others come last.
fn edit(path: &Path, example: &Example) {
    let side = |sign| -> String {
        let lines = example.text.lines().filter_map(|line| line.strip_prefix(sign));
        lines.flat_map(|line| [line, "\n"]).collect()
    };
    let (before, after) = (side('-'), side('+'));
    let text = fs::read_to_string(path).unwrap();
    let is_one_place = before.is_empty() || text.matches(&before).count() == 1;
    assert!(is_one_place, "docs/publishing.md:{}: {text}", example.line);
    let text = if before.is_empty() { text + &after } else { text.replacen(&before, &after, 1) };
    fs::write(path, text).unwrap();
}

/// Does what the page says, up to its end, and gives the public site after each build at a time.
fn follow(book: &Path) -> BTreeMap<String, BTreeMap<String, Vec<u8>>> {
    let mut sites = BTreeMap::new();
    for example in examples("docs/publishing.md") {
        let parts: Vec<_> = example.kind.split(' ').collect();
        match *parts.as_slice() {
            ["text"] => {}
            ["console", time] => run(book, &example, time, None),
            ["console", time, "refused", rule] => run(book, &example, time, Some(rule)),
            ["yaml" | "markdown", path] => {
                fs::create_dir_all(book.join(path).parent().unwrap()).unwrap();
                fs::write(book.join(path), &example.text).unwrap();
            }
            ["diff", path] => edit(&book.join(path), &example),
            _ => panic!("docs/publishing.md:{}: `{}` is no kind of step", example.line, example.kind),
        }
        if let ["console", time, ..] = *parts.as_slice() {
            sites.insert(time.to_owned(), disk::files(&book.join("site")));
        }
    }
    sites
}

/// What readers see at each time is what the page says they see.
#[test]
fn the_guide_for_publishing_teams_can_be_followed() {
    let folder = cli::book("guide-for-publishing");
    let sites = follow(folder.path());
    let page = |time: &str, path: &str| sites[time].get(path).map(|bytes| crate::loose(bytes));
    let [north, south, nation] =
        ["areas/north", "areas/south", "national"].map(|folder| format!("{folder}/2020-21/index.html"));
    let before = &sites["2020-10-29T09:30"];
    for time in ["2021-05-03", "2021-06-14", "2021-10-04", "2021-10-27T15:00"] {
        assert!(sites[time] == *before, "{time}: nothing of the year is public");
    }
    let has_sum =
        |time: &str, sum: &str| page(time, &nation).is_some_and(|page| page.contains(&format!("<td>{sum}</td>")));
    let is_there = |time: &str| (page(time, &north).is_some(), page(time, &south).is_some(), has_sum(time, "111"));
    assert_eq!(is_there("2021-10-28T09:30"), (true, false, false));
    assert_eq!(is_there("2021-11-11T09:30"), (true, true, true));
    let corrected = page("2021-11-22T09:00", &north).unwrap();
    assert!(
        corrected.contains("4 [r]") && corrected.contains("One breach was entered in the wrong year"),
        "{corrected}"
    );
    assert!(has_sum("2021-11-11T09:30", "7") && page("2021-11-22T09:00", &nation).unwrap().contains("8 [r]"));
    for time in ["2021-11-23T09:00", "2021-12-01T09:00"] {
        assert!(sites[time] == sites["2021-11-22T09:00"], "{time}: readers see what was released");
    }
    let status = cli::transcript(folder.path(), &["status", "--now", "2021-12-01T09:00"]);
    assert!(crate::loose(status.as_bytes()).contains("draft; public as released on 11 November 2021"), "{status}");
}
