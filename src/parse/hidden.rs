//! Characters that nobody can see. They turn the order of letters around, or hide words from readers and from checks.

use super::rules;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Whether a character cannot be seen and has no business in a text. Line ends and tabs are no such characters.
pub(crate) fn is_hidden(sign: char) -> bool {
    match sign {
        '\n' | '\r' | '\t' => false,
        // Soft hyphens, joiners and fillers.
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{ffa0}' => true,
        // Spaces without width, signs for the direction of writing, line and paragraph separators.
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        // Signs that stand for objects and tags, and those that every font draws otherwise.
        '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e007f}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => true,
        sign => sign.is_control(),
    }
}

/// The hidden characters of a text, each with where it starts.
pub(crate) fn hidden(text: &str) -> impl Iterator<Item = (usize, char)> {
    // Nearly every text is of plain letters, and is looked through byte by byte in one go.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t'));
    let text = if is_plain { "" } else { text };
    text.char_indices().filter(|(_, sign)| is_hidden(*sign))
}

/// The finding for a hidden character that stands in `span`, as itself or by its number.
pub(crate) fn finding(sign: char, span: Span) -> Diagnostic {
    let message = format!("an invisible character (U+{:04X}) stands here", u32::from(sign));
    rules::BAD_CHARACTER.at(span, message).help("delete it and type the words around it again")
}
