//! Which form holds for which period.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::book::Book;
use crate::book::form::Form;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::check::context::BookCheck;
use crate::diagnostic::Diagnostic;

rules! {
    PERIODS = "A110" "form-periods" Warning:
        "No form holds for a period between the first report and the last, or two do.";
        "A report of that period would be filled in on questions that were not asked, or two areas on different ones.";
        "`periods: { from: 2012-13 }` in one form beside `periods: { from: 2015-16 }` in the next.";
        "Write the last period of the older form behind `to:`; mark a form for the main figures only with `partial: true`."
}

/// What to do where two forms hold for a period.
pub(crate) const ONE_FORM: &str = "write under `periods:` of each from when to when it was used; one that asks for the main figures only says `partial: true`";

/// The same where both ask for the main figures only.
const WHEN: &str = "write under `periods:` of each from when to when it was used; two forms for the main figures of one period make one";

pub(crate) const CHECK: BookCheck = BookCheck { rules: RULES, run: check };

/// Checks the periods of the forms of areas, and of those of the nation. A form that cannot be read may be the one.
fn check(book: &Book, findings: &mut Vec<Diagnostic>) {
    if book.unread_forms.is_empty() {
        for (reports, national) in [(&book.reports, false), (&book.national, true)] {
            of_forms(book, reports, national, findings);
        }
    }
}

fn of_forms(book: &Book, reports: &[Arc<Report>], national: bool, findings: &mut Vec<Diagnostic>) {
    let mut stretches: Vec<Stretch<'_>> = Vec::new();
    for period in periods(reports) {
        let forms = book.forms_for(period, national, false);
        let last = stretches.iter_mut().rev().find(|stretch| stretch.to.is_like(period));
        match last.filter(|stretch| stretch.to == period.previous() && stretch.forms == forms) {
            Some(stretch) => stretch.to = period,
            None => stretches.push(Stretch { from: period, to: period, forms }),
        }
    }
    findings.extend(stretches.iter().filter_map(|stretch| stretch.finding(book, national)));
}

/// The periods from the first report of each area to its last. A report on a form that does not hold for its period is a finding
/// already.
fn periods(reports: &[Arc<Report>]) -> BTreeSet<Period> {
    let fitting: Vec<_> = reports.iter().filter(|report| report.figures.form.covers(report.period)).collect();
    let of_areas = fitting.chunk_by(|one, other| one.area.key == other.area.key);
    let spans = of_areas.flat_map(|reports| {
        reports.iter().enumerate().filter_map(|(at, report)| {
            let is_like = |other: &&&Arc<Report>| other.period.is_like(report.period);
            let is_first = !reports[..at].iter().any(|other| is_like(&other));
            let last = reports.iter().rev().find(is_like).filter(|_| is_first)?;
            Some((report.period, last.period))
        })
    });
    let periods = |(first, last): (Period, Period)| last.and_before().take_while(move |at| *at >= first);
    spans.flat_map(periods).collect()
}

/// Periods in a row for which the same forms hold.
struct Stretch<'b> {
    from: Period,
    to: Period,
    forms: Vec<&'b Arc<Form>>,
}

impl Stretch<'_> {
    fn finding(&self, book: &Book, national: bool) -> Option<Diagnostic> {
        let Stretch { from, to, forms } = self;
        let periods = if from == to { from.name() } else { format!("{} to {}", from.name(), to.name()) };
        match forms.as_slice() {
            [_] => None,
            [] => {
                let is_of_kind = |form: &&Arc<Form>| form.national == national && form.from.is_like(*from);
                let of_kind = || book.forms.iter().filter(is_of_kind);
                let before = of_kind().filter(|form| form.from < *from).max_by_key(|form| form.from);
                let near = before.or_else(|| of_kind().min_by_key(|form| form.from))?;
                let finding = PERIODS.at(near.periods, format!("no form holds for {periods}"));
                let help =
                    format!("if `{}` was used then, write so under its `periods:`; otherwise add a form", near.key);
                Some(finding.help(help))
            }
            [first, .., second] => {
                let finding =
                    PERIODS.at(second.periods, format!("`{}` and `{}` both hold for {periods}", first.key, second.key));
                let help = if first.partial && second.partial { WHEN } else { ONE_FORM };
                Some(finding.related(first.periods, "the other form").help(help))
            }
        }
    }
}
