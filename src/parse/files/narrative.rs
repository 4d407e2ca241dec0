//! Sections: Markdown files with optional front matter.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::Date;

use super::folders::{OF_CONTENT, text_of};
use super::named::Named;
use super::sections::order;
use super::text::words;
use crate::book::narrative::{Asks, Block, Document, Inline, Seen, Words, walk};
use crate::book::report::Section;
use crate::book::{Book, SharedSection};
use crate::diagnostic::{Diagnostic, Severity};
use crate::link;
use crate::parse::markdown::anchor;
use crate::parse::markdown::picture;
use crate::parse::markdown::place::Stand;
use crate::parse::markdown::reader;
use crate::parse::rules;
use crate::parse::shape::fields::{self, record};
use crate::parse::shape::kind::{Kind, Text, day, flag, text_with};
use crate::parse::shape::meant::unknown;
use crate::parse::tree::value::{Node, Notation, Value};
use crate::parse::tree::yaml::document;
use crate::source::{FileId, Sources, Span};
use crate::text::normal;
use crate::text::typography::with_apostrophes;

/// A section of a report; one that cannot be read is there without its text. Canonical sections have their title and
/// place from the book, others from front matter.
pub(crate) fn section(sources: &Sources, named: &Named, book: &Book, findings: &mut Vec<Diagnostic>) -> Section {
    let (key, file) = (stem(&named.name).to_owned(), named.file);
    let before = findings.len();
    let text = if named.is_read { text_of(sources, file, findings) } else { None };
    let is_unread = text.is_none();
    let (head, body) = text.as_deref().map_or((Head::Unread, 0), |text| head(file, text, findings));
    let text = text.unwrap_or_default();
    let start = Span::new(file, 0..text.ceil_char_boundary(1));
    let known = book.canonical.iter().find(|section| section.key == key);
    let own = match known {
        Some(_) => {
            no_head(&head, findings);
            None
        }
        // It may be one that every report has.
        None if book.unread_sections && matches!(head, Head::None) => None,
        None if text.trim().is_empty() && !is_unread => {
            let finding = rules::EMPTY_FILE.at(start, "this file is empty");
            findings.push(finding.help("delete it; or write a section: `---`, its `title:` and `order:`, `---`, and its text, each on a line of its own"));
            None
        }
        None => own_place(&head, start, findings),
    };
    if let Some(help) = fault(&key).filter(|_| !is_unread) {
        let message = format!("`{key}.md` cannot be the name of a section");
        findings.push(rules::MISPLACED.at(Span::new(file, 0..0), message).help(help));
    }
    let known = known.map(|known| SectionHead { title: known.title.clone(), order: known.order, is_appendix: false });
    let nowhere = || SectionHead { title: Words::new(key.clone(), start), order: 0, is_appendix: false };
    let SectionHead { title, order, is_appendix } = known.or(own).unwrap_or_else(nowhere);
    let body = text_below(file, &text, body, findings);
    title_twice(&title, &body, findings);
    let spoiled = is_unread || findings.len() > before;
    Section { title, order, is_appendix, charts: charts(&body), body, spoiled, key, span: start }
}

/// Names a heading at the head of a section that says its title again.
fn title_twice(title: &str, body: &[Block], findings: &mut Vec<Diagnostic>) {
    let Some(Block::Heading { text, span, .. }) = body.first() else { return };
    let words = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let said = words(&anchor::plain(text));
    // A number that was typed before it says no more.
    let bare = said.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ')' | ':' | ' '));
    if [said.as_str(), bare].iter().any(|said| said.trim_end_matches(['.', ':']) == words(title)) {
        findings.retain(|finding| finding.span != *span || finding.rule.code != rules::BAD_HEADING.code);
        let finding = rules::BAD_HEADING.at(*span, "this heading says the title of the section again");
        findings.push(finding.help("delete the line: the title stands above the section already"));
    }
}

