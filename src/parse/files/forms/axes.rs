//! The axes of a form and their members.

use std::sync::Arc;

use crate::book::axis::{Axis, Member};
use crate::diagnostic::Diagnostic;
use crate::parse::files::text::{typed, words};
use crate::parse::rules;
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, Parsed, Text, each, named, one_named, prose, text, text_as, text_or, text_with};
use crate::text::signs;

/// An axis as a form declares it.
pub(crate) fn axis(fields: &mut Fields<'_>) -> Option<Axis> {
    let label = fields.need("label", words(), "The heading for readers.");
    let about = "For an axis whose members each return names itself: the key under which it does.";
    let named_by = fields.may("named_by", text(), about);
    let members = fields.may("members", named(member()), "What stands under the heading, without the total.");
    let about = "The key and label of the total, as in `{ total: Total }`.";
    let total = fields.may("total", one_named(member()), about);
    fields.any_of(&[&["members"], &["named_by"]], |_, key| {
        let finding = rules::MISSING_KEY.at(key.span, format!("the axis `{}` has no members", key.text));
        finding.help("list them under `members:`, or write `named_by: KEY` where each return names its own")
    });
    let (members, key) = (members.unwrap_or_default(), fields.name()?);
    if total.as_ref().is_some_and(|total| members.iter().any(|member| member.key == total.key)) {
        let message = format!("the total of `{}` has the key of a member", key.text);
        let finding = rules::DUPLICATE_KEY.at(key.span, message);
        fields.findings.push(finding.help("give the total a key of its own, such as `total`"));
    }
    let all: Vec<_> = members.iter().chain(&total).collect();
    for (at, member) in all.iter().enumerate() {
        let is_same = |other: &&&Member| other.key != member.key && compared(&other.label) == compared(&member.label);
        if let Some(first) = all[..at].iter().find(is_same) {
            let message = format!("two of the axis `{}` are called “{}”", key.text, member.label);
            let finding = rules::BAD_VALUE.at(member.label.span, message).related(first.label.span, "the other one");
            fields.findings.push(finding.help("give each a label of its own: nobody could tell one from the other"));
        }
    }
    Some(Axis { key: key.text, label: label?, members, total, named_by })
}

/// A label as readers tell it from others.
fn compared(label: &str) -> String {
    signs::compared(label).trim().to_lowercase()
}

/// A member: a label, or a label in full with a short one.
pub(crate) fn member() -> Kind<'static, Member> {
    let label = prose(|text, findings| Member::new(&text.key.text, typed(text, findings)));
    let in_full = record("a member", |fields| {
        let label = fields.need("label", words(), "The label in full.");
        let short = fields.may("short", words(), "The label where space is short.");
        let also_called = names(fields, "also_called", "What narrative calls it besides.");
        let said_as = names(fields, "said_as", "Verbs and phrases by which narrative says it.");
        let (key, label) = (fields.name()?.text, label?);
        Some(Member { key, short: short.unwrap_or_else(|| label.clone()), label, also_called, said_as })
    });
    text_or(label.called("a label", ""), in_full).called("", "The label for readers.")
}

/// The words of narrative that stand under a key.
pub(crate) fn names(fields: &mut Fields<'_>, key: &'static str, about: &str) -> Vec<String> {
    fields.may(key, each(text().called("a name", "")), about).unwrap_or_default()
}

/// The axes of a table: names of axes of the form, whole or in part.
pub(crate) fn table_axes(axes: &[Axis]) -> Kind<'_, Vec<Arc<Axis>>> {
    let whole = move || text_as(move |text| named_axis(text, axes).map(Arc::new));
    let in_part = record("an axis of a table", move |fields| in_part(fields, axes));
    each(text_or(whole().called("an axis", ""), in_part))
}

fn named_axis(text: Text<'_>, axes: &[Axis]) -> Parsed<Axis> {
    let unknown = || text.unknown("the form's list of axes", axes.iter().map(|axis| axis.key.as_str()));
    axes.iter().find(|axis| axis.key == text.text).cloned().ok_or_else(unknown)
}

fn in_part(fields: &mut Fields<'_>, axes: &[Axis]) -> Option<Arc<Axis>> {
    let name = text_as(move |text| named_axis(text, axes));
    let axis = fields.need("axis", name, "An axis of the form.");
    let of_axis = |text: Text<'_>, findings: &mut Vec<Diagnostic>| {
        if let Some(axis) = axis.as_ref().filter(|axis| axis.position(text.text).is_none()) {
            let known = axis.members.iter().map(|member| member.key.as_str());
            findings.push(*text.unknown("the axis", known));
        }
        Some(text.text.to_owned())
    };
    let members = each(text_with(of_axis).called("a member", "A member of the axis."));
    let members = fields.may("members", members, "The members that the table has.");
    let about =
        "`none` for a table without this total; or what the table calls it, as in `All patients` above a median.";
    let total = fields.may("total", words().placed(), about);
    let mut axis = axis.clone()?;
    if let Some(wanted) = members.filter(|wanted| !wanted.is_empty()) {
        axis.members.retain(|member| wanted.contains(&member.key));
    }
    if let (Some(label), None) = (total.as_ref().filter(|label| label.value.as_str() != NO_TOTAL), &axis.total) {
        let finding = rules::BAD_VALUE.at(label.span, format!("the axis `{}` has no total", axis.key));
        fields.findings.push(finding.help("give it one under `axes:`, or delete this line"));
    }
    axis.total = match total.map(|label| label.value) {
        Some(label) if label.as_str() == NO_TOTAL => None,
        Some(label) => axis.total.map(|total| Member { short: label.clone(), label, ..total }),
        None => axis.total,
    };
    Some(Arc::new(axis))
}

/// What stands for a table without the total of an axis.
const NO_TOTAL: &str = "none";
