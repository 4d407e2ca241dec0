//! What a sentence says with each of its numbers: what is counted, when, where, and whether it is a level or a change.

use std::ops::Range;

use super::attached::{before_brackets, contrast, pair};
use super::counted::{Head, Noun, goes_on, head, is_counted, noun};
use super::language::senses::{Sense, Way};
use super::language::words::Words;
use super::parts::names::Names;
use super::parts::numbers::{Amount, Mention};
use super::roles::{Role, beside as beside_of, is_rest, is_seen_back, other_roles, role};
use super::scopes::{Scope, Side, own, scope};
use super::segments::{Joint, Segment, whole_before};
use super::sentence::{Item, Sentence};
use super::wholes::{Whole, whole};
use crate::text::number::WORDS;

/// A number with what its sentence says of it.
pub(crate) struct Claim<'s, 'a> {
    /// Its position among the numbers of the sentence.
    pub(crate) segment: usize,
    pub(crate) mention: &'s Mention,
    pub(crate) role: Role,
    /// What else can be said with it.
    pub(crate) other_roles: Vec<Role>,
    /// The token that tells the way of a change, or on which side of the number before this one stands.
    pub(crate) way_at: Option<usize>,
    /// What the number before is said to be beside this one: more, or less.
    pub(crate) beside: Option<Way>,
    pub(crate) head: Head,
    pub(crate) noun: Noun,
    pub(crate) own: Scope<'a>,
    /// Its words with those that it takes over from the rest of the sentence, the likeliest first.
    pub(crate) scopes: Vec<Scope<'a>>,
    /// Whether its own words are all known, so that they say all of what is counted.
    pub(crate) is_plain: bool,
    /// Whether it is a part of what the sentence before counts.
    pub(crate) is_part_of_before: bool,
    pub(crate) joint: Joint,
    /// Whether it is the one of several numbers that belongs to its own of as many names.
    pub(crate) is_paired: bool,
    /// The words behind it in what it is measured: “hours”, “hours a week”.
    pub(crate) units: Vec<&'s str>,
    /// Whether the number behind it is the whole of which it is a part.
    pub(crate) is_of_whole: bool,
    /// Whether the sentence says that it is not so.
    pub(crate) is_negated: bool,
    /// Whether it tells how far a figure of an earlier time was from the later one: “a year before there had been fifteen fewer”.
    pub(crate) is_seen_back: bool,
    /// Whether it is what a part leaves: “all but 25”.
    pub(crate) is_rest: bool,
    /// For a share: the words of the whole, and those of the part.
    pub(crate) whole: Option<Whole<'a>>,
    /// Whether a word that the form counts stands with the number.
    pub(crate) is_counted: bool,
    /// Whether a noun before it says that it tells a change: “a rise of 12”.
    pub(crate) is_of_growth: bool,
}

impl Claim<'_, '_> {
    /// Whether it can be a word for something that was named before: “one of them”.
    pub(crate) fn is_pronoun(&self) -> bool {
        self.mention.is_in_words && self.head == Head::None && self.mention.number() == Some(1_u64.into())
    }

    /// Whether it tells of a place alone: “Northshire had 12. In Southshire it was just six.”
    pub(crate) fn is_of_place(&self) -> bool {
        let is_bare = self.role == Role::Level && self.head == Head::None && !self.is_pronoun();
        is_bare && self.own.is_empty() && !self.own.places.is_empty()
    }

    /// Whether it is a percentage with decimals of a whole that its words name: told as exactly as a large number.
    pub(crate) fn is_exact_share(&self) -> bool {
        let is_exact = matches!(self.mention.amount, Amount::Percent(percent) if percent.places() > 0);
        is_exact && self.whole.as_ref().is_some_and(|whole| !whole.of.is_empty() || !whole.of.places.is_empty())
    }

    /// Whether the number is one of those that a reference can write as a word, and is written so.
    pub(crate) fn is_in_words(&self) -> bool {
        self.mention.is_in_words && self.mention.number().is_some_and(|number| number < WORDS.len() as u64)
    }
}

/// As what change a number can be told, as those that follow it in a list are then: “121 more, of whom 69 are red and 52 blue”.
fn changes(claim: &Claim<'_, '_>) -> Option<Role> {
    claim.other_roles.iter().find(|role| matches!(role, Role::Change(_))).copied()
}

