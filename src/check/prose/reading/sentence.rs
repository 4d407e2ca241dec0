//! A sentence: its words, and in them names, times, places and numbers, each with its place.

use std::ops::Range;

use super::language::senses::{Language, Sense};
use super::language::tokens::{Kind, is_past};
use super::language::words::Words;
use super::parts::asides::{Aside, asides};
use super::parts::kinds::{Exempt, exempt};
use super::parts::mentions::{bound, measured, mention, repeated};
use super::parts::names::{Named, Names};
use super::parts::numbers::{Amount, Mention, amount, cardinal, counted};
use super::parts::places::{Located, Places};
use super::parts::time_words::time;
use super::parts::times::{Time, Told};
use crate::book::period::Period;
use crate::check::prose::reading::language::keys::{is_plain, key};
use crate::quantity::Quantity;

/// What a sentence is read with.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'r, 'a> {
    pub(crate) language: &'static Language,
    pub(crate) names: &'r Names<'a>,
    pub(crate) places: &'r Places<'a>,
    /// How many areas the book has: a number that needs no account beside the word for them.
    pub(crate) areas: usize,
    /// The period of the report.
    pub(crate) own: Period,
}

/// A number, typed or printed by a reference.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    Mention(Mention),
    Exempt(Exempt),
}

/// A sentence that was read.
pub(crate) struct Sentence<'t, 'a> {
    pub(crate) words: Words<'t>,
    /// In the order of their first tokens.
    pub(crate) names: Vec<Named<'a>>,
    pub(crate) times: Vec<Told>,
    pub(crate) places: Vec<Located<'a>>,
    /// Where other places are told of beside what the sentence is about.
    asides: Vec<Aside>,
    /// Numbers with their tokens, in their order.
    pub(crate) items: Vec<(Range<usize>, Item)>,
    /// Which tokens are words of the return, besides those that the language has.
    pub(crate) known: Vec<bool>,
    /// Which tokens are verbs that tell what is so at present.
    present: Vec<bool>,
    /// Of each token, whether a name holds it, and whether one of a row or column does.
    named: Vec<(bool, bool)>,
}

/// What stands at a token, of things that stand one behind another.
fn at_token<T>(things: &[T], at: usize, tokens: impl Fn(&T) -> &Range<usize>) -> Option<&T> {
    let thing = things.get(things.partition_point(|thing| tokens(thing).end <= at))?;
    tokens(thing).contains(&at).then_some(thing)
}

impl<'t, 'a> Sentence<'t, 'a> {
    /// Reads a part of a text.
    pub(crate) fn read(reader: Reader<'_, 'a>, text: &Cased<'t>, part: Range<usize>) -> Self {
        let words = Words::new(text.lower, part, reader.language);
        let names = reader.names.find(&words);
        let present: Vec<_> = (0..words.len()).map(|at| is_present(&words, reader.names, at)).collect();
        let knows = |at: usize| {
            words.is_word(at) && !is_plain(&words, at) && !present[at] && reader.names.knows(key(&words, at))
        };
        let known = (0..words.len()).map(knows).collect();
        let mut named = vec![(false, false); words.len()];
        for name in &names {
            for (is_named, is_of_member) in &mut named[name.tokens.clone()] {
                *is_named = true;
                *is_of_member |= name.is_member();
            }
        }
        let mut sentence = Sentence {
            words,
            names,
            times: Vec::new(),
            places: Vec::new(),
            asides: Vec::new(),
            items: Vec::new(),
            known,
            present,
            named,
        };
        let mut at = 0;
        let mut printed = text.printed.iter();
        while at < sentence.words.len() {
            at += if sentence.words.tokens[at].kind == Kind::Figure {
                sentence.reference(at, printed.next().copied().flatten())
            } else {
                sentence.next(reader, text, at).max(1)
            };
        }
        sentence.of_hundred();
        sentence.list_percentages();
        sentence.carry_percentages();
        let numbers = sentence.items.iter().filter(|(_, item)| matches!(item, Item::Mention(_)));
        let numbers: Vec<_> = numbers.map(|(tokens, _)| tokens.start).collect();
        sentence.asides = asides(&sentence.words, &sentence.places, &numbers);
        sentence
    }

