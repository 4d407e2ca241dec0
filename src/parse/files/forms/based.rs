//! Forms that are based on others: they say only what is other than there.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::form::{self, BASED_ON, DROP};
use crate::book::form::Form;
use crate::book::period::Years;
use crate::diagnostic::{Diagnostic, nearest, shown};
use crate::parse::files::folders::load;
use crate::parse::files::named::Named;
use crate::parse::files::narrative::stem;
use crate::parse::rules;
use crate::parse::shape::meant::unknown;
use crate::parse::tree::value::{Key, Node, Value};
use crate::source::{Sources, Span};

/// What a form says of itself alone.
const OF_ONE_FORM: [&str; 5] = ["form", "title", "periods", BASED_ON, DROP];
/// What is taken apart where both forms say it; `*` is any key. All else stands in place of what the other form says.
const SHARED: [&[&str]; 8] = [
    &[],
    &["axes"],
    &["axes", "*"],
    &["axes", "*", "members"],
    &["tables"],
    &["tables", "*"],
    &["tables", "*", "shown"],
    &["tables", "*", "computed"],
];

/// The forms in these files, by the order of the files, of which others are `there` that cannot be read. What is wrong with a form is
/// told once, however many are based on it.
pub(crate) fn forms(
    sources: &Sources,
    (named, there): (&[&Named], &[String]),
    years: Years,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Arc<Form>> {
    let mut values = BTreeMap::new();
    for named in named {
        values.extend(load(sources, named.file, findings).map(|value| (stem(&named.name), value)));
    }
    let there: Vec<_> = there.iter().map(String::as_str).collect();
    let mut read = Vec::new();
    for name in named.iter().map(|named| stem(&named.name)) {
        let mut found = Vec::new();
        let whole = whole(&values, (name, &there), &mut Vec::new(), &mut found);
        let of_ways = found.len();
        let form = whole.and_then(|whole| form::form(name, &whole, years, &mut found)).filter(|_| of_ways == 0);
        let own = values.get(name).map(|value| value.span);
        read.push((form, found, of_ways, own, name));
    }
    // A form that is based on no other tells its own faults before those that are based on it.
    let is_told = |told: &[Diagnostic], finding: &Diagnostic| {
        told.iter().any(|told| (told.rule, told.span, &told.message) == (finding.rule, finding.span, &finding.message))
    };
    let mut told: Vec<Diagnostic> = Vec::new();
    for (_, found, _, own, _) in &read {
        let is_own = |finding: &&Diagnostic| own.is_some_and(|own| own.file == finding.span.file);
        told.extend(found.iter().filter(is_own).cloned());
    }
    findings.extend(told.iter().cloned());
    for (_, found, of_ways, own, name) in &read {
        for (at, finding) in found.iter().enumerate() {
            let Some(own) = own.filter(|own| own.file != finding.span.file) else { continue };
            if is_told(&told, finding) {
                continue;
            }
            told.push(finding.clone());
            findings.push(if at < *of_ways { finding.clone() } else { of_base(finding, name, own) });
        }
    }
    read.into_iter().filter_map(|(form, ..)| form).collect()
}

/// A finding about what a form takes from the one that it is based on: it stands there, and is to be mended here.
fn of_base(finding: &Diagnostic, name: &str, own: Span) -> Diagnostic {
    let mut finding = finding.clone();
    finding.message = format!("in the form `{name}`, which is based on this one: {}", finding.message);
    finding.related.push((own.cut(0, 1), "that form".to_owned()));
    finding.help = vec![format!("say in `{name}` what stands in place of this there, or put back what is missing")];
    finding
}

/// What a form says together with the forms on which it is based. None where one of them is not there, or rests on itself.
fn whole<'v>(
    values: &BTreeMap<&'v str, Value>,
    (name, there): (&'v str, &[&str]),
    above: &mut Vec<&'v str>,
    findings: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let own = values.get(name)?;
    let Some((base, span)) = base(own) else { return Some(own.clone()) };
    above.push(name);
    let Some((known, _)) = values.get_key_value(base) else {
        // Why it cannot be read is said of its own file.
        if there.contains(&base) {
            return None;
        }
        let near = nearest(base, values.keys().copied().filter(|other| *other != name));
        let finding = rules::BAD_VALUE.at(span, format!("there is no form `{}`", shown(base)));
        findings.push(finding.help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the name of a file of content/forms/ without its ending".to_owned(),
        }));
        return None;
    };
    if above.contains(known) {
        let finding = rules::BAD_VALUE.at(span, format!("`{known}` is based on this form in turn"));
        findings.push(finding.help("base one of them on no other, and write there all that it asks"));
        return None;
    }
    let mut whole = whole(values, (known, there), above, findings)?;
    if let Node::Map(entries) = &mut whole.node {
        entries.retain(|(key, _)| !OF_ONE_FORM.contains(&key.text.as_str()));
    }
    for (way, span) in dropped(own) {
        let keys: Vec<_> = way.split('/').collect();
        if !take_out(&mut whole, &keys) {
            let finding = rules::BAD_VALUE.at(span, format!("`{}` leads to nothing in the form `{known}`", shown(way)));
            findings
                .push(finding.help("write the keys that lead there, as in `tables/people` or `axes/kind/members/red`"));
        }
    }
    let mut own = own.clone();
    strangers(&whole, &mut own, known, findings);
    Some(together(&whole, &own, &mut Vec::new()))
}

