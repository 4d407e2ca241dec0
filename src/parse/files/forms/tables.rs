//! The tables of a form.

use std::sync::Arc;

use super::axes::table_axes;
use super::charts;
use crate::book::form::{Axis, Counts, Formula, Layout, Pattern, Rate, Relation, Table};
use crate::diagnostic::Diagnostic;
use crate::parse::files::text::{document, phrase};
use crate::parse::rules;
use crate::parse::yaml::fields::{Fields, choice, parsed, path, text};
use crate::parse::yaml::tree::{Key, Yaml};
use crate::source::{Sources, Span};

/// What a table or measure can count.
pub const COUNTS: [(&str, Counts); 4] =
    [("snapshot", Counts::Snapshot), ("flow", Counts::Flow), ("mixed", Counts::Mixed), ("rate", Counts::Rate)];

/// One table. `above` are the tables before it, to which formulas may refer.
pub fn table(
    sources: &Sources,
    key: &Key,
    value: &Yaml,
    form_axes: &[Axis],
    above: &[Table],
    findings: &mut Vec<Diagnostic>,
) -> Option<Table> {
    let mut fields = Fields::new(value, "a table", findings)?;
    let title = fields.need_text("title", findings).map(|text| phrase(sources, text, findings));
    let counts = fields.need_text("counts", findings).and_then(|text| choice(text, &COUNTS, findings));
    let unit = fields.need_text("unit", findings);
    let also_called = fields.texts("also_called", "a name", findings);
    let axes = table_axes(fields.need("axes", findings), form_axes, findings);
    let not_applicable = patterns(&mut fields, "not_applicable", &axes, findings);
    let optional = patterns(&mut fields, "optional", &axes, findings);
    let mut computed = Vec::new();
    for (cell, value) in fields.map("computed", findings) {
        if let Some(found) = text(value, "a formula", findings).and_then(|text| formula(text, above, findings)) {
            computed.push((path(&cell.text), found));
        }
    }
    let rate = fields.get("rate").and_then(|value| rate(value, above, findings));
    if rate.is_some() && !axes.is_empty() {
        let finding = Diagnostic::new(&rules::BAD_VALUE, key.span, format!("the rate `{}` has axes", key.text));
        findings.push(finding.help("a rate is a single figure: write `axes: []`"));
    }
    let chart = fields.get("chart").and_then(|value| charts::chart(sources, value, &axes, findings));
    let mut layouts: Vec<_> =
        fields.map("shown", findings).iter().filter_map(|(key, value)| layout(sources, key, value, findings)).collect();
    if layouts.is_empty() {
        layouts.push(Layout { key: key.text.clone(), title: None, periods: 1, change: None, share: None });
    }
    let notes = fields.list("notes", findings).iter().filter_map(|item| text(item, "a note", findings));
    let notes = notes.collect::<Vec<_>>().into_iter().map(|text| document(sources, text, findings)).collect();
    let commentary = fields.text("commentary", findings).map(|text| document(sources, text, findings));
    fields.finish("a table of a form", findings);
    Some(Table {
        key: key.text.clone(),
        title: title?,
        counts: counts?,
        unit: unit?.0.to_owned(),
        also_called,
        axes,
        not_applicable,
        optional,
        computed,
        rate,
        layouts,
        chart,
        notes,
        commentary,
        span: key.span,
    })
}

fn patterns(
    fields: &mut Fields<'_>,
    key: &'static str,
    axes: &[Arc<Axis>],
    findings: &mut Vec<Diagnostic>,
) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for item in fields.list(key, findings) {
        let Some((written, span)) = text(item, "a cell", findings) else { continue };
        let keys = path(written);
        let fits =
            |(axis, key): (&Arc<Axis>, &String)| key == "*" || axis.named_by.is_some() || axis.position(key).is_some();
        if keys.len() == axes.len() && axes.iter().zip(&keys).all(fits) {
            patterns.push(Pattern(keys));
        } else {
            let names: Vec<_> = axes.iter().map(|axis| axis.key.to_uppercase()).collect();
            let finding = Diagnostic::new(&rules::BAD_VALUE, span, format!("`{written}` is no cell of this table"));
            findings.push(finding.help(format!("write {}, with `*` where any will do", names.join("/"))));
        }
    }
    patterns
}

