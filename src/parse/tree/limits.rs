//! How much a file of values may hold. One with more is not the file that was meant, and nobody reads on.

use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::source::{FileId, Span};

/// The most bytes of a file. Those of the sample book have a few thousand.
const MOST_BYTES: usize = 1 << 20;

/// The most findings about what cannot be read in a file that is read piece by piece.
pub(crate) const MOST_FINDINGS: usize = 1000;

/// The finding for a text with too many bytes, which begins at a byte of its file.
pub(crate) fn too_large(file: FileId, text: &str, offset: usize) -> Option<Diagnostic> {
    let place = Span::new(file, offset..offset + text.ceil_char_boundary(1));
    let finding = || rules::TOO_LARGE.at(place, "this file is too large to be read");
    (text.len() > MOST_BYTES).then(|| {
        finding().help(format!("a file of this kind may hold up to {MOST_BYTES} bytes; most have a few thousand"))
    })
}

/// The finding where a file is given up.
pub(crate) fn too_many(place: Span) -> Diagnostic {
    rules::TOO_LARGE
        .at(place, "too much above this place cannot be read")
        .help("put right what was found above first, or look whether this is the right file")
}
