//! Which findings of a form only follow from others: what names a table or an axis that is wrong itself, and what rests on the axes of a
//! table that are wrong.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::tree::value::{Key, Node, Value};
use crate::source::Span;

/// What of a table rests on its axes.
const RESTS_ON_AXES: [&str; 7] = ["not_applicable", "optional", "computed", "weighted_by", "total", "chart", "shown"];

/// Takes out the findings that follow from others of the form. None is taken out but for one that stays: where findings follow from each
/// other the first of them does.
pub(super) fn take_out(form: &Value, findings: &mut Vec<Diagnostic>) {
    let stands: Vec<_> = findings.iter().map(|finding| Stand::of(form, finding)).collect();
    let mut waiting: Vec<_> = (0..stands.len()).collect();
    let mut told = BTreeSet::new();
    while let Some(first) = waiting.first() {
        let is_cause = |at: &&usize| !waiting.iter().any(|other| stands[**at].rests_on(&stands[*other]));
        let cause = *waiting.iter().find(is_cause).unwrap_or(first);
        told.insert(cause);
        let mut reached = vec![cause];
        while let Some(cause) = reached.pop() {
            waiting.retain(|at| *at != cause);
            reached.extend(waiting.extract_if(.., |at| stands[*at].rests_on(&stands[cause])));
        }
    }
    let mut at = 0..;
    findings.retain(|_| at.next().is_some_and(|at| told.contains(&at)));
}

/// Where a finding of a form stands.
struct Stand<'v> {
    /// The table or axis: its key, and where it is.
    own: Option<(&'v str, Span)>,
    /// Whether it stands in the axes of the table, or in what rests on them.
    is_in_axes: bool,
    is_on_axes: bool,
    /// What is named there.
    names: Vec<&'v str>,
}

impl<'v> Stand<'v> {
    fn of(form: &'v Value, finding: &Diagnostic) -> Self {
        let is_in = |value: &Value| is_within(value, finding.span);
        let mut declared = ["axes", "tables"].into_iter().flat_map(|key| entries(form, key));
        let own = declared.find(|(_, value)| is_in(value));
        let has = |part| own.and_then(|(_, value)| entry(value, part)).is_some_and(is_in);
        let is_value = finding.rule == &rules::BAD_VALUE;
        let text = scalar(form, finding.span).filter(|_| is_value).unwrap_or_default();
        Stand {
            own: own.map(|(key, value)| (key.text.as_str(), value.span)),
            is_in_axes: has("axes"),
            is_on_axes: is_value && RESTS_ON_AXES.into_iter().any(has),
            names: with_axes(form, text.split_whitespace().filter_map(|way| way.split('/').next()).collect()),
        }
    }

    /// Whether it is there because of what is wrong elsewhere: in a table or an axis that it names, or in the axes of its own.
    fn rests_on(&self, other: &Stand<'_>) -> bool {
        let is_own = self.own == other.own;
        let is_named = other.own.is_some_and(|(key, _)| !is_own && self.names.contains(&key));
        is_named || is_own && self.is_on_axes && other.is_in_axes
    }
}

/// Whether a place is within a value, which is put together from several files where a form is based on another.
fn is_within(value: &Value, place: Span) -> bool {
    let outer = value.span;
    let is_around = outer.file == place.file && outer.start <= place.start && place.end <= outer.end;
    is_around
        || match &value.node {
            Node::List(items) => items.iter().any(|item| is_within(item, place)),
            Node::Map(entries) => entries.iter().any(|(key, value)| key.span == place || is_within(value, place)),
            Node::Scalar { .. } | Node::Unread => false,
        }
}

/// The tables that are named, with their axes.
fn with_axes<'v>(form: &'v Value, mut names: Vec<&'v str>) -> Vec<&'v str> {
    let tables = entries(form, "tables").iter().filter(|(key, _)| names.contains(&key.text.as_str()));
    let axes: Vec<_> = tables.filter_map(|(_, table)| entry(table, "axes")).flat_map(scalars).collect();
    names.extend(axes);
    names
}

fn scalars(value: &Value) -> Vec<&str> {
    match &value.node {
        Node::Scalar { text, .. } => vec![text],
        Node::List(items) => items.iter().flat_map(scalars).collect(),
        Node::Map(entries) => {
            entries.iter().filter(|(key, _)| key.text == "axis").flat_map(|(_, value)| scalars(value)).collect()
        }
        Node::Unread => Vec::new(),
    }
}

fn entry<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    let Node::Map(entries) = &value.node else { return None };
    entries.iter().find(|(own, _)| own.text == key).map(|(_, value)| value)
}

fn entries<'v>(value: &'v Value, key: &str) -> &'v [(Key, Value)] {
    match entry(value, key).map(|value| &value.node) {
        Some(Node::Map(entries)) => entries,
        _ => &[],
    }
}

/// The text that stands in a place.
fn scalar(value: &Value, place: Span) -> Option<&str> {
    match &value.node {
        Node::Scalar { text, .. } => (value.span == place).then_some(text.as_str()),
        Node::List(items) => items.iter().find_map(|item| scalar(item, place)),
        Node::Map(entries) => entries.iter().find_map(|(_, value)| scalar(value, place)),
        Node::Unread => None,
    }
}
