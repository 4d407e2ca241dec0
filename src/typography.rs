//! Where a line of text may not break: a date and a number stay with the word that they belong to.

use std::borrow::Cow;

use crate::number::MONTHS;

/// The space that does not break.
pub const JOINT: char = '\u{a0}';
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
            held.push(JOINT);
            from = at + 1;
        }
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    held.push_str(&text[from..]);
    Cow::Owned(held)
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
    is_name && is_number(second) && second.len() <= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers_stay_with_their_words() {
        let held = |text: &str| bound(text).replace(JOINT, "~");
        assert_eq!(held("On 31 March 2014 (1st April)"), "On 31~March~2014 (1st~April)");
        assert_eq!(
            held("at Level 2, under the Criminal Justice Act 2003."),
            "at Level~2, under the Criminal Justice Act~2003."
        );
        assert_eq!(
            held("12 per cent of 3.5 million, and 1,472 per cent"),
            "12~per cent of 3.5~million, and 1,472~per cent"
        );
        assert_eq!(held("on “7 May” and at 10 am"), "on “7~May” and at 10~am");
    }

    #[test]
    fn other_words_may_part() {
        for text in [
            "819 people",
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
