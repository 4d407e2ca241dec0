//! TOML as the tree that YAML is read into: the only code that knows the TOML crate.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Key, Node, Value};
use crate::diagnostic::Diagnostic;
use crate::parse::{rules, strange};
use crate::source::{FileId, Span};

/// Parses a file; a finding for every fault where it is not TOML.
pub(crate) fn parse(file: FileId, text: &str, findings: &mut Vec<Diagnostic>) -> Option<Value> {
    let (table, faults) = DeTable::parse_recoverable(text);
    findings.extend(faults.iter().map(|fault| {
        let range = fault.span().unwrap_or(0..text.len().min(1));
        let message = format!("this is not valid TOML: {}", fault.message());
        let finding = rules::SYNTAX.at(Span::new(file, range), message);
        finding.help("look at this line and the one before it: a missing `=`, an open quote or bracket, a name that is there twice")
    }));
    let mut reader = Reader { file, text, findings };
    let root = Value { node: reader.map(table.into_inner()), span: Span::new(file, 0..text.len()) };
    faults.is_empty().then_some(root)
}

struct Reader<'a> {
    file: FileId,
    text: &'a str,
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

    /// A text with its place. What cannot be seen in it is a finding where it was typed by its number.
    fn text(&mut self, range: Range<usize>, text: Cow<'_, str>) -> (Span, String) {
        let span = Span::new(self.file, range.clone());
        self.findings.extend(strange::escaped(&text, self.text.get(range).unwrap_or_default(), span));
        (span, text.into_owned())
    }

    fn value(&mut self, value: Spanned<DeValue<'_>>) -> Value {
        let range = value.span();
        let span = Span::new(self.file, range.clone());
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
}
