//! Tables of pages → the sheets that show them.

use super::cells::{plain, push_datum, push_words, unit};
use super::sheets::Sheet;
use crate::book::Book;
use crate::book::cell::marker_sign;
use crate::quantity::unit::Unit;
use crate::table::model::{Body, DataTable, Kind, Row};

/// A sheet for each table, with what it shows, and what there is to note about them.
pub(super) fn of_tables(book: &Book, tables: &[DataTable<'_>]) -> (Vec<(String, Sheet)>, Vec<[String; 2]>) {
    let mut notes = Vec::new();
    let sheets = tables.iter().enumerate().map(|(at, table)| sheet(book, at + 1, table, &mut notes)).collect();
    (sheets, notes)
}

/// The sheet of a table. What its cells and the table as a whole are noted with goes to `notes`.
fn sheet(book: &Book, at: usize, table: &DataTable<'_>, notes: &mut Vec<[String; 2]>) -> (String, Sheet) {
    let name = format!("Table {at}");
    let caption = plain(book, &table.caption);
    let mut sheet = Sheet::new(&name, &format!("{name}: {caption}"));
    if !table.counts.is_empty() {
        sheet.words(&[&table.counts], "");
    }
    sheet.words(&["This sheet has one table. Signs and notes are on the sheet Notes."], "");
    notes.extend(table.remarks.iter().map(|remark| [name.clone(), plain(book, remark)]));
    let shown: Vec<_> = (0..table.columns.len()).filter(|at| table.columns[*at].kind != Kind::Drawings).collect();
    let has_labels = table.bodies.iter().any(|body| body.label.is_some());
    let has_notes =
        rows(table).flat_map(|row| &row.cells).any(|cell| cell.note.is_some() || !cell.datum.marks().1.is_empty());
    let heads = heads(table);
    let mut all: Vec<String> = has_labels.then(|| "Group".to_owned()).into_iter().collect();
    all.push(table.corner.to_string());
    all.extend(shown.iter().map(|at| heads[*at].clone()));
    all.extend(has_notes.then(|| "Notes".to_owned()));
    sheet.heads(&all.iter().map(String::as_str).collect::<Vec<_>>());
    for Body { label, rows, .. } in &table.bodies {
        for row in rows {
            let noted = noted(book, &name, row, &heads, notes);
            sheet.row(|out| {
                if has_labels {
                    push_words(out, label.as_deref().unwrap_or_default(), "wrap");
                }
                push_words(out, &plain(book, &row.head), "wrap");
                shown.iter().for_each(|at| push_datum(out, book, &row.cells[*at].datum));
                if has_notes {
                    push_words(out, if noted.is_empty() { "None" } else { &noted }, "wrap");
                }
            });
        }
    }
    (caption, sheet)
}

/// What stands beside the numbers of a row: signs, and the numbers of its notes.
fn noted(book: &Book, sheet: &str, row: &Row<'_>, heads: &[String], notes: &mut Vec<[String; 2]>) -> String {
    let mut noted = Vec::new();
    for (cell, head) in row.cells.iter().zip(heads) {
        let mut signs: Vec<_> = Vec::new();
        if cell.datum.number().is_some() {
            signs.extend(cell.datum.marks().1.iter().map(|marker| format!("[{}]", marker_sign(*marker))));
        }
        if let Some(note) = &cell.note {
            let text = plain(book, note);
            let of_sheet = notes.iter().filter(|[of, _]| of.starts_with(&format!("{sheet}, note "))).count();
            let known =
                notes.iter().position(|[of, known]| *known == text && of.starts_with(&format!("{sheet}, note ")));
            let name = known.map_or_else(|| format!("{sheet}, note {}", of_sheet + 1), |at| notes[at][0].clone());
            signs.push(name.trim_start_matches(&format!("{sheet}, ")).to_owned());
            if known.is_none() {
                notes.push([name, text]);
            }
        }
        if !signs.is_empty() {
            noted.push(format!("{head}: {}", signs.join(", ")));
        }
    }
    noted.join("; ")
}

fn rows<'t>(table: &'t DataTable<'t>) -> impl Iterator<Item = &'t Row<'t>> {
    table.bodies.iter().flat_map(|body| &body.rows)
}

/// The heads of the columns in one row, each with its group and with what its numbers are in. One that others have as well, as changes
/// have, is told apart by the column that it stands behind.
fn heads(table: &DataTable<'_>) -> Vec<String> {
    let groups = table.groups.iter().flat_map(|group| std::iter::repeat_n(Some(group.head.as_ref()), group.columns));
    let named = groups.chain(std::iter::repeat(None)).zip(table.columns.iter().map(|column| column.head.as_ref()));
    let named: Vec<_> = named.collect();
    let is_alone = |name: &(Option<&str>, &str)| named.iter().filter(|other| *other == name).count() == 1;
    let head = |(at, name @ (group, head)): (usize, &(Option<&str>, &str))| {
        let before = named[..at].iter().rev().find(|before| before.0 == *group && is_alone(before));
        let before = before.filter(|_| !is_alone(name)).map(|(_, head)| *head);
        let unit = unit(rows(table).filter_map(|row| Some(&row.cells.get(at)?.datum)));
        let unit = unit.as_ref().map(Unit::symbol).filter(|unit| !unit.is_empty());
        let unit = unit.map(|unit| format!(" ({unit})")).unwrap_or_default();
        [*group, before, Some(head)].into_iter().flatten().collect::<Vec<_>>().join(": ") + &unit
    };
    named.iter().enumerate().map(head).collect()
}
