//! Numbers that no words tie to a figure and that confirm each other: two or more of them are one figure with its change, its earlier
//! value, its rate or that of another place, or a row or column read out.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::book::axis::Axis;
use crate::book::form::Counts;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::check::prose::accounts::{Account, Number, holds};
use crate::check::prose::cells::{Fit, Question, place, tables};
use crate::check::prose::closed::Said;
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::reading::counted::Head;
use crate::check::prose::reading::language::senses::{Bound, Way};
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::parts::places::Place;
use crate::check::prose::reading::parts::times::Time;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::scopes::Member;
use crate::check::prose::reading::segments::Joint;
use crate::check::prose::returns::{Around, Candidate, Measured, Returns};
use crate::check::prose::wider::lines::{is_course, is_in_order, is_whole_row};
use crate::quantity::Quantity;

/// Of so many numbers around one it is looked at whether they confirm it.
const NEAREST: usize = 8;
/// How much numbers have to tell together: a number of one digit is met by chance, one of three hardly ever. More where one counts what
/// no form knows, and a third number where all do and no word is of the form.
const ENOUGH: u32 = 6;
const MUCH: u32 = 8;
const MOST: u32 = 12;

/// A number beside the one that is looked at, with what became of it.
pub(crate) struct Beside<'b, 's, 'a> {
    claim: &'b Claim<'s, 'a>,
    account: &'b Account<'a>,
}

/// A number that is looked for in the figures that those around it are.
pub(crate) struct Confirmed<'c, 't, 'a> {
    pub(crate) returns: &'c Returns<'a>,
    pub(crate) said: &'c Said<'c, 't, 'a>,
    pub(crate) around: &'c Around<'a>,
    /// The figures that its sentence can mean, once they are asked for.
    pub(crate) figures: &'c OnceCell<Figures<'a>>,
}

/// The figures of some reports by their values.
pub(crate) struct Figures<'a> {
    reports: Vec<&'a Report>,
    cells: Vec<(Quantity, usize, CellPath)>,
}

impl<'a> Figures<'a> {
    fn new(returns: &Returns<'a>, reports: Vec<&'a Report>) -> Self {
        let numbers = |at: usize| {
            let numbers = reports[at].figures.grids().flat_map(|(_, grid)| grid.numbers());
            numbers.map(|(cell, value)| (value, at, cell)).collect::<Vec<_>>()
        };
        let mut cells: Vec<_> = (0..reports.len()).flat_map(numbers).collect();
        let own = reports.iter().position(|report| std::ptr::eq(*report, returns.report));
        let (area, before) = (&returns.report.area.key, returns.report.period.previous());
        let since = reports.iter().find(|other| other.area.key == *area && other.period == before);
        if let Some((at, since)) = own.zip(since) {
            let change = |(_, at, cell)| match returns.change(reports[at], &Fit::of(cell), since)?.measured {
                Measured::Change { before, now, .. } => Some((before.distance(now)?, at, cell)),
                _ => None,
            };
            cells.extend(numbers(at).into_iter().filter_map(change));
        }
        cells.sort_by_key(|(value, ..)| *value);
        Figures { reports, cells }
    }

    /// Those that are one of some numbers, in the order of their reports.
    fn with(&self, numbers: impl Iterator<Item = Quantity>) -> Vec<(&'a Report, CellPath)> {
        let numbers: BTreeSet<_> = numbers.collect();
        let of_number = |number: Quantity| {
            let first = self.cells.partition_point(|(value, ..)| *value < number);
            self.cells[first..].iter().take_while(move |(value, ..)| *value == number)
        };
        let mut found: Vec<_> = numbers.into_iter().flat_map(of_number).collect();
        found.sort_by_key(|(_, report, _)| *report);
        found.into_iter().map(|(_, report, cell)| (self.reports[*report], *cell)).collect()
    }
}

