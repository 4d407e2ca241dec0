//! Totals that a later form makes of other rows or columns than the one before.

use std::collections::BTreeMap;

use crate::book::Book;
use crate::book::axis::Member;
use crate::book::form::Form;
use crate::book::period::Period;
use crate::book::series::{Measure, MeasureCell};
use crate::chart::description::list;
use crate::check::context::BookCheck;
use crate::diagnostic::Diagnostic;

rules! {
    MEMBERS = "A116" "other-members" Warning:
        "A form has other rows or columns below the total of a measure than the form before, and the measure does not say whether its series goes on.";
        "What is new is counted in the total: readers take for a rise what was not counted before.";
        "All libraries up by 13.1%, since library buses are counted among them.";
        "Write `breaks:` with the period and the reason if the figures do not compare, `goes_on:` with the period if they do: where what is new was counted in another row before."
}

pub(crate) const CHECK: BookCheck = BookCheck { rules: RULES, run: check };

/// A measure with its cell in a form.
type Held<'b> = (&'b Form, &'b Measure, &'b MeasureCell);

/// Checks the measures of a book where their forms change. One finding for what changes in a period.
fn check(book: &Book, findings: &mut Vec<Diagnostic>) {
    let mut changed: BTreeMap<(Period, String), Vec<Held<'_>>> = BTreeMap::new();
    // What says that a series goes on may be what cannot be read.
    for measure in book.measures.iter().filter(|_| !book.unread_measures) {
        let held = measure.cells.iter().filter_map(|cell| Some((&**book.form(&cell.form)?, measure, cell)));
        let mut held: Vec<_> = held.collect();
        held.sort_by_key(|(form, ..)| (form.national, form.from.length(), form.from));
        for pair in held.windows(2).filter(|pair| follows(pair[0].0, pair[1].0)) {
            let [before, now] = [pair[0], pair[1]];
            for what in members(before, now).into_iter().filter(|_| !is_told(measure, before.0, now.0)) {
                let held = changed.entry((now.0.from, what)).or_default();
                held.extend(Some(now).filter(|_| held.iter().all(|(_, other, _)| other.key != measure.key)));
            }
        }
    }
    findings.extend(changed.iter().filter_map(|((at, what), held)| finding(*at, what, held)));
}

/// Whether a form comes after another of such periods, and not beside it.
fn follows(before: &Form, now: &Form) -> bool {
    before.national == now.national && before.from.is_like(now.from) && before.to.is_some_and(|last| last < now.from)
}

/// Whether a measure says what becomes of its series between two forms.
fn is_told(measure: &Measure, before: &Form, now: &Form) -> bool {
    let is_between = |at| before.to.is_some_and(|last| last < at) && at <= now.from;
    measure.breaks.iter().any(|one| is_between(one.at)) || measure.goes_on.iter().any(|at| is_between(*at))
}

/// What members a total has in a form that it had not in the one before, or the other way round, one text for each of its headings.
fn members((before, _, was): Held<'_>, (now, _, cell): Held<'_>) -> Vec<String> {
    let (there, here) = (below(before, was), below(now, cell));
    let pairs = here.iter().filter_map(|axis| Some((there.iter().find(|other| other.key == axis.key)?, axis)));
    let lacks = |one: &Below<'_>, other: &Below<'_>| {
        let lacking = other.members.iter().filter(|member| one.members.iter().all(|own| own.key != member.key));
        lacking.map(|member| format!("“{}”", member.short)).collect::<Vec<_>>()
    };
    let told = |(then, now): (&Below<'_>, &Below<'_>)| match [lacks(then, now), lacks(now, then)] {
        [new, old] if new.is_empty() && old.is_empty() => None,
        [new, old] if old.is_empty() => Some(format!("{} new", are(&new))),
        [new, old] if new.is_empty() => Some(format!("{} no more there", are(&old))),
        [new, old] => Some(format!("{} new and {} no more there", are(&new), are(&old))),
    };
    pairs.filter_map(told).collect()
}

/// What is counted in a total along one of its axes.
struct Below<'f> {
    key: &'f str,
    members: Vec<&'f Member>,
}

/// What is counted in a cell, along each axis of which it is a total: members whose cells cannot all be without a number.
fn below<'f>(form: &'f Form, cell: &MeasureCell) -> Vec<Below<'f>> {
    let found = cell.path.and_then(|path| Some((path, form.tables.get(path.table_position())?)));
    let Some((path, table)) = found else { return Vec::new() };
    let totals = table.axes.iter().enumerate().filter(|(at, _)| path.is_total_along(*at));
    let below = totals.map(|(at, axis)| {
        let members = axis.members.iter().enumerate();
        let counted = members.filter(|(member, _)| table.can_hold(path.at(at, *member)));
        Below { key: &axis.key, members: counted.map(|(_, member)| member).collect() }
    });
    below.collect()
}

fn are(names: &[String]) -> String {
    format!("{} {}", list(names), if names.len() == 1 { "is" } else { "are" })
}

fn finding(at: Period, what: &str, held: &[Held<'_>]) -> Option<Diagnostic> {
    let ((form, first, cell), others) = held.split_first()?;
    let keys: Vec<_> = held.iter().map(|(_, measure, _)| format!("`{}`", measure.key)).collect();
    let (under, run) = if others.is_empty() { ("it", "which runs on") } else { ("each of them", "which run on") };
    let at = at.name();
    let finding = MEMBERS
        .at(cell.span, format!("from {at} on {what} below the total of {}, {run}", list(&keys)))
        .label(format!("“{}”, in the form `{}`", first.title, form.key))
        .help(format!(
            "if the figures do not compare with those before, write under {under} `breaks: [{{ at: {at}, reason: … }}]`"
        ))
        .help(format!(
            "if they do, because what is new was counted in another row before, write under {under} `goes_on: [{at}]`"
        ));
    let other =
        |finding: Diagnostic, (_, measure, cell): &Held<'_>| finding.related(cell.span, format!("“{}”", measure.title));
    Some(others.iter().fold(finding, other))
}
