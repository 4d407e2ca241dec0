//! How one area compares: a section of its report, and a page of its own for each period.

use super::comparison_views::ComparisonPage;
use super::frame::{self, Rendered};
use super::markdown::Context;
use super::table::Tables;
use super::views::SectionView;
use crate::book::Book;
use crate::book::form::Counts;
use crate::book::path::CellPath;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::markup::escape;
use crate::query::comparison::{Comparison, Standing};
use crate::query::comparisons::Comparisons;
use crate::query::series;
use crate::table::against;
use crate::table::cell::Datum;
use crate::table::wording;
use crate::theme::Theme;

/// How many earlier years an area's trend goes back at most.
const MOST_YEARS: usize = 6;

/// The measures in which a report compares: those that have rates, without the counts from which another one is made.
fn compared_in<'a>(
    book: &'a Book,
    comparisons: &Comparisons<'_>,
    report: &Report,
) -> impl Iterator<Item = &'a Measure> {
    let form = &report.figures.form;
    let is_shown = |at: usize| book.measures.iter().any(|measure| measure.path(&form.key) == Some(CellPath::table(at)));
    let with_rate = form.tables.iter().enumerate().filter(|(at, _)| is_shown(*at));
    let shown: Vec<_> = with_rate.filter_map(|(_, table)| Some(table.rate.as_ref()?.of)).collect();
    book.measures.iter().filter(move |measure| {
        let path = measure.path(&form.key);
        let is_repeated = measure.counts != Counts::Rate && path.is_some_and(|path| shown.contains(&path));
        !is_repeated
            && comparisons.is_against(measure, report.period)
            && path.is_some_and(|path| report.figures.number(path).is_some())
            && book.rate(measure, report).is_some_and(|rate| rate.interval.is_some())
    })
}

/// What there is to compare a report in, rates first.
fn comparable<'c, 'a>(book: &Book, comparisons: &'c Comparisons<'a>, report: &Report) -> Vec<&'c Comparison<'a>> {
    let found = compared_in(book, comparisons, report);
    let mut found: Vec<_> = found.filter_map(|measure| comparisons.get(measure, report.period)).collect();
    found.sort_by_key(|comparison| comparison.measure.counts != Counts::Rate);
    found
}

/// Whether there is anything to compare a report with.
pub fn has_page(book: &Book, comparisons: &Comparisons<'_>, report: &Report) -> bool {
    compared_in(book, comparisons, report).next().is_some()
}

/// The section “How this area compares”; none where there is nothing to compare.
pub fn section(
    book: &Book,
    comparisons: &Comparisons<'_>,
    theme: &Theme,
    report: &Report,
) -> Result<Option<SectionView>, Box<tera::Error>> {
    let found = comparable(book, comparisons, report);
    let Some(first) = found.first() else { return Ok(None) };
    let root = frame::root(&frame::report_path(report));
    let mut html = sentences(book, comparisons, first, report);
    let tables = Tables { theme, context: Context::of_page(book, "how-this-area-compares"), root: &root };
    if let Some(table) = against::nation(book, &found, &report.area) {
        html.push_str(&tables.html(&table)?);
    }
    html.push_str(&format!(
        "<p><a href=\"{root}{}\">Compare {} with each other area</a>. <a href=\"{root}{}#how-to-read\">How to read intervals and the funnel</a>.</p>\n",
        frame::against_path(&report.area, report.period),
        escape(&report.area.name),
        frame::measure_period_path(first.measure, report.period),
    ));
    let title = "How this area compares".to_owned();
    Ok(Some(SectionView { id: "how-this-area-compares".to_owned(), title, html, signatories: Vec::new() }))
}

