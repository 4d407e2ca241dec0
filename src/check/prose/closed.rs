//! Whether the words of a sentence leave a number one reading, so that it can be called wrong.
//!
//! A number that no reading gives is unaccounted for. To call it wrong takes more: each word of its sentence has to be understood,
//! and none of them may stand for something that is not said here.

use std::collections::BTreeSet;

use super::reading::claims::{Claim, Head};
use super::reading::language::senses::Sense;
use super::reading::parts::kinds::Exempt;
use super::reading::parts::numbers::Amount;
use super::reading::roles::Role;
use super::reading::segments::{Joint, Segment};
use super::reading::sentence::{Item, Sentence};
use crate::book::period::Period;

/// What the words of a number leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Open {
    Nothing,
    /// What a word such as “them” stands for.
    Antecedent,
    Meaning,
}

/// A claim in its sentence, in a report of a period.
pub(crate) struct Said<'c, 't, 'a> {
    pub(crate) sentence: &'c Sentence<'t, 'a>,
    pub(crate) segments: &'c [Segment],
    pub(crate) claim: &'c Claim<'c, 'a>,
    pub(crate) period: Period,
}

impl Said<'_, '_, '_> {
    /// What the words of the claim leave open.
    pub(crate) fn open(&self) -> Open {
        let claim = self.claim;
        let is_attached = match claim.joint {
            Joint::Compared => claim.role != Role::Level,
            // What restricts the part need not restrict the whole.
            Joint::Whole => false,
            _ => true,
        };
        let is_share = matches!(claim.mention.amount, Amount::Percent(_) | Amount::Share(..));
        let has_whole = !is_share || claim.role != Role::Level || claim.whole.is_some();
        if !is_attached || !has_whole || !self.is_one_time() || !self.is_one_place() {
            return Open::Meaning;
        }
        // A number without a noun may count some of what was told before: “One was a red.”
        let is_elliptic = claim.head == Head::None && matches!(claim.mention.amount, Amount::Number(_));
        let subset = if claim.joint == Joint::Subset || is_elliptic { Open::Antecedent } else { Open::Nothing };
        let run = self.run();
        let tokens = run.iter().flat_map(|segment| segment.own(&segment.left).chain(segment.own(&segment.right)));
        tokens.map(|at| self.left_open(at)).fold(subset, Open::max)
    }

    /// Whether a word of a sense stands with the number.
    pub(crate) fn tells(&self, sense: Sense) -> bool {
        let segment = &self.segments[self.claim.segment];
        segment.own(&segment.left).chain(segment.own(&segment.right)).any(|at| self.sentence.words.is(at, sense))
    }

    /// The numbers whose words are looked at: those of its clause, and those before if it takes over what they say.
    pub(super) fn run(&self) -> &[Segment] {
        let (segments, at) = (self.segments, self.claim.segment);
        let begins = |segment: &Segment| segment.joint == Joint::Clause;
        let first = segments[..=at].iter().rposition(begins).filter(|_| !self.claim.own.is_empty()).unwrap_or(0);
        let end = segments[at + 1..].iter().position(begins).map_or(segments.len(), |next| at + 1 + next);
        &segments[first..end]
    }

    /// What a token leaves open.
    fn left_open(&self, at: usize) -> Open {
        let words = &self.sentence.words;
        let is_rate = self.claim.own.is_rate || matches!(self.claim.mention.amount, Amount::Rate(..));
        if let Some(item) = self.sentence.item(at) {
            return match item {
                Item::Mention(_) | Item::Exempt(Exempt::Time) => Open::Nothing,
                Item::Exempt(Exempt::Name) if self.sentence.is_named(at) => Open::Nothing,
                Item::Exempt(Exempt::Per | Exempt::Age) if is_rate => Open::Nothing,
                Item::Exempt(_) => Open::Meaning,
            };
        }
        if !words.is_word(at) || self.sentence.is_understood(at) {
            return Open::Nothing;
        }
        let senses = words.senses(at).map(|(_, sense)| sense);
        senses.map(|sense| self.of_sense(sense)).max().unwrap_or(Open::Meaning)
    }

    /// What a word of the language leaves open.
    fn of_sense(&self, sense: Sense) -> Open {
        let is_level = self.claim.role == Role::Level;
        match sense {
            Sense::Pronoun | Sense::Subset => Open::Antecedent,
            Sense::Narrows
            | Sense::Span
            | Sense::Month(_)
            | Sense::LongTime
            | Sense::Modal
            | Sense::Not
            | Sense::Measure
            | Sense::Times
            | Sense::Aged
            | Sense::Old
            | Sense::Respectively
            | Sense::Together => Open::Meaning,
            Sense::Way(_) | Sense::More | Sense::Than | Sense::Compared | Sense::Since | Sense::From if is_level => {
                Open::Meaning
            }
            _ => Open::Nothing,
        }
    }

    /// Whether the times of the sentence agree, or one of them stands with the number.
    fn is_one_time(&self) -> bool {
        let claim = self.claim;
        if claim.role == Role::Level && !claim.own.against.times.is_empty() {
            return false;
        }
        let said: Vec<_> = self.sentence.times.iter().map(|told| told.time).collect();
        let times = if claim.own.times.is_empty() || claim.role != Role::Level { &said } else { &claim.own.times };
        let means: Vec<_> = times.iter().map(|time| time.when(self.period)).collect();
        let others = |period: &&Period| claim.role == Role::Level || **period != self.period;
        let periods: BTreeSet<_> = means.iter().flat_map(|when| &when.periods).filter(others).collect();
        let counts: BTreeSet<_> = means.iter().filter_map(|when| when.counts.map(|counts| counts as u8)).collect();
        periods.len() <= 1 && counts.len() <= 1 && means.iter().all(|when| !when.periods.is_empty())
    }

    /// Whether a change since a period is meant: the sentence names that period, or none but its own.
    pub(crate) fn is_since(&self, since: Period) -> bool {
        let times = self.sentence.times.iter().flat_map(|told| told.time.when(self.period).periods);
        times.filter(|period| *period != self.period).all(|period| period == since)
    }

    /// Whether the sentence names one place at most, or one with the number.
    fn is_one_place(&self) -> bool {
        let claim = self.claim;
        if claim.role == Role::Level && !claim.own.against.places.is_empty() {
            return false;
        }
        let taken = &claim.scopes[0].places;
        let said = || self.sentence.places.iter().map(|(_, place)| place);
        match claim.own.places.as_slice() {
            [] => said().all(|place| taken.contains(place)) && taken.len() <= 1,
            places => places.len() == 1,
        }
    }
}
