//! What a preview answers while a book is edited: pages that are held stay held, pages that are broken stay in sight.

use std::collections::BTreeMap;
use std::sync::Arc;

use areabook::publish::draft::Draft;
use areabook::publish::released::{Occasion, Readers};
use areabook::render::addresses::Addresses;
use areabook::render::topic::Topic;
use areabook::shell::serve::pages::{self, Answer, EarlierPages, PreviewPages, Served};
use areabook::source::{SourceFile, Sources};

use crate::{TODAY, sites};

const PAGE: &str = "areas/north/2019-20/index.html";
const REPORT: &str = "areas/north/2019-20/report.yaml";
const RETURN: &str = "areas/north/2019-20/statistics.yaml";

/// A mini-site with some files written anew; what holds nothing is not there.
fn edited(site: &str, files: &[(&str, &str)]) -> Sources {
    let paths: Vec<_> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
    let there = files.iter().filter(|(_, text)| !text.is_empty());
    let file = |(path, text): &(&str, &str)| SourceFile { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() };
    sites::sources(site).with(&paths, there.map(file).collect())
}

/// The draft of a book, and the one after an edit.
fn drafts(site: &str, files: &[(&str, &str)]) -> (Draft, Draft) {
    let before = Draft::default().update(sites::sources(site), TODAY);
    let now = before.update(edited(site, files), TODAY);
    (before, now)
}

fn addresses(draft: &Draft) -> Arc<Addresses> {
    Arc::clone(&draft.edition(&Arc::default()).unwrap().addresses)
}

/// The pages of a draft that the one after it lacks because something is broken.
fn missing(before: &Draft, now: &Draft) -> BTreeMap<String, Topic> {
    pages::missing(addresses(before).with_topics(), now, &addresses(now))
}

fn answer(served: Served<'_>, path: &str) -> (Answer, String) {
    let edition = served.shown.edition(&Arc::default());
    let answer = PreviewPages::new(served, edition).answer(path);
    let body = String::from_utf8_lossy(&answer.body).into_owned();
    (answer, body)
}

fn served(draft: &Draft) -> Served<'_> {
    Served { latest: draft, shown: draft, older: None, earlier: &[], fault: None }
}

#[test]
fn the_page_of_a_broken_return_stays() {
    let (before, now) = drafts("clean", &[("areas/north/area.yaml", "area: north\nname: [")]);
    assert!(!missing(&before, &now).contains_key(PAGE), "an area is there whatever its file says");
    let (before, now) = drafts("clean", &[(RETURN, "people: [")]);
    let missing = missing(&before, &now);
    assert!(missing.contains_key(PAGE), "the return cannot be read, and its report with it: {missing:?}");
    let earlier = [EarlierPages { draft: Arc::new(before), addresses: missing }];
    for path in ["/areas/north/2019-20/", "/areas/north/2019-20"] {
        let (answer, body) = answer(Served { earlier: &earlier, ..served(&now) }, path);
        let is_there = body.contains("This is the last page that could be made") || answer.kind == format!("{path}/");
        assert!(is_there, "{path}: {answer:?}");
    }
}

/// A preview that shows drafts says how far each report has come, with findings that no build would pass; one of the public site does not.
#[test]
fn how_far_reports_have_come_is_a_page() {
    const PAGE: &str = "/status/2019-20/";
    let before = Draft::default().update(sites::sources("total"), Occasion::new(TODAY, Readers::Writer));
    let (page, body) = answer(served(&before), PAGE);
    assert!(page.status == 200 && body.contains("1 error") && body.contains("1 with errors"), "{body}");
    assert!(answer(served(&before), "/").1.contains("href=\"/status/2019-20/index.html\""));
    let after = before.update(sites::sources("clean"), Occasion::new(TODAY, Readers::Writer));
    let (other, body) = answer(served(&after), PAGE);
    assert!(other.version != page.version && !body.contains("error"), "{body}");
    let public = before.update(sites::sources("total"), TODAY);
    let (page, body) = answer(served(&public), PAGE);
    assert!(page.status == 404 && !body.contains("have come"), "{body}");
}

#[test]
fn what_is_held_is_in_no_preview() {
    let draft = Draft::default().update(sites::sources("an-embargo-leaves-no-trace"), TODAY);
    let held = |address: &str| address.starts_with("areas/south/2019-20/");
    assert!(!addresses(&draft).iter().any(held));
    let (answer, body) = answer(served(&draft), "/areas/south/2019-20/");
    assert!(answer.status == 404 && !body.contains("2417"), "{body}");
    let later = draft.update(sites::sources("an-embargo-leaves-no-trace"), jiff::civil::date(2026, 1, 3));
    assert!(addresses(&later).iter().any(held));
}

