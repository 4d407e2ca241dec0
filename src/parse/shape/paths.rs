//! Ways to the tables and cells of a form, `people/step_1/total`, as patterns.

use crate::book::form::{Form, Table};

/// What every path to a cell of the form matches.
pub(crate) fn to_any_cell(form: &Form) -> String {
    let tables: Vec<_> = form.tables.iter().map(|table| way(table, false)).collect();
    format!("^(?:{})$", tables.join("|"))
}

/// What every path to a cell of the table matches.
pub(crate) fn to_cell(table: &Table) -> String {
    format!("^{}$", way(table, false))
}

/// What every path to the table, to a row or to a cell of it matches.
pub(crate) fn to_part(table: &Table) -> String {
    format!("^{}$", way(table, true))
}

/// The table's key and a key for each axis, last axis innermost; with `part` the path may end early.
fn way(table: &Table, part: bool) -> String {
    let optional = if part { "?" } else { "" };
    let rest = table.axes.iter().rev().fold(String::new(), |rest, axis| {
        let keys = if axis.named_by.is_some() {
            "[^/]+".to_owned()
        } else {
            axis.all().map(|member| literal(&member.key)).collect::<Vec<_>>().join("|")
        };
        format!("(?:/(?:{keys}){rest}){optional}")
    });
    format!("{}{rest}", literal(&table.key))
}

/// A key as a pattern that matches it alone. `regex::escape` escapes signs, such as the hyphen, that editors' patterns
/// (ECMA-262) do not let one escape.
fn literal(key: &str) -> String {
    let mut pattern = String::with_capacity(key.len());
    for sign in key.chars() {
        if r"\^$.*+?()[]{}|".contains(sign) {
            pattern.push('\\');
        }
        pattern.push(sign);
    }
    pattern
}
