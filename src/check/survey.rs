//! What checks need to know besides one report: the others, and what several checks would work out anew.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::prose::passage::Passage;
use super::prose::typed;
use crate::address::Address;
use crate::book::Book;
use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::quantity::Quantity;
use crate::source::Span;

/// What is seen of a report by itself.
pub struct Seen {
    /// Its long paragraphs, in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// A hash of the figures that its return hands in, without whose they are; none where there are too few to tell anything.
    pub figures: Option<[u8; 32]>,
}

/// A paragraph that is long enough to be told from another.
pub struct Paragraph {
    /// The hash of its plain words.
    pub words: [u8; 32],
    /// Where it stands.
    pub span: Span,
}

impl Seen {
    /// Looks over a report with the passages of its narrative. Long paragraphs have `fewest` words or more.
    pub fn new(report: &Report, passages: &[Passage], fewest: usize) -> Self {
        let is_long = |passage: &&Passage| passage.is_paragraph && passage.length >= fewest;
        let paragraph = |passage: &Passage| {
            passage.span(0..passage.text.len()).map(|span| Paragraph { words: passage.words, span })
        };
        let paragraphs = passages.iter().filter(is_long).filter_map(paragraph).collect();
        Seen { paragraphs, figures: fingerprint(report) }
    }
}

/// What stands in more than one report of a book.
pub struct Survey<'a> {
    /// Long paragraphs by their plain words, with every place where they stand.
    pub paragraphs: BTreeMap<[u8; 32], Vec<Told<'a>>>,
    /// The figures of returns, with every report that hands them in.
    pub returns: BTreeMap<[u8; 32], Vec<&'a Report>>,
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
    /// Looks over reports.
    pub fn new(reports: &[(&'a Report, &'a Seen)]) -> Self {
        let all =
            || reports.iter().flat_map(|(report, seen)| seen.paragraphs.iter().map(move |found| (*report, found)));
        // Nearly all paragraphs stand once: they are told from the others by the first bytes of their hashes.
        let mut starts: Vec<_> = all().map(|(_, found)| start(&found.words)).collect();
        starts.sort_unstable();
        let again: Vec<_> = starts.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        let (mut paragraphs, mut returns) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for (report, found) in all().filter(|(_, found)| again.binary_search(&start(&found.words)).is_ok()) {
            paragraphs.entry(found.words).or_default().push(Told { report, span: found.span });
        }
        for (report, seen) in reports {
            if let Some(figures) = seen.figures {
                returns.entry(figures).or_default().push(*report);
            }
        }
        paragraphs.retain(|_, told| told.len() > 1);
        returns.retain(|_, reports| reports.len() > 1);
        Survey { paragraphs, returns }
    }
}

fn start(hash: &[u8; 32]) -> u64 {
    hash.first_chunk().map_or(0, |first| u64::from_le_bytes(*first))
}

/// The figures that a return hands in, without whose they are; none where there are too few to tell anything.
fn fingerprint(report: &Report) -> Option<[u8; 32]> {
    let mut text = report.figures.form.key.clone();
    let mut numbers = 0;
    for (path, entry) in report.figures.grids().flat_map(|(_, grid)| grid.cells()) {
        let Some((cell, _)) = &entry.handed else { continue };
        numbers += usize::from(cell.value.is_ok_and(Quantity::is_positive));
        let _ = write!(text, " {path:?} {:?}", cell.value);
    }
    (numbers >= FEWEST_NUMBERS).then(|| *blake3::hash(text.as_bytes()).as_bytes())
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
    pub values: BTreeMap<Quantity, Vec<CellPath>>,
    /// Its changes since the period before: the cell, the number before and now.
    pub changes: Vec<(CellPath, Quantity, Quantity)>,
}

impl<'a> Dossier<'a> {
    /// Gathers what checks need of a report.
    pub fn new(book: &'a Book, report: &'a Report, passages: &'a [Passage]) -> Self {
        let (values, changes) = (typed::by_value(report), typed::changes(book, report));
        Dossier { book, report, passages, values, changes }
    }

    /// What an author writes for a cell of the return.
    pub fn address(&self, path: CellPath) -> Address {
        self.report.figures.address(path)
    }

    /// The place of a cell in the return, or of its table where it was not handed in.
    pub fn place(&self, path: CellPath) -> Span {
        self.report.figures.place(path)
    }
}
