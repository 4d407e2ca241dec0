//! `content/forms/`: return forms.

pub mod axes;
pub mod charts;
pub mod tables;
pub mod form;
