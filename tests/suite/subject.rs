//! No word of one publisher's subject stands in the program, its theme or the reference: what a book is about is its data.

use std::collections::BTreeSet;
use std::fs;

use areabook::book::Book;
use areabook::book::narrative::Inline;
use areabook::parse;
use areabook::shell::read;

use crate::project;

/// Words of the sample book's labels that any publisher's program can say; `London` is the name of a time zone.
const GENERAL: &str = "after against age aged agency all and annual application applied area back basic before between board breaking \
    category command end ended enforcement for foreign foreword full further greater happened how level licence living local london made managed management name north nos \
    officer order other outcome over panel people per public rate reason refused register report return service share south stage \
    statistics the there total unit was were west what while who whole whose with work year yearly";

/// What the sample book is about, in words of its sentences alone.
const IN_SENTENCES: &str = "convict court crime criminal justice sentenced";

/// The words of a text, each as one of its kind: `Offenders` is `offender`.
pub(crate) fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|sign: char| !sign.is_alphabetic()).map(str::to_lowercase);
    words
        .map(|word| if word.len() > 3 { word.trim_end_matches('s').to_owned() } else { word })
        .filter(|word| word.len() > 2)
}

/// The words of the sample book that say what it is about: titles, labels and names, and the keys that they stand under.
fn of_sample() -> BTreeSet<String> {
    let (book, _) = parse::parse(&read::book(&project()).unwrap());
    let book = book.unwrap();
    let mut texts = names(&book);
    for table in book.forms.iter().flat_map(|form| &form.tables) {
        texts.extend([table.key.clone(), table.unit.to_string()]);
        let titles = table.layouts.iter().filter_map(|layout| layout.title.as_ref()).chain([&table.title]);
        texts.extend(
            titles
                .flatten()
                .filter_map(|inline| if let Inline::Text(text, _) = inline { Some(text.clone()) } else { None }),
        );
        for axis in &table.axes {
            texts.extend([axis.key.clone(), axis.label.to_string()]);
            texts.extend(axis.all().flat_map(|member| [member.key.clone(), member.label.to_string()]));
        }
    }
    texts.iter().flat_map(|text| words(text)).collect()
}

fn names(book: &Book) -> Vec<String> {
    let settings = &book.settings;
    let mut names = vec![settings.title.to_string(), settings.description.to_string(), book.nation.name.to_string()];
    names.extend(settings.authorities.iter().flat_map(|authority| [authority.key.clone(), authority.name.to_string()]));
    names.extend(settings.fields_of_areas.iter().flat_map(|(key, words)| [key.clone(), words.to_string()]));
    names.extend(
        book.areas
            .iter()
            .flat_map(|area| [area.name.to_string(), area.region.as_deref().unwrap_or_default().to_owned()]),
    );
    names.extend(book.measures.iter().flat_map(|measure| [measure.key.clone(), measure.title.to_string()]));
    names.extend(book.canonical.iter().flat_map(|section| [section.key.clone(), section.title.to_string()]));
    names.extend(book.shared.iter().map(|shared| shared.section.key.clone()));
    names
}

/// The words by which the sample book is known: no other publisher's book need say them.
pub(crate) fn words_of_sample() -> BTreeSet<String> {
    let general: BTreeSet<_> = words(GENERAL).collect();
    let mut subject: BTreeSet<_> = of_sample().difference(&general).cloned().collect();
    subject.extend(words(IN_SENTENCES));
    subject
}

#[test]
fn no_word_of_the_sample_book_stands_in_the_program() {
    let subject = words_of_sample();
    for word in ["police", "probation", "mappa", "offender"] {
        assert!(subject.contains(word), "`{word}` is a word of the sample book");
    }
    let mut faults = Vec::new();
    for folder in ["src", "themes", "docs/reference.md"] {
        for entry in walkdir::WalkDir::new(project().join(folder)).sort_by_file_name() {
            let entry = entry.unwrap();
            let path = entry.path().strip_prefix(project()).unwrap().to_str().unwrap();
            let Ok(text) = fs::read_to_string(entry.path()) else { continue };
            let found = |line| words(line).filter(|word| subject.contains(word)).collect::<Vec<_>>().join(", ");
            let lines = text.lines().enumerate().map(|(at, line)| (at + 1, found(line)));
            let found: Vec<_> = lines.filter(|(_, found)| !found.is_empty()).collect();
            faults.extend(found.iter().map(|(line, words)| format!("{path}:{line}: {words}")));
        }
    }
    assert!(faults.is_empty(), "these words are one publisher's; another says something else:\n{}", faults.join("\n"));
}
