//! Addresses that are no links, and references that lack a brace.

use std::sync::LazyLock;

use crate::book::narrative::{Block, Document, Inline, Phrase, Seen, walk};
use crate::diagnostic::{Diagnostic, shown};
use crate::parse::rules;
use crate::text::pattern::Pattern;

/// A link with a space in it or turned round, a web address, an e-mail address, or a path between single braces. What a match begins with can be no part of it.
static TYPED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)\[(?P<said>[^\[\]\n]+)\]\s+\((?P<at>(?:https?://|www\.|mailto:)[^\s()]+)\)|\((?P<words>[^()\n]+)\)\[(?P<to>(?:https?://|www\.|mailto:)[^\s\[\]]+)\]|(?P<web>\b(?:(?P<start>https?)(?P<signs>:/{0,2}|;/{1,2}|/{2})[^\s<>/]|www\.)[^\s<>]+[^\s<>.,;:!?)\]”’])|(?P<mail>[a-z0-9][a-z0-9._%+-]*@[a-z0-9][a-z0-9.-]*\.[a-z]{2,})|(?P<path>\{\s*[a-z][a-z0-9_]*(?:[/.][a-z0-9_*]+)+(?:\s*\|[^{}]*)?\s*\})",
    )
});

/// Names what of the text of blocks is no link and no reference.
pub fn addresses(blocks: &Document, findings: &mut Vec<Diagnostic>) {
    walk(blocks, &mut |seen| match seen {
        Seen::Block(Block::Paragraph(phrase) | Block::Heading { text: phrase, .. }) => of(phrase, findings),
        Seen::Block(Block::Table { head, rows, .. }) => {
            head.iter().chain(rows.iter().flatten()).for_each(|cell| of(cell, findings));
        }
        Seen::Block(Block::Definitions(entries)) => entries.iter().for_each(|(term, _)| of(term, findings)),
        _ => {}
    });
}

/// Addresses and paths that are published as words.
pub fn of(phrase: &Phrase, findings: &mut Vec<Diagnostic>) {
    for inline in phrase {
        let (text, span) = match inline {
            Inline::Text(text, span) => (text, *span),
            Inline::Emphasis(inner) | Inline::Strong(inner) => {
                of(inner, findings);
                continue;
            }
            _ => continue,
        };
        // Looked for one by one, these are found far faster than by the pattern.
        if !text.contains(['{', '@']) && !["://", "http", "www."].iter().any(|sign| text.contains(sign)) {
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
                findings.push(rules::BAD_REFERENCE.at(place, message).help(help));
                continue;
            }
            let turned = found.name("words").zip(found.name("to"));
            if let Some((linked, to)) = turned.or(found.name("said").zip(found.name("at"))) {
                let start = if to.as_str().to_ascii_lowercase().starts_with("www.") { "https://" } else { "" };
                let help = format!("write `[{}]({start}{})`", shown(linked.as_str()), shown(to.as_str()));
                let message = match turned {
                    Some(_) => "the brackets of this link are turned round, and it would be published as it is typed",
                    None => "a space parts this link, and it would be published as it is typed",
                };
                findings.push(rules::BAD_LINK.at(place, message).help(help));
                continue;
            }
            let address = match (found.name("mail"), found.name("start").zip(found.name("signs"))) {
                (Some(_), _) => format!("mailto:{words}"),
                (None, None) => format!("https://{words}"),
                (None, Some((start, signs))) => {
                    format!("{}://{}", start.as_str().to_ascii_lowercase(), shown(&text[signs.end()..whole.end()]))
                }
            };
            let help = format!("write `[words for readers]({address})`");
            let message = format!("`{words}` would be published as words, not as a link");
            findings.push(rules::DEAD_ADDRESS.at(place, message).help(help));
        }
    }
}
