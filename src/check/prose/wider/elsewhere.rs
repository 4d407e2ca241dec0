//! Figures of places that a sentence does not name: “somewhere else 81 were reported”.

use crate::check::prose::accounts::holds;
use crate::check::prose::candidates::Asked;
use crate::check::prose::closed::Said;
use crate::check::prose::reading::parts::places::Place;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::scopes::Scope;
use crate::check::prose::returns::{Around, Candidate, Measured, Returns};

/// Whether a number that is told of another place is the figure of some area.
pub(crate) fn is_elsewhere<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, around: &Around<'a>) -> bool {
    let claim = said.claim;
    let mut told = said.sentence.places.iter().map(|(_, place)| *place);
    let names_area = claim.own.places.iter().any(|place| matches!(place, Place::Area(_) | Place::Nation));
    if claim.role != Role::Level || names_area || !told.any(|place| place == Place::Elsewhere) {
        return false;
    }
    let asked = Asked { returns, claim, around, role: claim.role };
    let scope = Scope { places: Vec::new(), ..claim.scopes[0].clone() };
    let figures = asked.levels(&scope, &asked.when(&scope), claim.own.is_rate || claim.scopes[0].is_rate);
    figures.iter().any(|figure| {
        let others = returns.book.reports.iter().filter(|other| other.period == figure.report.period);
        others.filter_map(|other| Some((other, returns.same(figure.report, &figure.fit, other)?))).any(
            |(other, value)| {
                let measured = Measured::Level(Some(value));
                holds(claim, claim.role, &Candidate { report: other, fit: figure.fit.clone(), measured })
            },
        )
    })
}
