//! Numbers with what the words before and behind them say of how exact they are.

use std::ops::Range;

use super::measures::{Measure, measure};
use super::names::Names;
use super::numbers::{Amount, Mention, amount};
use crate::check::prose::reading::language::senses::{Bound, Sense};
use crate::check::prose::reading::language::words::Words;
use crate::quantity::Quantity;

/// An amount in a unit in which the return has figures.
pub(crate) fn measured(words: &Words<'_>, at: usize, names: &Names<'_>) -> Option<(Range<usize>, Mention)> {
    let Measure { length, amount, is_deficit } = measure(words, at, names)?;
    let tokens = at..at + length;
    let mention = Mention {
        tokens: tokens.clone(),
        amount: Amount::Measure(amount),
        bound: bound(words, at, tokens.end),
        until: None,
        is_in_words: !tokens.clone().any(|at| words.is_digits(at)),
        is_given: false,
        is_repeated: false,
        is_deficit,
    };
    Some((tokens, mention))
}

/// A number with what says how exact it is, and the upper end of a range.
pub(crate) fn mention(words: &Words<'_>, at: usize) -> Option<(Range<usize>, Mention)> {
    let (length, amount) = amount(words, at)?;
    let mut end = at + length;
    let mut until = None;
    if let Amount::Number(first) | Amount::Percent(first) = amount {
        until = range(words, at, end).filter(|(_, until)| first <= *until);
        end = until.map_or(end, |(end, _)| end);
    }
    let amount = match until {
        Some((end, _)) if words.percent(end - 1).is_some() => match amount {
            Amount::Number(number) => Amount::Percent(number),
            amount => amount,
        },
        _ => amount,
    };
    let mention = Mention {
        tokens: at..end,
        amount,
        bound: bound(words, at, end),
        until: until.map(|(_, until)| until),
        is_in_words: !words.is_digits(at),
        is_given: false,
        is_repeated: false,
        is_deficit: false,
    };
    Some((at..end, mention))
}

/// The number before where words stand for it: “12 reds and the same number of blues”. Where that number follows, they say nothing more.
pub(crate) fn repeated(words: &Words<'_>, at: usize, last: &Mention) -> Option<(Range<usize>, Mention)> {
    let length = words.find(at, |sense| sense == Sense::SameNumber)?;
    // Behind “of” stands what it counts.
    let tokens = at..at + length + usize::from(words.is(at + length, Sense::Of));
    let is_told = last.number().is_none() || !last.is_exact() || words.is_sign(tokens.end, &[",", "(", ":", "–"]);
    let mention =
        Mention { tokens: tokens.clone(), is_in_words: true, is_given: false, is_repeated: true, ..last.clone() };
    (!is_told).then_some((tokens, mention))
}

/// The upper end of a range: “20 to 30”, “between 20 and 30”, “20–30%”.
fn range(words: &Words<'_>, at: usize, end: usize) -> Option<(usize, Quantity)> {
    let is_between = words.before(at, |sense| sense == Sense::Between).is_some();
    // “from 20 to 30”, “by 20 to 30”.
    let leads = |sense| matches!(sense, Sense::From | Sense::By | Sense::Of | Sense::Way(_));
    let is_from = words.before(at, leads).is_some();
    let dash = words.is_sign(end, &["–", "-", "—"]) && words.is_joined(end) && words.is_joined(end + 1);
    let hyphen = words.is_digits(end) && words.is_joined(end);
    let joint = if dash || (words.is(end, Sense::To) && !is_from) || (is_between && words.is(end, Sense::Link)) {
        1
    } else if hyphen {
        0
    } else {
        return None;
    };
    let second = end + joint;
    let (length, number) = match amount(words, second)? {
        (length, Amount::Number(number) | Amount::Percent(number)) => (length, number),
        _ => return None,
    };
    Some((second + length, number))
}

/// Whether a phrase that tells the way of a change ends with the word at a token: “went up”.
pub(crate) fn is_way_into(words: &Words<'_>, at: usize) -> bool {
    words.before(at + 1, |sense| matches!(sense, Sense::Way(_))).is_some_and(|start| start < at)
}

/// How exact a number is meant to be, by the words before and behind it.
pub(crate) fn bound(words: &Words<'_>, at: usize, end: usize) -> Bound {
    const LONGEST: usize = 5;
    let mut before = at;
    let bound_before = |before: usize| {
        (before.saturating_sub(LONGEST)..before).find_map(|start| {
            words.senses(start).find_map(|(length, sense)| match sense {
                // “went up to 12”.
                Sense::Bound(bound) if start + length == before && !is_way_into(words, start) => Some(bound),
                _ => None,
            })
        })
    };
    // “Nearly all 44” tells of a part of them.
    if words.is(at.wrapping_sub(1), Sense::Only) && words.before(at, |sense| sense == Sense::Some).is_some() {
        return Bound::Exact;
    }
    while bound_before(before).is_none() {
        let is_passed = |sense| matches!(sense, Sense::Article | Sense::Only);
        let Some(start) = words.before(before, is_passed) else { break };
        // “above the 92 of the nation” sets something against a number that is meant as it stands.
        if words.is(start, Sense::The) {
            return Bound::Exact;
        }
        before = start;
    }
    let behind = words.senses(end).find_map(|(_, sense)| match sense {
        Sense::OrMore => Some(Bound::AtLeast),
        Sense::OrLess => Some(Bound::AtMost),
        Sense::Bound(Bound::About) => Some(Bound::About),
        _ => None,
    });
    let open = (words.is_sign(end, &["+"]) && words.is_joined(end)).then_some(Bound::AtLeast);
    bound_before(before).or(behind).or(open).unwrap_or(Bound::Exact)
}
