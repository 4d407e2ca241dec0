//! What is left of a whole, held against its parts: “of the 44, 30 were red and the other 14 blue”.

use std::ops::RangeInclusive;

use super::told::Told;
use crate::check::prose::faults::disagreement::Disagreement;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::segments::Joint;
use crate::check::prose::reading::sentence::Sentence;
use crate::quantity::Quantity;

/// The numbers of a sentence up to one, by their positions, that with what is left do not come to their whole.
pub(super) fn rest(
    sentence: &Sentence<'_, '_>,
    told: &[Told<'_, '_, '_>],
    at: usize,
) -> Option<(RangeInclusive<usize>, Disagreement)> {
    let rest = told[at].count().filter(|_| tells_rest(sentence, &told[at]))?;
    let is_whole = |of: &usize| {
        let leads_to_parts = told.get(of + 1).is_some_and(|next| next.claim.joint == Joint::Subset);
        told[*of].claim.joint == Joint::Whole || is_opening_whole(sentence, &told[*of]) || leads_to_parts
    };
    let of = (0..at).rfind(is_whole)?;
    let whole = told[of].count()?;
    let first = if told[of].claim.joint == Joint::Whole { of - 1 } else { of };
    let parts = (first..at).filter(|part| *part != of);
    let parts: Option<Vec<_>> = parts.map(|part| told[part].count().filter(|part| *part < whole)).collect();
    let parts = parts.filter(|parts| !parts.is_empty())?;
    let sum = parts.into_iter().try_fold(rest, Quantity::plus)?;
    (sum != whole).then_some((first..=at, Disagreement::Sum))
}

/// Whether a number is a whole told before its parts. In “of these 5 reds, 6 blues” each is a part.
pub(super) fn is_opening_whole(sentence: &Sentence<'_, '_>, told: &Told<'_, '_, '_>) -> bool {
    let words = &sentence.words;
    let is_subset = |at: usize| words.find(at, |sense| sense == Sense::Subset).is_some();
    told.segment.opens_whole(words) && !told.segment.left.clone().any(is_subset)
}

/// Whether a number is told as what is left: “the other 14”, “the remaining 14”, “and 14 others”.
fn tells_rest(sentence: &Sentence<'_, '_>, told: &Told<'_, '_, '_>) -> bool {
    let words = &sentence.words;
    let is_rest = |at: usize| words.is(at, Sense::Rest) && !sentence.is_within_name(at);
    let start = told.segment.anchor.start;
    let is_known = start > 1 && is_rest(start - 1) && words.is(start - 2, Sense::Article);
    let end = told.segment.right.start;
    is_known || (is_rest(end) && !words.is_word(end + 1) && told.claim.joint == Joint::List)
}