/// Names sections of one report that have one title, or one place.
pub(crate) fn alike(sections: &[Section], findings: &mut Vec<Diagnostic>) {
    let plain = |section: &Section| section.title.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut titles, mut orders) = (BTreeMap::new(), BTreeMap::new());
    for section in sections.iter().filter(|section| !section.spoiled) {
        let first = titles.entry(plain(section)).or_insert(section);
        if first.key != section.key {
            let message = format!("this section has the title of `{}.md`: {}", first.key, section.title);
            findings.push(
                rules::MISPLACED
                    .at(section.title.span, message)
                    .related(first.title.span, "the same title")
                    .help("if they are two versions of one text, put into one what it lacks, and delete the other")
                    .help("if both are meant, give each a title of its own"),
            );
            continue;
        }
        let first = orders.entry(section.order).or_insert(section);
        if first.key != section.key {
            let message = format!("this section has the place of `{}.md`: {}", first.key, section.order);
            let finding = rules::BAD_VALUE.at(section.span, message).related(first.span, "the same place");
            let finding = finding.help("give one of the two another `order`: a lower number stands nearer to the top");
            findings.push(Diagnostic { severity: Severity::Warning, ..finding });
        }
    }
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
pub(crate) struct SectionHead {
    title: Words,
    order: i64,
    is_appendix: bool,
}

/// The title and place of a section of the area's own.
fn own_place(head: &Head, start: Span, findings: &mut Vec<Diagnostic>) -> Option<SectionHead> {
    match head {
        Head::Read(matter) => {
            fields::read(&section_front_matter(|_| no_place(start)), matter, Notation::Yaml, findings)
        }
        Head::Unread => None,
        Head::None => {
            findings.push(no_place(start));
            None
        }
    }
}

/// The lines between `---` at the head of a section of an area's own, and the finding where it says too little.
pub(crate) fn section_front_matter<'k>(no_place: impl Fn(Span) -> Diagnostic + Copy + 'k) -> Kind<'k, SectionHead> {
    record("the front matter of a section", move |fields| {
        let title = fields.may("title", words(), "The title for readers.");
        let order = fields.may("order", order(), "");
        let about = "Whether the section is an appendix, which the build numbers.";
        let is_appendix = fields.may("appendix", flag(), about).unwrap_or_default();
        fields.any_of(&[&["title", "order"]], |span, _| no_place(span));
        Some(SectionHead { title: apostrophes(title?), order: order?, is_appendix })
    })
    .described("Front matter of a section", "The lines between `---` at the head of a section of an area's own, which needs a title and a place. A section that every report has needs none.")
}

/// The finding for a section of an area's own that does not say where it stands.
pub(crate) fn no_place(span: Span) -> Diagnostic {
    rules::MISSING_KEY
        .at(span, "a section of the area's own needs a title and a place")
        .help("begin the file with:\n---\ntitle: The section's title\norder: 550\n---")
        .help("sections stand in the order of these numbers; `content/sections.yaml` has those of the others")
}

/// Names what a canonical section says of itself: it would be believed, and is not.
fn no_head(head: &Head, findings: &mut Vec<Diagnostic>) {
    let Head::Read(matter) = head else { return };
    let Node::Map(entries) = &matter.node else { return };
    for (key, value) in entries {
        let name = &key.text;
        findings.push(if matches!(name.as_str(), "title" | "order") {
            let message = format!("this section has its {name} from `content/sections.yaml`");
            let finding = rules::UNKNOWN_KEY.at(value.span, message);
            finding.help(format!("delete the line `{name}: …`"))
        } else {
            unknown(&rules::UNKNOWN_KEY, key, "the front matter of a section", ["title", "order"].into_iter())
        });
    }
}

/// Why a section cannot have this key, which becomes an anchor on the page, and what to do.
fn fault(key: &str) -> Option<&'static str> {
    if !anchor::is_plain(key) {
        Some("name it in letters, digits and hyphens: `key-achievements`")
    } else {
        link::anchor::is_taken(key).then_some("pages use this name themselves: choose another")
    }
}

