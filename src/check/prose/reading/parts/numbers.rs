//! Numbers in a sentence: digits and words, shares, percentages, factors.

use std::ops::Range;

use crate::check::prose::reading::language::senses::{Bound, Sense};
use crate::check::prose::reading::language::words::{Gap, Words};
use crate::quantity::Quantity;

/// A number as a sentence tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Amount {
    Number(Quantity),
    /// An amount of money, a duration or another measure in a unit in which the return has figures.
    Measure(Quantity),
    /// Hundredths.
    Percent(Quantity),
    /// Percentage points.
    Points(Quantity),
    /// So many of so many: “two thirds”, “nine in ten”.
    Share(u64, u64),
    /// So many for so many people.
    Rate(Quantity, u64),
    /// A change by a factor: “doubled”.
    Factor(u64, u64),
}

/// A number that readers take as a fact.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) tokens: Range<usize>,
    pub(crate) amount: Amount,
    pub(crate) bound: Bound,
    /// The upper end, where it is a range.
    pub(crate) until: Option<Quantity>,
    /// Whether it is written in words.
    pub(crate) is_in_words: bool,
    /// Whether a reference prints it.
    pub(crate) is_given: bool,
    /// Whether words such as “the same number” stand for the number before it.
    pub(crate) is_repeated: bool,
    /// Whether it is told as the size of what stands below zero.
    pub(crate) is_deficit: bool,
}

impl Mention {
    /// Whether it is meant as it stands: no range, and no word such as “nearly” or “over” with it.
    pub(crate) fn is_exact(&self) -> bool {
        self.bound == Bound::Exact && self.until.is_none()
    }

    /// The percentage, if it is one.
    pub(crate) fn percentage(&self) -> Option<Quantity> {
        if let Amount::Percent(percentage) = self.amount { Some(percentage) } else { None }
    }

    /// The number that is compared with cells, if it is one.
    pub(crate) fn number(&self) -> Option<Quantity> {
        match self.amount {
            Amount::Number(number) | Amount::Rate(number, _) => Some(number),
            _ => None,
        }
    }
}

/// How far a number in digits or words goes, and what it comes to.
pub(crate) fn cardinal(words: &Words<'_>, at: usize) -> Option<(usize, Quantity)> {
    if words.is_digits(at) {
        return digits(words, at);
    }
    if !words.is_known(at) {
        return None;
    }
    let is_number = |at| words.senses(at).any(|(_, sense)| matches!(sense, Sense::Number(_)));
    if let Some(number) = half_of(words, at) {
        return Some((3, number.into()));
    }
    let article = usize::from(words.is(at, Sense::Article) && !is_number(at));
    let is_scale =
        |at| words.senses(at).find_map(|(_, sense)| if let Sense::Scale(by) = sense { Some(by) } else { None });
    if words.is(at + article, Sense::Pair) && article == 1 && words.is(at + 2, Sense::Of) {
        return Some((3, 2.into()));
    }
    let starts = is_number(at) || (article == 1 && is_scale(at + 1).is_some() && words.text(at + 1).len() > 2);
    starts.then(|| in_words(words, at + article)).flatten().map(|(length, number)| (length + article, number))
}

/// “half a dozen”, “half a million”.
fn half_of(words: &Words<'_>, at: usize) -> Option<u64> {
    let is_half = words.is(at, Sense::Part(2)) && words.is(at + 1, Sense::Article);
    let scale = |(_, sense)| if let Sense::Scale(by) = sense { Some(by / 2) } else { None };
    words.senses(at + 2).filter(|_| is_half).find_map(scale)
}

