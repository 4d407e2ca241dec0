//! Names that stand with a number and with nothing else, “12 reds”, “Step 2: 12”, or apart from it in a like list: “Steps 1, 2 and 3 held
//! 819, 23 and two”.

use std::ops::Range;

use super::counted::Head;
use super::language::senses::Sense;
use super::parts::names::Named;
use super::scopes::{Member, Scope, Side, is_listed, scope};
use super::segments::{Joint, Segment};
use super::sentence::Sentence;

impl<'a> Sentence<'_, 'a> {
    /// The names of rows and columns that are said of a number directly, whatever else its sentence says.
    pub(crate) fn attached(&self, segment: &Segment) -> Vec<&Named<'a>> {
        let behind = self.behind(segment);
        let before = self.before(segment).filter(|_| behind.is_empty());
        behind.into_iter().chain(before).collect()
    }

    /// Whether each word that stands with a number is known, or is the verb right before it: “we spent 12 on”, “reds were lent 12”.
    pub(crate) fn is_read_with(&self, segment: &Segment) -> bool {
        let words = &self.words;
        let is_filler = |sense| matches!(sense, Sense::Bound(_) | Sense::Article | Sense::Only);
        let leads = |sense| matches!(sense, Sense::Article | Sense::Of | Sense::Preposition | Sense::In | Sense::And);
        let is_verb = |at: usize| {
            at > segment.left.start
                && words.is_word(at - 1)
                && words.find(at - 1, leads).is_none()
                && (at + 1..segment.anchor.start).all(|at| words.find(at, is_filler).is_some())
        };
        let is_read = |at| self.is_known(at) || (segment.left.contains(&at) && is_verb(at));
        segment.own(&segment.left).chain(segment.own(&segment.right)).all(is_read)
    }

    /// The name of a row or column that begins at a token, if it is no part of a list.
    fn name_at(&self, at: usize, end: usize) -> Option<&Named<'a>> {
        let words = &self.words;
        let is_here = |named: &&Named<'a>| named.tokens.start == at && named.tokens.end <= end;
        let named = self.names.iter().rfind(|named| named.is_member() && is_here(named))?;
        let behind = named.tokens.end;
        let is_list = words.find(behind, |sense| matches!(sense, Sense::And | Sense::To)).is_some()
            || words.is_sign(behind, &["/", "–", "-", "&"])
            || (words.is_sign(behind, &[","]) && self.is_within_name(behind + 1));
        // “red days” are no reds.
        let is_compound = words.is_word(behind)
            && words.senses(behind).all(|(_, sense)| matches!(sense, Sense::Label | Sense::Span | Sense::Times))
            && !self.known[behind]
            && !self.is_taken(behind);
        (!is_list && !is_compound).then_some(named)
    }

    /// The names right behind a number, and those that a preposition joins to it.
    fn behind(&self, segment: &Segment) -> Vec<&Named<'a>> {
        let words = &self.words;
        let mut found: Vec<&Named<'a>> = Vec::new();
        let is_joint = |at: usize| words.is(at, Sense::At) || words.is(at, Sense::In) || words.is(at, Sense::Copula);
        let mut at = segment.right.start;
        let mut is_near = true;
        while at < segment.right.end {
            if let Some(named) = self.name_at(at, segment.right.end) {
                let is_joined = at > segment.right.start && is_joint(at - 1);
                if !(is_near || (is_joined && segment.joint != Joint::Whole)) {
                    return found;
                }
                found.push(named);
                at = named.tokens.end;
            } else if let Some(length) = words.find(at, |sense| sense == Sense::Subset) {
                at += length;
            } else if !self.is_within_name(at) && (self.joins(at) || words.is(at, Sense::Article)) {
                at += 1;
            } else {
                return found;
            }
            is_near = false;
        }
        found
    }

    /// Whether a word leads from a number to a name that is said of it.
    fn joins(&self, at: usize) -> bool {
        let words = &self.words;
        let is_narrow = words.find(at, |sense| {
            matches!(
                sense,
                Sense::Narrows
                    | Sense::Not
                    | Sense::Modal
                    | Sense::Than
                    | Sense::From
                    | Sense::To
                    | Sense::By
                    | Sense::Way(_)
                    | Sense::Subset
                    | Sense::But
                    | Sense::And
                    | Sense::Of
            )
        });
        let is_led = words.is(at, Sense::At) || words.is(at, Sense::In) || words.is(at, Sense::Verb);
        let is_noun = self.known[at] || words.is(at, Sense::Plain);
        let is_preposition = words.is(at, Sense::Preposition) && !is_led;
        words.is_word(at) && is_narrow.is_none() && !self.is_timed(at) && !is_preposition && (is_led || is_noun)
    }

    /// The name before a number: “Step 2: 12”, “Step 2 (12)”, “At Step 2 there were 12”.
    fn before(&self, segment: &Segment) -> Option<&Named<'a>> {
        let words = &self.words;
        let left = &segment.left;
        let is_ended = segment.right.is_empty() || !words.is_word(segment.right.start);
        let last = segment.anchor.start.checked_sub(1)?;
        if words.is_sign(last, &[":", "("]) && is_ended {
            let named = self.names.iter().filter(|named| named.is_member()).find(|named| named.tokens.end == last)?;
            // “Step 2 or Step 3: 12” is of both.
            let and = words.before(named.tokens.start, |sense| sense == Sense::And);
            return Some(named).filter(|_| and.is_none_or(|and| and == 0 || !self.is_within_name(and - 1)));
        }
        let named = self.names.iter().rfind(|named| named.is_member() && segment.holds(left, &named.tokens))?;
        let start = named.tokens.start.checked_sub(1).filter(|at| *at >= left.start)?;
        let is_led = words.is(start, Sense::At) || words.is(start, Sense::In);
        let opens = start == left.start || words.is_sign(start - 1, &[","]) || words.is(start - 1, Sense::And);
        let between = |at: usize| {
            words.is_sign(at, &[","]) || (self.joins(at) && !self.known[at]) || words.is(at, Sense::Article)
        };
        let named = self.name_at(named.tokens.start, segment.anchor.start)?;
        (is_led && opens && (named.tokens.end..segment.anchor.start).all(between)).then_some(named)
    }
}

