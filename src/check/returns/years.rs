//! A report against earlier ones of its area.

use crate::book::form::Table;
use crate::book::form::number::Total;
use crate::book::narrative::{Block, Inline, Seen, walk, walk_phrase};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::returns::LastYear;
use crate::book::returns::grid::Entry;
use crate::check::context::{Found, ReportCheck, ReportContext};
use crate::check::returns::outside::OUTSIDE;
use crate::diagnostic::Diagnostic;
use crate::quantity::{Quantity, Ratio};
use crate::query::change::Change;
use crate::query::series::Before;
use crate::text::number;

rules! {
    LAST_YEAR = "P701" "last-year" Error:
        "What a return says of the period before is not what that period's return says.";
        "A figure changed after it was published, and nobody was told.";
        "`last_year: { people/total/total: 1139 }` where the return of that period has 1,140.";
        "Correct the figure here; or, if the earlier one was wrong, correct it there, mark it [r] and add a correction."
    NOTABLE = "P702" "notable-change" Warning:
        "A count changed since the year before by more than chance explains, or a measured figure is several times what it was, and no note says why.";
        "It is what journalists ask about first, and the most common sign of a figure in the wrong cell or with a digit too many.";
        "120 people after 60, or £4,120,000.00 after £418,300.00, without a note.";
        "Check the figure. If it is right, say why under `notes:` in statistics.yaml, at the cell or the row that changed. Where counts move by more than chance every year, as those of crowds do, a smaller `change_probability` under `[checks]` in book.toml leaves the larger changes."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks a report against the one before. National counts are so large that chance explains none of their changes.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    last_year(context, findings);
    if !context.is_of_nation() {
        notable(context, findings);
    }
    slips(context, findings);
}

fn last_year(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let (book, report) = (context.book, context.report);
    let Some(earlier) = book.report(&report.area.key, report.period.previous()) else { return };
    let period = earlier.period;
    for LastYear { cell, number, span } in &report.figures.last_year {
        let path = book.same_figure(report, *cell, earlier);
        let Some(entry) = path.and_then(|path| earlier.figures.entry(path)) else { continue };
        let Some(published) = entry.cell.value.ok().filter(|published| published != number) else { continue };
        let written = number::written(published);
        let mut finding = LAST_YEAR
            .at(*span, format!("the return of {period} says {written} here"))
            .label(format!("was published as {written}"))
            .help(format!(
                "write {published}; or, if it was wrong, correct it in the return of {period} and mark it [r]"
            ))
            .about(context.address(*cell));
        finding.related.extend(entry.handed.iter().map(|(_, other)| (*other, "as it was published".to_owned())));
        findings.push(finding);
    }
}

fn notable(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let (book, report) = (context.book, context.report);
    // What is counted in a quarter follows the seasons: it is set against the same quarter of the year before.
    let earlier = report.period.year_before();
    if book.unread_measures {
        return; // A break may be what cannot be read.
    }
    for measure in book.measures.iter().filter(|measure| book.is_counted(measure)) {
        let Some(path) = measure.path(&report.figures.form.key) else { continue };
        let Some(now) = report.figures.number(path) else { continue };
        let Some(Change::By { before, probability: Some(probability), .. }) =
            book.change_since(measure, report, earlier)
        else {
            continue;
        };
        if is_explained(report, path) || probability >= book.settings.checks.change_probability {
            continue;
        }
        let finding = changed(context, path, (earlier, before, now));
        findings.push(finding.label("chance alone does not explain this change"));
    }
}

/// Whether a note says why a cell is as it is.
pub(super) fn is_explained(report: &Report, path: CellPath) -> bool {
    report.figures.notes.iter().any(|note| path.is_in_row(note.about) && gives_reason(&note.text))
}

/// The fewest words beside a link that can say more than where it leads.
const FEWEST_WORDS: usize = 3;

/// Whether a note says something itself: a link with two words beside it only says where a figure comes from.
fn gives_reason(note: &[Block]) -> bool {
    let (mut words, mut linked, mut has_link) = (0, 0, false);
    let count = |text: &str| text.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    walk(note, &mut |seen| match seen {
        Seen::Inline(Inline::Text(text, _)) => words += count(text),
        Seen::Inline(Inline::Link { text, .. }) => {
            has_link = true;
            walk_phrase(text, &mut |seen| {
                if let Seen::Inline(Inline::Text(text, _)) = seen {
                    linked += count(text);
                }
            });
        }
        _ => {}
    });
    !has_link || words - linked >= FEWEST_WORDS
}

