//! `content/forms/`: return forms, so that a new table, category or order type needs no Rust.

use std::sync::Arc;

use super::axes::axis;
use super::follows;
use super::tables::{relation, tables};
use crate::book::form::Form;
use crate::book::period::{Length, Period, Years};
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::parse::files::areas::folder_name;
use crate::parse::files::text::words;
use crate::parse::rules;
use crate::parse::shape::fields::{self, Fields, record};
use crate::parse::shape::kind::{Kind, each, flag, named, period, text};
use crate::parse::tree::value::{Key, Node, Notation, Value};
use crate::source::Span;

/// The key that names the form on which one is based.
pub(super) const BASED_ON: &str = "based_on";
/// The key of the ways to what a form leaves out of that one.
pub(super) const DROP: &str = "drop";

/// One form; none where anything is wrong with it: every return would seem to hold what nobody asks for. What rests on it waits
/// until it is right.
pub(crate) fn form(key: &str, value: &Value, years: Years, findings: &mut Vec<Diagnostic>) -> Option<Arc<Form>> {
    let mut found = Vec::new();
    let form = fields::read(&file(key, years), value, Notation::Yaml, &mut found);
    let is_misspelt = |finding: &Diagnostic| {
        let part = finding.span.cut(0, 0);
        let mut keys = keys(value).filter(|key| key.span.start == part.start && key.span.file == part.file);
        finding.rule == &rules::UNKNOWN_KEY && keys.any(|key| nearest(&key.text, ["axes", "tables"]).is_some())
    };
    if !value.is_whole() || found.iter().any(is_misspelt) {
        // A name that leads nowhere may be that of what could not be read.
        found.retain(|finding| finding.rule != &rules::BAD_VALUE);
    }
    follows::take_out(value, &mut found);
    let is_right = found.iter().all(|finding| finding.severity < Severity::Error);
    findings.append(&mut found);
    form.filter(|_| value.is_whole() && is_right).map(Arc::new)
}

/// The keys that a value has.
pub(super) fn keys(value: &Value) -> impl Iterator<Item = &Key> + Clone {
    let entries = if let Node::Map(entries) = &value.node { entries.as_slice() } else { &[] };
    entries.iter().map(|(key, _)| key)
}

/// The file of the form with this key, in a book whose years begin so.
pub(crate) fn file(key: &str, years: Years) -> Kind<'_, Form> {
    record("a form", move |fields| {
        fields.need("form", folder_name(&[key]), "The form's key: the name of this file without its ending.");
        let title = fields.need("title", words(), "The title for readers.");
        let about = "The form that this one is like: only what is other than there is written here.";
        let based_on = fields.may(BASED_ON, text(), about);
        fields.rests_on(BASED_ON);
        let about = "The ways to what that form asks and this one does not, as in `tables/people` or `axes/kind/members/red`.";
        fields.may(DROP, each(text().called("a way", "")), about);
        let periods = fields.need("periods", record("`periods`", move |fields| periods(fields, years)), "The periods that use the form.");
        let about = "Whether the nation fills the form in rather than an area.";
        let national = fields.may("national", flag().attempted(), about);
        let national = national.map_or_else(|| fields.has_like(&["national"]), |national| national.unwrap_or(true));
        let about = "Whether it asks for the main figures only, of reports of which no more is known: another form may hold for the same \
                     periods.";
        let partial = fields.may("partial", flag(), about).unwrap_or_default();
        let about = "The questions' headings, each with what stands under it.";
        let axes = fields.may("axes", named(record("an axis", axis)), about).unwrap_or_default();
        let tables = fields.may("tables", tables(&axes, national), "The tables in the order of the form.").unwrap_or_default();
        let relation = record("a relation", |fields| relation(fields, &tables));
        let relations = fields.may("relations", each(relation), "What must hold between cells.").unwrap_or_default();
        let Periods { from, to, span: periods } = periods?;
        let (key, span) = (key.to_owned(), fields.span()?);
        Some(Form { key, title: title?, based_on, from, to, periods, national, partial, tables, relations, span })
    })
    .described("A return form", "What areas are asked for: the headings, and the tables that are made of them.")
}

struct Periods {
    from: Period,
    to: Option<Period>,
    span: Span,
}

fn periods(fields: &mut Fields<'_>, years: Years) -> Option<Periods> {
    let from = fields.need("from", period(years), "The first period that uses the form.");
    let to =
        fields.may("to", period(years).placed(), "The last period that uses the form. Left out while it is in use.");
    let from = from?;
    if let Some(to) = to.as_ref().filter(|to| !to.value.is_like(from) || to.value < from) {
        let message = format!("`{}` is not a {} from {} on", to.value.name(), from.word(), from.name());
        fields.findings.push(rules::BAD_VALUE.at(to.span, message).help("write the last period that uses the form"));
        return None;
    }
    if from.length() == Length::Month && years.begin.is_none() {
        let message = "nothing says to which year a month belongs";
        let help =
            "write in book.toml, under `[book]`, the month with which years begin, as in `years_begin = \"April\"`";
        fields.findings.push(rules::BAD_VALUE.at(fields.span()?, message).help(help));
    }
    Some(Periods { from, to: to.map(|to| to.value), span: fields.span()? })
}
