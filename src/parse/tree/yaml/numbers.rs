//! Numbers in braces as people write them: `{ total: 908 [e], people: 1,239 }`.

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Options, ScalarStyle, Scanner, StrInput, Token, TokenType};

/// What stands before a token, as far as it matters to numbers in braces.
#[derive(Clone, Copy)]
enum Before {
    /// The colon behind a key.
    Colon,
    /// A number, or the bracket that closes the sign beside one.
    Number,
    /// The bracket that opens a sign beside a number, and where it stands.
    Bracket(usize),
    /// The sign in it.
    Sign(usize),
    /// The comma behind a number, and where it stands.
    Comma(usize),
    /// Anything else.
    Other,
}

/// Lets `{ total: 908 [e] }` be read, and `{ total: 1,239 }` be understood: inside braces YAML takes the bracket for a
/// list and the comma for the end of the value. Behind a number they are replaced by signs that mean nothing to YAML,
/// which keeps every place; the tree is filled from what was typed.
pub(super) fn plain_numbers(text: &str) -> Cow<'_, str> {
    if !may_hold_numbers(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let (mut instead, mut braces, mut before) = (Vec::new(), Vec::new(), Before::Other);
    for token in Scanner::with_options(StrInput::new(text), options()) {
        // What cannot be read is reported by the parser, which comes by the same place.
        let Ok((span, token)) = token.map(Token::into_parts) else { break };
        let Some(range) = span.byte_range() else { break };
        match token {
            TokenType::FlowMappingStart => braces.push(true),
            TokenType::FlowSequenceStart => braces.push(false),
            TokenType::FlowMappingEnd | TokenType::FlowSequenceEnd => drop(braces.pop()),
            _ => {}
        }
        before = match (before, token) {
            (_, TokenType::Value) => Before::Colon,
            (Before::Colon, TokenType::Scalar(ScalarStyle::Plain, number))
                if begins_with_digit(&number) && braces.last() == Some(&true) =>
            {
                Before::Number
            }
            (Before::Number, TokenType::FlowSequenceStart) => Before::Bracket(range.start),
            (Before::Bracket(open), TokenType::Scalar(ScalarStyle::Plain, _)) => Before::Sign(open),
            (Before::Bracket(open) | Before::Sign(open), TokenType::FlowSequenceEnd) => {
                instead.extend([(open, b'('), (range.start, b')')]);
                Before::Number
            }
            (Before::Number, TokenType::FlowEntry) => Before::Comma(range.start),
            (Before::Comma(comma), TokenType::Scalar(ScalarStyle::Plain, digits))
                if text[comma + 1..range.start].bytes().all(|byte| byte == b' ')
                    && (is_thousand(&digits) || is_behind_comma(text, comma, &range)) =>
            {
                instead.push((comma, b'_'));
                Before::Number
            }
            _ => Before::Other,
        };
    }
    if instead.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    instead.into_iter().for_each(|(at, sign)| bytes[at] = sign);
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether a digit is followed by a bracket, or by a comma and a digit: hardly any file has one, and no other needs to
/// be read twice.
fn may_hold_numbers(bytes: &[u8]) -> bool {
    let next = |at: usize| bytes[at + 1..].iter().copied().find(|byte| !matches!(byte, b' ' | b'\t'));
    let is_one = |at: usize| match next(at) {
        Some(b'[') => true,
        Some(b',') => {
            let comma = bytes[at + 1..].iter().position(|byte| *byte == b',').map_or(at, |further| at + 1 + further);
            next(comma).is_some_and(|byte| byte.is_ascii_digit())
        }
        _ => false,
    };
    (0..bytes.len()).any(|at| bytes[at].is_ascii_digit() && is_one(at))
}

/// Whether a text begins with a digit, or with one behind a sign such as `£` or a minus.
fn begins_with_digit(text: &str) -> bool {
    text.trim_start_matches(|sign: char| !sign.is_alphanumeric()).starts_with(|sign: char| sign.is_ascii_digit())
}

/// Whether digits right behind a comma, as in `12,5`, go with what stands before it: they are no key.
fn is_behind_comma(text: &str, comma: usize, digits: &Range<usize>) -> bool {
    let is_joined = text[comma + 1..digits.end].bytes().all(|byte| byte.is_ascii_digit());
    is_joined && !text[digits.end..].trim_start_matches(' ').starts_with(':')
}

/// Whether a text begins like what follows the comma of `1,239`: three digits and no more.
pub(super) fn is_thousand(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// How YAML is read.
pub(super) fn options() -> Options {
    granit_parser::options! { emit_comments: false, emit_anchor_events: true }
}
