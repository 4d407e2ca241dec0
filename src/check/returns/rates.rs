//! Rates against the count and the population that they are worked out from.
//!
//! A rate is `per × count ÷ population`, rounded half up; the population is the estimate for the middle of the calendar year in
//! which the reporting year begins. Where that estimate is not known, others say how large or small it can be, and so the rate.

use super::estimates::is_doubtful;
use crate::address::Address;
use crate::book::Population;
use crate::book::cell::{Absence, absence_sign};
use crate::book::form::{Rate, Table};
use crate::book::path::CellPath;
use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::quantity::Quantity;
use crate::query::people::Bound;
use crate::source::Span;
use crate::text::number;

rules! {
    RATE = "A105" "rate" Error:
        "A rate that was handed in is not what the count and the population give, or cannot be.";
        "Rates are what readers use to compare areas; a wrong one misleads more than a wrong count.";
        "`incident_rate: 109` where 976 people among 941,176 residents make 104.";
        "Leave the rate out where the population is known: the build works it out. If you are sure of it, check the count that it is made from."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks every rate of a report whose count is known.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let figures = &context.report.figures;
    for (at, table) in figures.form.tables.iter().enumerate() {
        let handed = figures.entry(CellPath::table(at)).and_then(|entry| entry.handed.as_ref());
        let count = |rate: &Rate| figures.number(rate.of);
        if let (Some(rate), Some((cell, span))) = (&table.rate, handed)
            && let Some(count) = count(rate)
        {
            let handed = HandedRate { context, table, rate, count, value: cell.value, span: *span };
            findings.extend(handed.fault().map(|fault| fault.about(Address::new(&table.key))));
        }
    }
}

/// What to do about an estimate that makes a rate hundreds of times what was handed in.
fn in_thousands(handed: Quantity, right: Quantity) -> Option<&'static str> {
    const MUCH: u64 = 500;
    let is_much = !handed.is_zero() && handed.times(MUCH.into()).is_some_and(|much| right > much);
    is_much.then_some(
        "if content/populations.csv tells people in thousands, write each estimate in full: areabook counts people",
    )
}

/// A rate that was handed in, with its count.
struct HandedRate<'a> {
    context: &'a ReportContext<'a>,
    table: &'a Table,
    rate: &'a Rate,
    count: Quantity,
    value: Result<Quantity, Absence>,
    span: Span,
}

impl HandedRate<'_> {
    fn fault(&self) -> Option<Diagnostic> {
        let (is_low, has_count) = (self.value == Err(Absence::Low), !self.count.is_zero());
        let number = match self.value {
            Ok(number) => number,
            Err(Absence::Low) => Quantity::ZERO,
            Err(Absence::NotApplicable) if has_count => {
                return Some(self.at("\"[z]\" says that there can be no rate").help(WRITE));
            }
            Err(_) => return None,
        };
        if !has_count {
            let finding = || self.at("the count is 0, and so is the rate").help("write 0, or correct the count");
            return (is_low || !number.is_zero()).then(finding);
        }
        let (area, year) = (&self.context.report.area.key, self.context.report.period.mid_year());
        let is_nothing = number.is_zero() && !is_low;
        match self.context.book.population(area, year, &self.rate.population) {
            Some(population) => self.differs(number, is_nothing, population),
            None if is_nothing => Some(self.at("the rate is 0").help(WRITE).help(LOW)),
            None => self.impossible(number),
        }
    }

    /// The finding for a rate that the population of its year shows to be wrong. It is handed in with as many decimals as the area
    /// gives it.
    fn differs(&self, handed: Quantity, is_nothing: bool, population: &Population) -> Option<Diagnostic> {
        let exact = self.rate.ratio(self.count, population.people)?;
        let is_right = exact.to_places(handed.places())? == handed && !is_nothing;
        if is_right || is_doubtful(self.context.book, population) {
            return None;
        }
        let right = number::written(exact.to_places(self.table.places(exact).max(handed.places()))?);
        let people = number::count(population.people);
        let finding = self
            .at(format!("the rate is {}, and its count and population give {right}", self.written()))
            .label(format!("works out as {right}"))
            .related(population.span, "the population")
            .help(format!("{} ÷ {people} = {right}, rounded", self.product()))
            .help("leave the rate out, and the build works it out; or correct the count or the estimate");
        let finding = in_thousands(handed, exact.to_places(0)?).into_iter().fold(finding, Diagnostic::help);
        Some(if is_nothing { finding.help(LOW) } else { finding })
    }

    /// The finding for a rate that no number of people can give that other estimates allow.
    fn impossible(&self, handed: Quantity) -> Option<Diagnostic> {
        let (area, year) = (&self.context.report.area.key, self.context.report.period.mid_year());
        let (least, most) = self.context.book.people_between(area, year, &self.rate.population);
        let rate = |bound: Bound<'_>| self.rate.ratio(self.count, bound.people)?.to_places(handed.places());
        let most = most.and_then(|bound| Some(("at least", rate(bound).filter(|least| handed < *least)?, bound)));
        let least = || least.and_then(|bound| Some(("at most", rate(bound).filter(|most| handed > *most)?, bound)));
        let (at, limit, Bound { people, estimate }) = most.or_else(least)?;
        let thousands = in_thousands(handed, limit).filter(|_| at == "at least");
        let (limit, people) = (number::written(limit), number::count(people));
        if is_doubtful(self.context.book, estimate) {
            return None;
        }
        let Population { mid_year, basis, span, .. } = estimate;
        let finding =
            self.at(format!("the rate is {}, and its count gives {at} {limit}", self.written()))
                .label(format!("is {at} {limit}"))
                .related(*span, "what is known of the population")
                .help(format!(
                    "{} ÷ {people} = {limit}, where {people} is the estimate of {mid_year} (`{basis}`), give or take 10%, and as much again for each year between",
                    self.product()
                ))
                .help("correct the rate, the count or the estimate");
        Some(thousands.into_iter().fold(finding, Diagnostic::help))
    }

    fn at(&self, message: impl Into<String>) -> Diagnostic {
        RATE.at(self.span, message).related(self.context.place(self.rate.of), "the count")
    }

    /// The rate as it was handed in.
    fn written(&self) -> String {
        self.value.map_or_else(|absence| format!("[{}]", absence_sign(absence)), number::written)
    }

    /// `100,000 × 976`
    fn product(&self) -> String {
        format!("{} × {}", number::count(self.rate.per), number::written(self.count))
    }
}

/// What to do where no rate, or a wrong one, was handed in and cannot be worked out.
pub(super) const WRITE: &str = "write the rate, or \"[x]\" where it is not known";
const LOW: &str = "write \"[low]\" for a rate that is more than nothing and rounds to zero";
