//! What comes of a book.

use std::sync::Arc;

use super::released::Waiting;
use crate::book::Book;
use crate::book::report::Drawings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::site::Site;

/// What comes of a book: the site, and everything that was found.
#[derive(Clone, Default)]
pub struct Publication {
    /// The book; none where `book.toml` cannot be read.
    pub book: Option<Book>,
    /// The site; none where there is no book or no theme. With errors among the findings it has gaps and is not for publishing.
    pub site: Option<Site>,
    /// The findings in the order of their places.
    pub findings: Vec<Diagnostic>,
    /// How many findings were waived, and are not among them.
    pub waived: usize,
    /// The reports that are ready and wait for others.
    pub waiting: Vec<Waiting>,
    /// The images that were drawn for it, with those that were known before.
    pub drawn: Arc<Drawings>,
}

impl Publication {
    /// Whether anything must be put right before the site may be published.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
