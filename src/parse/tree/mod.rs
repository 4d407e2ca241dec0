//! YAML and TOML as the same tree of values, and CSV as rows of cells.

pub(crate) mod value;
pub(crate) mod limits;
mod mapping;
pub(crate) mod yaml;
pub(crate) mod toml;
pub(crate) mod csv;
