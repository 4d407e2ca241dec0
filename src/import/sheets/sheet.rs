//! A spreadsheet as a value: sheets of cells, each with what it holds and where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::text::number::letters;

/// A place in a sheet, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
}

impl At {
    /// The place in a row and a column.
    pub fn new(row: usize, column: usize) -> Self {
        At { row, column }
    }

    /// The place that is written so: `B7`.
    pub(crate) fn read(name: &str) -> Option<At> {
        let letters = name.len() - name.trim_start_matches(|sign: char| sign.is_ascii_uppercase()).len();
        let (letters, row) = name.split_at(letters);
        let digit = |column: usize, letter: u8| column.checked_mul(26)?.checked_add(usize::from(letter - b'A') + 1);
        let column = letters.bytes().try_fold(0, digit)?.checked_sub(1)?;
        Some(At::new(row.parse::<usize>().ok()?.checked_sub(1)?, column))
    }
}

/// As people name it: `B7`.
impl fmt::Display for At {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", letters(self.column), self.row + 1)
    }
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, or a number that was typed as text.
    Text,
    /// A number.
    Number,
    /// A number that is shown in hundredths, as it is shown: 97 for 97%.
    Percent,
    /// A day or a time.
    Day,
    /// A formula whose result is not in the file.
    NoResult,
}

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its text; of a number the digits with a point, without separators.
    pub text: String,
    /// What it is.
    pub kind: Kind,
}

impl Content {
    /// Whether nothing can be seen in it.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty() && self.kind != Kind::NoResult
    }

    /// Whether it is a number, or a text of digits and what may stand beside them: a name of years is none.
    pub(crate) fn is_figure(&self) -> bool {
        let is_sign = |sign: char| sign.is_ascii_digit() || sign.is_whitespace() || ",.:%£*<>-\u{2212}".contains(sign);
        match self.kind {
            Kind::Number | Kind::Percent | Kind::NoResult => true,
            Kind::Text => {
                let text = self.text.trim();
                text.chars().all(is_sign)
                    && text.contains(|sign: char| sign.is_ascii_digit())
                    && text.rfind('-').unwrap_or(0) == 0
            }
            Kind::Day => false,
        }
    }
}

/// One sheet.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Its name; that of the file where there is only one.
    pub name: String,
    /// Whether people do not see it.
    pub is_hidden: bool,
    /// Its cells but the empty ones.
    pub cells: BTreeMap<At, Content>,
    /// Rows that people do not see.
    pub hidden_rows: BTreeSet<usize>,
    /// Columns that people do not see.
    pub hidden_columns: BTreeSet<usize>,
    /// Cells that are merged: the first and the last of each.
    pub merged: Vec<(At, At)>,
    /// Whether decimals of numbers that are texts stand behind a comma.
    pub has_decimal_comma: bool,
}

impl Sheet {
    /// The text of a cell; that of the cells that it is merged with.
    pub(crate) fn text(&self, at: At) -> &str {
        self.cells.get(&self.origin(at)).map_or("", |content| content.text.trim())
    }

    /// The first of the cells with which one is merged.
    pub(crate) fn origin(&self, at: At) -> At {
        let covers = |(first, last): &&(At, At)| {
            (first.row..=last.row).contains(&at.row) && (first.column..=last.column).contains(&at.column)
        };
        self.merged.iter().find(covers).map_or(at, |(first, _)| *first)
    }

    /// The cells that a cell takes up: itself, and those that are merged with it.
    pub(crate) fn extent(&self, at: At) -> Vec<At> {
        let Some((first, last)) = self.merged.iter().find(|(first, _)| *first == at) else { return vec![at] };
        let columns = |row| (first.column..=last.column).map(move |column| At::new(row, column));
        (first.row..=last.row).flat_map(columns).collect()
    }

    /// Whether people do not see a cell.
    pub(crate) fn hides(&self, at: At) -> bool {
        self.hidden_rows.contains(&at.row) || self.hidden_columns.contains(&at.column)
    }

