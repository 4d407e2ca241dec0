//! Whether the numbers of a sentence that tell one thing together agree: a part, its whole and its share; a change and the figures before
//! and after it; a sum and what it adds up.

mod told;
mod rest;

use std::ops::{Range, RangeInclusive};

use self::rest::{is_opening_whole, rest};
use self::told::{Told, is_row};
use super::accounts::{Account, Number, goes};
use super::faults::disagreement::Disagreement;
use super::reading::counted::Head;
use super::reading::language::senses::{Sense, Way};
use super::reading::parts::places::Place;
use super::reading::roles::{Role, way_at};
use super::reading::segments::{Joint, Segment};
use super::reading::sentence::Sentence;
use super::returns::{Candidate, Measured, Returns};
use crate::quantity::Quantity;

/// How far before the words of a number the comparison can stand of which it is told.
const FARTHEST: usize = 25;

/// A sentence whose numbers are held against each other.
struct Agreement<'n, 's, 't, 'a> {
    returns: &'n Returns<'a>,
    sentence: &'n Sentence<'t, 'a>,
    told: Vec<Told<'n, 's, 'a>>,
}

/// Tells of the first numbers of a sentence that do not agree with each other.
pub(super) fn agree<'s, 'a>(
    returns: &Returns<'a>,
    sentence: &Sentence<'_, 'a>,
    segments: &[Segment],
    numbers: &mut [(Range<usize>, Number<'s, 'a>)],
) {
    let told = numbers.iter().filter_map(|(_, number)| Told::parts(number)).zip(segments);
    let told: Vec<_> = told.map(|(parts, segment)| Told::new(parts, segment)).collect();
    let agreement = Agreement { returns, sentence, told };
    let Some((found, disagreement)) = agreement.first() else { return };
    let mut numbers: Vec<_> = numbers.iter_mut().filter(|(_, number)| Told::parts(number).is_some()).collect();
    let place = numbers[*found.start()].0.start..numbers[*found.end()].0.end;
    let typed = numbers[found].iter_mut().find_map(|(_, number)| match number {
        Number::Claim(_, account) => Some(account),
        _ => None,
    });
    if let Some(account) = typed {
        *account = Account::Disagrees(place, disagreement);
    }
}

type Found = Option<(RangeInclusive<usize>, Disagreement)>;

