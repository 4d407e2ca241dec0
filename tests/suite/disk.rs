//! Writing is all or nothing and nobody's file is lost: real folders. What the machine does wrong is
//! in `faults.rs` and `stops.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use areabook::shell::write;
use areabook::site::Site;

pub(crate) fn site(files: &[(&str, &str)]) -> Site {
    let mut site = Site::default();
    for (path, text) in files {
        site.add(path, text.as_bytes().to_vec()).unwrap();
    }
    site
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).unwrap()
}

/// The files of a folder with their bytes; empty where there is none.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
    files
}

/// Folders and files beside those of a book, in other capitals or as copies that a program made, hold what somebody wrote.
#[cfg(target_os = "linux")]
#[test]
fn what_is_called_nearly_as_parts_of_a_book_is_told() {
    let book = crate::cli::book("clean");
    for (path, text) in [
        ("Areas/north/2019-20/housing.md", "Words."),
        ("content - Copy/home.md", "Words."),
        ("book (1).toml", "# Synthetic."),
        ("papers/notes.md", "Words."),
        ("areas.md", "Words."),
        ("books.toml", "# Synthetic."),
    ] {
        fs::create_dir_all(book.path().join(path).parent().unwrap()).unwrap();
        fs::write(book.path().join(path), text).unwrap();
    }
    let told = crate::cli::transcript(book.path(), &["check"]);
    for (name, read) in [("Areas", "areas"), ("content - Copy", "content"), ("book (1).toml", "book.toml")] {
        let message = format!("the book looks for `{read}`, and nothing reads what is called `{name}`");
        assert!(told.contains(&message), "{name}: {told}");
        assert!(told.contains(&format!("compare it with `{read}`, put into that what it lacks")), "{told}");
    }
    assert!(told.contains("3 errors"), "{told}");
    fs::rename(book.path().join("areas"), book.path().join("ARCHIVE")).unwrap();
    let told = crate::cli::transcript(book.path(), &["check"]);
    assert!(told.contains("rename it to `areas`"), "{told}");
}

/// A folder with a book in it, and where its site goes.
pub(crate) struct OutputFolder {
    folder: tempfile::TempDir,
    pub(crate) out: PathBuf,
    pub(crate) book: PathBuf,
}

impl OutputFolder {
    pub(crate) fn new() -> OutputFolder {
        let folder = tempfile::tempdir().unwrap();
        let (out, book) = (folder.path().join("site"), folder.path().join("book"));
        fs::create_dir(&book).unwrap();
        OutputFolder { folder, out, book }
    }

    pub(crate) fn join(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn build(&self, site: &Site) -> write::written::Written {
        write::site(site, &self.out, &self.book).unwrap()
    }

    fn refused(&self, site: &Site) -> String {
        let fault = write::site(site, &self.out, &self.book).unwrap_err();
        format!("{fault:#}")
    }

    /// The names in the folder, the book's left out.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "book");
        names.sort();
        names
    }
}

#[test]
fn a_second_build_writes_only_what_changed_and_removes_what_is_gone() {
    let place = OutputFolder::new();
    let first = place.build(&site(&[("index.html", "one"), ("a/index.html", "a"), ("b/index.html", "b")]));
    assert_eq!((first.changed, first.unchanged, first.removed), (3, 0, 0));
    let time = |path: &str| fs::metadata(place.out.join(path)).unwrap().modified().unwrap();
    let before = time("a/index.html");
    let second = place.build(&site(&[("index.html", "two"), ("a/index.html", "a")]));
    assert_eq!((second.changed, second.unchanged, second.removed), (1, 1, 1));
    assert_eq!(second.warnings, [""; 0]);
    assert_eq!(time("a/index.html"), before, "an unchanged file looks new to what copies the site");
    assert_eq!(read(place.out.join("index.html")), "two");
    assert!(!place.out.join("b").exists());
    assert_eq!(place.names(), ["site"]);
}

