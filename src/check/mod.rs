//! Book → findings. Every rule is a row of [`rule::CHECKS`] and a file of its own.

pub mod arithmetic;
pub mod completeness;
pub mod references;
pub mod rule;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::book::Book;
use crate::book::report::Report;
use crate::diagnostic::Diagnostic;

/// Checks every report of the book against itself and against the others.
pub fn check(book: &Book, _today: Date) -> Vec<Diagnostic> {
    let reports: Vec<&Report> = book.reports.iter().chain(&book.national).collect();
    let found: Vec<Vec<Diagnostic>> = reports
        .par_iter()
        .map(|report| {
            let mut findings = Vec::new();
            for check in rule::CHECKS {
                check(book, report, &mut findings);
            }
            findings
        })
        .collect();
    found.into_iter().flatten().collect()
}
