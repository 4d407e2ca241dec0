//! Book → findings. Every rule is a row of [`rule::CHECKS`] and stands in the file of its subject.

pub mod prose;
pub mod typed;
pub mod named;
pub mod survey;
pub mod culprit;
pub mod arithmetic;
pub mod relations;
pub mod rates;
pub mod completeness;
pub mod references;
pub mod dates;
pub mod placeholders;
pub mod figures;
pub mod percentages;
pub mod leads;
pub mod links;
pub mod language;
pub mod repeats;
pub mod years;
pub mod national;
pub mod form;
pub mod shared;
pub mod severities;
pub mod waivers;
pub mod rule;
pub mod checked;

use jiff::civil::Date;

use crate::book::Book;
use crate::diagnostic::Diagnostic;
use crate::parse;
use checked::Checked;

/// Checks every report of the book against itself and against the others, and its forms. `found` are the findings
/// of reading the book, `released` is what of it is published today. Gives what is left once settings and waivers have been heard,
/// and how many findings were waived.
pub fn check(book: &Book, released: &Book, today: Date, found: Vec<Diagnostic>) -> (Vec<Diagnostic>, usize) {
    judge(book, released, today, [found, Checked::default().update(book).1])
}

/// The same where the findings of the reports' own checks, which are the second ones, are at hand.
pub fn judge(
    book: &Book,
    released: &Book,
    today: Date,
    [found, checked]: [Vec<Diagnostic>; 2],
) -> (Vec<Diagnostic>, usize) {
    let mut findings = found;
    findings.extend(checked);
    form::check(book, &mut findings);
    shared::check(book, &mut findings);
    links::check(book, &mut findings);
    if !std::ptr::eq(book, released) {
        references::held(book, released, &mut findings);
    }
    let known: Vec<_> = rule::RULES.into_iter().flatten().chain(parse::rules::ALL).map(|rule| rule.code).collect();
    let (findings, waived) = waivers::hear(book, today, findings);
    (severities::apply(book, &known, findings), waived)
}
