//! A table: heads, rows, notes and how it is laid out.

use std::borrow::Cow;

use super::cell::DataCell;
use super::text::Text;
use crate::download::Download;
use crate::link::Destination;

/// A table.
#[derive(Debug, Default)]
pub(crate) struct DataTable<'a> {
    /// Its anchor.
    pub(crate) id: String,
    /// Its number on the page, where it has one.
    pub(crate) number: Option<usize>,
    /// What it shows.
    pub(crate) caption: Text<'a>,
    /// What it counts, and when; empty where its columns or rows say so.
    pub(crate) counts: String,
    /// The head of the column of row heads.
    pub(crate) corner: Cow<'a, str>,
    /// Heads of groups of columns; none where columns stand alone.
    pub(crate) groups: Vec<Group<'a>>,
    /// The columns.
    pub(crate) columns: Vec<Column<'a>>,
    /// The rows.
    pub(crate) bodies: Vec<Body<'a>>,
    /// Notes about the table as a whole.
    pub(crate) remarks: Vec<Text<'a>>,
    /// How it is laid out.
    pub(crate) style: Style,
    /// The file of its figures, where it has one.
    pub(crate) download: Option<Download<'a>>,
}

impl DataTable<'_> {
    /// The signs in its cells, each once, in the order in which readers meet them.
    pub(crate) fn signs(&self) -> Vec<&'static str> {
        let mut signs = Vec::new();
        let cells = self.bodies.iter().flat_map(|body| &body.rows).flat_map(|row| &row.cells);
        for sign in cells.flat_map(|cell| cell.datum.signs()) {
            if !signs.contains(&sign) {
                signs.push(sign);
            }
        }
        signs
    }
}

/// How a table is laid out.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Figures and words side by side, with row heads that stay in sight.
    #[default]
    Compared,
    /// The same, and readers may sort the rows.
    Sortable,
    /// As a form has it: figures, with totals along rows and columns.
    Form,
    /// Words, so that a narrow page shows each row by itself.
    Words,
    /// A mark for each row and column.
    Marks,
}

/// A head over several columns.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    /// The head.
    pub(crate) head: Cow<'a, str>,
    /// How many columns it stands over.
    pub(crate) columns: usize,
}

/// A column.
#[derive(Debug)]
pub(crate) struct Column<'a> {
    /// Its head.
    pub(crate) head: Cow<'a, str>,
    /// How much of the head, in bytes, says enough where there is little room. None where no head of the table can be cut.
    pub(crate) short: Option<usize>,
    /// What stands in it.
    pub(crate) kind: Kind,
    /// Whether it is a total over other columns.
    pub(crate) total: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Figures.
    Figures,
    /// Words.
    Words,
    /// Small charts.
    Drawings,
    /// Marks.
    Marks,
}

impl<'a> Column<'a> {
    fn new(head: Cow<'a, str>, kind: Kind) -> Self {
        Column { head, short: None, kind, total: false }
    }

    /// A column of figures.
    pub(crate) fn figures(head: impl Into<Cow<'a, str>>) -> Self {
        Column::new(head.into(), Kind::Figures)
    }

    /// A column of words.
    pub(crate) fn words(head: impl Into<Cow<'a, str>>) -> Self {
        Column::new(head.into(), Kind::Words)
    }

    /// A column of small charts.
    pub(crate) fn drawings(head: &'static str) -> Self {
        Column::new(head.into(), Kind::Drawings)
    }

    /// A column of marks.
    pub(crate) fn marks(head: impl Into<Cow<'a, str>>) -> Self {
        Column::new(head.into(), Kind::Marks)
    }
}

/// Rows that belong together.
#[derive(Debug, Default)]
pub(crate) struct Body<'a> {
    /// What they have in common.
    pub(crate) label: Option<String>,
    /// Whether they stay below the others however these are sorted.
    pub(crate) below: bool,
    /// The rows.
    pub(crate) rows: Vec<Row<'a>>,
}

impl<'a> From<Vec<Row<'a>>> for Body<'a> {
    fn from(rows: Vec<Row<'a>>) -> Self {
        Body { rows, ..Body::default() }
    }
}

/// A row.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    /// Its head.
    pub(crate) head: Text<'a>,
    /// Where the head leads.
    pub(crate) to: Option<Destination<'a>>,
    /// Whether it is a total over other rows.
    pub(crate) total: bool,
    /// Its cells, one a column.
    pub(crate) cells: Vec<DataCell<'a>>,
}

impl<'a> Row<'a> {
    /// A row whose head leads nowhere.
    pub(crate) fn new(head: impl Into<Text<'a>>, cells: Vec<DataCell<'a>>) -> Self {
        Row { head: head.into(), to: None, total: false, cells }
    }

    /// The row with a head that leads to another page.
    #[must_use]
    pub(crate) fn leading_to(self, to: impl Into<Destination<'a>>) -> Self {
        Row { to: Some(to.into()), ..self }
    }
}
