//! Expected files: what a test made is compared with files of the repository, or replaces them with `UPDATE=1`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use similar::TextDiff;

use crate::project;

/// The number of lines that are printed of a difference.
const MOST_LINES: usize = 80;
/// The number of files whose difference is printed; of the others the name is.
const MOST_FILES: usize = 8;
/// Longer lines, as those of a drawing, are compared element by element.
const MOST_SIGNS: usize = 400;

/// Files that came out, by their paths.
pub(crate) type Files = BTreeMap<String, String>;

/// Compares expected files with what came out, and collects what differs.
#[derive(Default)]
pub(crate) struct Golden {
    faults: Vec<String>,
}

/// Compares one text with an expected file, which is named by its path in the project.
pub(crate) fn same(path: &str, text: &str) {
    let mut golden = Golden::default();
    golden.file(path, Some(text));
    golden.end();
}

impl Golden {
    /// Compares files with those of a folder, in which none may be missing and none left over but those in `inputs`.
    pub(crate) fn folder(&mut self, folder: &str, files: &Files, inputs: &[&str]) {
        let mut names: BTreeSet<String> = files.keys().cloned().collect();
        for entry in walkdir::WalkDir::new(project().join(folder)).into_iter().filter_map(Result::ok) {
            if entry.file_type().is_file() {
                let name = entry.path().strip_prefix(project().join(folder)).unwrap().to_str().unwrap();
                names.insert(name.replace('\\', "/"));
            }
        }
        for name in names.iter().filter(|name| !inputs.contains(&name.as_str())) {
            self.file(&format!("{folder}/{name}"), files.get(name).map(String::as_str));
        }
    }

    fn file(&mut self, path: &str, now: Option<&str>) {
        let file = project().join(path);
        let expected = file.is_file().then(|| fs::read_to_string(&file).unwrap());
        if std::env::var_os("UPDATE").is_some() {
            return update(&file, expected.as_deref(), now);
        }
        match (expected, now) {
            (Some(expected), Some(now)) if expected == now => {}
            (Some(_), Some(_)) if self.faults.len() >= MOST_FILES => self.faults.push(format!("{path} differs")),
            (Some(expected), Some(now)) => self.faults.push(difference(path, &expected, now)),
            (None, Some(_)) => self.faults.push(format!("{path} is missing")),
            (_, None) => self.faults.push(format!("{path} is no longer made")),
        }
    }

    /// Fails the test where something differs.
    pub(crate) fn end(self) {
        assert!(self.faults.is_empty(), "{}\n\nrun UPDATE=1 cargo test and read git diff", self.faults.join("\n"));
    }
}

fn update(file: &Path, expected: Option<&str>, now: Option<&str>) {
    match now {
        Some(now) if expected != Some(now) => {
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, now).unwrap();
        }
        Some(_) => {}
        None => fs::remove_file(file).unwrap(),
    }
}

/// A unified diff, cut where it is long.
pub(crate) fn difference(path: &str, expected: &str, now: &str) -> String {
    let [expected, now] = [expected, now].map(|text| {
        let is_long = text.lines().any(|line| line.len() > MOST_SIGNS);
        if is_long { text.replace("><", ">\n<") } else { text.to_owned() }
    });
    let diff = TextDiff::from_lines(&expected, &now);
    let text = diff.unified_diff().context_radius(2).header(path, "what came out").to_string();
    let mut lines: Vec<_> = text.lines().take(MOST_LINES).collect();
    let more = text.lines().count() - lines.len();
    let rest = format!("… and {more} more lines");
    if more > 0 {
        lines.push(&rest);
    }
    lines.join("\n")
}

#[test]
fn a_difference_shows_what_differs_and_little_else() {
    let page = |word: &str| {
        (0..100).map(|at| format!("line {}\n", if at == 50 { word } else { "of many" })).collect::<String>()
    };
    let text = difference("page.html", &page("before"), &page("after"));
    assert_eq!(text.lines().count(), 9, "{text}");
    assert!(text.starts_with("--- page.html\n+++ what came out\n@@ "), "{text}");
    assert!(text.contains("\n line of many\n-line before\n+line after\n line of many\n"), "{text}");
    let drawing = |at: &str| format!("<svg>{}<path d=\"M{at}\"/></svg>", "<path d=\"M0 0\"/>".repeat(50));
    let text = difference("chart.svg", &drawing("1 1"), &drawing("2 2"));
    assert!(text.contains("-<path d=\"M1 1\"/>\n+<path d=\"M2 2\"/>\n") && text.len() < 300, "{text}");
    let long = difference("page.html", &"a\n".repeat(500), &"b\n".repeat(500));
    assert!(long.lines().count() == MOST_LINES + 1 && long.ends_with(" more lines"), "{long}");
}
