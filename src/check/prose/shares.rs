//! The shares that a claim can mean: a figure, and what it is a part of.

use super::candidates::Asked;
use super::cells::{Fit, Question};
use super::reading::parts::names::Names;
use super::reading::parts::numbers::Amount;
use super::reading::parts::places::Place;
use super::reading::parts::times::When;
use super::reading::scopes::Scope;
use super::reading::wholes::Whole as WholeWords;
use super::returns::{Candidate, Measured};
use crate::book::form::is_same_unit;
use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;

/// One in so many or more is told of people, not of a part of what the return counts.
const FEWEST_PEOPLE: u64 = 50;

/// A figure of which something is a share, and its report.
type Whole<'a> = (Fit, &'a Report);

/// For how many people a rate counts one: “96 per 100,000, or one in 1,042”.
fn of_rate<'a>(report: &'a Report, fit: Fit) -> Option<Candidate<'a>> {
    let table = report.figures.table(*fit.cells.first()?)?;
    let people = table.rate.as_ref()?.per;
    let count = fit.value(&report.figures)?.count().filter(|count| *count > 0)?;
    Some(Candidate { report, fit, measured: Measured::PerHead { people, count } })
}

/// The shares of several cells in what they come to: “the two as a whole of 50, of which the former are 60%”.
pub(super) fn shares_of_sum<'a>(report: &'a Report, fit: &Fit) -> Vec<Candidate<'a>> {
    let Some(whole) = fit.value(&report.figures).filter(|_| fit.cells.len() > 1) else { return Vec::new() };
    let share = |cell: &CellPath| {
        let measured = Measured::Share { part: report.figures.number(*cell)?, whole, of: fit.clone(), report };
        Some(Candidate { report, fit: Fit::of(*cell), measured })
    };
    fit.cells.iter().filter_map(share).collect()
}

