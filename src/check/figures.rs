//! Figures typed in narrative against the return.

use std::ops::Range;
use std::sync::LazyLock;

use super::named::{self, HEDGES};
use super::prose::{FIGURE, Passage};
use super::survey::Dossier;
use super::typed::{self, Typed};
use crate::book::form::Counts;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::number;
use crate::pattern::Pattern;

/// The rules of this file.
pub const RULES: &[&Rule] = &[&CONTRADICTS, &TYPED, &WRONG_CHANGE, &STOCK_AND_FLOW];

/// A typed figure that the return contradicts.
pub const CONTRADICTS: Rule = Rule {
    code: "P301",
    name: "contradicts-the-return",
    severity: Severity::Error,
    what: "A figure typed in narrative is not the one that the return has for what the sentence is about.",
    why: "The sentence and the table beside it cannot both be right.",
    example: "“665 are managed at Level 1” beside a table that says 819.",
    fix: "Write a reference in place of the number: it is always the table's figure.",
};

/// A typed figure that a reference could replace.
pub const TYPED: Rule = Rule {
    code: "P302",
    name: "typed-figure",
    severity: Severity::Note,
    what: "A figure of the return is typed in narrative.",
    why: "It is right today and goes stale as soon as the return is corrected or the text is used next year.",
    example: "“844 people” where {{ eligible/total/total }} could stand.",
    fix: "Write the reference that the message names.",
};

/// A typed change that is not the one between the two years.
pub const WRONG_CHANGE: Rule = Rule {
    code: "P303",
    name: "wrong-change",
    severity: Severity::Error,
    what: "A change typed in narrative is close to one that the returns of the two years give, and is not it.",
    why: "Readers who subtract the two figures find another number.",
    example: "“an increase of 446” where 973 less 526 makes 447.",
    fix: "Write a reference, as in {{ orders/total | change }}.",
};

/// A typed sum of people on a day and people over the year.
pub const STOCK_AND_FLOW: Rule = Rule {
    code: "P304",
    name: "stock-and-flow",
    severity: Severity::Error,
    what: "A typed figure is the sum of a count of one day and a count of the whole year.",
    why: "The two count different things, and some people in both: the sum means nothing.",
    example: "327 people registered on 31 March and 104 others during the year, added up to 431.",
    fix: "Give the two figures beside each other and say what each counts.",
};

/// Checks the figures typed in a report's own narrative.
pub fn check(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    let sums = mixed_sums(dossier);
    for passage in dossier.passages.iter().filter(|passage| passage.has_digit) {
        let changes = changes(dossier, passage, findings);
        for typed in typed::counts(passage) {
            let is_change = changes.iter().any(|range| range.contains(&typed.range.start));
            if typed.value < dossier.book.settings.checks.typed_from || is_change {
                continue;
            }
            findings.extend(one(dossier, passage, &typed, &sums));
        }
    }
}

fn one(dossier: &Dossier<'_>, passage: &Passage, typed: &Typed, sums: &[(u64, [String; 2])]) -> Option<Diagnostic> {
    let span = passage.span(typed.range.clone())?;
    let written = number::count(typed.value);
    if let Some(paths) = dossier.values.get(&typed.value) {
        typed.is_clear().then_some(())?;
        let path = &paths[0];
        let finding = Diagnostic::new(&TYPED, span, format!("{written} is a figure of the return"));
        let others = if paths.len() > 1 {
            format!("; others with this value: {}", paths[1..paths.len().min(4)].join(", "))
        } else {
            String::new()
        };
        return Some(
            finding
                .related(dossier.place(path), "the figure")
                .help(format!("write `{{{{ {path} }}}}`, which follows the return{others}")),
        );
    }
    if let Some((_, parts)) = sums.iter().find(|(sum, _)| *sum == typed.value) {
        let finding = Diagnostic::new(
            &STOCK_AND_FLOW,
            span,
            format!("{written} adds people counted on one day to people counted over the year"),
        );
        let finding =
            finding.label(format!("{} + {}", parts[0], parts[1])).related(dossier.place(&parts[0]), "counts one day");
        return Some(finding.help("give the two figures beside each other, and say what each counts"));
    }
    let (path, value) = meant(dossier, passage, typed)?;
    Some(
        Diagnostic::new(
            &CONTRADICTS,
            span,
            format!("this sentence says {written}, and the return says {}", number::count(value)),
        )
        .label(format!("the return has {}", number::count(value)))
        .related(dossier.place(&path), "the figure that the sentence seems to mean")
        .help(format!("write `{{{{ {path} }}}}` if that is what the sentence is about"))
        .help("if it is about something else, say so in the sentence: name the year, or what is counted")
        .about(path),
    )
}

