//! A CSV file as a sheet.

use super::sheet::{At, Content, Kind, Sheet};
use crate::parse::files::folders::text_of;
use crate::parse::tree::csv::{self, SEPARATORS};
use crate::source::{SourceFile, Sources};

/// The sheet of a file. The error says why it cannot be read.
pub(super) fn sheet(name: &str, bytes: &[u8]) -> Result<Sheet, String> {
    let path = "import.csv";
    let sources = Sources::new([SourceFile { path: path.to_owned(), bytes: bytes.to_vec() }]);
    let mut faults = Vec::new();
    let file = sources.find(path).ok_or("it cannot be read")?;
    let text = text_of(&sources, file, &mut faults);
    let told = |fault: crate::diagnostic::Diagnostic| {
        let help = fault.help.first().map(|help| format!("\n{help}")).unwrap_or_default();
        format!("line {}: {}{help}", sources.place(fault.span).line, fault.message)
    };
    let text = match (text, faults.into_iter().next()) {
        (Some(text), None) => text,
        (_, fault) => return Err(fault.map_or_else(|| "it cannot be read".to_owned(), told)),
    };
    let declared = csv::declared_separator(&text);
    // What stands in more rows parts the cells: a comma behind a digit stands in some.
    let parts = |separator: &char| {
        let counts: Vec<_> = csv::rows(file, &text, *separator).map(|row| row.cells.len() - 1).collect();
        (counts.iter().filter(|count| **count > 0).count(), counts.iter().sum::<usize>())
    };
    let separator = declared.or_else(|| SEPARATORS.into_iter().rev().max_by_key(parts)).unwrap_or(',');
    let mut sheet = Sheet { name: name.to_owned(), has_decimal_comma: separator == ';', ..Sheet::default() };
    let (mut row_at, mut read) = (0, 0);
    for row in csv::rows(file, &text, separator).skip(usize::from(declared.is_some())) {
        if let Some(fault) = row.fault() {
            return Err(told(fault));
        }
        let start = row.span.range().start;
        row_at += text[read..start].matches('\n').count();
        read = start;
        for (column, cell) in row.cells.into_iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
            sheet.cells.insert(At::new(row_at, column), Content { text: cell.text, kind: Kind::Text });
        }
    }
    Ok(sheet)
}
