//! Tile-grid map: a tile for each area, about where the area is, with its figure in it.

use super::bars::{Bar, Bars, Group};
use super::kind::Kind;
use crate::chart::data::{Figure, unit_of};
use crate::chart::description;
use crate::chart::draw::canvas::{Anchor, Canvas, Frame, LINE, text_width};
use crate::chart::draw::role::{MOST_CLASSES, Role};
use crate::chart::draw::scale::{Scale, finest};

/// The height of a tile.
const HEIGHT: f64 = 38.0;
/// The greatest width of a tile.
const MOST_WIDTH: f64 = 72.0;
/// Between tiles.
const GAP: f64 = 2.0;

/// A tile-grid map.
#[derive(Debug, Clone, PartialEq)]
pub struct Tiles {
    /// What is shown.
    pub unit: String,
    /// The tiles, in reading order of their areas' names.
    pub tiles: Vec<Tile>,
}

/// A tile.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// The area's name.
    pub label: String,
    /// The name where space is short, of five letters or so.
    pub short: String,
    /// The column, from 0.
    pub column: usize,
    /// The row, from 0.
    pub row: usize,
    /// The figure.
    pub figure: Figure,
}

impl Kind for Tiles {
    fn describe(&self) -> String {
        let tiles = description::counted(self.tiles.len(), "area");
        let figures = self.tiles.iter().map(|tile| (tile.label.clone(), &tile.figure));
        format!("Map of {tiles}, a tile each, {}.{}", self.unit, description::figures(figures, ""))
    }

    fn draw(&self, canvas: &Canvas<'_>) -> f64 {
        let columns = self.tiles.iter().map(|tile| tile.column + 1).max().unwrap_or(1) as f64;
        let rows = self.tiles.iter().map(|tile| tile.row + 1).max().unwrap_or(1) as f64;
        let width = ((canvas.width + GAP) / columns - GAP).min(MOST_WIDTH);
        let fits = |text: &str| text_width(text, Role::OnPale) + 0.5 <= width;
        if !self.tiles.iter().all(|tile| fits(&tile.figure.text) && fits(&tile.short)) {
            return as_bars(self).draw(canvas);
        }
        let classes = classes(self);
        let left = (canvas.width - columns * (width + GAP) + GAP) / 2.0;
        let frame = |tile: &Tile| {
            let (left, top) = (left + tile.column as f64 * (width + GAP), 2.0 + tile.row as f64 * (HEIGHT + GAP));
            Frame { left, top, right: left + width, bottom: top + HEIGHT }
        };
        for tile in &self.tiles {
            let frame = frame(tile);
            let class = tile.figure.value().map(|value| class(&classes, value));
            let (fill, text) = class.map_or((Role::NoClass, Role::OnNone), Role::class);
            canvas.rect(&frame, fill);
            let middle = (frame.left + frame.right) / 2.0;
            canvas.text(&tile.short, (middle, frame.top + 15.0), Anchor::Center, text);
            canvas.text(&tile.figure.text, (middle, frame.top + 32.0), Anchor::Center, text);
        }
        key(self, &classes, canvas, 2.0 + rows * (HEIGHT + GAP) + 6.0)
    }
}

fn as_bars(chart: &Tiles) -> Bars {
    let bar = |tile: &Tile| Bar { label: tile.label.clone(), figure: tile.figure.clone() };
    let group = Group { label: String::new(), bars: chart.tiles.iter().map(bar).collect() };
    Bars { unit: chart.unit.clone(), groups: vec![group] }
}

/// Classes of one width with round numbers between them, five at most.
fn classes(chart: &Tiles) -> Scale {
    let values: Vec<_> = chart.tiles.iter().filter_map(|tile| tile.figure.value()).collect();
    let unit = unit_of(chart.tiles.iter().map(|tile| &tile.figure));
    finest(&values, (false, unit), MOST_CLASSES as u32, |scale| scale.ticks.len() <= MOST_CLASSES + 1)
}

fn class(classes: &Scale, value: f64) -> usize {
    let inner = classes.ticks.iter().skip(1).take(classes.ticks.len().saturating_sub(2));
    inner.filter(|(bound, _)| value >= *bound).count().min(MOST_CLASSES - 1)
}

/// The classes, below the map. Gives the lower edge.
fn key(chart: &Tiles, classes: &Scale, canvas: &Canvas<'_>, top: f64) -> f64 {
    let values = || chart.tiles.iter().filter_map(|tile| tile.figure.value());
    let most = values().fold(f64::NEG_INFINITY, f64::max);
    let mut entries: Vec<(Role, String)> = Vec::new();
    for (at, pair) in classes.ticks.windows(2).enumerate().filter(|_| values().next().is_some()) {
        if let [(low, from), (high, to)] = pair {
            let is_open = *high == classes.high && most >= *high && low < high;
            let words = if is_open { format!("{from} and over") } else { format!("{from} to under {to}") };
            entries.push((Role::class(at).0, words));
        }
    }
    if values().count() < chart.tiles.len() {
        entries.push((Role::NoClass, "no figure".to_owned()));
    }
    let (mut x, mut y) = (0.0, top);
    for (role, text) in entries {
        let width = 22.0 + text_width(&text, Role::Quiet) + 12.0;
        if x > 0.0 && x + width - 12.0 > canvas.width {
            (x, y) = (0.0, y + LINE + 4.0);
        }
        canvas.rect(&Frame { left: x + 1.0, top: y, right: x + 17.0, bottom: y + 16.0 }, role);
        canvas.text(&text, (x + 22.0, y + 13.0), Anchor::Left, Role::Quiet);
        x += width;
    }
    y + LINE + 2.0
}
