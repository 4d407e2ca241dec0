//! The roles of shapes and texts. A role alone decides how they look: on a page through a CSS class and the theme's custom
//! properties, in a file of its own through SVG attributes.

use plotters::style::RGBColor;
use plotters_backend::BackendColor;

use crate::book::form::MOST_SERIES;

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident: $class:literal, $attributes:literal;)*) => {
        /// The role of a shape or text. It goes through plotters as a colour, of which it is the last part.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Role {
            $($(#[$doc])* $role,)*
        }

        /// For each role its class, and the attributes that do the same where there is no style sheet.
        const STYLES: &[(Role, &str, &str)] = &[$((Role::$role, $class, $attributes)),*];
    };
}

// Each role with its class, empty for plain text, and its attributes.
roles! {
    Label: "", "";
    /// A heading.
    Strong: "b", r##"font-weight="bold" stroke="#fff" stroke-width="4" paint-order="stroke""##;
    /// A number on a scale, or the reason for a missing figure.
    Quiet: "q", r##"fill="#505a5f""##;
    /// The name of a point within a plot.
    Name: "n", r##"stroke="#fff" stroke-width="4" paint-order="stroke""##;
    /// Texts on a pale tile, on a deep one, and on one without a figure.
    OnPale: "p", r#"font-size="13" text-anchor="middle""#;
    OnDeep: "w", r##"font-size="13" text-anchor="middle" fill="#fff""##;
    OnNone: "x", r##"font-size="13" text-anchor="middle" fill="#505a5f""##;
    /// The line at zero, or the edge of a plot.
    Axis: "axis", r##"fill="none" stroke="#505a5f""##;
    Grid: "grid", r##"fill="none" stroke="#d9dcde""##;
    /// Fills of series, in the order of the palette.
    Fill1: "s1", r##"fill="#12436D""##;
    Fill2: "s2", r##"fill="#28A197""##;
    Fill3: "s3", r##"fill="#801650""##;
    Fill4: "s4", r##"fill="#F46A25""##;
    /// Lines of series.
    Line1: "l1", r##"fill="none" stroke="#12436D" stroke-width="2.5""##;
    Line2: "l2", r##"fill="none" stroke="#28A197" stroke-width="2.5""##;
    Line3: "l3", r##"fill="none" stroke="#801650" stroke-width="2.5""##;
    Line4: "l4", r##"fill="none" stroke="#F46A25" stroke-width="2.5""##;
    /// From one end of an interval to the other.
    Whisker: "i", r##"fill="none" stroke="#12436D" stroke-width="2""##;
    /// The line of a reference value.
    Reference: "ref", r##"fill="none" stroke="#1a1a1a" stroke-width="1.5""##;
    /// Limits of a funnel.
    Inner: "in", r##"fill="none" stroke="#505a5f" stroke-width="1.5" stroke-dasharray="5 3""##;
    Outer: "out", r##"fill="none" stroke="#505a5f" stroke-width="1.5" stroke-dasharray="1.5 3""##;
    /// A vertical line at a break of a series.
    Break: "break", r##"fill="none" stroke="#1a1a1a" stroke-dasharray="4 3""##;
    /// A line below periods without a figure.
    Gap: "gap", r##"fill="none" stroke="#505a5f" stroke-width="2" stroke-dasharray="2 2""##;
    /// Classes of a map, the lowest first.
    Class1: "c1", r##"fill="#E3EFF9" stroke="#505a5f""##;
    Class2: "c2", r##"fill="#B5D5F0" stroke="#505a5f""##;
    Class3: "c3", r##"fill="#6BACE6" stroke="#505a5f""##;
    Class4: "c4", r##"fill="#2073BC" stroke="#505a5f""##;
    Class5: "c5", r##"fill="#12436D" stroke="#505a5f""##;
    /// A tile or part without a figure.
    NoClass: "c0", r##"fill="#fff" stroke="#505a5f" stroke-dasharray="3 2""##;
}

/// The number of classes of a map that readers can tell apart.
pub(crate) const MOST_CLASSES: usize = 5;

impl Role {
    /// The role as a colour for plotters.
    pub(crate) fn colour(self) -> RGBColor {
        RGBColor(0, 0, self as u8)
    }

    /// The role that a colour of plotters stands for.
    pub(crate) fn of_colour(colour: BackendColor) -> Role {
        STYLES.get(usize::from(colour.rgb.2)).map_or(Role::Label, |style| style.0)
    }

    /// How the role looks by a style sheet: its class as an attribute, after a space; empty for plain text.
    pub(crate) fn by_class(self) -> String {
        let (_, class, _) = STYLES[self as usize];
        if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") }
    }

    /// How the role looks without a style sheet: its attributes, after a space; empty for plain text.
    pub(crate) fn by_attributes(self) -> String {
        let (.., attributes) = STYLES[self as usize];
        if attributes.is_empty() { String::new() } else { format!(" {attributes}") }
    }

    /// Whether the style of the role centres a text, so that the text need not say so.
    pub(crate) fn is_centred(self) -> bool {
        STYLES[self as usize].2.contains("text-anchor")
    }

    /// The fill of a series, from 0; the palette begins anew after four.
    pub(crate) fn fill(series: usize) -> Role {
        [Role::Fill1, Role::Fill2, Role::Fill3, Role::Fill4][series % MOST_SERIES]
    }

    /// The line of a series, from 0.
    pub(crate) fn line(series: usize) -> Role {
        [Role::Line1, Role::Line2, Role::Line3, Role::Line4][series % MOST_SERIES]
    }

    /// The fill of a class, from 0, and the role of the text on it.
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
