//! A passage as a text in which names and dates stand in full, whatever reference they come from.

use std::borrow::Cow;
use std::ops::Range;

use crate::book::Book;
use crate::book::narrative::Asks;
use crate::book::report::Report;
use crate::check::prose::passage::{FIGURE, Passage};
use crate::query::reference;

/// The text of a passage as readers see it, except for its figures.
pub(crate) struct Expanded<'p> {
    /// The words; a reference to a figure is still one [`FIGURE`].
    pub(crate) text: Cow<'p, str>,
    /// The references to figures, in their order.
    pub(crate) figures: Vec<&'p Asks>,
    /// How much of the text stands before the passage and is read with it.
    pub(crate) lead: usize,
    /// What stands for references to names: where in the text each is, and where the reference ends in the passage.
    moved: Vec<(Range<usize>, usize)>,
}

impl<'p> Expanded<'p> {
    /// The text of a passage of a report.
    pub(crate) fn new(book: &Book, report: &Report, passage: &'p Passage) -> Self {
        let mut expanded =
            Expanded { text: Cow::Borrowed(&passage.text), figures: Vec::new(), lead: 0, moved: Vec::new() };
        let is_name = |asks: &&Asks| matches!(asks, Asks::Name(_));
        if !passage.asks.iter().any(|asks| is_name(&asks)) {
            expanded.figures = passage.asks.iter().collect();
            return expanded;
        }
        let mut text = String::with_capacity(passage.text.len() + 64);
        let mut asks = passage.asks.iter();
        for (at, sign) in passage.text.char_indices() {
            let asked = if sign == FIGURE { asks.next() } else { None };
            match asked {
                Some(asked @ Asks::Name(_)) => {
                    let start = text.len();
                    let name = reference::text(book, report, asked).unwrap_or_default();
                    text.push_str(&name.replace('\u{a0}', " "));
                    expanded.moved.push((start..text.len(), at + FIGURE.len_utf8()));
                }
                asked => {
                    text.push(sign);
                    expanded.figures.extend(asked);
                }
            }
        }
        expanded.text = Cow::Owned(text);
        expanded
    }

    /// The text of a passage with what is read before it.
    pub(crate) fn with_lead(book: &Book, report: &Report, passage: &'p Passage) -> Self {
        let own = Expanded::new(book, report, passage);
        if passage.lead.is_empty() {
            return own;
        }
        let (mut text, mut figures) = (String::new(), Vec::new());
        for before in &passage.lead {
            let before = Expanded::new(book, report, before);
            text.push_str(before.text.trim_end_matches([';', ',', ' ']));
            text.push_str(if text.ends_with([':', '.', '!', '?']) { " " } else { ". " });
            figures.extend(before.figures);
        }
        let lead = text.len();
        text.push_str(&own.text);
        figures.extend(&own.figures);
        Expanded { text: Cow::Owned(text), figures, lead, moved: own.moved }
    }

    /// Whether a range of the text comes from a reference, or stands before the passage.
    pub(crate) fn is_foreign(&self, range: &Range<usize>) -> bool {
        range.start < self.lead || self.is_of_reference(range)
    }

    /// Whether a range of the text comes from a reference.
    pub(crate) fn is_of_reference(&self, range: &Range<usize>) -> bool {
        let range = range.start - self.lead..range.end - self.lead;
        let next = self.moved.partition_point(|(name, _)| name.end <= range.start);
        self.moved.get(next).is_some_and(|(name, _)| name.start <= range.start)
    }

    /// Where a range of the text stands in the passage.
    pub(crate) fn typed(&self, range: &Range<usize>) -> Range<usize> {
        let back = |at: usize| {
            let at = at - self.lead;
            let before = self.moved.partition_point(|(name, _)| name.end <= at);
            before.checked_sub(1).map_or(at, |last| self.moved[last].1 + at - self.moved[last].0.end)
        };
        back(range.start)..back(range.end)
    }
}
