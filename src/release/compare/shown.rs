//! What reports show of the book's own files, in one book and in another.

use std::collections::BTreeSet;

use super::fact::{Fact, Kind, Of};
use super::of_book::{Seen, facts};
use crate::book::Book;
use crate::book::series::Measure;
use crate::source::Span;

/// Something that reports show and that is another one: what it is, and where it stands in one book and in the other.
pub(crate) type Pair = (String, Option<Span>, Option<Span>);

/// What reports show otherwise in one book than in another. What stands on every page is no part of a report, nor are other areas.
pub(crate) fn otherwise((one, other): (&Book, &Book), seen: &Seen<'_>) -> Vec<Pair> {
    // An area that is called otherwise in the other book is the same.
    let known = |key: &str| other.area_called(key).map(|area| area.key.as_str());
    let areas: BTreeSet<_> = seen.reports.iter().map(|report| known(&report.area.key)).collect();
    let has_cell = |measure: &&Measure| measure.cells.iter().any(|cell| seen.fills_in(&cell.form));
    let measures = one.measures.iter().chain(other.measures.iter()).filter(has_cell);
    let measures: BTreeSet<_> = measures.map(|measure| measure.key.as_str()).collect();
    let is_shown = |fact: &Fact| match &fact.of {
        Of::Site => false,
        Of::Area(key) => areas.contains(&known(key)),
        Of::Measure(key) => measures.contains(key.as_str()),
        Of::Table(_) | Of::Reports => true,
    };
    let [one, other] = [one, other].map(|book| facts(book, seen, other));
    let names: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    let pairs = names.into_iter().map(|what| (what, one.get(what), other.get(what)));
    let differ = pairs.filter(|(_, one, other)| match (one, other) {
        (Some(one), Some(other)) => is_shown(one) && one.differs(other),
        (Some(fact), None) => is_shown(fact),
        (None, Some(fact)) => is_shown(fact) && fact.kind == Kind::Text && !fact.says.marked().is_empty(),
        (None, None) => false,
    });
    differ.map(|(what, one, other)| (what.clone(), one.map(|fact| fact.span), other.map(|fact| fact.span))).collect()
}
