//! `[disclosure]`: how small figures are kept from readers.

use crate::book::period::Years;
use crate::book::settings::{Disclosure, Method};
use crate::parse::shape::fields::Fields;
use crate::parse::shape::kind::{choice, flag, period, whole};

/// Whether figures are rounded.
const METHODS: [(&str, bool, &str); 2] = [
    ("suppress", false, "Small figures are held back."),
    ("round", true, "All figures are rounded before they are handed in."),
];
/// Below which number figures are small, and to which they are rounded, unless the book says otherwise.
const USUAL_LIMIT: u64 = 5;
const MOST_LIMIT: i64 = 1_000;

/// `[disclosure]` of a book with these years.
pub(crate) fn disclosure(fields: &mut Fields<'_>, years: Years) -> Option<Disclosure> {
    let about = "What is done with small figures: held back if this is left out.";
    let rounds = fields.may("method", choice(&METHODS), about).unwrap_or_default();
    let above_zero = || whole(1..=MOST_LIMIT, "no limit of small figures is so large");
    let about = "Figures below this number are held back: `\"[c]\"` stands in their cells. What is held back must be able to have as many values, from all that is published; 5 if this is left out.";
    let below = fields.may("below", above_zero(), about).unwrap_or(USUAL_LIMIT);
    let with_zero = fields.may("zeros", flag(), "Whether zeros are held back too.").unwrap_or_default();
    let about = "With `round`, the number of which all figures are multiples; 5 if this is left out.";
    let to = fields.may("round_to", above_zero(), about).unwrap_or(USUAL_LIMIT);
    let about = "The first period whose figures are kept so; all if this is left out.";
    let from = fields.may("from", period(years), about);
    let method = if rounds { Method::Round { to } } else { Method::Suppress { below, with_zero } };
    Some(Disclosure { method, from })
}