fn digits(words: &Words<'_>, at: usize) -> Option<(usize, Quantity)> {
    let number = parse(words.text(at))?;
    let joined = |at: usize| words.tokens.get(at).map(|token| token.gap);
    // Part of a name: “A12”, “Covid-19”, “327B”.
    let follows_letters = match joined(at) {
        Some(Gap::None) => at > 0 && words.is_word(at - 1),
        Some(Gap::Hyphen) => {
            at > 0 && words.is_word(at - 1) && !words.senses(at - 1).any(|(_, sense)| matches!(sense, Sense::Bound(_)))
        }
        _ => false,
    };
    if follows_letters {
        return None;
    }
    let by = words.senses(at + 1).find_map(|(length, sense)| match sense {
        Sense::Scale(by) if joined(at + 1) == Some(Gap::None) || words.text(at + 1).len() > 2 => Some((length, by)),
        _ => None,
    });
    if let Some((length, by)) = by {
        let scaled = Quantity::new(number.digits().checked_mul(by.into())?, number.places());
        return Some((1 + length, scaled));
    }
    // “10 000”.
    let is_plain = |at: usize| words.get(at).is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let thousands = |at: usize| words.is_digits(at) && is_plain(at) && words.text(at).len() == 3;
    if is_plain(at) && words.text(at).len() <= 3 && thousands(at + 1) && !words.is_joined(at + 1) {
        let thousands = number.times(Quantity::from(1_000_u64))?;
        return Some((2, thousands.plus(parse(words.text(at + 1))?)?));
    }
    // “50pc”, but not “327B”.
    let is_percent = || words.percent(at + 1).is_some();
    let has_letters = words.is_word(at + 1) && joined(at + 1) == Some(Gap::None) && !is_percent();
    (!has_letters).then_some((1, number))
}

/// The number that digits with separators and decimals come to. None with anything else, and with more digits than a figure has.
pub(crate) fn parse(text: &str) -> Option<Quantity> {
    const MOST_DIGITS: u8 = 15;
    let (mut number, mut length, mut places) = (0_i128, 0, None);
    for sign in text.bytes() {
        match sign {
            b'0'..=b'9' => {
                number = number * 10 + i128::from(sign - b'0');
                length += 1;
                places = places.map(|places| places + 1);
            }
            b'.' if places.is_none() => places = Some(0),
            b',' => {}
            _ => return None,
        }
        if length > MOST_DIGITS {
            return None;
        }
    }
    (length > 0).then(|| Quantity::new(number, places.unwrap_or_default()))
}

/// How many something is told for: “in every 12”, “in every hundred”.
pub(crate) fn counted(words: &Words<'_>, at: usize) -> Option<(usize, u64)> {
    let scale =
        || words.senses(at).find_map(|(_, sense)| if let Sense::Scale(by) = sense { Some((1, by)) } else { None });
    cardinal(words, at).and_then(|(length, number)| Some((length, number.count()?))).or_else(scale)
}

/// A number in words: “sixty-five”, “two thousand three hundred and four”, “two dozen”.
fn in_words(words: &Words<'_>, start: usize) -> Option<(usize, Quantity)> {
    let (mut at, mut total, mut current, mut last) = (start, 0_u64, 0_u64, 0_u64);
    let mut is_begun = false;
    loop {
        let and = usize::from(
            is_begun
                && last >= 100
                && words.is(at, Sense::Link)
                && words.senses(at + 1).any(|(_, sense)| matches!(sense, Sense::Number(_))),
        );
        let found = words.senses(at + and).find_map(|(length, sense)| match sense {
            Sense::Number(number) if length == 1 => {
                let is_unit = (1..10).contains(&number) && (20..100).contains(&last);
                let fits = !is_begun || last >= 100 || is_unit;
                fits.then_some((number, false))
            }
            Sense::Scale(by) if length == 1 && words.text(at).len() > 2 => Some((by, true)),
            _ => None,
        });
        let Some((number, is_scale)) = found else { break };
        if is_scale {
            let times = if is_begun { current.max(1) } else { 1 };
            current = times.checked_mul(number)?;
            if number >= 1000 {
                total = total.checked_add(current)?;
                current = 0;
            }
        } else {
            current = current.checked_add(number)?;
        }
        (last, is_begun) = (number, true);
        at += and + 1;
    }
    is_begun.then(|| (at - start, Quantity::from(total + current)))
}

