//! Whether the words of a sentence leave a number one reading, so that it can be called wrong.
//!
//! A number that no reading gives is unaccounted for. To call it wrong takes more: each word of its sentence has to be understood,
//! and none of them may stand for something that is not said here.

use std::collections::BTreeSet;

use super::cells::tables;
use super::reading::claims::Claim;
use super::reading::counted::Head;
use super::reading::language::senses::Sense;
use super::reading::language::tokens::Kind;
use super::reading::parts::kinds::Exempt;
use super::reading::parts::numbers::Amount;
use super::reading::parts::places::Place;
use super::reading::parts::times::{Time, Told};
use super::reading::roles::{Role, more_behind};
use super::reading::scopes::Scope;
use super::reading::segments::{Joint, Segment};
use super::reading::sentence::{Item, Sentence};
use super::returns::{Around, Candidate, Measured, Returns};
use crate::book::form::Counts;
use crate::book::period::Period;
use crate::quantity::Quantity;

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
    /// Of each time of the sentence the number that alone it is told of, if it is one's own.
    pub(crate) owners: &'c [Option<usize>],
}

/// A sentence with what it says of its numbers.
pub(super) struct ReadSentence<'s, 't, 'a> {
    pub(super) sentence: &'s Sentence<'t, 'a>,
    pub(super) segments: &'s [Segment],
    pub(super) claims: &'s [Claim<'s, 'a>],
    /// The figures of its references, in their order.
    pub(super) given: &'s [Option<Candidate<'a>>],
    pub(super) owners: &'s [Option<usize>],
    /// The words of the sentence before, where it has no number that is counted: what this one tells of.
    pub(super) named: &'s dyn Fn() -> Option<Scope<'a>>,
}

impl<'s, 't, 'a> ReadSentence<'s, 't, 'a> {
    pub(super) fn said(&self, claim: &'s Claim<'s, 'a>, period: Period) -> Said<'s, 't, 'a> {
        let ReadSentence { sentence, segments, owners, .. } = *self;
        Said { sentence, segments, claim, period, owners }
    }
}

/// Of each time of a sentence the number that alone it is told of: one in brackets with it, “82 (31 March 2009: 86)”, or one that is set
/// against it, “12 fewer than the year before”.
pub(crate) fn owners(sentence: &Sentence<'_, '_>, segments: &[Segment]) -> Vec<Option<usize>> {
    let mut owners = vec![None; sentence.times.len()];
    for (at, segment) in segments.iter().enumerate() {
        let is_own = segment.brackets(&sentence.words).is_some() || more_behind(sentence, segment).is_some();
        let held =
            |told: &Told| segment.holds(&segment.left, &told.tokens) || segment.holds(&segment.right, &told.tokens);
        let first = sentence.times.partition_point(|told| told.tokens.end <= segment.left.start);
        let times = sentence.times[first..].iter().enumerate().filter(|_| is_own);
        for (time, told) in times.take_while(|(_, told)| told.tokens.start < segment.right.end) {
            if held(told) {
                owners[first + time] = Some(at);
            }
        }
    }
    owners
}

impl<'a> Said<'_, '_, 'a> {
    /// The times of the sentence that the number can be of, where none stands with it.
    pub(crate) fn open_times(&self) -> impl Iterator<Item = Time> + '_ {
        let times = self.sentence.times.iter().zip(self.owners);
        let is_open =
            |owner: &Option<usize>| owner.is_none_or(|owner| owner == self.claim.segment || self.is_open(owner));
        times.filter(move |(_, owner)| is_open(owner)).map(|(told, _)| told.time)
    }

    /// Whether the number can be of a time that another one owns: a bare number can be the one that is set against the time of a
    /// change, “two fewer than the year before, 12”.
    pub(super) fn is_open(&self, owner: usize) -> bool {
        self.claim.own.is_empty() && owner + 1 == self.claim.segment
    }

