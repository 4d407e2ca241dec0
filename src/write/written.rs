//! What came of writing.

/// What a run wrote.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Files whose bytes are new.
    pub changed: usize,
    /// Files whose bytes are those of the old site.
    pub unchanged: usize,
    /// Files that are no longer published.
    pub removed: usize,
    /// What the person who builds should know although the new site is in place, one message each.
    pub warnings: Vec<String>,
}
