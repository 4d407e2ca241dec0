//! Words that tell of another place beside what a sentence is about: “Unlike Northshire, the county had 12”.

use std::ops::Range;

use super::language::senses::Sense;
use super::sentence::{Item, Sentence};

/// Words between signs that name a place and have no number: no number outside them is one of that place.
pub(crate) struct Aside {
    pub(super) tokens: Range<usize>,
    /// Whether they are no clause of their own, whose place could go on behind them.
    pub(crate) is_phrase: bool,
}

/// The asides of a sentence: “, like Northshire,”, and at its beginning “While Northshire has fewer,”.
pub(super) fn asides(sentence: &Sentence<'_, '_>) -> Vec<Aside> {
    let words = &sentence.words;
    let mut found: Vec<Aside> = Vec::new();
    let mut start = 0;
    for end in 0..=words.len() {
        if end < words.len() && !words.is_sign(end, &[",", ";", ":", "–", "—", "(", ")"]) {
            continue;
        }
        let is_phrase = words.find(start, |sense| sense == Sense::Aside).is_some();
        let is_clause = start == 0 && words.find(start, |sense| sense == Sense::But).is_some();
        // “Unlike Northshire, where there were 12”: the place goes on.
        let goes_on = words.find(end + 1, |sense| sense == Sense::Relative).is_some();
        let is_apart = !goes_on && (start > 0 || end < words.len());
        let tokens = start..end;
        if (is_phrase || is_clause) && is_apart && has_place(sentence, &tokens) && !has_number(sentence, &tokens) {
            found.push(Aside { tokens, is_phrase });
        }
        start = end + 1;
    }
    found
}

fn has_place(sentence: &Sentence<'_, '_>, tokens: &Range<usize>) -> bool {
    let first = sentence.places.partition_point(|(place, _)| place.start < tokens.start);
    sentence.places.get(first).is_some_and(|(place, _)| place.start < tokens.end)
}

fn has_number(sentence: &Sentence<'_, '_>, tokens: &Range<usize>) -> bool {
    let first = sentence.items.partition_point(|(number, _)| number.start < tokens.start);
    let within = sentence.items[first..].iter().take_while(|(number, _)| number.start < tokens.end);
    within.into_iter().any(|(_, item)| matches!(item, Item::Mention(_)))
}
