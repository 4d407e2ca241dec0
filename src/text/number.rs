//! How numbers and dates are written for readers: one writer for prose, tables and charts.

use crate::quantity::Quantity;
use crate::quantity::unit::Unit;

/// The months as prose writes them.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A number as readers see it: `1,239`, `8.5`, `−7`, `18.40%`, `£1,234.50`, `9:02`.
pub fn written(number: Quantity) -> String {
    let mut text = number.size().to_string();
    let mut before = text.find(['.', ':']).unwrap_or(text.len());
    while before > 3 {
        before -= 3;
        text.insert(before, ',');
    }
    match number.unit() {
        Unit::Plain | Unit::Duration => {}
        Unit::Percent => text.push('%'),
        Unit::Points => text.push_str("\u{a0}percentage points"),
        Unit::Before(sign) => text.insert_str(0, sign.as_str()),
        Unit::After(sign) => text.extend(["\u{a0}", sign.as_str()]),
    }
    if number.digits() < 0 {
        text.insert(0, '\u{2212}');
    }
    text
}

/// The letters by which spreadsheets name a column, counted from 0: `B`, `AA`.
pub(crate) fn letters(column: usize) -> String {
    let (mut letters, mut rest) = (String::new(), column + 1);
    while rest > 0 {
        letters.insert(0, char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    letters
}

/// A count of people or things: `1,239`.
pub fn count(count: u64) -> String {
    written(count.into())
}

/// The counts that are written as words, from 0.
pub const WORDS: [&str; 10] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// None to nine as words, a duration as `9 minutes and 2 seconds`, anything else as [`written`].
pub fn words(number: Quantity) -> String {
    if number.unit() == Unit::Duration {
        return duration(number);
    }
    let count = number.count().filter(|_| number.places() == 0 && number.unit() == Unit::Plain);
    match count.and_then(|count| WORDS.get(usize::try_from(count).ok()?)) {
        Some(word) => (*word).to_owned(),
        None => written(number),
    }
}

/// A duration in words: `1 hour, 9 minutes and 2 seconds`, without what there is none of.
fn duration(number: Quantity) -> String {
    let seconds = number.size().to_places(0).digits();
    let parts = [(seconds / 3600, "hour"), (seconds / 60 % 60, "minute"), (seconds % 60, "second")];
    let part = |(size, unit): &(i128, &str)| {
        let size = written(Quantity::new(*size, 0));
        format!("{size}\u{a0}{unit}{}", if size == "1" { "" } else { "s" })
    };
    let parts: Vec<_> = parts.iter().filter(|(size, _)| *size != 0).map(part).collect();
    let text = match parts.split_last() {
        None => "no time".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    };
    if number.digits() < 0 { format!("\u{2212}{text}") } else { text }
}

/// A difference with its sign: `+447`, `−46`, `0`.
pub fn signed(difference: Quantity) -> String {
    let text = written(difference);
    if difference.is_positive() { format!("+{text}") } else { text }
}

/// A number that statistics worked out, with so many decimals; `–` where it is no number.
pub fn decimal(value: f64, places: u8) -> String {
    Quantity::rounded(value, places).map_or_else(|| "–".to_owned(), written)
}

/// An hour of the day as readers know it: `9:30am`, `noon`, `midnight`.
pub fn hour(time: jiff::civil::Time) -> String {
    match (time.hour(), time.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "noon".to_owned(),
        (hour, minute) => {
            let half = if hour < 12 { "am" } else { "pm" };
            let hour = if hour % 12 == 0 { 12 } else { hour % 12 };
            if minute == 0 { format!("{hour}{half}") } else { format!("{hour}:{minute:02}{half}") }
        }
    }
}

/// A calendar day as prose writes it: `31 March 2014`.
pub fn day(day: jiff::civil::Date) -> String {
    let number = |part: i8| u8::try_from(part).unwrap_or_default();
    date(u16::try_from(day.year()).unwrap_or_default(), number(day.month()).into(), number(day.day()))
}

/// The month of a name, 1 to 12, whatever its capitals.
pub fn month(name: &str) -> Option<u8> {
    (1..).zip(MONTHS).find(|(_, month)| month.eq_ignore_ascii_case(name)).map(|(number, _)| number)
}

/// A date as prose writes it: `31 March 2014`, held together by non-breaking spaces.
fn date(year: u16, month: usize, day: u8) -> String {
    let month = MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or("?");
    format!("{day}\u{a0}{month}\u{a0}{year}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::unit::Sign;

    #[test]
    fn numbers_have_separators_and_a_true_minus() {
        let counts: Vec<_> = [0, 999, 1000, 12505, 1_234_567].map(count).into();
        assert_eq!(counts, ["0", "999", "1,000", "12,505", "1,234,567"]);
        let numbers = [Quantity::new(85, 1), Quantity::new(-123_450, 2), Quantity::new(-4, 1)];
        assert_eq!(numbers.map(written), ["8.5", "\u{2212}1,234.50", "\u{2212}0.4"]);
        assert_eq!([decimal(-0.04, 1), decimal(2.5, 0), decimal(f64::NAN, 1)], ["0.0", "3", "–"]);
        let percent = Quantity::percent(Quantity::from(665), Quantity::from(3615), 2);
        assert_eq!(percent.map(written).as_deref(), Some("18.40%"));
        let amount = |unit: fn(Sign) -> Unit, sign, number: Quantity| {
            Sign::new(sign).map(|sign| written(number.in_unit(unit(sign)))).unwrap_or_default()
        };
        assert_eq!(amount(Unit::Before, "£", Quantity::new(-5_123_456_780, 2)), "\u{2212}£51,234,567.80");
        assert_eq!(amount(Unit::After, "km", Quantity::new(12_345, 1)), "1,234.5\u{a0}km");
        assert_eq!(signed(Quantity::new(-62, 0).in_unit(Unit::Duration)), "\u{2212}1:02");
        assert_eq!(signed(Quantity::new(5, 1).in_unit(Unit::Points)), "+0.5\u{a0}percentage points");
    }

    #[test]
    fn dates_differences_and_words_are_written_out() {
        assert_eq!(date(2014, 3, 31), "31\u{a0}March\u{a0}2014");
        let differences = [447, -46, 0].map(|difference| signed(Quantity::new(difference, 0)));
        assert_eq!(differences, ["+447", "\u{2212}46", "0"]);
        assert_eq!([words(2.into()), words(12.into()), words(Quantity::new(20, 1))], ["two", "12", "2.0"]);
        let durations = [542, 3600, 4201, 0].map(|seconds| words(Quantity::new(seconds, 0).in_unit(Unit::Duration)));
        assert_eq!(
            durations.map(|text| text.replace('\u{a0}', " ")),
            ["9 minutes and 2 seconds", "1 hour", "1 hour, 10 minutes and 1 second", "no time"]
        );
    }
}
