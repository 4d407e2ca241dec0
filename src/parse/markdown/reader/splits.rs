//! Signs that begin a quotation or a list in the middle of a sentence: programs broke the line before them, or set in what goes on with
//! an item.

use crate::book::narrative::{Block, Inline, PartKind, Phrase};
use crate::diagnostic::Diagnostic;
use crate::parse::markdown::anchor;
use crate::parse::markdown::words::Words;
use crate::parse::rules;
use crate::text::number::MONTHS;

/// The finding for a block that begins at a place of the text, if it goes on with the sentence of the one above it. In an item of a list an
/// empty line can stand between them.
pub(super) fn splits(
    words: &Words<'_>,
    above: Option<&Block>,
    block: &Block,
    start: usize,
    is_in_item: bool,
) -> Option<Diagnostic> {
    let can_split = matches!(block, Block::Part { kind: PartKind::Quote, .. } | Block::List { .. });
    let Some(Block::Paragraph(sentence)) = above.filter(|above| can_split && is_open(above)) else { return None };
    let text = words.masked.get(..start)?;
    let typed = words.masked.get(start..)?.trim_start_matches([' ', '\t']);
    let sign = start + words.masked[start..].len() - typed.len();
    let (what, help) = match block {
        Block::Part { kind: PartKind::Quote, title, body, .. } => {
            let goes_on = title.is_empty() && body.first().is_some_and(goes_on) && (is_in_item || is_beside(text));
            let help = "if the sentence goes on, delete the `>` and an empty line above it, or write `\\>` if readers are to see the sign; words of somebody follow a colon";
            (goes_on.then_some("a quotation")?, help)
        }
        Block::List { start, items } => {
            let first = items.first().filter(|_| items.len() == 1 && !is_in_item && is_beside(text))?.first()?;
            // A number that ends a sentence begins the list whatever follows it.
            let goes_on = goes_on(first) || start.is_some() && matches!(sentence.last(), Some(Inline::Text(..)));
            let help = "if the sentence goes on, join the line to the one above it; a list follows a colon";
            (goes_on.then_some("a list")?, help)
        }
        _ => return None,
    };
    let length = typed.find([' ', '\t', '\n']).unwrap_or(typed.len());
    let message = format!("this sign begins {what} in the middle of a sentence");
    Some(rules::UNREAD_MARKUP.at(words.typed.span(sign..sign + length), message).help(help))
}

/// Whether the words of a block are a sentence that has not ended.
fn is_open(block: &Block) -> bool {
    const ENDS: [char; 12] = ['.', ':', ';', '!', '?', '”', '"', ',', '…', '-', '–', '—'];
    matches!(block, Block::Paragraph(words) if !plain(words).trim_end().ends_with(ENDS))
}

/// Whether a sentence can go on with a block: in small letters, with a number or a date.
fn goes_on(block: &Block) -> bool {
    let Block::Paragraph(words) = block else { return false };
    let words = plain(words);
    words.starts_with(|sign: char| sign.is_lowercase() || sign.is_ascii_digit())
        || MONTHS.iter().any(|month| words.starts_with(month))
}

fn plain(words: &Phrase) -> String {
    anchor::plain(words)
}

/// Whether the line above the end of a text has words.
fn is_beside(text: &str) -> bool {
    let mut lines = text.rsplit('\n').skip(1).map(|line| line.trim_matches([' ', '\t', '>', '\r']));
    lines.next().is_some_and(|line| !line.is_empty())
}
