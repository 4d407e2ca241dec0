//! Rates against the count and the population that they are worked out from.
//!
//! 100,000 × count ÷ population, rounded half up; the population is the estimate for the middle of the calendar year
//! in which the reporting year begins.

use crate::address::Address;
use crate::book::path::CellPath;
use crate::check::context::{ReportCheck, ReportContext};
use crate::diagnostic::Diagnostic;
use crate::text::number;

rules! {
    RATE = "A105" "rate" Error:
        "A rate that was handed in is not what the count and the population give.";
        "Rates are what readers use to compare areas; a wrong one misleads more than a wrong count.";
        "`rso_rate: 109` where 976 people among 941,176 residents make 104.";
        "Leave the rate out: the build works it out. If you are sure of it, check the count that it is made from."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// Checks every rate of a report for which the population is known.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    let report = context.report;
    for (at, table) in report.figures.form.tables.iter().enumerate() {
        let Some(rate) = &table.rate else { continue };
        let Some(entry) = report.figures.entry(CellPath::table(at)) else { continue };
        let (Some((handed, span)), Some(computed)) = (&entry.handed, &entry.computed) else { continue };
        let (Ok(handed), Ok(computed)) = (handed.value, computed.value) else { continue };
        let year = report.period.start_year();
        let population = context.book.population(&report.area.key, year, &rate.population);
        let (Some(population), Some(count)) = (population, report.figures.number(rate.of)) else { continue };
        // A rate is handed in with as many decimals as the area gives it.
        if computed.to_places(handed.places()) == handed {
            continue;
        }
        let (count, people) = (number::written(count), number::count(population.people));
        findings.push(
            RATE.at(*span, format!("the rate is {handed}, and its count and population give {computed}"))
                .label(format!("works out as {computed}"))
                .related(report.figures.place(rate.of), "the count")
                .related(population.span, "the population")
                .help(format!("{} × {count} ÷ {people} = {computed}, rounded", number::count(rate.per)))
                .help("leave the rate out, and the build works it out; or correct the count")
                .about(Address::new(&table.key)),
        );
    }
}