    /// Takes up a reference, with the number that it prints.
    fn reference(&mut self, at: usize, printed: Option<Amount>) -> usize {
        let item = match printed {
            Some(amount) => Item::Mention(Mention {
                tokens: at..at + 1,
                amount,
                bound: bound(&self.words, at, at + 1),
                until: None,
                is_in_words: false,
                is_given: true,
                is_repeated: false,
                is_deficit: false,
            }),
            None => Item::Exempt(Exempt::Name),
        };
        self.items.push((at..at + 1, item));
        1
    }

    /// Reads what begins at a token; how many tokens it takes.
    fn next(&mut self, reader: Reader<'_, 'a>, text: &Cased<'t>, at: usize) -> usize {
        let words = &self.words;
        let mut members = self.names.iter().filter(|named| named.is_member());
        let name = members.find(|named| named.tokens.start == at).map(|named| named.tokens.len());
        let place = reader.places.at(words, at, text.typed);
        if let Some((length, place)) = place.filter(|(length, _)| name.is_none_or(|name| name < *length)) {
            self.places.push((at..at + length, place));
            return length;
        }
        // A word of which nothing is known begins no time, number or measure.
        if name.is_none() && words.is_word(at) && !words.is_known(at) {
            return 1;
        }
        let time = time(words, at, reader.own).filter(|(length, _)| name.is_none_or(|name| name < *length));
        if let Some((length, time)) = time {
            let holds_number = (at..at + length).any(|at| words.is_digits(at) || amount(words, at).is_some());
            self.times.push(self.told(at..at + length, time, reader.own));
            if holds_number {
                self.items.push((at..at + length, Item::Exempt(Exempt::Time)));
            }
            return length;
        }
        if let Some(length) = name {
            if (at..at + length).any(|at| words.is_digits(at) || cardinal(words, at).is_some()) {
                self.items.push((at..at + length, Item::Exempt(Exempt::Name)));
            }
            return length;
        }
        let measured = measured(words, at, reader.names);
        if let Some((tokens, mention)) = measured.filter(|(tokens, _)| !self.has_name(at, tokens.len())) {
            let length = tokens.len();
            self.items.push((tokens, Item::Mention(mention)));
            return length;
        }
        let exempt =
            exempt(words, at, text.typed).filter(|(_, kind)| *kind != Exempt::Name || !self.is_behind_name(at));
        if let Some((length, kind)) = exempt.filter(|(length, _)| !self.has_name(at, *length)) {
            let item = match kind {
                Exempt::Name if self.is_missing(reader.names, at) => (at - 1..at + 1, Item::Exempt(Exempt::Missing)),
                kind => (at..at + length, Item::Exempt(kind)),
            };
            self.items.push(item);
            return length;
        }
        if let Some((length, per)) = per(words, at) {
            self.told_for(at, per);
            self.items.push((at..at + length, Item::Exempt(Exempt::Per)));
            return length;
        }
        let last = self.items.iter().rev().find_map(|(_, item)| match item {
            Item::Mention(mention) => Some(mention),
            Item::Exempt(_) => None,
        });
        let again = last.and_then(|last| repeated(words, at, last));
        let Some((tokens, mention)) = again.or_else(|| mention(words, at)) else { return 1 };
        let is_exempt = self.carries_on(&mention) || is_of_areas(words, &mention, reader.areas);
        let length = tokens.end - at;
        let item = if is_exempt { Item::Exempt(Exempt::Name) } else { Item::Mention(mention) };
        self.items.push((tokens, item));
        length
    }

    /// A time that stands at some tokens, seen from the one before where it says so.
    fn told(&self, tokens: Range<usize>, time: Time, own: Period) -> Told {
        let (words, last) = (&self.words, tokens.end - 1);
        let is_seen = words.is(last, Sense::Earlier) || matches!(time, Time::YearsOn(_) | Time::YearUpTo);
        // “12 last year and 10 in the year before that”.
        let is_that = matches!(time, Time::YearsAgo(_)) && words.is(last, Sense::The);
        let before = self.times.last().map(|told| told.time).filter(|_| is_seen || is_that);
        let time = if is_that && before.is_some() { Time::YearsAgo(1) } else { time };
        Told { tokens, time: time.seen_from(before, own) }
    }

    /// Whether a place or a row's name ends before a token: a number there is one of that place or row, not a part of its name.
    fn is_behind_name(&self, at: usize) -> bool {
        let ends_here = |named: &Named<'a>| named.is_member() && named.tokens.end == at;
        self.places.last().is_some_and(|(place, _)| place.end == at)
            || !self.words.is(at.wrapping_sub(1), Sense::Label) && self.names.iter().any(ends_here)
    }

