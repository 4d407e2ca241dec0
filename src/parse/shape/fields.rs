//! Names with values, read key by key: every fault is found in one go, and no key is passed over in silence.

use std::borrow::Cow;

use super::describe::{Entry, Holds, Known, Map, Shape};
use super::kind::{Kind, Place, unknown, wrong_type};
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::yaml::tree::{Key, Node, Notation, Yaml};
use crate::source::Span;

/// The names and values of a record that is being read or described. A reader asks for every key before it gives up for the
/// want of one, so that every fault is found and every key described.
pub struct Fields<'a> {
    mode: Mode<'a>,
    /// The findings so far.
    pub findings: &'a mut Vec<Diagnostic>,
}

enum Mode<'a> {
    Reading { entries: &'a [(Key, Yaml)], asked: Vec<Cow<'static, str>>, span: Span, place: Place<'a> },
    Describing { known: &'a Known<'a>, map: Map },
}

impl Fields<'_> {
    /// What stands under a key that need not be there.
    pub fn may<K: Kind>(&mut self, key: impl Into<Cow<'static, str>>, kind: K, about: &str) -> Option<K::Value> {
        self.ask(key.into(), false, &kind, about)
    }

    /// What stands under a key that has to be there.
    pub fn need<K: Kind>(&mut self, key: impl Into<Cow<'static, str>>, kind: K, about: &str) -> Option<K::Value> {
        self.ask(key.into(), true, &kind, about)
    }

    fn ask<K: Kind>(&mut self, key: Cow<'static, str>, needed: bool, kind: &K, about: &str) -> Option<K::Value> {
        match &mut self.mode {
            Mode::Describing { known, map } => {
                map.keys.push(Entry { key: key.into_owned(), needed, shape: kind.shape(known).about(about) });
                None
            }
            Mode::Reading { entries, asked, span, place } => {
                let found = entries.iter().find(|(entry, _)| entry.text == key);
                if found.is_none() && needed {
                    let line = format!("add a line `{key}{}…`", place.notation.sign());
                    let finding =
                        Diagnostic::new(&rules::MISSING_KEY, span.cut(0, 1), format!("`{key}` is missing here"));
                    self.findings.push(finding.help(line));
                }
                asked.push(key);
                let (key, value) = found?;
                kind.read(value, Place { key, what: "", ..*place }, self.findings)
            }
        }
    }

    /// Asks for at least one of several sets of keys; the finding where none is there whole.
    pub fn any_of(&mut self, sets: &'static [&'static [&'static str]], finding: impl FnOnce(Span, &Key) -> Diagnostic) {
        match &mut self.mode {
            Mode::Describing { map, .. } => map.any_of = sets,
            Mode::Reading { entries, span, place, .. } => {
                let is_there = |key: &&str| entries.iter().any(|(entry, _)| entry.text == *key);
                if !sets.iter().any(|set| set.iter().all(is_there)) {
                    self.findings.push(finding(span.cut(0, 1), place.key));
                }
            }
        }
    }

    /// Where they stand; nowhere while they are described.
    pub fn span(&self) -> Option<Span> {
        match &self.mode {
            Mode::Reading { span, .. } => Some(*span),
            Mode::Describing { .. } => None,
        }
    }

    /// The key under which they stand; none while they are described.
    pub fn name(&self) -> Option<Key> {
        match &self.mode {
            Mode::Reading { place, .. } => Some(place.key.clone()),
            Mode::Describing { .. } => None,
        }
    }
}

/// A record that `read` reads, called `what` in findings.
pub fn record<T, F: Fn(&mut Fields<'_>) -> Option<T>>(what: &'static str, read: F) -> Of<F> {
    Of { what, read }
}

/// A kind of record.
pub struct Of<F> {
    what: &'static str,
    read: F,
}

impl<T, F: Fn(&mut Fields<'_>) -> Option<T>> Kind for Of<F> {
    type Value = T;

    fn read(&self, value: &Yaml, place: Place<'_>, findings: &mut Vec<Diagnostic>) -> Option<T> {
        let place = Place { what: self.what, ..place };
        let Node::Map(entries) = &value.node else {
            let should = format!("names with values, one a line, as in `name{}value`", place.notation.sign());
            findings.push(wrong_type(value, place, &should));
            return None;
        };
        let mode = Mode::Reading { entries, asked: Vec::new(), span: value.span, place };
        let mut fields = Fields { mode, findings };
        let read = (self.read)(&mut fields);
        if let Mode::Reading { asked, .. } = fields.mode {
            let known = asked.iter().map(AsRef::as_ref);
            let strange = entries.iter().filter(|(key, _)| !asked.contains(&Cow::Borrowed(key.text.as_str())));
            findings.extend(strange.map(|(key, _)| unknown(&rules::UNKNOWN_KEY, key, place, known.clone())));
        }
        read
    }

    fn shape(&self, known: &Known<'_>) -> Shape {
        let mut fields = Fields { mode: Mode::Describing { known, map: Map::default() }, findings: &mut Vec::new() };
        let _ = (self.read)(&mut fields);
        let Mode::Describing { map, .. } = fields.mode else { return Shape::new(Holds::Text) };
        Shape::new(Holds::Map(map))
    }
}

/// Reads a whole file.
pub fn read<K: Kind>(kind: &K, file: &Yaml, notation: Notation, findings: &mut Vec<Diagnostic>) -> Option<K::Value> {
    let key = Key { text: String::new(), span: file.span };
    kind.read(file, Place { key: &key, what: "", notation }, findings)
}
