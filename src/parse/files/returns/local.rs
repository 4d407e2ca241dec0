//! `local:` in `statistics.yaml`: figures that are counted elsewhere than in the form, each with its source.

use std::sync::Arc;

use super::cells;
use super::numbers::Numbers;
use crate::book::axis::{Axis, Member};
use crate::book::cell::Cell;
use crate::book::form::Form;
use crate::book::narrative::Words;
use crate::book::path::CellPath;
use crate::book::returns::Local;
use crate::book::returns::grid::Grid;
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::files::text::words;
use crate::parse::rules;
use crate::parse::shape::describe::Holds;
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, Place, named};
use crate::parse::tree::value::{Key, Node, Value};
use crate::source::Span;

const EXAMPLE: &str = "{ value: 160, counts: people trained, source: training log }";

/// What stands in `value:`, with its place.
enum Figure {
    Number(Cell, Span),
    Blank(Span),
}

/// What a report says of one figure; what cannot be read is missing, which is a finding already.
#[derive(Default)]
struct Declared {
    figure: Option<Figure>,
    counts: Option<Words>,
    source: Option<Words>,
}

/// A figure with the key that the report gives it.
pub(crate) struct Named {
    key: Key,
    declared: Declared,
}

/// The local figures of a return, as they are declared.
pub(crate) fn kind() -> Kind<'static, Vec<Named>> {
    // A figure that cannot be read keeps its name: a reference to it is no second fault.
    let known = |value: &Value, place: Place<'_>, findings: &mut Vec<Diagnostic>| {
        let declared = if let Node::Map(_) | Node::Unread = value.node {
            record("a local figure", declared).read(value, place, findings)
        } else {
            let message = format!("{place} needs a value, what it counts and its source");
            findings
                .push(rules::WRONG_TYPE.at(value.span, message).help(format!("write `{}: {EXAMPLE}`", place.key.text)));
            None
        };
        let name = name(place.key);
        if name != place.key.text {
            let message = format!("no reference can name a figure `{}`", shown(&place.key.text));
            findings.push(rules::BAD_VALUE.at(place.key.span, message).help(if name.is_empty() {
                "give it a name of letters, digits and `_`".to_owned()
            } else {
                format!("write `{name}`: letters, digits and `_`")
            }));
        }
        let mut declared = declared.unwrap_or_default();
        // What a reference to it would print is not looked at before it has a name.
        declared.figure = declared.figure.filter(|_| name == place.key.text);
        let key = Key { text: name, span: place.key.span };
        (!key.text.is_empty()).then_some(Named { key, declared })
    };
    named(Kind::new(known, |known| record("a local figure", declared).shape(known)))
}

fn declared(fields: &mut Fields<'_>) -> Option<Declared> {
    let figure = fields.need("value", figure(), "The number. Nothing stands here until it is known.");
    let about = "What it counts, in words for readers, as in `people trained in risk assessment`.";
    let counts = fields.need("counts", words(), about);
    let source = fields.need("source", words(), "Where it was counted, as in `training log of the co-ordinator`.");
    Some(Declared { figure, counts, source })
}

fn figure() -> Kind<'static, Figure> {
    let read = |value: &Value, _: Place<'_>, findings: &mut Vec<Diagnostic>| {
        if cells::is_empty(value) {
            return Some(Figure::Blank(value.span));
        }
        Some(Figure::Number(cells::cell(value, Numbers::Any, findings)?, value.span))
    };
    Kind::new(read, |_| Holds::AnyNumber.into())
}

/// The local figures of a return of a form.
pub(crate) fn figures(form: &Form, named: Vec<Named>, fields: &mut Fields<'_>) -> Option<Local> {
    let span = named.first()?.key.span;
    let member = |figure: &Named| {
        let counts = figure.declared.counts.clone().unwrap_or_else(|| Words::new("", figure.key.span));
        Member::new(&figure.key.text, counts)
    };
    let members = named.iter().map(member).collect();
    let key = Local::KEY.to_owned();
    let axis = Axis { named_by: Some(key.clone()), key, label: Words::new("Figure", span), members, total: None };
    let mut grid = Grid::new(CellPath::LOCAL, vec![Arc::new(axis)], span);
    let mut sources = Vec::new();
    for (at, Named { key, declared }) in named.into_iter().enumerate() {
        let path = CellPath::table(CellPath::LOCAL).with(at);
        let is_table = form.table(&key.text).is_some();
        if is_table {
            let finding = rules::BAD_VALUE.at(key.span, format!("`{}` is a table of the form", key.text));
            let help = "give the figure another name, so that nobody takes one for the other";
            fields.findings.push(finding.help(help));
        }
        match declared.figure.filter(|_| !is_table) {
            Some(Figure::Number(cell, span)) => grid.hand_in(path, cell, span),
            Some(Figure::Blank(span)) => grid.leave_blank(path, span),
            None => grid.spoil(path),
        }
        sources.push(declared.source.unwrap_or_else(|| Words::new("", key.span)));
    }
    Some(Local { grid, sources })
}

/// The name by which references know a figure: what they cannot hold is `_` in it.
fn name(key: &Key) -> String {
    let fits = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == '-';
    if key.text.chars().all(fits) {
        return key.text.clone();
    }
    key.text.split(|sign| !fits(sign)).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}
