//! What readers get of releases and corrections: dates, superseded editions, the page of corrections, the feed, `changes.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use areabook::book::plan::Now;
use areabook::publish::draft::Draft;
use areabook::publish::publish;
use areabook::publish::released::{Occasion, Readers};
use areabook::source::{SourceFile, Sources};
use jiff::Timestamp;
use roxmltree::{Document, Node};
use scraper::{Html, Selector};

use crate::releases::released;
use crate::{TODAY, sites};

const BOOK: &str = "released-and-corrected";
const ATOM: &str = "http://www.w3.org/2005/Atom";
const ADDRESS: &str = "https://reports.example.org/fire/";

type Files = BTreeMap<String, String>;

fn at(sources: &Sources, now: &str, readers: Readers) -> Files {
    let publication = publish(sources, Occasion::new(now.parse::<Now>().unwrap(), readers));
    let site = publication.site.unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    site.files().map(|(path, bytes)| (path.to_owned(), text(bytes))).collect()
}

fn files(sources: &Sources) -> Files {
    at(sources, "2026-01-01", Readers::Public)
}

fn with(sources: &Sources, path: &str, text: &str) -> Sources {
    sources.with(&[], vec![SourceFile { path: path.to_owned(), bytes: text.into() }])
}

/// The elements of a name below a node.
fn all<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Vec<Node<'a, 'i>> {
    node.children().filter(|child| child.has_tag_name((ATOM, name))).collect()
}

/// The text of the one element of a name below a node.
fn one<'a>(node: Node<'a, '_>, name: &'static str) -> &'a str {
    let found = all(node, name);
    assert_eq!(found.len(), 1, "{name}");
    found[0].text().unwrap_or_default()
}

/// The address of the link of a kind.
fn link<'a>(node: Node<'a, '_>, kind: &str) -> &'a str {
    let links: Vec<_> = all(node, "link").into_iter().filter(|link| link.attribute("rel") == Some(kind)).collect();
    assert_eq!(links.len(), 1, "{kind}");
    links[0].attribute("href").unwrap()
}

/// What RFC 4287 asks of a feed and its entries, and links that lead to what the site has.
#[test]
fn the_feed_is_an_atom_feed() {
    let files = files(&sites::sources(BOOK));
    let text = &files["feed.xml"];
    let feed = Document::parse(text).unwrap();
    let root = feed.root_element();
    assert!(root.has_tag_name((ATOM, "feed")));
    let known = ["id", "title", "subtitle", "updated", "author", "link", "rights", "entry", "summary", "name"];
    assert!(feed.descendants().skip(2).filter(Node::is_element).all(|node| known.contains(&node.tag_name().name())));
    assert_eq!(one(root, "id"), ADDRESS);
    assert!(!one(root, "title").is_empty());
    assert!(!one(all(root, "author")[0], "name").is_empty());
    assert_eq!(link(root, "self"), format!("{ADDRESS}feed.xml"));
    let entries = all(root, "entry");
    let times: Vec<Timestamp> = entries.iter().map(|entry| one(*entry, "updated").parse().unwrap()).collect();
    assert!(times.is_sorted_by(|one, other| one >= other));
    assert_eq!(one(root, "updated").parse::<Timestamp>().unwrap(), times[0]);
    let ids: BTreeSet<_> = entries.iter().map(|entry| one(*entry, "id")).collect();
    assert_eq!((ids.len(), entries.len()), (9, 9));
    for entry in entries {
        assert!(one(entry, "id").starts_with("tag:reports.example.org,2020-1"));
        assert!(!one(entry, "title").is_empty() && !one(entry, "summary").is_empty());
        let to = link(entry, "alternate").strip_prefix(ADDRESS).unwrap();
        let (page, anchor) = to.split_once('#').unwrap_or((to, "main"));
        let page = &files[&format!("{page}index.html")];
        assert!(page.contains(&format!("id=\"{anchor}\"")), "{to}");
        assert!(page.contains("type=\"application/atom+xml\""));
    }
}

