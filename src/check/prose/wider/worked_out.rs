//! Numbers that are worked out from a figure told before them: how many of it a month, the largest of its row, a percentage behind a
//! number.

use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::check::prose::cells::Fit;
use crate::check::prose::closed::Said;
use crate::check::prose::near::{fits, is_percent, is_share};
use crate::check::prose::reading::language::senses::{Sense, Way};
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::segments::Joint;
use crate::check::prose::reading::sentence::Item;
use crate::check::prose::returns::{Candidate, Measured};
use crate::quantity::Quantity;

/// So many figures are looked at.
const MOST: usize = 8;

/// Whether a number is worked out from the figures that are told in its sentence, or from one that its words leave.
pub(crate) fn is_worked_out<'a>(
    said: &Said<'_, '_, 'a>,
    told: &[(Fit, &'a Report)],
    considered: &[Candidate<'a>],
) -> bool {
    if said.claim.role != Role::Level {
        return false;
    }
    if is_share_of_pair(said) {
        return true;
    }
    let told =
        told.iter().filter_map(|(fit, report)| Some((*fit.cells.first()?, *report, fit.value(&report.figures)?)));
    let considered = considered.iter().filter_map(|found| match found.measured {
        Measured::Level(Some(value)) => Some((found.cell()?, found.report, value)),
        _ => None,
    });
    let figures: Vec<_> = told.chain(considered).take(MOST).collect();
    figures.iter().any(|(cell, report, value)| {
        is_of_span(said, report, *value) || is_extreme(said, report, *cell) || is_share_of_before(said, report, *cell)
    })
}

/// Whether a number is how many of a figure there are for each month, week or day of its period.
fn is_of_span(said: &Said<'_, '_, '_>, report: &Report, value: Quantity) -> bool {
    const MONTHS: i128 = 12;
    let Some(number) = said.claim.mention.number() else { return false };
    let (words, segment) = (&said.sentence.words, &said.segments[said.claim.segment]);
    let spans = segment.own(&segment.right).chain(segment.own(&segment.left)).flat_map(|at| words.senses(at));
    let mut spans =
        spans.filter_map(|(_, sense)| if let Sense::PerSpan(of_year) = sense { Some(of_year) } else { None });
    spans.any(|of_year| {
        let months = i128::from(report.period.months());
        let spans = i128::from(of_year).saturating_mul(months);
        let scale = 10_i128.saturating_pow(value.places().into());
        let each = value.digits().checked_mul(MONTHS).zip(spans.checked_mul(scale));
        let each = each.and_then(|(count, spans)| Quantity::ratio(count, spans, number.places()));
        each.is_some_and(|each| fits(said.claim.mention, number, each))
    })
}

/// Whether a number is told as the largest or smallest of a row or column in which a figure stands, and is.
fn is_extreme(said: &Said<'_, '_, '_>, report: &Report, cell: CellPath) -> bool {
    let Some(number) = said.claim.mention.number().filter(|_| said.claim.own.members.is_empty()) else { return false };
    let (words, segment) = (&said.sentence.words, &said.segments[said.claim.segment]);
    let sense = |at: usize| {
        words.senses(at).find_map(|(_, sense)| if let Sense::Extreme(way) = sense { Some(way) } else { None })
    };
    let Some(way) = segment.own(&segment.left).find_map(sense) else { return false };
    let axes = report.figures.grid(cell.table_position()).map(|grid| grid.axes.as_slice()).unwrap_or_default();
    axes.iter().enumerate().any(|(axis, members)| {
        let members = (0..members.members.len()).map(|position| cell.at(axis, position));
        let numbers = members.filter_map(|cell| report.figures.number(cell));
        let extreme = if way == Way::Fall { numbers.min() } else { numbers.max() };
        extreme == Some(number)
    })
}

/// Whether a share in brackets or behind “or” is that of a part and its whole right before it: “8 of the 390 (one in every 49)”.
fn is_share_of_pair(said: &Said<'_, '_, '_>) -> bool {
    let at = said.claim.segment;
    let number = |at: usize| match &said.sentence.items[said.segments[at].item].1 {
        Item::Mention(mention) => mention.number().filter(|_| mention.is_exact()),
        Item::Exempt(_) => None,
    };
    let is_pair = said.claim.joint == Joint::Apposed && at > 1 && said.segments[at - 1].joint == Joint::Whole;
    let Some((part, whole)) = is_pair.then(|| number(at - 2).zip(number(at - 1))).flatten() else { return false };
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
