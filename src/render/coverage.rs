//! What there is of which area and period: a page for the publishing team and the public alike.

use super::comparison_views::{CoverageView, CoveredArea, CoveredPeriod};
use super::frame::{self, Rendered};
use crate::book::Book;
use crate::book::period::Period;
use crate::book::report::{Report, Status};
use crate::number;
use crate::theme::Theme;

/// The page “n of 42”.
pub fn page(book: &Book, theme: &Theme) -> Rendered {
    let periods = book.periods();
    let rows = book.areas.iter().map(|area| CoveredArea {
        link: frame::link(area.name.clone(), frame::area_path(area), ""),
        cells: periods
            .iter()
            .map(|period| match book.report(&area.key, *period) {
                Some(report) => (word(report.status).to_owned(), frame::report_path(report)),
                None => (String::new(), String::new()),
            })
            .collect(),
    });
    let rows = rows.collect();
    let description = format!("Which areas of {} have a report or figures for which period.", book.nation.name);
    let trail = vec![frame::home_link(book)];
    let page = frame::frame(book, theme, "Coverage".to_owned(), description, frame::COVERAGE, trail);
    let periods = periods.iter().map(|period| covered(book, *period)).collect();
    theme.render("coverage.html", &CoverageView { page, areas: book.areas.len(), periods, rows })
}

/// What there is, in a word that stands by itself.
fn word(status: Status) -> &'static str {
    match status {
        Status::Final => "Report",
        Status::Partial => "Some",
        Status::Draft | Status::Unknown => "Draft",
    }
}

fn covered(book: &Book, period: Period) -> CoveredPeriod {
    let reports: Vec<_> = book.reports_for(period).collect();
    let count = |wanted: &[Status]| reports.iter().filter(|report| wanted.contains(&report.status)).count();
    let figures: usize = reports.iter().map(|report| figures(report)).sum();
    CoveredPeriod {
        link: frame::link(period.to_string(), frame::overview_path(period), ""),
        reports: count(&[Status::Final]),
        partial: count(&[Status::Partial]),
        drafts: count(&[Status::Draft, Status::Unknown]),
        nothing: book.areas.len().saturating_sub(reports.len()),
        national: book.report(&book.nation.key, period).is_some(),
        figures: number::count(figures as u64),
    }
}

/// How many numbers a report hands in.
fn figures(report: &Report) -> usize {
    let entries = report.figures.grids().flat_map(|(_, grid)| grid.cells()).map(|(_, entry)| entry);
    entries.filter(|entry| entry.handed.as_ref().is_some_and(|(cell, _)| cell.value.is_ok())).count()
}
