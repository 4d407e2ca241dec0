//! A text as YAML reads it, as a whole or not at all: with `numbers.rs` the only code that knows the YAML crate. Anchors, aliases
//! and tags are refused: a return needs none of them.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

use super::numbers::{options, plain_numbers};
use super::signs;
use crate::diagnostic::Diagnostic;
use crate::parse::tree::mapping::Mapping;
use crate::parse::tree::value::{Key, Node, Value};
use crate::parse::{rules, strange};
use crate::source::{FileId, Span};

/// How deep values may be nested.
pub(super) const DEEPEST: usize = 32;
const MOST_NODES: usize = 100_000;

/// A text, and where in its file it begins.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) file: FileId,
    pub(super) offset: usize,
    pub(super) text: &'a str,
}

impl Piece<'_> {
    /// The span of a range of the text.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start..self.offset + range.end)
    }
}

/// Why a text could not be read.
pub(super) enum Stop {
    /// It is not written as these files are; YAML got so far.
    Fault(usize),
    /// It holds more than any file needs.
    TooMuch(Box<Diagnostic>),
}

/// Reads a text as YAML does, as a whole or not at all. `nodes` counts the values of the file.
pub(super) fn events(
    piece: &Piece<'_>,
    nodes: &mut usize,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<Value>, Stop> {
    let read = plain_numbers(piece.text);
    let mut builder =
        Builder { piece: *piece, read: &read, nodes: *nodes, stack: Vec::new(), root: None, findings: Vec::new() };
    for next in Parser::new_from_str_with_options(&read, options()) {
        match next {
            Ok((event, span)) => builder.take(event, span.byte_range().unwrap_or(0..0))?,
            Err(fault) => return Err(Stop::Fault(fault.marker().byte_offset().unwrap_or(piece.text.len()))),
        }
    }
    *nodes = builder.nodes;
    findings.append(&mut builder.findings);
    Ok(builder.root)
}

struct Builder<'a> {
    /// The text as it was typed.
    piece: Piece<'a>,
    /// The text as YAML reads it, byte for byte as long.
    read: &'a str,
    nodes: usize,
    stack: Vec<Open>,
    root: Option<Value>,
    findings: Vec<Diagnostic>,
}

enum Open {
    List(usize, Vec<Value>),
    Map(usize, Mapping, Option<Key>),
}

impl<'a> Builder<'a> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), Stop> {
        if event.tag().is_some() || matches!(event, Event::Alias(_) | Event::Anchor(..) | Event::UnresolvedAlias(_)) {
            return Err(Stop::Fault(range.start));
        }
        match event {
            Event::Scalar(text, style, ..) => self.scalar(&text, style, range),
            Event::SequenceStart(..) => self.open(Open::List(range.start, Vec::new()), range),
            Event::MappingStart(..) => self.open(Open::Map(range.start, Mapping::default(), None), range),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.stack.pop() else { return Ok(()) };
                let (start, node) = match open {
                    Open::List(start, items) => (start, Node::List(items)),
                    Open::Map(start, mapping, _) => (start, Node::Map(mapping.entries)),
                };
                let end = range.end.max(start);
                let end = start + self.piece.text[start..end].trim_end().len();
                self.place(Value { node, span: self.piece.span(start..end) })
            }
            // A second document.
            Event::DocumentStart(..) if self.root.is_some() => Err(Stop::Fault(range.start)),
            _ => Ok(()),
        }
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, range: Range<usize>) -> Result<(), Stop> {
        let plain = style == ScalarStyle::Plain;
        let is_key = matches!(self.stack.last(), Some(Open::Map(_, _, None)));
        // `>5` and `|` begin a text on the lines below: where there is none the sign is all that was typed.
        let is_on_lines = matches!(style, ScalarStyle::Folded | ScalarStyle::Literal);
        let (text, range) = if is_on_lines && text.is_empty() { self.head_of_text(range.start) } else { (text, range) };
        let typed = self.piece.text.get(range.clone()).unwrap_or_default();
        if plain && !signs::is_what_it_seems(self.piece.text, &range, is_key) {
            return Err(Stop::Fault(range.start));
        }
        if plain && is_key && typed.is_empty() {
            return Err(Stop::Fault(range.start));
        }
        let span = self.piece.span(range.clone());
        self.findings.extend(strange::escaped(text, typed, span));
        let is_text = plain && !is_key;
        if let Some(finding) = is_text.then(|| signs::in_curly_marks(self.piece.text, &range, span)).flatten() {
            self.findings.push(finding);
            return self.place(Value { node: Node::Unread, span });
        }
        let text = if self.read.get(range.clone()) == Some(typed) {
            text.to_owned()
        } else {
            typed.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let behind = if plain && !is_key { signs::comment_behind(self.piece.text, &range) } else { None };
        let comment = behind.clone().map(|range| self.piece.span(range));
        // `name: # none` is a comment on a value that is left out, and `name: #12` a value that begins with the sign.
        if typed.is_empty() && behind.is_some_and(|range| signs::is_glued(self.piece.text, &range)) {
            self.findings.extend(comment.map(|comment| signs::lost(comment, "")));
            return self.place(Value { node: Node::Unread, span });
        }
        let verbatim = text == typed;
        self.place(Value { node: Node::Scalar { text, plain, verbatim, comment }, span })
    }

    /// The line that begins a text on the lines below, from its sign on.
    fn head_of_text(&self, from: usize) -> (&'a str, Range<usize>) {
        let text = self.piece.text;
        let is_sign = |at: usize| text[at..].starts_with(['>', '|']);
        let behind = from + text[from..].len() - text[from..].trim_start_matches([' ', '\t']).len();
        let start = if is_sign(behind) { behind } else { text[..from].rfind(['>', '|']).unwrap_or(from) };
        let end = start + text[start..].lines().next().map_or(0, |line| line.trim_end().len());
        (&text[start..end], start..end)
    }

    fn open(&mut self, open: Open, range: Range<usize>) -> Result<(), Stop> {
        if self.stack.len() >= DEEPEST {
            let fault = rules::TOO_LARGE.at(self.piece.span(range), "values are nested too deeply here");
            let fault = fault.help("a return is at most five levels deep; look for a bracket too many");
            return Err(Stop::TooMuch(Box::new(fault)));
        }
        self.stack.push(open);
        Ok(())
    }

    fn place(&mut self, value: Value) -> Result<(), Stop> {
        count(&mut self.nodes, value.span)?;
        match self.stack.last_mut() {
            None => self.root = Some(value),
            Some(Open::List(_, items)) => items.push(value),
            Some(Open::Map(_, _, key @ None)) => match value.node {
                // Signs that cannot be seen are findings already.
                Node::Scalar { text, .. } => {
                    let text = text.replace(strange::is_hidden, "");
                    *key = Some(Key { text, span: value.span });
                }
                // A list or mapping cannot be a key.
                _ => return Err(Stop::Fault(0)),
            },
            Some(Open::Map(_, mapping, key)) => {
                if let Some(key) = key.take() {
                    mapping.add(key, value, &mut self.findings);
                }
            }
        }
        Ok(())
    }
}

/// Counts one more value of a file.
fn count(nodes: &mut usize, span: Span) -> Result<(), Stop> {
    *nodes += 1;
    if *nodes > MOST_NODES {
        let fault = rules::TOO_LARGE.at(span, "this file holds too many values");
        return Err(Stop::TooMuch(Box::new(fault.help(format!("files may hold up to {MOST_NODES} values")))));
    }
    Ok(())
}