impl<'a> Confirmed<'_, '_, 'a> {
    /// The figures that a number is by those beside it.
    pub(crate) fn fits(&self, beside: &[Beside<'_, '_, 'a>]) -> Vec<Candidate<'a>> {
        let claim = self.said.claim;
        let of_change = of_change_before(claim, beside);
        if !of_change.is_empty() || !is_plain(claim) || claim.is_rest || beside.is_empty() {
            return of_change;
        }
        let mut near: Vec<_> = beside.iter().filter(|other| is_plain(other.claim)).collect();
        near.sort_by_key(|other| other.claim.segment.abs_diff(claim.segment));
        near.truncate(NEAREST);
        let figures = self.figures.get_or_init(|| Figures::new(self.returns, self.reports()));
        let numbers = [claim].into_iter().chain(near.iter().map(|other| other.claim));
        let mut found: Vec<Candidate<'a>> = Vec::new();
        for (report, cell) in figures.with(numbers.filter_map(|claim| claim.mention.number())) {
            let of_cell = Family { axis: None, fewest: 1, figures: self.of_cell(report, cell, &figures.reports) };
            let of_years = Family { axis: None, fewest: 2, figures: self.of_years(report, cell) };
            let families = of_lines(report, cell).into_iter().chain([of_cell, of_years]);
            let fits: Vec<_> = families.flat_map(|family| self.confirmed(&family, &near)).collect();
            for fit in fits {
                if !found.iter().any(|known| known.is_same(&fit)) {
                    found.push(fit);
                }
            }
        }
        found
    }

    /// Those of some figures that the number is, if those beside it are others of them.
    fn confirmed(&self, family: &Family<'a>, near: &[&Beside<'_, '_, 'a>]) -> Vec<Candidate<'a>> {
        let claim = self.said.claim;
        let Family { axis, fewest, figures: family } = family;
        let mut own: Vec<_> = (0..family.len()).filter(|at| is_told(claim, &family[*at])).collect();
        let near_claims: Vec<_> = near.iter().map(|other| other.claim).collect();
        let is_row = is_whole_row(family, claim, &near_claims)
            || axis.is_some_and(|axis| is_in_order(family, axis, claim, &near_claims))
            || is_course(family, claim, &near_claims);
        own.retain(|at| !self.is_ruled_out(claim, &family[*at], *axis, is_row));
        if own.is_empty() {
            return Vec::new();
        }
        let (mut used, mut used_by) = (Vec::new(), Vec::new());
        let mut told = weight(claim);
        for other in near {
            let is_other = |at: &usize| {
                let figure = &family[*at];
                !used.contains(at)
                    && own.iter().any(|own| own != at || is_told_otherwise(claim, other.claim))
                    && other.claim.mention.amount != claim.mention.amount
                    && is_told(other.claim, figure)
                    && other.is(figure)
                    && (other.is_held() || !self.is_ruled_out(other.claim, figure, *axis, is_row))
            };
            if let Some(at) = (0..family.len()).find(is_other) {
                used.push(at);
                used_by.push(other.claim);
                told += weight(other.claim);
            }
        }
        let needed = match claim.head {
            Head::Unknown if !self.names_form() && used_by.iter().all(|other| other.head == Head::Unknown) => MOST,
            Head::Unknown => MUCH,
            _ => ENOUGH,
        };
        let is_enough = is_row || (used.len() >= *fewest && told >= needed);
        own.into_iter().filter(|_| is_enough).map(|at| family[at].clone()).collect()
    }

    /// Whether a word of the sentence is one of the form.
    fn names_form(&self) -> bool {
        let sentence = self.said.sentence;
        !sentence.names.is_empty() || sentence.known.contains(&true)
    }

