//! What to type so that a sheet is read: names that are nearly those of the form, and tables that were not found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::layout::{Block, Page};
use crate::book::axis::Axis;
use crate::book::path::CellPath;
use crate::diagnostic::shown;
use crate::import::finding::Finding;
use crate::import::names;
use crate::import::sheets::sheet::{At, Content, Kind, Sheet};

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

/// Whether a block has all rows and columns of a table, but for totals, and none besides: of an axis that it lacks all are asked for.
fn has_all(page: &Page<'_>, block: &Block, table: usize) -> bool {
    let axes_of = |table: usize| page.target.tables().find(|(at, ..)| *at == table).map_or(&[][..], |(.., axes)| axes);
    // A heading that is misspelt may be the one that is lacking.
    !block.strange.is_empty()
        || axes_of(block.table).iter().enumerate().all(|(at, own)| {
            let Some(axis) = axes_of(table).iter().find(|axis| axis.key == own.key) else { return false };
            let named: BTreeSet<_> = block.cells.iter().filter_map(|(_, path)| path.position(at)).collect();
            let named = named.into_iter().filter_map(|position| own.members.get(position));
            let named: BTreeSet<_> = named.map(|member| axis.position(&member.key)).collect();
            named == (0..axis.members.len()).map(Some).collect()
        })
}

/// What is said of headings that are those of several tables, where no title says which it is: of the tables those that have all of their
/// rows and columns there, if there are any.
pub(super) fn untitled(page: &Page<'_>, group: &[Block]) -> (String, String) {
    let named = |(table, more): (usize, String)| {
        let title = format!("“{}”{more}", page.names.title(table));
        (format!("`{}`", page.target.form().tables[table].key), title)
    };
    let own = group.iter().map(|block| (block.table, String::new()));
    let more = with_more_headings(page, &group[0]).into_iter().map(|(at, more)| (at, format!(" with {more}")));
    let all: BTreeMap<_, _> = own.chain(more).collect();
    let whole: Vec<_> = all.iter().filter(|(at, _)| has_all(page, &group[0], **at)).collect();
    let told = if whole.is_empty() { all.iter().collect() } else { whole };
    let (keys, titles): (Vec<_>, Vec<_>) = told.into_iter().map(|(at, more)| named((*at, more.clone()))).unzip();
    let message = format!("no title says which table this is: its headings are those of {}", keys.join(" or "));
    (message, format!("write above it, as its title, {}", titles.join(" or ")))
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

/// Words beside and below figures that were not read: those of columns of remarks, those behind the last figure of a row, and those of rows
/// without figures, but for titles, which stand right above headings.
pub(super) fn words_not_read(page: &Page<'_>, whole: &Sheet, read: &BTreeSet<At>) -> Option<Finding> {
    const TOLD: usize = 4;
    let first = read.first()?.row;
    let has_heading = |row: usize| page.sheet.row(row).any(|(at, _)| page.is_heading(at));
    let is_behind = |at: &At| read.range(At::new(at.row, 0)..*at).next().is_some();
    let is_remark = |at: &At| !page.sheet.cells.contains_key(at);
    let has_figure = |row: usize| page.sheet.row(row).any(|(at, content)| page.is_figure(at, content));
    let is_apart = |at: &At| !has_heading(at.row) && !has_heading(at.row + 1) && !has_figure(at.row);
    let is_told = |(at, content): &(&At, &Content)| {
        let is_word = content.kind == Kind::Text && content.text.contains(char::is_alphabetic);
        let is_unread = !read.contains(at) && !page.is_heading(**at) && !names::is_advice(whole, **at);
        is_word && at.row >= first && is_unread && (is_remark(at) || is_behind(at) || is_apart(at))
    };
    let words: Vec<_> = whole.cells.iter().filter(is_told).collect();
    let (place, _) = words.first()?;
    let told = words.iter().take(TOLD).map(|(at, content)| format!("{at} “{}”", shown(content.text.trim())));
    let told = told.collect::<Vec<_>>().join(", ");
    let more = if words.len() > TOLD { format!(" and {} more", words.len() - TOLD) } else { String::new() };
    let help = "where they say something of a figure, write its sign beside it, such as [p] for provisional, or a note into the return";
    Some(Finding::warning(whole.place(**place), format!("words were not read: {told}{more}"), help))
}