/// Gives each of several numbers its own of as many names: “Levels 1, 2 and 3 held 819, 23 and two”. Which these are.
pub(super) fn pair<'a>(
    sentence: &Sentence<'_, 'a>,
    segments: &[Segment],
    heads: &[Head],
    owns: &mut [Scope<'a>],
) -> Range<usize> {
    let words = &sentence.words;
    let mut named: Vec<&Named<'a>> = sentence.names.iter().filter(|named| named.is_member()).collect();
    let listed = match (0..words.len()).find(|at| words.find(*at, |sense| sense == Sense::Respectively).is_some()) {
        Some(word) => {
            let first = |last: usize| (0..=last).rev().find(|at| segments[*at].joint != Joint::List).unwrap_or(0);
            match segments.iter().rposition(|segment| segment.anchor.end <= word) {
                Some(last) => first(last)..last + 1,
                // “In Steps 1, 2 and 3 respectively, 819, 23 and two”.
                None => 0..1 + segments.iter().skip(1).take_while(|next| next.joint == Joint::List).count(),
            }
        }
        None => {
            let is_bare = |at: usize| heads[at] == Head::None && owns[at].places.is_empty();
            let goes_on = |at: &usize| segments[*at].joint == Joint::List && owns[*at].is_empty() && is_bare(*at);
            let ends = |first: usize| first + 1 + (first + 1..segments.len()).take_while(goes_on).count();
            let is_next = |one: &&Named<'a>, next: &&Named<'a>| is_listed(sentence, &one.tokens, &next.tokens);
            // The names of the only list right before the first number.
            let list = |first: usize| {
                let start = named.partition_point(|named| named.tokens.start < segments[first].left.start);
                let end = named.partition_point(|named| named.tokens.end <= segments[first].anchor.start);
                let mut lists = named[start.min(end)..end].chunk_by(is_next).filter(|list| list.len() > 1);
                lists.next().filter(|_| lists.next().is_none()).unwrap_or_default()
            };
            // “Steps 1, 2 and 3 had 14, 36 and 45 people”: what the last counts they all do.
            let is_last = |at: usize| {
                segments.get(at).is_some_and(|last| last.joint == Joint::List) && owns[at].places.is_empty()
            };
            let all = |first: usize| {
                let end = ends(first);
                first..end + usize::from(list(first).len() == end + 1 - first && is_last(end))
            };
            let mut runs = (0..segments.len()).filter(|first| is_bare(*first)).map(all);
            let Some(run) = runs.find(|run| run.len() > 1) else { return 0..0 };
            let times = owns[run.clone()].iter().filter(|own| !own.times.is_empty()).count();
            let list = list(run.start).to_vec();
            if list.len() != run.len() || times > 1 {
                return 0..0;
            }
            named = list;
            run
        }
    };
    for start in 0..named.len() {
        let run: Vec<_> = named[start..].iter().take(listed.len()).collect();
        let is_one_axis = run.iter().all(|other| Member::new(sentence, other).is_of_axis_of(&run[0].means));
        if run.len() < listed.len() || !is_one_axis {
            continue;
        }
        for (at, named) in listed.clone().zip(run) {
            let member = Member::new(sentence, named);
            owns[at].members.retain(|other| !other.is_of_axis_of(&member.means));
            owns[at].members.push(member);
            owns[at].is_torn = false;
        }
        return listed;
    }
    0..0
}

/// Gives numbers in brackets the name right before these, where it is another than that of the number before: “more blues (12) than
/// reds (15)”.
pub(super) fn contrast<'a>(sentence: &Sentence<'_, 'a>, segments: &[Segment], heads: &[Head], owns: &mut [Scope<'a>]) {
    let near = |at: usize| before_brackets(sentence, segments, at).map(|near| near.members).unwrap_or_default();
    for at in (1..owns.len()).filter(|at| heads[*at] == Head::None) {
        let before = if owns[at - 1].is_empty() { near(at - 1) } else { owns[at - 1].members.clone() };
        let is_other =
            |member: &Member<'a>| before.iter().any(|other| other != member && other.is_of_axis_of(&member.means));
        let members = if owns[at].is_empty() { near(at) } else { Vec::new() };
        owns[at].members.extend(members.into_iter().filter(is_other));
    }
}

/// The words between the number before and the brackets that begin with a number, if they name something.
pub(super) fn before_brackets<'a>(sentence: &Sentence<'_, 'a>, segments: &[Segment], at: usize) -> Option<Scope<'a>> {
    let open = segments[at].brackets(&sentence.words)?;
    let last = segments[..at].iter().map(|before| before.anchor.end).filter(|end| *end <= open).max().unwrap_or(0);
    let near = scope(sentence, &segments[at], &[Side::Before(last..open)]);
    (!near.members.is_empty()).then_some(near)
}
