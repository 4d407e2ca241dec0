//! The sheets of a workbook that is to be filled in: one for each table, with its rows and columns as the form calls them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::formulas::{Total, empty, faults, sum};
use crate::book::Book;
use crate::book::area::Area;
use crate::book::axis::Axis;
use crate::book::form::number::{self, NumberKind};
use crate::book::form::{Form, Table};
use crate::book::narrative::{Asks, Block, Inline, Name, Seen, walk};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::data::ods::cells::{push_formula, push_input, push_words};
use crate::data::ods::sheets::Sheet;
use crate::import::names::HOW;
use crate::import::sheets::sheet::At;
use crate::page::words::Subject;
use crate::query::reference::named;
use crate::scaffold::how;

/// A table with its position in the form, and the axes along which it is filled in.
pub(super) type Grid<'t> = (usize, &'t Table, Vec<Arc<Axis>>);

/// For whom a workbook is, as far as that is said.
pub(super) struct Asked<'a> {
    pub(super) book: &'a Book,
    pub(super) area: Option<&'a Area>,
    pub(super) period: Option<Period>,
}

impl Asked<'_> {
    /// A phrase of the form in words; `…` stands for what is not said yet.
    fn words(&self, phrase: &[Inline]) -> String {
        let told = |inline: &Inline| match inline {
            Inline::Reference(reference) => Inline::Text(self.told(&reference.asks), reference.span),
            other => other.clone(),
        };
        let phrase: Vec<_> = phrase.iter().map(told).collect();
        Subject::none(self.book).plain(&phrase)
    }

    fn told(&self, asks: &Asks) -> String {
        let (Asks::Name(name), area) = (asks, self.area) else { return "…".to_owned() };
        let own = area.zip(self.period).map(|(area, period)| (area.name_in(period).to_string(), period));
        match (name, own, self.period) {
            (Name::Nation, ..) => self.book.nation.name.to_string(),
            (name, Some((area, period)), _) => named(self.book, (&area, period), *name),
            (Name::Area, None, _) => area.map_or("…", |area| &area.name).to_owned(),
            (name, None, Some(period)) => named(self.book, ("…", period), *name),
            (_, None, None) => "…".to_owned(),
        }
    }

    /// The notes that the form has on a table.
    pub(super) fn footnotes(&self, table: &Table) -> Vec<String> {
        let note = |blocks| {
            let mut words = Vec::new();
            walk(blocks, &mut |seen| {
                if let Seen::Block(Block::Paragraph(phrase)) = seen {
                    words.push(self.words(phrase));
                }
            });
            words.join(" ")
        };
        table.notes.iter().map(|blocks| note(blocks)).filter(|note| !note.is_empty()).collect()
    }

    /// What there is to know of the cells of all sheets.
    pub(super) fn notes(&self) -> Vec<[String; 2]> {
        let areas: Vec<_> = self.book.areas.iter().map(|area| area.name.as_str()).collect();
        let period = self.period.unwrap_or_else(|| self.book.example_period()).name();
        [
            ("Area", format!("Write the name of one on the cover: {}", areas.join(", "))),
            ("Period", format!("Write it on the cover as in {period}")),
            ("Signs", "Write a sign in place of a number, as in [x], or behind it, as in 44 [p]".to_owned()),
            ("Sums", "Grey cells add up; where one of the cells is not known, type the total over the sum".to_owned()),
        ]
        .map(|(place, note)| [place.to_owned(), note])
        .into()
    }
}

/// The first sheet, which says whose return it is.
pub(super) fn cover(asked: &Asked<'_>, form: &Form) -> Sheet {
    let settings = &asked.book.settings;
    let mut cover = Sheet::new("Cover", &format!("{}: {}", settings.title, form.title));
    let help = "Fill in the yellow cells of each sheet. Leave a cell empty only while its figure is still to come.";
    cover.words(&[help], "");
    cover.words(
        &["The sheet Notes says which areas and periods there are, and which signs stand in place of numbers."],
        "",
    );
    let area = asked.area.map_or("", |area| area.name.as_str());
    let period = asked.period.map(Period::name).unwrap_or_default();
    for (name, value) in [("Area", area), ("Period", &period)] {
        cover.row(|out| {
            push_words(out, name, "wrap");
            if value.is_empty() { push_input(out, "text") } else { push_words(out, value, "text") }
        });
    }
    cover.row(|out| {
        [("Form", "wrap"), (&*form.key, "")].iter().for_each(|(words, style)| push_words(out, words, style))
    });
    let email = settings.publisher.contact.email.as_str();
    if !email.is_empty() {
        cover.words(&[&format!("Questions: {email}")], "");
    }
    cover
}

/// How the figures of a table are written.
fn written(table: &Table) -> String {
    let how = how(table);
    let how = how.trim_start_matches("# ").trim_end();
    let how = if how.is_empty() { "A whole number." } else { how };
    if table.rate.is_some() { format!("{how} It can stay empty: it is worked out.") } else { how.to_owned() }
}

/// The style of the cells of a table: what spreadsheets would make something else of stays as it is typed.
fn style(table: &Table) -> &'static str {
    match table.number.kind {
        NumberKind::Duration | NumberKind::Percentage => "text",
        _ => "input",
    }
}

