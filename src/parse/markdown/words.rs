//! Words as the Markdown parser hands them over → inline text with places, references in place of their masks.

use std::ops::Range;

use super::mask::Masks;
use super::place::Text;
use super::slips::printed::Printed;
use super::{address, names};
use crate::book::narrative::{Asks, Block, Inline, Phrase};
use crate::diagnostic::{Diagnostic, Rule, shown};
use crate::parse::{rules, strange};
use crate::source::Span;

/// How far before a bracket the words of an image can begin, and behind it its name can end, in bytes.
const LONGEST: usize = 600;

/// A text that is being read.
pub struct Words<'a> {
    /// As it was typed.
    pub typed: &'a Text<'a>,
    /// With its references masked, byte for byte as long.
    pub masked: &'a str,
    /// The masks.
    pub masks: Masks,
    /// What of it is printed as words.
    pub printed: Printed,
    /// Whether it may have footnotes.
    pub footnotes: bool,
}

impl Words<'_> {
    /// The first line of a range.
    pub fn line_of(&self, range: Range<usize>) -> Range<usize> {
        let length = self.masked[range.clone()].lines().next().unwrap_or_default().len();
        range.start..range.start + length
    }

    /// Where the first line of a range stands.
    pub fn line(&self, range: Range<usize>) -> Span {
        self.typed.span(self.line_of(range))
    }

    /// A finding about a range of the text.
    pub fn finding(&self, rule: &'static Rule, range: Range<usize>, message: &str, help: &str) -> Diagnostic {
        rule.at(self.line(range), message).help(help)
    }

    /// The finding for a footnote where there can be none.
    pub fn no_footnote(&self, range: Range<usize>) -> Diagnostic {
        let help = "write what it says in brackets, or as a sentence of its own";
        self.finding(&rules::UNREAD_MARKUP, range, "a footnote cannot stand in this text", help)
    }

    /// Adds words to a phrase: as they were typed, or a sign that stands for others (`&amp;`, `--`).
    pub fn add(&mut self, text: &str, range: Range<usize>, phrase: &mut Phrase, findings: &mut Vec<Diagnostic>) {
        self.printed.add(self.masked, &range);
        if self.masked.get(range.clone()) != Some(text) {
            let span = self.typed.span(range.clone());
            let text = self.measure(text, &range).unwrap_or(text);
            findings.extend(strange::signs(text, |_, _| false).map(|signs| strange::finding(&text[signs], span)));
            self.join(text, range, phrase);
            return;
        }
        findings.extend(self.unread(text, &range));
        self.pieces(range, phrase);
    }

    /// The sign of feet or inches for a quotation mark that the parser set behind a number: `6'2"` quotes nothing.
    fn measure(&self, mark: &str, range: &Range<usize>) -> Option<&'static str> {
        let is_behind_number = self.masked[..range.start].ends_with(|sign: char| sign.is_ascii_digit());
        let inches = self.masked[range.end..].trim_start_matches(' ');
        let is_before_inches = || inches.trim_start_matches(|sign: char| sign.is_ascii_digit()).starts_with('"');
        match mark {
            "“" if is_behind_number => Some("″"),
            "’" if is_behind_number && inches.starts_with(|sign: char| sign.is_ascii_digit()) && is_before_inches() => {
                Some("′")
            }
            _ => None,
        }
    }

    /// Adds a stretch of the text to a phrase, references in place of their masks.
    pub fn pieces(&self, range: Range<usize>, phrase: &mut Phrase) {
        let mut from = range.start;
        for (mask, reference) in self.masks.within(&range) {
            if mask.start >= range.start {
                self.join(&self.masked[from..mask.start], from..mask.start, phrase);
                phrase.extend(reference.clone().map(|reference| Inline::Reference(Box::new(reference))));
            }
            from = mask.end.min(range.end);
        }
        self.join(&self.masked[from..range.end], from..range.end, phrase);
    }

    /// Joins words to those before them where both are as typed, so that a sign between them does not part them.
    fn join(&self, text: &str, range: Range<usize>, phrase: &mut Phrase) {
        let span = self.typed.span(range.clone());
        let follows = |before: &str, place: Span| {
            let is_next = place.end == span.start && place.range().len() == before.len() && text.len() == range.len();
            is_next || !self.typed.is_exact()
        };
        match phrase.last_mut() {
            _ if text.is_empty() => {}
            Some(Inline::Text(before, place)) if before != "\n" && follows(before, *place) => {
                before.push_str(text);
                place.end = span.end;
            }
            _ => phrase.push(Inline::Text(text.to_owned(), span)),
        }
    }

    /// A bracket that the parser took for text, though what follows shows that a link or footnote was meant.
    fn unread(&self, text: &str, range: &Range<usize>) -> Option<Diagnostic> {
        let rest = &self.masked[range.end..];
        if let Some(label) = rest.strip_prefix('^').filter(|_| matches!(text, "[" | "![")) {
            let end = label.find(|sign: char| matches!(sign, '[' | ']') || sign.is_whitespace())?;
            let span = range.end - 1..range.end + 1 + end + 1;
            let name = shown(&label[..end]);
            return label[end..].starts_with(']').then(|| {
                if !self.footnotes {
                    return self.no_footnote(span);
                }
                let is_head = self.masked[..span.start].ends_with('\n') && self.masked[span.end..].starts_with(' ');
                if is_head {
                    let help = format!("write `[^{name}]:` here");
                    return self.finding(&rules::UNREAD_MARKUP, span, "this note has no colon behind its mark", &help);
                }
                let message = format!("the footnote `{name}` has no text");
                let help = format!("write `[^{name}]: The text.` on a line of its own, below the paragraph, or move it here from another file");
                self.finding(&rules::UNREAD_MARKUP, span, &message, &help)
            });
        }
        let rest = &rest[..rest.floor_char_boundary(LONGEST)];
        let inside = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).map_or("", |(inside, _)| inside);
        let file = inside.split('"').next().unwrap_or_default().trim();
        if text == "]" && names::is_image(file) {
            if !file.contains(char::is_whitespace) {
                let before = &self.typed.as_str()[..range.start];
                let before = &before[before.floor_char_boundary(before.len().saturating_sub(LONGEST))..];
                let words = before.rsplit_once("![").map(|(_, words)| words).filter(|words| !words.contains(']'));
                let words = words.unwrap_or("…").split_whitespace().collect::<Vec<_>>().join(" ");
                let (words, file) = (shown(&words), shown(file));
                let help = format!("write all its words on one line, without an empty line: `![{words}]({file})`");
                let what = "the words of this image do not begin in the paragraph in which they end";
                return Some(self.finding(&rules::BAD_LINK, range.start..range.end + 1, what, &help));
            }
            let message = format!("the name `{}` holds a space, and the image would not be shown", shown(file));
            let help = format!("rename the file, to `{}` for example, and write that name here", names::plain(file));
            return Some(self.finding(&rules::BAD_LINK, range.start..range.end + 1, &message, &help));
        }
        // A path of a computer is told where it stands, and so is a list of contents of a word processor.
        if text == "]" && (address::is_path(inside) && inside.contains('\\') || inside.starts_with("#_")) {
            return None;
        }
        if let Some(number) = inside.strip_prefix("tel:").filter(|_| text == "]") {
            let number: String = number.chars().filter(|sign| !sign.is_whitespace()).collect();
            let help = format!("write `[words](tel:{})`", shown(&number));
            let what = "a telephone number in a link holds no spaces";
            return Some(self.finding(&rules::BAD_LINK, range.start..range.end + 1, what, &help));
        }
        let what = match rest.chars().next().filter(|_| text == "]")? {
            '(' => "this link cannot be read, and would be published as it is typed",
            '[' => "this link has no address, and would be published as it is typed",
            _ => return None,
        };
        let help = "write `[words](https://the.address)` without spaces in the address; to print a bracket write \\]";
        Some(self.finding(&rules::BAD_LINK, range.start..range.end + 1, what, help))
    }
}

/// A paragraph; a table or chart that stands alone in one is an exhibit.
pub fn paragraph(phrase: Phrase) -> Option<Block> {
    match phrase.as_slice() {
        [] => None,
        [Inline::Reference(reference)] if matches!(reference.asks, Asks::Table(_) | Asks::Chart(_)) => {
            Some(Block::Exhibit(reference.clone()))
        }
        [Inline::Picture(picture), rest @ ..] if are_attributes(rest) => Some(Block::Picture(picture.clone())),
        _ => Some(Block::Paragraph(phrase)),
    }
}

/// Whether nothing stands behind an image but attributes of another program, which are a finding of their own.
fn are_attributes(rest: &[Inline]) -> bool {
    let text = |inline: &Inline| match inline {
        Inline::Text(text, _) => Some(text.clone()),
        Inline::Break => Some(String::new()),
        _ => None,
    };
    let text: Option<String> = rest.iter().map(text).collect();
    text.is_some_and(|text| {
        let text = text.trim();
        text.is_empty() || text.starts_with('{') && text.ends_with('}')
    })
}
