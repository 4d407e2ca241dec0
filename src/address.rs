//! What people write to name a table, a row or a cell: `people`, `people/step_1`, `people/step_1/total`.

use std::fmt;

/// An address as it is written: the table first, then a key for each of its axes. Whether there is such a cell, a form says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(String);

impl Address {
    /// Reads an address; spaces around its parts do not count.
    pub fn new(written: &str) -> Self {
        Address::of(written.split('/').map(str::trim))
    }

    /// The address with these parts.
    pub fn of<'a>(parts: impl Iterator<Item = &'a str>) -> Self {
        Address(parts.collect::<Vec<_>>().join("/"))
    }

    /// The parts, at least one.
    pub fn parts(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.split('/')
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is what `part` names, or stands in the table or row that it names.
    pub fn is_within(&self, part: &Address) -> bool {
        self.0.strip_prefix(&part.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}
