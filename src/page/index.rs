//! Every page of a book, and each that is made of sections.

use rayon::prelude::*;

use super::block::Page;
use super::releases::corrections;
use super::{beside, block, measure, period, report};
use crate::book::{Book, narrative};
use crate::link::{PageKey, anchor};
use crate::query::comparisons::Comparisons;

/// The pages of a book, in the order in which they are listed.
pub(crate) fn pages<'a>(book: &'a Book, comparisons: &Comparisons<'a>) -> Vec<PageKey<'a>> {
    let mut pages = vec![PageKey::Home, PageKey::Data, PageKey::Coverage];
    pages.extend(book.areas_so_far().map(PageKey::Area));
    pages.extend(book.reports.iter().map(|report| PageKey::Report(report)));
    pages.extend(book.periods().into_iter().map(PageKey::Overview));
    pages.extend(book.history.superseded().map(PageKey::Edition));
    pages.extend(corrections::has_page(book).then_some(PageKey::Corrections));
    pages.extend([PageKey::Reading, PageKey::NotFound]);
    pages.extend(book.settings.publisher.statement.as_ref().map(|_| PageKey::Accessibility));
    for measure in book.measures.iter() {
        let mut periods = comparisons.periods(measure).peekable();
        pages.extend(periods.peek().map(|_| PageKey::Measure(measure)));
        let with_areas = periods.filter(|(_, has_areas)| *has_areas);
        pages.extend(with_areas.map(|(period, _)| PageKey::MeasurePeriod(measure, period)));
    }
    let compared = book.reports.par_iter().filter(|report| beside::has_page(book, comparisons, report));
    let before = pages.len();
    pages.par_extend(compared.map(|report| PageKey::Beside(&report.area, report.period)));
    if pages.len() > before {
        pages.push(PageKey::Compare);
    }
    pages
}

/// The anchors to which a link in the text of a page can lead whose other words are its template's.
pub(crate) fn anchors_of_template(key: PageKey<'_>, text: &[narrative::Block]) -> Vec<String> {
    let (section, own) = match key {
        PageKey::Home => (anchor::OF_HOME_TEXT, anchor::OF_HOME.as_slice()),
        _ => (anchor::OF_READING_TEXT, anchor::OF_READING.as_slice()),
    };
    let mut anchors: Vec<_> = own.iter().map(|anchor| (*anchor).to_owned()).collect();
    block::headings(text, section, &mut anchors);
    anchors
}

/// A page that is made of sections. None for one whose words are its template's, for one that is made of an earlier book, and where there
/// is nothing to show.
pub(crate) fn page<'a>(book: &'a Book, comparisons: &'a Comparisons<'_>, key: PageKey<'a>) -> Option<Page<'a>> {
    Some(match key {
        PageKey::Report(report) => report::page(book, comparisons, report),
        PageKey::Overview(period) => period::page(book, comparisons, period),
        PageKey::Measure(measure) => measure::page(book, comparisons, measure),
        PageKey::MeasurePeriod(measure, period) => measure::period(book, comparisons.get(measure, period)?),
        PageKey::Beside(area, period) => beside::page(book, comparisons, book.report(&area.key, period)?),
        PageKey::Corrections => corrections::page(book),
        PageKey::Home
        | PageKey::Area(_)
        | PageKey::Edition(_)
        | PageKey::Compare
        | PageKey::Coverage
        | PageKey::Data
        | PageKey::Reading
        | PageKey::Accessibility
        | PageKey::NotFound
        | PageKey::Progress(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn templates_have_the_anchors_that_links_can_lead_to() {
        let home = include_str!("../../themes/default/templates/home.html");
        let reading = include_str!("../../themes/default/templates/reading.html");
        for (key, template) in [(PageKey::Home, home), (PageKey::Reading, reading)] {
            let ids = template.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let ids: BTreeSet<_> = ids.filter(|id| !id.ends_with("-caption")).chain([anchor::MAIN]).collect();
            let known = anchors_of_template(key, &[]);
            assert_eq!(known.iter().map(String::as_str).collect::<BTreeSet<_>>(), ids);
        }
    }
}
