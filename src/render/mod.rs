//! Book, charts and theme → Site. Everything is made in parallel and put together in the order in which it is listed.

pub(crate) mod around;
mod frame;
mod markdown;
mod table;
mod blocks;
mod comparison_data;
pub(crate) mod hosting;
pub mod shown;
mod pages;
pub mod topic;
pub mod addresses;
pub mod edition;

use crate::book::settings::Settings;
use crate::diagnostic::Diagnostic;
use crate::site::Site;
use crate::source::Sources;
use crate::theme;
use edition::Edition;

/// What rendering would find. Pages of the theme that comes with areabook have no faults to find, so that only their
/// addresses are looked at; those of a theme in the book are made.
pub fn examine(sources: &Sources, edition: &Edition<'_>) -> Vec<Diagnostic> {
    if theme::is_own(sources, &edition.shown.book.settings) {
        return render(sources, edition).1;
    }
    edition.refusals()
}

/// The whole site. Faults of templates are findings; their pages are left out.
pub fn render(sources: &Sources, edition: &Edition<'_>) -> (Site, Vec<Diagnostic>) {
    let mut site = Site::default();
    let mut findings = edition.refusals();
    let mut faults = Vec::new();
    for (path, made) in edition.all(&|| true).unwrap_or_default() {
        match made {
            Ok(bytes) => site.insert(path, bytes.into_owned()),
            Err(fault) => faults.push(fault),
        }
    }
    findings.extend(self::faults(sources, &edition.shown.book.settings, &faults));
    (site, findings)
}

/// Faults of templates as findings, each once however many pages have it.
pub fn faults(sources: &Sources, settings: &Settings, faults: &[Box<tera::Error>]) -> Vec<Diagnostic> {
    let folder = format!("themes/{}/", settings.theme);
    let mut findings: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        for finding in theme::faults::findings(sources, &folder, fault, settings.span) {
            if !findings.iter().any(|other| other.message == finding.message) {
                findings.push(finding);
            }
        }
    }
    findings
}
