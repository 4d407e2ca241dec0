//! Faults of the forms themselves, for the publishing team.

use std::collections::BTreeSet;

use crate::book::Book;
use crate::book::form::{Computed, Counts, Form, Table, Term, is_same_unit};
use crate::book::series::{Measure, MeasureCell};
use crate::check::context::BookCheck;
use crate::diagnostic::{Diagnostic, nearest};
use crate::parse::files::forms::tables::near_cell;

rules! {
    MIXED = "A106" "mixed-counts" Error:
        "A form works out a figure from a table that counts one day and one that counts the year, and does not declare it as mixed; or a measure says that it counts something else than its form does.";
        "People counted on a day are among those counted over the year: adding the two counts them twice, and naming one for the other misleads.";
        "`computed: { all: people/total + arrivals/total }` in a table that `counts: snapshot`.";
        "Take the formula out, or write `counts: mixed` and a note that says what is added to what. Let a measure say what its forms count."
    PATH = "A107" "form-cell" Error:
        "A form or a measure names a cell, a form or a table that does not exist, or two layouts of a form have one key.";
        "A series would lose a period, or a table would vanish from every page, without anybody noticing.";
        "`test-2019: people/total/rde` in content/measures.yaml.";
        "Correct the path or the key; the message names the nearest that exists."
}

pub(crate) const CHECK: BookCheck = BookCheck { rules: RULES, run: check };

/// Checks every form of a book, and the measures that are made from them.
fn check(book: &Book, findings: &mut Vec<Diagnostic>) {
    for measure in book.measures.iter() {
        findings.extend(measure.cells.iter().filter_map(|cell| measured(book, cell)));
        findings.extend(counts_otherwise(book, measure));
    }
    for form in book.forms.iter() {
        layouts(form, findings);
        findings.extend(form.tables.iter().filter(|table| mixes(form, table)).map(|table| {
            MIXED
                .at(table.span, format!("`{}` adds people on a day to people over the year", table.key))
                .help("take the formula out, or write `counts: mixed` and a note that says what is added to what")
        }));
    }
}

/// What is wrong with the cell of a measure.
fn measured(book: &Book, MeasureCell { form: key, address, path, span }: &MeasureCell) -> Option<Diagnostic> {
    if let Some(form) = book.form(key) {
        let finding = || PATH.at(*span, format!("`{address}` is no cell of the form `{key}`"));
        let help = "name a table and one member of each of its axes";
        return path.is_none().then(|| match near_cell(address, &form.tables) {
            Some(near) => finding().meant(address.as_str(), &near).help(format!("did you mean `{near}`?")),
            None => finding().help(help),
        });
    }
    if book.unread_forms.contains(key) {
        return None;
    }
    let known = book.forms.iter().map(|form| &form.key).chain(book.unread_forms.iter());
    let near = nearest(key, known.map(String::as_str));
    Some(PATH.at(*span, format!("there is no form `{key}`")).help(match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "add the form to `content/forms/`, or delete the line".to_owned(),
    }))
}

/// The finding for a measure that says of its figures what the tables that hold them do not.
fn counts_otherwise(book: &Book, measure: &Measure) -> Option<Diagnostic> {
    let tables = measure.cells.iter().filter_map(|cell| Some((cell, book.table(cell)?)));
    let mut faults = tables.filter_map(|(cell, table)| Some((cell, table, differs(measure, table)?)));
    let (cell, table, (own, others, help)) = faults.next()?;
    let message =
        format!("the measure `{}` says {own}, and its cell in the form `{}` {others}", measure.key, cell.form);
    let mut finding = MIXED.at(cell.span, message).related(table.span, "the table").help(help);
    finding.related.extend(faults.map(|(cell, ..)| (cell.span, "here too".to_owned())));
    Some(finding)
}

/// What a measure says, what a table that holds it does, and what to do; none where they agree.
fn differs(measure: &Measure, table: &Table) -> Option<(String, String, &'static str)> {
    let is_mixed = [measure.counts, table.counts].contains(&Counts::Mixed);
    let [is_rate, is_of_rate] = [measure.counts, table.counts].map(|counts| counts == Counts::Rate);
    if is_rate != is_of_rate || !is_mixed && measure.counts != table.counts {
        let [own, others] = [measure.counts, table.counts].map(|counts| format!("`counts: {}`", counts.key()));
        let help = "correct the one that is wrong; a measure whose forms count differently says `counts: mixed`, and none is both a rate and a count";
        return Some((own, format!("says {others}"), help));
    }
    let help = "correct the one that is wrong; where forms differ name all units, as in `unit: seconds or minutes`";
    (!is_same_unit(&measure.unit, &table.unit))
        .then(|| (format!("`unit: {}`", measure.unit), format!("is in {}", table.unit), help))
}

/// Finds layouts with a key that another layout of the form has.
fn layouts(form: &Form, findings: &mut Vec<Diagnostic>) {
    let mut taken = BTreeSet::new();
    for table in &form.tables {
        for layout in table.layouts.iter().filter(|layout| !taken.insert(&layout.key)) {
            let message = format!("a layout of `{}` has the key `{}`, which is taken", table.key, layout.key);
            findings.push(PATH.at(table.span, message).help("give each layout under `shown:` a key of its own"));
        }
    }
}

/// Whether a formula of a table adds a count of one day to one of the year, and the table does not say so.
fn mixes(form: &Form, table: &Table) -> bool {
    let counts = |term: &Term| form.tables.get(term.cell.table_position()).map(|table| table.counts);
    let has = |computed: &Computed, wanted| computed.formula.terms.iter().any(|term| counts(term) == Some(wanted));
    (table.counts != Counts::Mixed || table.notes.is_empty())
        && table.computed.iter().any(|formula| has(formula, Counts::Snapshot) && has(formula, Counts::Flow))
}
