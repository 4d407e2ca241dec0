//! Who publishes the site, and how it shows itself: what `book.toml` says besides the title.

use jiff::civil::Date;

use super::narrative::Words;
use crate::source::Span;

/// The publisher's part of a book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publisher {
    /// Where the site is published, ending in `/`: `https://example.org/reports/`.
    pub address: Option<String>,
    /// The day on which the site was last changed.
    pub updated: Option<Done>,
    /// How the site shows itself.
    pub brand: Brand,
    /// Whom readers can ask.
    pub contact: Contact,
    /// What the accessibility statement says; there is no such page without it.
    pub statement: Option<Statement>,
}

/// A day on which something was done, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// The day.
    pub on: Date,
    /// Where it stands.
    pub span: Span,
}

impl Publisher {
    /// The days on which something was done.
    pub fn done(&self) -> impl Iterator<Item = Done> {
        let of_statement = self.statement.iter().flat_map(|said| [said.tested, Some(said.prepared), said.reviewed]);
        std::iter::once(self.updated).chain(of_statement).flatten()
    }
}

/// How a site shows itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brand {
    /// The name at the head of every page; the title where there is none.
    pub name: Option<Words>,
    /// A picture beside the name: a file of the theme's assets, and where it is named.
    pub logo: Option<(String, Span)>,
    /// Colours that differ from the theme's.
    pub colours: Vec<Tint>,
    /// Links at the foot of every page.
    pub footer: Vec<FooterLink>,
}

/// A link at the foot of every page, which leads off the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FooterLink {
    /// The words.
    pub text: Words,
    /// The whole address.
    pub address: String,
}

/// A colour that a book sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tint {
    /// The custom property of the style sheet, without its dashes: `brand`.
    pub property: String,
    /// Whether it is for dark mode.
    pub dark: bool,
    /// The colour as it is written: `#12436d`.
    pub colour: String,
    /// Where it stands.
    pub span: Span,
}

/// How to reach somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// Who it is.
    pub name: Option<Words>,
    /// An e-mail address.
    pub email: String,
    /// A telephone number.
    pub phone: Option<Words>,
}

/// How far a site conforms to the Web Content Accessibility Guidelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conformance {
    /// All of the standard is met.
    Full,
    /// Most of it is met.
    Partial,
    /// Little of it is met, or nobody knows.
    None,
}

/// What an accessibility statement needs to say, by the Public Sector Bodies (Websites and Mobile Applications) (No. 2)
/// Accessibility Regulations 2018.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Who runs the site.
    pub organisation: Words,
    /// How far it conforms.
    pub conformance: Conformance,
    /// Whom to tell about a problem.
    pub contact: Contact,
    /// Within how many working days an answer comes.
    pub reply_days: Option<u16>,
    /// How it was tested, in a sentence or two.
    pub testing: Words,
    /// The day of the last test.
    pub tested: Option<Done>,
    /// The day on which the statement was written.
    pub prepared: Done,
    /// The day on which it was last looked at again.
    pub reviewed: Option<Done>,
    /// What does not conform.
    pub problems: Vec<Problem>,
}

/// Something on the site that not everybody can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub what: Words,
    /// The success criterion that is not met: `1.1.1 Non-text content`.
    pub criterion: Words,
    /// What is done about it, and when.
    pub plan: Words,
}
