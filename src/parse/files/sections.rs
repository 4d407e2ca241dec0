//! `content/sections.yaml`: the sections that every report has.

use super::folders::{OF_CONTENT, read};
use super::text::words;
use crate::book::CanonicalSection;
use crate::book::narrative::Words;
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, flag, named, whole};
use crate::parse::tree::value::Key;
use crate::source::Sources;

/// The place of a section.
pub(crate) fn order() -> Kind<'static, i64> {
    let about = "The section's place: a lower number stands nearer to the top.";
    whole(i64::MIN..=i64::MAX, "").called("", about)
}

/// What could be read of the sections that every report has.
pub(crate) struct ReadSections {
    /// The sections, by their place.
    pub(crate) sections: Vec<CanonicalSection>,
    /// Whether there may be more, whose names could not be read.
    pub(crate) may_lack: bool,
}

/// The sections that every report has.
pub(crate) fn sections(sources: &Sources, findings: &mut Vec<Diagnostic>) -> ReadSections {
    let found = OF_CONTENT.find(sources, "content/", "sections.yaml");
    let read = found.and_then(|found| read(sources, found, &file(), findings));
    let mut read = read.unwrap_or_else(|| ReadSections { sections: Vec::new(), may_lack: found.is_some() });
    read.sections.sort_by_key(|section| section.order);
    read
}

/// `content/sections.yaml`.
pub(crate) fn file() -> Kind<'static, ReadSections> {
    record("`content/sections.yaml`", |fields| {
        let about = "The sections by the names of their files without `.md`.";
        let read = fields.may("sections", named(record("a section", section)).attempted(), about);
        let may_lack = fields.may_lack("sections", read.as_ref(), |section| section.key.is_empty());
        let sections = read.flatten().unwrap_or_default();
        let mut signed = sections.iter().filter_map(|section| section.signed);
        if let (Some(first), Some(second)) = (signed.next(), signed.next()) {
            let finding = rules::BAD_VALUE.at(second, "a report is signed in one section, and this is the second");
            let finding = finding.related(first, "the first one");
            fields.findings.push(finding.help("delete `signed: true` in one of the two"));
        }
        let sections = sections.into_iter().filter(|section| !section.key.is_empty());
        Some(ReadSections { sections: sections.collect(), may_lack })
    })
    .described("Sections", "The sections that every report has.")
}

fn section(fields: &mut Fields<'_>) -> Option<CanonicalSection> {
    let title = fields.need("title", words(), "The title for readers.");
    let order = fields.need("order", order(), "");
    let required = fields.may("required", flag(), "Whether a report without the section must say why.");
    let required = required.unwrap_or_default();
    let about = "Whether those who sign the report stand at the end of this section.";
    let signed = fields.may("signed", flag().placed(), about).filter(|signed| signed.value);
    // A section of which something cannot be read is one all the same: reports have its file.
    let Key { text: key, span } = fields.name()?;
    Some(CanonicalSection {
        title: title.unwrap_or_else(|| Words::new(&key, span)),
        order: order.unwrap_or_default(),
        required,
        signed: signed.map(|signed| signed.span),
        key,
    })
}
