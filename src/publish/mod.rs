//! The pipeline on values: the page on which to read the whole program.

pub mod released;
pub mod publication;
pub mod progress;
pub mod draft;
pub mod release;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::progress::value::State;
use self::publication::{Publication, Releases, set_aside, stops};
use self::released::Occasion;
use crate::book::report::Drawings;
use crate::check;
use crate::check::waivers::Outcome;
use crate::diagnostic::{self, Diagnostic};
use crate::fix;
use crate::parse::misnamed;
use crate::parse::parsed::ParsedBook;
use crate::release::history::KeptHistory;
use crate::render;
use crate::render::edition::Edition;
use crate::render::shown::Shown;
use crate::site::Site;
use crate::source::Sources;
use crate::theme;

/// Sources → Book → Site, with the findings of every stage. The occasion decides which waivers have expired, and what the site
/// may show.
pub fn publish(sources: &Sources, occasion: impl Into<Occasion>) -> Publication {
    publication(sources, occasion.into(), Drawings::new(), true, |edition, _| {
        let (site, findings) = render::render(sources, edition);
        (Some(site), findings)
    })
}

/// The same findings without a site: pages that nobody looks at are not made.
pub fn examine(sources: &Sources, occasion: impl Into<Occasion>) -> Publication {
    examine_knowing(sources, occasion.into(), Drawings::new())
}

/// The same, of a book of which some images were drawn before.
pub fn examine_knowing(sources: &Sources, occasion: Occasion, drawn: Drawings) -> Publication {
    publication(sources, occasion, drawn, false, |edition, _| (None, render::examine(sources, edition)))
}

/// The same findings, and what `press` makes of the pages. It gets them only if there are no errors; none of what it
/// makes is left if a template has a fault.
pub fn press<T>(
    sources: &Sources,
    occasion: Occasion,
    drawn: Drawings,
    press: impl FnOnce(&Edition<'_>) -> Result<T, Vec<Box<tera::Error>>>,
) -> (Publication, Option<T>) {
    let mut pressed = None;
    let publication = publication(sources, occasion, drawn, true, |edition, is_stopped| {
        if edition.addresses.has_refused() || is_stopped {
            return (None, render::examine(sources, edition));
        }
        match press(edition) {
            Ok(made) => {
                pressed = Some(made);
                (None, Vec::new())
            }
            Err(faults) => (None, render::faults(sources, &edition.shown.book.settings, &faults)),
        }
    });
    (publication, pressed)
}

fn publication(
    sources: &Sources,
    occasion: Occasion,
    drawn: Drawings,
    makes_pages: bool,
    render: impl FnOnce(&Edition<'_>, bool) -> (Option<Site>, Vec<Diagnostic>),
) -> Publication {
    let mut parsed = ParsedBook::knowing(drawn).update(sources);
    let (book, mut findings, mut drawn) =
        (parsed.book.take(), std::mem::take(&mut parsed.findings), Arc::clone(&parsed.drawn));
    let mut site = None;
    let (mut waived, mut waiting, mut aside) = (0, Vec::new(), BTreeSet::new());
    let mut releases = Releases::default();
    if let Some(book) = &book {
        let today = occasion.now.day(&book.settings.zone);
        let standing;
        (standing, waiting) = released::standing(sources, &parsed, book, occasion);
        findings.extend(released::found(book, &standing, &waiting));
        releases = Releases::new(&standing, sources, book);
        aside = released::aside(book, &standing, occasion.readers);
        // Only pages tell what was before.
        let with_history = makes_pages || theme::is_own(sources, &book.settings);
        let chain = standing.releases().filter(|_| with_history);
        let history =
            chain.map(|chain| KeptHistory::new(sources, chain, (book, &standing.book, &parsed), (None, &mut drawn)));
        let released = released::shown(book, &standing, history.as_ref(), occasion.readers);
        let days = standing.chain.days();
        Outcome { findings, waived } = check::check(book, &released, today, findings);
        findings = findings.into_iter().map(|finding| standing.placed(sources, finding)).collect();
        findings.extend(standing.findings(sources, book, today, (&findings, &check::held_back::told::places)));
        if let Some(theme) = theme::theme(sources, &book.settings, &mut findings) {
            let state =
                State::new(sources, (&findings, &waiting), book, (days, occasion.now.instant(&book.settings.zone)));
            let internal = progress::page::pages(&state.all(occasion.readers), &released);
            let archive = history.map(|history| history.archive).unwrap_or_default();
            let shown = Shown::new(&released, &archive);
            let is_stopped = findings.iter().any(|finding| stops(sources, &aside, finding));
            let (rendered, found) = render(&Edition::new(shown, &theme, internal, &Arc::default()), is_stopped);
            site = rendered;
            findings.extend(found);
        }
    }
    misnamed::gather(sources, &mut findings);
    fix::keep_safe(sources, &mut findings);
    diagnostic::settle(&mut findings);
    let set_aside = set_aside(sources, &aside, &findings);
    Publication { book, site, findings, set_aside, waived, waiting, releases, drawn }
}
