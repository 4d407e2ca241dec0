//! References out of the way of the Markdown parser: each is masked by text of the same length, so that every place
//! stays right. What is a mask is told by where it stands, never by how it looks: authors can write the same signs.

use std::ops::Range;

use super::place::Text;
use super::reference;
use crate::book::narrative::Reference;
use crate::diagnostic::Diagnostic;
use crate::parse::rules;

/// What a mask begins with: a sign that is neither a space nor punctuation to Markdown. Zeros follow.
pub const MASK: char = '\u{e000}';
/// The longest text that is read, in bytes.
const MOST_BYTES: usize = 1 << 20;
/// The most references that one text may hold.
const MOST: usize = 5000;

/// The longest reference, in bytes: no path of a form comes near it.
const LONGEST: usize = 600;

/// The masks of a text in its order: where each stands, and what it asks for if that could be read.
pub struct Masks(Vec<(Range<usize>, Option<Reference>)>);

impl Masks {
    /// The masks of which any part stands in a range of the text.
    pub fn within(&self, range: &Range<usize>) -> &[(Range<usize>, Option<Reference>)] {
        let first = self.0.partition_point(|(mask, _)| mask.end <= range.start);
        let count = self.0[first..].partition_point(|(mask, _)| mask.start < range.end);
        &self.0[first..first + count]
    }
}

/// Replaces each `{{ … }}` by a mask of the same length. Nothing comes of a text that is too long to be read.
pub fn mask(typed: &Text<'_>, findings: &mut Vec<Diagnostic>) -> Option<(String, Masks)> {
    let text = typed.as_str();
    if text.len() > MOST_BYTES {
        let finding = rules::TOO_LARGE.at(typed.span(0..1), "this text is too long to be read");
        findings.push(finding.help(format!("a text may have up to {MOST_BYTES} bytes; a section has a few thousand")));
        return None;
    }
    let (mut masked, mut masks) = (String::with_capacity(text.len()), Vec::new());
    let mut from = 0;
    while let Some(start) = text[from..].find("{{").map(|at| from + at) {
        masked.push_str(&text[from..start]);
        from = start + 2;
        let Some(length) = length(&text[from..]) else {
            let span = typed.span(start..from);
            let finding = rules::BAD_REFERENCE.at(span, "this `{{` is never closed");
            findings.push(finding.help("write `}}` behind the figure's path"));
            masked.push_str("{{");
            continue;
        };
        let range = start..from + length + 2;
        let span = typed.span(range.clone());
        if masks.len() == MOST {
            let finding = rules::TOO_LARGE.at(span, "this text holds too many figures");
            findings
                .push(finding.help(format!("one text may hold up to {MOST}: write a table, or a file for each part")));
            from = start;
            break;
        }
        let parsed = reference::parse(text[from..from + length].trim(), span);
        let parsed = parsed.map_err(|finding| findings.push(*finding));
        masked.push(MASK);
        masked.extend(std::iter::repeat_n('0', range.len() - MASK.len_utf8()));
        from = range.end;
        masks.push((range, parsed.ok().map(|asks| Reference { asks, span })));
    }
    masked.push_str(&text[from..]);
    Some((masked, Masks(masks)))
}

/// How much stands between a `{{` and the `}}` that closes it: in the same paragraph, before any other `{{`.
fn length(rest: &str) -> Option<usize> {
    let rest = &rest[..rest.floor_char_boundary(LONGEST)];
    for (at, sign) in rest.match_indices(['{', '}', '\n']) {
        let after = &rest[at + 1..];
        match sign {
            "}" if after.starts_with('}') => return Some(at),
            "{" if after.starts_with('{') => return None,
            "\n" if after.trim_start_matches([' ', '\t']).starts_with('\n') => return None,
            _ => {}
        }
    }
    None
}
