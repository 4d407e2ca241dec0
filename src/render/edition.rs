//! Every file of a site by its address, each made when it is asked for.

use std::borrow::Cow;

use super::pages::{self, Page};
use super::{compare_page, drawings, hosting};
use crate::book::Book;
use crate::book::form::Table;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::compare::Comparisons;
use crate::site::{Refused, Site};
use crate::theme::Theme;

/// The site of a book before its files are made.
pub struct Edition<'a> {
    book: &'a Book,
    theme: &'a Theme,
    comparisons: Comparisons<'a>,
    files: Vec<(String, Item<'a>)>,
    /// The places of the files in the order of their addresses.
    by_address: Vec<usize>,
    /// The addresses that were taken already, or that cannot be published.
    pub refused: Vec<Refused>,
}

/// One file that is to be made.
enum Item<'a> {
    /// A file for those who serve or search the site.
    Hosting,
    Page(Page<'a>),
    /// The data of a measure that a script compares areas by.
    Data(&'a Measure),
    /// The chart of a table as a file.
    Chart(&'a Report, &'a Table),
    /// An image of a report, or a file of the theme.
    Bytes(&'a [u8]),
}

impl<'a> Edition<'a> {
    /// The files of a book. Of two with one address the first counts.
    pub fn new(book: &'a Book, theme: &'a Theme) -> Self {
        let comparisons = Comparisons::new(book);
        let pages = pages::all(book, &comparisons);
        let mut files: Vec<_> = hosting::names(book).map(|name| (name.to_owned(), Item::Hosting)).collect();
        files.extend(pages.into_iter().map(|page| (pages::path(&page), Item::Page(page))));
        let compared = compare_page::compared(book, &comparisons).into_iter();
        files.extend(compared.map(|measure| (compare_page::data_path(measure), Item::Data(measure))));
        for report in book.all_reports() {
            let charts = drawings::charted(report);
            files.extend(charts.map(|table| (drawings::path(book, report, table), Item::Chart(report, table))));
        }
        files.extend(pages::drawings(book).into_iter().map(|(path, bytes)| (path, Item::Bytes(bytes))));
        files.extend(theme.files.iter().map(|(path, bytes)| (path.clone(), Item::Bytes(bytes))));
        let (mut taken, mut refused) = (Site::default(), Vec::new());
        files.retain(|(path, _)| match taken.add(path, Vec::new()) {
            Ok(()) => true,
            Err(fault) => {
                refused.push(fault);
                false
            }
        });
        let mut by_address: Vec<_> = (0..files.len()).collect();
        by_address.sort_by(|one, other| files[*one].0.cmp(&files[*other].0));
        Edition { book, theme, comparisons, files, by_address, refused }
    }

    /// How many files there are.
    pub fn length(&self) -> usize {
        self.files.len()
    }

    /// The addresses in the order in which they are taken.
    pub fn addresses(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(path, _)| path.as_str())
    }

    /// The place of the file at an address.
    pub fn find(&self, address: &str) -> Option<usize> {
        let at = self.by_address.binary_search_by(|place| self.files[*place].0.as_str().cmp(address)).ok()?;
        self.by_address.get(at).copied()
    }

    /// The bytes of the file at a place; none where there is nothing to draw or no such place.
    ///
    /// # Errors
    ///
    /// The fault of a template.
    pub fn make(&self, place: usize) -> Result<Option<Cow<'a, [u8]>>, Box<tera::Error>> {
        let Some((path, item)) = self.files.get(place) else { return Ok(None) };
        Ok(match item {
            Item::Page(page) => Some(pages::page(self.book, &self.comparisons, self.theme, page)?.into_bytes().into()),
            Item::Hosting => self.hosting(path).map(|text| text.into_bytes().into()),
            Item::Data(measure) => Some(compare_page::data(self.book, &self.comparisons, measure).into()),
            Item::Chart(report, table) => drawings::file(self.book, report, table).map(Cow::Owned),
            Item::Bytes(bytes) => Some(Cow::Borrowed(bytes)),
        })
    }

    fn hosting(&self, name: &str) -> Option<String> {
        let pages = self.files.iter().filter(|(_, item)| matches!(item, Item::Page(_)));
        let pages: Vec<_> = pages.map(|(path, _)| path.as_str()).collect();
        hosting::file(self.book, self.theme, name, &pages)
    }
}
