//! The kinds of file that a book has, each as its reader describes it.

use std::sync::Arc;

use super::forms::form;
use super::returns::figures;
use super::{areas, measures, narrative, reports, sections, settings};
use crate::book::form::Form;
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
    let kind = |name, path, shape: Shape, title: &str, about: &str| {
        let shape = Shape { title: title.to_owned(), ..shape.about(about) };
        FileKind { name, path, shape }
    };
    vec![
        kind(
            "book",
            "book.toml",
            settings::file(&Sources::default()).shape(known),
            "A book",
            "What the publishing team sets for the whole book.",
        ),
        kind(
            "report",
            "areas/AREA/PERIOD/report.yaml",
            reports::file("", "").shape(known),
            "A report",
            "How far a report has come, who signs it and what it does without.",
        ),
        kind(
            "return",
            "areas/AREA/PERIOD/statistics.yaml",
            figures::file(None).shape(known),
            "A return",
            "The figures that are handed in. The form says which.",
        ),
        kind("area", "areas/AREA/area.yaml", areas::file("").shape(known), "An area", "Who an area is."),
        kind(
            "form",
            "content/forms/FORM.yaml",
            form::file("").shape(known),
            "A return form",
            "What areas are asked for.",
        ),
        kind(
            "measures",
            "content/measures.yaml",
            measures::file(&[]).shape(known),
            "Measures",
            "The series that live across forms, and where they break.",
        ),
        kind(
            "sections",
            "content/sections.yaml",
            sections::file().shape(known),
            "Sections",
            "The sections that every report has.",
        ),
        kind(
            "section-front-matter",
            "areas/AREA/PERIOD/*.md",
            narrative::section_front_matter(|span| narrative::no_place(span, "", &[])).shape(known),
            "Front matter of a section",
            "The lines between `---` at the head of a section of an area's own, which needs a title and a place. A section that every report has needs none.",
        ),
        kind(
            "shared-front-matter",
            "content/shared/*.md",
            narrative::shared_front_matter().shape(known),
            "Front matter of shared text",
            "The lines between `---` at the head of national text.",
        ),
    ]
}

/// The return of a form.
pub fn return_of(form: &Arc<Form>, known: &Known<'_>) -> Shape {
    let shape = figures::file(None).shape(&Known { form: Some(form), ..*known });
    let about = "The figures that are handed in. Totals may be left out: areabook works them out.";
    Shape { title: form.title.clone(), ..shape.about(about) }
}
