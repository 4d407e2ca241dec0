//! Book, charts and theme → Site. Everything is made in parallel and put together in the order in which it is listed.

pub mod numbers;
pub mod views;
pub mod comparison_views;
pub mod around;
pub mod frame;
pub mod wording;
pub mod markdown;
pub mod exhibits;
pub mod measures;
pub mod drawings;
pub mod compared;
pub mod courses;
pub mod sections;
pub mod compared_charts;
pub mod measure_pages;
pub mod area_comparison;
pub mod compare_page;
pub mod coverage;
pub mod overview;
pub mod headlines;
pub mod standing;
pub mod hosting;
pub mod pages;
pub mod items;

use rayon::prelude::*;

use crate::book::Book;
use crate::compare::Comparisons;
use crate::diagnostic::{Diagnostic, Rule, Severity};
use crate::site::{Refused, Site};
use crate::source::Sources;
use crate::theme::{self, Theme};

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
    if sources.below(&format!("themes/{}/", book.settings.theme)).next().is_some() {
        return render(sources, book, theme).1;
    }
    let comparisons = Comparisons::new(book);
    let mut site = Site::default();
    let items = items::all(book, &comparisons, theme);
    let refused = items.iter().filter_map(|(path, _)| site.add(path, Vec::new()).err());
    refused.map(|refused| refusal(book, refused)).collect()
}

fn refusal(book: &Book, refused: Refused) -> Diagnostic {
    let (Refused::Taken(path) | Refused::Unsafe(path)) = refused;
    let message = format!("`{path}` cannot be published: it is taken or not a plain name");
    Diagnostic::new(&PATH, book.settings.span, message).help("rename the folder: letters a to z, digits and hyphens")
}

/// The whole site. Faults of templates are findings; their pages are left out.
pub fn render(sources: &Sources, book: &Book, theme: &Theme) -> (Site, Vec<Diagnostic>) {
    let comparisons = Comparisons::new(book);
    let items = items::all(book, &comparisons, theme);
    let made: Vec<_> =
        items.par_iter().map(|(path, item)| (path, items::make(book, &comparisons, theme, item))).collect();
    let (mut site, mut findings) = (Site::default(), Vec::new());
    for (path, bytes) in made {
        match bytes {
            Ok(bytes) => findings.extend(site.add(path, bytes).err().map(|refused| refusal(book, refused))),
            Err(fault) => {
                let folder = format!("themes/{}/", book.settings.theme);
                let finding = theme::finding(sources, &folder, &fault, book.settings.span);
                if !findings.iter().any(|other: &Diagnostic| other.message == finding.message) {
                    findings.push(finding);
                }
            }
        }
    }
    (site, findings)
}
