//! What readers are told of releases: when a report was published and changed, what was corrected, and what it was before.

pub(crate) mod corrections;

use jiff::civil::Date;

use super::block::{Block, Notice, Section};
use crate::book::Book;
use crate::book::cell::{Marker, marker_sign};
use crate::book::history::Superseded;
use crate::book::period::Period;
use crate::book::report::{Correction, Report, Scale};
use crate::link::{Destination, PageKey, anchor};
use crate::table::text::Text;
use crate::text::number;

/// When something was published and when it changed last, in a sentence; nothing that another one tells, which names the day on which it
/// was published.
pub(crate) fn sentence((published, updated): (Date, Date), told: Option<Date>) -> Option<String> {
    let (is_told, has_changed) = (told == Some(published), published != updated);
    let [published, updated] = [published, updated].map(number::day);
    match (is_told, has_changed) {
        (true, false) => None,
        (true, true) => Some(format!("Last updated on {updated}.")),
        (false, false) => Some(format!("Published on {published}.")),
        (false, true) => Some(format!("Published on {published}, last updated on {updated}.")),
    }
}

/// The same in a few words.
pub(crate) fn words((published, updated): (Date, Date)) -> String {
    match published == updated {
        true => format!("published {}", number::day(published)),
        false => format!("updated {}", number::day(updated)),
    }
}

/// What readers of a report have to know of its corrections.
pub(crate) fn notice(report: &Report) -> Notice<'_> {
    let made = report.corrections.iter().filter_map(|one| one.made);
    let gravest =
        |(day, scale), (other, graver)| (Date::max(day, other), if graver == Scale::Major { graver } else { scale });
    match made.reduce(gravest) {
        Some((day, scale)) => Notice::Corrected(day, scale),
        None if report.corrections.is_empty() => Notice::None,
        None => Notice::Printed,
    }
}

/// Says below the tables of the nation's page in which something is revised which areas have corrected figures: what is added up of them
/// is revised as well, and what was wrong stands in their reports.
pub(crate) fn lead_to_areas<'a>(book: &'a Book, period: Period, blocks: &mut [Block<'a>]) {
    let is_of_figure = |one: &Correction| one.made.is_some() && one.cell.is_some();
    let reports = book.reports_for(period).filter(|report| report.corrections.iter().any(is_of_figure));
    let mut reports: Vec<_> = reports.collect();
    reports.sort_by(|one, other| one.name().as_str().cmp(other.name()));
    for block in blocks {
        let (Block::Table(table) | Block::Folded { table, .. }) = block else { continue };
        if reports.is_empty() || !table.signs().contains(&marker_sign(Marker::Revised)) {
            continue;
        }
        let of = if reports.len() == 1 { "report" } else { "reports" };
        let mut words = vec![format!("Figures marked [r] follow what was corrected in the {of} of ").into()];
        for (at, report) in reports.iter().enumerate() {
            words.extend((at > 0).then(|| ", ".into()));
            let page = Some(PageKey::of_report(book, report));
            let to = Destination { page, anchor: Some(anchor::of_table(anchor::CHANGES).into()) };
            words.push(Text::link(report.name().as_str(), to));
        }
        words.push(".".into());
        table.remarks.push(Text::Several(words));
    }
}

/// The section of the editions of a report that others stand in place of; none where there are none.
pub(crate) fn editions<'a>(book: &'a Book, report: &Report) -> Option<Section<'a>> {
    let superseded = &book.history.of(report)?.superseded;
    let link = |edition: &'a Superseded| {
        let replaced = format!(", replaced on {}", number::day(edition.replaced));
        Text::Several(vec![Text::link(published(edition), PageKey::Edition(edition)), replaced.into()])
    };
    let links: Vec<_> = superseded.iter().rev().map(link).collect();
    let words = "This report as it was before it was changed. Please cite the edition on this page, unless you write about the change.";
    let blocks = vec![Block::Paragraph(words.into()), Block::List(links)];
    (!superseded.is_empty()).then(|| Section::new(anchor::EDITIONS, "Earlier editions", blocks))
}

/// When an edition was published, in words that name it.
pub(crate) fn published(edition: &Superseded) -> String {
    let day = number::day(edition.published.date());
    match edition.name.contains('T') {
        true => format!("Edition of {day}, {}", number::hour(edition.published.time())),
        false => format!("Edition of {day}"),
    }
}
