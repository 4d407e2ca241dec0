//! Whether a number follows from those that its text gives before and behind it: what is left of them, or their sum.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::check::prose::accounts::{Account, Number};
use crate::check::prose::cells::Fit;
use crate::check::prose::closed::Said;
use crate::check::prose::near::{fits, is_near};
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::reading::language::senses::{Bound, Sense};
use crate::check::prose::reading::parts::numbers::{Amount, Mention};
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::segments::Joint;
use crate::check::prose::returns::{Candidate, Returns};
use crate::quantity::Quantity;

/// The numbers of a text that are accounted for, up to the one that is looked at.
#[derive(Default)]
pub(crate) struct Numbers {
    told: Vec<Quantity>,
    /// How many of them the sentence before gives.
    before: usize,
    /// The last ones of the text.
    last: Vec<Quantity>,
    /// The last percentages of the text that are accounted for.
    percentages: Vec<Quantity>,
}

impl Numbers {
    /// Of so many numbers those that follow from them are looked for.
    const MOST: usize = 8;
    /// A smaller one is the sum of some of them by chance.
    const LARGE: u64 = 100;

    pub(crate) fn add(&mut self, number: Quantity) {
        if self.told.len() == Self::MOST {
            self.told.remove(0);
            self.before = self.before.saturating_sub(1);
        }
        self.told.push(number);
        if self.last.len() == Self::MOST {
            self.last.remove(0);
        }
        self.last.push(number);
    }

    pub(crate) fn add_percentage(&mut self, percentage: Quantity) {
        if self.percentages.len() == Self::MOST {
            self.percentages.remove(0);
        }
        self.percentages.push(percentage);
    }

    /// Begins another sentence: the numbers of the last one are kept.
    pub(crate) fn next_sentence(&mut self) {
        self.told.drain(..self.before);
        self.before = self.told.len();
    }

    /// Whether what a claim says follows from the numbers, `after` and `percentages` being those behind it in its sentence.
    pub(crate) fn give(&self, said: &Said<'_, '_, '_>, after: &[Quantity], percentages: &[Quantity]) -> bool {
        let claim = said.claim;
        match (claim.mention.amount, claim.role) {
            (Amount::Number(number), Role::Level | Role::To(_) | Role::From(_)) => {
                let is_bare = claim.own.is_empty() && claim.own.times.is_empty() && claim.own.places.is_empty();
                (is_bare && self.told.contains(&number))
                    || (said.tells_rest() && self.leaves(number))
                    || adds_up(&self.told, claim.mention, if said.is_behind_colon() { &[] } else { after })
                    || ((is_bare || said.tells_of(Sense::Sum)) && adds_up(&self.last, claim.mention, after))
                    || (is_bare && number >= Self::LARGE && self.add_up(claim.mention))
                    || self.completes(number, after)
            }
            (Amount::Percent(percent), Role::Level) => said.tells_rest() && self.leave_of_hundred(percent),
            (Amount::Points(points), _) => self.are_apart(points, percentages),
            _ => false,
        }
    }

    /// Whether a number is the sum of two or more of the last ones that stand together: “40 in all: 25 reds, 10 blues, five others. Between
    /// them, the larger groups came to 35.”
    fn add_up(&self, mention: &Mention) -> bool {
        // One that stands behind others of its sentence is told of these.
        let is_first = self.told.len() == self.before;
        is_first && (1..=self.last.len()).any(|end| adds_up(&self.last[..end], mention, &[]))
    }

    /// Whether two percentages are so many points apart.
    fn are_apart(&self, points: Quantity, after: &[Quantity]) -> bool {
        let all: Vec<_> = self.percentages.iter().chain(after.iter().take(Self::MOST)).collect();
        all.iter().enumerate().any(|(at, one)| all[..at].iter().any(|other| one.distance(**other) == Some(points)))
    }

    /// Whether a percentage is what the last ones leave of a hundred.
    fn leave_of_hundred(&self, percent: Quantity) -> bool {
        let mut left = Some(Quantity::from(100));
        self.percentages.iter().rev().any(|before| {
            left = left.and_then(|left| left.minus(*before));
            left.is_some_and(|left| left.is_positive() && left == percent.in_unit(left.unit()))
        })
    }

    /// Whether a number is what is left of one once the others of its sentence, or those behind it, are taken away.
    fn leaves(&self, number: Quantity) -> bool {
        let told = &self.told;
        (0..told.len()).any(|whole| {
            let of_sentence = (self.before..told.len()).filter(|part| *part != whole);
            let of_sentence = sum(of_sentence.map(|part| told[part]));
            let behind = sum(told[whole + 1..].iter().copied());
            // “12 of the 89 came back. The other 77 did not.”
            let alone = told[1..].iter().copied().filter(|_| told.len() == 2).map(|_| told[1 - whole]);
            [of_sentence, behind]
                .into_iter()
                .flatten()
                .chain(alone)
                .any(|parts| parts.is_positive() && told[whole].minus(parts) == Some(number))
        })
    }

    /// Whether a number with one before it comes to the one right behind it: “379, and a further 147 brought the total to 526”.
    fn completes(&self, number: Quantity, after: &[Quantity]) -> bool {
        let is_whole = |before: &Quantity| {
            before.is_positive() && number.is_positive() && before.plus(number).as_ref() == after.first()
        };
        self.told.iter().any(is_whole)
    }
}

