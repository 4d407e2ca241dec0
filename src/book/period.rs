//! A reporting year: 1 April of one year to 31 March of the next.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

use crate::text::number;

/// The reporting year that begins on 1 April of `start_year`, written `2013-14`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    start_year: u16,
}

impl Period {
    /// The period that begins in a calendar year; none where no reports are written of that time.
    pub fn starting(start_year: u16) -> Option<Period> {
        (1990..2200).contains(&start_year).then_some(Period { start_year })
    }

    /// The calendar year in which the period begins.
    pub fn start_year(self) -> u16 {
        self.start_year
    }

    /// The calendar year in which the period ends.
    pub fn end_year(self) -> u16 {
        self.start_year + 1
    }

    /// The first day, for readers.
    pub fn start(self) -> String {
        number::date(self.start_year(), 4, 1)
    }

    /// The last day, on which a snapshot is taken, for readers.
    pub fn end(self) -> String {
        number::date(self.end_year(), 3, 31)
    }

    /// The period before.
    pub fn previous(self) -> Period {
        Period { start_year: self.start_year - 1 }
    }

    /// The last day, on which a snapshot is taken.
    pub fn last_day(self) -> Date {
        Date::constant(self.end_year().cast_signed(), 3, 31)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{:02}", self.start_year, self.end_year() % 100)
    }
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fault = || format!("`{text}` is not a reporting year");
        let (start, end) = text.split_once('-').ok_or_else(fault)?;
        let digits = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())
        };
        let start_year: u16 = digits(start, 4).flatten().ok_or_else(fault)?;
        let end: u16 = digits(end, 2).flatten().ok_or_else(fault)?;
        Period::starting(start_year).filter(|period| period.end_year() % 100 == end).ok_or_else(fault)
    }
}
