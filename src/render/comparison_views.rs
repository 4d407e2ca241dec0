//! The shapes that the templates of comparison see.

use serde::Serialize;

use super::views::{LinkView, PageView, RegionView};

/// A page of sections with a contents list.
#[derive(Debug, Serialize)]
pub struct ComparisonPage {
    /// The page.
    pub page: PageView,
    /// What the heading says above the title.
    pub caption: String,
    /// The headline.
    pub heading: String,
    /// What stands below it.
    pub lead: String,
    /// The sections: anchor, title, HTML.
    pub sections: Vec<(String, String, String)>,
}

/// The page on which areas are chosen to be compared.
#[derive(Debug, Serialize)]
pub struct CompareView {
    /// The page.
    pub page: PageView,
    /// The measures that can be compared: the title and the address of the data, from the root.
    pub measures: Vec<LinkView>,
    /// The regions by name, each with a link to the page of each area.
    pub regions: Vec<RegionView>,
}

/// The page of what there is of which area and period.
#[derive(Debug, Serialize)]
pub struct CoverageView {
    /// The page.
    pub page: PageView,
    /// How many areas there are.
    pub areas: usize,
    /// The table of periods, as HTML.
    pub by_period: String,
    /// The table of areas, as HTML.
    pub by_area: String,
}
