//! Each folder of `tests/sites` is one test: a small book, laid over `_base`, with the findings and pages it must give.
//!
//! `UPDATE=1 cargo test` writes what came out; read `git diff` before you commit it. Pages are compared where the
//! folder has an `expected/pages/`, other files of a site where that has them. A file named in `expected/without.txt` is taken out of the base; one
//! named in `expected/with.txt` is taken from the sample book. `team` in `expected/readers.txt` asks for the site with drafts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{LazyLock, OnceLock};

use areabook::publish::publication::Publication;
use areabook::publish::released::{Occasion, Readers};
use areabook::publish::{examine, publish};
use areabook::shell::findings::human;
use areabook::source::{SourceFile, Sources, Span};

use crate::golden::{self, Golden};
use crate::{TODAY, project};

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    if !folder.exists() {
        return files;
    }
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let inside = entry.path().strip_prefix(folder).unwrap();
            let path = inside.iter().map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/");
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
    files
}

/// The sources of a mini-site: the base with the site's own files over it.
pub(crate) fn sources(name: &str) -> Sources {
    let sites = project().join("tests/sites");
    let mut all = files(&sites.join("_base"));
    let own = files(&sites.join(name));
    if let Some(without) = own.get("expected/without.txt") {
        let without = String::from_utf8(without.clone()).unwrap();
        for path in without.lines() {
            assert!(all.remove(path).is_some(), "{name}: `{path}` is not in the base");
        }
    }
    if let Some(with) = own.get("expected/with.txt") {
        for path in String::from_utf8(with.clone()).unwrap().lines() {
            all.insert(path.to_owned(), fs::read(project().join(path)).unwrap());
        }
    }
    all.extend(own.into_iter().filter(|(path, _)| !path.starts_with("expected/")));
    Sources::new(all.into_iter().map(|(path, bytes)| SourceFile { path, bytes }))
}

pub(crate) fn names() -> Vec<String> {
    let sites = project().join("tests/sites");
    let mut names: Vec<_> =
        fs::read_dir(sites).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "_base");
    names.sort();
    names
}

/// The sources of a mini-site with some files replaced or added.
pub(crate) fn with(name: &str, files: &[(&str, &str)]) -> Sources {
    let paths: Vec<_> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
    let file = |(path, text): &(&str, &str)| SourceFile { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() };
    sources(name).with(&paths, files.iter().map(file).collect())
}

/// A file of a book as text.
pub(crate) fn text(sources: &Sources, path: &str) -> String {
    sources.text(sources.find(path).unwrap()).unwrap().to_owned()
}

/// A mini-site, and what is published of it.
pub(crate) struct MiniSite {
    pub(crate) name: &'static str,
    pub(crate) sources: Sources,
    pub(crate) publication: Publication,
}

impl MiniSite {
    pub(crate) fn page(&self, path: &str) -> &'static str {
        let site = site(self.name).publication.site.as_ref().unwrap();
        let bytes = site.get(path).unwrap_or_else(|| panic!("{} has no page {path}", self.name));
        std::str::from_utf8(bytes).unwrap()
    }
}

/// For whom a mini-site is made: for everybody, or, where its `expected/readers.txt` says `team`, for those who write it.
fn occasion(name: &str) -> Occasion {
    let readers = project().join("tests/sites").join(name).join("expected/readers.txt");
    let is_for_team = fs::read_to_string(readers).is_ok_and(|readers| readers.trim() == "team");
    Occasion::new(TODAY, if is_for_team { Readers::Team } else { Readers::Public })
}

/// A mini-site. It is published once for all tests.
pub(crate) fn site(name: &str) -> &'static MiniSite {
    static SITES: LazyLock<BTreeMap<String, OnceLock<MiniSite>>> =
        LazyLock::new(|| names().into_iter().map(|name| (name, OnceLock::new())).collect());
    let (name, site) = SITES.get_key_value(name).unwrap_or_else(|| panic!("there is no mini-site {name}"));
    site.get_or_init(|| {
        let sources = sources(name);
        let publication = publish(&sources, occasion(name));
        MiniSite { name, sources, publication }
    })
}

/// Every mini-site.
pub(crate) fn all() -> impl Iterator<Item = &'static MiniSite> {
    names().into_iter().map(|name| site(&name))
}

