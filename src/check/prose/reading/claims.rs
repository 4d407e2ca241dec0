//! What a sentence says with each of its numbers: what is counted, when, where, and whether it is a level or a change.

use super::language::senses::{Sense, Way};
use super::language::words::Words;
use super::parts::names::{Named, Names, is_plain, key};
use super::parts::numbers::{Amount, Mention};
use super::roles::{Role, beside as beside_of, is_rest, other_roles, role};
use super::scopes::{Member, Scope, Side, scope};
use super::segments::{Joint, Segment, nouns};
use super::sentence::{Item, Sentence};
use super::wholes::{Whole, whole};
use crate::quantity::Quantity;
use crate::text::number::WORDS;

/// Whether a noun stands behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Head {
    None,
    /// One that the form or the language knows.
    Known,
    /// One of something else.
    Unknown,
}

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
    pub(crate) own: Scope<'a>,
    /// Its words with those that it takes over from the rest of the sentence, the likeliest first.
    pub(crate) scopes: Vec<Scope<'a>>,
    /// Whether its own words are all known, so that they say all of what is counted.
    pub(crate) is_plain: bool,
    /// Whether it is a part of what the sentence before counts.
    pub(crate) is_part_of_before: bool,
    pub(crate) joint: Joint,
    /// Whether the number behind it is the whole of which it is a part.
    pub(crate) is_of_whole: bool,
    /// Whether the sentence says that it is not so.
    pub(crate) is_negated: bool,
    /// Whether it is what a part leaves: “all but 25”.
    pub(crate) is_rest: bool,
    /// For a share: the words of the whole, and those of the part.
    pub(crate) whole: Option<Whole<'a>>,
    /// Whether a word that the form counts stands with the number.
    pub(crate) is_counted: bool,
}

impl Claim<'_, '_> {
    /// Whether the number is one of those that a reference can write as a word, and is written so.
    pub(crate) fn is_in_words(&self) -> bool {
        self.mention.is_in_words && self.mention.number().is_some_and(|number| number < WORDS.len() as u64)
    }
}

/// The words of a whole sentence.
pub(crate) fn all<'a>(sentence: &Sentence<'_, 'a>) -> Scope<'a> {
    let all = 0..sentence.words.len();
    let segment =
        Segment { item: 0, anchor: 0..0, left: 0..0, right: all.clone(), without: Vec::new(), joint: Joint::First };
    scope(sentence, &segment, &[Side::Behind(all)])
}

/// The claims of a sentence, in the order of its numbers.
pub(crate) fn claims<'s, 'a>(
    sentence: &'s Sentence<'_, 'a>,
    segments: &[Segment],
    names: &Names<'a>,
) -> Vec<Claim<'s, 'a>> {
    let mut claims: Vec<Claim<'s, 'a>> = Vec::new();
    let mut owns: Vec<_> = segments.iter().map(|segment| own(sentence, segment)).collect();
    pair(sentence, segments, &mut owns);
    let heads: Vec<_> = segments.iter().map(|segment| head(sentence, segment)).collect();
    let mut resolved: Vec<Scope<'a>> = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        let context = Context { sentence, segments, owns: &owns, heads: &heads, resolved: &resolved };
        let (primary, is_part) = context.primary(at);
        let own = &owns[at];
        let tail = context.tail(at);
        let whole_scope = primary.as_ref().map_or_else(|| own.clone(), |primary| own.with(primary));
        let (_, Item::Mention(mention)) = &sentence.items[segment.item] else {
            resolved.push(whole_scope);
            continue;
        };
        let mut scopes = vec![whole_scope.clone()];
        if let Some(tail) = &tail {
            scopes.insert(0, whole_scope.with(tail));
        }
        if primary.is_some() && !is_part {
            scopes.push(tail.as_ref().map_or_else(|| own.clone(), |tail| own.with(tail)));
        }
        let before = claims.last().map(|claim| claim.role);
        let (role, mut way_at) = role(sentence, segment, before);
        let beside = at.checked_sub(1).filter(|_| role == Role::Level);
        let beside = beside.and_then(|previous| beside_of(sentence, &segments[previous], segment));
        way_at = way_at.or(beside.map(|(_, at)| at));
        claims.push(Claim {
            segment: at,
            mention,
            role,
            other_roles: other_roles(sentence, segment, role, before),
            way_at,
            beside: beside.map(|(way, _)| way),
            head: heads[at],
            own: own.clone(),
            scopes,
            is_part_of_before: at == 0 && is_about_before(&sentence.words),
            is_plain: is_all_known(sentence, segment),
            joint: segment.joint,
            is_rest: is_rest(sentence, segment),
            is_negated: is_negated(sentence, segment),
            whole: whole(sentence, segments, at, mention),
            is_of_whole: segments.get(at + 1).is_some_and(|next| next.joint == Joint::Whole),
            is_counted: is_counted(sentence, segment, mention, names)
                || (heads[at] == Head::None
                    && is_bare(sentence, segment)
                    && claims.last().is_some_and(|last| last.is_counted)),
        });
        resolved.push(whole_scope);
    }
    said_otherwise(segments, &mut claims);
    claims
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

