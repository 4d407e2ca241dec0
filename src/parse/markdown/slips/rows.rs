//! Rows of tables that go on with the row above them: programs break the words of a cell over several lines.

use crate::book::narrative::{Block, Document, Inline, Phrase, Seen, walk};
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::source::Span;

/// Names the rows of tables that say nothing by themselves.
pub fn rows(blocks: &Document, findings: &mut Vec<Diagnostic>) {
    walk(blocks, &mut |seen| {
        let Seen::Block(Block::Table { head, rows, .. }) = seen else { return };
        // A table without any words is a finding by itself.
        if !rows.iter().flatten().any(is_full) {
            return;
        }
        let mut above: &[Phrase] = head;
        for row in rows {
            let first = || row.iter().chain(above).chain(head).find_map(place);
            let message = match goes_on(above, row) {
                Some(true) => "an empty row of the table stands below this one",
                Some(false) => "this row of the table goes on with the words of the one above it",
                None => "",
            };
            if let Some(span) = first().filter(|_| !message.is_empty()) {
                let help = "write all the words of a cell on one line, in the row where they begin, and delete the row; a cell in which nothing is to stand holds `–`";
                findings.push(rules::UNREAD_MARKUP.at(span, message).help(help));
            }
            above = row;
        }
    });
}

/// Whether a row goes on with the one above it, and whether it is empty.
fn goes_on(above: &[Phrase], row: &[Phrase]) -> Option<bool> {
    let is_above = |at: usize| above.get(at).is_some_and(is_full);
    let (first, others) = row.split_first().filter(|(_, others)| !others.is_empty())?;
    let full: Vec<_> = (0..row.len()).filter(|at| row.get(*at).is_some_and(is_full)).collect();
    let goes_on = match full.as_slice() {
        [] => return Some(true),
        // A row of nothing but a name may head those below it.
        [0] => begins_within(first) && is_above(0),
        [0, ..] => false,
        // Rows of one kind can leave its name to the first of them.
        _ if full.len() == others.len() => full.len() == 1 && others.first().is_some_and(begins_within) && is_above(1),
        _ => full.iter().all(|at| is_above(*at) && row.get(*at).is_some_and(begins_within)),
    };
    goes_on.then_some(false)
}

/// Whether the words of a cell begin as no text does: with a small letter, or with the sign of a further item.
fn begins_within(cell: &Phrase) -> bool {
    let Some(Inline::Text(text, _)) = cell.first() else { return false };
    let words = text.trim_start();
    words.starts_with(char::is_lowercase) || ["- ", "• ", "* "].iter().any(|sign| words.starts_with(sign))
}

fn is_full(cell: &Phrase) -> bool {
    cell.iter().any(|inline| !matches!(inline, Inline::Text(text, _) if text.trim().is_empty()))
}

/// Where the first words of a cell stand.
pub fn place(cell: &Phrase) -> Option<Span> {
    cell.iter().find_map(|inline| match inline {
        Inline::Text(_, span) => Some(*span),
        Inline::Emphasis(inner) | Inline::Strong(inner) => place(inner),
        Inline::Link { span, .. } => Some(*span),
        Inline::Reference(reference) => Some(reference.span),
        _ => None,
    })
}
