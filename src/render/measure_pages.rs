//! The pages of a measure: one of all periods, and one of all areas for each period.

use super::compared_charts::{self, Shown};
use super::comparison_views::ComparisonPage;
use super::frame::{self, Rendered};
use super::markdown::Context;
use super::table::Tables;
use super::views::LinkView;
use crate::book::Book;
use crate::book::form::Counts;
use crate::book::series::Measure;
use crate::markup::escape;
use crate::number;
use crate::query::comparison::Comparison;
use crate::query::comparisons::Comparisons;
use crate::statistics::spread;
use crate::table::wording;
use crate::table::{of_areas, over_periods};
use crate::theme::Theme;

/// The page of a measure: what it counts, the nation over all periods, and all areas in the newest period.
pub fn measure(book: &Book, comparisons: &Comparisons<'_>, theme: &Theme, measure: &Measure) -> Rendered {
    let path = frame::measure_path(measure);
    let root = frame::root(&path);
    let tables = Tables { theme, context: Context::of_page(book, "all-areas"), root: &root };
    let mut sections = vec![about(book, measure)];
    let all: Vec<_> = comparisons.of_measure(measure).collect();
    let newest = all.iter().rev().find(|comparison| !comparison.areas.is_empty()).copied();
    if let Some(newest) = newest {
        sections.push(areas(&tables, newest, &all)?);
    }
    let html = all_periods(&tables, &all)?;
    if !html.is_empty() {
        sections.push(("trend".to_owned(), "All periods".to_owned(), html));
    }
    let links = all.iter().rev().filter(|comparison| !comparison.areas.is_empty());
    let links: Vec<_> = links
        .map(|comparison| {
            let note = format!("{} of {}", comparison.areas.len(), wording::areas(book.areas.len()));
            let to = frame::measure_period_path(measure, comparison.period);
            format!("<li><a href=\"{root}{to}\">{}</a> <span class=\"hint\">{note}</span></li>\n", comparison.period)
        })
        .collect();
    if !links.is_empty() {
        let html = format!("<ul class=\"cards\">\n{}</ul>\n", links.concat());
        sections.push(("periods".to_owned(), "All areas, by period".to_owned(), html));
    }
    let lead = measure.about.clone();
    page(book, theme, (&path, Vec::new()), (measure.title.clone(), "Measure", lead), sections)
}

/// The nation and the areas over all periods of a measure; empty where neither has figures of several.
fn all_periods(tables: &Tables<'_>, all: &[&Comparison<'_>]) -> Rendered {
    let (theme, book) = (tables.theme, tables.context.book);
    let mut html = String::new();
    if let Some(trend) = over_periods::nation_in(book, all) {
        html.push_str(&charts(theme, "", [compared_charts::nation(book, all)])?);
        html.push_str(&tables.html(&trend)?);
    }
    if let Some(table) = over_periods::areas(book, all) {
        html.push_str(&charts(theme, "", [compared_charts::multiples(book, all)])?);
        let table = tables.html(&table)?;
        html.push_str(&format!(
            "<details class=\"exhibit\">\n<summary>Figures of areas by period</summary>\n{table}</details>\n"
        ));
    }
    Ok(html)
}

/// The page of a measure for one period: all areas.
pub fn period(book: &Book, theme: &Theme, comparison: &Comparison<'_>) -> Rendered {
    let measure = comparison.measure;
    let path = frame::measure_period_path(measure, comparison.period);
    let root = frame::root(&path);
    let tables = Tables { theme, context: Context::of_page(book, "all-areas"), root: &root };
    let mut sections = vec![areas(&tables, comparison, &[])?];
    sections.push(about(book, measure));
    let trail = vec![frame::link(measure.title.clone(), frame::measure_path(measure), "")];
    let lead = format!("{} to {}", comparison.period.start(), comparison.period.end());
    let title = format!("{}, {}", measure.title, comparison.period);
    page(book, theme, (&path, trail), (title, "Measure", lead), sections)
}

fn page(
    book: &Book,
    theme: &Theme,
    (path, above): (&str, Vec<LinkView>),
    (heading, caption, lead): (String, &str, String),
    sections: Vec<(String, String, String)>,
) -> Rendered {
    let mut trail = vec![frame::home_link(book)];
    trail.extend(above);
    let description = format!("{heading}: areas of {} side by side. {lead}", book.nation.name);
    let mut page = frame::frame(book, theme, heading.clone(), description, path, trail);
    page.scripts.extend(theme.assets.get("sort.js").cloned());
    theme.render("comparison.html", &ComparisonPage { page, caption: caption.to_owned(), heading, lead, sections })
}

/// What a measure counts, by which forms, and where its series breaks.
fn about(book: &Book, measure: &Measure) -> (String, String, String) {
    let counted = match measure.counts {
        Counts::Snapshot => "It counts on one day, 31 March, and is never added to counts of a year.",
        Counts::Flow => "It counts over the whole year, 1 April to 31 March, and is never added to counts of a day.",
        Counts::Mixed => "What is counted changed over the years: some figures are of one day, some of a year.",
        Counts::Rate => "It is a rate, so that areas of different size can be read side by side.",
    };
    let forms: Vec<_> =
        measure.cells.iter().filter_map(|cell| book.form(&cell.form)).map(|form| escape(&form.title)).collect();
    let mut html = format!(
        "<p>{} {counted}</p>\n<p>It comes from these forms: {}.</p>\n",
        escape(&measure.about),
        forms.join("; ")
    );
    if !measure.breaks.is_empty() {
        html.push_str("<p>The series breaks, so that no change is shown and no line runs across:</p>\n<ul>\n");
        for at in &measure.breaks {
            html.push_str(&format!("<li>At {}: {}</li>\n", at.at, escape(&at.reason)));
        }
        html.push_str("</ul>\n");
    }
    ("about".to_owned(), "What it counts".to_owned(), html)
}

