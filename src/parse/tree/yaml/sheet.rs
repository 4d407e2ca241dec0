//! A table of a spreadsheet where YAML belongs.

use crate::diagnostic::Diagnostic;
use crate::parse::rules;
use crate::source::{FileId, Span};

/// The fewest signs that part the cells of a line.
const FEWEST: usize = 2;

/// The finding for a text of which most lines have as many cells as the first of them. Read as YAML each would be a fault of its own.
pub(super) fn fault(file: FileId, text: &str) -> Option<Diagnostic> {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let first = lines().find(|line| separator(line).is_some())?;
    let cells = |line: &str| separator(line).map(|sign| (sign, line.matches(sign).count()));
    let wanted = cells(first)?;
    let alike = lines().filter(|line| cells(line) == Some(wanted)).count();
    if alike < 2 || alike * 3 < lines().count() * 2 {
        return None;
    }
    let start = first.as_ptr().addr() - text.as_ptr().addr();
    let finding = rules::SYNTAX.at(
        Span::new(file, start..start + first.trim_end().len()),
        "a table of a spreadsheet stands here, and no YAML",
    );
    Some(
        finding
            .help("write each row on a line of its own, with the names of its cells, as in `step_1: { red: 10, blue: 20 }`; the form says which rows and cells there are")
            .help("save this file under another name, beside the folders of the book; `areabook new period` then writes a blank return in its place"),
    )
}

/// What parts the cells of a line of a table; none for one that may be YAML.
fn separator(line: &str) -> Option<char> {
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-/".contains(&byte));
    let start = line.trim_start();
    let is_yaml = start.starts_with(['#', '-', '[', '"', '\''])
        || start.contains(['{', '}'])
        || start.split_once(": ").is_some_and(|(name, _)| is_name(name));
    [';', '\t', ','].into_iter().find(|sign| line.matches(*sign).count() >= FEWEST && !is_yaml)
}
