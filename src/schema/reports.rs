//! `report.yaml` and `area.yaml`.

use serde_json::{Value, json};

use super::returns::areas;
use super::values::{DAY, PERIOD, about, choice, list, number, object, shared, text, texts};
use crate::book::Book;
use crate::explain;

/// A report: how far it has come, who signs it, what it does without.
pub fn report(book: &Book) -> Value {
    let statuses = [
        ("draft", "Still being written: gaps are warnings."),
        ("final", "Complete and signed: gaps are errors."),
        ("partial", "Figures gathered from elsewhere: no narrative is asked for."),
    ];
    let absent = book
        .canonical
        .iter()
        .map(|section| (section.key.clone(), about(text("Why the report has no such section."), &section.title, "")));
    let absent = object([], absent);
    let report = object(
        [
            ("area", areas(book)),
            ("period", shared(PERIOD, "", "The reporting year, as the folder is named.")),
            ("status", choice("How far the report has come.", statuses)),
        ],
        [
            (
                "embargo",
                shared(DAY, "", "The first day on which the report may be published. Until then it is checked only."),
            ),
            ("source", text("Where the figures were first published.")),
            ("signatories", list("Who signs the foreword: one for each of the three authorities.", signatory())),
            ("absent", about(absent, "", "Sections that the report does not have, each with the reason.")),
            ("corrections", list("What an earlier publication of the report got wrong.", correction())),
            (
                "waivers",
                list("Findings that are accepted as they are, each with the office that answers for it.", waiver()),
            ),
        ],
    );
    about(report, "A report", "How far a report has come, who signs it and what it does without.")
}

fn signatory() -> Value {
    let authorities =
        [("police", "The police force."), ("probation", "The probation service."), ("prisons", "The prison service.")];
    object(
        [
            ("authority", choice("The authority that is signed for.", authorities)),
            ("role", text("The office, such as Chief Constable.")),
            ("organisation", text("The organisation, such as Dorset Police.")),
        ],
        [("name", text("A name, where the area publishes it."))],
    )
}

/// A correction of a cell, or of something else with what stands there now.
fn correction() -> Value {
    let mut correction = object(
        [("printed", text("What was printed.")), ("reason", text("Why it was wrong."))],
        [
            ("cell", text("The way to the cell, as in `eligible/total/total`.")),
            ("about", text("What it is about, where it is in no cell.")),
            ("now", text("What stands there now. A cell says it by itself.")),
        ],
    );
    correction["anyOf"] = json!([{ "required": ["cell"] }, { "required": ["about", "now"] }]);
    correction
}

fn waiver() -> Value {
    let rules = explain::rules().into_iter().map(|rule| (rule.code, rule.what));
    object(
        [
            ("code", choice("The code of the finding, as in `error[A101]`.", rules)),
            ("reason", text("Why the finding is accepted.")),
            ("by", text("The office that answers for it.")),
            ("until", shared(DAY, "", "The last day on which the waiver holds.")),
        ],
        [("at", text("The cell, table or section that it is about; the whole report where this is left out."))],
    )
}

/// An area: who it is.
pub fn area() -> Value {
    let tile = object(
        [
            ("column", number("How many tiles lie to the left of it.", Some(0), Some(39))),
            ("row", number("How many tiles lie above it.", Some(0), Some(39))),
            ("short", text("The name in five letters or so.")),
        ],
        [],
    );
    let area = object(
        [
            ("area", text("The name of the area's folder.")),
            ("name", text("The name for readers.")),
            ("region", text("The region that the area belongs to.")),
        ],
        [
            ("country", text("The country.")),
            ("police_force_area", text("The police force area, where its name differs.")),
            ("codes", texts("Codes of the Office for National Statistics.", text(""))),
            ("welsh_name", text("The name in Welsh.")),
            ("other_names", texts("Names in use before or beside this one.", text(""))),
            ("map", about(tile, "", "Where the area stands on maps of tiles.")),
        ],
    );
    about(area, "An area", "")
}
