//! Which areas there are in a period.

use std::sync::Arc;

use crate::book::Book;
use crate::book::area::{self, Area};
use crate::book::period::Period;
use crate::book::report::Report;

impl Book {
    /// The areas that exist in a period, by name.
    pub fn areas_in(&self, period: Period) -> impl Iterator<Item = &Area> + Clone {
        self.areas.iter().map(AsRef::as_ref).filter(move |area| area.exists_in(period))
    }

    /// Whether there is a report of a period, or of a later one: what is said of those to come is none of a site yet.
    pub fn reaches(&self, period: Period) -> bool {
        self.all_reports().any(|report| period.first_day() <= report.period.last_day())
    }

    /// Whether an area has a page: one that begins with a period to come has none yet.
    fn has_page(&self, area: &Area) -> bool {
        area.from.is_none_or(|from| self.reaches(from))
    }

    /// The areas that have a page, by name.
    pub fn areas_so_far(&self) -> impl Iterator<Item = &Area> + Clone {
        self.areas.iter().map(AsRef::as_ref).filter(|area| self.has_page(area))
    }

    /// The areas that took over from one that ended, and have a page.
    pub fn successors<'b>(&'b self, area: &'b Area) -> impl Iterator<Item = &'b Area> {
        area.became.iter().filter_map(|next| self.area_called(&next.key)).filter(|next| self.has_page(next))
    }

    /// The report that holds the figures of an area for a period: its own, or before it began that of the area whose series it goes on
    /// with.
    pub fn report_in_series(&self, area: &str, period: Period) -> Option<&Report> {
        let mut area = self.areas.iter().chain([&self.nation]).find(|found| found.key == area)?;
        for _ in 0..self.areas.len() {
            let begins_later = area.from.is_some_and(|from| period.last_day() < from.first_day());
            let Some(before) = begins_later.then(|| self.goes_on_from(area)).flatten() else { break };
            area = before;
        }
        self.report(&area.key, period)
    }

    /// The area that ended and with whose figures those of another compare.
    pub fn goes_on_from(&self, area: &Area) -> Option<&Arc<Area>> {
        let became = |before: &&Arc<Area>| {
            let mut compares = before.became.iter().filter(|next| next.compares);
            compares.any(|next| self.area_called(&next.key).is_some_and(|next| next.key == area.key))
        };
        self.areas.iter().find(became)
    }

    /// The area, or the nation, whose folder is called so or was.
    pub fn area_called(&self, key: &str) -> Option<&Area> {
        area::called(self.areas.iter().chain([&self.nation]).map(AsRef::as_ref), key)
    }
}
