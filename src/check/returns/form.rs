//! Faults of the forms themselves, for the publishing team.

use crate::book::Book;
use crate::book::form::{Counts, Form, Term};
use crate::book::series::MeasureCell;
use crate::diagnostic::{Diagnostic, nearest};

rules! {
    MIXED = "A106" "mixed-counts" Error:
        "A form works out a figure from a table that counts one day and one that counts the year, and does not declare it as mixed.";
        "People counted on a day are among those counted over the year: adding the two counts them twice.";
        "`computed: { all: registered/total + living_in_area/category_2 }` in a table that `counts: snapshot`.";
        "Take the formula out, or write `counts: mixed` and a note that says what is added to what."
    PATH = "A107" "form-cell" Error:
        "A form or a measure names a cell, a form or a table that does not exist, or two layouts of a form have one key.";
        "A series would lose a period, or a table would vanish from every page, without anybody noticing.";
        "`ew-2013: eligible/total/categroy_1` in content/measures.yaml.";
        "Correct the path or the key; the message names the nearest that exists."
}

fn paths(form: &Form, findings: &mut Vec<Diagnostic>) {
    let mut layouts: Vec<&str> = Vec::new();
    for table in &form.tables {
        let fault = |message: String, help: &str| PATH.at(table.span, message).help(help);
        for layout in &table.layouts {
            if layouts.contains(&layout.key.as_str()) {
                let message = format!("a layout of `{}` has the key `{}`, which is taken", table.key, layout.key);
                findings.push(fault(message, "give each layout under `shown:` a key of its own"));
            }
            layouts.push(&layout.key);
        }
    }
}

fn measures(book: &Book, findings: &mut Vec<Diagnostic>) {
    for MeasureCell { form: key, address, path, span } in book.measures.iter().flat_map(|measure| &measure.cells) {
        match book.form(key) {
            None if book.unread_forms.contains(key) => {}
            None => {
                let near = nearest(key, book.forms.iter().map(|form| form.key.as_str()));
                let finding = PATH.at(*span, format!("there is no form `{key}`"));
                findings.push(match near {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help("add the form to `content/forms/`, or delete the line"),
                });
            }
            Some(_) if path.is_none() => {
                let finding = PATH.at(*span, format!("`{address}` is no cell of the form `{key}`"));
                findings.push(
                    finding.help("name a table and one member of each of its axes, as in `eligible/total/category_1`"),
                );
            }
            Some(_) => {}
        }
    }
}

/// Checks every form of a book, and the measures that are made from them.
pub fn check(book: &Book, findings: &mut Vec<Diagnostic>) {
    measures(book, findings);
    for form in book.forms.iter() {
        paths(form, findings);
        let counts = |term: &Term| form.tables.get(term.cell.table_position()).map(|table| table.counts);
        for table in form.tables.iter().filter(|table| table.counts != Counts::Mixed || table.notes.is_empty()) {
            for computed in &table.computed {
                let has = |wanted| computed.formula.terms.iter().any(|term| counts(term) == Some(wanted));
                if has(Counts::Snapshot) && has(Counts::Flow) {
                    let finding =
                        MIXED.at(table.span, format!("`{}` adds people on a day to people over the year", table.key));
                    findings.push(finding.help(
                        "take the formula out, or write `counts: mixed` and a note that says what is added to what",
                    ));
                    break;
                }
            }
        }
    }
}
