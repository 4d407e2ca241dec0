//! Whether a word that the form counts stands with a number.

use super::language::senses::Sense;
use super::language::tokens::stem;
use super::parts::names::Names;
use super::parts::numbers::{Amount, Mention};
use super::segments::{Joint, Segment, nouns};
use super::sentence::Sentence;
use crate::check::prose::reading::language::keys::{is_plain, key};
use crate::quantity::Quantity;

/// Whether a noun stands behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    None,
    /// One that the form or the language knows.
    Known,
    /// One of something else.
    Unknown,
}

pub(super) fn head(sentence: &Sentence<'_, '_>, segment: &Segment) -> Head {
    let words = &sentence.words;
    let mut nouns = nouns(sentence, segment);
    if nouns.is_empty() {
        return Head::None;
    }
    let is_known = |at: usize| sentence.is_within_name(at) || sentence.known[at] || words.senses(at).any(|_| true);
    match nouns.any(is_known) && !is_of_other(sentence, segment) {
        true => Head::Known,
        false => Head::Unknown,
    }
}

/// What the noun of a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Noun {
    /// One of the form's own, or it has none.
    OfForm,
    /// One that can stand for it.
    Plain,
    /// One that says that something else is counted: “15 visits to reds”, “15 Step 2 meetings”.
    Other,
}

pub(super) fn noun(sentence: &Sentence<'_, '_>, segment: &Segment, names: &Names<'_>) -> Noun {
    let words = &sentence.words;
    let nouns = || nouns(sentence, segment).filter(|at| !words.is_participle(*at) && words.is_word(*at));
    let is_counted = |at: usize| !sentence.is_within_name(at) && names.counts(key(words, at));
    match nouns().next_back() {
        Some(_) if is_of_other(sentence, segment) => Noun::Other,
        Some(last) if !sentence.is_within_name(last) && !nouns().any(is_counted) => Noun::Plain,
        _ => Noun::OfForm,
    }
}

/// Whether a noun that neither the form nor the language knows says what a number counts.
fn is_of_other(sentence: &Sentence<'_, '_>, segment: &Segment) -> bool {
    let words = &sentence.words;
    let mut nouns = nouns(sentence, segment).filter(|at| !words.is_participle(*at));
    let Some(last) = nouns.rfind(|at| words.is_word(*at)) else { return false };
    let is_plural = words.text(last).ends_with('s') && stem(words.text(last)) != words.text(last);
    // “Behind the 15 reds lies a plan.”
    is_plural && !sentence.is_known(last) && !words.is(last + 1, Sense::Article)
}

/// Whether a word that the form counts stands with a number: as its noun, right before it, or behind it where it has no noun of its
/// own.
pub(super) fn is_counted(sentence: &Sentence<'_, '_>, segment: &Segment, mention: &Mention, names: &Names<'_>) -> bool {
    const NEAR: usize = 4;
    let words = &sentence.words;
    let nouns = nouns(sentence, segment);
    let is_name = |at: usize| sentence.is_within_name(at);
    let is_noun = |at: usize| {
        words.is_word(at) && !is_plain(words, at) && !words.is_participle(at) && names.counts(key(words, at))
    };
    let is_strange = |at: usize| {
        let is_word = |sense: Sense| !matches!(sense, Sense::Label | Sense::Call | Sense::Street);
        let has_sense = words.senses(at).any(|(_, sense)| is_word(sense));
        !is_plain(words, at) && !has_sense && !is_name(at) && !names.counts(key(words, at))
    };
    if nouns.clone().last().is_some_and(|last| !is_strange(last)) && nouns.clone().any(|at| is_name(at) || is_noun(at))
    {
        return true;
    }
    if nouns.clone().any(is_strange) {
        return false;
    }
    let tells = |at: usize| is_name(at) || (words.is_word(at) && names.tells_table(key(words, at)));
    // A share tells what it is a share of behind it, none of something likewise.
    let is_of = words.is(segment.right.start, Sense::Of)
        || words.find(segment.right.start, |sense| sense == Sense::Subset).is_some();
    let is_share = matches!(mention.amount, Amount::Share(..) | Amount::Percent(_) | Amount::Factor(..));
    let is_none = mention.number().is_some_and(Quantity::is_zero);
    // “Nobody can tell”: what can or should be is no count.
    let is_norm = |at: usize| words.is(at, Sense::Modal);
    if is_none && segment.own(&segment.left).chain(segment.own(&segment.right)).any(is_norm) {
        return false;
    }
    if is_share {
        return (0..words.len()).any(|at| tells(at) || is_noun(at));
    }
    if is_of && is_none {
        return segment.own(&segment.right).any(|at| tells(at) || is_noun(at));
    }
    let subset = words.find(nouns.end, |sense| sense == Sense::Subset).unwrap_or_default();
    let behind = nouns.end..segment.right.end.min(nouns.end + subset + NEAR);
    let before = segment.left.start.max(segment.anchor.start.saturating_sub(NEAR))..segment.anchor.start;
    let is_headed = segment.anchor.start > 0 && words.is_sign(segment.anchor.start - 1, &[":"]);
    if nouns.is_empty() && is_headed && is_bare(sentence, segment) && segment.own(&segment.left).any(tells) {
        return true;
    }
    // “Eight of the 107 came back for breaking a rule”.
    let names_loosely = || {
        let stems = segment.own(&segment.right).filter(|at| sentence.known[*at]).map(|at| key(words, at)).collect();
        names.loose(&stems).next().is_some()
    };
    let is_verb = segment.own(&behind).any(|at| words.is(at, Sense::Verb));
    segment.own(&behind).any(is_name)
        || (is_verb && segment.own(&segment.right).any(|at| tells(at) || sentence.is_named(at)))
        || (is_verb && names_loosely())
        || (nouns.is_empty() && segment.own(&before).any(is_name))
}

/// Whether a number counts what the one before it does, or what that leaves: “12 reds, 15 blues and two others”.
pub(super) fn goes_on(sentence: &Sentence<'_, '_>, segment: &Segment, head: Head) -> bool {
    let mut nouns = nouns(sentence, segment);
    let is_rest = segment.joint == Joint::List && !nouns.is_empty();
    (head == Head::None && is_bare(sentence, segment))
        || (is_rest && nouns.all(|at| sentence.words.is(at, Sense::Rest)))
}

/// Whether a number ends its clause or goes on with a verb: what it counts is said before it.
fn is_bare(sentence: &Sentence<'_, '_>, segment: &Segment) -> bool {
    let words = &sentence.words;
    let behind = segment.anchor.end;
    let joins = |sense| matches!(sense, Sense::And | Sense::Verb | Sense::Respectively | Sense::In | Sense::At);
    let is_time = |at: usize| sentence.is_timed(at) || (words.is(at, Sense::Preposition) && sentence.is_timed(at + 1));
    behind >= words.len() || !words.is_word(behind) || is_time(behind) || words.find(behind, joins).is_some()
}
