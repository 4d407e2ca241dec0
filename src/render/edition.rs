//! Every file of a site by its address, each made when it is asked for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::addresses::{Addresses, Refusal, SiteFile};
use super::pages::Pages;
use super::shown::Shown;
use super::topic::Topic;
use super::{blocks, comparison_data, hosting};
use crate::book::Book;
use crate::book::area::Area;
use crate::book::report::{Drawing, Report};
use crate::book::series::Measure;
use crate::data::files as downloads;
use crate::data::files::Sizes;
use crate::diagnostic::Diagnostic;
use crate::download::{self, DataFormat, Download};
use crate::link::PageKey;
use crate::page::block::Page;
use crate::page::charts;
use crate::page::charts::of_measure::Filed;
use crate::page::charts::of_report::Drawn;
use crate::page::index;
use crate::query::comparisons::Comparisons;
use crate::site::{Files, Kind};
use crate::source::Span;
use crate::theme::Theme;

rules! {
    ADDRESS = "F201" "address" Error:
        "Two pages would have the same address, or an address that some web servers cannot hold.";
        "One page would hide the other.";
        "Two folders, areas/north and areas/North.";
        "Rename the folder: letters a to z, digits and hyphens."
}

/// The site of a book before its files are made.
pub struct Edition<'a> {
    pub(crate) shown: Shown<'a>,
    theme: &'a Theme,
    comparisons: Comparisons<'a>,
    /// How large downloads are.
    sizes: Sizes,
    /// Pages that are made of more than the book, and for its team alone.
    internal: Vec<Page<'a>>,
    items: Vec<Item<'a>>,
    /// Where the files stand.
    pub addresses: Arc<Addresses>,
}

/// A file, or why it cannot be made.
pub type Made<'a> = Result<Cow<'a, [u8]>, Box<tera::Error>>;

