//! Figures typed in narrative against the return.

use std::ops::Range;
use std::sync::LazyLock;

use crate::book::form::Counts;
use crate::book::path::CellPath;
use crate::check::context::{Change, ReportCheck, ReportContext};
use crate::check::prose::named::{self, HEDGES};
use crate::check::prose::passage::Passage;
use crate::check::prose::typed::{self, TypedCount};
use crate::diagnostic::Diagnostic;
use crate::quantity::Quantity;
use crate::text::number;
use crate::text::pattern::Pattern;

rules! {
    CONTRADICTS = "P301" "contradicts-the-return" Error:
        "A figure typed in narrative is not the one that the return has for what the sentence is about.";
        "The sentence and the table beside it cannot both be right.";
        "“665 are managed at Level 1” beside a table that says 819.";
        "Write a reference in place of the number: it is always the table's figure."
    TYPED = "P302" "typed-figure" Note:
        "A figure of the return is typed in narrative.";
        "It is right today and goes stale as soon as the return is corrected or the text is used next year.";
        "“844 people” where {{ people/total/total }} could stand.";
        "Write the reference that the message names."
    WRONG_CHANGE = "P303" "wrong-change" Error:
        "A change typed in narrative is close to one that the returns of the two years give, and is not it.";
        "Readers who subtract the two figures find another number.";
        "“an increase of 446” where 973 less 526 makes 447.";
        "Write a reference, as in {{ orders/total | change }}."
    STOCK_AND_FLOW = "P304" "stock-and-flow" Error:
        "A typed figure is the sum of a count of one day and a count of the whole year.";
        "The two count different things, and some people in both: the sum means nothing.";
        "327 people on 31 March and 104 others during the year, added up to 431.";
        "Give the two figures beside each other and say what each counts."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks the figures typed in a report's own narrative.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let sums = mixed_sums(context);
    for passage in context.passages_with_digits() {
        let changes = changes(context, passage, findings);
        for typed in typed::counts(passage) {
            let is_change = changes.iter().any(|range| range.contains(&typed.range.start));
            if typed.value >= context.book.settings.checks.typed_from && !is_change {
                findings.extend(count(context, passage, &typed, &sums));
            }
        }
    }
}

/// What is wrong with a typed count.
fn count(context: &ReportContext<'_>, passage: &Passage, typed: &TypedCount, sums: &[MixedSum]) -> Option<Diagnostic> {
    let span = passage.span(typed.range.clone())?;
    let written = number::count(typed.value);
    if let Some(paths) = context.cells.get(&typed.value.into()) {
        typed.is_clear().then_some(())?;
        let names: Vec<_> = paths.iter().take(4).map(|path| context.address(*path).to_string()).collect();
        let others = match names.as_slice() {
            [_, others @ ..] if !others.is_empty() => format!("; others with this value: {}", others.join(", ")),
            _ => String::new(),
        };
        let finding = TYPED
            .at(span, format!("{written} is a figure of the return"))
            .related(context.place(paths[0]), "the figure")
            .help(format!("write `{{{{ {} }}}}`, which follows the return{others}", names[0]));
        let fix = is_meant(context, passage, typed, paths)
            .then(|| passage.edit(typed.range.clone(), format!("{{{{ {} }}}}", names[0])));
        return Some(finding.fix(fix.flatten()));
    }
    if let Some(sum) = sums.iter().find(|sum| sum.sum == typed.value) {
        let unit = sum.unit;
        let flows: Vec<_> = sum.flows.iter().map(|path| context.address(*path).to_string()).collect();
        let finding = STOCK_AND_FLOW
            .at(span, format!("{written} adds {unit} counted on one day to {unit} counted over the year"))
            .label(format!("{} + {}", context.address(sum.snapshot), flows.join(" + ")))
            .related(context.place(sum.snapshot), "counts one day")
            .help("give the two figures beside each other, and say what each counts");
        return Some(finding);
    }
    let (path, value) = meant(context, passage, typed)?;
    let (name, value) = (context.address(path), number::written(value));
    let finding = CONTRADICTS
        .at(span, format!("this sentence says {written}, and the return says {value}"))
        .label(format!("the return has {value}"))
        .related(context.place(path), "the figure that the sentence seems to mean")
        .help(format!("write `{{{{ {name} }}}}` if that is what the sentence is about"))
        .help("if it is about something else, say so in the sentence: name the year, or what is counted");
    Some(finding.about(name))
}

/// Whether a typed count can be nothing but the one cell that has its value: the sentence speaks of this report, and says of whom.
fn is_meant(context: &ReportContext<'_>, passage: &Passage, typed: &TypedCount, paths: &[CellPath]) -> bool {
    let sentence = passage.sentence(&typed.range);
    let is_of_report = named::is_exact_and_of_own_area(context.book, context.report, sentence)
        && !named::is_of_another_year(sentence.text, context.report.period);
    let is_named = || named::cells(&context.report.figures, sentence.text).iter().any(|(path, _)| paths == [*path]);
    paths.len() == 1 && is_of_report && (typed.is_counted || is_named())
}

