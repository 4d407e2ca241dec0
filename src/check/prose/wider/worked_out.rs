//! Numbers that are worked out from a figure told before them: how many of it a month, the largest of its row, a percentage behind a
//! number.

use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::check::prose::candidates::Asked;
use crate::check::prose::closed::Said;
use crate::check::prose::near::{fits, is_percent, is_share};
use crate::check::prose::reading::language::senses::{Bound, Sense, Way};
use crate::check::prose::reading::parts::numbers::{Amount, cardinal};
use crate::check::prose::reading::roles::Role;
use crate::check::prose::reading::scopes::{Member, Scope, within};
use crate::check::prose::reading::segments::Joint;
use crate::check::prose::reading::sentence::Item;
use crate::check::prose::returns::{Around, Candidate, Measured, Returns};
use crate::check::prose::siblings::Figure;
use crate::quantity::Quantity;

/// So many figures are looked at.
const MOST: usize = 8;
/// And so many that names leave.
const MOST_OF_NAMES: usize = 16;

impl<'a> Returns<'a> {
    /// What a number is that is worked out from the figures that are told in its sentence and the one before, or from one that its words
    /// leave; nothing where it is no figure of itself, and none where it is not worked out.
    pub(crate) fn worked_out(
        &self,
        said: &Said<'_, '_, 'a>,
        around: &Around<'a>,
        before: &[Figure<'a>],
        considered: &[Candidate<'a>],
    ) -> Option<Vec<Candidate<'a>>> {
        let claim = said.claim;
        let counts = (0..claim.segment).rev().filter_map(|at| said.number(at));
        let is_level = claim.role == Role::Level;
        let is_of_before = is_level && counts.take(MOST).any(|count| is_of_span(said, said.period, count));
        if is_of_before || is_level && (is_share_of_pair(said) || is_product(said)) {
            return Some(Vec::new());
        }
        let asked = Asked { returns: self, claim, around, role: Role::Level };
        let told = around.told.iter().cloned().chain(before.iter().map(Figure::told));
        let told = told.filter_map(|(fit, report)| Some((*fit.cells.first()?, report, fit.value(&report.figures)?)));
        let named = said.sentence.names.iter().filter(|named| named.is_member()).take(MOST);
        let named = named.map(|named| Member::new(said.sentence, named));
        let named: Vec<_> = named.map(|member| Scope { members: vec![member], ..Scope::default() }).collect();
        let levels = || {
            let scopes = claim.scopes.iter().chain([&claim.own]).chain(&named).chain(&around.scopes);
            scopes.flat_map(|scope| asked.levels(scope, &asked.when(scope), false))
        };
        let is_open = other_of_ratio(said).is_some() || said.tells_of(Sense::Average);
        let levels: Vec<_> = if is_open { levels().collect() } else { considered.to_vec() };
        let levels = levels.iter().filter_map(|found| match found.measured {
            Measured::Level(Some(value)) | Measured::Share { part: value, .. } => {
                Some((found.cell()?, found.report, value))
            }
            _ => None,
        });
        let figures: Vec<_> = told.take(MOST).chain(levels.take(MOST_OF_NAMES)).collect();
        let values: Vec<_> = figures.iter().map(|(.., value)| *value).collect();
        if is_level && is_ratio(said, &values) {
            return Some(Vec::new());
        }
        if let Some(held) = asked.of_each(said) {
            return Some(held);
        }
        figures.iter().filter(|_| is_level).find_map(|(cell, report, value)| {
            let is_worked_out = is_of_span(said, report.period, *value)
                || self.is_of_people(said, report, *value)
                || is_mean(said, *value)
                || is_share_of_before(said, report, *cell);
            extreme(said, report, *cell).map(|extreme| vec![extreme]).or(is_worked_out.then(Vec::new))
        })
    }
}

impl Returns<'_> {
    /// Whether a rate is what a figure comes to for the people of its area, by some estimate: “13 for every 10,000 residents”.
    fn is_of_people(&self, said: &Said<'_, '_, '_>, report: &Report, value: Quantity) -> bool {
        let (Amount::Rate(number, per), Some(count)) = (said.claim.mention.amount, value.count()) else { return false };
        let year = report.period.mid_year();
        let mut known = self.book.populations.iter().filter(|of| of.area == report.area.key && of.mid_year == year);
        known.any(|known| {
            let rate = Quantity::ratio(i128::from(count) * i128::from(per), i128::from(known.people), number.places());
            rate.is_some_and(|rate| fits(said.claim.mention, number, rate))
        })
    }
}