/// One file that is to be made.
#[derive(Clone, Copy)]
enum Item<'a> {
    /// A file for those who serve or search the site.
    Hosting,
    Page(PageKey<'a>),
    /// What stands where a page stood before its area had another name, and leads there.
    Moved(PageKey<'a>),
    /// An internal page, by its position.
    Internal(usize),
    /// The data of a measure that a script compares areas by.
    Data(&'a Measure),
    /// Figures to be taken away.
    Download(Download<'a>),
    /// A chart of a report as a file, which stands beside the page that shows it.
    Chart(PageKey<'a>, &'a Report, Drawn<'a>),
    /// A chart of a measure as a file.
    Compared(&'a Measure, Filed),
    /// An image of a report, which stands beside the page that shows it.
    Image(PageKey<'a>, &'a Drawing),
    /// A file of the theme.
    Asset(&'a [u8]),
}

impl Item<'_> {
    fn topic(self) -> Topic {
        match self {
            Item::Page(page) | Item::Moved(page) => page.into(),
            Item::Data(_) | Item::Compared(..) => Topic::Measures,
            Item::Chart(page, ..) | Item::Image(page, _) => page.into(),
            Item::Download(download) => download.into(),
            Item::Hosting | Item::Internal(_) | Item::Asset(_) => Topic::Settings,
        }
    }

    /// What its address is made of, by the name that its author gave it, and where that is declared.
    fn named(self) -> Option<(String, Span)> {
        let page = match self {
            Item::Download(download) => return downloads::named(download),
            Item::Chart(_, _, Drawn::Table(table)) => return Some((format!("the table `{}`", table.key), table.span)),
            Item::Chart(_, _, Drawn::Measure(measure)) => PageKey::Measure(measure),
            Item::Page(page) | Item::Moved(page) | Item::Image(page, _) => page,
            Item::Data(measure) | Item::Compared(measure, _) => PageKey::Measure(measure),
            Item::Hosting | Item::Internal(_) | Item::Asset(_) => return None,
        };
        let of_area = |area: &Area| Some((format!("`areas/{}`", area.key), area.span?));
        match page {
            PageKey::Area(area) | PageKey::Beside(area, _) => of_area(area),
            PageKey::Report(report) => of_area(&report.area),
            PageKey::Measure(measure) | PageKey::MeasurePeriod(measure, _) => {
                Some((format!("the measure `{}`", measure.key), measure.cells.first()?.span))
            }
            _ => None,
        }
    }
}

impl<'a> Edition<'a> {
    /// The files of a book alone.
    pub fn of(book: &'a Book, theme: &'a Theme) -> Self {
        Edition::new(book.into(), theme, Vec::new(), &Arc::default())
    }

    /// The files of a site, with `internal` pages. Where their addresses are those of an earlier edition, these are not looked through
    /// again.
    pub(crate) fn new(shown: Shown<'a>, theme: &'a Theme, internal: Vec<Page<'a>>, known: &Arc<Addresses>) -> Self {
        let book = shown.book;
        let comparisons = Comparisons::new(book);
        let pages = index::pages(book, &comparisons);
        let mut files: Vec<_> = hosting::names(book).map(|name| (name.to_owned(), Item::Hosting)).collect();
        let moved =
            pages.iter().flat_map(|page| page.former_paths().into_iter().map(|path| (path, Item::Moved(*page))));
        let moved: Vec<_> = moved.collect();
        files.extend(pages.into_iter().map(|page| (page.path(), Item::Page(page))));
        files.extend(moved);
        files.extend(internal.iter().enumerate().map(|(at, page)| (page.key.path(), Item::Internal(at))));
        let compared = comparison_data::measures(book, &comparisons).into_iter();
        files.extend(compared.map(|measure| (comparison_data::path(measure), Item::Data(measure))));
        let reports = book.all_reports().map(|report| (PageKey::of_report(book, report), book, report));
        let earlier = book.history.superseded().filter_map(|edition| {
            let (book, report) = shown.report(edition)?;
            Some((PageKey::Edition(edition), book, report))
        });
        let reports: Vec<_> = reports.chain(earlier).collect();
        for &(page, book, report) in &reports {
            let charts = charts::of_report::all(book, report).into_iter();
            files.extend(charts.map(|drawn| (charts::of_report::path(page, drawn), Item::Chart(page, report, drawn))));
        }
        let compared = charts::of_measure::all(book, &comparisons).into_iter();
        files.extend(
            compared.map(|(measure, filed)| (charts::of_measure::path(measure, filed), Item::Compared(measure, filed))),
        );
        let downloads = download::all(book).into_iter();
        files.extend(downloads.map(|download| (download.path(book), Item::Download(download))));
        let drawings = drawings(reports.into_iter().map(|(page, _, report)| (page, report)));
        files.extend(drawings.into_iter().map(|(path, (page, drawing))| (path, Item::Image(page, drawing))));
        files.extend(theme.files.iter().map(|(path, bytes)| (path.clone(), Item::Asset(bytes))));
        let items: Vec<_> = files.iter().map(|(_, item)| *item).collect();
        let places = files.into_iter().map(|(address, item)| SiteFile { address, topic: item.topic() });
        let all: Vec<_> = places.collect();
        let addresses = if known.all == all { Arc::clone(known) } else { Arc::new(Addresses::new(all)) };
        Edition { shown, theme, comparisons, sizes: Sizes::default(), internal, items, addresses }
    }

    /// Where the internal pages stand.
    pub(crate) fn internal(&self) -> impl Iterator<Item = String> {
        self.internal.iter().map(|page| page.key.path())
    }

    /// Every file that can be made and published, with its address; one that cannot be made with the fault of its template.
    /// They are made in parallel, as long as `is_wanted` says so.
    pub fn all(&self, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Vec<(&str, Made<'a>)>> {
        let made = self.in_order().into_par_iter().map(|(place, address)| {
            let made = is_wanted().then(|| self.make(place))?;
            Some(made.transpose().map(|made| (address, made)))
        });
        Some(made.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
    }

    /// The earlier editions of reports that are not shown, because they would tell what is held back or withdrawn now: area, period and name.
    pub fn withheld(&self) -> Vec<String> {
        self.shown.withheld()
    }

    /// The figures that are asked for by the names of an area, a period and a measure, as the site offers them.
    ///
    /// # Errors
    ///
    /// A name that the site does not have, in words.
    pub fn figures(&self, names: [Option<&str>; 3], format: DataFormat) -> Result<Vec<u8>, String> {
        let of = downloads::asked(self.shown.book, names)?;
        Ok(downloads::file(self.shown.book, &self.comparisons, Download { of, format }))
    }

    /// What is wrong with files that cannot be published where they should stand, each cause once.
    pub fn refusals(&self) -> Vec<Diagnostic> {
        let mut findings: Vec<Diagnostic> = Vec::new();
        // Where an area was called otherwise before is told with what stands there now.
        let is_moved = |refusal: &&Refusal| matches!(self.items[refusal.file], Item::Moved(_));
        for refusal in self.addresses.refused.iter().filter(|refusal| !is_moved(refusal)) {
            let finding = self.refusal(refusal);
            if !findings.iter().any(|other| other.message == finding.message) {
                findings.push(finding);
            }
        }
        findings
    }

    fn refusal(&self, refusal: &Refusal) -> Diagnostic {
        let (named, taken_by) =
            (self.items[refusal.file].named(), refusal.taken_by.map(|file| self.items[file].named()));
        let rename = "letters a to z, digits and hyphens";
        match (named, taken_by) {
            (Some((name, span)), Some(Some((other, _)))) if name != other => {
                let why = match self.items[refusal.file] {
                    Item::Chart(..) | Item::Download(_) => "files: these would have one name",
                    _ => "pages: many web servers take A and a in an address for the same",
                };
                let message = format!("{name} and {other} cannot both have {why}");
                ADDRESS.at(span, message).help(format!("rename one of the two: {rename}"))
            }
            (Some((name, span)), None) => {
                ADDRESS.at(span, format!("{name} cannot be part of an address")).help(format!("rename it: {rename}"))
            }
            (named, _) => {
                let span = named.map_or(self.shown.book.settings.span, |(_, span)| span);
                let address = &self.addresses.all[refusal.file].address;
                let message = format!("`{address}` cannot be published: it is taken or not a plain name");
                ADDRESS.at(span, message).help(format!("rename what stands there: {rename}"))
            }
        }
    }

    /// The files that can be published in the order in which they are best made: a page says how large the files are to which it links,
    /// so these come first.
    fn in_order(&self) -> Vec<(usize, &str)> {
        let mut files: Vec<_> = self.addresses.published.iter().copied().zip(self.addresses.iter()).collect();
        files.sort_by_key(|(place, _)| matches!(self.items.get(*place), Some(Item::Page(_) | Item::Internal(_))));
        files
    }

    fn make(&self, place: usize) -> Result<Option<Cow<'a, [u8]>>, Box<tera::Error>> {
        let Some(item) = self.items.get(place) else { return Ok(None) };
        let offer = |download: Download<'_>| {
            let size = self.sizes.of(self.shown.book, &self.comparisons, download);
            (download.path(self.shown.book), size)
        };
        let pages = Pages { shown: &self.shown, comparisons: &self.comparisons, theme: self.theme, offer: &offer };
        Ok(match item {
            Item::Page(page) => Some(pages.page(*page)?.into_bytes().into()),
            Item::Moved(page) => Some(pages.moved(*page)?.into_bytes().into()),
            Item::Internal(at) => {
                Some(blocks::page(self.shown.book, self.theme, &self.internal[*at], None)?.into_bytes().into())
            }
            Item::Hosting => self.hosting(&self.addresses.all[place].address).map(|text| text.into_bytes().into()),
            Item::Data(measure) => Some(comparison_data::file(self.shown.book, &self.comparisons, measure).into()),
            Item::Download(download) => Some(self.sizes.file(self.shown.book, &self.comparisons, *download).into()),
            Item::Chart(page, report, drawn) => {
                charts::of_report::file(self.shown.of(*page), report, *drawn).map(Cow::Owned)
            }
            Item::Compared(measure, filed) => {
                charts::of_measure::file(self.shown.book, &self.comparisons, measure, *filed).map(Cow::Owned)
            }
            Item::Image(_, drawing) => Some(Cow::Borrowed(&drawing.bytes)),
            Item::Asset(bytes) => Some(Cow::Borrowed(bytes)),
        })
    }

    fn hosting(&self, name: &str) -> Option<String> {
        let pages = self.items.iter().filter_map(|item| match item {
            Item::Page(page) => Some(*page),
            _ => None,
        });
        hosting::file(self.shown.book, self.theme, name, &pages.collect::<Vec<_>>())
    }
}

/// The images of reports by their paths, each with the page that shows it, in whose folder it stands.
fn drawings<'a>(
    reports: impl Iterator<Item = (PageKey<'a>, &'a Report)>,
) -> BTreeMap<String, (PageKey<'a>, &'a Drawing)> {
    let mut drawings = BTreeMap::new();
    for (page, report) in reports {
        let folder = page.folder();
        let drawn = report.drawings.values();
        drawings.extend(drawn.map(|drawing| (format!("{folder}{}", drawing.name), (page, drawing.as_ref()))));
    }
    drawings
}

impl Files for Edition<'_> {
    type Fault = Box<tera::Error>;

    fn kind(&self) -> Kind {
        if self.shown.book.settings.is_internal { Kind::Internal } else { Kind::Public }
    }

    fn paths(&self) -> Vec<&str> {
        self.in_order().into_iter().map(|(_, address)| address).collect()
    }

    /// Nothing where there is no such file, or nothing to draw in it.
    fn bytes(&self, path: &str) -> Result<Option<Cow<'_, [u8]>>, Box<tera::Error>> {
        self.addresses.find(path).map_or(Ok(None), |place| self.make(place))
    }
}
