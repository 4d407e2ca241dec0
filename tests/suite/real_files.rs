//! Books as people have them on disk: what systems and editors leave, and what no book can hold.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;

use areabook::publish::publication::Publication;
use areabook::publish::{examine, publish};
use areabook::shell::read;
use areabook::source::Sources;
use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::{TODAY, cli, sites};

const REPORT: &str = "areas/north/2019-20";

fn examined(book: &Path) -> (Sources, Publication) {
    let sources = read::book(book).unwrap();
    let publication = examine(&sources, TODAY);
    (sources, publication)
}

/// What is found, each with its file.
fn found(book: &Path) -> Vec<String> {
    let (sources, publication) = examined(book);
    let line = |finding: &areabook::diagnostic::Diagnostic| {
        format!("{} {}: {}", finding.rule.code, sources.path(finding.span.file), finding.message)
    };
    publication.findings.iter().map(line).collect()
}

/// Names that are near those that are passed over.
const NEAR: [&str; 5] = ["foreword.bak.md", "orig", "#1.md", "thumbs.md", "tmp.yaml"];

/// The names in the README's list of what is passed over, each as a file that has it.
fn documented() -> Vec<String> {
    let readme = include_str!("../../README.md");
    let (_, list) = readme.split_once("**Passed over**").unwrap();
    let list = list.split("\n\n").next().unwrap();
    list.split('`').skip(1).step_by(2).map(|name| name.replace('…', "foreword.md")).collect()
}

#[test]
fn what_systems_and_editors_leave_is_passed_over_as_documented() {
    let book = cli::book("clean");
    let names = documented();
    assert!(names.len() > 15, "{names:?}");
    for folder in
        ["areas", "areas/north", REPORT, "content", "content/forms", "content/shared", "themes/default/assets"]
    {
        let folder = book.path().join(folder);
        fs::create_dir_all(&folder).unwrap();
        for name in &names {
            fs::write(folder.join(name), [0xff, 0xfe, 0]).unwrap();
        }
    }
    fs::create_dir(book.path().join("areas/north/__macosx")).unwrap();
    fs::write(book.path().join("areas/north/__macosx/foreword.md"), "x").unwrap();
    fs::create_dir(book.path().join(REPORT).join("old.BAK")).unwrap();
    fs::write(book.path().join(REPORT).join("old.BAK/foreword.md"), "x").unwrap();
    symlink("nowhere:1", book.path().join(REPORT).join(".#smb.md")).unwrap();
    assert_eq!(found(book.path()), [""; 0]);
    for near in NEAR {
        fs::write(book.path().join(REPORT).join(near), "x").unwrap();
    }
    let found = found(book.path()).join("\n");
    assert!(NEAR.iter().all(|near| found.contains(&format!("{REPORT}/{near}:"))), "{found}");
}

