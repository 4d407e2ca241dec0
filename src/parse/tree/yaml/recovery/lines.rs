//! The lines of a text as far as their order says what belongs to what.

use std::ops::Range;

use super::names;
use crate::parse::tree::yaml::signs::is_bullet;

/// A line that holds something.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// Where its first sign stands.
    pub(super) start: usize,
    /// Where it ends, without spaces.
    pub(super) end: usize,
    /// How many columns its first sign stands from the left; a tab counts as two spaces.
    pub(super) indent: usize,
    /// The first sign in front of it that is no plain space.
    pub(super) odd: Option<usize>,
}

impl Line {
    pub(super) fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether an item of a list begins here.
    pub(super) fn is_item(self, text: &str) -> bool {
        let line = &text[self.range()];
        line == "-" || line.starts_with("- ") || line.starts_with("-\t") || is_like_item(line)
    }

    /// Whether it begins as an entry does, rather than as text that goes on.
    pub(super) fn is_entry(self, text: &str) -> bool {
        self.is_item(text) || names::name(text, &self.range()).is_some()
    }

    /// Whether it closes what an entry above it opened.
    pub(super) fn is_closing(self, text: &str) -> bool {
        text[self.range()].starts_with(['}', ']'])
    }
}

/// Whether a line begins an item of a list as other texts write it, or with a dash to which the item sticks.
fn is_like_item(line: &str) -> bool {
    let mut signs = line.chars();
    match (signs.next(), signs.next()) {
        (Some('-'), Some(next)) => next == '{' || next.is_ascii_lowercase(),
        (Some(sign), Some(next)) => is_bullet(sign) && next == ' ',
        _ => false,
    }
}

/// The lines of a text without those that hold nothing, or a comment only.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let (mut lines, mut at) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let from = at;
        at += line.len();
        let words = line.trim();
        if words.is_empty() && line.trim_matches([' ', '\t', '\r', '\n']).is_empty() || words.starts_with('#') {
            continue;
        }
        let before = line.len() - line.trim_start().len();
        let indent = line[..before].chars().map(|sign| if sign == '\t' { 2 } else { 1 }).sum();
        let odd = line[..before].find(|sign| sign != ' ').map(|odd| from + odd);
        let start = (from + before).min(at);
        lines.push(Line { start, end: start + words.len(), indent, odd });
    }
    lines
}
