//! Sections: Markdown files with optional front matter.

use jiff::civil::Date;

use super::folders::text_of;
use crate::book::narrative::{Asks, Block, Document, Inline, Seen, walk};
use crate::book::report::Section;
use crate::book::{CanonicalSection, SharedSection};
use crate::diagnostic::{Diagnostic, nearest};
use crate::parse::markdown::anchor;
use crate::parse::markdown::mask::Stand;
use crate::parse::markdown::picture;
use crate::parse::markdown::reader;
use crate::parse::rules;
use crate::parse::yaml::fields::{Fields, parsed, text};
use crate::parse::yaml::tree::{self, Yaml};
use crate::source::{FileId, Sources, Span};
use crate::typography::with_apostrophes;

/// What pages have anchors of their own for, and how the anchors of tables and charts begin.
const TAKEN: ([&str; 8], [&str; 2]) = (
    [
        "areas-of-the-period",
        "contents",
        "corrections",
        "how-this-area-compares",
        "main",
        "main-figures",
        "signatories",
        "trends-over-all-periods",
    ],
    ["table-", "chart-"],
);

/// A section of a report; one that cannot be read is there without its text. Canonical sections have their title and
/// place from the book, others from front matter.
pub fn section(
    sources: &Sources,
    file: FileId,
    canonical: &[CanonicalSection],
    findings: &mut Vec<Diagnostic>,
) -> Section {
    let key = stem(sources.path(file)).to_owned();
    let text = text_of(sources, file, findings);
    let (head, body) = text.map_or((Head::Unread, 0), |text| head(file, text, findings));
    let text = text.unwrap_or_default();
    let start = Span::new(file, 0..text.ceil_char_boundary(1));
    let known = canonical.iter().find(|section| section.key == key);
    let own = match known {
        Some(_) => {
            no_head(&head, findings);
            None
        }
        None => own_place(&head, &key, start, canonical, findings),
    };
    if let Some(help) = fault(&key) {
        let message = format!("`{key}.md` cannot be the name of a section");
        findings.push(Diagnostic::new(&rules::MISPLACED, Span::new(file, 0..0), message).help(help));
    }
    let known = known.map(|known| Place { title: known.title.clone(), order: known.order, is_appendix: false });
    let nowhere = || Place { title: key.clone(), order: 0, is_appendix: false };
    let Place { title, order, is_appendix } = known.or(own).unwrap_or_else(nowhere);
    let body = text_below(file, text, body, findings);
    Section { title, order, is_appendix, charts: charts(&body), body, key, span: start }
}

/// The keys of the charts that a text asks for, in its order.
fn charts(body: &[Block]) -> Vec<String> {
    let mut charts = Vec::new();
    walk(body, &mut |seen| {
        let Seen::Block(Block::Exhibit(reference)) = seen else { return };
        if let Asks::Chart(key) = &reference.asks {
            charts.push(key.clone());
        }
    });
    charts
}

/// Where a section stands in its report, and what it is called there.
struct Place {
    title: String,
    order: i64,
    is_appendix: bool,
}

/// The title and place of a section of the area's own.
fn own_place(
    head: &Head,
    key: &str,
    start: Span,
    canonical: &[CanonicalSection],
    findings: &mut Vec<Diagnostic>,
) -> Option<Place> {
    let mut missing = true;
    let mut is_appendix = false;
    let mut place = (None, None);
    if let Head::Read(matter) = head {
        let mut fields = Fields::new(matter, "the front matter", findings)?;
        let (title, order) = (fields.get("title"), fields.get("order"));
        missing = title.is_none() || order.is_none();
        let order = order.and_then(|order| text(order, "`order`", findings));
        place.0 = title.and_then(|title| text(title, "`title`", findings));
        place.1 = order.and_then(|(order, span)| parsed(order, span, "a whole number", findings));
        is_appendix = fields.flag("appendix", findings);
        fields.finish("the front matter of a section", findings);
    }
    if missing && !matches!(head, Head::Unread) {
        let mut finding =
            Diagnostic::new(&rules::MISSING_KEY, start, "a section of the area's own needs a title and a place");
        if let Some(near) = nearest(&key.to_lowercase(), canonical.iter().map(|section| section.key.as_str())) {
            finding = finding.help(format!("if it is a section that every report has, name the file `{near}.md`"));
        }
        findings.push(
            finding
                .help("begin the file with:\n---\ntitle: The section's title\norder: 550\n---")
                .help("sections stand in the order of these numbers; `content/sections.yaml` has those of the others"),
        );
    }
    Some(Place { title: with_apostrophes(place.0?.0), order: place.1?, is_appendix })
}

/// Names what a canonical section says of itself: it would be believed, and is not.
fn no_head(head: &Head, findings: &mut Vec<Diagnostic>) {
    let Head::Read(matter) = head else { return };
    let Some(mut fields) = Fields::new(matter, "the front matter", findings) else { return };
    for (key, value) in [("title", fields.get("title")), ("order", fields.get("order"))] {
        if let Some(value) = value {
            let message = format!("this section has its {key} from `content/sections.yaml`");
            let finding = Diagnostic::new(&rules::UNKNOWN_KEY, value.span, message);
            findings.push(finding.help(format!("delete the line `{key}: …`")));
        }
    }
    fields.finish("the front matter of a section", findings);
}

