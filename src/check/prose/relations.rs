//! The changes, differences and ratios that a claim can mean: a figure, and that of another year, place or row that it is set against.

use std::collections::BTreeSet;

use super::candidates::Asked;
use super::cells::{Fit, Question};
use super::reading::parts::times::{Time, When};
use super::reading::roles::Role;
use super::reading::scopes::{Against, Scope};
use super::returns::{Candidate, Measured};
use crate::book::period::Period;
use crate::book::report::Report;

/// How many years back a change can reach that is told “over many years”.
const FARTHEST: usize = 15;

/// The later and the earlier year of a change.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Course {
    now: Period,
    since: Period,
}

impl<'a> Asked<'_, 'a> {
    /// The figures with what they are set against.
    pub(super) fn relations(self, scope: &Scope<'a>, is_rate: bool) -> Vec<Candidate<'a>> {
        let own = self.returns.report.period;
        let is_day = |time: &&Time| matches!(time, Time::Day { .. } | Time::Month { .. });
        let counts = scope.times.iter().find(is_day).and_then(|day| day.when(own).counts);
        let is_change = matches!(self.role, Role::Change(_));
        let alone = Scope { against: Against::default(), ..scope.clone() };
        // “Blues rose by 23.3%, more than reds”: what rose is told before the number.
        let is_told_before = self.claim.way_at.is_some_and(|at| at < self.claim.mention.tokens.start);
        let rows = if is_change && !is_told_before { scope.against_rows() } else { None };
        let folded = scope.folded();
        let scope = if rows.is_some() { &alone } else { &*folded };
        let places = &folded.against.places;
        let mut found = Vec::new();
        for course in self.courses(&folded) {
            for report in self.returns.reports(&scope.places, &[course.now]) {
                let names = self.returns.names(report);
                let others = if is_change && !places.is_empty() {
                    self.returns.reports(places, &[course.now])
                } else {
                    Vec::new()
                };
                for fit in (Question { names: &names, scope, is_rate, counts }).fits() {
                    match &rows {
                        Some(rows) => {
                            let others = (Question { names: &names, scope: rows, is_rate, counts }).fits();
                            found.extend(others.into_iter().filter_map(|other| beside(report, &fit, other)));
                        }
                        None => found.extend(self.since(report, &fit, course, &others)),
                    }
                }
            }
        }
        found
    }

    fn since(self, report: &'a Report, fit: &Fit, course: Course, others: &[&'a Report]) -> Vec<Candidate<'a>> {
        if others.is_empty() {
            let since = self.returns.reports_of(&report.area.key, &[course.since]);
            return since.into_iter().filter_map(|since| self.returns.change(report, fit, since)).collect();
        }
        others.iter().filter_map(|other| self.returns.difference(report, fit, other)).collect()
    }

    /// Between which years a figure changed: those that are told, and the year before where none is.
    fn courses(self, scope: &Scope<'a>) -> Vec<Course> {
        let own = self.returns.report.period;
        let times = || scope.times.iter().chain(&scope.against.times);
        let mut courses = told(scope, own);
        if courses.is_empty() && times().any(|time| matches!(time, Time::Long | Time::Periods)) {
            let earlier = own.and_before().skip(2);
            courses.extend(earlier.take(FARTHEST).map(|since| Course { now: own, since }));
        }
        if courses.is_empty() && times().all(|time| time.when(own).periods == [own]) {
            courses.push(Course { now: own, since: own.previous() });
        }
        courses
    }

    /// When a figure was as it was before a change.
    pub(super) fn base(self, scope: &Scope<'a>) -> When {
        let own = self.returns.report.period;
        let is_day = |time: &&Time| matches!(time, Time::Day { .. } | Time::Month { .. });
        let counts = scope.times.iter().find(is_day).and_then(|day| day.when(own).counts);
        When { periods: self.courses(scope).into_iter().map(|course| course.since).collect(), counts }
    }

    /// When a figure was as it came to be by a change.
    pub(super) fn course(self, scope: &Scope<'a>) -> When {
        let counts = self.base(scope).counts;
        When { periods: self.courses(scope).into_iter().map(|course| course.now).collect(), counts }
    }
}

/// The years between which words tell a change in the report of a period.
fn told(scope: &Scope<'_>, own: Period) -> Vec<Course> {
    let periods = |times: &[Time]| {
        let periods: BTreeSet<_> = times.iter().flat_map(|time| time.when(own).periods).collect();
        periods.into_iter().collect::<Vec<_>>()
    };
    let (mut against, told) = (periods(&scope.against.times), periods(&scope.times));
    against.retain(|since| *since < own || told.iter().any(|now| since < now));
    let stretches = scope.times.iter().chain(&scope.against.times).filter_map(|time| match time {
        Time::Between(since, now) => Some(Course { now: *now, since: *since }),
        _ => None,
    });
    let mut courses: Vec<_> = stretches.collect();
    courses.extend(against.iter().map(|since| {
        let now = told.iter().filter(|now| *now > since).max();
        Course { now: *now.unwrap_or(&own), since: *since }
    }));
    if against.is_empty() {
        for (at, now) in told.iter().enumerate() {
            courses.extend(told[..at].iter().map(|since| Course { now: *now, since: *since }));
        }
        if let [only] = *told.as_slice() {
            courses.push(Course { now: own, since: only });
            courses.push(Course { now: only, since: only.previous() });
        }
    }
    let mut known = Vec::new();
    courses.retain(|course| {
        course.since < course.now && !known.contains(course) && {
            known.push(*course);
            true
        }
    });
    courses
}

/// How far a figure is from another of the same return.
fn beside<'a>(report: &'a Report, fit: &Fit, other: Fit) -> Option<Candidate<'a>> {
    let (now, before) = (fit.value(&report.figures)?, other.value(&report.figures)?);
    let is_other = other.cells != fit.cells;
    let measured = Measured::Change { before, now, since: report, than: Some(other) };
    is_other.then(|| Candidate { report, fit: fit.clone(), measured })
}
