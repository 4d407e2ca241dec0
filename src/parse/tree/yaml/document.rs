//! YAML → its values. What YAML cannot read is read again piece by piece, so that it takes nothing else with it.

use super::events::{Piece, Stop, events};
use super::recovery::blocks;
use super::sheet;
use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::parse::tree::limits;
use crate::parse::tree::value::Value;
use crate::source::{FileId, Span};

/// Parses one document. `offset` is where `text` begins in the file.
pub(crate) fn parse(file: FileId, text: &str, offset: usize, findings: &mut Vec<Diagnostic>) -> Option<Value> {
    if let Some(fault) = limits::too_large(file, text, offset) {
        findings.push(fault);
        return None;
    }
    if let Some(fault) = sheet::fault(file, text).filter(|_| offset == 0) {
        findings.push(fault);
        return None;
    }
    let piece = Piece { file, offset, text };
    let read = match events(&piece, &mut 0, findings) {
        Err(Stop::Fault(at)) => blocks::read(piece, at, findings).map(Some),
        Err(Stop::TooMuch(fault)) => Err(fault),
        Ok(root) => Ok(root),
    };
    match read {
        Ok(Some(root)) => return Some(root),
        Ok(None) => findings.push(
            rules::EMPTY_FILE
                .at(Span::new(file, offset..offset + text.ceil_char_boundary(1)), "this file holds nothing")
                .help("write the values it should hold, or delete the file"),
        ),
        Err(fault) => findings.push(*fault),
    }
    None
}
