//! The returns that a report's sentences are held against, and the figures in them that a sentence can mean.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use super::cells::Fit;
use super::reading::headings::ReadTable;
use super::reading::language::senses::{Language, Way};
use super::reading::parts::names::Names;
use super::reading::parts::numbers::Amount;
use super::reading::parts::places::{Place, Places};
use super::reading::scopes::{Member, Scope};
use super::reading::sentence::{Reader, Sentence};
use crate::book::Book;
use crate::book::form::Form;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::quantity::Quantity;
use crate::query::series::Before;

/// What is said of a figure, with the numbers that it follows from.
#[derive(Debug, Clone)]
pub(crate) enum Measured<'a> {
    /// The figure itself; none where it is not known.
    Level(Option<Quantity>),
    /// Its change since another report, or how far it is from that of another place, or from other cells.
    Change { before: Quantity, now: Quantity, since: &'a Report, than: Option<Fit> },
    /// Its part in a larger one, of this report or that of the nation.
    Share { part: Quantity, whole: Quantity, of: Fit, report: &'a Report },
    /// Its part in a number of the sentence.
    ShareOf { part: Quantity, whole: Quantity },
    /// What it leaves of a larger one.
    Rest { part: Quantity, whole: Quantity },
    /// How many people there are for each that it counts.
    PerHead { people: u64, count: u64 },
    /// Another number of the sentence beside it.
    Beside { number: Quantity, other: Quantity },
}

/// A figure that a claim can mean.
#[derive(Debug, Clone)]
pub(crate) struct Candidate<'a> {
    pub(crate) report: &'a Report,
    pub(crate) fit: Fit,
    pub(crate) measured: Measured<'a>,
}

impl<'a> Candidate<'a> {
    /// A figure of a report.
    pub(crate) fn level(report: &'a Report, cell: CellPath) -> Self {
        Candidate { report, fit: Fit::of(cell), measured: Measured::Level(report.figures.number(cell)) }
    }

    /// Its share in a total of the same report.
    pub(crate) fn share(report: &'a Report, cell: CellPath, total: CellPath) -> Option<Self> {
        let (part, whole) = (report.figures.number(cell)?, report.figures.number(total)?);
        let measured = Measured::Share { part, whole, of: Fit::of(total), report };
        Some(Candidate { report, fit: Fit::of(cell), measured })
    }

    pub(crate) fn is_same(&self, other: &Candidate<'_>) -> bool {
        let is_same_measured = match (&self.measured, &other.measured) {
            (Measured::Share { of: one, .. }, Measured::Share { of: other, .. }) => one.cells == other.cells,
            (
                Measured::Change { since: one, than: one_than, .. },
                Measured::Change { since: other, than: other_than, .. },
            ) => std::ptr::eq(*one, *other) && one_than == other_than,
            (
                Measured::Rest { part, whole } | Measured::ShareOf { part, whole },
                Measured::Rest { part: other, whole: of } | Measured::ShareOf { part: other, whole: of },
            ) => part == other && whole == of,
            (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
        };
        std::ptr::eq(self.report, other.report) && self.fit.cells == other.fit.cells && is_same_measured
    }

    /// The part and the whole of which a percentage of it is worked out; none where there is none.
    pub(crate) fn ratio(&self) -> Option<(Quantity, Quantity)> {
        match &self.measured {
            Measured::Change { before, now, .. } => Some((before.distance(*now)?, *before)),
            Measured::Share { part, whole, .. } | Measured::ShareOf { part, whole } => Some((*part, *whole)),
            Measured::Level(_) | Measured::Rest { .. } | Measured::PerHead { .. } | Measured::Beside { .. } => None,
        }
    }

    /// Its rows, where words name none of them and mean all together as the table has no total.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Candidate<'a>> {
        let is_all = self.fit.cells.len() > 1 && matches!(self.measured, Measured::Level(_));
        self.fit.cells.iter().filter(move |_| is_all).map(|cell| Candidate::level(self.report, *cell))
    }

    /// The cell, where it is one.
    pub(crate) fn cell(&self) -> Option<CellPath> {
        match self.fit.cells.as_slice() {
            [cell] => Some(*cell),
            _ => None,
        }
    }
}

