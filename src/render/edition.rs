//! Every file of a site by its address, each made when it is asked for.

use std::borrow::Cow;
use std::sync::Arc;

use rayon::prelude::*;

use super::pages::{self, Pages};
use super::{comparison_data, hosting};
use crate::book::Book;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::link::PageKey;
use crate::page::charts_of_measure::{self, Filed};
use crate::page::charts_of_report::{self, Drawn};
use crate::page::index;
use crate::query::comparisons::Comparisons;
use crate::site::{Files, Refused, Site};
use crate::theme::Theme;

/// Where the files of a book stand.
#[derive(Debug, Default)]
pub struct Addresses {
    /// Every address, in the order of the files.
    all: Vec<String>,
    /// The places of those that can be published, in the order of the addresses.
    places: Vec<usize>,
    /// The addresses that were taken already, or that cannot be published.
    pub refused: Vec<Refused>,
}

impl Addresses {
    /// Of two files with one address the first counts.
    fn new(all: Vec<String>) -> Self {
        let (mut taken, mut places, mut refused) = (Site::default(), Vec::new(), Vec::new());
        for (place, address) in all.iter().enumerate() {
            match taken.add(address, Vec::new()) {
                Ok(()) => places.push(place),
                Err(fault) => refused.push(fault),
            }
        }
        places.sort_by(|one, other| all[*one].cmp(&all[*other]));
        Addresses { all, places, refused }
    }

    /// The addresses that can be published, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|place| self.all[*place].as_str())
    }

    /// The place of an address that can be published.
    pub fn find(&self, address: &str) -> Option<usize> {
        let at = self.places.binary_search_by(|place| self.all[*place].as_str().cmp(address)).ok()?;
        self.places.get(at).copied()
    }
}

/// The site of a book before its files are made.
pub struct Edition<'a> {
    book: &'a Book,
    theme: &'a Theme,
    comparisons: Comparisons<'a>,
    items: Vec<Item<'a>>,
    /// Where the files stand.
    pub addresses: Arc<Addresses>,
}

/// A file, or why it cannot be made.
pub type Made<'a> = Result<Cow<'a, [u8]>, Box<tera::Error>>;

/// One file that is to be made.
enum Item<'a> {
    /// A file for those who serve or search the site.
    Hosting,
    Page(PageKey<'a>),
    /// The data of a measure that a script compares areas by.
    Data(&'a Measure),
    /// A chart of a report as a file.
    Chart(&'a Report, Drawn<'a>),
    /// A chart of a measure as a file.
    Compared(&'a Measure, Filed),
    /// An image of a report, or a file of the theme.
    Bytes(&'a [u8]),
}

impl<'a> Edition<'a> {
    /// The files of a book. Where their addresses are those of an earlier edition, these are not looked through again.
    pub fn new(book: &'a Book, theme: &'a Theme, known: &Arc<Addresses>) -> Self {
        let comparisons = Comparisons::new(book);
        let pages = index::pages(book, &comparisons);
        let mut files: Vec<_> = hosting::names(book).map(|name| (name.to_owned(), Item::Hosting)).collect();
        files.extend(pages.into_iter().map(|page| (page.path(), Item::Page(page))));
        let compared = comparison_data::measures(book, &comparisons).into_iter();
        files.extend(compared.map(|measure| (comparison_data::path(measure), Item::Data(measure))));
        let charts = charts_of_report::all(book).into_iter();
        files.extend(
            charts.map(|(report, drawn)| (charts_of_report::path(book, report, drawn), Item::Chart(report, drawn))),
        );
        let compared = charts_of_measure::all(book, &comparisons).into_iter();
        files.extend(
            compared.map(|(measure, filed)| (charts_of_measure::path(measure, filed), Item::Compared(measure, filed))),
        );
        files.extend(pages::drawings(book).into_iter().map(|(path, bytes)| (path, Item::Bytes(bytes))));
        files.extend(theme.files.iter().map(|(path, bytes)| (path.clone(), Item::Bytes(bytes))));
        let (all, items): (Vec<_>, Vec<_>) = files.into_iter().unzip();
        let addresses = if known.all == all { Arc::clone(known) } else { Arc::new(Addresses::new(all)) };
        Edition { book, theme, comparisons, items, addresses }
    }

    /// Every file that can be made and published, with its address; one that cannot be made with the fault of its template.
    /// They are made in parallel, as long as `is_wanted` says so.
    pub fn all(&self, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Vec<(&str, Made<'a>)>> {
        let places = self.addresses.places.par_iter();
        let made = places.map(|place| is_wanted().then(|| self.make(*place)));
        let made: Option<Vec<_>> = made.collect();
        Some(
            self.addresses.iter().zip(made?).filter_map(|(address, made)| Some((address, made.transpose()?))).collect(),
        )
    }

    fn make(&self, place: usize) -> Result<Option<Cow<'a, [u8]>>, Box<tera::Error>> {
        let Some(item) = self.items.get(place) else { return Ok(None) };
        Ok(match item {
            Item::Page(page) => {
                let pages = Pages { book: self.book, comparisons: &self.comparisons, theme: self.theme };
                Some(pages.page(*page)?.into_bytes().into())
            }
            Item::Hosting => self.hosting(&self.addresses.all[place]).map(|text| text.into_bytes().into()),
            Item::Data(measure) => Some(comparison_data::file(self.book, &self.comparisons, measure).into()),
            Item::Chart(report, drawn) => charts_of_report::file(self.book, report, *drawn).map(Cow::Owned),
            Item::Compared(measure, filed) => {
                charts_of_measure::file(self.book, &self.comparisons, measure, *filed).map(Cow::Owned)
            }
            Item::Bytes(bytes) => Some(Cow::Borrowed(bytes)),
        })
    }

    fn hosting(&self, name: &str) -> Option<String> {
        let files = self.addresses.all.iter().zip(&self.items);
        let pages = files.filter(|(_, item)| matches!(item, Item::Page(_)));
        let pages: Vec<_> = pages.map(|(path, _)| path.as_str()).collect();
        hosting::file(self.book, self.theme, name, &pages)
    }
}

impl Files for Edition<'_> {
    type Fault = Box<tera::Error>;

    fn paths(&self) -> Vec<&str> {
        self.addresses.iter().collect()
    }

    /// Nothing where there is no such file, or nothing to draw in it.
    fn bytes(&self, path: &str) -> Result<Option<Cow<'_, [u8]>>, Box<tera::Error>> {
        self.addresses.find(path).map_or(Ok(None), |place| self.make(place))
    }
}
