//! `content/forms/`: return forms.

use serde_json::{Value, json};

use super::values::{PERIOD, about, choice, flag, list, member, named, number, object, or_text, shared, text, texts};
use crate::book::form::CHART_KINDS;
use crate::parse::files::forms::tables::COUNTS;

/// A form: its axes, the tables made of them, and what must hold between cells.
pub fn form() -> Value {
    let periods = object(
        [("from", shared(PERIOD, "", "The first period that uses the form."))],
        [("to", shared(PERIOD, "", "The last period that uses the form. Left out while it is in use."))],
    );
    let form = object(
        [
            ("form", text("The form's key: the name of this file without its ending.")),
            ("title", text("The title for readers.")),
            ("periods", about(periods, "", "The periods that use the form.")),
        ],
        [
            ("national", flag("Whether the nation fills the form in rather than an area.")),
            ("axes", named("The questions' headings, each with what stands under it.", axis())),
            ("tables", named("The tables in the order of the form.", table())),
            ("relations", list("What must hold between cells.", relation())),
        ],
    );
    about(form, "A return form", "")
}

fn axis() -> Value {
    let mut total = named("The key and label of the total, as in `{ total: Total }`.", member());
    total["maxProperties"] = json!(1);
    let mut axis = object(
        [("label", text("The heading for readers."))],
        [
            ("members", named("What stands under the heading, without the total.", member())),
            ("named_by", text("For an axis whose members each return names itself: the key under which it does.")),
            ("total", total),
        ],
    );
    axis["anyOf"] = json!([{ "required": ["members"] }, { "required": ["named_by"] }]);
    axis
}

fn table() -> Value {
    let cells = || text("A cell of this table, a key for each axis: `level_1/category_3`, with `*` for any key.");
    object(
        [
            ("title", text("The caption.")),
            ("counts", choice("What is counted.", COUNTS.map(|row| (row.0, row.2)))),
            ("unit", text("What is counted: people, orders, and so on.")),
            ("axes", list("The table's axes, rows first, columns last. None for a single figure: `[]`.", table_axis())),
        ],
        [
            ("also_called", texts("What narrative calls those whom the table's total counts.", text(""))),
            ("not_applicable", texts("Cells for which the question cannot arise.", cells())),
            ("optional", texts("Cells that a complete return may leave out.", cells())),
            (
                "computed",
                named(
                    "Cells that areabook works out from tables above.",
                    text("Cells with ` + ` and ` - ` between them."),
                ),
            ),
            ("rate", rate()),
            ("shown", named("The ways in which the table is shown.", layout())),
            ("chart", chart()),
            ("notes", texts("Footnotes that every report has.", text(""))),
            ("commentary", text("What the table means, in words.")),
        ],
    )
}

/// An axis of the form, whole or in part.
fn table_axis() -> Value {
    or_text(object(
        [("axis", text("An axis of the form."))],
        [
            ("members", texts("The members that the table has.", text("A member of the axis."))),
            (
                "total",
                choice("`none` for a table without this total.", [("none", "The table has no total along this axis.")]),
            ),
        ],
    ))
}

fn rate() -> Value {
    let rate = object(
        [
            ("of", text("The way to the count in a table above, as in `eligible/total/category_1`.")),
            ("population", text("Who is counted among the residents.")),
            ("per", number("The multiplier, such as 100000.", Some(1), None)),
        ],
        [],
    );
    about(rate, "", "What the rate is worked out from.")
}

fn layout() -> Value {
    let decimals = |about| number(about, Some(0), Some(6));
    let share = object(
        [("of", text("The cell of which each cell's share is shown."))],
        [("decimals", decimals("Decimals of the share: 1 unless you say otherwise."))],
    );
    object(
        [],
        [
            ("title", text("A caption of its own.")),
            ("periods", number("How many periods stand side by side.", Some(1), Some(12))),
            ("change", decimals("Decimals of the percentage change from one period to the next.")),
            ("share", about(share, "", "The share of another cell.")),
        ],
    )
}

fn chart() -> Value {
    let chart = object(
        [
            ("kind", choice("The kind of chart.", CHART_KINDS.map(|(kind, _, about)| (kind, about)))),
            ("title", text("The headline.")),
            ("subtitle", text("What is counted, when and where.")),
        ],
        [
            ("bars", text("The axis whose members are bars.")),
            ("groups", text("The axis whose members are groups of bars.")),
            ("parts", text("The axis whose members are the parts of stacked bars.")),
            ("lines", text("The axis whose members are lines; the total alone unless you say so.")),
            ("panels", text("The axis whose members have a small chart each.")),
            (
                "periods",
                number("Over how many periods lines run at most: 10 unless you say otherwise.", Some(2), Some(40)),
            ),
        ],
    );
    about(chart, "", "The chart that is drawn of the table.")
}

fn relation() -> Value {
    object(
        [
            (
                "sum",
                texts(
                    "The cells that are added up.",
                    text("A cell, table first. `*` stands for the same key on both sides."),
                ),
            ),
            ("at_most", text("The cell that they cannot exceed.")),
            ("reason", text("Why, in a sentence.")),
        ],
        [],
    )
}
