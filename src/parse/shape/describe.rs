//! What can stand in a file, as a value.

use std::sync::Arc;

use crate::book::Book;
use crate::book::form::Form;
use crate::book::form::number::Number;
use crate::diagnostic::Rule;

/// What is known beyond the file that is described, for words that can be offered to its author.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    /// The book; none for a description that holds for every book.
    pub book: Option<&'a Book>,
    /// The form that a return is one of.
    pub form: Option<&'a Arc<Form>>,
    /// The rules that findings can have.
    pub rules: &'a [&'static Rule],
}

/// What can stand at one place, with the words that people are shown beside it.
#[derive(Debug, Clone)]
pub struct Shape {
    /// A title that the book itself gives, such as that of a table; empty for most.
    pub title: String,
    /// What it means, in a sentence or two.
    pub about: String,
    /// What can stand there.
    pub holds: Holds,
}

/// The kinds of value.
#[derive(Debug, Clone)]
pub enum Holds {
    /// Text.
    Text,
    /// Text that a regular expression matches, and what to write where it does not.
    Matching(String, &'static str),
    /// A whole number, from the first to the last of these.
    Whole(i64, i64),
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A calendar day.
    Day,
    /// A day with the hour on the clocks, such as `2014-10-30T09:30`.
    Time,
    /// A reporting year.
    Period,
    /// A cell of a return.
    Cell,
    /// A figure that counts or measures anything: with decimals or below zero where need be.
    AnyNumber,
    /// A cell of a table whose figures are these.
    Figure(Number),
    /// A cell for which the question cannot arise.
    CellThatCannotApply,
    /// One of a few words, each with its meaning. A meaning may be empty.
    Choice(Vec<(String, String)>),
    /// A list. A single value counts as a list of one.
    List(Box<Shape>),
    /// Names with values.
    Map(Map),
    /// Names with values, or a text that stands for them.
    TextOr(Map),
}

/// Names with values.
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// The keys that are known.
    pub keys: Vec<Entry>,
    /// Regular expressions of keys, each with what can stand under a key that matches.
    pub paths: Vec<(String, Shape)>,
    /// What can stand under any other key, where there can be others.
    pub others: Option<Box<Shape>>,
    /// Whether there can be keys of which nothing is said here.
    pub is_open: bool,
    /// Whether there can be one entry at most.
    pub is_single: bool,
    /// Sets of keys of which at least one has to be there whole; no sets where nothing is asked.
    pub any_of: &'static [&'static [&'static str]],
    /// A key with which nothing else has to be there, at any depth: it names what says the rest.
    pub rests_on: Option<&'static str>,
    /// What to say of a key that is a number, where none can be.
    pub no_numbers: &'static str,
}

/// A key with what can stand under it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Whether it has to be there.
    pub needed: bool,
    /// What can stand under it.
    pub shape: Shape,
}

impl Shape {
    /// A shape with these words; both may be empty.
    pub fn new(holds: Holds, title: &str, about: &str) -> Self {
        Shape { title: title.to_owned(), about: about.to_owned(), holds }
    }

    /// With these words where it has none.
    #[must_use]
    pub fn about(mut self, about: &str) -> Self {
        if self.about.is_empty() {
            about.clone_into(&mut self.about);
        }
        self
    }
}

impl From<Holds> for Shape {
    fn from(holds: Holds) -> Self {
        Shape::new(holds, "", "")
    }
}

impl Map {
    /// Keys that need not be there, each with what can stand under it.
    pub fn of<'k>(keys: impl IntoIterator<Item = (&'k str, Shape)>) -> Self {
        let entry = |(key, shape): (&str, _)| Entry { key: key.to_owned(), needed: false, shape };
        Map { keys: keys.into_iter().map(entry).collect(), ..Map::default() }
    }
}
