//! The rules in words: all of them as a table, or one in full.

use crate::diagnostic::Rule;
use crate::explain;

/// All rules, one a line: code, name, severity, what they find.
pub fn table() -> String {
    let rules = explain::rules();
    let width = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let line =
        |rule: &Rule| format!("{}  {:width$}  {:7}  {}\n", rule.code, rule.name, rule.severity.word(), rule.what);
    rules.into_iter().map(line).collect()
}

/// One rule in full.
pub fn page(rule: &Rule) -> String {
    let Rule { code, name, severity, what, why, example, fix } = rule;
    let severity = severity.word();
    format!(
        "{code} {name} ({severity})\n\n{what}\n\nWhy it matters: {why}\n\nAn example: {example}\n\nWhat to do: {fix}\n"
    )
}