/// The cell that a sentence is about: it names what a table counts or members of its axes, at most one of each, and
/// neither another year nor another place.
/// Of several tables the one whose value is nearest to what was typed.
fn meant(context: &ReportContext<'_>, passage: &Passage, typed: &TypedCount) -> Option<(CellPath, Quantity)> {
    let sentence = passage.sentence(&typed.range);
    let is_of_report = named::is_exact_and_of_own_area(context.book, context.report, sentence)
        && !named::is_of_another_year(sentence.text, context.report.period);
    is_of_report.then_some(())?;
    let typed = Quantity::from(typed.value);
    let off = |value: Quantity| value.distance(typed);
    let is_near =
        |value: Quantity| off(value).and_then(|off| off.plus(off)).is_some_and(|twice| twice <= value.max(typed));
    named::cells(&context.report.figures, sentence.text)
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
fn changes(context: &ReportContext<'_>, passage: &Passage, findings: &mut Vec<Diagnostic>) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for found in CHANGE.captures_iter(&passage.text) {
        let Some(digits) = found.get(1) else { continue };
        let Ok(value) = digits.as_str().replace(',', "").parse::<u64>() else { continue };
        if typed::goes_on(&passage.text[digits.end()..]) {
            continue;
        }
        places.push(digits.range());
        if !named::is_hedged(&passage.text[..digits.start()]) {
            findings.extend(change(context, passage, value, digits.range()));
        }
    }
    places
}

/// What is wrong with a typed change, taken as the one of the returns that is nearest to it.
fn change(context: &ReportContext<'_>, passage: &Passage, value: u64, range: Range<usize>) -> Option<Diagnostic> {
    let (typed, span) = (Quantity::from(value), passage.span(range.clone())?);
    let changes = context.changes.iter().filter_map(|change| Some((change, change.before.distance(change.now)?)));
    let offs = changes.filter_map(|(change, right)| Some((change, right, right.distance(typed)?)));
    let (nearest @ Change { cell, before, now }, right, off) = offs.min_by_key(|(.., off)| *off)?;
    let (name, written) = (context.address(*cell), number::written(typed));
    if off.is_zero() {
        (value >= context.book.settings.checks.typed_from).then_some(())?;
        let finding = TYPED.at(span, format!("{written} is the change of `{name}`"));
        let same = context.changes.iter().filter(|change| change.before.distance(change.now) == Some(typed));
        let sentence = passage.sentence(&range);
        let is_of_report = named::is_exact_and_of_own_area(context.book, context.report, sentence)
            && !named::is_of_a_long_time(sentence.text);
        let told = nearest.told(sentence.text).filter(|_| is_of_report && same.count() == 1);
        let reference = format!("{{{{ {name} | {} }}}}", told.unwrap_or("change"));
        let finding = finding.help(format!("write `{reference}`, which follows the returns"));
        return Some(finding.fix(told.and_then(|_| passage.edit(range, reference))));
    }
    let is_near = off <= 1 || Quantity::new(50 * off.digits(), off.places()) <= right;
    (value >= 10 && is_near).then(|| {
        WRONG_CHANGE
            .at(span, format!("the change of `{name}` is {}, not {written}", number::written(right)))
            .label(format!("from {} to {}", number::written(*before), number::written(*now)))
            .related(context.place(*cell), "the figure now")
            .help(format!("write `{{{{ {name} | change }}}}`"))
    })
}

/// A sum of people on a day and people over the year.
struct MixedSum<'a> {
    sum: Quantity,
    /// What its tables count.
    unit: &'a str,
    snapshot: CellPath,
    flows: Vec<CellPath>,
}

/// The sums of one figure of a day and one or two of the year, of whole tables. A table that the form itself declares to
/// be mixed says so on its page and is none of them.
fn mixed_sums<'a>(context: &ReportContext<'a>) -> Vec<MixedSum<'a>> {
    let (snapshots, flows) = (whole_figures(context, Counts::Snapshot), whole_figures(context, Counts::Flow));
    let mut sums = Vec::new();
    for WholeFigure { path: snapshot, number, unit } in snapshots {
        let mut add = |sum: Option<Quantity>, flows: &[CellPath]| {
            sums.extend(sum.map(|sum| MixedSum { sum, unit, snapshot, flows: flows.to_vec() }));
        };
        let flows: Vec<_> = flows.iter().filter(|flow| flow.unit == unit).collect();
        for (at, flow) in flows.iter().enumerate() {
            let Some(sum) = number.plus(flow.number) else { continue };
            add(Some(sum), &[flow.path]);
            flows[at + 1..].iter().for_each(|other| add(sum.plus(other.number), &[flow.path, other.path]));
        }
    }
    sums
}

/// A figure of a whole table.
struct WholeFigure<'a> {
    path: CellPath,
    number: Quantity,
    /// What the table counts.
    unit: &'a str,
}

/// The grand total of each table, or its single cells where it has none. Small numbers add up to anything and are left out.
fn whole_figures<'a>(context: &ReportContext<'a>, counts: Counts) -> Vec<WholeFigure<'a>> {
    let mut whole = Vec::new();
    for (table, grid) in context.report.figures.grids().filter(|(table, _)| table.counts == counts) {
        let is_whole = |path: CellPath| {
            grid.axes.iter().enumerate().all(|(at, axis)| axis.total.is_none() || path.is_total_along(at))
        };
        let numbers = grid.numbers().filter(|(path, number)| is_whole(*path) && *number >= 50);
        whole.extend(numbers.map(|(path, number)| WholeFigure { path, number, unit: &table.unit }));
    }
    whole
}
