//! Entries one a line, told apart by where they begin.

use std::ops::Range;

use super::lines::{Line, lines};
use super::names;
use super::reader::Recovery;
use super::slip::{self, Entry};
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::tree::mapping::Mapping;
use crate::parse::tree::value::{Key, Node, Value};
use crate::parse::tree::yaml::events::{DEEPEST, Piece};
use crate::source::Span;

/// Reads a text that YAML gave up at a byte; a finding where it holds more than any file needs.
pub(crate) fn read(piece: Piece<'_>, at: usize, findings: &mut Vec<Diagnostic>) -> Result<Value, Box<Diagnostic>> {
    let lines = lines(piece.text);
    let first = lines.iter().position(|line| &piece.text[line.range()] != "---").unwrap_or(0);
    let mut recovery = Recovery::new(piece);
    let root = match &lines[first.min(lines.len())..] {
        [first, rest @ ..] => recovery.value(*first, rest, 0),
        [] => Value { node: Node::Unread, span: piece.span(0..0) },
    };
    if recovery.findings.is_empty() && recovery.stop.is_none() {
        let range = at.min(piece.text.len())..piece.text.len();
        let entry = Entry { piece, range, in_brackets: false, follows_text: false };
        recovery.findings.push(entry.slip());
    }
    // A sign that is named for what it does here is not named for its looks besides.
    let starts: Vec<_> = recovery.findings.iter().map(|finding| finding.span).collect();
    let covers =
        |span: Span| starts.iter().any(|start| span.file == start.file && span.range().contains(&start.range().start));
    findings.retain(|finding| finding.rule != &rules::BAD_CHARACTER || !covers(finding.span));
    findings.append(&mut recovery.findings);
    recovery.stop.map_or(Ok(root), Err)
}

/// What an entry was told to be.
enum Read {
    Entries(Vec<(Key, Value)>),
    Other(Value),
}