/// The words of a number's own segment: what stands behind it goes before what stands in front of it.
pub(crate) fn own<'a>(sentence: &Sentence<'_, 'a>, segment: &Segment) -> Scope<'a> {
    let sides = [Side::Behind(segment.right.clone()), Side::Before(segment.left.clone())];
    let mut own = scope(sentence, segment, &sides);
    // “in Northshire, where there were 12”, “since May, when there were 12”.
    let words = &sentence.words;
    if own.times.is_empty() && own.places.is_empty() && words.is(segment.left.start, Sense::Relative) {
        let end =
            segment.left.start - usize::from(segment.left.start > 0 && words.is_sign(segment.left.start - 1, &[","]));
        own.places.extend(sentence.places.iter().filter(|(place, _)| place.end == end).map(|(_, place)| *place));
        own.times.extend(sentence.times.iter().filter(|told| told.tokens.end == end).map(|told| told.time));
    }
    let (_, item) = &sentence.items[segment.item];
    own.is_rate |= matches!(item, Item::Mention(Mention { amount: Amount::Rate(..), .. }));
    own
}

/// What numbers take over from the rest of their sentence.
struct Context<'c, 't, 'a> {
    sentence: &'c Sentence<'t, 'a>,
    segments: &'c [Segment],
    owns: &'c [Scope<'a>],
    heads: &'c [Head],
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
        let opens_with_whole = self.sentence.words.is(0, Sense::Of);
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
        let is_total = |at: usize| self.sentence.words.find(at, |sense| sense == Sense::Together).is_some();
        if segment.own(&segment.right).chain(segment.own(&segment.left)).any(is_total) {
            return (None, false);
        }
        match segment.joint {
            Joint::Subset | Joint::Apposed => (Some(self.resolved[previous].clone()), true),
            Joint::Compared | Joint::To => (Some(self.resolved[previous].clone()), false),
            _ if opens_with_whole => (Some(self.resolved[0].clone()), true),
            _ if self.heads[at] == Head::None || self.owns[at].is_empty() => {
                (Some(self.resolved[previous].clone()), false)
            }
            _ => (Some(self.opening()), false),
        }
    }

    /// The end of a list, which goes with all of it: “612 of these and 226 of those were managed at Level 1”.
    fn tail(&self, at: usize) -> Option<Scope<'a>> {
        let has_verb =
            |segment: &Segment| segment.own(&segment.right).any(|at| self.sentence.words.is(at, Sense::Verb));
        if has_verb(&self.segments[at]) || self.segments[at].joint == Joint::Whole {
            return None;
        }
        let goes_on = |next: &&Segment| matches!(next.joint, Joint::List | Joint::Apposed | Joint::Whole);
        let listed = self.segments[at + 1..].iter().take_while(goes_on).filter(|next| next.joint != Joint::Whole);
        // “456 of the 489, or 93%, at Level 1”: what follows the same said otherwise goes with both.
        let is_last = |next: &&Segment| has_verb(next) || next.joint == Joint::Apposed;
        let last = listed.filter(is_last).last()?;
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