/// All areas of a period: how many, against what, the table with charts, and how to read them. Where comparisons of all
/// periods are given, the table shows the course of each area.
fn areas(
    tables: &Tables<'_>,
    comparison: &Comparison<'_>,
    all: &[&Comparison<'_>],
) -> Result<(String, String, String), Box<tera::Error>> {
    let (theme, book) = (tables.theme, tables.context.book);
    let mut html = introduction(book, comparison);
    // The files of a period's charts stand beside the page of the period.
    let folder = if all.is_empty() { String::new() } else { format!("{}/", comparison.period) };
    html.push_str(&tables.html(&of_areas::areas(book, comparison, all))?);
    html.push_str(&charts(
        theme,
        &folder,
        [compared_charts::tiles(book, comparison), compared_charts::intervals(book, comparison)],
    )?);
    if comparison.has_rates() {
        html.push_str(&how_to_read(book, comparison, tables.root));
        html.push_str(&charts(theme, &folder, [compared_charts::funnel(book, comparison)])?);
        if let Some(regions) = of_areas::regions(book, comparison) {
            html.push_str(&tables.html(&regions)?);
        }
    }
    Ok(("all-areas".to_owned(), format!("All areas, {}", comparison.period), html))
}

/// Charts with links to their files in `folder`, as seen from the page.
fn charts(theme: &Theme, folder: &str, shown: impl IntoIterator<Item = Option<Shown>>) -> Rendered {
    shown
        .into_iter()
        .flatten()
        .map(|shown| theme.render("chart.html", &compared_charts::view(&shown, folder)))
        .collect()
}

fn introduction(book: &Book, comparison: &Comparison<'_>) -> String {
    let (known, all) = (comparison.areas.len(), book.areas.len());
    let (all, have, period) = (wording::areas(all), if known == 1 { "has" } else { "have" }, comparison.period);
    let mut text = match known {
        0 => format!("No area has a figure for {period} here."),
        known if known == book.areas.len() => format!("All {all} {have} a figure for {period}."),
        known => {
            format!("{known} of {all} {have} a figure for {period} here. The others are not zero: they are not known.")
        }
    };
    if let Some(nation) = &comparison.nation {
        let number = nation.cell.value.map(number::written).unwrap_or_default();
        text.push_str(&format!(" The published figure of {} is {number}.", book.nation.name));
    }
    text.push_str(" Areas stand by name. Their order says nothing about how well they work.");
    format!("<p>{}</p>\n", escape(&text))
}

/// A plain account of intervals and funnel limits, with what they come to in this comparison.
fn how_to_read(book: &Book, comparison: &Comparison<'_>, root: &str) -> String {
    let mut html = String::from("<h3 id=\"how-to-read\">How to read the rates</h3>\n");
    html.push_str(
        "<p>The 95% interval shows how far a rate could have differed by chance. Whether two areas differ is not to be read off their \
         intervals: those of two areas that differ can overlap, and among many areas some lie apart by chance. ",
    );
    html.push_str(&format!(
        "<a href=\"{root}{}\">Compare areas</a> tests any two areas on their counts and residents.</p>\n",
        frame::COMPARE
    ));
    let Some((benchmark, places)) = comparison.benchmark.as_ref().zip(wording::places(comparison)) else { return html };
    let against = wording::benchmark(benchmark, &book.nation.name);
    html.push_str(&format!(
        "<p>The funnel sets each area against {}, {} {}. Chance alone moves small areas further from it than large ones; 95 of 100 \
         areas would lie within the 95% limits if nothing but chance were at work, and all but 2 of 1,000 within the 99.8% limits. {}</p>\n",
        escape(&against),
        wording::rate(&benchmark.rate),
        escape(&benchmark.rate.unit),
        places,
    ));
    html.push_str(&match &comparison.spread {
        Some(spread) => format!(
            "<p>Areas differ more than chance explains (the ratio of the differences to those of chance, φ, is {}). The limits are \
             therefore widened by the usual differences between areas (τ² = {}), so that only areas far from the others lie outside.</p>\n",
            number::decimal(spread.ratio, 1),
            number::decimal(spread.between, 4),
        ),
        None if comparison.areas.iter().filter(|standing| standing.place.is_some()).count() < spread::FEWEST => format!(
            "<p>The limits are those of chance alone. With fewer than {} areas it cannot be told whether areas usually differ by more.</p>\n",
            spread::FEWEST
        ),
        None => "<p>The limits are those of chance alone: these figures do not show that areas differ by more.</p>\n".to_owned(),
    });
    html.push_str(
        "<p>A rate outside the limits is a question, not an answer: it can have to do with who lives in an area, with courts and prisons, \
         or with how people are counted.</p>\n",
    );
    html
}
