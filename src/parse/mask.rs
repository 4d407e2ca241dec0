//! References out of the way of the Markdown parser: each is masked by text of the same length, so that every place
//! stays right.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::{reference, rules};
use crate::book::narrative::Reference;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What stands in place of a reference, and zeros behind it. A text that holds the sign itself has it taken out.
const MASK: char = '\u{e000}';
/// The bytes of one mask.
pub const WIDTH: usize = 3;

/// The masks of a text, by where each begins: what was typed, and what it asks for if that could be read.
pub type Masked = BTreeMap<usize, (Range<usize>, Option<Reference>)>;

/// Where a text stands: from a byte of a file on, or somewhere inside a span whose bytes differ from the text's.
#[derive(Debug, Clone, Copy)]
pub enum Stand {
    /// The text is the file's bytes from the start of this span on.
    Exact(Span),
    /// The text is made from this span, so that every place in it is the whole span.
    Within(Span),
}

impl Stand {
    /// The span of a range of the text.
    pub fn span(self, range: Range<usize>) -> Span {
        match self {
            Stand::Exact(span) => span.cut(range.start, range.end),
            Stand::Within(span) => span,
        }
    }
}

/// Replaces each `{{ … }}` by one private character and as many zeros as keep the length.
pub fn mask(text: &str, stand: Stand, findings: &mut Vec<Diagnostic>) -> (String, Masked) {
    let (mut masked, mut references) = (String::with_capacity(text.len()), Masked::new());
    let mut from = 0;
    while let Some(start) = text[from..].find("{{").map(|at| from + at) {
        let paragraph = text[start..]
            .find("\n\n")
            .map_or(text.len(), |end| start + end)
            .min(text.floor_char_boundary(start + LONGEST));
        let end = text[start..paragraph].find("}}").map(|at| start + at + 2);
        let range = match end {
            Some(end) if !text[start + 2..end].contains("\n\n") && !text[start + 2..end - 2].contains("{{") => {
                start..end
            }
            _ => {
                let finding =
                    Diagnostic::new(&rules::BAD_REFERENCE, stand.span(start..start + 2), "this `{{` is never closed");
                findings.push(finding.help("write `}}` behind the figure's path"));
                masked.push_str(&text[from..start + 2]);
                from = start + 2;
                continue;
            }
        };
        masked.push_str(&text[from..range.start]);
        let span = stand.span(range.clone());
        let parsed = reference::parse(text[range.start + 2..range.end - 2].trim(), span);
        let reference = match parsed {
            Ok(asks) => Some(Reference { asks, span }),
            Err(finding) => {
                findings.push(*finding);
                None
            }
        };
        masked.push(MASK);
        masked.extend(std::iter::repeat_n('0', range.len() - WIDTH));
        from = range.end;
        references.insert(range.start, (range, reference));
    }
    masked.push_str(&text[from..]);
    (masked, references)
}

/// The longest reference, in bytes: no path of a form comes near it.
const LONGEST: usize = 600;

/// Whether a character is a mask. One that an author brings in by an entity stands at no masked place.
pub fn is_mask(sign: char) -> bool {
    sign == MASK
}

/// What an author wrote where Markdown gives back masked text: for addresses and code.
pub fn without_masks(text: &str) -> Cow<'_, str> {
    if text.contains(MASK) { Cow::Owned(text.replace(MASK, "{{ … }}")) } else { Cow::Borrowed(text) }
}

/// The pieces of a text that typography made from what was typed: runs that are the same in both, and the signs that
/// were put in place of others. Ranges of the text and of what was typed.
pub fn pieces(text: &str, typed: &str) -> Vec<(Range<usize>, Range<usize>)> {
    if text.len() == typed.len() {
        return vec![(0..text.len(), 0..typed.len())];
    }
    let mut pieces = Vec::new();
    let (mut at, mut typed_at) = (0, 0);
    let (mut start, mut typed_start) = (0, 0);
    while let Some(sign) = text[at..].chars().next() {
        let rest = &typed[typed_at..];
        if rest.starts_with(sign) && !rest.starts_with("&amp;") {
            at += sign.len_utf8();
            typed_at += sign.len_utf8();
            continue;
        }
        if at > start {
            pieces.push((start..at, typed_start..typed_at));
        }
        let length = match sign {
            '“' | '”' | '‘' | '’' if rest.starts_with(['"', '\'']) => 1,
            '–' if rest.starts_with("--") => 2,
            '—' if rest.starts_with("---") => 3,
            '…' if rest.starts_with("...") => 3,
            _ if rest.starts_with('\\') => 1,
            _ if rest.starts_with('&') => rest.find(';').map_or(0, |end| end + 1),
            _ => 0,
        };
        if length == 0 {
            pieces.push((at..text.len(), typed_at..typed.len()));
            return pieces;
        }
        if !rest.starts_with('\\') {
            pieces.push((at..at + sign.len_utf8(), typed_at..typed_at + length));
            at += sign.len_utf8();
        }
        typed_at += length;
        (start, typed_start) = (at, typed_at);
    }
    if at > start {
        pieces.push((start..at, typed_start..typed_at));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn places_stay_right_behind_typographic_signs() {
        let (text, typed) = ("it’s 5 – or “6” & 7", "it's 5 -- or \"6\" &amp; 7");
        let found = pieces(text, typed);
        let of = |wanted: &str| {
            let at = text.find(wanted).unwrap_or_default();
            let piece = found.iter().find(|(piece, _)| piece.contains(&at)).cloned().unwrap_or_default();
            typed[piece.1.start + at - piece.0.start..].chars().next()
        };
        assert_eq!([of("5"), of("6"), of("7")], [Some('5'), Some('6'), Some('7')]);
        assert_eq!(pieces("a*b", "a\\*b").last(), Some(&(1..3, 2..4)));
    }
}
