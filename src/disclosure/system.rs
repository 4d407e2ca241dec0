//! Linear relations between unknown numbers, and the numbers that follow from them, exactly.

use std::collections::{BTreeMap, BTreeSet};

use num_rational::Ratio;
use num_traits::{CheckedDiv, CheckedMul, CheckedSub, Zero};

use crate::quantity::Quantity;

/// An exact number.
pub(super) type Exact = Ratio<i128>;

/// A figure as an exact number.
pub(super) fn exact(number: Quantity) -> Exact {
    Ratio::new(number.digits(), 10_i128.pow(number.places().into()))
}

/// A sum of unknown numbers, each with its factor, that lies between two ends. Where the two are equal it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The unknowns by their positions, with their factors, none of them zero.
    pub(super) terms: BTreeMap<usize, Exact>,
    pub(super) least: Option<Exact>,
    pub(super) most: Option<Exact>,
}

impl Row {
    /// What the sum is, where it is known.
    fn sum(&self) -> Option<Exact> {
        self.least.filter(|least| self.most == Some(*least))
    }
}

/// How a number follows from relations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proof {
    /// The positions of the relations.
    pub(super) rows: Vec<usize>,
    /// Whether each of them gives one more number, and the last the number that is proved; else they have to be put together.
    pub(super) is_in_turn: bool,
}

/// How each of some of so many unknowns follows from the relations whose sums are known; none where it does not.
///
/// Numbers that grow out of bounds on the way prove nothing. Sums and differences of figures do not.
pub(super) fn proofs(unknowns: usize, rows: &[Row], asked: &[usize]) -> Vec<Option<Proof>> {
    let given = in_turn(unknowns, rows);
    let mut proofs: Vec<_> = asked.iter().map(|unknown| proof_in_turn(*unknown, rows, &given)).collect();
    if proofs.iter().any(Option::is_none) {
        let together = put_together(rows, &given);
        for (proof, unknown) in proofs.iter_mut().zip(asked).filter(|(proof, _)| proof.is_none()) {
            *proof = together.get(unknown).map(|used| Proof { rows: used.clone(), is_in_turn: false });
        }
    }
    proofs
}

/// The relation that gives an unknown once those that stand beside it are given, and in which round it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Given {
    round: usize,
    row: usize,
}

/// What gives each unknown, the nearest to what is published first.
pub(super) fn in_turn(unknowns: usize, rows: &[Row]) -> Vec<Option<Given>> {
    let mut given = vec![None; unknowns];
    let mut open: Vec<_> = (0..rows.len()).filter(|row| rows[*row].sum().is_some()).collect();
    for round in 0.. {
        let mut found = Vec::new();
        open.retain(|row| {
            let mut missing = rows[*row].terms.keys().filter(|unknown| given[**unknown].is_none());
            let (first, second) = (missing.next(), missing.next());
            found.extend(first.filter(|_| second.is_none()).map(|unknown| (*unknown, Given { round, row: *row })));
            second.is_some()
        });
        if found.is_empty() {
            break;
        }
        for (unknown, by) in found {
            given[unknown].get_or_insert(by);
        }
    }
    given
}

/// The relations that give an unknown one after the other.
fn proof_in_turn(unknown: usize, rows: &[Row], given: &[Option<Given>]) -> Option<Proof> {
    let (mut used, mut open) = (BTreeSet::new(), vec![given[unknown]?]);
    while let Some(next) = open.pop() {
        if used.insert(next) {
            let others = rows[next.row].terms.keys().filter_map(|other| given[*other]);
            open.extend(others.filter(|other| other.round < next.round));
        }
    }
    Some(Proof { rows: used.into_iter().map(|given| given.row).collect(), is_in_turn: true })
}

/// A relation on its way through the elimination, with the factors by which others were put into it.
#[derive(Clone)]
struct Mixed {
    terms: BTreeMap<usize, Exact>,
    of: BTreeMap<usize, Exact>,
}

impl Mixed {
    /// Takes `factor` times another away from it. None where a number is too large.
    fn take_away(&mut self, other: &Mixed, factor: Exact) -> Option<()> {
        take_away(&mut self.terms, &other.terms, factor)?;
        take_away(&mut self.of, &other.of, factor)
    }
}