/// The cell that a sentence is about: it names what a table counts or members of its axes, at most one of each, and
/// neither another year nor another place.
/// Of several tables the one whose value is nearest to what was typed.
fn meant(dossier: &Dossier<'_>, passage: &Passage, typed: &Typed) -> Option<(String, u64)> {
    let around = passage.sentence(typed.range.start);
    let sentence = &passage.text[around.clone()];
    if sentence.contains(FIGURE)
        || named::is_hedged(&passage.text[around.start..typed.range.start])
        || named::is_of_another_year(sentence, dossier.report.period)
        || named::is_of_elsewhere(dossier.book, dossier.report, sentence)
    {
        return None;
    }
    let is_meant =
        |value: u64| value.abs_diff(typed.value) <= value.max(typed.value) / 2 || has_digits_of(value, typed.value);
    named::cells(&dossier.report.figures, sentence)
        .into_iter()
        .filter(|(_, value)| is_meant(*value))
        .min_by_key(|(_, value)| value.abs_diff(typed.value))
}

/// Whether a number is another with its digits in another order: a slip of the fingers.
fn has_digits_of(one: u64, other: u64) -> bool {
    let digits = |number: u64| {
        let mut digits = number.to_string().into_bytes();
        digits.sort_unstable();
        digits
    };
    digits(one) == digits(other)
}

static CHANGE: LazyLock<Pattern> = LazyLock::new(|| {
    let nouns = "increase|rise|growth|decrease|fall|drop|reduction|decline";
    let verbs = "rose|risen|fell|fallen|increased|decreased|grew|grown|dropped|declined|up|down";
    Pattern::new(&format!(
        r"(?i)\b(?:(?:{nouns}) of|(?:{verbs}) by)\s+(?:(?:{HEDGES})\s+)?(\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\s|[.,;:)]|$)"
    ))
});

/// Compares typed changes with those between the returns of the two years. Gives the places of all typed changes.
fn changes(dossier: &Dossier<'_>, passage: &Passage, findings: &mut Vec<Diagnostic>) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for found in CHANGE.captures_iter(&passage.text) {
        let Some(digits) = found.get(1) else { continue };
        let Ok(value) = digits.as_str().replace(',', "").parse::<u64>() else { continue };
        let mut behind = passage.text[digits.end()..].chars();
        if matches!((behind.next(), behind.next()), (Some('.' | ','), Some('0'..='9'))) {
            continue;
        }
        places.push(digits.range());
        if named::is_hedged(&passage.text[..digits.start()]) {
            continue;
        }
        let nearest = dossier.changes.iter().min_by_key(|(_, before, now)| before.abs_diff(*now).abs_diff(value));
        let Some((path, before, now)) = nearest else { continue };
        let right = before.abs_diff(*now);
        let off = right.abs_diff(value);
        let Some(span) = passage.span(digits.range()) else { continue };
        if off == 0 && value >= dossier.book.settings.checks.typed_from {
            let finding = Diagnostic::new(&TYPED, span, format!("{} is the change of `{path}`", number::count(value)));
            findings.push(finding.help(format!("write `{{{{ {path} | change }}}}`, which follows the returns")));
        } else if off > 0 && value >= 10 && off <= (right / 50).max(1) {
            let finding = Diagnostic::new(
                &WRONG_CHANGE,
                span,
                format!("the change of `{path}` is {}, not {}", number::count(right), number::count(value)),
            );
            let finding = finding.label(format!("from {} to {}", number::count(*before), number::count(*now)));
            findings.push(
                finding
                    .related(dossier.place(path), "the figure now")
                    .help(format!("write `{{{{ {path} | change }}}}`")),
            );
        }
    }
    places
}

/// The sums of one figure of a day and one figure of the year, of whole tables. A table that the form itself declares to
/// be mixed says so on its page and is none of them.
fn mixed_sums(dossier: &Dossier<'_>) -> Vec<(u64, [String; 2])> {
    let of = |counts| whole_figures(dossier, counts);
    let (snapshots, flows) = (of(Counts::Snapshot), of(Counts::Flow));
    let mut sums = Vec::new();
    for (day, one) in &snapshots {
        for (at, (year, two)) in flows.iter().enumerate() {
            sums.push((one.saturating_add(*two), [day.clone(), year.clone()]));
            for (other, three) in &flows[at + 1..] {
                sums.push((
                    one.saturating_add(*two).saturating_add(*three),
                    [day.clone(), format!("{year} + {other}")],
                ));
            }
        }
    }
    sums
}

/// The grand total of each table, or its single cells where it has none. Small numbers add up to anything and are left out.
fn whole_figures(dossier: &Dossier<'_>, counts: Counts) -> Vec<(String, u64)> {
    let figures = &dossier.report.figures;
    let tables = figures
        .form
        .tables
        .iter()
        .zip(&figures.tables)
        .filter(|(table, _)| table.counts == counts && table.unit == "people");
    let mut whole = Vec::new();
    for (table, grid) in tables.filter_map(|(table, grid)| Some((table, grid.as_ref()?))) {
        for place in grid.coordinates() {
            let is_whole = grid.axes.iter().zip(&place).all(|(axis, at)| axis.total.is_none() || axis.is_total(*at));
            if let Some(value) =
                grid.at(&place).and_then(|entry| entry.cell.value.ok()).filter(|value| is_whole && *value >= 50)
            {
                whole.push((grid.path(&table.key, &place), value));
            }
        }
    }
    whole
}
