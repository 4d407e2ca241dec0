//! The paragraphs of a text by their lines.

use std::ops::Range;

use super::printed::Printed;
use crate::parse::markdown::place::Text;
use crate::source::Span;

/// How a table is written, for those who have one of another program.
pub const TABLE: &str = "write each row on one line, `| a | b |`, with all the words of its cells; above them a row that says what stands in each column, and below that `| --- | --- |`, a part for each column; delete lines of other signs, and empty lines between rows";

/// The most findings of one rule about one text: what follows them is of the same kind.
pub(super) const MOST_FINDINGS: usize = 100;

/// A text by its lines: as it was typed, with references masked, and as it is printed.
pub(super) struct Lines<'a> {
    pub(super) text: &'a Text<'a>,
    pub(super) masked: &'a str,
    pub(super) printed: &'a Printed,
}

impl<'a> Lines<'a> {
    /// How many paragraphs there are.
    pub(super) fn paragraphs(&self) -> usize {
        self.printed.paragraphs.len()
    }

    /// The lines of a paragraph, without the signs of the quotation that it stands in.
    pub(super) fn of(&self, paragraph: usize) -> impl Iterator<Item = Range<usize>> + use<'a> {
        let (masked, range) = (self.masked, self.printed.paragraphs.get(paragraph).cloned().unwrap_or_default());
        let mut start = range.start;
        masked.get(range).unwrap_or_default().split_inclusive('\n').map(move |line| {
            let words = line.trim_start_matches(['>', ' ', '\t']);
            let from = start + line.len() - words.len();
            start += line.len();
            from..from + words.trim_end().len()
        })
    }

    /// Whether nothing stands between a paragraph and the one before it.
    pub(super) fn are_beside(&self, paragraph: usize) -> bool {
        let [before, this] = [paragraph.wrapping_sub(1), paragraph].map(|at| self.printed.paragraphs.get(at));
        before.zip(this).is_some_and(|(before, this)| {
            let between = self.masked.get(before.end..this.start);
            between.is_some_and(|between| between.trim_matches(['>', ' ', '\t', '\n']).is_empty())
        })
    }

    /// Whether a line of dashes stands right above or below a paragraph.
    pub(super) fn is_ruled(&self, paragraph: usize) -> bool {
        let around = |at: usize| {
            let end =
                at.checked_sub(1).and_then(|before| self.printed.paragraphs.get(before)).map_or(0, |before| before.end);
            let start = self.printed.paragraphs.get(at).map_or(self.masked.len(), |this| this.start);
            self.masked.get(end..start).unwrap_or_default()
        };
        [around(paragraph), around(paragraph + 1)].iter().any(|around| around.contains("--"))
    }

    /// What is printed of a range.
    pub(super) fn printed(&self, range: &Range<usize>) -> &'a str {
        self.printed.text.get(range.clone()).unwrap_or_default()
    }

    /// What was typed in a range.
    pub(super) fn typed(&self, range: &Range<usize>) -> &'a str {
        self.text.as_str().get(range.clone()).unwrap_or_default()
    }

    /// The same with references masked.
    pub(super) fn masked(&self, range: &Range<usize>) -> &'a str {
        self.masked.get(range.clone()).unwrap_or_default()
    }

    /// Where a range stands.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.text.span(range)
    }
}
