//! Of what a number is told as a share.

use std::ops::Range;

use super::language::senses::Sense;
use super::parts::numbers::{Amount, Mention};
use super::roles::is_rest;
use super::scopes::{Scope, Side, own, scope};
use super::segments::{Joint, Segment, end_of_whole, nouns, whole_before};
use super::sentence::{Item, Sentence};
use crate::quantity::Quantity;

/// The words of a share.
pub(crate) struct Whole<'a> {
    pub(crate) of: Scope<'a>,
    pub(crate) part: Scope<'a>,
    /// How much the whole comes to, where the sentence says so.
    pub(crate) number: Option<Quantity>,
}

/// The words that name the whole of a share, and those that are left for the part: “97% of the blue were at Step 1”, “nine in
/// ten of them are”. None where the sentence names none.
pub(super) fn whole<'a>(
    sentence: &Sentence<'_, 'a>,
    segments: &[Segment],
    at: usize,
    mention: &Mention,
) -> Option<Whole<'a>> {
    let segment = &segments[at];
    if !matches!(mention.amount, Amount::Percent(_) | Amount::Share(..)) && !is_rest(sentence, segment) {
        return None;
    }
    let words = &sentence.words;
    let (left, mut right) = (segment.left.clone(), segment.right.clone());
    // “One in seven (15.5%) of those at Step 2”: the same share said twice.
    if let Some(aside) = segment.without.iter().find(|aside| aside.start == right.start && aside.end < right.end) {
        right.start = aside.end;
    }
    if let Some(before) = at.checked_sub(1).filter(|_| segment.brackets(words).is_some() && right.is_empty())
        && let (_, Item::Mention(share)) = &sentence.items[segments[before].item]
        && matches!(share.amount, Amount::Percent(_) | Amount::Share(..))
    {
        return whole(sentence, segments, before, share);
    }
    if let Some(next) = segments.get(at + 1).filter(|next| next.joint == Joint::Whole) {
        let part = scope(sentence, segment, &[Side::Behind(right), Side::Before(left)]);
        let of = scope(sentence, next, &[Side::Behind(next.right.clone()), Side::Before(next.left.clone())]);
        return Some(Whole { of, part, number: exact(sentence, next) });
    }
    // “one red in sixty”: what it is a share of stands in it, unless it is said of a share that was told before.
    let inside = scope(sentence, segment, &[Side::Behind(segment.anchor.clone())]);
    if at == 0 && !inside.members.is_empty() || !inside.others.is_empty() {
        let part = scope(sentence, segment, &[Side::Behind(right), Side::Before(left)]);
        return Some(Whole { of: inside, part, number: None });
    }
    let subset = words.find(right.start, |sense| sense == Sense::Subset);
    // “of those counted in May” says itself what it is of, “of them in May” does not.
    let is_told = |length: &usize| {
        let behind = right.start + length;
        behind < right.end
            && !words.is(behind - 1, Sense::Pronoun)
            && !words.is(behind, Sense::Verb)
            && !sentence.is_within_name(behind)
            && (words.is_participle(behind) || words.is(behind, Sense::Preposition) || words.is(behind, Sense::In))
    };
    if let Some(length) = subset.filter(|length| !is_told(length)) {
        // “two thirds of them”: of what was counted before.
        let behind = right.start + length..right.end;
        let part = scope(sentence, segment, &[Side::Behind(behind), Side::Before(left)]);
        return Some(Whole { of: Scope::default(), part, number: None });
    }
    let is_of = words.is(right.start, Sense::Of) || subset.is_some();
    // “one in five walkers”, but “one in five a walker”.
    let is_noun = matches!(mention.amount, Amount::Share(..))
        && !nouns(sentence, segment).is_empty()
        && !words.is(right.start, Sense::Article);
    if (is_of || is_noun) && right.start < right.end {
        let end = end_of_whole(words, right.start + usize::from(is_of)..right.end);
        let part = scope(sentence, segment, &[Side::Behind(end..right.end), Side::Before(left)]);
        return Some(Whole { of: scope(sentence, segment, &[Side::Behind(right.start..end)]), part, number: None });
    }
    let part = scope(sentence, segment, &[Side::Behind(right)]);
    // “Of the blue 79% were …”
    if let Some(first) = opens(sentence, &left) {
        let of = scope(sentence, segment, &[Side::Before(first..left.end)]);
        return Some(Whole { of, part, number: None });
    }
    // “Of the 844, 79% were blue”.
    let told = whole_before(words, segments, at)?;
    // “Of the 844, 667 (79%) were blue”: in brackets it is the share of the number before.
    let before = at.checked_sub(1).filter(|before| told < *before && segment.brackets(words).is_some());
    let part = before.map_or(part, |before| own(sentence, &segments[before]));
    let told = &segments[told];
    let of = scope(sentence, told, &[Side::Behind(told.right.clone())]);
    Some(Whole { of, part, number: exact(sentence, told) })
}

/// Where “of” opens some words, if it does.
fn opens(sentence: &Sentence<'_, '_>, tokens: &Range<usize>) -> Option<usize> {
    let words = &sentence.words;
    tokens.clone().find(|at| words.is_word(*at)).filter(|first| words.is(*first, Sense::Of))
}

/// The number of a segment where it is one.
fn exact(sentence: &Sentence<'_, '_>, segment: &Segment) -> Option<Quantity> {
    match &sentence.items[segment.item] {
        (_, Item::Mention(mention)) => mention.number(),
        _ => None,
    }
}
