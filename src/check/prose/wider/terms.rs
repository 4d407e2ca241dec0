//! The numbers from which what is said of another one is worked out: of a change the two figures, of a share the part and the whole.

use crate::book::report::Report;
use crate::check::prose::accounts::Account;
use crate::check::prose::cells::{Fit, Question};
use crate::check::prose::closed::Said;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::segments::Joint;
use crate::check::prose::returns::{Candidate, Measured, Returns};
use crate::quantity::Quantity;

/// The figures of the claims of a sentence and of the one before.
#[derive(Default)]
pub(crate) struct Terms<'a> {
    now: Given<'a>,
    before: Given<'a>,
}

/// The figures of the claims of a sentence.
#[derive(Default)]
struct Given<'a> {
    terms: Vec<Term<'a>>,
    /// What parts leave of their wholes.
    rests: Vec<Quantity>,
}

struct Term<'a> {
    value: Quantity,
    fit: Fit,
    report: &'a Report,
    /// Whether it is that from which a figure changed.
    is_base: bool,
}

impl<'a> Terms<'a> {
    /// Of so many changes and shares the figures are looked at.
    const MOST: usize = 24;

    /// Adds the figures from which a claim is worked out.
    pub(crate) fn add(&mut self, account: &Account<'a>) {
        let Account::Held { held, .. } = account else { return };
        let Given { terms, rests } = &mut self.now;
        for candidate in held {
            let Candidate { report, fit, measured } = candidate;
            let mut add = |value: Quantity, fit: &Fit, report: &'a Report, is_base: bool| {
                if terms.len() < Self::MOST {
                    terms.push(Term { value, fit: fit.clone(), report, is_base });
                }
            };
            match measured {
                Measured::Change { before, now, since, than } => {
                    add(*before, than.as_ref().unwrap_or(fit), since, true);
                    add(*now, fit, report, false);
                }
                Measured::Share { part, whole, of, report: of_report } => {
                    add(*part, fit, report, false);
                    add(*whole, of, of_report, false);
                    rests.extend(whole.minus(*part).filter(|_| rests.len() < Self::MOST));
                }
                Measured::ShareOf { part, whole } => {
                    add(*part, fit, report, false);
                    rests.extend(whole.minus(*part).filter(|_| rests.len() < Self::MOST));
                }
                _ => {}
            }
        }
    }

    /// Begins another sentence: the figures of the last one are kept.
    pub(crate) fn next_sentence(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }

    /// Whether a number is what a part leaves of its whole, where the sentence speaks of a rest.
    pub(crate) fn leave(&self, said: &Said<'_, '_, 'a>) -> bool {
        let number = said.claim.mention.number().filter(|_| said.tells_rest());
        number.is_some_and(|number| [&self.now, &self.before].iter().any(|given| given.rests.contains(&number)))
    }

    /// The figures that a number can be.
    pub(crate) fn fits(&self, returns: &Returns<'a>, said: &Said<'_, '_, 'a>) -> Vec<Candidate<'a>> {
        let claim = said.claim;
        let (Amount::Number(number) | Amount::Rate(number, _), true) = (claim.mention.amount, claim.mention.is_exact())
        else {
            return Vec::new();
        };
        let fits = |term: &&Term<'a>| {
            let is_told = || {
                said.open_times()
                    .flat_map(|time| time.when(said.period).periods)
                    .any(|period| period == term.report.period)
            };
            let is_against = || {
                claim.joint == Joint::Compared
                    || [Sense::Than, Sense::Compared, Sense::The, Sense::From]
                        .into_iter()
                        .any(|sense| said.tells(sense))
            };
            let is_place = match claim.role {
                // “68 of these, 21 more” is no figure of the year before.
                Role::Level => !term.is_base || term.report.period == said.period || is_told() || is_against(),
                Role::From(_) => term.is_base,
                Role::To(_) => !term.is_base,
                Role::Change(_) => claim.other_roles.contains(&Role::Level),
            };
            let when = claim.own.times.iter().flat_map(|time| time.when(said.period).periods);
            let is_of_time = claim.own.times.is_empty() || when.into_iter().any(|period| period == term.report.period);
            let names = returns.names(term.report);
            let question = Question { names: &names, scope: &claim.own, is_rate: false, counts: None };
            let is_other = || term.fit.cells.iter().any(|cell| question.excludes(*cell, true));
            is_place && is_of_time && !is_other()
        };
        let candidate = |term: &Term<'a>| Candidate {
            report: term.report,
            fit: term.fit.clone(),
            measured: Measured::Level(Some(term.value)),
        };
        let same = self.now.terms.iter().chain(&self.before.terms).filter(|term| term.value == number);
        same.filter(fits).map(candidate).collect()
    }
}
