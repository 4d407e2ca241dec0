//! Sentences made from comparisons. Each says no more than the numbers allow.

use std::borrow::Cow;

use serde::Serialize;

use crate::book::Book;
use crate::book::area::Area;
use crate::book::form::{Counts, Table, is_same_unit};
use crate::book::period::Period;
use crate::book::series::Measure;
use crate::quantity::Quantity;
use crate::query::change::Change;
use crate::query::comparison::{AreaFigure, Benchmark, Comparison};
use crate::query::pair::{self, Verdict};
use crate::statistics::funnel::Band;
use crate::statistics::interval::Interval;
use crate::text::number;

/// What several areas together are called, whose rate stands in for that of the nation.
pub(crate) const ALL_AREAS: &str = "All areas here";

/// So many areas, in words for readers: `1 area`, `42 areas`.
pub(crate) fn areas(number: usize) -> String {
    format!("{} area{}", number::count(number as u64), if number == 1 { "" } else { "s" })
}

/// With how many decimals an interval is written: one, and below 1 as many as two digits of its upper end need.
pub(crate) fn interval_places(ends: Interval) -> u8 {
    (1..6).find(|places| ends.upper >= 0.1_f64.powi(i32::from(*places) - 1)).unwrap_or(6)
}

/// What a number says of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Statistic {
    /// The figure itself.
    Figure,
    /// Of a rate: the count from which it is made.
    Count,
    /// The people among whom something was counted.
    People,
    /// The rate that goes with a count.
    Rate,
    /// The lower end of the 95% interval of a rate.
    Lower,
    /// Its upper end.
    Upper,
    /// The change since the period before.
    Change,
    /// The same in per cent.
    PercentChange,
    /// The share of a total.
    Share,
}

/// What each is called in data, and what it means.
pub(crate) const STATISTICS: [(&str, Statistic, &str); 9] = [
    ("figure", Statistic::Figure, "the figure itself"),
    ("count", Statistic::Count, "of a rate: the count from which it is made"),
    ("people", Statistic::People, "the people among whom something was counted"),
    ("rate", Statistic::Rate, "the rate that goes with a count"),
    ("rate_lower_95", Statistic::Lower, "the lower end of the 95% interval of the rate"),
    ("rate_upper_95", Statistic::Upper, "the upper end of the 95% interval of the rate"),
    ("change", Statistic::Change, "the change since the period before"),
    ("percent_change", Statistic::PercentChange, "the change since the period before, in per cent"),
    ("share", Statistic::Share, "the share of a total, in per cent"),
];

impl Statistic {
    /// What it is called in data.
    pub(crate) fn key(self) -> &'static str {
        STATISTICS.iter().find(|row| row.1 == self).map_or("", |row| row.0)
    }
}

/// An interval as readers see it: `91.2 to 101.0`.
pub(crate) fn interval(ends: Interval) -> String {
    let places = interval_places(ends);
    format!("{} to {}", number::decimal(ends.lower, places), number::decimal(ends.upper, places))
}

/// The ends of an interval, rounded as readers see them.
pub(crate) fn interval_ends(ends: Interval) -> impl Iterator<Item = (Statistic, Quantity)> {
    let places = interval_places(ends);
    let rounded = move |(statistic, end)| Some((statistic, Quantity::rounded(end, places)?));
    [(Statistic::Lower, ends.lower), (Statistic::Upper, ends.upper)].into_iter().filter_map(rounded)
}

/// Where an area lies in the funnel, in the fewest words.
pub(crate) fn band(band: Band) -> &'static str {
    match band {
        Band::FarBelow => "Below 99.8% limit",
        Band::Below => "Below 95% limit",
        Band::Within => "Within limits",
        Band::Above => "Above 95% limit",
        Band::FarAbove => "Above 99.8% limit",
    }
}

