//! A chart in words, made from its data: the highest, the lowest, how it changed, what is missing.

use super::data::{Courses, Figure, Series, Span};
use crate::book::cell::{absence_sign, meaning};
use crate::text::number;

/// How many names are listed before the rest is counted.
const MOST_NAMES: usize = 8;

/// `1 bar`, `42 bars`.
pub(crate) fn counted(count: usize, one: &str) -> String {
    format!("{} {one}{}", number::count(count as u64), if count == 1 { "" } else { "s" })
}

/// Names as a list: `A, B and C`; after eight, how many others.
pub(crate) fn list(names: &[String]) -> String {
    let others = format!("{} others", names.len().saturating_sub(MOST_NAMES));
    let mut shown: Vec<&str> = names.iter().map(String::as_str).collect();
    if names.len() > MOST_NAMES + 1 {
        shown.truncate(MOST_NAMES);
        shown.push(&others);
    }
    match shown.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    }
}

/// Names after what they have in common: ` With gaps: A, B and C.`; nothing where there are none.
pub(crate) fn listed(words: &str, names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!(" {words}: {}.", list(names)) }
}

/// Named figures: the highest and the lowest, what else there is to say of them, and what is missing.
pub(crate) fn figures<'a>(figures: impl Iterator<Item = (String, &'a Figure)>, between: &str) -> String {
    let figures: Vec<_> = figures.collect();
    extremes(&figures) + between + &missing(&figures)
}

/// The highest and lowest of named figures, with all names that share them.
fn extremes(figures: &[(String, &Figure)]) -> String {
    let known: Vec<_> = figures.iter().filter_map(|(name, figure)| Some((name, figure, figure.value()?))).collect();
    let values = || known.iter().map(|(.., value)| *value);
    let (most, least) = (values().fold(f64::NEG_INFINITY, f64::max), values().fold(f64::INFINITY, f64::min));
    let those = |wanted: f64| {
        let found: Vec<_> = known.iter().filter(|(.., value)| *value == wanted).collect();
        let names: Vec<_> = found.iter().map(|(name, ..)| (*name).clone()).collect();
        (list(&names), found.first().map(|(_, figure, _)| figure.text.clone()).unwrap_or_default())
    };
    let (high, text) = those(most);
    match known.len() {
        0 => " No figure is known.".to_owned(),
        1 => format!(" {high}: {text}."),
        _ if most == least => format!(" All are {text}."),
        _ => {
            let (low, least) = those(least);
            format!(" Highest: {high}, {text}. Lowest: {low}, {least}.")
        }
    }
}

/// What has no figure, by reason.
fn missing(figures: &[(String, &Figure)]) -> String {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for (name, figure) in figures {
        let Err(reason) = figure.value else { continue };
        let reason = meaning(absence_sign(reason)).unwrap_or_default();
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(name.clone()),
            None => reasons.push((reason, vec![name.clone()])),
        }
    }
    reasons.iter().map(|(reason, names)| format!(" {}: {reason}.", list(names))).collect()
}

/// How each series changed, and the breaks.
pub(crate) fn courses(courses: &Courses) -> String {
    let changes: String = courses.series.iter().map(|found| series(&courses.span, found)).collect();
    changes + &breaks(&courses.span)
}

/// The change of a series: its first and last figure since the last break, and its highest and lowest where these are others.
fn series(span: &Span, series: &Series) -> String {
    let named = |at: usize| span.periods.get(at).cloned().unwrap_or_default();
    let value = |(at, figure)| Some((at, figure, Figure::value(figure)?));
    let known: Vec<_> = series.figures.iter().enumerate().filter_map(value).collect();
    let (name, up, down, none) = match series.label.as_str() {
        "" => (String::new(), "Up", "Down", "No"),
        label => (format!("{label}: "), "up", "down", "no"),
    };
    let Some(&(last, end, to)) = known.last() else { return format!(" {name}{none} figure is known.") };
    let marked = known.iter().filter(|(_, figure, _)| figure.is_break).map(|(at, ..)| *at);
    let since = span.breaks.iter().map(|found| found.at).chain(marked).filter(|at| *at <= last).max().unwrap_or(0);
    let comparable = || known.iter().copied().filter(|(at, ..)| *at >= since);
    let (first, start, from) = comparable().next().unwrap_or((last, end, to));
    let mut words = match () {
        () if first == last => format!(" {name}{} in {}", end.text, named(last)),
        () if from == to => format!(" {name}{} in {} and in {}", end.text, named(first), named(last)),
        () => {
            let direction = if from < to { up } else { down };
            format!(" {name}{direction} from {} in {} to {} in {}", start.text, named(first), end.text, named(last))
        }
    };
    let high = comparable().reduce(|best, next| if next.2 > best.2 { next } else { best });
    let low = comparable().reduce(|best, next| if next.2 < best.2 { next } else { best });
    for (kind, extreme) in [("highest", high), ("lowest", low)] {
        if let Some((at, figure, _)) = extreme.filter(|(at, ..)| *at != first && *at != last) {
            words.push_str(&format!(", {kind} {} in {}", figure.text, named(at)));
        }
    }
    let figures: Vec<_> = span.periods.iter().cloned().zip(&series.figures).collect();
    words + "." + &missing(&figures)
}

/// The breaks, each with its reason.
pub(crate) fn breaks(span: &Span) -> String {
    let sentences = span.breaks.iter().filter_map(|found| {
        let period = span.periods.get(found.at)?;
        let stop = if found.reason.is_empty() || found.reason.ends_with('.') { "" } else { "." };
        Some(format!(" The series breaks at {period}: figures before it do not compare. {}{stop}", found.reason))
    });
    sentences.map(|text| text.trim_end().to_owned()).collect()
}
