//! Coverage of the areas of a period by name.

use super::frame;
use crate::book::Book;
use crate::book::period::Period;
use crate::book::report::Status;
use crate::markup::escape;

/// The areas of a period by name: with a whole report, with some figures, with nothing.
pub fn areas_by_name(book: &Book, period: Period, root: &str) -> String {
    let mut html = String::new();
    let mut list = |title: &str, statuses: &[Status]| {
        let reports = book.reports_for(period).filter(|report| statuses.contains(&report.status));
        let link = |report: &crate::book::report::Report| {
            format!("<a href=\"{root}{}\">{}</a>", frame::report_path(report), escape(&report.area.name))
        };
        let links: Vec<_> = reports.map(link).collect();
        if !links.is_empty() {
            html.push_str(&format!(
                "<p><strong>{title} ({} of {}):</strong> {}.</p>\n",
                links.len(),
                book.areas.len(),
                links.join(", ")
            ));
        }
    };
    list("Whole report", &[Status::Final]);
    list("Draft", &[Status::Draft, Status::Unknown]);
    list("Some figures", &[Status::Partial]);
    let is_missing = |area: &&std::sync::Arc<crate::book::area::Area>| book.report(&area.key, period).is_none();
    let missing: Vec<_> = book.areas.iter().filter(is_missing).map(|area| escape(&area.name)).collect();
    if !missing.is_empty() {
        html.push_str(&format!(
            "<p><strong>Nothing here ({} of {}):</strong> {}.</p>\n",
            missing.len(),
            book.areas.len(),
            missing.join(", ")
        ));
    }
    html
}
