//! Lines that were meant to stand by themselves, and are words of the paragraph, quotation or list above them.

use std::ops::Range;

use super::lines::Lines;
use super::{layout, lists};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::markdown::mask::MASK;
use crate::parse::rules;

/// Nobody who ends lines within a sentence lets them grow as long as this, in characters.
const LONG: usize = 160;
/// Nobody who does so ends them as early as this where another word would have room.
const NARROW: usize = 60;
/// More words than this are no heading and no line of an address.
const MOST_WORDS: usize = 8;

/// A line of a paragraph.
struct Row<'t> {
    range: Range<usize>,
    words: &'t str,
    /// What stands before its words: spaces, and the signs of the quotation that it stands in.
    front: &'t str,
    /// Whether the author asked for the line to end there.
    is_ended: bool,
}

impl Row<'_> {
    fn length(&self) -> usize {
        self.words.chars().count()
    }

    /// Whether a sentence, a heading or a name can begin with it.
    fn begins(&self) -> bool {
        let first = self.words.trim_start_matches(['“', '‘', '"', '\'', '(', '[', '*', '_']).chars().next();
        first.is_some_and(|first| first.is_uppercase() || first.is_ascii_digit() || matches!(first, MASK | '£'))
    }

    /// Whether a sentence ends with it.
    fn ends(&self) -> bool {
        self.words.trim_end_matches(['”', '’', '"', '\'', ')', ']', '*', '_']).ends_with(['.', '!', '?', ':', ';', '…'])
    }

    fn sentences(&self) -> usize {
        let ends = self.words.split(' ').rev().skip(1);
        1 + ends
            .filter(|word| word.len() > 3 && word.trim_end_matches(['”', '’', ')']).ends_with(['.', '!', '?']))
            .count()
    }

    /// Whether it may be a heading, or a line of an address: a few words that no sentence goes on behind.
    fn is_title(&self) -> bool {
        const OPEN: [&str; 22] = [
            "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "of", "on", "or", "that",
            "the", "to", "was", "were", "which", "with",
        ];
        let last = self.words.rsplit(' ').next().unwrap_or_default();
        self.begins()
            && !self.ends()
            && !last.ends_with([',', '–', '—', '-', '/'])
            && !OPEN.contains(&last)
            && self.words.split(' ').count() <= MOST_WORDS
            && self.length() < NARROW
    }

    /// Whether the first word of the next line would have had room in this one.
    fn has_room(&self, next: &Row<'_>, width: usize) -> bool {
        let word = next.words.split(' ').next().unwrap_or_default().chars().count();
        self.length() + 1 + word <= width
    }
}

/// The lines of a text that run together with what stands above them.
pub(super) fn breaks(lines: &Lines<'_>) -> Vec<Diagnostic> {
    (0..lines.paragraphs()).filter_map(|paragraph| of_paragraph(lines, paragraph)).collect()
}

/// Paragraphs that are set in below words that lead to them: of a quotation a plain text keeps no other sign.
pub(super) fn set_in<'a>(lines: &'a Lines<'_>) -> impl Iterator<Item = Diagnostic> + use<'a> {
    let is_set_in = |row: &Row<'_>| matches!(row.front, "  " | "   ");
    let quoted = (1..lines.paragraphs()).filter_map(move |paragraph| {
        let above = lines.of(paragraph - 1).last().filter(|_| lines.are_beside(paragraph))?;
        if !lines.masked(&above).ends_with(':') {
            return None;
        }
        let (first, rows) = (rows(lines, paragraph - 1), rows(lines, paragraph));
        let leads = first.first().is_some_and(|row| row.front.is_empty());
        let is_speech = leads && rows.iter().all(is_set_in) && rows.last().is_some_and(Row::ends);
        rows.first().filter(|row| is_speech && !row.words.starts_with('“')).map(|row| row.range.clone())
    });
    quoted.map(|range| {
        let finding = rules::UNREAD_MARKUP.at(lines.span(range), "these lines are set in as a quotation, and would be published as the report's own words");
        let finding = finding.help("write `> [!QUOTE] Whose words` above them, and `> ` before each line; if they are the report's own, delete the spaces before them");
        Diagnostic { severity: Severity::Warning, ..finding }
    })
}

/// The first such line of a paragraph: what is done about it is done about the others.
fn of_paragraph(lines: &Lines<'_>, paragraph: usize) -> Option<Diagnostic> {
    let rows = rows(lines, paragraph);
    // Other signs of a line that stands by itself are found as such.
    let is_other = |row: &Row<'_>| {
        lists::head(lines, &row.range) > row.range.start
            || layout::is_row(lines, &row.range)
            || row.words.starts_with(['#', '|', '+', '=', ':', '!', '<', '\\'])
    };
    // A line below the meaning of a word is found where that is read.
    let is_meaning = |row: &Row<'_>| row.front.trim_matches(['>', ' ', '\t']).starts_with(':');
    if rows.len() < 2 || rows.first().is_some_and(is_meaning) || rows.iter().any(is_other) {
        return None;
    }
    if let Some((row, is_quoted)) = swallowed(&rows) {
        let (message, help) = match is_quoted {
            true => (
                "this line goes on with the quotation or box above it",
                "put an empty line above it; if it belongs to what stands above it, begin it with `> `",
            ),
            false => (
                "this line goes on with the item of the list above it",
                "put an empty line above it; if it belongs to the item, set it in below the first letter of the item",
            ),
        };
        return Some(rules::UNREAD_MARKUP.at(lines.span(row.range.clone()), message).help(help));
    }
    // The first line of a box is its title.
    let rows = if rows.first().is_some_and(|row| row.words.starts_with("[!")) { &rows[1..] } else { &rows };
    let next = run_together(rows)?;
    let message = "this line runs together with the one above it: only an empty line begins a new paragraph";
    let finding = rules::UNREAD_MARKUP.at(lines.span(rows.get(next)?.range.clone()), message);
    Some(finding.help("put an empty line between paragraphs, and write headings as `## The heading`; to keep lines as they end, as in an address, write `\\` behind each but the last"))
}

