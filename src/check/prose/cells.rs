//! Which cells of a return fit what a sentence says.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use super::reading::parts::names::TableWords;
use super::reading::parts::names::{Meaning, Names};
use super::reading::scopes::{Member, Scope};
use crate::book::axis::Axis;
use crate::book::cell::Absence;
use crate::book::form::Counts;
use crate::book::path::CellPath;
use crate::book::returns::Return;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;

/// Cells of one table that a sentence can mean: one, or several that it adds up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fit {
    pub(crate) cells: Vec<CellPath>,
    /// Whether words of its own say it: a row, a column, the table or a measure.
    pub(crate) is_specific: bool,
    /// How many words of the return the sentence has that it does not account for.
    pub(crate) unexplained: usize,
}

impl Fit {
    /// A cell that words name.
    pub(crate) fn of(cell: CellPath) -> Self {
        Fit { cells: vec![cell], is_specific: true, unexplained: 0 }
    }

    /// What the cells come to in a return of the same form. None where one of them is not known.
    pub(crate) fn value(&self, figures: &Return) -> Option<Quantity> {
        let mut total = Quantity::ZERO;
        for cell in &self.cells {
            match figures.entry(*cell)?.cell.value {
                Ok(number) => total = total.plus(number)?,
                Err(Absence::NotApplicable) if self.cells.len() > 1 => {}
                Err(_) => return None,
            }
        }
        Some(total)
    }

    /// Whether the question cannot arise, so that there is nobody.
    pub(crate) fn is_not_applicable(&self, figures: &Return) -> bool {
        let is_none =
            |cell: &CellPath| figures.entry(*cell).is_some_and(|entry| entry.cell.value == Err(Absence::NotApplicable));
        self.cells.iter().all(is_none)
    }
}

/// What is asked of the tables of a return.
#[derive(Clone, Copy)]
pub(crate) struct Question<'q, 'a> {
    pub(crate) names: &'q Names<'a>,
    pub(crate) scope: &'q Scope<'a>,
    /// Whether a rate is told.
    pub(crate) is_rate: bool,
    /// Whether a day or a whole period is meant.
    pub(crate) counts: Option<Counts>,
}

/// Which members of each axis of a table the words name, and which words that accounts for.
struct Chosen<'s> {
    members: Vec<BTreeSet<usize>>,
    /// The words of the table, and those of the members that the words name in another order than the form.
    explained: Vec<&'s BTreeSet<String>>,
}

impl Chosen<'_> {
    fn explains(&self, stem: &str) -> bool {
        self.explained.iter().any(|stems| stems.contains(stem))
    }
}

/// The stems of some words, and the names of members that these hold in any order.
struct Held<'q, 'a> {
    stems: BTreeSet<&'q str>,
    loose: Vec<&'q (BTreeSet<String>, Meaning<'a>)>,
}

