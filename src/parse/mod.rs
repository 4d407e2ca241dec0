//! Sources → (Book, findings). Every fault is found in one go; what cannot be read is left out and named.

pub mod rules;
pub mod hidden;
pub mod yaml;
pub mod fields;
pub mod reference;
pub mod mask;
pub mod ledger;
pub mod names;
pub mod words;
pub mod picture;
pub mod anchor;
pub mod address;
pub mod html;
pub mod part;
pub mod slips;
pub mod markdown;
pub mod files;
pub mod text;
pub mod areas;
pub mod narrative;
pub mod axes;
pub mod charts;
pub mod tables;
pub mod forms;
pub mod populations;
pub mod publisher;
pub mod settings;
pub mod cells;
pub mod returns;
pub mod reports;
pub mod reading;

use crate::book::Book;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// Reads the whole book. There is none where `book.toml` cannot be read.
pub fn parse(sources: &Sources) -> (Option<Book>, Vec<Diagnostic>) {
    let reading = reading::Reading::default().again(sources, None);
    (reading.book, reading.findings)
}
