//! What is public: reports as they are, and those that were released and are being written again as they were released.
//!
//! A report that is a draft again, that waits for approvals or that cannot be read stands as it was released: with the files of its
//! folder, and with what else it shows, its form, the texts that all reports share, its area, the measures. A site is made of one
//! book, which holds one state of each file. So a file of the book of which such a report shows something that has changed stands as
//! it was released as well, as long as no other report shows what has changed; its corrections wait with it. If another does, one site
//! cannot hold both: that is a finding, and nothing is published until the report is ready or the change is taken back. What a
//! publisher says on every page, such as the title of the site and how it can be reached, is no part of a report and changes at once.

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::chain::{Chain, Files, Kept};
use super::compare::comparison::unreleased;
use super::compare::states::{Comparison, Telling};
use super::compare::{facts, of_book, shown};
use super::public::{Delta, folder, path_now};
use super::rules::{BROKEN_RELEASE, TWO_STATES, VANISHED};
use crate::book::report::{Report, Status};
use crate::book::{Book, BookCorrection};
use crate::diagnostic::{Diagnostic, Severity};
use crate::parse::files::folders::report_folder;
use crate::parse::parsed::ParsedBook;
use crate::query::seals;
use crate::source::{SourceFile, Sources, Span};

/// What is public of a book.
pub(crate) struct Standing<'a> {
    /// The book with nothing else.
    pub(crate) book: Cow<'a, Book>,
    /// What it is compared with; none where nothing is other than at the last release.
    states: Option<States>,
    /// The releases that there have been.
    pub(crate) chain: Chain,
    found: Vec<Diagnostic>,
}

/// What is public and what was at the last release.
struct States {
    /// The files of what was released.
    then: Sources,
    /// The book of them; none where it cannot be read.
    before: Option<Book>,
    /// The files of what is public.
    public: Sources,
    /// The folders of the reports that stand as they were released, now and then.
    stands: BTreeSet<String>,
    /// The files of the book that stand so with them.
    files: BTreeSet<String>,
    /// The files that are other ones than at the last release, or gone.
    changed: Vec<String>,
}

/// What of the files of a book waits with reports that stand as they were released.
pub(crate) struct Waits<'a> {
    /// The paths of the files.
    pub(crate) files: BTreeSet<&'a str>,
    /// The first of those reports, as a sentence names it.
    pub(crate) report: String,
    /// The finding for a correction that waits in a file with one that does not: none of the two can be recorded.
    pub(crate) mixed: Option<Diagnostic>,
}

impl<'a> Standing<'a> {
    /// What is public at a time. `released` is what of the book is public by its own state. With it stand the reports that were
    /// released and are not public as they are now.
    pub(crate) fn new(
        (sources, now): (&Sources, Timestamp),
        parsed: &ParsedBook,
        whole: &Book,
        released: Cow<'a, Book>,
    ) -> Self {
        let (chain, mut found) = Chain::until(sources, now);
        if chain.releases.is_empty() || !found.is_empty() {
            return Standing { book: released, states: None, chain, found };
        }
        let delta = Delta::new(sources, (whole, &parsed.faulty), &released, &chain);
        if delta.is_empty() && delta.left.folders.is_empty() {
            return Standing { book: released, states: None, chain, found };
        }
        let mut public: BTreeSet<_> = released.all_reports().map(|report| folder(whole, report)).collect();
        public.retain(|folder| !delta.left.folders.contains(folder));
        // What is not public is no part of any sum either.
        let is_public = |path: &str| report_folder(path).is_none_or(|folder| public.contains(folder));
        let is_kept = |path: &str| delta.left.files.contains_key(path);
        let left = delta.left.files.iter().map(|(now, then)| (now.as_ref(), *then));
        let with_left = sources.in_place(copies(sources, &chain.files, left));
        let public = with_left.filtered(|path| !path.starts_with("releases/") && (is_public(path) || is_kept(path)));
        let mut book = released;
        if !delta.left.folders.is_empty()
            && let Some(standing) = parsed.update(&public).book
        {
            book = Cow::Owned(standing);
        }
        let changed: Vec<_> =
            delta.changed.iter().map(|(path, ..)| path.as_ref()).chain(delta.removed.iter().copied()).collect();
        let then = as_released(sources, &chain.files, &public, &changed);
        // Of reports that were not released nothing was there.
        let then = then.filtered(|path| report_folder(path).is_none() || chain.files.contains_key(path));
        let before = parsed.update(&then).book;
        // By the folders that they were released in as well.
        let then_folders = delta.left.files.values().filter_map(|then| report_folder(then)).map(str::to_owned);
        let stands = delta.left.folders.iter().cloned().chain(then_folders).collect();
        let changed = changed.into_iter().map(str::to_owned).collect();
        let mut states = States { then, before, public, stands, files: BTreeSet::new(), changed };
        if !delta.left.folders.is_empty()
            && let Some(standing) = states.with_files((sources, &chain), parsed, &book, &mut found)
        {
            book = Cow::Owned(standing);
        }
        Standing { book, states: Some(states), chain, found }
    }

