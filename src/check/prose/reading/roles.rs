//! Whether a number is a level or a change.

use std::ops::Range;

use super::language::senses::{Sense, Way};
use super::language::words::Words;
use super::parts::mentions::is_way_into;
use super::parts::numbers::{Amount, Mention};
use super::parts::times;
use super::segments::{Joint, Segment, nouns};
use super::sentence::{Item, Sentence};

/// What is said of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// That it is so much.
    Level,
    /// That it changed by so much.
    Change(Way),
    /// That it was so much before it changed.
    From(Way),
    /// That it came to so much.
    To(Way),
}

impl Role {
    /// The way that a change went.
    pub(crate) fn way(self) -> Option<Way> {
        match self {
            Role::Change(way) | Role::From(way) | Role::To(way) => Some(way),
            Role::Level => None,
        }
    }
}

/// How far before a number a word can tell the way of its change; behind “by” there is always one.
const FARTHEST: usize = 9;
const FARTHEST_OF_BY: usize = 25;

/// A way with the token that tells it.
type Told = (Way, usize);

/// What is said with the number of a segment, and where a word tells the way; `before` is said with the one before it.
pub(crate) fn role(sentence: &Sentence<'_, '_>, segment: &Segment, before: Option<Role>) -> (Role, Option<usize>) {
    let words = &sentence.words;
    let start = segment.anchor.start;
    if let (_, Item::Mention(Mention { amount: Amount::Factor(part, whole), .. })) = &sentence.items[segment.item] {
        return (Role::Change(if part > whole { Way::Rise } else { Way::Fall }), Some(start));
    }
    if let (Joint::Apposed, Some(role @ Role::Change(_))) = (segment.joint, before) {
        return (role, None);
    }
    if let Some(told) = sign_before(sentence, start).or_else(|| noun_before(sentence, segment)) {
        return (Role::Change(told.0), Some(told.1));
    }
    let last = last_word(sentence, segment);
    let is_last = |sense| last.is_some_and(|last| words.is(last, sense));
    let farthest = if is_last(Sense::By) { FARTHEST_OF_BY } else { FARTHEST };
    let told = last.and_then(|last| way_before(sentence, segment, last, farthest));
    let with = |role: fn(Way) -> Role, told: Told| (role(told.0), Some(told.1));
    // A way that was told with the number before: “rose by 21, from 306 to 327, that is by 7%”.
    let course = before.and_then(Role::way).map(|way| (way, start)).filter(|_| segment.joint != Joint::Clause);
    if is_last(Sense::From) {
        let behind = || way_behind(sentence, segment.anchor.end..sentence.words.len());
        if let Some(told) = told.or(course).or_else(behind) {
            return with(Role::From, told);
        }
        if has_to(sentence, segment) {
            return (Role::From(Way::Either), None);
        }
    }
    // “a change of 14.2 per cent, equal to 3,059 people”.
    let is_equal = last.is_some_and(|last| words.before(last + 1, |sense| sense == Sense::Beside).is_some());
    if let (true, true, Some(role @ Role::Change(_))) = (is_last(Sense::To), is_equal, before) {
        return (role, None);
    }
    if is_last(Sense::To)
        && let Some(told) = told.or(course)
    {
        return with(Role::To, told);
    }
    let told = told.or(course.filter(|_| is_last(Sense::By)));
    // “a rise of 29”, but “fewer people, with a total of 844”.
    let is_growth = is_last(Sense::Of) && told.is_some_and(|(_, at)| words.is(at, Sense::Growth));
    // “outnumbered the five others”: that number is what something is set against.
    let is_known = words.before(start, |sense| sense == Sense::The).is_some();
    let is_way = last.is_some_and(|last| way_at(sentence, last).is_some()) && !is_known;
    let is_change = is_last(Sense::By) && !is_known || is_growth || is_way;
    match told.filter(|_| is_change || is_last(Sense::At)) {
        Some((Way::Same, at)) => return (Role::To(Way::Same), Some(at)),
        Some(told) if is_change => return with(Role::Change, told),
        _ => {}
    }
    // “exceed the 612 there by more than 300”: without a noun it is how far something is from another.
    let is_distance = is_last(Sense::By) && !is_known && nouns(sentence, segment).is_empty();
    let level = (if is_distance { Role::Change(Way::Either) } else { Role::Level }, None);
    more_behind(sentence, segment).or_else(|| extra(sentence, segment)).map_or(level, |told| with(Role::Change, told))
}