#[test]
fn a_file_that_somebody_changed_is_refused() {
    let place = OutputFolder::new();
    let (one, two) = (site(&[("a/index.html", "one")]), site(&[("a/index.html", "two")]));
    place.build(&one);
    let page = place.out.join("a/index.html");
    fs::write(&page, "eno").unwrap();
    for site in [&one, &two] {
        let fault = place.refused(site);
        assert!(fault.contains("site/a/index.html was changed after areabook wrote it"), "{fault}");
        assert!(fault.contains("delete this file, or move it elsewhere"), "{fault}");
        assert_eq!(read(&page), "eno");
    }
    fs::remove_file(&page).unwrap();
    symlink(place.join("book"), &page).unwrap();
    assert!(place.refused(&two).contains("was changed"));
    fs::rename(&page, place.join("mine.html")).unwrap();
    place.build(&two);
    assert_eq!(read(&page), "two");
}

#[test]
fn nobodys_file_is_deleted() {
    let place = OutputFolder::new();
    place.build(&site(&[("index.html", "one")]));
    fs::create_dir(place.out.join("mine")).unwrap();
    fs::write(place.out.join("mine/letter.txt"), "dear").unwrap();
    let fault = place.refused(&site(&[("index.html", "two")]));
    assert!(fault.contains("mine/letter.txt"), "{fault}");
    assert_eq!(read(place.out.join("mine/letter.txt")), "dear");
    assert_eq!(read(place.out.join("index.html")), "one");
}

/// What systems leave by themselves is no reason to refuse a folder, is not deleted, and moves on with the site.
#[test]
fn what_systems_leave_in_the_site_stays_there() {
    let place = OutputFolder::new();
    fs::create_dir(&place.out).unwrap();
    fs::write(place.out.join(".DS_Store"), "icons").unwrap();
    place.build(&site(&[("a/index.html", "a"), ("b/index.html", "b"), ("index.html", "one")]));
    for left in ["a/Thumbs.db", "a/._index.html", "b/desktop.ini", "Icon\r", "a/.ds_store"] {
        fs::write(place.out.join(left), left).unwrap();
    }
    for text in ["two", "three"] {
        let written = place.build(&site(&[("a/index.html", text), ("b/index.html", "b"), ("index.html", text)]));
        assert_eq!(written.warnings, [""; 0]);
        assert_eq!(place.names(), ["site"]);
        assert_eq!(read(place.out.join(".DS_Store")), "icons");
        assert_eq!(read(place.out.join("a/Thumbs.db")), "a/Thumbs.db");
        assert_eq!(read(place.out.join("a/index.html")), text);
    }
    // Where a folder is gone, what was left in it is kept beside the site.
    let said = place.build(&site(&[("a/index.html", "four"), ("index.html", "four")])).warnings.join("\n");
    assert!(said.contains("b/desktop.ini"), "{said}");
    assert_eq!(read(place.join("site-kept/b/desktop.ini")), "b/desktop.ini");
    assert!(!place.out.join("b").exists());
    // A file by such a name with a link or a folder in its place is somebody's.
    fs::create_dir(place.out.join("a/desktop.ini")).unwrap();
    fs::write(place.out.join("a/desktop.ini/letter.txt"), "dear").unwrap();
    assert!(place.refused(&site(&[("index.html", "five")])).contains("letter.txt"));
    for near in ["thumbs.db.html", "DS_Store", "desktop.ini.txt"] {
        fs::remove_dir_all(place.out.join("a")).unwrap();
        fs::create_dir(place.out.join("a")).unwrap();
        fs::write(place.out.join("a").join(near), "mine").unwrap();
        assert!(place.refused(&site(&[("index.html", "five")])).contains(near));
    }
}

/// A person who is told to move a letter away is not told next to remove the folder that it was in.
#[test]
fn folders_without_files_go_with_the_old_site() {
    let place = OutputFolder::new();
    fs::create_dir(&place.out).unwrap();
    place.build(&site(&[("index.html", "one")]));
    fs::create_dir_all(place.out.join("mine/deep")).unwrap();
    let written = place.build(&site(&[("index.html", "two")]));
    assert_eq!(written.warnings, [""; 0]);
    assert!(!place.out.join("mine").exists());
}

