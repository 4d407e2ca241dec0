//! An XLSX workbook, as Excel and others write it, as sheets.
//!
//! Its XML is read here and not by a crate for spreadsheets: those give numbers as floats, without the digits that were typed, and say
//! neither which rows are hidden nor that a number is shown as a percentage.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::archive::{Archive, attribute, below, xml};
use super::sheet::{At, Content, Kind, Sheet, digits};

const WORKBOOK: &str = "xl/workbook.xml";

/// Whether an archive is such a workbook.
pub(super) fn is_one(archive: &Archive<'_>) -> bool {
    archive.has(WORKBOOK)
}

/// How numbers are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Number,
    Percent,
    Day,
}

/// The sheets of a workbook.
pub(super) fn sheets(archive: &mut Archive<'_>) -> Result<Vec<Sheet>, String> {
    let mut part = |name: &str| archive.part(name).map(Option::unwrap_or_default);
    let relations = part("xl/_rels/workbook.xml.rels")?;
    let relations = xml("workbook.xml.rels", &relations)?;
    let targets: BTreeMap<_, _> = below(relations.root_element(), "Relationship")
        .filter_map(|relation| Some((attribute(relation, "Id")?, attribute(relation, "Target")?)))
        .collect();
    let strings = part("xl/sharedStrings.xml")?;
    let strings = if strings.is_empty() { Vec::new() } else { shared(&strings)? };
    let styles = part("xl/styles.xml")?;
    let styles = if styles.is_empty() { Vec::new() } else { shown(&styles)? };
    let workbook = part(WORKBOOK)?;
    let workbook = xml(WORKBOOK, &workbook)?;
    let mut sheets = Vec::new();
    for listed in workbook.descendants().filter(|node| node.tag_name().name() == "sheet") {
        let Some(target) = attribute(listed, "id").and_then(|id| targets.get(id)) else { continue };
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        // Charts have sheets of their own, without cells.
        let text = part(&path)?;
        if text.is_empty() || !path.contains("worksheets/") {
            continue;
        }
        let document = xml(&path, &text)?;
        let mut sheet = sheet(document.root_element(), &strings, &styles);
        sheet.name = attribute(listed, "name").unwrap_or_default().to_owned();
        sheet.is_hidden = attribute(listed, "state").is_some_and(|state| state != "visible");
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The texts that cells share.
fn shared(text: &str) -> Result<Vec<String>, String> {
    let document = xml("sharedStrings.xml", text)?;
    Ok(below(document.root_element(), "si").map(words).collect())
}

/// The words of a text, without those that say how it is pronounced.
fn words(text: Node<'_, '_>) -> String {
    let parts = text.descendants().filter(|node| node.tag_name().name() == "t");
    let is_spoken = |node: &Node<'_, '_>| node.ancestors().any(|above| above.tag_name().name() == "rPh");
    parts.filter(|node| !is_spoken(node)).filter_map(|node| node.text()).collect()
}

/// How each style of cells shows numbers.
fn shown(text: &str) -> Result<Vec<Shown>, String> {
    let document = xml("styles.xml", text)?;
    let own = document.descendants().filter(|node| node.tag_name().name() == "numFmt");
    let own: BTreeMap<_, _> =
        own.filter_map(|node| Some((attribute(node, "numFmtId")?, attribute(node, "formatCode")?))).collect();
    let styles = document.descendants().find(|node| node.tag_name().name() == "cellXfs");
    let styles = styles.into_iter().flat_map(|styles| below(styles, "xf").collect::<Vec<_>>());
    let of_style = |style: Node<'_, '_>| {
        let id = attribute(style, "numFmtId").unwrap_or("0");
        own.get(id).map_or_else(|| built_in(id), |code| of_code(code))
    };
    Ok(styles.map(of_style).collect())
}

/// How a format that no file describes shows numbers.
fn built_in(id: &str) -> Shown {
    match id.parse().unwrap_or(0) {
        9 | 10 => Shown::Percent,
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Shown::Day,
        _ => Shown::Number,
    }
}

/// How a format shows numbers, as far as a value above zero goes: signs in quotes and behind a backslash are words.
fn of_code(code: &str) -> Shown {
    let mut signs = code.split(';').next().unwrap_or_default().chars();
    let mut bare = String::new();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => while signs.next().is_some_and(|sign| sign != '"') {},
            '\\' | '_' | '*' => drop(signs.next()),
            '[' => {
                let inner: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                bare.extend(
                    ["h", "m", "s"]
                        .iter()
                        .any(|unit| inner.to_lowercase().trim_matches(|sign| unit.contains(sign)).is_empty())
                        .then_some('h'),
                );
            }
            sign => bare.extend(sign.to_lowercase()),
        }
    }
    match bare.as_str() {
        "general" => Shown::Number,
        bare if bare.contains('%') => Shown::Percent,
        bare if bare.contains(['d', 'm', 'y', 'h', 's']) => Shown::Day,
        _ => Shown::Number,
    }
}

