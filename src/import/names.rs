//! The words of a sheet that name tables, rows and columns of a form.

use std::collections::BTreeMap;

use super::sheets::sheet::{At, Kind, Sheet};
use super::target::Target;
use crate::book::form::Table;
use crate::book::narrative::Inline;
use crate::book::period::Period;
use crate::parse::strange;

/// A text as far as names are told by it: without capitals, marks of notes and signs at its end.
pub(super) fn normal(text: &str) -> String {
    let seen = strange::seen(text).to_lowercase().replace(['_', '’'], " ");
    let mut text = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    loop {
        let bare = text.trim_end_matches([':', '*', '†', '‡', '.', ' ']);
        let bare = match bare.rfind(" [note") {
            Some(at) if bare.ends_with(']') => &bare[..at],
            _ => bare,
        };
        if bare.len() == text.len() {
            return text;
        }
        text = bare.to_owned();
    }
}

/// A row or column of a table as a sheet names it: the axis and the member of it, by their keys.
pub(super) type Mark<'t> = (&'t str, &'t str);

/// The names of a form, and where they stand in a sheet.
pub(super) struct Names<'t> {
    marks: BTreeMap<String, Vec<Mark<'t>>>,
    /// The words of the title of each table, around what changes with the report.
    titles: Vec<(usize, Vec<String>)>,
}

impl<'t> Names<'t> {
    /// Those of the form of a return.
    pub(super) fn new(target: &'t Target) -> Self {
        let mut marks: BTreeMap<String, Vec<Mark<'t>>> = BTreeMap::new();
        let mut titles = Vec::new();
        for (at, table, axes) in target.tables() {
            for axis in axes {
                for member in axis.all() {
                    let names = [member.label.as_str(), &member.short, &member.key].into_iter();
                    for name in names.chain(member.also_called.iter().map(String::as_str)) {
                        let known = marks.entry(normal(name)).or_default();
                        let mark = (axis.key.as_str(), member.key.as_str());
                        if !known.contains(&mark) {
                            known.push(mark);
                        }
                    }
                }
            }
            titles.extend(titles_of(table).into_iter().map(|words| (at, words)));
        }
        Names { marks, titles }
    }

    /// The rows and columns that a text names.
    pub(super) fn marks(&self, text: &str) -> &[Mark<'t>] {
        self.marks.get(&normal(text)).map_or(&[], Vec::as_slice)
    }

    /// The table that a text is the title of: the one with the most words in it, if there is one.
    pub(super) fn table(&self, text: &str) -> Option<usize> {
        let text = normal(text);
        let length = |words: &[String]| words.iter().map(String::len).sum::<usize>();
        let fits = |words: &[String]| {
            let mut rest = text.as_str();
            let is_in_order = words.iter().all(|word| match rest.find(word.as_str()) {
                Some(at) => {
                    rest = &rest[at + word.len()..];
                    true
                }
                None => false,
            });
            // A short name alone is a title where nothing else stands beside it.
            is_in_order && (length(words) > SHORT || words.len() == 1 && words[0].len() == text.len())
        };
        let fit: Vec<_> = self.titles.iter().filter(|(_, words)| fits(words)).collect();
        let most = fit.iter().map(|(_, words)| length(words)).max()?;
        let mut tables: Vec<_> = fit.iter().filter(|(_, words)| length(words) == most).map(|(at, _)| *at).collect();
        tables.dedup();
        if let [only] = tables.as_slice() { Some(*only) } else { None }
    }

    /// Where a sheet names rows and columns, each cell with what it names; merged cells name it in each of them.
    pub(super) fn places(&self, sheet: &Sheet) -> BTreeMap<At, &[Mark<'t>]> {
        let texts = sheet.cells.iter().filter(|(_, content)| matches!(content.kind, Kind::Text | Kind::Number));
        let marks = texts.map(|(at, content)| (*at, self.marks(&content.text))).filter(|(_, marks)| !marks.is_empty());
        marks.flat_map(|(at, marks)| sheet.extent(at).into_iter().map(move |at| (at, marks))).collect()
    }
}

/// A title that is no longer than this may be part of another text.
const SHORT: usize = 8;

/// The longest word that tells nothing.
const WORD: usize = 4;

/// The words of what a table is called.
fn titles_of(table: &Table) -> Vec<Vec<String>> {
    let of_phrase = |phrase: &[Inline]| {
        let words = phrase.iter().filter_map(|inline| match inline {
            Inline::Text(text, _) => Some(normal(text.trim_end_matches([',', ' ']))),
            _ => None,
        });
        let words: Vec<_> = words.filter(|words| !words.is_empty()).collect();
        // Words such as “to” between two days tell no title.
        let telling: Vec<_> = words.iter().filter(|words| words.len() > WORD).cloned().collect();
        if telling.is_empty() { words } else { telling }
    };
    let phrases = [&table.title].into_iter().chain(table.layouts.iter().filter_map(|layout| layout.title.as_ref()));
    let names = std::iter::once(&table.key).chain(&table.also_called).map(|name| vec![normal(name)]);
    phrases.map(|phrase| of_phrase(phrase)).chain(names).filter(|words| !words.is_empty()).collect()
}

/// The year that a text names, where it names only other years than a period is of.
pub(super) fn other_year(text: &str, period: Period) -> Option<String> {
    let text = text.replace(['/', '–', '\u{2011}'], "-").replace('\u{a0}', " ");
    let is_year = |word: &&str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let mut years = text.split(|sign: char| !sign.is_ascii_digit()).filter(is_year);
    let first = years.next()?.to_owned();
    let end = period.end_year().to_string();
    let says = |name: &str| text.contains(&name.replace('\u{a0}', " "));
    let is_own = says(&period.name()) || says(&period.start()) || says(&period.end());
    (!is_own && first != end && !years.any(|year| year == end)).then_some(first)
}
