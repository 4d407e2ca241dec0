//! A mapping that is being read.

use std::collections::BTreeMap;

use super::value::{Key, Node, Value};
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::rules;
use crate::source::Span;

/// The entries of a mapping so far, with the place of each key: files can have thousands.
#[derive(Default)]
pub(crate) struct Mapping {
    pub(crate) entries: Vec<(Key, Value)>,
    keys: BTreeMap<String, Span>,
}

impl Mapping {
    /// Adds an entry. A key that is there already is a finding, and what stands under it is left out.
    pub(crate) fn add(&mut self, key: Key, value: Value, findings: &mut Vec<Diagnostic>) {
        if let Some(first) = self.keys.get(&key.text) {
            findings.push(twice(&key, *first));
        } else {
            self.keys.insert(key.text.clone(), key.span);
            self.entries.push((key, value));
        }
    }

    /// Adds what could not be read, under its name where it has one that is not taken.
    pub(crate) fn add_unread(&mut self, text: &str, span: Span) {
        if text.is_empty() || !self.keys.contains_key(text) {
            let key = Key { text: text.to_owned(), span };
            self.entries.push((key, Value { node: Node::Unread, span }));
            self.keys.insert(text.to_owned(), span);
        }
    }
}

/// The finding for a key that is there already.
pub(crate) fn twice(key: &Key, first: Span) -> Diagnostic {
    rules::DUPLICATE_KEY
        .at(key.span, format!("`{}` stands here twice", shown(&key.text)))
        .label("the second time")
        .related(first, "the first time")
        .help("keep the one that is right and delete the other")
}
