//! What stands between brackets, split at its commas.

use std::ops::Range;

use super::names::closing;
use crate::parse::tree::yaml::numbers::is_thousand;

/// What stands in brackets.
pub(super) struct Inside {
    /// What stands between the commas, without the spaces around it.
    pub(super) pieces: Vec<Range<usize>>,
    /// The bracket that closes; none where there is none.
    pub(super) close: Option<usize>,
}

/// What stands in the brackets that open at a byte, up to a limit. A ` #` that would hide the bracket that closes is none of a
/// comment.
pub(super) fn inside(text: &str, open: usize, limit: usize) -> Inside {
    let with_comments = scan(text, open, limit, true);
    if with_comments.close.is_none() { scan(text, open, limit, false) } else { with_comments }
}

fn scan(text: &str, open: usize, limit: usize, has_comments: bool) -> Inside {
    let bytes = &text.as_bytes()[..limit];
    let mut opened = vec![bytes[open]];
    let (mut pieces, mut start, mut at) = (Vec::new(), open + 1, open + 1);
    // Quotation marks are such at the head of a name or a value only.
    let mut is_head = true;
    while at < limit {
        let byte = bytes[at];
        match byte {
            b'"' | b'\'' if is_head => {
                let end = closing(&text[at..limit]).map(|end| at + end).filter(|end| !text[at..*end].contains('\n'));
                at = end.unwrap_or(at);
            }
            b'{' | b'[' => opened.push(byte),
            b'}' | b']' => {
                let own = if byte == b'}' { b'{' } else { b'[' };
                if let Some(level) = opened.iter().rposition(|bracket| *bracket == own) {
                    opened.truncate(level);
                }
                if opened.is_empty() {
                    pieces.push(trimmed(text, start..at));
                    return Inside { pieces, close: Some(at) };
                }
            }
            b',' if opened.len() == 1 && !is_in_number(text, at) => {
                pieces.push(trimmed(text, start..at));
                start = at + 1;
            }
            b'#' if has_comments && matches!(bytes[at - 1], b' ' | b'\t' | b'\n') => {
                at += bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(limit - at);
            }
            _ => {}
        }
        is_head = match byte {
            b'{' | b'[' | b',' | b':' => true,
            b' ' | b'\t' | b'\r' | b'\n' => is_head,
            _ => false,
        };
        at += 1;
    }
    pieces.push(trimmed(text, start..limit));
    Inside { pieces, close: None }
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + piece.len() - piece.trim_start().len();
    start..start + piece.trim().len()
}

/// Whether a comma stands in a number as people write it, `1,239`.
fn is_in_number(text: &str, comma: usize) -> bool {
    text[..comma].ends_with(|sign: char| sign.is_ascii_digit()) && is_thousand(&text[comma + 1..])
}