/// The name of the style sheet without its hash, so that a change of style does not change every expected page.
fn without_hash(html: &[u8]) -> String {
    let html = String::from_utf8(html.to_vec()).unwrap();
    let Some((before, rest)) = html.split_once("assets/style.") else { return html };
    let (_, after) = rest.split_once(".css").unwrap();
    format!("{before}assets/style.css{after}")
}

fn outcome(MiniSite { name, sources, publication }: &MiniSite) -> golden::Files {
    let expected = project().join("tests/sites").join(name).join("expected/pages");
    let findings = anstream::adapter::strip_str(&human::text(sources, publication)).to_string();
    let mut outcome = BTreeMap::new();
    outcome.insert("findings.txt".to_owned(), format!("{findings}{}\n", human::summary(publication)));
    let site = publication.site.as_ref().filter(|_| !publication.has_errors());
    for (path, bytes) in site.into_iter().flat_map(|site| site.files()) {
        if path.ends_with(".html") || expected.join(path).exists() {
            outcome.insert(format!("pages/{path}"), without_hash(bytes));
        }
    }
    outcome
}

#[test]
fn every_mini_site_gives_what_it_must() {
    let mut golden = Golden::default();
    assert!(names().len() > 10, "the mini-sites were not found");
    for site in all() {
        let folder = format!("tests/sites/{}/expected", site.name);
        let mut got = outcome(site);
        if !project().join(&folder).join("pages").is_dir() {
            got.retain(|path, _| !path.starts_with("pages/"));
        }
        golden.folder(&folder, &got, &["readers.txt", "with.txt", "without.txt"]);
    }
    golden.end();
}

#[test]
fn a_check_finds_what_a_build_finds() {
    fn told(publication: &Publication) -> Vec<(&str, Span, &str)> {
        let findings = publication.findings.iter();
        findings.map(|finding| (finding.rule.code, finding.span, finding.message.as_str())).collect()
    }
    for MiniSite { name, sources, publication } in all() {
        assert_eq!(told(&examine(sources, occasion(name))), told(publication), "{name}");
    }
}

#[test]
fn reports_are_signed_where_the_book_says() {
    for (page, offices) in [("areas/north/2019-20/index.html", 3), ("national/2019-20/index.html", 1)] {
        let page = site("other-authorities").page(page);
        let (before, approval) = page.split_once("<h2 id=\"approval\">Approval</h2>").unwrap();
        assert_eq!(approval.matches("class=\"role\"").count(), offices, "{approval}");
        assert!(!before.contains("class=\"role\"") && !page.contains("id=\"signatories\""));
    }
}

/// In the order of the book, with its words; one that is the area's name says nothing.
#[test]
fn an_area_has_the_fields_that_the_book_declares() {
    let facts = |area: &str| {
        let page = site("other-authorities").page(&format!("areas/{area}/index.html"));
        let facts = page.split("<dl class=\"facts\">").nth(1).unwrap().split("</dl>").next().unwrap();
        facts.trim().replace("\n", "")
    };
    let fact = |name: &str, value: &str| format!("<div><dt>{name}</dt><dd>{value}</dd></div>");
    let of_north = [
        fact("Region", "Top"),
        fact("Name in Welsh", "Gogledd"),
        fact("Brigade until 2009", "Northern and Lakes"),
        fact("Code", "X01"),
    ];
    assert_eq!(facts("north"), of_north.concat());
    assert_eq!(facts("south"), fact("Region", "Bottom"));
}

#[test]
fn a_report_without_a_foreword_is_signed_all_the_same() {
    let page = site("signed-without-a-foreword").page("areas/north/2019-20/index.html");
    let (_, signed) = page.split_once("<h2 id=\"signatories\">Signed by</h2>").unwrap();
    let signed = signed.split_once("</section>").unwrap().0;
    assert_eq!(signed.matches("class=\"role\"").count(), 3, "{signed}");
    assert!(page.contains("<a href=\"#signatories\">Signed by</a>"));
}

#[test]
fn no_page_has_an_id_twice() {
    let mut faults = Vec::new();
    for site in all().filter(|site| !site.publication.has_errors()) {
        for (path, bytes) in site.publication.site.iter().flat_map(areabook::site::Site::files) {
            let html = std::str::from_utf8(bytes).unwrap_or_default();
            let ids = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let mut seen = BTreeSet::new();
            let twice = ids.filter(|id| path.ends_with(".html") && !seen.insert(*id));
            faults.extend(twice.map(|id| format!("{}: {path} has `{id}` twice", site.name)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