/// Where an area lies in the funnel, in a sentence.
pub(crate) fn band_sentence(band: Band, is_widened: bool) -> String {
    let range = if is_widened {
        "expected from chance and from the usual differences between areas"
    } else {
        "expected by chance"
    };
    match band {
        Band::Within => format!("This is within the range {range}."),
        Band::Above | Band::Below => {
            let way = if band == Band::Above { "higher" } else { "lower" };
            format!(
                "This is {way} than the middle 95% of what is {range}, and within 99.8% of it. About one area in 20 lies outside \
                 the 95% limits with nothing behind it."
            )
        }
        Band::FarAbove | Band::FarBelow => {
            let way = if band == Band::FarAbove { "higher" } else { "lower" };
            format!(
                "This is {way} than the range {range}. The figures do not say why: it can have to do with who lives in the area, \
                 with what is done there, or with how the figures are counted."
            )
        }
    }
}

/// What the rate of areas is set against, in words: `the rate of Testland`.
pub(crate) fn benchmark(benchmark: &Benchmark, nation: &str) -> String {
    match benchmark.areas {
        None => format!("the rate of {nation}"),
        Some(areas) => {
            format!(
                "the rate of the {} areas together whose count and residents are known here",
                number::words((areas as u64).into())
            )
        }
    }
}

/// The change of a rate or a number (`subject`) since the period before, and whether chance explains it. Below the
/// probability `beyond` it does not.
pub(crate) fn change_sentence(subject: &str, period: Period, change: &Change, beyond: f64) -> String {
    let word = period.word();
    match change {
        Change::Broken(reason) => {
            format!("The series breaks here, so the {subject} does not compare with the {word} before. {reason}")
        }
        Change::By { difference, .. } if difference.is_zero() => {
            format!("The {subject} is the same as in the {word} before.")
        }
        Change::By { before, difference, probability, .. } => {
            let way = if difference.is_positive() { "higher" } else { "lower" };
            let size = number::written(difference.size());
            let chance = probability.map_or("", |probability| match pair::of_probability(probability, beyond) {
                Verdict::BeyondChance => " Chance alone hardly explains a change of this size.",
                Verdict::Unlikely => " Chance alone seldom makes a change of this size, but can.",
                Verdict::Chance | Verdict::Unknown => " Chance alone can explain a change of this size.",
            });
            let before = number::written(*before);
            format!("The {subject} is {size} {way} than in the {word} before, when it was {before}.{chance}")
        }
    }
}

/// What the figures say of the difference between two areas.
pub(crate) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unknown => {
            "the count or the residents of one of the two are not known, or the rates are not among the same people."
        }
        Verdict::Chance => "chance alone can explain the difference.",
        Verdict::Unlikely => {
            "chance alone makes a difference as large less than 1 time in 20, but not less than 1 time in 500."
        }
        Verdict::BeyondChance => {
            "chance alone makes a difference as large less than 1 time in 500. The figures do not say why they differ."
        }
    }
}

/// The same in the fewest words, for a table.
pub(crate) fn short_verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unknown => "Cannot be told",
        Verdict::Chance => "No difference shown",
        Verdict::Unlikely => "Perhaps different",
        Verdict::BeyondChance => "Different",
    }
}

/// How many areas lie where, in a sentence; nothing where none has limits.
pub(crate) fn bands(comparison: &Comparison<'_>) -> Option<String> {
    let bands: Vec<_> = comparison.areas.iter().filter_map(|figure| figure.band).collect();
    if bands.is_empty() {
        return None;
    }
    let count =
        |wanted: &[Band]| number::words((bands.iter().filter(|band| wanted.contains(band)).count() as u64).into());
    Some(format!(
        "Areas whose rate can be set against it: {}. Within the 95% limits: {}; between the 95% and the 99.8% limits: {}; outside the \
         99.8% limits: {}.",
        number::words((bands.len() as u64).into()),
        count(&[Band::Within]),
        count(&[Band::Above, Band::Below]),
        count(&[Band::FarAbove, Band::FarBelow]),
    ))
}

