//! What git leaves in a file where it could not put two versions together.

use std::borrow::Cow;
use std::ops::Range;

use super::rules;
use crate::diagnostic::{Diagnostic, shown};
use crate::source::{FileId, Span};

/// How many of its sign a marker begins with.
const SIGNS: usize = 7;

/// A line that git wrote.
struct Marker {
    /// `<`, `|`, `=` or `>`, in the order in which they stand.
    sign: u8,
    /// From the first sign to the end of the line, without what ends it.
    line: Range<usize>,
}

/// The text with the first version only of everything of which git left several, in which every byte keeps its place; a finding
/// for each such conflict. A marker whose others are gone is taken out alone.
pub(crate) fn first_version<'a>(file: FileId, text: &'a str, findings: &mut Vec<Diagnostic>) -> Cow<'a, str> {
    if !["<<<<<<<", ">>>>>>>"].iter().any(|signs| text.contains(signs)) {
        return Cow::Borrowed(text);
    }
    let (markers, mut at, mut gone) = (markers(text), 0, Vec::new());
    while let Some(first) = markers.get(at) {
        let block = block(&markers[at..]);
        at += block.len();
        let (Some(last), true) = (block.last(), block.iter().any(|marker| matches!(marker.sign, b'<' | b'>'))) else {
            continue;
        };
        let mut finding = finding(Span::new(file, first.line.clone()), &text[first.line.clone()]);
        if block.len() > 1 {
            finding = finding.related(Span::new(file, last.line.clone()), "the last of these lines");
        }
        findings.push(finding);
        match block {
            [Marker { sign: b'<', .. }, second, .., Marker { sign: b'>', .. }] => {
                gone.extend([first.line.clone(), second.line.start..last.line.end]);
            }
            _ => gone.extend(block.iter().map(|marker| marker.line.clone())),
        }
    }
    if gone.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(without(text, &gone)) }
}

/// The finding for a marker.
pub(crate) fn finding(span: Span, line: &str) -> Diagnostic {
    let message = format!("`{}` is a line of git, which left two versions of a text here", shown(line.trim_end()));
    rules::CONFLICT.at(span, message).help(
        "keep the lines that are right, and delete the others and those that begin with `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`",
    )
}

/// The sign of the marker that a line is, if it is one.
fn marker(line: &str) -> Option<u8> {
    let sign = *line.as_bytes().first()?;
    let behind = line.trim_start_matches(char::from(sign));
    let may_follow = if sign == b'=' { behind.trim().is_empty() } else { behind.is_empty() || behind.starts_with(' ') };
    (matches!(sign, b'<' | b'|' | b'=' | b'>') && line.len() - behind.len() == SIGNS && may_follow).then_some(sign)
}

/// Whether a line that is nothing else to its file is a marker.
pub(crate) fn is_marker(line: &str) -> bool {
    marker(line).is_some()
}

/// The markers of a text. A line of `=` under words is a heading to Markdown, and one of `|` a row of a table: such lines are
/// markers only beside others.
fn markers(text: &str) -> Vec<Marker> {
    let (mut markers, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let from = start + line.len() - line.trim_start_matches([' ', '\t']).len();
        start += line.len();
        if let Some(sign) = text.get(from..end).and_then(marker) {
            markers.push(Marker { sign, line: from..end });
        }
    }
    markers
}

/// The markers that belong with the first: up to the `>>>>>>>` that closes what it opens, or up to the next `<<<<<<<`.
fn block(markers: &[Marker]) -> &[Marker] {
    let ends = |(at, marker): (usize, &Marker)| match marker.sign {
        b'>' => Some(at + 1),
        b'<' if at > 0 => Some(at),
        _ => None,
    };
    &markers[..markers.iter().enumerate().find_map(ends).unwrap_or(markers.len())]
}

/// The text with empty lines in place of every byte in these ranges: spaces would be an indentation to YAML.
fn without(text: &str, gone: &[Range<usize>]) -> String {
    let (mut rest, mut from) = (String::with_capacity(text.len()), 0);
    for range in gone {
        rest.push_str(&text[from..range.start]);
        rest.extend(range.clone().map(|_| '\n'));
        from = range.end;
    }
    rest + &text[from..]
}
