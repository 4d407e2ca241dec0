//! The figures that are held back in vain.

use std::collections::BTreeSet;

use super::exposure::{Exposure, by_proof, by_range};
use super::figures::{Figure, Figures};
use super::group::Group;
use crate::book::Book;

/// A figure that is held back, and what readers can work out of it.
pub struct Exposed {
    /// The figure.
    pub figure: Figure,
    pub(crate) by: Exposure,
}

/// What came out.
pub struct Audit<'a> {
    pub(crate) figures: Figures<'a>,
    /// The figures of which readers can work out too much, by report and cell.
    pub exposed: Vec<Exposed>,
}

/// Looks at every figure of a book that is held back.
pub fn audit(book: &Book) -> Audit<'_> {
    let figures = Figures::new(book);
    let mut exposed = Vec::new();
    let mut open: BTreeSet<_> = figures.held_back().into_iter().collect();
    while let Some(first) = open.pop_first() {
        let group = match Group::of(&figures, first) {
            Ok(group) => group,
            Err(unknowns) => {
                unknowns.iter().for_each(|figure| _ = open.remove(figure));
                exposed.push(Exposed { figure: first, by: Exposure::TooMany });
                continue;
            }
        };
        let asked: Vec<_> =
            group.unknowns.iter().copied().filter(|figure| *figure == first || open.remove(figure)).collect();
        let (proofs, mut ranges) = (group.proofs(&asked), group.ranges());
        for (figure, proof) in asked.into_iter().zip(proofs) {
            let by = proof
                .map(|proof| by_proof(&group, figure, proof))
                .or_else(|| by_range(&figures, &group, ranges.as_mut(), figure));
            exposed.extend(by.map(|by| Exposed { figure, by }));
        }
    }
    exposed.sort_by_key(|exposed| exposed.figure);
    Audit { figures, exposed }
}
