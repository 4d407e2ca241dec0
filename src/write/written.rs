//! What came of writing.

/// What a run wrote.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Files whose bytes are new.
    pub changed: usize,
    /// Files whose bytes are those of the old site.
    pub unchanged: usize,
    /// The hash of the list of all files.
    pub site: String,
    /// Files that are no longer published.
    pub removed: usize,
    /// What the person who builds should know although the new site is in place, one message each.
    pub warnings: Vec<String>,
}

/// Why a site could not be staged.
#[derive(Debug)]
pub enum Unstaged<F> {
    /// What the disk says, or what stands in the way.
    Disk(anyhow::Error),
    /// What is wrong with files that cannot be made, in their order.
    Files(Vec<F>),
}

impl<F> Unstaged<F> {
    /// The faults of files; one of the disk comes back as a value of its own.
    ///
    /// # Errors
    ///
    /// The faults of files.
    pub fn files<T>(self) -> Result<anyhow::Result<T>, Vec<F>> {
        match self {
            Unstaged::Disk(fault) => Ok(Err(fault)),
            Unstaged::Files(faults) => Err(faults),
        }
    }
}