impl<'a> Agreement<'_, '_, '_, 'a> {
    /// The first numbers, by their positions, that do not agree. What is a finding already agrees with nothing.
    fn first(&self) -> Found {
        let is_new = |(range, _): &(RangeInclusive<usize>, Disagreement)| {
            let told = &self.told[range.clone()];
            told.iter().all(|told| told.is_open) && told.iter().any(|told| told.is_typed)
        };
        (1..self.told.len()).find_map(|at| self.disagreement(at).filter(is_new))
    }

    fn disagreement(&self, at: usize) -> Found {
        let pairs = [Self::part, Self::share, Self::course, Self::change, Self::compared, Self::sum];
        let found = pairs.iter().find_map(|pair| pair(self, at));
        found.or_else(|| rest(self.sentence, &self.told, at))
    }

    /// Whether nothing but what leads to a number stands before it.
    fn opens(&self, at: usize) -> bool {
        let words = &self.sentence.words;
        let is_filler = |sense| matches!(sense, Sense::Bound(_) | Sense::Article | Sense::Only | Sense::And);
        let left = &self.told[at].segment.left;
        left.clone().all(|at| !words.is_word(at) || words.find(at, is_filler).is_some())
    }

    /// Whether a number stands between signs by itself: “, 12,”, “(12)”, “, 12 or 5%,”.
    fn stands_alone(&self, at: usize) -> bool {
        let behind = self.told[at].segment.anchor.end;
        let is_next = self.told.get(at + 1).is_some_and(|next| next.segment.joint == Joint::Apposed);
        let is_end =
            behind >= self.sentence.words.len() || self.sentence.words.is_sign(behind, &[",", ")", ".", ";", "–"]);
        self.opens(at) && (is_next || is_end)
    }

    /// A part that is larger than its whole: “40 of the 44”, “44, of whom 40”, “of the 44, 40 were”, “44 in all: 30 reds and 14 blues”.
    fn part(&self, at: usize) -> Found {
        let words = &self.sentence.words;
        let (told, before) = (&self.told[at], &self.told[at - 1]);
        let disagreement = |of: usize, part: usize| {
            let (part_number, whole) = (self.told[part].count()?, self.told[of].count()?);
            let disagreement = Disagreement::Part { part: part_number, whole };
            let is_of_it = told.claim.joint == Joint::Whole || self.told[of].claim.is_counted;
            (is_of_it && part_number > whole).then_some((of.min(part)..=of.max(part), disagreement))
        };
        if told.claim.joint == Joint::Whole {
            return disagreement(at, at - 1);
        }
        let is_subset = |at: usize| words.find(at, |sense| sense == Sense::Subset).is_some();
        let is_of_before =
            !self.is_base(told) && (is_subset(told.segment.left.start) || is_subset(told.segment.right.start));
        let is_list = told.claim.joint == Joint::Subset
            && before.claim.own.members.is_empty()
            && self.told.get(at + 1).is_some_and(|next| next.claim.joint == Joint::List && next.count().is_some());
        let has_whole = told.segment.left.clone().any(|at| words.is(at, Sense::Of));
        let whole = (0..at).rfind(|before| is_opening_whole(self.sentence, &self.told[*before]));
        let whole = whole.filter(|_| !has_whole && !told.segment.opens_whole(words) && !self.is_base(told));
        match (is_of_before, whole) {
            (true, _) => {
                let largest = (0..at).max_by_key(|at| self.told[*at].count())?;
                disagreement(largest, at)
            }
            (_, Some(whole)) => disagreement(whole, at),
            _ => is_list.then(|| disagreement(at - 1, at)).flatten(),
        }
    }

    /// “40 of the 44, or 91%”, “nine in ten (40 of 44)”, “half of the 44: 22”, “of whom half, 22,”.
    fn share(&self, at: usize) -> Found {
        let (first, second) = (&self.told[at - 1], &self.told[at]);
        let disagreement = |share: usize, part: usize, whole: usize| {
            let (number, all) = (self.told[part].count()?, self.told[whole].count()?);
            let is_other = !self.told[share].is_share_of(number, all) || number > all;
            let ends = [share, part, whole];
            let range = ends.into_iter().min()?..=ends.into_iter().max()?;
            is_other.then_some((range, Disagreement::Share { part: number, whole: all }))
        };
        if second.claim.joint == Joint::Whole && first.is_share() {
            let next = self.told.get(at + 1)?;
            let is_told = next.claim.head == Head::None && next.claim.own.is_empty();
            let is_apposed = match next.segment.joint {
                Joint::Apposed | Joint::Subset => self.opens(at + 1),
                _ => self.stands_alone(at + 1),
            };
            return (is_told && is_apposed).then(|| disagreement(at - 1, at + 1, at)).flatten();
        }
        if first.claim.joint == Joint::Subset && first.is_share() && at > 1 {
            let is_told = self.stands_alone(at) && second.is_bare() && first.claim.own.is_empty();
            return is_told.then(|| disagreement(at - 1, at, at - 2)).flatten();
        }
        if second.claim.joint != Joint::Whole {
            return None;
        }
        let before = at.checked_sub(2).filter(|share| self.told[*share].is_share() && self.opens(at - 1));
        let is_alone = first.segment.joint != Joint::List || second.is_bare() && first.is_bare();
        if let Some(share) = before.filter(|share| is_alone && self.told[*share].claim.joint != Joint::Whole) {
            return disagreement(share, at - 1, at);
        }
        let behind = self.told.get(at + 1).filter(|share| share.is_share() && self.opens(at + 1))?;
        let is_own = self.told.get(at + 2).is_none_or(|next| next.claim.joint != Joint::Whole);
        let is_told = match behind.segment.joint {
            Joint::Apposed => true,
            Joint::List => behind.is_bare(),
            _ => false,
        };
        (is_own && is_told).then(|| disagreement(at + 1, at - 1, at)).flatten()
    }

    /// “From 12 to 15, a rise of 3”.
    fn course(&self, at: usize) -> Found {
        let (from, to) = (&self.told[at - 1], &self.told[at]);
        let (Role::From(way), Role::To(_)) = (from.claim.role, to.claim.role) else { return None };
        let (before, now) = (from.exact()?, to.exact()?);
        let kind = |told: &Told<'_, '_, '_>| std::mem::discriminant(&told.claim.mention.amount);
        if before.unit() != now.unit() || kind(from) != kind(to) {
            return None;
        }
        let disagreement = Disagreement::Course { before, now };
        if matches!(way, Way::Rise | Way::Fall) && !goes(way, before, now) {
            return Some((at - 1..=at, disagreement));
        }
        // “… from 12 to 20; in the last year it grew by 3”: a change that a return has tells of another time behind such a sign.
        let is_apart = |told: &Told<'_, '_, '_>| {
            let mut between = to.segment.anchor.end..told.segment.anchor.start;
            !told.held.is_empty() && between.any(|at| self.sentence.words.is_sign(at, &[";"]))
        };
        let is_other = |at: &usize| {
            let told = self.told.get(*at).filter(|told| told.is_own_change() && !is_apart(told));
            told.is_some_and(|told| !told.is_change_of(before, now))
        };
        // “430 more than the year before, while others went up from 22 to 39”.
        let before = at.checked_sub(2).filter(|_| from.segment.joint != Joint::Clause);
        // “… by 56, from 1,980 to 2,036, and by 29 in the second year”: of two changes one is told of the course.
        let is_told = |at: usize| {
            self.told[at].is_own_change() && self.told[at].is_change_of(from.exact().unwrap_or_default(), now)
        };
        let behind = Some(at + 1).filter(|_| !at.checked_sub(2).is_some_and(is_told));
        let mut beside = [before, behind].into_iter().flatten();
        if let Some(change) = beside.find(is_other) {
            return Some((change.min(at - 1)..=change.max(at), disagreement));
        }
        let is_named = !to.claim.own.members.is_empty() || !to.claim.own.places.is_empty();
        let is_one = |from: &Candidate<'a>, other: &Candidate<'a>| {
            let is_course = match &from.measured {
                Measured::Change { now: end, .. } => *end == now || !to.claim.own.times.is_empty(),
                _ => true,
            };
            is_course && self.is_one_figure(from, other)
        };
        let is_one = from.held.iter().any(|from| to.held.iter().any(|to| is_one(from, to)));
        let is_known = !from.held.is_empty() && !to.held.is_empty() && to.claim.joint == Joint::To;
        (is_known && !is_named && !is_one).then_some((at - 1..=at, Disagreement::Series))
    }

    /// “Reds were more than blues: 12 against 15”.
    fn is_other_order(&self, one: &Told<'_, '_, 'a>, number: Quantity, other: Quantity) -> bool {
        let words = &self.sentence.words;
        let is_led = one.segment.anchor.start > 0 && words.is_sign(one.segment.anchor.start - 1, &[":", "("]);
        let first = one.segment.left.start.saturating_sub(FARTHEST);
        let mut before = (first..one.segment.anchor.start).filter(|at| self.sentence.item(*at).is_none());
        let Some(at) = before.find(|at| words.is(*at, Sense::More) && way_at(self.sentence, *at).is_some()) else {
            return false;
        };
        let has_than = (at + 1..one.segment.anchor.start).any(|at| words.is(at, Sense::Than));
        let is_once =
            (at + 1..one.segment.anchor.start).all(|at| !words.is(at, Sense::More) && !words.is(at, Sense::But));
        let is_plain = number.unit() == other.unit() && number != other;
        is_plain
            && is_led
            && has_than
            && is_once
            && way_at(self.sentence, at).is_some_and(|way| !goes(way, other, number))
    }

    /// “12 against 15, a fall of 3”, “three fewer (12 against 15)”, and of several places one figure.
    fn compared(&self, at: usize) -> Found {
        let (one, other) = (&self.told[at - 1], &self.told[at]);
        if other.claim.joint != Joint::Compared || other.claim.role != Role::Level {
            return None;
        }
        let (now, before) = (one.exact()?, other.exact()?);
        if self.is_other_order(one, now, before) {
            return Some((at - 1..=at, Disagreement::Order { one: now, other: before }));
        }
        let before_pair = at.checked_sub(2).filter(|_| self.stands_alone(at) && self.opens(at - 1) && one.is_bare());
        let is_other = |at: &usize| {
            let change = self.told.get(*at)?;
            (change.is_change() && !change.is_change_of(before, now) && !change.is_change_of(now, before))
                .then_some(*at)
        };
        let behind = Some(at + 1).filter(|at| self.told.get(*at).is_some_and(Told::is_own_change));
        if let Some(change) = [before_pair, behind].into_iter().flatten().find_map(|at| is_other(&at)) {
            return Some((change.min(at - 1)..=change.max(at), Disagreement::Course { before, now }));
        }
        let is_one = one.held.iter().any(|one| other.held.iter().any(|other| self.is_one_figure(one, other)));
        let own = Place::Area(&self.returns.report.area.key);
        let tells_other = self.sentence.places.iter().any(|(_, place)| *place != own);
        let is_known = tells_other && other.is_bare() && !one.held.is_empty() && !other.held.is_empty();
        (is_known && !is_one).then_some((at - 1..=at, Disagreement::Series))
    }

    /// Whether two are one figure, at whatever time and place.
    fn is_one_figure(&self, one: &Candidate<'a>, other: &Candidate<'a>) -> bool {
        let is_same = |cell| self.returns.book.same_figure(one.report, cell, other.report);
        one.fit.cells.len() == other.fit.cells.len()
            && one.fit.cells.iter().all(|cell| is_same(*cell).is_some_and(|same| other.fit.cells.contains(&same)))
    }

    /// “Rose by 3 to 15”, “15, three more than the year before”, “3 or 25%”.
    fn change(&self, at: usize) -> Found {
        let (first, second) = (&self.told[at - 1], &self.told[at]);
        if first.is_change() && second.is_change() {
            let is_told = second.claim.joint == Joint::Apposed && second.is_bare() && !first.held.is_empty();
            let is_same = |held: &Candidate<'a>| match &held.measured {
                Measured::Change { before, now, .. } => second.is_change_of(*before, *now),
                _ => true,
            };
            let is_other = is_told
                && !first.held.iter().any(is_same)
                && !second.held.iter().any(|held| match &held.measured {
                    Measured::Change { before, now, .. } => first.is_change_of(*before, *now),
                    _ => true,
                });
            return is_other.then_some((at - 1..=at, Disagreement::Series));
        }
        let is_end = matches!(second.claim.role, Role::To(_)) || (second.is_bare() && self.tells_all(at));
        let (change, figure) = match (first.is_change(), second.is_change()) {
            (true, false) if is_end => (first, second),
            (false, true) if second.is_bare() && second.claim.joint != Joint::Compared && self.leads_on(at) => {
                (second, first)
            }
            _ => return None,
        };
        let is_apart = !second.is_bare() && !first.is_bare();
        let is_level = matches!(figure.claim.role, Role::To(_) | Role::Level) && !self.is_base(figure);
        if is_apart || !is_level || change.held.is_empty() || figure.held.is_empty() {
            return None;
        }
        let number = figure.exact()?;
        let is_end = |held: &Candidate<'a>| match &held.measured {
            // “1,489 reds outnumber 780 blues two to one”.
            Measured::Change { before, now, than, .. } => *now == number || than.is_some() && *before == number,
            _ => true,
        };
        let gives = |held: &Candidate<'a>| self.is_change_at(change, held, number);
        // “327, 163 of them here and 164 there, a rise of 21”: the change is one of what the list belongs to.
        let is_of_earlier = || {
            let earlier = self.told[..at - 1].iter().filter(|_| std::ptr::eq(change, second));
            let gives = |told: &Told<'_, '_, 'a>| {
                told.exact().is_some_and(|number| told.held.iter().any(|held| self.is_change_at(change, held, number)))
            };
            earlier.into_iter().any(gives)
        };
        let agree = change.held.iter().any(is_end) || figure.held.iter().any(gives) || is_of_earlier();
        (!agree).then_some((at - 1..=at, Disagreement::Series))
    }

    /// Whether a number goes on with what was told before: “, three more”, “, which is three more”.
    fn leads_on(&self, at: usize) -> bool {
        let words = &self.sentence.words;
        let is_filler = |sense| {
            matches!(
                sense,
                Sense::Bound(_)
                    | Sense::Article
                    | Sense::Only
                    | Sense::Verb
                    | Sense::Relative
                    | Sense::The
                    | Sense::Growth
                    | Sense::Of
            )
        };
        let left = &self.told[at].segment.left;
        left.clone().all(|at| !words.is_word(at) || words.find(at, is_filler).is_some())
    }

    /// Whether a figure is one that something is set against, or of an earlier year.
    fn is_base(&self, figure: &Told<'_, '_, 'a>) -> bool {
        let words = &self.sentence.words;
        let is_against = |at: usize| {
            words
                .find(at, |sense| matches!(sense, Sense::Than | Sense::Compared | Sense::Since | Sense::From))
                .is_some()
        };
        let left = figure.segment.left.clone();
        figure.claim.joint == Joint::Compared || left.into_iter().any(is_against) || !figure.claim.own.times.is_empty()
    }

    fn tells_all(&self, at: usize) -> bool {
        self.told[at].segment.tells(&self.sentence.words, Sense::Together)
    }

    /// Whether a figure changed so since an earlier year.
    fn is_change_at(&self, change: &Told<'_, '_, 'a>, held: &Candidate<'a>, number: Quantity) -> bool {
        let Measured::Level(Some(now)) = held.measured else { return true };
        let area = self.returns.book.reports.iter().chain(&self.returns.book.national);
        let mut earlier =
            area.filter(|since| since.area.key == held.report.area.key && since.period < held.report.period);
        earlier.any(|since| {
            let before = self.returns.same(held.report, &held.fit, since);
            before.is_some_and(|before| change.is_change_of(before, now))
        }) && number == now
    }

    /// “12 reds, 15 blues and 3 others, 30 in all”.
    fn sum(&self, at: usize) -> Found {
        let told = &self.told[at];
        let is_led = told
            .segment
            .own(&told.segment.left)
            .any(|at| self.sentence.words.find(at, |sense| sense == Sense::Sum).is_some());
        let own = &told.claim.own;
        let is_all = own.members.is_empty() && own.others.is_empty() && own.places.is_empty();
        let is_led = is_led && is_all && told.claim.head != Head::Unknown;
        let number = told.count().filter(|_| is_led || self.tells_all(at))?;
        let (mut sum, mut first) = (Quantity::ZERO, at);
        for before in (0..at).rev() {
            let Some(more) = self.told[before].count() else { break };
            sum = sum.plus(more)?;
            first = before;
            if before + 1 < at && sum == number {
                return None;
            }
        }
        // A total is at least as large as each of what it adds up, and none of its rows.
        let parts = &self.told[first..at];
        // “Two teams of six each, twelve in all” multiplies.
        let is_each = |at: usize| self.sentence.words.is(at, Sense::Each);
        if parts.iter().any(|part| part.segment.own(&part.segment.right).any(is_each)) {
            return None;
        }
        let is_part = parts.iter().filter_map(Told::count).any(|part| part > number)
            || told.held.iter().all(|held| is_row(held, parts))
            || (is_led && told.held.is_empty());
        (first + 1 < at && is_part).then_some((first..=at, Disagreement::Sum))
    }
}
