//! Words that a wrong encoding spoilt: `boardâ€™s`, where `board’s` was written and its bytes were read as if each were a sign.
//! They are found by doing it again the other way round: signs that come to valid UTF-8 were UTF-8 once.

use std::ops::Range;

use super::rules;
use super::strange::is_strange;
use crate::diagnostic::{Diagnostic, shown};
use crate::source::Span;
use crate::text::signs;

/// A way of reading a byte as a sign.
pub(crate) struct CodePage {
    /// What it is called.
    pub(crate) name: &'static str,
    /// The signs of the bytes from 0x80 on.
    signs: &'static str,
    /// The signs of bytes with which a letter or sign begins in UTF-8, where no text has them before those that follow.
    leads: &'static str,
}

/// Those that programs take UTF-8 for: of Windows, of older Macs, and of the command line of Windows.
pub(crate) const CODE_PAGES: [CodePage; 3] = [
    CodePage {
        name: "Windows-1252",
        signs: "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ\u{a0}¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
        leads: "ÂÃÄÅÈÌáâïð",
    },
    CodePage {
        name: "Mac OS Roman",
        signs: "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ",
        leads: "¬√‚",
    },
    CodePage {
        name: "DOS (code page 850)",
        signs: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
        leads: "┬├Ô",
    },
];

/// Signs that can stand right behind a word: `IRMÃ”` is one, and comes to valid UTF-8 all the same.
const BEHIND_A_WORD: &str = "…’”“‘»«›‹–—\u{a0}™®©°ºª¹²³†‡";
/// Signs that can stand right before a word.
const BEFORE_A_WORD: &str = "“‘«‹„‚([\"'";
/// How often a text can have been spoilt, one time over the other.
const MOST_PASSES: usize = 4;

/// A word that a wrong encoding spoilt.
pub(crate) struct Garbled {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// What was written.
    meant: String,
}

impl Garbled {
    /// The finding for the word in `text`, which stands in `span`.
    pub(crate) fn finding(&self, text: &str, span: Span) -> Diagnostic {
        let (typed, meant) = (&text[self.range.clone()], self.meant.replace('\u{a0}', " "));
        let finding = rules::BAD_CHARACTER.at(span, format!("a wrong encoding has spoilt `{}`", shown(typed)));
        match meant.trim() {
            "" => finding.help("delete these signs: they stand for one that nobody can see"),
            meant if meant.contains('\u{fffd}') => {
                finding.help("type the word again: a program lost one of its signs before, and nothing tells which")
            }
            meant => finding
                .label(format!("“{}” was meant", shown(meant)))
                .help(format!("write `{}`; where there are more, copy the text anew from where it came", shown(meant))),
        }
    }
}

/// The words of a text that a wrong encoding spoilt.
pub(crate) fn words(text: &str) -> Vec<Garbled> {
    let mut found = Vec::new();
    if text.is_ascii() {
        return found;
    }
    let mut at = 0;
    for piece in text.split_inclusive(|sign: char| sign.is_ascii_whitespace()) {
        let is_around = |sign: char| sign.is_ascii_whitespace() || sign.is_ascii_punctuation();
        let start = at + piece.len() - piece.trim_start_matches(is_around).len();
        let word = piece.trim_matches(is_around);
        if !word.is_ascii()
            && let Some(meant) = meant(word)
        {
            found.push(Garbled { range: start..start + word.len(), meant });
        }
        at += piece.len();
    }
    found
}

/// What a spoilt word was; none where it is as it was written.
fn meant(word: &str) -> Option<String> {
    let mut meant: Option<String> = None;
    for _ in 0..MOST_PASSES {
        match pass(meant.as_deref().unwrap_or(word)) {
            Some(better) => meant = Some(better),
            None => break,
        }
    }
    meant
}