/// The claims of a sentence, in the order of its numbers.
pub(crate) fn claims<'s, 'a>(
    sentence: &'s Sentence<'_, 'a>,
    segments: &[Segment],
    names: &Names<'a>,
) -> Vec<Claim<'s, 'a>> {
    let mut claims: Vec<Claim<'s, 'a>> = Vec::new();
    let mut owns: Vec<_> = segments.iter().map(|segment| own(sentence, segment)).collect();
    let heads: Vec<_> = segments.iter().map(|segment| head(sentence, segment)).collect();
    let paired = pair(sentence, segments, &heads, &mut owns);
    contrast(sentence, segments, &heads, &mut owns);
    let mut resolved: Vec<Scope<'a>> = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let context = Context { sentence, segments, owns: &owns, heads: &heads, paired: &paired, resolved: &resolved };
        let (primary, is_part) = context.primary(at);
        let own = &owns[at];
        let tail = context.tail(at);
        let whole_scope = primary.as_ref().map_or_else(|| own.clone(), |primary| own.with(primary));
        let (_, Item::Mention(mention)) = &sentence.items[segment.item] else {
            resolved.push(whole_scope);
            continue;
        };
        let wider = tail.iter().map(|tail| whole_scope.with(tail));
        let mut scopes: Vec<_> = wider.chain([whole_scope.clone()]).collect();
        let before = claims.last().map(|claim| claim.role);
        let listed = claims.last().filter(|_| segment.joint == Joint::List).and_then(changes);
        let (role, mut way_at) = role(sentence, segment, before);
        // A change that has no words of its own is one of what was told.
        let is_open = !own.is_empty() || !matches!((role, mention.amount), (Role::Change(_), Amount::Number(_)));
        if primary.is_some() && !is_part && is_open {
            scopes.push(tail.as_ref().map_or_else(|| own.clone(), |tail| own.with(tail)));
        }
        if paired.contains(&at) {
            scopes.truncate(1);
        }
        let beside = at.checked_sub(1).filter(|_| role == Role::Level);
        let beside = beside.and_then(|previous| beside_of(sentence, &segments[previous], segment));
        way_at = way_at.or(beside.map(|(_, at)| at));
        claims.push(Claim {
            segment: at,
            mention,
            role,
            other_roles: other_roles(sentence, segment, role, listed.or(before)),
            way_at,
            beside: beside.map(|(way, _)| way),
            head: heads[at],
            noun: noun(sentence, segment, names),
            own: own.clone(),
            scopes,
            is_part_of_before: at == 0 && is_about_before(&sentence.words),
            is_plain: is_all_known(sentence, segment),
            joint: segment.joint,
            is_paired: paired.contains(&at),
            units: units(&sentence.words, segment.anchor.end),
            is_rest: is_rest(sentence, segment),
            is_seen_back: is_seen_back(sentence, segment),
            is_negated: is_negated(sentence, segment),
            whole: whole(sentence, segments, at, mention),
            is_of_whole: segments.get(at + 1).is_some_and(|next| next.joint == Joint::Whole),
            is_of_growth: segment.left.clone().any(|at| sentence.words.is(at, Sense::Growth)),
            is_counted: is_counted(sentence, segment, mention, names)
                || (claims.last().is_some_and(|last| last.is_counted) && goes_on(sentence, segment, heads[at])),
        });
        resolved.push(whole_scope);
    }
    said_otherwise(segments, &mut claims);
    claims
}

/// The words that begin at a token and tell in what a number is measured.
fn units<'t>(words: &Words<'t>, at: usize) -> Vec<&'t str> {
    let is_unit = |at: usize| words.find(at, |sense| sense == Sense::Span).is_some();
    let is_joint = words.is(at + 1, Sense::An) || words.is(at + 1, Sense::Per) || words.is(at + 1, Sense::Article);
    let both = [Some(at), Some(at + 2).filter(|_| is_joint)];
    both.into_iter().take_while(|at| at.is_some_and(is_unit)).flatten().filter_map(|at| words.get(at)).collect()
}

/// Lets a number be the change that the same said otherwise behind it is: “3,059 or 14.2 per cent up”.
fn said_otherwise(segments: &[Segment], claims: &mut [Claim<'_, '_>]) {
    for at in 1..claims.len() {
        let (before, claim) = (claims[at - 1].role, &claims[at]);
        let way = claim.role.way().filter(|_| matches!(claim.role, Role::Change(_)));
        if let (Joint::Apposed, Role::Level, Some(way)) = (segments[claim.segment].joint, before, way) {
            claims[at - 1].other_roles.push(Role::Change(way));
        }
    }
}

/// What numbers take over from the rest of their sentence.
struct Context<'c, 't, 'a> {
    sentence: &'c Sentence<'t, 'a>,
    segments: &'c [Segment],
    owns: &'c [Scope<'a>],
    heads: &'c [Head],
    /// The numbers that belong each to its own of as many names.
    paired: &'c Range<usize>,
    /// The words of the numbers before, with what these have taken over.
    resolved: &'c [Scope<'a>],
}

