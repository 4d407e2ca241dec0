//! Findings as people and other programs read them: one file a format. Nothing here decides anything, and nothing
//! here but [`human`] knows the terminal.

mod extent;
pub mod reports;
pub mod scope;
pub mod human;
pub mod json;
pub mod sarif;
pub mod excerpt;
pub mod html;
pub mod rules;