    /// A finding of what is public, which may be about a file as it was released: it is placed in the copy that was kept of it.
    pub(crate) fn placed(&self, sources: &Sources, mut finding: Diagnostic) -> Diagnostic {
        let Some(States { then, public, .. }) = &self.states else { return finding };
        let copy = |span: Span| {
            let of = [public, then].into_iter().find(|of| of.holds(span.file)).filter(|_| !sources.holds(span.file))?;
            let path = of.path(span.file);
            Some((path, Span { file: self.chain.files.get(path)?.copy, ..span }))
        };
        for (related, _) in &mut finding.related {
            *related = copy(*related).map_or(*related, |(_, span)| span);
        }
        if let Some((path, span)) = copy(finding.span) {
            finding = Diagnostic { span, fix: None, ..finding }.help(format!(
                "this is what was released, and it stands as long as the report is not ready again; change `{path}`, and not what was kept"
            ));
        }
        finding
    }

    /// What of the files of the book, which is `whole`, a release leaves as it was released; none where nothing waits.
    pub(crate) fn waits<'b>(&'b self, sources: &'b Sources, whole: &'b Book) -> Option<Waits<'b>> {
        let states = self.states.as_ref().filter(|states| !states.files.is_empty())?;
        let before = states.before.as_ref()?;
        let mut files: BTreeSet<_> = states.files.iter().map(String::as_str).collect();
        let is_new = |one: &&BookCorrection| !before.corrections.iter().any(|other| other.is_like(one));
        let (waiting, others): (Vec<_>, Vec<_>) =
            whole.corrections.iter().filter(is_new).partition(|one| files.contains(one.file.as_str()));
        // A correction that was recorded is published: it could not tell any more of what has changed when that is.
        files.extend(waiting.first().map(|one| sources.path(one.span.file)));
        let left = before.all_reports().find(|report| states.stands.contains(&folder(before, report)))?;
        let report = name(left);
        let mixed = waiting.first().filter(|_| !others.is_empty()).map(|one| {
            let (file, own) = (&one.file, sources.path(one.span.file));
            let message = format!("this correction waits for {report}, of which `{file}` stands as it was released, and others in `{own}` do not: `areabook release` records nothing");
            let finding = TWO_STATES.at(one.span, message).help(format!("finish {report}: `areabook status` says what it waits for"));
            let finding = finding.help(format!("or put `{file}` back until then, and this correction with it"));
            Diagnostic { severity: Severity::Warning, ..finding }
        });
        Some(Waits { files, report, mixed })
    }

    /// The paths of the files that are public as they are now, or gone, and that no release has recorded so, in a book that records its
    /// releases.
    pub(crate) fn unrecorded(&self, sources: &Sources, whole: &Book) -> Vec<&str> {
        let waits = self.waits(sources, whole).map(|waits| waits.files).unwrap_or_default();
        let changed = self.states.iter().flat_map(|states| &states.changed).map(String::as_str);
        changed.filter(|path| !waits.contains(path)).collect()
    }

    /// Notes about the files that a report was released with, stands with, and has not any more.
    fn lost(&self, sources: &Sources, whole: &Book) -> Vec<Diagnostic> {
        let file = |(then, kept): (&String, &Kept)| {
            let now = path_now(whole, then);
            let of = report_folder(&now).filter(|of| self.has_left(of) && sources.find(&now).is_none())?;
            let report = whole.all_reports().find(|report| folder(whole, report) == of)?;
            let finding = VANISHED
                .at(report.span.cut(0, 1), format!("`{now}` was released, and is not there any more"))
                .help(format!("copy it back from `{}`", sources.path(kept.copy)))
                .help("or tell of it with a correction as soon as the report is ready again");
            Some(Diagnostic { severity: Severity::Note, ..finding })
        };
        let is_text = |then: &&String| !then.ends_with(&format!("/{}", seals::FILE));
        self.chain.files.iter().filter(|(then, _)| is_text(then)).filter_map(file).collect()
    }

    /// The folders of the reports of which nothing is public as it is now: drafts, and what stands as it was released.
    pub(crate) fn aside(&self, whole: &Book) -> BTreeSet<String> {
        let drafts = whole.all_reports().filter(|report| report.status == Status::Draft);
        let left = self.states.iter().flat_map(|states| states.stands.iter().cloned());
        drafts.map(|report| folder(whole, report)).chain(left).collect()
    }

    /// Whether the report of a folder stands as it was released.
    pub(crate) fn has_left(&self, folder: &str) -> bool {
        self.states.as_ref().is_some_and(|states| states.stands.contains(folder))
    }

    /// Whether a report was released, under any name of its area; or may have been, under one that the book does not know any more.
    pub(crate) fn was_released(&self, whole: &Book, report: &Report) -> bool {
        let keys = report.area.keys_in(report.period);
        self.chain.files.keys().filter_map(|path| report_folder(path)?.rsplit_once('/')).any(|(of, period)| {
            let is_it = |key: &str| keys.contains(&key) || whole.area_called(key).is_none();
            let is_of = of.strip_prefix("areas/").map_or(report.area.key == whole.nation.key, is_it);
            is_of && period == report.period.name()
        })
    }

    /// The releases that there have been; none where something is wrong with them.
    pub(crate) fn releases(&self) -> Option<&Chain> {
        Some(&self.chain).filter(|_| self.found.is_empty())
    }

    /// What is wrong with the releases, and what changed since the last. Of what cannot be read, as `errors` say, nobody can tell
    /// whether it has changed. `telling` gives the places at which texts of a book tell what it holds back.
    pub(crate) fn findings(
        mut self,
        sources: &Sources,
        whole: &Book,
        today: Date,
        (errors, telling): (&[Diagnostic], Telling<'_>),
    ) -> Vec<Diagnostic> {
        if self.chain.releases.is_empty() && self.found.is_empty() {
            return whole.all_reports().flat_map(unreleased).collect();
        }
        let Some(States { then, before, public, stands, .. }) = &self.states else { return self.found };
        let Some(before) = before else {
            self.found.push(unreadable("what was released", whole));
            return self.found;
        };
        let is_reading = |finding: &&Diagnostic| {
            finding.severity == Severity::Error && finding.rule.code.starts_with(['F', 'Y', 'N'])
        };
        let unread = errors.iter().filter(is_reading).map(|finding| report_folder(sources.path(finding.span.file)));
        let unread: BTreeSet<Option<&str>> = unread.collect();
        let read: BTreeSet<_> = before.all_reports().map(|report| folder(before, report)).collect();
        let folders: BTreeSet<_> = self.chain.files.keys().filter_map(|path| report_folder(path)).collect();
        for folder in folders.into_iter().filter(|folder| !read.contains(*folder) && !unread.contains(&Some(folder))) {
            self.found.push(unreadable(&format!("`{folder}` as it was released"), whole));
        }
        let comparison = Comparison {
            before,
            now: &self.book,
            whole,
            sources,
            then,
            public,
            chain: &self.chain,
            today,
            unread,
            telling,
            stands,
        };
        let findings = comparison.findings();
        let mixed = self.waits(sources, whole).and_then(|waits| waits.mixed);
        let lost = self.lost(sources, whole).into_iter().chain(mixed);
        let placed: Vec<_> = findings.into_iter().map(|finding| self.placed(sources, finding)).chain(lost).collect();
        self.found.extend(placed);
        self.found
    }
}

