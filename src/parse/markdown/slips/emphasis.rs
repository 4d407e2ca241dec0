//! Signs of emphasis that set nothing in another type.

use std::ops::Range;

use super::lines::Lines;
use crate::diagnostic::Diagnostic;
use crate::parse::markdown::mask::MASK;
use crate::parse::rules;

/// A row of `_` this long is a line to write on, and no emphasis.
const BLANK: usize = 3;

/// The rows of `*`, `_` and ` that open or close nothing, and were meant to.
pub(super) fn emphasis<'a>(
    lines: &'a Lines<'_>,
    rows: &'a [Range<usize>],
) -> impl Iterator<Item = Diagnostic> + use<'a> {
    rows.iter().filter(|row| !is_printed(lines, row)).map(|row| {
        let signs = lines.masked(row);
        let sign = &signs[..1];
        if sign == "`" {
            let finding = rules::UNREAD_MARKUP.at(lines.span(row.clone()), "this ` opens or closes nothing, and would be published as it is typed");
            return finding.help("for an apostrophe write ', for words of somebody else quotation marks; to print it write \\`");
        }
        let finding = rules::UNREAD_MARKUP
            .at(lines.span(row.clone()), format!("`{signs}` opens or closes nothing here, and would be published as it is typed"))
            .help(format!(
                "write it before and behind the words, in one paragraph, with no space on its inner side, and a space or a full stop on its outer one; to print it write `\\{sign}`"
            ));
        let is_behind_a_word = lines.masked[..row.start].ends_with(char::is_alphanumeric);
        if signs == "*" && is_behind_a_word {
            finding.help("for a note write `[^1]` in its place, and `[^1]: The note.` on a line of its own")
        } else {
            finding
        }
    })
}

/// Whether signs are meant as signs: times between numbers, a line within a name or to write on.
fn is_printed(lines: &Lines<'_>, row: &Range<usize>) -> bool {
    let (before, behind) = (&lines.masked[..row.start], &lines.masked[row.end..]);
    let is_number = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit() || sign == MASK);
    if lines.masked(row).starts_with('*') {
        let between = (before.trim_end_matches(' ').chars().next_back(), behind.trim_start_matches(' ').chars().next());
        return row.len() == 1 && is_number(between.0) && is_number(between.1);
    }
    let [before, behind] = [before.chars().next_back(), behind.chars().next()];
    let is_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let is_space = |sign: Option<char>| sign.is_none_or(char::is_whitespace);
    let is_line = lines.masked(row).starts_with('_');
    is_line && (row.len() >= BLANK || (is_word(before) && is_word(behind)) || (is_space(before) && is_space(behind)))
}