/// What is known before a number is held against the returns.
#[derive(Default)]
pub(crate) struct Around<'a> {
    /// The words of the headings and sentences before.
    pub(crate) scopes: Vec<Scope<'a>>,
    /// Whether it stands in a table whose headings say what is counted.
    pub(crate) is_headed: bool,
    /// Whether its headings have words that are not read.
    pub(crate) is_open: bool,
    /// The names of its row and column, if it is a cell of a table and all of their words are read.
    pub(crate) members: Vec<Member<'a>>,
    /// Which way figures went of which a row or column tells the change.
    pub(crate) way: Option<Way>,
    /// The figure of the return that the cell of a table repeats.
    pub(crate) cell: Option<Candidate<'a>>,
    /// The numbers that other cells of its table give for it.
    pub(crate) worked_out: Vec<Quantity>,
    /// The cells that references in the sentence name: a number beside one of them is another.
    pub(crate) given: Vec<CellPath>,
    /// The tables to which the sentence sends its readers; none for what is in no table of the report.
    pub(crate) links: Vec<Option<usize>>,
    /// The number before in the sentence, where it is a level.
    pub(crate) last: Option<Amount>,
    /// The figures that the numbers before in the sentence are.
    pub(crate) told: Vec<(Fit, &'a Report)>,
}

/// The words of a book's forms, by their keys: most returns have no others.
pub(crate) struct FormNames<'a>(BTreeMap<&'a str, Arc<Names<'a>>>);

impl<'a> FormNames<'a> {
    pub(crate) fn new(book: &'a Book, language: &Language) -> Self {
        let names = |form: &'a Arc<Form>| (form.key.as_str(), Arc::new(Names::of_form(book, form, language)));
        FormNames(book.forms.iter().map(names).collect())
    }
}

/// The returns of a book, as far as the check of a report sees them.
pub(crate) struct Returns<'a> {
    pub(crate) book: &'a Book,
    pub(crate) report: &'a Report,
    pub(crate) language: &'static Language,
    places: Places<'a>,
    /// The words of forms, as far as they are worked out.
    of_forms: Option<&'a FormNames<'a>>,
    /// The words of returns that name members themselves, by area and period.
    names: RefCell<BTreeMap<(&'a str, Period), Arc<Names<'a>>>>,
    /// The table that was read last.
    pub(crate) table: RefCell<Option<Rc<ReadTable<'a>>>>,
}

impl<'a> Returns<'a> {
    pub(crate) fn new(book: &'a Book, report: &'a Report, language: &'static Language) -> Self {
        Returns {
            book,
            report,
            language,
            places: Places::new(book),
            of_forms: None,
            names: RefCell::default(),
            table: RefCell::default(),
        }
    }

    /// The same with the words of forms, where they are worked out already.
    pub(crate) fn with_forms(self, of_forms: Option<&'a FormNames<'a>>) -> Self {
        Returns { of_forms, ..self }
    }