    /// The number of rows.
    pub(crate) fn rows(&self) -> usize {
        self.cells.keys().next_back().map_or(0, |last| last.row + 1)
    }

    /// The cells of a row that are not empty.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = (At, &Content)> {
        self.cells.range(At::new(row, 0)..At::new(row + 1, 0)).map(|(at, content)| (*at, content))
    }
}

/// A number of a file as its digits with a point, with as many as spreadsheets keep: the last of 17 digits come of the way in which
/// computers hold numbers. With `percent` a hundred times of it.
pub(crate) fn digits(written: &str, percent: bool) -> Option<String> {
    const KEPT: usize = 15;
    let (minus, size) = written.strip_prefix('-').map_or(("", written), |size| ("-", size));
    let (size, power) = size.split_once(['e', 'E']).map_or((size, "0"), |(size, power)| (size, power));
    let power: i32 = power.trim_start_matches('+').parse().ok()?;
    let (whole, behind) = size.split_once('.').unwrap_or((size, ""));
    let mut all: Vec<u8> = whole.bytes().chain(behind.bytes()).collect();
    if all.is_empty() || !all.iter().all(u8::is_ascii_digit) || !(-30..=30).contains(&power) {
        return None;
    }
    let mut point = i32::try_from(whole.len()).ok()? + power + if percent { 2 } else { 0 };
    let zeros = all.iter().take_while(|digit| **digit == b'0').count();
    all.drain(..zeros);
    point -= i32::try_from(zeros).ok()?;
    if all.len() > KEPT {
        let is_up = all[KEPT] >= b'5';
        all.truncate(KEPT);
        let nines = all.iter().rev().take_while(|digit| **digit == b'9').count();
        if is_up && nines == KEPT {
            (all, point) = (vec![b'1'], point + 1);
        } else if is_up {
            all.truncate(KEPT - nines);
            all.last_mut().into_iter().for_each(|digit| *digit += 1);
        }
    }
    while all.last() == Some(&b'0') {
        all.pop();
    }
    if all.is_empty() {
        return Some("0".to_owned());
    }
    let all = String::from_utf8(all).ok()?;
    Some(match usize::try_from(point) {
        Ok(point) if (1..all.len()).contains(&point) => format!("{minus}{}.{}", &all[..point], &all[point..]),
        Ok(point) if point > 0 => format!("{minus}{all}{}", "0".repeat(point - all.len())),
        _ => format!("{minus}0.{}{all}", "0".repeat(usize::try_from(-point).ok()?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_in_spreadsheets() {
        let names = [(0, 0), (6, 1), (9, 25), (0, 26), (99, 701), (0, 702)].map(|(row, column)| At::new(row, column));
        assert_eq!(names.map(|at| at.to_string()), ["A1", "B7", "Z10", "AA1", "ZZ100", "AAA1"]);
        assert!(names.iter().all(|at| At::read(&at.to_string()) == Some(*at)));
        assert_eq!(["", "7", "B", "B0", "b7"].map(At::read), [None; 5]);
    }

    #[test]
    fn numbers_have_the_digits_that_people_typed() {
        let read = |text| digits(text, false).unwrap_or_default();
        assert_eq!(
            ["0.30000000000000004", "1612", "1.6E3", "-7", "0.000", "1E-3"].map(read),
            ["0.3", "1612", "1600", "-7", "0", "0.001"]
        );
        assert_eq!(
            ["99999999999999.99", "9.9999999999999995", "12345678901234567"].map(read),
            ["100000000000000", "10", "12345678901234600"]
        );
        assert_eq!(
            ["0.97", "0.96999999999999997", "1", "0.005"].map(|text| digits(text, true).unwrap_or_default()),
            ["97", "97", "100", "0.5"]
        );
        assert_eq!(["", "x", "1.2.3", "1e99", "NaN"].map(|text| digits(text, false)), [const { None }; 5]);
    }
}
