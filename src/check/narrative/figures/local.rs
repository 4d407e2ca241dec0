//! Figures that are counted elsewhere, by the words of a sentence.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::book::Book;
use crate::book::returns::{LocalFigure, Return};
use crate::check::prose::passage::Passage;
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::parts::names::telling;
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::unfilled::{near_end, near_start, sentence_around};
use crate::quantity::Quantity;

/// The number that a sentence gives for what a local figure can count.
pub(crate) fn amount(claim: &Claim<'_, '_>) -> Option<Quantity> {
    match claim.mention.amount {
        Amount::Number(number) | Amount::Measure(number) | Amount::Percent(number) if claim.role == Role::Level => {
            Some(number)
        }
        _ => None,
    }
}

/// The words of a sentence with a number, and those right behind it and in front of it.
pub(crate) struct Around<'t> {
    sentence: &'t str,
    sides: [&'t str; 2],
}

impl<'t> Around<'t> {
    pub(crate) fn new(passage: &'t Passage, range: Range<usize>) -> Self {
        let is_end = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',' | ';' | ':' | '(' | ')');
        let (before, behind) = (near_end(&passage.text[..range.start]), near_start(&passage.text[range.end..]));
        let before = before.rfind(is_end).map_or(before, |at| before[at..].trim_start_matches(is_end));
        let behind = behind.find(is_end).map_or(behind, |at| &behind[..at]);
        Around { sentence: sentence_around(&passage.text, range), sides: [behind, before] }
    }
}

/// The figure of a return that a sentence tells beside a number, with its value: one that has the number before all, then one whose words
/// stand next to it. None where two could be meant.
pub(crate) fn told<'r>(
    figures: &'r Return,
    around: &Around<'_>,
    number: Quantity,
) -> Option<(LocalFigure<'r>, Quantity)> {
    // The words of a sentence are asked for only where they can be those of a figure.
    figures.local_figures().next()?;
    let [sentence, behind, before] =
        [around.sentence, around.sides[0], around.sides[1]].map(|text| telling(text, &ENGLISH));
    let known = figures.local_figures().filter_map(|figure| Some((figure, figure.entry.cell.value.ok()?)));
    let known = known.filter_map(|(figure, value)| {
        let counts = telling(figure.counts, &ENGLISH);
        let share = |words: &BTreeSet<String>| counts.intersection(words).count() * 100 / counts.len().max(1);
        let rank = (value == number, share(&behind), share(&before));
        (share(&sentence) > 50).then_some((rank, figure, value))
    });
    let mut known: Vec<_> = known.collect();
    known.sort_by_key(|(rank, ..)| *rank);
    let (rank, figure, value) = known.pop()?;
    (rank.0 || known.last().is_none_or(|(other, ..)| *other < rank)).then_some((figure, value))
}

/// Whether the nation declares a number as what a sentence of the book tells.
pub(crate) fn is_of_nation(book: &Book, around: &Around<'_>, number: Quantity) -> bool {
    let mut returns = book.national.iter().map(|report| &report.figures);
    returns.any(|figures| told(figures, around, number).is_some_and(|(_, value)| value == number))
}
