//! What is public now against what was public at the last release: what changed without a correction, and corrections without a
//! change.

mod wording;
mod words;
mod change;
pub(super) mod facts;
mod fact;
pub(super) mod of_book;
pub(super) mod shown;
pub(super) mod states;
mod of_report;
mod book;
pub(super) mod comparison;
