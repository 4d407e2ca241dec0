//! Signs that look alike: which of them readers take for the same, though programs do not.

/// What a sign is in comparisons: one kind of space and of hyphen, and nothing where it cannot be seen.
pub(crate) fn common(sign: char) -> Option<char> {
    match sign {
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        '\u{2010}' | '\u{2011}' => Some('-'),
        sign if sign.is_whitespace() => Some(' '),
        sign => Some(sign),
    }
}

/// Words as they are compared: with common signs, and one space where there are several.
pub(crate) fn compared(words: &str) -> String {
    let mut compared = String::with_capacity(words.len());
    for sign in words.chars().filter_map(common) {
        if sign != ' ' || !compared.ends_with(' ') {
            compared.push(sign);
        }
    }
    compared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_whatever_their_spaces_and_hyphens() {
        assert_eq!(compared("sex\u{a0} \nof\u{ad}fender\u{2011}led"), "sex offender-led");
    }
}
