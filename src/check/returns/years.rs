//! A report against the one of the year before.

use crate::book::form::Counts;
use crate::book::returns::LastYear;
use crate::check::survey::Dossier;
use crate::diagnostic::Diagnostic;
use crate::number;
use crate::query::series::Before;
use crate::statistics::change;

rules! {
    LAST_YEAR = "P701" "last-year" Error:
        "What a return says of the year before is not what that year's return says.";
        "A figure changed after it was published, and nobody was told.";
        "`last_year: { eligible/total/total: 1139 }` where the return of that year has 1,140.";
        "Correct the figure here; or, if the earlier one was wrong, correct it there, mark it [r] and add a correction."
    NOTABLE = "P702" "notable-change" Warning:
        "A figure changed since the year before by more than chance explains, and no note says why.";
        "It is what journalists ask about first, and the most common sign of a figure in the wrong cell.";
        "120 people after 60, without a note.";
        "Check the figure. If it is right, say why under `notes:` in statistics.yaml."
}

/// Checks a report of an area against the one before. National counts are so large that every change is notable.
pub fn check(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    last_year(dossier, findings);
    if dossier.report.area.key != dossier.book.nation.key {
        notable(dossier, findings);
    }
}

fn last_year(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    let report = dossier.report;
    let Some(earlier) = dossier.book.report(&report.area.key, report.period.previous()) else { return };
    for LastYear { cell, number, span } in &report.figures.last_year {
        let there = dossier.book.same_figure(report, *cell, earlier);
        let Some(entry) = there.and_then(|path| earlier.figures.entry(path)) else { continue };
        let Some(published) = entry.cell.value.ok().filter(|published| published != number) else { continue };
        let written = number::written(published);
        let finding = LAST_YEAR.at(*span, format!("the return of {} says {written} here", earlier.period));
        let finding = match &entry.handed {
            Some((_, other)) => finding.related(*other, "as it was published"),
            None => finding,
        };
        findings.push(
            finding
                .label(format!("was published as {written}"))
                .help(format!(
                    "write {published}; or, if it was wrong, correct it in the return of {} and mark it [r]",
                    earlier.period
                ))
                .about(report.figures.address(*cell)),
        );
    }
}

fn notable(dossier: &Dossier<'_>, findings: &mut Vec<Diagnostic>) {
    let report = dossier.report;
    for measure in dossier.book.measures.iter().filter(|measure| measure.counts != Counts::Rate) {
        let Some(path) = measure.path(&report.figures.form.key) else { continue };
        let Some(now) = report.figures.number(path) else { continue };
        let Before::Number { number: before, .. } = dossier.book.before(report, path) else { continue };
        let explained = report.figures.notes.iter().any(|note| path.is_within(note.about));
        let is_by_chance =
            |(before, now)| change::probability(before, now) >= dossier.book.settings.checks.change_probability;
        if explained || before.count().zip(now.count()).is_none_or(is_by_chance) {
            continue;
        }
        let (from, to) = (number::written(before), number::written(now));
        let name = report.figures.address(path);
        findings.push(
            NOTABLE
                .at(report.figures.place(path), format!("{}: {from} in the year before, {to} now", measure.title))
                .label("chance alone does not explain this change")
                .help("check the figure in both years")
                .help(format!("if it is right, say why in statistics.yaml: `notes: {{ {name}: the reason }}`"))
                .about(name),
        );
    }
}
