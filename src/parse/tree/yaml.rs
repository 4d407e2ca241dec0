//! YAML → its values: the only code that knows the YAML crate. Anchors, aliases and tags are refused: a return needs none of
//! them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, Scanner, StrInput, Token, TokenType};

use super::value::{Key, Node, Value};
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::{rules, strange};
use crate::source::{FileId, Span};

const MOST_BYTES: usize = 1 << 20;
const DEEPEST: usize = 32;
const MOST_NODES: usize = 100_000;

/// Parses one document. `offset` is where `text` begins in the file.
pub(crate) fn parse(file: FileId, text: &str, offset: usize, findings: &mut Vec<Diagnostic>) -> Option<Value> {
    let span = Span::new(file, offset..offset + text.ceil_char_boundary(1));
    if text.len() > MOST_BYTES {
        findings.push(
            rules::TOO_LARGE
                .at(span, "this file is too large to be read")
                .help(format!("YAML files may hold up to {MOST_BYTES} bytes; a return has a few thousand")),
        );
        return None;
    }
    let read = plain_numbers(text);
    let mut builder = Builder { file, offset, text, read: &read, nodes: 0, stack: Vec::new(), root: None };
    for next in Parser::new_from_str_with_options(&read, options()) {
        let step = match next {
            Ok((event, span)) => builder.take(event, span.byte_range().unwrap_or(0..0), findings),
            Err(fault) => {
                let at = fault.marker().byte_offset().unwrap_or(text.len());
                Err(builder.syntax_fault(at, &fault.info()))
            }
        };
        if let Err(finding) = step {
            findings.push(finding);
            return None;
        }
    }
    let root = builder.root;
    if root.is_none() {
        findings.push(
            rules::EMPTY_FILE
                .at(span, "this file holds nothing")
                .help("write the values it should hold, or delete the file"),
        );
    }
    root
}

/// What stands before a token, as far as it matters to numbers in braces.
#[derive(Clone, Copy)]
enum Before {
    /// The colon behind a key.
    Colon,
    /// A number, or the bracket that closes the sign beside one.
    Number,
    /// The bracket that opens a sign beside a number, and where it stands.
    Bracket(usize),
    /// The sign in it.
    Sign(usize),
    /// The comma behind a number, and where it stands.
    Comma(usize),
    /// Anything else.
    Other,
}

