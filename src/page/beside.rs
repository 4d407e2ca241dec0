//! How one area compares: a section of its report, and a page of its own for each period.

use super::block::{Block, Page, Section};
use crate::book::Book;
use crate::book::form::Counts;
use crate::book::path::CellPath;
use crate::book::period::Period;
use crate::book::report::Report;
use crate::book::series::Measure;
use crate::link::{Destination, Link, PageKey, anchor};
use crate::query::comparison::{AreaFigure, Comparison};
use crate::query::comparisons::Comparisons;
use crate::query::series;
use crate::table::against;
use crate::table::cell::Datum;
use crate::table::text::Text;
use crate::table::wording;

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
pub(crate) fn has_page(book: &Book, comparisons: &Comparisons<'_>, report: &Report) -> bool {
    compared_in(book, comparisons, report).next().is_some()
}

/// The section “How this area compares” of a report; none where there is nothing to compare.
pub(crate) fn section<'a>(book: &'a Book, comparisons: &'a Comparisons<'_>, report: &'a Report) -> Option<Section<'a>> {
    let found = comparable(book, comparisons, report);
    let first = found.first()?;
    let mut blocks = sentences(book, comparisons, first, report);
    blocks.extend(against::nation(book, &found, &report.area).map(|table| Block::Table(table.into())));
    let period_page = PageKey::MeasurePeriod(first.measure, report.period);
    blocks.push(Block::Paragraph(Text::Several(vec![
        Text::link(
            format!("Compare {} with each other area", report.name()),
            PageKey::Beside(&report.area, report.period),
        ),
        ". ".into(),
        Text::link("How to read intervals and the funnel", Destination::at(period_page, anchor::HOW_TO_READ)),
        ".".into(),
    ])));
    Some(Section::new(anchor::BESIDE, "How this area compares", blocks))
}

/// The page of one area beside the nation and every other area.
pub(crate) fn page<'a>(book: &'a Book, comparisons: &'a Comparisons<'_>, report: &'a Report) -> Page<'a> {
    let (area, period) = (&report.area, report.period);
    let found = comparable(book, comparisons, report);
    let mut sections = Vec::new();
    if let Some(first) = found.first() {
        let mut blocks = sentences(book, comparisons, first, report);
        blocks.extend(against::nation(book, &found, area).map(|table| Block::Table(table.into())));
        let against = against::Against::new(&found).name(book);
        sections.push(Section::new("nation", format!("Beside {against}"), blocks));
    }
    if let Some(table) = found.first().and_then(|comparison| against::areas(comparison, area)) {
        let tested = "Whether two areas differ is tested on their counts and residents, pair by pair. Where no two areas differ, \
                      chance alone makes about one pair in 20 look perhaps different, and one in 500 different.";
        let blocks = vec![Block::Paragraph(tested.into()), Block::Table(table.into())];
        sections.push(Section::new("areas", "Beside each other area", blocks));
    }
    let others = book.reports_of(&area.key).filter(|other| has_page(book, comparisons, other));
    let mut periods: Vec<_> = others.map(|other| other.period).filter(|other| other.is_like(period)).collect();
    periods.reverse();
    if periods.len() > 1 {
        let current = periods.iter().position(|other| *other == period);
        let link = |other: &Period| Link::new(other.to_string(), PageKey::Beside(area, *other));
        let blocks = vec![Block::Periods { links: periods.iter().map(link).collect(), current }];
        sections.push(Section::new("other-years", format!("Other {}s", report.period.word()), blocks));
    }
    Page {
        description: format!(
            "Rates of {} beside {} and each other area, {period}.",
            report.name(),
            wording::nation(book)
        ),
        trail: vec![
            Link::new(&book.settings.title, PageKey::Home),
            Link::new("Compare areas", PageKey::Compare),
            Link::new(format!("{} {period}", report.name()), PageKey::Report(report)),
        ],
        lead: format!("{} to {}", period.start(), period.end()),
        ..Page::of_sections(
            PageKey::Beside(area, period),
            format!("{} beside others, {period}", report.name()),
            "Comparison",
            sections,
        )
    }
}

/// What the numbers of an area say, and no more: its rate with the interval, what it is set against, its band of the funnel, its change, the
/// years before.
fn sentences<'a>(
    book: &Book,
    comparisons: &Comparisons<'_>,
    comparison: &Comparison<'_>,
    report: &Report,
) -> Vec<Block<'a>> {
    let Some(figure) = comparison.of_area(&report.area.key) else { return Vec::new() };
    let Some(rate) = &figure.rate else { return Vec::new() };
    let mut text = vec![format!(
        "{}, {}: {} had {} {}{}.",
        comparison.measure.title,
        report.period,
        report.name(),
        Datum::rate(Some(rate)).text(),
        rate.unit,
        rate.interval.map(|ends| format!(" (95% interval {})", wording::interval(ends))).unwrap_or_default(),
    )];
    if let (Some(benchmark), Some(band)) = (&comparison.benchmark, figure.band) {
        let against = wording::capital(&wording::benchmark(benchmark, &wording::nation(book)));
        text.push(format!("{against} was {}.", Datum::rate(Some(&benchmark.rate)).text()));
        text.push(wording::band_sentence(band, comparison.spread.is_some()));
    }
    if !rate.has_residents {
        text.push(
            "The rate is the published one; the number of residents is not known here, so it could not be checked."
                .to_owned(),
        );
    }
    if wording::is_small(book, comparison.measure, figure) {
        text.push("The count is below 10: such small numbers change much by chance alone.".to_owned());
    }
    let paragraphs = [text.join(" "), trend(book, comparisons, comparison, figure)];
    paragraphs.into_iter().filter(|text| !text.is_empty()).map(|text| Block::Paragraph(text.into())).collect()
}

/// The area's own trend: the change since the year before, and the figures of the years before that compare.
fn trend(book: &Book, comparisons: &Comparisons<'_>, comparison: &Comparison<'_>, figure: &AreaFigure<'_>) -> String {
    let measure = comparison.measure;
    let subject = match measure.counts {
        Counts::Rate => "rate",
        _ if book.is_counted(measure) => "number",
        _ => "figure",
    };
    let mut text = Vec::new();
    if let Some(change) = &figure.change {
        text.push(wording::change_sentence(
            subject,
            comparison.period,
            change,
            book.settings.checks.change_probability,
        ));
    }
    let like =
        comparisons.periods(measure).map(|(period, _)| period).filter(|period| period.is_like(comparison.period));
    let known = like.min().unwrap_or(comparison.period);
    let points = book.measured(measure, &figure.report.area.key, &series::periods(known, comparison.period));
    let mut earlier = Vec::new();
    for (later, point) in points.iter().rev().zip(points.iter().rev().skip(1)) {
        if later.broken.is_some() || earlier.len() == MOST_YEARS {
            break;
        }
        let cell = point.cell.filter(|cell| cell.value.is_ok());
        earlier.extend(cell.map(|cell| format!("{} in {}", Datum::figure(Some(cell)).text(), point.period)));
    }
    earlier.reverse();
    // The sentence before tells the figure of the period before.
    let is_told = figure.change.is_some() && earlier.len() == 1;
    if !earlier.is_empty() && !is_told {
        text.push(format!("The {subject}s of earlier {}s are {}.", comparison.period.word(), earlier.join(", ")));
    }
    text.join(" ")
}