impl<'a> Context<'_, '_, 'a> {
    /// The words before the first number, which go with all that follow.
    fn opening(&self) -> Scope<'a> {
        scope(self.sentence, &self.segments[0], &[Side::Before(self.segments[0].left.clone())])
    }

    /// What a number takes over from those before it, and from the whole of which it is a part; whether that is for certain.
    fn primary(&self, at: usize) -> (Option<Scope<'a>>, bool) {
        if self.segments[at].joint == Joint::Whole {
            // “40 of the 44 orders”: the whole takes over what the part does, and the words before that.
            let part = &self.segments[at - 1];
            let before = scope(self.sentence, part, &[Side::Before(part.left.clone())]);
            let (primary, _) = self.before(at - 1);
            return (Some(primary.map_or_else(|| before.clone(), |primary| before.with(&primary))), false);
        }
        let (before, is_part) = self.before(at);
        let Some(next) = self.segments.get(at + 1).filter(|next| next.joint == Joint::Whole) else {
            return (before, is_part);
        };
        // The part is one of what the whole counts.
        let whole = scope(self.sentence, next, &[Side::Behind(next.right.clone())]);
        (Some(before.map_or_else(|| whole.clone(), |before| whole.with(&before))), true)
    }

    /// What a number takes over from those before it.
    fn before(&self, at: usize) -> (Option<Scope<'a>>, bool) {
        let words = &self.sentence.words;
        let Some(previous) = at.checked_sub(1) else {
            if self.segments[0].joint == Joint::Apposed {
                return (Some(outside(self.sentence, &self.segments[0])), false);
            }
            // “At 920, the number of people was …”: what the number counts follows.
            let next = self.segments.get(1).filter(|_| self.owns[0].is_empty() && self.heads[0] == Head::None);
            let next = next.map(|next| scope(self.sentence, next, &[Side::Before(next.left.clone())]));
            return (next, false);
        };
        let segment = &self.segments[at];
        let previous = self.outside_brackets(previous);
        if segment.opens_whole(words) {
            // “Of the 44, 40 were red, and of the 12 …”
            return (Some(self.opening()), false);
        }
        // “Step 1 (819) dwarfs Step 2 (23)”: what stands right before the brackets goes before what was told of others.
        if let Some(near) = before_brackets(self.sentence, self.segments, at) {
            return (Some(near.with(&self.resolved[previous])), true);
        }
        if self.tells_own_whole(at) {
            return (Some(self.opening()), false);
        }
        let whole = whole_before(words, self.segments, at);
        // “… together dealt with 310, though the total number had gone up from 722”.
        let is_total = |at: usize| words.is(at, Sense::Whole) && !self.sentence.is_within_name(at);
        let tells_total = segment.own(&segment.left).any(is_total) && self.heads[at] == Head::None;
        if segment.tells(words, Sense::Together) || segment.is_labelled_total(words) || tells_total {
            return (None, false);
        }
        match segment.joint {
            // “Eight of the 107 came back: six from Step 2”: what the colon leads to is told of the eight.
            Joint::Subset if self.is_behind_colon(at) => (Some(self.resolved[self.part(previous)].clone()), true),
            Joint::Subset | Joint::Apposed => (Some(self.resolved[previous].clone()), true),
            // “two of them at Step 2”.
            _ if words.find(segment.right.start, |sense| sense == Sense::Subset).is_some() => {
                (Some(self.resolved[previous].clone()), true)
            }
            // “12 people came back: eight reds, four blues”.
            Joint::List if self.is_read_out(at) => {
                let first = self.segments[..at].iter().rposition(|before| before.joint == Joint::Subset);
                let whole = first.and_then(|first| first.checked_sub(1)).unwrap_or(previous);
                (Some(self.resolved[self.part(whole)].clone()), true)
            }
            Joint::Compared | Joint::To => (Some(self.resolved[previous].clone()), false),
            _ if whole.is_some() => (whole.map(|whole| self.resolved[whole].clone()), true),
            _ if self.heads[at] == Head::None || self.owns[at].is_empty() => {
                (Some(self.resolved[previous].clone()), false)
            }
            _ => (Some(self.opening()), false),
        }
    }

    /// Whether a number of another clause says itself of what it is a part: “977 were red, and 98.3% of all people were at Step 1”.
    fn tells_own_whole(&self, at: usize) -> bool {
        let (words, segment) = (&self.sentence.words, &self.segments[at]);
        let behind = segment.right.start;
        let told = |at: usize| match &self.sentence.items[self.segments[at].item].1 {
            Item::Mention(mention) => mention.number(),
            Item::Exempt(_) => None,
        };
        let is_own = match self.segments.get(at + 1).filter(|next| next.joint == Joint::Whole) {
            Some(_) => self.heads[at + 1] != Head::None && (0..at).all(|before| told(before) != told(at + 1)),
            None => {
                let is_told = words.is(behind, Sense::Of) && words.is(behind + 1, Sense::Only);
                is_told && words.find(behind, |sense| sense == Sense::Subset).is_none()
            }
        };
        is_own && !self.owns[at].members.is_empty() && matches!(segment.joint, Joint::List | Joint::Clause)
    }

    /// Whether a number is one of a list behind a colon that follows a number.
    fn is_read_out(&self, at: usize) -> bool {
        let first = self.segments[..at].iter().rposition(|before| before.joint != Joint::List);
        first.is_some_and(|first| {
            first > 0 && self.segments[first].joint == Joint::Subset && self.is_behind_colon(first)
        })
    }

    fn is_behind_colon(&self, at: usize) -> bool {
        let (words, start) = (&self.sentence.words, self.segments[at].left.start);
        words.is_sign(start, &[":"]) || start > 0 && words.is_sign(start - 1, &[":"])
    }

    /// The part that is told before a whole; a number that is no such whole is its own.
    fn part(&self, at: usize) -> usize {
        if self.segments[at].joint == Joint::Whole { at - 1 } else { at }
    }

    /// The number before brackets where one stands in them that are closed: what is told in them is told of that number alone.
    fn outside_brackets(&self, previous: usize) -> usize {
        let words = &self.sentence.words;
        if !words.is_sign(self.segments[previous].right.end, &[")", "]"]) {
            return previous;
        }
        let first = self.segments[..=previous].iter().rposition(|segment| segment.brackets(words).is_some());
        first.and_then(|first| first.checked_sub(1)).unwrap_or(previous)
    }

    /// The end of a list, which goes with all of it: “612 of these and 226 of those were managed at Level 1”.
    fn tail(&self, at: usize) -> Option<Scope<'a>> {
        let has_verb =
            |segment: &Segment| segment.own(&segment.right).any(|at| self.sentence.words.is(at, Sense::Verb));
        // Behind “six and two respectively” something else is told.
        let is_respective = |at: usize| self.sentence.words.find(at, |sense| sense == Sense::Respectively).is_some();
        let is_paired = |segment: &Segment| segment.own(&segment.right).any(is_respective);
        if has_verb(&self.segments[at]) || self.segments[at].joint == Joint::Whole || is_paired(&self.segments[at]) {
            return None;
        }
        let goes_on = |next: &&Segment| matches!(next.joint, Joint::List | Joint::Apposed | Joint::Whole);
        let is_outside = |next: &&Segment| next.joint != Joint::Whole && next.brackets(&self.sentence.words).is_none();
        let behind = &self.segments[at + 1..];
        let end = behind.iter().position(is_paired).map_or(behind.len(), |last| last + 1);
        let listed = behind[..end].iter().take_while(goes_on).filter(is_outside);
        // “456 of the 489, or 93%, at Level 1”: what follows the same said otherwise goes with both.
        let is_last = |next: &&Segment| has_verb(next) || next.joint == Joint::Apposed;
        let last = listed.filter(is_last).last();
        // “Steps 1, 2 and 3 had 14, 36 and 45 people in the north”.
        let of_names = self.paired.end.checked_sub(1).filter(|last| self.paired.contains(&at) && at < *last);
        let last = last.or(of_names.map(|last| &self.segments[last]))?;
        Some(scope(self.sentence, last, &[Side::Behind(last.right.clone())]))
    }
}

