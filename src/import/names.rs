//! The words of a sheet that name tables, rows and columns of a form.

use std::collections::BTreeMap;

use super::sheets::sheet::{At, Kind, Sheet};
use super::target::Target;
use crate::book::form::Table;
use crate::book::narrative::Inline;
use crate::book::period::Period;
use crate::parse::strange;
use crate::text::number::MONTHS;

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

/// What a table is called.
struct Title {
    table: usize,
    /// Its words, around what changes with the report.
    words: Vec<String>,
    /// Whether nothing else can stand beside them.
    is_whole: bool,
}

/// The names of a form, and where they stand in a sheet.
pub(super) struct Names<'t> {
    marks: BTreeMap<String, Vec<Mark<'t>>>,
    titles: Vec<Title>,
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
            titles.extend(titles_of(at, table));
        }
        Names { marks, titles }
    }

    /// The rows and columns that a text names.
    pub(super) fn marks(&self, text: &str) -> &[Mark<'t>] {
        self.marks.get(&normal(text)).map_or(&[], Vec::as_slice)
    }

    /// The table that a text is the title of: the one with the most words in it, if there is one. Of the name of a row or column
    /// a title may only be all of it.
    pub(super) fn table(&self, text: &str) -> Option<usize> {
        let text = normal(text);
        let is_heading = self.marks.contains_key(&text);
        let length = |title: &Title| title.words.iter().map(String::len).sum::<usize>();
        let fits = |title: &&Title| {
            if title.is_whole || is_heading || length(title) <= SHORT {
                return title.words.len() == 1 && title.words[0] == text;
            }
            let behind = |rest: &str, words: &String| rest.split_once(words.as_str()).map(|(_, rest)| rest.to_owned());
            title.words.iter().try_fold(text.clone(), |rest, words| behind(&rest, words)).is_some()
        };
        let fit: Vec<_> = self.titles.iter().filter(fits).collect();
        let most = fit.iter().map(|title| length(title)).max()?;
        let mut tables: Vec<_> = fit.iter().filter(|title| length(title) == most).map(|title| title.table).collect();
        tables.dedup();
        if let [only] = tables.as_slice() { Some(*only) } else { None }
    }

    /// The words by which the title of a table is told.
    pub(super) fn title(&self, table: usize) -> String {
        let title = self.titles.iter().find(|title| title.table == table);
        title.map_or_else(String::new, |title| title.words.join(" … "))
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

/// The titles and the names of the table at a position in the form.
fn titles_of(at: usize, table: &Table) -> impl Iterator<Item = Title> {
    let of_phrase = |phrase: &Vec<Inline>| {
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
    let phrases = phrases.map(of_phrase).filter(|words| !words.is_empty());
    let names = std::iter::once(&table.key).chain(&table.also_called).map(|name| vec![normal(name)]);
    let titles = phrases.map(|words| (words, false)).chain(names.map(|words| (words, true)));
    titles.map(move |(words, is_whole)| Title { table: at, words, is_whole }).collect::<Vec<_>>().into_iter()
}

/// Whether a text tells of another time than a period.
pub(super) fn is_of_other_time(text: &str, period: Period) -> bool {
    let plain = |text: &str| text.replace(['/', '–', '\u{2011}'], "-").replace('\u{a0}', " ");
    let text = plain(text);
    let says = |name: &str| text.contains(&plain(name));
    if [period.name(), period.start(), period.end(), period.to_string()].iter().any(|own| says(own)) {
        return false;
    }
    let mut others = period.year().parts(period.months()).map(Period::name);
    let is_year = |word: &&str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let years = || text.split(|sign: char| !sign.is_ascii_digit()).filter(is_year);
    let is_day = |(at, _): (usize, &str)| text[..at].trim_end().ends_with(|sign: char| sign.is_ascii_digit());
    let has_day = MONTHS.iter().any(|month| text.match_indices(month).any(is_day));
    let end = period.end_year().to_string();
    others.any(|other| says(&other) && other != period.year().name())
        || years().next().is_some() && (has_day || years().all(|year| year != end))
}
