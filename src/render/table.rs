//! Tables → HTML: the one writer of tables on pages. Heads and rows are written here, front to back; the theme's `table.html`
//! sets what stands around them.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;
use tera::Value;

use super::frame::{Offer, Rendered};
use super::markdown::{self, Context};
use crate::book::cell::meaning;
use crate::link::{Destination, PageKey};
use crate::page::charts;
use crate::table::cell::{DataCell, Datum};
use crate::table::model::{Column, DataTable, Kind, Row, Style};
use crate::table::text::Text;
use crate::text::markup::{Html, escape};
use crate::theme::Theme;

/// What a page's tables are written with.
pub(super) struct Tables<'a> {
    /// The theme.
    pub(super) theme: &'a Theme,
    /// Where downloads stand; none where the page has none.
    pub(super) offer: Option<Offer<'a>>,
    /// Where the narrative of tables stands; the report that its references are about is each text's own.
    pub(super) context: Context<'a>,
}

/// What the template of tables sees.
#[derive(Serialize)]
struct TableView<'t> {
    id: &'t str,
    number: Option<usize>,
    counts: &'t str,
    class: String,
    /// How many columns there are besides the row heads.
    columns: usize,
    shorthand: Vec<SignView>,
    /// The file of its figures; none where there is none.
    download: Option<DownloadView>,
}

/// A file to be taken away.
#[derive(Serialize)]
struct DownloadView {
    to: String,
    size: String,
}

/// A sign that a table uses.
#[derive(Serialize)]
struct SignView {
    sign: &'static str,
    meaning: &'static str,
}

impl Tables<'_> {
    /// A table as HTML.
    pub(super) fn html(&self, table: &DataTable<'_>) -> Rendered {
        let rows = Rows::write(self, table);
        let numbered = rows.notes.iter().enumerate().map(|(at, html)| note(Some(at + 1), html));
        let remarks = table.remarks.iter().map(|remark| note(None, &self.text(remark)));
        let notes: Vec<_> = numbered.chain(remarks).collect();
        let sign = |sign| SignView { sign, meaning: meaning(sign).unwrap_or_default() };
        let view = TableView {
            id: &table.id,
            number: table.number,
            counts: &table.counts,
            class: class(table.style, table.columns.len()),
            columns: table.columns.len(),
            shorthand: table.signs().into_iter().map(sign).collect(),
            download: self.offer.zip(table.download).map(|(offer, download)| {
                let (to, size) = offer(download);
                let to = format!("{}{to}", self.context.root);
                DownloadView { to, size: size.words(download.format, false) }
            }),
        };
        let caption = Value::safe_string(&self.text(&table.caption));
        let rows = Value::safe_string(&rows.html.finish());
        self.theme.render("table.html", &view, [("caption", caption), ("rows", rows), ("notes", notes.into())])
    }

    pub(super) fn text(&self, text: &Text<'_>) -> String {
        let mut html = Html::default();
        self.push_text(&mut html, text);
        html.finish()
    }

    fn push_text(&self, html: &mut Html, text: &Text<'_>) {
        match text {
            Text::Plain(words) => html.text(words),
            Text::Strong(words) => {
                html.markup("<strong>");
                html.text(words);
                html.markup("</strong>");
            }
            Text::Link(words, to) => {
                let _ = write!(html, "<a href=\"{}\">", escape(&to.href(self.context.root)));
                html.text(words);
                html.markup("</a>");
            }
            Text::Phrase(phrase, report) => markdown::push_phrase(&self.context.of(report), html, phrase),
            Text::Blocks(blocks, report) => markdown::push_inline(&self.context.of(report), html, blocks),
            Text::Several(parts) => parts.iter().for_each(|part| self.push_text(html, part)),
        }
    }
}

/// A note below a table, with its number where a cell refers to it.
fn note(number: Option<usize>, html: &str) -> Value {
    Value::from(BTreeMap::from([("number", Value::from(number)), ("html", Value::safe_string(html))]))
}

/// The classes of a table. One with many columns has smaller letters, and on paper a sheet on its side.
fn class(style: Style, columns: usize) -> String {
    let (mut classes, dense, broad) = match style {
        Style::Form => (vec![], 5, 9),
        Style::Words => (vec!["by-row"], usize::MAX, 5),
        Style::Compared => (vec!["compared"], 6, 10),
        Style::Marks => (vec!["compared", "dense", "marks"], usize::MAX, 14),
        Style::Sortable => (vec!["compared", "sortable"], 6, 10),
    };
    classes.extend((columns > dense).then_some("dense"));
    classes.extend((columns > broad).then_some("broad"));
    classes.join(" ")
}

/// Heads and rows, and the notes that are met on the way.
struct Rows<'w> {
    tables: &'w Tables<'w>,
    table: &'w DataTable<'w>,
    html: Html,
    /// Notes of cells, each once, in the order of their numbers.
    notes: Vec<String>,
}

