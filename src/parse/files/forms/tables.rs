//! The tables of a form.

use std::sync::Arc;

use super::axes::table_axes;
use super::charts;
use crate::address::Address;
use crate::book::axis::Axis;
use crate::book::form::{self, Computed, Counts, Formula, Layout, Rate, Relation, ShareOf, Table, Term};
use crate::book::path::{CellPath, MOST_AXES, Pattern};
use crate::diagnostic::Diagnostic;
use crate::parse::files::text::{document, phrase};
use crate::parse::rules;
use crate::parse::yaml::fields::{Fields, Text, choice, parsed, text};
use crate::parse::yaml::tree::{Key, Yaml};
use crate::source::{Sources, Span};

/// What a table or measure can count.
pub const COUNTS: [(&str, Counts, &str); 4] = [
    ("snapshot", Counts::Snapshot, "People on the period's last day."),
    ("flow", Counts::Flow, "People or events over the whole period."),
    ("mixed", Counts::Mixed, "Some on one day, some over the period; notes say which is which."),
    ("rate", Counts::Rate, "A rate."),
];

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
    let counts =
        fields.need_text("counts", findings).and_then(|text| choice(text, &COUNTS.map(|row| (row.0, row.1)), findings));
    let unit = fields.need_text("unit", findings);
    let also_called = fields.texts("also_called", "a name", findings);
    let axes = table_axes(fields.need("axes", findings), form_axes, findings);
    if axes.len() > MOST_AXES {
        let finding =
            Diagnostic::new(&rules::BAD_VALUE, key.span, format!("the table `{}` has too many axes", key.text));
        findings.push(finding.help(format!("a table has at most {MOST_AXES} axes: make two tables of it")));
        return None;
    }
    let own = Own { key: &key.text, position: above.len(), axes: &axes };
    let not_applicable = patterns(&mut fields, "not_applicable", &own, findings);
    let optional = patterns(&mut fields, "optional", &own, findings);
    let computed = computed(&mut fields, &own, above, findings);
    let rate = fields.get("rate").and_then(|value| rate(value, above, findings));
    if rate.is_some() && !axes.is_empty() {
        let finding = Diagnostic::new(&rules::BAD_VALUE, key.span, format!("the rate `{}` has axes", key.text));
        findings.push(finding.help("a rate is a single figure: write `axes: []`"));
    }
    let chart = fields.get("chart").and_then(|value| charts::chart(sources, value, &axes, findings));
    let mut layouts: Vec<_> = Vec::new();
    for (key, value) in fields.map("shown", findings) {
        layouts.extend(layout(sources, (key, value), &own, above, findings));
    }
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

/// The table that is being read.
struct Own<'a> {
    key: &'a str,
    position: usize,
    axes: &'a [Arc<Axis>],
}

impl Own<'_> {
    /// The cell of the table with these keys, one for each axis.
    fn cell<'k>(&self, keys: impl Iterator<Item = &'k str>) -> Option<CellPath> {
        let path = CellPath::in_table(self.position, self.axes, keys)?;
        (path.length() == self.axes.len()).then_some(path)
    }
}

/// The cells that the build works out.
fn computed(fields: &mut Fields<'_>, own: &Own<'_>, above: &[Table], findings: &mut Vec<Diagnostic>) -> Vec<Computed> {
    let mut computed = Vec::new();
    for (cell, value) in fields.map("computed", findings) {
        let Some(formula) = text(value, "a formula", findings).and_then(|text| formula(text, above, findings)) else {
            continue;
        };
        let Some(path) = own.cell(Address::new(&cell.text).parts()) else {
            let message = format!("`{}` is no cell of the table `{}`", cell.text, own.key);
            let finding = Diagnostic::new(&rules::BAD_VALUE, cell.span, message);
            findings.push(finding.help("name one member of each axis, as in `level_1: …`"));
            continue;
        };
        computed.push(Computed { cell: path, formula });
    }
    computed
}

fn patterns(fields: &mut Fields<'_>, key: &'static str, own: &Own<'_>, findings: &mut Vec<Diagnostic>) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for item in fields.list(key, findings) {
        let Some((written, span)) = text(item, "a cell", findings) else { continue };
        match Pattern::resolve(own.position, own.axes, Address::new(written).parts()) {
            Some(pattern) => patterns.push(pattern),
            None => {
                let names: Vec<_> = own.axes.iter().map(|axis| axis.key.to_uppercase()).collect();
                let finding = Diagnostic::new(&rules::BAD_VALUE, span, format!("`{written}` is no cell of this table"));
                findings.push(finding.help(format!("write {}, with `*` where any will do", names.join("/"))));
            }
        }
    }
    patterns
}

