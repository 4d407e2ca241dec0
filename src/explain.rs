//! Every rule that a book can break, of every stage.

use crate::diagnostic::Rule;
use crate::{check, parse, render, theme};

/// The rules in the order of their codes.
pub fn rules() -> Vec<&'static Rule> {
    let stages = [parse::rules::ALL, theme::RULES, render::RULES];
    let mut rules: Vec<_> = stages.into_iter().chain(check::rule::RULES).flatten().copied().collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}
