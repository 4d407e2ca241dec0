//! What every page has around it, and where each page stands.

use super::around;
use super::views::{LinkView, PageView};
use crate::book::Book;
use crate::book::area::Area;
use crate::book::period::Period;
use crate::book::report::{Report, Status};
use crate::book::series::Measure;
use crate::theme::Theme;

/// A page's HTML, or the fault of its template.
pub type Rendered = Result<String, Box<tera::Error>>;

/// The page on which areas are chosen to be compared.
pub const COMPARE: &str = "compare/index.html";
/// The page of what there is of which area and period.
pub const COVERAGE: &str = "coverage/index.html";

/// The page of an area.
pub fn area_path(area: &Area) -> String {
    format!("areas/{}/index.html", area.key)
}

/// The page of a report.
pub fn report_path(report: &Report) -> String {
    format!("areas/{}/{}/index.html", report.area.key, report.period)
}

/// The folder of the page of a report, be it of an area or of the nation.
pub fn report_folder(book: &Book, report: &Report) -> String {
    let is_of_nation = report.area.key == book.nation.key;
    let page = if is_of_nation { overview_path(report.period) } else { report_path(report) };
    page.trim_end_matches("index.html").to_owned()
}

/// The page of the nation for a period.
pub fn overview_path(period: Period) -> String {
    format!("national/{period}/index.html")
}

/// The page of a measure.
pub fn measure_path(measure: &Measure) -> String {
    format!("measures/{}/index.html", measure.key)
}

/// The page of a measure for one period.
pub fn measure_period_path(measure: &Measure, period: Period) -> String {
    format!("measures/{}/{period}/index.html", measure.key)
}

/// The page of one area against the nation and every other area.
pub fn against_path(area: &Area, period: Period) -> String {
    format!("compare/{}/{period}/index.html", area.key)
}

/// The way from a page to the site's root: `../../`, for example.
pub fn root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// What stands around a page: `trail` are the pages above it.
pub fn frame(
    book: &Book,
    theme: &Theme,
    title: String,
    description: String,
    path: &str,
    trail: Vec<LinkView>,
) -> PageView {
    let site = around::site(book, theme, path);
    PageView { site, title, description, root: root(path), trail, scripts: Vec::new() }
}

/// A link to an address from the root, with a few words behind it.
pub fn link(text: impl Into<String>, to: String, note: impl Into<String>) -> LinkView {
    LinkView { text: text.into(), to, note: note.into() }
}

/// A link to the home page.
pub fn home_link(book: &Book) -> LinkView {
    link(book.settings.title.clone(), "index.html".to_owned(), "")
}

/// How far a report has come, in words; nothing for one that is complete.
pub fn status_note(report: &Report) -> &'static str {
    match report.status {
        Status::Draft | Status::Unknown => "draft",
        Status::Partial => "some figures only",
        Status::Final => "",
    }
}
