//! What has been read of a text. What stands between two things that were read should be markup and spaces; words
//! there would be lost, and so are a finding.

use std::ops::Range;

use super::place::Text;
use crate::diagnostic::Diagnostic;
use crate::parse::rules;

/// How far a text has been read, and what nothing read.
pub struct Ledger<'a> {
    text: &'a str,
    read: usize,
    gaps: Vec<Range<usize>>,
    addresses: Vec<Range<usize>>,
}

impl<'a> Ledger<'a> {
    /// Nothing of `text` has been read.
    pub fn new(text: &'a str) -> Self {
        Ledger { text, read: 0, gaps: Vec::new(), addresses: Vec::new() }
    }

    /// A stretch was read. What stands between it and what was read before is a gap.
    pub fn read(&mut self, range: &Range<usize>) {
        let before = self.read..range.start;
        if self.text.get(before.clone()).is_some_and(|text| text.contains(char::is_alphanumeric)) {
            self.gaps.push(before);
        }
        self.pass(range.end);
    }

    /// Everything before `to` is accounted for.
    pub fn pass(&mut self, to: usize) {
        self.read = self.read.max(to);
    }

    /// Passes over `markup` if it stands in what has not been read before `to`.
    pub fn pass_over(&mut self, markup: &str, to: usize) {
        let found = self.text.get(self.read..to).and_then(|text| text.find(markup));
        self.pass(found.map_or(self.read, |at| self.read + at + markup.len()));
    }

    /// A stretch is of no use to anybody.
    pub fn lose(&mut self, range: Range<usize>) {
        self.gaps.push(range);
    }

    /// A link has its address in this stretch, so that it is no gap.
    pub fn address(&mut self, range: Range<usize>) {
        self.addresses.push(range);
    }

    /// Reports the words that nothing read.
    pub fn close(mut self, typed: &Text<'_>, findings: &mut Vec<Diagnostic>) {
        self.read(&(self.text.len()..self.text.len()));
        self.addresses.sort_unstable_by_key(|range| range.start);
        self.addresses.dedup();
        let mut lost = Vec::new();
        for gap in &self.gaps {
            let mut from = gap.start;
            let first = self.addresses.partition_point(|address| address.end <= gap.start);
            for address in self.addresses[first..].iter().take_while(|address| address.start < gap.end) {
                lost.push(from..address.start.max(from));
                from = address.end;
            }
            lost.push(from..gap.end.max(from));
        }
        let lines = lost.into_iter().flat_map(|range| self.lines(range));
        findings.extend(lines.map(|range| finding(&self.text[range.clone()], typed, range)));
    }

    /// The lines of a range in which words stand, without the spaces around them.
    fn lines(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let text = self.text;
        let mut at = range.start;
        text.get(range).unwrap_or_default().split_inclusive('\n').filter_map(move |line| {
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            line.contains(char::is_alphanumeric).then(|| start..start + line.trim().len())
        })
    }
}

fn finding(text: &str, typed: &Text<'_>, range: Range<usize>) -> Diagnostic {
    let help = match text.chars().next() {
        Some('[') => "delete the line if no link uses it, or if its name is there twice; to print a [ write \\[",
        _ if text.ends_with('}') => {
            "braces in a heading are for an anchor, `{#name}`: write round brackets, or delete them"
        }
        Some('|') => "give every row of the table as many cells as its heading has",
        _ => "write the words where they can be read: in a paragraph, a list or a cell of a table",
    };
    rules::LOST_TEXT.at(typed.span(range), "these words would not be published").help(help)
}
