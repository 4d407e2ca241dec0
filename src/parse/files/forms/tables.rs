//! The tables of a form.

use std::sync::Arc;

use super::axes::{names, table_axes};
use super::charts::chart;
use super::number::{SHOWN_PLACES, SO_MANY_DECIMALS};
use super::totals::{Figures, figures};
use crate::address::Address;
use crate::book::axis::Axis;
use crate::book::form::{self, COUNTS, Computed, Formula, Layout, Rate, Relation, ShareOf, Table, Term};
use crate::book::path::{CellPath, CellPattern, MOST_AXES};
use crate::book::returns::Return;
use crate::diagnostic::{Diagnostic, nearest};
use crate::parse::files::text::{document, phrase, words};
use crate::parse::rules;
use crate::parse::shape::fields::{Fields, record};
use crate::parse::shape::kind::{Kind, Parsed, Place, Placed, Text, choice, each, named, text, text_as, whole};
use crate::parse::tree::value::{Key, Node, Value};
use crate::text::number;

/// The tables of a form, of the nation or of areas, with these axes. Each can refer to those above it: formulas find what they need
/// settled.
pub(crate) fn tables(axes: &[Axis], is_national: bool) -> Kind<'_, Vec<Table>> {
    let none = OfForm { axes, above: &[], is_national };
    let read = move |value: &Value, place: Place<'_>, findings: &mut Vec<Diagnostic>| {
        let Node::Map(entries) = &value.node else { return named(one(none)).read(value, place, findings) };
        let mut tables = Vec::new();
        for (key, value) in entries {
            let table = one(OfForm { above: &tables, ..none }).read(value, Place { key, ..place }, findings);
            tables.extend(table);
        }
        Some(tables)
    };
    Kind::new(read, move |known| named(one(none)).shape(known))
}

/// What a table can refer to.
#[derive(Clone, Copy)]
struct OfForm<'a> {
    axes: &'a [Axis],
    above: &'a [Table],
    is_national: bool,
}

