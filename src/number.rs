//! How numbers, percentages and dates are written for readers: one rule for prose, tables and charts.
//!
//! Rounding is half away from zero, at the end, once, in whole-number arithmetic: no float carries a figure.

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

/// A count with thousands separators: 1239 → `1,239`.
pub fn count(value: u64) -> String {
    let mut text = value.to_string();
    let mut before = text.len();
    while before > 3 {
        before -= 3;
        text.insert(before, ',');
    }
    text
}

/// One to nine as words, anything else as [`count`].
pub fn words(value: u64) -> String {
    const WORDS: [&str; 10] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    match usize::try_from(value).ok().and_then(|at| WORDS.get(at)) {
        Some(word) => (*word).to_owned(),
        None => count(value),
    }
}

/// `100 × part ÷ whole`, rounded to `decimals` places (at most 6) and without its decimal point: 1 of 8 with two is
/// 1250. Nothing where `whole` is zero.
pub fn scaled_percent(part: u64, whole: u64, decimals: u32) -> Option<u128> {
    let whole = u128::from(whole);
    (u128::from(part) * 200 * 10_u128.pow(decimals.min(6)) + whole).checked_div(2 * whole)
}

/// `100 × part ÷ whole` with `decimals` places and a per cent sign; the sign of `part` is kept with a true minus.
/// Nothing where `whole` is zero.
pub fn percent(part: i64, whole: u64, decimals: u32) -> Option<String> {
    let scale = 10_u128.pow(decimals.min(6));
    let scaled = scaled_percent(part.unsigned_abs(), whole, decimals)?;
    let sign = if part < 0 && scaled > 0 { "\u{2212}" } else { "" };
    let integer = count(u64::try_from(scaled / scale).unwrap_or(u64::MAX));
    Some(if decimals == 0 {
        format!("{sign}{integer}%")
    } else {
        let width = decimals.min(6) as usize;
        format!("{sign}{integer}.{:0width$}%", scaled % scale)
    })
}

/// `per × count ÷ population`, rounded half up. Nothing where nobody lives there.
pub fn rate(count: u64, population: u64, per: u64) -> Option<u64> {
    let population = u128::from(population);
    let doubled = (u128::from(count) * u128::from(per) * 2 + population).checked_div(2 * population)?;
    u64::try_from(doubled).ok()
}

/// A number that was worked out, with `decimals` places (at most 6): 91.2, −0.5, 1,234.0. `–` where it is no number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded below 2^63 before the cast")]
pub fn decimal(value: f64, decimals: u32) -> String {
    let scale = 10_u64.pow(decimals.min(6));
    let scaled = (value.abs() * f64::from(u32::try_from(scale).unwrap_or(1))).round();
    if !scaled.is_finite() || scaled >= 9e18 {
        return "–".to_owned();
    }
    let scaled = scaled as u64;
    let sign = if value < 0.0 && scaled > 0 { "\u{2212}" } else { "" };
    let integer = count(scaled / scale);
    match decimals.min(6) as usize {
        0 => format!("{sign}{integer}"),
        width => format!("{sign}{integer}.{:0width$}", scaled % scale),
    }
}

/// A difference with its sign: +447, −46, 0.
pub fn signed(value: i64) -> String {
    let size = count(value.unsigned_abs());
    match value {
        0 => size,
        1.. => format!("+{size}"),
        _ => format!("\u{2212}{size}"),
    }
}

/// A calendar day as prose writes it: `31 March 2014`.
pub fn day(day: jiff::civil::Date) -> String {
    let number = |part: i8| u8::try_from(part).unwrap_or_default();
    date(u16::try_from(day.year()).unwrap_or_default(), number(day.month()).into(), number(day.day()))
}

/// A date as prose writes it: `31 March 2014`, held together by non-breaking spaces.
pub fn date(year: u16, month: usize, day: u8) -> String {
    let month = MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or("?");
    format!("{day}\u{a0}{month}\u{a0}{year}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_separators() {
        let written: Vec<_> = [0, 999, 1000, 12505, 1_234_567].map(count).into();
        assert_eq!(written, ["0", "999", "1,000", "12,505", "1,234,567"]);
    }

    #[test]
    fn percentages_round_half_away_from_zero() {
        // National overview 2005-06: 3615 → 4280 and 547 → 506, printed truncated as 18.39 and -7.49.
        assert_eq!(percent(4280 - 3615, 3615, 2).as_deref(), Some("18.40%"));
        assert_eq!(percent(506 - 547, 547, 2).as_deref(), Some("\u{2212}7.50%"));
        assert_eq!(percent(1, 8, 2).as_deref(), Some("12.50%"));
        assert_eq!(percent(1, 8, 0).as_deref(), Some("13%"));
        assert_eq!(percent(-1, 8, 0).as_deref(), Some("\u{2212}13%"));
        assert_eq!(percent(-1, 100_000, 0).as_deref(), Some("0%"));
        assert_eq!(percent(1, 0, 1), None);
    }

    #[test]
    fn rates_are_rounded_half_up() {
        // County Durham 2019-20: 842 people, 567,896 residents aged 10 and over.
        assert_eq!(rate(842, 567_896, 100_000), Some(148));
        assert_eq!(rate(1, 8, 4), Some(1));
        assert_eq!(rate(1, 0, 100_000), None);
    }

    #[test]
    fn numbers_that_were_worked_out_are_rounded_half_away_from_zero() {
        let written: Vec<_> = [91.25, 1234.0, -0.04, -0.25, 113.949].map(|value| decimal(value, 1)).into();
        assert_eq!(written, ["91.3", "1,234.0", "0.0", "\u{2212}0.3", "113.9"]);
        assert_eq!([decimal(2.5, 0), decimal(f64::NAN, 1), decimal(f64::INFINITY, 1)], ["3", "–", "–"]);
    }

    #[test]
    fn dates_and_differences_are_written_out() {
        assert_eq!(date(2014, 3, 31), "31\u{a0}March\u{a0}2014");
        assert_eq!([signed(447), signed(-46), signed(0)], ["+447", "\u{2212}46", "0"]);
        assert_eq!([words(2), words(12)], ["two", "12"]);
    }
}
