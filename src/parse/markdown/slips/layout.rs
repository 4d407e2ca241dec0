//! Lines of a paragraph that were meant to be something else: a heading, a table, the words below one.

use std::ops::Range;

use super::lines::{Lines, TABLE};
use super::lists;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::rules;
use crate::text::columns::{Columns, GAP, columns, gaps, is_number};

/// What parts the cells of a line that is no row of a table.
#[derive(Clone, Copy, PartialEq)]
enum Cells {
    Pipes,
    /// Pipes at both ends of a line that stands alone.
    Cut,
    /// Tabs, or so many spaces that a column was meant.
    Gaps,
}

/// The slips of layout in the paragraphs of a text.
pub(super) fn layout(lines: &Lines<'_>) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut above: Option<(Range<usize>, Columns)> = None;
    let (mut told, mut was_line) = (None, false);
    let mut cut = Cut::default();
    for paragraph in 0..lines.paragraphs() {
        let is_line = lines.of(paragraph).nth(1).is_none();
        // Empty lines between them cut a table into lines.
        let is_cut = is_line && was_line && lines.are_beside(paragraph);
        if !is_cut {
            // Between the rows of a table whose cells go over several lines stand empty lines.
            (above, told) = (None, told.filter(|cells| *cells == Cells::Gaps && lines.are_beside(paragraph)));
        }
        findings.extend(cut.add(lines, paragraph, is_line));
        was_line = is_line;
        let is_drawn = lines.of(paragraph).next().is_some_and(|first| lines.printed(&first).starts_with("+-"));
        for (at, range) in lines.of(paragraph).enumerate() {
            findings.extend(line(lines, &range, at == 0));
            let now = cells(lines, &range).filter(|now| is_piped(now) || !lines.is_ruled(paragraph));
            let row = now.and_then(|now| match &above {
                Some((first, before)) if *before == now && (!is_cut || is_column(lines, &range)) => {
                    Some((first, if is_cut && is_piped(&now) { Cells::Cut } else { kind(now) }))
                }
                _ if is_line && is_whole(lines, &range) => Some((&range, Cells::Cut)),
                _ => now.is_row().then(|| (&range, kind(now))),
            });
            match row {
                Some((first, cells)) if told != Some(cells) && !is_drawn => {
                    findings.push(no_table(lines, cells, first))
                }
                _ => {}
            }
            let goes_on = |cells: &Cells| *cells == Cells::Gaps && (at > 0 || now.is_some());
            told = row.map(|(_, cells)| cells).or_else(|| told.filter(goes_on));
            above = now.map(|now| (range, now));
        }
    }
    findings
}

/// Paragraphs of a few words or a number each, one below the other: the cells of a table that was pasted.
#[derive(Default)]
struct Cut {
    first: Range<usize>,
    count: usize,
    numbers: usize,
    /// So many words stand in front of the first number.
    heads: usize,
    is_told: bool,
}

impl Cut {
    /// One more paragraph; the finding where they are so many that they are a table.
    fn add(&mut self, lines: &Lines<'_>, paragraph: usize, is_line: bool) -> Option<Diagnostic> {
        const MOST_WORDS: usize = 3;
        const FEWEST: usize = 6;
        const FEWEST_NUMBERS: usize = 2;
        /// The headings of two columns and the first row's name; with fewer it can be a list of numbers to call.
        const FEWEST_HEADS: usize = 3;
        let line = lines.of(paragraph).next().unwrap_or_default();
        let words = lines.printed(&line).trim();
        let is_cell = is_line
            && words.split(' ').count() <= MOST_WORDS
            && words.ends_with(|sign: char| sign.is_alphanumeric() || sign == '%');
        if !is_cell || !lines.are_beside(paragraph) {
            *self = Cut::default();
        }
        if self.count == 0 {
            self.first = line;
        }
        self.count += usize::from(is_cell);
        self.numbers += usize::from(is_cell && is_number(words));
        self.heads += usize::from(is_cell && self.numbers == 0);
        let is_table = self.count >= FEWEST && self.numbers >= FEWEST_NUMBERS && !self.is_told;
        self.is_told |= is_table;
        let finding = is_table.then(|| no_table(lines, Cells::Gaps, &self.first))?;
        let severity = if self.heads < FEWEST_HEADS { Severity::Warning } else { finding.severity };
        Some(Diagnostic { severity, ..finding })
    }
}

