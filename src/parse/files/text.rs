//! Texts inside files of values: words as they are typed, and titles, notes and reasons that may hold references.

use crate::address::Address;
use crate::book::narrative::{Document, Inline, Phrase, Seen, Words, walk_phrase};
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::markdown::place::Stand;
use crate::parse::markdown::{picture, reader};
use crate::parse::rules;
use crate::parse::shape::kind::{Kind, Text, prose, text_as};
use crate::text::markup;

/// Words that readers see as they are typed.
pub(crate) fn words() -> Kind<'static, Words> {
    prose(typed)
}

/// The same of a text that is read already.
pub(crate) fn typed(text: Text<'_>, findings: &mut Vec<Diagnostic>) -> Words {
    findings.extend(unread(text));
    // Quotes stand around a text in which nothing is written by its number.
    let is_quoted = !text.plain && text.span.range().len() == text.text.len() + 2;
    Words::new(text.text, if is_quoted { text.span.cut(1, text.text.len() + 1) } else { text.span })
}

/// The finding for a text in which something is meant to be read, and is published as it is typed.
fn unread(text: Text<'_>) -> Option<Diagnostic> {
    const MARKS: [char; 12] = ['{', '}', '*', '_', '`', '[', '<', '~', '&', '\\', ':', '#'];
    let typed = text.text;
    if !typed.contains(MARKS) {
        return None;
    }
    let (rule, help) = if typed.contains(['{', '}']) {
        (&rules::BAD_REFERENCE, "write the words or the number themselves: references are read in sentences, not here")
    } else {
        (&rules::UNREAD_MARKUP, remedy(typed, stand(text))?)
    };
    let message =
        format!("`{}` is published as it is typed: readers would see the signs in “{}”", text.key.text, shown(typed));
    Some(rule.at(text.span, message).help(help))
}

/// Whether a text begins with the signs of a heading.
fn is_heading(typed: &str) -> bool {
    let words = typed.trim_start_matches('#');
    match typed.len() - words.len() {
        // “# of people” is their number, “#1” the first.
        1 => words.starts_with(' ') && words.trim_start().starts_with(char::is_uppercase),
        2..=6 => words.trim_start().starts_with(char::is_alphabetic),
        _ => false,
    }
}

/// What to do about Markdown or HTML in a text that is published as it is typed; nothing where there is none.
fn remedy(typed: &str, stand: Stand) -> Option<&'static str> {
    if is_heading(typed) {
        return Some("delete the `#` signs: a title has none");
    }
    // A star behind the last word, as in `34*`, leads to a note elsewhere.
    let is_star = |words: &&str| words.ends_with(char::is_alphanumeric) && !words.contains('*');
    let typed = typed.strip_suffix('*').filter(is_star).unwrap_or(typed);
    let (mut faults, mut read, mut help) = (Vec::new(), String::new(), None);
    let phrase = reader::phrase(typed, stand, &mut faults);
    walk_phrase(&phrase, &mut |seen| {
        let Seen::Inline(inline) = seen else { return };
        let found = match inline {
            Inline::Text(text, _) => return read.push_str(text),
            Inline::Emphasis(_) | Inline::Strong(_) => {
                "delete the `*` or `_` signs: bold and italic words stand in sentences only"
            }
            Inline::Link { .. } => "write the words alone: a link stands in a sentence",
            _ => "write the words alone",
        };
        help = help.or(Some(found));
    });
    // What else stands between < and > is most likely a place to be filled in.
    if faults.iter().any(|fault| fault.rule.code == rules::RAW_HTML.code) {
        return markup::is_html(typed).then_some("delete what stands between < and >, and the signs themselves");
    }
    let other = || {
        (faults.iter().any(|fault| fault.rule.code != rules::DEAD_ADDRESS.code) || typed.contains(":::"))
            .then_some("write the words alone, without signs of Markdown")
    };
    let decoded =
        || (bare(&read) != bare(typed)).then_some("write the sign itself: & for &amp;, and no \\ before a sign");
    help.or_else(other).or_else(decoded)
}

/// A text with straight quotes, short dashes and plain spaces: Markdown turns these, and nothing is lost where they are not turned.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for sign in text.chars() {
        let sign = match sign {
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            '–' | '—' => '-',
            '…' => '.',
            sign if sign.is_whitespace() => ' ',
            sign => sign,
        };
        if !(matches!(sign, '-' | '.' | ' ') && bare.ends_with(sign)) {
            bare.push(sign);
        }
    }
    bare
}

/// A text that may hold references.
pub(crate) fn phrase() -> Kind<'static, Phrase> {
    prose(|text, findings| {
        let before = findings.len();
        let phrase = reader::phrase(text.text, stand(text), findings);
        says_something(text, phrase.is_empty() && findings.len() == before, findings);
        phrase
    })
}

/// A text with blocks.
pub(crate) fn document() -> Kind<'static, Document> {
    prose(|text, findings| {
        let before = findings.len();
        let body = reader::note(text.text, stand(text), findings);
        says_something(text, body.is_empty() && findings.len() == before, findings);
        picture::none(&body, findings);
        body
    })
}

/// Finds a text of which readers would see nothing: a comment alone.
fn says_something(text: Text<'_>, is_empty: bool, findings: &mut Vec<Diagnostic>) {
    if is_empty {
        let finding = rules::WRONG_TYPE.at(text.span, format!("`{}` says nothing to readers", text.key.text));
        findings.push(finding.help("write the text, or delete the line"));
    }
}

/// The address of a table, a row or a cell.
pub(crate) fn address() -> Kind<'static, Address> {
    text_as(|text| Ok(Address::new(text.text)))
}

/// How the places of a text lie in its file.
fn stand(text: Text<'_>) -> Stand {
    if text.verbatim { Stand::Exact(text.span) } else { Stand::Within(text.span) }
}
