//! The pages of a measure: one of all periods, and one of all areas for each period.

use super::block::{Block, Page, Section};
use super::charts::{self, of_measure::Shown};
use crate::book::Book;
use crate::book::form::Counts;
use crate::book::series::Measure;
use crate::link::{Link, PageKey, anchor};
use crate::query::comparison::Comparison;
use crate::query::comparisons::Comparisons;
use crate::statistics::spread;
use crate::table::cell::Datum;
use crate::table::text::Text;
use crate::table::wording;
use crate::table::{of_areas, over_periods};
use crate::text::number;

/// The page of a measure: what it counts, the nation over all periods, and all areas in the newest period.
pub(crate) fn page<'a>(book: &'a Book, comparisons: &'a Comparisons<'_>, measure: &'a Measure) -> Page<'a> {
    let mut sections = vec![about(book, measure)];
    let all: Vec<_> = comparisons.of_measure(measure).collect();
    let course = comparisons.course(measure);
    let with_areas: Vec<_> = all.iter().rev().filter(|comparison| !comparison.areas.is_empty()).copied().collect();
    sections.extend(with_areas.first().map(|newest| areas(book, newest, &course)));
    let periods = all_periods(book, &course);
    sections.extend((!periods.is_empty()).then(|| Section::new("trend", "All periods", periods)));
    let link = |comparison: &&'a Comparison<'_>| {
        let note =
            format!("{} of {}", comparison.areas.len(), wording::areas(book.areas_in(comparison.period).count()));
        Link::noted(comparison.period.to_string(), PageKey::MeasurePeriod(measure, comparison.period), note)
    };
    if !with_areas.is_empty() {
        let links = Block::Cards(with_areas.iter().map(link).collect());
        sections.push(Section::new("periods", "All areas, by period", vec![links]));
    }
    let lead = measure.about.to_string();
    laid_out(
        book,
        Page { lead, ..Page::of_sections(PageKey::Measure(measure), measure.title.to_string(), "Measure", sections) },
    )
}

/// The nation and the areas over all periods of a measure; nothing where neither has figures of several.
fn all_periods<'a>(book: &'a Book, all: &[&'a Comparison<'_>]) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    if let Some(trend) = over_periods::nation_in(book, all) {
        blocks.extend(charts::of_measure::nation(book, all).map(|shown| shown.block("")));
        blocks.push(Block::Table(trend.into()));
    }
    if let Some(table) = over_periods::areas(book, all) {
        blocks.extend(charts::of_measure::multiples(book, all).map(|shown| shown.block("")));
        blocks.push(Block::Folded { summary: "Figures of areas by period", table: table.into() });
    }
    blocks
}

/// The page of a measure for one period: all areas.
pub(crate) fn period<'a>(book: &'a Book, comparison: &'a Comparison<'_>) -> Page<'a> {
    let (measure, period) = (comparison.measure, comparison.period);
    let sections = vec![areas(book, comparison, &[]), about(book, measure)];
    let (key, title) = (PageKey::MeasurePeriod(measure, period), format!("{}, {period}", measure.title));
    laid_out(
        book,
        Page {
            lead: format!("{} to {}", period.start(), period.end()),
            trail: vec![Link::new(&measure.title, PageKey::Measure(measure))],
            ..Page::of_sections(key, title, "Measure", sections)
        },
    )
}

/// The page with its description, and the home page above it.
fn laid_out<'a>(book: &'a Book, mut page: Page<'a>) -> Page<'a> {
    page.description = format!("{}: areas of {} side by side. {}", page.title, wording::nation(book), page.lead);
    page.trail.insert(0, Link::new(&book.settings.title, PageKey::Home));
    page
}

/// What a measure counts, by which forms, and where its series breaks.
fn about<'a>(book: &Book, measure: &'a Measure) -> Section<'a> {
    let wording::Cycle { word, last, days, .. } = wording::cycle(book);
    let from_to = days.map(|[first, last]| format!(", {first} to {last}")).unwrap_or_default();
    let counted = match measure.counts {
        Counts::Snapshot | Counts::Flow | Counts::Mixed if !book.is_counted(measure) => {
            wording::measured(book.is_added(measure)).to_owned()
        }
        Counts::Snapshot => format!("It counts on one day, {last}, and is never added to counts of a {word}."),
        Counts::Flow => format!("It counts over the whole {word}{from_to}, and is never added to counts of a day."),
        Counts::Mixed => {
            format!("What is counted changed over the {word}s: some figures are of one day, some of a {word}.")
        }
        Counts::Rate if book.is_rate(measure) => {
            "It is a rate, so that areas of different size can be read side by side.".to_owned()
        }
        Counts::Rate => "It is never added up.".to_owned(),
    };
    let mut forms: Vec<&str> = Vec::new();
    let is_filled_in = |key: &str| book.all_reports().any(|report| report.figures.form.key == key);
    for form in measure.cells.iter().filter(|cell| is_filled_in(&cell.form)).filter_map(|cell| book.form(&cell.form)) {
        let title = form.title.as_str();
        forms.extend(Some(title).filter(|title| !forms.contains(title)));
    }
    let mut blocks = vec![
        Block::Paragraph(format!("{} {counted}", measure.about).into()),
        Block::Paragraph(format!("It comes from these forms: {}.", forms.join("; ")).into()),
    ];
    let breaks = measure.breaks.iter().filter(|one| book.reaches(one.at));
    let breaks: Vec<_> = breaks.map(|one| format!("At {}: {}", one.at, one.reason).into()).collect();
    if !breaks.is_empty() {
        let broken = "The series breaks, so that no change is shown and no line runs across:";
        blocks.push(Block::Paragraph(broken.into()));
        blocks.push(Block::List(breaks));
    }
    Section::new("about", "What it counts", blocks)
}

