//! Book, charts and theme → Site. Pages are made in parallel and put together in the order of their paths.

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
pub mod sections;
pub mod compared;
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
    let pages = pages::all(book, &comparisons);
    let refused = pages.iter().filter_map(|page| site.add(&pages::path(page), Vec::new()).err());
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
    let pages = pages::all(book, &comparisons);
    let rendered: Vec<_> =
        pages.par_iter().map(|page| (pages::path(page), pages::page(book, &comparisons, theme, page))).collect();
    let (mut site, mut findings) = (Site::default(), Vec::new());
    let mut add = |path: &str, bytes: Vec<u8>, findings: &mut Vec<Diagnostic>| {
        findings.extend(site.add(path, bytes).err().map(|refused| refusal(book, refused)));
    };
    let paths: Vec<_> = rendered.iter().map(|(path, _)| path.as_str()).collect();
    for (path, text) in hosting::files(book, theme, &paths) {
        add(path, text.into_bytes(), &mut findings);
    }
    for (path, html) in rendered {
        match html {
            Ok(html) => add(&path, html.into_bytes(), &mut findings),
            Err(fault) => {
                let folder = format!("themes/{}/", book.settings.theme);
                let finding = theme::finding(sources, &folder, &fault, book.settings.span);
                if !findings.iter().any(|other: &Diagnostic| other.message == finding.message) {
                    findings.push(finding);
                }
            }
        }
    }
    for (path, bytes) in compare_page::data(book, &comparisons) {
        add(&path, bytes, &mut findings);
    }
    for (path, bytes) in drawings::files(book) {
        add(&path, bytes, &mut findings);
    }
    for (path, bytes) in pages::drawings(book) {
        add(&path, bytes.to_vec(), &mut findings);
    }
    for (path, bytes) in &theme.files {
        add(path, bytes.clone(), &mut findings);
    }
    (site, findings)
}