    /// Whether the times say that a table is not meant which counts days, or one which counts years.
    pub(crate) fn is_of_other_time(&self, around: &Around<'_>, counts: Counts) -> bool {
        let count = |time: &Time| time.when(self.period).counts;
        let own = &self.claim.own.times;
        // “During the year … seven of the 795 reds”, “during the year the 795 reds had 12 visits”: what is known is not of that time.
        let is_known =
            || self.sentence.words.before(self.claim.mention.tokens.start, |sense| sense == Sense::The).is_some();
        if own.is_empty() && (self.claim.joint == Joint::Whole || counts == Counts::Snapshot && is_known()) {
            return false;
        }
        let heading = around.scopes.iter().filter(|_| around.is_headed).flat_map(|scope| &scope.times).copied();
        let all = || self.open_times().chain(heading).filter_map(|time| count(&time)).collect();
        let told: Vec<_> = if own.is_empty() { all() } else { own.iter().filter_map(count).collect() };
        matches!(counts, Counts::Snapshot | Counts::Flow) && !told.is_empty() && !told.contains(&counts)
    }

    /// Whether the times of the sentence stand with other numbers behind the claim's own: where nothing else can be meant, they are those
    /// of the others, as in “1,624 reds were counted; in the year they had 5,870 visits”.
    pub(crate) fn has_timed_other(&self) -> bool {
        let later = &self.segments[self.claim.segment + 1..];
        let is_of_later = |told: &Told| {
            later.iter().any(|segment| {
                segment.holds(&segment.left, &told.tokens) || segment.holds(&segment.right, &told.tokens)
            })
        };
        !self.sentence.times.is_empty()
            && self.claim.own.times.is_empty()
            && self.sentence.times.iter().all(is_of_later)
    }

    /// Whether words such as “in all” say that a number adds up those before it in its sentence, and it does not. A figure that is one
    /// cell can be the total of more than these.
    pub(crate) fn is_no_sum(&self, figure: &Candidate<'a>) -> bool {
        let Some(number) = self.claim.mention.number().filter(|_| figure.cell().is_none() && self.tells_all()) else {
            return false;
        };
        let mut sum = Quantity::ZERO;
        let mut added = 0;
        for segment in self.segments[..self.claim.segment].iter().rev() {
            let (_, Item::Mention(mention)) = &self.sentence.items[segment.item] else { break };
            let Some(more) = mention.number().filter(|_| mention.is_exact()).and_then(|more| sum.plus(more)) else {
                break;
            };
            (sum, added) = (more, added + 1);
            if added > 1 && sum == number {
                return false;
            }
        }
        added > 1
    }

    /// Whether a share is told of all together: “41% of the whole”.
    pub(crate) fn tells_whole(&self) -> bool {
        let (words, start) = (&self.sentence.words, self.segments[self.claim.segment].right.start);
        let article = start + usize::from(words.is(start, Sense::Of));
        words.is(start, Sense::Of) && words.is(article + usize::from(words.is(article, Sense::The)), Sense::Whole)
    }

    /// Whether the sentence says what something is, and not how many there are: “a visit is one stay of a reader”, “one ticket can be
    /// used by two people”. The number is smaller than those that are looked at by themselves.
    pub(crate) fn defines(&self, least: u64) -> bool {
        const LONGEST: usize = 8;
        let (words, number) = (&self.sentence.words, &self.claim.mention.tokens);
        let own = &self.claim.own;
        let tells_figure = !own.members.is_empty() || !own.times.is_empty() || !own.places.is_empty();
        let is_small = self.claim.mention.number().is_some_and(|number| number < least);
        if self.claim.mention.is_given || tells_figure || !is_small {
            return false;
        }
        let begins = |at: &usize| *at == 0 || words.is_sign(*at - 1, &[",", ";", ":", "(", "–"]);
        let Some(start) = (0..=number.start).rev().find(begins).filter(|at| words.is(*at, Sense::An)) else {
            return false;
        };
        let is_number = |at: usize| matches!(self.sentence.item(at), Some(Item::Mention(_)));
        let told = (start + 1..words.len().min(start + LONGEST)).take_while(|at| !is_number(*at) && words.is_word(*at));
        let verb = { told }.find(|at| words.find(*at, |sense| sense == Sense::Present).is_some());
        let Some(verb) = verb.filter(|verb| *verb > start + 1) else { return false };
        let behind = verb + words.find(verb, |sense| sense == Sense::Present).unwrap_or(1);
        let is_one = || {
            !words.is(start, Sense::Number(1))
                || words.is(behind, Sense::Article)
                || is_number(behind)
                || words.is(verb, Sense::Modal)
        };
        let is_many = words
            .find(start, |sense| matches!(sense, Sense::Bound(_) | Sense::TheNumber))
            .is_some_and(|length| length > 1);
        !is_many && is_one()
    }

