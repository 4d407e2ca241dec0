//! The table of rules.

use super::narrative::{dates, figures, language, leads, links, percentages, placeholders, references, shared};
use super::returns::{arithmetic, completeness, form, national, rates, relations, years};
use super::survey::Dossier;
use super::{repeats, severities, waivers};
use crate::diagnostic::{Diagnostic, Rule};

/// A check: the report to check, with the part of the book that it may look at, and where its findings go.
pub type Check = fn(&Dossier<'_>, &mut Vec<Diagnostic>);

/// The checks in the order in which they run. [`super::repeats`] alone compares all reports and runs after them.
pub const CHECKS: [Check; 13] = [
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
    years::check,
    national::check,
];

/// The rules of every check.
pub const RULES: [&[&Rule]; 19] = [
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
    links::RULES,
    language::RULES,
    repeats::RULES,
    years::RULES,
    national::RULES,
    form::RULES,
    shared::RULES,
    severities::RULES,
    waivers::RULES,
];
