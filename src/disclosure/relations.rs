//! What readers know to hold between the figures of a book: totals, sums over areas and over the parts of a year, rates, and what the
//! forms declare.

use num_traits::{CheckedDiv, Zero};

use super::figures::{Figure, Figures, Known};
use super::system::{Exact, exact};
use crate::book::axis::Axis;
use crate::book::form::number::{National, Total};
use crate::book::form::{Counts, Table};
use crate::book::path::CellPath;
use crate::quantity::Quantity;

/// Why a relation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// The first figure is the total of the others.
    Total,
    /// It is their mean, weighted by another table.
    Mean,
    /// The form works it out from the others.
    Formula,
    /// The form says that the others cannot be more.
    AtMost,
    /// It is the nation's, and the others are those of its areas.
    Areas,
    /// It is that of a longer period, and the others are those of its parts.
    Parts,
    /// It is the rate of the other.
    Rate,
}

/// A sum of figures, each with its factor, that lies between two ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Relation {
    pub(crate) how: How,
    /// First the figure that the others make up.
    pub(crate) terms: Vec<(Figure, Exact)>,
    pub(super) least: Option<Exact>,
    pub(super) most: Option<Exact>,
}

impl Relation {
    /// That a figure is the sum of others.
    fn sum(how: How, whole: Figure, parts: impl IntoIterator<Item = Figure>) -> Self {
        let one = Exact::from_integer(1);
        let terms = std::iter::once((whole, -one)).chain(parts.into_iter().map(|part| (part, one))).collect();
        Relation { how, terms, least: Some(Exact::zero()), most: Some(Exact::zero()) }
    }

    /// The figure of which the others are parts.
    pub(super) fn whole(&self) -> Option<Figure> {
        (self.how != How::AtMost).then_some(self.terms[0].0)
    }

    /// The same where there are parts of which nothing is known: the others are no more than it.
    fn without_all(self) -> Self {
        Relation { least: None, ..self }
    }

    /// The same where the figure was rounded to so many decimals, and the terms are so many times as large.
    fn rounded(self, places: u8, times: Exact) -> Self {
        let half = exact(Quantity::new(5, places.saturating_add(1))) * times;
        Relation { least: Some(-half), most: Some(half), ..self }
    }
}

impl<'a> Figures<'a> {
    /// The relations in which a figure stands.
    pub(super) fn relations(&self, figure: Figure) -> Vec<Relation> {
        let mut found = Vec::new();
        if let Some(table) = self.report(figure).figures.table(figure.path) {
            match table.total {
                Total::Sum => self.totals(figure, &mut found),
                Total::Weighted => self.means(figure, &mut found),
                Total::None | Total::HandedIn => {}
            }
            self.declared(figure, &mut found);
            self.rates(figure, &mut found);
            self.areas(figure, table, &mut found);
            self.parts_of_years(figure, &mut found);
        }
        found
    }

    /// Takes these figures to be held back besides, and no others.
    pub(super) fn hold_besides(&mut self, figures: &[Figure]) {
        self.held_besides.clear();
        let mut open = figures.to_vec();
        while let Some(figure) = open.pop() {
            if self.held_besides.insert(figure) {
                let wholes = self.relations(figure).into_iter().map(|relation| relation.terms[0].0);
                open.extend(wholes.filter(|whole| self.is_worked_out(*whole)));
            }
        }
    }

    /// Whether the build works a figure out: it is not published where what it is made from is not.
    fn is_worked_out(&self, figure: Figure) -> bool {
        self.report(figure).figures.entry(figure.path).is_some_and(|entry| entry.handed.is_none())
    }

    /// The lines of a table in which it stands, each with its total.
    fn totals(&self, figure: Figure, found: &mut Vec<Relation>) {
        let Figure { report, path } = figure;
        let Some(grid) = self.at(report).figures.grid(path.table_position()) else { return };
        for (axis, its) in grid.axes.iter().enumerate().filter(|(_, axis)| axis.total.is_some()) {
            let at = |position| Figure { report, path: path.at(axis, position) };
            found.push(Relation::sum(How::Total, at(Axis::TOTAL), (0..its.members.len()).map(at)));
        }
    }

    /// The weighted means of which it is a part, where all weights are published.
    fn means(&self, figure: Figure, found: &mut Vec<Relation>) {
        let Figure { report, path } = figure;
        let Some(grid) = self.at(report).figures.grid(path.table_position()) else { return };
        let (totals, cells): (Vec<_>, Vec<_>) = grid.paths().into_iter().partition(|path| path.is_total());
        for total in totals.into_iter().filter(|total| total.covers(path)) {
            let covered = cells.iter().copied().filter(|cell| total.covers(*cell));
            let covered: Vec<_> = covered.map(|path| Figure { report, path }).collect();
            found.extend(self.mean(How::Mean, Figure { report, path: total }, &covered));
        }
    }