fn one(form: OfForm<'_>) -> Kind<'_, Table> {
    record("a table of a form", move |fields| table(fields, form))
}

fn table(fields: &mut Fields<'_>, OfForm { axes, above, is_national }: OfForm<'_>) -> Option<Table> {
    let title = fields.need("title", phrase(), "The caption.");
    let counts = fields.need("counts", choice(&COUNTS), "What is counted.");
    let unit = fields.need("unit", words(), "What is counted: people, orders, and so on.");
    let [also_called, said_as] = said(fields);
    let about = "The table's axes, rows first, columns last. None for a single figure: `[]`.";
    let mut axes = fields.need("axes", table_axes(axes), about).unwrap_or_default();
    let Figures { number, total, national, weighted_by } = figures(fields, counts, (&mut axes, above), is_national);
    let key = fields.name();
    let own = Own { key: key.as_ref().map_or("", |key| &key.text), axes: &axes, above };
    let cells = || each(text_as(|text| own.pattern(text)).called("a cell", CELLS));
    let not_applicable = fields.may("not_applicable", cells(), "Cells for which the question cannot arise.");
    let optional = fields.may("optional", cells(), "Cells that a complete return may leave out.");
    let formula = text_as(|text| own.computed(text));
    let formula = formula.called("a formula", "Cells with ` + ` and ` - ` between them.");
    let computed = fields.may("computed", named(formula), "Cells that areabook works out from tables above, each with its sum, as in `red: people/total/red - people/step_1/red`.");
    let rate = record("`rate`", |fields| rate(fields, above));
    let rate = fields.may("rate", rate.placed(), "What the rate is worked out from.");
    let is_otherwise = rate.as_ref().zip(unit.as_ref()).and_then(|(rate, unit)| per_otherwise(rate, unit));
    fields.findings.extend(is_otherwise);
    let rate = rate.map(|rate| rate.value);
    let chart = record("`chart`", |fields| chart(fields, &axes));
    let chart = fields.may("chart", chart, "The chart that is drawn of the table.");
    let layout = record("a layout", |fields| layout(fields, own));
    let layouts = fields.may("shown", named(layout), "The ways in which the table is shown, by the names with which `{{ table NAME }}` asks for them: no two of a form share one.").unwrap_or_default();
    let notes = fields.may("notes", each(document().called("a note", "")), "Footnotes that every report has.");
    let commentary = fields.may("commentary", document(), "What the table means, in words.");
    let key = fields.name()?;
    let is_fit = is_fit(fields, &key, &axes, rate.is_some());
    let plain = || vec![Layout { key: key.text.clone(), title: None, periods: 1, change: None, share: None }];
    is_fit.then_some(Table {
        title: title?,
        counts: counts?,
        unit: unit?,
        number,
        total,
        national,
        weighted_by,
        also_called,
        said_as,
        not_applicable: not_applicable.unwrap_or_default(),
        optional: optional.unwrap_or_default(),
        computed: computed.unwrap_or_default(),
        rate,
        layouts: if layouts.is_empty() { plain() } else { layouts },
        chart,
        notes: notes.unwrap_or_default(),
        commentary,
        span: key.span,
        key: key.text,
        axes,
    })
}

/// Whether a table can have this key and these axes; a finding that says why where it cannot.
fn is_fit(fields: &mut Fields<'_>, key: &Key, axes: &[Arc<Axis>], is_rate: bool) -> bool {
    let mut find = |message, help: String| {
        fields.findings.push(rules::BAD_VALUE.at(key.span, message).help(help));
    };
    if Return::OWN_KEYS.contains(&key.text.as_str()) {
        let help = "give the table another key".to_owned();
        find(format!("`{}` is no key for a table: a return says something else under it", key.text), help);
        return false;
    }
    if axes.len() > MOST_AXES {
        let help = format!("a table has at most {MOST_AXES} axes: make two tables of it");
        find(format!("the table `{}` has too many axes", key.text), help);
        return false;
    }
    if is_rate && !axes.is_empty() {
        find(format!("the rate `{}` has axes", key.text), "a rate is a single figure: write `axes: []`".to_owned());
    }
    true
}

/// What narrative calls what a table counts, and how it says it.
fn said(fields: &mut Fields<'_>) -> [Vec<String>; 2] {
    let also_called = names(fields, "also_called", "What narrative calls those whom the table's total counts.");
    [also_called, names(fields, "said_as", "Verbs and phrases by which narrative says what the table counts.")]
}

/// What a pattern of cells is.
const CELLS: &str = "A cell of this table, a key for each axis: `step_1/red`, with `*` for any key.";

/// The table that is being read, and those above it.
#[derive(Clone, Copy)]
struct Own<'a> {
    key: &'a str,
    axes: &'a [Arc<Axis>],
    above: &'a [Table],
}

impl Own<'_> {
    /// The cell of the table with these keys, one for each axis.
    fn cell<'k>(self, keys: impl Iterator<Item = &'k str>) -> Option<CellPath> {
        let path = CellPath::in_table(self.above.len(), self.axes, keys)?;
        (path.length() == self.axes.len()).then_some(path)
    }

    /// Cells of the table, with stars.
    fn pattern(self, text: Text<'_>) -> Parsed<CellPattern> {
        let refuse = || {
            let names: Vec<_> = self.axes.iter().map(|axis| axis.key.to_uppercase()).collect();
            let help = format!("write {}, with `*` where any will do", names.join("/"));
            let finding = text.refuse(format!("`{}` is no cell of this table", text.text), help);
            meant_for(finding, text, near_steps(Address::new(text.text).parts(), self.axes))
        };
        CellPattern::resolve(self.above.len(), self.axes, Address::new(text.text).parts()).ok_or_else(refuse)
    }

    /// A cell that the build works out, by the formula that stands under it.
    fn computed(self, text: Text<'_>) -> Parsed<Computed> {
        let formula = formula(text, self.above)?;
        let cell = Text { text: &text.key.text, span: text.key.span, ..text };
        let message = || format!("`{}` is no cell of the table `{}`", cell.text, self.key);
        let refuse = || cell.refuse(message(), "name one member of each axis, as in `level_1: …`");
        let cell = self.cell(Address::new(cell.text).parts()).ok_or_else(refuse)?;
        Ok(Computed { cell, formula })
    }

    /// The cell of which shares are shown: one of the table itself or of one above.
    fn share(self, text: Text<'_>) -> Parsed<CellPath> {
        let address = Address::new(text.text);
        let mut parts = address.parts();
        let is_own = parts.next() == Some(self.key);
        let cell = if is_own { self.cell(parts) } else { form::cell(self.above, &address) };
        let message = || format!("`{}` is no cell of this table or one above", text.text);
        cell.ok_or_else(|| {
            text.refuse(message(), "name the cell of which shares are shown, as in `people/total/total`")
        })
    }
}

