//! A figure that a sentence can mean, in words: what it counts, what the sentence should say, the reference that prints it.

use std::cmp::Ordering;

use crate::address::Address;
use crate::book::Book;
use crate::book::axis::Axis;
use crate::book::form::{Counts, Table};
use crate::book::narrative::{Asks, Reading, Since};
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::check::prose::cells::Fit;
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::senses::Way;
use crate::check::prose::reading::parts::names::scale;
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::returns::{Candidate, Measured};
use crate::page::words::Subject;
use crate::quantity::Quantity;
use crate::query::reference;
use crate::text::number;

/// What words are found in.
#[derive(Clone, Copy)]
pub(crate) struct Describer<'a> {
    pub(crate) book: &'a Book,
    /// The report whose sentence it is.
    pub(crate) report: &'a Report,
    pub(crate) references: References,
}

/// Which references can be written where a sentence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum References {
    /// All that print something in its report.
    Any,
    /// Those that print the same in the reports of all areas: the nation's figures.
    OfNation,
    None,
}

impl Describer<'_> {
    /// What a sentence about a candidate says, up to its number: “counts “All people” on 31 March 2014”.
    pub(crate) fn says(self, candidate: &Candidate<'_>) -> String {
        let what = self.cells(candidate.report, &candidate.fit);
        match &candidate.measured {
            Measured::Level(_) | Measured::Beside { .. } => format!("counts {what}"),
            Measured::Change { since, than: Some(than), .. } => {
                format!("tells how far {what} is from {}", self.cells(since, than))
            }
            Measured::Change { since, .. } if since.area.key == candidate.report.area.key => {
                format!("tells how {what} changed since {}", since.period)
            }
            Measured::Change { since, .. } => format!("tells how far {what} is from that of {}", since.area.name),
            Measured::Share { of, report, .. } => format!("tells the share of {what} in {}", self.cells(report, of)),
            Measured::ShareOf { whole, .. } => format!("tells the share of {what} in {}", number::written(*whole)),
            Measured::Rest { .. } => format!("counts all but {what}"),
            Measured::PerHead { .. } => format!("tells for how many people there is one of {what}"),
        }
    }

    fn cells(self, report: &Report, fit: &Fit) -> String {
        let names: Vec<_> = fit.cells.iter().map(|cell| self.cell(report, *cell)).collect();
        let is_own = report.area.key == self.report.area.key;
        let place = if is_own { String::new() } else { format!(" in {}", report.name()) };
        match names.as_slice() {
            [] | [_] => format!("{}{place}", names.concat()),
            [others @ .., last] => format!("{} and {last}{place}", others.join(", ")),
        }
    }

    /// What a cell counts and when: the measure that it belongs to, or else its row and column and its table.
    fn cell(self, report: &Report, cell: CellPath) -> String {
        let table = report.figures.table(cell);
        if let Some(measure) = self.book.measure_at(&report.figures.form.key, cell) {
            let when = match table.map(|table| table.counts) {
                Some(Counts::Snapshot) => format!("on {}", report.period.end()),
                _ => format!("in {}", report.period),
            };
            return format!("“{}” {when}", measure.title);
        }
        let axes = report.figures.grid(cell.table_position()).map_or(&[][..], |grid| &grid.axes);
        let member = |(at, axis): (usize, &std::sync::Arc<Axis>)| {
            let position = cell.position(at).filter(|position| *position != Axis::TOTAL)?;
            Some(format!("“{}”", axis.member(position)?.short))
        };
        let members: Vec<_> = axes.iter().enumerate().filter_map(member).collect();
        let subject = Subject::none(self.book);
        let title = table.map(|table| subject.of(report).plain(&table.title)).unwrap_or_default();
        match members.as_slice() {
            [] => format!("“{title}”"),
            // A local figure.
            members if table.is_none() => members.join(", "),
            members => format!("{} in “{title}”", members.join(", ")),
        }
    }

    /// What a claim would say if it were right about a candidate; none where the figure is not known.
    pub(crate) fn right(self, claim: &Claim<'_, '_>, candidate: &Candidate<'_>) -> Option<String> {
        match &candidate.measured {
            Measured::Level(value) => value.map(number::written),
            Measured::Rest { part, whole } => {
                let rest = whole.minus(*part)?;
                let percent = || Quantity::percent(rest, *whole, places(claim));
                let is_percent = matches!(claim.mention.amount, Amount::Percent(_));
                if is_percent { percent() } else { Some(rest) }.map(number::written)
            }
            // “From 93 to 131”: the number is one of the two, not how far they are apart.
            Measured::Change { before, now, .. }
                if !matches!(claim.role, Role::Change(_))
                    && matches!(claim.mention.amount, Amount::Number(_) | Amount::Rate(..) | Amount::Measure(_)) =>
            {
                Some(number::written(if matches!(claim.role, Role::From(_)) { *before } else { *now }))
            }
            Measured::Change { .. } => self.course(claim, candidate),
            Measured::Share { .. } | Measured::ShareOf { .. } => self.percent(claim, candidate),
            Measured::Beside { number, other } => {
                let side = match number.cmp(other) {
                    Ordering::Less => "less than",
                    Ordering::Equal => "the same as",
                    Ordering::Greater => "more than",
                };
                Some(format!("{} is {side} {}", number::written(*number), number::written(*other)))
            }
            Measured::PerHead { people, count } => {
                let each = Quantity::ratio(i128::from(*people), i128::from(*count), 0)?;
                Some(format!("one in {}", number::written(each)))
            }
        }
    }

    /// What the reference that prints a candidate puts in place of the number; none where no reference does.
    pub(crate) fn printed(self, claim: &Claim<'_, '_>, candidate: &Candidate<'_>) -> Option<String> {
        let write = |value| if claim.is_in_words() { number::words(value) } else { number::written(value) };
        match (&candidate.measured, claim.mention.amount) {
            (Measured::Level(Some(value)), _) if claim.mention.is_deficit => Some(write(value.size())),
            (Measured::Level(Some(value)), _) => Some(write(*value)),
            (Measured::Change { .. } | Measured::Share { .. }, Amount::Percent(_)) => self.percent(claim, candidate),
            (Measured::Change { before, now, .. }, _) => before.distance(*now).map(write),
            _ => None,
        }
    }

    /// Which way a figure went, and how far; none where it is not told.
    pub(crate) fn course(self, claim: &Claim<'_, '_>, candidate: &Candidate<'_>) -> Option<String> {
        let Measured::Change { before, now, .. } = &candidate.measured else { return None };
        let size = match claim.mention.amount {
            Amount::Number(_) | Amount::Rate(..) | Amount::Measure(_) | Amount::Points(_) => {
                number::written(before.distance(*now)?)
            }
            _ => self.percent(claim, candidate)?,
        };
        Some(match now.cmp(before) {
            Ordering::Less => format!("a fall of {size}"),
            Ordering::Greater => format!("a rise of {size}"),
            Ordering::Equal => "no change".to_owned(),
        })
    }

    /// The percentage that a claim should say, with as many decimals as it has.
    pub(crate) fn percent(self, claim: &Claim<'_, '_>, candidate: &Candidate<'_>) -> Option<String> {
        let (part, whole) = candidate.ratio()?;
        Quantity::percent(part, whole, places(claim)).map(number::written)
    }

    /// The figures from which what a claim should say is worked out.
    pub(crate) fn working(self, candidate: &Candidate<'_>) -> Option<String> {
        let written = |one: &Quantity, joint: &str, other: &Quantity| {
            format!("{}{joint}{}", number::written(*one), number::written(*other))
        };
        match &candidate.measured {
            Measured::Level(_) | Measured::Beside { .. } => None,
            Measured::Change { before, now, since, than: None } if since.area.key == candidate.report.area.key => {
                Some(format!("from {}", written(before, " to ", now)))
            }
            Measured::Change { before, now, .. } => Some(written(now, " and ", before)),
            Measured::Share { part, whole, .. } | Measured::ShareOf { part, whole } => {
                Some(written(part, " of ", whole))
            }
            Measured::Rest { part, whole } => Some(written(whole, " less ", part)),
            Measured::PerHead { people, count } => Some(written(&(*count).into(), " of ", &(*people).into())),
        }
    }

    /// In what the figure of a candidate is told, where the words of a claim can tell it in another way.
    pub(crate) fn in_unit(self, claim: &Claim<'_, '_>, candidate: &Candidate<'_>) -> String {
        let table = candidate.cell().and_then(|cell| candidate.report.figures.table(cell));
        let is_scaled = |table: &&Table| scale(table, &ENGLISH).is_some();
        let table = table.filter(|table| matches!(claim.mention.amount, Amount::Measure(_)) && is_scaled(table));
        table.map(|table| format!(" in “{}”", table.unit)).unwrap_or_default()
    }

    /// The reference that prints what a claim should say; none where there is none.
    pub(crate) fn reference(self, claim: &Claim<'_, '_>, candidate: &Candidate<'_>) -> Option<String> {
        let cell = candidate.cell()?;
        match self.references {
            References::Any => {}
            References::OfNation => return self.of_nation(claim, candidate, cell),
            References::None => return None,
        }
        let own = self.own(candidate, cell)?;
        let name = self.report.figures.address(own);
        let filter = match (&candidate.measured, claim.mention.amount) {
            // “228 per 10,000” of what the return has for 1,000.
            (Measured::Level(Some(value)), Amount::Rate(..))
                if candidate.fit.value(&candidate.report.figures) != Some(*value) =>
            {
                return None;
            }
            // Of a deficit a sentence tells the size.
            (Measured::Level(Some(_)), _) if claim.mention.is_deficit => {
                let is_own = self.reading(candidate, own)?.is_empty();
                is_own.then(|| " | size".to_owned())?
            }
            (Measured::Level(Some(_)), _) => self.reading(candidate, own)?,
            (Measured::Change { before, now, .. }, amount) => {
                let since = self.since(candidate)?;
                let way = way(claim.role, *before, *now)?;
                match amount {
                    Amount::Number(_) | Amount::Rate(..) | Amount::Measure(_) => format!(" | {way}{since}"),
                    Amount::Percent(_) => format!(" | percent {way}{since}, {}", places(claim)),
                    _ => return None,
                }
            }
            (Measured::Share { of, report, .. }, Amount::Percent(_)) if std::ptr::eq(candidate.report, self.report) => {
                format!(" | share of {}, {}", self.whole(of, report)?, places(claim))
            }
            _ => return None,
        };
        let words = if claim.is_in_words() { " | words" } else { "" };
        let table = candidate.report.figures.table(cell).filter(|_| matches!(claim.mention.amount, Amount::Measure(_)));
        let scale = table.and_then(|table| scale(table, &ENGLISH)).map(|(word, _)| format!(" {word}"));
        Some(format!("{{{{ {name}{filter}{words} }}}}{}", scale.unwrap_or_default()))
    }

    /// The reference that prints a figure of the nation in the reports of its areas.
    fn of_nation(self, claim: &Claim<'_, '_>, candidate: &Candidate<'_>, cell: CellPath) -> Option<String> {
        let value = candidate.fit.value(&candidate.report.figures)?;
        let is_level = matches!(candidate.measured, Measured::Level(Some(_)));
        let report = self.book.reports_for(self.report.period).next()?;
        let (form, nation) = (&report.figures.form.key, &candidate.report.figures);
        let there = match self.book.measure_at(&nation.form.key, cell) {
            Some(measure) => measure.path(form),
            None => report.figures.alike(nation, cell),
        };
        let of = report.figures.address(there?);
        let asks = Asks::Figure { of: of.clone(), reading: Reading::Nation, in_words: false };
        let is_told = reference::text(self.book, report, &asks).is_ok_and(|text| text == number::written(value));
        let words = if claim.is_in_words() { " | words" } else { "" };
        (is_level && is_told).then(|| format!("{{{{ {of} | nation{words} }}}}"))
    }

    /// The cell of the sentence's own report that stands for a candidate's.
    fn own(self, candidate: &Candidate<'_>, cell: CellPath) -> Option<CellPath> {
        if std::ptr::eq(candidate.report, self.report) {
            return Some(cell);
        }
        let form = &self.report.figures.form.key;
        let there = &candidate.report.figures.form.key;
        if form == there && candidate.report.area.key == self.report.area.key {
            return self.report.figures.same_cell(&candidate.report.figures, cell);
        }
        self.book.measure_at(there, cell)?.path(form)
    }

    /// How a level is read from the sentence's own report: as it is, as it was before, or as that of the nation.
    fn reading(self, candidate: &Candidate<'_>, own: CellPath) -> Option<String> {
        if std::ptr::eq(candidate.report, self.report) {
            return Some(String::new());
        }
        let is_of_area = candidate.report.area.key == self.report.area.key;
        let (reading, filter) = match is_of_area {
            true => {
                let (since, words) = self.earlier(candidate.report.period)?;
                (Reading::Before(since), format!("before{words}"))
            }
            false => (Reading::Nation, "nation".to_owned()),
        };
        let asks = Asks::Figure { of: self.report.figures.address(own), reading, in_words: false };
        let printed = reference::text(self.book, self.report, &asks).ok()?;
        let value = candidate.fit.value(&candidate.report.figures).map(number::written)?;
        let is_of_period = is_of_area || candidate.report.period == self.report.period;
        let is_told = is_of_area || candidate.report.area.key == self.book.nation.key;
        (is_told && is_of_period && printed == value).then(|| format!(" | {filter}"))
    }

    /// What stands behind the words of a change in a reference, by the period since which a figure of the report changed; none where no
    /// reference tells it.
    fn since(self, candidate: &Candidate<'_>) -> Option<&'static str> {
        let Measured::Change { since, than: None, .. } = candidate.measured else { return None };
        let is_own = std::ptr::eq(candidate.report, self.report);
        self.earlier(since.period).filter(|_| is_own).map(|(_, words)| words)
    }

    /// The period before or the same one of the year before, as references name it.
    fn earlier(self, period: Period) -> Option<(Since, &'static str)> {
        let own = self.report.period;
        let known =
            [(own.previous(), (Since::PeriodBefore, "")), (own.year_before(), (Since::YearBefore, " in a year"))];
        known.into_iter().find(|(earlier, _)| *earlier == period).map(|(_, since)| since)
    }

    fn whole(self, of: &Fit, report: &Report) -> Option<Address> {
        let [cell] = of.cells.as_slice() else { return None };
        match std::ptr::eq(report, self.report) {
            true => Some(self.report.figures.address(*cell)),
            false => (report.area.key == self.book.nation.key).then(|| Address::new("nation")),
        }
    }
}

/// The decimals of a claim's percentage.
fn places(claim: &Claim<'_, '_>) -> u8 {
    match claim.mention.amount {
        Amount::Percent(percent) => percent.places(),
        _ => 0,
    }
}

/// The word of the reference language for the way that a claim says; none where the figure went another way.
fn way(role: Role, before: Quantity, now: Quantity) -> Option<&'static str> {
    match role {
        Role::Change(Way::Rise) if now > before => Some("rise"),
        Role::Change(Way::Fall) if now < before => Some("fall"),
        Role::Change(Way::Either) => Some("change"),
        _ => None,
    }
}