    /// What sentences are read with.
    pub(crate) fn reader<'r>(&'r self, names: &'r Names<'a>) -> Reader<'r, 'a> {
        Reader {
            language: self.language,
            names,
            places: &self.places,
            areas: self.book.areas_in(self.report.period).count(),
            own: self.report.period,
        }
    }

    /// The words of a report's return.
    pub(crate) fn names(&self, report: &'a Report) -> Arc<Names<'a>> {
        let figures = &report.figures;
        if let Some(names) = self.of_forms.and_then(|of_forms| of_forms.0.get(figures.form.key.as_str()))
            && names.are_of(figures)
        {
            return Arc::clone(names);
        }
        let key = (report.area.key.as_str(), report.period);
        if let Some(names) = self.names.borrow().get(&key) {
            return Arc::clone(names);
        }
        let names = Arc::new(Names::new(self.book, figures, self.language));
        self.names.borrow_mut().insert(key, Arc::clone(&names));
        names
    }

    /// The words of the form of the areas that a sentence names, or the ones before it, where that is one other than the report's own:
    /// what a report of the nation says of areas is told by the rows of theirs.
    pub(crate) fn names_of_places(&self, sentence: &Sentence<'_, 'a>, before: &[Scope<'a>]) -> Option<Arc<Names<'a>>> {
        let mut places: Vec<_> = sentence.places.iter().map(|(_, place)| *place).collect();
        if places.is_empty() {
            places.extend(before.iter().flat_map(|scope| scope.places.iter().copied()));
        }
        let form = |place: &Place<'a>| {
            let Place::Area(area) = place else { return None };
            let [report] = self.reports_of(area, &[self.report.period])[..] else { return None };
            (report.figures.form.key != self.report.figures.form.key).then_some(report)
        };
        let reports: Vec<_> = places.iter().map(form).collect::<Option<_>>()?;
        let first = *reports.first()?;
        let is_one = reports.iter().all(|report| report.figures.form.key == first.figures.form.key);
        is_one.then(|| self.names(first))
    }

    /// The reports of some places for some periods; of the report's own area where no place is named.
    pub(crate) fn reports(&self, places: &[Place<'a>], periods: &[Period]) -> Vec<&'a Report> {
        let mut areas: Vec<&str> = Vec::new();
        let is_named = places.iter().any(|place| matches!(place, Place::Area(_) | Place::Nation));
        for place in places {
            match place {
                Place::Area(area) => areas.push(area),
                Place::Nation => areas.push(&self.book.nation.key),
                // “neighbouring Northshire” is that area.
                Place::Region(_) | Place::Elsewhere if is_named => {}
                Place::Region(_) | Place::Elsewhere => return Vec::new(),
            }
        }
        if areas.is_empty() {
            areas.push(&self.report.area.key);
        }
        areas.iter().flat_map(|area| self.reports_of(area, periods)).collect()
    }

    /// The reports of an area for some periods.
    pub(crate) fn reports_of(&self, area: &str, periods: &[Period]) -> Vec<&'a Report> {
        let find = |period: &Period| {
            let is_own = area == self.report.area.key && *period == self.report.period;
            if is_own { Some(self.report) } else { self.book.report(area, *period) }
        };
        periods.iter().filter_map(find).collect()
    }

    /// The change of cells since an earlier report of their area. None across a break.
    pub(crate) fn change(&self, report: &'a Report, fit: &Fit, since: &'a Report) -> Option<Candidate<'a>> {
        let before = |cell: CellPath| {
            if since.period == report.period.previous() {
                return match self.book.before(report, cell) {
                    Before::Number { number, .. } => Some(number),
                    _ => None,
                };
            }
            let is_broken = self.book.break_at(since, report, cell).is_some();
            since.figures.number(self.book.same_figure(report, cell, since)?).filter(|_| !is_broken)
        };
        self.against(report, fit, since, before)
    }

    /// How far cells are from the same figures of another place.
    pub(crate) fn difference(&self, report: &'a Report, fit: &Fit, other: &'a Report) -> Option<Candidate<'a>> {
        let there = |cell: CellPath| other.figures.number(self.book.same_figure(report, cell, other)?);
        self.against(report, fit, other, there)
    }

    /// How far cells are from the same figures of several other places together.
    pub(crate) fn difference_of_all(
        &self,
        report: &'a Report,
        fit: &Fit,
        others: &[&'a Report],
    ) -> Option<Candidate<'a>> {
        let [first, _, ..] = *others else { return None };
        let now = fit.value(&report.figures)?;
        let before = others.iter().try_fold(Quantity::ZERO, |sum, other| sum.plus(self.same(report, fit, other)?))?;
        let measured = Measured::Change { before, now, since: first, than: None };
        Some(Candidate { report, fit: fit.clone(), measured })
    }

    /// The same cells in another report.
    pub(crate) fn there(&self, report: &Report, fit: &Fit, other: &Report) -> Option<Fit> {
        let cells = fit.cells.iter().map(|cell| self.book.same_figure(report, *cell, other)).collect::<Option<_>>()?;
        Some(Fit { cells, ..*fit })
    }

    /// What the same cells come to in a report of another place.
    pub(crate) fn same(&self, report: &Report, fit: &Fit, other: &Report) -> Option<Quantity> {
        let there = self.there(report, fit, other)?;
        there.cells.iter().try_fold(Quantity::ZERO, |sum, cell| sum.plus(other.figures.number(*cell)?))
    }

    fn against(
        &self,
        report: &'a Report,
        fit: &Fit,
        since: &'a Report,
        number: impl Fn(CellPath) -> Option<Quantity>,
    ) -> Option<Candidate<'a>> {
        let now = fit.value(&report.figures)?;
        let mut before = Quantity::ZERO;
        for cell in &fit.cells {
            before = before.plus(number(*cell)?)?;
        }
        Some(Candidate { report, fit: fit.clone(), measured: Measured::Change { before, now, since, than: None } })
    }
}
