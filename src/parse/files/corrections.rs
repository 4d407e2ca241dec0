//! `content/corrections.yaml`: what changed in the book's own files since readers saw it.

use super::folders::{OF_CONTENT, read};
use super::text::words;
use crate::book::BookCorrection;
use crate::book::report::SCALES;
use crate::diagnostic::Diagnostic;
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, choice, day, each, text};
use crate::source::Sources;

/// The corrections of the book's own files.
pub(crate) fn corrections(sources: &Sources, findings: &mut Vec<Diagnostic>) -> Vec<BookCorrection> {
    let found = OF_CONTENT.find(sources, "content/", "corrections.yaml");
    found.and_then(|found| read(sources, found, &file(), findings)).unwrap_or_default()
}

/// `content/corrections.yaml`.
pub(crate) fn file() -> Kind<'static, Vec<BookCorrection>> {
    record("`content/corrections.yaml`", |fields| {
        let about = "What changed since readers saw it. What changed in a report stands in its report.yaml.";
        fields.need("corrections", each(record("a correction", correction)), about)
    })
    .described("Corrections", "What changed in the files of the whole book since readers saw it.")
}

fn correction(fields: &mut Fields<'_>) -> Option<BookCorrection> {
    let file = fields.need("file", text().placed(), "The file, as in `content/measures.yaml`.");
    let date = fields.need("date", day(), "The day on which it was corrected.");
    let scale = fields.need("scale", choice(&SCALES), "How grave the fault was.");
    let was = fields.need("was", words(), "What readers saw.");
    let now = fields.need("now", words(), "What they see now.");
    let reason = fields.need("reason", words(), "Why it was changed.");
    let file = file?;
    Some(BookCorrection {
        file: file.value,
        date: date?,
        scale: scale?,
        was: was?,
        now: now?,
        reason: reason?,
        span: file.span,
    })
}
