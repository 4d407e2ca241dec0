//! Every address of the site, and what stands there: listed once, for those who make the site and those who only look at
//! its addresses.

use super::drawings::Drawn;
use super::pages::{self, Page};
use super::views::PublishedChart;
use super::{compare_page, compared_charts, drawings, hosting};
use crate::book::Book;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::chart::alone;
use crate::compare::Comparisons;
use crate::theme::Theme;

/// What stands at an address. Nothing of it is made yet.
pub enum Item<'a, 'c> {
    /// A page.
    Page(Page<'a, 'c>),
    /// The data from which a script compares areas in a measure.
    Data(&'a Measure),
    /// A chart of a report, as a file.
    Chart(&'a Report, Drawn<'a>),
    /// A chart of a measure, as a file.
    Compared(Box<PublishedChart>),
    /// A text for those who serve the site.
    Text(String),
    /// A file of the book or its theme, as it is.
    Copy(&'c [u8]),
}

/// Every address from the site's root, with what stands there.
pub fn all<'a, 'c>(book: &'a Book, comparisons: &'c Comparisons<'a>, theme: &'c Theme) -> Vec<(String, Item<'a, 'c>)>
where
    'a: 'c,
{
    let pages: Vec<_> =
        pages::all(book, comparisons).into_iter().map(|page| (pages::path(&page), Item::Page(page))).collect();
    let paths: Vec<_> = pages.iter().map(|(path, _)| path.as_str()).collect();
    let mut items: Vec<_> = hosting::files(book, theme, &paths)
        .into_iter()
        .map(|(path, text)| (path.to_owned(), Item::Text(text)))
        .collect();
    items.extend(pages);
    let data = compare_page::compared(book, comparisons).into_iter();
    items.extend(data.map(|measure| (compare_page::data_path(measure), Item::Data(measure))));
    let charts = drawings::all(book).into_iter();
    items.extend(charts.map(|(report, drawn)| (drawings::path(book, report, drawn), Item::Chart(report, drawn))));
    let compared = compared_charts::files(book, comparisons).into_iter();
    items.extend(compared.map(|(path, chart)| (path, Item::Compared(Box::new(chart)))));
    items.extend(pages::drawings(book).into_iter().map(|(path, bytes)| (path, Item::Copy(bytes))));
    items.extend(theme.files.iter().map(|(path, bytes)| (path.clone(), Item::Copy(bytes))));
    items
}

/// The bytes of an item, or the fault of a page's template.
pub fn make<'a>(
    book: &'a Book,
    comparisons: &Comparisons<'a>,
    theme: &Theme,
    item: &Item<'a, '_>,
) -> Result<Vec<u8>, Box<tera::Error>> {
    Ok(match item {
        Item::Page(page) => pages::page(book, comparisons, theme, page)?.into_bytes(),
        Item::Data(measure) => compare_page::data(book, comparisons, measure),
        Item::Chart(report, drawn) => drawings::file(book, report, *drawn),
        Item::Compared(found) => alone::file(&found.chart, &found.source).into_bytes(),
        Item::Text(text) => text.clone().into_bytes(),
        Item::Copy(bytes) => bytes.to_vec(),
    })
}
