//! What readers can work out of one figure.

use std::collections::BTreeSet;

use super::figures::{Figure, Figures};
use super::group::Group;
use super::ranges::Ranges;
use super::relations::Relation;
use super::system::Proof;

/// How much readers can work out of a figure.
pub(crate) enum Exposure {
    /// The figure: each of these relations gives it by itself.
    Each(Vec<Relation>),
    /// The figure: these relations give one figure after the other, and the last gives it.
    InTurn(Vec<(Figure, Relation)>),
    /// The figure: these relations give it together.
    Together(Vec<Relation>),
    /// The figure, because it can have no other value in these relations.
    OneValue(Vec<Relation>),
    /// That it has one of few values, from the first to the last.
    Between {
        /// The first.
        least: f64,
        /// The last.
        most: f64,
        /// How many the book asks for.
        values: u64,
        /// The relations in which it stands.
        relations: Vec<Relation>,
    },
    /// Nobody knows: it has to do with too many others.
    TooMany,
}

/// Whether readers can work out a figure, or that it has one of too few values. A group that is too large is not looked at.
pub(super) fn is_exposed(figures: &Figures<'_>, figure: Figure) -> bool {
    let Ok(group) = Group::of(figures, figure) else { return false };
    // Where all ranges are looked at, they tell what relations put together give as well.
    group.is_given(figure)
        || match group.ranges() {
            Some(mut ranges) => by_range(figures, &group, Some(&mut ranges), figure).is_some(),
            None => group.proofs(&[figure]).iter().any(Option::is_some),
        }
}

/// How the relations of a proof give a figure.
pub(super) fn by_proof(group: &Group, figure: Figure, proof: Proof) -> Exposure {
    let relation = |at: &usize| group.relations[*at].clone();
    let each: Vec<_> = group.giving(figure).map(|at| relation(&at)).collect();
    if !each.is_empty() {
        return Exposure::Each(each);
    }
    if !proof.is_in_turn {
        return Exposure::Together(proof.rows.iter().map(relation).collect());
    }
    let mut given = BTreeSet::new();
    let steps = proof.rows.iter().filter_map(|at| {
        let gives = group.unknown_in(*at).find(|unknown| !given.contains(unknown))?;
        given.insert(gives);
        Some((gives, relation(at)))
    });
    Exposure::InTurn(steps.collect())
}

/// The few values that the relations leave a figure; none where they leave it enough.
pub(super) fn by_range(
    figures: &Figures<'_>,
    group: &Group,
    ranges: Option<&mut Ranges<'_>>,
    figure: Figure,
) -> Option<Exposure> {
    let rule = figures.book.settings.disclosure.filter(|rule| rule.holds_for(figures.report(figure)));
    let values = rule.and_then(|rule| rule.values()).filter(|_| figures.is_counted(figure)).unwrap_or_default();
    let range = ranges?.narrow(group.position(figure)?, values.max(2))?;
    let relations = group.relations_of(figure).cloned().collect();
    Some(match range.is_one() {
        true => Exposure::OneValue(relations),
        false => Exposure::Between { least: range.least, most: range.most, values, relations },
    })
}
