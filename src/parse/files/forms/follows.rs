//! Which findings of a form only follow from others: what names a table or an axis that is wrong itself, and what rests on the axes of a
//! table that are wrong.

use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::tree::value::{Key, Node, Value};
use crate::source::Span;

/// What of a table rests on its axes.
const RESTS_ON_AXES: [&str; 7] = ["not_applicable", "optional", "computed", "weighted_by", "total", "chart", "shown"];

/// Takes out the findings that follow from others of the form.
pub(super) fn take_out(form: &Value, findings: &mut Vec<Diagnostic>) {
    let places: Vec<_> = findings.iter().map(|finding| finding.span).collect();
    let is_wrong = |(_, value): &&(Key, Value)| places.iter().any(|place| holds(value.span, *place));
    let declared = || ["axes", "tables"].into_iter().flat_map(|key| entries(form, key));
    let wrong: Vec<_> = declared().filter(is_wrong).collect();
    let follows = |finding: &Diagnostic| {
        let names = scalar(form, finding.span).unwrap_or_default();
        let is_named = wrong.iter().any(|(key, value)| {
            let mut ways = names.split_whitespace().map(|way| way.split('/').next().unwrap_or_default());
            !holds(value.span, finding.span) && ways.any(|name| name == key.text)
        });
        let is_on_axes = entries(form, "tables").iter().any(|(_, table)| {
            let has = |key| entry(table, key).is_some_and(|value| holds(value.span, finding.span));
            let are_wrong =
                entry(table, "axes").is_some_and(|axes| places.iter().any(|place| holds(axes.span, *place)));
            are_wrong && RESTS_ON_AXES.into_iter().any(has)
        });
        finding.rule == &rules::BAD_VALUE && (is_named || is_on_axes)
    };
    findings.retain(|finding| !follows(finding));
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
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
