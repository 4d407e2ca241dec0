//! Characters that have no business in a text. Some nobody can see: they turn the order of letters around, or hide words from
//! readers and from checks. Others look like a letter or digit and are none to a search, or stand for a sign that was lost.

use std::ops::Range;

use super::rules;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::text::signs;

/// What programs write for a sign that they could not read.
const LOST: char = '\u{fffd}';

/// Whether a character has no business in a text.
pub(crate) fn is_strange(sign: char) -> bool {
    is_hidden(sign) || is_other(sign)
}

/// Whether a character can be seen, and is not what readers take it for.
fn is_other(sign: char) -> bool {
    sign == LOST || signs::plain(sign).is_some()
}

/// Whether a character cannot be seen. Line ends and tabs are no such characters.
pub(crate) fn is_hidden(sign: char) -> bool {
    match sign {
        '\n' | '\r' | '\t' => false,
        // Soft hyphens, joiners and fillers.
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{ffa0}' => true,
        // Spaces without width, signs for the direction of writing, line and paragraph separators.
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => true,
        // Signs that stand for objects and tags, and those that every font draws otherwise.
        '\u{fff9}'..='\u{fffc}' | '\u{e0000}'..='\u{e007f}' => true,
        // Codes of no sign, which viewers of PDF files copy for the hyphen at the end of a line.
        '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => true,
        sign => sign.is_control(),
    }
}

/// Whether a letter of another script stands beside one of English, which it is taken for.
fn is_mixed(text: &str, at: usize, sign: char) -> bool {
    let is_english = |sign: char| sign.is_ascii_alphabetic();
    signs::alike(sign).is_some()
        && (text[..at].ends_with(is_english) || text[at + sign.len_utf8()..].starts_with(is_english))
}

/// Whether a joiner stands where writing needs one: between signs of which a picture is made, or letters of scripts that have joiners.
fn is_joint(text: &str, at: usize, sign: char) -> bool {
    let takes_joiners =
        |sign: char| sign > '\u{58f}' && !matches!(sign, '\u{1e00}'..='\u{206f}') && !sign.is_whitespace();
    matches!(sign, '\u{200c}' | '\u{200d}')
        && text[..at].ends_with(takes_joiners)
        && text[at + sign.len_utf8()..].starts_with(takes_joiners)
}

/// The strange characters of a text but for those that are read as something: each hidden one, and each row of others.
pub(crate) fn signs(text: &str, is_read: impl Fn(usize, char) -> bool) -> impl Iterator<Item = Range<usize>> {
    // Nearly every text is of plain letters, and is looked through byte by byte in one go.
    let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t'));
    let mut signs = if is_plain { "" } else { text }.char_indices().peekable();
    std::iter::from_fn(move || {
        let (at, sign) = signs.find(|(at, sign)| {
            (is_strange(*sign) || is_mixed(text, *at, *sign)) && !is_read(*at, *sign) && !is_joint(text, *at, *sign)
        })?;
        let mut end = at + sign.len_utf8();
        while !is_hidden(sign)
            && let Some((at, sign)) = signs.next_if(|(_, next)| is_other(*next) && (*next == LOST) == (sign == LOST))
        {
            end = at + sign.len_utf8();
        }
        Some(at..end)
    })
}

/// A text with the signs that it seems to have: that they are others is a finding of its own.
pub(crate) fn seen(text: &str) -> String {
    let seen = text.chars().filter(|sign| !is_hidden(*sign));
    let plain: String = seen.map(|sign| signs::plain(sign).unwrap_or_else(|| sign.to_string())).collect();
    plain.trim().to_owned()
}

/// The finding for strange characters that stand in `span`, as themselves or by their number.
pub(crate) fn finding(strange: &str, span: Span) -> Diagnostic {
    let number = strange.chars().next().map_or(0, u32::from);
    if strange.starts_with(LOST) {
        let finding = rules::BAD_CHARACTER.at(span, "a letter or sign was lost here (U+FFFD)");
        return finding.help("write what belongs here: a program could not read it when it opened or saved the text");
    }
    // Programs read the bytes of Windows so, which stand for signs.
    if let Some(sign) = of_windows(number) {
        let message = format!("an invisible character (U+{number:04X}) stands here in place of `{sign}`");
        return rules::BAD_CHARACTER.at(span, message).help(format!("write `{sign}`"));
    }
    let letter = |sign: char| signs::plain(sign).or_else(|| signs::alike(sign).map(String::from));
    let plain: Option<String> = strange.chars().map(letter).collect();
    match plain {
        Some(plain) => rules::BAD_CHARACTER
            .at(span, format!("`{strange}` (U+{number:04X}) looks like `{plain}`, and no search or check reads it so"))
            .help(format!("write `{plain}`")),
        // Word processors write these for the bullets of fonts that only they have.
        None if (0xf000..=0xf0ff).contains(&number) => rules::BAD_CHARACTER
            .at(
                span,
                format!("a sign of the font Symbol or Wingdings (U+{number:04X}) stands here, which no reader can see"),
            )
            .help("delete it; if it begins an item of a list, write `- ` instead"),
        None => rules::BAD_CHARACTER
            .at(span, format!("an invisible character (U+{number:04X}) stands here"))
            .help("delete it and type the words around it again"),
    }
}

/// The sign that Windows has where a text has a code that nobody can see.
fn of_windows(number: u32) -> Option<char> {
    const SIGNS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let byte = u8::try_from(number).ok().filter(|byte| (0x80..=0x9f).contains(byte))?;
    SIGNS.chars().nth(usize::from(byte - 0x80)).filter(|sign| !sign.is_control())
}

/// The finding for a character in a value that has no business there, and was typed by its number: `\u0007`.
pub(crate) fn escaped(value: &str, typed: &str, span: Span) -> Option<Diagnostic> {
    let escaped = signs(value, |_, sign| typed.contains(sign)).next();
    escaped.map(|signs| finding(&value[signs], span))
}