/// The other number of a ratio: of “one for every 15” the 15 for the one, the one for the 15. Where none is told it is one: “15 for each”.
fn other_of_ratio(said: &Said<'_, '_, '_>) -> Option<Quantity> {
    const NEAR: usize = 8;
    let (words, tokens) = (&said.sentence.words, &said.claim.mention.tokens);
    let is_per = |sense| sense == Sense::Per;
    if let Some(per) = words.before(tokens.start, is_per) {
        return (per.saturating_sub(NEAR)..per).rev().find_map(|at| Some(cardinal(words, at)?.1));
    }
    let behind = tokens.end..words.len().min(tokens.end + NEAR);
    let before = said.segments[said.claim.segment].left.clone();
    let per = behind.chain(before).find(|at| words.find(*at, is_per).is_some())?;
    let behind = per + words.find(per, is_per)?;
    Some(cardinal(words, behind).map_or(Quantity::from(1), |(_, other)| other))
}

/// Whether so many of something for so many of something else is what two figures are to each other.
fn is_ratio(said: &Said<'_, '_, '_>, figures: &[Quantity]) -> bool {
    let (Some(number), Some(other)) = (said.claim.mention.number(), other_of_ratio(said)) else { return false };
    let one = Quantity::from(1);
    if number == one {
        // Of “one for every 15” it is the 15 that the figures give.
        return other > one;
    }
    let counts = || figures.iter().filter(|figure| figure.is_positive() && figure.places() == 0);
    let is_told = |of: &Quantity, to: &Quantity| of != to && comes_to(said, *of, other.digits(), to.digits());
    other.places() == 0 && counts().any(|of| counts().any(|to| is_told(of, to)))
}

/// Whether a number is so many times a figure, divided into so many parts and rounded as the number is.
fn comes_to(said: &Said<'_, '_, '_>, figure: Quantity, times: i128, parts: i128) -> bool {
    let mention = said.claim.mention;
    let Some(number) = mention.number() else { return false };
    // A bound is held against what is not rounded: “almost four a month”.
    let places = number.places() + if mention.bound == Bound::Exact { 0 } else { 2 };
    let scale = 10_i128.saturating_pow(figure.places().into());
    let each = figure.digits().checked_mul(times).zip(parts.checked_mul(scale));
    let each = each.and_then(|(figure, parts)| Quantity::ratio(figure, parts, places));
    each.is_some_and(|each| fits(mention, number, each))
}

/// Whether a number is what a figure comes to for each of so many that the sentence tells: “each of the two has 163.5 on average”.
fn is_mean(said: &Said<'_, '_, '_>, value: Quantity) -> bool {
    const MOST_PARTS: u64 = 1000;
    let (sentence, mention) = (said.sentence, said.claim.mention);
    // The day of a date and the number of a level are no parts.
    let is_count = |at: &usize| {
        let is_exempt = matches!(sentence.item(*at), Some(Item::Exempt(_)));
        !mention.tokens.contains(at) && !is_exempt && !sentence.is_named(*at) && !sentence.is_timed(*at)
    };
    let parts = || (0..sentence.words.len()).filter(is_count).filter_map(|at| cardinal(&sentence.words, at)?.1.count());
    (said.tells_of(Sense::Average) || said.tells_of(Sense::Each))
        && parts().any(|parts| (2..=MOST_PARTS).contains(&parts) && comes_to(said, value, 1, parts.into()))
}

