//! Which areas there are in a period.

use crate::book::Book;
use crate::book::area::{self, Area};
use crate::book::period::Period;

impl Book {
    /// The areas that exist in a period, by name.
    pub fn areas_in(&self, period: Period) -> impl Iterator<Item = &Area> + Clone {
        self.areas.iter().map(AsRef::as_ref).filter(move |area| area.exists_in(period))
    }

    /// The area, or the nation, whose folder is called so or was.
    pub fn area_called(&self, key: &str) -> Option<&Area> {
        area::called(self.areas.iter().chain([&self.nation]).map(AsRef::as_ref), key)
    }
}
