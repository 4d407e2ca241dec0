//! National text: it stands in many reports, so nothing in it may belong to one of them.

use super::{dates, placeholders};
use crate::book::Book;
use crate::check::context::BookCheck;
use crate::check::prose::passage;
use crate::check::returns::completeness;
use crate::diagnostic::Diagnostic;

rules! {
    DATED = "P104" "dated-shared-text" Error:
        "National text holds a typed first or last day of a reporting year.";
        "The text stands in the reports of many years, and is wrong in all but one of them.";
        "“The tables count people on 31 March 2014” in content/shared/.";
        "Write {{ period.end }} or {{ period.start }}: each report shows its own."
}

pub(crate) const CHECK: BookCheck = BookCheck { rules: RULES, run: check };

/// Checks every national text once, whatever reports it stands in.
fn check(book: &Book, findings: &mut Vec<Diagnostic>) {
    for shared in book.shared.iter() {
        findings.extend(completeness::without_text(&shared.section, true));
        for passage in passage::passages(&shared.section) {
            findings.extend(dates::days_of_a_year(&passage).map(|span| {
                DATED
                    .at(span, "this date is right in the reports of one year only")
                    .help("write `{{ period.end }}` or `{{ period.start }}`, which each report shows as its own")
            }));
            findings.extend(placeholders::in_passage(&passage));
        }
    }
}
