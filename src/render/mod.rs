//! Book, charts and theme → Site. Everything is made in parallel and put together in the order in which it is listed.

pub(crate) mod around;
mod frame;
mod markdown;
mod table;
mod blocks;
mod comparison_data;
pub(crate) mod hosting;
mod pages;
pub mod edition;

use std::sync::Arc;

use crate::book::Book;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::site::{Refused, Site};
use crate::source::Sources;
use crate::theme::{self, Theme};
use edition::Edition;

/// The rules of this stage.
pub const RULES: &[&Rule] = &[&PATH];

/// Two pages would have the same address, or an address that cannot be published.
pub const PATH: Rule = Rule {
    code: "F201",
    name: "address",
    severity: Severity::Error,
    what: "Two pages would have the same address, or an address that some web servers cannot hold.",
    why: "One page would hide the other.",
    example: "Two folders, areas/kent and areas/Kent.",
    fix: "Rename the folder: letters a to z, digits and hyphens.",
};

/// What rendering would find. Pages of the theme that comes with areabook have no faults to find, so that only their
/// addresses are looked at; those of a theme in the book are made.
pub fn examine(sources: &Sources, book: &Book, theme: &Theme) -> Vec<Diagnostic> {
    if theme::is_own(sources, &book.settings) {
        return render(sources, book, theme).1;
    }
    let edition = Edition::new(book, theme, &Arc::default());
    edition.addresses.refused.iter().map(|refused| refusal(book, refused)).collect()
}

/// Says that an address cannot be published.
pub fn refusal(book: &Book, refused: &Refused) -> Diagnostic {
    let (Refused::Taken(path) | Refused::Unsafe(path)) = refused;
    let message = format!("`{path}` cannot be published: it is taken or not a plain name");
    Diagnostic::new(&PATH, book.settings.span, message).help("rename the folder: letters a to z, digits and hyphens")
}

/// The whole site. Faults of templates are findings; their pages are left out.
pub fn render(sources: &Sources, book: &Book, theme: &Theme) -> (Site, Vec<Diagnostic>) {
    let edition = Edition::new(book, theme, &Arc::default());
    let mut site = Site::default();
    let mut findings: Vec<_> = edition.addresses.refused.iter().map(|refused| refusal(book, refused)).collect();
    let mut faults = Vec::new();
    for (path, made) in edition.all(&|| true).unwrap_or_default() {
        match made {
            Ok(bytes) => findings.extend(site.add(path, bytes.into_owned()).err().map(|fault| refusal(book, &fault))),
            Err(fault) => faults.push(fault),
        }
    }
    findings.extend(self::faults(sources, book, &faults));
    (site, findings)
}

/// Faults of templates as findings, each once however many pages have it.
pub fn faults(sources: &Sources, book: &Book, faults: &[Box<tera::Error>]) -> Vec<Diagnostic> {
    let folder = format!("themes/{}/", book.settings.theme);
    let mut findings: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        let finding = theme::finding(sources, &folder, fault, book.settings.span);
        if !findings.iter().any(|other| other.message == finding.message) {
            findings.push(finding);
        }
    }
    findings
}