fn formula((written, span): (&str, Span), above: &[Table], findings: &mut Vec<Diagnostic>) -> Option<Formula> {
    let mut terms = Vec::new();
    let mut minus = false;
    for (at, word) in written.split_whitespace().enumerate() {
        match (at % 2, word) {
            (1, "+") => minus = false,
            (1, "-") => minus = true,
            (0, word) => terms.push((minus, cell_above(word, span, above, findings)?)),
            _ => {
                let finding =
                    Diagnostic::new(&rules::BAD_VALUE, span, format!("`{word}` cannot stand here in a formula"));
                findings.push(finding.help("write cells with ` + ` and ` - ` between them"));
                return None;
            }
        }
    }
    if written.split_whitespace().count() % 2 == 0 {
        let finding = Diagnostic::new(&rules::BAD_VALUE, span, "this formula has no end");
        findings.push(finding.help("write cells with ` + ` and ` - ` between them, a cell last"));
        return None;
    }
    Some(Formula { terms })
}

/// What must hold between cells of the form.
pub fn relation(value: &Yaml, tables: &[Table], findings: &mut Vec<Diagnostic>) -> Option<Relation> {
    let mut fields = Fields::new(value, "a relation", findings)?;
    let items =
        fields.list("sum", findings).iter().filter_map(|item| text(item, "a cell", findings)).collect::<Vec<_>>();
    let sum: Vec<_> = items.into_iter().filter_map(|(word, span)| cell_above(word, span, tables, findings)).collect();
    let at_most = fields.need_text("at_most", findings);
    let at_most = at_most.and_then(|(word, span)| cell_above(word, span, tables, findings));
    let reason = fields.need_text("reason", findings);
    fields.finish("a relation", findings);
    (!sum.is_empty()).then_some(())?;
    Some(Relation { sum, at_most: at_most?, reason: reason?.0.to_owned() })
}

/// A cell of a table above: formulas find what they need settled.
fn cell_above(word: &str, span: Span, above: &[Table], findings: &mut Vec<Diagnostic>) -> Option<Vec<String>> {
    let cell = path(word);
    let table = above.iter().find(|table| table.key == cell[0]);
    let fits = table.is_some_and(|table| {
        table.axes.len() + 1 == cell.len()
            && table
                .axes
                .iter()
                .zip(&cell[1..])
                .all(|(axis, key)| key == "*" || axis.named_by.is_some() || axis.position(key).is_some())
    });
    if !fits {
        let finding = Diagnostic::new(&rules::BAD_VALUE, span, format!("`{word}` is no cell of a table above"));
        findings.push(
            finding
                .help("name a cell of a table that stands before this one in the form, as in `eligible/total/total`"),
        );
    }
    fits.then_some(cell)
}

fn rate(value: &Yaml, above: &[Table], findings: &mut Vec<Diagnostic>) -> Option<Rate> {
    let mut fields = Fields::new(value, "`rate`", findings)?;
    let of = fields.need_text("of", findings).and_then(|(word, span)| cell_above(word, span, above, findings));
    let population = fields.need_text("population", findings);
    fields.need("per", findings);
    let per = fields.number("per", findings);
    fields.finish("`rate`", findings);
    Some(Rate { of: of?, population: population?.0.to_owned(), per: per? })
}

fn layout(sources: &Sources, key: &Key, value: &Yaml, findings: &mut Vec<Diagnostic>) -> Option<Layout> {
    let mut fields = Fields::new(value, "a layout", findings)?;
    let title = fields.text("title", findings).map(|text| phrase(sources, text, findings));
    let periods = fields.text("periods", findings).and_then(|(text, span)| {
        let number = parsed(text, span, "a whole number", findings);
        if number.is_some_and(|number: usize| !(1..=12).contains(&number)) {
            let finding = Diagnostic::new(&rules::BAD_VALUE, span, "so many periods cannot stand side by side");
            findings.push(finding.help("write a number from 1 to 12"));
        }
        number
    });
    let change = fields.number("change", findings);
    let mut share = None;
    if let Some(value) = fields.get("share") {
        let mut fields = Fields::new(value, "`share`", findings)?;
        let of = fields.need_text("of", findings);
        let decimals =
            fields.text("decimals", findings).and_then(|(text, span)| parsed(text, span, "a whole number", findings));
        fields.finish("`share`", findings);
        share = of.map(|(of, _)| (path(of), decimals.unwrap_or(1)));
    }
    fields.finish("a layout", findings);
    Some(Layout { key: key.text.clone(), title, periods: periods.unwrap_or(1).clamp(1, 12), change, share })
}
