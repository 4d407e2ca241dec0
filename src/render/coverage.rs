//! What there is of which area and period: a page for the publishing team and the public alike.

use super::comparison_views::CoverageView;
use super::frame::{self, Rendered};
use super::markdown::Context;
use super::table::Tables;
use crate::book::Book;
use crate::table::of_coverage;
use crate::theme::Theme;

/// The page “n of 42”.
pub fn page(book: &Book, theme: &Theme) -> Rendered {
    let tables = Tables { theme, context: Context::of_page(book, "coverage"), root: &frame::root(frame::COVERAGE) };
    let by_period = tables.html(&of_coverage::periods(book))?;
    let by_area = tables.html(&of_coverage::areas(book))?;
    let description = format!("Which areas of {} have a report or figures for which period.", book.nation.name);
    let trail = vec![frame::home_link(book)];
    let page = frame::frame(book, theme, "Coverage".to_owned(), description, frame::COVERAGE, trail);
    theme.render("coverage.html", &CoverageView { page, areas: book.areas.len(), by_period, by_area })
}
