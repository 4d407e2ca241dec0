//! Whether a text is another version of a text beside it.

use std::collections::BTreeSet;

/// How many words in a row are compared: two texts about one thing have few such rows in common.
const ROW: usize = 3;

/// Whether two sections are versions of one: half of their rows of words are the same, or a tenth where their titles are.
pub(super) fn are_versions(one: &[u8], other: &[u8]) -> bool {
    let [one, other] = [one, other].map(String::from_utf8_lossy);
    let titles = (title(&one), title(&other));
    let is_titled_alike = matches!(titles, (Some(title), Some(its)) if title.eq_ignore_ascii_case(its));
    let [one, other] = [rows(&one), rows(&other)];
    let shared = one.intersection(&other).count();
    let fewest = one.len().min(other.len());
    fewest > ROW && shared * if is_titled_alike { 10 } else { 2 } >= fewest
}

/// Where two texts begin to differ, as advice says it, whatever their encodings and the ends of their lines; nothing where no line does.
pub(super) fn differ(one: &[u8], other: &[u8]) -> String {
    let [one, other] = [one, other].map(decoded);
    let [mut one, mut other] = [&one, &other].map(|text| text.trim_end().split('\n').map(str::trim_end));
    let mut line = 1;
    loop {
        match (one.next(), other.next()) {
            (None, None) => return String::new(),
            (one, other) if one != other => return format!(" (line {line} is the first that differs)"),
            _ => line += 1,
        }
    }
}

/// A text as it is saved, in UTF-8 or in UTF-16 with a mark at its head.
fn decoded(bytes: &[u8]) -> String {
    let pairs =
        |unit: fn([u8; 2]) -> u16| bytes[2..].chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect::<Vec<_>>();
    match bytes {
        [0xff, 0xfe, ..] => String::from_utf16_lossy(&pairs(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => String::from_utf16_lossy(&pairs(u16::from_be_bytes)),
        _ => String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_owned(),
    }
}

/// What a text says is its title.
fn title(text: &str) -> Option<&str> {
    let head = text.strip_prefix("---")?;
    let line = head.lines().skip(1).take_while(|line| line.trim_end() != "---");
    let title = line.filter_map(|line| line.strip_prefix("title:")).next()?;
    Some(title.trim().trim_matches(['"', '\'']))
}

/// Each row of words of a text below its head.
fn rows(text: &str) -> BTreeSet<String> {
    let body = text.strip_prefix("---").and_then(|text| Some(text.split_once("\n---")?.1)).unwrap_or(text);
    let words: Vec<_> = body.split_whitespace().collect();
    words.windows(ROW).map(|row| row.join(" ")).collect()
}
