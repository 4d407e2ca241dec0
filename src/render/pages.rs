//! The pages: one function a kind.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::frame::{self, Rendered, area_path, frame, home_link, link, overview_path, report_path, status_note};
use super::markdown::{self, Context};
use super::table::Tables;
use super::views::{AreaView, HomeView, LinkView, PageView, RegionView, ReportView, SectionView};
use super::{area_comparison, around, compare_page, coverage, headlines, measure_pages, overview, sections, standing};
use crate::book::Book;
use crate::book::area::Area;
use crate::book::period::Period;
use crate::book::publisher::Statement;
use crate::book::report::{Report, Status};
use crate::book::series::Measure;
use crate::markup::escape;
use crate::query::comparisons::Comparisons;
use crate::query::reference::STATISTICS;
use crate::table::wording;
use crate::table::{of_period, over_periods};
use crate::theme::Theme;
use crate::typography;

/// What stands above the tables of a report that is partial.
const PARTIAL: &str = "<div class=\"note\">\n<p>These are some figures only. They were gathered from other publications, which are \
named below the tables, and are not a report of the area or the nation itself. What is not known is marked [x]; it is not \
zero.</p>\n</div>\n";

fn is_partial(report: &Report) -> bool {
    report.status == Status::Partial
}

/// One page that is to be made.
pub enum Page<'a> {
    /// The home page.
    Home,
    /// The page of an area.
    Area(&'a Area),
    /// The page of a report.
    Report(&'a Report),
    /// The page of the nation for a period.
    Overview(Period),
    /// The page of a measure.
    Measure(&'a Measure),
    /// The page of a measure for one period.
    MeasurePeriod(&'a Measure, Period),
    /// The page of an area against the nation and every other area.
    Against(&'a Report),
    /// The page on which areas are chosen to be compared.
    Compare,
    /// The page of what there is of which area and period.
    Coverage,
    /// How to read the figures.
    Reading,
    /// The accessibility statement.
    Accessibility(&'a Statement),
    /// What is served where there is no page.
    NotFound,
}

/// Every page of a book.
pub fn all<'a>(book: &'a Book, comparisons: &Comparisons<'a>) -> Vec<Page<'a>> {
    let mut pages = vec![Page::Home, Page::Coverage];
    pages.extend(book.areas.iter().map(|area| Page::Area(area)));
    pages.extend(book.reports.iter().map(|report| Page::Report(report)));
    pages.extend(book.periods().into_iter().map(Page::Overview));
    pages.extend([Page::Reading, Page::NotFound]);
    pages.extend(book.settings.publisher.statement.as_ref().map(Page::Accessibility));
    for measure in &book.measures {
        let mut periods = comparisons.periods(measure).peekable();
        if periods.peek().is_some() {
            pages.push(Page::Measure(measure));
        }
        let with_areas = periods.filter(|(_, has_areas)| *has_areas);
        pages.extend(with_areas.map(|(period, _)| Page::MeasurePeriod(measure, period)));
    }
    let against = book.reports.par_iter().filter(|report| area_comparison::has_page(book, comparisons, report));
    let before = pages.len();
    pages.par_extend(against.map(|report| Page::Against(report)));
    if pages.len() > before {
        pages.push(Page::Compare);
    }
    pages
}

/// Where a page stands.
pub fn path(page: &Page<'_>) -> String {
    match page {
        Page::Home => "index.html".to_owned(),
        Page::Area(area) => area_path(area),
        Page::Report(report) => report_path(report),
        Page::Overview(period) => overview_path(*period),
        Page::Measure(measure) => frame::measure_path(measure),
        Page::MeasurePeriod(measure, period) => frame::measure_period_path(measure, *period),
        Page::Against(report) => frame::against_path(&report.area, report.period),
        Page::Compare => frame::COMPARE.to_owned(),
        Page::Coverage => frame::COVERAGE.to_owned(),
        Page::Reading => around::READING.to_owned(),
        Page::Accessibility(_) => around::ACCESSIBILITY.to_owned(),
        Page::NotFound => around::NOT_FOUND.to_owned(),
    }
}

/// A page's HTML.
pub fn page<'a>(book: &'a Book, comparisons: &Comparisons<'a>, theme: &Theme, page: &Page<'a>) -> Rendered {
    let html = match page {
        Page::Home => home(book, comparisons, theme),
        Page::Area(area) => self::area(book, comparisons, theme, area),
        Page::Report(report) => self::report(book, comparisons, theme, report),
        Page::Overview(period) => overview(book, comparisons, theme, *period),
        Page::Measure(measure) => measure_pages::measure(book, comparisons, theme, measure),
        Page::MeasurePeriod(measure, period) => match comparisons.get(measure, *period) {
            Some(found) => measure_pages::period(book, theme, found),
            None => Ok(String::new()),
        },
        Page::Against(report) => area_comparison::page(book, comparisons, theme, report),
        Page::Compare => compare_page::page(book, comparisons, theme),
        Page::Coverage => coverage::page(book, theme),
        Page::Reading => about_the_site(book, theme, around::READING, |page| standing::reading(book, theme, page)),
        Page::Accessibility(statement) => {
            about_the_site(book, theme, around::ACCESSIBILITY, |page| standing::accessibility(theme, page, statement))
        }
        Page::NotFound => about_the_site(book, theme, around::NOT_FOUND, |page| standing::not_found(book, theme, page)),
    };
    html.map(|html| typography::of_page(&html))
}

/// The images of every report, with their paths: each stands in the folder of the page that shows it.
pub fn drawings(book: &Book) -> BTreeMap<String, &[u8]> {
    let mut drawings = BTreeMap::new();
    for report in book.all_reports() {
        let folder = frame::report_folder(book, report);
        let paths = report.drawings.values().map(|drawing| (format!("{folder}{}", drawing.name), &*drawing.bytes));
        drawings.extend(paths);
    }
    drawings
}

/// A page about the site itself. Its title and description are its template's.
fn about_the_site(book: &Book, theme: &Theme, path: &str, render: impl Fn(PageView) -> Rendered) -> Rendered {
    let (title, description) = match path {
        around::READING => {
            ("How to read these figures", "What the signs in the tables mean, and what is counted when.")
        }
        around::ACCESSIBILITY => {
            ("Accessibility statement", "How far this site can be used by everybody, and whom to tell.")
        }
        _ => ("Page not found", "There is no page at this address."),
    };
    let page = frame(book, theme, title.to_owned(), description.to_owned(), path, vec![home_link(book)]);
    render(page)
}

/// What there is for a period, in words that do not hide what is partial.
fn coverage(book: &Book, period: Period) -> String {
    let of_period = |partial: bool| {
        let reports = book.reports_for(period);
        reports.filter(|report| (report.status == Status::Partial) == partial).count()
    };
    let mut parts = Vec::new();
    if book.report(&book.nation.key, period).is_some() {
        parts.push("national figures".to_owned());
    }
    let all = wording::areas(book.areas.len());
    match (of_period(false), of_period(true)) {
        (0, 0) => {}
        (0, some) => parts.push(format!("some figures of {some} of {all}")),
        (whole, 0) => parts.push(format!("reports of {whole} of {all}")),
        (whole, some) => parts.push(format!("reports of {whole} and some figures of {some} of {all}")),
    }
    parts.join(", ")
}

fn home(book: &Book, comparisons: &Comparisons<'_>, theme: &Theme) -> Rendered {
    let context = Context::of_page(book, "about");
    let about = if book.home.is_empty() {
        format!("<p>{}</p>", escape(&book.settings.description))
    } else {
        markdown::document(&context, &book.home)
    };
    let periods = book
        .periods()
        .into_iter()
        .map(|period| link(period.to_string(), overview_path(period), coverage(book, period)))
        .collect();
    let mut regions: BTreeMap<&str, Vec<LinkView>> = BTreeMap::new();
    for area in &book.areas {
        let periods: Vec<_> = book.reports_of(&area.key).map(|report| report.period).collect();
        let note = match periods.as_slice() {
            [] => "no figures here".to_owned(),
            [period] => period.to_string(),
            [.., last] => format!("{} years, the last {last}", periods.len()),
        };
        let region = area.region.as_deref().unwrap_or_default();
        regions.entry(region).or_default().push(link(area.name.clone(), area_path(area), note));
    }
    let regions = regions.into_iter().map(|(name, areas)| RegionView { name: name.to_owned(), areas }).collect();
    let title = book.settings.title.clone();
    let page = frame(book, theme, title, book.settings.description.clone(), "index.html", Vec::new());
    let measures = book.measures.iter().filter(|measure| comparisons.periods(measure).next().is_some());
    let mut compare: Vec<_> = Vec::new();
    if book.reports.iter().any(|report| area_comparison::has_page(book, comparisons, report)) {
        compare.push(link("Compare areas", frame::COMPARE.to_owned(), "two to four side by side, or one beside all"));
    }
    compare.push(link("Coverage", frame::COVERAGE.to_owned(), "which areas have what, for which period"));
    let measures = measures.map(|measure| link(measure.title.clone(), frame::measure_path(measure), "")).collect();
    theme.render("home.html", &HomeView { page, about, periods, measures, compare, regions, areas: book.areas.len() })
}

fn area(book: &Book, comparisons: &Comparisons<'_>, theme: &Theme, area: &Area) -> Rendered {
    let reports: Vec<_> = book.reports_of(&area.key).collect();
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: Option<&str>| {
        facts.extend(value.filter(|value| !value.is_empty()).map(|value| (name.to_owned(), value.to_owned())));
    };
    fact("Region", area.region.as_deref());
    fact("Name in Welsh", area.welsh_name.as_deref().filter(|name| *name != area.name));
    fact("Police force area", area.police_force_area.as_deref().filter(|name| *name != area.name));
    fact("Also known as", Some(&area.other_names.join("; ")));
    fact("Code", Some(&area.codes.join(", ")));
    let links = reports
        .iter()
        .rev()
        .map(|report| {
            let status = if report.status == Status::Final { "whole report" } else { status_note(report) };
            let corrected = if report.corrections.is_empty() { "" } else { ", corrected" };
            link(report.period.to_string(), report_path(report), format!("{status}{corrected}"))
        })
        .collect();
    let path = area_path(area);
    let tables = Tables { theme, context: Context::of_page(book, "measures"), root: &frame::root(&path) };
    let measures = over_periods::area(book, &reports).map(|table| tables.html(&table)).transpose()?;
    let compared = reports.iter().rev().find(|report| area_comparison::has_page(book, comparisons, report));
    let compared = compared.map(|report| {
        let text = format!("Compare {} with each other area, {}", area.name, report.period);
        link(text, frame::against_path(area, report.period), "")
    });
    let description = format!("Annual reports of {} and its main figures by period.", area.name);
    let page = frame(book, theme, area.name.clone(), description, &path, vec![home_link(book)]);
    theme.render("area.html", &AreaView { page, facts, reports: links, compared, measures })
}

fn report(book: &Book, comparisons: &Comparisons<'_>, theme: &Theme, report: &Report) -> Rendered {
    let (area, period) = (&report.area, report.period);
    let path = report_path(report);
    let title = format!("{} {period}", area.name);
    let description = format!("Annual report of {} for {} to {}.", area.name, period.start(), period.end());
    let trail = vec![home_link(book), link(area.name.clone(), area_path(area), "")];
    let reports: Vec<_> = book.reports_of(&area.key).collect();
    let at = reports.iter().position(|other| other.period == period).unwrap_or_default();
    let neighbour = |other: Option<&&Report>| other.map(|other| link(other.period.to_string(), report_path(other), ""));
    let view = ReportView {
        page: frame(book, theme, title, description, &path, trail),
        caption: "Annual report".to_owned(),
        heading: format!("{} {period}", area.name),
        span: format!("{} to {}", period.start(), period.end()),
        status: status_note(report).to_owned(),
        source: report.source.clone().unwrap_or_default(),
        headlines: headlines::headlines(book, report),
        sections: compared_sections(book, comparisons, theme, report)?,
        previous: neighbour(at.checked_sub(1).and_then(|at| reports.get(at))),
        next: neighbour(reports.get(at + 1)),
    };
    theme.render("report.html", &view)
}

/// The sections of a report, with how its area compares behind the statistics.
fn compared_sections(
    book: &Book,
    comparisons: &Comparisons<'_>,
    theme: &Theme,
    report: &Report,
) -> Result<Vec<SectionView>, Box<tera::Error>> {
    let mut sections = sections::sections(book, theme, report)?;
    if let Some(statistics) = sections.iter_mut().find(|section| section.id == STATISTICS && is_partial(report)) {
        statistics.html.insert_str(0, PARTIAL);
    }
    if let Some(section) = area_comparison::section(book, comparisons, theme, report)? {
        let statistics = sections.iter().position(|section| section.id == STATISTICS);
        sections.insert(statistics.map_or(sections.len(), |at| at + 1), section);
    }
    Ok(sections)
}

fn overview(book: &Book, comparisons: &Comparisons<'_>, theme: &Theme, period: Period) -> Rendered {
    let nation = &book.nation;
    let national = book.report(&nation.key, period);
    let mut sections = match national {
        Some(report) => sections::sections(book, theme, report)?,
        None => Vec::new(),
    };
    if let Some(statistics) =
        sections.iter_mut().find(|section| section.id == STATISTICS && national.is_some_and(is_partial))
    {
        statistics.html.insert_str(0, PARTIAL);
    }
    let path = overview_path(period);
    let root = frame::root(&path);
    let section = |id: &str, title: &str, html: String| SectionView {
        id: id.to_owned(),
        title: title.to_owned(),
        html,
        signatories: Vec::new(),
    };
    let tables = Tables { theme, context: Context::of_page(book, "areas-of-the-period"), root: &root };
    if let Some(table) = of_period::nation(book, comparisons, period) {
        sections.insert(0, section("main-figures", "Main figures", tables.html(&table)?));
    }
    if let Some(table) = over_periods::nation(book, period) {
        sections.push(section("trends-over-all-periods", "All periods", tables.html(&table)?));
    }
    let mut areas = format!("<p>What this page holds for {period}: {}.</p>\n", escape(&coverage(book, period)));
    areas.push_str(&overview::areas_by_name(book, period, &root));
    match of_period::areas(book, period) {
        Some(table) => areas.push_str(&tables.html(&table)?),
        None => areas.push_str("<p>No area has figures for this period here.</p>\n"),
    }
    sections.push(section("areas-of-the-period", "Areas", areas));
    let periods = book.periods();
    let at = periods.iter().position(|other| *other == period).unwrap_or_default();
    let neighbour = |other: Option<&Period>| other.map(|other| link(other.to_string(), overview_path(*other), ""));
    let description =
        format!("{} for {} to {}: {}.", nation.name, period.start(), period.end(), coverage(book, period));
    let view = ReportView {
        page: frame(book, theme, format!("{} {period}", nation.name), description, &path, vec![home_link(book)]),
        caption: "National overview".to_owned(),
        heading: format!("{} {period}", nation.name),
        span: format!("{} to {}", period.start(), period.end()),
        status: national.map(status_note).unwrap_or_default().to_owned(),
        source: national.and_then(|report| report.source.clone()).unwrap_or_default(),
        headlines: Vec::new(),
        sections,
        previous: neighbour(periods.get(at + 1)),
        next: neighbour(at.checked_sub(1).and_then(|at| periods.get(at))),
    };
    theme.render("report.html", &view)
}
