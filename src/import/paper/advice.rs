//! What to type so that a sheet is read: names that are nearly those of the form, and tables that were not found.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::layout::{Block, Page};
use crate::book::axis::Axis;
use crate::book::path::CellPath;
use crate::import::finding::Finding;
use crate::import::sheets::sheet::At;

/// The members of an axis that a block has no row or column for.
pub(super) fn lacking(block: &Block, axes: &[Arc<Axis>], axis: usize) -> Vec<usize> {
    let has = |position: usize| block.cells.iter().any(|(_, path)| path.position(axis) == Some(position));
    (0..axes[axis].members.len()).filter(|position| !has(*position)).collect()
}

/// Members in quotes.
pub(super) fn labels(axis: &Axis, positions: &[usize]) -> String {
    let labels = positions.iter().map(|position| format!("“{}”", axis.members[*position].label));
    labels.collect::<Vec<_>>().join(", ")
}

/// What is said of headings that are none of a table's.
pub(super) fn strange(page: &Page<'_>, block: &Block, axes: &[Arc<Axis>]) -> Vec<Finding> {
    let key = &page.target.form().tables[block.table].key;
    let told = block.strange.iter().map(|(at, axis)| {
        let (text, place) = (page.sheet.text(*at), page.sheet.place(*at));
        let lacking = lacking(block, axes, *axis);
        let label = if text.is_empty() {
            "figures without a heading stand here".to_owned()
        } else {
            format!("“{text}” is no row or column of `{key}`")
        };
        if lacking.is_empty() {
            return Finding::warning(place, format!("{label}: its figures were left out"), "");
        }
        let none = labels(&axes[*axis], &lacking);
        let which = if lacking.len() == 1 { none.clone() } else { format!("that one of {none} which it is") };
        let help = format!("write {which} in its place, or delete the row or column if it is none of the form's");
        Finding::error(place, format!("{label}, and there is none for {none}"), help)
    });
    let twice = block.twice.iter().map(|(at, first)| {
        let message = format!("“{}” of `{key}` stands in row {} already", page.sheet.text(*at), first + 1);
        Finding::error(
            page.sheet.place(*at),
            message,
            "delete one of the two rows, or write the name that it should have",
        )
    });
    told.chain(twice).collect()
}

/// The cells of the one heading that is none of a table's, as if it were the one that is lacking: what is wrong in them is said at once.
pub(super) fn as_if(block: &Block, axes: &[Arc<Axis>]) -> Vec<(At, CellPath)> {
    let [(head, axis)] = block.strange.as_slice() else { return Vec::new() };
    let [position] = lacking(block, axes, *axis)[..] else { return Vec::new() };
    let rows: BTreeSet<_> = block.cells.iter().map(|(at, _)| at.row).collect();
    let is_column = rows.first().is_some_and(|first| head.row < *first) && block.axes > 1;
    let cell = |(at, path): &(At, CellPath)| {
        let at = if is_column { At::new(at.row, head.column) } else { At::new(head.row, at.column) };
        (at, path.at(*axis, position))
    };
    let cells: BTreeSet<_> = block.cells.iter().map(cell).collect();
    cells.into_iter().collect()
}

/// Titles that are nearly those of tables that were not found, where a figure stands beside them or rows below.
pub(super) fn near_titles(page: &Page<'_>, missing: &BTreeSet<usize>, unread: &[At]) -> Vec<Finding> {
    let texts = page.sheet.cells.iter().filter(|(at, _)| !page.is_heading(**at));
    let near = texts.filter_map(|(at, content)| Some((at, &content.text, page.names.near(&content.text, missing)?)));
    let told = near.map(|(at, text, table)| {
        let (key, title) = (&page.target.form().tables[table].key, page.names.title(table));
        let message = format!("“{text}” is nearly the title of `{key}`, for which nothing was found");
        let help = format!("write “{title}” in its place, if that is meant");
        let is_filled = unread.iter().any(|figure| figure.row == at.row && figure.column > at.column);
        let place = page.sheet.place(*at);
        if is_filled { Finding::error(place, message, help) } else { Finding::warning(place, message, help) }
    });
    told.collect()
}

/// Tables with one heading more than stands at a block: each with what has to stand in front of its rows as well.
pub(super) fn with_more_headings(page: &Page<'_>, block: &Block) -> Vec<(usize, String)> {
    let target = page.target;
    let own: Vec<_> = target.tables().filter(|(at, ..)| *at == block.table).flat_map(|(.., axes)| axes).collect();
    let has = |axis: &Arc<Axis>| own.iter().any(|own| own.key == axis.key);
    let more = target.tables().filter(|(.., axes)| {
        axes.len() == own.len() + 1 && own.iter().all(|own| axes.iter().any(|axis| axis.key == own.key))
    });
    let told = more.filter_map(|(at, _, axes)| {
        let axis = axes.iter().find(|axis| !has(axis))?;
        let all: Vec<_> = (0..axis.members.len()).collect();
        Some((
            at,
            format!("{} above the rows, or in a column in front of them", labels(axis, &all).replace(", ", " or ")),
        ))
    });
    told.collect()
}
