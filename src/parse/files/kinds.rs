//! The kinds of file that a book has, each as its reader describes it.

use jiff::tz::TimeZone;

use super::forms::form;
use super::returns::figures;
use super::{approvals, areas, corrections, measures, narrative, plans, reports, sections, settings};
use crate::parse::shape::describe::{Known, Shape};
use crate::source::Sources;

/// A kind of file.
pub struct FileKind {
    /// Its name, in letters and hyphens.
    pub name: &'static str,
    /// Where such files stand.
    pub path: &'static str,
    /// What can stand in one.
    pub shape: Shape,
}

/// The kinds of file of a book.
pub fn kinds(known: &Known<'_>) -> Vec<FileKind> {
    let section = narrative::section_front_matter(narrative::no_place);
    let settings = known.book.map(|book| &*book.settings);
    let authorities = settings.map_or(&[][..], |settings| &settings.authorities);
    let fields_of_areas = settings.map_or(&[][..], |settings| &settings.fields_of_areas);
    let years = settings.map(|settings| settings.years).unwrap_or_default();
    let zone = settings.map_or(TimeZone::UTC, |settings| settings.zone.clone());
    let kinds = [
        ("book", "book.toml", settings::file(&Sources::default()).shape(known)),
        ("area", "areas/AREA/area.yaml", areas::file("", fields_of_areas, years).shape(known)),
        ("report", "areas/AREA/PERIOD/report.yaml", reports::file(&[""], "", (authorities, &zone)).shape(known)),
        ("return", "areas/AREA/PERIOD/statistics.yaml", figures::file(None).shape(known)),
        ("section-front-matter", "areas/AREA/PERIOD/SECTION.md", section.shape(known)),
        ("approvals", "areas/AREA/PERIOD/approvals.yaml", approvals::file().shape(known)),
        ("period", "content/periods/PERIOD.yaml", plans::file(years, &zone).shape(known)),
        ("form", "content/forms/FORM.yaml", form::file("", years).shape(known)),
        ("measures", "content/measures.yaml", measures::file(&[], years).shape(known)),
        ("sections", "content/sections.yaml", sections::file().shape(known)),
        ("corrections", "content/corrections.yaml", corrections::file().shape(known)),
        ("shared-front-matter", "content/shared/SECTION.md", narrative::shared_front_matter().shape(known)),
    ];
    kinds.map(|(name, path, shape)| FileKind { name, path, shape }).into()
}
