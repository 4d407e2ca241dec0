//! What is public: reports as they are, and those that were released and are being written again as they were released.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::chain::{Chain, Files};
use super::compare::{Comparison, unreleased};
use super::public::{Delta, folder};
use super::rules::BROKEN_RELEASE;
use crate::book::Book;
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::parsed::{ParsedBook, report_folder};
use crate::source::{SourceFile, Sources, Span};

/// What is public of a book.
pub(crate) struct Standing<'a> {
    /// The book with nothing else.
    pub(crate) book: Cow<'a, Book>,
    /// The files of which it is made, and those of what was public at the last release; none where nothing is other than then.
    states: Option<(Sources, Option<Book>, Sources)>,
    /// The releases that there have been.
    pub(crate) chain: Chain,
    found: Vec<Diagnostic>,
}

impl<'a> Standing<'a> {
    /// What is public at a time. `released` is what of the book is public by its own state. With it stand the reports that were released and are not public as
    /// they are now.
    pub(crate) fn new(
        (sources, now): (&Sources, Timestamp),
        parsed: &ParsedBook,
        whole: &Book,
        released: Cow<'a, Book>,
    ) -> Self {
        let (chain, found) = Chain::until(sources, now);
        if chain.releases.is_empty() || !found.is_empty() {
            return Standing { book: released, states: None, chain, found };
        }
        let delta = Delta::new(sources, whole, &released, &chain);
        if delta.is_empty() && delta.left.is_empty() {
            return Standing { book: released, states: None, chain, found };
        }
        let public: BTreeSet<_> = released.all_reports().map(|report| folder(whole, report)).collect();
        // What is not public is no part of any sum either.
        let is_public = |path: &str| report_folder(path).is_none_or(|folder| public.contains(folder));
        let is_left = |path: &&str| report_folder(path).is_some_and(|folder| delta.left.contains(folder));
        let left = chain.files.keys().map(String::as_str).filter(is_left);
        let now = sources.filtered(|path| !path.starts_with("releases/") && is_public(path));
        let now = now.with(&[], copies(sources, &chain.files, left));
        let mut book = released;
        if !delta.left.is_empty()
            && let Some(standing) = parsed.update(&now).book
        {
            book = Cow::Owned(standing);
        }
        let mut gone: Vec<_> = delta.changed.iter().map(|(path, ..)| *path).collect();
        gone.extend(&delta.removed);
        let paths: Vec<_> = gone.iter().map(|path| (*path).to_owned()).collect();
        // Of reports that were not released nothing was there.
        let then = now.filtered(|path| report_folder(path).is_none() || chain.files.contains_key(path));
        let then = then.with(&paths, copies(sources, &chain.files, gone.into_iter()));
        let before = parsed.update(&then).book;
        Standing { book, states: Some((then, before, now)), chain, found }
    }

    /// The releases that there have been; none where something is wrong with them.
    pub(crate) fn releases(&self) -> Option<&Chain> {
        Some(&self.chain).filter(|_| self.found.is_empty())
    }

    /// What is wrong with the releases, and what changed since the last. Of what cannot be read, as `errors` say, nobody can tell
    /// whether it has changed.
    pub(crate) fn findings(
        mut self,
        sources: &Sources,
        whole: &Book,
        today: Date,
        errors: &[Diagnostic],
    ) -> Vec<Diagnostic> {
        if self.chain.releases.is_empty() && self.found.is_empty() {
            return whole.all_reports().flat_map(unreleased).collect();
        }
        let Some((then, before, now)) = &self.states else { return self.found };
        let Some(before) = before else {
            let message = "what was released cannot be read any more, so nobody can tell what has changed since";
            let finding = BROKEN_RELEASE.at(whole.settings.span, message);
            self.found.push(finding.help("build with the program that the last record in `releases/` names"));
            return self.found;
        };
        let is_reading = |finding: &&Diagnostic| {
            finding.severity == Severity::Error && finding.rule.code.starts_with(['F', 'Y', 'N'])
        };
        let unread = errors.iter().filter(is_reading).map(|finding| report_folder(sources.path(finding.span.file)));
        let unread: BTreeSet<Option<&str>> = unread.collect();
        let comparison =
            Comparison { before, now: &self.book, whole, sources: (then, now), chain: &self.chain, today, unread };
        // What stands as it was released has no place among the files that are there now.
        let is_there = |place: Span| {
            sources.find(now.path(place.file)) == Some(place.file) && sources.bytes(place.file) == now.bytes(place.file)
        };
        let placed = comparison.findings().into_iter().map(|finding| match is_there(finding.span) {
            true => finding,
            false => Diagnostic { span: whole.settings.span, ..finding },
        });
        self.found.extend(placed);
        self.found
    }
}

/// The files of a release at these paths.
fn copies<'p>(sources: &Sources, files: &Files, paths: impl Iterator<Item = &'p str>) -> Vec<SourceFile> {
    let kept = paths.filter_map(|path| Some((path, files.get(path)?)));
    kept.map(|(path, kept)| SourceFile { path: path.to_owned(), bytes: sources.bytes(kept.copy).to_vec() }).collect()
}
