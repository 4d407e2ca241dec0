//! Figures → the text of a return with them: every other byte stays.

use std::ops::Range;

use super::target::Target;
use crate::book::Book;
use crate::book::cell::Cell;
use crate::book::path::CellPath;
use crate::parse::files::returns::cells::is_empty;
use crate::parse::tree::value::{Key, Node, Value};
use crate::parse::tree::yaml::document;
use crate::source::{SourceFile, Sources};

/// A cell as it is written into a file.
pub(super) fn written(cell: &Cell) -> String {
    let signs: Vec<_> = cell.signs().map(|sign| format!("[{sign}]")).collect();
    match cell.value {
        Ok(number) if signs.is_empty() => number.to_string(),
        Ok(number) => format!("\"{number} {}\"", signs.join(" ")),
        Err(_) => format!("\"{}\"", signs.join(" ")),
    }
}

/// Text in place of a stretch of the file.
struct Change {
    at: Range<usize>,
    text: String,
}

/// What is not there yet, below a key: a figure, or more keys.
enum New {
    Figure(String),
    Below(Vec<(String, New)>),
}

impl New {
    /// Puts a figure at the end of a way.
    fn add(&mut self, way: &[String], figure: &str) {
        let New::Below(entries) = self else { return };
        let Some((first, rest)) = way.split_first() else { return };
        let at = entries.iter().position(|(key, _)| key == first).unwrap_or_else(|| {
            let new = if rest.is_empty() { New::Figure(figure.to_owned()) } else { New::Below(Vec::new()) };
            entries.push((first.clone(), new));
            entries.len() - 1
        });
        entries[at].1.add(rest, figure);
    }

    /// On one line.
    fn inline(&self) -> String {
        match self {
            New::Figure(figure) => figure.clone(),
            New::Below(entries) => {
                let entries: Vec<_> = entries.iter().map(|(key, new)| format!("{key}: {}", new.inline())).collect();
                format!("{{ {} }}", entries.join(", "))
            }
        }
    }

    /// Below a key: the last keys on one line, the others nested.
    fn block(&self, indent: usize) -> String {
        match self {
            New::Below(entries) if entries.iter().any(|(_, new)| matches!(new, New::Below(_))) => {
                let space = " ".repeat(indent);
                let lines = entries.iter().map(|(key, new)| format!("\n{space}{key}:{}", new.block(indent + 2)));
                lines.collect()
            }
            _ => format!(" {}", self.inline()),
        }
    }
}

/// The text of the return with these figures in it. The error says which cannot be written so that nothing else changes.
pub(super) fn fill(target: &Target, book: &Book, figures: &[(CellPath, Cell)]) -> Result<String, String> {
    let text = &target.text;
    let sources = Sources::new([SourceFile { path: target.path.clone(), bytes: text.as_bytes().to_vec() }]);
    let root = sources.find(&target.path).and_then(|file| document::parse(file, text, 0, &mut Vec::new()));
    let root = root.ok_or_else(|| format!("{} cannot be read", target.path))?;
    let mut changes = Vec::new();
    let mut gaps = Vec::new();
    for (path, cell) in figures {
        let address = target.address(*path);
        let way: Vec<_> = address.split('/').map(str::to_owned).collect();
        place(text, &root, (&way, &written(cell)), &mut changes, &mut gaps).ok_or_else(|| by_hand(target, &address))?;
    }
    for gap in &gaps {
        changes.push(below(text, gap).ok_or_else(|| by_hand(target, ""))?);
    }
    changes.sort_by_key(|change| change.at.start);
    let (mut filled, mut from) = (String::new(), 0);
    for Change { at, text: new } in changes {
        filled += text.get(from..at.start).ok_or_else(|| by_hand(target, ""))?;
        filled += &new;
        from = at.end;
    }
    filled += &text[from..];
    holds(target, book, &filled, figures)?;
    Ok(filled)
}

fn by_hand(target: &Target, address: &str) -> String {
    let what = if address.is_empty() { "the figures".to_owned() } else { format!("`{address}`") };
    format!(
        "{what} cannot be written into {} without changing what stands around it: write {what} there by hand, then import again",
        target.path
    )
}

