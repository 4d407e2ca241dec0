//! What belongs to a period as a whole: when its reports are released, and which areas have none.

use std::str::FromStr;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::narrative::Words;
use super::period::Period;
use crate::source::Span;

/// What `content/periods/` says of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodPlan {
    /// The period.
    pub period: Period,
    /// When its reports are released, and where this is said; none where they may be published at once.
    pub release: Option<(Timestamp, Span)>,
    /// The areas that hand in no report, by their keys, each with the reason and the place where this is said.
    pub excused: Vec<(String, Words, Span)>,
    /// The day of the release after that of this period.
    pub next_release: Option<Date>,
    /// What kind of statistics its figures are.
    pub statistics: Option<Statistics>,
    /// Where the file begins.
    pub span: Span,
}

/// What kind of statistics figures are: the terms of the Code of Practice for Statistics of the United Kingdom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistics {
    /// Official statistics.
    Official,
    /// Official statistics that were assessed against the code.
    Accredited,
    /// Official statistics that are being developed.
    InDevelopment,
    /// Figures for the running of an organisation, which are no official statistics.
    Management,
}

impl Statistics {
    /// The words for readers.
    pub fn words(self) -> &'static str {
        match self {
            Statistics::Official => "Official statistics",
            Statistics::Accredited => "Accredited official statistics",
            Statistics::InDevelopment => "Official statistics in development",
            Statistics::Management => "Management information",
        }
    }
}

/// A time that a person gives: the hour on the clocks of some place, or an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Now {
    /// An instant.
    Instant(Timestamp),
    /// The hour on the clocks of the book's time zone.
    Clock(DateTime),
}

impl Now {
    /// The instant, in the time zone of a book. An hour that comes twice, or that the clocks leave out, is the earlier of the two that
    /// it can be, so that nothing is released early.
    pub fn instant(self, zone: &TimeZone) -> Timestamp {
        match self {
            Now::Instant(instant) => instant,
            // Years are those of four digits: beyond what an instant can be there are only the last hours of the last.
            Now::Clock(clock) => zone.to_ambiguous_timestamp(clock).earlier().unwrap_or(Timestamp::MAX),
        }
    }

    /// The day, in the time zone of a book.
    pub fn day(self, zone: &TimeZone) -> Date {
        match self {
            Now::Instant(instant) => instant.to_zoned(zone.clone()).date(),
            Now::Clock(clock) => clock.date(),
        }
    }
}

impl From<Date> for Now {
    fn from(day: Date) -> Now {
        Now::Clock(day.to_datetime(jiff::civil::Time::midnight()))
    }
}

impl FromStr for Now {
    type Err = String;

    /// Reads a day (`2014-10-30`, as it begins), an hour on the clocks (`2014-10-30T09:30`) or an instant (`2014-10-30T09:30Z`,
    /// `2014-10-30T09:30+01:00`, `2014-10-30T09:30[Europe/London]`). Nothing of a text is passed over.
    fn from_str(text: &str) -> Result<Now, String> {
        let refuse = || format!("`{text}` is no time: write a day as in 2014-10-30, or a time as in 2014-10-30T09:30");
        let is_clock = text.bytes().all(|byte| byte.is_ascii_digit() || b"-T:".contains(&byte));
        if is_clock && text.len() == "2014-10-30".len() {
            return text.parse::<Date>().map(Now::from).map_err(|_| refuse());
        }
        if is_clock && text.contains('T') && text.matches('-').count() == 2 && text.contains(':') {
            return text.parse().map(Now::Clock).map_err(|_| refuse());
        }
        let zoned = text.parse::<Zoned>().map(|zoned| zoned.timestamp());
        zoned.or_else(|_| text.parse()).map(Now::Instant).map_err(|_| refuse())
    }
}