/// The name of the nation within a sentence: “The coast” has a small letter there.
pub(crate) fn nation(book: &Book) -> String {
    let name = book.nation.name.as_str();
    name.strip_prefix("The ").map_or_else(|| name.to_owned(), |rest| format!("the {rest}"))
}

/// What the nation's figures are, where some of them were worked out from those of its areas and where none was.
pub(crate) fn of_nation(book: &Book, has_sums: bool) -> String {
    let nation = nation(book);
    if has_sums {
        format!("figures of {nation}, as published or worked out from those of all areas")
    } else {
        format!("published figures of {nation}")
    }
}

/// Why figures that are measured have no intervals and no tests, and whether they are added up.
pub(crate) fn measured(is_added: bool) -> &'static str {
    if is_added {
        "It is an amount and not a number of people or things, so nothing here says how far chance alone would move it."
    } else {
        "It is measured, not counted, and never added up: no total is made of it, no rate, and nothing here says how far chance alone \
         would move it."
    }
}

/// Whether a figure of a measure is of few people, so that it moves much by chance.
pub(crate) fn is_small(book: &Book, measure: &Measure, figure: &AreaFigure<'_>) -> bool {
    let count = figure.rate.as_ref().and_then(|rate| rate.count).map(Quantity::from);
    // How much there is of what does not follow from people, such as beds, on a day is nothing that chance decides.
    let is_chance = book.is_counted(measure) && (measure.has_rates || measure.counts != Counts::Snapshot);
    let own = || figure.cell.value.ok().filter(|_| is_chance);
    count.or_else(own).is_some_and(|count| count < 10)
}

/// Says of a figure that it is in another unit than the others.
pub(crate) fn other_unit((own, others): (&str, &str)) -> String {
    format!("The unit is another than that of the others, {own} instead of {others}: they do not compare.")
}

/// What figures are, and in what unit.
#[derive(Clone, Copy)]
pub(crate) struct Counted<'a> {
    /// What they count.
    pub(crate) counts: Counts,
    /// What is counted.
    pub(crate) unit: &'a str,
    /// Whether they are counts or amounts. A mean, a median or a percentage is in days, but no days over the year.
    pub(crate) adds_up: bool,
}

impl<'a> Counted<'a> {
    /// Those of a table of a form.
    pub(crate) fn of(table: &'a Table) -> Self {
        Counted { counts: table.counts, unit: &table.unit, adds_up: table.is_counted() || table.is_added() }
    }

    /// What is counted, in a period or in several such periods, and when.
    pub(crate) fn when(self, period: Period, is_one: bool) -> String {
        let (unit, word) = (capital(self.unit), period.word());
        let [first, last] = period.days();
        match self.counts {
            Counts::Snapshot if is_one && self.adds_up => format!("{unit} on one day, {} (snapshot)", period.end()),
            Counts::Snapshot if is_one => format!("{unit}, {} (snapshot)", period.end()),
            Counts::Snapshot if !self.adds_up => format!("{unit}, the last day of each {word} (snapshot)"),
            Counts::Snapshot if word == "year" => format!("{unit} on one day, {last} of each year (snapshot)"),
            Counts::Snapshot => format!("{unit} on one day, the last of each {word} (snapshot)"),
            Counts::Flow if is_one && self.adds_up => {
                format!("{unit} over the {word}, {} to {}", period.start(), period.end())
            }
            Counts::Flow if is_one => format!("{unit}, {} to {}", period.start(), period.end()),
            Counts::Flow if !self.adds_up => format!("{unit}, each {word} by itself"),
            Counts::Flow if word == "year" => format!("{unit} over each year, {first} to {last}"),
            Counts::Flow => format!("{unit} over each {word}"),
            Counts::Mixed => format!("{unit}; some counted on one day, some over the {word}: see the notes"),
            Counts::Rate if is_one => format!("{unit}, {period}"),
            Counts::Rate => unit,
        }
    }
}

