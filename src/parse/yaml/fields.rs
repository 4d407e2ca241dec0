//! Reading a mapping key by key: every fault is found in one go, and no key is passed over in silence.

use std::str::FromStr;

use super::tree::{Key, Node, Yaml};
use crate::book::period::Period;
use crate::diagnostic::{Diagnostic, Rule, nearest, shown};
use crate::parse::rules;
use crate::source::Span;

/// A mapping that is being read.
pub struct Fields<'a> {
    entries: &'a [(Key, Yaml)],
    known: Vec<&'static str>,
    /// Where the mapping stands.
    pub span: Span,
}

/// A text with its place.
pub type Text<'a> = (&'a str, Span);

impl<'a> Fields<'a> {
    /// Begins to read `yaml`, which `what` should be a mapping.
    pub fn new(yaml: &'a Yaml, what: &str, findings: &mut Vec<Diagnostic>) -> Option<Self> {
        if let Node::Map(entries) = &yaml.node {
            return Some(Fields { entries, known: Vec::new(), span: yaml.span });
        }
        findings.push(wrong_type(yaml, what, "names with values, one a line, as in `name: value`"));
        None
    }

    /// The value under `key`, if it is there.
    pub fn get(&mut self, key: &'static str) -> Option<&'a Yaml> {
        self.known.push(key);
        self.entries.iter().find(|(entry, _)| entry.text == key).map(|(_, value)| value)
    }

    /// The value under `key`, which must be there.
    pub fn need(&mut self, key: &'static str, findings: &mut Vec<Diagnostic>) -> Option<&'a Yaml> {
        let found = self.get(key);
        if found.is_none() {
            let first = Span::new(self.span.file, self.span.range().start..self.span.range().start + 1);
            findings.push(
                Diagnostic::new(&rules::MISSING_KEY, first, format!("`{key}` is missing here"))
                    .help(format!("add a line `{key}: …`")),
            );
        }
        found
    }

    /// The text under `key`, if it is there.
    pub fn text(&mut self, key: &'static str, findings: &mut Vec<Diagnostic>) -> Option<Text<'a>> {
        let value = self.get(key)?;
        text(value, &format!("`{key}`"), findings)
    }

    /// The text under `key`, which must be there.
    pub fn need_text(&mut self, key: &'static str, findings: &mut Vec<Diagnostic>) -> Option<Text<'a>> {
        let value = self.need(key, findings)?;
        text(value, &format!("`{key}`"), findings)
    }

    /// The items under `key`; none where it is not there. A single text counts as a list of one.
    pub fn list(&mut self, key: &'static str, findings: &mut Vec<Diagnostic>) -> &'a [Yaml] {
        match self.get(key) {
            None => &[],
            Some(Yaml { node: Node::List(items), .. }) => items,
            Some(value @ Yaml { node: Node::Scalar { .. }, .. }) => std::slice::from_ref(value),
            Some(value) => {
                findings.push(wrong_type(value, &format!("`{key}`"), "a list, one item a line after `- `"));
                &[]
            }
        }
    }

    /// The texts under `key`; none where it is not there.
    pub fn texts(&mut self, key: &'static str, what: &str, findings: &mut Vec<Diagnostic>) -> Vec<String> {
        let items = self.list(key, findings).iter();
        items.filter_map(|item| text(item, what, findings)).map(|(text, _)| text.to_owned()).collect()
    }

    /// The entries under `key`; none where it is not there.
    pub fn map(&mut self, key: &'static str, findings: &mut Vec<Diagnostic>) -> &'a [(Key, Yaml)] {
        match self.get(key) {
            None => &[],
            Some(value) => map(value, &format!("`{key}`"), findings),
        }
    }

    /// The period under `key`, if it is there.
    pub fn period(&mut self, key: &'static str, findings: &mut Vec<Diagnostic>) -> Option<(Period, Span)> {
        let (text, span) = self.text(key, findings)?;
        parsed(text, span, "a reporting year such as `2013-14`", findings).map(|period| (period, span))
    }

    /// The number under `key`, if it is there.
    pub fn number<T: FromStr>(&mut self, key: &'static str, findings: &mut Vec<Diagnostic>) -> Option<T> {
        let (text, span) = self.text(key, findings)?;
        parsed(text, span, "a whole number", findings)
    }

    /// Whether `key` is there and `true`.
    pub fn flag(&mut self, key: &'static str, findings: &mut Vec<Diagnostic>) -> bool {
        self.text(key, findings)
            .and_then(|(text, span)| parsed(text, span, "`true` or `false`", findings))
            .unwrap_or(false)
    }

    /// The keys that were not asked for so far.
    pub fn rest(&self) -> impl Iterator<Item = (&'a Key, &'a Yaml)> {
        let known = self.known.clone();
        self.entries.iter().filter(move |(key, _)| !known.contains(&key.text.as_str())).map(|(key, value)| (key, value))
    }

    /// Reports every key that was not asked for.
    pub fn finish(self, what: &str, findings: &mut Vec<Diagnostic>) {
        for (key, _) in self.rest() {
            findings.push(unknown(&rules::UNKNOWN_KEY, key, what, self.known.iter().copied()));
        }
    }
}

/// A finding for a key that does not exist, with the nearest that does.
pub fn unknown<'k>(
    rule: &'static Rule,
    key: &Key,
    what: &str,
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

/// The text of a value that should be one.
pub fn text<'a>(value: &'a Yaml, what: &str, findings: &mut Vec<Diagnostic>) -> Option<Text<'a>> {
    match &value.node {
        Node::Scalar { text, plain, .. }
            if !(text.trim().is_empty() || *plain && matches!(text.as_str(), "~" | "null")) =>
        {
            Some((text, value.span))
        }
        Node::Scalar { .. } => {
            let finding = Diagnostic::new(&rules::WRONG_TYPE, value.span, format!("{what} has no value"));
            findings.push(finding.help("write the value after the colon, or delete the line"));
            None
        }
        Node::List(_) | Node::Map(_) => {
            findings.push(wrong_type(value, what, "text; put it in quotes if it begins with a bracket"));
            None
        }
    }
}

/// The entries of a value that should be a mapping.
pub fn map<'a>(value: &'a Yaml, what: &str, findings: &mut Vec<Diagnostic>) -> &'a [(Key, Yaml)] {
    if let Node::Map(entries) = &value.node {
        return entries;
    }
    findings.push(wrong_type(value, what, "names with values, as in `name: value`"));
    &[]
}

/// A value that is parsed from its text; a finding that says `what` it should be where it is not.
pub fn parsed<T: FromStr>(text: &str, span: Span, what: &str, findings: &mut Vec<Diagnostic>) -> Option<T> {
    let parsed = text.parse().ok();
    if parsed.is_none() {
        let finding = Diagnostic::new(&rules::BAD_VALUE, span, format!("`{text}` is not {what}"));
        findings.push(finding.help(format!("write {what}")));
    }
    parsed
}

/// One of a few words.
pub fn choice<T: Copy>(text: Text<'_>, choices: &[(&str, T)], findings: &mut Vec<Diagnostic>) -> Option<T> {
    let found = choices.iter().find(|(word, _)| *word == text.0).map(|(_, value)| *value);
    if found.is_none() {
        let words: Vec<_> = choices.iter().map(|(word, _)| format!("`{word}`")).collect();
        let finding = Diagnostic::new(&rules::BAD_VALUE, text.1, format!("`{}` cannot stand here", text.0));
        findings.push(finding.help(format!("write one of {}", words.join(", "))));
    }
    found
}

fn wrong_type(value: &Yaml, what: &str, should: &str) -> Diagnostic {
    let is = match value.node {
        Node::Scalar { .. } => "a single value",
        Node::List(_) => "a list",
        Node::Map(_) => "names with values",
    };
    Diagnostic::new(&rules::WRONG_TYPE, value.span, format!("{what} is {is} here"))
        .help(format!("it should be {should}"))
}
