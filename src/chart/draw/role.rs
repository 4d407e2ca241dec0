//! What a shape or text is, which alone decides its looks: on a page through a class and the theme's custom
//! properties, in a file of its own through attributes.

use plotters::style::RGBColor;

use crate::book::form::MOST_SERIES;

/// What a shape or text is. Plotters carries it as a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A label or value.
    Label,
    /// A heading, or the label of what the chart is about.
    Strong,
    /// A number on a scale, or what a gap says.
    Quiet,
    /// The name of a point within a plot.
    Name,
    /// Text on a pale tile.
    OnPale,
    /// Text on a deep tile.
    OnDeep,
    /// Text on a tile without a figure.
    OnNone,
    /// The line at zero, or the edge of a plot.
    Axis,
    /// A line across a plot that helps the eye.
    Grid,
    /// The first of up to four fills, in the order of the palette.
    Fill1,
    /// The second.
    Fill2,
    /// The third.
    Fill3,
    /// The fourth.
    Fill4,
    /// The first of up to four lines.
    Line1,
    /// The second.
    Line2,
    /// The third.
    Line3,
    /// The fourth.
    Line4,
    /// What stands behind: areas that the chart is not about.
    Other,
    /// From one end of an interval to the other.
    Whisker,
    /// A value that others are compared with.
    Reference,
    /// The inner pair of limits.
    Inner,
    /// The outer pair of limits.
    Outer,
    /// A break of a series.
    Break,
    /// Periods without a figure.
    Gap,
    /// The lowest of up to five classes.
    Class1,
    /// The second.
    Class2,
    /// The third.
    Class3,
    /// The fourth.
    Class4,
    /// The highest.
    Class5,
    /// A tile without a figure.
    NoClass,
    /// The frame of a tile that the chart is about.
    Frame,
}

/// For each role its class and the attributes that say the same where there is no style sheet.
const LOOKS: [(Role, &str, &str); 31] = [
    (Role::Label, "", ""),
    (Role::Strong, "b", "font-weight=\"bold\" stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\""),
    (Role::Quiet, "q", "fill=\"#505a5f\""),
    (Role::Name, "n", "stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\""),
    (Role::OnPale, "p", "font-size=\"13\" text-anchor=\"middle\""),
    (Role::OnDeep, "w", "font-size=\"13\" text-anchor=\"middle\" fill=\"#fff\""),
    (Role::OnNone, "x", "font-size=\"13\" text-anchor=\"middle\" fill=\"#505a5f\""),
    (Role::Axis, "axis", "fill=\"none\" stroke=\"#505a5f\""),
    (Role::Grid, "grid", "fill=\"none\" stroke=\"#d9dcde\""),
    (Role::Fill1, "s1", "fill=\"#12436D\""),
    (Role::Fill2, "s2", "fill=\"#28A197\""),
    (Role::Fill3, "s3", "fill=\"#801650\""),
    (Role::Fill4, "s4", "fill=\"#F46A25\""),
    (Role::Line1, "l1", "fill=\"none\" stroke=\"#12436D\" stroke-width=\"2.5\""),
    (Role::Line2, "l2", "fill=\"none\" stroke=\"#28A197\" stroke-width=\"2.5\""),
    (Role::Line3, "l3", "fill=\"none\" stroke=\"#801650\" stroke-width=\"2.5\""),
    (Role::Line4, "l4", "fill=\"none\" stroke=\"#F46A25\" stroke-width=\"2.5\""),
    (Role::Other, "o", "fill=\"#fff\" stroke=\"#505a5f\" stroke-width=\"1.5\""),
    (Role::Whisker, "i", "fill=\"none\" stroke=\"#12436D\" stroke-width=\"2\""),
    (Role::Reference, "ref", "fill=\"none\" stroke=\"#1a1a1a\" stroke-width=\"1.5\""),
    (Role::Inner, "in", "fill=\"none\" stroke=\"#505a5f\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\""),
    (Role::Outer, "out", "fill=\"none\" stroke=\"#505a5f\" stroke-width=\"1.5\" stroke-dasharray=\"1.5 3\""),
    (Role::Break, "break", "fill=\"none\" stroke=\"#1a1a1a\" stroke-dasharray=\"4 3\""),
    (Role::Gap, "gap", "fill=\"none\" stroke=\"#505a5f\" stroke-width=\"2\" stroke-dasharray=\"2 2\""),
    (Role::Class1, "c1", "fill=\"#E3EFF9\" stroke=\"#505a5f\""),
    (Role::Class2, "c2", "fill=\"#B5D5F0\" stroke=\"#505a5f\""),
    (Role::Class3, "c3", "fill=\"#6BACE6\" stroke=\"#505a5f\""),
    (Role::Class4, "c4", "fill=\"#2073BC\" stroke=\"#505a5f\""),
    (Role::Class5, "c5", "fill=\"#12436D\" stroke=\"#505a5f\""),
    (Role::NoClass, "c0", "fill=\"#fff\" stroke=\"#505a5f\" stroke-dasharray=\"3 2\""),
    (Role::Frame, "own", "fill=\"none\" stroke=\"#1a1a1a\" stroke-width=\"3\""),
];

