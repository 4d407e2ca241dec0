//! Sources → (Book, findings). Every fault is found in one go; what cannot be read is left out and named.

pub mod rules;
pub(crate) mod strange;
pub(crate) mod garbled;
mod encoding;
mod conflict;
pub(crate) mod tree;
pub mod shape;
pub(crate) mod drawing;
pub mod markdown;
pub mod files;
pub(crate) mod misnamed;
pub(crate) mod parsed;

use crate::book::Book;
use crate::book::report::Drawings;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

/// Reads the whole book. There is none where `book.toml` cannot be read.
pub fn parse(sources: &Sources) -> (Option<Book>, Vec<Diagnostic>) {
    parse_knowing(sources, Drawings::new())
}

/// The same, of a book of which some images were drawn before.
pub fn parse_knowing(sources: &Sources, drawn: Drawings) -> (Option<Book>, Vec<Diagnostic>) {
    let parsed = parsed::ParsedBook::knowing(drawn).update(sources);
    (parsed.book, parsed.findings)
}
