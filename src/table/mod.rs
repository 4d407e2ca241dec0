//! Book and comparisons → tables as values: what stands in each cell, its notes and its heads. No HTML: a writer of tables
//! (`render/table.rs` is the one of pages) reads [`model::DataTable`] and needs nothing else.

pub(crate) mod wording;
pub(crate) mod text;
pub(crate) mod cell;
pub(crate) mod model;
pub(crate) mod over_periods;
pub(crate) mod of_form;
pub(crate) mod of_period;
pub(crate) mod of_areas;
pub(crate) mod against;
pub(crate) mod of_report;
pub(crate) mod of_coverage;
