//! Faults of templates as findings, at their places.

use std::collections::BTreeSet;
use std::iter::once;
use std::ops::Range;

use tera::ErrorKind;

use crate::diagnostic::{Diagnostic, shown};
use crate::source::{Sources, Span};

rules! {
    TEMPLATE = "T101" "template" Error:
        "A template of the book's theme has a fault.";
        "Pages that it makes would be broken or missing.";
        "`{{ page.titel }}` in a template.";
        "Correct the template. Delete it to use the one of the default theme."
}

/// The most of a template that a finding is about, in bytes.
const MOST: usize = 200;

/// The template that all pages extend.
const BASE: &str = "base.html";

/// A fault in a template: its name, what is wrong, and where.
struct Fault {
    template: String,
    message: String,
    place: Place,
}

/// A place in a template.
enum Place {
    Range(Range<usize>),
    /// Line and column in characters, both from 1, and how many characters.
    Line(usize, usize, usize),
    /// Where these words stand first.
    Words(String),
}

/// The faults that one error of the templates tells of, each at its place where the theme of the book in `folder` has the
/// template, else at `nowhere`.
pub(crate) fn findings(sources: &Sources, folder: &str, fault: &tera::Error, nowhere: Span) -> Vec<Diagnostic> {
    let found = |Fault { template, message, place }: Fault| {
        let own = sources.find(&format!("{folder}templates/{template}"));
        let span = own.map_or(nowhere, |file| {
            let text = sources.text(file).unwrap_or_default();
            // A mark at the head of the file is none of the template's.
            let head = text.len() - text.trim_start_matches('\u{feff}').len();
            let range = place.range(&text[head..]);
            // A tag that is never closed reaches to the end of the template: its first line says where to look.
            let line = text[head + range.start..head + range.end].lines().next().map_or(0, str::len);
            Span::new(file, head + range.start..text.floor_char_boundary(head + range.start + line.min(MOST)))
        });
        let name = if template.is_empty() { "a template".to_owned() } else { format!("the template `{template}`") };
        TEMPLATE
            .at(span, format!("{name} has a fault: {}", message.trim()))
            .help("correct the template, or delete it to use the one of the default theme")
    };
    let mut faults = faults(fault);
    let lacking = base(sources, folder).and_then(|base| without_blocks(base, &mut faults));
    lacking.into_iter().chain(faults.into_iter().map(found)).collect()
}

/// The template of the book's theme that all of its pages extend.
fn base(sources: &Sources, folder: &str) -> Option<Span> {
    Some(Span::new(sources.find(&format!("{folder}templates/{BASE}"))?, 0..0))
}

/// The finding for blocks that several templates fill and the one that they extend has not, in place of one for each of them.
fn without_blocks(base: Span, faults: &mut Vec<Fault>) -> Option<Diagnostic> {
    let block = |fault: &Fault| {
        Some(fault.message.strip_prefix("Block ")?.strip_suffix(" is not defined in any parent template")?.to_owned())
    };
    let blocks: Vec<_> = faults.iter().filter_map(block).collect();
    let missing: BTreeSet<_> =
        blocks.iter().filter(|own| blocks.iter().filter(|other| other == own).count() > 1).cloned().collect();
    if missing.is_empty() {
        return None;
    }
    faults.retain(|fault| block(fault).is_none_or(|block| !missing.contains(&block)));
    let names = missing.into_iter().collect::<Vec<_>>().join(", ");
    let finding = TEMPLATE.at(base, format!("the template `{BASE}` lacks blocks that other templates fill: {names}"));
    Some(finding.help("write them where they belong, each as in `{% block main %}{% endblock %}`, or delete the file to use the one of the default theme"))
}

fn faults(fault: &tera::Error) -> Vec<Fault> {
    let at = |template: &str, message: String, place| Fault { template: template.to_owned(), message, place };
    let one = match fault.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            at(report.filename(), report.message().to_owned(), Place::Range(report.span().range.clone()))
        }
        ErrorKind::MissingParent { current, parent } => {
            at(current, format!("there is no template `{parent}`"), Place::Words(parent.clone()))
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            at(tpl, "the template leads back to itself".to_owned(), Place::Words("extends".to_owned()))
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            at(tpl, "the template leads back to itself".to_owned(), Place::Words("include".to_owned()))
        }
        _ => {
            let text = fault.to_string();
            let reported = reported(&text);
            if !reported.is_empty() {
                return reported;
            }
            at("", shown(text.lines().next().unwrap_or_default()).into_owned(), Place::Range(0..0))
        }
    };
    vec![one]
}

/// The faults of a text in which tera reports what templates ask for and do not find, each as
///
/// ```text
/// error: Unknown filter `dat`
///  --> home.html:3:28
///   |
/// 3 | {{ page.title | dat }}
///   |                 ^^^
/// ```
fn reported(text: &str) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    let mut before = "";
    for line in text.lines() {
        let place = line.trim_start().strip_prefix("--> ").zip(before.strip_prefix("error: "));
        if let Some((place, message)) = place
            && let [column, line, template] = place.rsplitn(3, ':').collect::<Vec<_>>()[..]
            && let (Ok(line), Ok(column)) = (line.parse(), column.parse())
        {
            let place = Place::Line(line, column, 1);
            faults.push(Fault { template: template.to_owned(), message: message.to_owned(), place });
        } else if let Some(signs) = line.trim_start().strip_prefix('|').map(str::trim)
            && let Some(Fault { place: Place::Line(.., length), .. }) = faults.last_mut()
            && !signs.is_empty()
            && signs.bytes().all(|sign| sign == b'^')
        {
            *length = signs.len();
        }
        before = line;
    }
    faults
}

impl Place {
    /// The bytes in the text of a template.
    fn range(self, text: &str) -> Range<usize> {
        let range = match self {
            Place::Range(range) => range,
            Place::Words(words) => text.find(&words).map_or(0..0, |at| at..at + words.len()),
            Place::Line(line, column, length) => {
                let start = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
                let mut signs = text[start..]
                    .char_indices()
                    .map(|(at, _)| start + at)
                    .chain(once(text.len()))
                    .skip(column.saturating_sub(1));
                let from = signs.next().unwrap_or(text.len());
                from..signs.nth(length.saturating_sub(1)).unwrap_or(text.len())
            }
        };
        range.start.min(text.len())..range.end.min(text.len())
    }
}