/// What can be said with the number of a segment besides: what is said with the one before it, or what a word beside it tells.
pub(crate) fn other_roles(
    sentence: &Sentence<'_, '_>,
    segment: &Segment,
    role: Role,
    before: Option<Role>,
) -> Vec<Role> {
    if noun_before(sentence, segment).is_some() {
        return vec![Role::Level];
    }
    match role {
        Role::Level => {}
        // “rates go from 78 in the north to 160 in the south”.
        Role::From(_) | Role::To(_) if has_place(sentence, segment) => return vec![Role::Level],
        Role::From(_) | Role::To(_) => return Vec::new(),
        // “for two more the order was lifted”, “by nine to four”, “121 more than a year ago (1,261 against 1,140)”.
        Role::Change(_)
            if segment.joint == Joint::Apposed
                || sentence.words.is(segment.right.start, Sense::Extra)
                || (sentence.words.is(segment.right.start, Sense::More)
                    && !segment.right.clone().any(|at| sentence.words.is(at, Sense::Than)))
                || sentence.words.is(segment.right.end, Sense::To)
                || sentence.words.is(segment.right.start, Sense::To) =>
        {
            return vec![Role::Level];
        }
        Role::Change(_) => return Vec::new(),
    }
    let own = || segment.own(&segment.left).chain(segment.own(&segment.right));
    let told = own().filter(|at| !sentence.is_within_name(*at)).find_map(|at| way_at(sentence, at));
    // “that is an extra 69”.
    let has_extra = sentence.words.before(segment.anchor.start, |sense| sense == Sense::Extra).is_some();
    let mut roles = Vec::new();
    roles.extend(told.or(has_extra.then_some(Way::Rise)).map(Role::Change));
    // “the list lengthened by 258 names”: whatever the verb says.
    let is_by = last_word(sentence, segment).is_some_and(|last| sentence.words.is(last, Sense::By));
    roles.extend(told.is_none().then_some(Role::Change(Way::Either)).filter(|_| is_by));
    if let (Some(way), None) = (before.and_then(Role::way), told) {
        roles.push(Role::Change(way));
        roles.extend(before.filter(|before| !roles.contains(before)));
    } else if let (Item::Mention(Mention { amount: Amount::Percent(_), .. }), None) =
        (&sentence.items[segment.item].1, told)
    {
        // “the rise was below that of the nation, where it came to 4%”.
        let nouns = (0..segment.left.start).rev().filter(|at| sentence.words.is(*at, Sense::Growth));
        roles.extend(nouns.filter_map(|at| way_at(sentence, at)).next().map(Role::Change));
    }
    roles
}

fn has_place(sentence: &Sentence<'_, '_>, segment: &Segment) -> bool {
    sentence.places.iter().any(|(place, _)| segment.holds(&segment.right, place))
}

/// The way that a noun tells of which a number is told: “the steepest rise, 23%”, “the increase was 29”, “a fall (12%)”.
fn noun_before(sentence: &Sentence<'_, '_>, segment: &Segment) -> Option<Told> {
    let words = &sentence.words;
    let last = last_word(sentence, segment)?;
    let leads =
        words.is_sign(last, &[",", "(", ":", "–", "—"]) || words.is(last, Sense::Verb) || words.is(last, Sense::To);
    let is_noun = |at: &usize| words.is(*at, Sense::Growth);
    let at = segment.own(&(segment.left.start..last)).filter(is_noun).last().filter(|_| leads)?;
    Some((way_at(sentence, at)?, at))
}

/// The way that a sign before a number tells: “+12”, “(−5%)”.
fn sign_before(sentence: &Sentence<'_, '_>, start: usize) -> Option<Told> {
    let words = &sentence.words;
    let sign = start.checked_sub(1).filter(|sign| words.is_joined(start) && !is_behind(words, *sign))?;
    let is = |signs: &[&str]| words.is_sign(sign, signs);
    let way = is(&["+"]).then_some(Way::Rise).or_else(|| is(&["\u{2212}", "–", "-"]).then_some(Way::Fall))?;
    Some((way, sign))
}

/// Whether a sign is joined to a word or number before it.
fn is_behind(words: &Words<'_>, sign: usize) -> bool {
    words.is_joined(sign) && !words.is_sign(sign.wrapping_sub(1), &["(", "["])
}

