//! Figures typed in narrative against the return.

use std::ops::Range;
use std::sync::LazyLock;

use crate::book::form::Counts;
use crate::book::path::CellPath;
use crate::check::prose::named::{self, HEDGES};
use crate::check::prose::passage::{FIGURE, Passage};
use crate::check::prose::typed::{self, Typed};
use crate::check::survey::Dossier;
use crate::diagnostic::Diagnostic;
use crate::number;
use crate::pattern::Pattern;
use crate::quantity::Quantity;

rules! {
    CONTRADICTS = "P301" "contradicts-the-return" Error:
        "A figure typed in narrative is not the one that the return has for what the sentence is about.";
        "The sentence and the table beside it cannot both be right.";
        "“665 are managed at Level 1” beside a table that says 819.";
        "Write a reference in place of the number: it is always the table's figure."
    TYPED = "P302" "typed-figure" Note:
        "A figure of the return is typed in narrative.";
        "It is right today and goes stale as soon as the return is corrected or the text is used next year.";
        "“844 people” where {{ eligible/total/total }} could stand.";
        "Write the reference that the message names."
    WRONG_CHANGE = "P303" "wrong-change" Error:
        "A change typed in narrative is close to one that the returns of the two years give, and is not it.";
        "Readers who subtract the two figures find another number.";
        "“an increase of 446” where 973 less 526 makes 447.";
        "Write a reference, as in {{ orders/total | change }}."
    STOCK_AND_FLOW = "P304" "stock-and-flow" Error:
        "A typed figure is the sum of a count of one day and a count of the whole year.";
        "The two count different things, and some people in both: the sum means nothing.";
        "327 people registered on 31 March and 104 others during the year, added up to 431.";
        "Give the two figures beside each other and say what each counts."
}

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

fn one(dossier: &Dossier<'_>, passage: &Passage, typed: &Typed, sums: &[MixedSum]) -> Option<Diagnostic> {
    let span = passage.span(typed.range.clone())?;
    let written = number::count(typed.value);
    if let Some(paths) = dossier.values.get(&typed.value.into()) {
        typed.is_clear().then_some(())?;
        let names: Vec<_> = paths.iter().take(4).map(|path| dossier.address(*path).to_string()).collect();
        let finding = TYPED.at(span, format!("{written} is a figure of the return"));
        let others = if names.len() > 1 {
            format!("; others with this value: {}", names[1..].join(", "))
        } else {
            String::new()
        };
        return Some(
            finding
                .related(dossier.place(paths[0]), "the figure")
                .help(format!("write `{{{{ {} }}}}`, which follows the return{others}", names[0])),
        );
    }
    if let Some(sum) = sums.iter().find(|sum| sum.sum == typed.value) {
        let tables = &dossier.report.figures.form.tables;
        let unit = tables.get(sum.snapshot.table_position()).map_or("", |table| &table.unit);
        let flows: Vec<_> = sum.flows.iter().map(|path| dossier.address(*path).to_string()).collect();
        let finding = STOCK_AND_FLOW
            .at(span, format!("{written} adds {unit} counted on one day to {unit} counted over the year"));
        let finding = finding.label(format!("{} + {}", dossier.address(sum.snapshot), flows.join(" + ")));
        let finding = finding.related(dossier.place(sum.snapshot), "counts one day");
        return Some(finding.help("give the two figures beside each other, and say what each counts"));
    }
    let (path, value) = meant(dossier, passage, typed)?;
    Some(
        CONTRADICTS
            .at(span, format!("this sentence says {written}, and the return says {}", number::written(value)))
            .label(format!("the return has {}", number::written(value)))
            .related(dossier.place(path), "the figure that the sentence seems to mean")
            .help(format!("write `{{{{ {} }}}}` if that is what the sentence is about", dossier.address(path)))
            .help("if it is about something else, say so in the sentence: name the year, or what is counted")
            .about(dossier.address(path)),
    )
}

