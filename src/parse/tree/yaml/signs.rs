//! Signs that mean something else to YAML than to those who type them.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, shown};
use crate::parse::{rules, strange};
use crate::source::Span;

/// Whether a sign looks like a space and is none.
pub(super) fn is_odd_space(sign: char) -> bool {
    sign.is_whitespace() && !matches!(sign, ' ' | '\t' | '\n' | '\r') && !strange::is_hidden(sign)
}

/// Whether a sign looks like a colon and is none.
pub(super) fn is_odd_colon(sign: char) -> bool {
    matches!(sign, '：' | '﹕' | '︓' | '∶' | '꞉' | 'ː')
}

/// Whether a sign stands before the items of a list in other texts.
pub(super) fn is_bullet(sign: char) -> bool {
    matches!(sign, '–' | '—' | '−' | '‐' | '‑' | '•' | '·' | '▪' | '◦' | '*')
}

/// Whether a text is a name as forms and files have them.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|sign: char| sign.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'/' | b'.'))
}

/// Whether a text without quotes is what it seems to be to whoever typed it. A name is no other one for a space that is none, and
/// text at the head of a line is no text if it is a name with a value that stand too close to each other.
pub(super) fn is_what_it_seems(text: &str, range: &Range<usize>, is_key: bool) -> bool {
    let typed = &text[range.clone()];
    if !is_key {
        return too_close(typed).is_none() || !heads_line(text, range.start);
    }
    let has_odd_end = typed.starts_with(is_odd_space) || typed.ends_with(is_odd_space);
    let mut signs = typed.chars();
    let is_item = signs.next().is_some_and(is_bullet) && signs.next() == Some(' ');
    !has_odd_end && !is_item && too_close(typed).is_none()
}

/// Whether nothing but spaces and the dashes of lists stands before a byte on its line.
fn heads_line(text: &str, at: usize) -> bool {
    let before = text.as_bytes()[..at].iter().rev().find(|byte| !matches!(byte, b' ' | b'-'));
    before.is_none_or(|byte| *byte == b'\n')
}

/// The finding for a text in curly quotation marks, which YAML takes for a part of it. A text can begin with a word in such marks, and
/// with an apostrophe. Between braces a comma in it ends what YAML reads.
pub(super) fn in_curly_marks(text: &str, range: &Range<usize>, span: Span) -> Option<Diagnostic> {
    let is_double = |sign: char| matches!(sign, '“' | '”' | '„' | '″' | '«' | '»');
    let typed = text.get(range.clone())?;
    let behind = &text[range.end..];
    let is_open = typed.starts_with(is_double) && typed.matches(is_double).count() == 1 && behind.starts_with(',');
    let here = || behind.char_indices().take_while(|(_, sign)| !matches!(sign, '\n' | '}' | ']' | ':'));
    let closed = is_open.then(|| here().find(|(_, sign)| is_double(*sign))).flatten();
    let typed = closed.map_or(typed, |(at, sign)| &text[range.start..range.end + at + sign.len_utf8()]);
    let mut signs = typed.chars();
    let (first, last) = (signs.next()?, signs.next_back());
    let is_closed = match first {
        '‘' => last == Some('’') && !signs.as_str().contains(first),
        _ => is_double(first) && !signs.as_str().contains(is_double),
    };
    let words = typed.trim_matches(|sign| is_double(sign) || matches!(sign, '‘' | '’' | '"'));
    let place = span.cut(0, first.len_utf8());
    let finding = || {
        let what = if matches!(first, '″' | '«' | '»') { "another" } else { "a curly" };
        rules::SYNTAX.at(place, format!("{what} quotation mark stands here, and would be published with the text"))
    };
    is_closed.then(|| {
        let finding =
            finding().help(format!("write straight ones, `\"{}\"`, or none: word processors turn them", shown(words)));
        // Nobody quotes a figure.
        if typed.contains('"') || words.starts_with(|sign: char| sign.is_ascii_digit() || sign == '[') {
            return finding;
        }
        finding.help(format!("if readers are to see them, put straight ones around them: `\"{}\"`", shown(typed)))
    })
}

/// Where in `name:value` the colon stands that no space follows, or one of another kind. An address on the web has such a colon.
pub(super) fn too_close(text: &str) -> Option<usize> {
    let at = text.find(|sign: char| sign == ':' || sign == ' ' || is_odd_colon(sign))?;
    let (name, rest) = text.split_at(at);
    let (sign, behind) = rest.split_at(rest.chars().next().map_or(0, char::len_utf8));
    let is_close = match sign {
        " " => false,
        ":" => !behind.is_empty() && !behind.starts_with([' ', '\t', '\n', '\r']) && !behind.starts_with("//"),
        _ => true,
    };
    (is_close && is_name(name)).then_some(at)
}

/// The comment that begins behind a text without quotes: on its line, or on the next as text that goes on would.
pub(super) fn comment_behind(text: &str, scalar: &Range<usize>) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let blanks =
        |from: usize| from + bytes[from..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
    let comment = |from: usize| from..from + text[from..].lines().next().unwrap_or_default().trim_end().len();
    let mut end = blanks(scalar.end);
    if scalar.is_empty() && bytes.get(end) == Some(&b':') {
        end = blanks(end + 1);
    }
    match bytes.get(end)? {
        b'#' => Some(comment(end)),
        b'\n' if !scalar.is_empty() => {
            let line = text[..scalar.start].rfind('\n').map_or(0, |end| end + 1);
            let sign = blanks(end + 1);
            let goes_on = bytes.get(sign) == Some(&b'#') && sign - end - 1 > blanks(line) - line;
            (goes_on && is_glued(text, &(sign..sign + 1))).then(|| comment(sign))
        }
        _ => None,
    }
}

/// Whether a comment begins with a word at once, as `#12` does.
pub(super) fn is_glued(text: &str, comment: &Range<usize>) -> bool {
    text[comment.start + 1..].starts_with(|sign: char| !sign.is_whitespace() && sign != '#')
}

/// The finding for a comment behind this text, that was meant to be part of it.
pub(crate) fn lost(comment: Span, text: &str) -> Diagnostic {
    let finding = rules::LOST_TEXT.at(comment, "what stands behind ` #` would not be published");
    let mark = if text.contains('"') { "`'`" } else { "`\"` (`'` where the line has a `\"` already)" };
    let head = if text.is_empty() { String::new() } else { format!(" of `{}`", shown(text)) };
    finding
        .help(format!("if it belongs to the text, put a {mark} in front{head}, and one at the end of the line"))
        .help("a comment stands on a line of its own that begins with `#`")
}
