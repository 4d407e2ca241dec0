//! The axes of a form and their members.

use std::sync::Arc;

use crate::book::axis::{Axis, Member};
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::yaml::fields::{Fields, choice, text, unknown};
use crate::parse::yaml::tree::{Key, Node, Yaml};

/// An axis as a form declares it.
pub fn axis(key: &Key, value: &Yaml, findings: &mut Vec<Diagnostic>) -> Option<Axis> {
    let mut fields = Fields::new(value, "an axis", findings)?;
    let label = fields.need_text("label", findings);
    let named_by = fields.text("named_by", findings).map(|(text, _)| text.to_owned());
    let members: Vec<_> =
        fields.map("members", findings).iter().filter_map(|(key, value)| member(key, value, findings)).collect();
    let total = fields.map("total", findings).first().and_then(|(key, value)| member(key, value, findings));
    if members.is_empty() && named_by.is_none() {
        let finding = Diagnostic::new(&rules::MISSING_KEY, key.span, format!("the axis `{}` has no members", key.text));
        findings
            .push(finding.help("list them under `members:`, or write `named_by: KEY` where each return names its own"));
    }
    if let Some(total) = &total
        && members.iter().any(|member| member.key == total.key)
    {
        let finding = Diagnostic::new(
            &rules::DUPLICATE_KEY,
            key.span,
            format!("the total of `{}` has the key of a member", key.text),
        );
        findings.push(finding.help("give the total a key of its own, such as `total`"));
    }
    fields.finish("an axis", findings);
    Some(Axis { key: key.text.clone(), label: label?.0.to_owned(), members, total, named_by })
}

/// A member: a label, or a label in full with a short one.
pub fn member(key: &Key, value: &Yaml, findings: &mut Vec<Diagnostic>) -> Option<Member> {
    let mut also_called = Vec::new();
    let (label, short) = if let Node::Map(_) = value.node {
        let mut fields = Fields::new(value, "a member", findings)?;
        let label = fields.need_text("label", findings);
        let short = fields.text("short", findings);
        also_called = fields.texts("also_called", "a name", findings);
        fields.finish("a member", findings);
        (label?.0, short.map(|(text, _)| text))
    } else {
        (text(value, "a label", findings)?.0, None)
    };
    Some(Member {
        key: key.text.clone(),
        label: label.to_owned(),
        short: short.unwrap_or(label).to_owned(),
        also_called,
    })
}

/// The axes of a table: names of axes of the form, whole or in part.
pub fn table_axes(value: Option<&Yaml>, axes: &[Axis], findings: &mut Vec<Diagnostic>) -> Vec<Arc<Axis>> {
    let Some(Yaml { node: Node::List(items), .. }) = value else { return Vec::new() };
    items.iter().filter_map(|item| table_axis(item, axes, findings)).map(Arc::new).collect()
}

fn table_axis(item: &Yaml, axes: &[Axis], findings: &mut Vec<Diagnostic>) -> Option<Axis> {
    let names = || axes.iter().map(|axis| axis.key.as_str());
    let mut fields = match item.node {
        Node::Map(_) => Some(Fields::new(item, "an axis", findings)?),
        _ => None,
    };
    let (name, span) = match &mut fields {
        Some(fields) => fields.need_text("axis", findings)?,
        None => text(item, "an axis", findings)?,
    };
    let Some(axis) = axes.iter().find(|axis| axis.key == name) else {
        findings.push(unknown(
            &rules::BAD_VALUE,
            &Key { text: name.to_owned(), span },
            "the form's list of axes",
            names(),
        ));
        return None;
    };
    let mut axis = axis.clone();
    if let Some(mut fields) = fields {
        let wanted: Vec<_> =
            fields.list("members", findings).iter().filter_map(|item| text(item, "a member", findings)).collect();
        for (key, span) in &wanted {
            if axis.position(key).is_none() {
                let key = Key { text: (*key).to_owned(), span: *span };
                findings.push(unknown(
                    &rules::BAD_VALUE,
                    &key,
                    "the axis",
                    axis.members.iter().map(|member| member.key.as_str()),
                ));
            }
        }
        if !wanted.is_empty() {
            axis.members.retain(|member| wanted.iter().any(|(key, _)| *key == member.key));
        }
        if let Some(text) = fields.text("total", findings)
            && choice(text, &[("none", ())], findings).is_some()
        {
            axis.total = None;
        }
        fields.finish("an axis of a table", findings);
    }
    Some(axis)
}
