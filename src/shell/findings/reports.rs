//! Findings by the report that they are about, and how many there are.

use crate::book::Book;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Sources;

/// The findings of one report, or of one file that belongs to no report.
pub(crate) struct ReportFindings<'a> {
    /// The report as people call it, `North 2013-14`; for another file its path.
    pub(crate) name: String,
    /// The folder of the report, without a closing `/`; none for another file.
    pub(crate) folder: Option<String>,
    /// Its findings, in the order of their places.
    pub(crate) findings: Vec<&'a Diagnostic>,
}

impl ReportFindings<'_> {
    /// The line above the findings: `North 2013-14 (areas/north/2013-14)`.
    pub(crate) fn heading(&self) -> String {
        match &self.folder {
            Some(folder) => format!("{} ({folder})", self.name),
            None => self.name.clone(),
        }
    }
}

/// The findings by report, in the order of their places. A finding belongs to the report in whose folder it stands.
pub(crate) fn by_report<'a>(
    sources: &Sources,
    book: Option<&Book>,
    findings: impl IntoIterator<Item = &'a Diagnostic>,
) -> Vec<ReportFindings<'a>> {
    let mut reports: Vec<ReportFindings<'a>> = Vec::new();
    for finding in findings {
        let (name, folder) = title(book, sources.path(finding.span.file));
        match reports.last_mut() {
            Some(last) if last.name == name && last.folder == folder => last.findings.push(finding),
            _ => reports.push(ReportFindings { name, folder, findings: vec![finding] }),
        }
    }
    reports
}

/// The name and folder of the report to which a file belongs; where it belongs to none, the file's own path, or that of the releases.
fn title(book: Option<&Book>, path: &str) -> (String, Option<String>) {
    let nation = book.map_or("", |book| book.nation.key.as_str());
    let report = owner(path, nation).and_then(|(area, rest)| {
        let (folder, _) = rest.split_once('/')?;
        let period = book?.period(folder)?;
        let folder = &path[..path.len() - rest.len() + folder.len()];
        Some((format!("{} {period}", area_name(book, area)), Some(folder.to_owned())))
    });
    // The releases are one thing, of so many files.
    let name = if path.starts_with("releases/") { "releases" } else { path };
    report.unwrap_or_else(|| (name.to_owned(), None))
}

/// The name of an area for readers; its key where its `area.yaml` cannot be read.
pub(crate) fn area_name<'a>(book: Option<&'a Book>, key: &'a str) -> &'a str {
    let areas = book.into_iter().flat_map(|book| book.areas.iter().chain([&book.nation]));
    areas.into_iter().find(|area| area.key == key).map_or(key, |area| &area.name)
}

/// Whose folder a file stands in, and its path in there: `areas/north/2013-14/board.md` is North's `2013-14/board.md`.
/// None for a file of the whole book.
pub(crate) fn owner<'a>(path: &'a str, nation: &'a str) -> Option<(&'a str, &'a str)> {
    match path.strip_prefix("areas/") {
        Some(inside) => inside.split_once('/'),
        None => path.strip_prefix("content/national/").map(|inside| (nation, inside)),
    }
}

/// How many findings there are of each severity: `2 errors, 1 warning`.
pub fn tally<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let mut counts = [(Severity::Error, 0), (Severity::Warning, 0), (Severity::Note, 0)];
    for finding in findings {
        for (severity, count) in &mut counts {
            *count += usize::from(*severity == finding.severity);
        }
    }
    let found: Vec<_> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| format!("{count} {}{}", severity.word(), if *count == 1 { "" } else { "s" }))
        .collect();
    if found.is_empty() { "no findings".to_owned() } else { found.join(", ") }
}
