//! The words of a sheet that name tables, rows and columns of a form.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Captures;

use super::sheets::sheet::{At, Content, Kind, Sheet};
use super::target::Target;
use crate::book::axis::{Axis, Member};
use crate::book::form::Table;
use crate::book::narrative::Inline;
use crate::book::period::Period;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::words::Words;
use crate::check::prose::reading::parts::time_words::time;
use crate::check::prose::reading::parts::times::Time;
use crate::parse::strange;
use crate::text::number::MONTHS;
use crate::text::pattern::Pattern;

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
    /// As the form has it, with `…` for what changes with the report.
    shown: String,
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
                    for name in names
                        .chain(without_bracket(axis, &member.label))
                        .chain(member.also_called.iter().map(String::as_str))
                    {
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
        let text = normal(text);
        let of = |name: &str| self.marks.get(name).map_or(&[][..], Vec::as_slice);
        // Two names of one row say no more than one of them.
        let (one, other) = text.split_once(": ").map_or((&[][..], &[][..]), |(one, other)| (of(one), of(other)));
        let is_within =
            |one: &[Mark<'t>], other: &[Mark<'t>]| !one.is_empty() && one.iter().all(|mark| other.contains(mark));
        match of(&text) {
            [] if is_within(one, other) => one,
            [] if is_within(other, one) => other,
            own => own,
        }
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

    /// The title of a table.
    pub(super) fn title(&self, table: usize) -> &str {
        self.titles.iter().find(|title| title.table == table).map_or("", |title| &title.shown)
    }

    /// Of some tables the one whose title has most words in common with a text, and at least half of all.
    pub(super) fn near(&self, text: &str, tables: &BTreeSet<usize>) -> Option<usize> {
        let words = |text: &str| normal(text).split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
        let own = words(text);
        let shared = |title: &&Title| {
            let words = words(&title.words.join(" "));
            let count = own.intersection(&words).count();
            (count > 1 && count * 2 >= own.len().max(words.len())).then_some(count)
        };
        let titles = self.titles.iter().filter(|title| tables.contains(&title.table) && !title.is_whole);
        titles.filter_map(|title| Some((shared(&title)?, title.table))).max().map(|(_, table)| table)
    }

    /// A sheet without the remarks beside its rows: the words below a head of remarks, down to a figure or a name of the form.
    pub(super) fn without_remarks(&self, sheet: &Sheet) -> Sheet {
        let is_named = |text: &str| !self.marks(text).is_empty() || self.table(text).is_some();
        let is_head = |(at, content): &(&At, &Content)| {
            at.column > 0 && REMARKS.contains(&normal(&content.text).as_str()) && !is_named(&content.text)
        };
        let heads: Vec<_> = sheet.cells.iter().filter(is_head).map(|(at, _)| *at).collect();
        let mut bare = sheet.clone();
        for head in heads {
            let below = (head.row + 1..sheet.rows()).map(|row| At::new(row, head.column));
            let is_remark =
                |at: &At| sheet.cells.get(at).is_none_or(|content| !content.is_figure() && !is_named(&content.text));
            below.take_while(is_remark).for_each(|at| drop(bare.cells.remove(&at)));
        }
        bare
    }

    /// Where a sheet names rows and columns, each cell with what it names; merged cells name it in each of them.
    pub(super) fn places(&self, sheet: &Sheet) -> BTreeMap<At, &[Mark<'t>]> {
        let texts = sheet.cells.iter().filter(|(_, content)| matches!(content.kind, Kind::Text | Kind::Number));
        let marks = texts.map(|(at, content)| (*at, self.marks(&content.text))).filter(|(_, marks)| !marks.is_empty());
        marks.flat_map(|(at, marks)| sheet.extent(at).into_iter().map(move |at| (at, marks))).collect()
    }
}

/// The heads of columns that hold words about rows.
const REMARKS: [&str; 8] = ["note", "notes", "remark", "remarks", "comment", "comments", HOW, "source"];

/// The head of such a column in the workbooks that are sent to areas, as it is compared.
pub(super) const HOW: &str = "how to write it";

/// Whether a cell is such a head, or stands in the column below it.
pub(super) fn is_advice(sheet: &Sheet, at: At) -> bool {
    (0..=at.row).any(|row| normal(sheet.text(At::new(row, at.column))) == HOW)
}

/// A title that is no longer than this may be part of another text.
const SHORT: usize = 8;

/// The longest word that tells nothing.
const WORD: usize = 4;

/// A label without what stands in brackets at its end, where no other of its axis is the same without.
fn without_bracket<'a>(axis: &Axis, label: &'a str) -> Option<&'a str> {
    fn bare(label: &str) -> Option<&str> {
        label.strip_suffix(')').and_then(|label| label.rsplit_once(" (")).map(|(bare, _)| bare)
    }
    let own = bare(label)?;
    let is_same = |other: &&Member| bare(&other.label) == Some(own) || *other.label == *own;
    (axis.all().filter(is_same).count() == 1).then_some(own)
}

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
    let shown = |phrase: &Vec<Inline>| {
        let told = |inline: &Inline| if let Inline::Text(text, _) = inline { text.clone() } else { "…".to_owned() };
        phrase.iter().map(told).collect::<String>()
    };
    let phrases =
        phrases.map(|phrase| (of_phrase(phrase), false, shown(phrase))).filter(|(words, ..)| !words.is_empty());
    let names = std::iter::once(&table.key).chain(&table.also_called);
    let titles = phrases.chain(names.map(|name| (vec![normal(name)], true, name.clone())));
    let titles = titles.map(move |(words, is_whole, shown)| Title { table: at, words, is_whole, shown });
    titles.collect::<Vec<_>>().into_iter()
}

