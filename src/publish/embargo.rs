//! What is held until its day: it is checked like everything else, and leaves no trace in the site.
//!
//! A held report is taken out of the book before anything is rendered, so that no page, sum, comparison or download can
//! hold its name or its numbers. The nation's figures of the period are held with it: whoever has them and the figures
//! of the other areas has those of the held one by subtraction.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::book::Book;
use crate::book::report::Report;

/// The book without what is still held on a day. On the day of its embargo a report is published.
pub(crate) fn released(book: &Book, today: Date) -> Cow<'_, Book> {
    let is_held = |report: &Report| report.embargo.is_some_and(|day| today < day);
    if !book.all_reports().any(is_held) {
        return Cow::Borrowed(book);
    }
    let mut released = book.clone();
    let held: BTreeSet<_> = book.reports.iter().filter(|report| is_held(report)).map(|report| report.period).collect();
    released.reports.retain(|report| !is_held(report));
    released.national.retain(|report| !is_held(report) && !held.contains(&report.period));
    Cow::Owned(released)
}
