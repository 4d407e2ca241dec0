//! Names with values, read key by key: every fault is found in one go, and no key is passed over in silence.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::describe::{Entry, Holds, Known, Map};
use super::kind::{Kind, Place, wrong_type};
use super::meant::{meant, unknown};
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::rules;
use crate::parse::tree::value::{Key, Node, Notation, Value};
use crate::source::Span;

/// The names and values of a record that is being read or described. A reader asks for every key before it gives up for the
/// want of one, so that every fault is found and every key described.
pub(crate) struct Fields<'a> {
    mode: Mode<'a>,
    /// What has no key but those that are asked for, in words for findings; none where other keys are no fault.
    pub(crate) what: Option<Cow<'static, str>>,
    /// What else to do about a key that is like none of these; may be empty.
    pub(crate) or_else: &'static str,
    /// The findings so far.
    pub(crate) findings: &'a mut Vec<Diagnostic>,
}

enum Mode<'a> {
    Reading(Reading<'a>),
    Describing { known: &'a Known<'a>, map: Map },
}

struct Reading<'a> {
    entries: &'a [(Key, Value)],
    /// Whether the record as a whole could not be read.
    is_unread: bool,
    asked: Vec<Cow<'static, str>>,
    /// The keys of which one at least should be there, with the finding where none is.
    missing: Vec<(Vec<Cow<'static, str>>, Diagnostic)>,
    /// The keys that may have been meant by what stands here and is none, as far as so many were asked for.
    lost: Option<(usize, Lost)>,
    span: Span,
    place: Place<'a>,
}

impl Reading<'_> {
    fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(entry, _)| entry.text == key)
    }

    /// Whether a key that is not there may have been meant: it is misspelt, or what stands here could not be read. All keys
    /// have to be asked for first.
    fn is_lost(&mut self, key: &str) -> bool {
        let count = self.asked.len();
        let lost = self.lost.take().filter(|(asked, _)| *asked == count).unwrap_or_else(|| (count, self.find_lost()));
        match &self.lost.insert(lost).1 {
            Lost::Any => true,
            Lost::Some(keys) => keys.contains(key),
        }
    }

    fn find_lost(&self) -> Lost {
        if self.is_unread || self.strange().any(|(_, value)| matches!(value.node, Node::Unread)) {
            return Lost::Any;
        }
        Lost::Some(self.misspelt().map(|(near, _)| near.to_owned()).collect())
    }

    /// What stands under keys for which nobody asked.
    fn strange(&self) -> impl Iterator<Item = &(Key, Value)> {
        self.entries.iter().filter(|(key, _)| !self.asked.iter().any(|asked| *asked == key.text))
    }

    /// The same, each with the key for which its own may have been meant.
    fn misspelt(&self) -> impl Iterator<Item = (&str, &Value)> {
        let near = |key: &Key| Some(meant(&key.text, self.asked.iter().map(AsRef::as_ref))?.0);
        self.strange().filter_map(move |(key, value)| Some((near(key)?, value)))
    }
}

