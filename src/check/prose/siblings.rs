//! What a number can be by the figures that stand near it: “1,405 against 350, four times as many”, “23 of 57 … the remaining 34”.

use super::accounts::{Account, holds};
use super::candidates::Asked;
use super::cells::{Fit, Question};
use super::closed::Said;
use super::reading::claims::Claim;
use super::reading::numbers::Amount;
use super::reading::places::Place;
use super::reading::roles::Role;
use super::returns::{Around, Candidate, Measured, Returns};
use crate::book::report::Report;
use crate::quantity::Quantity;

/// How many figures around a number are looked at. A share in words fits nearly anything: for it fewer are.
const NEAREST: usize = 6;
const NEAREST_OF_SHARE: usize = 3;

/// A figure that a number of a text was found to be.
#[derive(Clone)]
pub(super) struct Figure<'a> {
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
            (Measured::Change { now, .. }, Role::To(_)) => (*now, candidate.report),
            _ => return None,
        };
        Some(Figure { item: Some(claim.segment), value, fit: candidate.fit.clone(), report })
    }

    /// The same seen from the next sentence.
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
                let mut found = changes(&near, claim.segment);
                found.extend(near.iter().flat_map(|figure| asked.apart(figure, &places)));
                found
            }
            (Amount::Percent(_) | Amount::Share(..), Role::Level) => {
                let mut found = shares(&near);
                found.extend(near.iter().flat_map(|figure| asked.shares_with(figure)));
                found
            }
            (Amount::Number(_), Role::Level) => rests(&near),
            _ => Vec::new(),
        };
        let held: Vec<_> = found.into_iter().filter(|candidate| holds(claim, role, candidate)).collect();
        if !held.is_empty() {
            return Some(held);
        }
    }
    None
}

/// Each of some figures with each other.
fn pairs<'f, 'a>(near: &'f [&'f Figure<'a>]) -> impl Iterator<Item = (&'f Figure<'a>, &'f Figure<'a>)> {
    let others = |at: usize| near.iter().enumerate().filter(move |(other, _)| *other != at);
    near.iter().enumerate().flat_map(move |(at, one)| others(at).map(|(_, other)| (*one, *other)))
}

/// How far figures are from each other: of one area's the later from the earlier, of two that the number stands between the first
/// from the second.
fn changes<'a>(near: &[&Figure<'a>], segment: usize) -> Vec<Candidate<'a>> {
    let is_behind = |figure: &Figure<'a>| figure.item.is_some_and(|item| item > segment);
    let is_course = |(now, before): &(&Figure<'a>, &Figure<'a>)| {
        let is_one_area = now.report.area.key == before.report.area.key;
        let is_later = now.report.period >= before.report.period;
        if is_one_area { is_later } else { !is_behind(now) || is_behind(before) }
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

fn share<'a>(part: &Figure<'a>, whole: &Figure<'a>) -> Candidate<'a> {
    let of = whole.fit.clone();
    let measured = Measured::Share { part: part.value, whole: whole.value, of, report: whole.report };
    Candidate { report: part.report, fit: part.fit.clone(), measured }
}

/// What is left of a figure without all the others that are told as parts of it.
fn rests<'a>(near: &[&Figure<'a>]) -> Vec<Candidate<'a>> {
    let is_told = near.iter().any(|figure| figure.item.is_some());
    let rest = |whole: &&Figure<'a>| {
        let is_part = |other: &&&Figure<'a>| other.value < whole.value && (!is_told || other.item.is_some());
        let parts: Vec<_> = near.iter().filter(is_part).collect();
        let part = parts.iter().try_fold(Quantity::ZERO, |sum, part| sum.plus(part.value))?;
        let fit = &parts.first()?.fit;
        let measured = Measured::Rest { part, whole: whole.value };
        (part < whole.value).then(|| Candidate { report: whole.report, fit: fit.clone(), measured })
    };
    near.iter().filter_map(rest).collect()
}

impl<'a> Asked<'_, 'a> {
    /// How far a figure is from what it was, and from the same of the places that the sentence names.
    fn apart(self, figure: &Figure<'a>, places: &[Place<'a>]) -> Vec<Candidate<'a>> {
        let Figure { report, fit, .. } = figure;
        let scope = &self.claim.scopes[0];
        let since = self.base(scope).periods;
        let since = self.returns.reports_of(&report.area.key, &since).into_iter();
        let since = since.filter(|since| since.period < report.period);
        let mut found: Vec<_> = since.filter_map(|since| self.returns.change(report, fit, since)).collect();
        let others = self.returns.reports(places, &[report.period]).into_iter();
        let own = self.returns.reports(&[], &[report.period]).into_iter();
        let others = others.chain(own).filter(|other| other.area.key != report.area.key);
        for other in others {
            let Some(candidate) = self.returns.difference(report, fit, other) else { continue };
            // “A had 120, nine more than B”, but “nine more than the 111 of B”.
            let is_behind = figure.item.is_some_and(|item| item > self.claim.segment);
            found.push(match candidate.measured {
                Measured::Change { before, now, .. } if is_behind => {
                    let measured = Measured::Change { before: now, now: before, since: report, than: None };
                    Candidate { report: other, fit: fit.clone(), measured }
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
        let wholes = self.wholes(&names, figure.report, &figure.fit, whole.map(|whole| &whole.of));
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
        as_part.chain(as_whole).collect()
    }
}
