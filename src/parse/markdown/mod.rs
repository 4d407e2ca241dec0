//! Narrative: Markdown and the references in it.

pub mod reference;
pub mod place;
pub mod mask;
pub mod ledger;
pub mod names;
pub mod slips;
pub mod address;
pub mod words;
pub mod picture;
pub mod anchor;
pub mod part;
pub mod reader;