/// A section of national text.
pub(crate) fn shared(sources: &Sources, file: FileId, findings: &mut Vec<Diagnostic>) -> Option<SharedSection> {
    let before = findings.len();
    let text = text_of(sources, file, findings)?;
    let (head, body) = head(file, &text, findings);
    let start = Span::new(file, 0..text.ceil_char_boundary(1));
    let matter = match head {
        Head::Read(matter) => matter,
        Head::Unread => return None,
        Head::None => {
            let finding = rules::MISSING_KEY.at(start, "shared text needs to say what it is and when it holds");
            findings.push(finding.help("begin the file with:\n---\nsection: about-us\ntitle: About us\norder: 200\nvalid_from: 2008-04-01\n---"));
            return None;
        }
    };
    let front = fields::read(&shared_front_matter(), &matter, Notation::Yaml, findings);
    let body = text_below(file, &text, body, findings);
    picture::none(&body, findings);
    let Front { key, title, order, valid_from, since, valid_to } = front?;
    let spoiled = findings.len() > before;
    let section = Section { key, title, order, is_appendix: false, charts: charts(&body), body, spoiled, span: start };
    Some(SharedSection { section, valid_from, since, valid_to, span: start })
}

/// What national text says of itself.
pub(crate) struct Front {
    key: String,
    title: Words,
    order: i64,
    valid_from: Date,
    since: Span,
    valid_to: Option<Date>,
}

/// The lines between `---` at the head of national text.
pub(crate) fn shared_front_matter() -> Kind<'static, Front> {
    record("the front matter of shared text", |fields| {
        let key = fields.need("section", text_with(section_key), "The section's key.");
        let title = fields.need("title", words(), "The title for readers.");
        let order = fields.need("order", order(), "");
        let from = fields.need("valid_from", day().placed(), "The first day on which the text holds.");
        let about = "The last day on which the text holds. Left out while it holds.";
        let to = fields.may("valid_to", day().placed(), about);
        if let (Some(from), Some(to)) = (&from, &to)
            && to.value < from.value
        {
            let finding = rules::BAD_VALUE.at(to.span, "this text would hold on no day");
            let finding = finding.related(from.span, "the first day");
            fields.findings.push(finding.help("write a last day that follows the first"));
        }
        Some(Front {
            key: key?,
            title: apostrophes(title?),
            order: order?,
            since: from.as_ref()?.span,
            valid_from: from?.value,
            valid_to: to.map(|day| day.value),
        })
    })
    .described(
        "Front matter of shared text",
        "The lines between `---` at the head of national text, which say when it holds.",
    )
}

/// A title with the apostrophes that belong between letters.
fn apostrophes(title: Words) -> Words {
    Words::new(with_apostrophes(&title), title.span)
}

fn section_key(text: Text<'_>, findings: &mut Vec<Diagnostic>) -> Option<String> {
    if let Some(help) = fault(text.text) {
        findings.push(*text.refuse(format!("`{}` cannot be a section", text.text), help));
    }
    Some(text.text.to_owned())
}

/// The words of a page that belongs to no report and so can refer to none. A book need not have them.
pub(crate) fn page(sources: &Sources, file: &str, name: &str, findings: &mut Vec<Diagnostic>) -> Document {
    let Some(file) = OF_CONTENT.find(sources, "content/", file) else { return Document::new() };
    let Some(text) = text_of(sources, file, findings) else { return Document::new() };
    let (head, body) = head(file, &text, findings);
    if let Head::Read(matter) = head {
        let finding = rules::UNKNOWN_KEY.at(matter.span, format!("{name} has no front matter"));
        findings.push(finding.help("delete the lines from `---` to `---`: its title is known"));
    }
    let body = text_below(file, &text, body, findings);
    picture::none(&body, findings);
    walk(&body, &mut |seen| {
        if let Seen::Inline(Inline::Reference(reference)) | Seen::Block(Block::Exhibit(reference)) = seen {
            let finding = rules::BAD_REFERENCE
                .at(reference.span, format!("{name} belongs to no report, so no figure can be named here"));
            findings.push(finding.help("write the sentence without a figure"));
        }
    });
    body
}

/// What stands between `---` and `---` at the head of a file.
enum Head {
    /// Nothing.
    None,
    /// Something that cannot be read, as a finding says.
    Unread,
    /// Front matter.
    Read(Value),
}

