//! TOML as the tree that YAML is read into: the only code that knows the TOML crate.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Key, Node, Value};
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
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
    let root = Value { node: map(file, table.into_inner()), span: Span::new(file, 0..text.len()) };
    faults.is_empty().then_some(root)
}

fn map(file: FileId, table: DeTable<'_>) -> Node {
    let entries = table.into_iter().map(|(key, value)| {
        let span = Span::new(file, key.span());
        (Key { text: key.into_inner().into_owned(), span }, self::value(file, value))
    });
    Node::Map(entries.collect())
}

fn value(file: FileId, value: Spanned<DeValue<'_>>) -> Value {
    let span = Span::new(file, value.span());
    let scalar = |text: String| Node::Scalar { text, plain: false, verbatim: false };
    let node = match value.into_inner() {
        DeValue::String(text) => scalar(text.into_owned()),
        DeValue::Integer(number) => scalar(number.to_string()),
        DeValue::Float(number) => scalar(number.to_string()),
        DeValue::Boolean(flag) => scalar(flag.to_string()),
        DeValue::Datetime(time) => scalar(time.to_string()),
        DeValue::Array(items) => Node::List(items.into_iter().map(|item| self::value(file, item)).collect()),
        DeValue::Table(table) => map(file, table),
    };
    Value { node, span }
}