impl States {
    /// The book in which those files stand as they were released, of which reports that stand so show something; none where there
    /// are none. Findings where other reports show of them what has changed.
    fn with_files(
        &mut self,
        (sources, chain): (&Sources, &Chain),
        parsed: &ParsedBook,
        book: &Book,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Book> {
        let before = self.before.as_ref()?;
        let is_left = |report: &&Report| self.stands.contains(&folder(before, report));
        let seen = of_book::Seen::of(before.all_reports().filter(is_left));
        let changed = shown::otherwise((before, book), &seen);
        let path = |(_, then, is): &shown::Pair| match (is, then) {
            (Some(span), _) => self.public.path(span.file).to_owned(),
            (None, Some(span)) => self.then.path(span.file).to_owned(),
            (None, None) => String::new(),
        };
        let paths: BTreeSet<_> = changed.iter().map(path).collect();
        if paths.is_empty() {
            return None;
        }
        let listed: Vec<_> = paths.iter().map(String::as_str).collect();
        let public = as_released(sources, &chain.files, &self.public, &listed);
        let mut standing = parsed.update(&public).book?;
        let corrections = standing
            .corrections
            .iter()
            .filter(|one| !paths.contains(&one.file) || before.corrections.iter().any(|other| other.is_like(one)));
        standing.corrections = corrections.cloned().collect::<Vec<_>>().into();
        let others: Vec<_> = book.all_reports().filter(|report| !is_left(report)).collect();
        let is_other = |report: &&Report| {
            let same = standing.report(&report.area.key, report.period);
            same.is_none_or(|same| facts::differ(&facts::facts(book, report), &facts::facts(&standing, same)))
        };
        let shows = |reports: &[&Report]| {
            let seen = of_book::Seen::of(reports.iter().copied());
            !shown::otherwise((book, &standing), &seen).is_empty()
        };
        let has_text = shows(&others);
        // The file of an area whose folder has another name was not released under this one.
        let is_moved = paths.iter().any(|path| path.starts_with("areas/") && !chain.files.contains_key(path));
        let clash = others.iter().find(|report| is_other(report) || has_text && shows(&[report]));
        if clash.is_some() || is_moved {
            let left = name(before.all_reports().find(is_left)?);
            let why = clash
                .map_or("and its area has another folder".to_owned(), |other| format!("which {} shows", name(other)));
            found.extend(changed.iter().map(|one| {
                let (what, place) = (&one.0, one.2.unwrap_or(book.settings.span));
                TWO_STATES
                    .at(place, format!("{left} stands as it was released until it is ready again, and {what} is another one now, {why}"))
                    .help(format!("finish {left}: `areabook status` says what it waits for"))
                    .help(format!("or put `{}` back until then", path(one)))
            }));
            return None;
        }
        self.files = paths;
        self.public = public;
        Some(standing)
    }
}

/// A report as a sentence names it.
fn name(report: &Report) -> String {
    format!("the report of {} for {}", report.name(), report.period)
}

/// The finding for what was released and cannot be read.
fn unreadable(what: &str, whole: &Book) -> Diagnostic {
    let message = format!("{what} cannot be read any more, so nobody can tell what has changed since");
    let finding = BROKEN_RELEASE.at(whole.settings.span, message);
    finding.help("build with the program that the last record in `releases/` names")
}

/// The files with those at some paths as they were released; what was not is not there.
fn as_released(sources: &Sources, files: &Files, now: &Sources, paths: &[&str]) -> Sources {
    let other = now.in_place(copies(sources, files, paths.iter().map(|path| (*path, *path))));
    let gone: BTreeSet<_> = paths.iter().filter(|path| !files.contains_key(**path)).copied().collect();
    other.filtered(|path| !gone.contains(path))
}

/// The copies of files of a release, each at a path, with the one that it was released under.
fn copies<'p>(sources: &Sources, files: &Files, paths: impl Iterator<Item = (&'p str, &'p str)>) -> Vec<SourceFile> {
    let kept = paths.filter_map(|(path, then)| Some((path, files.get(then)?)));
    kept.map(|(path, kept)| SourceFile { path: path.to_owned(), bytes: sources.bytes(kept.copy).to_vec() }).collect()
}
