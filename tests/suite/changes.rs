//! What follows a figure and what follows a period: one cell is changed, and one report is moved to the next year.

use std::collections::BTreeMap;
use std::fmt::Write;

use areabook::publish::publication::Publication;
use areabook::publish::{examine, publish};
use areabook::source::{SourceFile, Sources};
use scraper::{Html, Node};

use crate::sample::BOOK;
use crate::{TODAY, downloads, golden};

/// The sample book, with `change` made to each file: its new path and text, or nothing more than it was.
fn sources(change: impl Fn(&str, &str) -> Option<(String, String)>) -> Sources {
    let (book, _) = &*BOOK;
    let mut files = BTreeMap::new();
    for file in book.below("") {
        let (path, bytes) = (book.path(file).to_owned(), book.bytes(file).to_vec());
        if let Some((path, text)) = book.text(file).ok().and_then(|text| change(&path, text)) {
            files.insert(path, text.into_bytes());
        }
        files.entry(path).or_insert(bytes);
    }
    Sources::new(files.into_iter().map(|(path, bytes)| SourceFile { path, bytes }))
}

/// The lines of a file of the site: of a page the words that readers and screen readers meet, in order; of a workbook its rows.
fn lines(path: &str, bytes: &[u8]) -> Vec<String> {
    if path.ends_with(".ods") {
        let rows = |(sheet, rows): (String, Vec<Vec<String>>)| {
            rows.into_iter().map(move |row| format!("{sheet}: {}", row.join(" | "))).collect::<Vec<_>>()
        };
        return downloads::sheets(bytes).into_iter().flat_map(rows).collect();
    }
    let text = crate::loose(bytes);
    if ![".html", ".svg"].iter().any(|ending| path.ends_with(ending)) {
        return text.split_inclusive(['\n', '}']).map(|line| line.trim().to_owned()).collect();
    }
    let page = Html::parse_document(&text);
    let mut lines = Vec::new();
    for node in page.tree.nodes() {
        match node.value() {
            Node::Text(words) if !words.trim().is_empty() => {
                lines.push(words.split_whitespace().collect::<Vec<_>>().join(" "))
            }
            Node::Element(element) => {
                let told = ["d", "width", "height", "points", "aria-label", "content", "href"];
                let told = element.attrs().filter(|(name, _)| told.contains(name));
                // Every piece of a path for itself.
                let pieces = told.flat_map(|(name, value)| match name {
                    "d" => value.split('M').skip(1).map(|piece| (name, piece)).collect(),
                    _ => vec![(name, value)],
                });
                lines.extend(pieces.map(|(name, value)| format!("<{} {name}={value}>", element.name())));
            }
            _ => {}
        }
    }
    lines
}

/// The lines that differ between two sites, file by file.
fn differences(before: &Publication, after: &Publication) -> String {
    let (before, after) = (before.site.as_ref().unwrap(), after.site.as_ref().unwrap());
    let mut text = String::new();
    for (path, bytes) in before.files() {
        let Some(now) = after.get(path) else { panic!("{path} is gone") };
        if now == bytes {
            continue;
        }
        let (old, new) = (lines(path, bytes), lines(path, now));
        let _ = writeln!(text, "{path}");
        for line in similar_changes(&old, &new) {
            let _ = writeln!(text, "  {line}");
        }
    }
    assert_eq!(before.files().count(), after.files().count());
    text
}

fn similar_changes(old: &[String], new: &[String]) -> Vec<String> {
    let mut left: BTreeMap<&str, i64> = BTreeMap::new();
    new.iter().for_each(|line| *left.entry(line).or_default() += 1);
    let mut gone = Vec::new();
    for line in old {
        let count = left.entry(line).or_default();
        *count -= 1;
        if *count < 0 {
            gone.push(format!("- {line}"));
        }
    }
    let mut came = Vec::new();
    for line in new.iter().rev() {
        if let Some(count) = left.get_mut(line.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            came.push(format!("+ {line}"));
        }
    }
    gone.into_iter().chain(came.into_iter().rev()).collect()
}

#[test]
fn one_cell_changes_all_that_rests_on_it_and_nothing_else() {
    let returns = "areas/dorset/2013-14/statistics.yaml";
    let changed = sources(|path, text| {
        (path == returns).then(|| {
            let text = text.replacen("category_1: 606", "category_1: 706", 1);
            let text = text.replacen("total: 819", "total: 919", 1).replacen("category_1: 612", "category_1: 712", 1);
            (path.to_owned(), text.replacen("total: 844", "total: 944", 1))
        })
    });
    let text = differences(&BOOK.1, &publish(&changed, TODAY));
    golden::same("tests/changed-places.txt", &text);
    assert!(text.contains("706") && text.contains("944") && !text.contains("areas/kent/2013-14/index.html"));
}

const FROM: &str = "areas/dorset/2013-14/";
const TO: &str = "areas/dorset/2014-15/";

/// The sample book with a report that was moved to the next year, and a text added to its foreword.
fn moved(foreword: &str) -> Sources {
    sources(|path, text| {
        let name = path.strip_prefix(FROM)?;
        let text = match name {
            "report.yaml" => text.split("\ncorrections:").next().unwrap_or_default().to_owned() + "\n",
            "foreword.md" => format!("{text}\n{foreword}\n"),
            _ => text.to_owned(),
        };
        Some((format!("{TO}{name}"), text.replace("period: 2013-14", "period: 2014-15")))
    })
}

#[test]
fn a_report_moved_to_the_next_year_has_the_dates_of_that_year() {
    let publication = publish(&moved(""), TODAY);
    let site = publication.site.as_ref().unwrap();
    let page = lines("index.html", site.get(&format!("{TO}index.html")).unwrap());
    for date in ["31 March 2015", "1 April 2014", "2014-15"] {
        assert!(page.iter().any(|line| line.contains(date)), "{date} is nowhere");
    }
    let old = lines("index.html", BOOK.1.site.as_ref().unwrap().get(&format!("{FROM}index.html")).unwrap());
    let dated = |line: &&String| line.contains("31 March 2014") || line.contains("1 April 2013");
    assert!(old.iter().filter(dated).count() > 5);
    let left: Vec<_> = page.iter().filter(dated).collect();
    assert!(left.is_empty(), "dates of the year before: {left:?}");
}

#[test]
fn an_old_date_that_is_typed_is_a_finding() {
    let found = |foreword| {
        let findings = examine(&moved(foreword), TODAY).findings;
        findings.iter().filter(|finding| finding.rule.code == "P101").count()
    };
    assert_eq!((found("The figures are those of 31 March 2014."), found("")), (1, 0));
}
