//! The pages: one function a kind.

use std::collections::BTreeMap;

use super::markdown::{self, Context};
use super::numbers::Numbers;
use super::views::{AreaView, HomeView, LinkView, PageView, RegionView, ReportView, SectionView, SiteView};
use super::{measures, sections};
use crate::book::Book;
use crate::book::area::Area;
use crate::book::period::Period;
use crate::book::report::{Report, Status};
use crate::markup::escape;
use crate::theme::Theme;

type Rendered = Result<String, Box<tera::Error>>;

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
}

/// Every page of a book.
pub fn all(book: &Book) -> Vec<Page<'_>> {
    let mut pages = vec![Page::Home];
    pages.extend(book.areas.iter().map(|area| Page::Area(area)));
    pages.extend(book.reports.iter().map(Page::Report));
    pages.extend(book.periods().into_iter().map(Page::Overview));
    pages
}

/// A page's path and its HTML.
pub fn page(book: &Book, theme: &Theme, page: &Page<'_>) -> (String, Rendered) {
    match page {
        Page::Home => ("index.html".to_owned(), home(book, theme)),
        Page::Area(area) => (area_path(area), self::area(book, theme, area)),
        Page::Report(report) => (report_path(report), self::report(book, theme, report)),
        Page::Overview(period) => (overview_path(*period), overview(book, theme, *period)),
    }
}

/// The images of every report, with their paths: each stands in the folder of the page that shows it.
pub fn drawings(book: &Book) -> BTreeMap<String, &[u8]> {
    let of_areas = book.reports.iter().map(|report| (report, report_path(report)));
    let of_nation = book.national.iter().map(|report| (report, overview_path(report.period)));
    let mut drawings = BTreeMap::new();
    for (report, page) in of_areas.chain(of_nation) {
        let folder = page.trim_end_matches("index.html");
        let paths = report.drawings.values().map(|drawing| (format!("{folder}{}", drawing.name), &*drawing.bytes));
        drawings.extend(paths);
    }
    drawings
}

fn area_path(area: &Area) -> String {
    format!("areas/{}/index.html", area.key)
}

fn report_path(report: &Report) -> String {
    format!("areas/{}/{}/index.html", report.area.key, report.period)
}

fn overview_path(period: Period) -> String {
    format!("national/{period}/index.html")
}

fn frame(book: &Book, theme: &Theme, title: String, description: String, path: &str, trail: Vec<LinkView>) -> PageView {
    let settings = &book.settings;
    let site = SiteView {
        title: settings.title.clone(),
        language: settings.language.clone(),
        licence: settings.licence.clone(),
        licence_url: settings.licence_url.clone(),
        style: theme.assets.get("style.css").cloned().unwrap_or_default(),
    };
    PageView { site, title, description, root: "../".repeat(path.matches('/').count()), trail }
}

fn link(text: impl Into<String>, to: String, note: impl Into<String>) -> LinkView {
    LinkView { text: text.into(), to, note: note.into() }
}

fn home_link(book: &Book) -> LinkView {
    link(book.settings.title.clone(), "index.html".to_owned(), "")
}

fn status_note(report: &Report) -> &'static str {
    match report.status {
        Status::Draft | Status::Unknown => "draft",
        Status::Partial => "some figures only",
        Status::Final => "",
    }
}

/// What there is for a period, in words that do not hide what is partial.
fn coverage(book: &Book, period: Period) -> String {
    let of_period = |partial: bool| {
        let reports = book.reports.iter().filter(|report| report.period == period);
        reports.filter(|report| (report.status == Status::Partial) == partial).count()
    };
    let mut parts = Vec::new();
    if book.report(&book.nation.key, period).is_some() {
        parts.push("national figures".to_owned());
    }
    match of_period(false) {
        0 => {}
        whole => parts.push(format!("reports of {whole} of {} areas", book.areas.len())),
    }
    match of_period(true) {
        0 => {}
        some => parts.push(format!("some figures of {some} of {} areas", book.areas.len())),
    }
    parts.join(", ")
}

fn home(book: &Book, theme: &Theme) -> Rendered {
    let none = BTreeMap::new();
    let context = Context { book, report: None, exhibits: &none, numbers: &Numbers::default(), section: "about" };
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
        let periods: Vec<_> = book.reports_of(&area.key).map(|report| report.period.to_string()).collect();
        let region = area.region.as_deref().unwrap_or_default();
        regions.entry(region).or_default().push(link(area.name.clone(), area_path(area), periods.join(", ")));
    }
    let regions = regions.into_iter().map(|(name, areas)| RegionView { name: name.to_owned(), areas }).collect();
    let title = book.settings.title.clone();
    let page = frame(book, theme, title, book.settings.description.clone(), "index.html", Vec::new());
    theme.render("home.html", &HomeView { page, about, periods, regions, areas: book.areas.len() })
}

fn area(book: &Book, theme: &Theme, area: &Area) -> Rendered {
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
        .map(|report| link(report.period.to_string(), report_path(report), status_note(report)))
        .collect();
    let none = BTreeMap::new();
    let context = Context { book, report: None, exhibits: &none, numbers: &Numbers::default(), section: "measures" };
    let measures = measures::of_area(&context, &reports).map(|table| theme.render("table.html", &table)).transpose()?;
    let description = format!("Annual reports of {} and its main figures by period.", area.name);
    let page = frame(book, theme, area.name.clone(), description, &area_path(area), vec![home_link(book)]);
    theme.render("area.html", &AreaView { page, facts, reports: links, measures })
}

fn report(book: &Book, theme: &Theme, report: &Report) -> Rendered {
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
        sections: sections::sections(book, theme, report)?,
        previous: neighbour(at.checked_sub(1).and_then(|at| reports.get(at))),
        next: neighbour(reports.get(at + 1)),
    };
    theme.render("report.html", &view)
}

fn overview(book: &Book, theme: &Theme, period: Period) -> Rendered {
    let nation = &book.nation;
    let national = book.report(&nation.key, period);
    let mut sections = match national {
        Some(report) => sections::sections(book, theme, report)?,
        None => Vec::new(),
    };
    let mut areas = format!("<p>What this page holds for {period}: {}.</p>\n", escape(&coverage(book, period)));
    match measures::of_period(book, period) {
        Some(table) => areas.push_str(&theme.render("table.html", &table)?),
        None => areas.push_str("<p>No area has figures for this period here.</p>\n"),
    }
    sections.push(SectionView {
        id: "areas-of-the-period".to_owned(),
        title: "Areas".to_owned(),
        html: areas,
        signatories: Vec::new(),
    });
    let path = overview_path(period);
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
        status: String::new(),
        source: national.and_then(|report| report.source.clone()).unwrap_or_default(),
        sections,
        previous: neighbour(periods.get(at + 1)),
        next: neighbour(at.checked_sub(1).and_then(|at| periods.get(at))),
    };
    theme.render("report.html", &view)
}
