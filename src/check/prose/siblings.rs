//! What a number can be by the figures that stand near it: “1,405 against 350, four times as many”.

use super::accounts::{Account, holds};
use super::candidates::Asked;
use super::cells::{Fit, Question, tables};
use super::closed::Said;
use super::reading::claims::Claim;
use super::reading::counted::Head;
use super::reading::language::senses::Bound;
use super::reading::parts::names::Named;
use super::reading::parts::numbers::Amount;
use super::reading::parts::places::Place;
use super::reading::roles::Role;
use super::reading::scopes::{Against, Member, Scope, is_listed, own};
use super::reading::segments::{Joint, Segment};
use super::reading::sentence::Sentence;
use super::returns::{Around, Candidate, Measured, Returns};
use crate::book::report::Report;
use crate::quantity::Quantity;

/// How many figures around a number are looked at. A share in words fits nearly anything: for it fewer are.
const NEAREST: usize = 6;
const NEAREST_OF_SHARE: usize = 3;
/// Farther than any number of a sentence.
const FARTHEST: usize = 1000;
/// Smaller numbers are figures of any return.
const FEWEST: u64 = 10;

/// A figure that a number of a text is.
#[derive(Clone)]
pub(crate) struct Figure<'a> {
    /// The position of the number among those of its sentence; none where it stands in the one before.
    item: Option<usize>,
    value: Quantity,
    fit: Fit,
    report: &'a Report,
}

impl<'a> Figure<'a> {
    /// The figure that a claim gives, if it is one.
    pub(super) fn of(claim: &Claim<'_, 'a>, account: &Account<'a>) -> Option<Self> {
        let Account::Held { held, .. } = account else { return None };
        let candidate = held.first()?;
        let (value, report) = match (&candidate.measured, claim.role) {
            (Measured::Level(Some(value)), _) => (*value, candidate.report),
            (Measured::Change { before, since, .. }, Role::From(_)) => (*before, *since),
            (Measured::Change { now, than: None, .. }, Role::To(_) | Role::Change(_)) => (*now, candidate.report),
            _ => return None,
        };
        Some(Figure { item: Some(claim.segment), value, fit: candidate.fit.clone(), report })
    }

    fn is_of_table_of(&self, other: &Figure<'a>) -> bool {
        let table = |figure: &Figure<'a>| figure.fit.cells.first().map(|cell| cell.table_position());
        table(self) == table(other)
    }

    /// The figure, and its report.
    pub(super) fn told(&self) -> (Fit, &'a Report) {
        (self.fit.clone(), self.report)
    }

    /// The same as the next sentence has it.
    pub(super) fn before(self) -> Self {
        Figure { item: None, ..self }
    }
}

