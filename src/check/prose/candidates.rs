//! The figures that a claim can mean: cells of the reports that it is about, with what is said of them.

use super::cells::{Fit, Question, tables};
use super::closed::Said;
use super::reading::claims::Claim;
use super::reading::counted::{Head, Noun};
use super::reading::parts::numbers::Amount;
use super::reading::parts::times::{Time, When};
use super::reading::roles::Role;
use super::reading::scopes::Scope;
use super::reading::segments::Joint;
use super::returns::{Around, Candidate, Measured, Returns};
use crate::book::form::Counts;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;

/// A claim that is held against returns.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'q, 'a> {
    pub(crate) returns: &'q Returns<'a>,
    pub(crate) claim: &'q Claim<'q, 'a>,
    pub(crate) around: &'q Around<'a>,
    /// What is said with its number: one of what the claim leaves open.
    pub(crate) role: Role,
}

impl<'a> Asked<'_, 'a> {
    /// The figures that the claim can mean, each once.
    pub(crate) fn candidates(self) -> Vec<Candidate<'a>> {
        let claim = self.claim;
        let is_other = claim.noun == Noun::Other && self.role == Role::Level;
        let says_nothing = claim.own.is_empty() && (claim.head == Head::Unknown || claim.is_of_whole);
        if (says_nothing || is_other) && matches!(claim.mention.amount, Amount::Number(_)) {
            return Vec::new();
        }
        // What the sentences before say is looked at where a number says nothing itself, or speaks of a part of that.
        let mut scopes: Vec<_> = match claim.own.is_empty() || claim.is_part_of_before {
            true => self.around.scopes.iter().map(|around| claim.scopes[0].with(around)).collect(),
            false => Vec::new(),
        };
        let mut found = self.of_scopes(&scopes);
        let is_in_cell = self.around.is_headed && claim.own.is_empty() && claim.head == Head::None;
        if !is_in_cell && (found.is_empty() || !claim.is_part_of_before) {
            scopes.extend(claim.scopes.iter().cloned());
            // “lower than that of the nation, 122”: the number is that of what something is set against.
            let against = &claim.scopes[0].against;
            if claim.own.is_empty() && claim.head == Head::None && !against.places.is_empty() {
                scopes.push(Scope { places: against.places.clone(), ..claim.scopes[0].clone() });
            }
            found = self.of_scopes(&scopes);
        }
        found
    }

    /// Those that no word of the sentence rules out.
    pub(super) fn considered(self, said: &Said<'_, '_, 'a>) -> Vec<Candidate<'a>> {
        let all = self.candidates();
        let of_time = all.iter().filter(|found| !said.is_of_other_table(self.returns, self.around, found));
        let mut found: Vec<_> = of_time.cloned().collect();
        if found.is_empty() && said.has_timed_other() {
            found = all;
        }
        found.retain(|found| !said.is_no_sum(found) && !is_of_other_rate(self.returns, self.claim, found));
        let over_year = self.over_year(said, &found);
        found.splice(0..0, over_year);
        found
    }

    pub(super) fn of_scopes(self, scopes: &[Scope<'a>]) -> Vec<Candidate<'a>> {
        let mut found: Vec<Candidate<'a>> = Vec::new();
        for candidate in scopes.iter().flat_map(|scope| self.of_scope(scope)) {
            if !found.iter().any(|known| known.is_same(&candidate)) {
                found.push(candidate);
            }
        }
        found
    }

    fn of_scope(self, scope: &Scope<'a>) -> Vec<Candidate<'a>> {
        let claim = self.claim;
        let is_rate = matches!(claim.mention.amount, Amount::Rate(..));
        let kinds: &[bool] = match (is_rate, scope.is_rate) {
            (true, _) => &[true],
            (false, true) => &[false, true],
            (false, false) => &[false],
        };
        let levels =
            |when: &When| -> Vec<_> { kinds.iter().flat_map(|is_rate| self.levels(scope, when, *is_rate)).collect() };
        let relations = || -> Vec<_> { kinds.iter().flat_map(|is_rate| self.relations(scope, *is_rate)).collect() };
        match (claim.mention.amount, self.role) {
            (Amount::Measure(_), Role::Level) => levels(&self.when(scope)),
            (Amount::Measure(amount), _) => {
                let unit = |found: &Candidate<'_>| match found.measured {
                    Measured::Change { now, .. } => Some(now.unit()),
                    _ => None,
                };
                let is_of_time = |found: &Candidate<'a>| matches!(self.role, Role::Change(_)) || self.is_timed(found);
                relations()
                    .into_iter()
                    .filter(|found| unit(found) == Some(amount.unit()) && is_of_time(found))
                    .collect()
            }
            (Amount::Points(_), _) => {
                let is_percent = |found: &Candidate<'_>| matches!(found.measured, Measured::Change { now, .. } if now.unit() == Unit::Percent);
                relations().into_iter().filter(is_percent).collect()
            }
            (_, Role::Change(_)) | (Amount::Factor(..), _) => relations(),
            (Amount::Number(_), Role::Level) if claim.is_rest => self.rests(scope, &self.when(scope)),
            (Amount::Percent(_), Role::Level) if claim.is_rest => {
                let when = self.when(scope);
                let of_levels = levels(&when).into_iter().filter_map(rest_of_percentage);
                of_levels.chain(self.rests(scope, &when)).collect()
            }
            (Amount::Number(_) | Amount::Rate(..), Role::Level) => levels(&self.when(scope)),
            (Amount::Number(_) | Amount::Rate(..), Role::From(_) | Role::To(_)) => {
                // “from 719 on 31 March 2010 to 977 on 31 March 2014”: each stands with its own day.
                let own = Scope { times: claim.own.times.clone(), ..scope.clone() };
                let own = if own.times.is_empty() { Vec::new() } else { levels(&self.when(&own)) };
                let relations: Vec<_> =
                    relations().into_iter().filter(|found| self.is_timed(found)).chain(own).collect();
                let when = match self.role {
                    Role::From(_) => self.base(scope),
                    _ => self.course(scope),
                };
                if relations.is_empty() { levels(&when) } else { relations }
            }
            (Amount::Percent(_), Role::Level | Role::To(_)) => {
                let when = self.when(scope);
                levels(&when).into_iter().chain(self.shares(scope, &when)).collect()
            }
            (Amount::Share(..), Role::Level | Role::To(_)) => self.shares(scope, &self.when(scope)),
            (Amount::Percent(_), Role::From(_)) => {
                let when = self.base(scope);
                levels(&when).into_iter().chain(self.shares(scope, &when)).collect()
            }
            (Amount::Share(..), Role::From(_)) => self.shares(scope, &self.base(scope)),
        }
    }

    /// What was counted over the year in the same row, where the words name the table of a day, a year, and no day: “in 2013-14 12 of the
    /// blue were at Step 2” can mean either.
    fn over_year(self, said: &Said<'_, '_, 'a>, found: &[Candidate<'a>]) -> Vec<Candidate<'a>> {
        let claim = self.claim;
        let ([one], Amount::Number(_), Role::Level) = (found, claim.mention.amount, self.role) else {
            return Vec::new();
        };
        let Some(cell) = one.cell() else { return Vec::new() };
        let is_of_day = one.report.figures.table(cell).is_some_and(|table| table.counts == Counts::Snapshot);
        let is_year = |time: Time| {
            let when = time.when(said.period);
            when.counts.is_none() && !when.periods.is_empty()
        };
        let names = self.returns.names(one.report);
        let mut scope = Scope { others: Vec::new(), ..claim.scopes[0].clone() };
        if let Some(words) = names.tables.get(cell.table_position()) {
            scope.stems.retain(|stem| !words.own.contains(&**stem));
        }
        if !is_of_day
            || scope.members.is_empty()
            || said.open_times().next().is_none()
            || !said.open_times().all(is_year)
        {
            return Vec::new();
        }
        let when = When { counts: Some(Counts::Flow), ..self.when(&scope) };
        let mut levels = self.levels(&scope, &when, false);
        levels.retain(|level| level.fit.is_specific && level.fit.unexplained == 0);
        levels
    }

    /// Whether a change began or ended when the number's own words say: “from 12 in 2010-11”.
    fn is_timed(self, found: &Candidate<'a>) -> bool {
        let Measured::Change { since, .. } = found.measured else { return true };
        let end = if matches!(self.role, Role::From(_)) { since.period } else { found.report.period };
        let own = self.returns.report.period;
        let told =
            || self.claim.own.times.iter().flat_map(|time| time.when(own).periods).filter(|period| *period != own);
        told().next().is_none() || told().any(|period| period == end)
    }

    /// When a level is meant. What is set against another without a time can be of the year before.
    pub(super) fn when(self, scope: &Scope<'a>) -> When {
        let own = self.returns.report.period;
        let mut when = when(&scope.times, own);
        // What is set against another place is of the same time.
        let is_of_place = !scope.places.is_empty() || !scope.against.places.is_empty();
        if self.claim.joint == Joint::Compared && self.claim.own.times.is_empty() && !is_of_place {
            when.periods = vec![own, own.previous()];
        }
        when
    }

    /// Whether a number of the claim's kind can be a figure in a unit.
    fn is_in_unit(self, unit: Unit) -> bool {
        match self.claim.mention.amount {
            Amount::Measure(amount) => unit == amount.unit(),
            Amount::Percent(_) => unit == Unit::Percent,
            _ => unit == Unit::Plain,
        }
    }

    /// A rate for as many people as the sentence tells it.
    fn for_so_many(self, report: &Report, fit: &Fit, value: Option<Quantity>) -> Option<Quantity> {
        let value = value?;
        let table = fit.cells.first().and_then(|cell| report.figures.table(*cell));
        match (self.claim.mention.amount, table.and_then(|table| table.rate.as_ref())) {
            (Amount::Rate(told, per), Some(rate)) if per != rate.per => {
                let scale = 10_i128.checked_pow(value.places().into())?.checked_mul(rate.per.into())?;
                Quantity::ratio(value.digits().checked_mul(per.into())?, scale, told.places())
            }
            _ => Some(value),
        }
    }

    /// The figures themselves.
    pub(super) fn levels(self, scope: &Scope<'a>, when: &When, is_rate: bool) -> Vec<Candidate<'a>> {
        let mut found = Vec::new();
        for report in self.returns.reports(&scope.places, &when.periods) {
            let names = self.returns.names(report);
            let question = Question { names: &names, scope, is_rate, counts: when.counts };
            found.extend(question.fits().into_iter().filter_map(|fit| {
                let value = self.for_so_many(report, &fit, fit.value(&report.figures));
                let is_of_kind = self.is_in_unit(value.map_or(Unit::Plain, Quantity::unit));
                is_of_kind.then_some(Candidate { report, fit, measured: Measured::Level(value) })
            }));
        }
        found
    }
}

/// What a percentage leaves of a hundred: “all but 5.9% of the visits”.
fn rest_of_percentage(found: Candidate<'_>) -> Option<Candidate<'_>> {
    let Measured::Level(Some(part)) = found.measured else { return None };
    let measured = Measured::Rest { part, whole: Quantity::from(100).in_unit(part.unit()) };
    Some(Candidate { measured, ..found })
}

/// What several times in one part of a sentence mean together: the most exact says which year.
pub(crate) fn when(times: &[Time], own: Period) -> When {
    let mut exact: Option<Time> = None;
    let mut counts: Option<Counts> = None;
    for time in times {
        if exact.is_none_or(|exact| time.is_nearer_than(exact)) {
            exact = Some(*time);
        }
        counts = counts.or(time.when(own).counts);
    }
    let Some(exact) = exact else { return When::of(own) };
    let when = exact.when(own);
    When { counts: when.counts.or(counts), ..when }
}

/// Whether a rate is one of something else than its words count: “visits per 1,000 people” beside a rate of loans.
fn is_of_other_rate<'a>(returns: &Returns<'a>, claim: &Claim<'_, 'a>, found: &Candidate<'a>) -> bool {
    let (Amount::Rate(..), Some(cell)) = (claim.mention.amount, found.cell()) else { return false };
    let rate = found.report.figures.table(cell).and_then(|table| table.rate.as_ref());
    let told = tables(&returns.names(found.report), &claim.own);
    rate.is_some_and(|rate| {
        !told.is_empty() && !told.contains(&cell.table_position()) && !told.contains(&rate.of.table_position())
    })
}
