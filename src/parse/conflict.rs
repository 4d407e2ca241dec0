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
        let line = &text[first.line.clone()];
        let finding = rules::CONFLICT.at(
            Span::new(file, first.line.clone()),
            format!("`{}` is a line of git, which left two versions of a text here", shown(line.trim_end())),
        );
        let mut finding = finding.help(
            "keep the lines that are right, and delete the others and those that begin with `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`",
        );
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

/// The markers of a text. A line of `=` under words is a heading to Markdown, and one of `|` a row of a table: such lines are
/// markers only beside others.
fn markers(text: &str) -> Vec<Marker> {
    let (mut markers, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let from = start + line.len() - line.trim_start_matches([' ', '\t']).len();
        start += line.len();
        let bytes = text.as_bytes().get(from..end).unwrap_or_default();
        let count = bytes.first().map_or(0, |first| bytes.iter().take_while(|byte| *byte == first).count());
        let is_marker = count == SIGNS
            && match bytes[0] {
                b'<' | b'|' | b'>' => bytes.get(SIGNS).is_none_or(|byte| *byte == b' '),
                b'=' => bytes[SIGNS..].iter().all(|byte| *byte == b' '),
                _ => false,
            };
        if is_marker {
            markers.push(Marker { sign: bytes[0], line: from..end });
        }
    }
    markers
}

/// The markers that belong with the first: up to the `>>>>>>>` that closes what it opens, or up to the next `<<<<<<<`.
fn block(markers: &[Marker]) -> &[Marker] {
    let next = markers.iter().skip(1).position(|marker| marker.sign == b'<').map_or(markers.len(), |at| at + 1);
    let close = markers[..next].iter().position(|marker| marker.sign == b'>');
    &markers[..close.map_or(next, |at| at + 1)]
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
