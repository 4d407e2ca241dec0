//! Entries in brackets: `{ name: value, name: value }` and `[value, value]`.

use std::ops::Range;

use super::pieces::inside;
use super::reader::Recovery;
use super::{names, slip};
use crate::parse::rules;
use crate::parse::tree::mapping::Mapping;
use crate::parse::tree::value::{Key, Node, Value};
use crate::parse::tree::yaml::events::DEEPEST;

impl Recovery<'_> {
    /// What stands in brackets, and where it ends.
    pub(super) fn brackets(&mut self, open: usize, limit: usize, depth: usize) -> (Value, usize) {
        // A reference at the head of a text that goes on behind it.
        let line = self.text(open..limit).lines().next().unwrap_or_default().trim_end();
        let goes_on =
            line.rsplit_once("}}").is_some_and(|(_, behind)| behind.trim_start().starts_with(char::is_alphanumeric));
        if line.starts_with("{{") && goes_on {
            let finding =
                rules::SYNTAX.at(self.piece.span(open..open + 1), "text that begins with `{` has to stand in quotes");
            let whole = slip::quoted(line);
            self.find(finding.help(format!("put the whole in quotes: `{whole}`")));
            return (Value { node: Node::Unread, span: self.piece.span(open..limit) }, limit);
        }
        let inside = inside(self.piece.text, open, limit);
        let end = inside.close.map_or(limit, |close| close + 1);
        let span = self.piece.span(open..end);
        let is_map = self.text(open..end).starts_with('{');
        // Of brackets in each other that nobody closed one is enough.
        let is_first = inside.close.is_none() && !self.is_open;
        if is_first {
            let sign = if is_map { '}' } else { ']' };
            let finding = rules::SYNTAX.at(self.piece.span(open..open + 1), "this bracket is never closed");
            self.find(finding.help(format!("write `{sign}` where what it holds ends")));
        }
        if depth > DEEPEST {
            return (Value { node: Node::Unread, span }, end);
        }
        self.is_open |= is_first;
        let node = self.inside_brackets(&inside.pieces, is_map, depth);
        self.is_open &= !is_first;
        let behind = self.text(end..limit).lines().next().unwrap_or_default();
        let words = behind.trim();
        let is_text = match words.chars().next() {
            None | Some('#') => return (Value { node, span }, end),
            Some(sign) => !is_map && sign.is_alphabetic(),
        };
        self.find(if is_text {
            rules::SYNTAX
                .at(self.piece.span(open..open + 1), "text that begins with `[` has to stand in quotes")
                .help("put a quotation mark in front of it and one at the end of the text")
        } else {
            let at = end + behind.len() - behind.trim_start().len();
            rules::SYNTAX
                .at(self.piece.span(at..at + words.len()), "something stands behind the bracket that closes the entry")
                .help("delete it; text that begins with a bracket stands in quotes")
        });
        let node = if is_text { Node::Unread } else { node };
        (Value { node, span }, end)
    }

    fn inside_brackets(&mut self, pieces: &[Range<usize>], is_map: bool, depth: usize) -> Node {
        let (mut mapping, mut items) = (Mapping::default(), Vec::new());
        for (at, range) in pieces.iter().enumerate() {
            if self.stop.is_some() {
                break;
            }
            if !range.is_empty() {
                if is_map {
                    self.entry_in_brackets(range.clone(), depth, &mut mapping);
                } else {
                    items.extend(self.item_in_brackets(range.clone(), depth));
                }
            } else if at + 1 < pieces.len() {
                let comma = self.piece.span(range.start..range.start + 1);
                let finding = rules::SYNTAX.at(comma, "a comma too many stands here");
                self.find(finding.help("delete it, or write what is missing in front of it"));
            }
        }
        // Nobody can tell where brackets end that are not closed.
        if self.is_open {
            let end = pieces.last().map_or(0..0, |last| last.end..last.end);
            mapping.add_unread("", self.piece.span(end.clone()));
            items.push(self.unread(end));
        }
        if is_map { Node::Map(mapping.entries) } else { Node::List(items) }
    }

    fn entry_in_brackets(&mut self, range: Range<usize>, depth: usize, mapping: &mut Mapping) {
        let text = self.piece.text;
        if let Some(Value { node: Node::Map(entries), .. }) = self.whole("{", range.clone(), "}") {
            return entries.into_iter().for_each(|(key, value)| mapping.add(key, value, &mut self.findings));
        }
        if self.stop.is_some() {
            return;
        }
        if let Some(named) = names::named(text, &range)
            && text[named.value.min(range.end)..range.end].starts_with(['{', '['])
        {
            let key = Key { text: self.text(named.name.clone()).to_owned(), span: self.piece.span(named.name) };
            let (value, _) = self.brackets(named.value, range.end, depth + 1);
            return mapping.add(key, value, &mut self.findings);
        }
        self.slip(range.clone(), true, false);
        let mut is_nameless = true;
        let first = names::named(text, &range).map(|named| named.name).or_else(|| names::name(text, &range));
        for name in first.into_iter().chain(names::names(text, &range)) {
            is_nameless = false;
            mapping.add_unread(&text[name.clone()], self.piece.span(name));
        }
        if is_nameless {
            mapping.add_unread("", self.piece.span(range));
        }
    }

    fn item_in_brackets(&mut self, range: Range<usize>, depth: usize) -> Option<Value> {
        if let Some(Value { node: Node::List(mut items), .. }) = self.whole("[", range.clone(), "]") {
            return items.pop();
        }
        if self.stop.is_none() && self.text(range.clone()).starts_with(['{', '[']) {
            return Some(self.brackets(range.start, range.end, depth + 1).0);
        }
        self.slip(range.clone(), true, false);
        Some(self.unread(range))
    }
}