    /// That a figure is the mean of others, each with its weight, rounded as it is published. None where a weight is not published.
    fn mean(&self, how: How, whole: Figure, parts: &[Figure]) -> Option<Relation> {
        let applies = parts.iter().filter(|part| self.known(**part) != Known::Nothing);
        let weighted = applies.map(|part| {
            let figures = &self.report(*part).figures;
            Some((*part, exact(figures.number(figures.weight(part.path)?)?)))
        });
        let weighted: Vec<_> = weighted.collect::<Option<_>>()?;
        let all: Exact = weighted.iter().map(|(_, weight)| *weight).sum();
        let number = self.report(whole).figures.number(whole.path)?;
        let mut relation = Relation::sum(how, whole, []).rounded(number.places(), all);
        relation.terms[0].1 = -all;
        relation.terms.extend(weighted.into_iter().filter(|(_, weight)| !weight.is_zero()));
        (!all.is_zero()).then_some(relation)
    }

    /// What the form works out with it, and what it declares.
    fn declared(&self, Figure { report, path }: Figure, found: &mut Vec<Relation>) {
        let figures = &self.at(report).figures;
        let at = |path| Figure { report, path };
        for table in &figures.form.tables {
            let with = table.computed.iter().filter(|computed| {
                computed.cell == path || computed.formula.terms.iter().any(|term| term.cell == path)
            });
            for computed in with {
                let mut relation = Relation::sum(How::Formula, at(computed.cell), []);
                let signed = |is_minus: bool| Exact::from_integer(if is_minus { -1 } else { 1 });
                let terms = computed.formula.terms.iter();
                relation.terms.extend(terms.map(|term| (at(term.cell), signed(term.is_minus))));
                let is_exact = table.is_counted() || table.counts == Counts::Rate;
                found.push(if is_exact {
                    relation
                } else {
                    relation.rounded(table.number.places(), Exact::from_integer(1))
                });
            }
        }
        for relation in &figures.form.relations {
            let is_near = |pattern: &crate::book::path::CellPattern| pattern.table_position() == path.table_position();
            if !relation.sum.iter().chain([&relation.at_most]).any(is_near) {
                continue;
            }
            let bound = figures.bound(relation).into_iter();
            let with = bound.filter(|(parts, most)| *most == path || parts.contains(&path));
            found.extend(
                with.map(|(parts, most)| Relation::sum(How::AtMost, at(most), parts.into_iter().map(at)).without_all()),
            );
        }
    }

    /// The rates that are made from it, or that it is.
    fn rates(&self, Figure { report, path }: Figure, found: &mut Vec<Relation>) {
        let its = self.at(report);
        for (table, asked) in its.figures.form.tables.iter().enumerate() {
            let Some(rate) = asked.rate.as_ref().filter(|_| asked.axes.is_empty()) else { continue };
            let cell = CellPath::table(table);
            if path != rate.of && path != cell {
                continue;
            }
            let year = its.period.mid_year();
            let Some(people) = self.book.population(&its.area.key, year, &rate.population) else { continue };
            let people = Exact::from_integer(people.people.into());
            let Some(each) = people.checked_div(&Exact::from_integer(rate.per.into())) else { continue };
            let mut relation =
                Relation::sum(How::Rate, Figure { report, path: cell }, [Figure { report, path: rate.of }]);
            relation.terms[0].1 = -each;
            let published = its.figures.number(cell);
            found.push(published.map_or(relation.clone(), |number| relation.rounded(number.places(), each)));
        }
    }

    /// The nation's figures of which it is a part, or which it is.
    fn areas(&self, figure: Figure, table: &Table, found: &mut Vec<Relation>) {
        let its = self.report(figure);
        let Some(nation) = self.position(&self.book.nation.key, its.period) else { return };
        let figures = &self.at(nation).figures;
        let form = &its.figures.form.key;
        let mut paths = Vec::new();
        if figure.report == nation {
            paths.push(figure.path);
        } else {
            let address = its.figures.address(figure.path);
            let same =
                figures.cell(&address).filter(|path| figures.table(*path).is_some_and(|there| is_same(table, there)));
            paths.extend(same);
            paths
                .extend(self.book.measures_at(form, figure.path).filter_map(|measure| measure.path(&figures.form.key)));
        }
        paths.sort_unstable();
        paths.dedup();
        for path in paths {
            self.of_nation(Figure { report: nation, path }, found);
        }
    }

