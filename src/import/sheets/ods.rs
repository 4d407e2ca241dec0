//! An ODS workbook, as LibreOffice and others write it, as sheets.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::archive::{Archive, attribute, below, xml};
use super::sheet::{At, Content, Kind, Sheet};
use super::xlsx::number;

const CONTENT: &str = "content.xml";
/// The most cells of a sheet that say something.
const MOST_CELLS: usize = 200_000;

/// Whether an archive is such a workbook.
pub(super) fn is_one(archive: &Archive<'_>) -> bool {
    archive.has(CONTENT)
}

/// The sheets of a workbook.
pub(super) fn sheets(archive: &mut Archive<'_>) -> Result<Vec<Sheet>, String> {
    let manifest = archive.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err("it has a password: save it without one".to_owned());
    }
    let text = archive.part(CONTENT)?.unwrap_or_default();
    let document = xml(CONTENT, &text)?;
    let styles = document.descendants().filter(|node| node.tag_name().name() == "style");
    let is_hidden = |style: &Node<'_, '_>| {
        let properties = style.children().find(|child| child.tag_name().name() == "table-properties");
        properties.and_then(|properties| attribute(properties, "display")) == Some("false")
    };
    let hidden: BTreeSet<_> = styles.filter(is_hidden).filter_map(|style| attribute(style, "name")).collect();
    let body = document.descendants().find(|node| node.tag_name().name() == "spreadsheet");
    let body = body.ok_or("it is no spreadsheet: copy its tables into one")?;
    below(body, "table").map(|table| sheet(table, &hidden)).collect()
}

/// How often an element stands for itself.
fn repeated(node: Node<'_, '_>, name: &str) -> usize {
    attribute(node, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn is_unseen(node: Node<'_, '_>) -> bool {
    attribute(node, "visibility").is_some_and(|visibility| visibility != "visible")
}

fn sheet(table: Node<'_, '_>, hidden: &BTreeSet<&str>) -> Result<Sheet, String> {
    let name = attribute(table, "name").unwrap_or_default().to_owned();
    let is_hidden = attribute(table, "style-name").is_some_and(|style| hidden.contains(style));
    let mut sheet = Sheet { name, is_hidden, ..Sheet::default() };
    let within = |name: &'static str| table.descendants().filter(move |node| node.tag_name().name() == name);
    let is_own = |node: &Node<'_, '_>| node.ancestors().find(|above| above.tag_name().name() == "table") == Some(table);
    let mut column = 0;
    for node in within("table-column").filter(is_own) {
        let count = repeated(node, "number-columns-repeated");
        if is_unseen(node) {
            sheet.hidden_columns.extend(column..column + count.min(MOST_CELLS));
        }
        column += count;
    }
    let mut at = 0;
    for row in within("table-row").filter(is_own) {
        let count = repeated(row, "number-rows-repeated");
        let mut line = Sheet::default();
        cells(row, &mut line)?;
        if line.cells.len().saturating_mul(count) + sheet.cells.len() > MOST_CELLS {
            return Err(format!("the sheet “{}” has more than {MOST_CELLS} cells with something in them", sheet.name));
        }
        let repeats = if line.cells.is_empty() { 0 } else { count };
        for row in at..at + repeats {
            let moved = |place: At| At::new(place.row + row, place.column);
            sheet.cells.extend(line.cells.iter().map(|(place, content)| (moved(*place), content.clone())));
            sheet.merged.extend(line.merged.iter().map(|(first, last)| (moved(*first), moved(*last))));
        }
        if is_unseen(row) {
            sheet.hidden_rows.extend(at..at + repeats);
        }
        at += count;
    }
    Ok(sheet)
}

/// The cells of a row, as if it were the first.
fn cells(row: Node<'_, '_>, line: &mut Sheet) -> Result<(), String> {
    let mut column = 0_usize;
    for cell in row.children().filter(|node| ["table-cell", "covered-table-cell"].contains(&node.tag_name().name())) {
        let count = repeated(cell, "number-columns-repeated");
        // What merged cells cover is not seen.
        let content = content(cell).filter(|_| cell.tag_name().name() == "table-cell");
        if let Some(content) = content {
            if count > MOST_CELLS {
                return Err("one of its cells is repeated too often".to_owned());
            }
            line.cells.extend((column..column + count).map(|column| (At::new(0, column), content.clone())));
        }
        let (wide, high) = (repeated(cell, "number-columns-spanned"), repeated(cell, "number-rows-spanned"));
        if wide > 1 || high > 1 {
            line.merged.push((At::new(0, column), At::new(high - 1, column + wide - 1)));
        }
        column += count;
    }
    Ok(())
}

fn content(cell: Node<'_, '_>) -> Option<Content> {
    let shown = || {
        let lines = below(cell, "p").map(|line| words(line)).collect::<Vec<_>>();
        lines.join("\n")
    };
    let value = attribute(cell, "value").unwrap_or_default();
    let content = match attribute(cell, "value-type") {
        Some("float" | "currency") => number(value, Kind::Number),
        Some("percentage") => number(value, Kind::Percent),
        Some("date" | "time") => Content { text: shown(), kind: Kind::Day },
        Some("string" | "boolean") => Content { text: shown(), kind: Kind::Text },
        // A result that is no text at all has its paragraph.
        _ => match attribute(cell, "formula").filter(|_| below(cell, "p").next().is_none()) {
            Some(formula) => {
                let formula = formula.split_once(":=").map_or(formula, |(_, formula)| formula);
                Content { text: format!("={formula}"), kind: Kind::NoResult }
            }
            None => Content { text: shown(), kind: Kind::Text },
        },
    };
    Some(content).filter(|content| !content.is_blank() || content.kind == Kind::Day)
}

/// The words of a line.
fn words(line: Node<'_, '_>) -> String {
    let mut words = String::new();
    for node in line.descendants() {
        match node.tag_name().name() {
            "s" => words.push_str(&" ".repeat(repeated(node, "c").min(100))),
            "tab" | "line-break" => words.push(' '),
            _ => words.push_str(node.text().filter(|_| node.is_text()).unwrap_or_default()),
        }
    }
    words
}
