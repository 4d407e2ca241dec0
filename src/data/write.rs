//! Figures as bytes.

use std::io::Write;

use super::columns::{Column, Field};
use super::figures::Figure;
use crate::download::DataFormat;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;

/// What a text begins with that spreadsheets take for a formula or a command.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
/// What is put in front of such a text, so that it stays one.
const TEXT: u8 = b'\'';
/// What ends a line of CSV, by RFC 4180.
const LINE_END: &[u8] = b"\r\n";

/// A file of figures that is being written.
pub(crate) struct Writer<'w> {
    columns: &'w [Column],
    format: DataFormat,
    out: Vec<u8>,
    /// How many figures were written.
    rows: usize,
}

impl<'w> Writer<'w> {
    /// A file without figures yet.
    pub(crate) fn new(columns: &'w [Column], format: DataFormat) -> Self {
        let mut out = Vec::new();
        match format {
            DataFormat::Csv => push_fields(&mut out, columns.iter().map(|column| Field::Text(&column.name))),
            DataFormat::Json => out.extend_from_slice(b"{\"figures\":["),
            DataFormat::Ods => {}
        }
        Writer { columns, format, out, rows: 0 }
    }

    /// Adds a figure.
    pub(crate) fn figure(&mut self, figure: &Figure<'_>) {
        let Writer { columns, format, out, rows } = self;
        match format {
            DataFormat::Csv => {
                let mut at = 0;
                figure.fields(&mut |field| {
                    push_field(out, at, &field);
                    at += 1;
                });
                out.extend_from_slice(LINE_END);
            }
            DataFormat::Json => {
                out.extend_from_slice(if *rows == 0 { b"\n{" } else { b",\n{" });
                let (mut names, mut is_first) = (columns.iter().map(|column| &column.name), true);
                figure.fields(&mut |field| {
                    let name = names.next();
                    is_first &= !name.is_some_and(|name| push_member(out, is_first, name, &field));
                });
                out.push(b'}');
            }
            DataFormat::Ods => {}
        }
        *rows += 1;
    }

    /// The file.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        if self.format == DataFormat::Json {
            self.out.extend_from_slice(b"\n]}\n");
        }
        self.out
    }
}

/// A line of CSV.
pub(crate) fn push_fields<'f>(out: &mut Vec<u8>, fields: impl IntoIterator<Item = Field<'f>>) {
    fields.into_iter().enumerate().for_each(|(at, field)| push_field(out, at, &field));
    out.extend_from_slice(LINE_END);
}

fn push_field(out: &mut Vec<u8>, at: usize, field: &Field<'_>) {
    if at > 0 {
        out.push(b',');
    }
    match field {
        Field::Number(number) => push_number(out, *number),
        Field::Text(text) => push_text(out, text),
    }
}

/// A key of JSON with its value; none of an empty text. Whether there is one.
fn push_member(out: &mut Vec<u8>, is_first: bool, name: &str, field: &Field<'_>) -> bool {
    if matches!(field, Field::Text("")) {
        return false;
    }
    if !is_first {
        out.push(b',');
    }
    // Writing to memory does not fail.
    let _ = write!(out, "\"{name}\":");
    match field {
        Field::Number(None) => out.extend_from_slice(b"null"),
        Field::Number(number) => push_number(out, *number),
        Field::Text(text) => {
            let _ = serde_json::to_writer(out, text);
        }
    }
    true
}

fn push_number(out: &mut Vec<u8>, number: Option<Quantity>) {
    let _ = number.map(|number| write!(out, "{}", number.in_unit(Unit::Plain)));
}

/// A text as a field of CSV. One that a spreadsheet would take for a formula begins with an apostrophe.
fn push_text(out: &mut Vec<u8>, text: &str) {
    let is_formula = text.starts_with(FORMULA);
    let is_quoted =
        text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) || text.trim().len() < text.len();
    if is_quoted {
        out.push(b'"');
    }
    out.extend(is_formula.then_some(TEXT));
    match is_quoted {
        true => text
            .bytes()
            .for_each(|byte| out.extend_from_slice(if byte == b'"' { b"\"\"" } else { std::slice::from_ref(&byte) })),
        false => out.extend_from_slice(text.as_bytes()),
    }
    if is_quoted {
        out.push(b'"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_a_text() {
        let field = |text: &str| {
            let mut out = Vec::new();
            push_text(&mut out, text);
            String::from_utf8(out).unwrap_or_default()
        };
        assert_eq!(["a b", "a, b", "5\" pipe", " a"].map(field), ["a b", "\"a, b\"", "\"5\"\" pipe\"", "\" a\""]);
        assert_eq!(["=1+1", "-", "@a", "+44", "1-2"].map(field), ["'=1+1", "'-", "'@a", "'+44", "1-2"]);
    }
}
