//! The columns of data: their names, what they hold and what that means.

use std::borrow::Cow;

use crate::book::Book;
use crate::quantity::Quantity;

/// A column.
pub(crate) struct Column {
    /// Its name, which is that of its key in JSON.
    pub(crate) name: Cow<'static, str>,
    /// What its fields are.
    pub(crate) kind: Kind,
    /// What stands in it.
    pub(crate) about: Cow<'static, str>,
}

/// What the fields of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words, or names.
    Text,
    /// A day, as in 2014-03-31.
    Date,
    /// A number without anything beside it.
    Number,
}

impl Kind {
    /// Its name among the types of XML Schema, which those of table schemas follow.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Date => "date",
            Kind::Number => "number",
        }
    }
}

/// What stands in a column of a row. Nothing is an empty text, or no number.
pub(crate) enum Field<'f> {
    /// Words, a name or a day.
    Text(&'f str),
    /// A number.
    Number(Option<Quantity>),
}

/// What stands before the headings and labels of a figure.
const BEFORE: [(&str, Kind, &str); 12] = [
    ("area", Kind::Text, "the name of the area in the addresses of the site"),
    ("area_name", Kind::Text, "what the area was called in the period"),
    ("area_code", Kind::Text, "the codes of the area in official statistics, parted by spaces"),
    ("period", Kind::Text, "the period, as in the addresses of the site"),
    ("period_start", Kind::Date, "the first day of the period"),
    ("period_end", Kind::Date, "the last day of the period"),
    ("form", Kind::Text, "the form in which the figure was handed in"),
    ("table", Kind::Text, "the table of the form"),
    ("table_title", Kind::Text, "the title of the table"),
    (
        "counts",
        Kind::Text,
        "snapshot: counted on the last day of the period; flow: over the period; mixed: some so and some so; rate: a rate",
    ),
    ("measure", Kind::Text, "the measures that the figure belongs to, parted by spaces"),
    ("cell", Kind::Text, "the figure's place in the form: the same from period to period while the form is the same"),
];

/// What stands behind them.
const BEHIND: [(&str, Kind, &str); 12] = [
    ("statistic", Kind::Text, "what the value says of the figure"),
    ("value", Kind::Number, "the number, without separators; durations are in seconds"),
    ("sign", Kind::Text, "the sign that stands in the place of a number"),
    ("reason", Kind::Text, "why there is no number"),
    ("markers", Kind::Text, "the signs that stand beside the number, parted by spaces"),
    ("unit", Kind::Text, "what is counted or measured"),
    ("symbol", Kind::Text, "what the value is written with: %, a currency, seconds"),
    ("coverage", Kind::Text, "whole: the report has all that its form asks for; partial: some figures only"),
    ("status", Kind::Text, "draft while the report is being written; final; signed"),
    ("source", Kind::Text, "where the figure was first published or counted"),
    ("released", Kind::Date, "the day on which the report was published"),
    ("updated", Kind::Date, "the day on which readers saw the report change last"),
];

/// How many headings a row has: as many as the table of the book with most axes.
pub(crate) fn headings(book: &Book) -> usize {
    let tables = book.forms.iter().flat_map(|form| &form.tables);
    tables.map(|table| table.axes.len()).max().unwrap_or_default().max(1)
}

/// The columns of a book's data, in order.
pub(crate) fn columns(book: &Book) -> Vec<Column> {
    let fixed = |&(name, kind, about): &(&'static str, _, &'static str)| Column {
        name: name.into(),
        kind,
        about: about.into(),
    };
    let mut columns: Vec<_> = BEFORE.iter().map(fixed).collect();
    for at in 1..=headings(book) {
        let text =
            |name: String, about: &'static str| Column { name: name.into(), kind: Kind::Text, about: about.into() };
        columns.push(text(format!("heading_{at}"), "what the rows or columns of the table tell apart"));
        columns.push(text(format!("label_{at}"), "the row or column of the figure under that heading"));
    }
    columns.extend(BEHIND.iter().map(fixed));
    columns
}
