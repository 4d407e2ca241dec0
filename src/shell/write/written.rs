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

/// Why a site could not be staged.
#[derive(Debug)]
pub enum Unstaged<F> {
    /// What the disk says, or what stands in the way.
    Disk(anyhow::Error),
    /// What is wrong with files that cannot be made, in their order, and what the person who builds should know besides.
    Files(Vec<F>, Vec<String>),
}

impl<F> Unstaged<F> {
    /// The faults of files, and into `warnings` what else there is to say; a fault of the disk comes back as a value.
    ///
    /// # Errors
    ///
    /// The faults of files.
    pub fn files<T>(self, warnings: &mut Vec<String>) -> Result<anyhow::Result<T>, Vec<F>> {
        match self {
            Unstaged::Disk(fault) => Ok(Err(fault)),
            Unstaged::Files(faults, said) => {
                warnings.extend(said);
                Err(faults)
            }
        }
    }
}
