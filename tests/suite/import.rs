//! `areabook import`: each folder of `tests/import/` is a file that somebody sends, with what has to come of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use regex::Regex;
use walkdir::WalkDir;

use crate::cli::transcript;
use crate::golden::{Files, Golden};
use crate::project;

fn copy(from: &Path, to: &Path) {
    for entry in WalkDir::new(from).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(entry.path(), target).unwrap();
    }
}

fn files(folder: &Path) -> Files {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let path = |path: &Path| path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
    entries.map(|entry| (path(entry.path()), fs::read_to_string(entry.path()).unwrap())).collect()
}

/// What the commands of a case print, and the files of the book that they wrote.
fn outcome(case: &Path) -> Files {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    copy(&project().join("tests/import/_book"), &book);
    copy(&case.join("book"), &book);
    for entry in fs::read_dir(case).unwrap().filter_map(Result::ok).filter(|entry| entry.file_type().unwrap().is_file())
    {
        fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let before = files(&book);
    let commands = fs::read_to_string(case.join("commands.txt")).unwrap();
    let printed = commands.lines().map(|command| {
        let arguments: Vec<_> = command.split(' ').collect();
        transcript(folder.path(), &[&arguments, ["--book", "book"].as_slice()].concat())
    });
    let mut outcome = BTreeMap::from([("output.txt".to_owned(), printed.collect::<Vec<_>>().join("\n"))]);
    let written = files(&book).into_iter().filter(|(path, text)| before.get(path) != Some(text));
    outcome.extend(written.map(|(path, text)| (format!("book/{path}"), text)));
    outcome
}

#[test]
fn files_are_imported_rightly_or_refused() {
    let mut golden = Golden::default();
    let cases = fs::read_dir(project().join("tests/import")).unwrap().filter_map(Result::ok);
    let cases = cases.filter(|entry| entry.file_type().unwrap().is_dir());
    let mut cases: Vec<_> = cases.map(|entry| entry.file_name().into_string().unwrap()).collect();
    cases.sort_unstable();
    for case in cases.iter().filter(|case| !case.starts_with('_')) {
        let folder = format!("tests/import/{case}");
        golden.folder(&format!("{folder}/expected"), &outcome(&project().join(&folder)), &[]);
    }
    golden.end();
}

/// Returns as they are before anybody fills them in.
fn blank(book: &Path) {
    let figure = Regex::new(r#"(\w+:) *(?:"\[[a-z]+\]"|"?-?[\d.:]+(?: \[[a-z]\])*"?)(?P<end>[ ,}]|$)"#).unwrap();
    for (path, text) in files(book).into_iter().filter(|(path, _)| path.ends_with("/statistics.yaml")) {
        let mut table = "";
        let lines = text.lines().map(|line| {
            table = if line.starts_with(|sign: char| sign.is_ascii_alphabetic()) { line } else { table };
            let is_kept = ["area:", "period:", "form:", "notes:", "local:", "last_year:"]
                .iter()
                .any(|key| table.starts_with(key));
            if is_kept { line.to_owned() } else { figure.replace_all(line, "$1 $end").into_owned() }
        });
        fs::write(book.join(path), lines.collect::<Vec<_>>().join("\n") + "\n").unwrap();
    }
}

#[test]
fn what_the_site_offers_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    copy(&project().join("tests/books/fire"), folder.path());
    let export = || {
        let output =
            crate::areabook().args(["export", "--now", "2030-01-01"]).current_dir(folder.path()).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let before = export();
    fs::write(folder.path().join("all.csv"), &before).unwrap();
    blank(folder.path());
    assert_ne!(export(), before);
    let imported = transcript(folder.path(), &["import", "all.csv"]);
    assert!(imported.ends_with("exit code 0\n"), "{imported}");
    assert_eq!(export(), before);
    let again = transcript(folder.path(), &["import", "all.csv"]);
    assert!(again.contains(", 0 of them new or other than before"), "{again}");
}
