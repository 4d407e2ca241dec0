//! Every text that readers see is checked, whatever key of whatever file it stands under.

use std::collections::BTreeSet;

use areabook::parse::files::kinds::kinds;
use areabook::parse::shape::describe::{Holds, Known, Map, Shape};
use areabook::publish::examine;
use regex::Regex;

use crate::TODAY;
use crate::sites;

/// Keys under which a text stands that no reader sees: names by which files name something, addresses, what checks go by.
const NOT_FOR_READERS: &str = "files time_zone abbreviations address also_called area at at_least at_most authority axes axis bars brand brand-text cell cells code codes computed email \
    based_on became drop file form groups key language licence_url lines link logo members named_by not_applicable number of optional panels parts \
    population said_as section sum terms unit_after url weighted_by";
/// What is quoted as it was printed, and what only findings say.
const TOLD_AS_IT_IS: [(&str, &str); 5] =
    [("report", "printed"), ("report", "was"), ("corrections", "was"), ("form", "reason"), ("book", "theme")];

/// The keys of a shape under which texts can stand.
fn texts(key: &str, shape: &Shape, keys: &mut BTreeSet<String>) {
    match &shape.holds {
        Holds::Text => drop(keys.insert(key.to_owned())),
        Holds::List(item) => texts(key, item, keys),
        Holds::Map(map) => of_map(key, map, keys),
        Holds::TextOr(map) => {
            keys.insert(key.to_owned());
            of_map(key, map, keys);
        }
        _ => {}
    }
}

fn of_map(key: &str, map: &Map, keys: &mut BTreeSet<String>) {
    map.keys.iter().for_each(|entry| texts(&entry.key, &entry.shape, keys));
    map.others.iter().for_each(|shape| texts(key, shape, keys));
}

/// In the mini-site every text holds a placeholder. A new key of text has to be added to it, or to the keys that are not for
/// readers; and where it is added and nothing is found, the text is not among those of `book/texts.rs`.
#[test]
fn a_placeholder_is_found_in_every_text() {
    let sources = sites::sources("every-text");
    let findings = examine(&sources, TODAY).findings;
    let found: BTreeSet<_> = findings
        .iter()
        .filter(|finding| finding.rule.code == "P201")
        .map(|finding| {
            let place = sources.place(finding.span);
            (place.path, place.line)
        })
        .collect();
    let mut faults = Vec::new();
    for file in sources.below("") {
        for (at, line) in sources.text(file).unwrap().lines().enumerate() {
            if line.contains("TBC") && !found.contains(&(sources.path(file).to_owned(), at + 1)) {
                faults.push(format!("{}:{}: {line}", sources.path(file), at + 1));
            }
        }
    }
    for kind in kinds(&Known::default()) {
        let path = Regex::new(&format!(
            "^{}$",
            ["AREA", "PERIOD", "SECTION", "FORM"]
                .iter()
                .fold(kind.path.to_owned(), |path, part| path.replace(part, "[^/]+"))
        ))
        .unwrap();
        let mut keys = BTreeSet::new();
        texts("", &kind.shape, &mut keys);
        keys.retain(|key| {
            !NOT_FOR_READERS.split(' ').any(|other| other == key) && !TOLD_AS_IT_IS.contains(&(kind.name, key.as_str()))
        });
        for key in keys {
            let line = Regex::new(&format!(
                r"(?m)\b{key}\b\s*[:=](?:.*|\s*\n.*)TBC|\[{key}\]\n.*TBC|\b{key}:\n(?:\s+\w+:.*\n)*?.*TBC"
            ))
            .unwrap();
            let mut files = sources.below("").filter(|file| path.is_match(sources.path(*file)));
            if !files.any(|file| line.is_match(sources.text(file).unwrap())) {
                faults.push(format!("no {} of tests/sites/every-text has a placeholder under `{key}`", kind.name));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_language_of_pages_is_english() {
    let book = sites::sources("_base");
    let settings = book.text(book.find("book.toml").unwrap()).unwrap();
    for (language, is_taken) in [
        ("en", true),
        ("en-GB", true),
        ("EN-ie", true),
        ("en-GB-oxendict", true),
        ("cy", false),
        ("english", false),
        ("no such language", false),
        ("en_GB", false),
        ("en-", false),
    ] {
        let settings = settings.replace("[book]\n", &format!("[book]\nlanguage = \"{language}\"\n"));
        let findings = examine(&sites::with("_base", &[("book.toml", &settings)]), TODAY).findings;
        let codes: Vec<_> = findings.iter().map(|finding| finding.rule.code).collect();
        assert_eq!(codes, if is_taken { &[][..] } else { &["Y107"][..] }, "{language}");
    }
}
