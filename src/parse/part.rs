//! `> [!TAG] title`: the parts of official documents that recur, in the syntax that authors know from alerts.

use super::rules;
use crate::book::narrative::{Block, Document, Inline, PART_TAGS, PartKind, Phrase};
use crate::diagnostic::{Diagnostic, nearest};

/// A quotation, or the part that its first line asks for.
pub fn from_quote(mut body: Document, findings: &mut Vec<Diagnostic>) -> Block {
    let plain = |body| Block::Part { kind: PartKind::Quote, title: Vec::new(), body };
    let Some(Block::Paragraph(first)) = body.first_mut() else { return plain(body) };
    let Some(Inline::Text(text, span)) = first.first_mut() else { return plain(body) };
    let Some((tag, rest)) = text.strip_prefix("[!").and_then(|tagged| tagged.split_once(']')) else {
        return plain(body);
    };
    let Some(&(_, kind)) = PART_TAGS.iter().find(|row| row.0 == tag) else {
        let tags: Vec<_> = PART_TAGS.iter().map(|row| row.0).collect();
        let finding = Diagnostic::new(&rules::BAD_VALUE, *span, format!("there is no part `[!{tag}]`"));
        findings.push(match nearest(tag, tags.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `[!{near}]`?")),
            None => finding.help(format!("parts that exist: {}", tags.join(", "))),
        });
        return plain(body);
    };
    *text = rest.trim_start().to_owned();
    let line_end = first.iter().position(|inline| matches!(inline, Inline::Text(text, _) if text == "\n"));
    let mut title: Phrase = first.drain(..line_end.unwrap_or(first.len())).collect();
    title.retain(|inline| !matches!(inline, Inline::Text(text, _) if text.is_empty()));
    if first.is_empty() {
        body.remove(0);
    } else {
        first.remove(0);
    }
    Block::Part { kind, title, body }
}
