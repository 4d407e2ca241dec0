//! What comes of a book.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::released::Waiting;
use crate::book::Book;
use crate::book::report::Drawings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::parsed::report_folder;
use crate::site::Site;
use crate::source::Sources;

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
    /// How many of the errors stop nothing: those of reports of which nothing is on the public site as it is now.
    pub set_aside: usize,
    /// The reports that are ready and wait for others.
    pub waiting: Vec<Waiting>,
    /// What the public site has that no release has recorded.
    pub unrecorded: Unrecorded,
    /// The images that were drawn for it, with those that were known before.
    pub drawn: Arc<Drawings>,
}

/// How much of what is public no release has recorded, in a book that records its releases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unrecorded {
    /// How many reports are new, other ones or gone.
    pub reports: usize,
    /// How many files of the whole book are.
    pub files: usize,
}

impl Unrecorded {
    /// That of files, by their paths.
    pub(super) fn of(paths: &[&str]) -> Unrecorded {
        let reports: BTreeSet<_> = paths.iter().filter_map(|path| report_folder(path)).collect();
        let files = paths.iter().filter(|path| report_folder(path).is_none()).count();
        Unrecorded { reports: reports.len(), files }
    }
}

/// Whether a finding stops the public site: it is an error, and not one of a report of which nothing is there as it is now. `aside` are
/// the folders of these. What a book makes an error by its own rules stops it all the same.
pub(super) fn stops(sources: &Sources, aside: &BTreeSet<String>, finding: &Diagnostic) -> bool {
    let is_aside = || report_folder(sources.path(finding.span.file)).is_some_and(|folder| aside.contains(folder));
    finding.severity == Severity::Error && (finding.rule.severity != Severity::Error || !is_aside())
}

/// How many errors stop nothing.
pub(super) fn set_aside(sources: &Sources, aside: &BTreeSet<String>, findings: &[Diagnostic]) -> usize {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.filter(|finding| !stops(sources, aside, finding)).count()
}

impl Publication {
    /// Whether anything must be put right before the site may be published.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > self.set_aside
    }

    /// How many findings there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
