//! A book that is being written: checked anew after each change, its pages made when they are asked for.
//!
//! A draft is a value like a [`Publication`] and says the same of the same sources. It keeps what it was made of, so that the
//! next one is made from what changed; what changed is told by the bytes of the files, never by a clock.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::progress;
use super::progress::value::{Progress, State};
use super::publication::{Publication, Releases, set_aside};
use super::released::{self, Occasion};
use crate::book::Book;
use crate::book::report::Drawings;
use crate::book::settings::Settings;
use crate::check;
use crate::check::checked::Checked;
use crate::check::waivers::Outcome;
use crate::diagnostic::{self, Diagnostic};
use crate::fix;
use crate::parse::misnamed;
use crate::parse::parsed::ParsedBook;
use crate::release::history::KeptHistory;
use crate::render;
use crate::render::addresses::Addresses;
use crate::render::edition::Edition;
use crate::render::shown::Shown;
use crate::source::Sources;
use crate::theme::{self, Theme};

/// A state of the book, with everything that the next one can keep.
#[derive(Clone, Default)]
pub struct Draft {
    /// The files that it was made from.
    pub sources: Sources,
    /// The book and the findings, without the site. What the pages and their addresses would show is not among them:
    /// [`Draft::all_findings`] has it.
    pub publication: Publication,
    parsed: ParsedBook,
    checked: Checked,
    theme: Option<Arc<LoadedTheme>>,
    /// The book without what is held and with what readers were shown before, where that is another one.
    released: Option<Book>,
    /// How far the reports have come, period by period; nothing where everybody sees the pages.
    progress: Vec<Progress>,
    /// What readers were shown when, with what it was made of.
    history: Option<KeptHistory>,
}

/// A theme with the settings that it was made of, and the findings in it.
struct LoadedTheme {
    files: Sources,
    settings: Arc<Settings>,
    theme: Option<Theme>,
    findings: Vec<Diagnostic>,
}

impl Draft {
    /// Nothing yet, but for images that were drawn before.
    pub fn knowing(drawn: Drawings) -> Self {
        Draft { parsed: ParsedBook::knowing(drawn), ..Draft::default() }
    }

    /// The draft of these sources, by way of what they have in common with those of this one.
    #[must_use]
    pub fn update(&self, sources: Sources, occasion: impl Into<Occasion>) -> Draft {
        let occasion = occasion.into();
        let mut parsed = self.parsed.update(&sources);
        let (mut findings, mut waived) = (std::mem::take(&mut parsed.findings), 0);
        let book = parsed.book.take();
        let (mut checked, mut theme, mut released, mut history) = (Checked::default(), None, None, None);
        let (mut days, mut waiting, mut aside) = (BTreeMap::new(), Vec::new(), BTreeSet::new());
        let mut releases = Releases::default();
        if let Some(book) = &book {
            let found;
            (checked, found) = self.checked.update(book);
            findings.extend(found);
            let today = occasion.now.day(&book.settings.zone);
            let standing;
            (standing, waiting) = released::standing(&sources, &parsed, book, occasion);
            findings.extend(released::found(book, &standing, &waiting));
            releases = Releases::new(&standing, &sources, book);
            aside = released::aside(book, &standing, occasion.readers);
            let (kept, mut drawn) = (self.history.as_ref(), Arc::clone(&parsed.drawn));
            let chain = standing.releases();
            history = chain
                .map(|chain| KeptHistory::new(&sources, chain, (book, &standing.book, &parsed), (kept, &mut drawn)));
            parsed.drawn = drawn;
            if let Cow::Owned(book) = released::shown(book, &standing, history.as_ref(), occasion.readers) {
                released = Some(book);
            }
            days = standing.chain.days();
            Outcome { findings, waived } = check::conclude(book, released.as_ref().unwrap_or(book), today, findings);
            findings = findings.into_iter().map(|finding| standing.placed(&sources, finding)).collect();
            findings.extend(standing.findings(&sources, book, today, (&findings, &check::held_back::told::places)));
            let files = sources.within("themes/");
            let kept = self.theme.as_ref().filter(|kept| kept.files == files && kept.settings == book.settings);
            let loaded = kept.map_or_else(|| Arc::new(LoadedTheme::new(files, book)), Arc::clone);
            findings.extend(loaded.findings.iter().cloned());
            theme = Some(loaded);
        }
        misnamed::gather(&sources, &mut findings);
        fix::keep_safe(&sources, &mut findings);
        diagnostic::settle(&mut findings);
        let progress = book.as_ref().map_or_else(Vec::new, |book| {
            let now = occasion.now.instant(&book.settings.zone);
            State::new(&sources, (&findings, &waiting), book, (days, now)).all(occasion.readers)
        });
        let set_aside = set_aside(&sources, &aside, &findings);
        let drawn = Arc::clone(&parsed.drawn);
        let publication = Publication { book, site: None, findings, set_aside, waived, waiting, releases, drawn };
        Draft { sources, publication, parsed, checked, theme, released, progress, history }
    }

