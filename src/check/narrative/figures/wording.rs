//! What is said of a number that no return has, and of a figure that its sentence tells otherwise than the return.

use super::described::{Describer, References};
use super::local::{self, Around, Locals};
use super::rules::{CONTRADICTS, TYPED, UNACCOUNTED};
use crate::book::returns::{Local, Return};
use crate::check::context::ReportContext;
use crate::check::prose::faults::disagreement::Disagreement;
use crate::check::prose::faults::misfit::Misfit;
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::returns::{Candidate, Measured};
use crate::diagnostic::Diagnostic;
use crate::quantity::unit::Unit;
use crate::source::Span;
use crate::text::number::written;

/// What such findings are made of.
#[derive(Clone, Copy)]
pub(super) struct Wording<'c, 'a> {
    pub(super) context: &'c ReportContext<'a>,
    pub(super) describer: Describer<'c>,
}

impl Wording<'_, '_> {
    /// A finding with the cell that its sentence means.
    pub(super) fn placed(&self, finding: Diagnostic, candidate: &Candidate<'_>) -> Diagnostic {
        let Some(cell) = candidate.cell() else { return finding };
        let figures = &candidate.report.figures;
        let finding = finding.related(figures.place(cell), "the figure that the sentence means");
        if std::ptr::eq(candidate.report, self.context.report) { finding.about(figures.address(cell)) } else { finding }
    }

    /// A figure that its sentence tells in another unit, as another average or on the other side of zero.
    pub(super) fn misfit(
        &self,
        claim: &Claim<'_, '_>,
        span: Span,
        candidate: &Candidate<'_>,
        (misfit, is_sure): (Misfit, bool),
    ) -> Diagnostic {
        let rule = if is_sure { &CONTRADICTS } else { &UNACCOUNTED };
        let says = self.describer.says(candidate);
        let right = self.describer.right(claim, candidate).unwrap_or_default();
        let table = candidate.cell().and_then(|cell| candidate.report.figures.table(cell));
        let unit = table.map(|table| &*table.unit).unwrap_or_default();
        let (message, help) = match misfit {
            Misfit::Unit => (
                format!("this sentence {says}, which the return has in “{unit}”"),
                "write the unit of the return, or the number in the other unit",
            ),
            Misfit::Noun => (
                format!("this sentence {says}, which the return counts in “{unit}”, and names something else"),
                "write what is counted there, or the figure of what the sentence names",
            ),
            Misfit::Average => (
                format!("this sentence {says}, which the return has as “{unit}”"),
                "say which average it is, as the return does",
            ),
            Misfit::Side => (
                format!("this sentence tells of less than zero, and it {says}, which is {right}"),
                "correct the word, or the reference",
            ),
            Misfit::Sign => (
                "the word beside it says already that it is below zero".to_owned(),
                "write `| size` in the reference: it prints no sign",
            ),
        };
        self.placed(rule.at(span, message).label(format!("the return has {right}")), candidate).help(help)
    }

