//! Signs that authors know from other programs and that Markdown publishes as they are typed: bullets of a word
//! processor, a table without its line of dashes, an address that is no link.

pub(super) mod html;

use std::sync::LazyLock;

use crate::book::narrative::{Block, Document, Inline, Phrase, Seen, walk};
use crate::diagnostic::{Diagnostic, Rule, shown};
use crate::parse::rules;
use crate::source::Span;
use crate::text::pattern::Pattern;

/// What word processors put before the items of a list.
const BULLETS: [&str; 12] = ["• ", "•\t", "· ", "·\t", "▪ ", "◦ ", "‣ ", "● ", "○ ", "– ", "— ", "o\t"];

/// A web address, an e-mail address, or a path between single braces. What a match begins with can be no part of it.
static TYPED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)(?P<web>\b(?:https?://|www\.)[^\s<>]+[^\s<>.,;:!?)”’])|(?P<mail>[a-z0-9][a-z0-9._%+-]*@[a-z0-9][a-z0-9.-]*\.[a-z]{2,})|(?P<path>\{\s*[a-z][a-z0-9_]*(?:[/.][a-z0-9_*]+)+(?:\s*\|[^{}]*)?\s*\})",
    )
});

/// The slips of a text.
pub fn slips(blocks: &Document, typed: &str, start: Option<u32>, findings: &mut Vec<Diagnostic>) {
    walk(blocks, &mut |seen| match seen {
        Seen::Block(Block::Paragraph(phrase)) => paragraph(phrase, findings),
        Seen::Block(Block::Heading { text, .. }) => addresses(text, findings),
        Seen::Block(Block::Table { head, rows, .. }) => {
            head.iter().chain(rows.iter().flatten()).for_each(|cell| addresses(cell, findings));
        }
        Seen::Block(Block::Definitions(entries)) => {
            for (term, meanings) in entries {
                addresses(term, findings);
                if let Some(start) = start {
                    swallowed(meanings, typed, start, findings);
                }
            }
        }
        _ => {}
    });
}

fn slip(rule: &'static Rule, span: Span, message: String, help: &str, findings: &mut Vec<Diagnostic>) {
    findings.push(rule.at(span, message).help(help));
}

/// The first `length` bytes of a text that was typed as it is; all of it where that cannot be told.
fn head(text: &str, span: Span, length: usize) -> Span {
    if span.range().len() == text.len() { span.cut(0, length) } else { span }
}

fn paragraph(phrase: &Phrase, findings: &mut Vec<Diagnostic>) {
    addresses(phrase, findings);
    let is_end = |inline: &Inline| matches!(inline, Inline::Text(text, _) if text == "\n");
    let begins = |line: &'_ [Inline]| match line.first() {
        Some(Inline::Text(text, span)) => Some((text.clone(), *span)),
        _ => None,
    };
    // Most paragraphs hold none of these signs, and need not be cut into lines.
    let is_strange = |inline: &Inline| match inline {
        Inline::Text(text, _) => BULLETS.iter().any(|bullet| text.starts_with(*bullet)) || text.starts_with(['#', '|']),
        _ => false,
    };
    if !phrase.iter().any(is_strange) {
        return;
    }
    let lines: Vec<_> = phrase.split(is_end).map(begins).collect();
    let is_row = |at: usize| matches!(lines.get(at), Some(Some((text, _))) if text.starts_with('|'));
    let mut bullets = lines.iter().enumerate().filter_map(|(at, line)| {
        let (text, span) = line.as_ref()?;
        // A line may begin with a dash where a sentence goes on, and with no other of these.
        let is_bullet = |bullet: &&&str| text.starts_with(**bullet) && (at == 0 || !bullet.starts_with(['–', '—']));
        BULLETS.iter().find(is_bullet).map(|bullet| (bullet.trim(), head(text, *span, bullet.trim().len())))
    });
    if let Some((bullet, span)) = bullets.next() {
        let help = "begin each item of a list with `- `";
        let message = format!("`{bullet}` begins no list, and the lines run together");
        slip(&rules::UNREAD_MARKUP, span, message, help, findings);
    }
    for (at, line) in lines.iter().enumerate() {
        let Some((text, span)) = line else { continue };
        let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&hashes) && text[hashes..].starts_with(char::is_alphabetic) {
            let help = "put a space behind it, and an empty line before it: `## The heading`";
            let message = format!("`{}` begins no heading", &text[..hashes]);
            slip(&rules::UNREAD_MARKUP, head(text, *span, hashes), message, help, findings);
        }
        if is_row(at) && is_row(at + 1) && (at == 0 || !is_row(at - 1)) {
            let help =
                "put an empty line before it, and write `| --- | --- |` below its first line, a part for each column";
            slip(&rules::UNREAD_MARKUP, head(text, *span, 1), "these lines make no table".to_owned(), help, findings);
        }
    }
}

/// Addresses and paths that are published as words.
pub(super) fn addresses(phrase: &Phrase, findings: &mut Vec<Diagnostic>) {
    for inline in phrase {
        let (text, span) = match inline {
            Inline::Text(text, span) => (text, *span),
            Inline::Emphasis(inner) | Inline::Strong(inner) => {
                addresses(inner, findings);
                continue;
            }
            _ => continue,
        };
        // Looked for one by one, these are found far faster than by the pattern.
        if !text.contains(['{', '@']) && !text.contains("://") && !text.contains("www.") {
            continue;
        }
        for found in TYPED.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            let exact = span.range().len() == text.len();
            let place = if exact { span.cut(whole.start(), whole.end()) } else { span };
            let words = shown(whole.as_str()).into_owned();
            if found.name("path").is_some() {
                let help = format!("write two of each brace: `{{{words}}}`");
                let message = format!("`{words}` would be published as it is typed");
                slip(&rules::BAD_REFERENCE, place, message, &help, findings);
                continue;
            }
            let address = match (found.name("mail"), whole.as_str().to_ascii_lowercase().starts_with("www.")) {
                (Some(_), _) => format!("mailto:{words}"),
                (None, true) => format!("https://{words}"),
                (None, false) => words.clone(),
            };
            let help = format!("write `[words for readers]({address})`");
            let message = format!("`{words}` would be published as words, not as a link");
            slip(&rules::DEAD_ADDRESS, place, message, &help, findings);
        }
    }
}

/// A term that follows the meaning above it without an empty line belongs to that meaning. It is told by what stands
/// behind it: another meaning. `start` is where the text begins in its file.
fn swallowed(meanings: &[Document], typed: &str, start: u32, findings: &mut Vec<Diagnostic>) {
    let all_but_last = meanings.split_last().map_or(&[][..], |(_, rest)| rest);
    for meaning in all_but_last {
        let Some(Block::Paragraph(phrase)) = meaning.last() else { continue };
        let Some(end) = phrase.iter().rposition(|inline| matches!(inline, Inline::Text(text, _) if text == "\n"))
        else {
            continue;
        };
        let Some(Inline::Text(text, span)) = phrase.get(end + 1) else { continue };
        let at = (span.start.saturating_sub(start)) as usize;
        let line = typed[..at.min(typed.len())].rfind('\n').map_or(0, |newline| newline + 1);
        // Further in, the line was meant to go on with the meaning.
        let is_further_in = typed[line..at.min(typed.len())].trim_start_matches(['>']).len() > 1;
        if !is_further_in {
            let message = format!("“{}” belongs to the line above it", shown(text));
            let help = "put an empty line before each term; indent the line if it goes on with the meaning above it";
            slip(&rules::UNREAD_MARKUP, *span, message, help, findings);
        }
    }
}
