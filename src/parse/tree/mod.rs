//! YAML and TOML as the same tree of values.

pub(crate) mod value;
pub(crate) mod yaml;
pub(crate) mod toml;
