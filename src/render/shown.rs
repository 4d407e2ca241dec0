//! What a site shows: a book, and what superseded editions of its reports are made of.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::book::Book;
use crate::book::history::{ReportName, Superseded};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::link::PageKey;
use crate::page::edition::Earlier;
use crate::query::comparisons::Comparisons;
use crate::release::history::{Archive, is_withdrawn};

/// What a site shows.
pub struct Shown<'a> {
    /// The book.
    pub(crate) book: &'a Book,
    /// The books as they were, of which one often holds many editions.
    archived: Vec<Archived<'a>>,
    /// The superseded editions that can be shown, each with its report and the position of its book.
    editions: BTreeMap<(&'a ReportName, &'a str), (usize, &'a Report)>,
    /// Those that are not shown, because they would tell a figure that is held back now, or what is not to be told again.
    withheld: Vec<(&'a ReportName, &'a str)>,
}

struct Archived<'a> {
    book: &'a Book,
    comparisons: OnceLock<Comparisons<'a>>,
}

impl<'a> From<&'a Book> for Shown<'a> {
    /// A book without superseded editions.
    fn from(book: &'a Book) -> Self {
        Shown { book, archived: Vec::new(), editions: BTreeMap::new(), withheld: Vec::new() }
    }
}

impl<'a> Shown<'a> {
    /// A book with the editions of an archive. Those are left out that would tell a figure that is held back now, or what
    /// is not to be told again.
    pub(crate) fn new(book: &'a Book, archive: &'a Archive) -> Self {
        let mut shown = Shown::from(book);
        let held_back = if archive.is_empty() { BTreeMap::new() } else { held_back(book) };
        let mut places = BTreeMap::new();
        for ((of, name), (earlier, area)) in archive {
            let place = *places.entry(Arc::as_ptr(earlier)).or_insert_with(|| {
                let archived = Archived { book: earlier, comparisons: OnceLock::new() };
                (!tells(earlier, book, &held_back)).then(|| {
                    shown.archived.push(archived);
                    shown.archived.len() - 1
                })
            });
            let report = earlier.report(area, of.1).filter(|report| !is_withdrawn((earlier, report), book));
            let report = place.zip(report);
            shown.withheld.extend(report.is_none().then_some((of, name.as_str())));
            shown.editions.extend(report.map(|report| ((of, name.as_str()), report)));
        }
        shown
    }

    /// The editions that are not shown, in words.
    pub(super) fn withheld(&self) -> Vec<String> {
        let words = |((area, period), name): &(&ReportName, &str)| {
            let area = self.book.area_called(area).map_or(area.as_str(), |area| area.name_in(*period));
            format!("{area} {period} of {name}")
        };
        self.withheld.iter().map(words).collect()
    }

    fn archived(&self, edition: &Superseded) -> Option<(&Archived<'a>, &'a Report)> {
        let (place, report) = *self.editions.get(&(&edition.of, edition.name.as_str()))?;
        Some((self.archived.get(place)?, report))
    }

    /// The book from which the page of an edition is made, and its report; none where it cannot be shown any more.
    pub(super) fn report(&self, edition: &Superseded) -> Option<(&'a Book, &'a Report)> {
        self.archived(edition).map(|(archived, report)| (archived.book, report))
    }

    /// The same with the comparisons of the book.
    pub(super) fn earlier(&self, edition: &Superseded) -> Option<Earlier<'_, 'a>> {
        let (Archived { book, comparisons }, report) = self.archived(edition)?;
        Some(Earlier { book, report, comparisons: comparisons.get_or_init(|| Comparisons::new(book)) })
    }

    /// The book of a page.
    pub(super) fn of(&self, page: PageKey<'_>) -> &'a Book {
        match page {
            PageKey::Edition(edition) => self.report(edition).map_or(self.book, |(book, _)| book),
            _ => self.book,
        }
    }
}

/// The figures of a book that are held back, by the areas and periods of their reports.
type HeldBack<'a> = BTreeMap<(&'a str, Period), (&'a Report, Vec<CellPath>)>;

fn held_back(book: &Book) -> HeldBack<'_> {
    let of_report = |report: &Report| {
        let held_back = report.figures.entries().filter(|(_, entry)| entry.cell.is_held_back());
        held_back.map(|(path, _)| path).collect::<Vec<_>>()
    };
    let reports =
        book.all_reports().map(|report| ((report.area.key.as_str(), report.period), (report, of_report(report))));
    reports.filter(|(_, (_, cells))| !cells.is_empty()).collect()
}

/// Whether a book as it was has a number where there is a figure that is held back now.
fn tells(then: &Book, now: &Book, held_back: &HeldBack<'_>) -> bool {
    let of = |earlier: &Report| held_back.get(&(now.area_called(&earlier.area.key)?.key.as_str(), earlier.period));
    !held_back.is_empty()
        && then.all_reports().any(|earlier| {
            // Also where its form has changed since.
            let is_number = |cell| earlier.figures.number(cell).is_some();
            let tells = |report: &Report, path: CellPath| {
                earlier.figures.cell(&report.figures.address(path)).is_some_and(is_number)
            };
            of(earlier).is_some_and(|(report, cells)| cells.iter().any(|path| tells(report, *path)))
        })
}
