//! What can stand in a file, as a value.

use crate::book::Book;
use crate::book::form::Form;
use crate::diagnostic::Rule;

/// What is known beyond the file that is described, for words that can be offered to its author.
#[derive(Clone, Copy, Default)]
pub struct Known<'a> {
    /// The book; none for a description that holds for every book.
    pub book: Option<&'a Book>,
    /// The form that a return is one of.
    pub form: Option<&'a Form>,
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
    /// A reporting year.
    Period,
    /// A cell of a return.
    Cell,
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
    /// The most entries, where there is a limit.
    pub most: Option<usize>,
    /// Sets of keys of which at least one has to be there whole; no sets where nothing is asked.
    pub any_of: &'static [&'static [&'static str]],
    /// What to say of a key that is a number.
    pub no_numbers: Option<&'static str>,
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
    /// A shape without words.
    pub fn new(holds: Holds) -> Self {
        Shape { title: String::new(), about: String::new(), holds }
    }

    /// With these words, where it has none.
    #[must_use]
    pub fn about(mut self, about: &str) -> Self {
        if self.about.is_empty() {
            about.clone_into(&mut self.about);
        }
        self
    }

    /// With this title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }
}

impl Entry {
    /// A key that need not be there.
    pub fn may(key: impl Into<String>, shape: Shape) -> Self {
        Entry { key: key.into(), needed: false, shape }
    }
}
