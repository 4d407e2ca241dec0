//! Names with values, read key by key: every fault is found in one go, and no key is passed over in silence.

use std::borrow::Cow;

use super::describe::{Entry, Holds, Known, Map};
use super::kind::{Kind, Place, unknown, wrong_type};
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::tree::value::{Key, Node, Notation, Value};
use crate::source::Span;

/// The names and values of a record that is being read or described. A reader asks for every key before it gives up for the
/// want of one, so that every fault is found and every key described.
pub(crate) struct Fields<'a> {
    mode: Mode<'a>,
    /// What has no key but those that are asked for, in words for findings; none where other keys are no fault.
    pub(crate) what: Option<Cow<'static, str>>,
    /// The findings so far.
    pub(crate) findings: &'a mut Vec<Diagnostic>,
}

enum Mode<'a> {
    Reading { entries: &'a [(Key, Value)], asked: Vec<Cow<'static, str>>, span: Span, place: Place<'a> },
    Describing { known: &'a Known<'a>, map: Map },
}

impl Fields<'_> {
    /// What stands under a key that need not be there.
    pub(crate) fn may<T: 'static>(
        &mut self,
        key: impl Into<Cow<'static, str>>,
        kind: Kind<'_, T>,
        about: &str,
    ) -> Option<T> {
        self.ask(key.into(), None, &kind, about)
    }

    /// What stands under a key that has to be there.
    pub(crate) fn need<T: 'static>(
        &mut self,
        key: impl Into<Cow<'static, str>>,
        kind: Kind<'_, T>,
        about: &str,
    ) -> Option<T> {
        self.ask(key.into(), Some(""), &kind, about)
    }

    /// What stands under a key; `help` says what to do where it is not there, and is none where nothing is to be done.
    pub(crate) fn ask<T: 'static>(
        &mut self,
        key: Cow<'static, str>,
        help: Option<&str>,
        kind: &Kind<'_, T>,
        about: &str,
    ) -> Option<T> {
        match &mut self.mode {
            Mode::Describing { known, map } => {
                if !map.keys.iter().any(|entry| entry.key == key) {
                    let shape = kind.shape(known).about(about);
                    map.keys.push(Entry { key: key.into_owned(), needed: help.is_some(), shape });
                }
                None
            }
            Mode::Reading { entries, asked, span, place } => {
                let found = entries.iter().find(|(entry, _)| entry.text == key);
                if let Some(help) = help.filter(|_| found.is_none()) {
                    let message = format!("`{key}` is missing here");
                    let finding = rules::MISSING_KEY.at(span.cut(0, 1), message);
                    let line = || format!("add a line `{key}{}…`", place.notation.sign());
                    self.findings.push(finding.help(if help.is_empty() { line() } else { help.to_owned() }));
                }
                asked.push(key);
                let (key, value) = found?;
                kind.read(value, Place { key, what: "", ..*place }, self.findings)
            }
        }
    }

    /// Asks for at least one of several sets of keys; the finding where none is there whole.
    pub(crate) fn any_of(
        &mut self,
        sets: &'static [&'static [&'static str]],
        finding: impl FnOnce(Span, &Key) -> Diagnostic,
    ) {
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

    /// Where the record stands; nowhere while it is described.
    pub(crate) fn span(&self) -> Option<Span> {
        if let Mode::Reading { span, .. } = &self.mode { Some(*span) } else { None }
    }

    /// The key under which the record stands; none while it is described.
    pub(crate) fn name(&self) -> Option<Key> {
        if let Mode::Reading { place, .. } = &self.mode { Some(place.key.clone()) } else { None }
    }

    /// What is known while the record is described; none while it is read.
    pub(crate) fn known(&self) -> Option<&Known<'_>> {
        if let Mode::Describing { known, .. } = &self.mode { Some(known) } else { None }
    }
}

/// A record that `reader` reads, called `what` in findings.
pub(crate) fn record<'k, T: 'k>(
    what: &'static str,
    reader: impl Fn(&mut Fields<'_>) -> Option<T> + Copy + 'k,
) -> Kind<'k, T> {
    let read = move |value: &Value, place: Place<'_>, findings: &mut Vec<Diagnostic>| {
        let place = Place { what, ..place };
        let Node::Map(entries) = &value.node else {
            let should = format!("names with values, one a line, as in `name{}value`", place.notation.sign());
            findings.push(wrong_type(value, place, &should));
            return None;
        };
        let mode = Mode::Reading { entries, asked: Vec::new(), span: value.span, place };
        let mut fields = Fields { mode, what: Some(what.into()), findings };
        let read = reader(&mut fields);
        if let Fields { mode: Mode::Reading { asked, .. }, what: Some(what), .. } = &fields {
            let known = asked.iter().map(AsRef::as_ref);
            let strange = entries.iter().filter(|(key, _)| !known.clone().any(|known| known == key.text));
            findings.extend(strange.map(|(key, _)| unknown(&rules::UNKNOWN_KEY, key, what, known.clone())));
        }
        read
    };
    let shape = move |known: &Known<'_>| {
        let mode = Mode::Describing { known, map: Map::default() };
        let mut fields = Fields { mode, what: Some(what.into()), findings: &mut Vec::new() };
        let _ = reader(&mut fields);
        let is_open = fields.what.is_none();
        let map = if let Mode::Describing { map, .. } = fields.mode { map } else { Map::default() };
        Holds::Map(Map { is_open, ..map }).into()
    };
    Kind::new(read, shape)
}

/// Reads a whole file.
pub(crate) fn read<T: 'static>(
    kind: &Kind<'_, T>,
    file: &Value,
    notation: Notation,
    findings: &mut Vec<Diagnostic>,
) -> Option<T> {
    let key = Key { text: String::new(), span: file.span };
    kind.read(file, Place { key: &key, what: "", notation }, findings)
}