/// What a number is by the figures around it; none where it follows from none of them.
pub(super) fn follows<'a>(
    returns: &Returns<'a>,
    said: &Said<'_, '_, 'a>,
    around: &Around<'a>,
    figures: &[Figure<'a>],
) -> Option<Vec<Candidate<'a>>> {
    let claim = said.claim;
    let mut near: Vec<_> = figures.iter().filter(|figure| figure.item != Some(claim.segment)).collect();
    near.sort_by_key(|figure| figure.item.map_or(usize::MAX, |item| item.abs_diff(claim.segment)));
    let is_share = matches!(claim.mention.amount, Amount::Share(..));
    near.truncate(if is_share { NEAREST_OF_SHARE } else { NEAREST });
    let roles = [claim.role].into_iter().chain(claim.other_roles.iter().copied());
    for role in roles {
        let asked = Asked { returns, claim, around, role };
        let found = match (claim.mention.amount, role) {
            (_, Role::Change(_)) | (Amount::Factor(..), _) => {
                let places: Vec<_> = said.sentence.places.iter().map(|(_, place)| *place).collect();
                let mut own = asked.own_levels();
                own.retain(|own| near.iter().any(|near| near.is_of_table_of(own)));
                let with: Vec<_> = near.iter().copied().chain(&own).collect();
                let mut found = changes(&with, said);
                found.extend(asked.of_names(said));
                let is_next = |figure: &&&Figure<'a>| figure.item.is_some_and(|item| item.abs_diff(claim.segment) == 1);
                let next = if said.is_beside_last() { 0 } else { near.iter().filter(is_next).count().max(1) };
                found.extend(near.iter().take(next).flat_map(|figure| asked.apart(figure, &places)));
                found
            }
            (Amount::Percent(_) | Amount::Share(..), Role::Level) => {
                let mut found = shares(&near);
                // “three in ten reds” can be a share of all people that reds are.
                let is_open = is_share && claim.whole.as_ref().is_some_and(|whole| whole.number.is_none());
                let scope = claim.scopes.first().filter(|_| is_open);
                found.extend(scope.into_iter().flat_map(|scope| asked.shares_of(scope, &asked.when(scope), None)));
                found.extend(near.iter().flat_map(|figure| asked.shares_with(figure)));
                found
            }
            _ => Vec::new(),
        };
        let held = |found: Vec<Candidate<'a>>| {
            let is_whole = |share: &Candidate<'a>| {
                (!said.tells_whole() || is_of_total(share)) && before(said, figures).is_none_or(|of| is_with(share, of))
            };
            let found = found.into_iter().filter(|candidate| holds(claim, role, candidate) && is_whole(candidate));
            let held: Vec<_> = found.collect();
            Some(held).filter(|held| !held.is_empty())
        };
        let found = held(found).or_else(|| held(asked.of_others(said)));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The figure that a share behind “or” or in brackets tells otherwise, if it is one: “21 reds, or 2% of all”.
fn before<'f, 'a>(said: &Said<'_, '_, 'a>, figures: &'f [Figure<'a>]) -> Option<&'f Figure<'a>> {
    let claim = said.claim;
    let last = claim.segment.checked_sub(1).filter(|last| said.segments[*last].joint != Joint::Whole)?;
    let is_share = matches!(claim.mention.amount, Amount::Percent(_) | Amount::Share(..));
    let is_apposed = is_share && claim.joint == Joint::Apposed && claim.role == Role::Level;
    figures.iter().find(|figure| is_apposed && figure.item == Some(last))
}

/// Whether a share is one in which a figure is the part or the whole.
fn is_with(share: &Candidate<'_>, figure: &Figure<'_>) -> bool {
    match &share.measured {
        Measured::Share { of, .. } => share.fit.cells == figure.fit.cells || of.cells == figure.fit.cells,
        _ => true,
    }
}

/// The words of a number up to a comma behind which another place is told of: “Northshire has 12 reds, Southshire manages its own at Step 1”.
fn near<'a>(said: &Said<'_, '_, 'a>) -> Option<Scope<'a>> {
    let segment = &said.segments[said.claim.segment];
    let end = segment.right.clone().find(|at| said.sentence.words.is_sign(*at, &[","]))?;
    let is_next = said.sentence.places.iter().any(|(place, _)| place.start == end + 1);
    let near = Segment { right: segment.right.start..end, ..segment.clone() };
    is_next.then(|| own(said.sentence, &near)).filter(|near| !near.is_empty())
}

/// Each of some figures with each other.
fn pairs<'f, 'a>(near: &'f [&'f Figure<'a>]) -> impl Iterator<Item = (&'f Figure<'a>, &'f Figure<'a>)> {
    let others = |at: usize| near.iter().enumerate().filter(move |(other, _)| *other != at);
    near.iter().enumerate().flat_map(move |(at, one)| others(at).map(|(_, other)| (*one, *other)))
}

