//! `statistics.yaml`: what each form asks for, down to the cell.

use serde_json::{Map, Value, json};

use super::values::{CELL, CELL_THAT_CANNOT_APPLY, PERIOD, about, choice, member, named, object, shared, text};
use crate::book::Book;
use crate::book::axis::Axis;
use crate::book::form::{Counts, Form, Table};
use crate::book::narrative::{Asks, Inline, Name, Phrase, Seen, walk_phrase};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::parse::shape::paths;

/// The returns of one form.
pub fn of_form(book: &Book, form: &Form) -> Value {
    let named =
        form.tables.iter().flat_map(|table| &table.axes).filter_map(|axis| Some((axis.named_by.clone()?, names(axis))));
    let need = [
        ("area".to_owned(), areas(book)),
        ("period".to_owned(), period(form)),
        ("form".to_owned(), json!({ "title": form.title, "const": form.key })),
    ];
    let tables = form.tables.iter().enumerate();
    let tables = tables.map(|(at, table)| (table.key.clone(), self::table(book, table, CellPath::table(at))));
    let more = [("notes".to_owned(), notes(book, form)), ("last_year".to_owned(), last_year(form))];
    let description = "The figures that are handed in. Totals may be left out: areabook works them out.";
    about(object(need.into_iter().chain(named), tables.chain(more)), &form.title, description)
}

/// Any return: the form that it names says what it holds.
pub fn of_any_form(book: &Book) -> Value {
    let titles = book.forms.iter().map(|form| (&form.key, &form.title));
    let by_form: Vec<_> = book
        .forms
        .iter()
        .map(|form| {
            json!({
                "if": { "properties": { "form": { "const": form.key } }, "required": ["form"] },
                "then": of_form(book, form),
            })
        })
        .collect();
    let mut schema = json!({
        "title": "A return",
        "type": "object",
        "properties": {
            "area": areas(book),
            "period": shared(PERIOD, "", "The reporting year, as the folder is named."),
            "form": choice("The form that the return fills in.", titles),
        },
        "required": ["area", "period", "form"],
    });
    if !by_form.is_empty() {
        schema["allOf"] = json!(by_form);
    }
    schema
}

/// The folders of the areas, and the nation's key.
pub fn areas(book: &Book) -> Value {
    let areas = book.areas.iter().chain([&book.nation]).map(|area| (&area.key, &area.name));
    choice("The area, as its folder is named.", areas)
}

/// The periods of a form that is no longer in use, or any period.
fn period(form: &Form) -> Value {
    let about = "The reporting year, as the folder is named.";
    let Some(to) = form.to else { return shared(PERIOD, "", about) };
    let back = std::iter::successors(Some(to), |period: &Period| Some(period.previous()));
    let mut periods: Vec<_> = back.take_while(|period| *period >= form.from).map(|period| period.to_string()).collect();
    periods.reverse();
    json!({ "description": about, "enum": periods })
}

/// The members of an axis that each return names itself.
fn names(axis: &Axis) -> Value {
    about(named("The return's own names: a key for each, with its label.", member()), &axis.label, "")
}

/// One table, empty or down to the cell.
fn table(book: &Book, table: &Table, path: CellPath) -> Value {
    let unit = &table.unit;
    let counts = match table.counts {
        Counts::Snapshot => format!("Counts {unit} on the last day of the period."),
        Counts::Flow => format!("Counts {unit} over the whole period."),
        Counts::Mixed => format!("Counts {unit}: some on one day, some over a year."),
        Counts::Rate => format!("A rate: {unit}."),
    };
    about(inside(table, path, &[]), &plain(book, &table.title), &counts)
}

/// `{ level_1: 1,239 }` holds a 1 and a key 239 that has no value, which an editor passes over unless keys have a type.
const SEPARATORS: &str = "Numbers are written without separators: 1239, not 1,239.";

