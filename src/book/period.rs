//! Reporting periods: years that begin on the first day of any month, and their halves, quarters and months.

use std::cmp::Reverse;
use std::fmt;

use jiff::civil::Date;

use crate::text::number::{self, MONTHS};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Length {
    /// `2013-14`, or `2023` where years begin in January.
    Year,
    /// `2013-14-H2`, `2023-H2`.
    Half,
    /// `2013-14-Q2`, `2023-Q2`.
    Quarter,
    /// `2023-M04`: April 2023, whenever years begin.
    Month,
}

/// What there is to know of a length: its months, the letter that stands in names, its word, and what a report of one is called.
struct Row(Length, u8, char, &'static str, &'static str);

const LENGTHS: [Row; 4] = [
    Row(Length::Year, 12, 'Y', "year", "Annual report"),
    Row(Length::Half, 6, 'H', "half-year", "Half-yearly report"),
    Row(Length::Quarter, 3, 'Q', "quarter", "Quarterly report"),
    Row(Length::Month, 1, 'M', "month", "Monthly report"),
];

impl Length {
    fn row(self) -> &'static Row {
        &LENGTHS[self as usize]
    }

    fn months(self) -> u16 {
        self.row().1.into()
    }

    /// The word for readers: `year`, `quarter`.
    pub fn word(self) -> &'static str {
        self.row().3
    }
}

/// A reporting period. Ordered by its last day; of two that end together the shorter one is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The month behind the last one, counted from January of the year 0.
    past: u16,
    length: Reverse<Length>,
    /// The month with which years begin, from 0.
    year_begins: u8,
}

/// When the years of a book begin, as far as it says so. Where it says nothing `2023` begins in January and `2013-14` in April.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Years {
    /// The month, from 0.
    pub begin: Option<u8>,
}

/// The calendar years in which periods may begin.
const CALENDAR: std::ops::Range<u16> = 1990..2200;
/// The month with which years begin that are named after two calendar years, unless a book says otherwise: April.
const APRIL: u8 = 3;

impl Years {
    /// The period of this name.
    pub fn period(self, name: &str) -> Option<Period> {
        let mut parts = name.split('-');
        let digits = |part: &str, length: usize| {
            (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())?
        };
        let first = digits(parts.next()?, 4).filter(|year| CALENDAR.contains(year))?;
        let mut part = parts.next();
        let last = part.and_then(|part| digits(part, 2));
        if let Some(last) = last {
            part = parts.next();
            last.eq(&((first + 1) % 100)).then_some(())?;
        }
        if parts.next().is_some() {
            return None;
        }
        if let Some(month) = part.filter(|_| last.is_none()).and_then(|part| digits(part.strip_prefix('M')?, 2)) {
            let year_begins = self.begin.unwrap_or_default();
            return (1..=12).contains(&month).then(|| Period::new(first * 12 + month - 1, Length::Month, year_begins));
        }
        let year_begins = match (self.begin, last) {
            (None, Some(_)) => APRIL,
            (Some(month), Some(_)) if month != 0 => month,
            (None | Some(0), None) => 0,
            (Some(_), _) => return None,
        };
        let begins = first * 12 + u16::from(year_begins);
        let Some(part) = part else { return Some(Period::new(begins, Length::Year, year_begins)) };
        let length = [Length::Half, Length::Quarter].into_iter().find(|length| part.starts_with(length.row().2))?;
        let place = digits(&part[1..], 1).filter(|place| (1..=12 / length.months()).contains(place))?;
        Some(Period::new(begins + (place - 1) * length.months(), length, year_begins))
    }

    /// Some year, as an example.
    pub fn example(self) -> Period {
        Period::new(2013 * 12 + u16::from(self.begin.unwrap_or(APRIL)), Length::Year, self.begin.unwrap_or(APRIL))
    }
}

impl Period {
    fn new(begins: u16, length: Length, year_begins: u8) -> Period {
        Period { past: begins + length.months(), length: Reverse(length), year_begins }
    }

