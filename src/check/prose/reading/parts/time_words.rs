//! How sentences name times: by a date, by a stretch from one to another, or seen from the report.

use jiff::civil::Date;

use super::numbers::cardinal;
use super::times::{Time, date, ended_on, is_last_day, month, months, numeric, period, year};
use crate::book::period::Period;
use crate::check::prose::reading::language::senses::Sense;
use crate::check::prose::reading::language::words::Words;

/// The time that is named from a token on in the report of a period; how many tokens it takes.
pub(crate) fn time(words: &Words<'_>, at: usize, own: Period) -> Option<(usize, Time)> {
    let dated = date(words, at).or_else(|| numeric(words, at)).or_else(|| months(words, at));
    let dated = dated.or_else(|| period(words, at, own));
    let Some((length, first)) = dated else { return relative(words, at, own) };
    if let Time::Period(period) = first {
        let before = |at: usize, wanted: Sense| words.before(at, |sense| sense == wanted);
        let opens = before(at, Sense::StartOf);
        // “since the start of 2013-14”.
        let is_since = |start: usize| before(before(start, Sense::Article).unwrap_or(start), Sense::Since).is_some();
        if opens.is_some_and(is_since) || before(at, Sense::During).is_some() {
            return Some((length, Time::Over(period)));
        }
        // “at the end of 2013-14”, “ended 2013-14 with”, “we began 2013-14 with”.
        let day = opens
            .map(|_| opened(period))
            .or_else(|| Some(ended(period)).filter(|_| before(at, Sense::EndOf).is_some()));
        if let Some(day) = day {
            return Some((length, day.unwrap_or(first)));
        }
    }
    // “since 1 April 2013”.
    if let Time::Day { day: 1, month, year: Some(year) } = first
        && words.before(at, |sense| sense == Sense::Since).is_some()
        && let Some(period) = own.beginning_with(year, month)
    {
        return Some((length, Time::Over(period)));
    }
    // “1 April 2013 to 31 March 2014”, “2010-11 to 2013-14”.
    let behind = at + length;
    let is_to = words
        .find(behind, |sense| matches!(sense, Sense::To | Sense::And))
        .filter(|_| at > 0 || words.is(behind, Sense::To));
    let is_dash = words.is_sign(behind, &["–", "—", "-"]).then_some(1);
    let is_between = at > 0 && words.before(at, |sense| matches!(sense, Sense::Between | Sense::From)).is_some();
    if let Some(more) = is_to.filter(|_| is_between || words.is(behind, Sense::To)).or(is_dash)
        && let Some((other, second)) = date(words, behind + more).or_else(|| period(words, behind + more, own))
    {
        return Some((length + more + other, from_to(first, second, own)));
    }
    Some((length, first))
}

/// A stretch of time from one to another.
fn from_to(first: Time, second: Time, own: Period) -> Time {
    let whole = match (first, second) {
        (Time::Day { day: 1, month, year: from }, Time::Day { day, month: last, year: to }) => {
            let year = to.or_else(|| Some(from? + u16::from(last < month)));
            match year {
                Some(year) if is_last_day(day, last, Some(year)) => {
                    let begins = from.unwrap_or(year - u16::from(last < month));
                    own.of_months((begins, month), (year, last)).map(Time::Over)
                }
                None if own.begins_and_ends((1, month), (day, last)) => Some(Time::OverPart),
                _ => None,
            }
        }
        (Time::Month { month, year }, Time::Month { month: last, year: to }) => {
            own.of_months((year, month), (to, last)).map(Time::Over)
        }
        (Time::Year(from), Time::Year(to)) if from + 1 == to => {
            own.year().of_year(from).filter(|year| year.end_year() == to).map(Time::Period)
        }
        _ => None,
    };
    whole.unwrap_or_else(|| match (ended_by(first, own), ended_by(second, own)) {
        (Some(first), Some(last)) if first < last => Time::Between(first, last),
        _ => Time::Periods,
    })
}

/// The last period as long as a report's own that is over at a time.
fn ended_by(time: Time, own: Period) -> Option<Period> {
    match time {
        Time::Day { day: 1, month, year: Some(year) } => Some(own.beginning_with(year, month)?.previous()),
        Time::Day { day, month, year } => ended_on(own, day, month, Some(year?)),
        Time::Month { month, year } => {
            own.ending_with(year, month).or_else(|| Some(own.beginning_with(year, month)?.previous()))
        }
        Time::Year(year) => own.year().ending_in(year),
        Time::Period(period) | Time::Over(period) => Some(period),
        _ => None,
    }
}

