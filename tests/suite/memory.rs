//! Builds that remember the last one: the same words and the same bytes, whatever is remembered.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::cli;
use crate::disk::files;

/// A book on disk, with a cache folder of its own.
struct Place {
    book: tempfile::TempDir,
    cache: tempfile::TempDir,
}

/// What a build printed, and the site.
#[derive(Debug, PartialEq)]
struct Built {
    text: String,
    site: BTreeMap<String, Vec<u8>>,
}

impl Place {
    fn new(name: &str) -> Place {
        Place { book: cli::book(name), cache: tempfile::tempdir().unwrap() }
    }

    fn site(&self) -> PathBuf {
        self.book.path().join("site")
    }

    fn build(&self, arguments: &[&str]) -> Built {
        let mut command = crate::areabook();
        command.arg("build").args(arguments).current_dir(self.book.path());
        let output = command.env("XDG_CACHE_HOME", self.cache.path()).output().unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        Built { text, site: files(&self.site()) }
    }

    /// The site's folder, which is another one after every build that makes a site.
    fn folder(&self) -> u64 {
        fs::metadata(self.site()).unwrap().ino()
    }

    /// Whether a build takes the site that stands for the one that it would make.
    fn is_remembered(&self, arguments: &[&str]) -> bool {
        let before = self.folder();
        self.build(arguments);
        self.folder() == before
    }

    fn remembered(&self) -> PathBuf {
        let mut files =
            fs::read_dir(self.cache.path().join("areabook/builds")).unwrap().map(|entry| entry.unwrap().path());
        let file = files.next().unwrap();
        assert!(files.next().is_none(), "one site, one file");
        file
    }

    fn edit(&self, path: &str, edit: impl Fn(&str) -> String) {
        let path = self.book.path().join(path);
        fs::write(&path, edit(&fs::read_to_string(&path).unwrap())).unwrap();
    }
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_build_of_the_same_files_says_the_same_and_leaves_the_site_alone() {
    let place = Place::new("repeated-narrative");
    let first = place.build(&[]);
    assert!(first.text.contains("L201") && first.text.contains(" 0 unchanged"), "{}", first.text);
    let folder = place.folder();
    let again = place.build(&[]);
    assert_eq!(place.folder(), folder);
    let made = place.build(&["--no-cache"]);
    assert_ne!(place.folder(), folder);
    assert_eq!(again, made, "the same words and the same site, remembered or made");
    assert!(again.text.contains("(0 files changed, "), "{}", again.text);
    assert_eq!(again.site, first.site);
    let file = place.remembered();
    assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o600, 0o700), "findings are for who builds only");
}

#[test]
fn whatever_is_other_is_made_anew() {
    let place = Place::new("clean");
    place.build(&[]);
    assert!(place.is_remembered(&[]));
    assert!(!place.is_remembered(&["--now", "2031-01-01"]), "another day");
    assert!(!place.is_remembered(&[]), "back on this day");
    assert!(!place.is_remembered(&["--format", "json"]), "other words");
    assert!(place.is_remembered(&["--format", "json"]));
    let title = "title = \"";
    place.edit("book.toml", |text| text.replacen(title, "title = \"New ", 1));
    assert!(!place.is_remembered(&[]), "another byte");
    assert!(place.is_remembered(&[]));
    place.edit("book.toml", |text| text.replacen("title = \"New ", title, 1));
    assert!(!place.is_remembered(&[]), "only the last build counts");
    fs::create_dir_all(place.book.path().join("themes/default/assets")).unwrap();
    assert!(place.is_remembered(&[]), "a folder without files");
    fs::write(place.book.path().join("themes/default/assets/more.txt"), "").unwrap();
    assert!(!place.is_remembered(&[]), "another file");
    fs::remove_dir_all(place.site()).unwrap();
    assert_eq!(place.build(&[]).site, place.build(&["--no-cache"]).site, "a site that is gone is made");
}

#[test]
fn a_site_that_somebody_changed_is_refused_as_ever() {
    let place = Place::new("clean");
    place.build(&[]);
    fs::write(place.site().join("index.html"), "mine").unwrap();
    let refused = place.build(&[]);
    assert!(refused.text.contains("index.html was changed after areabook wrote it"), "{}", refused.text);
    fs::remove_file(place.site().join("index.html")).unwrap();
    assert!(place.build(&[]).site.contains_key("index.html"));
    fs::write(place.site().join("letter.txt"), "dear").unwrap();
    assert!(place.build(&[]).text.contains("which areabook did not write"));
}

#[test]
fn a_memory_that_cannot_be_used_does_no_harm() {
    let place = Place::new("repeated-narrative");
    place.build(&[]);
    let made = place.build(&["--no-cache"]);
    let whole = fs::read_to_string(place.remembered()).unwrap();
    for length in (0..whole.len()).filter(|length| whole.is_char_boundary(*length)).step_by(29) {
        fs::write(place.remembered(), &whole[..length]).unwrap();
        assert_eq!(place.build(&[]), made, "{length} of {} bytes", whole.len());
    }
    fs::write(place.remembered(), [0xff, 0xfe]).unwrap();
    assert_eq!(place.build(&[]), made);
    fs::remove_dir_all(place.cache.path()).unwrap();
    fs::write(place.cache.path(), "no folder").unwrap();
    assert_eq!(place.build(&[]), made);
    fs::remove_file(place.cache.path()).unwrap();
}

#[test]
fn a_site_that_a_web_server_cannot_read_is_made_anew() {
    let place = Place::new("clean");
    place.build(&[]);
    let page = place.site().join("index.html");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(!place.is_remembered(&[]));
    assert_eq!(mode(&page), 0o644);
    fs::create_dir(place.site().join("empty")).unwrap();
    assert!(!place.is_remembered(&[]));
    assert!(place.is_remembered(&[]));
}

#[test]
fn what_others_keep_beside_memories_stays() {
    let place = Place::new("clean");
    let folder = place.cache.path().join("areabook/builds");
    fs::create_dir_all(folder.join("folder")).unwrap();
    fs::write(folder.join("letter.txt"), "dear").unwrap();
    for number in 0..70 {
        fs::write(folder.join(format!("{number:032x}")), "an old memory").unwrap();
    }
    place.build(&[]);
    let mut left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left.len(), 3, "{left:?}");
    assert!(left.contains(&"letter.txt".into()) && left.contains(&"folder".into()));
    assert!(place.is_remembered(&[]));
}