/// Lets `{ total: 908 [e] }` be read, and `{ total: 1,239 }` be understood: inside braces YAML takes the bracket for a
/// list and the comma for the end of the value. Behind a number they are replaced by signs that mean nothing to YAML,
/// which keeps every place; the tree is filled from what was typed.
fn plain_numbers(text: &str) -> Cow<'_, str> {
    if !may_hold_numbers(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let (mut instead, mut braces, mut before) = (Vec::new(), Vec::new(), Before::Other);
    for token in Scanner::with_options(StrInput::new(text), options()) {
        // What cannot be read is reported by the parser, which comes by the same place.
        let Ok((span, token)) = token.map(Token::into_parts) else { break };
        let Some(range) = span.byte_range() else { break };
        match token {
            TokenType::FlowMappingStart => braces.push(true),
            TokenType::FlowSequenceStart => braces.push(false),
            TokenType::FlowMappingEnd | TokenType::FlowSequenceEnd => drop(braces.pop()),
            _ => {}
        }
        before = match (before, token) {
            (_, TokenType::Value) => Before::Colon,
            (Before::Colon, TokenType::Scalar(ScalarStyle::Plain, number))
                if number.starts_with(|sign: char| sign.is_ascii_digit()) && braces.last() == Some(&true) =>
            {
                Before::Number
            }
            (Before::Number, TokenType::FlowSequenceStart) => Before::Bracket(range.start),
            (Before::Bracket(open), TokenType::Scalar(ScalarStyle::Plain, _)) => Before::Sign(open),
            (Before::Bracket(open) | Before::Sign(open), TokenType::FlowSequenceEnd) => {
                instead.extend([(open, b'('), (range.start, b')')]);
                Before::Number
            }
            (Before::Number, TokenType::FlowEntry) => Before::Comma(range.start),
            (Before::Comma(comma), TokenType::Scalar(ScalarStyle::Plain, digits))
                if is_thousand(&digits) && text[comma + 1..range.start].bytes().all(|byte| byte == b' ') =>
            {
                instead.push((comma, b'_'));
                Before::Number
            }
            _ => Before::Other,
        };
    }
    if instead.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    instead.into_iter().for_each(|(at, sign)| bytes[at] = sign);
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether a digit is followed by a bracket, or by a comma and a digit: hardly any file has one, and no other needs to
/// be read twice.
fn may_hold_numbers(bytes: &[u8]) -> bool {
    let next = |at: usize| bytes[at + 1..].iter().copied().find(|byte| !matches!(byte, b' ' | b'\t'));
    let is_one = |at: usize| match next(at) {
        Some(b'[') => true,
        Some(b',') => {
            let comma = bytes[at + 1..].iter().position(|byte| *byte == b',').map_or(at, |further| at + 1 + further);
            next(comma).is_some_and(|byte| byte.is_ascii_digit())
        }
        _ => false,
    };
    (0..bytes.len()).any(|at| bytes[at].is_ascii_digit() && is_one(at))
}

/// Whether a text begins like what follows the comma of `1,239`: three digits and no more.
fn is_thousand(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 3
}

fn options() -> Options {
    granit_parser::options! { emit_comments: false, emit_anchor_events: true }
}

struct Builder<'a> {
    file: FileId,
    offset: usize,
    /// The text as it was typed.
    text: &'a str,
    /// The text as YAML reads it, byte for byte as long.
    read: &'a str,
    nodes: usize,
    stack: Vec<Open>,
    root: Option<Value>,
}

/// The entries of a mapping that is being read, with the place of each key: files can have thousands.
#[derive(Default)]
struct Mapping {
    entries: Vec<(Key, Value)>,
    keys: BTreeMap<String, Span>,
}

enum Open {
    List(usize, Vec<Value>),
    Map(usize, Mapping, Option<Key>),
}