/// What readers are told of the periods of a book.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Cycle {
    /// `year`, `quarter`; `period` where there are several kinds.
    pub(crate) word: &'static str,
    /// The last day: `31 March`, `the last of the quarter`.
    pub(crate) last: String,
    /// The first and last day of every period; none where these differ from one to the next.
    pub(crate) days: Option<[String; 2]>,
    /// Some period, with its first day, its last, that for which its residents are estimated, and its year.
    pub(crate) example: [String; 5],
}

/// The periods of a book in words.
pub(crate) fn cycle(book: &Book) -> Cycle {
    let some = book.example_period();
    let middle = format!("30 June {}", some.mid_year());
    let example = [some.to_string(), some.start(), some.end(), middle, some.year().to_string()];
    match book.kinds_of_period().as_slice() {
        [year] if year.months() == 12 => {
            let days = year.days();
            Cycle { word: year.word(), last: days[1].clone(), days: Some(days), example }
        }
        kinds => {
            let word = if let [one] = kinds { one.word() } else { "period" };
            Cycle { word, last: format!("the last of the {word}"), days: None, example }
        }
    }
}

/// What the figures of a comparison count, and when.
pub(crate) fn counts(comparison: &Comparison<'_>) -> String {
    let (counts, measure) = (comparison.counts(), comparison.measure);
    let rate = comparison.shown_rate().filter(|_| counts == Counts::Rate);
    let mut tables =
        comparison.areas.iter().chain(&comparison.nation).filter_map(|figure| measure.table(figure.report));
    let adds_up = tables.all(|table| Counted::of(table).adds_up);
    let unit = rate.map_or(measure.unit.as_str(), |rate| &rate.unit);
    Counted { counts, unit, adds_up }.when(comparison.period, true)
}

/// The title of a measure, with its unit where neither its figures nor the title itself say what they are in.
pub(crate) fn titled<'a>(book: &Book, title: &'a str, measure: &Measure) -> Cow<'a, str> {
    if book.is_counted(measure) || book.has_sign(measure) || is_same_unit(title, &measure.unit) {
        return title.into();
    }
    format!("{title}, {}", measure.unit).into()
}

/// The heading above changes of a measure: beside a count it says that they are those of the rate.
pub(crate) fn change_heading(book: &Book, measure: &Measure) -> &'static str {
    if book.is_rate(measure) { "Change in the rate" } else { "Change" }
}

/// A text with a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    text.chars()
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), &text[first.len_utf8()..]))
}

/// What an area was called before, each name with its last period.
pub(crate) fn former_names(area: &Area) -> String {
    let named = area.formerly.iter().filter_map(|former| Some((former.name.as_ref()?, former.until)));
    named.map(|(name, until)| format!("{name} (up to {until})")).collect::<Vec<_>>().join("; ")
}

/// From when to when there are reports of an area; nothing where it has always been there.
pub(crate) fn time(area: &Area) -> String {
    match (area.from, area.to) {
        (Some(from), Some(to)) => format!("from {from} to {to}"),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("up to {to}, when the area ended"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::period::Years;

    #[test]
    fn a_change_is_judged_as_a_pair_of_areas_is() {
        let sentence = |probability: f64, beyond: f64| {
            let (before, difference, probability) = (100.into(), 25.into(), Some(probability));
            let change = Change::By { before, difference, relative: None, probability };
            change_sentence("number", Years::default().example(), &change, beyond)
        };
        assert!(sentence(0.001, 0.002).ends_with("hardly explains a change of this size."));
        assert!(sentence(0.01, 0.002).ends_with("seldom makes a change of this size, but can."));
        assert!(sentence(0.2, 0.002).ends_with("can explain a change of this size."));
        // The book's own limit.
        assert!(sentence(0.001, 0.0001).ends_with("seldom makes a change of this size, but can."));
        assert!(sentence(0.01, 0.02).ends_with("hardly explains a change of this size."));
    }
}
