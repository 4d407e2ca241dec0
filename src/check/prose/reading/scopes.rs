//! The words that tell what a number counts, when and where.

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::language::senses::Sense;
use super::parts::kinds::Exempt;
use super::parts::names::{Meaning, Named};
use super::parts::numbers::{Amount, Mention};
use super::parts::places::Place;
use super::parts::times::Time;
use super::segments::{Joint, Segment};
use super::sentence::{Item, Sentence};
use crate::check::prose::reading::language::keys::key;

/// Words that tell what is counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Scope<'a> {
    /// Names of rows and columns.
    pub(crate) members: Vec<Member<'a>>,
    /// Names of tables and measures.
    pub(crate) others: Vec<Meaning<'a>>,
    /// Other words, as stems.
    pub(crate) stems: Vec<Rc<str>>,
    pub(crate) times: Vec<Time>,
    pub(crate) places: Vec<Place<'a>>,
    /// The times and places that it is set against: “more than in 2012-13”.
    pub(crate) against: Against<'a>,
    /// Whether it speaks of a rate.
    pub(crate) is_rate: bool,
    /// Whether of two members of one axis one was taken without the words saying which.
    pub(crate) is_torn: bool,
}

/// What something is set against.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Against<'a> {
    pub(crate) times: Vec<Time>,
    pub(crate) places: Vec<Place<'a>>,
    /// Names of rows and columns.
    pub(crate) members: Vec<Member<'a>>,
}

/// A name of a row or column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Member<'a> {
    /// What it can mean.
    pub(crate) means: Rc<[Meaning<'a>]>,
    pub(crate) stems: Rc<[String]>,
}

impl<'a> Member<'a> {
    pub(crate) fn new(sentence: &Sentence<'_, 'a>, named: &Named<'a>) -> Self {
        let words = &sentence.words;
        let stems = named.tokens.clone().filter(|at| words.is_word(*at) || words.is_digits(*at));
        Member { means: named.means.as_slice().into(), stems: stems.map(|at| key(words, at).to_owned()).collect() }
    }

    pub(crate) fn is_of_axis_of(&self, means: &[Meaning<'_>]) -> bool {
        self.means.iter().any(|one| means.iter().any(|other| one.is_of_same_axis(other)))
    }
}

impl<'a> Scope<'a> {
    /// Whether it says nothing of what is counted.
    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
            && self.against.members.is_empty()
            && self.others.is_empty()
            && self.stems.is_empty()
            && !self.is_rate
    }

