//! What a site shows: a book, and what superseded editions of its reports are made of.

use crate::book::Book;
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
    /// The book from which a page is made, and its report; none where the edition cannot be read any more.
    pub(super) fn earlier(self, edition: &Superseded) -> Option<(&'a Book, &'a Report)> {
        let (book, area) = self.archive.get(&(edition.of.clone(), edition.name.clone()))?;
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
