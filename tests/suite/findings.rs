//! Findings as a whole: by report, by scope, and as JSON by its documentation.

use std::collections::BTreeSet;
use std::fs;

use areabook::publish::publication::Publication;
use areabook::publish::publish;
use areabook::shell::findings::scope::Scope;
use areabook::shell::findings::{human, json};
use areabook::source::Sources;
use serde_json::Value;

use crate::{TODAY, project, sites};

pub(crate) fn published(sources: &Sources) -> Publication {
    publish(sources, TODAY)
}

/// The keys of JSON, wherever they stand.
fn keys<'a>(value: &'a Value, found: &mut BTreeSet<&'a str>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                found.insert(key);
                keys(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

#[test]
fn every_key_of_json_is_documented() {
    let sources = sites::sources("total");
    let log: Value = serde_json::from_str(&json::text(&sources, &published(&sources)).unwrap()).unwrap();
    let readme = fs::read_to_string(project().join("README.md")).unwrap();
    let mut found = BTreeSet::new();
    keys(&log, &mut found);
    assert!(found.len() > 12);
    let missing: Vec<_> = found.iter().filter(|key| !readme.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "README.md does not say what these keys are: {missing:?}");
}

#[test]
fn findings_stand_below_the_name_of_their_report() {
    let sources = sites::sources("bad-value");
    let text = anstream::adapter::strip_str(&human::text(&sources, &published(&sources))).to_string();
    let headings = ["North 2019-20 (areas/north/2019-20)\n", "South 2017-18 (areas/south/2017-18)\n"];
    let places = headings.map(|heading| text.find(heading).unwrap());
    assert!(places[0] < text.find("areas/north/2019-20/foreword.md:3").unwrap());
    assert!(text.find("areas/north/2019-20/foreword.md:3").unwrap() < places[1]);
    assert!(places[1] < text.find("areas/south/2017-18/statistics.yaml:3").unwrap());
    assert!(text.ends_with("South 2019-20  2 errors\n\n"), "{text}");
    let foreword = ("areas/north/2019-20/foreword.md", "<b>Words</b>\n");
    let other = sites::with("clean", &[("content/sections.yaml", "sections: [\n"), foreword]);
    let text = anstream::adapter::strip_str(&human::text(&other, &published(&other))).to_string();
    assert!(text.contains("\n\ncontent/sections.yaml\n\nerror[Y101]"), "{text}");
    assert!(text.ends_with("\nNorth 2019-20          1 error\ncontent/sections.yaml  1 error\n\n"), "{text}");
}

#[test]
fn what_was_waived_is_counted() {
    let sources = sites::sources("total");
    let mut publication = published(&sources);
    publication.waived = 2;
    assert_eq!(human::summary(&publication), "1 error, 2 waived");
    assert!(json::text(&sources, &publication).unwrap().contains("\"waived\": 2"));
    publication.findings.clear();
    assert_eq!(human::summary(&publication), "no findings, 2 waived");
}

#[test]
fn a_book_that_cannot_be_read_is_shown_to_every_area() {
    let sources = sites::with("clean", &[("book.toml", "[book\n")]);
    let mut publication = published(&sources);
    let scope = Scope::new(&sources, publication.book.as_ref(), Some("north"), None).unwrap();
    assert!(scope.narrow(&sources, &mut publication).is_empty());
    assert!(publication.has_errors());
}

#[test]
fn the_own_file_of_an_area_belongs_to_each_of_its_reports() {
    let area = ("areas/north/area.yaml", "area: north\nname: North\nregion: Top\nregoin: Top\n");
    let nation = ("content/national/2019-20/report.yaml", "area: testland\nperiod: 2019-20\nstatus: finished\n");
    let sources = sites::with("clean", &[area, nation]);
    let found = |area, period| {
        let mut publication = published(&sources);
        let scope = Scope::new(&sources, publication.book.as_ref(), area, period).unwrap();
        scope.narrow(&sources, &mut publication);
        let files = publication.findings.iter().map(|finding| sources.path(finding.span.file));
        files.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    assert_eq!(found(Some("north"), Some("2019-20")), [area.0]);
    assert_eq!(found(Some("south"), None), [""; 0]);
    assert_eq!(found(Some("testland"), Some("2019-20")), [nation.0]);
    assert_eq!(found(None, Some("2019-20")), [nation.0]);
    assert_eq!(found(None, None), [area.0, nation.0]);
}

#[test]
fn a_row_of_zeros_is_lacking_in_no_total_of_the_nation() {
    let name = "a-national-form-that-lacks-a-row";
    let found = |green: u8| {
        let figures = ["north", "south"].map(|area| {
            let path = format!("areas/{area}/2019-20/statistics.yaml");
            let text = sites::sources(name);
            let text = text.text(text.find(&path).unwrap()).unwrap();
            let (before, row) = text.split_once("green: ").unwrap();
            (path, format!("{before}green: {green}{}", &row[1..]))
        });
        let figures = figures.each_ref().map(|(path, text)| (path.as_str(), text.as_str()));
        published(&sites::with(name, &figures)).findings.iter().filter(|finding| finding.rule.code == "A108").count()
    };
    assert_eq!((found(0), found(1)), (0, 1));
}