/// Years of which only two digits are written: “18/19”, “31 March 19”, “’19”, “FY19”.
static SHORT_YEAR: LazyLock<Pattern> = LazyLock::new(|| {
    let months: Vec<_> = MONTHS.iter().map(|month| format!("{}[a-z]*", &month[..3])).collect();
    let months = months.join("|");
    Pattern::new(&format!(
        r"(?ix) (?P<before> ^ | [^\d/.-] ) (?P<first>\d\d) / (?P<second>\d\d) (?P<behind> $ | [^\d/.-] )
        | (?P<day> \b\d\d?\ (?:{months})\ ) (?P<of_day>\d\d) \b
        | (?: ^ | \s ) (?: ['’] | FY\ ? ) (?P<year>\d\d) \b"
    ))
});

/// A text with all digits of its years.
fn with_whole_years(text: &str) -> String {
    let whole = |found: &Captures<'_>| {
        let group = |name| found.name(name).map_or("", |group| group.as_str());
        let [first, second] = ["first", "second"].map(|name| group(name).parse::<u16>().unwrap_or_default());
        match (group("of_day"), group("year")) {
            ("", "") if (first + 1) % 100 == second => {
                format!("{}20{}-{}{}", group("before"), group("first"), group("second"), group("behind"))
            }
            ("", "") => found[0].to_owned(),
            ("", year) => format!(" 20{year}"),
            (year, _) => format!("{}20{year}", group("day")),
        }
    };
    SHORT_YEAR.replace_all(text, whole).into_owned()
}

/// Whether a text tells of a period, and not only of other times; none where it tells of no time. Times are read as in narrative.
pub(super) fn is_of(text: &str, period: Period) -> Option<bool> {
    let lower = with_whole_years(text).replace('\u{2011}', "-").replace('\u{a0}', " ").to_lowercase();
    let words = Words::new(&lower, 0..lower.len(), &ENGLISH);
    let (mut told, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let found = time(&words, at, period);
        let length = found.map_or(1, |(length, _)| length.max(1));
        told.extend(found.and_then(|(_, time)| is_time_of(time, period, length == words.len())));
        at += length;
    }
    told.into_iter().reduce(|one, other| one || other)
}

/// The same of a time; one that is seen from the report, such as “last year”, is meant where a text is nothing else.
fn is_time_of(time: Time, own: Period, is_all: bool) -> Option<bool> {
    match time {
        Time::Year(year) => Some(year == own.end_year()),
        Time::Month { year, month } => match own.ending_with(year, month) == Some(own) {
            false if year == own.end_year() => None,
            is_own => Some(is_own),
        },
        Time::Day { day: 1, month, year: Some(year) } if own.beginning_with(year, month) == Some(own) => Some(true),
        Time::Between(..) | Time::Long => None,
        Time::Before | Time::LastYear | Time::YearUpTo | Time::YearsAgo(_) | Time::YearsOn(_) | Time::ThisYear
            if !is_all =>
        {
            None
        }
        time if time.is_of_any_year() => None,
        time => Some(time.when(own).periods.contains(&own)),
    }
}

/// Whether a text tells of another time than a period.
pub(super) fn is_of_other_time(text: &str, period: Period) -> bool {
    is_of(text, period) == Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::period::Years;

    #[test]
    fn texts_tell_of_times() {
        let period = Years::default().period("2019-20").unwrap_or_else(|| Years::default().example());
        let told = |text| is_of(text, period);
        let own = [
            "2019-20",
            "2019/20",
            "19/20",
            "2019–2020",
            "31 March 2020",
            "31/03/20",
            "Year to March ’20",
            "FY20",
            "1 April 2019 to 31 March 2020",
            "2020",
            "2019-20 (as in 2018-19)",
            "April 2019 – March 2020",
            "this year",
        ];
        assert_eq!(own.map(told), [Some(true); 13]);
        let other = [
            "2018-19",
            "2018/19",
            "18/19",
            "31 March 2019",
            "31 March 19",
            "31/03/19",
            "31.3.2019",
            "Year to March '19",
            "FY 19",
            "2019",
            "30 September 2020",
            "Last year",
            "previous year",
            "2018-19 Q2",
        ];
        assert_eq!(other.map(told), [Some(false); 14]);
        let none = [
            "Towns",
            "Level 1/2",
            "12-13 year olds",
            "Step 1",
            "Ages 18-25",
            "Total",
            "June 2020",
            "1 to 2 weeks",
            "3/4",
            "Came back in the year before",
        ];
        assert_eq!(none.map(told), [None; 10]);
    }
}