    /// Makes a rate of the number before a token, if it is told for so many people in one clause.
    fn told_for(&mut self, at: usize, per: u64) {
        let words = &self.words;
        let ends = |at: usize| words.is(at, Sense::But) || words.is_sign(at, &[",", ";", ":"]);
        let last = self
            .items
            .iter_mut()
            .rev()
            .find_map(|(_, item)| if let Item::Mention(mention) = item { Some(mention) } else { None });
        if let Some(Mention { tokens, amount, .. }) = last
            && let Amount::Number(number) = *amount
            && !(tokens.end..at).any(ends)
        {
            *amount = Amount::Rate(number, per);
        }
    }

    /// The aside that holds a token.
    pub(crate) fn aside(&self, at: usize) -> Option<&Aside> {
        at_token(&self.asides, at, |aside| &aside.tokens)
    }

    /// Whether a token is part of the name of a row or column.
    pub(crate) fn is_within_name(&self, at: usize) -> bool {
        self.named.get(at).is_some_and(|(_, is_of_member)| *is_of_member)
    }

    /// Whether a token is part of a name.
    pub(crate) fn is_named(&self, at: usize) -> bool {
        self.named.get(at).is_some_and(|(is_named, _)| *is_named)
    }

    /// What a token is part of.
    pub(crate) fn item(&self, at: usize) -> Option<&Item> {
        at_token(&self.items, at, |(tokens, _)| tokens).map(|(_, item)| item)
    }

    /// Where the words go on behind a number, past those for how many it is told: “25 per 100,000 above the 122”.
    pub(crate) fn behind_per(&self, mut at: usize) -> usize {
        while matches!(self.item(at), Some(Item::Exempt(Exempt::Per))) {
            at += 1;
        }
        at
    }

    /// Whether a token is a participle that says no more than the name behind it: “managed at Level 2”.
    pub(crate) fn is_of_next_name(&self, at: usize) -> bool {
        let words = &self.words;
        let is_joint =
            words.senses(at + 1).any(|(_, sense)| matches!(sense, Sense::Preposition | Sense::In | Sense::At));
        let article = usize::from(words.is(at + 2, Sense::Article));
        let is_name = |named: &Named<'_>| named.is_member() && named.tokens.start == at + 2 + article;
        words.is_participle(at) && is_joint && self.names.iter().any(is_name)
    }

    /// Whether a token is part of a time.
    pub(crate) fn is_timed(&self, at: usize) -> bool {
        at_token(&self.times, at, |told| &told.tokens).is_some()
    }

    /// Whether something is set against what stands at these tokens: “since”, “than” or “compared with” stands before them.
    pub(crate) fn is_set_against(&self, tokens: &Range<usize>) -> bool {
        const NEAR: usize = 4;
        let words = &self.words;
        let is_comparison = |sense| matches!(sense, Sense::Since | Sense::Than | Sense::Compared);
        let before = (tokens.start.saturating_sub(NEAR)..tokens.start).rev();
        // “Nine on 31 March 2013 and ten a year later”.
        let next = self.times.iter().find(|told| told.tokens.start >= tokens.end);
        let is_later = |sense| matches!(sense, Sense::Later | Sense::YearsOn(_));
        next.is_some_and(|next| words.before(next.tokens.end, is_later).is_some())
            || before.take_while(|at| words.is_word(*at)).any(|at| words.find(at, is_comparison).is_some())
    }

    /// Whether it is known what a token says: it is part of a name of a row or column, a time, a place or a number.
    pub(crate) fn is_taken(&self, at: usize) -> bool {
        self.is_within_name(at)
            || self.is_timed(at)
            || at_token(&self.places, at, |(tokens, _)| tokens).is_some()
            || self.item(at).is_some()
    }

    /// Whether the return says what a word means.
    pub(crate) fn is_understood(&self, at: usize) -> bool {
        self.is_taken(at) || self.known[at] || self.is_named(at) || self.is_of_next_name(at) || self.present[at]
    }

    /// Whether a token is no word, or one that the form or the language has.
    pub(crate) fn is_known(&self, at: usize) -> bool {
        !self.words.is_word(at) || self.is_taken(at) || self.words.senses(at).next().is_some() || self.known[at]
    }

    /// Whether a token of a heading says nothing that is not understood.
    pub(crate) fn is_read(&self, at: usize) -> bool {
        let is_plain = || self.words.senses(at).any(|_| true) && !self.words.is(at, Sense::Narrows);
        !self.words.is_word(at) || self.is_understood(at) || is_plain()
    }

