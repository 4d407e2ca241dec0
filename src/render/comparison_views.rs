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
    /// The periods, newest first.
    pub periods: Vec<CoveredPeriod>,
    /// The areas by name, with what there is of each in the order of the periods.
    pub rows: Vec<CoveredArea>,
}

/// What there is of a period.
#[derive(Debug, Serialize)]
pub struct CoveredPeriod {
    /// The period and the address of its overview.
    pub link: LinkView,
    /// Areas with a whole report.
    pub reports: usize,
    /// Areas with some figures.
    pub partial: usize,
    /// Areas with a draft.
    pub drafts: usize,
    /// Areas of which there is nothing.
    pub nothing: usize,
    /// Whether there are figures of the nation.
    pub national: bool,
    /// How many figures the areas handed in.
    pub figures: String,
}

/// What there is of an area.
#[derive(Debug, Serialize)]
pub struct CoveredArea {
    /// The area and its address.
    pub link: LinkView,
    /// For each period the word for what there is, and where it leads; nothing where there is nothing.
    pub cells: Vec<(String, String)>,
}