/// The number that is told from a token on, with all that belongs to it.
pub(crate) fn amount(words: &Words<'_>, at: usize) -> Option<(usize, Amount)> {
    if let Some(found) = fold(words, at) {
        return Some(found);
    }
    if let Some((length, sense)) = words.senses(at).find(|(_, sense)| matches!(sense, Sense::Factor(..)))
        && let Sense::Factor(part, whole) = sense
    {
        return Some((length, Amount::Factor(part, whole)));
    }
    if let Some(found) = fraction(words, at) {
        return Some(found);
    }
    if let Some(length) = words.find(at, |sense| sense == Sense::Zero) {
        // “no more and no fewer” compares, and “no longer” counts nothing.
        let is_other = words.find(at, |sense| sense == Sense::Not).is_some_and(|other| other > length);
        // “Are they all at Step 1? No.”
        let is_answer = words.is(at, Sense::Label) && !words.is_word(at + length) && !words.is_digits(at + length);
        let compares =
            is_answer || is_other || words.is(at + length, Sense::More) || words.is(at + length + 1, Sense::Than);
        return (!compares).then_some((length, Amount::Number(Quantity::ZERO)));
    }
    let (length, number) = cardinal(words, at)?;
    let behind = at + length;
    // “every one of them”, “the one”.
    let is_pronoun = words.is_word(at) && number == 1 && at > 0 && words.is(at - 1, Sense::Article);
    if is_pronoun {
        return None;
    }
    if let Some(more) = words.find(behind, |sense| sense == Sense::Points) {
        return Some((length + more, Amount::Points(number)));
    }
    if let Some(more) = words.percent(behind) {
        return Some((length + more, Amount::Percent(number)));
    }
    // “three to one”, but “from three to one”.
    let one = words
        .is(behind, Sense::To)
        .then(|| cardinal(words, behind + 1))
        .flatten()
        .filter(|(_, one)| *one == Quantity::from(1_u64));
    let leads = |sense| matches!(sense, Sense::From | Sense::Way(_));
    if let Some((more, _)) = one.filter(|(_, one)| number > *one && words.before(at, leads).is_none()) {
        let by = 10_u64.checked_pow(number.places().into())?;
        return Some((length + 1 + more, Amount::Factor(u64::try_from(number.digits()).ok()?, by)));
    }
    let nouns = nouns_between(words, at, behind);
    if let Some(found) = in_so_many(words, at, length, number).or_else(|| in_so_many(words, at, nouns?, number)) {
        return Some(found);
    }
    Some((length, Amount::Number(number)))
}

/// “twice as many”, “half the rate of”, “four times the number in”: the factor, without what it is told of.
pub(crate) fn fold(words: &Words<'_>, at: usize) -> Option<(usize, Amount)> {
    let (length, times, by) = words
        .senses(at)
        .find_map(|(length, sense)| match sense {
            Sense::Fold(times, by) => Some((length, times, by)),
            _ => None,
        })
        .or_else(|| {
            let (length, number) = cardinal(words, at)?;
            let more = words.find(at + length, |sense| sense == Sense::Times)?;
            let by = 10_u64.checked_pow(number.places().into())?;
            Some((length + more, u64::try_from(number.digits()).ok()?, by))
        })?;
    let tells = |sense| sense == Sense::AsMany || sense == Sense::TheNumber;
    // “half as many again” is a change by a half.
    let is_again = words.find(at + length, |sense| matches!(sense, Sense::Way(_))).is_some();
    words.find(at + length, tells).filter(|_| !is_again).map(|_| (length, Amount::Factor(times, by)))
}

/// How far what is counted goes in “seven people in ten”, where both numbers are in words.
fn nouns_between(words: &Words<'_>, at: usize, behind: usize) -> Option<usize> {
    const MOST: usize = 4;
    let joins = |at: usize| words.is(at, Sense::In) || words.find(at, |sense| sense == Sense::OutOf).is_some();
    let is_noun = |at: &usize| {
        words.is_word(*at)
            && words.find(*at, |sense| matches!(sense, Sense::Verb | Sense::And | Sense::Of | Sense::But)).is_none()
    };
    let end = (behind..=behind + MOST).find(|at| joins(*at)).filter(|end| *end > behind)?;
    let number = end + words.find(end, |sense| sense == Sense::OutOf).unwrap_or(1);
    let is_out_of = words.find(end, |sense| sense == Sense::OutOf).is_some();
    let is_share = is_out_of || words.is_word(number) || words.is(at, Sense::Number(1));
    (words.is_word(at) && is_share && (behind..end).all(|at| is_noun(&at))).then_some(end - at)
}

