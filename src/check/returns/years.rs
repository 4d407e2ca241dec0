//! A report against earlier ones of its area.

use crate::book::returns::LastYear;
use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::query::change::Change;
use crate::text::number;

rules! {
    LAST_YEAR = "P701" "last-year" Error:
        "What a return says of the period before is not what that period's return says.";
        "A figure changed after it was published, and nobody was told.";
        "`last_year: { people/total/total: 1139 }` where the return of that period has 1,140.";
        "Correct the figure here; or, if the earlier one was wrong, correct it there, mark it [r] and add a correction."
    NOTABLE = "P702" "notable-change" Warning:
        "A figure changed since the year before by more than chance explains, and no note says why.";
        "It is what journalists ask about first, and the most common sign of a figure in the wrong cell.";
        "120 people after 60, without a note.";
        "Check the figure. If it is right, say why under `notes:` in statistics.yaml, at the cell or the row that changed."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks a report of an area against the one before. National counts are so large that every change is notable.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    last_year(context, findings);
    if !context.is_of_nation() {
        notable(context, findings);
    }
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
    for measure in book.measures.iter().filter(|measure| book.is_counted(measure)) {
        let Some(path) = measure.path(&report.figures.form.key) else { continue };
        let Some(now) = report.figures.number(path) else { continue };
        let Some(Change::By { before, probability: Some(probability), .. }) =
            book.change_since(measure, report, earlier)
        else {
            continue;
        };
        let is_explained = report.figures.notes.iter().any(|note| path.is_in_row(note.about));
        if is_explained || probability >= book.settings.checks.change_probability {
            continue;
        }
        let (from, to) = (number::written(before), number::written(now));
        let name = context.address(path);
        let finding = NOTABLE
            .at(context.place(path), format!("{}: {from} in {earlier}, {to} now", measure.title))
            .label("chance alone does not explain this change")
            .help("check both figures")
            .help(format!("if it is right, say why in statistics.yaml: `notes: {{ {name}: the reason }}`"));
        findings.push(finding.about(name));
    }
}