    /// These words with what those of another part of the sentence say of what these leave open.
    pub(crate) fn with(&self, other: &Scope<'a>) -> Scope<'a> {
        let mut scope = self.with_names(other);
        if scope.times.is_empty() {
            scope.times.clone_from(&other.times);
        }
        if scope.places.is_empty() {
            scope.places.clone_from(&other.places);
        }
        scope.against.times.extend(other.against.times.iter().copied());
        scope.against.places.extend(other.against.places.iter().copied());
        if scope.against.members.is_empty() {
            scope.against.members.clone_from(&other.against.members);
        }
        scope
    }

    /// The same of the words of two headings of one cell: a day without its year, as in “on 31 March”, is that of the year of the other.
    pub(crate) fn headed(&self, other: &Scope<'a>) -> Scope<'a> {
        let mut scope = self.with(other);
        if !self.times.is_empty() && self.times.iter().all(|time| time.is_of_any_year()) {
            scope.times.extend(other.times.iter().copied());
        }
        scope
    }

    /// The same where what is set against nothing of its own kind belongs to what is counted: “12 more than in May at Step 2”.
    pub(crate) fn folded(&self) -> Cow<'_, Scope<'a>> {
        if self.against.members.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut scope = self.clone();
        let of_own = |member: &Member<'a>| self.members.iter().any(|own| own.is_of_axis_of(&member.means));
        scope.members.extend(self.against.members.iter().filter(|member| !of_own(member)).cloned());
        scope.against.members.clear();
        Cow::Owned(scope)
    }

    /// What is counted in the rows and columns that it is set against; none where it is set against none.
    pub(crate) fn against_rows(&self) -> Option<Scope<'a>> {
        let of = |member: &&Member<'a>| self.against.members.iter().any(|other| other.is_of_axis_of(&member.means));
        let is_set_against = self.members.iter().any(|member| of(&member));
        is_set_against.then(|| {
            let others = self.members.iter().filter(|member| !of(member));
            let members = self.against.members.iter().chain(others).cloned().collect();
            Scope { members, against: Against::default(), ..self.clone() }
        })
    }

    /// The same without times and places.
    pub(crate) fn with_names(&self, other: &Scope<'a>) -> Scope<'a> {
        let mut scope = self.clone();
        let is_open = |member: &&Member<'a>| !self.members.iter().any(|own| own.is_of_axis_of(&member.means));
        scope.members.extend(other.members.iter().filter(is_open).cloned());
        scope.others.extend(other.others.iter().copied());
        scope.stems.extend(other.stems.iter().cloned());
        scope.is_rate |= other.is_rate;
        scope.is_torn |= other.is_torn;
        scope
    }
}

/// A stretch of words beside a number, and on which side of it.
#[derive(Clone)]
pub(crate) enum Side {
    Before(Range<usize>),
    Behind(Range<usize>),
}

/// The words of a whole sentence.
pub(crate) fn all<'a>(sentence: &Sentence<'_, 'a>) -> Scope<'a> {
    within(sentence, 0..sentence.words.len())
}

/// The words of a stretch of a sentence, whatever numbers stand in it.
pub(crate) fn within<'a>(sentence: &Sentence<'_, 'a>, tokens: Range<usize>) -> Scope<'a> {
    let segment =
        Segment { item: 0, anchor: 0..0, left: 0..0, right: tokens.clone(), without: Vec::new(), joint: Joint::First };
    scope(sentence, &segment, &[Side::Behind(tokens)])
}

/// The words of some stretches, which are looked at one after the other: what the first says of an axis stands.
pub(crate) fn scope<'a>(sentence: &Sentence<'_, 'a>, segment: &Segment, sides: &[Side]) -> Scope<'a> {
    let words = &sentence.words;
    let mut scope = Scope::default();
    for side in sides {
        let (tokens, is_before) = match side {
            Side::Before(tokens) => (tokens, true),
            Side::Behind(tokens) => (tokens, false),
        };
        let named = sentence.names.iter().filter(|named| segment.holds(tokens, &named.tokens));
        let is_compared = |named: &&Named<'a>| {
            !is_before && named.is_member() && is_compared(sentence, segment, tokens.start..named.tokens.start)
        };
        let (compared, mut named): (Vec<_>, Vec<_>) = named.partition(is_compared);
        scope.against.members.extend(compared.into_iter().map(|named| Member::new(sentence, named)));
        if is_before {
            named.reverse();
        }
        scope.add_names(sentence, &named);
        for told in sentence.times.iter().filter(|told| segment.holds(tokens, &told.tokens)) {
            match is_against(sentence, segment, side, &told.tokens) && !matches!(told.time, Time::Over(_)) {
                true => scope.against.times.push(told.time),
                false => scope.times.push(told.time),
            }
        }
        let is_own = |place: &Range<usize>| segment.holds(tokens, place) && sentence.aside(place.start).is_none();
        for (place_tokens, place) in sentence.places.iter().filter(|(place, _)| is_own(place)) {
            match is_against(sentence, segment, side, place_tokens) {
                true => scope.against.places.push(*place),
                false => scope.places.push(*place),
            }
        }
        let is_loose = |at: &usize| sentence.known[*at] && !sentence.is_taken(*at) && !sentence.is_of_next_name(*at);
        scope.stems.extend(segment.own(tokens).filter(is_loose).map(|at| key(words, at).into()));
        let is_per = |(place, item): &(Range<usize>, Item)| {
            matches!(item, Item::Exempt(Exempt::Per)) && segment.holds(tokens, place)
        };
        scope.is_rate |= segment.own(tokens).any(|at| words.is(at, Sense::Rate)) || sentence.items.iter().any(is_per);
    }
    scope
}

/// The words of a number's own segment: what stands behind it goes before what stands in front of it.
pub(crate) fn own<'a>(sentence: &Sentence<'_, 'a>, segment: &Segment) -> Scope<'a> {
    let sides = [Side::Behind(segment.right.clone()), Side::Before(segment.left.clone())];
    let mut own = scope(sentence, segment, &sides);
    own.places.retain(|place| !is_of_next_clause(sentence, segment, *place));
    // “in Northshire, where there were 12”, “since May, when there were 12”.
    let words = &sentence.words;
    if own.times.is_empty() && own.places.is_empty() && words.is(segment.left.start, Sense::Relative) {
        let end =
            segment.left.start - usize::from(segment.left.start > 0 && words.is_sign(segment.left.start - 1, &[","]));
        own.places.extend(sentence.places.iter().filter(|(place, _)| place.end == end).map(|(_, place)| *place));
        own.times.extend(sentence.times.iter().filter(|told| told.tokens.end == end).map(|told| told.time));
    }
    // “than in Northshire (12)”, “than a year earlier (12)”.
    if let Some(end) = segment.brackets(words)
        && words.is_sign(segment.anchor.end, &[")", "]"])
        && own.times.is_empty()
        && own.places.is_empty()
    {
        own.places.extend(sentence.places.iter().filter(|(place, _)| place.end == end).map(|(_, place)| *place));
        own.times.extend(sentence.times.iter().filter(|told| told.tokens.end == end).map(|told| told.time));
    }
    let (_, item) = &sentence.items[segment.item];
    own.is_rate |= matches!(item, Item::Mention(Mention { amount: Amount::Rate(..), .. }));
    own
}

/// Whether a place is named behind a number in a clause of its own, where its own clause names one: “the north has 12, and the south is
/// like it”.
fn is_of_next_clause(sentence: &Sentence<'_, '_>, segment: &Segment, place: Place<'_>) -> bool {
    let words = &sentence.words;
    let joins = |sense| matches!(sense, Sense::And | Sense::But);
    let parts = |at: &usize| words.is_sign(*at, &[",", ";"]) && words.find(at + 1, joins).is_some();
    let Some(end) = segment.right.clone().find(parts) else { return false };
    let named =
        || sentence.places.iter().filter(|(at, _)| segment.left.start <= at.start && at.end <= segment.right.end);
    let is_near = named().any(|(at, _)| at.start < end);
    is_near && named().filter(|(_, other)| *other == place).all(|(at, _)| at.start > end)
}

impl<'a> Scope<'a> {
    /// Adds names in the order of their nearness. Of two members of one axis the nearest stands, unless they stand in one list.
    fn add_names(&mut self, sentence: &Sentence<'_, 'a>, named: &[&Named<'a>]) {
        let mut taken: Vec<&Named<'a>> = Vec::new();
        for named in named {
            if !named.is_member() {
                self.others.extend(named.means.iter().copied());
                continue;
            }
            let is_same = |other: &&&Named<'a>| {
                other.means.iter().any(|one| named.means.iter().any(|two| one.is_of_same_axis(two)))
            };
            let is_rival = |member: &Member<'a>| {
                member.is_of_axis_of(&named.means) && !member.means.iter().any(|one| named.means.contains(one))
            };
            self.is_torn |= self.members.iter().any(is_rival);
            let other = taken.iter().rev().find(is_same);
            let is_listed = other.is_some_and(|other| is_listed(sentence, &other.tokens, &named.tokens));
            let is_told = self.members.iter().any(|member| member.is_of_axis_of(&named.means));
            if !is_told && (other.is_none() || is_listed) {
                taken.push(named);
            } else if other.is_some() {
                self.is_torn = true;
            }
        }
        self.members.extend(taken.iter().map(|named| Member::new(sentence, named)));
    }
}

