//! What a file is that is not UTF-8.

use std::ops::Range;

use super::garbled;
use super::rules;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// What files of other kinds begin with.
const OTHERS: [(&[u8], &str); 4] = [
    (b"PK\x03\x04", "a document of a word processor or a spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "a document of an old word processor or spreadsheet"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a document in Rich Text Format"),
];

/// Signs that texts hold beside plain letters.
const USUAL: &str = "‘’“”–—…•·£€§©®°²½¼¾àáâäçèéêëîïñóôöüŵŷßÉÖÜ\u{a0}";

/// How many signs tell an encoding.
const ENOUGH: usize = 1000;

/// The finding for a file that cannot be read as text.
pub(crate) fn fault(file: FileId, path: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let at = |range: Range<usize>, message: String| rules::NOT_UTF8.at(Span::new(file, range), message);
    if let Some((_, kind)) = OTHERS.iter().find(|(head, _)| bytes.starts_with(head)) {
        let finding = at(0..1, format!("this file is {kind}, not text"));
        return Some(finding.help("copy its words or figures into a text file, or move it out of the book"));
    }
    if bytes.len() > 1 && bytes.iter().all(|byte| *byte == 0) {
        let finding =
            at(0..0, "this file holds nothing but signs that stand for nothing (NUL): its text is lost".to_owned());
        return Some(finding.help(
            "a disk or a program that keeps folders alike spoilt it: take it from a copy, or from an earlier version",
        ));
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || is_empty(bytes, 4) {
        let encoding = if is_empty(bytes, 2) { "UTF-32" } else { "UTF-16" };
        // Editors read no UTF-32.
        let known = Some(encoding).filter(|encoding| *encoding == "UTF-16");
        return Some(at(0..0, format!("this file is saved as {encoding}, not as UTF-8")).help(help(path, known)));
    }
    let first = std::str::from_utf8(bytes).err()?.valid_up_to();
    let page = code_page(bytes);
    let message = match page {
        Some((name, sign)) => format!("this file is saved as {name}, not as UTF-8: a `{sign}` stands here"),
        None => "this file is not UTF-8 from here on".to_owned(),
    };
    Some(at(first..first + 1, message).help(help(path, page.map(|(name, _)| name))))
}

/// How a file is saved as UTF-8. What an editor has read wrongly it would save wrongly, for ever.
fn help(path: &str, encoding: Option<&str>) -> String {
    if path.to_ascii_lowercase().ends_with(".csv") {
        return "save it from the spreadsheet as “CSV UTF-8”".to_owned();
    }
    match encoding {
        Some(encoding) => format!(
            "open it in the program that wrote it and save it as UTF-8; in VS Code choose “Reopen with Encoding”, {encoding}, look whether the words are right, and then “Save with Encoding”, UTF-8"
        ),
        None => "open it in the program that wrote it and save it as UTF-8; an editor that shows � in place of letters would lose them".to_owned(),
    }
}

/// Whether one byte of so many of the head of a text and more is nothing: of four in UTF-16 that does not say so, of two in UTF-32.
fn is_empty(bytes: &[u8], of: usize) -> bool {
    let head = &bytes[..bytes.len().min(64)];
    head.iter().filter(|byte| **byte == 0).count() > head.len() / of
}

/// The encoding in which every byte that is no plain letter is a usual sign, and what the first of these is.
fn code_page(bytes: &[u8]) -> Option<(&'static str, char)> {
    let others = || bytes.iter().copied().filter(|byte| !byte.is_ascii()).take(ENOUGH);
    garbled::CODE_PAGES.iter().find_map(|page| {
        let is_usual = |byte| page.sign(byte).is_some_and(|sign| USUAL.contains(sign));
        let first = others().next().and_then(|byte| page.sign(byte))?;
        others().all(is_usual).then_some((page.name, first))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_told_by_signs_that_texts_have() {
        let windows: (&[u8], _) = (b"the board\x92s \x93plan\x94 \x96 \xa35 a caf\xe9", Some(("Windows-1252", '’')));
        let mac: (&[u8], _) = (b"the board\xd5s \xd2plan\xd3 \xd0 a caf\x8e", Some(("Mac OS Roman", '’')));
        let dos: (&[u8], _) = (b"\x9c5 a caf\x82, d\x82j\x85 vu", Some(("DOS (code page 850)", '£')));
        let none: (&[u8], _) = (b"\xc3\x28 \x81\xfe", None);
        for (bytes, told) in [windows, mac, dos, none] {
            assert_eq!(code_page(bytes), told);
        }
        let texts: [&[u8]; 2] = [b"a\0r\0e\0a\0", b"\0a\0r\0e\0a"];
        assert!(texts.iter().all(|text| is_empty(text, 4) && !is_empty(text, 2)) && !is_empty(b"area: a", 4));
    }
}
