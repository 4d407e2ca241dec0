//! Percentages typed in narrative against those that the return gives.

use std::sync::LazyLock;

use regex::Regex;

use super::prose;
use super::survey::{Dossier, Survey};
use crate::book::returns::Grid;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::number;

/// The rules of this file.
pub const RULES: &[&Rule] = &[&CUT_OFF, &TYPED];

/// A percentage that was cut off instead of rounded.
pub const CUT_OFF: Rule = Rule {
    code: "P401",
    name: "cut-off-percentage",
    severity: Severity::Error,
    what: "A typed percentage is what the figures give, cut off instead of rounded.",
    why: "Readers who work it out find another number, and two reports round differently.",
    example: "“18.39%” where 665 of 3,615 are 18.396%, so 18.40%.",
    fix: "Write a reference, as in {{ managed/total/level_2 | percent change, 2 }}: it is rounded like every other figure.",
};

/// A typed percentage that a reference could replace.
pub const TYPED: Rule = Rule {
    code: "P402",
    name: "typed-percentage",
    severity: Severity::Note,
    what: "A percentage that the figures give is typed in narrative.",
    why: "It goes stale as soon as one of the figures is corrected.",
    example: "“98.26%” where a share by reference could stand.",
    fix: "Write the reference that the message names.",
};

/// Percentages with at least this many decimals say clearly enough which figures they come from.
const DECIMALS: u32 = 2;

/// A percentage that the return gives: the reference that makes it, and the fraction.
struct Made {
    reference: String,
    part: u64,
    whole: u64,
}

static PERCENTAGE: LazyLock<Regex> = LazyLock::new(|| prose::pattern(r"(\d+)\.(\d{2,4})\s?(?:%|per cent)"));

/// Checks the percentages typed in a report's own narrative.
pub fn check(_: &Survey<'_>, dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    if !dossier.passages.iter().any(|passage| passage.has_digit && PERCENTAGE.is_match(&passage.text)) {
        return;
    }
    let made = made(dossier);
    for passage in dossier.passages {
        for found in PERCENTAGE.captures_iter(&passage.text) {
            let (Some(whole), Some(decimals)) = (found.get(0), found.get(2)) else { continue };
            let Some(span) = passage.span(whole.range()) else { continue };
            let places = u32::try_from(decimals.len()).unwrap_or(DECIMALS);
            let Ok(typed) = format!("{}{}", &found[1], decimals.as_str()).parse::<u128>() else { continue };
            let scaled = |made: &&Made| (u128::from(made.part) * 100 * 10_u128.pow(places), u128::from(made.whole));
            let rounded = |made: &&Made| {
                let (part, whole) = scaled(made);
                (2 * part + whole) / (2 * whole)
            };
            if let Some(right) = made.iter().find(|made| rounded(made) == typed) {
                let finding = Diagnostic::new(&TYPED, span, "this percentage follows from the figures");
                findings
                    .push(finding.help(format!("write `{{{{ {}, {places} }}}}`, which follows them", right.reference)));
            } else if let Some(right) = made.iter().find(|made| {
                let (part, whole) = scaled(made);
                part / whole == typed
            }) {
                let (part, base) = (right.part, right.whole);
                let should = number::percent(i64::try_from(part).unwrap_or(i64::MAX), base, places).unwrap_or_default();
                let finding =
                    Diagnostic::new(&CUT_OFF, span, format!("this percentage is cut off; rounded it is {should}"));
                let finding = finding.label(format!("{} of {} is {should}", number::count(part), number::count(base)));
                findings.push(finding.help(format!("write `{{{{ {}, {places} }}}}`", right.reference)));
            }
        }
    }
}

/// The changes since the period before, and the shares of each cell in the totals of its own table.
fn made(dossier: &Dossier<'_>) -> Vec<Made> {
    let change = |(path, before, now): &(String, u64, u64)| Made {
        reference: format!("{path} | percent change"),
        part: before.abs_diff(*now),
        whole: *before,
    };
    let mut made: Vec<_> = dossier.changes.iter().map(change).collect();
    let figures = &dossier.report.figures;
    for (table, grid) in figures.form.tables.iter().zip(&figures.tables) {
        if let Some(grid) = grid {
            shares(&table.key, grid, &mut made);
        }
        for (of, _) in table.layouts.iter().filter_map(|layout| layout.share.as_ref()) {
            let whole = figures.number(of).unwrap_or(0);
            let cells = grid.iter().flat_map(|grid| grid.coordinates().map(move |place| (grid, place)));
            for (grid, place) in cells {
                if let Some(part) = grid.at(&place).and_then(|entry| entry.cell.value.ok()) {
                    made.push(Made {
                        reference: format!("{} | share of {}", path(&table.key, grid, &place), of.join("/")),
                        part,
                        whole,
                    });
                }
            }
        }
    }
    made.retain(|made| made.whole > 0 && made.part > 0);
    made
}

fn path(table: &str, grid: &Grid, place: &[usize]) -> String {
    std::iter::once(table).chain(grid.keys(place)).collect::<Vec<_>>().join("/")
}

fn shares(table: &str, grid: &Grid, made: &mut Vec<Made>) {
    let places: Vec<_> = grid.coordinates().collect();
    let value = |place: &[usize]| grid.at(place).and_then(|entry| entry.cell.value.ok());
    for whole_at in places.iter().filter(|place| grid.is_total(place)) {
        let Some(whole) = value(whole_at) else { continue };
        for part_at in places.iter().filter(|place| *place != whole_at) {
            let is_part = grid
                .axes
                .iter()
                .zip(part_at.iter().zip(whole_at))
                .all(|(axis, (part, whole))| part == whole || axis.is_total(*whole));
            if let Some(part) = value(part_at).filter(|_| is_part) {
                let reference = format!("{} | share of {}", path(table, grid, part_at), path(table, grid, whole_at));
                made.push(Made { reference, part, whole });
            }
        }
    }
}