    /// The draft with other findings: those that [`Draft::all_findings`] gives.
    #[must_use]
    pub(crate) fn with_findings(&self, findings: Vec<Diagnostic>) -> Draft {
        let mut draft = self.clone();
        draft.publication.findings = findings;
        draft
    }

    /// The pages of the draft; none where there is no book or no theme. `known` are the addresses of an earlier draft.
    pub fn edition(&self, known: &Arc<Addresses>) -> Option<Edition<'_>> {
        let book = self.released.as_ref().or(self.publication.book.as_ref())?;
        let shown = match &self.history {
            Some(history) => Shown::new(book, &history.archive),
            None => book.into(),
        };
        Some(Edition::new(shown, self.theme()?, progress::page::pages(&self.progress, book), known))
    }

    /// The theme of its pages; none where it cannot be read.
    pub fn theme(&self) -> Option<&Theme> {
        self.theme.as_ref()?.theme.as_ref()
    }

    /// Whether another draft has the same theme.
    pub fn has_same_theme(&self, other: &Draft) -> bool {
        self.theme.as_ref().map(Arc::as_ptr) == other.theme.as_ref().map(Arc::as_ptr)
    }

    /// Whether the theme is the book's own: its pages can have faults, which show when they are made.
    pub(crate) fn has_own_theme(&self) -> bool {
        self.publication.book.as_ref().is_some_and(|book| theme::is_own(&self.sources, &book.settings))
    }

    /// A fault that came up while a page was made, as a finding.
    pub(crate) fn fault(&self, fault: &tera::Error) -> Option<Diagnostic> {
        let settings = &self.publication.book.as_ref()?.settings;
        let folder = format!("themes/{}/", settings.theme);
        theme::faults::findings(&self.sources, &folder, fault, settings.span).into_iter().next()
    }

    /// All findings, with those that making every page finds. None if the draft is no longer wanted before that is done.
    pub fn all_findings(&self, is_wanted: &(dyn Fn() -> bool + Sync)) -> Option<Vec<Diagnostic>> {
        let mut findings = self.publication.findings.clone();
        if let Some((edition, book)) = self.edition(&Arc::default()).zip(self.publication.book.as_ref()) {
            findings.extend(edition.refusals());
            let faults: Vec<_> = edition.all(is_wanted)?.into_iter().filter_map(|(_, made)| made.err()).collect();
            findings.extend(render::faults(&self.sources, &book.settings, &faults));
        }
        diagnostic::settle(&mut findings);
        Some(findings)
    }
}

impl LoadedTheme {
    fn new(files: Sources, book: &Book) -> Self {
        let mut findings = Vec::new();
        let theme = theme::theme(&files, &book.settings, &mut findings);
        LoadedTheme { files, settings: Arc::clone(&book.settings), theme, findings }
    }
}
