//! How far the reports of a period have come, area by area: one value, of which come lines for a terminal, JSON for programs, and a page of
//! the site for those who write and publish it.

pub mod value;
mod text;
pub(crate) mod page;