/// Why a section cannot have this key, which becomes an anchor on the page, and what to do.
fn fault(key: &str) -> Option<&'static str> {
    let is_taken = TAKEN.0.contains(&key) || TAKEN.1.iter().any(|start| key.starts_with(start));
    if !anchor::is_plain(key) {
        Some("name it in letters, digits and hyphens: `key-achievements`")
    } else {
        is_taken.then_some("pages use this name themselves: choose another")
    }
}

/// A section of national text.
pub fn shared(sources: &Sources, file: FileId, findings: &mut Vec<Diagnostic>) -> Option<SharedSection> {
    let text = text_of(sources, file, findings)?;
    let (head, body) = head(file, text, findings);
    let start = Span::new(file, 0..text.ceil_char_boundary(1));
    let matter = match head {
        Head::Read(matter) => matter,
        Head::Unread => return None,
        Head::None => {
            let finding =
                Diagnostic::new(&rules::MISSING_KEY, start, "shared text needs to say what it is and when it holds");
            findings.push(finding.help("begin the file with:\n---\nsection: what-is-mappa\ntitle: What MAPPA is\norder: 200\nvalid_from: 2008-04-01\n---"));
            return None;
        }
    };
    let mut fields = Fields::new(&matter, "the front matter", findings)?;
    let key = fields.need_text("section", findings);
    let title = fields.need_text("title", findings);
    fields.need("order", findings);
    let order = fields.number("order", findings);
    let from = fields.need_text("valid_from", findings);
    let valid_from = from.and_then(|text| day(text, findings));
    let to = fields.text("valid_to", findings);
    let valid_to = to.and_then(|text| day(text, findings));
    fields.finish("the front matter of shared text", findings);
    if let (Some((_, from)), Some((_, to)), Some(first), Some(last)) = (from, to, valid_from, valid_to)
        && last < first
    {
        let finding = Diagnostic::new(&rules::BAD_VALUE, to, "this text would hold on no day");
        findings.push(finding.related(from, "the first day").help("write a last day that follows the first"));
    }
    if let Some((key, span)) = key
        && let Some(help) = fault(key)
    {
        findings.push(Diagnostic::new(&rules::BAD_VALUE, span, format!("`{key}` cannot be a section")).help(help));
    }
    let body = text_below(file, text, body, findings);
    picture::none(&body, findings);
    let section = Section {
        key: key?.0.to_owned(),
        title: with_apostrophes(title?.0),
        order: order?,
        is_appendix: false,
        charts: charts(&body),
        body,
        span: start,
    };
    Some(SharedSection { section, valid_from: valid_from?, valid_to, span: start })
}

/// The words of a page that belongs to no report and so can refer to none. A book need not have them.
pub fn page(sources: &Sources, path: &str, name: &str, findings: &mut Vec<Diagnostic>) -> Document {
    let Some(file) = sources.find(path) else { return Document::new() };
    let Some(text) = text_of(sources, file, findings) else { return Document::new() };
    let (head, body) = head(file, text, findings);
    if let Head::Read(matter) = head {
        let finding = Diagnostic::new(&rules::UNKNOWN_KEY, matter.span, format!("{name} has no front matter"));
        findings.push(finding.help("delete the lines from `---` to `---`: its title is known"));
    }
    let body = text_below(file, text, body, findings);
    picture::none(&body, findings);
    walk(&body, &mut |seen| {
        if let Seen::Inline(Inline::Reference(reference)) | Seen::Block(Block::Exhibit(reference)) = seen {
            let finding = Diagnostic::new(
                &rules::BAD_REFERENCE,
                reference.span,
                format!("{name} belongs to no report, so no figure can be named here"),
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

/// What stands between `---` and `---` at the head of a file.
enum Head {
    /// Nothing.
    None,
    /// Something that cannot be read, as a finding says.
    Unread,
    /// Front matter.
    Read(Yaml),
}

/// The front matter of a file, and where the text below it begins.
fn head(file: FileId, text: &str, findings: &mut Vec<Diagnostic>) -> (Head, usize) {
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    let opening = text[bom..].split_inclusive('\n').next().unwrap_or_default();
    if opening.trim_end() != "---" {
        return (Head::None, bom);
    }
    let start = bom + opening.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let front = &text[start..at];
            let matter = (!front.trim().is_empty()).then(|| tree::parse(file, front, start, findings));
            return (matter.map_or(Head::None, |matter| matter.map_or(Head::Unread, Head::Read)), at + line.len());
        }
        at += line.len();
    }
    let span = Span::new(file, bom..bom + opening.trim_end().len());
    let finding = Diagnostic::new(&rules::SYNTAX, span, "what begins here is never closed");
    findings.push(finding.help("write a line `---` between the lines with `title:` and `order:` and the text"));
    (Head::Unread, text.len())
}

fn text_below(file: FileId, text: &str, from: usize, findings: &mut Vec<Diagnostic>) -> Document {
    reader::document(&text[from..], Stand::Exact(Span::new(file, from..text.len())), findings)
}

/// A file's name without folders and ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