impl Recovery<'_> {
    /// Names a sign in front of a line that is no plain space: once, as it is the same in every line of a file that has it.
    fn odd_indent(&mut self, line: Line, opens: bool) {
        let Some(at) = line.odd else { return };
        let sign = self.text(at..line.start).chars().next().unwrap_or(' ');
        let before = self.odd.replace(sign);
        if before == Some(sign) {
            return;
        }
        let entry = Entry { piece: self.piece, range: line.range(), in_brackets: false, follows_text: false };
        let heads = |line: &str| line.trim_start_matches(' ').starts_with(sign);
        // The rest of a text is looked through once.
        let rest = self.piece.text.get(entry.range.end..).filter(|_| before.is_none()).unwrap_or_default();
        let others = rest.lines().filter(|line| heads(line)).count();
        let finding = if sign == '\t' { slip::tab(&entry, at, opens) } else { slip::odd_space(&entry, at, sign) };
        let all = || format!("such a sign stands at the head of {others} more lines below: replace them all in one go");
        self.find(if others > 0 { finding.help(all()) } else { finding });
    }

    /// The value that begins on a line.
    fn value(&mut self, first: Line, rest: &[Line], depth: usize) -> Value {
        let end = rest.last().map_or(first.end, |last| last.end);
        let span = self.piece.span(first.start..end);
        if depth > DEEPEST || self.stop.is_some() {
            self.slip(first.start..end, false, false);
            return Value { node: Node::Unread, span };
        }
        let text = self.piece.text;
        if text[first.range()].starts_with(['{', '[']) {
            return self.brackets(first.start, end, depth).0;
        }
        let node = if first.is_item(text) {
            Node::List(self.items(first, rest, depth))
        } else {
            let mut mapping = Mapping::default();
            self.entries(first, rest, depth, &mut mapping);
            Node::Map(mapping.entries)
        };
        Value { node, span }
    }

    /// Splits lines into groups of which each begins at the left edge of the first, and hands out each with its line.
    fn groups(
        &mut self,
        mut head: Line,
        mut rest: &[Line],
        depth: usize,
        begins: impl Fn(Line, Line, Line) -> bool,
        mut group: impl FnMut(&mut Self, Line, &[Line]),
    ) {
        let base = head.indent;
        let (first, opens) = (head.start, depth > 0);
        loop {
            let text = self.piece.text;
            let below = rest.first().copied().unwrap_or(head);
            let begins = |line: &Line| line.indent <= base && !line.is_closing(text) && begins(head, below, *line);
            let (own, others) = rest.split_at(rest.iter().position(begins).unwrap_or(rest.len()));
            self.odd_indent(head, opens && head.start == first);
            if head.indent < base && head.odd.is_none() {
                self.misplaced(head, base);
            }
            group(self, head, own);
            let [next, others @ ..] = others else { return };
            if self.stop.is_some() {
                return;
            }
            (head, rest) = (*next, others);
        }
    }

    /// Names a line that does not begin where those beside it do.
    fn misplaced(&mut self, line: Line, base: usize) {
        let word = names::name(self.piece.text, &line.range()).unwrap_or(line.start..line.start + 1);
        let message = format!(
            "this line begins in column {}, and what belongs beside it in column {}",
            line.indent + 1,
            base + 1
        );
        let finding = rules::SYNTAX.at(self.piece.span(word), message);
        self.findings
            .push(finding.help("lines that belong together begin in the same column, with spaces in front of them"));
    }

    fn entries(&mut self, first: Line, rest: &[Line], depth: usize, mapping: &mut Mapping) {
        let text = self.piece.text;
        // `name:` can be followed by a list at the same edge.
        let begins =
            |head: Line, below: Line, line: Line| !(line.is_item(text) && below.is_item(text) && is_open(text, head));
        let mut follows_text = false;
        self.groups(first, rest, depth, begins, |recovery, head, rest| {
            recovery.entry(head, rest, depth, follows_text, mapping);
            follows_text = ends_in_text(text, head);
        });
    }

    fn entry(&mut self, head: Line, rest: &[Line], depth: usize, follows_text: bool, mapping: &mut Mapping) {
        let text = self.piece.text;
        let head = self.without_dash(head);
        let end = rest.last().map_or(head.end, |last| last.end);
        match self.read(head, rest) {
            Some(Read::Entries(entries)) => {
                return entries.into_iter().for_each(|(key, value)| mapping.add(key, value, &mut self.findings));
            }
            _ if self.stop.is_some() => return,
            _ => {}
        }
        let named = names::named(text, &head.range());
        let piece = self.piece;
        let key = |range: Range<usize>| Key {
            text: text[range.clone()].trim_matches(['"', '\'']).trim().to_owned(),
            span: piece.span(range),
        };
        if let Some(named) = &named {
            let key = key(named.name.clone());
            let value = &text[named.value.min(head.end)..head.end];
            if value.starts_with(['{', '[']) {
                let (value, behind) = self.brackets(named.value, end, depth);
                mapping.add(key, value, &mut self.findings);
                return self.further(head, rest, behind, depth, mapping);
            }
            if let ([first, rest @ ..], true) = (rest, value.is_empty() || value.starts_with('#')) {
                let value = self.value(*first, rest, depth + 1);
                return mapping.add(key, value, &mut self.findings);
            }
        }
        if rest.first().is_some_and(|line| line.is_entry(text)) {
            if let Some(Read::Entries(entries)) = self.read(head, &[]) {
                entries.into_iter().for_each(|(key, value)| mapping.add(key, value, &mut self.findings));
                return self.further(head, rest, head.end, depth, mapping);
            }
            if let (Some(name), [first, rest @ ..]) = (names::name(text, &head.range()), rest) {
                let key = key(name);
                self.slip(head.range(), false, false);
                let value = self.value(*first, rest, depth + 1);
                return mapping.add(key, value, &mut self.findings);
            }
        }
        self.slip(head.start..end, false, follows_text);
        let name = named.map(|named| named.name).or_else(|| names::name(text, &head.range()));
        let name = name.unwrap_or(head.start..head.start);
        mapping.add_unread(&key(name.clone()).text, self.piece.span(name));
    }

    /// The line of an entry from its name on: a dash in front of it is named.
    fn without_dash(&mut self, head: Line) -> Line {
        let name = head.start + "- ".len();
        let is_dashed = self.text(head.range()).starts_with("- ");
        if !is_dashed || names::named(self.piece.text, &(name..head.end)).is_none() {
            return head;
        }
        let finding =
            rules::SYNTAX.at(self.piece.span(head.start..head.start + 1), "a dash in front of a name begins a list");
        self.find(finding.help("delete it, and the space behind it: no list stands here"));
        Line { start: name, ..head }
    }

    /// An entry as YAML reads it; none where it cannot.
    fn read(&mut self, head: Line, rest: &[Line]) -> Option<Read> {
        let end = rest.last().map_or(head.end, |last| last.end);
        let before = match head.odd {
            // In front of a single line nothing is needed.
            _ if rest.is_empty() => String::new(),
            None => " ".repeat(head.indent),
            Some(_) => return None,
        };
        Some(match self.whole(&before, head.start..end, "")? {
            Value { node: Node::Map(entries), .. } => Read::Entries(entries),
            other => Read::Other(other),
        })
    }

    /// Lines that stand further in than an entry to which they cannot belong.
    fn further(&mut self, head: Line, rest: &[Line], behind: usize, depth: usize, mapping: &mut Mapping) {
        let from = rest.iter().position(|line| line.start >= behind && !line.is_closing(self.piece.text));
        let Some([first, rest @ ..]) = from.map(|from| &rest[from..]) else { return };
        if first.odd.is_none() {
            self.misplaced(*first, head.indent);
        }
        if depth < DEEPEST {
            self.entries(*first, rest, depth + 1, mapping);
        }
    }

    fn items(&mut self, first: Line, rest: &[Line], depth: usize) -> Vec<Value> {
        let mut items = Vec::new();
        self.groups(
            first,
            rest,
            depth,
            |_, _, _| true,
            |recovery, head, rest| items.push(recovery.item(head, rest, depth)),
        );
        items
    }

    fn item(&mut self, head: Line, rest: &[Line], depth: usize) -> Value {
        let text = self.piece.text;
        let line = &text[head.range()];
        let mark = if head.is_item(text) { line.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let is_spaced = line.len() == mark || line[mark..].starts_with([' ', '\t']);
        if !line.starts_with('-') || !is_spaced {
            let range = head.start..head.start + mark.max(1);
            let range = range.start..text.ceil_char_boundary(range.end);
            let finding =
                rules::SYNTAX.at(self.piece.span(range), "an item of a list begins with a hyphen and a space");
            let place = if mark == 0 { "in front of it" } else { "in its place" };
            self.find(finding.help(format!("write `- ` {place}")));
        }
        let blanks = line[mark..].len() - line[mark..].trim_start_matches([' ', '\t']).len();
        let content = Line {
            start: head.start + mark + blanks,
            indent: head.indent + line[..mark].chars().count() + blanks,
            ..head
        };
        if content.start >= content.end {
            return match rest {
                [first, rest @ ..] => self.value(*first, rest, depth + 1),
                [] => self.unread(head.range()),
            };
        }
        match self.read(content, rest) {
            Some(Read::Other(value)) => value,
            Some(Read::Entries(entries)) => {
                let end = rest.last().map_or(content.end, |last| last.end);
                Value { node: Node::Map(entries), span: self.piece.span(content.start..end) }
            }
            None => self.value(Line { odd: None, ..content }, rest, depth + 1),
        }
    }
}

/// Whether a line names an entry and holds nothing of it.
fn is_open(text: &str, line: Line) -> bool {
    let value = names::named(text, &line.range()).map(|named| &text[named.value.min(line.end)..line.end]);
    value.is_some_and(|value| value.is_empty() || value.starts_with('#'))
}

/// Whether a line ends in text without quotes, which can go on in the next.
fn ends_in_text(text: &str, line: Line) -> bool {
    let value = names::named(text, &line.range()).map(|named| &text[named.value.min(line.end)..line.end]);
    value.is_some_and(|value| value.starts_with(|sign: char| sign.is_alphabetic()) && value.contains(' '))
}
