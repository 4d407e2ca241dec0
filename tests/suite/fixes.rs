//! What `areabook check --fix` writes, and what it leaves alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use areabook::fix;
use areabook::publish::examine;
use areabook::publish::publication::Publication;
use areabook::shell::findings::{json, sarif};
use areabook::shell::{read, write};
use areabook::source::{SourceFile, Sources};
use serde_json::Value;

use crate::cli::{book, transcript};
use crate::sites::{self, MiniSite};
use crate::{TODAY, golden};

const FOREWORD: &str = "areas/north/2019-20/foreword.md";

fn foreword(book: &Path) -> String {
    fs::read_to_string(book.join(FOREWORD)).unwrap()
}

fn fixed(book: &Path) -> String {
    transcript(book, &["check", "--fix"])
}

#[test]
fn references_are_shown_and_written() {
    let book = book("fixes");
    let before = foreword(book.path());
    let dry = transcript(book.path(), &["check", "--fix", "--dry-run"]);
    assert_eq!(foreword(book.path()), before);
    let elsewhere = transcript(book.path(), &["check", "--fix", "--period", "2018-19"]);
    assert_eq!(foreword(book.path()), before);
    let written = fixed(book.path());
    let text = foreword(book.path());
    let again = fixed(book.path());
    assert_eq!(foreword(book.path()), text);
    let diff = written.split_once("\nwrote ").unwrap().0.split_once('\n').unwrap().1.to_owned();
    assert!(dry.contains(&diff), "{dry}");
    let end = again.lines().rev().take(4).collect::<Vec<_>>();
    let end: Vec<_> = end.into_iter().rev().collect();
    golden::same("tests/transcripts/fix.txt", &[dry, elsewhere, text, end.join("\n")].join("\n"));
    assert_eq!(fs::read_dir(book.path().join("areas/north/2019-20")).unwrap().count(), 3, "something was left behind");
}

/// The files of a folder differ in how their lines end, and keep it.
#[test]
fn every_other_byte_stays() {
    let plain = book("fixes");
    let before = foreword(plain.path()) + "Spaces  \nand\ttabs, no end of the line";
    fs::write(plain.path().join(FOREWORD), &before).unwrap();
    fixed(plain.path());
    let after = foreword(plain.path());
    assert!(after.contains("{{ people/step_1/total | rise }}") && after.ends_with("no end of the line"));
    for end in ["\r\n", "\r", "\r\r\n"] {
        let book = book("fixes");
        fs::write(book.path().join(FOREWORD), before.replace('\n', end)).unwrap();
        fixed(book.path());
        assert_eq!(foreword(book.path()), after.replace('\n', end), "{end:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let book = book("fixes");
    let path = book.path().join(FOREWORD);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    fixed(book.path());
    assert!(foreword(book.path()).contains("{{"));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
}

/// Somebody saves the file between its reading and its writing: what they wrote stands.
#[test]
fn a_file_that_changed_meanwhile_is_left_alone() {
    let book = book("fixes");
    let sources = read::book(book.path()).unwrap();
    let findings = examine(&sources, TODAY).findings;
    let text = foreword(book.path()) + "One more line.\n";
    fs::write(book.path().join(FOREWORD), &text).unwrap();
    let fault = write::files::edit(&fix::edits(&findings), &sources, book.path()).unwrap_err().to_string();
    assert!(fault.contains("has changed since it was read"), "{fault}");
    assert_eq!(foreword(book.path()), text);
}

fn found(publication: &Publication, sources: &Sources) -> BTreeSet<(String, String)> {
    let finding = |finding: &areabook::diagnostic::Diagnostic| {
        (sources.path(finding.span.file).to_owned(), format!("{} {}", finding.rule.code, finding.message))
    };
    publication.findings.iter().map(finding).collect()
}

/// In every mini-site: what was written is right, as far as the checks can tell, and there is nothing left to write.
#[test]
fn a_fix_makes_no_finding() {
    let mut written = 0;
    for MiniSite { name, sources, publication } in sites::all() {
        let edits = fix::edits(&publication.findings);
        let file = |(file, edits): (&_, &Vec<_>)| SourceFile {
            path: sources.path(*file).to_owned(),
            bytes: fix::edited(sources.bytes(*file), edits),
        };
        let files: Vec<_> = edits.iter().map(file).collect();
        written += files.len();
        let after = sources.with(&[], files);
        let again = examine(&after, TODAY);
        let new: Vec<_> = found(&again, &after).difference(&found(publication, sources)).cloned().collect();
        assert!(new.is_empty(), "{name}: {new:?}");
        assert!(fix::edits(&again.findings).is_empty(), "{name}: there is more to write");
    }
    assert!(written > 5);
}

#[test]
fn other_programs_get_the_fixes() {
    let MiniSite { sources, publication, .. } = sites::site("fixes");
    let count = fix::edits(&publication.findings).values().map(Vec::len).sum::<usize>();
    let parsed = |text: String| -> Value { serde_json::from_str(&text).unwrap() };
    let json = parsed(json::text(sources, publication).unwrap());
    let fixes: Vec<_> =
        json["findings"].as_array().unwrap().iter().filter(|finding| !finding["fix"].is_null()).collect();
    assert_eq!(fixes.len(), count);
    let first = &fixes[0]["fix"];
    assert_eq!((&first["text"], &first["line"]), (&"{{ people/total/total }}".into(), &1.into()));
    let log = parsed(sarif::text(sources, publication).unwrap());
    let results = log["runs"][0]["results"].as_array().unwrap().iter();
    let fixes: Vec<_> = results.filter(|result| !result["fixes"].is_null()).collect();
    assert_eq!(fixes.len(), count);
    let replacement = &fixes[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "{{ people/total/total }}");
    assert_eq!(replacement["deletedRegion"]["snippet"]["text"], "33");
}
