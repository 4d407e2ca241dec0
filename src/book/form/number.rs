//! What the figures of a table are: how they are typed and written, and what becomes of them in a total.

use crate::quantity::Quantity;
use crate::quantity::unit::Unit;

/// The kinds of figure that a table can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberKind {
    /// People or things that were counted.
    #[default]
    Count,
    /// A measured value.
    Decimal,
    /// An amount of money.
    Money,
    /// A length of time.
    Duration,
    /// A part of a hundred.
    Percentage,
}

/// Their names in a form, with what each is.
pub const NUMBER_KINDS: [(&str, NumberKind, &str); 5] = [
    (
        "count",
        NumberKind::Count,
        "People or things, counted: whole numbers, none below zero. What a table holds that says nothing else.",
    ),
    ("decimal", NumberKind::Decimal, "A measured value, such as a length, a mean or a median: `8.4`."),
    ("money", NumberKind::Money, "An amount of money, with the sign that `unit:` says: `1234.50`."),
    (
        "duration",
        NumberKind::Duration,
        "A length of time in minutes and seconds, or hours, minutes and seconds: `9:02`, `1:09:02`.",
    ),
    ("percentage", NumberKind::Percentage, "A percentage, typed without its sign: `4.5`."),
];

/// What the figures of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Number {
    /// The kind.
    pub kind: NumberKind,
    /// With how many decimals they are given at most, and written. None where they are whole, and where a rate that is worked out
    /// has as many as its size needs.
    pub decimals: Option<u8>,
    /// The least that one can be.
    pub at_least: Quantity,
    /// The most that one can be.
    pub at_most: Option<Quantity>,
    /// What they are written with.
    pub unit: Unit,
    /// Whether durations are typed and written with hours also where they have none.
    pub has_hours: bool,
}

impl Number {
    /// With how many decimals figures can be typed.
    pub fn places(&self) -> u8 {
        self.decimals.unwrap_or_default()
    }
}

/// Where the totals of a table come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// They are sums of cells.
    Sum,
    /// The table has none.
    None,
    /// They are handed in like other cells: no other figure of the return says what they are.
    HandedIn,
    /// They are means of the cells, weighted by what `weighted_by` names.
    Weighted,
}

/// Where the nation's figures of a table come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum National {
    /// They are handed in like those of an area.
    HandedIn,
    /// They are sums of the areas' figures.
    Sum,
    /// They are means of the areas' figures, weighted by what `weighted_by` names.
    Weighted,
}

/// Their names in a form, with what each means.
pub const NATIONALS: [(&str, National, &str); 3] = [
    ("handed_in", National::HandedIn, "It is handed in, as it was published. So it is where nothing else is said."),
    (
        "sum",
        National::Sum,
        "It is the sum of the figures that areas have under the same keys. Where one is handed in as well the two are compared.",
    ),
    ("weighted", National::Weighted, "It is the mean of these, weighted by what `weighted_by:` names."),
];

/// Their names in a form, with what each means.
pub const TOTALS: [(&str, Total, &str); 4] = [
    ("sum", Total::Sum, "The cells add up to it. So it is for counts and money that say nothing else."),
    (
        "none",
        Total::None,
        "The table has no totals: its figures cannot be added up. So it is for all others that say nothing else.",
    ),
    (
        "handed_in",
        Total::HandedIn,
        "It is handed in like any other cell: no other cell says what it is, as with a median.",
    ),
    ("weighted", Total::Weighted, "It is the mean of the cells, weighted by what `weighted_by:` names."),
];
