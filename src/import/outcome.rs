//! What is asked of an import, and what comes of it.

use super::finding::{Finding, Place};
use super::taken::Figures;
use super::target::Target;
use crate::book::path::CellPath;
use crate::diagnostic::Severity;

/// What somebody asks for.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The area, where the file does not say it.
    pub area: Option<String>,
    /// The period, where the file does not say it.
    pub period: Option<String>,
    /// The form, where several hold.
    pub form: Option<String>,
    /// The sheets that are to be read; all that are not hidden where none is named.
    pub sheets: Vec<String>,
    /// Whether figures that are there and differ are written over.
    pub replaces: bool,
}

/// A return with the figures that were read for it.
pub(super) struct Read {
    pub(super) target: Target,
    pub(super) figures: Figures,
}

/// A return as it is to be.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The return as it was.
    pub target: Target,
    /// Its text with the figures of the file.
    pub text: String,
    /// How many figures the file has for it, and how many of them are new or other ones.
    pub counts: (usize, usize),
}

/// What came of a file: the returns, and what there is to say. Where there is an error among it nothing is to be written.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// The returns.
    pub returns: Vec<Imported>,
    /// What there is to say.
    pub findings: Vec<Finding>,
}

impl Outcome {
    /// How many findings there are so grave.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// The return with its figures, and where each of them came from.
pub(super) type Filled = (Imported, Vec<(CellPath, Place)>);
