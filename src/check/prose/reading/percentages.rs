//! Numbers that are percentages by those beside them.

use super::language::senses::Sense;
use super::parts::kinds::Exempt;
use super::parts::numbers::{Amount, cardinal};
use super::sentence::{Item, Sentence};

/// The most that a share comes to in hundredths.
const HUNDRED: u64 = 100;

impl Sentence<'_, '_> {
    /// Makes percentages of the numbers behind “Of every 100 people”.
    pub(super) fn of_hundred(&mut self) {
        let Some((tokens, Item::Exempt(Exempt::Per))) = self.items.first() else { return };
        // “Of every 100”, “of every hundred”, where “every” belongs to the number.
        let is_hundred = (1..=2).any(|length| {
            cardinal(&self.words, tokens.end - length).is_some_and(|found| found == (length, HUNDRED.into()))
        });
        if !is_hundred || !self.words.is(tokens.start, Sense::Of) {
            return;
        }
        for (_, item) in &mut self.items {
            if let Item::Mention(mention) = item
                && let Amount::Number(number) = mention.amount
                && number <= HUNDRED
                && !mention.is_given
            {
                mention.amount = Amount::Percent(number);
            }
        }
    }

    /// Makes percentages of the numbers before one in a list: “34, 44 and 23 per cent”.
    pub(super) fn list_percentages(&mut self) {
        let mut next: Option<usize> = None;
        for at in (0..self.items.len()).rev() {
            let (tokens, Item::Mention(mention)) = &self.items[at] else {
                next = None;
                continue;
            };
            let joins = |at: usize| self.words.is_sign(at, &[","]) || self.words.is(at, Sense::Link);
            let is_listed = next.is_some_and(|next| tokens.end < next && (tokens.end..next).all(joins));
            let (start, amount) = (tokens.start, mention.amount);
            next = match amount {
                Amount::Percent(_) => Some(start),
                Amount::Number(number) if is_listed && !mention.is_given => {
                    if let (_, Item::Mention(mention)) = &mut self.items[at] {
                        mention.amount = Amount::Percent(number);
                    }
                    Some(start)
                }
                _ => None,
            };
        }
    }

    /// Makes percentages of bare numbers that go on with one: “42 per cent of the calls, the others for 37 and 21”.
    pub(super) fn carry_percentages(&mut self) {
        let words = &self.words;
        let (mut is_percent, mut last) = (false, 0);
        for (tokens, item) in &mut self.items {
            let Item::Mention(mention) = item else { continue };
            // “by 23 per cent, while blues stayed at nine” tells another thing.
            is_percent &= !(last..tokens.start).any(|at| words.find(at, |sense| sense == Sense::But).is_some());
            last = tokens.end;
            let is_end =
                |at: usize| at >= words.len() || words.is_sign(at, &[",", ".", ";", ")"]) || words.is(at, Sense::Link);
            let is_led =
                words.before(tokens.start, |sense| matches!(sense, Sense::Preposition | Sense::Link)).is_some();
            match mention.amount {
                Amount::Percent(_) => is_percent = true,
                Amount::Number(number)
                    if is_percent && !mention.is_given && is_led && is_end(tokens.end) && number <= HUNDRED =>
                {
                    mention.amount = Amount::Percent(number);
                }
                _ => is_percent = false,
            }
        }
    }
}
