//! YAML as a tree of values.

mod mapping;
pub(crate) mod signs;
mod numbers;
mod events;
mod recovery;
pub(crate) mod document;