/// Gives each of several numbers its own of as many names: “Levels 1, 2 and 3 held 819, 23 and two respectively”.
fn pair<'a>(sentence: &Sentence<'_, 'a>, segments: &[Segment], owns: &mut [Scope<'a>]) {
    let words = &sentence.words;
    let Some(word) = (0..words.len()).find(|at| words.find(*at, |sense| sense == Sense::Respectively).is_some()) else {
        return;
    };
    let last = segments.iter().rposition(|segment| segment.anchor.end <= word);
    let last = last.or_else(|| segments.iter().position(|segment| segment.anchor.start > word));
    let Some(last) = last else { return };
    let mut first = last;
    while first > 0 && segments[first].joint == Joint::List {
        first -= 1;
    }
    let listed = first..last + 1;
    let named: Vec<&Named<'a>> = sentence.names.iter().filter(|named| named.is_member()).collect();
    for start in 0..named.len() {
        let run: Vec<_> = named[start..].iter().take(listed.len()).collect();
        let is_one_axis = run.iter().all(|other| Member::new(sentence, other).is_of_axis_of(&run[0].means));
        if run.len() < listed.len() || !is_one_axis {
            continue;
        }
        for (at, named) in listed.zip(run) {
            let member = Member::new(sentence, named);
            owns[at].members.retain(|other| !other.is_of_axis_of(&member.means));
            owns[at].members.push(member);
            owns[at].is_torn = false;
        }
        return;
    }
}

fn head(sentence: &Sentence<'_, '_>, segment: &Segment) -> Head {
    let words = &sentence.words;
    let mut nouns = nouns(sentence, segment);
    if nouns.is_empty() {
        return Head::None;
    }
    let is_known = |at: usize| sentence.is_within_name(at) || sentence.known[at] || words.senses(at).any(|_| true);
    match nouns.any(is_known) {
        true => Head::Known,
        false => Head::Unknown,
    }
}

/// Whether a word that the form counts stands with a number: as its noun, right before it, or behind it where it has no noun of its
/// own.
fn is_counted(sentence: &Sentence<'_, '_>, segment: &Segment, mention: &Mention, names: &Names<'_>) -> bool {
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
    let behind = nouns.end..segment.right.end.min(nouns.end + NEAR);
    let before = segment.left.start.max(segment.anchor.start.saturating_sub(NEAR))..segment.anchor.start;
    let is_headed = segment.anchor.start > 0 && words.is_sign(segment.anchor.start - 1, &[":"]);
    if nouns.is_empty() && is_headed && is_bare(sentence, segment) && segment.own(&segment.left).any(tells) {
        return true;
    }
    let is_verb = segment.own(&behind).any(|at| words.is(at, Sense::Verb));
    segment.own(&behind).any(is_name)
        || (is_verb && segment.own(&segment.right).any(tells))
        || (nouns.is_empty() && segment.own(&before).any(is_name))
}

/// Whether a sentence begins with what was said before: “of these”, “that is”.
fn is_about_before(words: &Words<'_>) -> bool {
    let is_pronoun = words.is(0, Sense::Pronoun) || (words.is(0, Sense::Article) && words.is(0, Sense::Plain));
    words.find(0, |sense| sense == Sense::Subset).is_some() || (is_pronoun && words.is(1, Sense::Verb))
}

/// Whether a number ends its clause or goes on with a verb: what it counts is said before it.
fn is_bare(sentence: &Sentence<'_, '_>, segment: &Segment) -> bool {
    let words = &sentence.words;
    let behind = segment.anchor.end;
    let joins = |sense| matches!(sense, Sense::And | Sense::Verb | Sense::Respectively | Sense::In | Sense::At);
    behind >= words.len() || !words.is_word(behind) || words.find(behind, joins).is_some()
}

/// Whether nothing in a number's own words is unknown to the form and the language.
fn is_all_known(sentence: &Sentence<'_, '_>, segment: &Segment) -> bool {
    let words = &sentence.words;
    let is_known =
        |at: usize| !words.is_word(at) || sentence.is_taken(at) || words.senses(at).any(|_| true) || sentence.known[at];
    segment.own(&segment.left).chain(segment.own(&segment.right)).all(is_known)
}

/// Whether a number is one that is said to be wrong: “not 25”, “rather than by 25”.
fn is_negated(sentence: &Sentence<'_, '_>, segment: &Segment) -> bool {
    let words = &sentence.words;
    let by =
        segment.anchor.start - usize::from(segment.anchor.start > 0 && words.is(segment.anchor.start - 1, Sense::By));
    words.before(by, |sense| sense == Sense::Not).is_some()
}
