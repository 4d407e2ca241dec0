//! Horizontal bars from zero, alone or in groups, each with its value beside it.

use plotters::coord::Shift;
use plotters::coord::types::{RangedCoordf64, RangedCoordi32};
use plotters::prelude::{Cartesian2d, DrawingArea, IntoDrawingArea, Rectangle, Text};
use plotters::style::{FontFamily, IntoFont, ShapeStyle, TextStyle};

use super::data::{Bar, Group};
use super::svg::{Role, Svg, text_width};
use crate::book::cell::{absence_sign, meaning};
use crate::number;

const WIDTH: u32 = 360;
const SIZE: u32 = 14;
const BAR: i32 = 18;
const STEP: i32 = 24;
const LABEL_LINE: i32 = 20;
const GROUP_GAP: i32 = 12;

/// Draws groups of bars. Where bars have long labels, or there is one bar a group, the label stands above the bar.
pub fn draw(groups: &[Group]) -> (String, (u32, u32)) {
    let most = groups.iter().flat_map(|group| &group.bars).filter_map(|bar| bar.cell.value.ok()).max().unwrap_or(0);
    let widest = groups
        .iter()
        .flat_map(|group| &group.bars)
        .map(|bar| text_width(&bar.label, f64::from(SIZE)))
        .max()
        .unwrap_or(0);
    let beside = widest <= WIDTH / 4;
    let left = if beside { widest as i32 + 8 } else { 0 };
    let bars = || groups.iter().flat_map(|group| &group.bars);
    let value_room =
        bars().map(|bar| text_width(&written(bar), f64::from(SIZE))).max().unwrap_or(0).min(WIDTH / 3) as i32 + 12;
    let height = height(groups, beside);
    let size = (WIDTH, height.unsigned_abs());
    let mut body = String::new();
    let root = Svg { body: &mut body, size }.into_drawing_area();
    let horizontal = left..(WIDTH as i32 - value_room).max(left + 1);
    let scale =
        Cartesian2d::<RangedCoordf64, RangedCoordi32>::new(0.0..most.max(1) as f64, 0..height, (horizontal, 0..height));
    let mut pen = Pen { plot: root.clone().apply_coord_spec(scale), page: root, left, beside, y: 0 };
    for group in groups {
        pen.group(group);
    }
    drop(pen);
    (body, size)
}

fn height(groups: &[Group], beside: bool) -> i32 {
    let step = if beside { STEP } else { STEP + LABEL_LINE };
    let group = |group: &Group| {
        let label = if group.label.is_empty() { 0 } else { LABEL_LINE + 2 };
        label + GROUP_GAP + step * i32::try_from(group.bars.len()).unwrap_or(0)
    };
    groups.iter().map(group).sum::<i32>().max(STEP)
}

/// What stands at the end of a bar; nothing for a gap.
fn written(bar: &Bar) -> String {
    let signs: String = bar.cell.signs().map(|sign| format!(" [{sign}]")).collect();
    bar.cell.value.map_or_else(|_| String::new(), |value| number::count(value) + &signs)
}

struct Pen<'a> {
    page: DrawingArea<Svg<'a>, Shift>,
    plot: DrawingArea<Svg<'a>, Cartesian2d<RangedCoordf64, RangedCoordi32>>,
    left: i32,
    beside: bool,
    y: i32,
}

impl Pen<'_> {
    fn group(&mut self, group: &Group) {
        if !group.label.is_empty() {
            self.text(&group.label, 0, self.y + 15, Role::Group);
            self.y += LABEL_LINE + 2;
        }
        let top = self.y;
        for (at, bar) in group.bars.iter().enumerate() {
            self.bar(bar, u8::try_from(at).unwrap_or(0), group.bars.len() > 1 && !group.label.is_empty());
        }
        if self.beside {
            let axis = Rectangle::new([(self.left - 1, top), (self.left, self.y - (STEP - BAR))], filled(Role::Axis));
            done(self.page.draw(&axis));
        }
        self.y += GROUP_GAP;
    }

    fn bar(&mut self, bar: &Bar, series: u8, by_series: bool) {
        self.text(&bar.label, 0, self.y + 14, Role::Label);
        if !self.beside {
            self.y += LABEL_LINE;
        }
        let series = if by_series { series } else { 0 };
        match bar.cell.value {
            Ok(value) => {
                let shape = Rectangle::new([(0.0, self.y), (value as f64, self.y + BAR)], filled(Role::Series(series)));
                done(self.plot.draw(&shape));
                let (end, _) = self.plot.map_coordinate(&(value as f64, self.y));
                self.text(&written(bar), end + 6, self.y + 14, Role::Label);
            }
            Err(absence) => {
                let sign = absence_sign(absence);
                let words = meaning(sign).and_then(|words| words.split(':').next()).unwrap_or_default();
                self.text(&format!("[{sign}] {words}"), self.left + 6, self.y + 14, Role::Gap);
            }
        }
        self.y += STEP;
    }

    fn text(&self, text: &str, x: i32, y: i32, role: Role) {
        let style: TextStyle<'_> = (FontFamily::SansSerif, SIZE).into_font().into();
        done(self.page.draw(&Text::new(text.to_owned(), (x, y), style.color(&role.colour()))));
    }
}

fn filled(role: Role) -> ShapeStyle {
    ShapeStyle { color: role.colour().into(), filled: true, stroke_width: 0 }
}

/// Text and rectangles are written into memory, which cannot fail, and no font is ever loaded.
fn done<E>(drawn: Result<(), E>) {
    debug_assert!(drawn.is_ok(), "a shape could not be written into memory");
}
