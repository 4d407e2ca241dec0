//! Where the tables of a form stand in a sheet that is laid out as on paper: by the names of their rows and columns, in any order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::book::axis::Axis;
use crate::book::form::Table;
use crate::book::path::CellPath;
use crate::import::names::{Mark, Names, is_of};
use crate::import::sheets::sheet::{At, Content, Kind, Sheet};
use crate::import::target::Target;

/// A table of the form with its axes, as the return has them.
pub(super) type Wanted<'t> = (usize, &'t Table, &'t [Arc<Axis>]);

/// A column, with the members that its heads name: each axis with the position on it.
type Head = (usize, Vec<(usize, usize)>);

/// A table where it may stand.
#[derive(Debug, Clone)]
pub(super) struct Block {
    /// Its position in the form.
    pub(super) table: usize,
    /// How many headings say what a cell is.
    pub(super) axes: usize,
    /// The first of its headings.
    pub(super) top: At,
    /// Its last column.
    pub(super) last: usize,
    /// Its cells.
    pub(super) cells: Vec<(At, CellPath)>,
    /// Headings with figures that are none of the table's: the place, the axis on which they stand.
    pub(super) strange: Vec<(At, usize)>,
    /// Rows that are named as one above: the place of the name, and the row of the first.
    pub(super) twice: Vec<(At, usize)>,
    /// Whether the head of its column is its title.
    pub(super) is_named: bool,
    /// Columns of which any may be meant, where that is not clear.
    pub(super) unclear: Vec<usize>,
}

/// A sheet with the names of the form in it.
pub(super) struct Page<'a> {
    pub(super) target: &'a Target,
    pub(super) names: &'a Names<'a>,
    pub(super) sheet: &'a Sheet,
    places: BTreeMap<At, &'a [Mark<'a>]>,
    /// Titles of tables.
    pub(super) titles: BTreeMap<At, usize>,
}

impl<'a> Page<'a> {
    pub(super) fn new(target: &'a Target, names: &'a Names<'a>, sheet: &'a Sheet) -> Self {
        let texts = sheet.cells.iter().filter(|(_, content)| content.kind == Kind::Text && !content.is_figure());
        let titles = texts.filter_map(|(at, content)| Some((*at, names.table(&content.text)?))).collect();
        Page { target, names, sheet, places: names.places(sheet), titles }
    }