/// A share in words is of so many at most, or of a hundred, a thousand and so on.
const MOST_OF_A_SHARE: u64 = 20;

/// “nine in ten”, “one in every 763”, “three out of four”.
fn in_so_many(words: &Words<'_>, at: usize, length: usize, part: Quantity) -> Option<(usize, Amount)> {
    let behind = at + length;
    let out_of = words.find(behind, |sense| sense == Sense::OutOf);
    let between = out_of.or_else(|| words.is(behind, Sense::In).then_some(1))?;
    let (more, whole) = counted(words, behind + between)?;
    let part = part.count()?;
    let is_year = (1900..2100).contains(&whole) && words.is_digits(behind + between);
    let is_duration =
        words.find(behind + between + more, |sense| matches!(sense, Sense::Span | Sense::Measure)).is_some();
    // “8 out of 24” are two numbers, “99 out of every 100” a share.
    let is_round =
        whole <= MOST_OF_A_SHARE || whole.to_string().trim_start_matches('1').bytes().all(|digit| digit == b'0');
    // “129 in every 100,000” is a rate.
    let is_rate = part >= MOST_OF_A_SHARE && whole >= 1000;
    (part < whole
        && !is_rate
        && (part == 1 || is_round)
        && (part < 20 || out_of.is_some() || words.is_word(behind + between))
        && !is_year
        && !is_duration)
        .then_some((length + between + more, Amount::Share(part, whole)))
}

/// How many tokens “of one per cent” or “a per cent” takes, if it follows.
fn of_one_percent(words: &Words<'_>, at: usize) -> Option<usize> {
    let of = usize::from(words.is(at, Sense::Of));
    let is_one = words.is(at + of, Sense::An);
    let percent = words.percent(at + of + 1)?;
    is_one.then_some(of + 1 + percent)
}

/// “half”, “a third”, “three quarters”.
fn fraction(words: &Words<'_>, at: usize) -> Option<(usize, Amount)> {
    let part_at = |at: usize| {
        words.senses(at).find_map(|(length, sense)| match sense {
            Sense::Part(whole) if length == 1 => Some(whole),
            _ => None,
        })
    };
    if half_of(words, at).is_some() {
        return None;
    }
    let (length, part, whole) = if words.is(at, Sense::Part(2)) {
        (1, 1, 2)
    } else if words.is(at, Sense::An) && part_at(at + 1).is_some() {
        (2, 1, part_at(at + 1)?)
    } else {
        let (length, number) = cardinal(words, at)?;
        (length + 1, number.count()?, part_at(at + length)?)
    };
    let behind = at + length;
    if let Some(more) = of_one_percent(words, behind) {
        return Some((length + more, Amount::Share(part, whole.checked_mul(100)?)));
    }
    let last = words.get(behind - 1)?;
    // “the third meeting” tells an order, “half a dozen” a number, “half the year” a time, “half-yearly” how often.
    let is_told = part > 1 && last.ends_with('s')
        || words
            .find(behind, |sense| {
                matches!(sense, Sense::Of | Sense::Verb | Sense::Bound(_) | Sense::Way(_) | Sense::More)
            })
            .is_some()
        || (whole == 2 && words.is(behind, Sense::Article))
        || words.before(at, |sense| matches!(sense, Sense::Bound(_) | Sense::By)).is_some()
        || words.is_sign(behind, &["(", ",", ".", ";"])
        || behind >= words.len();
    // “11 a quarter”.
    let is_span = words.find(at, |sense| matches!(sense, Sense::PerSpan(_))) == Some(length)
        && !words.is(behind, Sense::Of)
        && at > 0
        && (words.is_digits(at - 1) || words.senses(at - 1).any(|(_, sense)| matches!(sense, Sense::Number(_))));
    let of = behind + usize::from(words.is(behind, Sense::Of));
    let of = of + usize::from(words.is(of, Sense::Article));
    let is_time = words.find(of, |sense| matches!(sense, Sense::Span | Sense::Month(_))).is_some()
        || (words.is_digits(of) && words.get(of).is_some_and(|year| year.len() == 4))
        || (words.is_word(behind) && words.is_joined(behind));
    (is_told && part < whole && !is_time && !is_span).then_some((length, Amount::Share(part, whole)))
}
