//! What a kind of value is: it reads a value, with a finding where it is another, and describes itself.

use std::fmt::{self, Display};

use super::describe::{Holds, Known, Shape};
use crate::diagnostic::{Diagnostic, Rule, nearest, shown};
use crate::parse::rules;
use crate::parse::yaml::tree::{Key, Node, Notation, Yaml};
use crate::source::Span;

/// A kind of value.
pub trait Kind: Sized {
    /// What is read.
    type Value;

    /// Reads a value.
    fn read(&self, value: &Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<Self::Value>;

    /// What can stand there.
    fn shape(&self, known: &Known<'_>) -> Shape;

    /// An item of a list, or a value under a name that the author chooses: called `what` in findings, and with words of its own.
    fn called(self, what: &'static str, about: &'static str) -> Called<Self> {
        Called { kind: self, what, about }
    }

    /// With its key and its place.
    fn placed(self) -> WithPlace<Self> {
        WithPlace(self)
    }

    /// Described by what is known beyond the file, where that says more than the file's reader asks for.
    fn offering(self, offers: fn(&Known<'_>) -> Option<Holds>) -> Offering<Self> {
        Offering(self, offers)
    }
}

/// Where a value stands.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The key under which it stands; an empty one for a whole file.
    pub key: &'a Key,
    /// What it is, where it is not simply what stands under the key; may be empty.
    pub what: &'a str,
    /// How its file is written.
    pub notation: Notation,
}

impl Display for Place<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.what.is_empty() { write!(out, "`{}`", self.key.text) } else { out.write_str(self.what) }
    }
}

/// A kind with a name for findings and words of its own.
pub struct Called<K> {
    kind: K,
    what: &'static str,
    about: &'static str,
}

impl<K: Kind> Kind for Called<K> {
    type Value = K::Value;

    fn read(&self, value: &Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<K::Value> {
        self.kind.read(value, Place { what: self.what, ..place }, findings)
    }

    fn shape(&self, known: &Known<'_>) -> Shape {
        self.kind.shape(known).about(self.about)
    }
}

/// A value with its key and its place.
pub struct Placed<T> {
    /// The key under which it stands.
    pub key: Key,
    /// Where it stands.
    pub span: Span,
    /// The value.
    pub value: T,
}

/// A kind that is read with its key and its place.
pub struct WithPlace<K>(K);

impl<K: Kind> Kind for WithPlace<K> {
    type Value = Placed<K::Value>;

    fn read(&self, value: &Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<Self::Value> {
        let span = value.span;
        self.0.read(value, place, findings).map(|value| Placed { key: place.key.clone(), span, value })
    }

    fn shape(&self, known: &Known<'_>) -> Shape {
        self.0.shape(known)
    }
}

/// A kind that is described by what is known beyond the file.
pub struct Offering<K>(K, fn(&Known<'_>) -> Option<Holds>);

impl<K: Kind> Kind for Offering<K> {
    type Value = K::Value;

    fn read(&self, value: &Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<K::Value> {
        self.0.read(value, place, findings)
    }

    fn shape(&self, known: &Known<'_>) -> Shape {
        (self.1)(known).map_or_else(|| self.0.shape(known), Shape::new)
    }
}

/// A finding for a name that does not exist, with the nearest that does.
pub fn unknown<'k>(
    rule: &'static Rule,
    key: &Key,
    what: impl Display,
    known: impl Iterator<Item = &'k str> + Clone,
) -> Diagnostic {
    let finding = Diagnostic::new(rule, key.span, format!("{what} has no `{}`", shown(&key.text)));
    if let Some((name, value)) = key.text.split_once(':')
        && known.clone().any(|known| known == name)
    {
        return finding.label("a space is missing").help(format!("put a space behind the colon: `{name}: {value}`"));
    }
    match nearest(&key.text, known.clone()) {
        Some(near) => {
            finding.label(format!("did you mean `{near}`?")).help(format!("write `{near}` if that is what you mean"))
        }
        None => {
            let names: Vec<_> = known.map(|name| format!("`{name}`")).collect();
            finding.help(format!("what can stand here: {}", names.join(", ")))
        }
    }
}

/// A finding for a value of another kind than it should be.
pub fn wrong_type(value: &Yaml, place: Place<'_>, should: &str) -> Diagnostic {
    let is = match value.node {
        Node::Scalar { .. } => "a single value",
        Node::List(_) => "a list",
        Node::Map(_) => "names with values",
    };
    Diagnostic::new(&rules::WRONG_TYPE, value.span, format!("{place} is {is} here"))
        .help(format!("it should be {should}"))
}