#[test]
fn changes_name_pages_and_keep_their_names() {
    let files = files(&sites::sources(BOOK));
    let changes: serde_json::Value = serde_json::from_str(&files["changes.json"]).unwrap();
    let (releases, corrections) = (changes["releases"].as_array().unwrap(), changes["corrections"].as_array().unwrap());
    assert_eq!((releases.len(), corrections.len()), (4, 5));
    let of_releases = releases.iter().flat_map(|release| [&release["published"], &release["changed"]]);
    let of_releases = of_releases.flat_map(|reports| reports.as_array().unwrap());
    let reports = of_releases.chain(corrections.iter().map(|one| &one["report"]).filter(|report| !report.is_null()));
    for report in reports {
        assert!(files.contains_key(&format!("{}index.html", report["page"].as_str().unwrap())), "{report}");
    }
    assert_eq!(ids(&files).len(), 5);
    let of_cell = corrections.iter().filter(|one| one["cell"] == "incidents/red");
    let told: Vec<_> = of_cell.map(|one| (one["was"].as_str().unwrap(), one["now"].as_str().unwrap())).collect();
    assert_eq!(told, [("589", "689"), ("600", "589")], "each says what came of it, not what came of it in the end");
}

#[test]
fn superseded_editions_are_marked_and_are_in_no_search() {
    let files = files(&sites::sources(BOOK));
    let editions: Vec<_> = files.keys().filter(|path| path.contains("/editions/") && path.ends_with(".html")).collect();
    let expected = [
        "areas/north/2018-19/editions/2020-10-30",
        "areas/north/2018-19/editions/2020-11-03",
        "national/2018-19/editions/2020-10-30",
        "national/2018-19/editions/2020-11-03",
        "national/2018-19/editions/2020-11-03T1500",
        "national/2019-20/editions/2020-10-30",
    ];
    assert_eq!(editions, expected.map(|folder| format!("{folder}/index.html")).iter().collect::<Vec<_>>());
    let found = |page: &Html, selector: &str, attribute: &str| {
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector).next().unwrap();
        found.attr(attribute).unwrap().to_owned()
    };
    for path in editions {
        let page = Html::parse_document(&files[path]);
        let (current, _) = path.split_once("editions/").unwrap();
        assert_eq!(found(&page, "meta[name=robots]", "content"), "noindex", "{path}");
        assert_eq!(found(&page, "link[rel=canonical]", "href"), format!("{ADDRESS}{current}"));
        assert!(found(&page, ".corrected a", "href").ends_with(&format!("../{current}index.html")));
        assert!(files[&format!("{current}index.html")].contains(&format!("{path}\">")), "the report lists {path}");
        assert!(!files["sitemap.xml"].contains("/editions/"));
    }
    let first = &files["areas/north/2018-19/editions/2020-10-30/index.html"];
    assert!(
        first.contains("There were 600 red incidents.") && !first.contains("[r]") && !first.contains("table-changes")
    );
    assert!(files["areas/north/2018-19/editions/2020-11-03/index.html"].contains("There were 589 red incidents."));
}

/// What a site shows of past editions, without the frame that is today's.
fn past(files: &Files) -> BTreeMap<&str, &str> {
    let of_editions = files.iter().filter(|(path, _)| path.contains("/editions/"));
    let content = |text: &'_ str| text.find("<main").map_or(0, |at| at);
    of_editions
        .map(|(path, text)| (path.as_str(), &text[content(text)..text.find("</main>").unwrap_or(text.len())]))
        .collect()
}