/// Says that the new text holds these figures and all others as they were.
fn holds(target: &Target, book: &Book, text: &str, figures: &[(CellPath, Cell)]) -> Result<(), String> {
    let (now, before) = (target.with(book, text)?, &target.figures);
    let handed = |entry: &crate::book::returns::grid::Entry| entry.handed.as_ref().map(|(cell, _)| cell.clone());
    let wanted = |path: CellPath| figures.iter().find(|(other, _)| *other == path).map(|(_, cell)| cell.clone());
    let is_as_wanted = |(path, _): &(CellPath, _)| now.entry(*path).and_then(handed) == wanted(*path);
    let is_kept = now
        .entries()
        .all(|(path, entry)| handed(entry) == wanted(path).or_else(|| before.entry(path).and_then(handed)));
    let lost =
        before.entries().any(|(path, entry)| handed(entry).is_some() && now.entry(path).and_then(handed).is_none());
    if is_kept && !lost && figures.iter().all(is_as_wanted) && now.notes.len() == before.notes.len() {
        return Ok(());
    }
    Err(by_hand(target, ""))
}

/// A mapping that lacks some of what is to be filled in, or a key that has nothing behind it yet.
struct Gap<'v> {
    key: Option<&'v Key>,
    value: &'v Value,
    new: New,
}

/// Notes what is new in a gap.
fn note<'v>(gaps: &mut Vec<Gap<'v>>, (key, value): (Option<&'v Key>, &'v Value), way: &[String], figure: &str) {
    let at = gaps.iter().position(|gap| std::ptr::eq(gap.value, value)).unwrap_or_else(|| {
        gaps.push(Gap { key, value, new: New::Below(Vec::new()) });
        gaps.len() - 1
    });
    gaps[at].new.add(way, figure);
}

/// Puts a figure where its way leads below a value, or notes what is new there. None where it cannot be put there.
fn place<'v>(
    text: &str,
    value: &'v Value,
    (way, figure): (&[String], &str),
    changes: &mut Vec<Change>,
    gaps: &mut Vec<Gap<'v>>,
) -> Option<()> {
    let Node::Map(entries) = &value.node else { return None };
    let (first, rest) = way.split_first()?;
    match entries.iter().find(|(key, _)| key.text == *first) {
        None => note(gaps, (None, value), way, figure),
        Some((key, inner)) if is_empty(inner) && rest.is_empty() => changes.push(behind(text, key, inner, figure)?),
        Some((key, inner)) if is_empty(inner) => note(gaps, (Some(key), inner), rest, figure),
        Some((_, inner)) if !rest.is_empty() => place(text, inner, (rest, figure), changes, gaps)?,
        Some((_, inner)) if matches!(inner.node, Node::Scalar { .. } | Node::List(_)) => {
            changes.push(Change { at: inner.span.range(), text: figure.to_owned() });
        }
        Some(_) => return None,
    }
    Some(())
}

/// A figure behind the colon of a key that has none.
fn behind(text: &str, key: &Key, value: &Value, figure: &str) -> Option<Change> {
    if !value.span.range().is_empty() {
        return Some(Change { at: value.span.range(), text: figure.to_owned() });
    }
    let colon = key.span.range().end + text.get(key.span.range().end..)?.find(':')? + 1;
    let gap = text[colon..].len() - text[colon..].trim_start_matches(' ').len();
    // What stands before a brace or a remark stays, and what is new behind the last figure comes before it.
    let (gap, end) = match (text[colon + gap..].starts_with(['}', '#']), gap) {
        (true, 0) => (0, " "),
        (true, _) => (0, ""),
        (false, gap) => (gap, ""),
    };
    Some(Change { at: colon..colon + gap, text: format!(" {figure}{end}") })
}

/// What is new below a mapping, or behind a key that has nothing.
fn below(text: &str, Gap { key, value, new }: &Gap<'_>) -> Option<Change> {
    if let Some(key) = key {
        let start = key.span.range().start;
        return behind(text, key, value, new.block(indent(text, start) + 2).trim_start_matches(' '));
    }
    let (New::Below(entries), Node::Map(known)) = (new, &value.node) else { return None };
    let range = value.span.range();
    let written = text.get(range.clone())?;
    if written.starts_with('{') {
        let inner = written.strip_suffix('}')?.trim_end();
        let comma = if inner.ends_with(['{', ',']) { "" } else { "," };
        let items: Vec<_> = entries.iter().map(|(key, new)| format!("{key}: {}", new.inline())).collect();
        let at = range.start + inner.len()..range.end - 1;
        return Some(Change { at, text: format!("{comma} {} ", items.join(", ")) });
    }
    let (first, last) = (known.first()?.0.span.range().start, range.start + written.trim_end().len());
    let at = last + text[last..].find('\n').unwrap_or(text.len() - last);
    let indent = indent(text, first);
    let space = " ".repeat(indent);
    let lines: String = entries.iter().map(|(key, new)| format!("\n{space}{key}:{}", new.block(indent + 2))).collect();
    Some(Change { at: at..at, text: lines })
}

/// How far the line of a place is set in.
fn indent(text: &str, at: usize) -> usize {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[line..].len() - text[line..].trim_start_matches(' ').len()
}
