//! The sheets of a workbook as XML.

use std::fmt::Write;

use jiff::civil::Date;

use super::cells::{plain, push_datum, push_words, unit};
use crate::book::Book;
use crate::book::cell::{ABSENCES, MARKERS, marker_sign};
use crate::quantity::unit::Unit;
use crate::table::model::{Body, DataTable, Kind, Row};
use crate::text::markup::escape;
use crate::text::number::letters;

/// A workbook before it is packed.
pub(super) struct Workbook<'w> {
    pub(super) book: &'w Book,
    pub(super) title: &'w str,
    /// The lines of the cover, the first of them its heading.
    pub(super) cover: Vec<String>,
    pub(super) tables: Vec<DataTable<'w>>,
    /// The day that counts as that on which it was made.
    pub(super) made: Option<Date>,
}

/// A sheet that is being written: rows, and how many columns they have.
struct Sheet {
    name: String,
    rows: String,
    count: usize,
    columns: usize,
}

impl Sheet {
    fn new(name: String, heading: &str) -> Sheet {
        let mut sheet = Sheet { name, rows: String::new(), count: 0, columns: 1 };
        sheet.row(|out| push_words(out, heading, "Heading_20_1"));
        sheet
    }

    fn row(&mut self, cells: impl FnOnce(&mut String)) {
        self.rows.push_str("<table:table-row>");
        cells(&mut self.rows);
        self.rows.push_str("</table:table-row>");
        self.count += 1;
    }

    fn words(&mut self, cells: &[&str], style: &str) {
        self.columns = self.columns.max(cells.len());
        self.row(|out| cells.iter().for_each(|words| push_words(out, words, style)));
    }

    fn finish(&self, out: &mut String) {
        let _ =
            write!(out, "<table:table table:name=\"{}\"><table:table-column table:style-name=\"first\"/>", self.name);
        if self.columns > 1 {
            let more = self.columns - 1;
            let _ = write!(
                out,
                "<table:table-column table:style-name=\"other\" table:number-columns-repeated=\"{more}\"/>"
            );
        }
        out.push_str(&self.rows);
        out.push_str("</table:table>");
    }
}

/// Where a table stands on its sheet.
struct Range {
    sheet: String,
    first: usize,
    last: usize,
    columns: usize,
}

