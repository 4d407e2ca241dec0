//! A return form: the tables that areas fill in, as data. No category, level or order type is named in Rust.

pub mod number;

use std::collections::BTreeSet;
use std::sync::Arc;

use number::{National, Number, NumberKind, Total};

use super::axis::Axis;
use super::cell::{Absence, Cell};
use super::narrative::{Document, Phrase, Words};
use super::path::{CellPath, CellPattern};
use super::period::Period;
use crate::address::Address;
use crate::quantity::{Quantity, Ratio};
use crate::source::Span;

/// A version of the return, from `content/forms/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The name by which returns ask for it.
    pub key: String,
    /// The title for readers.
    pub title: Words,
    /// The form that it is like but for what it says itself.
    pub based_on: Option<String>,
    /// The first period that may use it.
    pub from: Period,
    /// The last period that may use it; none while it is in use.
    pub to: Option<Period>,
    /// Where the form says so.
    pub periods: Span,
    /// Whether the nation fills it in rather than an area.
    pub national: bool,
    /// Whether it asks for the main figures only, of reports of which no more is known.
    pub partial: bool,
    /// The tables in the order of the form.
    pub tables: Vec<Table>,
    /// What must hold between cells.
    pub relations: Vec<Relation>,
    /// Where the form is declared.
    pub span: Span,
}

impl Form {
    /// The place of a table in the form.
    pub fn table(&self, key: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.key == key)
    }

    /// The cell at an address. None where the form has none, or where only a return could say which it is: one under a
    /// member that returns name themselves.
    pub fn cell(&self, address: &Address) -> Option<CellPath> {
        cell(&self.tables, address)
    }

    /// Whether a period may use the form.
    pub fn covers(&self, period: Period) -> bool {
        self.from.is_like(period) && self.from <= period && self.to.is_none_or(|to| period <= to)
    }
}

/// The cell of one of the tables of a form at an address.
pub fn cell(tables: &[Table], address: &Address) -> Option<CellPath> {
    let found = |key: &str| tables.iter().position(|table| table.key == key).map(|at| (at, &*tables[at].axes));
    let path = CellPath::resolve(address, found)?;
    (path.length() == tables[path.table_position()].axes.len()).then_some(path)
}

/// Cells that together can be no more than another cell: `sum` ≤ `at_most`. A `*` stands for the same key on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The cells that are added up.
    pub sum: Vec<CellPattern>,
    /// The cell that they cannot exceed.
    pub at_most: CellPattern,
    /// Why, in a sentence.
    pub reason: String,
}

/// What a table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// What there is on the period's last day.
    Snapshot,
    /// What happened over the whole period.
    Flow,
    /// Snapshots and flows side by side, as some old tables have them; its notes say which is which.
    Mixed,
    /// A rate.
    Rate,
}

/// What a table or measure can count: the word for it in a file, and what it means.
pub const COUNTS: [(&str, Counts, &str); 4] = [
    ("snapshot", Counts::Snapshot, "What there is on the period's last day."),
    ("flow", Counts::Flow, "What happened over the whole period."),
    ("mixed", Counts::Mixed, "Some on one day, some over the period; notes say which is which."),
    ("rate", Counts::Rate, "A rate."),
];

impl Counts {
    /// The word for it in a file.
    pub fn key(self) -> &'static str {
        COUNTS.iter().find(|row| row.1 == self).map_or("", |row| row.0)
    }
}

/// One table of a form. With no axis it is a single figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The key under which returns hold it.
    pub key: String,
    /// The caption.
    pub title: Phrase,
    /// What it counts.
    pub counts: Counts,
    /// What is counted: people, orders, …
    pub unit: Words,
    /// What its figures are.
    pub number: Number,
    /// Where its totals come from.
    pub total: Total,
    /// Of a form of the nation: where the figures come from.
    pub national: National,
    /// The cells of a table above that weight the figures of this one: a star stands for the member under the same heading.
    pub weighted_by: Option<CellPattern>,
    /// What narrative calls those whom its total counts.
    pub also_called: Vec<String>,
    /// Verbs and phrases by which narrative says what the table counts.
    pub said_as: Vec<String>,
    /// Its axes, rows first, columns last.
    pub axes: Vec<Arc<Axis>>,
    /// Cells for which the question cannot arise.
    pub not_applicable: Vec<CellPattern>,
    /// Cells that a complete return may leave out.
    pub optional: Vec<CellPattern>,
    /// Cells that the build works out from tables above.
    pub computed: Vec<Computed>,
    /// For a rate: what it is worked out from.
    pub rate: Option<Rate>,
    /// The ways in which the table is shown, at least one.
    pub layouts: Vec<Layout>,
    /// The chart that is drawn of it.
    pub chart: Option<ChartSpec>,
    /// Footnotes that every report has.
    pub notes: Vec<Document>,
    /// What the table means, in words.
    pub commentary: Option<Document>,
    /// Where the table is declared.
    pub span: Span,
}

