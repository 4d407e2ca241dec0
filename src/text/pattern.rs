//! Constant patterns of text. A pattern that cannot be compiled fails every test, and never stops a build.

use std::borrow::Cow;

use regex::{Captures, Match, Regex, RegexBuilder, Replacer};

/// How many bytes the states of the fast matcher can take. With less than one of the long patterns needs, a slow matcher reads every text.
const MOST_STATES: usize = 1 << 24;

/// A pattern that is part of the program, compiled once.
///
/// Its `\b` and `\d` know ASCII letters and digits only: with those of every script the fast matcher gives up at the first
/// sign outside ASCII, and compiling takes longer than reading a small book.
#[derive(Debug)]
pub struct Pattern(Option<Regex>);

impl Pattern {
    /// Compiles a pattern. One with a fault ends a test at once; in a finished program it would match nothing.
    pub fn new(text: &str) -> Self {
        let text = text.replace(r"\b", r"(?-u:\b)").replace(r"\d", "[0-9]");
        let compiled = RegexBuilder::new(&text).dfa_size_limit(MOST_STATES).build();
        debug_assert!(compiled.is_ok(), "{compiled:?}");
        Pattern(compiled.ok())
    }

    /// Whether it stands anywhere in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|regex| regex.is_match(text))
    }

    /// Every place where it stands.
    pub fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        self.0.as_ref().map(|regex| regex.find_iter(text)).into_iter().flatten()
    }

    /// The groups of every place where it stands.
    pub fn captures_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Captures<'t>> {
        self.0.as_ref().map(|regex| regex.captures_iter(text)).into_iter().flatten()
    }

    /// The groups of the first place where it stands from a byte on.
    pub fn captures_at<'t>(&self, text: &'t str, from: usize) -> Option<Captures<'t>> {
        self.0.as_ref()?.captures_at(text, from)
    }

    /// The text with every place replaced.
    pub fn replace_all<'t>(&self, text: &'t str, with: impl Replacer) -> Cow<'t, str> {
        self.0.as_ref().map_or(Cow::Borrowed(text), |regex| regex.replace_all(text, with))
    }
}