#[test]
fn a_list_that_areabook_did_not_write_gives_no_right_to_delete() {
    let place = OutputFolder::new();
    let pages = site(&[("index.html", "one")]);
    place.build(&pages);
    let list = read(place.out.join(".areabook"));
    let (head, files) = list.split_once('\n').unwrap();
    for forged in [
        String::new(),
        format!("A list\n{files}"),
        format!("{head} \n{files}"),
        format!("{head}\n{files}letter.txt\n"),
        format!("{head}\n{}", files.replace("index.html", "../book/book.toml")),
    ] {
        fs::write(place.out.join(".areabook"), &forged).unwrap();
        let fault = place.refused(&pages);
        assert!(fault.contains(".areabook is not the list that areabook writes"), "{forged}: {fault}");
        assert_eq!(read(place.out.join("index.html")), "one");
    }
    fs::remove_file(place.out.join(".areabook")).unwrap();
    let fault = place.refused(&pages);
    assert!(fault.contains("`index.html`, which areabook did not write"), "{fault}");
}

/// What a person does between the check of the old site and the one step that puts the new one in its place.
#[test]
fn a_file_that_turns_up_meanwhile_is_kept() {
    let place = OutputFolder::new();
    let pages = [site(&[("index.html", "one"), ("a/b.html", "b")]), site(&[("index.html", "two")])];
    place.build(&pages[0]);
    for (round, kept) in ["site-kept", "site-kept-2"].into_iter().enumerate() {
        let staged = write::stage(&pages[1 - round], &place.out, &place.book).unwrap();
        fs::create_dir_all(place.out.join("mine/empty")).unwrap();
        fs::write(place.out.join("mine/letter.txt"), "dear").unwrap();
        fs::write(place.out.join("index.html"), "changed").unwrap();
        let written = staged.publish().unwrap();
        assert_eq!(read(place.out.join("index.html")), ["two", "one"][round]);
        assert!(!place.out.join("mine").exists());
        let warning = written.warnings.join("\n");
        assert!(warning.contains("index.html, mine/letter.txt") && warning.contains(kept), "{warning}");
        assert_eq!(read(place.join(kept).join("mine/letter.txt")), "dear");
        assert_eq!(read(place.join(kept).join("index.html")), "changed");
        assert!(!place.join(kept).join("a").exists(), "what areabook wrote is not kept");
    }
    assert_eq!(place.build(&pages[0]).warnings, [""; 0]);
    assert_eq!(place.names(), ["site", "site-kept", "site-kept-2"]);
}

/// A file that is the same in both sites is linked: a change to the one must not be published with the other.
#[test]
fn a_change_to_an_unchanged_page_meanwhile_is_not_published() {
    let place = OutputFolder::new();
    place.build(&site(&[("index.html", "one"), ("a.html", "a")]));
    let pages = site(&[("index.html", "two"), ("a.html", "a")]);
    let staged = write::stage(&pages, &place.out, &place.book).unwrap();
    fs::write(place.out.join("a.html"), "mine").unwrap();
    let fault = staged.publish().unwrap_err().to_string();
    assert!(fault.contains("site/a.html was changed"), "{fault}");
    assert_eq!((read(place.out.join("a.html")), read(place.out.join("index.html"))), ("mine".into(), "one".into()));
    assert_eq!(place.names(), ["site"]);
}

#[test]
fn what_takes_the_place_of_the_site_meanwhile_is_kept() {
    let place = OutputFolder::new();
    let pages = site(&[("index.html", "one")]);
    let staged = write::stage(&pages, &place.out, &place.book).unwrap();
    fs::create_dir(&place.out).unwrap();
    fs::write(place.out.join("letter.txt"), "dear").unwrap();
    assert!(staged.publish().unwrap().warnings[0].contains("letter.txt"));
    assert_eq!(read(place.join("site-kept/letter.txt")), "dear");
    let staged = write::stage(&pages, &place.out, &place.book).unwrap();
    fs::remove_dir_all(&place.out).unwrap();
    fs::write(&place.out, "dear").unwrap();
    assert!(staged.publish().unwrap().warnings[0].contains("site-kept-2"));
    assert_eq!(read(place.join("site-kept-2")), "dear");
    assert_eq!(read(place.out.join("index.html")), "one");
    assert_eq!(place.names(), ["site", "site-kept", "site-kept-2"]);
}