/// The page of one area against the nation and every other area.
pub fn page(book: &Book, comparisons: &Comparisons<'_>, theme: &Theme, report: &Report) -> Rendered {
    let (area, period) = (&report.area, report.period);
    let path = frame::against_path(area, period);
    let root = frame::root(&path);
    let found = comparable(book, comparisons, report);
    let tables = Tables { theme, context: Context::of_page(book, "areas"), root: &root };
    let mut sections = Vec::new();
    if let Some(first) = found.first() {
        let mut html = sentences(book, comparisons, first, report);
        if let Some(table) = against::nation(book, &found, area) {
            html.push_str(&tables.html(&table)?);
        }
        let against = against::Against::new(&found).name(book);
        sections.push(("nation".to_owned(), format!("Beside {against}"), html));
    }
    for comparison in found.iter().take(1) {
        let Some(table) = against::areas(comparison, area) else { continue };
        let html = format!(
            "<p>Whether two areas differ is tested on their counts and residents, pair by pair. Where no two areas differ, chance \
             alone makes about one pair in 20 look perhaps different, and one in 500 different.</p>\n{}",
            tables.html(&table)?
        );
        sections.push(("areas".to_owned(), "Beside each other area".to_owned(), html));
    }
    let others: Vec<_> = book.reports_of(&area.key).filter(|other| has_page(book, comparisons, other)).collect();
    if others.len() > 1 {
        let link = |other: &&Report| {
            let to = frame::against_path(area, other.period);
            let current = if other.period == period { " aria-current=\"page\"" } else { "" };
            format!("<li><a href=\"{root}{to}\"{current}>{}</a></li>\n", other.period)
        };
        let links: String = others.iter().rev().map(link).collect();
        let html = format!("<ul class=\"row\">\n{links}</ul>\n");
        sections.push(("other-years".to_owned(), "Other years".to_owned(), html));
    }
    let trail = vec![
        frame::home_link(book),
        frame::link("Compare areas", frame::COMPARE.to_owned(), ""),
        frame::link(format!("{} {period}", area.name), frame::report_path(report), ""),
    ];
    let heading = format!("{} beside others, {period}", area.name);
    let lead = format!("{} to {}", period.start(), period.end());
    let description = format!("Rates of {} beside {} and each other area, {period}.", area.name, book.nation.name);
    let mut page = frame::frame(book, theme, heading.clone(), description, &path, trail);
    page.scripts.extend(theme.assets.get("sort.js").cloned());
    theme.render("comparison.html", &ComparisonPage { page, caption: "Comparison".to_owned(), heading, lead, sections })
}

/// What the numbers of an area say, and no more: its rate with the interval, what it is set against, its place, its change, the
/// years before.
fn sentences(book: &Book, comparisons: &Comparisons<'_>, comparison: &Comparison<'_>, report: &Report) -> String {
    let Some(standing) = comparison.of_area(&report.area.key) else { return String::new() };
    let Some(rate) = &standing.rate else { return String::new() };
    let mut text = vec![format!(
        "{}, {}: {} had {} {}{}.",
        comparison.measure.title,
        report.period,
        report.area.name,
        wording::rate(rate),
        rate.unit,
        rate.interval.map(|ends| format!(" (95% interval {})", wording::interval(ends))).unwrap_or_default(),
    )];
    if let (Some(benchmark), Some((_, place))) = (&comparison.benchmark, standing.place) {
        let against = wording::capital(&wording::benchmark(benchmark, &book.nation.name));
        text.push(format!("{against} was {}.", wording::rate(&benchmark.rate)));
        text.push(wording::place_sentence(place, comparison.spread.is_some()));
    }
    if !rate.has_residents {
        text.push(
            "The rate is the published one; the number of residents is not known here, so it could not be checked."
                .to_owned(),
        );
    }
    if wording::is_small(standing) {
        text.push("The count is below 10: such small numbers change much by chance alone.".to_owned());
    }
    let mut html = format!("<p>{}</p>\n", escape(&text.join(" ")));
    let trend = trend(book, comparisons, comparison, standing);
    if !trend.is_empty() {
        html.push_str(&format!("<p>{}</p>\n", escape(&trend)));
    }
    html
}

/// The area's own trend: the change since the year before, and the figures of the years before that compare.
fn trend(book: &Book, comparisons: &Comparisons<'_>, comparison: &Comparison<'_>, standing: &Standing<'_>) -> String {
    let measure = comparison.measure;
    let subject = if measure.counts == Counts::Rate { "rate" } else { "number" };
    let mut text = Vec::new();
    if let Some(change) = &standing.change {
        text.push(wording::change_sentence(subject, change, book.settings.checks.change_probability));
    }
    let known = comparisons.periods(measure).map(|(period, _)| period).next().unwrap_or(comparison.period);
    let points = book.measured(measure, &standing.report.area.key, &series::periods(known, comparison.period));
    let mut earlier = Vec::new();
    for (later, point) in points.iter().rev().zip(points.iter().rev().skip(1)) {
        if later.broken.is_some() || earlier.len() == MOST_YEARS {
            break;
        }
        let cell = point.cell.filter(|cell| cell.value.is_ok());
        earlier.extend(cell.map(|cell| format!("{} in {}", Datum::figure(Some(cell)).text(), point.period)));
    }
    earlier.reverse();
    if !earlier.is_empty() {
        text.push(format!("The {subject}s of earlier years are {}.", earlier.join(", ")));
    }
    text.join(" ")
}