    /// The first month, counted from January of the year 0.
    fn begins(self) -> u16 {
        self.past - self.length().months()
    }

    /// How long it is.
    pub fn length(self) -> Length {
        self.length.0
    }

    /// How many months long it is.
    pub fn months(self) -> u8 {
        self.length().row().1
    }

    /// The period of so many months that ends with it; none where no period is as long.
    pub fn of_length(self, months: u8) -> Option<Period> {
        let Row(length, ..) = *LENGTHS.iter().find(|row| row.1 == months)?;
        Some(Period { length: Reverse(length), ..self })
    }

    /// The part of a year that is so many months long, and the how many-th of it.
    pub fn part(self, months: u8, place: u8) -> Option<Period> {
        let past = self.year().begins() + u16::from(months) * u16::from(place);
        (1..=12 / months.max(1)).contains(&place).then_some(Period { past, ..self }.of_length(months)?)
    }

    /// The shorter periods of so many months that make it up, in order; none where none do.
    pub fn parts(self, months: u8) -> impl Iterator<Item = Period> {
        let count = if months < self.months() { self.months() / months.max(1) } else { 0 };
        let last = self.of_length(months).filter(|_| count > 0);
        let mut parts: Vec<_> = last.into_iter().flat_map(Period::and_before).take(count.into()).collect();
        parts.reverse();
        parts.into_iter()
    }

