//! What a file holds, each value with its place.
//!
//! A scalar keeps its text as it was typed, so that numbers are read from that and every finding can point at it.

use crate::source::Span;

/// A value with its place.
#[derive(Debug, Clone)]
pub(crate) struct Value {
    /// What it is.
    pub(crate) node: Node,
    /// Where it stands.
    pub(crate) span: Span,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    /// Text.
    Scalar {
        /// The text without quotes and escapes.
        text: String,
        /// Whether it was typed without quotes.
        plain: bool,
        /// Whether the text is byte for byte what stands in the file.
        verbatim: bool,
        /// What stands behind ` #` and so is none of it, where the text has no quotes.
        comment: Option<Span>,
    },
    /// A list.
    List(Vec<Value>),
    /// A mapping in the order of the file, each key once. What could not be read stands under its name, or under an empty one.
    Map(Vec<(Key, Value)>),
    /// Something that could not be read, as a finding says.
    Unread,
}

/// A key with its place.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    /// The key's text.
    pub(crate) text: String,
    /// Where it stands.
    pub(crate) span: Span,
}

impl Value {
    /// Whether it and all that stands in it could be read.
    pub(crate) fn is_whole(&self) -> bool {
        match &self.node {
            Node::Scalar { .. } => true,
            Node::List(items) => items.iter().all(Value::is_whole),
            Node::Map(entries) => entries.iter().all(|(_, value)| value.is_whole()),
            Node::Unread => false,
        }
    }
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// As YAML.
    Yaml,
    /// As TOML.
    Toml,
}

impl Notation {
    /// What stands between a name and its value.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Notation::Yaml => ": ",
            Notation::Toml => " = ",
        }
    }
}
