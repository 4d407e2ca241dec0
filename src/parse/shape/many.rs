//! Kinds of value that are made of others: lists, names with values.

use std::slice;

use super::describe::{Holds, Known, Map, Shape};
use super::kind::{Kind, Place, wrong_type};
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::yaml::tree::{Key, Node, Notation, Yaml};

/// A list of values of one kind. A single text counts as a list of one.
pub struct Each<K>(pub K);

impl<K: Kind> Kind for Each<K> {
    type Value = Vec<K::Value>;

    fn read(&self, value: &Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<Self::Value> {
        let items = match &value.node {
            Node::List(items) => items,
            Node::Scalar { .. } => slice::from_ref(value),
            Node::Map(_) => {
                let list = match place.notation {
                    Notation::Yaml => "a list, one item a line after `- `",
                    Notation::Toml => "a list, in square brackets",
                };
                findings.push(wrong_type(value, place, list));
                return None;
            }
        };
        Some(items.iter().filter_map(|item| self.0.read(item, place, findings)).collect())
    }

    fn shape(&self, known: &Known<'_>) -> Shape {
        Shape::new(Holds::List(Box::new(self.0.shape(known))))
    }
}

/// Names that the author chooses, with values of one kind.
pub struct Named<K> {
    kind: K,
    most: Option<usize>,
    offers: fn(&Known<'_>) -> Option<Map>,
}

/// Names that the author chooses, with values of one kind.
pub fn named<K: Kind>(kind: K) -> Named<K> {
    Named { kind, most: None, offers: |_| None }
}

impl<K: Kind> Named<K> {
    /// With no more entries than these.
    #[must_use]
    pub fn at_most(mut self, most: usize) -> Self {
        self.most = Some(most);
        self
    }

    /// With the only names that make sense, where they are known.
    #[must_use]
    pub fn of(mut self, offers: fn(&Known<'_>) -> Option<Map>) -> Self {
        self.offers = offers;
        self
    }
}

impl<K: Kind> Kind for Named<K> {
    type Value = Vec<K::Value>;

    fn read(&self, value: &Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<Self::Value> {
        let entries = entries(value, place, findings)?;
        if let Some((key, _)) = self.most.and_then(|most| entries.get(most)) {
            let finding = Diagnostic::new(&rules::BAD_VALUE, key.span, format!("{place} has an entry too many"));
            findings.push(finding.help("keep one and delete the others"));
        }
        let read = |(key, value)| self.kind.read(value, Place { key, ..place }, findings);
        Some(entries.iter().map(|(key, value)| (key, value)).filter_map(read).collect())
    }

    fn shape(&self, known: &Known<'_>) -> Shape {
        let any = || Map { others: Some(Box::new(self.kind.shape(known))), most: self.most, ..Map::default() };
        Shape::new(Holds::Map((self.offers)(known).unwrap_or_else(any)))
    }
}

/// A record, or a text that stands for one.
pub struct TextOr<T, R>(pub T, pub R);

impl<T: Kind, R: Kind<Value = T::Value>> Kind for TextOr<T, R> {
    type Value = T::Value;

    fn read(&self, value: &Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<T::Value> {
        match value.node {
            Node::Map(_) => self.1.read(value, place, findings),
            _ => self.0.read(value, place, findings),
        }
    }

    fn shape(&self, known: &Known<'_>) -> Shape {
        let mut shape = self.1.shape(known);
        if let Holds::Map(map) = shape.holds {
            shape.holds = Holds::TextOr(map);
        }
        shape
    }
}

/// The entries of a value that should be names with values.
pub fn entries<'a>(value: &'a Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<&'a [(Key, Yaml)]> {
    if let Node::Map(entries) = &value.node {
        return Some(entries);
    }
    findings.push(wrong_type(value, place, &format!("names with values, as in `name{}value`", place.notation.sign())));
    None
}