/// How far figures are from each other: of one area's the later from the earlier, of two areas' the one that stands before the
/// number and next to it from the other.
fn changes<'a>(near: &[&Figure<'a>], said: &Said<'_, '_, 'a>) -> Vec<Candidate<'a>> {
    let place = |figure: &Figure<'a>| match figure.item {
        Some(item) if item < said.claim.segment => said.claim.segment - item,
        Some(item) => item + FARTHEST,
        None => FARTHEST,
    };
    let is_course = |(now, before): &(&Figure<'a>, &Figure<'a>)| {
        let is_one_area = now.report.area.key == before.report.area.key;
        let is_later = now.report.period >= before.report.period;
        // “150 here and 122 there. The difference is 28.”
        let order = |figure: &Figure<'a>| (place(figure), near.iter().position(|other| std::ptr::eq(*other, figure)));
        if is_one_area { is_later } else { (order(now) < order(before)) != said.is_beside_last() }
    };
    let change = |(now, before): (&Figure<'a>, &Figure<'a>)| {
        let than = (now.fit.cells != before.fit.cells).then(|| before.fit.clone());
        let measured = Measured::Change { before: before.value, now: now.value, since: before.report, than };
        Candidate { report: now.report, fit: now.fit.clone(), measured }
    };
    pairs(near).filter(is_course).map(change).collect()
}

fn shares<'a>(near: &[&Figure<'a>]) -> Vec<Candidate<'a>> {
    let is_part = |(part, whole): &(&Figure<'a>, &Figure<'a>)| part.value < whole.value;
    pairs(near).filter(is_part).map(|(part, whole)| share(part, whole)).collect()
}

fn is_of_total(share: &Candidate<'_>) -> bool {
    match &share.measured {
        Measured::Share { of, .. } => {
            share.fit.cells.iter().all(|part| of.cells.iter().any(|total| total.covers(*part)))
        }
        _ => true,
    }
}

fn share<'a>(part: &Figure<'a>, whole: &Figure<'a>) -> Candidate<'a> {
    let of = whole.fit.clone();
    let measured = Measured::Share { part: part.value, whole: whole.value, of, report: whole.report };
    Candidate { report: part.report, fit: part.fit.clone(), measured }
}

