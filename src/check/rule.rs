//! The table of rules.

use super::{arithmetic, completeness, references};
use crate::book::Book;
use crate::book::report::Report;
use crate::diagnostic::{Diagnostic, Rule};
use crate::parse;

/// A check: one report of a book, and where its findings go.
pub type Check = fn(&Book, &Report, &mut Vec<Diagnostic>);

/// The checks in the order in which they run.
pub const CHECKS: [Check; 3] = [arithmetic::check, completeness::check, references::check];

/// Every rule that a book can break, of every stage, in the order of their codes.
pub fn all() -> Vec<&'static Rule> {
    let theme = crate::theme::RULES;
    let own = arithmetic::RULES.iter().chain(completeness::RULES).chain(references::RULES);
    let mut all: Vec<_> = parse::rules::ALL.iter().chain(own).chain(theme).copied().collect();
    all.sort_by_key(|rule| rule.code);
    all
}
