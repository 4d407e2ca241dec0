//! `docs/reference.md`: every key of every file, in the words that editors show, made from what the readers say of themselves.

use std::fmt::Write;

use areabook::parse::files::kinds::kinds;
use areabook::parse::shape::describe::{Holds, Known, Map, Shape};

use crate::{areabook, golden};

const HEAD: &str = "\
# What can stand in each file

<!-- made by UPDATE=1 cargo test from what the program reads -->

A publishing team looks things up here; authors find examples in [WRITING.md](../WRITING.md). A key that is not listed is
a finding, with the nearest key that is. NAME stands for names that you choose, as `tables: NAME` for the key of a table.
";

#[test]
fn the_reference_lists_every_key() {
    let mut page = HEAD.to_owned();
    for kind in kinds(&Known::default()) {
        write!(page, "\n## {}: `{}`\n\n{}\n", kind.shape.title, kind.path, kind.shape.about).unwrap();
        describe(&mut page, "", &kind.shape);
    }
    golden::same("docs/reference.md", &page);
    let printed = areabook().args(["guide", "--keys"]).output().unwrap();
    assert!(String::from_utf8(printed.stdout).unwrap().starts_with(HEAD));
}

/// The keys of a value, and below it those of each value in it.
fn describe(page: &mut String, place: &str, shape: &Shape) {
    let map = match &shape.holds {
        Holds::List(item) => return describe(page, place, item),
        Holds::Map(map) | Holds::TextOr(map) => map,
        _ => return,
    };
    if let Some(others) = &map.others {
        describe(page, &format!("{place}NAME: "), others);
    }
    if map.keys.is_empty() {
        return;
    }
    if !place.is_empty() {
        write!(page, "\n### `{}`\n", place.trim_end_matches(": ")).unwrap();
    }
    page.push_str("\n| key | needed | holds | is |\n| --- | --- | --- | --- |\n");
    for entry in &map.keys {
        let is_needed = entry.needed || matches!(map.any_of, [set] if set.contains(&entry.key.as_str()));
        let needed = if is_needed { "yes" } else { "" };
        let cell = |text: &str| text.replace('|', "\\|");
        let (holds, about) = (cell(&holds(&entry.shape.holds)), cell(&entry.shape.about));
        writeln!(page, "| `{}` | {needed} | {holds} | {about} |", entry.key).unwrap();
    }
    if let Some(choices) = choices(map) {
        write!(page, "\n{choices}\n").unwrap();
    }
    for entry in &map.keys {
        describe(page, &format!("{place}{}: ", entry.key), &entry.shape);
    }
}

/// What a table cannot say of its keys.
fn choices(map: &Map) -> Option<String> {
    let sets = map.any_of.iter().map(|set| set.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(" and "));
    let sets = sets.collect::<Vec<_>>().join(", or ");
    match (map.any_of.len(), map.is_open) {
        (2.., _) => Some(format!("One of these has to be there: {sets}.")),
        (_, true) => Some("The form says what further keys there are: one for each of its tables.".to_owned()),
        (_, false) => None,
    }
}

/// What can stand somewhere, in words.
fn holds(holds: &Holds) -> String {
    match holds {
        Holds::Text | Holds::Matching(..) => "text".to_owned(),
        Holds::Whole(i64::MIN, i64::MAX) => "a whole number".to_owned(),
        Holds::Whole(least, i64::MAX) => format!("a whole number from {least} on"),
        Holds::Whole(least, most) => format!("a whole number from {least} to {most}"),
        Holds::Number => "a number".to_owned(),
        Holds::Flag => "`true` or `false`".to_owned(),
        Holds::Day => "a day such as `2014-10-30`".to_owned(),
        Holds::Time => "a day with the hour, such as `2014-10-30T09:30`".to_owned(),
        Holds::Period => "a period such as `2013-14`, `2023`, `2023-Q2` or `2023-24-Q2`".to_owned(),
        Holds::Cell | Holds::Figure(_) | Holds::AnyNumber | Holds::CellThatCannotApply => {
            "a figure, or a sign such as `\"[z]\"`".to_owned()
        }
        Holds::Choice(words) => {
            let is_plain = words.iter().all(|(_, meaning)| meaning.is_empty());
            let told = words.iter().map(|(word, meaning)| match is_plain {
                true => format!("`{word}`"),
                false => format!("`{word}`: {meaning}"),
            });
            told.collect::<Vec<_>>().join(if is_plain { ", " } else { "<br>" })
        }
        Holds::List(item) => match item.holds {
            Holds::Text => "a list of texts".to_owned(),
            Holds::TextOr(_) => "a list of texts, or of the keys below".to_owned(),
            Holds::Choice(_) => format!("a list of<br>{}", self::holds(&item.holds)),
            Holds::Map(_) => "a list, each with the keys below".to_owned(),
            _ => format!("a list, each {}", self::holds(&item.holds)),
        },
        Holds::Map(Map { others: Some(value), is_single, .. }) => {
            let names = if *is_single { "a name that you choose" } else { "names that you choose" };
            format!("{names}, with {}", self::holds(&value.holds))
        }
        Holds::Map(_) => "the keys below".to_owned(),
        Holds::TextOr(_) => "text, or the keys below".to_owned(),
    }
}

/// The page for authors begins, in a book of its own subject, with the names of that book.
#[test]
fn the_guide_of_a_book_begins_with_its_own_names() {
    let printed = areabook().arg("guide").current_dir("tests/books/fire").output().unwrap();
    let guide = String::from_utf8(printed.stdout).unwrap();
    let (own, page) = guide.split_once("# Writing a report\n").unwrap();
    golden::same("tests/transcripts/guide-of-a-book.txt", own);
    assert!(page.ends_with(include_str!("../../WRITING.md").split_once("# Writing a report\n").unwrap().1));
}
