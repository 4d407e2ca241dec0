//! Writing is all or nothing: real folders, real faults.

use std::fs;
use std::path::Path;

use areabook::site::Site;
use areabook::write;

fn site(files: &[(&str, &str)]) -> Site {
    let mut site = Site::default();
    for (path, text) in files {
        site.add(path, text.as_bytes().to_vec()).unwrap();
    }
    site
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

/// A folder with a book in it.
fn book() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("book")).unwrap();
    folder
}

#[test]
fn a_second_build_writes_only_what_changed_and_removes_what_is_gone() {
    let folder = book();
    let (out, book) = (folder.path().join("site"), folder.path().join("book"));
    let first = write::site(&site(&[("index.html", "one"), ("a/index.html", "a"), ("b/index.html", "b")]), &out, &book)
        .unwrap();
    assert_eq!((first.changed, first.unchanged, first.removed), (3, 0, 0));
    let second = write::site(&site(&[("index.html", "two"), ("a/index.html", "a")]), &out, &book).unwrap();
    assert_eq!((second.changed, second.unchanged, second.removed), (1, 1, 1));
    assert_eq!(read(out.join("index.html")), "two");
    assert!(!out.join("b").exists());
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "something was left beside the site: {names:?}");
}

#[test]
fn a_file_that_somebody_changed_is_written_again() {
    let folder = book();
    let (out, book) = (folder.path().join("site"), folder.path().join("book"));
    let pages = site(&[("index.html", "one")]);
    write::site(&pages, &out, &book).unwrap();
    fs::write(out.join("index.html"), "eno").unwrap();
    write::site(&pages, &out, &book).unwrap();
    assert_eq!(read(out.join("index.html")), "one");
}

#[test]
fn nobodys_file_is_deleted() {
    let folder = book();
    let (out, book) = (folder.path().join("site"), folder.path().join("book"));
    let pages = site(&[("index.html", "one")]);
    write::site(&pages, &out, &book).unwrap();
    fs::create_dir(out.join("mine")).unwrap();
    fs::write(out.join("mine/letter.txt"), "dear").unwrap();
    let fault = write::site(&site(&[("index.html", "two")]), &out, &book).unwrap_err();
    assert!(fault.to_string().contains("mine/letter.txt"), "{fault}");
    assert_eq!(read(out.join("mine/letter.txt")), "dear");
    assert_eq!(read(out.join("index.html")), "one");
}

#[test]
fn the_books_own_folders_and_links_are_refused() {
    let folder = book();
    let book = folder.path().join("book");
    fs::create_dir(book.join("areas")).unwrap();
    fs::create_dir(folder.path().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), folder.path().join("link")).unwrap();
    let pages = site(&[("index.html", "one")]);
    for out in [
        book.clone(),
        folder.path().to_path_buf(),
        "/".into(),
        book.join("areas"),
        book.join("areas/x"),
        book.join("../book"),
        folder.path().join("link"),
    ] {
        assert!(write::site(&pages, &out, &book).is_err(), "{} was taken", out.display());
    }
    assert!(fs::read_dir(folder.path().join("elsewhere")).unwrap().next().is_none());
    write::site(&pages, &book.join("site"), &book).unwrap();
}

#[test]
fn what_a_killed_run_left_is_cleared() {
    let folder = book();
    let (out, book) = (folder.path().join("site"), folder.path().join("book"));
    write::site(&site(&[("index.html", "one")]), &out, &book).unwrap();
    let staging = folder.path().join(".site.areabook-new");
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join(".areabook"), "half").unwrap();
    fs::write(staging.join("index.html"), "half").unwrap();
    write::site(&site(&[("index.html", "two")]), &out, &book).unwrap();
    assert_eq!(read(out.join("index.html")), "two");
    assert!(!staging.exists());
}

#[test]
fn a_killed_run_that_moved_the_old_site_aside_is_undone() {
    let folder = book();
    let (out, book) = (folder.path().join("site"), folder.path().join("book"));
    write::site(&site(&[("index.html", "one"), ("old.html", "old")]), &out, &book).unwrap();
    fs::rename(&out, folder.path().join(".site.areabook-old")).unwrap();
    let written = write::site(&site(&[("index.html", "one")]), &out, &book).unwrap();
    assert_eq!((written.unchanged, written.removed), (1, 1));
}

#[test]
fn a_folder_in_the_way_of_staging_is_left_alone() {
    let folder = book();
    let (out, book) = (folder.path().join("site"), folder.path().join("book"));
    let staging = folder.path().join(".site.areabook-new");
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join("letter.txt"), "dear").unwrap();
    assert!(write::site(&site(&[("index.html", "one")]), &out, &book).is_err());
    assert_eq!(read(staging.join("letter.txt")), "dear");
}

#[test]
fn paths_that_hide_or_leave_are_refused() {
    let mut site = Site::default();
    site.add("areas/north/index.html", Vec::new()).unwrap();
    for path in ["areas/North/index.html", "../x", "/x", "a//b", "a/.hidden", "a b", "x\0", "", "a/./b", "con\u{e9}"] {
        assert!(site.add(path, Vec::new()).is_err(), "{path:?} was taken");
    }
}
