//! Narrative as plain words, for attributes, descriptions and files that hold no markup.

use super::outline::Outline;
use crate::book::Book;
use crate::book::cell::marker_sign;
use crate::book::narrative::{Asks, Inline};
use crate::book::report::Report;
use crate::query::reference;
use crate::text::typography;

/// What narrative refers to.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    /// The book.
    pub(crate) book: &'a Book,
    /// The report that its references are about; none on pages that belong to no report.
    pub(crate) report: Option<&'a Report>,
    /// Where tables, charts and sections stand on the page.
    pub(crate) outline: &'a Outline,
    /// Whether figures stand with the signs of their cells: where no author of the report could say in words what they do.
    pub(crate) has_signs: bool,
}

impl<'a> Subject<'a> {
    /// What text on a page refers to.
    pub(crate) fn new(book: &'a Book, report: Option<&'a Report>, outline: &'a Outline) -> Self {
        Subject { book, report, outline, has_signs: false }
    }

    /// What text on a page refers to that belongs to no report.
    pub(crate) fn none(book: &'a Book) -> Self {
        Subject::new(book, None, Outline::NONE)
    }

    /// The same for text whose references are about a report.
    pub(crate) fn of<'s>(&'s self, report: &'s Report) -> Subject<'s> {
        Subject { report: Some(report), ..*self }
    }

    /// What a reference stands for. One that stands for nothing is a finding; on a draft's page it is a visible gap.
    pub(crate) fn resolved(&self, asks: &Asks) -> String {
        let told = self.report.and_then(|report| Some((report, reference::text(self.book, report, asks).ok()?)));
        let Some((report, mut text)) = told else { return "[figure missing]".to_owned() };
        for sign in reference::markers(self.book, report, asks).iter().filter(|_| self.has_signs) {
            text.extend(["\u{a0}[", marker_sign(*sign), "]"]);
        }
        text
    }

    /// A phrase without any markup.
    pub(crate) fn plain(&self, phrase: &[Inline]) -> String {
        let text = |inline: &Inline| match inline {
            Inline::Text(text, _) => typography::bound(text).into_owned(),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => self.plain(inner),
            Inline::Reference(reference) => match &reference.asks {
                Asks::See(target, key) => self.outline.see(*target, key).words,
                asks => self.resolved(asks),
            },
            Inline::Break => " ".to_owned(),
            Inline::FootnoteMark(..) => String::new(),
            Inline::Picture(picture) => self.plain(&picture.alternative),
        };
        phrase.iter().map(text).collect()
    }
}
