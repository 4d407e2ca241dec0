//! Every check of a book, in the order in which they run.

use super::context::{BookCheck, ReportCheck};
use super::forms::{form, form_periods, members};
use super::narrative::{
    dates, doubled, figures, language, leads, links, of_book, other_area, placeholders, references, structure,
    this_year,
};
use super::returns::{arithmetic, completeness, estimates, national, outside, parts_of_year, rates, relations, years};
use super::{far_days, held_back, release, repeats, severities, waivers};
use crate::diagnostic::Rule;

/// The checks of each report by itself.
pub(crate) const OF_REPORT: [ReportCheck; 20] = [
    arithmetic::CHECK,
    relations::CHECK,
    rates::CHECK,
    completeness::CHECK,
    references::CHECK,
    dates::of_period::CHECK,
    dates::calendar::CHECK,
    placeholders::CHECK,
    figures::CHECK,
    this_year::CHECK,
    structure::CHECK,
    leads::CHECK,
    language::CHECK,
    doubled::CHECK,
    other_area::CHECK,
    outside::CHECK,
    years::CHECK,
    national::CHECK,
    parts_of_year::CHECK,
    held_back::CHECK,
];

/// The checks of the book as a whole.
pub(crate) const OF_BOOK: [BookCheck; 6] =
    [form::CHECK, form_periods::CHECK, members::CHECK, estimates::CHECK, of_book::CHECK, release::CHECK];

/// The rules of every check, and those about links, repetitions, waivers and settings.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    let of_reports = OF_REPORT.into_iter().map(|check| check.rules);
    let all = of_reports.chain(OF_BOOK.into_iter().map(|check| check.rules));
    all.chain([links::RULES, repeats::RULES, far_days::RULES, waivers::RULES, severities::RULES]).flatten().copied()
}