    /// The word for a period of its length: `year`, `quarter`.
    pub fn word(self) -> &'static str {
        self.length().word()
    }

    /// What a report of such a period is called: `Annual report`.
    pub fn report(self) -> &'static str {
        self.length().row().4
    }

    /// Whether another is as long, in years that begin alike.
    pub fn is_like(self, other: Period) -> bool {
        (self.length, self.year_begins) == (other.length, other.year_begins)
    }

    fn moved(self, months: i32) -> Option<Period> {
        let past = u16::try_from(i32::from(self.past) + months).ok()?;
        let period = Period { past, ..self };
        CALENDAR.contains(&period.start_year()).then_some(period)
    }

    /// The same period of the year that begins in a calendar year; none where no reports are written of that time.
    pub fn of_year(self, start_year: u16) -> Option<Period> {
        self.moved((i32::from(start_year) - i32::from(self.year().start_year())) * 12)
    }

    /// The same period of another year, so that its last day lies in a calendar year.
    pub fn ending_in(self, year: u16) -> Option<Period> {
        self.moved((i32::from(year) - i32::from(self.end_year())) * 12)
    }

    /// The period of the same length that ends with a month, as `ending_with(2014, 3)`; none where none does.
    pub fn ending_with(self, year: u16, month: u8) -> Option<Period> {
        let past = year * 12 + u16::from(month);
        let is_whole = past.abs_diff(self.past).is_multiple_of(self.length().months());
        Some(Period { past, ..self }).filter(|period| is_whole && CALENDAR.contains(&period.start_year()))
    }

    /// The period of the same length that begins with a month; none where none does.
    pub fn beginning_with(self, year: u16, month: u8) -> Option<Period> {
        let next = u16::from(month) - 1 + self.length().months();
        self.ending_with(year + (next - 1) / 12, u8::try_from((next - 1) % 12 + 1).ok()?)
    }

    /// The period that is made up of the months from the first to the last, of whatever length.
    pub fn of_months(self, first: (u16, u8), last: (u16, u8)) -> Option<Period> {
        let length = (last.0 * 12 + u16::from(last.1)).checked_sub(first.0 * 12 + u16::from(first.1))? + 1;
        let Row(length, ..) = *LENGTHS.iter().find(|row| u16::from(row.1) == length)?;
        Period { length: Reverse(length), ..self.year() }.ending_with(last.0, last.1)
    }

    /// The year that holds the period; itself if it is one.
    pub fn year(self) -> Period {
        let into = (self.begins() + 12 - u16::from(self.year_begins)) % 12;
        Period::new(self.begins() - into, Length::Year, self.year_begins)
    }

    /// The calendar year in which the period begins.
    pub fn start_year(self) -> u16 {
        self.begins() / 12
    }

    /// The calendar year in which the period ends.
    pub fn end_year(self) -> u16 {
        (self.past - 1) / 12
    }

    /// The calendar year of which the middle, 30 June, lies in the year of the period: residents are estimated for such a day.
    pub fn mid_year(self) -> u16 {
        let year = self.year();
        if year.begins() % 12 < 6 { year.start_year() } else { year.end_year() }
    }

    /// The year, of those like its own, in which the middle of a calendar year lies.
    pub fn of_mid_year(self, mid_year: u16) -> Option<Period> {
        let year = self.year();
        year.of_year(mid_year.checked_sub(year.mid_year() - year.start_year())?)
    }

    /// The first day.
    pub fn first_day(self) -> Date {
        day_one(self.begins())
    }

    /// The last day, on which a snapshot is taken.
    pub fn last_day(self) -> Date {
        day_one(self.past - 1).last_of_month()
    }

    /// The first day, for readers.
    pub fn start(self) -> String {
        number::day(self.first_day())
    }

    /// The last day, on which a snapshot is taken, for readers.
    pub fn end(self) -> String {
        number::day(self.last_day())
    }

    /// The first day and the last without their years, for readers: `1 April`, `31 March`. The end of February is called that.
    pub fn days(self) -> [String; 2] {
        let last = self.last_day();
        let end = if last.month() == 2 { "the end of February".to_owned() } else { day_and_month(last) };
        [day_and_month(self.first_day()), end]
    }

    /// Whether its first and last day are these, each a day with its month.
    pub fn begins_and_ends(self, first: (u64, u8), last: (u64, u8)) -> bool {
        let is = |date: Date, (day, month): (u64, u8)| {
            i64::from(date.day()) == day.cast_signed() && date.month().cast_unsigned() == month
        };
        is(self.first_day(), first) && is(self.last_day(), last)
    }

    /// The period before.
    pub fn previous(self) -> Period {
        Period { past: self.past - self.length().months(), ..self }
    }

    /// The same period a year before.
    pub fn year_before(self) -> Period {
        Period { past: self.past - 12, ..self }
    }

    /// The period and those before it, the newest first.
    pub fn and_before(self) -> impl Iterator<Item = Period> {
        std::iter::successors(Some(self), |period| Some(period.previous()))
    }

    /// The name in files and addresses: `2013-14`, `2023-Q2`.
    pub fn name(self) -> String {
        let Row(length, months, letter, ..) = *self.length().row();
        if length == Length::Month {
            return format!("{}-{letter}{:02}", self.start_year(), self.begins() % 12 + 1);
        }
        let year = self.year();
        let mut name = year.start_year().to_string();
        if self.year_begins != 0 {
            name += &format!("-{:02}", year.end_year() % 100);
        }
        if length != Length::Year {
            name += &format!("-{letter}{}", (self.begins() - year.begins()) / u16::from(months) + 1);
        }
        name
    }

    /// The period for readers where there is little room: `2013-14`, `Q2 2023`, `Apr 2023`.
    pub fn short(self) -> String {
        let Row(length, months, letter, ..) = *self.length().row();
        let year = self.year();
        match length {
            Length::Year => self.name(),
            Length::Month => format!("{} {}", &MONTHS[usize::from(self.begins() % 12)][..3], self.start_year()),
            _ => format!("{letter}{} {}", (self.begins() - year.begins()) / u16::from(months) + 1, year.name()),
        }
    }
}

/// The first day of a month that is counted from January of the year 0.
fn day_one(month: u16) -> Date {
    let month_of_year = i8::try_from(month % 12 + 1).unwrap_or(1);
    Date::new((month / 12).cast_signed(), month_of_year, 1).unwrap_or(Date::ZERO)
}

fn day_and_month(day: Date) -> String {
    let month = MONTHS[usize::from(day.month().cast_unsigned()) - 1];
    format!("{}\u{a0}{month}", day.day())
}