impl<'a> Question<'_, 'a> {
    /// The cells that fit: those that leave the fewest words unexplained.
    pub(crate) fn fits(self) -> Vec<Fit> {
        let folded = self.scope.folded();
        Question { scope: &folded, ..self }.fits_of_all()
    }

    fn fits_of_all(self) -> Vec<Fit> {
        let held = self.held();
        let tables = 0..self.names.tables.len();
        let mut fits: Vec<_> = tables.filter_map(|at| self.fit(at, &held)).collect();
        let fewest = fits.iter().map(|fit| fit.unexplained).min().unwrap_or_default();
        fits.retain(|fit| fit.unexplained == fewest);
        fits
    }

    fn fit(&self, at: usize, held: &Held<'_, 'a>) -> Option<Fit> {
        let table = self.names.form.tables.get(at)?;
        let words = self.names.tables.get(at)?;
        let is_counted = |counts| table.counts == counts || matches!(table.counts, Counts::Mixed | Counts::Rate);
        // A rate in a unit of its own, such as a percentage, is told like any figure.
        let is_rate = table.counts == Counts::Rate && table.number.unit == Unit::Plain;
        if is_rate != self.is_rate || !(is_rate || self.counts.is_none_or(is_counted)) {
            return None;
        }
        let axes = self.names.axes(at);
        let mut chosen = self.chosen(axes, words, held)?;
        let cells = cells(at, axes, &chosen.members);
        let says = |meaning| self.scope.others.contains(&meaning);
        let is_own = self.scope.stems.iter().any(|stem| words.own.contains(&**stem)) || says(Meaning::Table(at));
        let cell = cells.first().filter(|cell| cells.len() == 1 && says(Meaning::Cell(**cell)));
        let is_cell = cell.is_some();
        chosen.explained.extend(cell.and_then(|cell| self.names.titles.get(cell)));
        let members = &chosen.members;
        let is_unit = held.stems.iter().any(|stem| words.unit.contains(*stem) && self.names.is_unit_of_one(stem));
        let is_covered = axes.is_empty() && self.is_covered(words, held);
        let is_open = |(axis, chosen): (&Arc<Axis>, &BTreeSet<usize>)| {
            chosen.is_empty() && (axis.total.is_none() || self.names.is_partial(axis))
        };
        let has_to_be_said = axes.is_empty() || axes.iter().zip(members).any(is_open);
        let is_told = !has_to_be_said || self.is_rate || is_own || is_cell || is_unit || is_covered;
        // “Breaches of licence”: what one table alone tells apart says which is meant, but leaves open whether it is counted so.
        let is_row =
            !is_told && axes.iter().zip(members).any(|(axis, chosen)| !chosen.is_empty() && self.names.is_of_one(axis));
        if !is_told && !is_row {
            return None;
        }
        let is_unexplained = |stem: &&Rc<str>| self.names.knows(stem) && !chosen.explains(stem);
        let is_named = members.iter().any(|chosen| !chosen.is_empty());
        let unexplained = self.scope.stems.iter().filter(is_unexplained).count() + usize::from(is_row);
        Some(Fit { cells, is_specific: is_named || is_own || is_cell, unexplained })
    }

    /// What the words name along the axes of a table. None where they name something that the table does not have.
    fn chosen<'s>(&'s self, axes: &[Arc<Axis>], words: &'s TableWords<'a>, held: &Held<'s, 'a>) -> Option<Chosen<'s>> {
        let mut members: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); axes.len()];
        let mut explained = vec![&words.stems, &words.unit];
        let mut strange = Vec::new();
        for member in &self.scope.members {
            let places: Vec<_> = member.means.iter().filter_map(|meaning| place(axes, *meaning)).collect();
            if places.is_empty() && !is_implied(axes, words, member) {
                strange.push(member);
            }
            for (axis, position) in places {
                members[axis].insert(position);
            }
        }
        for (stems, meaning) in &held.loose {
            let Some((axis, position)) = place(axes, *meaning) else { continue };
            if members[axis].is_empty() {
                members[axis].insert(position);
            }
            if members[axis].contains(&position) {
                explained.push(stems);
            }
        }
        let chosen = Chosen { members, explained };
        let is_explained = |member: &&Member<'a>| member.stems.iter().all(|stem| chosen.explains(stem));
        strange.iter().all(is_explained).then_some(chosen)
    }

    /// The cells of a table that the words leave, whether or not they name the table; none where they say that it is not meant.
    pub(crate) fn in_table(self, at: usize) -> Option<Vec<CellPath>> {
        let table = self.names.form.tables.get(at)?;
        let is_counted = self.counts.is_none_or(|counts| table.counts == counts || table.counts == Counts::Mixed);
        let held = self.held();
        let axes = self.names.axes(at);
        let Chosen { members, .. } = self.chosen(axes, self.names.tables.get(at)?, &held).filter(|_| is_counted)?;
        Some(cells(at, axes, &members))
    }

    /// The stems of the words.
    fn held(&self) -> Held<'_, 'a> {
        let of_members = self.scope.members.iter().flat_map(|member| &*member.stems);
        let stems = self.scope.stems.iter().map(|stem| &**stem).chain(of_members.map(String::as_str)).collect();
        let loose = self.names.loose(&stems).collect();
        Held { stems, loose }
    }

    /// Whether the words name other rows or columns than those of a cell; `strange` where they name some that its table does not have.
    pub(crate) fn excludes(self, cell: CellPath, strange: bool) -> bool {
        let at = cell.table_position();
        let scope = self.scope.folded();
        let question = Question { scope: &scope, ..self };
        let axes = self.names.axes(at);
        let Some(words) = self.names.tables.get(at) else { return false };
        let Some(Chosen { members, .. }) = question.chosen(axes, words, &question.held()) else {
            return strange;
        };
        let is_other = |(axis, chosen): (usize, &BTreeSet<usize>)| {
            !chosen.is_empty() && cell.position(axis).is_some_and(|position| !chosen.contains(&position))
        };
        members.iter().enumerate().any(is_other)
    }

    /// Whether the words say half of what the title of a table says.
    fn is_covered(&self, words: &TableWords<'a>, held: &Held<'_, 'a>) -> bool {
        let is_implied = |meaning: &Meaning<'_>| words.implies(meaning);
        let implied = self.scope.members.iter().filter(|member| member.means.iter().any(is_implied)).count();
        let covered = implied + held.stems.iter().filter(|stem| words.stems.contains(**stem)).count();
        covered > 0 && covered * 2 >= words.stems.len() + words.implied.len()
    }
}

