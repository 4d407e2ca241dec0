//! Which cells of a return a sentence names.

use std::sync::LazyLock;

use super::prose;
use crate::book::form::{Counts, Member, Table};
use crate::book::returns::{Grid, Return};
use crate::pattern::Pattern;

static OTHER_YEAR: LazyLock<Pattern> =
    LazyLock::new(|| Pattern::new(r"(?i)\b(?:19|20)\d\d\b|\b(?:last|previous) year\b|\byear before\b"));

/// Whether a sentence speaks of a year, so that its figures may be those of another report.
pub fn is_of_another_year(sentence: &str) -> bool {
    OTHER_YEAR.is_match(sentence)
}

/// The cells, at most one of each table, that a sentence names by members of the table's axes: their paths and numbers.
pub fn cells(figures: &Return, sentence: &str) -> Vec<(String, u64)> {
    let words = sentence.to_lowercase().replace('\n', " ");
    let tables = figures.form.tables.iter().zip(&figures.tables);
    tables.filter_map(|(table, grid)| cell(table, grid.as_ref()?, &words)).collect()
}

/// The cell of a table that words name: where they name no member of an axis its total stands.
fn cell(table: &Table, grid: &Grid, words: &str) -> Option<(String, u64)> {
    if table.counts == Counts::Rate {
        return None;
    }
    let mut place = Vec::new();
    let mut named = false;
    for axis in &grid.axes {
        let is_named =
            |(_, member): &(usize, &Member)| prose::names(member).iter().any(|name| prose::mentions(words, name));
        let mut found = axis.members.iter().enumerate().filter(is_named);
        match (found.next(), found.next()) {
            (None, _) if axis.total.is_some() => place.push(axis.members.len()),
            (Some((at, _)), None) => {
                place.push(at);
                named = true;
            }
            _ => return None,
        }
    }
    let value = grid.at(&place)?.cell.value.ok()?;
    let path: Vec<_> = std::iter::once(table.key.as_str()).chain(grid.keys(&place)).collect();
    named.then(|| (path.join("/"), value))
}