fn formula(text: Text<'_>, above: &[Table]) -> Parsed<Formula> {
    let words: Vec<_> = text.text.split_whitespace().collect();
    let (mut terms, mut is_minus) = (Vec::new(), false);
    for (at, word) in words.iter().enumerate() {
        match (at % 2, *word) {
            (1, "+") => is_minus = false,
            (1, "-") => is_minus = true,
            (0, word) => terms.push(Term { is_minus, cell: cell_above(Text { text: word, ..text }, above)? }),
            _ => {
                let help = "write cells with ` + ` and ` - ` between them";
                return Err(text.refuse(format!("`{word}` cannot stand here in a formula"), help));
            }
        }
    }
    let help = "write cells with ` + ` and ` - ` between them, a cell last";
    (words.len() % 2 == 1).then_some(Formula { terms }).ok_or_else(|| text.refuse("this formula has no end", help))
}

/// What must hold between cells of these tables.
pub(crate) fn relation(fields: &mut Fields<'_>, tables: &[Table]) -> Option<Relation> {
    let cells = || text_as(|text| cells_above(text, tables));
    let cell = cells().called("a cell", "A cell, table first. `*` stands for the same key on both sides.");
    let sum = fields.need("sum", each(cell), "The cells that are added up.");
    let at_most = fields.need("at_most", cells(), "The cell that they cannot exceed.");
    let reason = fields.need("reason", text(), "Why, in a sentence.");
    Some(Relation { sum: sum.filter(|sum| !sum.is_empty())?, at_most: at_most?, reason: reason? })
}

/// A cell of a table above.
fn cell_above(text: Text<'_>, above: &[Table]) -> Parsed<CellPath> {
    form::cell(above, &Address::new(text.text)).ok_or_else(|| no_cell_above(text, above))
}

/// A cell of a table above of which a rate can be made.
fn rated(text: Text<'_>, above: &[Table]) -> Parsed<CellPath> {
    let cell = cell_above(text, above)?;
    let refuse = || {
        let help = "name a count or an amount; where the figures of that table do add up, write `total: sum` there";
        text.refuse(format!("figures of `{}` cannot be added up, so no rate is made of them", text.text), help)
    };
    let table = &above[cell.table_position()];
    (table.is_counted() || table.is_added()).then_some(cell).ok_or_else(refuse)
}

/// Cells of a table above, with stars.
fn cells_above(text: Text<'_>, above: &[Table]) -> Parsed<CellPattern> {
    let address = Address::new(text.text);
    let mut parts = address.parts();
    let table = parts.next().and_then(|key| above.iter().position(|table| table.key == key));
    let cells = table.and_then(|at| CellPattern::resolve(at, &above[at].axes, parts));
    cells.ok_or_else(|| no_cell_above(text, above))
}

fn no_cell_above(text: Text<'_>, above: &[Table]) -> Box<Diagnostic> {
    let help =
        "name a cell of a table that stands before this one in the form: the table, and a key for each of its axes";
    let finding = text.refuse(format!("`{}` is no cell of a table above", text.text), help);
    meant_for(finding, text, near_cell(&Address::new(text.text), above))
}

/// The address of a cell of these tables that another is like, step by step.
pub(crate) fn near_cell(address: &Address, tables: &[Table]) -> Option<String> {
    let mut steps = address.parts();
    let sought = steps.next()?;
    let near = nearest(sought, tables.iter().map(|table| table.key.as_str()))?;
    let table = tables.iter().find(|table| table.key == near)?;
    let steps = near_steps(steps, &table.axes)?;
    Some(if steps.is_empty() { table.key.clone() } else { format!("{}/{steps}", table.key) })
}