/// Whether a name is one that the title of a table says for all of it, or of no axis at all.
fn is_implied(axes: &[Arc<Axis>], words: &TableWords<'_>, member: &Member<'_>) -> bool {
    member.means.iter().any(|meaning| match meaning {
        Meaning::Member(key, _) => words.implies(meaning) && !axes.iter().any(|axis| axis.key == *key),
        _ => true,
    })
}

/// The cells at these positions of a table: totals where nothing is chosen.
fn cells(table: usize, axes: &[Arc<Axis>], members: &[BTreeSet<usize>]) -> Vec<CellPath> {
    let mut paths = vec![CellPath::table(table)];
    for (axis, chosen) in axes.iter().zip(members) {
        // “Spending on premises”: where a total is called what is counted, a member beside it says which part is meant.
        let chosen: Vec<usize> = chosen.iter().copied().filter(|at| *at != Axis::TOTAL).collect();
        let is_all = chosen.is_empty() || chosen.len() == axis.members.len();
        let positions: Vec<usize> = match axis.total {
            Some(_) if is_all => vec![Axis::TOTAL],
            None if is_all => (0..axis.members.len()).collect(),
            _ => chosen,
        };
        paths = paths.iter().flat_map(|path| positions.iter().map(|position| path.with(*position))).collect();
    }
    paths
}

/// The tables that words tell, if they tell any.
pub(crate) fn tables(names: &Names<'_>, scope: &Scope<'_>) -> BTreeSet<usize> {
    let named = scope.others.iter().filter_map(|meaning| match meaning {
        Meaning::Table(table) => Some(*table),
        // What a measure is called can be what a row is called in several tables.
        Meaning::Cell(cell) if scope.members.is_empty() => Some(cell.table_position()),
        _ => None,
    });
    let is_told = |words: &TableWords<'_>| scope.stems.iter().any(|stem| words.own.contains(&**stem));
    let told = names.tables.iter().enumerate().filter(|(_, words)| is_told(words)).map(|(at, _)| at);
    named.chain(told).collect()
}

/// The position that a name has along the axes of a table.
pub(crate) fn place(axes: &[Arc<Axis>], meaning: Meaning<'_>) -> Option<(usize, usize)> {
    let axis = |key: &str| axes.iter().position(|axis| axis.key == key);
    match meaning {
        Meaning::Member(key, member) => {
            let axis = axis(key)?;
            Some((axis, axes[axis].position(member)?))
        }
        Meaning::Whole(key) => axis(key).map(|axis| (axis, Axis::TOTAL)),
        Meaning::Table(_) | Meaning::Cell(_) => None,
    }
}
