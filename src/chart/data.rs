//! What a chart shows: the cells of a grid in groups, and the same in words.

use crate::book::cell::{Cell, absence_sign, meaning};
use crate::book::form::{ChartSpec, Member};
use crate::book::returns::Grid;
use crate::number;

/// A group of bars; one without a label stands by itself.
#[derive(Debug, Clone)]
pub struct Group {
    /// The label.
    pub label: String,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// A bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// The label.
    pub label: String,
    /// What it shows.
    pub cell: Cell,
}

/// The bars of a chart. Axes that the chart does not name stand at their total.
pub fn groups(spec: &ChartSpec, grid: &Grid) -> Vec<Group> {
    let axis = |key: &str| grid.axes.iter().position(|axis| axis.key == key);
    let Some(bars) = axis(&spec.bars) else { return Vec::new() };
    let grouped = spec.groups.as_deref().and_then(axis);
    let rest: Vec<_> = grid.axes.iter().map(|axis| axis.len().saturating_sub(1)).collect();
    let bars_of = |place: &[usize]| {
        let bar = |(at, label): (usize, &Member)| {
            let mut place = place.to_vec();
            place[bars] = at;
            let cell = grid.at(&place)?.cell.clone();
            Some(Bar { label: label.short.clone(), cell })
        };
        grid.axes[bars].members.iter().enumerate().filter_map(bar).collect()
    };
    let Some(grouped) = grouped else { return vec![Group { label: String::new(), bars: bars_of(&rest) }] };
    let group = |(at, member): (usize, &Member)| {
        let mut place = rest.clone();
        place[grouped] = at;
        Group { label: member.label.clone(), bars: bars_of(&place) }
    };
    grid.axes[grouped].members.iter().enumerate().map(group).collect()
}

/// The chart in words: how many bars, the highest and lowest, what is missing.
pub fn describe(groups: &[Group], unit: &str) -> String {
    let name = |group: &Group, bar: &Bar| match group.label.as_str() {
        "" => bar.label.clone(),
        label => format!("{label}, {}", bar.label),
    };
    let bars = || groups.iter().flat_map(|group| group.bars.iter().map(move |bar| (name(group, bar), &bar.cell)));
    let known: Vec<_> = bars().filter_map(|(name, cell)| Some((name, cell.value.ok()?))).collect();
    let mut words = format!("Bar chart with {} bars, in {unit}.", number::count(bars().count() as u64));
    let highest = known.iter().max_by_key(|(_, value)| *value);
    let lowest = known.iter().min_by_key(|(_, value)| *value);
    if let (Some((high, most)), Some((low, least))) = (highest, lowest) {
        words.push_str(&format!(" Highest: {high}, {}.", number::count(*most)));
        if known.len() > 1 {
            words.push_str(&format!(" Lowest: {low}, {}.", number::count(*least)));
        }
    }
    for (name, cell) in bars() {
        if let Err(absence) = cell.value {
            words.push_str(&format!(" {name}: {}.", meaning(absence_sign(absence)).unwrap_or_default()));
        }
    }
    words
}
