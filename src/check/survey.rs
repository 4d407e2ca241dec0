//! What checks need to know besides one report: the others, and what several checks would work out anew.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::prose::{self, Passage};
use super::typed;
use crate::book::Book;
use crate::book::report::Report;
use crate::source::Span;

/// What is seen of a report by itself.
pub struct Seen {
    /// The passages of its own narrative.
    pub passages: Vec<Passage>,
    /// The figures that its return hands in, without whose they are; none where there are too few to tell anything.
    figures: Option<String>,
}

impl Seen {
    /// Looks over a report.
    pub fn new(report: &Report) -> Self {
        Seen { passages: prose::own(report), figures: fingerprint(report) }
    }
}

/// What compares all reports of a book.
pub struct Survey<'a> {
    /// Long paragraphs by their plain words, with every place where they stand, where there is more than one.
    pub paragraphs: BTreeMap<[u8; 32], Vec<Told<'a>>>,
    /// The figures of returns as one text, with every report that hands them in.
    pub returns: BTreeMap<&'a str, Vec<&'a Report>>,
}

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The report.
    pub report: &'a Report,
    /// The place.
    pub span: Span,
}

/// The fewest numbers other than zero by which a return can be told from another.
const FEWEST_NUMBERS: usize = 8;

impl<'a> Survey<'a> {
    /// Looks over the reports of a book.
    pub fn new(book: &Book, reports: impl Iterator<Item = (&'a Report, &'a Seen)>) -> Self {
        let fewest = book.settings.checks.repeated_words;
        let (mut paragraphs, mut returns) = (Vec::new(), BTreeMap::<_, Vec<_>>::new());
        for (report, seen) in reports {
            let long = seen.passages.iter().filter(|passage| passage.is_paragraph && passage.length >= fewest);
            paragraphs.extend(long.map(|passage| (start(&passage.words), report, passage)));
            if let Some(figures) = &seen.figures {
                returns.entry(figures.as_str()).or_default().push(report);
            }
        }
        // Sorted and cut into runs: a map of all paragraphs would be made and thrown away but for a few.
        paragraphs.par_sort_by_key(|(start, ..)| *start);
        let runs = paragraphs.chunk_by(|(.., one), (.., other)| one.words == other.words).filter(|run| run.len() > 1);
        let told = |(_, report, passage): &(_, &'a Report, &Passage)| {
            passage.span(0..passage.text.len()).map(|span| Told { report, span })
        };
        let paragraphs = runs.map(|run| (run[0].2.words, run.iter().filter_map(told).collect())).collect();
        returns.retain(|_, reports: &mut Vec<_>| reports.len() > 1);
        Survey { paragraphs, returns }
    }
}

/// Half of a hash: enough to sort by, and quicker to compare.
fn start(hash: &[u8; 32]) -> u128 {
    hash.first_chunk().map_or(0, |half| u128::from_le_bytes(*half))
}

/// The figures that a return hands in, without whose they are; none where there are too few to tell anything.
fn fingerprint(report: &Report) -> Option<String> {
    let mut text = report.figures.form.key.clone();
    let mut numbers = 0;
    for (table, grid) in report.figures.form.tables.iter().zip(&report.figures.tables) {
        let Some(grid) = grid else { continue };
        for place in grid.coordinates() {
            let Some((cell, _)) = grid.at(&place).and_then(|entry| entry.handed.as_ref()) else { continue };
            numbers += usize::from(cell.value.is_ok_and(|value| value > 0));
            text.push_str(&format!(" {} {place:?} {:?}", table.key, cell.value));
        }
    }
    (numbers >= FEWEST_NUMBERS).then_some(text)
}

/// A report with what several checks need of it.
pub struct Dossier<'a> {
    /// The book.
    pub book: &'a Book,
    /// The report.
    pub report: &'a Report,
    /// The passages of its own narrative.
    pub passages: &'a [Passage],
    /// Its cells by their values, those with totals first.
    pub values: BTreeMap<u64, Vec<String>>,
    /// Its changes since the period before: path, number before, number now.
    pub changes: Vec<(String, u64, u64)>,
}

impl<'a> Dossier<'a> {
    /// Gathers what checks need of a report.
    pub fn new(book: &'a Book, report: &'a Report, passages: &'a [Passage]) -> Self {
        let (values, changes) = (typed::by_value(report), typed::changes(book, report));
        Dossier { book, report, passages, values, changes }
    }

    /// The place of a cell in the return, or of its table where it was not handed in.
    pub fn place(&self, path: &str) -> Span {
        let keys: Vec<_> = path.split('/').map(str::to_owned).collect();
        let handed = self.report.figures.entry(&keys).and_then(|entry| entry.handed.as_ref()).map(|(_, span)| *span);
        let table = || self.report.figures.grid(&keys[0]).map(|grid| grid.span);
        handed.or_else(table).unwrap_or(self.report.figures.span)
    }
}