    /// Whether something is set against the number that was told last: “the national rate is 92, which leaves us 15 above it”.
    pub(crate) fn is_beside_last(&self) -> bool {
        let (words, side) = (&self.sentence.words, self.segments[self.claim.segment].right.start);
        let beside = words.find(side, |sense| sense == Sense::Beside).filter(|_| self.claim.own.is_empty());
        beside.is_some_and(|length| words.is(side + length, Sense::Pronoun))
    }

    fn tells_all(&self) -> bool {
        self.segments[self.claim.segment].tells(&self.sentence.words, Sense::Together)
    }

    /// Whether the times of the sentence say that not this figure is meant, but one of another table with the same rows: where the
    /// number's own words do not tell the table.
    pub(crate) fn is_of_other_table(&self, returns: &Returns<'a>, around: &Around<'a>, figure: &Candidate<'a>) -> bool {
        let is_level = matches!(figure.measured, Measured::Level(_)) && self.claim.role == Role::Level;
        let counts =
            figure.fit.cells.first().and_then(|cell| figure.report.figures.table(*cell)).map(|table| table.counts);
        is_level
            && counts.is_some_and(|counts| self.is_of_other_time(around, counts))
            && tables(&returns.names(figure.report), &self.claim.own).is_empty()
    }

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
        // “Six reds were at Step 2, and the same number of blues”: what is said of the six goes on.
        let is_cut = claim.mention.is_repeated && !self.tells(Sense::Verb);
        if is_cut || self.is_told_on() || !is_attached || !has_whole || !self.is_one_time() || !self.is_one_place() {
            return Open::Meaning;
        }
        // A number without a noun may count some of what was told before: “One was a red.”
        let is_elliptic = claim.head == Head::None && matches!(claim.mention.amount, Amount::Number(_));
        let subset = if claim.joint == Joint::Subset || is_elliptic { Open::Antecedent } else { Open::Nothing };
        let run = self.run().iter().filter(|segment| !self.is_apart(segment));
        let tokens = run.flat_map(|segment| segment.own(&segment.left).chain(segment.own(&segment.right)));
        let tokens = tokens.filter(|at| self.sentence.aside(*at).is_none());
        tokens.map(|at| self.left_open(at)).fold(subset, Open::max)
    }

    /// Whether what follows a colon says more of what was counted before it: “one here and one there: those were the two at Step 3”.
    fn is_told_on(&self) -> bool {
        let words = &self.sentence.words;
        let behind = self.segments[self.claim.segment + 1..].iter().filter(|segment| segment.joint == Joint::Subset);
        let starts = behind.map(|segment| segment.left.start + usize::from(words.is_sign(segment.left.start, &[":"])));
        starts.into_iter().any(|at| {
            let stands_for = words.is(at, Sense::The) || words.is(at, Sense::Pronoun);
            stands_for && words.is(at + 1, Sense::Copula)
        })
    }

    /// Whether a reference behind the number has a clause of its own that names nothing of the form: “and {{ … }} lamps were lit”.
    fn is_apart(&self, segment: &Segment) -> bool {
        let (_, item) = &self.sentence.items[segment.item];
        let is_reference = matches!(item, Item::Mention(mention) if mention.is_given);
        let words = || segment.own(&segment.right);
        let is_of_form = |at: usize| self.sentence.known[at] || self.sentence.is_within_name(at);
        is_reference
            && segment.joint == Joint::List
            && segment.left.start >= self.claim.mention.tokens.end
            && self.tells(Sense::Verb)
            && words().any(|at| self.sentence.words.is(at, Sense::Verb))
            && !words().any(is_of_form)
    }

    /// Whether the number stands in what would be, or in what it would follow from: “had six more come, there would have been twelve”.
    pub(crate) fn is_supposed(&self) -> bool {
        let words = &self.sentence.words;
        let first = (0..words.len()).find(|at| words.is_word(*at) || words.is_digits(*at));
        let is_would = |at: usize| words.find(at, |sense| sense == Sense::Would).is_some();
        if !first.is_some_and(|first| words.is(first, Sense::Suppose)) || !(0..words.len()).any(is_would) {
            return false;
        }
        let is_end = |at: &usize| words.is_sign(*at, &[",", ";", ":", "–", "—"]);
        let number = &self.claim.mention.tokens;
        let start = (0..number.start).rev().find(is_end);
        let end = (number.end..words.len()).find(is_end).unwrap_or(words.len());
        start.is_none_or(|start| (start + 1..end).any(is_would))
    }

    /// Where the words begin that tell of a part of what the number counts, if some follow: “…, of whom 12 were red”.
    pub(crate) fn subset_start(&self) -> usize {
        let later = self.segments[self.claim.segment + 1..].iter().find(|later| later.joint == Joint::Subset);
        later.filter(|_| self.claim.head == Head::Known).map_or(usize::MAX, |later| later.left.start)
    }

    /// Whether a word of a sense stands in the words of the number, or opens its sentence.
    pub(crate) fn tells_of(&self, sense: Sense) -> bool {
        let opening = &self.segments[0];
        let segment = &self.segments[self.claim.segment];
        let mut words = segment.own(&segment.left).chain(segment.own(&segment.right)).chain(opening.own(&opening.left));
        words.any(|at| self.sentence.words.find(at, |found| found == sense).is_some())
    }

    /// Whether a word of a sense stands with the number. In “in other words” no other is told of.
    pub(crate) fn tells(&self, sense: Sense) -> bool {
        let (segment, words) = (&self.segments[self.claim.segment], &self.sentence.words);
        let mut end = 0;
        let mut own = segment.own(&segment.left).chain(segment.own(&segment.right));
        own.any(|at| {
            let is_within = at < end;
            end = end.max(at + words.senses(at).map(|(length, _)| length).max().unwrap_or(1));
            !is_within && words.is(at, sense)
        })
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
                // Where readers are sent is looked at by itself.
                Item::Exempt(Exempt::Name) if words.tokens[at].kind == Kind::Figure => Open::Nothing,
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
            Sense::Respectively if !self.claim.is_paired => Open::Meaning,
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
            | Sense::Each
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

    /// Whether the sentence speaks of those who wrote it.
    fn tells_us(&self) -> bool {
        let words = &self.sentence.words;
        (0..words.len()).any(|at| words.is(at, Sense::Us))
    }

    /// Whether the sentence names one place at most, or one with the number.
    fn is_one_place(&self) -> bool {
        let claim = self.claim;
        if claim.role == Role::Level && !claim.own.against.places.is_empty() {
            return false;
        }
        let taken = &claim.scopes[0].places;
        let is_aside = |at: usize| self.sentence.aside(at).is_some_and(|aside| aside.is_phrase);
        let said = || self.sentence.places.iter().filter(|(at, _)| !is_aside(at.start)).map(|(_, place)| place);
        match claim.own.places.as_slice() {
            // “Of the 99 in the country we had 12”.
            [] if taken.contains(&Place::Nation) && self.tells_us() => false,
            [] => said().all(|place| taken.contains(place)) && taken.len() <= 1,
            places => places.len() == 1,
        }
    }
}
