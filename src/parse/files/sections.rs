//! `content/sections.yaml`: the sections that every report has.

use super::folders::{OF_CONTENT, read};
use super::text::words;
use crate::book::CanonicalSection;
use crate::diagnostic::Diagnostic;
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, flag, named, whole};
use crate::source::Sources;

/// The place of a section.
pub(crate) fn order() -> Kind<'static, i64> {
    let about = "The section's place: a lower number stands nearer to the top.";
    whole(i64::MIN..=i64::MAX, "").called("", about)
}

/// The sections that every report has, by their place.
pub(crate) fn sections(sources: &Sources, findings: &mut Vec<Diagnostic>) -> Vec<CanonicalSection> {
    let found = OF_CONTENT.find(sources, "content/", "sections.yaml");
    let mut sections = found.and_then(|found| read(sources, found, &file(), findings)).unwrap_or_default();
    sections.sort_by_key(|section| section.order);
    sections
}

/// `content/sections.yaml`.
pub(crate) fn file() -> Kind<'static, Vec<CanonicalSection>> {
    record("`content/sections.yaml`", |fields| {
        let about = "The sections by the names of their files without `.md`.";
        fields.may("sections", named(record("a section", section)), about)
    })
    .described("Sections", "The sections that every report has.")
}

fn section(fields: &mut Fields<'_>) -> Option<CanonicalSection> {
    let title = fields.need("title", words(), "The title for readers.");
    let order = fields.need("order", order(), "");
    let required = fields.may("required", flag(), "Whether a report without the section must say why.");
    let required = required.unwrap_or_default();
    Some(CanonicalSection { key: fields.name()?.text, title: title?, order: order?, required })
}