/// The period for readers: the name of a year, the months of a part of one: `2013-14`, `April to June 2023`.
impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let month = |at: u16| MONTHS[usize::from(at % 12)];
        let (first, last, year) = (self.begins(), self.past - 1, self.end_year());
        match self.length() {
            Length::Year => out.write_str(&self.name()),
            Length::Month => write!(out, "{} {year}", month(first)),
            _ if self.start_year() == year => write!(out, "{} to {} {year}", month(first), month(last)),
            _ => write!(out, "{} {} to {} {year}", month(first), self.start_year(), month(last)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(name: &str) -> Period {
        Years::default().period(name).unwrap_or_else(|| Years::default().example())
    }

    #[test]
    fn a_name_says_when_a_period_begins_and_ends() {
        let rows = [
            ("2013-14", "2013-04-01", "2014-03-31", "2012-13", "2012-13"),
            ("1999-00", "1999-04-01", "2000-03-31", "1998-99", "1998-99"),
            ("2023", "2023-01-01", "2023-12-31", "2022", "2022"),
            ("2024-Q1", "2024-01-01", "2024-03-31", "2023-Q4", "2023-Q1"),
            ("2023-24-Q4", "2024-01-01", "2024-03-31", "2023-24-Q3", "2022-23-Q4"),
            ("2023-24-H1", "2023-04-01", "2023-09-30", "2022-23-H2", "2022-23-H1"),
            ("2024-M02", "2024-02-01", "2024-02-29", "2024-M01", "2023-M02"),
        ];
        for (name, first, last, before, year_before) in rows {
            let found = period(name);
            let said = [found.name(), found.first_day().to_string(), found.last_day().to_string()];
            assert_eq!(said, [name, first, last]);
            assert_eq!([found.previous().name(), found.year_before().name()], [before, year_before]);
        }
    }

    #[test]
    fn years_begin_when_the_book_says() {
        let academic = Years { begin: Some(8) };
        let found = academic.period("2023-24-Q2");
        assert_eq!(found.map(|found| found.first_day().to_string()).as_deref(), Some("2023-12-01"));
        assert_eq!(found.map(|found| found.to_string()).as_deref(), Some("December 2023 to February 2024"));
        assert_eq!(found.map(|found| found.year().end()).as_deref(), Some("31\u{a0}August\u{a0}2024"));
        assert_eq!((academic.period("2023"), Years { begin: Some(0) }.period("2023-24")), (None, None));
    }

    #[test]
    fn other_names_are_none() {
        let names = "2013-15 2013 - 14|2013-14-|2013-2014|2023-Q5|2023-Q0|2023-H3|2023-M13|2023-M1|2023-24-M04|2023-q2|20233|-2023|";
        for name in names.split('|') {
            assert_eq!(Years::default().period(name), None, "{name}");
        }
    }

    #[test]
    fn a_year_comes_after_its_parts() {
        let mut periods = ["2023", "2023-Q4", "2023-M12", "2022", "2023-Q3", "2024-Q1"].map(period);
        periods.sort();
        let names = periods.map(Period::name);
        assert_eq!(names, ["2022", "2023-Q3", "2023-M12", "2023-Q4", "2023", "2024-Q1"]);
    }

    #[test]
    fn the_same_period_of_another_year() {
        let last = |found: Option<Period>| found.map(Period::name);
        assert_eq!(last(period("2023-24-Q4").of_year(2013)).as_deref(), Some("2013-14-Q4"));
        assert_eq!(last(period("2023-24").ending_in(2014)).as_deref(), Some("2013-14"));
        assert_eq!(last(period("2023-24").of_year(1066)), None);
        for (begin, middle) in [(None, 2023), (Some(5), 2023), (Some(6), 2024)] {
            let year = Years { begin }.period("2023-24").unwrap_or_else(|| period("2023-24"));
            assert_eq!((year.mid_year(), year.of_mid_year(middle)), (middle, Some(year)));
        }
    }
}