/// Whether a line is a row of a table with both of its ends.
fn is_whole(lines: &Lines<'_>, range: &Range<usize>) -> bool {
    let words = lines.printed(range);
    words.starts_with('|') && words.ends_with('|') && words.matches('|').count() > 2
}

/// Whether the gaps of a line are none that a typist left behind a sentence.
fn is_column(lines: &Lines<'_>, range: &Range<usize>) -> bool {
    let words = lines.masked(range);
    words.match_indices(GAP).all(|(at, _)| !words[..at].ends_with(['.', '!', '?', ',', ';']))
}

/// What is wrong with a line by itself.
fn line(lines: &Lines<'_>, range: &Range<usize>, is_first: bool) -> Option<Diagnostic> {
    let words = lines.printed(range);
    let sign = words.chars().next().filter(char::is_ascii_punctuation)?;
    let length = words.len() - words.trim_start_matches(sign).len();
    let behind = &words[length..];
    let (length, message, help) = match sign {
        '#' if length <= 6 && behind.starts_with(char::is_alphabetic) && !(length == 1 && is_tag(behind, is_first)) => {
            let help = "put a space behind it, and an empty line before it: `## The heading`";
            (length, format!("`{}` begins no heading", &words[..length]), help)
        }
        ':' if length == 1 && is_first && behind.starts_with([' ', '\t']) => {
            let help =
                "delete it where the line says what a table shows; the meaning of a word stands right below the word";
            (length, "this colon begins no meaning of a word".to_owned(), help)
        }
        '=' | '~' | '^' | '+' | '"' | '\'' | '#' if length > 2 && behind.is_empty() => {
            let help = "delete it; a heading is written `## The heading`, a line across the page `---`";
            (length, format!("this row of `{sign}` would be published as it is typed"), help)
        }
        _ => return None,
    };
    Some(rules::UNREAD_MARKUP.at(lines.span(range.start..range.start + length), message).help(help))
}

/// Whether the words behind a `#` are a tag of social media, perhaps within a sentence: a heading begins with a capital, and ends with
/// no full stop.
fn is_tag(words: &str, is_first: bool) -> bool {
    let first = words.split(' ').next().unwrap_or_default();
    let is_joined = first.contains(char::is_lowercase)
        && first.chars().skip(1).any(|sign| sign.is_uppercase() || sign.is_ascii_digit() || sign == '_');
    let is_small = words.starts_with(char::is_lowercase);
    is_joined
        || words.ends_with(['.', '!', '?', ',', ';', '…'])
        || is_small && (!is_first || first.len() == words.len() || words.contains(" #"))
}

/// Whether a line is parted into cells.
pub(super) fn is_row(lines: &Lines<'_>, range: &Range<usize>) -> bool {
    cells(lines, range).is_some()
}

/// How a line is parted into cells.
fn cells(lines: &Lines<'_>, range: &Range<usize>) -> Option<Columns> {
    match columns(lines.printed(range)) {
        Some(Columns::Gaps(_) | Columns::Rule) | None => gaps(lines.masked(&(lists::head(lines, range)..range.end))),
        pipes => pipes,
    }
}

fn is_piped(columns: &Columns) -> bool {
    matches!(columns, Columns::Pipes(_))
}

fn kind(columns: Columns) -> Cells {
    if is_piped(&columns) { Cells::Pipes } else { Cells::Gaps }
}

/// The finding for a table that is none, at the first of its lines.
fn no_table(lines: &Lines<'_>, cells: Cells, first: &Range<usize>) -> Diagnostic {
    let (range, message, help) = match cells {
        Cells::Pipes if lines.printed(first).starts_with('|') && !lines.printed(first).ends_with('|') => (
            first.start..first.start + 1,
            "these lines make no table",
            "for lines that end where they end delete each `|`, and write `\\` behind all of them but the last",
        ),
        Cells::Pipes => (
            first.start..first.start + 1,
            "these lines make no table",
            "put an empty line before it, and write `| --- | --- |` below its first line, a part for each column",
        ),
        Cells::Cut => (
            first.clone(),
            "this row stands in no table",
            "delete the empty lines between the rows of a table; below its first row stands `| --- | --- |`, a part for each column",
        ),
        Cells::Gaps => {
            (first.clone(), "these lines have columns and make no table: the columns would run together", TABLE)
        }
    };
    rules::UNREAD_MARKUP.at(lines.span(range), message).help(help)
}