/// However the book is edited later, or when it is built.
#[test]
fn an_edition_never_changes() {
    let book = sites::sources(BOOK);
    let before = files(&book);
    assert_eq!(at(&book, "2031-07-01T12:00", Readers::Public), before, "the day of a build is in no byte");
    let edits = [
        ("areas/north/2018-19/statistics.yaml", "blue: 200", "blue: 201"),
        ("areas/south/2018-19/statistics.yaml", "red: 900", "red: 901"),
        ("areas/north/2018-19/foreword.md", "red incidents", "incidents"),
        ("areas/north/2018-19/report.yaml", "Chief Constable", "Deputy Chief Constable"),
        ("content/forms/test-2019.yaml", "title: Incidents", "title: Fires"),
        ("content/measures.yaml", "short: Incidents", "short: Fires"),
        ("content/populations.csv", "north,2018,total,80000", "north,2018,total,81000"),
        ("content/sections.yaml", "title: Foreword", "title: Preface"),
    ];
    for (path, from, to) in edits {
        let text = sites::text(&book, path);
        assert!(text.contains(from), "{path}");
        let after = files(&with(&book, path, &text.replace(from, to)));
        assert_eq!(past(&after), past(&before), "{path}");
    }
    let gone = book.with(&["areas/south".to_owned()], Vec::<SourceFile>::new());
    assert_eq!(past(&files(&gone)), past(&before), "an area that is deleted");
}

/// At each release the site shows what it showed then: nothing of what came later.
#[test]
fn editions_come_with_the_releases_that_replace_them() {
    let book = sites::sources(BOOK);
    let editions = |now| at(&book, now, Readers::Public).into_keys().filter(|path| path.contains("/editions/")).count();
    let counts = ["2020-10-30T09:29", "2020-10-30T09:30", "2020-11-03T09:30", "2020-11-03T15:00", "2020-11-10T09:30"]
        .map(editions);
    // An edition of an area has a chart beside its page.
    assert_eq!(counts, [0, 0, 4, 7, 8]);
    let first = at(&book, "2020-10-30T09:29", Readers::Public);
    let names = ["feed.xml", "changes.json", "corrections/index.html"];
    assert!(names.iter().all(|name| !first.contains_key(*name)), "nothing was released yet");
}

/// The foot of each page names the day of the last release, if the day that the book names is an earlier one.
#[test]
fn the_foot_names_the_last_change() {
    let book = sites::sources(BOOK);
    let foot = |named: &str| {
        let text = sites::text(&book, "book.toml").replacen("address = ", &format!("updated = {named}\naddress = "), 1);
        let files = files(&with(&book, "book.toml", &text));
        let (_, foot) = files["index.html"].rsplit_once("Last updated: ").unwrap();
        foot.split('<').next().unwrap().replace('\u{a0}', " ")
    };
    assert_eq!([foot("2020-10-30"), foot("2020-12-01")], ["10 November 2020", "1 December 2020"]);
}

/// Digits are grouped as in all figures, however the author wrote what was published.
#[test]
fn what_was_published_reads_like_what_is_there_now() {
    let report = "areas/north/2018-19/report.yaml";
    let book = sites::sources(BOOK);
    let was = |was: &str| {
        let text = sites::text(&book, report).replace("was: \"600\"", &format!("was: \"{was}\""));
        let page = &files(&with(&book, report, &text))["corrections/index.html"];
        let cell = page.rsplit("<td data-label=\"Was\">").find(|cell| cell.contains("counted twice")).unwrap();
        cell.split('<').next().unwrap().to_owned()
    };
    assert_eq!(
        ["6411", "6,411", "1234567.50", "600", "nothing"].map(was),
        ["6,411", "6,411", "1,234,567.50", "600", "nothing"]
    );
}

#[test]
fn a_site_without_an_address_has_no_feed() {
    let book = sites::sources(BOOK);
    let text = sites::text(&book, "book.toml").replace(&format!("address = \"{ADDRESS}\"\n"), "");
    let files = files(&with(&book, "book.toml", &text));
    assert!(!files.contains_key("feed.xml") && !files["index.html"].contains("atom+xml"));
    assert!(files["changes.json"].contains("\"site\": null"));
    let edition = &files["areas/north/2018-19/editions/2020-10-30/index.html"];
    assert!(edition.contains("<link rel=\"canonical\" href=\"../../../../../areas/north/2018-19/index.html\">"));
}

