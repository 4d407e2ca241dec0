//! The table of rules.

use super::survey::{Dossier, Survey};
use super::{
    arithmetic, completeness, dates, figures, form, language, leads, national, percentages, placeholders, rates,
    references, relations, repeats, severities, shared, waivers, years,
};
use crate::diagnostic::{Diagnostic, Rule};

/// A check: the reports of a book, the one to check, and where its findings go.
pub type Check = fn(&Survey<'_>, &Dossier<'_>, &mut Vec<Diagnostic>);

/// The checks in the order in which they run.
pub const CHECKS: [Check; 14] = [
    arithmetic::check,
    relations::check,
    rates::check,
    completeness::check,
    references::check,
    dates::check,
    placeholders::check,
    figures::check,
    percentages::check,
    leads::check,
    language::check,
    repeats::check,
    years::check,
    national::check,
];

/// The rules of every check.
pub const RULES: [&[&Rule]; 18] = [
    arithmetic::RULES,
    relations::RULES,
    rates::RULES,
    completeness::RULES,
    references::RULES,
    dates::RULES,
    placeholders::RULES,
    figures::RULES,
    percentages::RULES,
    leads::RULES,
    language::RULES,
    repeats::RULES,
    years::RULES,
    national::RULES,
    form::RULES,
    shared::RULES,
    severities::RULES,
    waivers::RULES,
];
