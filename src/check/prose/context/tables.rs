//! Tables of the author's own: what the words of its row and column, and those beside the table, say of a number in a cell, and which
//! table of the form the table repeats.

use std::rc::Rc;
use std::sync::Arc;

use crate::check::prose::candidates::when;
use crate::check::prose::cells::{Fit, Question};
use crate::check::prose::passage::{InTable, Passage, TableText};
use crate::check::prose::reading::headings::{Heading, ReadTable};
use crate::check::prose::reading::parts::numbers::parse;
use crate::check::prose::reading::scopes::Scope;
use crate::check::prose::reading::sentence::Reader;
use crate::check::prose::returns::{Around, Candidate, Measured, Returns};
use crate::quantity::Quantity;

/// Larger tables repeat none of a form.
const MOST_CELLS: usize = 400;
/// Smaller numbers are alike by chance.
const FEWEST: u64 = 5;

impl<'a> ReadTable<'a> {
    fn read(returns: &Returns<'a>, reader: &Reader<'_, 'a>, text: &Arc<TableText>) -> Self {
        let read = |heading: &String| Heading::new(reader, heading);
        let columns: Vec<_> = text.head.iter().map(read).collect();
        let rows: Vec<_> = text.rows.iter().map(|row| row.first().map(read).unwrap_or_default()).collect();
        // What the rows are says nothing of what is counted, unless it names a table.
        let mut corner = text.head.first().map(read).unwrap_or_default();
        corner.scope.stems.retain(|stem| reader.names.tells_table(stem));
        let mut beside = text.captions.iter().map(read).fold(corner, |one, other| Heading {
            scope: one.scope.with(&other.scope),
            is_read: one.is_read && other.is_read,
            ..one
        });
        if let Some(sentence) = text.before.as_ref().map(read) {
            beside.is_read &= sentence.is_read && sentence.scope.members.is_empty();
            beside.scope = beside.scope.with(&Scope { members: Vec::new(), ..sentence.scope });
        }
        let told = || columns.iter().skip(1).chain(&rows).flat_map(|heading| &heading.scope.members);
        beside.scope.members.retain(|member| !told().any(|other| other.is_of_axis_of(&member.means)));
        let mut table = ReadTable { text: Arc::clone(text), columns, rows, beside, repeats: None };
        table.repeats = table.repeated(returns);
        table
    }

    /// What is known of a cell before it is read.
    fn around(&self, returns: &Returns<'a>, cell: &InTable) -> Around<'a> {
        let (Some(row), Some(column)) = (self.rows.get(cell.row), self.columns.get(cell.column)) else {
            return Around::default();
        };
        // “Meetings” that no form has are counted there, whatever the other heading names.
        if row.is_strange || column.is_strange {
            return Around { is_open: true, worked_out: worked_out(cell), ..Around::default() };
        }
        let own = row.scope.headed(&column.scope);
        let way = column.way.or(row.way);
        let mut scope = self.scope(row, column);
        // A change is one between the times of the other columns or rows.
        if way.is_some() && scope.times.is_empty() {
            let headings = if column.way.is_some() { &self.columns } else { &self.rows };
            scope.times.extend(headings.iter().flat_map(|heading| &heading.scope.times).copied());
        }
        let is_known = row.is_read && column.is_read && !own.is_torn;
        let is_headed = !row.scope.is_empty() || !column.scope.is_empty() || (way.is_some() && !scope.is_empty());
        Around {
            members: if is_known { own.members } else { Vec::new() },
            scopes: vec![scope],
            way,
            is_headed,
            is_open: !(row.is_read && column.is_read && self.beside.is_read),
            cell: self.repeats.and_then(|table| self.figure(returns, table, cell.row, cell.column)),
            worked_out: worked_out(cell),
            ..Around::default()
        }
    }

    fn scope(&self, row: &Heading<'a>, column: &Heading<'a>) -> Scope<'a> {
        row.scope.headed(&column.scope).headed(&self.beside.scope)
    }