impl<'a> Asked<'_, 'a> {
    /// The shares of cells in larger ones.
    pub(super) fn shares(self, scope: &Scope<'a>, when: &When) -> Vec<Candidate<'a>> {
        self.shares_of(scope, when, self.claim.whole.as_ref())
    }

    /// The same of the words of a share; none where its whole is not named.
    pub(super) fn shares_of(self, scope: &Scope<'a>, when: &When, of: Option<&WholeWords<'a>>) -> Vec<Candidate<'a>> {
        let mut found = Vec::new();
        let scope = &match of {
            Some(whole) => {
                let named = whole.part.with_names(&whole.of).with(scope);
                Scope { places: whole.part.places.clone(), ..named }
            }
            None => scope.clone(),
        };
        for report in self.returns.reports(&scope.places, &when.periods) {
            let names = self.returns.names(report);
            let is_per_head = matches!(self.claim.mention.amount, Amount::Share(1, FEWEST_PEOPLE..));
            let rates = Question { names: &names, scope, is_rate: true, counts: when.counts };
            for fit in if is_per_head { rates.fits() } else { Vec::new() } {
                found.extend(of_rate(report, fit));
            }
            for fit in (Question { is_rate: false, ..rates }).fits() {
                let part = fit.value(&report.figures);
                if is_per_head {
                    found.extend(self.per_head(report, &fit, part));
                }
                let mut wholes = self.wholes(&names, report, &fit, of.map(|whole| &whole.of));
                if let Some(number) = of.and_then(|of| of.number) {
                    wholes.retain(|(whole, of)| whole.value(&of.figures) == Some(number));
                    let typed = |part| Measured::ShareOf { part, whole: number };
                    if wholes.is_empty() && number.is_positive() {
                        found.extend(part.map(|part| Candidate { report, fit: fit.clone(), measured: typed(part) }));
                    }
                }
                found.extend(wholes.into_iter().filter_map(|(of, of_report)| {
                    let whole = of.value(&of_report.figures).filter(|whole| whole.is_positive())?;
                    let part = part.filter(|part| part.unit() == whole.unit() && part.unit() != Unit::Percent)?;
                    if !is_of_one_kind((report, &fit), (of_report, &of)) {
                        return None;
                    }
                    let measured = Measured::Share { part, whole, of, report: of_report };
                    Some(Candidate { report, fit: fit.clone(), measured })
                }));
            }
        }
        found
    }

    /// What cells leave of larger ones: “all but 25 of the 844 were at Level 1”.
    pub(super) fn rests(self, scope: &Scope<'a>, when: &When) -> Vec<Candidate<'a>> {
        let shares = self.shares(scope, when).into_iter();
        let rest = |candidate: Candidate<'a>| match candidate.measured {
            Measured::Share { part, whole, .. } | Measured::ShareOf { part, whole } => {
                Some(Candidate { measured: Measured::Rest { part, whole }, ..candidate })
            }
            _ => None,
        };
        shares.filter_map(rest).collect()
    }

    /// How many people live in the area for each that a figure counts, by every estimate that the book has.
    fn per_head(self, report: &'a Report, fit: &Fit, count: Option<Quantity>) -> Vec<Candidate<'a>> {
        let Some(count) = count.and_then(Quantity::count).filter(|count| *count > 0) else { return Vec::new() };
        let year = report.period.mid_year();
        let known = self.returns.book.populations.iter();
        let people = known.filter(|found| found.area == report.area.key && found.mid_year == year);
        let measured = people.map(|found| Measured::PerHead { people: found.people, count });
        measured.map(|measured| Candidate { report, fit: fit.clone(), measured }).collect()
    }

    /// What a figure can be a share of: what the words name, or else any total over it, or else what the sentence told before.
    pub(super) fn wholes(
        self,
        names: &Names<'a>,
        report: &'a Report,
        part: &Fit,
        of: Option<&Scope<'a>>,
    ) -> Vec<Whole<'a>> {
        // In a report of the nation its figures are no part of themselves.
        let is_of_area = report.area.key != self.returns.book.nation.key;
        if let Some(of) = of.filter(|of| is_of_area && of.places.contains(&Place::Nation)) {
            return self.national(report, part, of);
        }
        if let Some(of) = of.filter(|of| !of.is_empty()) {
            let fits = (Question { names, scope: of, is_rate: false, counts: None }).fits();
            // What the words name goes before what they leave open.
            let is_named = fits.iter().any(|whole| whole.is_specific);
            let fits = fits.into_iter().filter(|whole| whole.is_specific || !is_named);
            let (over, others): (Vec<_>, Vec<_>) = fits.partition(|whole| covers(whole, part));
            let others = others.into_iter().filter(|whole| whole.cells != part.cells && whole.is_specific);
            let wholes = if over.is_empty() { others.collect() } else { over };
            return wholes.into_iter().map(|whole| (whole, report)).collect();
        }
        let Some(table) = part.cells.first().map(|cell| cell.table_position()) else { return Vec::new() };
        let cells = report.figures.grid(table).map(|grid| grid.paths()).unwrap_or_default();
        let fit = |cells: Vec<CellPath>| Fit { cells, is_specific: true, unexplained: 0 };
        let totals = cells.iter().filter(|cell| cell.is_total()).map(|cell| fit(vec![*cell]));
        let layouts = report.figures.form.tables.get(table).into_iter().flat_map(|table| &table.layouts);
        let shown = layouts.filter_map(|layout| layout.share).map(|share| fit(vec![share.cell]));
        let mut wholes: Vec<Whole<'a>> =
            totals.filter(|whole| covers(whole, part)).chain(shown).map(|whole| (whole, report)).collect();
        if wholes.is_empty() && cells.len() > 1 && !cells.iter().any(|cell| cell.is_total()) {
            wholes.push((fit(cells), report));
        }
        let is_told = |(told, _): &&Whole<'a>| told.cells != part.cells;
        let is_open = wholes.is_empty();
        let told = self.around.told.iter().filter(is_told);
        wholes.extend(told.filter(|(told, _)| is_open || (told.cells.len() > 1 && covers(told, part))).cloned());
        wholes
    }

    /// The nation's figure of what a part counts, or else of what the words of the whole name.
    fn national(self, report: &'a Report, part: &Fit, of: &Scope<'a>) -> Vec<Whole<'a>> {
        let book = self.returns.book;
        let Some(nation) = book.report(&book.nation.key, report.period) else { return Vec::new() };
        let form = (&report.figures.form.key, &nation.figures.form.key);
        let same = part.cells.iter().map(|cell| book.measure_at(form.0, *cell)?.path(form.1));
        if let Some(cells) = same.collect::<Option<Vec<_>>>() {
            return vec![(Fit { cells, ..part.clone() }, nation)];
        }
        let names = self.returns.names(nation);
        let fits = (Question { names: &names, scope: of, is_rate: false, counts: None }).fits();
        fits.into_iter().map(|fit| (fit, nation)).collect()
    }
}

/// Whether one figure can be a share of another: they count the same, as their units say.
fn is_of_one_kind((report, part): (&Report, &Fit), (of_report, whole): (&Report, &Fit)) -> bool {
    let table =
        |report: &'_ Report, fit: &Fit| report.figures.table(*fit.cells.first()?).map(|table| table.unit.to_string());
    let units = table(report, part).zip(table(of_report, whole));
    units.is_none_or(|(part, whole)| is_same_unit(&part, &whole))
}

/// Whether all cells of a part stand in what a total sums up, and are not all of it.
fn covers(whole: &Fit, part: &Fit) -> bool {
    let is_within = |cell: &CellPath| whole.cells.iter().any(|total| total == cell || total.covers(*cell));
    part.cells.iter().all(is_within) && whole.cells != part.cells
}
