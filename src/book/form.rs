//! A return form: the tables that areas fill in, as data. No category, level or order type is named in Rust.

use std::sync::Arc;

use super::narrative::{Document, Phrase};
use super::period::Period;
use crate::source::Span;

/// A version of the return, from `content/forms/`.
#[derive(Debug, Clone)]
pub struct Form {
    /// The name by which returns ask for it.
    pub key: String,
    /// The title for readers.
    pub title: String,
    /// The first period that may use it.
    pub from: Period,
    /// The last period that may use it; none while it is in use.
    pub to: Option<Period>,
    /// Whether the nation fills it in rather than an area.
    pub national: bool,
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

    /// Whether a path, table first, leads to a cell. Members that returns name themselves are taken on trust.
    pub fn has_cell(&self, path: &[String]) -> bool {
        let Some((key, keys)) = path.split_first() else { return false };
        let fits = |(axis, key): (&Arc<Axis>, &String)| axis.named_by.is_some() || axis.position(key).is_some();
        let is_cell = |table: &Table| table.axes.len() == keys.len() && table.axes.iter().zip(keys).all(fits);
        self.tables.iter().find(|table| table.key == *key).is_some_and(is_cell)
    }

    /// Whether a period may use the form.
    pub fn covers(&self, period: Period) -> bool {
        self.from <= period && self.to.is_none_or(|to| period <= to)
    }
}

/// Cells that together can be no more than another cell: `sum` ≤ `at_most`. A `*` stands for the same key on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// The paths, table first, of the cells that are added up.
    pub sum: Vec<Vec<String>>,
    /// The path of the cell that they cannot exceed.
    pub at_most: Vec<String>,
    /// Why, in a sentence.
    pub reason: String,
}

/// What a table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// People on the period's last day.
    Snapshot,
    /// People or events over the whole period.
    Flow,
    /// Snapshots and flows side by side, as some old tables have them; its notes say which is which.
    Mixed,
    /// A rate.
    Rate,
}

/// One table of a form. With no axis it is a single figure.
#[derive(Debug, Clone)]
pub struct Table {
    /// The key under which returns hold it.
    pub key: String,
    /// The caption.
    pub title: Phrase,
    /// What it counts.
    pub counts: Counts,
    /// What is counted: people, orders, …
    pub unit: String,
    /// What narrative calls those whom its total counts.
    pub also_called: Vec<String>,
    /// Its axes, rows first, columns last.
    pub axes: Vec<Arc<Axis>>,
    /// Cells for which the question cannot arise.
    pub not_applicable: Vec<Pattern>,
    /// Cells that a complete return may leave out.
    pub optional: Vec<Pattern>,
    /// Cells that the build works out from tables above.
    pub computed: Vec<(Vec<String>, Formula)>,
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

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The axis's own key.
    pub key: String,
    /// The heading for readers.
    pub label: String,
    /// The members, without the total.
    pub members: Vec<Member>,
    /// The total over the members, if the form has one.
    pub total: Option<Member>,
    /// For an axis whose members the return names itself: the key under which it does.
    pub named_by: Option<String>,
}

impl Axis {
    /// Members with the total last.
    pub fn all(&self) -> impl Iterator<Item = &Member> + Clone {
        self.members.iter().chain(&self.total)
    }

    /// How many places the axis has, the total included.
    pub fn len(&self) -> usize {
        self.members.len() + usize::from(self.total.is_some())
    }

    /// Whether the axis has no places at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The place of a member or of the total.
    pub fn position(&self, key: &str) -> Option<usize> {
        self.all().position(|member| member.key == key)
    }

    /// Whether the place at `position` is the total.
    pub fn is_total(&self, position: usize) -> bool {
        position >= self.members.len()
    }
}

/// One member of an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The key in returns.
    pub key: String,
    /// The label in full.
    pub label: String,
    /// The label where space is short.
    pub short: String,
    /// What narrative calls it besides.
    pub also_called: Vec<String>,
}

/// Cells by their keys, one for each axis, where `*` stands for any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(pub Vec<String>);

impl Pattern {
    /// Whether the pattern covers the cell with these keys.
    pub fn covers<'a>(&self, keys: impl Iterator<Item = &'a str> + Clone) -> bool {
        keys.clone().count() == self.0.len()
            && self.0.iter().zip(keys).all(|(pattern, key)| pattern == "*" || pattern == key)
    }
}

/// A sum and difference of cells of tables above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// Each term: whether it is taken away, and the cell's path with the table first.
    pub terms: Vec<(bool, Vec<String>)>,
}

/// What a rate is worked out from: `per × of ÷ population`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The path of the count.
    pub of: Vec<String>,
    /// The basis in `content/populations.csv`.
    pub population: String,
    /// The multiplier.
    pub per: u64,
}

/// One way of showing a table.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The key by which narrative asks for it.
    pub key: String,
    /// A caption of its own.
    pub title: Option<Phrase>,
    /// How many periods stand side by side, at least one.
    pub periods: usize,
    /// Decimals of the percentage change from one period to the next, if it is shown.
    pub change: Option<u32>,
    /// The cell of which each cell's share is shown, with decimals.
    pub share: Option<(Vec<String>, u32)>,
}

/// A chart that a form asks for.
#[derive(Debug, Clone)]
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
