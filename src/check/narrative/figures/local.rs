//! Figures that are counted elsewhere, by the words of a sentence.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use crate::book::returns::{LocalFigure, Return};
use crate::check::prose::passage::Passage;
use crate::check::prose::reading::claims::Claim;
use crate::check::prose::reading::language::english::ENGLISH;
use crate::check::prose::reading::language::keys::telling;
use crate::check::prose::reading::parts::numbers::Amount;
use crate::check::prose::reading::roles::Role;
use crate::check::prose::unfilled::{near_end, near_start, sentence_around};
use crate::quantity::Quantity;

/// The number that a sentence gives for what a local figure can count.
pub(crate) fn amount(claim: &Claim<'_, '_>) -> Option<Quantity> {
    match claim.mention.amount {
        Amount::Number(number) | Amount::Measure(number) | Amount::Percent(number)
            if !matches!(claim.role, Role::Change(_)) =>
        {
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

/// The figures of a return that are counted elsewhere, with the stems of what they count.
pub(crate) struct Locals<'r> {
    known: Vec<(LocalFigure<'r>, Quantity, BTreeSet<String>)>,
    /// The sentence that was asked for last, with its stems: it can have many numbers.
    last: RefCell<(String, Rc<BTreeSet<String>>)>,
}

impl<'r> Locals<'r> {
    pub(crate) fn new(figures: &'r Return) -> Self {
        let known = figures
            .local_figures()
            .filter_map(|figure| Some((figure, figure.entry.cell.value.ok()?, telling(figure.counts, &ENGLISH))));
        Locals { known: known.collect(), last: RefCell::default() }
    }

    /// The figure that a sentence tells beside a number, with its value: one that has the number before all, then one whose words stand
    /// next to it. None where two could be meant.
    pub(crate) fn told(&self, around: &Around<'_>, number: Quantity) -> Option<(LocalFigure<'r>, Quantity)> {
        self.known.first()?;
        let share = |counts: &BTreeSet<String>, words: &BTreeSet<String>| {
            counts.intersection(words).count() * 100 / counts.len().max(1)
        };
        let sentence = self.stems(around.sentence);
        // “15 pilots” is the figure of “pilots who hold a licence”.
        let head = first_word(around.sides[0]);
        let is_head = |figure: &LocalFigure<'_>, value| value == number && head == first_word(figure.counts);
        // “From 36 to 81”: two figures that count alike.
        let has = |wanted: Quantity| {
            let numbers = around.sentence.split(|sign: char| !sign.is_ascii_digit());
            numbers.into_iter().any(|number| number.parse().is_ok_and(|number: u64| Quantity::from(number) == wanted))
        };
        let is_beside = |value: Quantity, counts: &BTreeSet<String>| {
            let is_like =
                |(_, other, words): &&(LocalFigure<'_>, Quantity, _)| *other != value && share(counts, words) > 50;
            value == number && self.known.iter().filter(is_like).any(|(_, other, _)| has(*other))
        };
        let known = self.known.iter().filter(|(figure, value, counts)| {
            share(counts, &sentence) > 50 || is_head(figure, *value) || is_beside(*value, counts)
        });
        let known: Vec<_> = known.collect();
        known.first()?;
        let [behind, before] = around.sides.map(|text| telling(text, &ENGLISH));
        let known = known.into_iter().map(|(figure, value, counts)| {
            ((*value == number, share(counts, &behind), share(counts, &before)), figure, *value)
        });
        let mut known: Vec<_> = known.collect();
        known.sort_by_key(|(rank, ..)| *rank);
        let (rank, figure, value) = known.pop()?;
        (rank.0 || known.last().is_none_or(|(other, ..)| *other < rank)).then_some((*figure, value))
    }

    fn stems(&self, sentence: &str) -> Rc<BTreeSet<String>> {
        let mut last = self.last.borrow_mut();
        if last.0 != sentence {
            *last = (sentence.to_owned(), Rc::new(telling(sentence, &ENGLISH)));
        }
        Rc::clone(&last.1)
    }
}

fn first_word(text: &str) -> Option<String> {
    text.split_whitespace().next().map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase())
}

/// Whether the nation declares a number as what a sentence of the book tells.
pub(crate) fn is_declared(nation: &[Locals<'_>], around: &Around<'_>, number: Quantity) -> bool {
    nation.iter().any(|locals| locals.told(around, number).is_some_and(|(_, value)| value == number))
}
