//! TOML as the tree that YAML is read into: the only code that knows the TOML crate.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::slip::{Entry, closing};
use crate::diagnostic::Diagnostic;
use crate::parse::tree::value::{Key, Node, Value};
use crate::parse::tree::{limits, mapping};
use crate::parse::{rules, strange};
use crate::source::{FileId, Span};

/// Parses a file. Where it is not TOML each of its lines is read by itself, and those that cannot be are named.
pub(crate) fn parse(file: FileId, text: &str, findings: &mut Vec<Diagnostic>) -> Value {
    if let Some(fault) = limits::too_large(file, text, 0) {
        findings.push(fault);
        return Value { node: Node::Unread, span: Span::new(file, 0..text.len()) };
    }
    let mut reader = Reader { file, text, offset: 0, findings };
    let fault = match DeTable::parse(text) {
        Ok(table) => return Value { node: reader.map(table.into_inner()), span: Span::new(file, 0..text.len()) },
        Err(fault) => fault,
    };
    let (before, range) = (reader.findings.len(), fault.span().unwrap_or(0..0));
    let root = reader.lines();
    if findings.len() == before {
        let finding = rules::SYNTAX.at(Span::new(file, range), "this cannot be read");
        findings.push(finding.help("an entry is a name, `=` and a value: `name = value`; text stands in quotes"));
    }
    root
}

/// A part of a file that is put together from its lines.
struct Part {
    span: Span,
    entries: Vec<(Key, Item)>,
    places: BTreeMap<String, usize>,
}

enum Item {
    Value(Value),
    Part(Part),
    /// Parts of one name, as `[[name]]` begins them.
    Parts(Vec<Part>),
}

impl Part {
    fn new(span: Span) -> Self {
        Part { span, entries: Vec::new(), places: BTreeMap::new() }
    }

    fn add(&mut self, key: Key, item: Item, findings: &mut Vec<Diagnostic>) {
        match self.places.get(&key.text) {
            Some(at) => findings.push(mapping::twice(&key, self.entries[*at].0.span)),
            None => {
                self.places.insert(key.text.clone(), self.entries.len());
                self.entries.push((key, item));
            }
        }
    }

    /// The part of a name in this one, made where it is not there; a further one where there can be several. None where
    /// something else has the name.
    fn inner(&mut self, key: &Key, is_further: bool) -> Option<&mut Part> {
        let at = *self.places.entry(key.text.clone()).or_insert_with(|| {
            let part = if is_further { Item::Parts(Vec::new()) } else { Item::Part(Part::new(key.span)) };
            self.entries.push((key.clone(), part));
            self.entries.len() - 1
        });
        match &mut self.entries.get_mut(at)?.1 {
            Item::Value(_) => None,
            Item::Part(part) => Some(part),
            Item::Parts(parts) => {
                if is_further {
                    parts.push(Part::new(key.span));
                }
                parts.last_mut()
            }
        }
    }

