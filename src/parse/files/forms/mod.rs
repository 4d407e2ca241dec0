//! `content/forms/`: return forms.

pub(crate) mod axes;
pub(crate) mod number;
pub(crate) mod totals;
pub(crate) mod charts;
pub(crate) mod tables;
mod follows;
pub(crate) mod form;
pub(crate) mod based;
