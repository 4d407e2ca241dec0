//! `content/measures.yaml`: the series that live across forms, and where they break.

use std::sync::Arc;

use super::folders::{OF_CONTENT, read};
use super::text::words;
use crate::address::Address;
use crate::book::form::{COUNTS, Form};
use crate::book::period::Years;
use crate::book::series::{Break, Measure, MeasureCell};
use crate::diagnostic::Diagnostic;
use crate::parse::shape::describe::{Holds, Known, Map, Shape};
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, Text, choice, each, flag, named, period, text_as};
use crate::parse::shape::paths;
use crate::source::Sources;

/// The series that live across these forms, and whether something of them could not be read.
pub(crate) fn measures(
    sources: &Sources,
    forms: &[Arc<Form>],
    years: Years,
    findings: &mut Vec<Diagnostic>,
) -> (Vec<Measure>, bool) {
    let before = findings.len();
    let found = OF_CONTENT.find(sources, "content/", "measures.yaml");
    let measures = found.and_then(|found| read(sources, found, &file(forms, years), findings));
    let mut measures = measures.unwrap_or_default();
    measures.iter_mut().for_each(|measure| follow(measure, forms));
    (measures, findings.len() > before)
}

/// Finds a measure in the forms that are based on one that holds it, where they have the same cell and the measure names no other.
fn follow(measure: &mut Measure, forms: &[Arc<Form>]) {
    let form = |key: &str| forms.iter().find(|form| form.key == key);
    let cell = |cells: &[MeasureCell], key: &str| cells.iter().find(|cell| cell.form == key).cloned();
    let mut followed = Vec::new();
    for own in forms.iter().filter(|own| cell(&measure.cells, &own.key).is_none()) {
        let bases = std::iter::successors(Some(own), |form_of| form(form_of.based_on.as_deref()?));
        let known = bases.skip(1).take(forms.len()).find_map(|base| cell(&measure.cells, &base.key));
        followed.extend(known.and_then(|known| {
            let path = own.cell(&known.address)?;
            Some(MeasureCell { form: own.key.clone(), path: Some(path), ..known })
        }));
    }
    measure.cells.extend(followed);
}

/// `content/measures.yaml` of a book with these forms, whose years begin so.
pub(crate) fn file(forms: &[Arc<Form>], years: Years) -> Kind<'_, Vec<Measure>> {
    record("`content/measures.yaml`", move |fields| {
        let about = "The series in the order in which they are listed.";
        fields.may("measures", named(record("a measure", move |fields| measure(fields, forms, years))), about)
    })
    .described("Measures", "The series that live across forms, and where they break.")
}

fn measure(fields: &mut Fields<'_>, forms: &[Arc<Form>], years: Years) -> Option<Measure> {
    let title = fields.need("title", words(), "The title for readers.");
    let short = fields.may("short", words(), "The title where space is short.");
    let about = fields.need("about", words(), "What the measure counts, in a sentence.");
    let counts = fields.need("counts", choice(&COUNTS), "What is counted.");
    let unit = fields.need("unit", words(), "What is counted: people, orders, and so on.");
    let headline = fields.may("headline", flag(), "Whether the measure stands at the head of every report.");
    let without = "`false` for what does not follow from how many people live somewhere, such as beds: then it has no rates, intervals and funnel.";
    let has_rates = fields.may("rates", flag(), without);
    let cell = text_as(|text| Ok(cell(text, forms)));
    let cells = fields.may(
        "cells",
        named(cell.called("a cell", "")).holding(cells_of_forms),
        "Where each form holds the figure.",
    );
    let breaks = fields.may(
        "breaks",
        each(record("a break", move |fields| series_break(fields, years))),
        "Where the series breaks.",
    );
    let told = "The first periods of forms whose tables have more or fewer rows or columns below a total, where the series does not break.";
    let goes_on = fields.may("goes_on", each(period(years).called("a period", "")), told);
    let mut breaks = breaks.unwrap_or_default();
    breaks.sort_by_key(|one: &Break| one.at);
    let title = title?;
    Some(Measure {
        key: fields.name()?.text,
        short: short.unwrap_or_else(|| title.clone()),
        title,
        about: about?,
        counts: counts?,
        unit: unit?,
        headline: headline.unwrap_or_default(),
        has_rates: has_rates.unwrap_or(true),
        cells: cells.unwrap_or_default(),
        breaks,
        goes_on: goes_on.unwrap_or_default(),
    })
}

fn series_break(fields: &mut Fields<'_>, years: Years) -> Option<Break> {
    let at = fields.need("at", period(years), "The first period of the new series.");
    let reason = fields.need("reason", words(), "Why the figures do not compare with those before.");
    Some(Break { at: at?, reason: reason? })
}

/// The cell of the form whose key it stands under.
fn cell(text: Text<'_>, forms: &[Arc<Form>]) -> MeasureCell {
    let (form, address) = (&text.key.text, Address::new(text.text));
    let path = forms.iter().find(|known| known.key == *form).and_then(|known| known.cell(&address));
    MeasureCell { form: form.clone(), address, path, span: text.span }
}

/// The forms of the book, each with the ways to its cells.
fn cells_of_forms(known: &Known<'_>) -> Option<Holds> {
    let instead = "Write the way to a cell of this form, as in `people/total/total`.";
    let cell = |form: &Form| {
        let holds = Holds::Matching(paths::to_any_cell(form), instead);
        Shape::new(holds, &form.title, "The way to the figure in this form.")
    };
    let forms = known.book?.forms.iter().map(|form| (form.key.as_str(), cell(form)));
    Some(Holds::Map(Map::of(forms)))
}
