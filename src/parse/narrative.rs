//! Sections: Markdown files with optional front matter.

use jiff::civil::Date;

use super::fields::Fields;
use super::files::text_of;
use super::markdown;
use super::mask::Stand;
use super::{rules, yaml};
use crate::book::narrative::{Block, Document, Inline, Seen, walk};
use crate::book::report::Section;
use crate::book::{CanonicalSection, SharedSection};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Sources, Span};

/// A section of a report; one that cannot be read is there without its text. Canonical sections have their title and place from the book, others from front matter.
pub fn section(
    sources: &Sources,
    file: FileId,
    canonical: &[CanonicalSection],
    findings: &mut Vec<Diagnostic>,
) -> Section {
    let text = text_of(sources, file, findings).unwrap_or_default();
    let (front, body) = split(text);
    let start = Span::new(file, 0..text.len().min(1));
    let key = stem(sources.path(file)).to_owned();
    let known = canonical.iter().find(|section| section.key == key);
    let matter = front.and_then(|front| yaml::parse(file, &text[front.clone()], front.start, findings));
    let mut fields = matter.as_ref().and_then(|matter| Fields::new(matter, "the front matter", findings));
    let mut title = None;
    let mut order = None;
    if let Some(fields) = &mut fields {
        title = fields.text("title", findings).map(|(text, _)| text.to_owned());
        order = fields.number("order", findings);
    }
    if let Some(fields) = fields {
        fields.finish("the front matter of a section", findings);
    }
    if known.is_none() && (title.is_none() || order.is_none()) {
        findings.push(
            Diagnostic::new(&rules::MISSING_KEY, start, "a section of the area's own needs a title and a place")
                .help("begin the file with:\n---\ntitle: The section's title\norder: 550\n---")
                .help("sections stand in the order of these numbers; `content/sections.yaml` has those of the others"),
        );
    }
    Section {
        title: title.or_else(|| known.map(|known| known.title.clone())).unwrap_or_else(|| key.clone()),
        order: known.map(|known| known.order).or(order).unwrap_or(0),
        body: markdown::document(&text[body..], Stand::Exact(Span::new(file, body..text.len())), findings),
        key,
        span: start,
    }
}

/// A section of national text.
pub fn shared(sources: &Sources, file: FileId, findings: &mut Vec<Diagnostic>) -> Option<SharedSection> {
    let text = text_of(sources, file, findings)?;
    let (front, body) = split(text);
    let start = Span::new(file, 0..text.len().min(1));
    let Some(front) = front else {
        let finding =
            Diagnostic::new(&rules::MISSING_KEY, start, "shared text needs to say what it is and when it holds");
        findings.push(finding.help("begin the file with:\n---\nsection: what-is-mappa\ntitle: What MAPPA is\norder: 200\nvalid_from: 2008-04-01\n---"));
        return None;
    };
    let matter = yaml::parse(file, &text[front.clone()], front.start, findings)?;
    let mut fields = Fields::new(&matter, "the front matter", findings)?;
    let key = fields.need_text("section", findings);
    let title = fields.need_text("title", findings);
    fields.need("order", findings);
    let order = fields.number("order", findings);
    let valid_from = fields.need_text("valid_from", findings).and_then(|text| day(text, findings));
    let valid_to = fields.text("valid_to", findings).and_then(|text| day(text, findings));
    fields.finish("the front matter of shared text", findings);
    let section = Section {
        key: key?.0.to_owned(),
        title: title?.0.to_owned(),
        order: order?,
        body: markdown::document(&text[body..], Stand::Exact(Span::new(file, body..text.len())), findings),
        span: start,
    };
    Some(SharedSection { section, valid_from: valid_from?, valid_to, span: start })
}

/// The words of the home page, which belongs to no report and so can refer to none.
pub fn home(sources: &Sources, findings: &mut Vec<Diagnostic>) -> Document {
    let Some(file) = sources.find("content/home.md") else { return Document::new() };
    let Some(text) = text_of(sources, file, findings) else { return Document::new() };
    let body = markdown::document(text, Stand::Exact(Span::new(file, 0..text.len())), findings);
    walk(&body, &mut |seen| {
        if let Seen::Inline(Inline::Reference(reference)) | Seen::Block(Block::Exhibit(reference)) = seen {
            let finding = Diagnostic::new(
                &rules::BAD_REFERENCE,
                reference.span,
                "the home page belongs to no report, so no figure can be named here",
            );
            findings.push(finding.help("write the sentence without a figure"));
        }
    });
    body
}

/// A calendar day in ISO order.
pub fn day((text, span): (&str, Span), findings: &mut Vec<Diagnostic>) -> Option<Date> {
    let day = text.parse::<Date>().ok().filter(|_| text.len() == 10);
    if day.is_none() {
        let finding = Diagnostic::new(&rules::BAD_VALUE, span, format!("`{text}` is not a day"));
        findings.push(finding.help("write year, month and day: 2008-04-01"));
    }
    day
}

/// Where the front matter stands, if there is any, and where the text begins.
fn split(text: &str) -> (Option<std::ops::Range<usize>>, usize) {
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    let first = text[bom..].lines().next().unwrap_or_default();
    if first.trim_end() != "---" {
        return (None, bom);
    }
    let start = text[bom..].find('\n').map_or(text.len(), |end| bom + end + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return (Some(start..at), at + line.len());
        }
        at += line.len();
    }
    (None, bom)
}

/// A file's name without folders and ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
