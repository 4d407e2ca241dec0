//! What of a book a site may show: everything else is checked as well, and leaves no trace in it.
//!
//! A report that is not released is taken out of the book before anything is rendered, so that no page, sum, comparison or
//! download can hold its name or its numbers. While a report waits for its time the nation's figures of the period wait with it:
//! whoever has them and the figures of the other areas has those of the one that is held by subtraction.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::book::Book;
use crate::book::plan::Now;
use crate::book::report::{Report, Status};
use crate::book::settings::Settings;
use crate::parse::parsed::ParsedBook;
use crate::release::standing::Standing;
use crate::source::Sources;

/// When a site is made, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occasion {
    /// The time that counts as now.
    pub now: Now,
    /// Who sees the site.
    pub readers: Readers,
}

/// Who sees a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Everybody: drafts, and what is held until its time, are none of the site.
    Public,
    /// Those who write and publish it: everything is there, and each page says that it is not public.
    Team,
    /// Who writes it, by way of a preview that marks its pages itself: everything is there.
    Writer,
}

impl Occasion {
    /// The site for some readers.
    pub fn new(now: impl Into<Now>, readers: Readers) -> Occasion {
        Occasion { now: now.into(), readers }
    }
}

impl From<Date> for Occasion {
    /// For everybody, as that day begins.
    fn from(day: Date) -> Occasion {
        Occasion { now: day.into(), readers: Readers::Public }
    }
}

/// The book without what may not be shown. `handed` are the nation's reports as they were handed in, without sums over areas.
pub(crate) fn released<'b>(book: &'b Book, handed: &[Arc<Report>], occasion: Occasion) -> Cow<'b, Book> {
    let now = occasion.now.instant(&book.settings.zone);
    match occasion.readers {
        Readers::Writer => return Cow::Borrowed(book),
        Readers::Team => {
            let settings = Settings { is_internal: true, ..Settings::clone(&book.settings) };
            return Cow::Owned(Book { settings: Arc::new(settings), ..book.clone() });
        }
        Readers::Public if book.all_reports().all(|report| is_released(book, report, now)) => {
            return Cow::Borrowed(book);
        }
        Readers::Public => {}
    }
    let mut released = book.clone();
    released.reports.retain(|report| is_released(book, report, now));
    let national = handed.iter().filter(|report| is_ready(book, report) && held_until(book, report, now).is_none());
    released.national = national.map(|report| released.added_up(report)).collect();
    Cow::Owned(released)
}

/// What is public on an occasion, with the reports that were released and are being written again.
pub(crate) fn standing<'b>(sources: &Sources, parsed: &ParsedBook, book: &'b Book, occasion: Occasion) -> Standing<'b> {
    let public = Occasion::new(occasion.now, Readers::Public);
    let now = occasion.now.instant(&book.settings.zone);
    Standing::new((sources, now), parsed, book, released(book, &parsed.handed, public))
}

/// What of a book is shown on an occasion.
pub(crate) fn shown<'b>(
    parsed: &ParsedBook,
    book: &'b Book,
    standing: &Standing<'b>,
    occasion: Occasion,
) -> Cow<'b, Book> {
    match occasion.readers {
        Readers::Team | Readers::Writer => released(book, &parsed.handed, occasion),
        Readers::Public => standing.book.clone(),
    }
}

/// Whether a report may be published: it is ready, and its time has come.
pub fn is_released(book: &Book, report: &Report, now: Timestamp) -> bool {
    is_ready(book, report) && !is_held(book, report, now)
}

/// Whether a report has come so far that it is published when its time comes.
pub fn is_ready(book: &Book, report: &Report) -> bool {
    match report.status {
        Status::Draft | Status::Unknown => false,
        Status::Final => !book.asks_for_sign_off(report),
        Status::Signed => book.unsigned(report).next().is_none(),
    }
}

/// Whether the time of a report has not come.
pub fn is_held(book: &Book, report: &Report, now: Timestamp) -> bool {
    book.release_of(report).is_some_and(|time| now < time)
}

/// Until when a report is held; none where it is not. The nation's waits for the last that is held of its period.
pub(crate) fn held_until(book: &Book, report: &Report, now: Timestamp) -> Option<Timestamp> {
    let of_period = book.reports_for(report.period).filter(|_| report.area.key == book.nation.key);
    let held = of_period.chain([report]).filter(|report| is_held(book, report, now));
    held.filter_map(|report| book.release_of(report)).max()
}

/// When the next report that is ready and waits for its time is released; none where none waits.
pub fn next_release(book: &Book, now: Timestamp) -> Option<Timestamp> {
    let waiting = book.all_reports().filter(|report| is_ready(book, report) && is_held(book, report, now));
    waiting.filter_map(|report| book.release_of(report)).min()
}
