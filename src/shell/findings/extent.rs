//! Where a finding begins and ends, as other programs want it.

use serde::Serialize;

use crate::source::{Sources, Span};

/// The file and the stretch in it. Lines and columns count from 1, columns in characters; the end is the place just
/// behind the last character.
#[derive(Debug, Serialize)]
pub(super) struct Extent {
    /// Path inside the book, with `/`.
    pub(super) file: String,
    /// The line of the first character.
    pub(super) line: usize,
    /// The column of the first character.
    pub(super) column: usize,
    /// The line of the end.
    pub(super) end_line: usize,
    /// The column of the end.
    pub(super) end_column: usize,
}

/// The extent of a span.
pub(super) fn extent(sources: &Sources, span: Span) -> Extent {
    let start = sources.place(span);
    let end = sources.place(Span { start: span.end, ..span });
    Extent { file: start.path, line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}