/// The word with every spoilt sign put right once; none where there is none.
fn pass(word: &str) -> Option<String> {
    let typed: Vec<char> = word.chars().collect();
    let (mut meant, mut at, mut spoilt) = (String::with_capacity(word.len()), 0, false);
    while let Some(sign) = typed.get(at) {
        let (better, length) = run(&typed, at).or_else(|| one(&typed, at)).unwrap_or((sign.to_string(), 0));
        spoilt |= length > 0;
        meant.push_str(&better);
        at += length.max(1);
    }
    let written = |sign: char| signs::plain(sign).unwrap_or_else(|| sign.to_string());
    spoilt.then(|| meant.chars().filter(|sign| *sign != '\u{feff}').map(written).collect())
}

/// A run of signs outside ASCII that comes to valid UTF-8 as a whole: letters of any script.
fn run(signs: &[char], at: usize) -> Option<(String, usize)> {
    const SHORTEST: usize = 4;
    if at > 0 && !signs[at - 1].is_ascii() {
        return None;
    }
    let run = &signs[at..][..signs[at..].iter().take_while(|sign| !sign.is_ascii()).count()];
    let decoded = |page: &CodePage| {
        let bytes: Option<Vec<u8>> = run.iter().map(|sign| page.byte(*sign)).collect();
        String::from_utf8(bytes?).ok().filter(|text| text.chars().all(|sign| !sign.is_control()))
    };
    if run.len() < SHORTEST { None } else { CODE_PAGES.iter().find_map(decoded).map(|text| (text, run.len())) }
}

/// One spoilt sign, with how many signs stand for it.
fn one(signs: &[char], at: usize) -> Option<(String, usize)> {
    let before = at.checked_sub(1).map(|before| signs[before]);
    let lost = match (signs[at], signs.get(at + 1)) {
        // Signs that nobody sees are often lost from what stands for one: here U+009D, U+0082 and U+00A0.
        ('â', Some('€')) if signs.get(at + 2).is_none_or(|next| CODE_PAGES[0].continued(*next).is_none()) => {
            Some(("”", 2))
        }
        ('Ã', Some('Â')) => Some(("", 1)),
        ('Â', None) if before.is_some_and(|before| !before.is_uppercase()) => Some(("", 1)),
        ('Ã', None) if before.is_some_and(char::is_lowercase) => Some(("à", 1)),
        // The apostrophe of older Macs and of DOS, where one sign stands for one: “boardÕs”.
        ('Õ' | 'Æ', Some(next))
            if before.is_some_and(|sign| sign.is_ascii_lowercase()) && next.is_ascii_lowercase() =>
        {
            Some(("’", 1))
        }
        _ => None,
    };
    let decoded = || CODE_PAGES.iter().find_map(|page| page.decoded(&signs[at..]));
    let (sign, length) = lost.map(|(sign, length)| (sign.to_owned(), length)).or_else(decoded)?;
    let (behind, after) = (&signs[at + 1..at + length], signs.get(at + length));
    let ends_a_word = length > 1
        && signs[at].is_alphabetic()
        && behind.iter().all(|sign| BEHIND_A_WORD.contains(*sign))
        && !after.is_some_and(|sign| sign.is_alphanumeric())
        && (!signs[at].is_uppercase()
            || before.is_some_and(|sign| sign.is_uppercase() || BEFORE_A_WORD.contains(sign)));
    (!ends_a_word).then_some((sign, length))
}

impl CodePage {
    /// The sign of a byte that is no plain letter.
    pub(crate) fn sign(&self, byte: u8) -> Option<char> {
        self.signs.chars().nth(usize::from(byte.checked_sub(0x80)?))
    }

    fn byte(&self, sign: char) -> Option<u8> {
        let at = self.signs.chars().position(|known| known == sign);
        // Some programs read the bytes from 0x80 to 0x9f as the signs of these numbers, which nobody can see.
        let at = at.or_else(|| ('\u{80}'..='\u{9f}').contains(&sign).then(|| sign as usize - 0x80));
        at.and_then(|at| u8::try_from(0x80 + at).ok())
    }

    /// The byte of a sign, where a letter or sign goes on with it in UTF-8.
    fn continued(&self, sign: char) -> Option<u8> {
        self.byte(sign).filter(|byte| (0x80..0xc0).contains(byte))
    }

