//! What the publishing team sets for the whole book.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use super::narrative::Words;
use super::period::{Period, Years};
use super::publisher::Publisher;
use super::report::{Authority, Report};
use crate::diagnostic::Severity;
use crate::source::Span;

/// What `book.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The title of the site.
    pub title: Words,
    /// One sentence on what the site is.
    pub description: Words,
    /// The language of the pages, as a BCP 47 tag.
    pub language: String,
    /// The folder in `themes/`.
    pub theme: String,
    /// The terms on which the figures may be used.
    pub licence: Words,
    /// Where these terms are written out.
    pub licence_url: String,
    /// Whether a report lists its local figures with their sources at its end.
    pub lists_local_figures: bool,
    /// Who publishes the site, and how it shows itself.
    pub publisher: Publisher,
    /// Who signs reports.
    pub authorities: Vec<Authority>,
    /// What `area.yaml` can say besides what it says in every book: each key with the words that stand beside its value.
    pub fields_of_areas: Vec<(String, Words)>,
    /// When years begin.
    pub years: Years,
    /// The time zone of release times.
    pub zone: TimeZone,
    /// Which reports are published only once they are signed; none where none are.
    pub sign_off: Option<SignOff>,
    /// Whether the site is made for those who write and publish it. A build says so, and `book.toml` never.
    pub is_internal: bool,
    /// What the checks go by.
    pub checks: Checks,
    /// How small figures are kept from readers; none where the book does not say.
    pub disclosure: Option<Disclosure>,
    /// Where the settings stand.
    pub span: Span,
}

/// What the checks of a book go by.
#[derive(Debug, Clone, PartialEq)]
pub struct Checks {
    /// Severities that differ from the rules' own, by code, with the place where they are set; `None` turns a rule off.
    pub severities: BTreeMap<String, (Option<Severity>, Span)>,
    /// A change is notable where chance alone would make one as large with less than this probability.
    pub change_probability: f64,
    /// The smallest number of which a change is given in per cent.
    pub percent_from: u64,
    /// From how many words on a paragraph that stands elsewhere too is found.
    pub repeated_words: usize,
    /// From which number on a typed figure is compared with the return.
    pub typed_from: u64,
    /// Words that are not used, each with the one that is.
    pub terms: Vec<(String, String)>,
    /// Abbreviations that need no explanation.
    pub abbreviations: Vec<String>,
}

// The probability is a number.
impl Eq for Checks {}

impl Default for Checks {
    fn default() -> Self {
        Checks {
            severities: BTreeMap::new(),
            // Limits of 99.8%.
            change_probability: 0.002,
            percent_from: 10,
            repeated_words: 25,
            typed_from: 10,
            terms: Vec::new(),
            abbreviations: Vec::new(),
        }
    }
}

/// That reports are published only once they are signed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SignOff {
    /// The first period whose reports are; all if there is none.
    pub from: Option<Period>,
}

/// How small figures are kept from readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disclosure {
    /// The method.
    pub method: Method,
    /// The first period whose figures are kept so; none where all are.
    pub from: Option<Period>,
}

/// The ways of keeping small figures from readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Figures below a number are held back.
    Suppress {
        /// The number. What is held back can have as many values at least.
        below: u64,
        /// Whether zeros are held back too.
        with_zero: bool,
    },
    /// All figures are multiples of a number.
    Round {
        /// The number.
        to: u64,
    },
}

impl Disclosure {
    /// Whether the figures of a report are kept so.
    pub fn holds_for(&self, report: &Report) -> bool {
        self.from.is_none_or(|from| from.first_day() <= report.period.first_day())
    }

    /// How many values a figure that is held back can have at least.
    pub fn values(&self) -> Option<u64> {
        match self.method {
            Method::Suppress { below, .. } => Some(below),
            Method::Round { .. } => None,
        }
    }
}
