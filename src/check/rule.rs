//! The table of rules.

use super::{arithmetic, completeness, references};
use crate::book::Book;
use crate::book::report::Report;
use crate::diagnostic::{Diagnostic, Rule};

/// A check: one report of a book, and where its findings go.
pub type Check = fn(&Book, &Report, &mut Vec<Diagnostic>);

/// The checks in the order in which they run.
pub const CHECKS: [Check; 3] = [arithmetic::check, completeness::check, references::check];

/// The rules of every check.
pub const RULES: [&[&Rule]; 3] = [arithmetic::RULES, completeness::RULES, references::RULES];
