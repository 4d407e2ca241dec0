//! A number of a sentence with what became of it, as far as others are held against it.

use crate::book::path::CellPath;
use crate::check::prose::accounts::{Account, Number, goes};
use crate::check::prose::near::{fits, is_factor, is_percent, is_share};
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::reading::counted::Head;
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::segments::Segment;
use crate::check::prose::returns::Candidate;
use crate::quantity::Quantity;

/// What is more by so many points is not told as “more than half”.
const FARTHEST: i128 = 15;

/// A number of a sentence with what became of it.
pub(super) struct Told<'n, 's, 'a> {
    pub(super) claim: &'s Claim<'s, 'a>,
    pub(super) segment: &'n Segment,
    pub(super) held: &'n [Candidate<'a>],
    /// Whether nothing is said of it yet.
    pub(super) is_open: bool,
    pub(super) is_typed: bool,
}

/// A number that is no name or time: what is said with it, what became of it, and the figure that a reference prints.
type Parts<'n, 's, 'a> = (&'s Claim<'s, 'a>, &'n Account<'a>, Option<&'n Option<Candidate<'a>>>);

impl<'n, 's, 'a> Told<'n, 's, 'a> {
    pub(super) fn parts(number: &'n Number<'s, 'a>) -> Option<Parts<'n, 's, 'a>> {
        match number {
            Number::Claim(claim, account) => Some((claim, account, None)),
            Number::Reference { claim, given, account } => Some((claim, account, Some(given))),
            Number::Exempt(_) | Number::Unread => None,
        }
    }

    pub(super) fn new((claim, account, given): Parts<'n, 's, 'a>, segment: &'n Segment) -> Self {
        let held = match (given, account) {
            (Some(given), _) => given.as_slice(),
            (None, Account::Held { held, .. }) => held,
            (None, _) => &[],
        };
        let is_open = match given {
            Some(_) => matches!(account, Account::None),
            None => !claim.is_negated && matches!(account, Account::Held { .. } | Account::Follows | Account::None),
        };
        Told { claim, segment, held, is_open, is_typed: given.is_none() }
    }
}

impl<'a> Told<'_, '_, 'a> {
    /// The number, where it is meant as it stands.
    pub(super) fn exact(&self) -> Option<Quantity> {
        let mention = self.claim.mention;
        let amount = match mention.amount {
            Amount::Number(number) | Amount::Rate(number, _) | Amount::Percent(number) => number,
            Amount::Measure(amount) if !mention.is_deficit => amount,
            _ => return None,
        };
        (mention.is_exact() && !mention.is_repeated && !self.claim.is_rest).then_some(amount)
    }

    pub(super) fn count(&self) -> Option<Quantity> {
        self.exact()
            .filter(|_| matches!(self.claim.mention.amount, Amount::Number(_)) && self.claim.role == Role::Level)
    }

    /// Whether it says nothing of what is counted, so that it tells of what the number beside it does.
    pub(super) fn is_bare(&self) -> bool {
        let own = &self.claim.own;
        let is_set_against = own.against.members.is_empty() && own.against.places.is_empty();
        self.claim.head != Head::Unknown && own.is_empty() && own.places.is_empty() && is_set_against
    }

    pub(super) fn is_share(&self) -> bool {
        matches!(self.claim.mention.amount, Amount::Percent(_) | Amount::Share(..)) && self.claim.role == Role::Level
    }

    pub(super) fn is_change(&self) -> bool {
        matches!(self.claim.role, Role::Change(_)) && !self.claim.mention.is_deficit
    }

    /// Whether it tells how what stands beside it changed.
    pub(super) fn is_own_change(&self) -> bool {
        self.is_change() && self.is_bare() && self.claim.own.times.is_empty()
    }

    /// Whether a share is that of a part in a whole.
    pub(super) fn is_share_of(&self, part: Quantity, whole: Quantity) -> bool {
        match self.claim.mention.amount {
            Amount::Percent(percent) => is_percent(self.claim.mention, percent, part, whole),
            Amount::Share(of, so_many) => {
                let far =
                    Quantity::percent(part, whole, 0).map_or(0, Quantity::digits) - i128::from(of * 100 / so_many);
                is_share(self.claim.mention, (of, so_many), part, whole) && far <= FARTHEST
            }
            _ => true,
        }
    }

    /// Whether a change is that from one figure to another.
    pub(super) fn is_change_of(&self, before: Quantity, now: Quantity) -> bool {
        let mention = self.claim.mention;
        let Some(apart) = before.distance(now) else { return true };
        let goes = self.claim.role.way().is_none_or(|way| goes(way, before, now) || apart.is_zero());
        goes && match mention.amount {
            Amount::Number(number) | Amount::Rate(number, _) => fits(mention, number, apart),
            Amount::Percent(percent) => is_percent(mention, percent, apart, before),
            Amount::Factor(times, by) => is_factor(mention, (times, by), before, now),
            _ => true,
        }
    }
}

/// Whether a figure is one of a row or column beside those of others.
pub(super) fn is_row(figure: &Candidate<'_>, parts: &[Told<'_, '_, '_>]) -> bool {
    let Some(cell) = figure.cell() else { return false };
    let others: Option<Vec<_>> = parts.iter().map(|part| part.held.first()?.cell()).collect();
    let Some(others) =
        others.filter(|others| others.iter().all(|other| other.table_position() == cell.table_position()))
    else {
        return false;
    };
    (0..cell.length()).any(|axis| {
        let is_other = |pair: &[CellPath]| pair[0].position(axis) != pair[1].position(axis);
        !cell.is_total_along(axis) && others.windows(2).any(is_other)
    })
}