/// Whether a number is the sum of two or more right before it, or of those behind it: “6,800 in the four areas: 2,941, 1,598 …”.
fn adds_up(told: &[Quantity], mention: &Mention, after: &[Quantity]) -> bool {
    let is_number = |sum: Quantity| match mention.bound {
        Bound::Exact | Bound::About | Bound::Below | Bound::JustAbove => {
            mention.number().is_some_and(|number| fits(mention, number, sum))
        }
        Bound::Above => mention.number().is_some_and(|number| number < sum && is_near(number, sum)),
        _ => false,
    };
    let is_sum = |numbers: &[Quantity]| sum(numbers.iter().copied()).is_some_and(is_number);
    let before = (0..told.len().saturating_sub(1)).any(|start| is_sum(&told[start..]));
    let end = after.len().min(Numbers::MOST);
    before || (0..2).any(|start| (start + 2..=end).any(|end| is_sum(&after[start..end])))
}

fn sum(mut numbers: impl Iterator<Item = Quantity>) -> Option<Quantity> {
    numbers.try_fold(Quantity::ZERO, Quantity::plus)
}

impl<'a> Returns<'a> {
    /// Whether a number is what a figure that was told leaves of a total over it, where the sentence speaks of a rest.
    pub(crate) fn leaves(&self, said: &Said<'_, '_, 'a>, told: &[(Fit, &'a Report)]) -> bool {
        let Some(number) = said.claim.mention.number().filter(|_| said.tells_rest()) else { return false };
        let parts = || {
            let cells = told.iter().filter_map(|(fit, report)| match fit.cells.as_slice() {
                [cell] => Some((*cell, *report, report.figures.number(*cell)?)),
                _ => None,
            });
            cells.take(Numbers::MOST)
        };
        parts().any(|(cell, report, part)| {
            let Some(grid) = report.figures.grid(cell.table_position()) else { return false };
            let totals = grid.paths().into_iter().filter(|total| total.is_total() && total.covers(cell));
            // What is left of one part, and of all that are told of the same whole.
            totals.filter_map(|total| Some((total, report.figures.number(total)?))).any(|(total, whole)| {
                let is_of_total =
                    |of: &Report, other: CellPath| other != total && std::ptr::eq(of, report) && total.covers(other);
                let is_within_other = |cell: CellPath| {
                    parts().any(|(other, of, _)| other != cell && is_of_total(of, other) && other.covers(cell))
                };
                let others = parts().filter(|(other, of, _)| is_of_total(of, *other) && !is_within_other(*other));
                let all = sum(others.map(|(_, _, part)| part));
                [Some(part), all].into_iter().flatten().any(|parts| whole.minus(parts) == Some(number))
            })
        })
    }
}

/// Takes for accounted what the other numbers of a sentence say, once all are read.
pub(crate) fn by_others(numbers: &mut [(Range<usize>, Number<'_, '_>)]) {
    round(numbers);
    break_down(numbers);
}

/// The parts of a number that their words alone find in another table: “Five of the seven were at Step 2; by colour, two were red, two blue
/// and three green”.
fn break_down(numbers: &mut [(Range<usize>, Number<'_, '_>)]) {
    let claims = numbers.iter_mut().filter_map(|(_, number)| match number {
        Number::Claim(claim, account) | Number::Reference { claim, account, .. } => Some((&**claim, account)),
        _ => None,
    });
    let mut claims: Vec<_> = claims.collect();
    let tables = |held: &[Candidate<'_>]| -> BTreeSet<_> {
        held.iter().flat_map(|held| &held.fit.cells).map(|cell| cell.table_position()).collect()
    };
    for first in 1..claims.len() {
        for end in first + 2..=claims.len().min(first + Numbers::MOST) {
            let (before, parts) = claims[..end].split_at_mut(first);
            let is_part = |claim: &Claim<'_, '_>| claim.role == Role::Level && claim.mention.is_exact();
            let of_parts = parts.iter().filter_map(|(claim, _)| claim.mention.number().filter(|_| is_part(claim)));
            let total = sum(of_parts.clone()).filter(|_| of_parts.count() == parts.len());
            let elsewhere = parts.iter().filter_map(|(_, account)| match account {
                Account::Contradicts(candidate) => Some(tables(std::slice::from_ref(candidate))),
                _ => None,
            });
            let elsewhere: BTreeSet<_> = elsewhere.flatten().collect();
            let is_whole = |(claim, account): &(&Claim<'_, '_>, &mut Account<'_>)| {
                let Account::Held { held, .. } = &**account else { return false };
                claim.mention.number() == total && tables(held).is_disjoint(&elsewhere)
            };
            let near = first.saturating_sub(Numbers::MOST);
            if total.is_some() && !elsewhere.is_empty() && before[near..].iter().any(is_whole) {
                let wrong = parts.iter_mut().filter(|(_, account)| matches!(account, Account::Contradicts(_)));
                wrong.for_each(|(_, account)| **account = Account::Follows);
            }
        }
    }
}

/// Takes for accounted what is told roughly before it is told exactly: “nearly 2,000 (to be exact, 1,982)”.
fn round(numbers: &mut [(Range<usize>, Number<'_, '_>)]) {
    for at in 1..numbers.len() {
        let (before, behind) = numbers.split_at_mut(at);
        if let (Some((_, Number::Claim(rough, account @ Account::Unaccounted(_)))), [(_, exact), ..]) =
            (before.last_mut(), &*behind)
            && let Number::Claim(exact, Account::Held { .. }) = exact
            && let (Some(number), Some(value)) = (rough.mention.number(), exact.mention.number())
            && exact.joint == Joint::Apposed
            && fits(rough.mention, number, value)
        {
            *account = Account::Follows;
        }
    }
}