    /// The reports of the places and years that the sentence names, with the report's own and the one before it.
    fn reports(&self) -> Vec<&'a Report> {
        let own = self.said.period;
        let times = || self.said.sentence.times.iter().flat_map(|told| told.time.when(own).periods);
        let mut periods: Vec<Period> = [own, own.previous()].into_iter().chain(times()).collect();
        periods.sort_unstable();
        periods.dedup();
        let named = self.said.sentence.places.iter().map(|(_, place)| *place);
        let mut places: Vec<Place<'a>> = vec![Place::Area(&self.returns.report.area.key)];
        for place in named.filter(|place| matches!(place, Place::Area(_) | Place::Nation)).take(NEAREST) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        self.returns.reports(&places, &periods)
    }

    /// A figure, the same of other years and places, its changes and its rate.
    fn of_cell(&self, report: &'a Report, cell: CellPath, reports: &[&'a Report]) -> Vec<Candidate<'a>> {
        let one = Fit::of(cell);
        let mut found = vec![Candidate::level(report, cell)];
        for other in reports.iter().copied().filter(|other| !std::ptr::eq(*other, report)) {
            // Another place is set beside this one at the same time.
            let is_of_other = other.area.key != report.area.key;
            if is_of_other && other.period != report.period {
                continue;
            }
            let Some(there) = self.returns.book.same_figure(report, cell, other) else { continue };
            found.push(Candidate::level(other, there));
            if is_of_other {
                continue;
            }
            if other.period < report.period {
                found.extend(self.returns.change(report, &one, other));
            } else {
                found.extend(self.returns.change(other, &Fit::of(there), report));
            }
        }
        let tables = report.figures.form.tables.iter().enumerate();
        let rates = tables.filter(|(_, table)| table.rate.as_ref().is_some_and(|rate| rate.of == cell));
        found.extend(rates.map(|(at, _)| Candidate::level(report, CellPath::table(at))));
        found
    }

    /// A figure in all years of its area, where a list of three or more numbers without a time can be a course; of a list of changes how it
    /// changed from each year to the next.
    fn of_years(&self, report: &'a Report, cell: CellPath) -> Vec<Candidate<'a>> {
        let listed = self.said.segments.iter().filter(|segment| segment.joint == Joint::List).count();
        let is_change = matches!(self.said.claim.role, Role::Change(_));
        if listed < 2 || !(is_change || self.said.sentence.times.is_empty()) {
            return Vec::new();
        }
        let own = self.returns.book.reports.iter().chain(&self.returns.book.national);
        let own = own.filter(|other| other.area.key == report.area.key);
        let there = |other: &'a Report| Some((other, self.returns.book.same_figure(report, cell, other)?));
        let mut own: Vec<_> = own.filter_map(|other| there(other)).collect();
        if !is_change {
            return own.into_iter().map(|(other, cell)| Candidate::level(other, cell)).collect();
        }
        own.sort_by_key(|(other, _)| other.period);
        let change =
            |years: &[(&'a Report, CellPath)]| self.returns.change(years[1].0, &Fit::of(years[1].1), years[0].0);
        own.windows(2).filter_map(change).collect()
    }

    /// Whether the words of a number say that a figure is not meant. What names a row, column or table tells the figure itself, unless
    /// all of the row is read out, or numbers without nouns run along another axis.
    fn is_ruled_out(
        &self,
        claim: &Claim<'_, 'a>,
        figure: &Candidate<'a>,
        axis: Option<usize>,
        is_whole_row: bool,
    ) -> bool {
        let Some(cell) = figure.cell() else { return true };
        let own = &claim.own;
        let names = self.returns.names(figure.report);
        let told = tables(&names, own);
        let is_along = |member: &Member<'a>| {
            let places = member.means.iter().filter_map(|meaning| place(names.axes(cell.table_position()), *meaning));
            places.map(|(along, _)| Some(along)).any(|along| along == axis)
        };
        let is_named = match axis {
            Some(_) if claim.head == Head::None => {
                own.members.iter().any(is_along) || told.iter().any(|table| *table != cell.table_position())
            }
            _ => !own.members.is_empty() || !own.others.is_empty() || !told.is_empty(),
        };
        let question = Question { names: &names, scope: own, is_rate: false, counts: None };
        let area = &figure.report.area.key;
        let is_place = |place: &Place<'_>| match place {
            Place::Area(named) => named == area,
            Place::Nation => *area == self.returns.book.nation.key,
            Place::Region(_) | Place::Elsewhere => false,
        };
        let is_of_place = own.places.is_empty() || own.places.iter().any(is_place);
        let counts = figure.report.figures.table(cell).map(|table| table.counts);
        let is_rate = matches!(claim.mention.amount, Amount::Rate(..));
        let is_of_day = || counts.is_some_and(|counts| self.said.is_of_other_time(self.around, counts));
        let is_level = claim.role == Role::Level;
        (is_named && !is_whole_row)
            || question.excludes(cell, true)
            || (is_rate && counts != Some(Counts::Rate))
            || (is_level && (!self.is_of_time(claim, figure.report.period) || !is_of_place || is_of_day()))
    }

    /// Whether a number can be one of a period: its own words say so, or nothing in its sentence says another.
    fn is_of_time(&self, claim: &Claim<'_, 'a>, period: Period) -> bool {
        let own = self.said.period;
        let is_of = |time: &Time| time.when(own).periods.contains(&period) || time.between().contains(&period);
        let is_told = |times: &[Time]| times.iter().any(is_of);
        let times: Vec<_> = self.said.sentence.times.iter().map(|told| told.time).collect();
        match (claim.own.times.is_empty(), times.is_empty()) {
            (false, _) => is_told(&claim.own.times),
            (true, false) => is_told(&times) || period == own,
            (true, true) => true,
        }
    }
}

impl<'b, 's, 'a> Beside<'b, 's, 'a> {
    pub(crate) fn new(number: &'b Number<'s, 'a>) -> Option<Self> {
        match number {
            Number::Claim(claim, account) | Number::Reference { claim, account, .. } => Some(Beside { claim, account }),
            Number::Exempt(_) | Number::Unread => None,
        }
    }

    fn is_held(&self) -> bool {
        matches!(self.account, Account::Held { .. })
    }