/// The words of a sentence around the brackets in which its first number stands.
fn outside<'a>(sentence: &Sentence<'_, 'a>, first: &Segment) -> Scope<'a> {
    let words = &sentence.words;
    let end = (first.anchor.end..words.len()).find(|at| words.is_sign(*at, &[")", "]"])).unwrap_or(words.len());
    let around = Segment { left: 0..first.left.start, right: end..words.len(), without: Vec::new(), ..first.clone() };
    scope(sentence, &around, &[Side::Before(around.left.clone()), Side::Behind(around.right.clone())])
}

/// Whether a sentence begins with what was said before: “of these”, “that is”.
fn is_about_before(words: &Words<'_>) -> bool {
    let is_pronoun = words.is(0, Sense::Pronoun) || (words.is(0, Sense::Article) && words.is(0, Sense::Plain));
    words.find(0, |sense| sense == Sense::Subset).is_some() || (is_pronoun && words.is(1, Sense::Verb))
}

/// Whether nothing in a number's own words is unknown to the form and the language.
fn is_all_known(sentence: &Sentence<'_, '_>, segment: &Segment) -> bool {
    segment.own(&segment.left).chain(segment.own(&segment.right)).all(|at| sentence.is_known(at))
}

/// Whether a number is one that is said to be wrong: “not 25”, “rather than by 25”.
fn is_negated(sentence: &Sentence<'_, '_>, segment: &Segment) -> bool {
    let words = &sentence.words;
    let by =
        segment.anchor.start - usize::from(segment.anchor.start > 0 && words.is(segment.anchor.start - 1, Sense::By));
    words.before(by, |sense| sense == Sense::Not).is_some()
}
