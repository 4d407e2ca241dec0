//! Rules about the narrative: what it says against the figures, the period and the page that it stands on.

pub(crate) mod references;
pub(crate) mod dates;
pub(crate) mod placeholders;
pub(crate) mod structure;
pub(crate) mod leads;
pub(crate) mod figures;
pub(crate) mod figures_of_book;
pub(crate) mod this_year;
pub(crate) mod links;
pub(crate) mod language;
pub(crate) mod doubled;
pub(crate) mod other_area;
pub(crate) mod of_book;
