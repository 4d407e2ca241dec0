//! The reports for which findings are asked.

use super::reports::{area_name, owner};
use crate::book::Book;
use crate::diagnostic::{Diagnostic, nearest};
use crate::parse::files::folders::report_folder;
use crate::parse::files::named::{original, version_of};
use crate::publish::publication::Publication;
use crate::source::Sources;

/// The reports of one area, of one period, or both; the whole book where neither is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    area: Option<String>,
    period: Option<String>,
}

impl Scope {
    /// The scope that these names ask for; an area by its folder or by its name. Without a readable `book.toml` it is the whole book: no report can be told
    /// from another, and its fault stands in the way of each.
    ///
    /// # Errors
    ///
    /// A name that no folder of the book has, as a sentence that says which is nearest.
    pub fn new(
        sources: &Sources,
        book: Option<&Book>,
        area: Option<&str>,
        period: Option<&str>,
    ) -> Result<Scope, String> {
        let Some(book) = book else { return Ok(Scope::default()) };
        let nation = book.nation.key.as_str();
        let named = area.and_then(|name| book.areas.iter().find(|area| area.name.eq_ignore_ascii_case(name)));
        let area = named.map(|area| area.key.as_str()).or(area);
        let owners = || sources.below("").filter_map(|file| owner(sources.path(file), nation));
        if let Some(wanted) = area {
            let areas = distinct(owners().map(|(area, _)| area));
            if !areas.contains(&wanted) {
                return Err(unknown(&format!("no area `{wanted}`"), wanted, &areas));
            }
        }
        if let Some(wanted) = period {
            let of_area = owners().filter(|(key, _)| area.is_none_or(|area| area == *key));
            let periods = distinct(of_area.filter_map(|(_, rest)| Some(rest.split_once('/')?.0)));
            if !periods.contains(&wanted) {
                let whose = area.map_or_else(String::new, |area| format!(" of {}", area_name(Some(book), area)));
                return Err(unknown(&format!("no report{whose} for `{wanted}`"), wanted, &periods));
            }
        }
        Ok(Scope { area: area.map(str::to_owned), period: period.map(str::to_owned) })
    }

    /// The scope as people call it: `North 2013-14`, or the title of the book.
    pub fn name(&self, book: Option<&Book>) -> String {
        match (self.area.as_deref().map(|key| area_name(book, key)), &self.period) {
            (Some(area), Some(period)) => format!("{area} {period}"),
            (Some(area), None) => area.to_owned(),
            (None, Some(period)) => format!("All reports for {period}"),
            (None, None) => book.map_or_else(|| "The book".to_owned(), |book| book.settings.title.to_string()),
        }
    }

    /// The scope, of one area alone.
    pub(super) fn of_area(&self, area: &str) -> Scope {
        Scope { area: Some(area.to_owned()), period: self.period.clone() }
    }

    /// Whether a report of the scope is there, be it begun only.
    pub(super) fn has_report(&self, sources: &Sources, nation: &str) -> bool {
        let paths = sources.below("").map(|file| sources.path(file));
        paths.filter(|path| report_folder(path).is_some()).any(|path| self.holds(path, nation))
    }

    /// Leaves the findings of these reports in the publication, and gives back the others.
    pub fn narrow(&self, sources: &Sources, publication: &mut Publication) -> Vec<Diagnostic> {
        let nation = publication.book.as_ref().map_or("", |book| book.nation.key.as_str());
        let findings = std::mem::take(&mut publication.findings);
        let (inside, elsewhere) =
            findings.into_iter().partition(|finding| self.holds(sources.path(finding.span.file), nation));
        publication.findings = inside;
        elsewhere
    }

    /// Whether a file belongs to these reports. The files that an area has beside its reports, such as `area.yaml`,
    /// belong to each of them.
    pub(super) fn holds(&self, path: &str, nation: &str) -> bool {
        if *self == Scope::default() {
            return true;
        }
        let Some((area, rest)) = owner(path, nation) else { return false };
        let folder = rest.split_once('/').map(|(folder, _)| folder);
        // What is in the folder of a copy is told to those who ask for what it is a copy of.
        let is_of = |wanted: &str, folder: &str| {
            wanted == folder || original(folder, [wanted]).or_else(|| version_of(folder, [wanted])).is_some()
        };
        self.area.as_ref().is_none_or(|wanted| is_of(wanted, area))
            && self
                .period
                .as_ref()
                .is_none_or(|wanted| folder.map_or(self.area.is_some(), |folder| is_of(wanted, folder)))
    }
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// A sentence that names what is there: the nearest name, or all of them where they are few.
fn unknown(what: &str, wanted: &str, known: &[&str]) -> String {
    let near = nearest(&wanted.to_lowercase(), known.iter().copied());
    match near {
        Some(near) => format!("there is {what} in this book\ndid you mean `{near}`?"),
        None if known.is_empty() => format!("there is {what} in this book, nor any other"),
        None if known.len() <= 12 => format!("there is {what} in this book\nwhat there is: {}", known.join(", ")),
        None => format!("there is {what} in this book\nthe names are those of the folders in `areas/`"),
    }
}