    /// The figure of a table of the form that a cell repeats by its row and column; none where these say something else.
    fn figure(&self, returns: &Returns<'a>, table: &str, row: usize, column: usize) -> Option<Candidate<'a>> {
        let (row, column) = (self.rows.get(row)?, self.columns.get(column)?);
        let is_plain = |heading: &Heading<'a>| heading.is_read && heading.is_level && !heading.scope.is_rate;
        let scope = self.scope(row, column);
        if !is_plain(row) || !is_plain(column) || scope.is_torn {
            return None;
        }
        let when = when(&scope.times, returns.report.period);
        let [report] = returns.reports(&scope.places, &when.periods)[..] else { return None };
        let at = report.figures.form.tables.iter().position(|known| known.key == table)?;
        let names = returns.names(report);
        let cells = (Question { names: &names, scope: &scope, is_rate: false, counts: when.counts }).in_table(at)?;
        let fit = Fit { cells, is_specific: true, unexplained: 0 };
        let value = fit.value(&report.figures)?;
        Some(Candidate { report, fit, measured: Measured::Level(Some(value)) })
    }

    /// The table of the form of which most numbers stand here in their rows and columns.
    fn repeated(&self, returns: &Returns<'a>) -> Option<&'a str> {
        let numbers = || {
            let rows = self.text.rows.iter().enumerate();
            let cells = rows.flat_map(|(row, cells)| cells.iter().enumerate().skip(1).map(move |cell| (row, cell)));
            cells.filter_map(|(row, (column, text))| Some((row, column, number(text)?)))
        };
        if numbers().count() > MOST_CELLS {
            return None;
        }
        let mut best: Option<(usize, &'a str)> = None;
        for table in &returns.report.figures.form.tables {
            let (mut same, mut telling, mut other) = (0, 0, 0);
            for (row, column, number) in numbers() {
                let Some(figure) = self.figure(returns, &table.key, row, column) else { continue };
                let is_same = matches!(figure.measured, Measured::Level(Some(value)) if value == number);
                same += usize::from(is_same);
                telling += usize::from(is_same && number >= FEWEST);
                other += usize::from(!is_same);
            }
            if telling > 1 && same > other && best.is_none_or(|(known, _)| same > known) {
                best = Some((same, &table.key));
            }
        }
        best.map(|(_, table)| table)
    }
}

/// The numbers that other cells of a table give for a cell: the sum of those in its row and of those above it, and how far two neighbours
/// of its row or of the column before it are apart.
fn worked_out(cell: &InTable) -> Vec<Quantity> {
    let InTable { table, row, column } = cell;
    if table.rows.len() * table.head.len() > MOST_CELLS {
        return Vec::new();
    }
    let at = |row: usize, column: usize| number(table.rows.get(row)?.get(column)?);
    let sum = |cells: Vec<Quantity>| {
        let is_sum = cells.len() > 1;
        cells.into_iter().try_fold(Quantity::ZERO, Quantity::plus).filter(|_| is_sum)
    };
    let beside = (1..table.head.len()).filter(|other| other != column).filter_map(|other| at(*row, other)).collect();
    let above = (0..*row).filter_map(|other| at(other, *column)).collect();
    let apart = |one: Option<Quantity>, other: Option<Quantity>| one?.distance(other?);
    let before = column.checked_sub(1).filter(|before| *before > 0);
    let of_row = before.and_then(|before| apart(at(*row, before), at(*row, before.checked_sub(1)?)));
    let of_column = before.and_then(|before| apart(at(*row, before), at(row.checked_sub(1)?, before)));
    [sum(beside), sum(above), of_row, of_column].into_iter().flatten().collect()
}

/// The number that is all of a cell.
fn number(text: &str) -> Option<Quantity> {
    let text = text.trim();
    let is_number = text.starts_with(|sign: char| sign.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    is_number.then(|| parse(text)).flatten()
}

impl<'a> Returns<'a> {
    /// What is known of a passage before it is read.
    pub(crate) fn before(&self, reader: &Reader<'_, 'a>, passage: &Passage) -> Around<'a> {
        let Some(cell) = &passage.cell else { return Around::default() };
        let known = self.table.borrow().clone().filter(|table| Arc::ptr_eq(&table.text, &cell.table));
        let table = known.unwrap_or_else(|| {
            let table = Rc::new(ReadTable::read(self, reader, &cell.table));
            *self.table.borrow_mut() = Some(Rc::clone(&table));
            table
        });
        table.around(self, cell)
    }
}
