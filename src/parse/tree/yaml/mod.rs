//! YAML as a tree of values.

pub(crate) mod signs;
mod numbers;
mod events;
mod recovery;
mod sheet;
pub(crate) mod document;