/// A word that says that the number before stands above or below that of a segment: “90, a little above the 92 of the nation”.
pub(crate) fn beside(sentence: &Sentence<'_, '_>, previous: &Segment, segment: &Segment) -> Option<(Way, usize)> {
    let words = &sentence.words;
    let between = || previous.anchor.end..segment.anchor.start;
    let has_than = between()
        .any(|at| words.is(at, Sense::Than) && words.before(at, |sense| matches!(sense, Sense::Way(_))).is_none());
    let behind = between().find(|at| way_at(sentence, *at).is_some());
    // “There were fewer of them in May (86) than in April (82).”
    let before = || {
        let first = previous.left.start.min(previous.anchor.start).saturating_sub(FARTHEST);
        let is_free = |at: &usize| sentence.item(*at).is_none() || sentence.is_timed(*at);
        let mut tokens = (first..previous.anchor.start).rev().take_while(is_free);
        tokens
            .find(|at| words.is(*at, Sense::More) && way_at(sentence, *at).is_some() && !words.is(at + 1, Sense::Than))
    };
    let at = behind.or_else(|| before().filter(|_| has_than))?;
    let is_compared = words.is(at, Sense::Beside) || between().any(|at| words.is(at, Sense::Than));
    let before = segment.anchor.start;
    let is_exact = words.before(before, |sense| sense == Sense::The).is_some()
        || words.is_sign(before.wrapping_sub(1), &[",", "(", ":"])
        // “more than Northshire, which had 12”.
        || (at.max(previous.anchor.end)..before).any(|at| words.is(at, Sense::Relative));
    way_at(sentence, at).filter(|_| is_compared && is_exact).map(|way| (way, at))
}

/// The last word before a number that is not one of how exact it is.
fn last_word(sentence: &Sentence<'_, '_>, segment: &Segment) -> Option<usize> {
    let mut before = segment.anchor.start;
    let is_passed = |sense| matches!(sense, Sense::Article | Sense::Only | Sense::Bound(_));
    let is_own = |start: &usize| *start >= segment.left.start && !is_way_into(&sentence.words, *start);
    while let Some(start) = sentence.words.before(before, is_passed).filter(is_own) {
        before = start;
    }
    before.checked_sub(1).filter(|last| *last >= segment.left.start)
}

pub(crate) fn way_at(sentence: &Sentence<'_, '_>, at: usize) -> Option<Way> {
    // “above Step 1” names steps, and “no longer” tells no length.
    if sentence.is_within_name(at) || sentence.words.before(at + 1, |sense| sense == Sense::Not).is_some() {
        return None;
    }
    let ways = sentence.words.senses(at).filter_map(|(length, sense)| match sense {
        Sense::Way(way) => Some((length, way)),
        _ => None,
    });
    let way = ways.reduce(|one, other| if other.0 > one.0 { other } else { one }).map(|(_, way)| way);
    // “did not move”.
    let is_not = || sentence.words.before(at, |sense| sense == Sense::Not).is_some();
    if way == Some(Way::Either) && is_not() { Some(Way::Same) } else { way }
}

/// The way that words tell shortly before a number.
fn way_before(sentence: &Sentence<'_, '_>, segment: &Segment, last: usize, farthest: usize) -> Option<Told> {
    let first = segment.left.start.max(last.saturating_sub(farthest));
    let told = |at: usize| way_at(sentence, at).filter(|_| !sentence.words.is(at, Sense::More)).map(|way| (way, at));
    (first..=last).rev().find_map(told)
}

fn way_behind(sentence: &Sentence<'_, '_>, mut tokens: Range<usize>) -> Option<Told> {
    tokens.find_map(|at| Some((way_at(sentence, at)?, at)))
}

/// Whether “to” and another number follow.
fn has_to(sentence: &Sentence<'_, '_>, segment: &Segment) -> bool {
    let end = segment.right.end;
    sentence.words.is(end, Sense::To) || segment.own(&segment.right).any(|at| sentence.words.is(at, Sense::To))
}

/// “an extra 12 compared with”, “12 additional people”.
fn extra(sentence: &Sentence<'_, '_>, segment: &Segment) -> Option<Told> {
    let words = &sentence.words;
    if words.is(segment.right.start, Sense::Extra) {
        return Some((Way::Rise, segment.right.start));
    }
    let at = words.before(segment.anchor.start, |sense| sense == Sense::Extra)?;
    let is_against = |at: usize| {
        words
            .find(at, |sense| matches!(sense, Sense::Compared | Sense::Than | Sense::LastYear | Sense::Before(_)))
            .is_some()
    };
    // The number behind “compared with” begins where the words of this one end.
    let end = (segment.right.end + 1).min(words.len());
    (segment.right.start..end).any(is_against).then_some((Way::Rise, at))
}