impl Workbook<'_> {
    /// All sheets, and the names of their tables.
    pub(super) fn content(&self) -> String {
        let mut out = String::new();
        let (mut ranges, mut notes, mut sheets) = (Vec::new(), Vec::new(), Vec::new());
        for (at, table) in self.tables.iter().enumerate() {
            let (sheet, range) = self.sheet(at + 1, table, &mut notes);
            sheets.push(sheet);
            ranges.push(range);
        }
        let mut cover = Sheet::new("Cover".to_owned(), self.cover.first().map_or(self.title, String::as_str));
        self.cover.iter().skip(1).for_each(|line| cover.words(&[line], "wrap"));
        cover.finish(&mut out);
        let (contents, range) = self.contents();
        contents.finish(&mut out);
        ranges.push(range);
        let (explained, range) = explained(&notes);
        explained.finish(&mut out);
        ranges.push(range);
        sheets.iter().for_each(|sheet| sheet.finish(&mut out));
        out.push_str("<table:database-ranges>");
        for Range { sheet, first, last, columns } in ranges {
            let name = sheet.replace(' ', "_");
            let column = letters(columns - 1);
            let _ = write!(
                out,
                "<table:database-range table:name=\"{name}\" table:target-range-address=\"'{sheet}'.A{first}:'{sheet}'.{column}{last}\" \
                 table:contains-header=\"true\"/>"
            );
        }
        out.push_str("</table:database-ranges>");
        out
    }

    /// The names of the sheets, in order.
    pub(super) fn names(&self) -> Vec<String> {
        let tables = (1..=self.tables.len()).map(|at| format!("Table {at}"));
        ["Cover", "Contents", "Notes"].map(str::to_owned).into_iter().chain(tables).collect()
    }

    fn contents(&self) -> (Sheet, Range) {
        let mut sheet = Sheet::new("Contents".to_owned(), "Contents");
        sheet.words(&["Sheet", "What it shows"], "head");
        let titles = self.tables.iter().map(|table| plain(self.book, &table.caption));
        let titles = ["Signs and notes".to_owned()].into_iter().chain(titles);
        for (name, title) in self.names().iter().skip(2).zip(titles) {
            sheet.row(|out| {
                let _ = write!(
                    out,
                    "<table:table-cell office:value-type=\"string\"><text:p><text:a xlink:type=\"simple\" xlink:href=\"#'{name}'.A1\">{name}</text:a></text:p></table:table-cell>"
                );
                push_words(out, &title, "wrap");
            });
        }
        let range = Range { sheet: "Contents".to_owned(), first: 2, last: sheet.count, columns: 2 };
        (sheet, range)
    }

    /// The sheet of a table. What its cells and the table as a whole are noted with goes to `notes`.
    fn sheet(&self, at: usize, table: &DataTable<'_>, notes: &mut Vec<[String; 2]>) -> (Sheet, Range) {
        let name = format!("Table {at}");
        let caption = plain(self.book, &table.caption);
        let mut sheet = Sheet::new(name.clone(), &format!("{name}: {caption}"));
        if !table.counts.is_empty() {
            sheet.words(&[&table.counts], "");
        }
        sheet.words(&["This sheet has one table. Signs and notes are on the sheet Notes."], "");
        notes.extend(table.remarks.iter().map(|remark| [name.clone(), plain(self.book, remark)]));
        let shown: Vec<_> = (0..table.columns.len()).filter(|at| table.columns[*at].kind != Kind::Drawings).collect();
        let has_labels = table.bodies.iter().any(|body| body.label.is_some());
        let has_notes =
            rows(table).flat_map(|row| &row.cells).any(|cell| cell.note.is_some() || !cell.datum.marks().1.is_empty());
        let heads = heads(table);
        let mut all: Vec<String> = has_labels.then(|| "Group".to_owned()).into_iter().collect();
        all.push(table.corner.to_string());
        all.extend(shown.iter().map(|at| heads[*at].clone()));
        all.extend(has_notes.then(|| "Notes".to_owned()));
        sheet.words(&all.iter().map(String::as_str).collect::<Vec<_>>(), "head");
        let first = sheet.count;
        for Body { label, rows, .. } in &table.bodies {
            for row in rows {
                let noted = self.noted(&name, row, &heads, notes);
                sheet.row(|out| {
                    if has_labels {
                        push_words(out, label.as_deref().unwrap_or_default(), "wrap");
                    }
                    push_words(out, &plain(self.book, &row.head), "wrap");
                    shown.iter().for_each(|at| push_datum(out, self.book, &row.cells[*at].datum));
                    if has_notes {
                        push_words(out, if noted.is_empty() { "None" } else { &noted }, "wrap");
                    }
                });
            }
        }
        let range = Range { sheet: name, first, last: sheet.count, columns: all.len() };
        (sheet, range)
    }

    /// What stands beside the numbers of a row: signs, and the numbers of its notes.
    fn noted(&self, sheet: &str, row: &Row<'_>, heads: &[String], notes: &mut Vec<[String; 2]>) -> String {
        let mut noted = Vec::new();
        for (cell, head) in row.cells.iter().zip(heads) {
            let mut signs: Vec<_> = Vec::new();
            if cell.datum.number().is_some() {
                signs.extend(cell.datum.marks().1.iter().map(|marker| format!("[{}]", marker_sign(*marker))));
            }
            if let Some(note) = &cell.note {
                let text = plain(self.book, note);
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

/// The sheet of signs and notes.
fn explained(notes: &[[String; 2]]) -> (Sheet, Range) {
    let mut sheet = Sheet::new("Notes".to_owned(), "Signs and notes");
    sheet.words(&["Sign or place", "Meaning"], "head");
    let absences = ABSENCES.iter().map(|(sign, _, meaning)| (sign, meaning));
    for (sign, meaning) in absences.chain(MARKERS.iter().map(|(sign, _, meaning)| (sign, meaning))) {
        sheet.words(&[&format!("[{sign}]"), meaning], "wrap");
    }
    notes.iter().for_each(|[place, text]| sheet.words(&[place, text], "wrap"));
    let range = Range { sheet: "Notes".to_owned(), first: 2, last: sheet.count, columns: 2 };
    (sheet, range)
}

/// A text as the content of an element.
pub(super) fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escape(text))
}
