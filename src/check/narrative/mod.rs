//! Rules about the narrative: what it says against the figures, the period and the page that it stands on.

pub mod references;
pub mod dates;
pub mod placeholders;
pub mod figures;
pub mod percentages;
pub mod leads;
pub mod links;
pub mod language;
pub mod shared;