fn sheet(root: Node<'_, '_>, strings: &[String], styles: &[Shown]) -> Sheet {
    let mut sheet = Sheet::default();
    let is_true = |node, name| attribute(node, name).is_some_and(|value| value == "1" || value == "true");
    for column in below(root, "cols").flat_map(|columns| below(columns, "col").collect::<Vec<_>>()) {
        let end = |name| attribute(column, name).and_then(|at| at.parse::<usize>().ok()).unwrap_or(1);
        if is_true(column, "hidden") {
            sheet.hidden_columns.extend(end("min") - 1..end("max").min(MOST_COLUMNS));
        }
    }
    let mut next = 0;
    for row in below(root, "sheetData").flat_map(|data| below(data, "row").collect::<Vec<_>>()) {
        let at = attribute(row, "r").and_then(|at| at.parse::<usize>().ok()?.checked_sub(1)).unwrap_or(next);
        next = at + 1;
        if is_true(row, "hidden") {
            sheet.hidden_rows.insert(at);
        }
        let mut column = 0;
        for cell in below(row, "c") {
            let place = attribute(cell, "r").and_then(At::read).unwrap_or(At::new(at, column));
            column = place.column + 1;
            if let Some(content) = content(cell, strings, styles) {
                sheet.cells.insert(place, content);
            }
        }
    }
    for merged in below(root, "mergeCells").flat_map(|all| below(all, "mergeCell").collect::<Vec<_>>()) {
        let ends = attribute(merged, "ref").and_then(|ends| ends.split_once(':'));
        sheet.merged.extend(ends.and_then(|(first, last)| Some((At::read(first)?, At::read(last)?))));
    }
    sheet
}

/// How many columns a sheet can have.
const MOST_COLUMNS: usize = 16_384;

fn content(cell: Node<'_, '_>, strings: &[String], styles: &[Shown]) -> Option<Content> {
    let value = below(cell, "v").next().and_then(|value| value.text()).unwrap_or_default();
    let text = |text: String| Some(Content { text, kind: Kind::Text });
    match attribute(cell, "t").unwrap_or("n") {
        "s" => text(strings.get(value.parse::<usize>().ok()?)?.clone()),
        "inlineStr" => text(below(cell, "is").map(words).collect()),
        "b" => text(if value == "1" { "TRUE" } else { "FALSE" }.to_owned()),
        "d" => Some(Content { text: value.to_owned(), kind: Kind::Day }),
        "str" | "e" => text(value.to_owned()),
        _ if value.is_empty() => {
            let formula = below(cell, "f").next()?;
            Some(Content { text: format!("={}", formula.text().unwrap_or_default()), kind: Kind::NoResult })
        }
        _ => {
            let style = attribute(cell, "s").and_then(|style| styles.get(style.parse::<usize>().ok()?));
            Some(match style.copied().unwrap_or(Shown::Number) {
                Shown::Day => Content { text: day(value), kind: Kind::Day },
                Shown::Percent => number(value, Kind::Percent),
                Shown::Number => number(value, Kind::Number),
            })
        }
    }
    .filter(|content| !content.is_blank())
}

/// A number; text where its digits cannot be read.
pub(super) fn number(value: &str, kind: Kind) -> Content {
    match digits(value, kind == Kind::Percent) {
        Some(text) => Content { text, kind },
        None => Content { text: value.to_owned(), kind: Kind::Text },
    }
}

/// A day as it may be shown: Excel counts days from the last of 1899.
fn day(value: &str) -> String {
    let days = value.split('.').next().and_then(|days| days.parse::<i32>().ok()).filter(|days| *days > 0);
    let day =
        days.and_then(|days| jiff::civil::date(1899, 12, 30).checked_add(jiff::Span::new().try_days(days).ok()?).ok());
    day.map_or_else(|| value.to_owned(), |day| day.to_string())
}
