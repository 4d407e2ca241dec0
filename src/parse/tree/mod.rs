//! YAML and TOML as the same tree of values.

pub mod value;
pub mod yaml;
pub mod toml;
