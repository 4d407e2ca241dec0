//! What there is to say about a file that is imported: each with its sheet and cell.

use std::fmt;

use super::sheets::sheet::{At, Sheet};
use crate::diagnostic::Severity;

/// One finding. With an error nothing is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// Where it stands: the sheet, and the cell in it.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The name of the sheet.
    pub sheet: String,
    /// The cell.
    pub at: At,
}

impl Sheet {
    /// A cell of this sheet.
    pub(super) fn place(&self, at: At) -> Place {
        Place { sheet: self.name.clone(), at }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Sheet “{}”, {}", self.sheet, self.at)
    }
}

impl Finding {
    /// A finding in a place.
    pub(super) fn new(
        severity: Severity,
        place: Option<Place>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Finding { severity, place, message: message.into(), help: help.into() }
    }

    /// What stops the import.
    pub(super) fn error(place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Finding::new(Severity::Error, Some(place), message, help)
    }

    /// What should be looked at.
    pub(super) fn warning(place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Finding::new(Severity::Warning, Some(place), message, help)
    }

    /// What was read otherwise than it stands there.
    pub(super) fn note(place: Place, message: impl Into<String>) -> Self {
        Finding::new(Severity::Note, Some(place), message, "")
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: ", self.severity.word())?;
        if let Some(place) = &self.place {
            write!(out, "{place}: ")?;
        }
        out.write_str(&self.message)?;
        self.help.lines().try_for_each(|help| write!(out, "\n  = help: {help}"))
    }
}