/// The site for those who write it has the editions, and nothing by which others would follow it; a preview has what a build has.
#[test]
fn drafts_show_what_was_released() {
    let book = sites::sources(BOOK);
    let team = at(&book, "2026-01-01", Readers::Team);
    assert!(team.contains_key("areas/north/2018-19/editions/2020-10-30/index.html"));
    assert!(["feed.xml", "changes.json", "sitemap.xml"].iter().all(|name| !team.contains_key(*name)));
    let first = Draft::default().update(book.clone(), TODAY);
    let path = "areas/north/2018-19/foreword.md";
    let edited = with(&book, path, "There were {{ incidents/red }} incidents.\n");
    for (draft, sources) in [(first.update(edited.clone(), TODAY), &edited), (first, &book)] {
        let edition = draft.edition(&Arc::default()).unwrap();
        let made = edition.all(&|| true).unwrap().into_iter();
        let made: Files = made
            .map(|(path, bytes)| (path.to_owned(), String::from_utf8_lossy(&bytes.unwrap()).into_owned()))
            .collect();
        assert_eq!(made, files(sources));
    }
}

/// What the nation's page adds up is another one where an area corrects a figure, or hands in its report later. A comment or a text of an
/// area changes nothing of it.
#[test]
fn the_nation_changes_with_the_figures_of_its_areas() {
    let files = files(&sites::sources(BOOK));
    let changes: serde_json::Value = serde_json::from_str(&files["changes.json"]).unwrap();
    let changed = |release: &serde_json::Value| {
        let reports = release["changed"].as_array().unwrap().iter();
        let national = reports.filter(|report| report["page"].as_str().unwrap().starts_with("national/"));
        national.map(|report| report["period"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let releases = changes["releases"].as_array().unwrap().iter().rev();
    let of_releases: Vec<_> = releases.map(changed).collect();
    assert_eq!(of_releases, [vec![], vec!["2018-19", "2019-20"], vec!["2018-19"], vec!["2018-19"]]);
    let page = files["national/2019-20/index.html"].replace('\u{a0}', " ");
    assert!(page.contains("Published on 30 October 2020, last updated on 3 November 2020."));
    assert!(
        files["sitemap.xml"].contains("national/2019-20/</loc><lastmod>2020-11-03</lastmod>"),
        "{}",
        files["sitemap.xml"]
    );
    let titles: Vec<_> = files["feed.xml"].match_indices("Testland 2019-20").collect();
    assert!(titles.len() >= 2, "{}", files["feed.xml"]);
    let figures = ["2020-10-30", "2020-11-03", "2020-11-03T1500"]
        .map(|edition| files[&format!("national/2018-19/editions/{edition}/index.html")].matches("[r]").count() > 0);
    assert_eq!(figures, [false, true, true]);
}

/// The sign of a corrected figure stands beside all that is made of it, and beside nothing else: rates, shares, those of the region and of
/// the nation, on the page of the measure and where areas are compared. The nation's page leads to what was corrected.
#[test]
fn what_is_made_of_a_corrected_figure_is_marked() {
    let form = "content/forms/test-2019.yaml";
    let book = sites::sources(BOOK);
    let share = "axes: [kind]\n    shown:\n      shares: { share: { of: incidents/total } }\n";
    let files = files(&with(&book, form, &sites::text(&book, form).replacen("axes: [kind]\n", share, 1)));
    let text = |path: &str| files[path].replace('\u{a0}', " ");
    let shares = text("areas/north/2018-19/index.html");
    let told = ["</sup></td><td>77.5% [r]</td>", "<td>200</td><td>22.5% [r]</td>", "<td class=\"total\">100.0%</td>"];
    assert!(told.iter().all(|cells| shares.contains(cells)), "{shares}");
    let compared: serde_json::Value = serde_json::from_str(&text("compare/incident_rate.json")).unwrap();
    let of_period = |period: &str| {
        let periods = compared["periods"].as_array().unwrap();
        periods.iter().find(|found| found["period"] == period).unwrap().to_string()
    };
    assert!(of_period("2018-19").contains("\"11.1 [r]\"") && !of_period("2019-20").contains("[r]"));
    let of_measure = |period: &str| text(&format!("measures/incident_rate/{period}/index.html"));
    let region = "Top</th><td>1 of 1</td><td>889 [r]</td><td>80,000</td><td>11.1 [r]</td>";
    assert!(of_measure("2018-19").contains(region) && !of_measure("2019-20").contains("[r]"));
    let to_area = "in the report of <a href=\"../../areas/north/2018-19/index.html#table-changes\">North</a>.";
    assert!(text("national/2018-19/index.html").contains(to_area));
    assert!(!text("national/2019-20/index.html").contains("#table-changes"));
}

/// What this program cannot read any more keeps its address.
#[test]
fn an_edition_that_cannot_be_read_says_so() {
    let path = "areas/north/2019-20/statistics.yaml";
    let (first, new) = released(&sites::sources("clean"), -1).unwrap();
    let text = sites::text(&first, path).replace("breaches: 2", "breaches: 3");
    let report = "areas/north/2019-20/report.yaml";
    let correction =
        "corrections:\n  - { cell: breaches, was: \"2\", date: 2026-01-01, scale: minor, reason: A slip. }\n";
    let corrected = with(&with(&first, path, &text), report, &(sites::text(&first, report) + correction));
    let (both, next) = released(&corrected, 0).unwrap();
    let digest = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let strange = "what: is this\n";
    let record = new.record.replace(&digest(&sites::text(&first, path)), &digest(strange));
    let later = next.record.replace(&digest(&new.record), &digest(&record));
    let broken = [
        (format!("releases/{}/{path}", new.name), strange.to_owned()),
        (format!("releases/{}.yaml", new.name), record),
        (format!("releases/{}.yaml", next.name), later),
    ];
    let broken = broken.iter().fold(both, |sources, (path, text)| with(&sources, path, text));
    let publication = publish(&broken, TODAY);
    assert!(!publication.has_errors(), "{:?}", publication.findings);
    let page = &files(&broken)["areas/north/2019-20/editions/2025-12-31/index.html"];
    assert!(page.contains("cannot be shown here any more") && page.contains("Superseded edition."));
    let area = "areas/north/area.yaml";
    let other_name = "formerly:\n  - { name: The North, until: 2019-20 }\n";
    let renamed = with(&broken, area, &(sites::text(&broken, area) + other_name));
    let page = &files(&renamed)["areas/north/2019-20/editions/2025-12-31/index.html"];
    assert!(page.contains("<title>The North 2019-20: edition"), "its area is called as it was then");
}

/// A figure that is held back now is in no edition any more: not in those of its report, and not in the others' that tell it.
#[test]
fn an_edition_tells_no_figure_that_is_held_back_now() {
    let path = "areas/north/2019-20/editions/2020-10-30/index.html";
    let held_back = released(&sites::sources("a-figure-is-withdrawn-ok"), 0).unwrap().0;
    let page = &files(&held_back)[path];
    assert!(page.contains("cannot be shown here any more") && !page.contains("<table"), "{page}");
    // A build tells of it.
    let book = crate::cli::book("a-figure-is-withdrawn-ok");
    let run = |command: &str| crate::cli::transcript(book.path(), &[command, "--now", "2026-01-01"]);
    let (recorded, built) = (run("release"), run("build"));
    let line =
        "because they, or areas beside them, have what is held back or withdrawn now: North 2019-20 of 2020-10-30\n";
    assert!(built.contains(line), "{recorded}{built}");
    let figures = "areas/north/2019-20/statistics.yaml";
    let unknown = with(&held_back, figures, &sites::text(&held_back, figures).replace("[c]", "[x]"));
    let page = &at(&unknown, "2026-01-01", Readers::Team)[path];
    assert!(page.contains("<table"), "what is not known tells nothing of anybody");
    // A figure that the report declares itself is one, too.
    let corrected = sites::sources("change-without-correction-ok");
    let withdrawn = sites::text(&corrected, figures).replace("value: 5", "value: \"[c]\"");
    let corrections = "areas/north/2019-20/report.yaml";
    let masked = sites::text(&corrected, corrections).replace("trained, was: \"4\"", "trained, was: \"[c]\"");
    let withdrawn = with(&with(&corrected, figures, &withdrawn), corrections, &masked);
    let [shown, hidden] = [corrected, withdrawn].map(|book| files(&released(&book, 0).unwrap().0)[path].clone());
    assert!(shown.contains("<table") && !hidden.contains("<table"), "{hidden}");
}

/// The names of corrections in `changes.json`, each of which the feed has as well.
fn ids(files: &Files) -> BTreeSet<String> {
    let changes: serde_json::Value = serde_json::from_str(&files["changes.json"]).unwrap();
    let corrections = changes["corrections"].as_array().unwrap().iter();
    let ids: BTreeSet<_> = corrections.map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    assert!(ids.iter().all(|id| files["feed.xml"].contains(&format!(":corrections/{id}</id>"))), "{ids:?}");
    ids
}

/// An area that has another name from then on has the editions of the one that it had, and old addresses lead to them. Its corrections
/// keep their names, and those of its own file lead to its page.
#[test]
fn editions_move_with_their_area() {
    let path = "content/corrections.yaml";
    let of_area = "  - { file: areas/north/area.yaml, was: North, now: the North, date: 2020-11-10, scale: minor, reason: A slip. }\n";
    let book = sites::sources(BOOK);
    let book = with(&book, path, &(sites::text(&book, path) + of_area));
    let folder = "areas/north/";
    let text = |path: &str| sites::text(&book, path).replace("area: north", "area: upper");
    let moved = book
        .listed(folder)
        .map(|(_, path)| SourceFile { path: path.replacen("north", "upper", 1), bytes: text(path).into_bytes() });
    let renamed = book.with(&["areas/north".to_owned()], moved.collect());
    let former = format!(
        "{}formerly:\n  - {{ area: north, name: North, until: 2019-20 }}\n",
        text("areas/north/area.yaml").replace("name: North", "name: Upper")
    );
    let renamed = with(&renamed, "areas/upper/area.yaml", &former);
    let after = files(&renamed);
    let before = files(&book);
    assert_eq!(ids(&after), ids(&before));
    let page = &after["corrections/index.html"];
    assert!(page.contains("<th scope=\"row\"><a href=\"../areas/upper/index.html\">Upper</a></th>"), "{page}");
    for name in ["2020-10-30", "2020-11-03"] {
        let [then, now] = ["north", "upper"].map(|area| format!("areas/{area}/2018-19/editions/{name}/index.html"));
        let past =
            |text: &str| text[text.find("<div class=\"text\"").unwrap()..text.find("</main>").unwrap()].to_owned();
        assert_eq!(past(&after[&now]), past(&before[&then]), "{name}");
        assert!(after[&then].contains(&format!("{now}\"")), "{then} leads on");
        let moved = after[&then].replace('\u{a0}', " ");
        assert!(
            moved.contains("The pages of Upper stand at another address now.")
                && moved.contains(">North <span class=\"y\">2018-19</span>, edition of ")
        );
    }
    assert_eq!(
        before.keys().filter(|path| path.contains("/editions/")).count() + 2,
        after.keys().filter(|path| path.contains("/editions/")).count()
    );
}