/// The keys that may have been meant by something that is not one.
enum Lost {
    Any,
    Some(BTreeSet<String>),
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
            Mode::Reading(reading) => {
                let found = reading.entries.iter().find(|(entry, _)| entry.text == key);
                if let Some(help) = help.filter(|_| found.is_none()) {
                    let message = format!("`{key}` is missing here");
                    let finding = rules::MISSING_KEY.at(reading.span.cut(0, 1), message);
                    let line = || format!("add a line `{key}{}…`", reading.place.notation.sign());
                    let finding = finding.help(if help.is_empty() { line() } else { help.to_owned() });
                    reading.missing.push((vec![key.clone()], finding));
                }
                reading.asked.push(key);
                let (key, value) = found?;
                kind.read(value, Place { key, what: "", ..reading.place }, self.findings)
            }
        }
    }

    /// Whether a key stands here that is like one of these and none of them.
    pub(crate) fn has_like(&self, keys: &[&str]) -> bool {
        let Mode::Reading(reading) = &self.mode else { return false };
        let is_like = |key: &str| !keys.contains(&key) && meant(key, keys.iter().copied()).is_some();
        reading.entries.iter().any(|(key, _)| is_like(&key.text))
    }

    /// What stands under a misspelt key that is meant for one that is not there. All keys have to be asked for first.
    pub(crate) fn misspelt(&self, key: &str) -> Option<&Value> {
        let Mode::Reading(reading) = &self.mode else { return None };
        reading.misspelt().find(|(near, _)| *near == key).map(|(_, value)| value)
    }

    /// Asks for at least one of several sets of keys; the finding where none is there whole.
    pub(crate) fn any_of(
        &mut self,
        sets: &'static [&'static [&'static str]],
        finding: impl FnOnce(Span, &Key) -> Diagnostic,
    ) {
        match &mut self.mode {
            Mode::Describing { map, .. } => map.any_of = sets,
            Mode::Reading(reading) => {
                let keys = sets.concat();
                let is_unread = |(key, value): &(Key, Value)| {
                    matches!(value.node, Node::Unread) && keys.contains(&key.text.as_str())
                };
                let is_there = sets.iter().any(|set| set.iter().all(|key| reading.has(key)));
                if !is_there && !reading.entries.iter().any(is_unread) {
                    let finding = finding(reading.span.cut(0, 1), reading.place.key);
                    reading.missing.push((keys.into_iter().map(Cow::Borrowed).collect(), finding));
                }
            }
        }
    }

    /// Says that a key names what holds the rest: where it is there nothing else has to be, at any depth.
    pub(crate) fn rests_on(&mut self, key: &'static str) {
        if let Mode::Describing { map, .. } = &mut self.mode {
            map.rests_on = Some(key);
        }
    }

    /// Where the record stands; nowhere while it is described.
    pub(crate) fn span(&self) -> Option<Span> {
        if let Mode::Reading(reading) = &self.mode { Some(reading.span) } else { None }
    }

    /// The key under which the record stands; none while it is described.
    pub(crate) fn name(&self) -> Option<Key> {
        if let Mode::Reading(reading) = &self.mode { Some(reading.place.key.clone()) } else { None }
    }

    /// Whether a key is not there that may have been meant, as a finding says of what stands in its place. All keys have to be
    /// asked for first.
    pub(crate) fn is_lost(&mut self, key: &str) -> bool {
        let Mode::Reading(reading) = &mut self.mode else { return false };
        let is_key = |(entry, _): &(Key, Value)| entry.text == key;
        // It stands too far in, and so within another entry.
        let mut within = reading.entries.iter().filter_map(|(_, value)| match &value.node {
            Node::Map(entries) => Some(entries),
            _ => None,
        });
        !reading.has(key) && (within.any(|entries| entries.iter().any(is_key)) || reading.is_lost(key))
    }

    /// Whether a list that was attempted may lack what it should hold, because it or something in it could not be read.
    pub(crate) fn may_lack<T>(
        &mut self,
        key: &str,
        read: Option<&Option<Vec<T>>>,
        is_gap: impl Fn(&T) -> bool,
    ) -> bool {
        match read {
            Some(Some(items)) => items.iter().any(is_gap),
            Some(None) => true,
            None => self.is_lost(key),
        }
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
        let entries = match &value.node {
            Node::Map(entries) => entries.as_slice(),
            Node::Unread => &[],
            Node::Scalar { .. } | Node::List(_) => {
                let should = format!("names with values, one a line, as in `name{}value`", place.notation.sign());
                wrong_type(value, place, &should, findings);
                return None;
            }
        };
        let is_unread = matches!(value.node, Node::Unread);
        let span = value.span;
        let reading = Reading { entries, is_unread, asked: Vec::new(), missing: Vec::new(), lost: None, span, place };
        let mut fields = Fields { mode: Mode::Reading(reading), what: Some(what.into()), or_else: "", findings };
        let read = reader(&mut fields);
        let Fields { mode: Mode::Reading(mut reading), what, or_else, findings } = fields else { return read };
        for (keys, finding) in std::mem::take(&mut reading.missing) {
            if !keys.iter().any(|key| reading.is_lost(key)) {
                findings.push(finding);
            }
        }
        let known = || reading.asked.iter().map(AsRef::as_ref);
        let is_known = |key: &Key| known().any(|known| known == key.text);
        // Only between braces does a comma part entries.
        let is_braced = entries.first().is_some_and(|(key, _)| span.start < key.span.start);
        // The last entry that is no words alone.
        let mut firm: Option<usize> = None;
        for (at, (key, value)) in entries.iter().enumerate() {
            let is_strange = !matches!(value.node, Node::Unread) && !is_known(key);
            let has_value = || meant(&key.text, known()).is_some_and(|(_, value)| value.is_some());
            let is_cut_off = is_braced && is_strange && is_loose(value) && !has_value();
            let cut = firm.filter(|firm| is_cut_off && are_beside(&entries[*firm], &entries[firm + 1]));
            firm = if is_cut_off { firm } else { Some(at) };
            if let Some(cut) = cut {
                // The first of several tells of all, and what is wrong with the value itself told of them.
                let is_told = cut + 1 < at || matches!(entries[cut].1.node, Node::Unread);
                findings.extend((!is_told).then(|| parted(&entries[cut..], is_known)));
            } else if let Some(what) = what.as_ref().filter(|_| is_strange) {
                let mut finding = unknown(&rules::UNKNOWN_KEY, key, what, known());
                // What keys every book has is not declared in this one.
                let is_of_book =
                    |near: &str| reading.asked.iter().any(|own| matches!(own, Cow::Owned(own) if own == near));
                finding.meant = finding.meant.filter(|[_, near]| is_of_book(near));
                let is_like_one = or_else.is_empty() || !finding.label.is_empty();
                findings.push(if is_like_one { finding } else { finding.help(or_else) });
            }
        }
        read
    };
    let shape = move |known: &Known<'_>| {
        let mode = Mode::Describing { known, map: Map::default() };
        let mut fields = Fields { mode, what: Some(what.into()), or_else: "", findings: &mut Vec::new() };
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

/// Whether words have no value: between braces they need no colon.
fn is_loose(value: &Value) -> bool {
    matches!(value.node, Node::Scalar { plain: true, .. }) && value.span.range().is_empty()
}

/// Whether a comma, with a space or without, is all that stands between the value of an entry and the next one.
fn are_beside((_, value): &(Key, Value), (next, _): &(Key, Value)) -> bool {
    let between = next.span.start.saturating_sub(value.span.end);
    !value.span.range().is_empty() && (1..=2).contains(&between)
}

/// The finding for words that a comma cuts off from the value of the first of some entries.
fn parted(entries: &[(Key, Value)], is_known: impl Fn(&Key) -> bool) -> Diagnostic {
    let loose = || entries.iter().skip(1).take_while(|(key, value)| is_loose(value) && !is_known(key));
    let words = loose().map(|(key, _)| shown(&key.text)).collect::<Vec<_>>().join(", ");
    let span = entries.get(1).map_or(entries[0].0.span, |(key, _)| key.span);
    let finding = rules::UNKNOWN_KEY.at(span, format!("a comma cuts `{words}` off from what stands before it"));
    finding.help(match entries.first() {
        Some((key, Value { node: Node::Scalar { text, .. }, .. })) => {
            let comma = if span.start == entries[0].1.span.end + 1 { "," } else { ", " };
            format!("put words with a comma in quotation marks: `{}: \"{}{comma}{words}\"`", key.text, shown(text))
        }
        _ => "put words with a comma in quotation marks".to_owned(),
    })
}