/// The lines of a paragraph.
fn rows<'t>(lines: &Lines<'t>, paragraph: usize) -> Vec<Row<'t>> {
    let start = lines.printed.paragraphs.get(paragraph).map_or(0, |range| range.start);
    let mut from = lines.masked[..start].rfind('\n').map_or(0, |end| end + 1);
    let row = |range: Range<usize>| {
        let front = lines.masked(&(from..range.start));
        let rest = lines.masked.get(range.end..).unwrap_or_default();
        from = range.end + rest.find('\n').map_or(rest.len(), |end| end + 1);
        let words = lines.masked(&range);
        Row { range, words, front, is_ended: rest.starts_with("  ") || words.ends_with('\\') }
    };
    lines.of(paragraph).map(row).collect()
}

/// The first line that Markdown adds to a quotation or to an item of a list, though it has none of their signs and begins anew.
fn swallowed<'r, 't>(rows: &'r [Row<'t>]) -> Option<(&'r Row<'t>, bool)> {
    let quotes = |row: &Row<'_>| row.front.matches('>').count();
    let first = rows.first()?;
    let is_item = first.front.contains(|sign: char| !matches!(sign, ' ' | '\t' | '>'));
    rows.windows(2).find_map(|pair| {
        let [above, row] = pair else { return None };
        let is_quoted = quotes(row) < quotes(first);
        let is_outside = is_quoted || is_item && row.front.is_empty();
        let is_new = row.begins() && (above.ends() || above.words.starts_with("[!") || above.has_room(row, NARROW));
        (is_outside && is_new).then_some((row, is_quoted))
    })
}

/// The first line that was meant to begin a paragraph, by how the lines of its paragraph end: text that is wrapped ends lines where the
/// next word has no room, and writers who give each sentence a line write no line of two sentences.
fn run_together(rows: &[Row<'_>]) -> Option<usize> {
    // Not everybody fills lines to the last letter.
    let room = rows.iter().map(Row::length).max()? * 4 / 5;
    let pairs = || rows.windows(2).enumerate().filter_map(|(at, pair)| Some((at + 1, pair.first()?, pair.get(1)?)));
    let is_chosen = |above: &Row<'_>, row: &Row<'_>| !above.is_ended && row.begins() && above.has_room(row, room);
    let is_text = |row: &Row<'_>| row.sentences() > 1;
    let is_long = |row: &Row<'_>| row.length() > LONG && is_text(row);
    let first = |is_new: &dyn Fn(usize, &Row<'_>, &Row<'_>) -> bool| {
        pairs().find(|(at, above, row)| is_new(*at, above, row)).map(|(at, ..)| at)
    };
    let long = first(&|_, above, row| is_chosen(above, row) && above.ends() && (is_long(above) || is_long(row)));
    let are_all = pairs().count() > 1 && pairs().all(|(_, above, row)| !above.is_ended && above.ends() && row.begins());
    let each =
        || first(&|_, above, row| is_chosen(above, row)).filter(|_| are_all && rows.iter().rev().skip(1).any(is_text));
    let heading = || {
        first(&|at, above, row| {
            let is_first = at == 1 || rows.get(at - 2).is_some_and(Row::ends);
            is_first && above.is_title() && is_chosen(above, row) && (row.ends() || row.length() > NARROW)
        })
    };
    // Words that lead to an address or a verse may be as long as any.
    let lines = match rows {
        [first, lines @ ..] if first.words.ends_with(':') && !first.is_ended => lines,
        _ => rows,
    };
    // “Head, North⏎Region” is one name over two lines.
    let is_one = || matches!(lines, [above, row] if above.words.contains(", ") && !row.words.contains(' '));
    let are_titles = || lines.len() > 1 && lines.iter().all(|row| row.is_title() && !row.is_ended) && !is_one();
    // Verses end with a comma or as a title does; who gives each sentence a line ends each with a sentence.
    let are_verses = || {
        let ends_part = |row: &Row<'_>| row.words.ends_with([',', ';', '–', '—']);
        let mut pairs = lines.windows(2).filter_map(|pair| Some((pair.first()?, pair.get(1)?)));
        let above = || lines.iter().rev().skip(1);
        // The last line of an address is often a link or hours.
        let is_address = lines.len() > 2
            && above().all(|row| row.is_title() && row.length() < NARROW / 2)
            && lines.last().is_some_and(|last| !last.begins() && !last.ends() && last.words.len() < NARROW * 2);
        (is_address || lines.iter().all(Row::begins))
            && pairs.all(|(above, row)| !above.is_ended && above.has_room(row, NARROW))
            && above().all(|row| row.is_title() || row.ends() || ends_part(row))
            && (is_address || lines.len() > 2 && above().any(ends_part) || lines.len() > 3 && !above().all(Row::ends))
    };
    let are_short = || (are_titles() || are_verses()).then_some(1);
    long.or_else(each).or_else(heading).or_else(are_short)
}
