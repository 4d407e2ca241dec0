//! The figures of a year against those of its halves, quarters and months.

use crate::book::form::Counts;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::quantity::Quantity;
use crate::source::Span;
use crate::text::number;

rules! {
    PARTS = "A111" "parts-of-year" Error:
        "A figure of a year is not the sum of its quarters', or on its last day another than that of the last quarter.";
        "Both are published: readers who add up the quarters, or compare the day, get another number.";
        "3,187 calls in 2024, where the four quarters add up to 3,178.";
        "Correct the figure that is wrong. If a quarter's was revised later, write the revised figure there and mark it [r]."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks the measures of a report against the reports of the parts of its period.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let (book, report) = (context.book, context.report);
    for months in book.kinds_of_period().into_iter().map(Period::months) {
        let parts: Vec<_> = report.period.parts(months).collect();
        let found: Vec<_> = parts.iter().map(|part| book.report(&report.area.key, *part)).collect();
        if found.iter().all(Option::is_none) {
            continue;
        }
        for measure in book.measures.iter() {
            let Some(path) = measure.path(&report.figures.form.key) else { continue };
            let Some(number) = report.figures.number(path) else { continue };
            let parts = Parts { context, measure, path, number, all: &parts, found: &found };
            let finding = match measure.table(report).map(|table| table.counts) {
                Some(Counts::Flow) if book.is_added(measure) => parts.added(),
                Some(Counts::Snapshot) => parts.on_last_day(),
                _ => None,
            };
            findings.extend(finding);
        }
    }
}

/// A measure of a report beside the reports of the parts of its period.
struct Parts<'p> {
    context: &'p ReportContext<'p>,
    measure: &'p Measure,
    path: CellPath,
    number: Quantity,
    all: &'p [Period],
    found: &'p [Option<&'p Report>],
}

impl Parts<'_> {
    /// The number of the measure in the report of a part, with its place.
    fn number(&self, part: Option<&Report>) -> Option<(Quantity, Span)> {
        let figures = &part?.figures;
        let (there, here) = (self.measure.table(part?)?, self.measure.table(self.context.report)?);
        let is_same =
            (there.counts, there.number.kind, there.number.unit) == (here.counts, here.number.kind, here.number.unit);
        if !is_same || there.unit.as_str() != here.unit.as_str() {
            return None;
        }
        let path = self.measure.path(&figures.form.key)?;
        Some((figures.number(path)?, figures.place(path)))
    }

    /// The finding where the parts do not add up, or where some alone are more than the whole.
    fn added(&self) -> Option<Diagnostic> {
        let known: Vec<_> = self.found.iter().filter_map(|part| self.number(*part)).collect();
        let sum = known.iter().map(|(number, _)| *number).sum::<Option<Quantity>>()?;
        let is_whole = known.len() == self.all.len();
        let can_fall =
            known.iter().map(|(number, _)| *number).chain([self.number]).any(|number| number < Quantity::ZERO);
        if known.is_empty() || sum == self.number || (!is_whole && (sum < self.number || can_fall)) {
            return None;
        }
        let (word, all) = (self.all.first()?.word(), self.all.len());
        let parts = match is_whole {
            true => format!("the {all} {word}s"),
            false => format!("{} of the {all} {word}s", known.len()),
        };
        let said = format!("{parts} add up to {}", number::written(sum));
        Some(self.finding(&said, known.first().map(|(_, span)| *span)))
    }

    /// The finding where the last part ends with another figure.
    fn on_last_day(&self) -> Option<Diagnostic> {
        let part = self.found.last().copied().flatten();
        let (number, span) = self.number(part).filter(|(number, _)| *number != self.number)?;
        let said = format!("{} says {}", self.all.last()?, number::written(number));
        Some(self.finding(&said, Some(span)))
    }

    fn finding(&self, said: &str, other: Option<Span>) -> Diagnostic {
        let (title, here) = (&self.measure.title, number::written(self.number));
        let finding = PARTS
            .at(self.context.place(self.path), format!("{title}: {here} here, and {said}"))
            .label(said)
            .help("correct the figure that is wrong; one that was revised is marked [r]");
        let finding = finding.about(self.context.address(self.path));
        match other {
            Some(other) => finding.related(other, "one of those figures"),
            None => finding,
        }
    }
}
