//! What the form says must hold between cells: a count on a day within the count of the year, parts within a whole.

use super::survey::Dossier;
use crate::book::form::Relation;
use crate::book::returns::Return;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::number;

/// The rules of this file.
pub const RULES: &[&Rule] = &[&AT_MOST];

/// Cells exceed a cell that they cannot exceed.
pub const AT_MOST: Rule = Rule {
    code: "A104",
    name: "more-than-possible",
    severity: Severity::Error,
    what: "A figure, or the sum of several, is larger than another that includes it.",
    why: "The people counted in the smaller table are among those of the larger one, so one of the figures is wrong.",
    example: "24 people at Level 2 on 31 March, and 23 at Level 2 at any time in the year.",
    fix: "Check both figures against your records and correct the one that is wrong.",
};

/// Checks every relation that the form declares.
pub fn check(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    let figures = &dossier.report.figures;
    for relation in &figures.form.relations {
        for keys in bindings(figures, relation) {
            one(dossier, relation, &keys, findings);
        }
    }
}

/// The keys that `*` can stand for, in the order of the stars of the first cell.
fn bindings(figures: &Return, relation: &Relation) -> Vec<Vec<String>> {
    let mut bindings = vec![Vec::new()];
    let Some((table, keys)) = relation.sum.first().and_then(|path| path.split_first()) else { return Vec::new() };
    let Some(grid) = figures.grid(table) else { return Vec::new() };
    for (axis, _) in grid.axes.iter().zip(keys).filter(|(_, key)| *key == "*") {
        let with = |bound: Vec<String>| {
            axis.all().map(move |member| [bound.as_slice(), std::slice::from_ref(&member.key)].concat())
        };
        bindings = bindings.into_iter().flat_map(with).collect();
    }
    bindings
}

/// A path with its stars replaced, in their order.
fn bound(path: &[String], keys: &[String]) -> Vec<String> {
    let mut keys = keys.iter();
    path.iter().map(|part| if part == "*" { keys.next().unwrap_or(part).clone() } else { part.clone() }).collect()
}

fn one(dossier: &Dossier<'_>, relation: &Relation, keys: &[String], findings: &mut Vec<Diagnostic>) {
    let figures = &dossier.report.figures;
    let whole = bound(&relation.at_most, keys);
    let Some(most) = figures.number(&whole) else { return };
    let parts: Vec<_> = relation.sum.iter().map(|path| bound(path, keys)).collect();
    let numbers: Vec<u64> = parts.iter().filter_map(|path| figures.number(path)).collect();
    let sum = numbers.iter().fold(0_u64, |sum, number| sum.saturating_add(*number));
    if sum <= most {
        return;
    }
    let names: Vec<_> = parts.iter().map(|path| path.join("/")).collect();
    let message = match names.as_slice() {
        [name] => format!(
            "`{name}` is {}, more than the {} of `{}`",
            number::count(sum),
            number::count(most),
            whole.join("/")
        ),
        names => format!(
            "{} add up to {}, more than the {} of `{}`",
            quoted(names),
            number::count(sum),
            number::count(most),
            whole.join("/")
        ),
    };
    findings.push(
        Diagnostic::new(&AT_MOST, dossier.place(&names[0]), message)
            .label(format!("can be at most {}", number::count(most)))
            .related(dossier.place(&whole.join("/")), "this is the most it can be")
            .help(relation.reason.clone())
            .help("check both figures against your records and correct the one that is wrong")
            .about(names[0].clone()),
    );
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" + ")
}
