//! Whether a number that is a figure of the return is told in another unit, with another noun, as another average or on the other side of
//! zero than the return has it.

use crate::book::form::Counts;
use crate::check::prose::closed::Said;
use crate::check::prose::reading::language::keys::key;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::tokens::stem;
use crate::check::prose::reading::parts::measures::is_same_span;
use crate::check::prose::reading::parts::names::TableWords;
use crate::check::prose::reading::segments::nouns;
use crate::check::prose::returns::{Candidate, Measured, Returns};
use crate::quantity::Quantity;

/// How a sentence tells a figure otherwise than its table does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// In hours, where the table has days.
    Unit,
    /// With the noun of another table's unit.
    Noun,
    /// As a mean, where the table has a median, or the other way round.
    Average,
    /// As a deficit, where it is none.
    Side,
    /// As a deficit with its sign.
    Sign,
}

/// Whether a number stands right behind the word for a deficit: “a deficit of 12”, “the loss was 12”.
fn is_told_as_deficit(said: &Said<'_, '_, '_>) -> bool {
    let words = &said.sentence.words;
    let leads =
        |sense| matches!(sense, Sense::Of | Sense::Article | Sense::Bound(_) | Sense::Verb | Sense::To | Sense::Only);
    let mut at = said.claim.mention.tokens.start;
    while at > 0 && words.find(at - 1, leads).is_some() {
        at -= 1;
    }
    at > 0 && words.find(at - 1, |sense| sense == Sense::Deficit).is_some()
}

/// Whether the words behind a reference say that its figure stands for more or fewer than its table's unit says: “107.1 tonnes” of a table
/// in thousand tonnes.
fn is_of_other_scale(said: &Said<'_, '_, '_>, table: &TableWords<'_>) -> bool {
    let (words, behind) = (&said.sentence.words, said.claim.mention.tokens.end);
    let told = words.senses(behind).find_map(|(_, sense)| if let Sense::Scale(by) = sense { Some(by) } else { None });
    let is_unit = || words.is_word(behind) && table.unit.contains(stem(words.text(behind)));
    match told.filter(|_| words.text(behind).len() > 2) {
        Some(by) => table.scale != Some(by),
        None => table.scale.is_some() && is_unit(),
    }
}

/// Whether the noun behind a number is the unit of other tables than that of a figure, and no word of its own: “15 orders” of 15 people.
pub(crate) fn counts_other<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, figure: &Candidate<'a>) -> bool {
    let Some(cell) = figure.cell().filter(|_| matches!(figure.measured, Measured::Level(_))) else { return false };
    // A rate is told with the noun of what it is a rate of: “114.6 meals”.
    if figure.report.figures.table(cell).is_none_or(|table| table.counts == Counts::Rate) {
        return false;
    }
    let names = returns.names(figure.report);
    let Some(table) = names.tables.get(cell.table_position()) else { return false };
    let words = &said.sentence.words;
    // “12 meals in primary schools”, where the form knows the last three words as a name.
    let nouns = nouns(said.sentence, &said.segments[said.claim.segment]);
    let Some(noun) = nouns.take_while(|at| !words.is(*at, Sense::Preposition)).last() else { return false };
    let noun = key(words, noun);
    let is_own = table.stems.contains(noun) || table.unit.contains(noun);
    !is_own && names.tables.iter().any(|other| other.unit.contains(noun))
}

/// Whether a number is told as a mean or median of something, and a figure is none: “an average of 15 for each meeting”.
pub(crate) fn is_no_average<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, figure: &Candidate<'a>) -> bool {
    let (sentence, words) = (said.sentence, &said.sentence.words);
    let segment = &said.segments[said.claim.segment];
    let is_average = |at: &usize| words.is(*at, Sense::Average) || words.is(*at, Sense::Median);
    let sets_against = |sense| matches!(sense, Sense::Than | Sense::Compared | Sense::Beside | Sense::Way(_));
    // “15 people, above the average”, “the national average is 15”.
    let is_own = |at: &usize| {
        let near = at.saturating_sub(2)..*at;
        !sentence.is_taken(*at) && !near.into_iter().any(|at| words.find(at, sets_against).is_some())
    };
    let is_led = |at: &usize| *at > 0 && words.is(at - 1, Sense::Preposition);
    // “An average of 15”, but “the average age of the 15 people”.
    let number = segment.anchor.start;
    let is_of = number > 0 && (words.is(number - 1, Sense::Of) || words.is(number - 1, Sense::Article));
    let before = segment.own(&segment.left).filter(|at| is_average(at) && (!is_of || at + 2 >= number));
    let mut told = before.chain(segment.own(&segment.right).filter(is_average).filter(is_led));
    let Some(cell) = figure.fit.cells.first().filter(|_| matches!(figure.measured, Measured::Level(_))) else {
        return false;
    };
    let is_rate = figure.report.figures.table(*cell).is_none_or(|table| table.counts == Counts::Rate);
    let names = returns.names(figure.report);
    let has_average = |table: &TableWords<'_>| table.averages != (false, false);
    !is_rate && !names.tables.get(cell.table_position()).is_some_and(has_average) && told.any(|at| is_own(&at))
}

impl Misfit {
    /// Whether it says for sure that the sentence is wrong: people write loosely of averages and of what is counted.
    pub(crate) fn is_sure(self) -> bool {
        !matches!(self, Misfit::Average | Misfit::Noun)
    }

    /// How a sentence tells a figure that is right for it.
    pub(crate) fn of<'a>(returns: &Returns<'a>, said: &Said<'_, '_, 'a>, figure: &Candidate<'a>) -> Option<Self> {
        let table = figure.report.figures.table(figure.cell()?)?;
        let names = returns.names(figure.report);
        let words = names.tables.get(figure.cell()?.table_position())?;
        let is_other = |(spans, unit): (&Vec<String>, &&str)| {
            !spans.is_empty() && !spans.iter().any(|span| is_same_span(span, unit))
        };
        if words.spans.iter().zip(&said.claim.units).any(is_other) {
            return Some(Misfit::Unit);
        }
        if said.claim.mention.is_given && is_of_other_scale(said, words) {
            return Some(Misfit::Unit);
        }
        if counts_other(returns, said, figure) {
            return Some(Misfit::Noun);
        }
        let (has_mean, has_median) = words.averages;
        let is_told = || (said.tells_of(Sense::Average), said.tells_of(Sense::Median));
        if has_mean != has_median && is_told() == (has_median, has_mean) {
            return Some(Misfit::Average);
        }
        let is_below = table.number.at_least < Quantity::ZERO && said.claim.mention.is_given;
        match figure.measured {
            Measured::Level(Some(value)) if is_below && is_told_as_deficit(said) => {
                Some(if value < Quantity::ZERO { Misfit::Sign } else { Misfit::Side })
            }
            _ => None,
        }
    }
}
