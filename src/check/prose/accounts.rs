//! Whether the returns hold what a sentence says.

use std::ops::Range;

use super::candidates::Asked;
use super::cells::Fit;
use super::closed::{Open, Said};
use super::faults::disagreement::Disagreement;
use super::faults::misfit::{Misfit, is_no_average};
use super::near::{fits, is_factor, is_measure, is_percent, is_share};
use super::reading::claims::Claim;
use super::reading::counted::{Head, Noun};
use super::reading::language::senses::{Bound, Sense, Way};
use super::reading::parts::kinds::Exempt;
use super::reading::parts::numbers::Amount;
use super::reading::roles::Role;
use super::reading::scopes::Scope;
use super::returns::{Around, Candidate, Measured, Returns};
use crate::book::report::Report;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;

/// What became of a claim.
pub(crate) enum Account<'a> {
    /// It need not be accounted for.
    None,
    /// It follows from other numbers of the text.
    Follows,
    /// These hold the number. Where the words leave one figure and no doubt, it is said to be sure.
    Held { held: Vec<Candidate<'a>>, is_sure: bool },
    /// A figure gives the number, cut off instead of rounded.
    CutOff { candidate: Candidate<'a>, is_sure: bool },
    /// The words leave one figure, and it is another.
    Contradicts(Candidate<'a>),
    /// The number is right, and the word that tells which way it went, or on which side of another it stands, is wrong.
    WrongWay(Candidate<'a>),
    /// No return holds it; these were considered.
    Unaccounted(Vec<Candidate<'a>>),
    /// It is a figure of the return, told otherwise than the return has it; whether there is no doubt that this figure is meant.
    Misfit { candidate: Candidate<'a>, misfit: Misfit, is_sure: bool },
    /// It does not go with other numbers of its sentence: these tokens hold them all.
    Disagrees(Range<usize>, Disagreement),
}

/// What was made of a number.
pub(crate) enum Number<'s, 'a> {
    /// It needs no account.
    Exempt(Exempt),
    /// It and those behind it were not read: there are too many before it.
    Unread,
    /// A reference prints it: the figure, if a table has it, and whether the sentence says another.
    Reference { claim: &'s Claim<'s, 'a>, given: Option<Candidate<'a>>, account: Account<'a> },
    /// What its sentence says with it, and what became of that.
    Claim(&'s Claim<'s, 'a>, Account<'a>),
}

/// What becomes of a claim.
pub(crate) fn account<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, around: &Around<'a>) -> Account<'a> {
    let claim = said.claim;
    let Scope { times, places, .. } = &claim.own;
    let says_nothing = claim.own.is_empty() && times.is_empty() && places.is_empty();
    if claim.mention.is_repeated && (says_nothing || claim.head == Head::Unknown) {
        return Account::None;
    }
    if claim.is_negated
        || said.is_all_of_total(around)
        || said.defines(returns.book.settings.checks.typed_from)
        || !(claim.mention.is_repeated
            || said.is_rest_of_part()
            || said.is_share_of_them(around)
            || is_told(returns, claim, around)
            || is_in_cell(claim, around))
    {
        return Account::None;
    }
    // How the size of a deficit changes, and what it is above or below, is told the other way round.
    let is_bound = !matches!(claim.mention.bound, Bound::Exact | Bound::About);
    if claim.mention.is_deficit && (is_bound || claim.role != Role::Level) {
        return Account::None;
    }
    let account = account_of(returns, said, around);
    match (claim.mention.amount, &account) {
        (Amount::Measure(amount), Account::Unaccounted(considered))
            if !is_of_return(returns, said, amount)
                && !considered
                    .iter()
                    .any(|found| is_asked(returns, amount, found) && Misfit::of(returns, said, found).is_none()) =>
        {
            Account::None
        }
        _ => account,
    }
}

/// Whether an amount that is no figure has to be accounted for. Not all that is measured in such a unit is in the return: only what the
/// words say, told as exactly as the figure is. In a unit that says how many each figure stands for, nearly all is.
fn is_asked<'a>(returns: &Returns<'a>, amount: Quantity, candidate: &Candidate<'a>) -> bool {
    let figure = match candidate.measured {
        Measured::Level(Some(value)) => value,
        Measured::Change { now, .. } => now,
        _ => return false,
    };
    let is_scaled = || {
        let table = candidate.fit.cells.first().map(|cell| cell.table_position());
        table
            .is_some_and(|at| returns.names(candidate.report).tables.get(at).is_some_and(|table| table.scale.is_some()))
    };
    candidate.fit.is_specific && amount.places() == figure.places() && (candidate.fit.unexplained == 0 || is_scaled())
}

/// Whether the words of an amount of money say that the return has it, by a row or column, a balance, or that it is all, and no figure of
/// the return is as much.
fn is_of_return<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, amount: Quantity) -> bool {
    let is_money = matches!(amount.unit(), Unit::Before(_) | Unit::After(_));
    let senses = [Sense::Deficit, Sense::Surplus, Sense::Together];
    let is_told = !said.claim.own.members.is_empty()
        || said.claim.mention.is_deficit
        || senses.into_iter().any(|sense| said.tells_of(sense));
    let is_figure = |report: &Report| {
        report.figures.grids().any(|(_, grid)| {
            grid.numbers()
                .any(|(_, value)| value.unit() == amount.unit() && is_measure(said.claim.mention, amount, value))
        })
    };
    let periods = [returns.report.period, returns.report.period.previous()];
    is_money && is_told && !returns.reports_of(&returns.report.area.key, &periods).into_iter().any(is_figure)
}

/// The same of a number that has to be accounted for, however small it is.
pub(crate) fn account_of<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, around: &Around<'a>) -> Account<'a> {
    let claim = said.claim;
    if let (Some(figure), true, Amount::Number(_)) = (&around.cell, is_in_cell(claim, around), claim.mention.amount) {
        return match holds(claim, claim.role, figure) {
            true => Account::Held { held: vec![figure.clone()], is_sure: true },
            false => Account::Contradicts(figure.clone()),
        };
    }
    let asked = Asked { returns, claim, around, role: claim.role };
    let mut candidates = asked.considered(said);
    candidates.retain(|found| !is_no_average(returns, said, found));
    let held: Vec<_> = candidates.iter().filter(|candidate| holds(claim, claim.role, candidate)).cloned().collect();
    if !held.is_empty() && held.iter().all(|held| said.is_off_list(returns, around, held)) {
        return Account::Unaccounted(Vec::new());
    }
    if let Some(wrong) = held.iter().find_map(|held| on_wrong_side(claim, held, around)) {
        return Account::WrongWay(wrong);
    }
    // What else can be said with the number.
    let mut others = Vec::new();
    let is_bound = !matches!(claim.mention.bound, Bound::Exact | Bound::About);
    for role in claim.other_roles.iter().copied().filter(|_| held.is_empty() && !is_bound && !claim.is_paired) {
        let candidates = Asked { role, ..asked }.candidates();
        let held: Vec<_> = candidates.iter().filter(|candidate| holds(claim, role, candidate)).cloned().collect();
        if !held.is_empty() {
            return Account::Held { held, is_sure: false };
        }
        for candidate in candidates {
            if !others.iter().any(|known: &Candidate<'a>| known.is_same(&candidate)) {
                others.push(candidate);
            }
        }
    }
    let is_only = candidates.len() == 1 && others.is_empty();
    let sure = candidates.first().filter(|one| is_only && is_sure(claim, one, around));
    let misfit = held.first().and_then(|held| Some((held, Misfit::of(returns, said, held)?)));
    if let Some((candidate, misfit)) =
        misfit.filter(|_| held.iter().all(|held| Misfit::of(returns, said, held).is_some()))
    {
        let is_sure = sure.is_some_and(|one| one.fit.is_specific) && misfit.is_sure();
        return Account::Misfit { candidate: candidate.clone(), misfit, is_sure };
    }
    if !held.is_empty() {
        return Account::Held { held, is_sure: sure.is_some() && claim.noun == Noun::OfForm };
    }
    let sure = sure.filter(|one| one.fit.is_specific && is_closed(said, one, around));
    // Whole percentages are met by chance.
    let is_exact = matches!(claim.mention.amount, Amount::Percent(percent) if percent.places() > 0);
    let is_cut_off =
        |candidate: &&Candidate<'a>| is_cut_off(claim, candidate) && (is_exact || is_closed(said, candidate, around));
    if let Some(cut_off) = candidates.iter().find(is_cut_off) {
        return Account::CutOff { candidate: cut_off.clone(), is_sure: sure.is_some() };
    }
    // “Twelve came back”, where the return has twelve for one reason, four for another and no total.
    let rows = sure.into_iter().filter(|_| !claim.is_paired).flat_map(Candidate::rows);
    let rows: Vec<_> = rows.filter(|row| is_so_much(claim, claim.role, row)).collect();
    if !rows.is_empty() {
        return Account::Held { held: rows, is_sure: false };
    }
    match sure {
        Some(one) if holds_but_for_way(claim, one) => Account::WrongWay(one.clone()),
        Some(one) => Account::Contradicts(one.clone()),
        None => Account::Unaccounted(candidates.into_iter().chain(others).collect()),
    }
}

/// Where the number before is said to be more than this one and is less, or the other way round: the two.
pub(crate) fn on_wrong_side<'a>(
    claim: &Claim<'_, 'a>,
    held: &Candidate<'a>,
    around: &Around<'a>,
) -> Option<Candidate<'a>> {
    let way = claim.beside?;
    let (before, this) = match (around.last?, claim.mention.amount) {
        (Amount::Number(before) | Amount::Rate(before, _), Amount::Number(this) | Amount::Rate(this, _))
        | (Amount::Percent(before), Amount::Percent(this))
        | (Amount::Measure(before), Amount::Measure(this)) => (before, this),
        _ => return None,
    };
    if before.unit() != this.unit() || claim.mention.is_deficit {
        return None;
    }
    // “With 120 reds Northshire had more blues than Southshire, where there were 12”.
    let is_other = |(fit, report): &(Fit, &Report)| {
        let is_one_form = report.figures.form.key == held.report.figures.form.key;
        is_one_form && !std::ptr::eq(*report, held.report) && fit.cells != held.fit.cells
    };
    if around.told.last().is_some_and(is_other) {
        return None;
    }
    let is_right = match way {
        Way::Rise => before > this,
        Way::Fall => before < this,
        Way::Same | Way::Either => true,
    };
    let measured = Measured::Beside { number: before, other: this };
    (!is_right).then(|| Candidate { measured, ..held.clone() })
}

/// Whether a claim would hold if the figure had gone another way.
fn holds_but_for_way(claim: &Claim<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let Some(way) = claim.role.way().filter(|way| *way != Way::Either) else { return false };
    let Measured::Change { before, now, .. } = candidate.measured else { return false };
    !goes(way, before, now) && is_so_much(claim, claim.role, candidate)
}

/// Whether a number stands by itself in a table whose headings say what it counts.
fn is_in_cell(claim: &Claim<'_, '_>, around: &Around<'_>) -> bool {
    around.is_headed && claim.head == Head::None
}

/// Whether a number is large enough, or stands with words that say that the return counts it.
fn is_told(returns: &Returns<'_>, claim: &Claim<'_, '_>, around: &Around<'_>) -> bool {
    let is_large = claim.is_exact_share()
        || (claim.is_of_place() && !around.scopes.is_empty())
        || match claim.mention.amount {
            Amount::Number(number) | Amount::Percent(number) | Amount::Points(number) | Amount::Rate(number, _) => {
                number >= returns.book.settings.checks.typed_from
            }
            Amount::Measure(_) => true,
            Amount::Share(..) | Amount::Factor(..) => false,
        };
    // A change by a small number is told of what the form counts, or of something else.
    let is_change = matches!(claim.role, Role::Change(_));
    // “That is four above the count of the year before.”
    let is_before = claim.is_part_of_before && !around.scopes.is_empty();
    let is_named = !claim.own.is_empty() || (claim.is_plain && (is_before || !claim.scopes[0].is_empty()));
    // “Reds: 12. Increase over the year: 5%.”
    let is_of_before = || {
        let is_percent = matches!(claim.mention.amount, Amount::Percent(_));
        is_percent && claim.is_plain && claim.head == Head::None && !around.scopes.is_empty()
    };
    // “With a rate of 90 we are two above the nation”, “1,173 people, 5.7% more”: told of what stands beside it.
    let against = &claim.own.against;
    let is_ratio = matches!(claim.mention.amount, Amount::Percent(_) | Amount::Share(..) | Amount::Factor(..));
    let is_of_told = claim.head != Head::Unknown
        && !around.told.is_empty()
        && (is_ratio || !against.places.is_empty() || !against.times.is_empty());
    let is_growth = is_ratio && claim.is_of_growth && !around.scopes.is_empty();
    is_large || claim.is_counted || (is_change && (is_named || is_of_told || is_growth || is_of_before()))
}

/// Whether nothing in the words says that another figure is meant.
fn is_sure(claim: &Claim<'_, '_>, candidate: &Candidate<'_>, around: &Around<'_>) -> bool {
    let is_known = match (&candidate.measured, claim.mention.amount) {
        (Measured::Level(None), _) => false,
        // Of nothing there is no share, and what was nothing grew by no percentage.
        (_, Amount::Percent(_) | Amount::Share(..) | Amount::Factor(..)) => {
            candidate.ratio().is_none_or(|(_, whole)| !whole.is_zero())
        }
        _ => true,
    };
    candidate.fit.unexplained == 0
        && is_known
        && claim.is_plain
        && claim.head != Head::Unknown
        && !claim.own.is_torn
        && (claim.mention.is_given || !candidate.cell().is_some_and(|cell| around.given.contains(&cell)))
}

/// Whether the words leave no other reading. What “them” stands for is known where nothing was counted before, or one figure of
/// which the candidate is a part.
fn is_closed(said: &Said<'_, '_, '_>, candidate: &Candidate<'_>, around: &Around<'_>) -> bool {
    let is_part = |(told, report): &(Fit, &Report)| match (told.cells.as_slice(), candidate.cell()) {
        ([whole], Some(cell)) => *whole != cell && whole.covers(cell) && std::ptr::eq(*report, candidate.report),
        _ => false,
    };
    let is_since = match candidate.measured {
        Measured::Change { since, .. } => said.is_since(since.period),
        _ => true,
    };
    let is_linked = |link: &Option<usize>| candidate.cell().is_some_and(|cell| *link == Some(cell.table_position()));
    match said.open() {
        _ if !is_since || around.is_open || said.is_of_other_whole(candidate) => false,
        _ if !around.links.iter().all(is_linked) => false,
        Open::Nothing => true,
        Open::Antecedent if is_in_cell(said.claim, around) => around.told.is_empty(),
        Open::Antecedent if around.told.is_empty() => around.scopes.is_empty() && said.claim.segment == 0,
        Open::Antecedent => around.told.len() == 1 && around.told.iter().all(is_part),
        Open::Meaning => false,
    }
}

/// Whether a figure is what a claim says.
pub(crate) fn holds(claim: &Claim<'_, '_>, role: Role, candidate: &Candidate<'_>) -> bool {
    // “69 more reds and no more blues”: what rises by nothing stays.
    let is_none = || claim.mention.number().is_some_and(Quantity::is_zero);
    let goes = match (&candidate.measured, role.way()) {
        (Measured::Change { before, now, .. }, Some(way)) if claim.is_seen_back => goes(way, *now, *before),
        (Measured::Change { before, now, .. }, Some(way)) => goes(way, *before, *now) || is_none(),
        _ => true,
    };
    goes && is_so_much(claim, role, candidate)
}

/// The same, whichever way the figure went.
pub(super) fn is_so_much(claim: &Claim<'_, '_>, role: Role, candidate: &Candidate<'_>) -> bool {
    let mention = claim.mention;
    match (&candidate.measured, mention.amount) {
        (Measured::Level(Some(value)), Amount::Number(number) | Amount::Rate(number, _)) => {
            // Nearly everything is more than something: a bound has to be that of a figure that the words name.
            let is_named = candidate.fit.is_specific || matches!(mention.bound, Bound::Exact | Bound::About);
            is_named && fits(mention, number, *value)
        }
        (Measured::Level(Some(value)), Amount::Percent(percent)) => {
            fits(mention, percent.in_unit(value.unit()), value.to_places(percent.places()))
        }
        (Measured::Level(Some(value)), Amount::Measure(amount)) => is_measure(mention, amount, *value),
        (Measured::Rest { part, whole }, Amount::Number(number)) => {
            whole.minus(*part).is_some_and(|rest| fits(mention, number, rest))
        }
        (Measured::Rest { part, whole }, Amount::Percent(percent)) => {
            whole.minus(*part).is_some_and(|rest| is_percent(mention, percent, rest, *whole))
        }
        (Measured::Level(None), Amount::Number(number)) => {
            number.is_zero() && candidate.fit.is_not_applicable(&candidate.report.figures)
        }
        (Measured::Change { before, now, .. }, Amount::Number(number) | Amount::Rate(number, _)) => match role {
            Role::From(_) => fits(mention, number, *before),
            Role::To(_) | Role::Level => fits(mention, number, *now),
            Role::Change(_) => before.distance(*now).is_some_and(|difference| fits(mention, number, difference)),
        },
        (Measured::Change { before, now, .. }, Amount::Measure(amount)) => {
            let told = match role {
                Role::From(_) => Some(*before),
                Role::To(_) | Role::Level => Some(*now),
                Role::Change(_) => before.distance(*now),
            };
            told.is_some_and(|told| is_measure(mention, amount, told))
        }
        (Measured::Change { before, now, .. }, Amount::Points(points)) => {
            let difference = before.distance(*now).map(|difference| difference.to_places(points.places()));
            difference.is_some_and(|difference| fits(mention, points.in_unit(difference.unit()), difference))
        }
        (Measured::Change { before, now, .. }, Amount::Factor(times, by)) => {
            is_factor(mention, (times, by), *before, *now)
        }
        (Measured::PerHead { people, count }, Amount::Share(1, so_many)) => {
            let each = Quantity::ratio(i128::from(*people), i128::from(*count), 0);
            each.is_some_and(|each| fits(mention, so_many.into(), each))
        }
        (_, Amount::Percent(percent)) => {
            candidate.ratio().is_some_and(|(part, whole)| is_percent(mention, percent, part, whole))
        }
        (_, Amount::Share(of, so_many)) => {
            candidate.ratio().is_some_and(|(part, whole)| is_share(mention, (of, so_many), part, whole))
        }
        _ => false,
    }
}

/// Whether a figure went a way.
pub(crate) fn goes(way: Way, before: Quantity, now: Quantity) -> bool {
    match way {
        Way::Rise => now > before,
        Way::Fall => now < before,
        Way::Same => now == before,
        Way::Either => true,
    }
}

/// Whether a figure gives the percentage of a claim cut off instead of rounded.
fn is_cut_off(claim: &Claim<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let Amount::Percent(percent) = claim.mention.amount else { return false };
    let goes = match (&candidate.measured, claim.role.way()) {
        (Measured::Change { before, now, .. }, Some(way)) => goes(way, *before, *now),
        _ => true,
    };
    let Some((part, whole)) = candidate.ratio().filter(|_| goes) else { return false };
    claim.mention.bound == Bound::Exact && Quantity::percent_cut_off(part, whole, percent.places()) == Some(percent)
}
