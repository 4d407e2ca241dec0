//! Figures of places that a sentence does not name by themselves: “somewhere else 81 were reported”, “the north had 162”.

use crate::book::area::Area;
use crate::book::report::Report;
use crate::check::prose::accounts::holds;
use crate::check::prose::candidates::Asked;
use crate::check::prose::closed::Said;
use crate::check::prose::reading::counted::Head;
use crate::check::prose::reading::parts::places::Place;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::scopes::Scope;
use crate::check::prose::returns::{Around, Candidate, Measured, Returns};
use crate::quantity::Quantity;

/// Whether a bare number is what a figure of its sentence is in a place that the sentence before names: “ours, 96, lies between theirs (107
/// and 90)”.
fn is_there<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, around: &Around<'a>) -> bool {
    let claim = said.claim;
    let places = around.scopes.iter().flat_map(|scope| scope.places.iter().chain(&scope.against.places));
    let places: Vec<_> = places.copied().collect();
    let is_bare = claim.role == Role::Level && claim.own.is_empty() && claim.own.places.is_empty();
    if !is_bare || claim.head == Head::Unknown || places.is_empty() {
        return false;
    }
    around.told.iter().any(|(fit, report)| {
        returns.reports(&places, &[report.period]).into_iter().any(|other| {
            let measured = returns.same(report, fit, other).map(|value| Measured::Level(Some(value)));
            measured.is_some_and(|measured| {
                holds(claim, claim.role, &Candidate { report: other, fit: fit.clone(), measured })
            })
        })
    })
}

/// Whether a number that is told of another place is the figure of some area, or that of all areas of a region.
pub(crate) fn is_elsewhere<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, around: &Around<'a>) -> bool {
    if is_there(returns, said, around) {
        return true;
    }
    let claim = said.claim;
    let told = || said.sentence.places.iter().map(|(_, place)| *place);
    let region = told().find_map(|place| if let Place::Region(region) = place { Some(region) } else { None });
    let names_area = claim.own.places.iter().any(|place| matches!(place, Place::Area(_) | Place::Nation));
    if claim.role != Role::Level || names_area || !(region.is_some() || told().any(|place| place == Place::Elsewhere)) {
        return false;
    }
    let asked = Asked { returns, claim, around, role: claim.role };
    let scope = Scope { places: Vec::new(), ..claim.scopes[0].clone() };
    let figures = asked.levels(&scope, &asked.when(&scope), claim.own.is_rate || claim.scopes[0].is_rate);
    figures.iter().any(|figure| {
        let others = || returns.book.reports.iter().filter(|other| other.period == figure.report.period);
        let holds = |other: &'a Report, value: Quantity| {
            let measured = Measured::Level(Some(value));
            holds(claim, claim.role, &Candidate { report: other, fit: figure.fit.clone(), measured })
        };
        if let Some(region) = region {
            let is_within = |area: &Area| area.region.iter().chain(&area.country).any(|of| of.as_str() == region);
            let areas = returns.book.areas.iter().filter(|area| is_within(area));
            let value = |area: &Area| {
                let report = others().find(|other| other.area.key == area.key)?;
                returns.same(figure.report, &figure.fit, report)
            };
            let sum = areas.map(|area| value(area)).try_fold(Quantity::ZERO, |sum, value| sum.plus(value?));
            return sum.is_some_and(|sum| holds(figure.report, sum));
        }
        others()
            .filter_map(|other| Some((other, returns.same(figure.report, &figure.fit, other)?)))
            .any(|(other, value)| holds(other, value))
    })
}