/// Steps along the axes of a table, each as it is or as the nearest that there is; none where one is like no other.
fn near_steps<'k>(steps: impl Iterator<Item = &'k str>, axes: &[Arc<Axis>]) -> Option<String> {
    let steps: Vec<_> = steps.collect();
    let near = |(step, axis): (&&'k str, &Arc<Axis>)| match *step == "*" || axis.position(step).is_some() {
        true => Some((*step).to_owned()),
        false => nearest(step, axis.all().map(|member| member.key.as_str())).map(str::to_owned),
    };
    let near: Option<Vec<_>> = steps.iter().zip(axes).map(near).collect();
    Some(near.filter(|_| steps.len() == axes.len())?.join("/"))
}

/// A finding with what a text was meant for, if that is known.
fn meant_for(finding: Box<Diagnostic>, text: Text<'_>, near: Option<String>) -> Box<Diagnostic> {
    match near {
        Some(near) => Box::new(finding.meant(text.text, &near).label(format!("did you mean `{near}`?"))),
        None => finding,
    }
}

/// The largest multiplier: with any larger one a rate would have more digits than a figure can.
const MOST_PER: i64 = 1_000_000_000;

fn rate(fields: &mut Fields<'_>, above: &[Table]) -> Option<Rate> {
    let of = text_as(|text| rated(text, above));
    let about =
        "The way to what is counted in a table above, as in `people/total/red`, or to an amount that can be added up.";
    let of = fields.need("of", of, about);
    let population = fields.need("population", text().placed(), "Who is counted among the residents.");
    let per = whole(1..=MOST_PER, "a rate is per 1 to 1,000,000,000");
    let per = fields.need("per", per, "The multiplier, such as 100000.");
    let about = "What the population is called above a column, such as homes: residents unless you say otherwise.";
    let called = fields.may("called", words(), about);
    let Placed { value: population, span, .. } = population?;
    Some(Rate { of: of?, population, span: Some(span), per: per?, called })
}

/// The finding for a rate whose unit says that it is per another number: `per 1,000 residents` above `per: 100`.
fn per_otherwise(rate: &Placed<Rate>, unit: &str) -> Option<Diagnostic> {
    const LARGE: [&str; 4] = ["hundred", "thousand", "million", "billion"];
    let words: Vec<_> = unit.split_whitespace().collect();
    let at = words.iter().position(|word| word.eq_ignore_ascii_case("per"))? + 1;
    let mut digits = words.get(at)?.replace(',', "");
    let is_group = |word: &&&str| word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<_> = words[at + 1..].iter().take_while(is_group).collect();
    groups.iter().for_each(|group| digits += group);
    if words.get(at + 1 + groups.len()).is_some_and(|word| LARGE.contains(word)) {
        return None;
    }
    let said: u64 = digits.parse().ok()?;
    let [per, said] = (said != rate.value.per).then_some([rate.value.per, said])?.map(number::count);
    let message = format!("the rate is per {per}, and its unit says per {said}");
    Some(rules::BAD_VALUE.at(rate.key.span, message).help("write the same number behind `per:` and in `unit:`"))
}

fn layout(fields: &mut Fields<'_>, own: Own<'_>) -> Option<Layout> {
    let decimals = || whole(0..=SHOWN_PLACES, SO_MANY_DECIMALS);
    let title = fields.may("title", phrase(), "A caption of its own.");
    let periods = whole(1..=12, "so many periods cannot stand side by side");
    let periods = fields.may("periods", periods, "How many periods stand side by side.").unwrap_or(1);
    let about = "Decimals of the percentage change from one period to the next.";
    let change = fields.may("change", decimals(), about);
    let share = record("`share`", |fields| {
        let of = text_as(|text| own.share(text));
        let cell = fields.need("of", of, "The cell of which each cell's share is shown.");
        let about = "Decimals of the share: 1 unless you say otherwise.";
        let decimals = fields.may("decimals", decimals(), about).unwrap_or(1);
        Some(ShareOf { cell: cell?, decimals })
    });
    let share = fields.may("share", share, "The share of another cell.");
    Some(Layout { key: fields.name()?.text, title, periods, change, share })
}
