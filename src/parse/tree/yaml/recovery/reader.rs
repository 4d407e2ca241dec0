//! What reading a text piece by piece has come to.

use std::ops::Range;

use super::slip::Entry;
use crate::diagnostic::Diagnostic;
use crate::parse::tree::limits;
use crate::parse::tree::value::{Node, Value};
use crate::parse::tree::yaml::events::{Piece, Stop, events};

pub(super) struct Recovery<'a> {
    pub(super) piece: Piece<'a>,
    nodes: usize,
    pub(super) findings: Vec<Diagnostic>,
    /// Why nothing more is read.
    pub(super) stop: Option<Box<Diagnostic>>,
    /// The sign for which lines are already said to begin with no plain space.
    pub(super) odd: Option<char>,
    /// Whether what is read stands in brackets that are named for not being closed.
    pub(super) is_open: bool,
}

impl<'a> Recovery<'a> {
    pub(super) fn new(piece: Piece<'a>) -> Self {
        Recovery { piece, nodes: 0, findings: Vec::new(), stop: None, odd: None, is_open: false }
    }

    pub(super) fn text(&self, range: Range<usize>) -> &'a str {
        &self.piece.text[range]
    }

    pub(super) fn unread(&self, range: Range<usize>) -> Value {
        Value { node: Node::Unread, span: self.piece.span(range) }
    }

    /// Reads a stretch of the text as YAML does, with something put around it; none where YAML cannot.
    pub(super) fn whole(&mut self, before: &str, range: Range<usize>, behind: &str) -> Option<Value> {
        let text = [before, &self.piece.text[range.clone()], behind].concat();
        let offset = (self.piece.offset + range.start).checked_sub(before.len())?;
        let mut findings = Vec::new();
        match events(&Piece { file: self.piece.file, offset, text: &text }, &mut self.nodes, &mut findings) {
            Ok(root) => {
                self.findings.append(&mut findings);
                root
            }
            Err(Stop::Fault(_)) => None,
            Err(Stop::TooMuch(fault)) => {
                self.stop = Some(fault);
                None
            }
        }
    }

    /// Adds a finding, or gives up where there are too many.
    pub(super) fn find(&mut self, finding: Diagnostic) {
        if self.findings.len() < limits::MOST_FINDINGS {
            self.findings.push(finding);
        } else if self.stop.is_none() {
            self.stop = Some(Box::new(limits::too_many(finding.span)));
        }
    }

    /// Names an entry that cannot be read.
    pub(super) fn slip(&mut self, range: Range<usize>, in_brackets: bool, follows_text: bool) {
        let entry = Entry { piece: self.piece, range, in_brackets, follows_text };
        self.find(entry.slip());
    }
}