impl<'a> Asked<'_, 'a> {
    /// The figures that a number is that is told of several things alike: “fines, and blues at Step 2: 56 in each case”.
    fn of_each(self, said: &Said<'_, '_, 'a>) -> Option<Vec<Candidate<'a>>> {
        let number = self.claim.mention.number().filter(|_| said.tells_of(Sense::Alike))?;
        let (sentence, words) = (said.sentence, &said.sentence.words);
        let parts = |at: &usize| words.is_sign(*at, &[",", ";", ":", "–", "("]) || words.is(*at, Sense::Link);
        let mut ends: Vec<_> = (0..words.len()).filter(parts).take(MOST).collect();
        ends.push(words.len());
        let (mut start, mut found) = (0, Vec::new());
        for end in ends {
            let scope = within(sentence, start..end);
            let levels = if scope.is_empty() { Vec::new() } else { self.levels(&scope, &self.when(&scope), false) };
            let is_it =
                |found: &Candidate<'a>| matches!(found.measured, Measured::Level(Some(value)) if value == number);
            if let Some(held) = levels.into_iter().find(is_it) {
                found.push(held);
                start = end;
            }
        }
        (found.len() > 1).then_some(found)
    }
}

/// Whether a number is how many of a figure there are for each month, week or day of its period.
fn is_of_span(said: &Said<'_, '_, '_>, period: Period, value: Quantity) -> bool {
    const MONTHS: i128 = 12;
    let (words, segment) = (&said.sentence.words, &said.segments[said.claim.segment]);
    let spans = segment.own(&segment.right).chain(segment.own(&segment.left)).flat_map(|at| words.senses(at));
    let mut spans =
        spans.filter_map(|(_, sense)| if let Sense::PerSpan(of_year) = sense { Some(of_year) } else { None });
    spans.any(|of_year| comes_to(said, value, MONTHS, i128::from(of_year).saturating_mul(i128::from(period.months()))))
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
    let Some(number) = said.number(at).filter(|_| said.segments[at].tells(words, Sense::Together)) else {
        return false;
    };
    let each = said.segments[..at].iter().rposition(|segment| segment.tells(words, Sense::Each));
    let factors = each.and_then(|each| said.number(each.checked_sub(1)?).zip(said.number(each)));
    factors.is_some_and(|(so_many, each)| so_many.times(each) == Some(number))
}

/// Whether a share in brackets or behind “or” is that of a part and its whole right before it: “8 of the 390 (one in every 49)”.
fn is_share_of_pair(said: &Said<'_, '_, '_>) -> bool {
    let at = said.claim.segment;
    let is_whole = |at: usize| said.segments.get(at).is_some_and(|segment| segment.joint == Joint::Whole);
    let is_pair = said.claim.joint == Joint::Apposed && at > 1 && is_whole(at - 1);
    // “Seven were let off, fewer than one per cent of the 798”.
    let is_own = at > 0 && is_whole(at + 1) && !is_whole(at - 1);
    let pair = match (is_pair, is_own) {
        (true, _) => said.number(at - 2).zip(said.number(at - 1)),
        (_, true) => said.number(at - 1).zip(said.number(at + 1)),
        _ => None,
    };
    let Some((part, whole)) = pair else { return false };
    match said.claim.mention.amount {
        Amount::Percent(percent) => is_percent(said.claim.mention, percent, part, whole),
        Amount::Share(of, so_many) => is_share(said.claim.mention, (of, so_many), part, whole),
        _ => false,
    }
}

/// Whether a percentage behind a number is the share of that number in a total over a figure: “others: 6, or 0.7%”.
fn is_share_of_before(said: &Said<'_, '_, '_>, report: &Report, cell: CellPath) -> bool {
    let is_apposed = said.claim.joint == Joint::Apposed || said.claim.joint == Joint::List && said.tells_whole();
    let (Amount::Percent(percent), true) = (said.claim.mention.amount, is_apposed) else { return false };
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