/// Whether two units can be read as one: the words of one are among those of the other, as in “people aged 10 and over”.
pub fn is_same_unit(one: &str, other: &str) -> bool {
    let words = |unit: &str| -> BTreeSet<String> {
        let words = unit.split_whitespace().map(|word| word.trim_matches(|sign: char| sign.is_ascii_punctuation()));
        words.map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    one.is_subset(&other) || other.is_subset(&one)
}

impl Table {
    /// With how many decimals a figure that is worked out is written: a rate whose form does not say it with as many as its size needs.
    pub fn places(&self, figure: Ratio) -> u8 {
        let own = self.number.decimals;
        own.unwrap_or_else(|| if self.counts == Counts::Rate { Rate::places(figure) } else { 0 })
    }

    /// A number as one of the table's figures. A rate keeps the decimals that it has.
    pub fn figure(&self, number: Quantity) -> Quantity {
        let places = self.number.places();
        let rounded = || number.to_places(places).with_places(places);
        let figure = if self.counts == Counts::Rate { number } else { rounded() };
        figure.in_unit(self.number.unit).with_hours(self.number.has_hours)
    }

    /// The mean of figures, each with its weight, as one of such figures: what cannot apply, and what has no weight, counts for nothing,
    /// and one unknown makes the mean unknown.
    pub fn mean<'a>(&self, cells: impl IntoIterator<Item = (&'a Cell, Option<&'a Cell>)>) -> Option<Cell> {
        let (mut all, mut weights, mut markers) = (Quantity::ZERO, Quantity::ZERO, Vec::new());
        for (cell, weight) in cells {
            match (cell.value, weight.and_then(|weight| weight.value.ok())) {
                (Err(Absence::NotApplicable), _) => {}
                (_, Some(weight)) if weight.is_zero() => {}
                (Ok(value), Some(weight)) => {
                    all = all.plus(value.times(weight)?)?;
                    weights = weights.plus(weight)?;
                    markers.extend(cell.markers.iter().copied());
                }
                _ => return None,
            }
        }
        markers.sort_unstable();
        markers.dedup();
        if weights.is_zero() {
            return Some(Cell::absent(Absence::NotApplicable));
        }
        let mean = Ratio::from(all).over(weights.into())?;
        Some(Cell { value: Ok(self.figure(mean.to_places(self.places(mean))?)), markers })
    }

    /// Whether its figures count people or things: chance makes counts vary in a known way, and no other figure.
    pub fn is_counted(&self) -> bool {
        self.counts != Counts::Rate && self.number.kind == NumberKind::Count
    }

    /// Whether the form says of a cell that the question cannot arise.
    pub fn cannot_apply(&self, cell: CellPath) -> bool {
        self.not_applicable.iter().any(|pattern| pattern.covers(cell))
    }

    /// Whether a cell, or one of those that it is a total of, can hold a number.
    pub fn can_hold(&self, cell: CellPath) -> bool {
        let mut totals = self.axes.iter().enumerate().filter(|(at, _)| cell.is_total_along(*at));
        let total =
            totals.find_map(|(at, axis)| Some((at, 0..axis.members.len())).filter(|(_, members)| !members.is_empty()));
        !self.cannot_apply(cell)
            && total.is_none_or(|(at, mut members)| members.any(|member| self.can_hold(cell.at(at, member))))
    }

    /// Whether the figures of the nation in it are worked out from those of the areas.
    pub fn is_from_areas(&self) -> bool {
        self.national != National::HandedIn
    }

    /// Whether its figures can be added up.
    pub fn is_added(&self) -> bool {
        self.counts != Counts::Rate && self.total == Total::Sum
    }
}

/// A cell that the build works out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computed {
    /// The cell.
    pub cell: CellPath,
    /// What it comes to.
    pub formula: Formula,
}