impl Builder<'_> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start..self.offset + range.end)
    }

    fn take(
        &mut self,
        event: Event<'_>,
        range: std::ops::Range<usize>,
        findings: &mut Vec<Diagnostic>,
    ) -> Result<(), Diagnostic> {
        if event.tag().is_some() || matches!(event, Event::Alias(_) | Event::Anchor(..) | Event::UnresolvedAlias(_)) {
            return Err(rules::YAML_FEATURE
                .at(self.span(range), "anchors (`&`), aliases (`*`) and tags (`!`) are not used in these files")
                .help("write the value out; put text that begins with one of these signs in quotes"));
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                let span = self.span(range.clone());
                let typed = self.text.get(range.clone()).unwrap_or_default();
                findings.extend(strange::escaped(&text, typed, span));
                let text = if self.read.get(range) == Some(typed) {
                    text.into_owned()
                } else {
                    typed.split_whitespace().collect::<Vec<_>>().join(" ")
                };
                let verbatim = text == typed;
                self.place(Value { node: Node::Scalar { text, plain, verbatim }, span }, findings)
            }
            Event::SequenceStart(..) => self.open(Open::List(range.start, Vec::new()), range),
            Event::MappingStart(..) => self.open(Open::Map(range.start, Mapping::default(), None), range),
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(open) = self.stack.pop() else { return Ok(()) };
                let (start, node) = match open {
                    Open::List(start, items) => (start, Node::List(items)),
                    Open::Map(start, mapping, _) => (start, Node::Map(mapping.entries)),
                };
                let end = range.end.max(start);
                let end = start + self.text[start..end].trim_end().len();
                self.place(Value { node, span: self.span(start..end) }, findings)
            }
            Event::DocumentStart(..) if self.root.is_some() => Err(rules::SYNTAX.at(self.span(range),
                "a second document begins here",
            )
            .help(
                "a file holds one document: delete this `---` line and what follows, or move it to a file of its own",
            )),
            _ => Ok(()),
        }
    }

    fn open(&mut self, open: Open, range: std::ops::Range<usize>) -> Result<(), Diagnostic> {
        if self.stack.len() >= DEEPEST {
            let fault = rules::TOO_LARGE.at(self.span(range), "values are nested too deeply here");
            return Err(fault.help("a return is at most five levels deep; look for a bracket too many"));
        }
        self.stack.push(open);
        Ok(())
    }

    fn place(&mut self, value: Value, findings: &mut Vec<Diagnostic>) -> Result<(), Diagnostic> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            let fault = rules::TOO_LARGE.at(value.span, "this file holds too many values");
            return Err(fault.help(format!("files may hold up to {MOST_NODES} values")));
        }
        match self.stack.last_mut() {
            None => self.root = Some(value),
            Some(Open::List(_, items)) => items.push(value),
            Some(Open::Map(_, mapping, key @ None)) => match value.node {
                Node::Scalar { text, .. } => {
                    if let Some(first) = mapping.keys.get(&text) {
                        findings.push(
                            rules::DUPLICATE_KEY
                                .at(value.span, format!("`{}` stands here twice", shown(&text)))
                                .label("the second time")
                                .related(*first, "the first time")
                                .help("keep the one that is right and delete the other"),
                        );
                    }
                    *key = Some(Key { text, span: value.span });
                }
                Node::List(_) | Node::Map(_) => {
                    return Err(rules::SYNTAX
                        .at(value.span, "a list or mapping cannot be a key")
                        .help("write the name of the value before the colon; put it in quotes if it holds brackets"));
                }
            },
            Some(Open::Map(_, mapping, key)) => {
                if let Some(key) = key.take()
                    && !mapping.keys.contains_key(&key.text)
                {
                    mapping.keys.insert(key.text.clone(), key.span);
                    mapping.entries.push((key, value));
                }
            }
        }
        Ok(())
    }

    fn syntax_fault(&self, at: usize, info: &str) -> Diagnostic {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let line_start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let line = self.text[line_start..].lines().next().unwrap_or_default();
        let length = self.text[at..].chars().next().map_or(0, char::len_utf8);
        let fault = rules::SYNTAX.at(self.span(at..at + length), format!("this is not valid YAML: {info}"));
        let two_lines: usize = self.text[line_start..].split_inclusive('\n').take(2).map(str::len).sum();
        let around = &self.text[line_start..line_start + two_lines];
        if let Some(tab) = around.find('\t') {
            return rules::SYNTAX.at(self.span(line_start + tab..line_start + tab + 1),
                "a tab stands here",
            )
            .help("delete it: a line of this kind begins at the left edge, or in the same column as the lines that belong with it")
            .help("where a line has to stand further in, use spaces, two for each step");
        }
        let is_dash = |text: &str| text.starts_with('-') && text[1..].trim_start().starts_with([',', '}', '\r', '\n']);
        if is_dash(&self.text[at..]) {
            return rules::SYNTAX.at(self.span(at..at + 1), "a dash is not a figure")
                .help("write \"[z]\" if the question cannot arise (a dash on the form), \"[x]\" if the figure is not known, 0 only if there were none");
        }
        if let Some(quote) = around.find(['“', '”', '„']) {
            let place = self.span(line_start + quote..line_start + quote + '“'.len_utf8());
            return rules::SYNTAX
                .at(place, "a curly quotation mark stands here")
                .help("write straight ones, as in \"[z]\": word processors turn them, text editors do not");
        }
        let colons = line.matches(": ").count();
        match line.trim_start().strip_prefix('-') {
            Some("") => fault.help("write `[z]` where a figure does not apply, `[x]` where it is not known"),
            _ if colons > 1 && !line.contains('{') => {
                fault.help("put text that holds a colon in quotes: `title: \"Part 1: review\"`")
            }
            _ => fault.help(
                "look at this line and the one before it: indentation, a missing colon, an open quote or bracket",
            ),
        }
    }
}