fn take_away(from: &mut BTreeMap<usize, Exact>, other: &BTreeMap<usize, Exact>, factor: Exact) -> Option<()> {
    for (at, number) in other {
        let entry = from.entry(*at).or_insert_with(Exact::zero);
        *entry = entry.checked_sub(&number.checked_mul(&factor)?)?;
        if entry.is_zero() {
            from.remove(at);
        }
    }
    Some(())
}

/// The unknowns that follow from the relations put together, each with those that are needed: Gauss and Jordan's elimination. Those
/// that relations give one after the other are known already.
fn put_together(rows: &[Row], given: &[Option<Given>]) -> BTreeMap<usize, Vec<usize>> {
    let mut pivots: BTreeMap<usize, Mixed> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.sum().is_some()) {
        let terms = row.terms.iter().filter(|(unknown, _)| given[**unknown].is_none());
        let mut mixed = Mixed {
            terms: terms.map(|(unknown, factor)| (*unknown, *factor)).collect(),
            of: BTreeMap::from([(at, Exact::from_integer(1))]),
        };
        let known: Vec<_> = mixed.terms.keys().copied().filter(|unknown| pivots.contains_key(unknown)).collect();
        let reduced = known.into_iter().try_for_each(|unknown| {
            let factor = mixed.terms.get(&unknown).copied().unwrap_or_default();
            mixed.take_away(&pivots[&unknown], factor)
        });
        let Some((pivot, factor)) = reduced.and(mixed.terms.first_key_value()).map(|(at, factor)| (*at, *factor))
        else {
            continue;
        };
        let scaled = |numbers: &BTreeMap<usize, Exact>| {
            numbers.iter().map(|(at, number)| Some((*at, number.checked_div(&factor)?))).collect::<Option<_>>()
        };
        let Some(mixed) = scaled(&mixed.terms).zip(scaled(&mixed.of)).map(|(terms, of)| Mixed { terms, of }) else {
            continue;
        };
        pivots.retain(|_, other| {
            let factor = other.terms.get(&pivot).copied();
            factor.is_none_or(|factor| other.take_away(&mixed, factor).is_some())
        });
        pivots.insert(pivot, mixed);
    }
    let alone = pivots.into_iter().filter(|(_, mixed)| mixed.terms.len() == 1);
    alone.map(|(unknown, mixed)| (unknown, mixed.of.into_keys().collect())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relations with known sums between unknowns, each with the factor one.
    fn rows(all: &[&[usize]]) -> Vec<Row> {
        let sum = Some(Exact::from_integer(9));
        let row = |terms: &&[usize]| Row {
            terms: terms.iter().map(|at| (*at, Exact::from_integer(1))).collect(),
            least: sum,
            most: sum,
        };
        all.iter().map(row).collect()
    }

    fn proof(unknowns: usize, all: &[&[usize]], asked: usize) -> Option<(Vec<usize>, bool)> {
        let proof = proofs(unknowns, &rows(all), &[asked]).pop().flatten()?;
        Some((proof.rows, proof.is_in_turn))
    }

    #[test]
    fn one_unknown_alone_is_given_and_then_those_beside_it() {
        assert_eq!(proof(3, &[&[0, 1], &[1, 2], &[2]], 2), Some((vec![2], true)));
        assert_eq!(proof(3, &[&[0, 1], &[1, 2], &[2]], 0), Some((vec![2, 1, 0], true)));
        assert_eq!(proof(4, &[&[0, 1], &[2, 3], &[0, 2], &[1, 3]], 0), None);
    }

    #[test]
    fn relations_are_put_together_where_none_gives_a_number_by_itself() {
        assert_eq!(proof(3, &[&[0, 1], &[1, 2], &[0, 2]], 1), Some((vec![0, 1, 2], false)));
        assert_eq!(proof(3, &[&[0, 1], &[0, 1, 2]], 2), Some((vec![0, 1], false)));
        assert_eq!(proof(3, &[&[0, 1], &[0, 1, 2]], 1), None);
    }

    #[test]
    fn a_sum_that_is_not_known_gives_nothing() {
        let mut open = rows(&[&[0]]);
        open[0].most = None;
        assert_eq!(proofs(1, &open, &[0]), [None]);
    }
}
