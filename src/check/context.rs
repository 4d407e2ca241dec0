//! A report as its checks see it, and what a check is.

use super::prose::passage::{self, Passage};
use super::prose::reading::language::senses::Language;
use super::prose::returns::{FormNames, Returns};
use crate::address::Address;
use crate::book::Book;
use crate::book::path::CellPath;
use crate::book::report::{Report, Status};
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::quantity::Quantity;
use crate::source::Span;
use crate::texts::Use;

/// A check with its rules.
pub(crate) struct Check<Run: 'static> {
    /// What it can find.
    pub(crate) rules: &'static [&'static Rule],
    /// Adds what it finds to the findings.
    pub(crate) run: Run,
}

/// A check of one report, with the part of the book that it may look at.
pub(crate) type ReportCheck = Check<fn(&ReportContext<'_>, &mut Vec<Diagnostic>)>;

/// A check of the book as a whole.
pub(crate) type BookCheck = Check<fn(&Book, &mut Vec<Diagnostic>)>;

/// A report with what several checks need of it.
pub(crate) struct ReportContext<'a> {
    /// The part of the book that the checks of the report may look at.
    pub(crate) book: &'a Book,
    pub(crate) report: &'a Report,
    /// The passages of its own narrative.
    pub(crate) passages: &'a [Passage],
    /// The keys of the areas that these name.
    pub(crate) named: &'a [String],
    /// Those of its other texts, each with what it is to readers.
    pub(crate) beside: Vec<(Use, Passage)>,
    /// The words of the forms, where checks before it have worked them out.
    pub(crate) of_forms: Option<&'a FormNames<'a>>,
}

impl<'a> ReportContext<'a> {
    /// Gathers what checks need of a report.
    pub(crate) fn new(book: &'a Book, report: &'a Report, passages: &'a [Passage], named: &'a [String]) -> Self {
        let mut beside = Vec::new();
        report.texts(|its, text| {
            if its != Use::Narrative {
                beside.extend(passage::of(text).into_iter().map(|passage| (its, passage)));
            }
        });
        ReportContext { book, report, passages, named, beside, of_forms: None }
    }

    /// What its sentences are held against.
    pub(crate) fn returns(&self, language: &'static Language) -> Returns<'a> {
        Returns::new(self.book, self.report, language).with_forms(self.of_forms)
    }

    pub(crate) fn is_of_nation(&self) -> bool {
        self.report.area.key == self.book.nation.key
    }

    /// What an author writes for a cell of the return.
    pub(crate) fn address(&self, path: CellPath) -> Address {
        self.report.figures.address(path)
    }

    /// The place of a cell in the return, or of its table where it was not handed in.
    pub(crate) fn place(&self, path: CellPath) -> Span {
        self.report.figures.place(path)
    }

    /// The passages of all of its texts but for those that it prints as somebody else wrote them.
    pub(crate) fn written(&self) -> impl Iterator<Item = &Passage> {
        let beside = self.beside.iter().filter(|(its, _)| *its != Use::Printed);
        self.passages.iter().chain(beside.map(|(_, passage)| passage))
    }

    /// The passages that speak of its period: its narrative, and what is said beside it.
    pub(crate) fn of_period(&self) -> impl Iterator<Item = &Passage> {
        let beside = self.beside.iter().filter(|(its, _)| *its == Use::Remark);
        self.passages.iter().chain(beside.map(|(_, passage)| passage))
    }

    /// The cell that an example can name.
    pub(crate) fn example(&self) -> Option<Address> {
        self.report.figures.example()
    }

    /// The same of a share: the first number of a table, of its total.
    pub(crate) fn example_share(&self) -> Option<String> {
        self.report.figures.grids().find_map(|(_, grid)| {
            let whole = grid.grand_total().filter(|whole| grid.number(*whole).is_some())?;
            let part = grid.numbers().map(|(path, _)| path).find(|path| *path != whole)?;
            Some(format!("{} | share of {}", self.address(part), self.address(whole)))
        })
    }

    /// The cell with a number that stands for the most.
    pub(crate) fn with_number(&self, number: Quantity) -> Option<CellPath> {
        let numbers = self.report.figures.grids().flat_map(|(_, grid)| grid.numbers());
        let cells = numbers.filter(|(_, its)| *its == number).map(|(path, _)| path);
        cells.min_by_key(|path| path.length() - path.totals())
    }
}

/// Where findings of some rules stand, for a check to which they have told what it would say again.
pub(crate) struct Found(Vec<Span>);

impl Found {
    pub(crate) fn new(findings: &[Diagnostic], rules: &[&Rule]) -> Self {
        let is_wanted = |finding: &&Diagnostic| rules.iter().any(|rule| rule.code == finding.rule.code);
        let mut spans: Vec<_> = findings.iter().filter(is_wanted).map(|finding| finding.span).collect();
        spans.sort_unstable();
        Found(spans)
    }

    /// Whether one of them holds a span.
    pub(crate) fn is_around(&self, span: Span) -> bool {
        let before = self.0.partition_point(|found| (found.file, found.start) <= (span.file, span.start));
        let last = before.checked_sub(1).and_then(|at| self.0.get(at));
        last.is_some_and(|found| found.file == span.file && span.end <= found.end)
    }

    /// Whether one of them begins within a span.
    pub(crate) fn is_in(&self, span: Span) -> bool {
        let before = self.0.partition_point(|found| (found.file, found.start) < (span.file, span.start));
        self.0.get(before).is_some_and(|found| found.file == span.file && found.start < span.end)
    }
}

/// Makes errors of a draft warnings: it may have gaps.
pub(crate) fn excuse_draft<'a>(report: &Report, findings: impl IntoIterator<Item = &'a mut Diagnostic>) {
    if report.status == Status::Draft {
        findings.into_iter().for_each(|finding| finding.severity = finding.severity.min(Severity::Warning));
    }
}
