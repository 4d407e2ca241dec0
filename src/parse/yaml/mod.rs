//! YAML: the tree of a file, each value with its place, and how a mapping is read.

pub mod tree;
pub mod toml;
