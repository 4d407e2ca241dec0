//! The chart that a form asks for, made of the cells of a return.

use super::bars::{Bar, Bars, Group};
use super::data::Figure;
use super::plot::Plot;
use crate::book::form::{ChartSpec, Member, Table};
use crate::book::returns::Grid;

/// The bars of a chart. Axes that the chart does not name stand at their total.
pub fn plot(table: &Table, spec: &ChartSpec, grid: &Grid) -> Plot {
    Plot::Bars(Bars { unit: table.unit.clone(), groups: groups(spec, grid) })
}

fn groups(spec: &ChartSpec, grid: &Grid) -> Vec<Group> {
    let axis = |key: &str| grid.axes.iter().position(|axis| axis.key == key);
    let Some(bars) = axis(&spec.bars) else { return Vec::new() };
    let grouped = spec.groups.as_deref().and_then(axis);
    let rest: Vec<_> = grid.axes.iter().map(|axis| axis.len().saturating_sub(1)).collect();
    let bars_of = |place: &[usize]| {
        let bar = |(at, label): (usize, &Member)| {
            let mut place = place.to_vec();
            place[bars] = at;
            let figure = Figure::of(&grid.at(&place)?.cell);
            Some(Bar { label: label.short.clone(), figure, is_own: false })
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
