//! Dates that no calendar has.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Captures;

use super::years::{self, PAIR};
use crate::check::context::{ReportCheck, ReportContext};
use crate::check::prose::passage::Passage;
use crate::check::prose::unfilled::near_end;
use crate::diagnostic::{Diagnostic, shown};
use crate::text::number::MONTHS;
use crate::text::pattern::Pattern;

rules! {
    IMPOSSIBLE = "P105" "impossible-date" Error:
        "A date or a year is typed that no calendar has.";
        "Readers cannot tell which day was meant.";
        "“on 31 June 2019”, “29 February 2019”, “on 5 May 20019”, “the 22th of May”, “in 2019/19”.";
        "Correct the day, the month or the year."
}

pub(crate) const CHECK: ReportCheck = ReportCheck { rules: RULES, run: check };

/// A day of a month, with a year where one is given; the same in digits.
static DATED: LazyLock<Pattern> = LazyLock::new(|| {
    let months: Vec<_> = MONTHS.iter().map(|month| format!("{month}|{}", &month[..3])).collect();
    let months = months.join("|");
    Pattern::new(&format!(
        r"(?x)
        \b (?P<day>\d{{1,2}}) (?P<sign>st|nd|rd|th)? \ (?:of\ )? (?P<month>{months})\b (?:\.?,?\ (?P<year>\d{{4,6}})\b )?
        | \b (?P<month_2>{months})\b\.?\ (?P<day_2>\d{{1,2}}) (?P<sign_2>st|nd|rd|th)? ,?\ (?P<year_2>\d{{4,6}})\b
        | \b (?P<day_3>\d{{1,2}}) (?: / (?P<month_3>\d{{1,2}}) / | \. (?P<month_4>\d{{1,2}}) \. ) (?P<year_3>(?:19|20)\d\d)\b
        | \b (?P<year_4>(?:19|20)\d\d)-(?P<month_5>\d\d)-(?P<day_4>\d\d)\b
        | \b (?P<month_6>{months})\ (?P<year_5>\d{{5,6}})\b
        | \b {PAIR}"
    ))
});

/// Words in front of a day, by which it is none of so many things: “on 31 June”, and not “all 31 June cases”.
static ON: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(r"(?i)(?:\b(?:on|until|till|by|since|before|after|from|to|between|dated|of)(?: the)? )$")
});

/// Words in front of a year, by which it is no number of a paper: “in 2019/19”, and not “circular 2019/19”.
static IN: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"(?i)(?:^|\b(?:in|for|during|throughout|since|until|by|from|to|between|and|of|year|years|period|report)(?: the)?(?: year| period)? )$",
    )
});

/// Words behind a number that it does not count.
static UNCOUNTED: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        r"^(?:$|[.,;:!?)\]–—”-]| (?:[–—-]|(?:and|as|at|but|by|for|from|had|has|he|in|it|or|she|the|they|to|until|was|we|were|when|where|which|who|with)\b))",
    )
});

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A year without dates of its own, for days of which the text does not give the year.
const LEAP_YEAR: i16 = 2000;

/// Checks the dates in the texts of a report.
fn check(context: &ReportContext<'_>, findings: &mut Vec<Diagnostic>) {
    context.written().for_each(|passage| impossible(passage, findings));
}

/// The dates of a passage that there cannot be.
pub(crate) fn impossible(passage: &Passage, findings: &mut Vec<Diagnostic>) {
    if !passage.has_digit {
        return;
    }
    for (span, found) in passage.found(&DATED) {
        let place = found.get_match();
        let (before, behind) = (&passage.text[..place.start()], &passage.text[place.end()..]);
        if before.ends_with(|sign: char| sign.is_alphanumeric() || "./-–".contains(sign))
            || behind.starts_with(['/', '%'])
        {
            continue;
        }
        if let Some((what, help)) = fault(&found, before, behind) {
            let message = format!("`{}` {what}", shown(place.as_str()));
            findings.push(IMPOSSIBLE.at(span, message).help(help));
        }
    }
}

/// What is wrong with a date, and what to do about it.
fn fault(found: &Captures<'_>, before: &str, behind: &str) -> Option<(&'static str, String)> {
    let group = |names: &[&str]| names.iter().find_map(|name| found.name(name)).map(|group| group.as_str());
    let typed = group(&["year", "year_2", "year_3", "year_4", "year_5"]);
    let year = typed.filter(|year| is_year(year));
    if let Some(typed) = typed.filter(|typed| year.is_none() && is_misspelt(typed) && UNCOUNTED.is_match(behind)) {
        return Some(("has a year that is none", format!("correct the year `{typed}`")));
    }
    if let Some(last) = found.name("to") {
        // `2012-11` may be a month.
        let may_be_month = last.len() == 2 && last.as_str() <= "12";
        let is_year = may_be_month || years::length(found).is_some_and(|(_, years)| years > 0);
        let help =
            || "write the year that is meant, such as 2019-20; its second part is the one after its first".to_owned();
        return (!is_year && IN.is_match(near_end(before))).then(|| ("is no year", help()));
    }
    let month = group(&["month", "month_2", "month_3", "month_4", "month_5"])?;
    let day: i8 = group(&["day", "day_2", "day_3", "day_4"])?.parse().ok()?;
    let is_told = year.is_some() || (ON.is_match(near_end(before)) && UNCOUNTED.is_match(behind));
    let number =
        i8::try_from(MONTHS.iter().position(|name| month.starts_with(&name[..3])).map_or(0, |at| at + 1)).ok()?;
    let number = if number > 0 { number } else { month.parse().ok()? };
    let of = year.and_then(|year| year.parse().ok()).unwrap_or(LEAP_YEAR);
    if Date::new(of, number, day).is_err() {
        let help = match Date::new(of, number, 1) {
            Ok(first) if month.starts_with(char::is_alphabetic) => {
                format!("{month} has {} days: correct the day or the month", first.days_in_month())
            }
            _ => "correct the day or the month; a date is written day, month, year".to_owned(),
        };
        return is_told.then_some(("is no day of the calendar", help));
    }
    let front = near_end(before).trim_end_matches([' ', ',']).trim_end_matches("the").trim_end_matches([' ', ',']);
    let named = WEEKDAYS.iter().find(|name| front.ends_with(**name));
    let date = year.and_then(|year| Date::new(year.parse().ok()?, number, day).ok());
    let real = date.and_then(|date| WEEKDAYS.get(usize::try_from(date.weekday().to_monday_zero_offset()).ok()?));
    if let (Some(named), Some(real)) = (named, real)
        && named != real
    {
        return Some((
            "is another day of the week",
            format!("it was a {real}, not a {named}: correct the date or the day"),
        ));
    }
    let sign = group(&["sign", "sign_2"])?;
    let right = ordinal(day);
    (sign != right).then(|| ("is no way to write a date", format!("write {day}{right}")))
}

/// Whether digits are a year that texts speak of.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse().is_ok_and(|year: u16| (1000..2100).contains(&year))
}

/// Whether digits that are no year were meant as one: they begin as years do, or with two of these in the wrong order.
fn is_misspelt(digits: &str) -> bool {
    ["19", "20", "21"].iter().any(|century| digits.starts_with(century))
}

/// The ending of the number of a day.
fn ordinal(day: i8) -> &'static str {
    match (day / 10, day % 10) {
        (0 | 2 | 3, 1) => "st",
        (0 | 2, 2) => "nd",
        (0 | 2, 3) => "rd",
        _ => "th",
    }
}
