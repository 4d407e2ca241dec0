//! The data of a measure that a script compares areas by.

use rayon::prelude::*;
use serde_json::{Number, Value, json};

use crate::book::Book;
use crate::book::cell::{ABSENCES, MARKERS};
use crate::book::form::Counts;
use crate::book::series::Measure;
use crate::quantity::Quantity;
use crate::quantity::unit::Unit;
use crate::query::comparison::{AreaFigure, Comparison};
use crate::query::comparisons::Comparisons;
use crate::query::pair::Verdict;
use crate::query::rate::Measured;
use crate::table::cell::{ChangeCells, Datum};
use crate::table::of_areas;
use crate::table::wording::{self, Statistic};

/// The verdicts in the order of their digits in the data.
const VERDICTS: [Verdict; 4] = [Verdict::Unknown, Verdict::Chance, Verdict::Unlikely, Verdict::BeyondChance];

/// The measures in which areas can be compared, those that are rates themselves first.
pub(super) fn measures<'a>(book: &'a Book, comparisons: &Comparisons<'_>) -> Vec<&'a Measure> {
    let with_rates =
        |measure: &&Measure| comparisons.periods(measure).any(|(period, _)| comparisons.has_pairs(measure, period));
    let mut found: Vec<_> = book.measures.par_iter().filter(with_rates).collect();
    found.sort_by_key(|measure| measure.counts != Counts::Rate);
    found
}

/// Where the data of a measure stands.
pub(super) fn path(measure: &Measure) -> String {
    format!("compare/{}.json", measure.key)
}

/// The data of a measure as JSON, as docs/figures.md says: each figure as a number, and beside it as readers see it, so that a script
/// formats none.
pub(super) fn file(book: &Book, comparisons: &Comparisons<'_>, measure: &Measure) -> Vec<u8> {
    let found = comparisons.of_measure(measure).rev();
    let found = found.filter(|found| comparisons.has_pairs(measure, found.period));
    let periods: Vec<_> = found.map(|found| period(book, found)).collect();
    let absences = ABSENCES.iter().map(|(sign, _, meaning)| (*sign, *meaning));
    let markers = MARKERS.iter().map(|(sign, _, meaning)| (*sign, *meaning));
    let shorthand: Vec<_> = absences.chain(markers).map(|(sign, meaning)| (format!("[{sign}]"), meaning)).collect();
    let people = comparisons.of_measure(measure).next_back().map(Comparison::people).unwrap_or_default();
    let value = json!({
        "measure": measure.title.as_str(),
        "columns": ["Count", wording::capital(people), "Rate", "95% interval", changed(measure, wording::cycle(book).word), "Funnel"],
        "shorthand": shorthand,
        "verdicts": VERDICTS.map(|verdict| [wording::short_verdict(verdict), wording::verdict(verdict)]),
        "periods": periods,
    });
    value.to_string().into_bytes()
}

/// One period: the areas with their figures, and a digit for each pair of them, the first area's pairs first.
fn period(book: &Book, comparison: &Comparison<'_>) -> Value {
    let rated: Vec<_> = comparison.areas.iter().enumerate().filter(|(_, figure)| figure.rate.is_some()).collect();
    let mut pairs = String::new();
    for (at, (first, _)) in rated.iter().enumerate() {
        for (second, _) in &rated[at + 1..] {
            let found = comparison.verdict(*first, *second);
            let digit = VERDICTS.iter().position(|verdict| *verdict == found).unwrap_or_default();
            pairs.push_str(&digit.to_string());
        }
    }
    let areas: Vec<_> = rated.iter().map(|(_, figure)| area(book, comparison, figure)).collect();
    let unit = comparison.benchmark.as_ref().map_or("", |benchmark| benchmark.rate.unit.as_str());
    let nation = comparison.benchmark.as_ref().map(|benchmark| {
        let against = wording::capital(&wording::benchmark(benchmark, &wording::nation(book)));
        format!("{against} was {} {unit}.", Datum::rate(Some(&benchmark.rate)).text())
    });
    let rate = comparison.benchmark.as_ref().and_then(|benchmark| number(Datum::rate(Some(&benchmark.rate)).number()?));
    json!({
        "period": comparison.period.to_string(),
        "unit": unit,
        "nation": nation,
        "nation_rate": rate,
        "areas": areas,
        "pairs": pairs,
    })
}

/// A rate, with what it is per where the others are per something else.
fn of_unit(comparison: &Comparison<'_>, rate: &Measured) -> String {
    let against = comparison.benchmark.as_ref().map(|benchmark| &benchmark.rate);
    let text = Datum::rate(Some(rate)).text().into_owned();
    if against.is_none_or(|against| rate.compares(against)) { text } else { format!("{text} {}", rate.unit) }
}

/// What the column of changes is about: the figure of the measure, which is not always the rate beside it.
fn changed(measure: &Measure, word: &str) -> String {
    let what = if measure.counts == Counts::Rate { "rate" } else { "count" };
    format!("Change in the {what} since the {word} before")
}

/// The figures of an area: the numbers that are known, by the names of statistics in all data, and what the script shows in the order of
/// the columns.
fn area(book: &Book, comparison: &Comparison<'_>, figure: &AreaFigure<'_>) -> Value {
    let rate = figure.rate.as_ref();
    let is_first = || book.is_first(comparison.measure, comparison.period);
    let change = ChangeCells::new(figure.change.as_ref(), is_first);
    let (count, people) = (of_areas::count(comparison.measure, figure), Datum::people(rate));
    let difference = change.difference.datum;
    // A percentage of a rate that was rounded says more than is known.
    let percent = Some(change.percent).filter(|_| comparison.measure.counts != Counts::Rate);
    let changed = match &percent {
        Some(percent @ Datum::Difference(_)) => format!("{} ({})", difference.text(), percent.text()),
        _ => difference.text().into_owned(),
    };
    let told = [
        (Statistic::Count, count.number()),
        (Statistic::People, people.number()),
        (Statistic::Rate, Datum::rate(rate).number()),
    ];
    let ends = rate.and_then(|rate| rate.interval).into_iter().flat_map(wording::interval_ends);
    let changes = [
        (Statistic::Change, difference.number()),
        (Statistic::PercentChange, percent.and_then(|percent| percent.number())),
    ];
    let told = told.into_iter().chain(ends.map(|(statistic, end)| (statistic, Some(end)))).chain(changes);
    let numbers = told.filter_map(|(statistic, value)| Some((statistic.key().to_owned(), number(value?)?)));
    let shown = [
        count.text().into_owned(),
        people.text().into_owned(),
        rate.map_or_else(|| Datum::UNKNOWN.text().into_owned(), |rate| of_unit(comparison, rate)),
        Datum::interval(rate).text().into_owned(),
        changed,
        of_areas::band(figure).text().into_owned(),
    ];
    let area = &figure.report.area;
    json!({ "area": area.key, "name": area.name.as_str(), "numbers": numbers.collect::<serde_json::Map<_, _>>(), "shown": shown })
}

/// A quantity as a number of JSON, a duration in seconds.
fn number(value: Quantity) -> Option<Value> {
    value.in_unit(Unit::Plain).to_string().parse::<Number>().ok().map(Value::Number)
}