/// A sum and difference of cells of tables above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// The cells that are added up or taken away.
    pub terms: Vec<Term>,
}

/// A cell in a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Whether it is taken away.
    pub is_minus: bool,
    /// The cell.
    pub cell: CellPath,
}

/// What a rate is worked out from: `per × of ÷ population`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// What can be added up: a count, or an amount such as money.
    pub of: CellPath,
    /// The basis in `content/populations.csv`.
    pub population: String,
    /// Where a form names it. A rate of several areas together stands in none.
    pub span: Option<Span>,
    /// The multiplier.
    pub per: u64,
    /// What the population is called above a column, where the form says so.
    pub called: Option<Words>,
}

/// What a population is called where the form does not say.
pub const RESIDENTS: &str = "residents";

/// Below this a rate is written with decimals: whole numbers would hide its changes.
const SMALL_RATE: u64 = 20;
/// The most decimals of a rate.
const MOST_RATE_PLACES: u8 = 6;

impl Rate {
    /// The rate that a count or an amount and the number of people give. None where there are no people.
    pub fn ratio(&self, of: Quantity, people: u64) -> Option<Ratio> {
        let people = Quantity::from(people).with_places(of.places());
        Ratio::new(of.digits().checked_mul(self.per.into())?, people.digits())
    }

    /// With how many decimals a rate is written where its form does not say: none from 20 on, one from 1 on; below that as many as two digits need.
    pub fn places(rate: Ratio) -> u8 {
        if !rate.is_below(SMALL_RATE) {
            return 0;
        }
        let is_enough = |places: &u8| rate.is_zero() || !rate.is_below_tenth_power(places - 1);
        (1..MOST_RATE_PLACES).find(is_enough).unwrap_or(MOST_RATE_PLACES)
    }
}

/// One way of showing a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The key by which narrative asks for it.
    pub key: String,
    /// A caption of its own.
    pub title: Option<Phrase>,
    /// How many periods stand side by side, at least one.
    pub periods: usize,
    /// Decimals of the percentage change from one period to the next, if it is shown.
    pub change: Option<u8>,
    /// What each cell's share is shown of, if it is.
    pub share: Option<ShareOf>,
}

/// The whole of which shares are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareOf {
    /// The cell.
    pub cell: CellPath,
    /// Decimals of the percentage.
    pub decimals: u8,
}

/// A chart that a form asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartSpec {
    /// The kind.
    pub kind: ChartKind,
    /// The axis whose members are bars, parts of bars, lines or panels; none for one line of the total.
    pub drawn: Option<String>,
    /// The axis whose members are groups of bars, or bars made of parts.
    pub groups: Option<String>,
    /// Over how many periods lines run at most.
    pub periods: usize,
    /// The headline.
    pub title: Phrase,
    /// What is counted, when and where.
    pub subtitle: Phrase,
}

/// The kinds of chart that a form can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Horizontal bars.
    Bars,
    /// Bars in groups.
    GroupedBars,
    /// Bars made of parts.
    StackedBars,
    /// Lines over periods.
    Lines,
    /// A small line chart for each member of an axis.
    SmallMultiples,
}

/// Their names in a form, with what each draws.
pub const CHART_KINDS: [(&str, ChartKind, &str); 5] = [
    ("bars", ChartKind::Bars, "A bar for each member of the axis `bars`."),
    ("grouped-bars", ChartKind::GroupedBars, "The same for each member of the axis `groups`."),
    ("stacked-bars", ChartKind::StackedBars, "Bars made of the members of the axis `parts`, a bar for each of `bars`."),
    ("lines", ChartKind::Lines, "A line over the periods for each member of the axis `lines`, or for the total."),
    ("small-multiples", ChartKind::SmallMultiples, "A small line chart for each member of the axis `panels`."),
];

/// How many parts or lines a reader can tell apart in one chart.
pub const MOST_SERIES: usize = 4;
/// Over how many periods lines run unless the form says otherwise.
pub const CHART_PERIODS: usize = 10;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_rates_keep_what_tells_them_apart() {
        let places = |count, people| Ratio::new(count, people).map(Rate::places);
        let rates = [(20, 1), (199, 10), (1, 1), (99, 100), (14, 100), (6, 100), (1, 100_000_000), (0, 1)];
        let expected = [0, 1, 1, 2, 2, 3, 6, 1].map(Some);
        assert_eq!(rates.map(|(count, people)| places(count, people)), expected);
    }
}