#[test]
fn a_staged_site_that_is_not_published_leaves_nothing() {
    let place = OutputFolder::new();
    let pages = site(&[("a/index.html", "one"), ("index.html", "one")]);
    drop(write::stage(&pages, &place.join("new/deep/site"), &place.book).unwrap());
    assert_eq!(place.names(), [""; 0]);
    place.build(&pages);
    drop(write::stage(&site(&[("index.html", "two")]), &place.out, &place.book).unwrap());
    assert_eq!(place.names(), ["site"]);
    assert_eq!(read(place.out.join("index.html")), "one");
    assert_eq!(place.build(&pages).unchanged, 2);
}

#[test]
fn two_builds_wait_for_each_other() {
    let place = OutputFolder::new();
    let pages = [site(&[("index.html", "one")]), site(&[("index.html", "two")])];
    let staged = write::stage(&pages[0], &place.out, &place.book).unwrap();
    std::thread::scope(|scope| {
        let second = scope.spawn(|| place.build(&pages[1]));
        std::thread::sleep(std::time::Duration::from_millis(50));
        assert!(!second.is_finished());
        staged.publish().unwrap();
        assert_eq!(second.join().unwrap().changed, 1);
    });
    assert_eq!(read(place.out.join("index.html")), "two");
}

#[test]
fn the_books_own_folders_files_and_links_are_refused() {
    let place = OutputFolder::new();
    fs::create_dir(place.book.join("areas")).unwrap();
    fs::create_dir(place.join("elsewhere")).unwrap();
    fs::write(place.join("file"), "mine").unwrap();
    symlink(place.join("elsewhere"), place.join("link")).unwrap();
    symlink(place.join("nowhere"), place.join("loose")).unwrap();
    let pages = site(&[("index.html", "one")]);
    for (out, because) in [
        (place.book.clone(), "holds the book"),
        (place.join(""), "holds the book"),
        ("/".into(), "holds the book"),
        (place.book.join("../book"), "holds the book"),
        (place.book.join("areas"), "folder `areas`"),
        (place.book.join("areas/x"), "folder `areas`"),
        (place.book.join("Areas"), "folder `areas`"),
        (place.book.join("content/x"), "folder `content`"),
        (place.book.join("themes"), "folder `themes`"),
        (place.book.join("x/../areas"), "write the path without `..`"),
        (place.join("link"), "is a link"),
        (place.join("loose"), "is a link"),
        (place.join("file"), "file is a file"),
        (place.join("file/deep"), "file is a file"),
        ("/dev/full".into(), "/dev/full is a file"),
    ] {
        let fault = write::site(&pages, &out, &place.book).unwrap_err().to_string();
        assert!(fault.contains(because), "{}: {fault}", out.display());
    }
    assert!(fs::read_dir(place.join("elsewhere")).unwrap().next().is_none());
    assert!(fs::read_dir(place.book.join("areas")).unwrap().next().is_none());
    assert_eq!(read(place.join("file")), "mine");
    for folder in ["site", "src", "tests/out", "areas-2014"] {
        write::site(&pages, &place.book.join(folder), &place.book).unwrap();
    }
}

/// What a run leaves that is killed while it writes: the whole list, under its unfinished name, and files cut off.
#[test]
fn what_a_killed_run_left_is_cleared() {
    let place = OutputFolder::new();
    let pages = site(&[("a/index.html", "one"), ("index.html", "one")]);
    place.build(&pages);
    let list = read(place.out.join(".areabook"));
    let staging = place.join(".site.areabook-new");
    fs::create_dir_all(staging.join("a")).unwrap();
    fs::write(staging.join(".areabook-unfinished"), &list).unwrap();
    fs::write(staging.join("a/index.html"), "o").unwrap();
    assert_eq!(place.build(&pages).warnings, [""; 0]);
    assert_eq!(place.names(), ["site"]);
    for cut in [0, 7, list.len() - 9] {
        fs::create_dir(&staging).unwrap();
        fs::write(staging.join(".areabook-unfinished"), &list[..cut]).unwrap();
        assert_eq!(place.build(&pages).warnings, [""; 0]);
        assert_eq!(place.names(), ["site"]);
    }
    fs::create_dir(&staging).unwrap();
    fs::write(staging.join(".areabook-unfinished"), &list).unwrap();
    fs::write(staging.join("letter.txt"), "dear").unwrap();
    assert!(place.build(&pages).warnings[0].contains("letter.txt"));
    assert_eq!(read(place.join("site-kept/letter.txt")), "dear");
}

