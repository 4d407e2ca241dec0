//! While a report is under embargo nobody can work out its figures: not from a page, not from data, not by subtraction.

use std::collections::{BTreeMap, BTreeSet};

use areabook::publish::publish;
use jiff::civil::{Date, date};

/// The figures that the held report hands in or that follow from them.
const HELD: [u64; 6] = [2417, 1583, 311, 2417 + 311, 2417 + 1583, 2417 + 1583 + 311];

/// What holds no figure of a return, and numbers all the same.
const ABOUT: [&str; 5] = ["404.html", "_headers", "_nginx.conf", "reading/index.html", "robots.txt"];

/// What readers see of a file: the text of a page or drawing, without the places of what charts draw.
fn text(path: &str, bytes: &[u8]) -> String {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    if ![".html", ".svg", ".xml"].iter().any(|ending| path.ends_with(ending)) {
        return text;
    }
    text.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect::<Vec<_>>().join(" ")
}

/// Every whole number of every file of the site on a day, with a file that holds it; numbers of style sheets and scripts
/// and of pages about the site are not figures.
fn numbers(today: Date) -> BTreeMap<u64, String> {
    let sources = crate::sites::sources("an-embargo-leaves-no-trace");
    let publication = publish(&sources, today);
    assert!(!publication.has_errors(), "the held report is checked and has no errors");
    let mut found = BTreeMap::new();
    for (path, bytes) in publication.site.unwrap().files() {
        if path.starts_with("assets/") || ABOUT.contains(&path) {
            continue;
        }
        let text = text(path, bytes).replace(',', "");
        for number in text.split(|sign: char| !sign.is_ascii_digit()).filter_map(|digits| digits.parse().ok()) {
            found.entry(number).or_insert_with(|| path.to_owned());
        }
    }
    found
}

/// The held figures that are the difference of two numbers of the site.
fn by_subtraction(numbers: &BTreeMap<u64, String>) -> BTreeSet<u64> {
    let found = |held: &u64| numbers.keys().any(|number| numbers.contains_key(&(number + held)));
    HELD.into_iter().filter(found).collect()
}

#[test]
fn a_held_figure_is_neither_there_nor_left_by_subtraction() {
    let before = numbers(date(2026, 1, 1));
    let there: Vec<_> = HELD.iter().filter_map(|held| before.get(held)).collect();
    assert!(there.is_empty(), "held figures stand in {there:?}");
    assert_eq!(by_subtraction(&before), BTreeSet::new());
    assert!(before.contains_key(&33), "the other area is published");
}

/// The nation's total less the published area is the held area's total: without holding the nation too the test above
/// would fail, and after the embargo all of it is there.
#[test]
fn on_the_day_the_report_and_the_nation_are_published() {
    let after = numbers(date(2026, 1, 2));
    let total = 2417 + 1583 + 311;
    assert!(after.contains_key(&total) && after.contains_key(&(33 + total)));
    assert!(by_subtraction(&after).contains(&total));
}

#[test]
fn the_name_of_a_held_report_is_nowhere() {
    let sources = crate::sites::sources("an-embargo-leaves-no-trace");
    let site = publish(&sources, date(2026, 1, 1)).site.unwrap();
    for (path, bytes) in site.files() {
        let text = String::from_utf8_lossy(bytes);
        assert!(!path.contains("south/2019-20") && !text.contains("south/2019-20"), "{path}");
    }
}