impl<'w> Rows<'w> {
    fn write(tables: &'w Tables<'w>, table: &'w DataTable<'w>) -> Self {
        let mut rows = Rows { tables, table, html: Html::default(), notes: Vec::new() };
        rows.head();
        for body in &table.bodies {
            rows.html.markup(if body.below { "<tbody class=\"below\">\n" } else { "<tbody>\n" });
            if let Some(label) = &body.label {
                let columns = table.columns.len() + 1;
                let _ = write!(rows.html, "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{columns}\">");
                rows.html.text(label);
                rows.html.markup("</th></tr>\n");
            }
            body.rows.iter().for_each(|row| rows.row(row));
            rows.html.markup("</tbody>\n");
        }
        rows
    }

    fn head(&mut self) {
        let table = self.table;
        let span = if table.groups.is_empty() { "" } else { " rowspan=\"2\"" };
        let _ = write!(self.html, "<thead>\n<tr><th scope=\"col\"{span}>");
        self.html.heads_columns(true);
        self.html.text(&table.corner);
        self.html.markup("</th>");
        for group in &table.groups {
            let _ = write!(self.html, "<th scope=\"colgroup\" colspan=\"{}\">", group.columns);
            self.html.text(&group.head);
            self.html.markup("</th>");
        }
        if !table.groups.is_empty() {
            self.html.markup("</tr>\n<tr>");
        }
        table.columns.iter().for_each(|column| self.column(column));
        self.html.heads_columns(false);
        self.html.markup("</tr>\n</thead>\n");
    }

    fn column(&mut self, column: &Column<'_>) {
        self.html.markup(match column.kind {
            Kind::Figures => "<th scope=\"col\" class=\"figure\">",
            Kind::Drawings => "<th scope=\"col\" class=\"drawing\">",
            Kind::Words | Kind::Marks => "<th scope=\"col\">",
        });
        let (short, rest) = column.head.split_at(column.short.unwrap_or(column.head.len()));
        self.html.text(short);
        if column.short.is_some() {
            self.html.markup("<span class=\"long\">");
            self.html.text(rest);
            self.html.markup("</span>");
        }
        self.html.markup("</th>");
    }

    fn row(&mut self, row: &Row<'_>) {
        self.html.markup(if row.total { "<tr class=\"total\"><th scope=\"row\">" } else { "<tr><th scope=\"row\">" });
        if let Some(to) = &row.to {
            let _ = write!(self.html, "<a href=\"{}\">", escape(&to.href(self.tables.context.root)));
        }
        self.tables.push_text(&mut self.html, &row.head);
        self.html.markup(if row.to.is_some() { "</a></th>" } else { "</th>" });
        let table = self.table;
        for (cell, column) in row.cells.iter().zip(&table.columns) {
            self.open_cell(row, column);
            self.cell(cell);
            self.html.markup("</td>");
        }
        self.html.markup("</tr>\n");
    }

    fn open_cell(&mut self, row: &Row<'_>, column: &Column<'_>) {
        self.html.markup(match (self.table.style, column.kind) {
            (Style::Words, _) => {
                let _ = write!(self.html, "<td data-label=\"{}\">", escape(&column.head));
                return;
            }
            (Style::Form, _) if row.total || column.total => "<td class=\"total\">",
            (_, Kind::Words | Kind::Drawings) => "<td class=\"words\">",
            _ => "<td>",
        });
    }

    fn cell(&mut self, cell: &DataCell<'_>) {
        self.datum(&cell.datum);
        if let Some(note) = &cell.note {
            let note = self.tables.text(note);
            let at = self.notes.iter().position(|known| *known == note).unwrap_or(self.notes.len());
            if at == self.notes.len() {
                self.notes.push(note);
            }
            let (id, number) = (&self.table.id, at + 1);
            let _ = write!(
                self.html,
                "<sup><a href=\"#{id}-note-{number}\" aria-label=\"Note {number}\">{number}</a></sup>"
            );
        }
    }

    fn datum(&mut self, datum: &Datum<'_>) {
        match datum {
            Datum::Course(course) => self.html.markup(&charts::of_measure::spark(course)),
            Datum::Phrase(phrase, report) => {
                self.html.text(&self.tables.context.subject.of(report).plain(phrase));
            }
            Datum::Report(Some(report)) => {
                let (href, word) =
                    (Destination::from(PageKey::Report(report)).href(self.tables.context.root), datum.text());
                let (area, period) = (escape(report.name()), report.period);
                let _ = write!(self.html, "<a href=\"{href}\" aria-label=\"{word}, {area} {period}\">{word}</a>");
            }
            Datum::Report(None) => {
                let _ = write!(self.html, "<span class=\"nothing\">{}</span>", datum.text());
            }
            _ => self.html.text(&datum.text()),
        }
    }
}