/// What a run leaves that is killed while it removes the old site: a file that somebody changed is still theirs.
#[test]
fn an_old_site_half_removed_is_cleared() {
    let place = OutputFolder::new();
    place.build(&site(&[("a.html", "a"), ("b.html", "b"), ("c.html", "c")]));
    fs::rename(&place.out, place.join(".site.areabook-new")).unwrap();
    place.build(&site(&[("index.html", "one")]));
    assert_eq!(place.names(), ["site"]);
    fs::rename(&place.out, place.join(".site.areabook-new")).unwrap();
    fs::write(place.join(".site.areabook-new/index.html"), "mine").unwrap();
    assert!(place.build(&site(&[("index.html", "two")])).warnings[0].contains("index.html"));
    assert_eq!(read(place.join("site-kept/index.html")), "mine");
}

#[test]
fn a_killed_run_that_moved_the_old_site_aside_is_undone() {
    let place = OutputFolder::new();
    place.build(&site(&[("index.html", "one"), ("old.html", "old")]));
    fs::rename(&place.out, place.join(".site.areabook-old")).unwrap();
    let written = place.build(&site(&[("index.html", "one")]));
    assert_eq!((written.unchanged, written.removed), (1, 1));
    assert_eq!(place.names(), ["site"]);
}

#[test]
fn what_is_in_the_way_is_left_alone() {
    for name in [".site.areabook-new", ".site.areabook-old"] {
        let place = OutputFolder::new();
        let pages = site(&[("index.html", "one")]);
        fs::create_dir(place.join(name)).unwrap();
        fs::write(place.join(name).join("letter.txt"), "dear").unwrap();
        assert!(place.refused(&pages).contains("move it elsewhere"));
        assert_eq!(read(place.join(name).join("letter.txt")), "dear");
        fs::rename(place.join(name), place.join("mine")).unwrap();
        symlink(place.join("mine"), place.join(name)).unwrap();
        assert!(place.refused(&pages).contains("move it elsewhere"));
        assert_eq!(place.names(), [name, "mine"]);
        fs::remove_file(place.join("mine/letter.txt")).unwrap();
        write::site(&pages, &place.join("mine"), &place.book).unwrap();
        assert!(place.refused(&pages).contains("move it elsewhere"), "a link to another site");
        assert!(place.join("mine/index.html").is_file());
    }
}

#[test]
fn a_file_that_a_web_server_cannot_read_is_made_readable() {
    let place = OutputFolder::new();
    let pages = site(&[("index.html", "one")]);
    place.build(&pages);
    let page = place.out.join("index.html");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(place.build(&pages).unchanged, 1);
    assert_eq!(fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o644);
}

#[test]
fn paths_that_hide_or_leave_or_that_no_disk_holds_are_refused() {
    let mut site = Site::default();
    site.add("areas/north/index.html", Vec::new()).unwrap();
    for path in ["areas/North/index.html", "areas/north", "Areas", "areas/north/index.html/x"] {
        assert!(site.add(path, Vec::new()).is_err(), "{path:?} hides another");
    }
    for path in ["../x", "/x", "a//b", "a/.hidden", "a b", "x\0", "", "a/./b", "caf\u{e9}", "cafe\u{301}", "a."] {
        assert!(site.add(path, Vec::new()).is_err(), "{path:?} was taken");
    }
    for device in ["con", "PRN", "Aux.html", "nul.tar.gz", "areas/com1/index.html", "areas/x/LPT9.csv", "con/x"] {
        assert!(site.add(device, Vec::new()).is_err(), "{device:?} was taken");
    }
    for path in ["console", "com0", "com10", "lpt", "areas/con-way", "auxiliary.html"] {
        site.add(path, Vec::new()).unwrap();
    }
}
