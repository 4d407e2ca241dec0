//! Tables of text whose cells a comma, a semicolon or a tab separates, each cell with its place. A cell ends with its line: none
//! of ours holds several, and one that is never closed would take the lines below it in.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::source::{FileId, Span};

/// What can separate cells: programs write what is no decimal sign where they are used.
pub(crate) const SEPARATORS: [char; 3] = [',', ';', '\t'];

/// A cell: its text without quotation marks and without the spaces around it.
pub(crate) struct Cell {
    /// The text.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) span: Span,
}

/// A line of cells.
pub(crate) struct Row {
    /// The cells.
    pub(crate) cells: Vec<Cell>,
    /// The quotation mark that is not closed on its line.
    pub(crate) open: Option<Span>,
    /// The line.
    pub(crate) span: Span,
}

impl Row {
    /// The finding for a quotation mark that is not closed.
    pub(crate) fn fault(&self) -> Option<Diagnostic> {
        let finding = rules::SYNTAX.at(self.open?, "this quotation mark is not closed on its line");
        Some(finding.help("write one behind the text too, on the same line, or delete this one"))
    }
}

/// What the first line says of itself, as Excel writes it: `sep=;`.
pub(crate) fn declared_separator(text: &str) -> Option<char> {
    let line = text.trim_start_matches('\u{feff}').lines().next()?.trim_matches(['"', ' ', '\r']);
    let (name, separator) = line.split_at_checked(4)?;
    let separator = separator.chars().next().filter(|separator| SEPARATORS.contains(separator))?;
    name.eq_ignore_ascii_case("sep=").then_some(separator)
}

/// The rows of a text but those that hold nothing.
pub(crate) fn rows(file: FileId, text: &str, separator: char) -> impl Iterator<Item = Row> {
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    let lines = text[at..].split_inclusive('\n').map(move |line| {
        let range = at..at + line.trim_end().len();
        at += line.len();
        row(file, text, range, separator)
    });
    lines.filter(|row| row.cells.iter().any(|cell| !cell.text.is_empty()))
}

fn row(file: FileId, text: &str, line: Range<usize>, separator: char) -> Row {
    let (mut cells, mut open, mut at) = (Vec::new(), None, line.start);
    loop {
        let rest = &text[at..line.end];
        let start = at + rest.len() - rest.trim_start_matches(' ').len();
        let quoted = text[start..line.end].starts_with('"').then(|| closing(&text[start..line.end])).flatten();
        if quoted.is_none() && text[start..line.end].starts_with('"') {
            open = open.or(Some(Span::new(file, start..start + 1)));
        }
        let behind = start + quoted.map_or(0, |end| end + 1);
        let end = text[behind..line.end].find(separator).map_or(line.end, |length| behind + length);
        let range = start..start + text[start..end].trim_end().len();
        let words = match quoted {
            Some(close) => text[start + 1..start + close].replace("\"\"", "\"") + &text[behind..range.end.max(behind)],
            None => text[range.clone()].trim_start_matches('"').to_owned(),
        };
        cells.push(Cell { text: words.trim().to_owned(), span: Span::new(file, range) });
        if end == line.end {
            return Row { cells, open, span: Span::new(file, line) };
        }
        at = end + separator.len_utf8();
    }
}

/// Where the quotation mark stands that closes the one at the head of a text; two of them stand for one in it.
fn closing(text: &str) -> Option<usize> {
    let mut marks = text.match_indices('"').map(|(at, _)| at).skip(1).peekable();
    while let Some(at) = marks.next() {
        if marks.next_if(|next| *next == at + 1).is_none() {
            return Some(at);
        }
    }
    None
}
