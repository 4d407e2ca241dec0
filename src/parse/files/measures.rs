//! `content/measures.yaml`: the series that live across forms, and where they break.

use std::sync::Arc;

use super::folders::read;
use super::forms::tables::COUNTS;
use crate::address::Address;
use crate::book::form::Form;
use crate::book::series::{Break, Measure, MeasureCell};
use crate::diagnostic::Diagnostic;
use crate::parse::shape::describe::{Entry, Holds, Known, Map, Shape};
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::Kind;
use crate::parse::shape::many::{Each, named};
use crate::parse::shape::paths;
use crate::parse::shape::text::{Choice, FLAG, PERIOD, TEXT, Text, text_as};
use crate::source::Sources;

/// The series that live across these forms.
pub fn measures(sources: &Sources, forms: &[Arc<Form>], findings: &mut Vec<Diagnostic>) -> Vec<Measure> {
    read(sources, "content/measures.yaml", &file(forms), findings).unwrap_or_default()
}

/// `content/measures.yaml` of a book with these forms.
pub fn file(forms: &[Arc<Form>]) -> impl Kind<Value = Vec<Measure>> {
    record("`content/measures.yaml`", move |fields| {
        let about = "The series in the order in which they are listed.";
        fields.may("measures", named(record("a measure", |fields| measure(fields, forms))), about)
    })
}

fn measure(fields: &mut Fields<'_>, forms: &[Arc<Form>]) -> Option<Measure> {
    let title = fields.need("title", TEXT, "The title for readers.");
    let short = fields.may("short", TEXT, "The title where space is short.");
    let about = fields.need("about", TEXT, "What the measure counts, in a sentence.");
    let counts = fields.need("counts", Choice(&COUNTS), "What is counted.");
    let unit = fields.need("unit", TEXT, "What is counted: people, orders, and so on.");
    let headline = fields.may("headline", FLAG, "Whether the measure stands at the head of every report.");
    let cell = text_as(|text: Text<'_>, _: &mut Vec<Diagnostic>| Some(cell(text, forms)));
    let cells =
        fields.may("cells", named(cell.called("a cell", "")).of(cells_of_forms), "Where each form holds the figure.");
    let breaks = fields.may("breaks", Each(record("a break", series_break)), "Where the series breaks.");
    let title = title?;
    Some(Measure {
        key: fields.name()?.text,
        short: short.unwrap_or_else(|| title.clone()),
        title,
        about: about?,
        counts: counts?,
        unit: unit?,
        headline: headline.unwrap_or_default(),
        cells: cells.unwrap_or_default(),
        breaks: breaks.unwrap_or_default(),
    })
}

fn series_break(fields: &mut Fields<'_>) -> Option<Break> {
    let at = fields.need("at", PERIOD, "The first period of the new series.");
    let reason = fields.need("reason", TEXT, "Why the figures do not compare with those before.");
    Some(Break { at: at?, reason: reason? })
}

/// The cell of the form whose key it stands under.
fn cell(text: Text<'_>, forms: &[Arc<Form>]) -> MeasureCell {
    let (form, address) = (&text.key.text, Address::new(text.text));
    let path = forms.iter().find(|known| known.key == *form).and_then(|known| known.cell(&address));
    MeasureCell { form: form.clone(), address, path, span: text.span }
}

/// The forms of the book, each with the ways to its cells.
fn cells_of_forms(known: &Known<'_>) -> Option<Map> {
    let instead = "Write the way to a cell of this form, as in `eligible/total/total`.";
    let cell = |form: &Arc<Form>| {
        let shape = Shape::new(Holds::Matching(paths::to_any_cell(form), instead));
        Entry::may(&form.key, shape.title(&form.title).about("The way to the figure in this form."))
    };
    Some(Map { keys: known.book?.forms.iter().map(cell).collect(), ..Map::default() })
}