    /// The sign for which the first of these signs stand, with how many they are.
    fn decoded(&self, signs: &[char]) -> Option<(String, usize)> {
        let lead = signs.first().filter(|sign| self.leads.contains(**sign)).and_then(|sign| self.byte(*sign))?;
        let length = match lead {
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        };
        let mut bytes = vec![lead];
        for sign in signs.get(1..length)? {
            bytes.push(self.continued(*sign)?);
        }
        let sign = String::from_utf8(bytes).ok()?;
        sign.chars().all(is_written).then_some((sign, length))
    }
}

/// Whether a sign is one that English texts hold: letters with accents, punctuation, signs.
fn is_written(sign: char) -> bool {
    matches!(sign, '\u{a0}'..='\u{17f}' | '\u{218}'..='\u{21b}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' | '\u{2010}'..='\u{27bf}' | '\u{feff}' | '\u{fffd}' | '\u{fb00}'..='\u{fb06}' | '\u{1f000}'..='\u{1faff}')
        && (!is_strange(sign) || matches!(sign, '\u{ad}' | '\u{feff}' | '\u{fffd}' | '\u{fb00}'..='\u{fb06}'))
}

#[cfg(test)]
mod tests {
    use super::words;

    fn meant(text: &str) -> Vec<String> {
        words(text).into_iter().map(|found| found.meant).collect()
    }

    #[test]
    fn spoilt_words_are_told_with_what_was_meant() {
        for (spoilt, expected) in [
            ("boardâ€™s", "board’s"),
            ("Â£5,", "£5"),
            ("cafÃ©", "café"),
            ("Ã‰cole", "École"),
            ("CAFÃ‰", "CAFÉ"),
            ("2012â€“13", "2012–13"),
            ("â€œquotedâ€\u{9d}.", "“quoted”"),
            ("â€œquotedâ€.", "“quoted”"),
            ("ÃÂ£5", "£5"),
            ("Ã‚Â£5", "£5"),
            ("donÃ¢â‚¬â„¢t", "don’t"),
            ("voilÃ\u{a0}", "voilà"),
            ("voilÃ", "voilà"),
            ("end.Â", "end."),
            ("5Â\u{a0}km", "5\u{a0}km"),
            ("20Â°C", "20°C"),
            ("Å´yn", "Ŵyn"),
            ("TÅ·", "Tŷ"),
            ("DeÌ‚", "De\u{302}"),
            ("oï¬ƒcer", "officer"),
            ("ï»¿Words", "Words"),
            ("ðŸ˜€", "😀"),
            ("â‚¬5", "€5"),
            ("Ð¡Ð¿Ð°Ñ\u{81}", "Спас"),
            ("board‚Äôs", "board’s"),
            ("¬£5", "£5"),
            ("caf√©", "café"),
            ("boardÔÇÖs", "board’s"),
            ("┬ú5", "£5"),
            ("boardÕs", "board’s"),
            ("boardÆs", "board’s"),
        ] {
            assert_eq!(meant(&format!("It is {spoilt} here")), [expected], "{spoilt}");
        }
    }

    #[test]
    fn words_as_they_were_written_are_left() {
        for text in [
            "café, naïve, Ŵyn, tŷ, â, Ynys Môn, «IRMû, ‘MANHÃ’, AMANHÃ…, “SERTÔ, CAFÉ’s, CAFÉ”, CAFÉ…",
            "“café’”, iâ…”, tâ’”, È\u{a0}vero, «École», “Äpfel”, PÄÄ”, £5–£6, 20 °C, ½–¾, 5\u{a0}km, €5, ≈£5, ≤ 3",
            "Âge, Ão, Ângela, São João, Åland, «Å», “Œuvre”, ÅS™, résumé®, Łódź, Đakovo, señor¿, Ça va…",
            "‚Ärger‘, ÔÇO, JÕGEVA, Æthel, encyclopædia, «É», 1½, ©2014, ™, ÀÂÃ, ÂNGELA, MAÇÃ, LUNEDÌ’",
        ] {
            assert_eq!(meant(text), [""; 0], "{text}");
        }
    }
}