    /// All places where a table of the form may stand.
    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for wanted in self.target.tables() {
            let axes = wanted.2;
            for inner in 0..axes.len() {
                for row in 0..self.sheet.rows() {
                    blocks.extend(self.grids(wanted, (None, inner), row));
                    let others = (0..axes.len()).filter(|outer| *outer != inner);
                    blocks.extend(others.flat_map(|outer| self.grids(wanted, (Some(outer), inner), row)));
                }
            }
            match axes {
                [] => blocks.extend(self.single(wanted)),
                [axis] => blocks.extend(self.lists(wanted, axis)),
                _ => {}
            }
        }
        blocks
    }

    /// The member of an axis that a cell names: none where it names none, `Some(None)` where it names one that the table lacks.
    pub(super) fn named(&self, at: At, axis: &Axis) -> Option<Option<usize>> {
        let mark = self.places.get(&at)?.iter().find(|mark| mark.0 == axis.key)?;
        Some(axis.position(mark.1))
    }

    /// Whether a cell names a row or column of the form.
    pub(super) fn is_heading(&self, at: At) -> bool {
        self.places.contains_key(&at) || self.titles.contains_key(&at)
    }

    /// Whether a cell names rows or columns.
    pub(super) fn names_row(&self, at: At) -> bool {
        self.places.contains_key(&at)
    }

    /// The first row that names tables, rows or columns.
    pub(super) fn first_row(&self) -> usize {
        self.places.keys().chain(self.titles.keys()).map(|at| at.row).min().unwrap_or_default()
    }

    /// Whether a cell holds a figure: the name of the period is none.
    pub(super) fn is_figure(&self, at: At, content: &Content) -> bool {
        content.is_figure() && !self.is_heading(at) && content.text.trim() != self.target.period.name()
    }

    pub(super) fn has_figures(&self, row: usize, columns: impl IntoIterator<Item = usize>) -> bool {
        columns.into_iter().any(|column| {
            self.sheet.cells.contains_key(&At::new(row, column)) && !self.is_heading(At::new(row, column))
        })
    }

    /// The columns of a row whose heads name members of an axis.
    fn heads(&self, axis: &Axis, row: usize) -> Vec<(usize, Option<usize>)> {
        let range = self.places.range(At::new(row, 0)..At::new(row + 1, 0)).map(|(at, _)| *at);
        let own = range.filter(|at| self.sheet.origin(*at).column == at.column);
        own.filter_map(|at| Some((at.column, self.named(at, axis)?))).collect()
    }

    /// Whether a row begins something else than the table above it.
    fn is_other(&self, row: usize, columns: &[usize]) -> bool {
        let marks = |column: &usize| self.places.get(&At::new(row, *column)).into_iter().flat_map(|marks| marks.iter());
        let has_heads = columns.iter().flat_map(marks).any(|(axis, member)| {
            columns.iter().flat_map(marks).any(|(other, another)| axis == other && member != another)
        });
        let last = columns.iter().copied().max().unwrap_or_default();
        let mut titles = self.titles.range(At::new(row, 0)..=At::new(row, last)).map(|(at, _)| at);
        has_heads || titles.any(|at| !self.places.contains_key(at))
    }

    /// The tables whose columns are named in a row: by one axis, and where two stand one above the other by both.
    fn grids(&self, wanted: Wanted<'_>, (outer, inner): (Option<usize>, usize), row: usize) -> Vec<Block> {
        let axes = wanted.2;
        let heads = self.heads(&axes[inner], row);
        let known: BTreeSet<_> = heads.iter().map(|(_, position)| *position).collect();
        if known.len() < axes[inner].len().min(2) || known.contains(&None) || heads.is_empty() {
            return Vec::new();
        }
        let above = match outer {
            Some(outer) => {
                let found = (row.saturating_sub(2)..row).rev().find_map(|above| {
                    let heads = self.places.range(At::new(above, 0)..At::new(above + 1, 0));
                    let heads: BTreeMap<_, _> =
                        heads.filter_map(|(at, _)| Some((at.column, self.named(*at, &axes[outer])?))).collect();
                    (!heads.is_empty()).then_some((above, heads))
                });
                let Some(found) = found else { return Vec::new() };
                Some(found)
            }
            None => None,
        };
        let top = above.as_ref().map_or(row, |(above, _)| *above);
        let mut groups: Vec<Vec<Head>> = vec![Vec::new()];
        for (column, position) in heads {
            let Some(position) = position else { return Vec::new() };
            let mut steps = vec![(inner, position)];
            if let (Some(outer), Some((_, heads))) = (outer, &above) {
                // A head stands over all columns up to the next.
                match heads.range(..=column).next_back() {
                    Some((_, Some(position))) => steps.push((outer, *position)),
                    _ => return Vec::new(),
                }
            }
            let is_twice = groups.last().is_some_and(|group| group.iter().any(|(_, other)| *other == steps));
            if is_twice {
                groups.push(Vec::new());
            }
            groups.last_mut().into_iter().for_each(|group| group.push((column, steps.clone())));
        }
        let mut from = 0;
        let mut blocks = Vec::new();
        for group in groups {
            blocks.extend(self.grid(wanted, At::new(top, from), row, &group));
            from = group.last().map_or(from, |(column, _)| column + 1);
        }
        blocks
    }

    /// The table below heads, each with the members that it names. Its rows are named from the column of `corner` on.
    fn grid(&self, (table, _, axes): Wanted<'_>, corner: At, row: usize, heads: &[Head]) -> Option<Block> {
        let columns: Vec<_> = heads.iter().map(|(column, _)| *column).collect();
        let (first, last) = (*columns.first()?, *columns.last()?);
        let rest: Vec<_> = (0..axes.len()).filter(|axis| heads[0].1.iter().all(|(own, _)| own != axis)).collect();
        let end = (row + 1..self.sheet.rows()).find(|row| self.is_other(*row, &columns)).unwrap_or(self.sheet.rows());
        let mut block = Block {
            table,
            axes: axes.len(),
            top: At::new(corner.row, corner.column.min(first)),
            last,
            cells: Vec::new(),
            strange: Vec::new(),
            twice: Vec::new(),
            is_named: false,
            unclear: Vec::new(),
        };
        let axis = heads[0].1[0].0;
        if rest.is_empty() {
            block.strange = self.strange_heads(row, (block.top.column, last), row + 1..end, axis);
            let mut filled = (row + 1..end).filter(|row| self.has_figures(*row, columns.iter().copied()));
            let only = filled.next().filter(|_| filled.next().is_none())?;
            block.cells =
                heads.iter().map(|(column, steps)| (At::new(only, *column), path(table, axes, steps))).collect();
            return Some(block);
        }
        let stubs =
            rest.iter().map(|axis| Some((self.stub(&axes[*axis], (corner.column, first), row + 1..end)?, *axis)));
        let mut stubs = stubs.collect::<Option<Vec<_>>>()?;
        stubs.sort_unstable();
        let (inner, innermost) = *stubs.last()?;
        block.strange = self.strange_heads(row, (inner + 1, last), row + 1..end, axis);
        let rows = self.rows(axes, &stubs, &columns, row + 1..end)?;
        block.strange.extend(rows.strange.iter().map(|row| (At::new(*row, inner), innermost)));
        let mut known = BTreeMap::new();
        for (row, named) in rows.named {
            if let Some(first) = known.get(&named) {
                block.twice.push((At::new(row, inner), *first));
                continue;
            }
            let steps = |own: &[(usize, usize)]| own.iter().chain(&named).copied().collect::<Vec<_>>();
            let cells = heads.iter().map(|(column, own)| (At::new(row, *column), path(table, axes, &steps(own))));
            block.cells.extend(cells);
            known.insert(named, row);
        }
        (!block.cells.is_empty()).then_some(block)
    }

    /// Heads beside those of a table that have figures below them and name none of its columns.
    fn strange_heads(
        &self,
        row: usize,
        (first, last): (usize, usize),
        rows: std::ops::Range<usize>,
        axis: usize,
    ) -> Vec<(At, usize)> {
        let follows = (last + 1..).take_while(|column| !self.sheet.text(At::new(row, *column)).is_empty());
        let places = (first..=last).chain(follows).map(|column| At::new(row, column));
        let is_strange = |at: &At| {
            !self.places.contains_key(at)
                && rows
                    .clone()
                    .any(|row| self.sheet.cells.get(&At::new(row, at.column)).is_some_and(Content::is_figure))
        };
        places.filter(is_strange).map(|at| (at, axis)).collect()
    }

    /// The column that names the rows of a table by an axis.
    fn stub(&self, axis: &Axis, (from, to): (usize, usize), rows: std::ops::Range<usize>) -> Option<usize> {
        let count =
            |column: &usize| rows.clone().filter(|row| self.named(At::new(*row, *column), axis).is_some()).count();
        let best = |from: usize| (from..to).max_by_key(count).filter(|column| count(column) > 0);
        best(from).or_else(|| best(0))
    }

    /// The tables whose rows are named in a column, with one column of figures beside it.
    fn lists(&self, (table, _, axes): Wanted<'_>, axis: &Axis) -> Vec<Block> {
        let columns: BTreeSet<_> = self.places.keys().map(|at| at.column).collect();
        let mut blocks = Vec::new();
        for column in columns {
            let mut run: Vec<(usize, usize)> = Vec::new();
            for row in 0..=self.sheet.rows() {
                let at = At::new(row, column);
                let named = self.named(at, axis).filter(|_| self.sheet.origin(at) == at);
                let is_end = row == self.sheet.rows()
                    || named == Some(None)
                    || self.titles.range(At::new(row, 0)..=at).next().is_some()
                    || named.flatten().is_some_and(|position| run.iter().any(|(_, other)| *other == position));
                if is_end {
                    blocks.extend(self.list((table, axes), column, &std::mem::take(&mut run)));
                }
                run.extend(named.flatten().map(|position| (row, position)));
            }
        }
        blocks
    }

    /// The table whose rows are named by a run of cells in a column.
    fn list(&self, (table, axes): (usize, &[Arc<Axis>]), column: usize, run: &[(usize, usize)]) -> Option<Block> {
        let (first, last) = (run.first()?.0, run.last()?.0);
        if run.len() < axes[0].len().min(2) {
            return None;
        }
        let rows = || run.iter().map(|(row, _)| *row);
        let width = rows().flat_map(|row| self.sheet.row(row).map(|(at, _)| at.column)).max()?;
        let filled = (column + 1..=width).filter(|column| rows().any(|row| self.has_figures(row, [*column])));
        let head = |column: usize| {
            (first.saturating_sub(3)..first)
                .rev()
                .map(|row| self.sheet.text(At::new(row, column)))
                .find(|text| !text.is_empty())
                .unwrap_or("")
        };
        let candidates: Vec<_> = filled.map(|column| (column, self.names.table(head(column)))).collect();
        let named: Vec<_> =
            candidates.iter().filter(|(_, title)| *title == Some(table)).map(|(column, _)| *column).collect();
        let others: Vec<_> =
            candidates.iter().filter(|(_, title)| title.is_none()).map(|(column, _)| *column).collect();
        let (chosen, is_named) = match (named.as_slice(), others.as_slice()) {
            ([own], _) => (Some(*own), true),
            ([], [only]) => (Some(*only), false),
            ([], others) => (self.of_period(others, first), false),
            _ => (None, true),
        };
        let cells = |column: usize| {
            run.iter().map(move |(row, position)| (At::new(*row, column), path(table, axes, &[(0, *position)])))
        };
        let unclear = if chosen.is_none() { if named.is_empty() { others } else { named } } else { Vec::new() };
        let cells: Vec<_> = chosen.into_iter().chain(unclear.iter().copied()).flat_map(cells).collect();
        let strange = chosen.map_or_else(Vec::new, |figures| self.strange_rows((column, figures), (first, last)));
        let last = chosen.unwrap_or(width);
        (!cells.is_empty()).then_some(Block {
            table,
            axes: 1,
            top: At::new(strange.iter().map(|(at, _)| at.row).fold(first, usize::min), column),
            last,
            cells,
            strange,
            twice: Vec::new(),
            is_named,
            unclear,
        })
    }

    /// Of columns with figures below a row the one above which the period stands; none where it stands above several or none.
    fn of_period(&self, columns: &[usize], row: usize) -> Option<usize> {
        let head = |column: usize| {
            let above = (0..row).rev().filter_map(|row| self.sheet.cells.get_key_value(&At::new(row, column)));
            above.filter(|(at, content)| !self.is_figure(**at, content)).map(|(_, content)| &content.text).next()
        };
        let is_own = |column: &&usize| head(**column).is_some_and(|head| is_of(head, self.target.period) == Some(true));
        let mut own = columns.iter().filter(is_own);
        own.next().copied().filter(|_| own.next().is_none())
    }

    /// Headings among and around the rows of a list that name none of its rows. Rows that follow one another without a gap are of one
    /// table, whatever they are called.
    fn strange_rows(&self, (column, figures): (usize, usize), (first, last): (usize, usize)) -> Vec<(At, usize)> {
        let is_filled = |row: &usize| {
            let at = At::new(*row, column);
            let is_named = !self.sheet.text(at).is_empty() && !self.is_heading(at);
            is_named && self.sheet.cells.get(&At::new(*row, figures)).is_some_and(Content::is_figure)
        };
        let rows = (0..first).rev().take_while(is_filled).chain((first..=last).filter(is_filled));
        let rows = rows.chain((last + 1..self.sheet.rows()).take_while(is_filled));
        rows.map(|row| (At::new(row, column), 0)).collect()
    }

    /// A table of one figure: the figure stands behind its title, or below it.
    fn single(&self, (table, ..): Wanted<'_>) -> Vec<Block> {
        let titles = self.titles.iter().filter(|(_, title)| **title == table).map(|(at, _)| *at);
        let block = |at: At| {
            let own: BTreeSet<_> = self.sheet.extent(at).into_iter().collect();
            let beside: Vec<_> =
                self.sheet.row(at.row).map(|(at, _)| at).filter(|other| *other > at && !own.contains(other)).collect();
            let below = At::new(own.iter().map(|at| at.row).max().unwrap_or(at.row) + 1, at.column);
            let columns: Vec<_> = beside.iter().map(|at| at.column).collect();
            let places = match beside.as_slice() {
                [_, _, ..] => self.of_period(&columns, at.row).map_or(beside, |column| vec![At::new(at.row, column)]),
                [] => vec![below]
                    .into_iter()
                    .filter(|below| self.sheet.cells.get(below).is_some_and(Content::is_figure))
                    .collect(),
                _ => beside,
            };
            let unclear = if places.len() > 1 { places.iter().map(|at| at.column).collect() } else { Vec::new() };
            let last = places.last()?.column;
            let cells = places.into_iter().map(|at| (at, CellPath::table(table))).collect();
            Some(Block {
                table,
                axes: 0,
                top: at,
                last,
                cells,
                strange: Vec::new(),
                twice: Vec::new(),
                is_named: true,
                unclear,
            })
        };
        titles.filter_map(block).collect()
    }
}

/// The cell with a step along each axis.
fn path(table: usize, axes: &[Arc<Axis>], steps: &[(usize, usize)]) -> CellPath {
    let step = |axis: usize| steps.iter().find(|(own, _)| *own == axis).map_or(0, |(_, position)| *position);
    (0..axes.len()).fold(CellPath::table(table), |path, axis| path.with(step(axis)))
}
