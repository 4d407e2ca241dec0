//! `> [!TAG] title`: the parts of official documents that recur, in the syntax that authors know from alerts.

use crate::book::narrative::{Block, Document, Inline, PART_TAGS, PartKind, Phrase, Seen};
use crate::diagnostic::{Diagnostic, nearest, shown};
use crate::parse::rules;
use crate::source::Span;

/// A quotation, or the part that its first line asks for. `line` is where the line stands; `is_whole` tells that all
/// of the body could be read.
pub fn from_quote(mut body: Document, line: Span, is_whole: bool, findings: &mut Vec<Diagnostic>) -> Block {
    let (mut kind, mut title) = (PartKind::Quote, Phrase::new());
    if let Some(Block::Paragraph(first)) = body.first_mut()
        && let Some(Inline::Text(text, place)) = first.first_mut()
        && let Some((tag, rest)) = tagged(text)
    {
        match PART_TAGS.iter().find(|row| row.0 == tag) {
            Some(row) => kind = row.1,
            None => {
                let exact = place.range().len() == text.len();
                let place = if exact { place.cut(0, text.len() - rest.len()) } else { *place };
                findings.push(unknown(tag, place));
            }
        }
        if let Some(sign) = rest.chars().next().filter(|sign| matches!(sign, '-' | '+')) {
            let finding = rules::UNREAD_MARKUP
                .at(line, format!("the `{sign}` behind `]` would be published: nothing folds here"));
            findings.push(finding.help(format!("delete it: `[!{tag}]{}`", shown(&rest[1..]))));
        }
        *text = rest.trim_start().to_owned();
        let line_end = first.iter().position(|inline| matches!(inline, Inline::Text(text, _) if text == "\n"));
        title = first.drain(..line_end.unwrap_or(first.len())).collect();
        title.retain(|inline| !matches!(inline, Inline::Text(text, _) if text.is_empty()));
        if first.is_empty() {
            body.remove(0);
        } else {
            first.remove(0);
        }
    }
    // What is left of a quotation that holds a note is empty: the note stands at the foot of the page.
    if is_whole && body.iter().all(|block| matches!(block, Block::Footnote { .. })) {
        let finding = rules::EMPTY_PART.at(line, "this part has no text");
        findings.push(finding.help(match body.is_empty() {
            true => "write the text on the lines below, each beginning with `> `",
            false => "delete the `> ` before the note",
        }));
    }
    if is_whole && !body.is_empty() {
        findings.extend(shape(kind, &body).map(|(message, help)| rules::PART_SHAPE.at(line, message).help(help)));
    }
    Block::Part { kind, title, body }
}

/// The headings of a business plan.
const PLAN: [&str; 3] = ["Theme", "Action", "Status"];

/// What a part with a shape of its own lacks, and what to write.
fn shape(kind: PartKind, body: &[Block]) -> Option<(&'static str, &'static str)> {
    match kind {
        PartKind::Agencies => {
            let has_list = body.iter().any(|block| matches!(block, Block::List { .. } | Block::Definitions(_)));
            (!has_list)
                .then_some(("this part lists no agencies", "write each agency on a line that begins with `> - `"))
        }
        PartKind::Contacts => {
            let has_entries = body.iter().any(|block| matches!(block, Block::Table { .. } | Block::Definitions(_)));
            (!has_entries).then_some((
                "this part names nobody to reach",
                "write the office on a line `> Office`, and below it how to reach it on lines that begin with `> : `",
            ))
        }
        PartKind::Plan => {
            let tables = || {
                body.iter().filter_map(|block| match block {
                    Block::Table { head, rows, .. } => Some((head, rows)),
                    _ => None,
                })
            };
            let help =
                "write `> | Theme | Action | Status |`, below it `> | --- | --- | --- |`, then a line for each action";
            if tables().next().is_none() {
                return Some(("this business plan has no table", help));
            }
            if !tables().all(|(head, _)| head.iter().map(|cell| words(cell)).eq(PLAN.map(str::to_owned))) {
                let help = "name the columns so; a table of other columns needs no part around it: delete `[!PLAN]` and each `> `, and make a heading of the title";
                return Some(("the columns of a business plan are Theme, Action and Status", help));
            }
            let is_open = |row: &Vec<Phrase>| row.iter().any(|cell| words(cell).is_empty());
            tables().any(|(_, rows)| rows.iter().any(is_open)).then_some((
                "a line of this business plan has an empty cell",
                "say what is to be done and how far it has come",
            ))
        }
        PartKind::Quote
        | PartKind::Account
        | PartKind::CaseStudy
        | PartKind::Box
        | PartKind::Note
        | PartKind::Warning => None,
    }
}

/// The words of a cell, as far as they are plain; a sign that is none where they are not.
fn words(cell: &[Inline]) -> String {
    let word = |inline: &Inline| match inline {
        Inline::Text(text, _) => text.trim().to_owned(),
        _ => "…".to_owned(),
    };
    cell.iter().map(word).collect()
}

/// Names images within a line, and the tags in a text that begin no part where they stand, and so would be published as they are typed.
pub fn misplaced(seen: Seen<'_>, findings: &mut Vec<Diagnostic>) {
    if let Seen::Inline(Inline::Picture(picture)) = seen {
        let finding = rules::IMAGE.at(picture.span, "this image stands within a line of text");
        findings.push(finding.help("give it a line of its own, with an empty line before and after"));
    }
    let Seen::Inline(Inline::Text(text, span)) = seen else { return };
    let tags = text.match_indices("[!").filter_map(|(at, _)| Some((at, tagged(&text[at..])?.0)));
    for (at, tag) in tags.filter(|(_, tag)| PART_TAGS.iter().any(|row| row.0 == *tag)) {
        let is_exact = span.range().len() == text.len();
        let place = if is_exact { span.cut(at, at + tag.len() + 3) } else { *span };
        let finding = rules::UNREAD_MARKUP.at(place, format!("`[!{tag}]` begins no part here"));
        findings.push(finding.help(format!("begin a part with `> [!{tag}]` on a new line, after an empty line")));
    }
}

/// The tag with which a text begins, and what follows it.
fn tagged(text: &str) -> Option<(&str, &str)> {
    let tagged = text.strip_prefix("[!")?;
    let (tag, rest) = tagged.split_at(tagged.find(['[', ']'])?);
    rest.strip_prefix(']').map(|rest| (tag, rest))
}

fn unknown(tag: &str, span: Span) -> Diagnostic {
    let tags = PART_TAGS.map(|row| row.0);
    let finding = rules::BAD_VALUE.at(span, format!("there is no part `[!{}]`", shown(tag)));
    match nearest(&tag.trim().to_uppercase().replace([' ', '_'], "-"), tags) {
        Some(near) => finding.help(format!("write `[!{near}]` if that is what you mean")),
        None => finding.help(format!("parts that exist: {}", tags.join(", "))),
    }
}
