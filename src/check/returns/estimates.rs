//! Estimates of the residents that no report can need.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::Book;
use crate::check::context::BookCheck;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

rules! {
    ESTIMATE = "A109" "unused-estimate" Warning:
        "An estimate of how many people live somewhere is of a year far from every report.";
        "It is most likely a year that was typed wrongly, and a rate lacks the estimate that was meant.";
        "`north,2031,total,753733` in a book whose last report is that of 2020-21.";
        "Correct the year, or delete the line if no report needs it."
}

pub(crate) const CHECK: BookCheck = BookCheck { rules: RULES, run: check };

/// How many years an estimate may be older or younger than every report.
const FAR: u16 = 5;

/// Finds the years of which estimates are and near which no report is, each where it stands first.
fn check(book: &Book, findings: &mut Vec<Diagnostic>) {
    let years = || book.all_reports().map(|report| report.period.year().start_year());
    let (Some(first), Some(last)) = (years().min(), years().max()) else { return };
    let mut far: BTreeMap<u16, BTreeSet<Span>> = BTreeMap::new();
    let is_far = |year: u16| year < first.saturating_sub(FAR) || year > last.saturating_add(FAR);
    for estimate in book.populations.iter().filter(|estimate| is_far(estimate.mid_year)) {
        far.entry(estimate.mid_year).or_default().insert(estimate.span);
    }
    for (year, lines) in far {
        let Some(line) = lines.first() else { continue };
        let message = format!("no report is of a year near {year}: the reports begin in {first} and end with {last}");
        let finding = ESTIMATE.at(*line, message).help("correct the year, or delete the line if no report needs it");
        findings.push(match lines.len() {
            1 => finding,
            count => finding.help(format!("{count} lines are of this year")),
        });
    }
}