/// The sheet of the tables that are one figure each.
pub(super) fn singles(asked: &Asked<'_>, name: &str, tables: &[Grid<'_>]) -> (String, Sheet) {
    const TITLE: &str = "Single figures";
    let mut sheet = Sheet::new(name, TITLE);
    let first = sheet.count + 2;
    let needed = tables.iter().enumerate().filter(|(_, (_, table, _))| table.rate.is_none());
    let needed: Vec<_> = needed.map(|(row, _)| At::new(first + row, 1)).collect();
    check(&mut sheet, empty(&needed));
    let [head, rest] = HOW.split_at(1).into();
    sheet.heads(&["Question", "Figures", &format!("{}{rest}", head.to_uppercase())]);
    for (_, table, _) in tables {
        sheet.row(|out| {
            push_words(out, &asked.words(&table.title), "wrap");
            push_input(out, style(table));
            push_words(out, &written(table), "wrap");
        });
    }
    (TITLE.to_owned(), sheet)
}

fn check(sheet: &mut Sheet, (formula, result): (String, String)) {
    sheet.row(|out| push_formula(out, &formula, &result, "Default"));
}

/// The paths of all rows: of all axes but the last, or of the only one.
fn rows(start: CellPath, axes: &[Arc<Axis>], table: &Table) -> Vec<CellPath> {
    let with = |path: CellPath, axis: &Arc<Axis>| positions(axis, table).map(move |at| path.with(at));
    let step = |paths: Vec<CellPath>, axis| paths.into_iter().flat_map(|path| with(path, axis)).collect();
    axes.iter().fold(vec![start], step)
}

/// The positions along an axis that are asked for.
fn positions(axis: &Axis, table: &Table) -> impl Iterator<Item = usize> + use<> {
    let has_totals = table.total != number::Total::None;
    axis.positions().filter(move |at| *at != Axis::TOTAL || has_totals)
}

/// How many checks of totals stand in one cell: programs read formulas up to some length.
const MOST_TOTALS: usize = 10;

/// The sheet of a table: its rows named in as many columns as there are axes but the last, which stands above its columns.
pub(super) fn table(asked: &Asked<'_>, name: &str, (position, table, axes): &Grid<'_>) -> (String, Sheet) {
    let title = asked.words(&table.title);
    let mut sheet = Sheet::new(name, &title);
    sheet.words(&[&format!("What is counted: {}. {}", table.unit, written(table))], "");
    let (outer, inner) = axes.split_at((axes.len() - 1).max(1));
    let rows = rows(CellPath::table(*position), outer, table);
    let columns: Vec<_> = inner.first().map_or_else(Vec::new, |axis| positions(axis, table).collect());
    let cells = |row: CellPath| -> Vec<CellPath> {
        if inner.is_empty() { vec![row] } else { columns.iter().map(|at| row.with(*at)).collect() }
    };
    let all = || rows.iter().flat_map(|row| cells(*row));
    let is_sum = |path: CellPath| path.is_total() && table.total == number::Total::Sum;
    let count = all().filter(|path| is_sum(*path)).count().div_ceil(MOST_TOTALS);
    // The row of the first cell: below what is said above, the checks and the heads.
    let first = sheet.count + 1 + count + 1;
    let places: BTreeMap<CellPath, At> = rows
        .iter()
        .enumerate()
        .flat_map(|(row, path)| cells(*path).into_iter().enumerate().map(move |(column, path)| (row, column, path)))
        .map(|(row, column, path)| (path, At::new(first + row, outer.len() + column)))
        .collect();
    let parts = |path: CellPath, axis: usize| -> Vec<At> {
        (0..axes[axis].members.len()).filter_map(|at| places.get(&path.at(axis, at)).copied()).collect()
    };
    let lines = |path: CellPath| (0..axes.len()).rev().filter(move |axis| path.is_total_along(*axis));
    let needed: Vec<_> = all()
        .filter(|path| !path.is_total() || table.total == number::Total::HandedIn)
        .filter_map(|path| places.get(&path).copied())
        .collect();
    check(&mut sheet, empty(&needed));
    let total = |path: CellPath| Total {
        at: places.get(&path).copied().unwrap_or(At::new(0, 0)),
        called: labels(axes, path),
        parts: lines(path).map(|axis| parts(path, axis)).collect(),
    };
    let totals: Vec<_> = all().filter(|path| is_sum(*path)).map(total).collect();
    totals.chunks(MOST_TOTALS).for_each(|totals| check(&mut sheet, faults(totals, table.number.places())));
    let heads = columns.iter().filter_map(|at| Some(inner.first()?.member(*at)?.label.as_str()));
    let heads = outer.iter().map(|axis| axis.label.as_str()).chain(heads).chain(inner.is_empty().then_some("Figures"));
    sheet.heads(&heads.collect::<Vec<_>>());
    for row in &rows {
        sheet.row(|out| {
            let members = outer.iter().enumerate().filter_map(|(at, axis)| axis.member(row.position(at)?));
            members.for_each(|member| push_words(out, &member.label, "wrap"));
            for path in cells(*row) {
                match lines(path).next().filter(|_| is_sum(path)) {
                    _ if table.cannot_apply(path) => push_words(out, "[z]", "sum"),
                    Some(axis) => push_formula(out, &sum(&parts(path, axis), table.number.places()), "", "sum"),
                    None => push_input(out, style(table)),
                }
            }
        });
    }
    (title, sheet)
}

/// What a cell is called: the labels of its row and column.
fn labels(axes: &[Arc<Axis>], path: CellPath) -> String {
    let members = axes.iter().enumerate().filter_map(|(at, axis)| axis.member(path.position(at)?));
    members.map(|member| member.short.as_str()).collect::<Vec<_>>().join(", ")
}
