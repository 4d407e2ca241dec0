//! Where a line of text may not break: a date and a number stay with the word that they belong to.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::number::MONTHS;

/// The space that does not break.
pub const JOINT: &str = "\u{a0}";
/// Words that mean nothing without the number before them.
const UNITS: [&str; 6] = ["per", "million", "billion", "thousand", "am", "pm"];

/// The text with such places held together: `31 March 2014`, `Level 2`, `Act 2003`, `12 per cent`.
pub fn bound(text: &str) -> Cow<'_, str> {
    let mut held = String::new();
    let mut from = 0;
    // Most texts hold no digit at all, and most spaces stand beside none.
    let bytes = if text.bytes().any(|byte| byte.is_ascii_digit()) { text.as_bytes() } else { &[] };
    for at in (1..bytes.len()).filter(|&at| bytes[at] == b' ' && is_near_digit(bytes, at)) {
        if holds(&text[..at], &text[at + 1..]) {
            held.push_str(&text[from..at]);
            held.push_str(JOINT);
            from = at + 1;
        }
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    held.push_str(&text[from..]);
    Cow::Owned(held)
}

/// A text in pieces: periods (`2013-14`) apart, which should stand on one line, each with whether it is one. A hyphen that does not
/// break would not be found by readers who search the page for a period.
pub(crate) fn around_periods(text: &str) -> Vec<(&str, bool)> {
    let (mut pieces, mut from) = (Vec::new(), 0);
    for (at, _) in text.match_indices('-') {
        if let Some(period) = period_around(text.as_bytes(), at) {
            pieces.extend([(&text[from..period.start], false), (&text[period.clone()], true)]);
            from = period.end;
        }
    }
    pieces.push((&text[from..], false));
    pieces
}

/// The place of `2013-14` or `2001-2006` around a hyphen, where these are not part of something longer.
fn period_around(text: &[u8], hyphen: usize) -> Option<Range<usize>> {
    let is_digit = |byte: &&u8| byte.is_ascii_digit();
    let (before, after) = (&text[..hyphen], &text[hyphen + 1..]);
    let digits = (before.iter().rev().take_while(is_digit).count(), after.iter().take_while(is_digit).count());
    let period = hyphen - digits.0..hyphen + 1 + digits.1;
    let is_apart = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-');
    let stands_alone = is_apart(text[..period.start].last()) && is_apart(text.get(period.end));
    (digits.0 == 4 && matches!(digits.1, 2 | 4) && stands_alone).then_some(period)
}

/// A text with the apostrophes that belong between letters.
pub fn with_apostrophes(text: &str) -> String {
    let mut last = ' ';
    let mut signs = text.chars().peekable();
    let mut curled = String::with_capacity(text.len() + 2);
    while let Some(sign) = signs.next() {
        let is_between = last.is_alphanumeric() && signs.peek().is_some_and(|next| next.is_alphabetic());
        curled.push(if sign == '\'' && is_between { '’' } else { sign });
        last = sign;
    }
    curled
}

/// Whether a digit stands within three bytes before a place, as in `31st`, or right behind it.
fn is_near_digit(bytes: &[u8], at: usize) -> bool {
    bytes[at.saturating_sub(3)..at].iter().any(u8::is_ascii_digit) || bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// Whether what stands before a space and what stands after it belong together.
pub fn holds(before: &str, after: &str) -> bool {
    let is_digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
    let first = before.rsplit(|sign: char| sign.is_whitespace() || "(“‘—–".contains(sign)).next().unwrap_or_default();
    let second = after.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let day = first.trim_end_matches(char::is_alphabetic);
    if is_number(day) && day.len() <= 2 && matches!(&first[day.len()..], "" | "st" | "nd" | "rd" | "th") {
        return MONTHS.contains(&second) || (first == day && UNITS.contains(&second));
    }
    if is_digit(first.bytes().next()) && is_digit(first.bytes().last()) {
        return UNITS.contains(&second);
    }
    // A word of two letters, as at the head of a sentence (“In 2014”), names nothing.
    let is_name = first.len() > 2 && first.starts_with(char::is_uppercase) && first.chars().all(char::is_alphabetic);
    // A number that goes on, as in “Above 99.8%”, is an amount.
    let mut beyond = after[second.len()..].chars();
    let is_amount = match beyond.next() {
        Some('.' | ',') => beyond.next().is_some_and(|sign| sign.is_ascii_digit()),
        sign => sign == Some('%'),
    };
    is_name && is_number(second) && second.len() <= 4 && !is_amount
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_stay_with_their_words() {
        let held = |text: &str| bound(text).replace(JOINT, "~");
        assert_eq!(held("On 31 March 2014 (1st April)"), "On 31~March~2014 (1st~April)");
        assert_eq!(held("at Level 2, under the Education Act 2003."), "at Level~2, under the Education Act~2003.");
        assert_eq!(
            held("12 per cent of 3.5 million, and 1,472 per cent"),
            "12~per cent of 3.5~million, and 1,472~per cent"
        );
        assert_eq!(held("on “7 May” and at 10 am"), "on “7~May” and at 10~am");
    }

    #[test]
    fn periods_stand_alone() {
        let periods = |text: &'static str| -> Vec<_> {
            around_periods(text).into_iter().filter_map(|(piece, is_period)| is_period.then_some(piece)).collect()
        };
        assert_eq!(periods("2001-2006, at Level 2 in 2013-14."), ["2001-2006", "2013-14"]);
        assert_eq!(periods("2013-14-02, 12013-14, 2013-145, A2013-14, 2013-1b"), [""; 0]);
        assert_eq!(around_periods("in 2013-14"), [("in ", false), ("2013-14", true), ("", false)]);
    }

    #[test]
    fn apostrophes_stand_between_letters() {
        assert_eq!(with_apostrophes("The year's 'work' in the '90s, James'"), "The year’s 'work' in the '90s, James'");
    }

    #[test]
    fn other_words_may_part() {
        for text in [
            "819 people",
            "Above 99.8% limit",
            "there were 12 of them",
            "311 March",
            "about 2 and 3",
            "HMP-2 5",
            "31th-March",
            "",
            " ",
            "12 ",
        ] {
            assert!(matches!(bound(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