    /// Whether a number is that of a row or column that the return does not have: “people at Step 4”.
    fn is_missing(&self, names: &Names<'a>, at: usize) -> bool {
        let words = &self.words;
        let is_led = at > 1 && (words.is(at - 2, Sense::At) || words.is(at - 2, Sense::In));
        // “at Step 4 of the course”, “in Step 4 schools”.
        let is_other = words.is(at + 1, Sense::Of) || (words.is_word(at + 1) && words.senses(at + 1).next().is_none());
        is_led && !is_other && words.is_digits(at) && names.lacks(key(words, at - 1), key(words, at))
    }

    /// Whether a name stands among tokens that would be a number of something else.
    fn has_name(&self, at: usize, length: usize) -> bool {
        self.names.iter().any(|named| named.is_member() && named.tokens.start > at && named.tokens.start < at + length)
    }

    /// Whether a number by itself is of the kind of the one before, as in “every 12 weeks, where the standard is 16”.
    fn carries_on(&self, mention: &Mention) -> bool {
        let behind = mention.tokens.end;
        let is_bare = behind >= self.words.len() || self.words.is_sign(behind, &[".", ",", ";", ")", "!", "?"]);
        let last = self.items.iter().rev().find(|(_, item)| !matches!(item, Item::Exempt(Exempt::Name | Exempt::Time)));
        // “£12,000, of which 5,000 went on tools”, “and spent 5,000 of it on tools”.
        let is_part = self.words.before(mention.tokens.start, |sense| sense == Sense::Subset).is_some()
            || (self.words.is(behind, Sense::Of) && self.words.is(behind + 1, Sense::Pronoun));
        let is_of_money = is_part && matches!(last, Some((_, Item::Exempt(Exempt::Money))));
        // “within twelve months brought the number of people to 12” counts people.
        let is_counted = |from: usize| {
            let mut between = from..mention.tokens.start;
            let has_number = self.items.iter().any(|(_, item)| matches!(item, Item::Mention(_)));
            let has_place = self.places.last().is_some_and(|(place, _)| place.start >= from);
            has_number && has_place
                || between.any(|at| self.known[at] || self.is_within_name(at) || self.words.is(at, Sense::Rate))
        };
        // “people aged 10 and over fell by seven”: no age changes.
        let is_change = |from: usize| {
            (from..mention.tokens.start).any(|at| self.words.find(at, |sense| matches!(sense, Sense::Way(_))).is_some())
        };
        let carries = matches!(last, Some((tokens, Item::Exempt(kind))) if kind.carries_on()
            && !is_counted(tokens.end)
            && !(*kind == Exempt::Age && is_change(tokens.end)));
        let is_listed =
            matches!(last, Some((tokens, Item::Exempt(Exempt::Telephone))) if mention.tokens.start - tokens.end <= 2);
        (((is_bare || is_of_money) && carries) || is_listed) && matches!(mention.amount, Amount::Number(_))
    }
}

/// A text as it was typed and in lower case, with what the references print in the part of it that is read.
#[derive(Clone, Copy)]
pub(crate) struct Cased<'t> {
    pub(crate) typed: &'t str,
    pub(crate) lower: &'t str,
    pub(crate) printed: &'t [Option<Amount>],
}

/// Whether a verb tells what is so at present, where a table is called by what was done in a year: “we manage 12 people”, “12 people to
/// manage”.
fn is_present(words: &Words<'_>, names: &Names<'_>, at: usize) -> bool {
    let is_subject = |sense| sense == Sense::Subject;
    let is_infinitive = || words.is(at.wrapping_sub(1), Sense::To) && names.is_done(key(words, at));
    words.is_word(at) && !is_past(words.text(at)) && (words.before(at, is_subject).is_some() || is_infinitive())
}

/// For how many a rate is told: “per 100,000”, “for every thousand”.
fn per(words: &Words<'_>, at: usize) -> Option<(usize, u64)> {
    const FEWEST: u64 = 100;
    let per = words.find(at, |sense| sense == Sense::Per)?;
    let (length, number) = counted(words, at + per)?;
    (number >= FEWEST).then_some((per + length, number))
}

fn is_of_areas(words: &Words<'_>, mention: &Mention, areas: usize) -> bool {
    let is_all = mention.number().and_then(Quantity::count).is_some_and(|number| u64::try_from(areas) == Ok(number));
    is_all && (mention.tokens.end..mention.tokens.end + 4).any(|at| words.is(at, Sense::Area))
}