/// The cell that a sentence is about: it names what a table counts or members of its axes, at most one of each, and
/// neither another year nor another place.
/// Of several tables the one whose value is nearest to what was typed.
fn meant(dossier: &Dossier<'_>, passage: &Passage, typed: &Typed) -> Option<(CellPath, Quantity)> {
    let around = passage.sentence(typed.range.start);
    let sentence = &passage.text[around.clone()];
    if sentence.contains(FIGURE)
        || named::is_hedged(&passage.text[around.start..typed.range.start])
        || named::is_of_another_year(sentence, dossier.report.period)
        || named::is_of_elsewhere(dossier.book, dossier.report, sentence)
    {
        return None;
    }
    let typed = Quantity::from(typed.value);
    let off = |value: Quantity| value.distance(typed);
    let is_near =
        |value: Quantity| off(value).and_then(|off| off.plus(off)).is_some_and(|twice| twice <= value.max(typed));
    named::cells(&dossier.report.figures, sentence)
        .into_iter()
        .filter(|(_, value)| is_near(*value) || has_digits_of(*value, typed))
        .min_by_key(|(_, value)| off(*value))
}

/// Whether a number is another with its digits in another order: a slip of the fingers.
fn has_digits_of(one: Quantity, other: Quantity) -> bool {
    let digits = |number: Quantity| {
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
        let typed = Quantity::from(value);
        let changes = dossier.changes.iter().filter_map(|change| Some((change, change.1.distance(change.2)?)));
        let offs = changes.filter_map(|(change, right)| Some((change, right, right.distance(typed)?)));
        let Some(((path, before, now), right, off)) = offs.min_by_key(|(.., off)| *off) else { continue };
        let Some(span) = passage.span(digits.range()) else { continue };
        let name = dossier.address(*path);
        if off.is_zero() && value >= dossier.book.settings.checks.typed_from {
            let finding = TYPED.at(span, format!("{} is the change of `{name}`", number::written(typed)));
            findings.push(finding.help(format!("write `{{{{ {name} | change }}}}`, which follows the returns")));
        } else if !off.is_zero() && value >= 10 && (off <= 1 || Quantity::new(50 * off.digits(), off.places()) <= right)
        {
            let finding = WRONG_CHANGE.at(
                span,
                format!("the change of `{name}` is {}, not {}", number::written(right), number::written(typed)),
            );
            let finding = finding.label(format!("from {} to {}", number::written(*before), number::written(*now)));
            findings.push(
                finding
                    .related(dossier.place(*path), "the figure now")
                    .help(format!("write `{{{{ {name} | change }}}}`")),
            );
        }
    }
    places
}

/// A sum of people on a day and people over the year.
struct MixedSum {
    sum: Quantity,
    snapshot: CellPath,
    flows: Vec<CellPath>,
}

/// The sums of one figure of a day and one or two of the year, of whole tables. A table that the form itself declares to
/// be mixed says so on its page and is none of them.
fn mixed_sums(dossier: &Dossier<'_>) -> Vec<MixedSum> {
    let (snapshots, flows) = (whole_figures(dossier, Counts::Snapshot), whole_figures(dossier, Counts::Flow));
    let mut sums = Vec::new();
    for day in &snapshots {
        let flows: Vec<_> = flows.iter().filter(|year| year.unit == day.unit).collect();
        for (at, year) in flows.iter().enumerate() {
            let Some(sum) = day.number.plus(year.number) else { continue };
            sums.push(MixedSum { sum, snapshot: day.path, flows: vec![year.path] });
            for other in &flows[at + 1..] {
                let sum = sum.plus(other.number);
                sums.extend(sum.map(|sum| MixedSum { sum, snapshot: day.path, flows: vec![year.path, other.path] }));
            }
        }
    }
    sums
}

/// A figure of a whole table.
struct Whole<'a> {
    path: CellPath,
    number: Quantity,
    /// What the table counts.
    unit: &'a str,
}

/// The grand total of each table, or its single cells where it has none. Small numbers add up to anything and are left out.
fn whole_figures<'a>(dossier: &Dossier<'a>, counts: Counts) -> Vec<Whole<'a>> {
    let mut whole = Vec::new();
    for (table, grid) in dossier.report.figures.grids().filter(|(table, _)| table.counts == counts) {
        let is_whole = |path: CellPath| {
            grid.axes.iter().enumerate().all(|(at, axis)| axis.total.is_none() || path.is_total_along(at))
        };
        let cells = grid.cells().filter(|(path, _)| is_whole(*path));
        let numbers =
            cells.filter_map(|(path, entry)| Some((path, entry.cell.value.ok().filter(|number| *number >= 50)?)));
        whole.extend(numbers.map(|(path, number)| Whole { path, number, unit: &table.unit }));
    }
    whole
}
