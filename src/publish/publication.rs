//! What comes of a book.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::released::Waiting;
use crate::book::Book;
use crate::book::report::Drawings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::files::folders::report_folder;
use crate::release::standing::Standing;
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
    /// The releases of the book.
    pub releases: Releases,
    /// The images that were drawn for it, with those that were known before.
    pub drawn: Arc<Drawings>,
}

/// The releases of a book by their names, in order, and what none of them has recorded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Releases {
    /// Those that there have been.
    pub past: Vec<String>,
    /// Those that are recorded for a later time.
    pub later: Vec<String>,
    /// The paths of the files that are public as they are, or gone, and of which no release says so.
    pub unrecorded: Vec<String>,
}

impl Releases {
    pub(super) fn new(standing: &Standing<'_>, sources: &Sources, book: &Book) -> Releases {
        let past = standing.chain.releases.iter().map(|release| release.name.clone()).collect();
        let unrecorded = standing.unrecorded(sources, book).into_iter().map(str::to_owned).collect();
        Releases { past, later: standing.chain.later.clone(), unrecorded }
    }

    /// The folders of the reports that no release has recorded as they are, and the other files.
    pub fn unrecorded(&self) -> (BTreeSet<&str>, Vec<&str>) {
        let paths = || self.unrecorded.iter().map(String::as_str);
        (paths().filter_map(report_folder).collect(), paths().filter(|path| report_folder(path).is_none()).collect())
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
