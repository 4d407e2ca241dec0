//! Which cells of a return a sentence names.

use std::sync::LazyLock;

use super::passage::{self, FIGURE, Sentence};
use crate::book::Book;
use crate::book::axis::{Axis, Member};
use crate::book::form::{Counts, Table};
use crate::book::narrative::Direction;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::returns::{Grid, Return};
use crate::quantity::Quantity;
use crate::text::pattern::Pattern;

static OTHER_YEAR: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?i)\b(?:19|20)\d\d\b|\b(?:last|previous) year\b|\byear before\b"));

static LONG_TIME: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?i)\b(?:since|years|decades?|past|months?|quarters?)\b|\b(?:19|20)\d\d\b"));

static ELSEWHERE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\b(?:nation|national|nationally|country|countrywide|elsewhere|region|regional|regionally|other areas)\b",
    )
});

/// Words after which a number is not meant to be exact.
pub(crate) const HEDGES: &str = "about|above|almost|approximately|around|at least|at most|below|between|beyond|circa|close to|\
     exceeding|fewer than|just|less than|more than|nearly|only just|over|roughly|some|under|up to|well over";

static HEDGE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(&format!(
        r"(?i)(?:\b(?:{HEDGES})(?: the)?|between [\d,.]+\s?(?:%|per cent)? and|[~≈<>≤≥]|\d\s?(?:[-–—]|%? to|per cent to))\s*$"
    ))
});

static RISE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"(?i)\b(?:increas(?:e|ed|es|ing)|ris(?:e|en|es|ing)|rose|grow(?:n|s|th)?|grew|more|higher|up)\b")
});

static FALL: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\b(?:decreas(?:e|ed|es|ing)|fall(?:en|s|ing)?|fell|drop(?:s|ped)?|reduc(?:ed|es|ing|tion)|declin(?:e|ed|es|ing)|fewer|less|lower|down)\b",
    )
});

/// Which way a sentence says that a figure went. None where it says neither, or both.
pub(crate) fn direction(sentence: &str) -> Option<Direction> {
    match (RISE.is_match(sentence), FALL.is_match(sentence)) {
        (true, false) => Some(Direction::Rise),
        (false, true) => Some(Direction::Fall),
        _ => None,
    }
}

/// Whether a sentence speaks of a year that is not the report's own, so that its figures may be those of another report.
pub(crate) fn is_of_another_year(sentence: &str, period: Period) -> bool {
    let (first, last) = (period.start_year(), period.end_year());
    let days = [period.start(), period.end()].map(|day| day.replace('\u{a0}', " "));
    let years = ["-", "–", "/"].map(|sign| [format!("{first}{sign}{last}"), format!("{first}{sign}{:02}", last % 100)]);
    let mut words = sentence.replace(['\n', '\u{a0}'], " ");
    for own in days.iter().chain(years.iter().flatten()) {
        words = words.replace(own, "");
    }
    OTHER_YEAR.is_match(&words)
}

/// Whether a sentence speaks of more than the one year between two reports.
pub(crate) fn is_of_a_long_time(sentence: &str) -> bool {
    LONG_TIME.is_match(sentence)
}

/// Whether the number that follows these words is not meant to be exact.
pub(crate) fn is_hedged(before: &str) -> bool {
    HEDGE.is_match(before)
}

/// Whether a typed number is meant to be exact and one of the report's own area: nothing in its sentence says otherwise, and
/// no reference stands there, which could be what the words are about.
pub(crate) fn is_exact_and_of_own_area(book: &Book, report: &Report, sentence: Sentence<'_>) -> bool {
    !sentence.text.contains(FIGURE) && !is_hedged(sentence.before) && !is_of_elsewhere(book, report, sentence.text)
}

/// Whether a sentence in the report of an area speaks of the nation or of another area.
fn is_of_elsewhere(book: &Book, report: &Report, sentence: &str) -> bool {
    if report.area.key == book.nation.key {
        return false;
    }
    let words = sentence.to_lowercase().replace('\n', " ");
    let mut others = book.areas.iter().chain([&book.nation]).filter(|area| area.key != report.area.key);
    ELSEWHERE.is_match(sentence) || others.any(|area| passage::mentions(&words, &area.name.to_lowercase()))
}

/// The cells that a sentence names, by members of a table's axes or by what its total counts, with their numbers.
/// Of a table they are one cell, and its grand total where the sentence names that too.
pub(crate) fn cells(figures: &Return, sentence: &str) -> Vec<(CellPath, Quantity)> {
    let words = sentence.to_lowercase().replace('\n', " ");
    figures.grids().flat_map(|(table, grid)| of_table(table, grid, &words)).collect()
}

/// The cells of a table that words name.
fn of_table(table: &Table, grid: &Grid, words: &str) -> Vec<(CellPath, Quantity)> {
    let names_table = table.also_called.iter().any(|name| passage::mentions(words, &name.to_lowercase()));
    let mut paths = Vec::from_iter(headed(table, grid, words));
    paths.extend(grid.grand_total().filter(|total| names_table && !paths.contains(total)));
    paths.into_iter().filter_map(|path| Some((path, grid.number(path)?))).collect()
}

/// The cell whose headings words name: where they name no member of an axis its total stands.
fn headed(table: &Table, grid: &Grid, words: &str) -> Option<CellPath> {
    if table.counts == Counts::Rate {
        return None;
    }
    let mut path = CellPath::table(grid.position());
    let mut named = false;
    for axis in &grid.axes {
        let is_named =
            |(_, member): &(usize, &Member)| passage::names(member).iter().any(|name| passage::mentions(words, name));
        let mut found = axis.members.iter().enumerate().filter(is_named);
        match (found.next(), found.next()) {
            (None, _) if axis.total.is_some() => path = path.with(Axis::TOTAL),
            (Some((at, _)), None) => {
                path = path.with(at);
                named = true;
            }
            _ => return None,
        }
    }
    named.then_some(path)
}