fn relative(words: &Words<'_>, at: usize, own: Period) -> Option<(usize, Time)> {
    let before = words.before(at, |sense| sense == Sense::Article).unwrap_or(at);
    let by = before > 0 && words.is(before - 1, Sense::By);
    let time = |sense: Sense| {
        let of = |months: u8, time: Time| if months == 0 || months == own.months() { time } else { Time::Long };
        Some(match sense {
            Sense::LastYear => Time::LastYear,
            Sense::YearUpTo => Time::YearUpTo,
            Sense::YearOpened => opened(own.year())?,
            Sense::YearsAgo(years) => Time::YearsAgo(years),
            Sense::YearsOn(years) => Time::YearsOn(years),
            Sense::Before(months) => of(months, Time::Before),
            Sense::OverYear => Time::OverYear,
            Sense::Over(months) => of(months, Time::OverPart),
            // “By the end of the year two had come back” tells of the whole year.
            Sense::OnDay(12) if by => Time::ThisYear,
            Sense::OnDay(months) => of(months, Time::OnDay),
            Sense::This(12) if own.months() != 12 => Time::Period(own.year()),
            Sense::This(months) => of(months, Time::ThisYear),
            Sense::LongTime => Time::Long,
            _ => return None,
        })
    };
    let phrases = words.senses(at).filter_map(|(length, sense)| Some((length, time(sense)?)));
    let phrases = phrases
        .chain(part_of_year(words, at, own))
        .chain(end_of_month(words, at))
        .chain(month_before(words, at))
        .chain(years_away(words, at))
        .chain(years_to(words, at, own));
    let (length, time) = phrases.reduce(|one, other| if other.0 > one.0 { other } else { one })?;
    let months = words.senses(at).find_map(|(long, sense)| match sense {
        Sense::OverYear if long == length => Some(12),
        Sense::Over(months) if long == length => Some(if months == 0 { own.months() } else { months }),
        _ => None,
    });
    let Some(months) = months else { return Some((length, time)) };
    // “in the twelve months before”, “in the year to 31 March 2014”, “in the quarter to June 2023”.
    if let Some(more) = words.find(at + length, |sense| sense == Sense::Earlier) {
        return Some((length + more, if months == 12 { Time::YearUpTo } else { Time::Before }));
    }
    let ended = date(words, at + length).and_then(|(more, date)| {
        let (year, month) = match date {
            Time::Day { day, month, year: Some(year) } if is_last_day(day, month, Some(year)) => (year, month),
            Time::Month { month, year } if months != 12 => (year, month),
            _ => return None,
        };
        Some((more, own.of_length(months)?.ending_with(year, month)?))
    });
    Some(ended.map_or((length, time), |(more, period)| (length + more, Time::Over(period))))
}

/// When a period opened: the end of the one before.
fn opened(period: Period) -> Option<Time> {
    ended(period.previous())
}

fn ended(period: Period) -> Option<Time> {
    let day = period.last_day();
    let year = u16::try_from(day.year()).ok()?;
    Some(Time::Day { day: u64::try_from(day.day()).ok()?, month: u8::try_from(day.month()).ok()?, year: Some(year) })
}

/// “the second quarter of 2023”, “Q2 2023-24”, “the second quarter”.
fn part_of_year(words: &Words<'_>, at: usize, own: Period) -> Option<(usize, Time)> {
    let (length, months, place) = words.senses(at).find_map(|(length, sense)| match sense {
        Sense::PartOfYear(months, place) => Some((length, months, place)),
        // “the last quarter of 2023-24”.
        Sense::Before(months @ 1..) if words.is(at + length, Sense::Of) && year(words, at + length + 1).is_some() => {
            Some((length, months, 12 / months))
        }
        _ => None,
    })?;
    let behind = at + length + usize::from(words.is(at + length, Sense::Of));
    let (more, year) = match period(words, behind, own) {
        Some((more, Time::Period(period))) => (behind + more - at, Some(period.year())),
        Some((more, Time::Year(year))) => (behind + more - at, own.year().of_year(year)),
        _ => (length, Some(own.year()).filter(|year| *year != own)),
    };
    Some((more, year.and_then(|year| year.part(months, place)).map_or(Time::Long, Time::Period)))
}

/// “the end of March”.
fn end_of_month(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    let length = words.find(at, |sense| sense == Sense::EndOf)?;
    let month = month(words, at + length).filter(|_| year(words, at + length + 1).is_none())?;
    let day = Date::new(2001, month.cast_signed(), 1).ok()?.days_in_month();
    Some((length + 1, Time::Day { day: u64::from(day.cast_unsigned()), month, year: None }))
}

/// “the March before”, “the spring before”: that of the year before.
fn month_before(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    let is_part = month(words, at).is_some() || words.is(at, Sense::Season);
    let is_led = words.before(at, |sense| sense == Sense::Article).is_some();
    let length = words.find(at + 1, |sense| sense == Sense::Earlier).filter(|_| is_part && is_led)?;
    Some((1 + length, Time::LastYear))
}

/// “six years to 31 March 2009”, “four years from 2003-04 on”.
fn years_to(words: &Words<'_>, at: usize, own: Period) -> Option<(usize, Time)> {
    let (length, years) = cardinal(words, at)?;
    let years = u16::try_from(years.count()?).ok()?;
    let joint = at + length + words.find(at + length, |sense| sense == Sense::Year)?;
    let is_from = words.is(joint, Sense::From);
    (is_from || words.is(joint, Sense::To)).then_some(())?;
    let (more, told) = date(words, joint + 1).or_else(|| period(words, joint + 1, own))?;
    let period = ended_by(told, own)?;
    let other = |year: Option<u16>| own.of_year(year?);
    let start = period.year().start_year();
    let (first, last) = match is_from {
        true => (period, other(start.checked_add(years)?.checked_sub(1))?),
        false => (other(start.checked_sub(years))?, period),
    };
    let behind = joint + 1 + more;
    let on = words.find(behind, |sense| sense == Sense::Later).filter(|_| is_from).unwrap_or_default();
    (first < last).then_some((behind + on - at, Time::Between(first, last)))
}

/// “seven years earlier”, “eight years on”.
fn years_away(words: &Words<'_>, at: usize) -> Option<(usize, Time)> {
    let (length, years) = cardinal(words, at)?;
    let years = u16::try_from(years.count()?).ok()?;
    let span = words.find(at + length, |sense| sense == Sense::Year)?;
    let behind = at + length + span;
    let away = |is: Sense| words.find(behind, |sense| sense == is);
    if let Some(more) = away(Sense::Earlier).or_else(|| away(Sense::Ago)) {
        return Some((length + span + more, Time::YearsAgo(years)));
    }
    away(Sense::Later).map(|more| (length + span + more, Time::YearsOn(years)))
}