/// Whether a time or place is what a number is set against: words such as “since” or “than” stand before it.
fn is_against(sentence: &Sentence<'_, '_>, segment: &Segment, side: &Side, tokens: &Range<usize>) -> bool {
    const NEAR: usize = 2;
    let words = &sentence.words;
    let start = tokens.start;
    let is_base = |at: usize| words.is(at, Sense::Since) || words.is(at, Sense::From);
    let near = start.saturating_sub(NEAR)..start;
    // “compared with the year before”, “more than in the year before”.
    let is_set_against = |sense| matches!(sense, Sense::Compared | Sense::Than);
    let mut from = start;
    while let Some(passed) =
        words.before(from, |sense| matches!(sense, Sense::Article | Sense::Preposition | Sense::In))
    {
        if words.before(from, is_set_against).is_some() {
            break;
        }
        from = passed;
    }
    let is_base = near.clone().any(is_base) || words.before(from, is_set_against).is_some();
    match side {
        // “tops that of Northshire by four”.
        Side::Before(_) => {
            let is_beside = |at: usize| words.find(at, |sense| sense == Sense::Beside).is_some();
            is_base
                || (tokens.end..segment.anchor.start).any(|at| words.is(at, Sense::By))
                    && (segment.left.start..start).any(is_beside)
        }
        Side::Behind(side) => {
            let is_beside =
                |at: usize| words.senses(at).any(|(_, sense)| matches!(sense, Sense::Since | Sense::Beside));
            is_base || (side.start..start).any(is_beside) || is_compared(sentence, segment, side.start..start)
        }
    }
}

/// Whether words behind a number hold one behind which it is set against something: “than”, “compared with”, “as” in “four times
/// as many as”.
fn is_compared(sentence: &Sentence<'_, '_>, segment: &Segment, mut tokens: Range<usize>) -> bool {
    let words = &sentence.words;
    if let Some((_, Item::Mention(Mention { amount: Amount::Factor(..), .. }))) = sentence.items.get(segment.item)
        && let Some(length) = words.find(segment.anchor.end, |sense| matches!(sense, Sense::AsMany | Sense::TheNumber))
    {
        let is_as = |at: usize| words.is(at, Sense::As);
        let behind = segment.anchor.end + length..segment.right.end;
        return match behind.clone().find(|at| is_as(*at)) {
            Some(second) => tokens.end > second,
            // “four times the number in the north”.
            None => words.find(segment.anchor.end, |sense| sense == Sense::TheNumber).is_some(),
        };
    }
    tokens.any(|at| words.senses(at).any(|(_, sense)| matches!(sense, Sense::Than | Sense::Compared)))
}

/// Whether two names stand in one list: “Levels 2 and 3”.
pub(crate) fn is_listed(sentence: &Sentence<'_, '_>, one: &Range<usize>, other: &Range<usize>) -> bool {
    const FARTHEST: usize = 3;
    let (first, second) = if one.start < other.start { (one, other) } else { (other, one) };
    let words = &sentence.words;
    let joins = |sense: Sense| {
        matches!(sense, Sense::And | Sense::Article | Sense::To | Sense::Preposition | Sense::In | Sense::At)
    };
    let mut between = first.end..second.start;
    between.len() <= FARTHEST
        && between.all(|at| words.senses(at).any(|(_, sense)| joins(sense)) || words.is_sign(at, &[",", "/", "–", "-"]))
}
