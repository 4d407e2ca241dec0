//! References out of the way of the Markdown parser: each is masked by text of the same length, so that every place
//! stays right.

use std::ops::Range;

use super::{reference, rules};
use crate::book::narrative::Reference;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

const FIRST_MASK: u32 = 0xE000;
const MOST_MASKS: u32 = 6400;

/// For each mask in the order of the text: what was typed, and what it asks for if that could be read.
pub type Masked = Vec<(Range<usize>, Option<Reference>)>;

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
    let (mut masked, mut references) = (String::with_capacity(text.len()), Vec::new());
    let mut from = 0;
    while let Some(start) = text[from..].find("{{").map(|at| from + at) {
        let end = text[start..].find("}}").map(|at| start + at + 2);
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
        let number = u32::try_from(references.len()).unwrap_or(MOST_MASKS) % MOST_MASKS;
        masked.push(char::from_u32(FIRST_MASK + number).unwrap_or('0'));
        masked.extend(std::iter::repeat_n('0', range.len() - 3));
        from = range.end;
        references.push((range, reference));
    }
    masked.push_str(&text[from..]);
    (masked, references)
}

/// Whether a character is a mask. Authors cannot type one: such characters are findings.
pub fn is_mask(sign: char) -> bool {
    (FIRST_MASK..FIRST_MASK + MOST_MASKS).contains(&u32::from(sign))
}

/// The number of the mask with which a text begins.
pub fn number(text: &str) -> usize {
    text.chars().next().map_or(0, |sign| u32::from(sign).saturating_sub(FIRST_MASK) as usize)
}
