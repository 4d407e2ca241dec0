//! What is public now against what was public at the last release: what changed without a correction, and corrections without a
//! change.
//!
//! Larger than twelve files because reports, the book's own files and the words of both are compared by the same means.

mod wording;
mod words;
mod change;
pub(super) mod facts;
mod fact;
pub(super) mod of_book;
pub(super) mod shown;
pub(super) mod states;
mod withdrawn;
mod of_report;
mod book;
pub(super) mod comparison;
