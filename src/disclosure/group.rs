//! Unknown figures that have to do with each other.

use std::collections::{BTreeMap, BTreeSet};

use num_traits::{CheckedMul, CheckedSub, Zero};

use super::figures::{Figure, Figures, Known};
use super::ranges::{Limits, Ranges};
use super::relations::Relation;
use super::system::{self, Exact, Proof, Row};

/// Unknown figures with all relations in which they stand.
pub(super) struct Group {
    pub(super) unknowns: Vec<Figure>,
    /// In step with the relations.
    rows: Vec<Row>,
    pub(super) relations: Vec<Relation>,
    limits: Vec<Limits>,
}

/// How many unknown figures a group can have of which the ranges are worked out: that takes the square of their number.
const MOST_RANGED: usize = 400;
/// How many it can have to be looked at at all.
pub(super) const MOST_UNKNOWNS: usize = 4_000;

impl Group {
    /// The unknown figures that have to do with one. Where they are too many, those that were found.
    pub(super) fn of(figures: &Figures<'_>, figure: Figure) -> Result<Group, Vec<Figure>> {
        let (mut unknowns, mut relations) = (vec![figure], BTreeSet::new());
        let mut positions = BTreeMap::from([(figure, 0)]);
        let mut next = 0;
        while let Some(figure) = unknowns.get(next).copied() {
            next += 1;
            for relation in figures.relations(figure) {
                for (other, _) in &relation.terms {
                    if figures.known(*other) == Known::Unknown && !positions.contains_key(other) {
                        positions.insert(*other, unknowns.len());
                        unknowns.push(*other);
                    }
                }
                relations.insert(relation);
            }
            if unknowns.len() > MOST_UNKNOWNS {
                return Err(unknowns);
            }
        }
        let rows = relations.into_iter().filter_map(|relation| Some((row(figures, &positions, &relation)?, relation)));
        let (rows, relations) = rows.unzip();
        let limits = unknowns.iter().map(|unknown| figures.limits(*unknown)).collect();
        Ok(Group { unknowns, rows, relations, limits })
    }

    /// The unknown figures of a relation.
    pub(super) fn unknown_in(&self, relation: usize) -> impl Iterator<Item = Figure> {
        self.rows[relation].terms.keys().map(|unknown| self.unknowns[*unknown])
    }

    /// The relations in which a figure stands.
    pub(super) fn relations_of(&self, figure: Figure) -> impl Iterator<Item = &Relation> {
        self.relations.iter().filter(move |relation| relation.terms.iter().any(|(other, _)| *other == figure))
    }

    /// The relations that give an unknown figure without any other.
    pub(super) fn giving(&self, figure: Figure) -> impl Iterator<Item = usize> {
        let gives = move |at: &usize| {
            let row = &self.rows[*at];
            row.terms.len() == 1
                && row.least.is_some()
                && row.least == row.most
                && self.unknown_in(*at).any(|unknown| unknown == figure)
        };
        (0..self.rows.len()).filter(gives)
    }

    /// Whether relations give an unknown figure one after the other.
    pub(super) fn is_given(&self, figure: Figure) -> bool {
        let given = system::in_turn(self.unknowns.len(), &self.rows);
        self.position(figure).is_some_and(|unknown| given[unknown].is_some())
    }

    /// How each of some unknown figures follows from the relations; none where it does not.
    pub(super) fn proofs(&self, asked: &[Figure]) -> Vec<Option<Proof>> {
        let positions: Vec<_> = asked.iter().filter_map(|figure| self.position(*figure)).collect();
        system::proofs(self.unknowns.len(), &self.rows, &positions)
    }

    /// The values that its figures can have. None where it is too large.
    pub(super) fn ranges(&self) -> Option<Ranges<'_>> {
        (self.unknowns.len() <= MOST_RANGED).then(|| Ranges::new(&self.limits, &self.rows))
    }

    /// The position of a figure among those that are unknown.
    pub(super) fn position(&self, figure: Figure) -> Option<usize> {
        self.unknowns.iter().position(|unknown| *unknown == figure)
    }
}

/// A relation between the unknown figures alone: what is published goes to its ends. None where a number is too large.
fn row(figures: &Figures<'_>, positions: &BTreeMap<Figure, usize>, relation: &Relation) -> Option<Row> {
    let mut row = Row { terms: BTreeMap::new(), least: relation.least, most: relation.most };
    for (figure, factor) in &relation.terms {
        match figures.known(*figure) {
            Known::Number(number) => {
                let known = number.checked_mul(factor)?;
                let less = |end: Option<Exact>| match end {
                    Some(end) => Some(Some(end.checked_sub(&known)?)),
                    None => Some(None),
                };
                (row.least, row.most) = (less(row.least)?, less(row.most)?);
            }
            Known::Nothing => {}
            Known::Unknown => {
                let entry = row.terms.entry(positions[figure]).or_insert_with(Exact::zero);
                *entry += *factor;
            }
        }
    }
    row.terms.retain(|_, factor| !factor.is_zero());
    Some(row)
}