/// The finding for a figure that is not what could be expected from an earlier one.
fn changed(
    context: &ReportContext<'_>,
    path: CellPath,
    (earlier, before, now): (Period, Quantity, Quantity),
) -> Diagnostic {
    let name = context.address(path);
    let measure = context.book.measure_at(&context.report.figures.form.key, path);
    let what = measure.map_or_else(|| format!("`{name}`"), |measure| measure.title.to_string());
    let (before, now) = (number::written(before), number::written(now));
    let finding = NOTABLE.at(context.place(path), format!("{what}: {before} in {earlier}, {now} now"));
    let note = format!("if it is right, say why in statistics.yaml: `notes: {{ {name}: the reason }}`");
    finding.help("check both figures").help(note).about(name)
}

/// So many times what it was looks like a slip of ten, with some change beside it.
const TIMES: u64 = 7;
/// Figures of fewer units of their last decimal change by as much without a slip.
const FEWEST: u64 = 100;

/// Finds figures that were handed in and are several times what they were, or a part of it: a digit too many, a decimal point in the wrong
/// place, another unit. One finding for a table, since another unit makes all of its cells wrong. What chance says of the counts of
/// measures is said of them in areas.
fn slips(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let (book, report) = (context.book, context.report);
    let earlier = report.period.year_before();
    let outside = Found::new(findings, &[&OUTSIDE]);
    for (table, grid) in report.figures.grids().filter(|(table, _)| table.rate.is_none()) {
        let is_told = |path| {
            let measure = book.measure_at(&report.figures.form.key, path);
            !context.is_of_nation() && measure.is_some_and(|measure| book.is_counted(measure))
        };
        let is_asked = |path: CellPath| (!path.is_total() || table.total == Total::HandedIn) && !is_told(path);
        let cells = grid.cells().filter(|(path, entry)| is_asked(*path) && entry.handed.is_some());
        let cells = cells.filter(|(path, _)| !outside.is_around(context.place(*path)));
        let slip = |(path, entry): (CellPath, &Entry)| {
            let now = entry.cell.value.ok().filter(|_| !is_explained(report, path))?;
            let Before::Number { number: before, .. } = book.earlier(report, path, earlier) else { return None };
            Some((path, before, now, told(before, now, table)?))
        };
        let slips: Vec<_> = cells.filter_map(slip).collect();
        let Some((path, before, now, told)) = slips.first() else { continue };
        let finding = changed(context, *path, (earlier, *before, *now)).label(told);
        let why = match table.is_counted() {
            true => "look whether this is the right table".to_owned(),
            false => format!("is all of this table in another unit than `{}`?", table.unit),
        };
        findings.push(match slips.len() - 1 {
            0 => finding,
            1 => finding.help(format!("one more cell changed like that: {why}")),
            others => finding.help(format!("{others} more cells changed like that: {why}")),
        });
    }
}

/// What looks like a slip in a figure, beside what it was; none where nothing does.
fn told(before: Quantity, now: Quantity, table: &Table) -> Option<String> {
    let (small, large) = (before.size().min(now.size()), before.size().max(now.size()));
    let units = large.with_places(table.number.places()).digits();
    if units < FEWEST.into() || small.is_zero() {
        return None;
    }
    // Whether so many times the one are at least so many times the other.
    let at_least = |one: Quantity, times: u64, other: Quantity, so_many: u64| {
        one.times(times.into()).zip(other.times(so_many.into())).is_some_and(|(one, other)| one >= other)
    };
    if table.number.at_least < Quantity::ZERO {
        // Figures around zero change by any factor. One that keeps its size and turns its sign has lost a minus.
        let has_turned = (before < Quantity::ZERO) != (now < Quantity::ZERO);
        let is_like = at_least(small, 5, large, 4) && units >= (10 * FEWEST).into();
        return (has_turned && is_like).then(|| "as large as it was, with the other sign: look for a slip".to_owned());
    }
    let ratio = Ratio::from(large).over(small.into())?.to_places(0)?;
    let way = if now > before { "as large as" } else { "smaller than" };
    at_least(large, 1, small, TIMES).then(|| format!("{} times {way} it was: look for a slip", number::written(ratio)))
}