/// A page that an author takes away, or that is held from now on, must not stay because something else is wrong.
#[test]
fn a_page_that_goes_on_purpose_goes() {
    let report = sites::text(&sites::sources("clean"), REPORT) + "release: 2027-01-02T09:30\n";
    let figures = sites::text(&sites::sources("clean"), RETURN).replace("total: 33", "total: 34");
    let (before, now) = drafts("clean", &[(REPORT, &report), (RETURN, &figures)]);
    assert!(now.publication.has_errors(), "an error stands in the folder of the report");
    assert!(addresses(&now).topic(PAGE).is_none(), "the report is held");
    assert_eq!(missing(&before, &now), BTreeMap::new());
    let foreword = "areas/north/2019-20/foreword.md";
    let gone = [(REPORT, ""), (RETURN, ""), (foreword, ""), ("areas/south/2019-20/report.yaml", "area: [")];
    let (before, now) = drafts("clean", &gone);
    assert!(now.publication.has_errors() && addresses(&now).topic(PAGE).is_none());
    assert!(!missing(&before, &now).contains_key(PAGE), "the report is deleted");
}

#[test]
fn a_page_shows_the_findings_of_its_files_the_graver_first() {
    let foreword = "In 2013 TLA was new. The area counted {{ people/total/totl }} people.\n";
    let area = "area: north\nname: North\nregion: Top\ncolour: red\n";
    let files = [("areas/north/2019-20/foreword.md", foreword), ("areas/north/area.yaml", area)];
    let draft = Draft::default().update(edited("clean", &files), TODAY);
    let (_, body) = answer(served(&draft), "/areas/north/2019-20/");
    let at = |words: &str| body.find(words).unwrap_or_else(|| panic!("`{words}` is not on the page:\n{body}"));
    assert!(at("people/total/totl") < at("is explained nowhere"), "the error stands before the warning");
    at("An area has no <code>colour</code>");
    let (_, south) = answer(served(&draft), "/areas/south/");
    assert!(!south.contains("is explained nowhere"), "the findings of one area stand on another's page");
}

/// The page for wrong addresses leads to the folder in which the site is published.
#[test]
fn the_folder_of_the_published_site_leads_to_the_preview() {
    let settings = sites::text(&sites::sources("clean"), "book.toml");
    let settings = settings.replace("[nation]", "address = \"https://example.org/reports/\"\n\n[nation]");
    let draft = Draft::default().update(edited("clean", &[("book.toml", &settings)]), TODAY);
    for (path, status) in [("/reports/areas/north/2019-20/", 200), ("/reports/", 200), ("/report/", 404)] {
        assert_eq!(answer(served(&draft), path).0.status, status, "{path}");
    }
}

#[test]
fn a_page_that_a_theme_cannot_make_stays_with_the_fault_on_it() {
    let fault = sites::text(&sites::sources("template"), "themes/default/templates/area.html");
    let (before, now) = drafts("clean", &[("themes/default/templates/area.html", &fault)]);
    let (answer, body) = answer(Served { older: Some(&before), ..served(&now) }, "/areas/north/");
    assert_eq!(answer.status, 200);
    assert!(body.contains("This is an older page") && body.contains("Field <code>titel</code>"), "{body}");
}

#[test]
fn while_the_book_cannot_be_read_every_page_says_so() {
    let (before, now) = drafts("clean", &[("book.toml", "title = ")]);
    let (answer, body) = answer(Served { latest: &now, ..served(&before) }, "/areas/north/2019-20/");
    assert_eq!(answer.status, 200);
    assert!(body.contains("These are the last pages that could be made"), "{body}");
}

/// A theme is made of the settings: a draft does not keep the theme of other settings.
#[test]
fn another_colour_is_seen_at_once() {
    let settings = sites::text(&sites::sources("clean"), "book.toml") + "\n[brand.colours]\nlink = \"#0b5c2f\"\n";
    let (before, now) = drafts("clean", &[("book.toml", &settings)]);
    assert!(!now.has_same_theme(&before));
    let clean = Draft::default().update(edited("clean", &[("book.toml", &settings)]), TODAY);
    let [now, clean] = [&now, &clean].map(|draft| addresses(draft).iter().map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(now, clean, "the style sheet has another name");
}