    /// Whether it can be a figure: it is known to be that one, or not known what it is.
    fn is(&self, figure: &Candidate<'a>) -> bool {
        match self.account {
            Account::Held { held, .. } => held.iter().any(|held| {
                held.cell() == figure.cell()
                    && std::mem::discriminant(&held.measured) == std::mem::discriminant(&figure.measured)
            }),
            Account::Unaccounted(_) | Account::None | Account::Follows => !self.claim.is_negated,
            _ => false,
        }
    }
}

/// The changes that are told before a share and come to it: “the rise of 12 people, more than 5%,”, “25 above the 122, or a fifth more”.
fn of_change_before<'a>(claim: &Claim<'_, 'a>, beside: &[Beside<'_, '_, 'a>]) -> Vec<Candidate<'a>> {
    let is_share = matches!(claim.mention.amount, Amount::Percent(_) | Amount::Share(..));
    let is_apposed = claim.role != Role::Level && claim.joint == Joint::Apposed;
    let before = beside.iter().filter(|other| other.claim.segment < claim.segment && is_share && claim.own.is_empty());
    let before = before.filter(|other| other.claim.segment + 1 == claim.segment || is_apposed);
    let changes =
        before.flat_map(|before| if let Account::Held { held, .. } = before.account { held.as_slice() } else { &[] });
    let role = if is_apposed { claim.role } else { Role::Change(Way::Either) };
    let is_same =
        |change: &&Candidate<'a>| matches!(change.measured, Measured::Change { .. }) && holds(claim, role, change);
    changes.filter(|_| is_apposed || claim.role == Role::Level).filter(is_same).cloned().collect()
}

/// Figures that go together: those along an axis of a table, or those of one cell.
struct Family<'a> {
    axis: Option<usize>,
    /// How many of them have to stand beside a number that is one.
    fewest: usize,
    figures: Vec<Candidate<'a>>,
}

/// Whether a number is a figure. A large one can be a change that no word tells the way of: “1,982 were added”.
fn is_told(claim: &Claim<'_, '_>, figure: &Candidate<'_>) -> bool {
    let is_large = claim.role == Role::Level && weight(claim) > 2;
    let is_change = || holds(claim, Role::Change(Way::Either), figure);
    let is_other = |role: &Role| matches!(role, Role::Change(_)) && holds(claim, *role, figure);
    holds(claim, claim.role, figure)
        || claim.other_roles.iter().any(is_other)
        || (is_large && matches!(figure.measured, Measured::Change { .. }) && is_change())
}

/// Whether of a change one number tells how many, and the other how many per cent.
fn is_told_otherwise(one: &Claim<'_, '_>, other: &Claim<'_, '_>) -> bool {
    one.mention.percentage().is_some() != other.mention.percentage().is_some()
}

/// Whether a number is meant as it stands, and counts something.
fn is_plain(claim: &Claim<'_, '_>) -> bool {
    let mention = claim.mention;
    let is_number = matches!(mention.amount, Amount::Number(_) | Amount::Rate(..) | Amount::Percent(_));
    is_number && mention.bound == Bound::Exact && mention.until.is_none() && !mention.is_repeated && !mention.is_deficit
}

/// How little a number can be met by chance.
fn weight(claim: &Claim<'_, '_>) -> u32 {
    let (Amount::Number(number) | Amount::Rate(number, _) | Amount::Percent(number)) = claim.mention.amount else {
        return 0;
    };
    // What is told to a tenth of a per cent is hardly met by chance.
    let is_percent = claim.mention.percentage().is_some_and(|percent| percent.places() > 0);
    match number.digits().unsigned_abs() {
        10..100 if is_percent => 4,
        0..10 => 1,
        10..100 => 2,
        _ => 4,
    }
}

/// The row and the column that a figure stands in, each with its total and the shares in it.
fn of_lines(report: &Report, cell: CellPath) -> Vec<Family<'_>> {
    let Some(grid) = report.figures.grid(cell.table_position()) else { return Vec::new() };
    let of_axis = |(axis, members): (usize, &Arc<Axis>)| {
        let along = (0..members.members.len()).map(|position| cell.at(axis, position));
        let total = members.total.is_some().then(|| cell.at(axis, Axis::TOTAL));
        let shares = along.clone().filter_map(|cell| Candidate::share(report, cell, total?));
        let figures = along.chain(total).map(|cell| Candidate::level(report, cell)).chain(shares).collect();
        Family { axis: Some(axis), fewest: 1, figures }
    };
    grid.axes.iter().enumerate().map(of_axis).collect()
}
