//! Faults of the forms themselves, for the publishing team.

use crate::book::Book;
use crate::book::form::Counts;
use crate::diagnostic::{Diagnostic, Rule, Severity};

/// The rules of this file.
pub const RULES: &[&Rule] = &[&MIXED];

/// A form adds up a snapshot and a flow without saying so.
pub const MIXED: Rule = Rule {
    code: "A106",
    name: "mixed-counts",
    severity: Severity::Error,
    what: "A form works out a figure from a table that counts one day and one that counts the year, and does not declare it as mixed.",
    why: "People counted on a day are among those counted over the year: adding the two counts them twice.",
    example: "`computed: { all: registered/total + living_in_area/category_2 }` in a table that `counts: snapshot`.",
    fix: "Take the formula out, or write `counts: mixed` and a note that says what is added to what.",
};

/// Checks every form of a book.
pub fn check(book: &Book, findings: &mut Vec<Diagnostic>) {
    for form in &book.forms {
        let counts = |path: &[String]| {
            form.tables.iter().find(|table| path.first() == Some(&table.key)).map(|table| table.counts)
        };
        for table in form.tables.iter().filter(|table| table.counts != Counts::Mixed || table.notes.is_empty()) {
            for (_, formula) in &table.computed {
                let has = |wanted| formula.terms.iter().any(|(_, path)| counts(path) == Some(wanted));
                if has(Counts::Snapshot) && has(Counts::Flow) {
                    let finding = Diagnostic::new(
                        &MIXED,
                        table.span,
                        format!("`{}` adds people on a day to people over the year", table.key),
                    );
                    findings.push(finding.help(
                        "take the formula out, or write `counts: mixed` and a note that says what is added to what",
                    ));
                    break;
                }
            }
        }
    }
}
