//! What to hold back besides, so that a figure that is held back cannot be worked out: secondary suppression.
//!
//! The figure that is lost with the least is tried first, one after the other until readers can no longer work it out; then what
//! turned out not to be needed is published after all. It is a proposal: the publisher knows which figures matter.

use std::collections::BTreeSet;

use super::exposure::is_exposed;
use super::figures::{Figure, Figures, Known};
use super::group::Group;
use super::system::Exact;

/// How many figures are held back besides at most.
const MOST: usize = 6;
/// How many figures are tried in each turn.
const MOST_TRIED: usize = 10;
/// How many unknown figures a group can have for which others are looked for.
const MOST_UNKNOWNS: usize = 150;

/// What could be held back besides, so that a figure is safe: other figures, or else totals. Empty where nothing was found.
pub(crate) fn advice(figures: &Figures<'_>, figure: Figure) -> Vec<Vec<Figure>> {
    if Group::of(figures, figure).map_or(true, |group| group.unknowns.len() > MOST_UNKNOWNS) {
        return Vec::new();
    }
    let found = [false, true].map(|totals| beside(figures, figure, totals));
    let [cells, totals] = found;
    let mut all: Vec<_> = cells.into_iter().collect();
    all.extend(totals.filter(|totals| !all.contains(totals)));
    all
}

/// The figures to hold back besides, of those that are sums of others or of those that are not. None where that does not help.
fn beside(figures: &Figures<'_>, figure: Figure, wholes: bool) -> Option<Vec<Figure>> {
    let mut trial = figures.clone();
    let mut held = Vec::new();
    while held.len() < MOST {
        trial.hold_besides(&held);
        let candidates = candidates(&trial, figure, wholes);
        let first = candidates.first().copied()?;
        let protects = candidates.into_iter().find(|candidate| {
            trial.hold_besides(&[&held[..], &[*candidate]].concat());
            !is_exposed(&trial, figure)
        });
        held.push(protects.unwrap_or(first));
        if protects.is_some() {
            return Some(needed(trial, figure, held));
        }
    }
    None
}

/// The figures without which a figure would not be safe.
fn needed(mut trial: Figures<'_>, figure: Figure, mut held: Vec<Figure>) -> Vec<Figure> {
    for other in held.clone() {
        let without: Vec<_> = held.iter().copied().filter(|known| *known != other).collect();
        trial.hold_besides(&without);
        if !is_exposed(&trial, figure) {
            held = without;
        }
    }
    held.sort_unstable();
    held
}

/// The published figures that stand in relations with what readers would have to know, smallest first and those of other reports
/// last. Zeros are often known besides, and protect nothing.
fn candidates(figures: &Figures<'_>, figure: Figure, wholes: bool) -> Vec<Figure> {
    let Ok(group) = Group::of(figures, figure) else { return Vec::new() };
    let terms = group.relations.iter().flat_map(|relation| relation.terms.iter().map(|(figure, _)| *figure));
    let near: BTreeSet<_> = terms.collect();
    let all: BTreeSet<_> = group.relations.iter().filter_map(|relation| relation.whole()).collect();
    let loss = |other: Figure| match figures.known(other) {
        Known::Number(number) if number != Exact::default() => Some((other.report != figure.report, number, other)),
        _ => None,
    };
    let alike = near.into_iter().filter(|other| all.contains(other) == wholes);
    let mut found: Vec<_> = alike.filter_map(loss).collect();
    found.sort_unstable();
    found.into_iter().take(MOST_TRIED).map(|(.., other)| other).collect()
}