/// All areas of a period: how many, against what, the table with charts, and how to read them. Where comparisons of all
/// periods are given, the table shows the course of each area.
fn areas<'a>(book: &'a Book, comparison: &'a Comparison<'_>, all: &[&'a Comparison<'_>]) -> Section<'a> {
    // The files of a period's charts stand beside the page of the period.
    let folder = if all.is_empty() { String::new() } else { format!("{}/", comparison.period.name()) };
    let chart = |shown: Option<Shown>| shown.map(|shown| shown.block(&folder));
    let table = of_areas::areas(book, comparison, all);
    let mut blocks = vec![Block::Paragraph(introduction(book, comparison).into()), Block::Table(table.into())];
    blocks.extend(chart(charts::of_measure::tiles(book, comparison)));
    blocks.extend(chart(charts::of_measure::intervals(book, comparison)));
    if comparison.has_rates() {
        blocks.extend(how_to_read(book, comparison));
        blocks.extend(chart(charts::of_measure::funnel(book, comparison)));
        blocks.extend(of_areas::regions(book, comparison).map(|table| Block::Table(table.into())));
    }
    Section::new("all-areas", format!("All areas, {}", comparison.period), blocks)
}

fn introduction(book: &Book, comparison: &Comparison<'_>) -> String {
    let (known, period) = (comparison.areas.len(), comparison.period);
    let count = book.areas_in(period).count();
    let (all, have) = (wording::areas(count), if known == 1 { "has" } else { "have" });
    let mut text = match known {
        0 => format!("No area has a figure for {period} here."),
        known if known == count => format!("All {all} {have} a figure for {period}."),
        known => {
            format!("{known} of {all} {have} a figure for {period} here. The others are not zero: they are not known.")
        }
    };
    if let Some(nation) = &comparison.nation {
        let mut number = nation.cell.value.map(number::written).unwrap_or_default();
        let title = &comparison.measure.title;
        if let Some(unit) = wording::titled(book, title, comparison.measure).strip_prefix(&format!("{title}, ")) {
            number += &format!(" ({unit})");
        }
        let name = wording::nation(book);
        text.push_str(&match nation.was_worked_out(comparison.measure) {
            true => format!(" The figure of {name}, all areas together, is {number}."),
            false => format!(" The published figure of {name} is {number}."),
        });
    }
    text.push_str(" Areas stand by name. Their order says nothing about how well they do.");
    text
}

/// A plain account of intervals and funnel limits, with what they come to in this comparison.
fn how_to_read<'a>(book: &Book, comparison: &Comparison<'_>) -> Vec<Block<'a>> {
    let mut blocks = vec![
        Block::Heading { anchor: anchor::HOW_TO_READ, words: "How to read the rates" },
        Block::Paragraph(Text::Several(vec![
            "The 95% interval shows how far a rate could have differed by chance. Whether two areas differ is not to be read off their \
             intervals: those of two areas that differ can overlap, and among many areas some lie apart by chance. "
                .into(),
            Text::link("Compare areas", PageKey::Compare),
            " tests any two areas on their counts and residents.".into(),
        ])),
    ];
    let Some((benchmark, bands)) = comparison.benchmark.as_ref().zip(wording::bands(comparison)) else {
        return blocks;
    };
    let mut paragraph = |text: String| blocks.push(Block::Paragraph(text.into()));
    paragraph(format!(
        "The funnel sets each area against {}, {} {}. Chance alone moves small areas further from it than large ones; 95 of 100 \
         areas would lie within the 95% limits if nothing but chance were at work, and all but 2 of 1,000 within the 99.8% limits. {bands}",
        wording::benchmark(benchmark, &wording::nation(book)),
        Datum::rate(Some(&benchmark.rate)).text(),
        benchmark.rate.unit,
    ));
    let limited = comparison.areas.iter().filter(|figure| figure.band.is_some()).count();
    paragraph(match &comparison.spread {
        Some(spread) => format!(
            "Areas differ more than chance explains (the ratio of the differences to those of chance, φ, is {}). The limits are \
             therefore widened by the usual differences between areas (τ² = {}), so that only areas far from the others lie outside.",
            number::decimal(spread.ratio, 1),
            number::decimal(spread.between, 4),
        ),
        None if limited < spread::FEWEST => format!(
            "The limits are those of chance alone. With fewer than {} areas it cannot be told whether areas usually differ by more.",
            spread::FEWEST
        ),
        None => "The limits are those of chance alone: these figures do not show that areas differ by more.".to_owned(),
    });
    paragraph(
        "A rate outside the limits is a question, not an answer: it can have to do with who lives in an area, with what is done \
         there, or with how the figures are counted."
            .to_owned(),
    );
    blocks
}