    fn value(self) -> Value {
        let value = |item| match item {
            Item::Value(value) => value,
            Item::Part(part) => part.value(),
            Item::Parts(parts) => {
                let span = parts.first().map_or(self.span, |part| part.span);
                Value { node: Node::List(parts.into_iter().map(Part::value).collect()), span }
            }
        };
        let entries = self.entries.into_iter().map(|(key, item)| (key, value(item)));
        Value { node: Node::Map(entries.collect()), span: self.span }
    }
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
    /// Where what is being read begins.
    offset: usize,
    findings: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn map(&mut self, table: DeTable<'_>) -> Node {
        let mut entry = |(key, value): (Spanned<_>, _)| {
            let (span, text) = self.text(key.span(), key.into_inner());
            (Key { text, span }, self.value(value))
        };
        let mut entries: Vec<_> = table.into_iter().map(&mut entry).collect();
        // The crate sorts them by name.
        entries.sort_by_key(|(key, _)| key.span);
        Node::Map(entries)
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.offset + range.start..self.offset + range.end)
    }

    /// A text with its place. What cannot be seen in it is a finding where it was typed by its number.
    fn text(&mut self, range: Range<usize>, text: Cow<'_, str>) -> (Span, String) {
        let span = self.span(range);
        self.findings.extend(strange::escaped(&text, self.text.get(span.range()).unwrap_or_default(), span));
        (span, text.into_owned())
    }

    fn value(&mut self, value: Spanned<DeValue<'_>>) -> Value {
        let range = value.span();
        let span = self.span(range.clone());
        let scalar = |text: String| Node::Scalar { text, plain: false, verbatim: false, comment: None };
        let node = match value.into_inner() {
            DeValue::String(text) => scalar(self.text(range, text).1),
            DeValue::Integer(number) => scalar(number.to_string()),
            DeValue::Float(number) => scalar(number.to_string()),
            DeValue::Boolean(flag) => scalar(flag.to_string()),
            DeValue::Datetime(time) => scalar(time.to_string()),
            DeValue::Array(items) => Node::List(items.into_iter().map(|item| self.value(item)).collect()),
            DeValue::Table(table) => self.map(table),
        };
        Value { node, span }
    }

    /// The file line by line: each entry by itself.
    fn lines(&mut self) -> Value {
        let (text, file) = (self.text, self.file);
        let mut root = Part::new(Span::new(file, 0..text.len()));
        let mut path: Vec<Key> = Vec::new();
        let mut begun: BTreeMap<String, Span> = BTreeMap::new();
        let before = self.findings.len();
        for range in entries(text) {
            if self.findings.len() - before >= limits::MOST_FINDINGS {
                self.findings.push(limits::too_many(Span::new(file, range)));
                break;
            }
            self.offset = range.start;
            let entry = Entry { file, text, range: range.clone() };
            let (table, faults) = DeTable::parse_recoverable(&text[range.clone()]);
            let is_head = text[range.clone()].starts_with('[');
            if !faults.is_empty() {
                self.findings.push(entry.slip());
            }
            if !is_head {
                let Some(part) = path.iter().try_fold(&mut root, |part, key| part.inner(key, false)) else { continue };
                if faults.is_empty() {
                    let Node::Map(read) = self.map(table.into_inner()) else { continue };
                    read.into_iter().for_each(|(key, value)| part.add(key, Item::Value(value), self.findings));
                } else {
                    let (key, span) = (entry.name(), Span::new(file, range));
                    let key = Key { text: text[key.clone()].to_owned(), span: Span::new(file, key) };
                    part.add(key, Item::Value(Value { node: Node::Unread, span }), self.findings);
                }
                continue;
            }
            let is_further = text[range.clone()].starts_with("[[");
            let name = entry.name();
            path = keys(file, text, name.clone());
            let span = Span::new(file, name.clone());
            if !is_further && let Some(first) = begun.insert(text[name].to_owned(), span) {
                let key = Key { text: path.last().map_or_else(String::new, |key| key.text.clone()), span };
                self.findings.push(mapping::twice(&key, first));
            }
            if let Some((last, above)) = path.split_last()
                && let Some(part) = above.iter().try_fold(&mut root, |part, key| part.inner(key, false))
            {
                part.inner(last, is_further);
            }
        }
        root.value()
    }
}

/// The keys of a path such as `accessibility.problems`.
fn keys(file: FileId, text: &str, name: Range<usize>) -> Vec<Key> {
    let mut at = name.start;
    let keys = text[name].split('.').map(|key| {
        let start = at;
        at += key.len() + 1;
        Key { text: key.to_owned(), span: Span::new(file, start..start + key.len()) }
    });
    keys.collect()
}

/// The entries of a text. A line that does not begin one goes on with the one above it, as do those of a text in three quotation
/// marks.
fn entries(text: &str) -> Vec<Range<usize>> {
    let (mut entries, mut at, mut is_open) = (Vec::<Range<usize>>::new(), 0, false);
    for line in text.split_inclusive('\n') {
        let from = at;
        at += line.len();
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') && !is_open {
            continue;
        }
        let range = from + line.len() - line.trim_start().len()..from + line.trim_end().len();
        // What begins an entry and stands in quotes is a name, with `=` behind it.
        let is_named =
            |words: &str| closing(words).is_some_and(|end| words[end + 1..].trim_start().starts_with(['=', ':']));
        let is_value = words.starts_with([']', '}', '{']) || words.starts_with(['"', '\'']) && !is_named(words);
        match entries.last_mut().filter(|_| is_open || is_value) {
            Some(last) => last.end = range.end,
            None => entries.push(range),
        }
        if (words.matches("\"\"\"").count() + words.matches("'''").count()) % 2 == 1 {
            is_open = !is_open;
        }
    }
    entries
}
