//! Markdown → the book's own tree: the only code that knows the Markdown crate.
//!
//! References are masked before parsing, so that no sign inside `{{ … }}` can be taken for Markdown.

mod state;
mod splits;
mod speech;
mod inline;
mod parts;
mod blocks;

use pulldown_cmark::TagEnd;

use self::state::{GUARD, Reader};
use super::place::{Stand, Text};
use super::slips::{self, addresses, rows};
use super::{mask, part};
use crate::book::narrative::{Document, Phrase, walk, walk_phrase};
use crate::diagnostic::Diagnostic;

/// The most footnotes of a text, and marks for them.
const MOST_FOOTNOTES: usize = 2000;

/// Parses a text with blocks, which may have footnotes: a section.
pub fn document(text: &str, stand: Stand, findings: &mut Vec<Diagnostic>) -> Document {
    blocks(text, stand, MOST_FOOTNOTES, findings)
}

/// Parses a text with blocks that is part of something else, and so has no place for footnotes: a note, a commentary.
pub fn note(text: &str, stand: Stand, findings: &mut Vec<Diagnostic>) -> Document {
    blocks(text, stand, 0, findings)
}

fn blocks(text: &str, stand: Stand, footnotes: usize, findings: &mut Vec<Diagnostic>) -> Document {
    let typed = Text::new(text, stand);
    let Some((masked, masks)) = mask::mask(&typed, findings) else { return Document::new() };
    let mut reader = Reader::new(&typed, &masked, masks, footnotes, findings);
    let before = reader.findings.len();
    let blocks = reader.blocks(None);
    walk(&blocks, &mut |seen| part::misplaced(seen, reader.findings));
    addresses::addresses(&blocks, reader.findings);
    rows::rows(&blocks, reader.findings);
    speech::speech(&blocks, reader.findings);
    reader.close();
    slips::cap(findings, before);
    blocks
}

/// Parses a text that is one line of words whatever it looks like: a title, a reason.
pub fn phrase(text: &str, stand: Stand, findings: &mut Vec<Diagnostic>) -> Phrase {
    let typed = Text::new(text, stand);
    let Some((masked, masks)) = mask::mask(&typed, findings) else { return Phrase::new() };
    let line = format!("{GUARD}{}", masked.replace('\n', " "));
    let mut reader = Reader::new(&typed, &line, masks, 0, findings);
    let before = reader.findings.len();
    reader.next();
    let phrase = reader.phrase(TagEnd::Paragraph);
    walk_phrase(&phrase, &mut |seen| part::misplaced(seen, reader.findings));
    addresses::of(&phrase, reader.findings);
    reader.close();
    slips::cap(findings, before);
    phrase
}
