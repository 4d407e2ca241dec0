//! `content/measures.yaml`, `content/sections.yaml` and the front matter of sections.

use serde_json::Value;

use super::paths;
use super::values::{DAY, PERIOD, about, choice, flag, list, named, number, object, shared, text, text_like};
use crate::book::Book;
use crate::book::form::Counts;
use crate::parse::files::forms::tables::COUNTS;

/// What a table or measure counts.
pub fn counts() -> Value {
    let meaning = |counts| match counts {
        Counts::Snapshot => "People on the period's last day.",
        Counts::Flow => "People or events over the whole period.",
        Counts::Mixed => "Some on one day, some over the period; notes say which is which.",
        Counts::Rate => "A rate.",
    };
    choice("What is counted.", COUNTS.map(|(word, counts)| (word, meaning(counts))))
}

/// The series that live across forms.
pub fn measures(book: &Book) -> Value {
    let cells = book.forms.iter().map(|form| {
        let cell =
            text_like(&paths::to_any_cell(form), "Write the way to a cell of this form, as in `eligible/total/total`.");
        (form.key.clone(), about(cell, &form.title, "The way to the figure in this form."))
    });
    let at = shared(PERIOD, "", "The first period of the new series.");
    let series_break = object([("at", at), ("reason", text("Why the figures do not compare with those before."))], []);
    let measure = object(
        [
            ("title", text("The title for readers.")),
            ("about", text("What the measure counts, in a sentence.")),
            ("counts", counts()),
            ("unit", text("What is counted: people, orders, and so on.")),
        ],
        [
            ("short", text("The title where space is short.")),
            ("headline", flag("Whether the measure stands at the head of every report.")),
            ("cells", about(object([], cells), "", "Where each form holds the figure.")),
            ("breaks", list("Where the series breaks.", series_break)),
        ],
    );
    let all = object([], [("measures", named("The series in the order in which they are listed.", measure))]);
    about(all, "Measures", "The series that live across forms, and where they break.")
}

/// The sections that every report has.
pub fn sections() -> Value {
    let section = object(
        [("title", text("The title for readers.")), ("order", order())],
        [("required", flag("Whether a report without the section must say why."))],
    );
    let all = object([], [("sections", named("The sections by the names of their files without `.md`.", section))]);
    about(all, "Sections", "The sections that every report has.")
}

/// The lines between `---` at the head of a report's section. One that every report has needs none.
pub fn section_front_matter() -> Value {
    let appendix = flag("Whether the section is an appendix, which the build numbers.");
    let matter = object([], [("title", text("The title for readers.")), ("order", order()), ("appendix", appendix)]);
    about(matter, "Front matter of a section", "A section of the area's own needs both.")
}

/// The lines between `---` at the head of national text.
pub fn shared_front_matter() -> Value {
    let matter = object(
        [
            ("section", text("The section's key.")),
            ("title", text("The title for readers.")),
            ("order", order()),
            ("valid_from", shared(DAY, "", "The first day on which the text holds.")),
        ],
        [("valid_to", shared(DAY, "", "The last day on which the text holds. Left out while it holds."))],
    );
    about(matter, "Front matter of shared text", "")
}

fn order() -> Value {
    number("The section's place: a lower number stands nearer to the top.", None, None)
}
