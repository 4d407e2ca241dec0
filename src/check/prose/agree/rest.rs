//! What is left of a whole, held against its parts: “of the 44, 30 were red and the other 14 blue”.

use super::{Agreement, Found};
use crate::check::prose::faults::disagreement::Disagreement;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::segments::Joint;
use crate::quantity::Quantity;

impl Agreement<'_, '_, '_, '_> {
    /// Parts that with what is left do not come to their whole.
    pub(super) fn rest(&self, at: usize) -> Found {
        let rest = self.told[at].count().filter(|_| self.tells_rest(at))?;
        let is_whole = |of: &usize| {
            let told = &self.told[*of];
            let leads_to_parts = self.told.get(of + 1).is_some_and(|next| next.claim.joint == Joint::Subset);
            told.claim.joint == Joint::Whole || self.is_opening_whole(*of) || leads_to_parts
        };
        let of = (0..at).rfind(is_whole)?;
        let whole = self.told[of].count()?;
        let first = if self.told[of].claim.joint == Joint::Whole { of - 1 } else { of };
        let parts: Option<Vec<_>> = (first..at)
            .filter(|part| *part != of)
            .map(|part| self.told[part].count().filter(|part| *part < whole))
            .collect();
        let parts = parts.filter(|parts| !parts.is_empty())?;
        let sum = parts.into_iter().try_fold(rest, Quantity::plus)?;
        (sum != whole).then_some((first..=at, Disagreement::Sum))
    }

    /// Whether a number is told as what is left: “the other 14”, “the remaining 14”, “and 14 others”.
    fn tells_rest(&self, at: usize) -> bool {
        let words = &self.sentence.words;
        let segment = self.told[at].segment;
        let is_rest = |at: usize| words.is(at, Sense::Rest) && !self.sentence.is_within_name(at);
        let start = segment.anchor.start;
        let is_known = start > 1 && is_rest(start - 1) && words.is(start - 2, Sense::Article);
        let end = segment.right.start;
        let is_last = is_rest(end) && !words.is_word(end + 1) && self.told[at].claim.joint == Joint::List;
        is_known || is_last
    }
}