/// How many classes of a map a reader can tell apart.
pub(crate) const MOST_CLASSES: usize = 5;

impl Role {
    /// The role as plotters carries it.
    pub(crate) fn colour(self) -> RGBColor {
        RGBColor(0, 0, self as u8)
    }

    /// The fill of a series, from 0; the palette begins anew after four.
    pub(crate) fn fill(series: usize) -> Role {
        [Role::Fill1, Role::Fill2, Role::Fill3, Role::Fill4][series % MOST_SERIES]
    }

    /// The line of a series, from 0.
    pub(crate) fn line(series: usize) -> Role {
        [Role::Line1, Role::Line2, Role::Line3, Role::Line4][series % MOST_SERIES]
    }

    /// The fill of a class, from 0, and the text that stands on it.
    pub(crate) fn class(class: usize) -> (Role, Role) {
        match class {
            0 => (Role::Class1, Role::OnPale),
            1 => (Role::Class2, Role::OnPale),
            2 => (Role::Class3, Role::OnPale),
            3 => (Role::Class4, Role::OnDeep),
            _ => (Role::Class5, Role::OnDeep),
        }
    }

    /// The size of a text, in units of the drawing.
    pub(crate) fn size(self) -> f64 {
        if matches!(self, Role::OnPale | Role::OnDeep | Role::OnNone) { 13.0 } else { 14.0 }
    }

    /// Whether a text is bold.
    pub(crate) fn is_bold(self) -> bool {
        self == Role::Strong
    }
}

/// The class of the role that plotters carries in the last part of a colour; none for plain text.
pub(crate) fn class(carried: u8) -> &'static str {
    LOOKS.get(usize::from(carried)).map_or("", |look| look.1)
}

/// Whether texts of the role that plotters carries stand around the middle of their place without saying so.
pub(crate) fn is_centred(carried: u8) -> bool {
    LOOKS.get(usize::from(carried)).is_some_and(|look| look.2.contains("text-anchor"))
}

/// A drawing with attributes in place of classes, for a viewer that has no style sheet. A quotation mark in a text is
/// written as an entity, so that only an attribute can look like one.
pub(crate) fn without_classes(drawing: &str) -> String {
    let mut plain = String::with_capacity(drawing.len() * 2);
    let mut rest = drawing;
    while let Some((before, after)) = rest.split_once("class=\"") {
        let (class, after) = after.split_once('"').unwrap_or((after, ""));
        plain.push_str(before);
        plain.push_str(LOOKS.iter().find(|look| look.1 == class).map_or("", |look| look.2));
        rest = after;
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_stand_in_the_order_of_roles() {
        for (at, look) in LOOKS.iter().enumerate() {
            assert_eq!(look.0 as usize, at, "{:?}", look.0);
        }
    }
}