fn formula((written, span): (&str, Span), above: &[Table], findings: &mut Vec<Diagnostic>) -> Option<Formula> {
    let mut terms = Vec::new();
    let mut is_minus = false;
    for (at, word) in written.split_whitespace().enumerate() {
        match (at % 2, word) {
            (1, "+") => is_minus = false,
            (1, "-") => is_minus = true,
            (0, word) => terms.push(Term { is_minus, cell: cell_above((word, span), above, findings)? }),
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
    let sum: Vec<_> = items.into_iter().filter_map(|text| cells_above(text, tables, findings)).collect();
    let at_most = fields.need_text("at_most", findings).and_then(|text| cells_above(text, tables, findings));
    let reason = fields.need_text("reason", findings);
    fields.finish("a relation", findings);
    (!sum.is_empty()).then_some(())?;
    Some(Relation { sum, at_most: at_most?, reason: reason?.0.to_owned() })
}

/// A cell of a table above: formulas find what they need settled.
fn cell_above((word, span): Text<'_>, above: &[Table], findings: &mut Vec<Diagnostic>) -> Option<CellPath> {
    let cell = form::cell(above, &Address::new(word));
    if cell.is_none() {
        findings.push(no_cell_above(word, span));
    }
    cell
}

/// Cells of a table above, with stars.
fn cells_above((word, span): Text<'_>, above: &[Table], findings: &mut Vec<Diagnostic>) -> Option<Pattern> {
    let address = Address::new(word);
    let mut parts = address.parts();
    let table = parts.next().and_then(|key| above.iter().position(|table| table.key == key));
    let cells = table.and_then(|at| Pattern::resolve(at, &above[at].axes, parts));
    if cells.is_none() {
        findings.push(no_cell_above(word, span));
    }
    cells
}

fn no_cell_above(word: &str, span: Span) -> Diagnostic {
    Diagnostic::new(&rules::BAD_VALUE, span, format!("`{word}` is no cell of a table above"))
        .help("name a cell of a table that stands before this one in the form, as in `eligible/total/total`")
}

fn rate(value: &Yaml, above: &[Table], findings: &mut Vec<Diagnostic>) -> Option<Rate> {
    let mut fields = Fields::new(value, "`rate`", findings)?;
    let of = fields.need_text("of", findings).and_then(|text| cell_above(text, above, findings));
    let population = fields.need_text("population", findings);
    fields.need("per", findings);
    let per = fields.number("per", findings);
    fields.finish("`rate`", findings);
    Some(Rate { of: of?, population: population?.0.to_owned(), per: per? })
}

fn layout(
    sources: &Sources,
    (key, value): (&Key, &Yaml),
    own: &Own<'_>,
    above: &[Table],
    findings: &mut Vec<Diagnostic>,
) -> Option<Layout> {
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
    let share = fields.get("share").and_then(|value| share(value, own, above, findings));
    fields.finish("a layout", findings);
    Some(Layout { key: key.text.clone(), title, periods: periods.unwrap_or(1).clamp(1, 12), change, share })
}

/// What shares are shown of: a cell of the table itself or of one above.
fn share(value: &Yaml, own: &Own<'_>, above: &[Table], findings: &mut Vec<Diagnostic>) -> Option<ShareOf> {
    let mut fields = Fields::new(value, "`share`", findings)?;
    let of = fields.need_text("of", findings);
    let decimals = fields.number("decimals", findings).unwrap_or(1);
    fields.finish("`share`", findings);
    let (word, span) = of?;
    let address = Address::new(word);
    let mut parts = address.parts();
    let cell = if parts.next() == Some(own.key) { own.cell(parts) } else { form::cell(above, &address) };
    if cell.is_none() {
        let finding =
            Diagnostic::new(&rules::BAD_VALUE, span, format!("`{word}` is no cell of this table or one above"));
        findings.push(finding.help("name the cell of which shares are shown, as in `community/total`"));
    }
    Some(ShareOf { cell: cell?, decimals })
}