    /// What holds between a figure of the nation and those of its areas: by the keys of a table that is taken from them, or by
    /// measures.
    fn of_nation(&self, whole: Figure, found: &mut Vec<Relation>) {
        let nation = self.report(whole);
        let Some(table) = nation.figures.table(whole.path) else { return };
        let address = nation.figures.address(whole.path);
        let of_table = |report: usize| {
            let figures = &self.at(report).figures;
            let path = figures.cell(&address)?;
            figures.table(path).is_some_and(|there| is_same(there, table)).then_some(Figure { report, path })
        };
        match table.national {
            National::Sum => found.extend(self.over_areas(whole, of_table)),
            National::Weighted => {
                let all = self.over_areas(whole, of_table).filter(|relation| relation.least.is_some());
                let parts: Vec<_> = all.into_iter().flat_map(|sum| sum.terms).skip(1).map(|(part, _)| part).collect();
                found.extend(self.mean(How::Areas, whole, &parts));
            }
            National::HandedIn => {
                let measures = self.book.measures_at(&nation.figures.form.key, whole.path);
                for measure in measures.filter(|measure| self.book.is_added(measure)) {
                    let of_measure =
                        |report: usize| Some(Figure { report, path: measure.path(&self.at(report).figures.form.key)? });
                    found.extend(self.over_areas(whole, of_measure));
                }
            }
        }
    }

    /// That a figure of the nation is the sum of the areas'. None where it can be more and less.
    fn over_areas(&self, whole: Figure, part: impl Fn(usize) -> Option<Figure>) -> Option<Relation> {
        let period = self.report(whole).period;
        let parts = self.book.areas_in(period).map(|area| part(self.position(&area.key, period)?));
        let parts: Vec<_> = parts.collect();
        self.with_known_parts(How::Areas, whole, &parts, self.book.unread_areas.is_empty())
    }

    /// That a figure is the sum of others, as far as these are known to be there.
    fn with_known_parts(&self, how: How, whole: Figure, parts: &[Option<Figure>], are_all: bool) -> Option<Relation> {
        let relation = Relation::sum(how, whole, parts.iter().copied().flatten());
        if are_all && parts.iter().all(Option::is_some) {
            return Some(relation);
        }
        let is_negative = self.report(whole).figures.can_be_below_zero(whole.path);
        (!is_negative && parts.iter().any(Option::is_some)).then(|| relation.without_all())
    }

    /// The longer periods of whose figures it is a part, and the shorter ones whose figures are parts of it.
    fn parts_of_years(&self, figure: Figure, found: &mut Vec<Relation>) {
        let its = self.report(figure);
        for kind in self.book.kinds_of_period() {
            if its.period.parts(kind.months()).next().is_some() {
                found.extend(self.of_parts(figure, kind.months()));
            }
        }
        for longer in self.book.reports_of(&its.area.key) {
            if longer.period.parts(its.period.months()).any(|part| part == its.period) {
                let whole = self.position(&its.area.key, longer.period).and_then(|longer| self.same_in(figure, longer));
                found.extend(whole.and_then(|whole| self.of_parts(whole, its.period.months())));
            }
        }
    }

    /// The cell of another report of the area that counts the same: that of the same measure, or else that of the same name.
    fn same_in(&self, figure: Figure, report: usize) -> Option<Figure> {
        let (own, there) = (&self.report(figure).figures, &self.at(report).figures);
        let measure = self.book.measure_at(&own.form.key, figure.path);
        let path = measure.and_then(|measure| measure.path(&there.form.key));
        let path = path.or_else(|| there.cell(&own.address(figure.path)))?;
        let (one, other) = (own.table(figure.path)?, there.table(path)?);
        let is_same = is_same(one, other) && one.total == other.total && one.unit.as_str() == other.unit.as_str();
        is_same.then_some(Figure { report, path })
    }

    /// What holds between a figure of a period and those of the parts of it that are so many months long: what happened adds up, and
    /// what there is on the last day is that of the last part.
    fn of_parts(&self, whole: Figure, months: u8) -> Option<Relation> {
        let its = self.report(whole);
        let table = its.figures.table(whole.path)?;
        let part = |period| self.same_in(whole, self.position(&its.area.key, period)?);
        let parts: Vec<_> = its.period.parts(months).map(part).collect();
        match (table.counts, table.total) {
            (Counts::Flow, Total::Sum) => self.with_known_parts(How::Parts, whole, &parts, true),
            (Counts::Flow, Total::Weighted) => {
                self.mean(How::Parts, whole, &parts.into_iter().collect::<Option<Vec<_>>>()?)
            }
            (Counts::Snapshot, _) => Some(Relation::sum(How::Parts, whole, [parts.last().copied().flatten()?])),
            _ => None,
        }
    }
}

/// Whether two tables count alike, so that their figures can be added up.
fn is_same(one: &Table, other: &Table) -> bool {
    (one.counts, one.number.kind, one.number.unit) == (other.counts, other.number.kind, other.number.unit)
}
