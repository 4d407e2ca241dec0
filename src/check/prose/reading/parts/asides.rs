//! What is told beside what a sentence is about: another place, “Unlike Northshire, the area had 12”, or a part without a number.

use std::ops::Range;

use super::places::Located;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::words::Words;

/// Words between signs that name a place and have no number: no number outside them is one of that place.
pub(crate) struct Aside {
    pub(crate) tokens: Range<usize>,
    /// Whether they are no clause of their own, whose place could go on behind them.
    pub(crate) is_phrase: bool,
}

/// The asides of a sentence with numbers at these tokens: “, like Northshire,”, and at its beginning “While Northshire has fewer,”.
pub(crate) fn asides(words: &Words<'_>, places: &[Located<'_>], numbers: &[usize]) -> Vec<Aside> {
    let has_place = |tokens: &Range<usize>| {
        let first = places.partition_point(|(place, _)| place.start < tokens.start);
        places.get(first).is_some_and(|(place, _)| place.start < tokens.end)
    };
    let has_number = |tokens: &Range<usize>| {
        let first = numbers.partition_point(|number| *number < tokens.start);
        numbers.get(first).is_some_and(|number| *number < tokens.end)
    };
    let mut found = Vec::new();
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
        if (is_phrase || is_clause) && is_apart && has_place(&tokens) && !has_number(&tokens) {
            found.push(Aside { tokens, is_phrase });
        }
        start = end + 1;
    }
    found
}

/// Where words begin behind a number that tell of a part of it without another one: “44, most of them red”, “44, including the reds”,
/// “44, reds among them”.
pub(crate) fn start_of_part(words: &Words<'_>, right: &Range<usize>) -> Option<usize> {
    const FARTHEST: usize = 4;
    let is_part = |at: usize| {
        let some = words.find(at, |sense| sense == Sense::Some);
        let of_some = some.is_some_and(|length| words.is(at + length, Sense::Of));
        of_some || words.find(at, |sense| sense == Sense::Subset).is_some()
    };
    let is_start = |comma: &usize| {
        let end = right.end.min(comma + FARTHEST);
        let trails = |at: usize| is_part(at) && (at + 2..right.end).all(|at| !words.is_word(at));
        words.is_sign(*comma, &[","]) && (is_part(comma + 1) || (comma + 2..end).any(trails))
    };
    right.clone().find(is_start)
}