    pub(super) fn unaccounted(&self, typed: &Typed<'_>, considered: &[Candidate<'_>]) -> Diagnostic {
        const MOST: usize = 4;
        let told = |candidate: &Candidate<'_>| {
            let right = self.describer.right(typed.claim, candidate)?;
            let says = self.describer.says(candidate);
            // “Fell to 12”, where it rose to 12.
            let is_way = matches!(candidate.measured, Measured::Change { .. }) && right == typed.words;
            let course = self.describer.course(typed.claim, candidate).filter(|_| is_way);
            Some(match course {
                Some(course) => format!("if it {says}, the number is right, and the returns give {course}"),
                None => {
                    let unit = self.describer.in_unit(typed.claim, candidate);
                    format!("if it {says}, the right number is {right}{unit}")
                }
            })
        };
        let named = considered.iter().filter(|candidate| candidate.fit.is_specific);
        let known: Vec<_> = named.filter_map(told).take(MOST).collect();
        let finding = UNACCOUNTED.at(typed.span, self.missing(typed));
        let finding = known.into_iter().fold(finding, Diagnostic::help);
        match self.describer.references {
            References::Any => {}
            References::OfNation => {
                let help = "if it is a figure of the nation, write a reference that ends in `| nation`";
                return self.declared(finding.help(help)).help(OF_NONE);
            }
            References::None => {
                return self.declared(finding.help("if it is a figure of the nation, correct it")).help(OF_NONE);
            }
        }
        finding
            .help("if it is a figure of a return, write a reference, or say what is counted and when")
            .help("if it was counted elsewhere, declare it under `local:` in statistics.yaml with its source, and write `{{ local/NAME }}`")
    }

    /// That no return has a number, or of which year one has it.
    fn missing(&self, typed: &Typed<'_>) -> String {
        let words = typed.words;
        let number = typed.claim.mention.number().filter(|number| *number >= FEWEST && typed.claim.mention.is_exact());
        let is_report = self.describer.references == References::Any;
        let Some(number) = number.filter(|_| is_report) else { return format!("no return has {words}") };
        let report = self.context.report;
        let of_area = self.context.book.reports.iter().chain(&self.context.book.national);
        let earlier = of_area.filter(|other| other.area.key == report.area.key && other.period <= report.period);
        let has = |figures: &Return| {
            figures.grids().find_map(|(_, grid)| grid.numbers().find(|(_, has)| *has == number).map(|(path, _)| path))
        };
        let found =
            earlier.filter_map(|other| Some((other, has(&other.figures)?))).max_by_key(|(other, _)| other.period);
        match found {
            Some((other, path)) if other.period == report.period => {
                format!("{words} is `{}` of the return, and the sentence does not say so", other.figures.address(path))
            }
            Some((other, path)) => {
                format!(
                    "the return has no {words} for this; that of {} has it, as `{}`",
                    other.period,
                    other.figures.address(path)
                )
            }
            None => format!("no return has {words}"),
        }
    }

    /// What is told of a number whose sentence tells what a local figure of the report counts.
    pub(super) fn local(&self, typed: &Typed<'_>, around: &Around<'_>, locals: &Locals<'_>) -> Option<Diagnostic> {
        let is_report = self.describer.references == References::Any;
        let number = local::amount(typed.claim).filter(|_| is_report)?;
        let is_percent = typed.claim.mention.percentage().is_some();
        let told = locals.told(around, number).filter(|(_, right)| is_percent || right.unit() != Unit::Percent);
        let (figure, right) = told?;
        let reference = format!("{{{{ {}/{} }}}}", Local::KEY, figure.key);
        if right == number {
            return Some(
                TYPED
                    .at(typed.span, format!("{} is a local figure of the report", typed.words))
                    .help(format!("write `{reference}`, which follows the return")),
            );
        }
        let right = written(right);
        let finding = UNACCOUNTED.at(typed.span, format!("no return has {}", typed.words));
        Some(
            finding.help(format!("if it counts “{}”, the right number is {right}: write `{reference}`", figure.counts)),
        )
    }

    /// A finding about a text of the book, whose authors can say where a number was counted as those of reports can.
    pub(super) fn declared(&self, finding: Diagnostic) -> Diagnostic {
        if self.describer.references == References::Any || !self.context.is_of_nation() {
            return finding;
        }
        finding.help(format!(
            "if it was counted elsewhere, declare it under `local:` in content/national/{}/statistics.yaml, with its source and in words of this sentence what it counts",
            self.context.report.period.name()
        ))
    }
}

/// What to do about a number in a text of the book that is no figure.
const OF_NONE: &str = "if it is no figure of the returns, say what else is counted, or name its year: a year without a report is not checked";

/// Smaller numbers are figures of any return.
const FEWEST: u64 = 100;

/// Numbers of one sentence that contradict each other.
pub(super) fn disagreeing(typed: &Typed<'_>, disagreement: Disagreement) -> Diagnostic {
    let finding = UNACCOUNTED.at(typed.span, "these numbers do not agree with each other").label(disagreement.told());
    finding.help("correct the one that is wrong, or write references")
}

/// A number as it stands in the text.
pub(super) struct Typed<'t> {
    pub(super) claim: &'t Claim<'t, 't>,
    pub(super) span: Span,
    pub(super) words: &'t str,
}
