//! Rows and columns that are called by a word and a number, named by their order: “above Step 1”, “Step 2 or higher”, “the highest step”.

use std::collections::BTreeSet;
use std::ops::Range;

use super::names::{Meaning, Named, Names};
use super::numbers::cardinal;
use crate::check::prose::reading::language::keys::key;
use crate::check::prose::reading::language::senses::{Bound, Sense, Way};
use crate::check::prose::reading::language::tokens::stem;
use crate::check::prose::reading::language::words::Words;

impl<'a> Names<'a> {
    /// The numbers of the rows and columns that are called by a word, with what each stands for.
    fn numbered(&self, word: &str) -> Vec<(u8, &[Meaning<'a>])> {
        let names = self.names.get(word).into_iter().flatten();
        let numbered = names.filter_map(|name| match name.stems.as_slice() {
            [_, number] if name.means.iter().any(Meaning::is_of_axis) => {
                Some((number.parse().ok()?, name.means.as_slice()))
            }
            _ => None,
        });
        numbered.collect()
    }

    fn numbered_where(&self, word: &str, is: impl Fn(u8) -> bool) -> Vec<Meaning<'a>> {
        let numbered = self.numbered(word).into_iter().filter(|(number, _)| is(*number));
        numbered.flat_map(|(_, means)| means).filter(|meaning| meaning.is_of_axis()).copied().collect()
    }

    /// Whether rows or columns are called by a word and a number, and none by one as high: “Step 4” where there are Steps 1 to 3.
    pub(crate) fn lacks(&self, word: &str, number: &str) -> bool {
        const FEWEST: usize = 2;
        let numbers: BTreeSet<u8> = self.numbered(word).into_iter().map(|(number, _)| number).collect();
        let is_above = |number: u8| numbers.last().is_some_and(|last| number > *last);
        numbers.len() >= FEWEST && number.parse().is_ok_and(is_above)
    }

    /// What a name stands for together with words beside it that tell those above or below: “above Step 1”, “Step 2 and above”.
    pub(super) fn beyond(&self, words: &Words<'_>, tokens: &Range<usize>) -> Option<(Range<usize>, Vec<Meaning<'a>>)> {
        let [head, last] = [tokens.start, tokens.end.checked_sub(1)?];
        let number: u8 = key(words, last).parse().ok().filter(|_| tokens.len() == 2)?;
        let behind = |sense| words.find(tokens.end, |found| found == sense);
        let (range, is): (_, Box<dyn Fn(u8) -> bool>) =
            if let Some(start) = words.before(head, |sense| sense == Sense::Beside).or_else(|| needs(words, head)) {
                let is_above = words.find(start, |sense| sense == Sense::Way(Way::Rise)).is_some();
                // “no higher than Step 1” is Step 1 or lower.
                let not = words.before(start, |sense| matches!(sense, Sense::Zero | Sense::Not));
                let is = move |other: u8| if is_above { other > number } else { other < number };
                (not.unwrap_or(start)..tokens.end, Box::new(move |other| is(other) != not.is_some()))
            } else if let Some(more) = behind(Sense::OrMore) {
                (head..tokens.end + more, Box::new(move |other| other >= number))
            } else {
                let more = behind(Sense::OrLess)?;
                (head..tokens.end + more, Box::new(move |other| other <= number))
            };
        let means = self.numbered_where(key(words, head), is);
        (!means.is_empty()).then_some((range, means))
    }

    /// What words stand for that tell rows or columns by their order alone: “the highest step”, “the two higher steps”, “the steps above”;
    /// `last` is the name before.
    pub(super) fn by_order(&self, words: &Words<'_>, at: usize, last: Option<&Named<'a>>) -> Option<Named<'a>> {
        let word = key(words, at);
        let numbered = self.numbered(word);
        let (least, most) =
            (numbered.iter().map(|(number, _)| *number).min()?, numbered.iter().map(|(number, _)| *number).max()?);
        if least == most || words.get(at + 1).is_some_and(|next| next.parse::<u8>().is_ok()) {
            return None;
        }
        let is_plural = words.text(at).ends_with('s') && stem(words.text(at)) != words.text(at);
        // “at either level” of three is at one of the two higher ones.
        let any = at.checked_sub(1).and_then(|any| {
            words
                .senses(any)
                .find_map(|(_, sense)| if let Sense::Any(so_many) = sense { Some((any, so_many)) } else { None })
        });
        if let Some((start, so_many)) = any {
            let means = self.numbered_where(word, |number| number > most.saturating_sub(so_many));
            return Some(Named { tokens: start..at + 1, means });
        }
        let end_before = |at: usize| {
            words.senses(at).find_map(|(_, sense)| if let Sense::End(way) = sense { Some(way) } else { None })
        };
        if let Some(way) = at.checked_sub(1).and_then(end_before) {
            let is = |number: u8| match (way, is_plural) {
                (Way::Rise, false) => number == most,
                (Way::Rise, true) => number > 1,
                (_, false) => number == least,
                (_, true) => number < most,
            };
            let means = self.numbered_where(word, is);
            // “the two higher steps”.
            let is_number = |at: &usize| cardinal(words, *at).is_some_and(|(length, _)| length == 1);
            let start = at.checked_sub(2).filter(is_number).unwrap_or(at - 1);
            return Some(Named { tokens: start..at + 1, means });
        }
        let way = words.senses(at + 1).find_map(|(_, sense)| match sense {
            Sense::Way(way) if is_plural && words.is(at + 1, Sense::Beside) => Some(way),
            _ => None,
        })?;
        let is_of_word = |named: &&Named<'a>| key(words, named.tokens.start) == word;
        let number = last.filter(is_of_word).and_then(|named| key(words, named.tokens.end - 1).parse::<u8>().ok());
        let is =
            |other: u8| if way == Way::Rise { other > number.unwrap_or(least) } else { other < number.unwrap_or(most) };
        Some(Named { tokens: at..at + 2, means: self.numbered_where(word, is) })
    }
}

/// Where “more than” begins in “needed more than Step 1”; “12 more than Step 1” sets numbers against each other.
fn needs(words: &Words<'_>, at: usize) -> Option<usize> {
    let is_bound = |sense| matches!(sense, Sense::Bound(Bound::Above | Bound::Below));
    let leads = |sense| matches!(sense, Sense::Verb | Sense::Modal | Sense::Preposition | Sense::Zero);
    words.before(at, is_bound).filter(|start| words.before(*start, leads).is_some())
}
