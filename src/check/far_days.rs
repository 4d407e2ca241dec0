//! Days that lie so far ahead that a digit of their year is most likely wrong.

use jiff::civil::Date;
use jiff::{Span as Time, ToSpan};

use crate::book::Book;
use crate::diagnostic::Diagnostic;

rules! {
    FAR = "W104" "far-day" Warning:
        "A day lies years ahead of today.";
        "A site that was changed, or a fault that is excused, until such a day is most likely one with a digit that is wrong.";
        "`updated = 2041-10-30` in book.toml, written in 2014.";
        "Correct the year."
}

/// Days of the settings, of national text and of waivers against the day of the check.
pub(crate) fn check(book: &Book, today: Date, findings: &mut Vec<Diagnostic>) {
    let is_behind = |day: Date, time: Time| today.checked_add(time).is_ok_and(|last| day > last);
    let done = book.settings.publisher.done().map(|done| (done.on, done.span, 1.year()));
    let holding = book.shared.iter().map(|shared| (shared.valid_from, shared.since, 5.years()));
    let waivers = book.all_reports().flat_map(|report| &report.waivers);
    let waivers = waivers.map(|waiver| (waiver.until, waiver.span, 10.years()));
    for (day, span, _) in done.chain(holding).chain(waivers).filter(|(day, _, time)| is_behind(*day, *time)) {
        let finding = FAR.at(span, format!("{day} lies years ahead"));
        findings.push(finding.help("correct the year; digits in the wrong order are easily overlooked"));
    }
}
