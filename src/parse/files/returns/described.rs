//! What a form asks for, down to the cell, in its own words.

use crate::book::Book;
use crate::book::form::number::Number;
use crate::book::form::{Counts, Table};
use crate::book::narrative::{Asks, Inline, Name, Phrase, Seen, walk_phrase};
use crate::book::path::CellPath;
use crate::parse::shape::describe::{Holds, Known, Map, Shape};
use crate::parse::shape::paths;

/// What readers see of a note.
pub(crate) const NOTE: &str = "What readers should know of these figures.";
/// `{ level_1: 1,239 }` holds a 1 and a key 239 that has no value, which an editor passes over unless keys have a type.
const SEPARATORS: &str = "Numbers are written without separators: 1239, not 1,239.";

/// The form of the return, or all forms of the book.
pub(crate) fn forms(known: &Known<'_>) -> Option<Holds> {
    let forms = known.form.map_or_else(|| known.book.map(|book| book.forms.iter().collect()), |form| Some(vec![form]));
    Some(Holds::Choice(forms?.into_iter().map(|form| (form.key.clone(), form.title.to_string())).collect()))
}

/// Notes under tables, rows and cells.
pub(crate) fn notes(known: &Known<'_>) -> Option<Holds> {
    let form = known.form?;
    let note = |title: &str| Shape::new(Holds::Text, title, NOTE);
    let tables = form.tables.iter().map(|table| (table.key.as_str(), note(&plain(known.book, &table.title))));
    let paths = form.tables.iter().map(|table| (paths::to_part(table), note("")));
    Some(Holds::Map(Map { paths: paths.collect(), ..Map::of(tables) }))
}

/// What a return says of the period before.
pub(crate) fn last_year(known: &Known<'_>) -> Option<Holds> {
    let cells = known.form?.tables.iter().map(|table| (paths::to_cell(table), numbers(table).into()));
    Some(Holds::Map(Map { paths: cells.collect(), ..Map::default() }))
}

/// A table of a form, at its position.
pub(crate) fn table(known: &Known<'_>, table: &Table, at: usize) -> Shape {
    let unit = &table.unit;
    let counts = match table.counts {
        Counts::Snapshot => format!("Counts {unit} on the last day of the period."),
        Counts::Flow => format!("Counts {unit} over the whole period."),
        Counts::Mixed => format!("Counts {unit}: some on one day, some over a year."),
        Counts::Rate => format!("A rate: {unit}."),
    };
    Shape { title: plain(known.book, &table.title), ..inside(table, CellPath::table(at), &[]) }.about(&counts)
}

/// What stands in a table, a row of it or a cell, below these labels.
fn inside(table: &Table, part: CellPath, labels: &[&str]) -> Shape {
    let title = labels.join(" \u{b7} ");
    let Some(axis) = table.axes.get(part.length()) else { return Shape { title, ..cell(table, part) } };
    let below = |position: usize, label: &str| inside(table, part.with(position), &[labels, &[label]].concat());
    let members = axis.positions().filter_map(|at| Some((at, axis.member(at)?)));
    let mut map = Map::of(members.map(|(at, member)| (member.key.as_str(), below(at, &member.label))));
    if axis.named_by.is_some() {
        // No form knows the members that a return names: any position among them stands for all.
        map.others = Some(Box::new(below(0, &axis.label)));
    } else if axis.all().all(|member| member.key.parse::<f64>().is_err()) {
        map.no_numbers = SEPARATORS;
    }
    Shape::new(Holds::Map(map), &title, "")
}

fn cell(table: &Table, path: CellPath) -> Shape {
    let (holds, about) = if table.cannot_apply(path) {
        (Holds::CellThatCannotApply, "")
    } else if table.computed.iter().any(|computed| computed.cell == path) {
        (numbers(table), "Leave this out: areabook works it out from other figures.")
    } else if path.is_total() {
        (numbers(table), "May be left out: areabook works it out, and checks it where it stands.")
    } else if table.optional.iter().any(|pattern| pattern.covers(path)) {
        (numbers(table), "May be left out.")
    } else {
        (numbers(table), "")
    };
    Shape::new(holds, "", about)
}

/// What can stand in a cell of a table.
fn numbers(table: &Table) -> Holds {
    if table.number == Number::default() { Holds::Cell } else { Holds::Figure(table.number) }
}

/// A title without the report that it will stand in.
fn plain(book: Option<&Book>, phrase: &Phrase) -> String {
    let mut text = String::new();
    walk_phrase(phrase, &mut |seen| match seen {
        Seen::Inline(Inline::Text(words, _)) => text.push_str(words),
        Seen::Inline(Inline::Break) => text.push(' '),
        Seen::Inline(Inline::Reference(reference)) => text.push_str(&in_general(book, &reference.asks)),
        _ => {}
    });
    text
}

/// What a reference stands for in every report.
fn in_general(book: Option<&Book>, asks: &Asks) -> String {
    match asks {
        Asks::Name(Name::Area) => "the area",
        Asks::Name(Name::Nation) => book.map_or("the nation", |book| &book.nation.name),
        Asks::Name(Name::Period) => "the period",
        Asks::Name(Name::PeriodStart) => "the first day of the period",
        Asks::Name(Name::PeriodEnd) => "the last day of the period",
        Asks::Name(Name::StartYear) => "the year in which the period begins",
        Asks::Name(Name::EndYear) => "the year in which the period ends",
        Asks::Name(Name::Previous) => "the period before",
        Asks::Name(Name::PreviousStart) => "the first day of the period before",
        Asks::Name(Name::PreviousEnd) => "the last day of the period before",
        Asks::Name(Name::YearBefore) => "the same period of the year before",
        Asks::Name(Name::YearBeforeStart) => "the first day of that period of the year before",
        Asks::Name(Name::YearBeforeEnd) => "the last day of that period of the year before",
        Asks::Figure { of, .. } => of.as_str(),
        Asks::Table(key) | Asks::Chart(key) | Asks::See(_, key) => key,
    }
    .to_owned()
}