/// One such thing is a finding of its area, and hides nothing of the others.
#[test]
fn what_no_book_can_hold_is_a_finding_of_its_area() {
    let book = cli::book("total");
    let before = found(book.path());
    assert_eq!(before.len(), 1);
    let at = |path: &str| book.path().join(path);
    symlink("/etc/hostname", at("areas/north/2019-20/link.md")).unwrap();
    symlink("/nowhere", at("areas/north/2019-20/broken.jpg")).unwrap();
    symlink("..", at("areas/north/2019-20/folder")).unwrap();
    fs::remove_file(at("areas/north/2019-20/foreword.md")).unwrap();
    symlink("report.yaml", at("areas/north/2019-20/foreword.md")).unwrap();
    mknodat(CWD, at("areas/south/pipe"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    mknodat(CWD, at("areas/north/2019-20/report.yml"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    let _socket = UnixListener::bind(at("content/socket")).unwrap();
    fs::write(at("areas/south").join(OsStr::from_bytes(b"caf\xe9.md")), "x").unwrap();
    fs::write(at("areas/south/\u{1b}[31m\n.yaml"), "x").unwrap();
    fs::create_dir(at("areas").join(OsStr::from_bytes(b"\xff"))).unwrap();
    fs::write(at("areas").join(OsStr::from_bytes(b"\xff/area.yaml")), "x").unwrap();
    fs::File::create(at("areas/north/2019-20/long.md")).unwrap().set_len((16 << 20) + 1).unwrap();
    let after = found(book.path());
    let link = "this is a link, and links are not followed out of a book";
    let pipe = "this is no file but a pipe, a socket or a device";
    let name = "the name of this file or folder is not UTF-8, or holds signs that nobody can see";
    let expected = [
        format!("F103 areas/north/2019-20/broken.jpg: {link}"),
        format!("F103 areas/north/2019-20/folder: {link}"),
        format!("F103 areas/north/2019-20/foreword.md: {link}"),
        format!("F103 areas/north/2019-20/link.md: {link}"),
        "F103 areas/north/2019-20/long.md: this file is larger than the 16 MiB that a file of a book can have"
            .to_owned(),
        format!("F103 areas/north/2019-20/report.yml: {pipe}"),
        format!("F103 areas/south/caf\u{fffd}.md: {name}"),
        format!("F103 areas/south/pipe: {pipe}"),
        format!("F103 areas/south/\u{fffd}[31m\u{fffd}.yaml: {name}"),
        format!("F103 areas/\u{fffd}: {name}"),
        format!("F103 content/socket: {pipe}"),
    ];
    let mut all: Vec<_> = before.into_iter().chain(expected).collect();
    all.sort_by_key(|line| line.split_once(' ').unwrap().1.to_owned());
    let mut sorted = after.clone();
    sorted.sort_by_key(|line| line.split_once(' ').unwrap().1.to_owned());
    assert_eq!(sorted, all);
}

/// Whole folders: the report or the area is missing, and nothing is said to follow from that.
#[test]
fn a_folder_that_is_a_link_is_one_finding() {
    for (path, base) in
        [("areas/south", "national-sum-ok"), ("areas/south/2019-20", "national-sum-ok"), ("areas/north", "clean")]
    {
        let book = cli::book(base);
        assert_eq!(found(book.path()), [""; 0]);
        let folder = book.path().join(path);
        let away = tempfile::tempdir().unwrap();
        fs::rename(&folder, away.path().join("away")).unwrap();
        symlink(away.path().join("away"), &folder).unwrap();
        let found = found(book.path());
        assert_eq!(found, [format!("F103 {path}: this is a link, and links are not followed out of a book")]);
    }
}

#[test]
fn a_misnamed_book_is_named() {
    let book = cli::book("clean");
    fs::rename(book.path().join("book.toml"), book.path().join("Book.toml.txt")).unwrap();
    let fault = read::book(book.path()).unwrap_err().to_string();
    assert!(fault.ends_with("if `Book.toml.txt` is meant, rename it to `book.toml`"), "{fault}");
}

/// Editors on Windows begin a file with a mark, which no reader sees and a browser takes for text where a page is put together.
#[test]
fn a_mark_at_the_head_of_a_template_is_not_published() {
    let template = format!("\u{feff}{}", include_str!("../../themes/default/templates/cards.html"));
    let faulty = "\u{feff}{% extends \"default/area.html\" %}\n{% block main %}{{ page.titel }}{% endblock main %}\n";
    let folder = "themes/default/templates/";
    let path = |name: &str| format!("{folder}{name}");
    let whole = sites::with("clean", &[(&path("cards.html"), &template)]);
    let site = publish(&whole, TODAY).site.unwrap();
    assert!(site.files().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains('\u{feff}')));
    let sources = sites::with("clean", &[(&path("area.html"), faulty)]);
    let findings = publish(&sources, TODAY).findings;
    assert_eq!(sources.slice(findings[0].span), "titel");
}