impl<'a> Asked<'_, 'a> {
    /// The figures that a number can be by the words of other numbers, where its own leave them open: “… at Step 1; 31 of them”.
    fn of_others(self, said: &Said<'_, '_, 'a>) -> Vec<Candidate<'a>> {
        let Claim { mention, segment, own, head, .. } = self.claim;
        let is_share = matches!(mention.amount, Amount::Share(..) | Amount::Factor(..));
        let is_rough = !matches!(mention.bound, Bound::Exact | Bound::About) || mention.until.is_some();
        let is_level = !matches!(self.role, Role::Change(_));
        let is_part = said.is_of_them();
        let is_below = is_level && mention.number().is_some_and(|number| number < FEWEST);
        if is_share || is_rough || (is_below && !is_part) || *head == Head::Unknown {
            return Vec::new();
        }
        let end = said.subset_start();
        let others = said.segments.iter().enumerate().filter(|(at, other)| at != segment && other.left.start < end);
        let mut others: Vec<_> = others.collect();
        others.sort_by_key(|(at, _)| at.abs_diff(*segment));
        others.truncate(NEAREST);
        let others = others.into_iter().map(|(at, other)| {
            let other = self::own(said.sentence, other);
            match said.owners.contains(&Some(at)) && !said.is_open(at) {
                true => Scope { times: Vec::new(), against: Against::default(), ..other },
                false => other,
            }
        });
        // “Blues: 12, up 3”, behind a line of reds.
        let taken = &self.claim.scopes[0].members;
        let is_rival = |member: &Member<'a>| taken.iter().any(|own| own != member && own.is_of_axis_of(&member.means));
        let before = self.around.scopes.iter().filter(|scope| !scope.members.iter().any(is_rival)).cloned();
        let mut different: Vec<Scope<'a>> = Vec::new();
        for other in others.chain(listed(said.sentence, end)).chain(before).filter(|other| !other.is_empty()) {
            if !different.contains(&other) {
                different.push(other);
            }
        }
        let others = different;
        // “Compared with 31 March 2010, when there were 489”.
        let since = Scope { times: own.against.times.clone(), ..own.clone() };
        let alone = Scope { against: Against::default(), ..own.clone() };
        let is_against = (is_level && !own.against.times.is_empty()) || !own.against.places.is_empty();
        let mut scopes = Vec::new();
        let owns = [own.clone()].into_iter().chain([since, alone].into_iter().filter(|_| is_against));
        for own in owns {
            for (at, other) in others.iter().enumerate() {
                let with = own.with(other);
                scopes.extend(others[..at].iter().map(|third| with.with(third)));
                scopes.push(with);
            }
            // What has no words of its own is of what the other numbers are told of.
            if !own.is_empty() || is_level {
                scopes.push(own);
            }
        }
        // “31 people were warned, and 12 cars were stopped”: what its own words count stands.
        let is_told = |found: &Candidate<'a>| {
            let told = tables(&self.returns.names(found.report), own);
            !matches!(found.measured, Measured::Level(_))
                || told.is_empty()
                || found.fit.cells.iter().all(|cell| told.contains(&cell.table_position()))
        };
        let is_timed = |found: &Candidate<'a>| {
            let is_other = said.is_of_other_table(self.returns, self.around, found);
            !is_other && !said.is_no_sum(found) && !said.is_off_list(self.returns, self.around, found)
        };
        let mut found: Vec<_> = self.of_scopes(&scopes).into_iter().filter(is_told).filter(is_timed).collect();
        found.extend(near(said).iter().flat_map(|near| self.of_scopes(std::slice::from_ref(near))).filter(is_timed));
        found
    }

    /// The figures that the words of a change name: “Step 1 had 819, Step 2 had 796 fewer”.
    fn own_levels(self) -> Vec<Figure<'a>> {
        let Claim { own, segment, mention, .. } = self.claim;
        if own.members.is_empty() || mention.number().is_none() {
            return Vec::new();
        }
        let levels = self.levels(own, &self.when(own), false).into_iter();
        let figure = |found: Candidate<'a>| match found.measured {
            Measured::Level(Some(value)) => {
                Some(Figure { item: Some(*segment), value, fit: found.fit, report: found.report })
            }
            _ => None,
        };
        levels.filter_map(figure).collect()
    }

    /// A figure of each row or column that the sentence names beside that of each other: “reds outnumber blues by three to one”.
    fn of_names(self, said: &Said<'_, '_, 'a>) -> Vec<Candidate<'a>> {
        if !matches!(self.claim.mention.amount, Amount::Factor(..) | Amount::Number(_)) {
            return Vec::new();
        }
        let named = said.sentence.names.iter().filter(|named| named.is_member()).take(NEAREST);
        let named: Vec<_> = named.map(|named| Member::new(said.sentence, named)).collect();
        let mut found = Vec::new();
        for (now, before) in named.iter().flat_map(|now| named.iter().map(move |before| (now, before))) {
            if now.means == before.means || !now.is_of_axis_of(&before.means) {
                continue;
            }
            let figures = |member: &Member<'a>| {
                let alone = Scope { members: vec![member.clone()], ..Scope::default() };
                let scope = alone.with(&self.claim.scopes[0]);
                self.levels(&scope, &self.when(&scope), false)
            };
            let others = figures(before);
            for figure in figures(now) {
                let Measured::Level(Some(value)) = figure.measured else { continue };
                found.extend(others.iter().filter_map(|other| {
                    let Measured::Level(Some(before)) = other.measured else { return None };
                    let than = Some(other.fit.clone());
                    let measured = Measured::Change { before, now: value, since: other.report, than };
                    Some(Candidate { measured, ..figure.clone() })
                }));
            }
        }
        found
    }

    /// How far a figure is from what it was, and from the same of the places that the sentence names.
    fn apart(self, figure: &Figure<'a>, places: &[Place<'a>]) -> Vec<Candidate<'a>> {
        let Figure { report, fit, .. } = figure;
        let scope = &self.claim.scopes[0];
        let since = self.base(scope).periods;
        let since = self.returns.reports_of(&report.area.key, &since).into_iter();
        let since = since.filter(|since| since.period < report.period);
        let mut found: Vec<_> = since.filter_map(|since| self.returns.change(report, fit, since)).collect();
        // “In 2010 there were 12. It has grown by 3 since.”
        let later = self.returns.reports_of(&report.area.key, &self.course(scope).periods).into_iter();
        found.extend(
            later
                .filter(|later| later.period > report.period)
                .filter_map(|later| self.returns.change(later, &self.returns.there(report, fit, later)?, report)),
        );
        let others = self.returns.reports(places, &[report.period]).into_iter();
        let own = self.returns.reports(&[], &[report.period]).into_iter();
        let others: Vec<_> = others.chain(own).filter(|other| other.area.key != report.area.key).collect();
        found.extend(self.returns.difference_of_all(report, fit, &others));
        for other in others {
            let Some(candidate) = self.returns.difference(report, fit, other) else { continue };
            // “A had 120, nine more than B”, but “nine more than the 111 of B”.
            let is_behind = figure.item.is_some_and(|item| item > self.claim.segment);
            // “120 here and, in B, nine fewer”.
            let is_of_other = self.claim.own.places.contains(&Place::Area(&other.area.key));
            found.push(match candidate.measured {
                Measured::Change { before, now, .. } if is_behind || is_of_other => {
                    let measured = Measured::Change { before: now, now: before, since: report, than: None };
                    let fit = self.returns.there(report, fit, other).unwrap_or_else(|| fit.clone());
                    Candidate { report: other, fit, measured }
                }
                _ => candidate,
            });
        }
        found
    }

    /// The shares in which a figure is the part or the whole.
    fn shares_with(self, figure: &Figure<'a>) -> Vec<Candidate<'a>> {
        let names = self.returns.names(figure.report);
        let whole = self.claim.whole.as_ref();
        let mut wholes = self.wholes(&names, figure.report, &figure.fit, whole.map(|whole| &whole.of));
        // “Four in five of the people we look after, 12 of them”: of all over the 12.
        if whole.is_some_and(|whole| whole.of.members.is_empty()) {
            wholes.extend(self.wholes(&names, figure.report, &figure.fit, None));
        }
        // “Seven reds, fewer than one in a hundred, were warned”: of all reds.
        let members: Vec<_> = self.claim.scopes[0].members.clone();
        if !members.is_empty() {
            let scope = Scope { members, ..Scope::default() };
            let fits = (Question { names: &names, scope: &scope, is_rate: false, counts: None }).fits();
            wholes.extend(fits.into_iter().filter(|fit| fit.is_specific).map(|fit| (fit, figure.report)));
        }
        let as_part = wholes.into_iter().filter_map(|(of, report)| {
            let value = of.value(&report.figures).filter(|whole| *whole > figure.value)?;
            let measured = Measured::Share { part: figure.value, whole: value, of, report };
            Some(Candidate { report: figure.report, fit: figure.fit.clone(), measured })
        });
        let scope = whole.map_or(&self.claim.own, |whole| &whole.part);
        let fits = if scope.is_empty() {
            Vec::new()
        } else {
            (Question { names: &names, scope, is_rate: false, counts: None }).fits()
        };
        let as_whole = fits.into_iter().filter_map(|fit| {
            let value = fit.value(&figure.report.figures).filter(|part| *part < figure.value)?;
            Some(share(&Figure { item: None, value, fit, report: figure.report }, figure))
        });
        as_part.chain(as_whole).chain(super::shares::shares_of_sum(figure.report, &figure.fit)).collect()
    }
}

/// The names of rows and columns before a token, those that stand in one list together: “Steps 2 and 3”.
fn listed<'a>(sentence: &Sentence<'_, 'a>, end: usize) -> Vec<Scope<'a>> {
    let is_of_it = |named: &&Named<'a>| named.is_member() && named.tokens.start < end;
    let named: Vec<_> = sentence.names.iter().filter(is_of_it).take(NEAREST).collect();
    let is_one = |one: &&Named<'a>, next: &&Named<'a>| {
        let is_of_axis = one.means.iter().any(|one| next.means.iter().any(|next| one.is_of_same_axis(next)));
        is_of_axis && is_listed(sentence, &one.tokens, &next.tokens)
    };
    let scope = |listed: &[&Named<'a>]| {
        let members = listed.iter().map(|named| Member::new(sentence, named)).collect();
        Scope { members, ..Scope::default() }
    };
    named.chunk_by(is_one).map(scope).collect()
}