/// “69 more than”, “12 fewer people”, “a 7% increase”.
pub(crate) fn more_behind(sentence: &Sentence<'_, '_>, segment: &Segment) -> Option<Told> {
    const FARTHEST: usize = 5;
    let words = &sentence.words;
    // “34, or 5%, more than in May”.
    let is_apposed = segment.joint == Joint::Apposed && words.is_sign(segment.right.start, &[","]);
    let start = segment.right.start + usize::from(is_apposed && words.is(segment.right.start + 1, Sense::More));
    let start = sentence.behind_per(start);
    let (way, at) = way_behind(sentence, start..segment.right.end.min(start + FARTHEST))?;
    let is_compared = |at: usize| {
        words.is(at, Sense::Than)
            || words.find(at, |sense| matches!(sense, Sense::Compared | Sense::LastYear | Sense::Before(_))).is_some()
    };
    let has_than = (at..segment.right.end).any(is_compared);
    let stops =
        (start..at).any(|at| words.is(at, Sense::Verb) || words.is(at, Sense::But) || words.is_sign(at, &[","]));
    // “four up on”, “a 7% increase”, but “two higher floors”.
    let leads = |sense| {
        let leads = [
            Sense::Article,
            Sense::Preposition,
            Sense::In,
            Sense::Of,
            Sense::At,
            Sense::To,
            Sense::By,
            Sense::Verb,
            Sense::And,
            Sense::But,
        ];
        leads.contains(&sense)
            || matches!(
                sense,
                Sense::Than | Sense::Compared | Sense::LastYear | Sense::Before(_) | Sense::Since | Sense::From
            )
    };
    let is_noun = words.is(at, Sense::Growth)
        || words.is(at, Sense::More)
        || words.find(at, |sense| sense == Sense::Beside).is_some();
    let is_adjective =
        !is_noun && words.is_word(at + 1) && words.find(at + 1, leads).is_none() && !sentence.is_taken(at + 1);
    // “five points below that of”, “six names above the 12 of”.
    let is_led = words.is(at, Sense::Beside)
        && (at == start || nouns(sentence, segment).end == at)
        && (sentence.is_taken(at + 1)
            || sentence.is_timed(at + 1)
            || words.find(at + 1, |sense| matches!(sense, Sense::TheNumber | Sense::LastYear)).is_some()
            || (words.is(at + 1, Sense::Article) && sentence.is_taken(at + 2)));
    ((at == start && !is_adjective) || is_led || (has_than && !stops)).then_some((way, at))
}

/// Whether a number is what a part leaves: “all but 25 were at Step 1”, “25 who were not at Step 1”.
pub(super) fn is_rest(sentence: &Sentence<'_, '_>, segment: &Segment) -> bool {
    const FARTHEST: usize = 4;
    let words = &sentence.words;
    let leads = |sense| matches!(sense, Sense::Preposition | Sense::In | Sense::At | Sense::Article);
    let own = || segment.own(&segment.right);
    let is_outside = |not: usize| {
        let mut behind = (not + 1..segment.right.end).take(FARTHEST);
        behind
            .find(|at| !words.is_participle(*at) && words.find(*at, leads).is_none())
            .is_some_and(|at| sentence.is_within_name(at))
    };
    let not = || own().take_while(|at| !sentence.is_within_name(*at)).find(|at| words.is(*at, Sense::Not));
    words.before(segment.anchor.start, |sense| sense == Sense::AllBut).is_some() || not().is_some_and(is_outside)
}

/// Whether a number is told of an earlier time as more or less, and of nothing that it is set against.
pub(super) fn is_seen_back(sentence: &Sentence<'_, '_>, segment: &Segment) -> bool {
    let words = &sentence.words;
    let is_earlier = |told: &&times::Told| {
        let last = told.tokens.end - 1;
        segment.holds(&segment.left, &told.tokens) && (words.is(last, Sense::Earlier) || words.is(last, Sense::Ago))
    };
    words.is(segment.right.start, Sense::More)
        && !words.is_word(segment.right.start + 1)
        && sentence.times.iter().any(|told| is_earlier(&told) && !sentence.is_set_against(&told.tokens))
}
