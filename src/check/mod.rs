//! Book → findings. Every rule is a row of [`rule::CHECKS`] and stands in the file of its subject.

pub mod prose;
pub mod survey;
pub mod returns;
pub mod narrative;
pub mod repeats;
pub mod severities;
pub mod waivers;
pub mod rule;
pub(crate) mod checked;

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
    returns::form::check(book, &mut findings);
    narrative::shared::check(book, &mut findings);
    narrative::links::check(book, &mut findings);
    if !std::ptr::eq(book, released) {
        narrative::references::held(book, released, &mut findings);
    }
    let known: Vec<_> = rule::RULES.into_iter().flatten().chain(parse::rules::RULES).map(|rule| rule.code).collect();
    let (findings, waived) = waivers::hear(book, today, findings);
    (severities::apply(book, &known, findings), waived)
}
