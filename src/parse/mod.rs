//! Sources → (Book, findings). Every fault is found in one go; what cannot be read is left out and named.

pub mod rules;
pub(crate) mod strange;
pub(crate) mod garbled;
mod conflict;
pub(crate) mod tree;
pub mod shape;
pub mod markdown;
pub mod files;
pub(crate) mod parsed;

use crate::book::Book;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// Reads the whole book. There is none where `book.toml` cannot be read.
pub fn parse(sources: &Sources) -> (Option<Book>, Vec<Diagnostic>) {
    let parsed = parsed::ParsedBook::default().update(sources);
    (parsed.book, parsed.findings)
}