/// Takes out what changes a table or axis that the other form has not: something new says what readers call it.
fn strangers(base: &Value, own: &mut Value, known: &str, findings: &mut Vec<Diagnostic>) {
    let Node::Map(parts) = &mut own.node else { return };
    for (part, name) in [("axes", "label"), ("tables", "title")] {
        let Some((_, Value { node: Node::Map(entries), .. })) = parts.iter_mut().find(|(key, _)| key.text == part)
        else {
            continue;
        };
        // Where the other form has no such part it is wrong itself.
        let Some(there) = entry(base, part) else { continue };
        let there = || form::keys(there).map(|key| key.text.as_str());
        entries.retain(|(key, value)| {
            let is_new = matches!(&value.node, Node::Map(_))
                && entry(value, name).is_none()
                && !there().any(|there| there == key.text);
            if is_new {
                let what = format!("`{part}:` of the form `{known}`, on which this one is based,");
                let finding = unknown(&rules::UNKNOWN_KEY, key, what, there());
                findings.push(finding.help(format!("what is new here begins with its `{name}:`")));
            }
            !is_new
        });
    }
}

/// The form that one is based on, and where it says so.
fn base(own: &Value) -> Option<(&str, Span)> {
    scalar(entry(own, BASED_ON)?)
}

fn scalar(value: &Value) -> Option<(&str, Span)> {
    if let Node::Scalar { text, .. } = &value.node { Some((text, value.span)) } else { None }
}

/// The ways to what a form leaves out, each with its place.
fn dropped(own: &Value) -> Vec<(&str, Span)> {
    let Some(value) = entry(own, DROP) else { return Vec::new() };
    let items = if let Node::List(items) = &value.node { items.as_slice() } else { std::slice::from_ref(value) };
    items.iter().filter_map(scalar).collect()
}

fn entry<'v>(value: &'v Value, key: &str) -> Option<&'v Value> {
    let Node::Map(entries) = &value.node else { return None };
    entries.iter().find(|(own, _)| own.text == key).map(|(_, value)| value)
}

/// Takes out what a way leads to; whether there was anything.
fn take_out(value: &mut Value, way: &[&str]) -> bool {
    let (Node::Map(entries), [first, rest @ ..]) = (&mut value.node, way) else { return false };
    let Some(at) = entries.iter().position(|(key, _)| key.text == *first) else { return false };
    if rest.is_empty() {
        entries.remove(at);
        return true;
    }
    take_out(&mut entries[at].1, rest)
}

/// Two values of one place in a form: what `own` says, and of what it does not say what `base` does. What is new stands behind what
/// stands before it in `own`, or last.
fn together<'v>(base: &'v Value, own: &'v Value, way: &mut Vec<&'v str>) -> Value {
    let is_shared = SHARED.iter().any(|shared| {
        shared.len() == way.len() && shared.iter().zip(way.iter()).all(|(known, key)| *known == "*" || known == key)
    });
    let (Node::Map(of_base), Node::Map(of_own), true) = (&base.node, &own.node, is_shared) else { return own.clone() };
    let mut entries: Vec<(Key, Value)> = of_base.clone();
    let mut last = None;
    for (key, value) in of_own {
        match entries.iter().position(|(known, _)| known.text == key.text) {
            Some(at) => {
                let before = of_base.iter().find(|(known, _)| known.text == key.text);
                way.push(&key.text);
                let value = before.map_or_else(|| value.clone(), |(_, before)| together(before, value, way));
                way.pop();
                entries[at] = (key.clone(), value);
                last = Some(at);
            }
            None => {
                let at = last.map_or(entries.len(), |last| last + 1);
                entries.insert(at, (key.clone(), value.clone()));
                last = Some(at);
            }
        }
    }
    Value { node: Node::Map(entries), span: own.span }
}