/// The front matter of a file, and where the text below it begins.
fn head(file: FileId, text: &str, findings: &mut Vec<Diagnostic>) -> (Head, usize) {
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = normal::lines(&text[bom..]).map(|(line, next)| (bom + line.start..bom + line.end, bom + next));
    let is_fence = |line: &Range<usize>| text[line.clone()].trim_end() == "---";
    let opening = lines.next().filter(|(line, _)| is_fence(line));
    let closing = opening.as_ref().and_then(|_| lines.find(|(line, _)| is_fence(line)));
    let read = |front: Range<usize>, findings: &mut Vec<Diagnostic>| {
        let front = (front.start, &text[front]);
        let matter = (!front.1.trim().is_empty()).then(|| document::parse(file, front.1, front.0, findings));
        matter.map_or(Head::None, |matter| matter.map_or(Head::Unread, Head::Read))
    };
    if let (Some((_, start)), Some((closing, below))) = (&opening, closing) {
        return (read(*start..closing.start, findings), below);
    }
    if let Some(Misread { keys, below, wrong, message, help }) = misread(text, bom) {
        findings.push(rules::SYNTAX.at(Span::new(file, wrong), message).help(help));
        return (read(keys, findings), below);
    }
    let Some((opening, _)) = opening else { return (Head::None, bom) };
    let finding = rules::SYNTAX.at(Span::new(file, opening), "what begins here is never closed");
    findings.push(finding.help("write a line `---` between the lines with `title:` and `order:` and the text"));
    (Head::Unread, text.len())
}

/// The head of a section that is nearly written as one: its keys, where the text below it begins, and what is wrong.
struct Misread {
    keys: Range<usize>,
    below: usize,
    wrong: Range<usize>,
    message: &'static str,
    help: &'static str,
}

/// The keys at the head of a text that do not stand between two lines `---`: an empty line stands before them, or the signs of a line
/// are others, as word processors and other programs make them.
fn misread(text: &str, from: usize) -> Option<Misread> {
    const KEYS: [&str; 6] = ["title", "order", "appendix", "section", "valid_from", "valid_to"];
    let is_row = |line: &str| {
        let signs = line.trim().trim_end_matches("yaml");
        !signs.is_empty() && signs.chars().all(|sign| "-–—−+`~_".contains(sign))
    };
    let mut lines = text[from..].split_inclusive('\n').scan(from, |at, line| {
        *at += line.len();
        Some((*at - line.len()..*at, line))
    });
    let (mut before, mut keys, mut rows) = (Vec::new(), from..from, Vec::new());
    let mut below = text.len();
    for (range, line) in &mut lines {
        let is_key = KEYS
            .iter()
            .filter_map(|key| line.strip_prefix(key))
            .any(|behind| behind.trim_start().starts_with([':', '=']));
        if keys.is_empty() && !is_key && (line.trim().is_empty() || is_row(line)) {
            before.push((range, line.trim()));
        } else if rows.is_empty() && is_key {
            keys = if keys.is_empty() { range } else { keys.start..range.end };
        } else if !keys.is_empty() && is_row(line) {
            rows.push((range, line.trim()));
        } else {
            below = range.start;
            break;
        }
    }
    let is_right = |(_, line): &&(Range<usize>, &str)| *line == "---";
    let first = before.first().cloned();
    let last = rows.iter().find(|row| !is_right(row)).cloned();
    let (wrong, message, help) = match first.filter(|first| !is_right(&first)).or(last.clone()) {
        _ if keys.is_empty() || rows.is_empty() => return None,
        None => (
            keys.clone(),
            "the line `---` that begins the head of a section is missing",
            "write `---` on a line of its own above this one",
        ),
        Some((range, "")) => (
            range,
            "an empty line stands above the head of the section",
            "delete it: the first line of the file is `---`",
        ),
        Some((range, _)) => (
            range,
            "the head of a section begins and ends with a line `---`, and other signs stand here",
            "write `---` above the line `title:` and below the line `order:`, three hyphens each, and delete other rows of signs",
        ),
    };
    let wrong = wrong.start..wrong.start + text[wrong].lines().next().map_or(0, |line| line.trim_end().len());
    Some(Misread { keys, below, wrong, message, help })
}

fn text_below(file: FileId, text: &str, from: usize, findings: &mut Vec<Diagnostic>) -> Document {
    reader::document(&text[from..], Stand::Exact(Span::new(file, from..text.len())), findings)
}

/// A file's name without folders and ending.
pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
