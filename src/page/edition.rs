//! The page of an edition that another one stands in place of: the words and figures of its day in the layout of today.

use super::block::{Block, Notice, Page, Section};
use super::releases::published;
use super::{period, report};
use crate::book::Book;
use crate::book::history::Superseded;
use crate::book::report::Report;
use crate::link::{Link, PageKey, anchor};
use crate::query::comparisons::Comparisons;
use crate::text::number;

/// What an edition is made of.
pub(crate) struct Earlier<'p, 'a> {
    /// The book as it was.
    pub(crate) book: &'p Book,
    /// The report in it.
    pub(crate) report: &'p Report,
    /// Its comparisons.
    pub(crate) comparisons: &'p Comparisons<'a>,
}

/// The page of an edition. Where it cannot be shown any more its page says so: its address stays.
pub(crate) fn page<'a>(book: &'a Book, edition: &'a Superseded, earlier: Option<Earlier<'a, '_>>) -> Page<'a> {
    let (area, period) = (&edition.of.0, edition.of.1);
    let key = PageKey::Edition(edition);
    let page = match &earlier {
        Some(Earlier { book, comparisons, .. }) if edition.is_national => {
            let mut page = period::page(book, comparisons, period);
            // Those of other periods are none of this report, and were corrected by themselves.
            page.sections.retain(|section| section.anchor != anchor::ALL_PERIODS);
            page
        }
        Some(Earlier { book, report, comparisons }) => report::page(book, comparisons, report),
        None => {
            let known = book.areas.iter().find(|known| known.key == *area).unwrap_or(&book.nation);
            let name = known.name_in(period);
            let words = "This edition cannot be shown here any more. Ask whoever publishes this site about it.";
            let section = Section::new("edition", "This edition", vec![Block::Paragraph(words.into())]);
            Page::of_sections(key, format!("{name} {period}"), period.report(), vec![section])
        }
    };
    let mut trail = vec![Link::new(&book.settings.title, PageKey::Home)];
    if let Some(current) = book.report(area, period) {
        trail.extend((!edition.is_national).then(|| Link::new(&current.area.name, PageKey::Area(&current.area))));
        trail.push(Link::new(format!("{} {period}", current.name()), PageKey::of_report(book, current)));
    }
    Page {
        key,
        earlier: earlier.map(|earlier| earlier.book),
        notice: Notice::Superseded(edition),
        title: format!("{}: {}", page.title, published(edition).replacen("Edition", "edition", 1)),
        description: format!("{} It was replaced on {}.", page.description, number::day(edition.replaced)),
        trail,
        previous: None,
        next: None,
        ..page
    }
}
