//! Numbers that are worked out from a figure told before them: how many of it a month, the largest of its row, a percentage behind a
//! number.

use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::check::prose::cells::Fit;
use crate::check::prose::closed::Said;
use crate::check::prose::near::{fits, is_percent, is_share};
use crate::check::prose::reading::language::senses::{Bound, Sense, Way};
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::segments::Joint;
use crate::check::prose::reading::sentence::Item;
use crate::check::prose::returns::{Candidate, Measured};
use crate::quantity::Quantity;

/// So many figures are looked at.
const MOST: usize = 8;

/// What a number is that is worked out from the figures that are told in its sentence, or from one that its words leave; nothing where it
/// is no figure of itself, and none where it is not worked out.
pub(crate) fn worked_out<'a>(
    said: &Said<'_, '_, 'a>,
    told: &[(Fit, &'a Report)],
    considered: &[Candidate<'a>],
) -> Option<Vec<Candidate<'a>>> {
    if said.claim.role != Role::Level {
        return None;
    }
    let counts = (0..said.claim.segment).rev().filter_map(|at| count(said, at));
    let is_of_before = counts.take(MOST).any(|count| is_of_span(said, said.period, count));
    if is_of_before || is_share_of_pair(said) || is_product(said) {
        return Some(Vec::new());
    }
    let told =
        told.iter().filter_map(|(fit, report)| Some((*fit.cells.first()?, *report, fit.value(&report.figures)?)));
    let considered = considered.iter().filter_map(|found| match found.measured {
        Measured::Level(Some(value)) => Some((found.cell()?, found.report, value)),
        _ => None,
    });
    let figures: Vec<_> = told.chain(considered).take(MOST).collect();
    figures.iter().find_map(|(cell, report, value)| {
        let is_worked_out = is_of_span(said, report.period, *value) || is_share_of_before(said, report, *cell);
        extreme(said, report, *cell).map(|extreme| vec![extreme]).or(is_worked_out.then(Vec::new))
    })
}

/// The number of a sentence at a position, where it is told exactly.
fn count(said: &Said<'_, '_, '_>, at: usize) -> Option<Quantity> {
    match &said.sentence.items[said.segments[at].item].1 {
        Item::Mention(mention) => mention.number().filter(|_| mention.is_exact()),
        Item::Exempt(_) => None,
    }
}

/// Whether a number is how many of a figure there are for each month, week or day of its period.
fn is_of_span(said: &Said<'_, '_, '_>, period: Period, value: Quantity) -> bool {
    const MONTHS: i128 = 12;
    let Some(number) = said.claim.mention.number() else { return false };
    let (words, segment) = (&said.sentence.words, &said.segments[said.claim.segment]);
    let spans = segment.own(&segment.right).chain(segment.own(&segment.left)).flat_map(|at| words.senses(at));
    let mut spans =
        spans.filter_map(|(_, sense)| if let Sense::PerSpan(of_year) = sense { Some(of_year) } else { None });
    spans.any(|of_year| {
        let months = i128::from(period.months());
        let spans = i128::from(of_year).saturating_mul(months);
        let scale = 10_i128.saturating_pow(value.places().into());
        let each = value.digits().checked_mul(MONTHS).zip(spans.checked_mul(scale));
        // A bound is held against what is not rounded: “almost four a month”.
        let places = number.places() + if said.claim.mention.bound == Bound::Exact { 0 } else { 2 };
        let each = each.and_then(|(count, spans)| Quantity::ratio(count, spans, places));
        each.is_some_and(|each| fits(said.claim.mention, number, each))
    })
}

/// The figure that a number is told as the largest or smallest of a row or column in which another one stands, if it is.
fn extreme<'a>(said: &Said<'_, '_, 'a>, report: &'a Report, cell: CellPath) -> Option<Candidate<'a>> {
    let number = said.claim.mention.number().filter(|_| said.claim.own.members.is_empty())?;
    let (words, segment) = (&said.sentence.words, &said.segments[said.claim.segment]);
    let sense = |at: usize| {
        words.senses(at).find_map(|(_, sense)| if let Sense::Extreme(way) = sense { Some(way) } else { None })
    };
    let way = segment.own(&segment.left).find_map(sense)?;
    let axes = report.figures.grid(cell.table_position()).map(|grid| grid.axes.as_slice()).unwrap_or_default();
    let found = axes.iter().enumerate().find_map(|(axis, members)| {
        let members = (0..members.members.len()).map(|position| cell.at(axis, position));
        let numbers = members.filter_map(|cell| Some((report.figures.number(cell)?, cell)));
        let extreme = if way == Way::Fall { numbers.min() } else { numbers.max() };
        extreme.filter(|(extreme, _)| *extreme == number)
    });
    found.map(|(_, cell)| Candidate::level(report, cell))
}

/// Whether a number is told as what so many of so many each come to: “two teams of six each, 12 in all”.
fn is_product(said: &Said<'_, '_, '_>) -> bool {
    let (words, at) = (&said.sentence.words, said.claim.segment);
    let Some(number) = count(said, at).filter(|_| said.segments[at].tells(words, Sense::Together)) else {
        return false;
    };
    let each = said.segments[..at].iter().rposition(|segment| segment.tells(words, Sense::Each));
    let factors = each.and_then(|each| count(said, each.checked_sub(1)?).zip(count(said, each)));
    factors.is_some_and(|(so_many, each)| so_many.times(each) == Some(number))
}

/// Whether a share in brackets or behind “or” is that of a part and its whole right before it: “8 of the 390 (one in every 49)”.
fn is_share_of_pair(said: &Said<'_, '_, '_>) -> bool {
    let at = said.claim.segment;
    let is_pair = said.claim.joint == Joint::Apposed && at > 1 && said.segments[at - 1].joint == Joint::Whole;
    let Some((part, whole)) = is_pair.then(|| count(said, at - 2).zip(count(said, at - 1))).flatten() else {
        return false;
    };
    match said.claim.mention.amount {
        Amount::Percent(percent) => is_percent(said.claim.mention, percent, part, whole),
        Amount::Share(of, so_many) => is_share(said.claim.mention, (of, so_many), part, whole),
        _ => false,
    }
}

/// Whether a percentage behind a number is the share of that number in a total over a figure: “others: 6, or 0.7%”.
fn is_share_of_before(said: &Said<'_, '_, '_>, report: &Report, cell: CellPath) -> bool {
    let (Amount::Percent(percent), Joint::Apposed) = (said.claim.mention.amount, said.claim.joint) else {
        return false;
    };
    let before = said.claim.segment.checked_sub(1).map(|before| &said.sentence.items[said.segments[before].item]);
    let Some((_, Item::Mention(before))) = before else { return false };
    let Some(part) = before.number().filter(|_| before.is_exact()) else { return false };
    let paths = report.figures.grid(cell.table_position()).map(|grid| grid.paths()).unwrap_or_default();
    let mut wholes = paths.into_iter().filter(|total| total.is_total() && total.covers(cell));
    wholes.any(|whole| {
        let whole = report.figures.number(whole).filter(|whole| *whole >= part);
        whole.is_some_and(|whole| is_percent(said.claim.mention, percent, part, whole))
    })
}
