//! Signs that look alike: which of them readers take for the same, though programs do not.

/// Quotation marks that word processors put in place of straight ones.
pub(crate) const CURLY: [char; 5] = ['“', '”', '„', '‘', '’'];

/// Whether a sign ends a line. Word processors write the vertical tab and the separators of Unicode where a line ends within a
/// paragraph, old editors a carriage return alone.
pub(crate) fn is_line_end(sign: char) -> bool {
    matches!(sign, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

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

/// The zeros of scripts that have digits of their own; nine digits follow each.
const ZEROS: [char; 18] = [
    '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}', '\u{be6}', '\u{c66}',
    '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}', '\u{1810}',
];

/// Signs that stand for several letters.
const JOINED: [(char, &str); 16] = [
    ('ﬀ', "ff"),
    ('ﬁ', "fi"),
    ('ﬂ', "fl"),
    ('ﬃ', "ffi"),
    ('ﬄ', "ffl"),
    ('ﬅ', "st"),
    ('ﬆ', "st"),
    ('Ĳ', "IJ"),
    ('ĳ', "ij"),
    ('Ǆ', "DŽ"),
    ('ǆ', "dž"),
    ('Ǉ', "LJ"),
    ('ǉ', "lj"),
    ('Ǌ', "NJ"),
    ('ǌ', "nj"),
    ('ŉ', "'n"),
];

/// The numbers of Rome that have signs of their own, from one on.
const ROMAN: [&str; 16] =
    ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "L", "C", "D", "M"];

/// The letters or digits that a reader takes a sign for, where no search and no check does: `ﬁ`, `８`, `𝐁`. Signs that say something
/// of their own, such as `²`, `½`, `™` and `①`, are none of these.
pub(crate) fn plain(sign: char) -> Option<String> {
    let code = u32::from(sign);
    let nth = |first: u32, of: u32, count: u32| {
        let at = code.checked_sub(first).filter(|at| *at < count)? % of;
        usize::try_from(at).ok()
    };
    let digit = || ZEROS.iter().find_map(|zero| nth(u32::from(*zero), 10, 10)).or_else(|| nth(0x1d7ce, 10, 50));
    let ascii = |first: u8, at: usize| Some(char::from(first + u8::try_from(at).ok()?).to_string());
    match sign {
        ..'\u{100}' => None,
        'ſ' => Some("s".to_owned()),
        '\u{2160}'..='\u{216f}' => Some(ROMAN[nth(0x2160, 16, 16)?].to_owned()),
        '\u{2170}'..='\u{217f}' => Some(ROMAN[nth(0x2170, 16, 16)?].to_lowercase()),
        '\u{ff01}'..='\u{ff5e}' => ascii(b'!', nth(0xff01, 94, 94)?),
        // Thirteen alphabets of letters for formulas, capitals before small letters.
        '\u{1d400}'..='\u{1d6a3}' => {
            let at = nth(0x1d400, 52, 13 * 52)?;
            if at < 26 { ascii(b'A', at) } else { ascii(b'a', at - 26) }
        }
        _ => JOINED
            .iter()
            .find_map(|(joined, letters)| (*joined == sign).then(|| (*letters).to_owned()))
            .or_else(|| ascii(b'0', digit()?)),
    }
}

/// Letters of Greek and Cyrillic that no reader tells from those of English, and what these are.
const ALIKE: (&str, &str) =
    ("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧον", "aeopcyxijshdqwABEKMHOPCTYXIJSABEZHIKMNOPTYXov");

/// The letter of English that a letter of another script is taken for. In words of its own script it is right.
pub(crate) fn alike(sign: char) -> Option<char> {
    let (others, letters) = ALIKE;
    letters.chars().nth(others.chars().position(|other| other == sign)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_the_one_that_is_read() {
        for (typed, read) in
            [("oﬃce", "office"), ("８５３％", "853%"), ("٨٤ ०९", "84 09"), ("𝐁𝘰𝚡 𝟙𝟿", "Box 19"), ("Ⅳ ⅷ Ⅽ", "IV viii C")]
        {
            let plain: String = typed.chars().map(|sign| plain(sign).unwrap_or(sign.to_string())).collect();
            assert_eq!(plain, read);
        }
        for sign in "m² ½ ™ № ① £ é ŵ … ﷼ Ω 中 “–” \u{a0}".chars() {
            assert_eq!(plain(sign), None, "{sign}");
        }
    }

    #[test]
    fn words_are_compared_whatever_their_spaces_and_hyphens() {
        assert_eq!(compared("far\u{a0} \nnor\u{ad}thern\u{2011}led"), "far northern-led");
    }
}