/// What stands in a table, a row of it or a cell, below these labels.
fn inside<'a>(table: &'a Table, part: CellPath, labels: &[&'a str]) -> Value {
    let Some(axis) = table.axes.get(part.length()) else { return cell(table, part) };
    let below = |position: usize, label: &'a str| {
        let labels = [labels, &[label]].concat();
        about(inside(table, part.with(position), &labels), &labels.join(" \u{b7} "), "")
    };
    let members = axis.positions().filter_map(|at| Some((at, axis.member(at)?)));
    let mut value = object([], members.map(|(at, member)| (member.key.as_str(), below(at, &member.label))));
    if axis.named_by.is_some() {
        // No form knows the members that a return names: any position among them stands for all.
        value["additionalProperties"] = below(0, &axis.label);
    } else if axis.all().all(|member| member.key.parse::<f64>().is_err()) {
        value["propertyNames"] = json!({ "type": "string", "errorMessage": SEPARATORS });
    }
    value
}

fn cell(table: &Table, path: CellPath) -> Value {
    if table.not_applicable.iter().any(|pattern| pattern.covers(path)) {
        shared(CELL_THAT_CANNOT_APPLY, "", "")
    } else if table.computed.iter().any(|computed| computed.cell == path) {
        shared(CELL, "", "Leave this out: areabook works it out from other figures.")
    } else if path.is_total() {
        shared(CELL, "", "May be left out: areabook works it out, and checks it where it stands.")
    } else if table.optional.iter().any(|pattern| pattern.covers(path)) {
        shared(CELL, "", "May be left out.")
    } else {
        shared(CELL, "", "")
    }
}

/// Notes under tables, rows and cells.
fn notes(book: &Book, form: &Form) -> Value {
    let tables: Map<_, _> =
        form.tables.iter().map(|table| (table.key.clone(), note(&plain(book, &table.title)))).collect();
    let parts: Map<_, _> = form.tables.iter().map(|table| (paths::to_part(table), note(""))).collect();
    json!({
        "description": "Footnotes: the table, row or cell that each is about, as in `orders/sopos`, with its text.",
        "type": "object",
        "properties": tables,
        "patternProperties": parts,
        "additionalProperties": false,
    })
}

fn note(title: &str) -> Value {
    about(text("What readers should know of these figures."), title, "")
}

/// What a return says of the period before.
fn last_year(form: &Form) -> Value {
    let cells: Map<_, _> = form.tables.iter().map(|table| (paths::to_cell(table), shared(CELL, "", ""))).collect();
    json!({
        "description": "Figures of the period before, where the area tells them again: the way to each cell, as in `eligible/total/total`, with its number.",
        "type": "object",
        "patternProperties": cells,
        "additionalProperties": false,
    })
}

/// A title without the report that it will stand in.
fn plain(book: &Book, phrase: &Phrase) -> String {
    let mut text = String::new();
    walk_phrase(phrase, &mut |seen| match seen {
        Seen::Inline(Inline::Text(words, _) | Inline::Code(words)) => text.push_str(words),
        Seen::Inline(Inline::Break) => text.push(' '),
        Seen::Inline(Inline::Reference(reference)) => text.push_str(&in_general(book, &reference.asks)),
        _ => {}
    });
    text
}

/// What a reference stands for in every report.
fn in_general(book: &Book, asks: &Asks) -> String {
    match asks {
        Asks::Name(Name::Area) => "the area".to_owned(),
        Asks::Name(Name::Nation) => book.nation.name.clone(),
        Asks::Name(Name::Period) => "the period".to_owned(),
        Asks::Name(Name::PeriodStart) => "the first day of the period".to_owned(),
        Asks::Name(Name::PeriodEnd) => "the last day of the period".to_owned(),
        Asks::Name(Name::StartYear) => "the year in which the period begins".to_owned(),
        Asks::Name(Name::EndYear) => "the year in which the period ends".to_owned(),
        Asks::Name(Name::Previous) => "the period before".to_owned(),
        Asks::Name(Name::PreviousStart) => "the first day of the period before".to_owned(),
        Asks::Name(Name::PreviousEnd) => "the last day of the period before".to_owned(),
        Asks::Figure { of, .. } => of.to_string(),
        Asks::Table(key) | Asks::Chart(key) | Asks::See(_, key) => key.clone(),
    }
}
