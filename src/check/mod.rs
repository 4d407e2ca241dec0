//! Book → findings. A check and its rules stand in the file of their subject; `checks` lists them.

pub(crate) mod prose;
mod context;
pub(crate) mod returns;
pub(crate) mod forms;
mod repeats;
pub(crate) mod release;
mod far_days;
pub(crate) mod narrative;
pub(crate) mod held_back;
pub mod severities;
pub mod waivers;
pub(crate) mod checks;
pub(crate) mod checked;

use jiff::civil::Date;

use crate::book::Book;
use crate::diagnostic::Diagnostic;
use crate::parse;
use checked::Checked;
use waivers::Outcome;

/// Checks every report of the book against itself and against the others, and its forms. `found` are the findings
/// of reading the book, `released` is what of it is published today.
pub fn check(book: &Book, released: &Book, today: Date, mut found: Vec<Diagnostic>) -> Outcome {
    found.extend(Checked::default().update(book).1);
    conclude(book, released, today, found)
}

/// The same where the findings of the reports' own checks are among those that were found.
pub(crate) fn conclude(book: &Book, released: &Book, today: Date, mut findings: Vec<Diagnostic>) -> Outcome {
    for check in checks::OF_BOOK {
        (check.run)(book, &mut findings);
    }
    narrative::figures_of_book::check(book, released, &mut findings);
    held_back::told::of_book(book, &mut findings);
    held_back::told::unreleased(book, released, &mut findings);
    far_days::check(book, today, &mut findings);
    held_back::exposed::check(book, released, &mut findings);
    release::sums(book, released, &mut findings);
    let Outcome { findings, waived } = waivers::apply((book, released), today, findings);
    let known: Vec<_> = checks::rules().chain(parse::rules::RULES.iter().copied()).map(|rule| rule.code).collect();
    Outcome { findings: severities::apply(book, &known, findings), waived }
}
