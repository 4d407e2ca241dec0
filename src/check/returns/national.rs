//! The nation's published figures against the sums of its areas.

use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::quantity::Quantity;
use crate::text::number;

rules! {
    SUM = "A108" "national-sum" Error:
        "A figure of the nation is not the sum of its areas' figures, or less than the sum of those that are known.";
        "Readers who add up the areas get another number than the one that is published for the nation.";
        "61,000 for the nation, where the 42 areas add up to 61,035.";
        "Find the area whose figure was revised or left out. If the nation's figure was published so, keep it and waive the finding with the reason."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks the nation's report of a period against the areas' reports of the same period.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let (book, report) = (context.book, context.report);
    if !context.is_of_nation() {
        return;
    }
    for measure in book.measures.iter().filter(|measure| book.is_added(measure)) {
        let Some(path) = measure.path(&report.figures.form.key) else { continue };
        let Some(published) = report.figures.number(path) else { continue };
        let known: Vec<_> =
            book.reports_for(report.period).filter_map(|other| measure.cell(other)?.value.ok()).collect();
        let Some(sum) = known.iter().copied().sum::<Option<Quantity>>() else { continue };
        let is_whole = known.len() == book.areas.len() && book.unread_areas.is_empty();
        if sum == published || (!is_whole && sum < published) {
            continue;
        }
        let (sum, nation, all) = (number::written(sum), number::written(published), book.areas.len());
        let areas = if is_whole { format!("the {all} areas") } else { format!("{} of {all} areas", known.len()) };
        let finding = SUM
            .at(context.place(path), format!("{}: {nation} here, and {areas} add up to {sum}", measure.title))
            .label(format!("{areas} add up to {sum}"))
            .help(format!("look for an area whose figure of {} was revised, left out or counted twice", report.period))
            .help("if the nation's figure was published so, waive the finding in report.yaml with the reason");
        findings.push(finding.about(context.address(path)));
    }
}
