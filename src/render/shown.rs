//! What a site shows: a book, and what superseded editions of its reports are made of.

use crate::book::Book;
use crate::book::cell::Absence;
use crate::book::history::Superseded;
use crate::book::report::Report;
use crate::link::PageKey;
use crate::release::history::Archive;

/// What a site shows.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The book.
    pub(crate) book: &'a Book,
    /// What the superseded editions of its reports are made of.
    pub(crate) archive: &'a Archive,
}

impl<'a> From<&'a Book> for Shown<'a> {
    /// A book without superseded editions.
    fn from(book: &'a Book) -> Self {
        static NOTHING: Archive = Archive::new();
        Shown { book, archive: &NOTHING }
    }
}

impl<'a> Shown<'a> {
    /// The book from which a page is made, and its report; none where the edition cannot be read any more, or would tell a figure that
    /// is held back now.
    pub(super) fn earlier(self, edition: &Superseded) -> Option<(&'a Book, &'a Report)> {
        let (book, area) = self.archive.get(&(edition.of.clone(), edition.name.clone()))?;
        if tells_what_is_held_back(book, self.book) {
            return None;
        }
        Some((book, book.report(area, edition.of.1)?))
    }

    /// The book of a page.
    pub(super) fn of(self, page: PageKey<'_>) -> &'a Book {
        match page {
            PageKey::Edition(edition) => self.earlier(edition).map_or(self.book, |(book, _)| book),
            _ => self.book,
        }
    }
}

/// Whether a book as it was has a number where there is a figure that is held back now.
fn tells_what_is_held_back(then: &Book, now: &Book) -> bool {
    then.all_reports().any(|earlier| {
        let area = now.area_called(&earlier.area.key);
        let report = area.and_then(|area| now.report(&area.key, earlier.period));
        report.is_some_and(|Report { figures, .. }| {
            let cells = figures.grids().flat_map(|(_, grid)| grid.cells());
            let mut held_back = cells.filter(|(_, entry)| entry.cell.value == Err(Absence::Confidential));
            // Also where its form has changed since.
            let is_number = |cell| earlier.figures.number(cell).is_some();
            held_back.any(|(path, _)| earlier.figures.cell(&figures.address(path)).is_some_and(is_number))
        })
    })
}
