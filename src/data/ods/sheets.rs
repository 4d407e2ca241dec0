//! The sheets of a workbook as XML.

use std::fmt::Write;

use jiff::civil::Date;

use super::cells::push_words;
use crate::book::Book;
use crate::book::cell::{ABSENCES, MARKERS};
use crate::text::markup::escape;
use crate::text::number::letters;

/// A workbook before it is packed.
pub(crate) struct Workbook<'w> {
    pub(crate) book: &'w Book,
    pub(crate) title: &'w str,
    pub(crate) cover: Sheet,
    /// A sheet for each table, with what it shows.
    pub(crate) tables: Vec<(String, Sheet)>,
    /// What there is to note, each with its place.
    pub(crate) notes: Vec<[String; 2]>,
    /// The day that counts as that on which it was made.
    pub(crate) made: Option<Date>,
    /// Whether it is to be filled in.
    pub(crate) is_form: bool,
}

/// A sheet that is being written: rows, and how many columns they have.
pub(crate) struct Sheet {
    name: String,
    rows: String,
    pub(crate) count: usize,
    columns: usize,
    /// The row with the heads of its table, from 1; 0 where it has none.
    head: usize,
}

impl Sheet {
    pub(crate) fn new(name: &str, heading: &str) -> Sheet {
        let mut sheet = Sheet { name: name.to_owned(), rows: String::new(), count: 0, columns: 1, head: 0 };
        sheet.row(|out| push_words(out, heading, "Heading_20_1"));
        sheet
    }

    pub(crate) fn row(&mut self, cells: impl FnOnce(&mut String)) {
        self.rows.push_str("<table:table-row>");
        cells(&mut self.rows);
        self.rows.push_str("</table:table-row>");
        self.count += 1;
    }

    pub(crate) fn words(&mut self, cells: &[&str], style: &str) {
        self.columns = self.columns.max(cells.len());
        self.row(|out| cells.iter().for_each(|words| push_words(out, words, style)));
    }

    /// The heads of the sheet's table, which is all that stands below.
    pub(crate) fn heads(&mut self, cells: &[&str]) {
        self.words(cells, "head");
        self.head = self.count;
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

impl Workbook<'_> {
    /// All sheets, and the names of their tables.
    pub(super) fn content(&self) -> String {
        let mut out = String::new();
        let (contents, explained) = (self.contents(), self.explained());
        let tables = self.tables.iter().map(|(_, sheet)| sheet);
        [&self.cover, &contents, &explained].into_iter().chain(tables.clone()).for_each(|sheet| sheet.finish(&mut out));
        out.push_str("<table:database-ranges>");
        for Sheet { name: sheet, head, count, columns, .. } in tables.chain([&contents, &explained]) {
            let name = sheet.replace(' ', "_");
            let column = letters(columns - 1);
            let _ = write!(
                out,
                "<table:database-range table:name=\"{name}\" table:target-range-address=\"'{sheet}'.A{head}:'{sheet}'.{column}{count}\" \
                 table:contains-header=\"true\"/>"
            );
        }
        out.push_str("</table:database-ranges>");
        out
    }

    /// The names of the sheets, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        ["Cover", "Contents", "Notes"].into_iter().chain(self.tables.iter().map(|(_, sheet)| sheet.name.as_str()))
    }

    fn contents(&self) -> Sheet {
        let mut sheet = Sheet::new("Contents", "Contents");
        sheet.heads(&["Sheet", "What it shows"]);
        let titles = self.tables.iter().map(|(title, _)| title.as_str());
        for (name, title) in self.names().skip(2).zip(["Signs and notes"].into_iter().chain(titles)) {
            sheet.row(|out| {
                let _ = write!(
                    out,
                    "<table:table-cell office:value-type=\"string\"><text:p><text:a xlink:type=\"simple\" xlink:href=\"#'{name}'.A1\">{name}</text:a></text:p></table:table-cell>"
                );
                push_words(out, title, "wrap");
            });
        }
        sheet
    }

    /// The sheet of signs and notes.
    fn explained(&self) -> Sheet {
        let mut sheet = Sheet::new("Notes", "Signs and notes");
        sheet.heads(&["Sign or place", "Meaning"]);
        let absences = ABSENCES.iter().map(|(sign, _, meaning)| (sign, meaning));
        for (sign, meaning) in absences.chain(MARKERS.iter().map(|(sign, _, meaning)| (sign, meaning))) {
            sheet.words(&[&format!("[{sign}]"), meaning], "wrap");
        }
        self.notes.iter().for_each(|[place, text]| sheet.words(&[place, text], "wrap"));
        sheet
    }
}

/// A text as the content of an element.
pub(super) fn element(name: &str, text: &str) -> String {
    format!("<{name}>{}</{name}>", escape(text))
}
